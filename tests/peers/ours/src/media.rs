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

use crate::vault::{Clock, PIN, answer, make, timed};
use crate::work::Failure;
use pana_core::Now;
use pana_core::incident::{Draft, Kind};
use pana_core::vault::{Kdf, Pin, Secret, Session, Vault};
use std::fs::{self, File};
use std::io::{BufRead, Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};

const COPY_BYTES: usize = 65_536;

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

/// Serves commands until stdin ends.
pub fn serve() -> Result<(), Failure> {
    let clock = Clock::start()?;
    let mut vault: Option<Vault> = None;
    let mut open: Option<Session> = None;
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let words: Vec<&str> = line.split(' ').collect();
        let (taken, count) = match words.as_slice() {
            ["vault", folder] => {
                let (made, taken) = timed(|| make(folder.as_ref(), &clock))?;
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
        answer(taken, count)?;
    }
    Ok(())
}
