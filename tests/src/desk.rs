//! Someone who uses a vault: a seeded run of everything the vault can do, beside a model of what was acknowledged.

use crate::chance::Chance;
use crate::clock::Clock;
use crate::model::{Contents, Kept, KeptFile, call_log, draft, sha256_hex};
use crate::recording_disk::Recorder;
use pana_core::incident::LogError;
use pana_core::incident::import::Choice;
use pana_core::vault::{Kdf, Notice, Pin, RecoveryCode, Secret, Session, Vault, VaultError};
use std::collections::HashSet;
use std::fmt::Write;
use std::io::Cursor;

/// What every acknowledged step so far amounts to.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// Opens the owner's volume.
    pub pin: String,
    /// So does this.
    pub code: String,
    /// Opens the other volume, if it is in use.
    pub second_pin: Option<String>,
    /// What the owner sees.
    pub owner: Contents,
    /// What the other PIN shows.
    pub second: Contents,
}

/// One thing she does. Each is acknowledged as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Writes an incident.
    Add,
    /// Writes one with a very long text, so that files grow and the cache spills.
    AddLong,
    /// Rewrites an incident.
    Amend,
    /// Hides an incident.
    Withdraw,
    /// Brings one back.
    Restore,
    /// Takes in calls from an export.
    Import,
    /// Keeps a file.
    Attach,
    /// Changes the PIN.
    ChangePin,
    /// Changes the PIN and every key.
    Rekey,
    /// Sets or changes the second PIN.
    SetSecond,
    /// Removes the second PIN and what is behind it.
    RemoveSecond,
    /// Writes an incident under the second PIN.
    SecondAdds,
    /// Locks.
    Lock,
    /// Is interrupted: the program ends without locking.
    Abandon,
    /// Uses the recovery code to set a new PIN.
    Recover,
}

/// How often each step comes, against the others.
const WEIGHTS: [(Step, usize); 15] = [
    (Step::Add, 25),
    (Step::AddLong, 6),
    (Step::Amend, 12),
    (Step::Withdraw, 4),
    (Step::Restore, 3),
    (Step::Import, 8),
    (Step::Attach, 10),
    (Step::ChangePin, 4),
    (Step::Rekey, 3),
    (Step::SetSecond, 4),
    (Step::RemoveSecond, 2),
    (Step::SecondAdds, 6),
    (Step::Lock, 9),
    (Step::Abandon, 5),
    (Step::Recover, 2),
];

/// A vault in use on a recorded disk.
pub struct Desk {
    /// The disk under it.
    pub disk: Recorder,
    /// The phone's clocks.
    pub clock: Clock,
    /// Where choices come from.
    pub chance: Chance,
    /// What was acknowledged.
    pub state: State,
    /// The last new PIN that was asked for: after a failure it may hold already.
    pub asked_pin: String,
    vault: Option<Vault>,
    session: Option<Session>,
    /// Numbers texts, PINs and exports, so that no two are the same.
    made: u64,
}

/// Why a vault is not as it must be.
pub type Failure = String;

impl Desk {
    /// Makes a vault on `disk` with the KDF stub.
    pub fn create(disk: &Recorder, chance: Chance, second_pin: Option<&str>) -> Result<Self, VaultError> {
        let mut clock = Clock::default();
        let second = second_pin.map(pin);
        let (vault, code) = Vault::create(disk.folders(), disk.device_key(), &pin("first-pin"), second.as_ref(), Kdf::STUB, clock.next())?;
        let state = State {
            pin: "first-pin".to_owned(),
            code: code.to_string(),
            second_pin: second_pin.map(str::to_owned),
            owner: Contents::default(),
            second: Contents::default(),
        };
        Ok(Self { disk: disk.clone(), clock, chance, state, asked_pin: "first-pin".to_owned(), vault: Some(vault), session: None, made: 0 })
    }

    /// Takes the next step of a seeded run and returns which it was. After an error nothing is known about the step.
    pub fn step(&mut self) -> Result<Step, LogError> {
        let step = self.choose();
        self.take(step)?;
        Ok(step)
    }

    /// Takes one step; the state is what it is after it, if it succeeds.
    pub fn take(&mut self, step: Step) -> Result<(), LogError> {
        self.clock.next();
        match step {
            Step::Add => self.add("short"),
            Step::AddLong => {
                let words = self.chance.within(10_000..60_000);
                let mut long = String::new();
                for _ in 0..words {
                    write!(long, "{:x} ", self.chance.number() >> 44).unwrap();
                }
                self.add(&long)
            }
            Step::Amend => self.amend(),
            Step::Withdraw => self.hide(true),
            Step::Restore => self.hide(false),
            Step::Import => self.import(),
            Step::Attach => self.attach(),
            Step::ChangePin => self.change_pin(),
            Step::Rekey => self.rekey(),
            Step::SetSecond => self.set_second(),
            Step::RemoveSecond => self.remove_second(),
            Step::SecondAdds => self.second_adds(),
            Step::Lock => self.lock().map_err(Into::into),
            Step::Abandon => {
                self.abandon();
                Ok(())
            }
            Step::Recover => self.recover(),
        }
    }

    /// The owner's session, unlocked if it is not.
    pub fn session(&mut self) -> Result<&mut Session, VaultError> {
        if self.session.is_none() {
            let secret = Secret::Pin(pin(&self.state.pin));
            self.session = Some(self.unlock(&secret)?);
        }
        Ok(self.session.as_mut().unwrap())
    }

    /// Ends the session, if there is one.
    pub fn lock(&mut self) -> Result<(), VaultError> {
        self.session.take().map_or(Ok(()), Session::lock)
    }

    /// The program ends as if it had been killed.
    pub fn abandon(&mut self) {
        self.session = None;
        self.vault = None;
    }

    /// Unlocks with any secret. No other session may be open.
    pub fn unlock(&mut self, secret: &Secret) -> Result<Session, VaultError> {
        assert!(self.session.is_none(), "one session at a time");
        let now = self.clock.next();
        self.vault()?.unlock(secret, now)
    }

    /// The vault, opened if it is not.
    pub fn vault(&mut self) -> Result<&mut Vault, VaultError> {
        if self.vault.is_none() {
            self.vault = Some(Vault::open(self.disk.folders(), self.disk.device_key(), self.clock.now())?);
        }
        Ok(self.vault.as_mut().unwrap())
    }

    fn choose(&mut self) -> Step {
        let all: usize = WEIGHTS.iter().map(|(_, weight)| weight).sum();
        let mut drawn = self.chance.below(all);
        for (step, weight) in WEIGHTS {
            if drawn < weight {
                return step;
            }
            drawn -= weight;
        }
        unreachable!("the draw is below the sum of the weights")
    }

    fn next_name(&mut self, what: &str) -> String {
        self.made += 1;
        format!("{what}-{}", self.made)
    }

    fn next_pin(&mut self, what: &str) -> String {
        self.asked_pin = self.next_name(what);
        self.asked_pin.clone()
    }

    fn add(&mut self, text: &str) -> Result<(), LogError> {
        let words = self.next_name(text);
        let now = self.clock.now();
        let draft = draft(&words, now);
        let id = self.session()?.log().add(&draft, now)?;
        self.state.owner.incidents.insert(id, Kept { draft, withdrawn: false, acts: 0 });
        Ok(())
    }

    fn amend(&mut self) -> Result<(), LogError> {
        let shown = self.state.owner.shown();
        let Some(id) = shown.get(self.chance.below(shown.len())) else { return self.add("first") };
        let mut draft = self.state.owner.incidents[id].draft.clone();
        draft.what = self.next_name("amended");
        let now = self.clock.now();
        self.session()?.log().amend(id, &draft, now)?;
        self.state.owner.incidents.get_mut(id).unwrap().draft = draft;
        Ok(())
    }

    fn hide(&mut self, hide: bool) -> Result<(), LogError> {
        let candidates = if hide { self.state.owner.shown() } else { self.state.owner.hidden() };
        let Some(id) = candidates.get(self.chance.below(candidates.len())) else { return self.add("first") };
        let now = self.clock.now();
        let mut log = self.session()?.log();
        if hide {
            log.withdraw(id, now)?;
        } else {
            log.restore(id, now)?;
        }
        drop(log);
        self.state.owner.incidents.get_mut(id).unwrap().withdrawn = hide;
        Ok(())
    }

    fn import(&mut self) -> Result<(), LogError> {
        self.made += 1;
        let rows = self.chance.within(5..60) as u64;
        let export = call_log("+77011234567", self.made * 1000, rows);
        let now = self.clock.now();
        let mut log = self.session()?.log();
        let report = log.import(&mut Cursor::new(export), "calls.xml", &Choice::All, now, &mut |_| {})?;
        assert_eq!(report.added, rows, "every row of a new export is new");
        let series = report.incidents.iter().map(|id| log.incident(id)).collect::<Result<Vec<_>, _>>()?;
        drop(log);
        for incident in series {
            let kept = Kept { draft: incident.draft, withdrawn: false, acts: incident.acts };
            self.state.owner.incidents.insert(incident.id, kept);
        }
        Ok(())
    }

    fn attach(&mut self) -> Result<(), LogError> {
        let shown = self.state.owner.shown();
        let Some(incident) = shown.get(self.chance.below(shown.len())) else { return self.add("first") };
        let bytes = *self.chance.pick(&[0, 1, 900, 65_536, 70_000, 200_000]);
        let content = self.chance.bytes(bytes);
        let name = self.next_name("photo");
        let now = self.clock.now();
        let file = self.session()?.log().attach(incident, &name, &mut content.as_slice(), now, &mut |_| {})?;
        let sha256 = sha256_hex(&content);
        assert_eq!(file.sha256, sha256, "the hash is that of the file put in");
        self.state.owner.evidence.insert(file.id, KeptFile { incident: incident.clone(), name, sha256 });
        Ok(())
    }

    fn change_pin(&mut self) -> Result<(), LogError> {
        let new = self.next_pin("pin");
        let now = self.clock.now();
        self.session()?.change_pin(&pin(&new), now)?;
        self.state.pin = new;
        Ok(())
    }

    fn rekey(&mut self) -> Result<(), LogError> {
        let new = self.next_pin("rekeyed");
        let now = self.clock.now();
        let code = self.session()?.rekey(&pin(&new), now, &mut |_| {})?;
        self.state.pin = new;
        self.state.code = code.to_string();
        Ok(())
    }

    fn set_second(&mut self) -> Result<(), LogError> {
        self.lock()?;
        let new = self.next_name("second");
        let (code, now) = (code(&self.state.code), self.clock.now());
        self.vault()?.set_second_pin(&code, &pin(&new), now)?;
        self.state.second_pin = Some(new);
        Ok(())
    }

    fn remove_second(&mut self) -> Result<(), LogError> {
        self.lock()?;
        let (code, now) = (code(&self.state.code), self.clock.now());
        self.vault()?.remove_second_pin(&code, now)?;
        self.state.second_pin = None;
        self.state.second = Contents::default();
        Ok(())
    }

    fn second_adds(&mut self) -> Result<(), LogError> {
        let Some(second) = self.state.second_pin.clone() else { return self.add("only") };
        self.lock()?;
        let words = self.next_name("harmless");
        let mut session = self.unlock(&Secret::Pin(pin(&second)))?;
        let now = self.clock.now();
        let draft = draft(&words, now);
        let id = session.log().add(&draft, now)?;
        session.lock()?;
        self.state.second.incidents.insert(id, Kept { draft, withdrawn: false, acts: 0 });
        Ok(())
    }

    fn recover(&mut self) -> Result<(), LogError> {
        self.lock()?;
        let new = self.next_pin("recovered");
        let (code, now) = (code(&self.state.code), self.clock.now());
        let session = self.vault()?.recover(&code, &pin(&new), now)?;
        self.session = Some(session);
        self.state.pin = new;
        Ok(())
    }
}

/// A PIN that is long enough to be taken.
pub fn pin(text: &str) -> Pin {
    Pin::new(text).expect("a PIN of a test is well-formed")
}

/// A recovery code that Pana gave out.
pub fn code(text: &str) -> RecoveryCode {
    RecoveryCode::parse(text).expect("a recovery code that Pana gave out is well-formed")
}

/// Starts the phone again on `disk` and compares everything with what was acknowledged: the state before the step that was under way, or after it,
/// whole. Reads all of it, checks it, writes to it, locks it.
pub fn inspect(disk: &Recorder, clock: &mut Clock, before: &State, after: &State) -> Result<(), Failure> {
    let mut vault = Vault::open(disk.folders(), disk.device_key(), clock.reboot()).map_err(|e| format!("does not open: {e}"))?;
    let (mut session, by_after) = match try_pin(&mut vault, clock, &before.pin)? {
        Some(session) => (session, before.pin == after.pin),
        None => match try_pin(&mut vault, clock, &after.pin)? {
            Some(session) => (session, true),
            None => return Err("no acknowledged PIN opens it".to_owned()),
        },
    };
    notices_of_a_cut(session.notices())?;
    let found = Contents::read(&mut session).map_err(|e| format!("can't be read: {e}"))?;
    let matches_before = found == before.owner && (before.pin == after.pin || !by_after);
    if !matches_before && found != after.owner {
        return Err(format!("the owner's log: {}", before.owner.difference(&found)));
    }
    let report = session.check(clock.next(), &mut |_| {}).map_err(|e| format!("check stopped: {e}"))?;
    if !report.ok || !report.damaged.is_empty() {
        return Err(format!("check reports {:?}", report.damaged));
    }
    still_writes(&mut session, clock, &found)?;
    session.lock().map_err(|e| format!("does not lock: {e}"))?;
    inspect_second(&mut vault, clock, before, after)?;
    drop(vault);
    levelled(disk)?;
    let world = disk.world();
    let expected = found.evidence.len() + if before.second == after.second { before.second.evidence.len() } else { 0 };
    if world.media().len() != expected {
        return Err(format!("{} sealed files for {expected} pieces of evidence", world.media().len()));
    }
    Ok(())
}

/// Both volumes and both logs are of equal size and carry the one modification time.
pub fn levelled(disk: &Recorder) -> Result<(), Failure> {
    let world = disk.world();
    for (one, two) in [("vault/a.db", "vault/b.db"), ("vault/a.wal", "vault/b.wal")] {
        let (first, second) = (world.file(one).len(), world.file(two).len());
        if first != second {
            return Err(format!("{one} has {first} bytes, {two} {second}"));
        }
        if !world.has_constant_mtime(one) || !world.has_constant_mtime(two) {
            return Err(format!("{one} or {two} shows when it was changed"));
        }
    }
    Ok(())
}

/// `None` if the PIN opens nothing.
fn try_pin(vault: &mut Vault, clock: &mut Clock, text: &str) -> Result<Option<Session>, Failure> {
    match vault.unlock(&Secret::Pin(pin(text)), clock.next()) {
        Ok(session) => Ok(Some(session)),
        Err(VaultError::WrongSecret { .. }) => Ok(None),
        Err(e) => Err(format!("does not unlock: {e}")),
    }
}

/// A power cut is no damage: it may not be told as such.
fn notices_of_a_cut(notices: &[Notice]) -> Result<(), Failure> {
    for notice in notices {
        if matches!(notice, Notice::DamageSetAside | Notice::HeadAltered) {
            return Err(format!("a mere cut is reported as {notice:?}"));
        }
    }
    Ok(())
}

/// What is written now is there, and nothing else has changed.
fn still_writes(session: &mut Session, clock: &mut Clock, found: &Contents) -> Result<(), Failure> {
    let now = clock.next();
    let draft = draft("after the cut", now);
    let mut log = session.log();
    let id = log.add(&draft, now).map_err(|e| format!("does not take a new incident: {e}"))?;
    let known: HashSet<_> = found.incidents.keys().collect();
    if known.contains(&id) {
        return Err("a new incident took the place of another".to_owned());
    }
    let again = log.incident(&id).map_err(|e| format!("does not give the new incident: {e}"))?;
    if again.draft == draft { Ok(()) } else { Err("the new incident differs".to_owned()) }
}

/// The same for the other volume. A second PIN that was being set, changed or removed may be in either state.
fn inspect_second(vault: &mut Vault, clock: &mut Clock, before: &State, after: &State) -> Result<(), Failure> {
    let mut opened = None;
    for second in [&before.second_pin, &after.second_pin].into_iter().flatten() {
        opened = match opened {
            None => try_pin(vault, clock, second)?,
            some => some,
        };
    }
    let may_be_missing = before.second_pin.is_none() || after.second_pin.is_none();
    let Some(mut session) = opened else {
        return if may_be_missing { Ok(()) } else { Err("no acknowledged second PIN opens anything".to_owned()) };
    };
    let found = Contents::read(&mut session).map_err(|e| format!("the second log can't be read: {e}"))?;
    if found != before.second && found != after.second {
        return Err(format!("the second log: {}", before.second.difference(&found)));
    }
    let report = session.check(clock.next(), &mut |_| {}).map_err(|e| format!("check under the second PIN stopped: {e}"))?;
    if !report.ok {
        return Err(format!("check under the second PIN reports {:?}", report.damaged));
    }
    session.lock().map_err(|e| format!("the second session does not lock: {e}"))
}
