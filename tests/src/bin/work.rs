//! Works on a real vault until it is killed, and says on stdout what is done: one line for each acknowledged change.
//!
//! `work FOLDER SEED START PIN`

#![allow(clippy::unwrap_used)]

use pana_core::incident::Id;
use pana_core::vault::{Secret, Session, Vault};
use pana_tests::chance::Chance;
use pana_tests::clock::Clock;
use pana_tests::desk::pin;
use pana_tests::model::{draft, id_text};
use pana_tests::real_vault::RealVault;
use std::env::args;
use std::io::{Write, stdout};

fn main() {
    let [folder, seed, start, first_pin]: [String; 4] = args().skip(1).collect::<Vec<_>>().try_into().unwrap();
    let mut worker = Worker {
        place: RealVault::at(folder),
        chance: Chance::new(seed.parse().unwrap()),
        clock: Clock::nth_start(start.parse().unwrap()),
        name: format!("{seed}-{start}"),
        pin: first_pin,
        incidents: Vec::new(),
        done: 0,
    };
    let mut vault = worker.place.open(worker.clock.next()).unwrap();
    let mut session = worker.unlock(&mut vault);
    loop {
        match worker.chance.below(100) {
            0..8 => {
                session.lock().unwrap();
                session = worker.unlock(&mut vault);
            }
            8..12 => {
                drop(session);
                drop(vault);
                vault = worker.place.open(worker.clock.next()).unwrap();
                session = worker.unlock(&mut vault);
            }
            12..18 => worker.change_pin(&mut session),
            18..30 if !worker.incidents.is_empty() => worker.attach(&mut session),
            30..36 => worker.add(&mut session, 100_000),
            _ => worker.add(&mut session, 10),
        }
    }
}

struct Worker {
    place: RealVault,
    chance: Chance,
    clock: Clock,
    /// Tells the texts of this process from those of others.
    name: String,
    pin: String,
    incidents: Vec<Id>,
    done: u64,
}

impl Worker {
    fn unlock(&mut self, vault: &mut Vault) -> Session {
        vault.unlock(&Secret::Pin(pin(&self.pin)), self.clock.next()).unwrap()
    }

    fn next_name(&mut self) -> String {
        self.done += 1;
        format!("{}-{}", self.name, self.done)
    }

    fn add(&mut self, session: &mut Session, filler_bytes: usize) {
        let name = self.next_name();
        let what = format!("{name} {}", "мазасыз ".repeat(filler_bytes / "мазасыз ".len()));
        let now = self.clock.next();
        let id = session.log().add(&draft(what.trim_end(), now), now).unwrap();
        say(&format!("incident {} {name}", id_text(&id)));
        self.incidents.push(id);
    }

    fn attach(&mut self, session: &mut Session) {
        let bytes = *self.chance.pick(&[0, 500, 70_000, 300_000]);
        let content = self.chance.bytes(bytes);
        let name = self.next_name();
        let incident = self.chance.pick(&self.incidents);
        let now = self.clock.next();
        let file = session.log().attach(incident, &name, &mut content.as_slice(), now, &mut |_| {}).unwrap();
        say(&format!("file {} {}", id_text(&file.id), file.sha256));
    }

    fn change_pin(&mut self, session: &mut Session) {
        let new = format!("pin-{}", self.next_name());
        say(&format!("asked {new}"));
        session.change_pin(&pin(&new), self.clock.next()).unwrap();
        say(&format!("pin {new}"));
        self.pin = new;
    }
}

/// One line in one write, so that a kill can't cut it in two.
fn say(line: &str) {
    let mut out = stdout().lock();
    out.write_all(format!("{line}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}
