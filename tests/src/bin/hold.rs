//! Unlocks a vault with a PIN from a pipe, writes a text from the same pipe, locks, and stays there while its memory is searched.
//!
//! `hold FOLDER`; stdin: the PIN, the text, then a line to go on at each stop. On stdout: `secret HEX` for each key it knows of, then `unlocked`, then `locked`.
//! With `hold FOLDER leak` it keeps a copy of PIN, text and keys: a search that finds nothing there is worth nothing.

#![allow(clippy::unwrap_used)]

use pana_core::vault::{Alias, DeviceKey, DeviceKeyError, Pin, Secret, Vault, ZeroingAllocator, in_own_frame, install_sqlite_allocator};
use pana_tests::clock::Clock;
use pana_tests::model::{draft, hex};
use pana_tests::real_vault::RealVault;
use std::fs::File;
use std::hint::black_box;
use std::io::{Read, Write, stdin, stdout};
use std::os::fd::AsFd;
use std::sync::Arc;
use zeroize::{Zeroize, Zeroizing};

// What every shell does: freed memory is zeroed, SQLite's too, and the session has a stack frame that is overwritten when it ends.
#[global_allocator]
static ALLOCATOR: ZeroingAllocator = ZeroingAllocator;

const LONGEST_LINE_BYTES: usize = 4096;

fn main() {
    let folder = std::env::args().nth(1).unwrap();
    let leak = std::env::args().nth(2).is_some_and(|word| word == "leak");
    // Read past the standard library's buffer, which would keep what went through it.
    let mut pipe = File::from(stdin().as_fd().try_clone_to_owned().unwrap());
    assert!(install_sqlite_allocator());
    let kept = in_own_frame(|| work(&folder, &mut pipe, leak));
    say("locked");
    line(&mut pipe);
    drop(black_box(kept));
}

/// The whole session.
fn work(folder: &str, pipe: &mut File, leak: bool) -> Vec<Vec<u8>> {
    let place = RealVault::at(folder);
    let mut clock = Clock::nth_start(1);
    let mut kept = Vec::new();
    let device_key = Arc::new(Telling { inner: place.device_key() });
    let mut vault = Vault::open(place.folders(), device_key, clock.next()).unwrap();

    let typed = line(pipe);
    let typed_text = std::str::from_utf8(&typed).unwrap();
    let mut session = vault.unlock(&Secret::Pin(Pin::new(typed_text).unwrap()), clock.next()).unwrap();
    let text = line(pipe);
    let words = std::str::from_utf8(&text).unwrap();
    let now = clock.next();
    let mut written = draft(words, now);
    let mut log = session.log();
    let id = log.add(&written, now).unwrap();
    written.what.zeroize();
    let mut first_word = words.split(' ').next().unwrap().to_owned();
    assert_eq!(log.search(&first_word, 10, None).unwrap().incidents.len(), 1);
    first_word.zeroize();
    log.attach(&id, "note.txt", &mut &text[..], now, &mut |_| {}).unwrap();
    drop(log);
    let mut keys = session.exposed_keys();
    for key in &keys {
        tell(key);
    }
    if leak {
        kept = vec![typed.to_vec(), text.to_vec()];
        kept.extend(keys.iter().map(|key| key.to_vec()));
    }
    keys.zeroize();

    say("unlocked");
    line(pipe);
    session.lock().unwrap();
    kept
}

/// A line from the pipe, byte by byte into memory that is zeroed afterwards and never moves.
fn line(pipe: &mut File) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST_LINE_BYTES));
    let mut byte = [0];
    while pipe.read(&mut byte).unwrap() == 1 && byte != *b"\n" {
        assert!(bytes.len() < LONGEST_LINE_BYTES, "a line is short");
        bytes.push(byte[0]);
    }
    bytes
}

/// A device key that tells what goes in and out while slots are tried: neither may stay in memory.
struct Telling {
    inner: Arc<dyn DeviceKey>,
}

impl DeviceKey for Telling {
    fn hmac(&self, alias: Alias, message: &[u8]) -> Result<[u8; 32], DeviceKeyError> {
        let made = self.inner.hmac(alias, message)?;
        // Only a slot's secret is 32 bytes long; what authenticates `attempts` stands on the disk anyway.
        if message.len() == 32 {
            tell(message);
            tell(&made);
        }
        Ok(made)
    }

    fn create(&self, alias: Alias) -> Result<(), DeviceKeyError> {
        self.inner.create(alias)
    }

    fn destroy(&self, alias: Alias) -> Result<(), DeviceKeyError> {
        self.inner.destroy(alias)
    }
}

fn tell(secret: &[u8]) {
    say(&format!("secret {}", hex(secret)));
}

fn say(line: &str) {
    let mut out = stdout().lock();
    writeln!(out, "{line}").unwrap();
    out.flush().unwrap();
}
