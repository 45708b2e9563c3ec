//! The files of `tests/vectors/shell`, run through the facade from Rust. Kotlin runs the same ones.

use pana_core::incident::{Filter, Id, Kind, Withdrawn};
use pana_core::language::Language;
use pana_core::vault::{Alias, DeviceKey as _, DeviceKeyError, Kdf, MemoryDeviceKey};
use pana_core::{Moment, Now, Region, Uptime};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;
use zhospar::alert::{Abilities, Agreed, ContactSaid, Effect, Event, Manner, MessageType, Outcome, Phase, RadioResult};
use zhospar::alert_book::read_message;
use zhospar::device_key::{DeviceKey, KeyStoreError};
use zhospar::error::PanaError;
use zhospar::imports::offset_of;
use zhospar::incident::{Draft, Place, Precision};
use zhospar::log::Log;
use zhospar::phone::Phone;
use zhospar::session::Session;
use zhospar::shown::ShownIncident;
use zhospar::text::{TextArg, date_text, date_time_text, text};
use zhospar::vault::{Vault, VaultFolders, make_vault};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/shell");
const PIN: &str = "482915";
const ANDROID: Abilities = Abilities::ANDROID;

#[derive(Default)]
struct Keys(MemoryDeviceKey);

fn told<T>(answer: Result<T, DeviceKeyError>) -> Result<T, KeyStoreError> {
    answer.map_err(|error| match error {
        DeviceKeyError::Missing => KeyStoreError::Missing,
        DeviceKeyError::Unavailable => KeyStoreError::Unavailable,
    })
}

impl DeviceKey for Keys {
    fn hmac(&self, alias: String, message: Vec<u8>) -> Result<Vec<u8>, KeyStoreError> {
        told(self.0.hmac(Alias::from_hex(&alias).expect("an alias"), &message).map(|mac| mac.to_vec()))
    }

    fn create(&self, alias: String) -> Result<(), KeyStoreError> {
        told(self.0.create(Alias::from_hex(&alias).expect("an alias")))
    }

    fn destroy(&self, alias: String) -> Result<(), KeyStoreError> {
        told(self.0.destroy(Alias::from_hex(&alias).expect("an alias")))
    }
}

#[test]
fn every_file_gives_what_it_says() {
    let mut paths: Vec<PathBuf> = fs::read_dir(FOLDER).expect("the vectors").map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    paths.sort();
    assert!(!paths.is_empty(), "the folder is empty");
    for path in &paths {
        run(path);
    }
}

fn run(path: &Path) {
    let name = path.file_stem().and_then(|name| name.to_str()).expect("a name");
    let file: Value = serde_json::from_slice(&fs::read(path).expect("the file")).unwrap_or_else(|error| panic!("{name}: {error}"));
    let kind = file["kind"].as_str().expect("a kind");
    match kind {
        "alert" => return alert(name, &file),
        "log" => return log(name, &file),
        _ => {}
    }
    let cases = file["cases"].as_array().filter(|cases| !cases.is_empty()).expect("cases");
    let desk = Desk::new();
    for case in cases {
        match kind {
            "words" => words(name, case),
            "dates" => dates(name, case),
            "offsets" => offsets(name, case),
            "readings" => readings(name, case),
            "contacts" => contacts(name, case, &desk.session()),
            _ => panic!("{name}: nobody runs {kind}"),
        }
    }
}

const LANGUAGES: [(&str, Language); 3] = [("kk", Language::Kk), ("ru", Language::Ru), ("en", Language::En)];

fn words(name: &str, case: &Value) {
    let arg = |value: &Value| match value.as_u64() {
        Some(number) => TextArg::Number { number },
        None => TextArg::Words { words: value.as_str().expect("words").to_owned() },
    };
    let args: HashMap<String, TextArg> =
        case["args"].as_object().expect("args").iter().map(|(name, value)| (name.clone(), arg(value))).collect();
    for (tag, language) in LANGUAGES {
        assert_eq!(json!(text(case["key"].as_str().expect("a key"), language, &args)), case[tag], "{name}: {case}");
    }
}

fn dates(name: &str, case: &Value) {
    let offset_min = case["offset_min"].as_i64().and_then(|minutes| i16::try_from(minutes).ok()).expect("minutes");
    let at = Moment::new(case["utc_ms"].as_i64().expect("a time"), offset_min).expect("in range");
    for (tag, language) in LANGUAGES {
        let said = [date_text(at, language), date_time_text(at, language)].map(|said| said.expect("a date"));
        assert_eq!(json!(said), case[tag], "{name}: {case}");
    }
}

fn offsets(name: &str, case: &Value) {
    let region = case["region"].as_str().map(|region| match region {
        "WEST" => Region::West,
        "KYZYLORDA" => Region::Kyzylorda,
        "REST" => Region::Rest,
        other => panic!("{name}: {other}"),
    });
    assert_eq!(json!(offset_of(case["wall"].as_str().expect("a time"), region)), case["offset_min"], "{name}: {case}");
}

fn readings(name: &str, case: &Value) {
    let read = read_message(case["text"].as_str().expect("a text"), START.wall()).expect("no failure");
    let read = read.map(|read| {
        let kind = match read.kind {
            MessageType::Alert => "ALERT",
            MessageType::Update => "UPDATE",
            MessageType::Start => "START",
            MessageType::Missed => "MISSED",
            MessageType::Safe => "SAFE",
            MessageType::Test => "TEST",
        };
        let language = read.language.tag().to_uppercase();
        json!({ "kind": kind, "language": language, "name": read.name, "place": read.place, "hour": read.hour, "quiet": read.quiet })
    });
    assert_eq!(json!(read), case["read"], "{name}: {case}");
}

fn contacts(name: &str, case: &Value, session: &Session) {
    let typed = &case["typed"];
    let said = ContactSaid {
        tier: typed["tier"].as_u64().and_then(|tier| u8::try_from(tier).ok()).expect("a tier"),
        country: typed["country"].as_str().expect("a country").to_owned(),
        ..contact("Сәуле", typed["number"].as_str().expect("a number"))
    };
    match session.alert_book().add_contact(said) {
        Ok(kept) => assert_eq!(json!([kept.said.number, kept.doubts]), json!([case["kept"], case["doubts"]]), "{name}: {case}"),
        Err(PanaError::Refused { key, field, .. }) => assert_eq!(json!([field, key]), case["refused"], "{name}: {case}"),
        Err(other) => panic!("{name}: {case}: {other}"),
    }
}

fn contact(name: &str, number: &str) -> ContactSaid {
    ContactSaid {
        name: name.to_owned(),
        number: number.to_owned(),
        tier: 1,
        manner: Manner { language: Language::Ru, polite: false, quiet: false },
        role: String::new(),
        country: "KZ".to_owned(),
        city: String::new(),
        duty_number: String::new(),
        agreed: Agreed::default(),
        harmless: String::new(),
        warned: true,
    }
}

fn log(name: &str, file: &Value) {
    let desk = Desk::new();
    let log = desk.session().log();
    let cases = file["cases"].as_array().expect("cases");
    let ids: Vec<Option<Id>> = cases.iter().map(|case| incident(name, case, &log)).collect();
    for find in file["finds"].as_array().filter(|finds| !finds.is_empty()).expect("finds") {
        let filter = Filter {
            kind: find["kind"].as_str().map(|id| Kind::from_id(id).expect("a kind")),
            number: find["number"].as_str().map(str::to_owned),
            ..Filter::default()
        };
        let page = log.find(find["words"].as_str().expect("words"), &filter, Withdrawn::Hide, None, Language::Ru).expect("a page");
        let place = |found: &ShownIncident| ids.iter().position(|id| id.as_ref() == Some(&found.incident.id));
        let found: Vec<Option<usize>> = page.incidents.iter().map(place).collect();
        assert_eq!(json!(found), find["found"], "{name}: {find}");
    }
}

/// Writes what a case says and compares what comes back; its name, unless it is refused.
fn incident(name: &str, case: &Value, log: &Log) -> Option<Id> {
    match log.add(&draft(&case["draft"]), START.now()) {
        Ok(id) => {
            for (tag, language) in LANGUAGES {
                let said = log.shown(&id, language).expect("it is there").words;
                assert_eq!(json!([said.kind, said.day, said.time, said.place]), case["shown"][tag], "{name}: {case}");
                assert_eq!(json!(said.urgent), case["urgent"][tag], "{name}: {case}");
            }
            let kept = log.incident(&id).expect("it is there");
            assert_eq!(json!([kept.written_late, kept.lacking]), json!([case["late"], case["lacking"]]), "{name}: {case}");
            Some(id)
        }
        Err(PanaError::Refused { key, field, .. }) => {
            assert_eq!(json!([field, key]), case["refused"], "{name}: {case}");
            None
        }
        Err(other) => panic!("{name}: {case}: {other}"),
    }
}

fn draft(told: &Value) -> Draft {
    let at = &told["at"];
    let offset_min = at["offset_min"].as_i64().and_then(|minutes| i16::try_from(minutes).ok()).expect("minutes");
    let kind = told["kind"].as_str().and_then(Kind::from_id).expect("a kind");
    let mut draft = Draft::new(kind, Moment::new(at["utc_ms"].as_i64().expect("a time"), offset_min).expect("in range"));
    draft.precision = match at["precision"].as_str().expect("a precision") {
        "EXACT" => Precision::Exact,
        "ABOUT" => Precision::About,
        "DAY" => Precision::Day,
        "YEAR" => Precision::Year,
        other => panic!("nobody knows {other}"),
    };
    told["what"].as_str().expect("a text").clone_into(&mut draft.what);
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    draft.place = told["place"].as_array().map(|place| Place { kind: text(&place[0]), label: text(&place[1]) });
    draft.who.numbers = told["number"].as_str().map(str::to_owned).into_iter().collect();
    for (field, said) in told["own"].as_object().expect("own fields") {
        draft.own.set(field, &text(said));
    }
    draft
}

/// Both clocks, in seconds since the beginning of a vector.
#[derive(Clone, Copy)]
struct Clock(u64);

const START: Clock = Clock(0);

impl Clock {
    fn wall(self) -> Moment {
        Moment::new(1_769_963_400_000 + self.0.cast_signed() * 1_000, 300).expect("in range")
    }

    fn now(self) -> Now {
        Now { wall: self.wall(), uptime: Uptime { boot: [7; 16], nanos: (3_600 + self.0) * 1_000_000_000 } }
    }
}

/// A phone with a vault.
struct Desk {
    folders: VaultFolders,
    keys: Arc<Keys>,
    vault: Arc<Vault>,
    _folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let of = |name: &str| folder.path().join(name).to_str().expect("a plain path").to_owned();
        let folders = VaultFolders { vault: of("vault"), device: of("device") };
        let keys = Arc::new(Keys::default());
        let vault = make_vault(&folders, keys.clone(), PIN, None, Kdf::STUB, START.now()).expect("a vault").vault;
        Self { folders, keys, vault, _folder: folder }
    }

    fn session(&self) -> Arc<Session> {
        self.vault.unlock(PIN, START.now()).expect("the right PIN")
    }

    fn phone(&self) -> Phone {
        Phone::open(&self.folders.device, self.keys.clone()).expect("a phone")
    }
}

fn alert(name: &str, file: &Value) {
    let desk = Desk::new();
    let session = desk.session();
    let book = session.alert_book();
    book.set_sender(file["name"].as_str().expect("a name"), None).expect("a sender");
    let mut contacts = Vec::new();
    for told in file["contacts"].as_array().expect("contacts") {
        let [called, number] = ["name", "number"].map(|key| told[key].as_str().expect("a text"));
        let language = told["language"].as_str().and_then(Language::from_tag).expect("a language");
        let [polite, quiet] = ["polite", "quiet"].map(|key| told[key].as_bool().expect("yes or no"));
        let tier = told["tier"].as_u64().and_then(|tier| u8::try_from(tier).ok()).expect("a tier");
        let said = ContactSaid { tier, manner: Manner { language, polite, quiet }, ..contact(called, number) };
        contacts.push(book.add_contact(said).expect("a contact").id);
    }
    let mut run = Run { phone: Some(desk.phone()), desk, session, contacts, clock: START, last: Vec::new(), codes: HashMap::new() };
    let steps = file["steps"].as_array().filter(|steps| !steps.is_empty()).expect("steps");
    for (at, step) in steps.iter().enumerate() {
        run.take(&format!("{name}, step {at}"), step);
    }
}

struct Run {
    phone: Option<Phone>,
    desk: Desk,
    session: Arc<Session>,
    contacts: Vec<Id>,
    clock: Clock,
    /// What the step before handed to the radio: its name, number and text.
    last: Vec<(u32, String, String)>,
    codes: HashMap<String, String>,
}

impl Run {
    fn take(&mut self, at: &str, step: &Value) {
        self.clock = Clock(self.clock.0 + step["after_s"].as_u64().expect("seconds"));
        let before = std::mem::take(&mut self.last);
        let effects: Vec<Effect> = self.outcomes(step, &before).into_iter().flat_map(|outcome| outcome.effects).collect();
        let sms = effects.into_iter().filter_map(|effect| match effect {
            Effect::SendSms { send, number, text, .. } => Some((send, number, text)),
            _ => None,
        });
        self.last = sms.collect();
        for (_, number, text) in &self.last {
            if let Some(code) = text.split_whitespace().rev().find(|word| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit()))
            {
                self.codes.insert(number.clone(), code.to_owned());
            }
        }
        let expected = step["sms"].as_array().expect("messages");
        assert_eq!(self.last.len(), expected.len(), "{at}: {:?}", self.last);
        for ((_, number, text), expected) in self.last.iter().zip(expected) {
            assert_eq!(number.as_str(), expected[0], "{at}");
            assert!(text.starts_with(expected[1].as_str().expect("a beginning")), "{at}: {text}");
        }
        // What the messages of a step before were handed on as is asked of them once more.
        if self.last.is_empty() {
            self.last = before;
        }
        let view = self.phone().view(None, self.clock.now()).expect("a view");
        assert_eq!(json!(view.map(|view| phase(view.phase))), step["phase"], "{at}");
    }

    fn outcomes(&mut self, step: &Value, before: &[(u32, String, String)]) -> Vec<Outcome> {
        let now = self.clock.now();
        let owner = step["owner"].as_bool().unwrap_or_default().then(|| Arc::clone(&self.session));
        let one = |event| vec![self.phone().step(event, owner.clone(), now).expect("a step")];
        let all = |event: fn(u32) -> Event| before.iter().flat_map(|(send, _, _)| one(event(*send))).collect();
        match step["do"].as_str().expect("something to do") {
            "press" => vec![self.phone().press(ANDROID, now).expect("pressed")],
            "check-in" => {
                let contact =
                    step["contact"].as_u64().and_then(|place| usize::try_from(place).ok()).map(|place| self.contacts[place].clone());
                vec![self.phone().check_in(ANDROID, contact, due(step), &self.session, now).expect("begun")]
            }
            "extend" => vec![self.phone().extend(due(step), &self.session, now).expect("moved")],
            "tick" => one(Event::Tick),
            "handed" => all(|send| Event::Radio { send, result: RadioResult::Handed }),
            "delivered" => all(|send| Event::Delivered { send }),
            "received" => {
                let from = step["from"].as_str().expect("a number").to_owned();
                let text = step["text"].as_str().expect("a text");
                let code = self.codes.values().next().cloned().unwrap_or_default();
                one(Event::Received { from, text: text.replace("{code}", &code) })
            }
            "cancel" => one(Event::Cancel),
            "safe" => one(Event::Safe),
            "kill" => {
                self.phone = None;
                self.phone = Some(self.desk.phone());
                vec![self.phone().resume(ANDROID, now).expect("resumed")]
            }
            other => panic!("nobody does {other}"),
        }
    }

    fn phone(&self) -> &Phone {
        self.phone.as_ref().expect("a phone")
    }
}

/// Seconds since the beginning.
fn due(step: &Value) -> Moment {
    Clock(step["due_s"].as_u64().expect("seconds")).wall()
}

fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Waiting => "WAITING",
        Phase::Drill => "DRILL",
        Phase::Countdown => "COUNTDOWN",
        Phase::Climbing => "CLIMBING",
        Phase::Answered => "ANSWERED",
        Phase::NobodyReached => "NOBODY_REACHED",
        Phase::Safe => "SAFE",
        Phase::Cancelled => "CANCELLED",
    }
}
