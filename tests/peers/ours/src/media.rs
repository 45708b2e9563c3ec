//! Sealed media beside age, unlocking beside Argon2 alone. Commands and answers are as in `work.rs`.
//!
//! | command | measured | count |
//! |---|---|---|
//! | `vault DIR` | making a vault at the floor of the key derivation | 0 |
//! | `unlock` | opening it with the PIN, which has to be locked | 0 |
//! | `lock` | locking it | 0 |
//! | `argon2` | the key derivation alone | 0 |
//! | `attach FILE` | sealing and hashing a file as evidence, durable | bytes by which the memory in use rose at most |
//! | `age FILE OUT` | encrypting it to an X25519 recipient, durable, without a hash | bytes, as above |

use crate::work::Failure;
use hmac::{Hmac, KeyInit, Mac};
use pana_core::incident::{Draft, Kind};
use pana_core::vault::disk::Folder;
use pana_core::vault::{Alias, DeviceKey, DeviceKeyError, Folders, Kdf, Pin, Secret, Session, Vault};
use pana_core::{Moment, Now, Uptime};
use sha2::Sha256;
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{BufRead, Read, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

const PIN: &str = "482915";
const COPY_BYTES: usize = 65_536;

/// One key for all aliases, in memory: a device's own answers are no part of what is measured.
#[derive(Default)]
struct MemoryKey(Mutex<HashSet<Alias>>);

impl MemoryKey {
    fn aliases(&self) -> std::sync::MutexGuard<'_, HashSet<Alias>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl DeviceKey for MemoryKey {
    fn hmac(&self, alias: Alias, message: &[u8]) -> Result<[u8; 32], DeviceKeyError> {
        if !self.aliases().contains(&alias) {
            return Err(DeviceKeyError::Missing);
        }
        let mac = Hmac::<Sha256>::new_from_slice(alias.to_string().as_bytes()).map_err(|_| DeviceKeyError::Unavailable)?;
        Ok(mac.chain_update(message).finalize().into_bytes().into())
    }

    fn create(&self, alias: Alias) -> Result<(), DeviceKeyError> {
        self.aliases().insert(alias);
        Ok(())
    }

    fn destroy(&self, alias: Alias) -> Result<(), DeviceKeyError> {
        self.aliases().remove(&alias);
        Ok(())
    }
}

/// The wall's clock stands still; the other one runs from when this was made.
struct Clock {
    wall: Moment,
    started: Instant,
}

impl Clock {
    fn now(&self) -> Now {
        let nanos = 1 + self.started.elapsed().as_nanos() as u64;
        Now { wall: self.wall, uptime: Uptime { boot: [1; 16], nanos } }
    }
}

/// Makes a vault and leaves it locked.
fn make_vault(folder: &Path, clock: &Clock) -> Result<Vault, Failure> {
    let folders = Folders { vault: Arc::new(Folder::new(folder.join("vault"))?), device: Arc::new(Folder::new(folder.join("device"))?) };
    let (vault, _code) = Vault::create(folders, Arc::new(MemoryKey::default()), &Pin::new(PIN)?, None, Kdf::FLOOR, clock.now())?;
    Ok(vault)
}

/// The derivation that an unlock can't do without.
fn argon2() -> Result<(), Failure> {
    let mut out = [0; 32];
    let params = argon2::Params::new(Kdf::FLOOR.memory_kib, Kdf::FLOOR.passes, Kdf::FLOOR.lanes, Some(out.len()))?;
    let argon2 = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params);
    argon2.hash_password_into(PIN.as_bytes(), &[7; 32], &mut out)?;
    std::hint::black_box(out);
    Ok(())
}

fn attach(session: &mut Session, source: &str, now: Now) -> Result<(), Failure> {
    let mut log = session.log();
    let incident = log.add(&Draft::new(Kind::CALL, now.wall), now)?;
    log.attach(&incident, "video.mp4", &mut File::open(source)?, now, &mut |_| ())?;
    Ok(())
}

/// What `attach` does, with age: a new file that is durable in the end, its name too.
fn age(source: &str, target: &str) -> Result<(), Failure> {
    let recipient = age::x25519::Identity::generate().to_public();
    let target = Path::new(target);
    let mut source = File::open(source)?;
    let encryptor = age::Encryptor::with_recipients(std::iter::once(&recipient as _))?;
    let mut out = encryptor.wrap_output(File::create(target)?)?;
    let mut buffer = vec![0; COPY_BYTES];
    loop {
        let read = source.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        out.write_all(&buffer[..read])?;
    }
    out.finish()?.sync_all()?;
    File::open(target.parent().ok_or("the file needs a folder")?)?.sync_all()?;
    Ok(())
}

/// Runs something; returns how long it took and by how many bytes the memory in use rose above what it was, at its highest.
fn measured(work: impl FnOnce() -> Result<(), Failure>) -> Result<(Duration, u64), Failure> {
    // Makes the highest value the present one.
    fs::write("/proc/self/clear_refs", "5")?;
    let before = memory("VmRSS:")?;
    let started = Instant::now();
    work()?;
    let taken = started.elapsed();
    Ok((taken, memory("VmHWM:")?.saturating_sub(before)))
}

/// One of the kernel's figures on this process, in bytes.
fn memory(name: &str) -> Result<u64, Failure> {
    let status = fs::read_to_string("/proc/self/status")?;
    let figure = status.lines().find_map(|line| line.strip_prefix(name)?.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    Ok(1024 * figure.ok_or_else(|| format!("the kernel tells no {name}"))?)
}

fn timed<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<(T, Duration), Failure> {
    let started = Instant::now();
    let done = work()?;
    Ok((done, started.elapsed()))
}

/// Serves commands until stdin ends.
pub fn serve() -> Result<(), Failure> {
    let clock = Clock { wall: "2026-03-01T12:00+05:00".parse()?, started: Instant::now() };
    let mut vault: Option<Vault> = None;
    let mut open: Option<Session> = None;
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let words: Vec<&str> = line.split(' ').collect();
        let (taken, count) = match words.as_slice() {
            ["vault", folder] => {
                let (made, taken) = timed(|| make_vault(folder.as_ref(), &clock))?;
                vault = Some(made);
                (taken, 0)
            }
            ["unlock"] => {
                let secret = Secret::Pin(Pin::new(PIN)?);
                let locked = vault.as_mut().ok_or("there is no vault")?;
                let (session, taken) = timed(|| Ok(locked.unlock(&secret, clock.now())?))?;
                open = Some(session);
                (taken, 0)
            }
            ["lock"] => {
                let session = open.take().ok_or("nothing is unlocked")?;
                (timed(|| Ok(session.lock()?))?.1, 0)
            }
            ["argon2"] => (timed(argon2)?.1, 0),
            ["attach", source] => {
                let session = open.as_mut().ok_or("nothing is unlocked")?;
                measured(|| attach(session, source, clock.now()))?
            }
            ["age", source, target] => measured(|| age(source, target))?,
            _ => return Err(format!("unknown command: {line}").into()),
        };
        let mut out = std::io::stdout().lock();
        writeln!(out, "{} {count}", taken.as_micros())?;
        out.flush()?;
    }
    Ok(())
}
