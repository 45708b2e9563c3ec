//! The facade as a shell uses it, from Rust: what crosses is the same in every language.

use pana_core::incident::{Filter, Kind, Withdrawn};
use pana_core::language::Language;
use pana_core::vault::{Alias, DeviceKey as _, DeviceKeyError, Kdf, MemoryDeviceKey};
use pana_core::{Moment, Now, Uptime};
use std::fs;
use std::os::fd::AsRawFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Barrier};
use std::thread;
use tempfile::TempDir;
use zhospar::alert::{Abilities, Contact, ContactSaid, Effect, Event, Manner, Phase};
use zhospar::backups::restore_vault;
use zhospar::device_key::{DeviceKey, KeyStoreError};
use zhospar::dossiers::{DossierChoice, DossierVerdict, Form, verify_dossier};
use zhospar::error::{PanaError, sentence};
use zhospar::file::FileAt;
use zhospar::imports::{Columns, ImportChoice, ImportOptions};
use zhospar::incident::{CaptureKind, Cover, draft_of};
use zhospar::phone::Phone;
use zhospar::session::Session;
use zhospar::text::text;
use zhospar::vault::{Vault, VaultFolders, make_vault};

const PIN: &str = "482915";

/// The device's keys of a shell: they can be made to throw what no shell should, and to fail as only a mistake of ours could.
#[derive(Default)]
struct Keys {
    store: MemoryDeviceKey,
    throws: AtomicBool,
    panics: AtomicBool,
}

impl Keys {
    fn ask<T>(&self, ask: impl FnOnce(&MemoryDeviceKey) -> Result<T, DeviceKeyError>) -> Result<T, KeyStoreError> {
        assert!(!self.panics.load(Ordering::Acquire), "words of hers");
        if self.throws.load(Ordering::Acquire) {
            return Err(uniffi::UnexpectedUniFFICallbackError::new("java.lang.IllegalStateException").into());
        }
        ask(&self.store).map_err(|error| match error {
            DeviceKeyError::Missing => KeyStoreError::Missing,
            DeviceKeyError::Unavailable => KeyStoreError::Unavailable,
        })
    }
}

impl DeviceKey for Keys {
    fn hmac(&self, alias: String, message: Vec<u8>) -> Result<Vec<u8>, KeyStoreError> {
        self.ask(|keys| Ok(keys.hmac(named(&alias), &message)?.to_vec()))
    }

    fn create(&self, alias: String) -> Result<(), KeyStoreError> {
        self.ask(|keys| keys.create(named(&alias)))
    }

    fn destroy(&self, alias: String) -> Result<(), KeyStoreError> {
        self.ask(|keys| keys.destroy(named(&alias)))
    }
}

fn named(alias: &str) -> Alias {
    Alias::from_hex(alias).expect("an alias is 32 hexadecimal digits")
}

/// A phone with a vault whose PIN is [`PIN`].
struct Desk {
    folder: TempDir,
    keys: Arc<Keys>,
    vault: Arc<Vault>,
    code: String,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let keys = Arc::new(Keys::default());
        let made = make_vault(&folders(&folder), keys.clone(), PIN, None, Kdf::STUB, now(0)).expect("a vault");
        Self { folder, keys, vault: made.vault, code: made.recovery_code }
    }

    fn unlock(&self) -> Arc<Session> {
        self.vault.unlock(PIN, now(1)).expect("the right PIN")
    }

    fn phone(&self) -> Phone {
        Phone::open(&folders(&self.folder).device, self.keys.clone()).expect("a phone")
    }

    fn path(&self, name: &str) -> FileAt {
        FileAt::Path { path: self.folder.path().join(name).to_str().expect("a plain path").to_owned() }
    }
}

fn folders(folder: &TempDir) -> VaultFolders {
    let of = |name: &str| folder.path().join(name).to_str().expect("a plain path").to_owned();
    VaultFolders { vault: of("vault"), device: of("device") }
}

fn now(minute: i64) -> Now {
    let wall = Moment::new(1_769_963_400_000 + minute * 60_000, 300).expect("in range");
    Now { wall, uptime: Uptime { boot: [7; 16], nanos: (minute.unsigned_abs() + 1) * 60_000_000_000 } }
}

fn call_at(minute: i64) -> pana_core::incident::Draft {
    draft_of(Kind::CALL, now(minute).wall).expect("a draft")
}

fn contact() -> ContactSaid {
    ContactSaid {
        name: "Сәуле".to_owned(),
        number: "8 701 000 00 01".to_owned(),
        tier: 1,
        manner: Manner { language: Language::Kk, polite: false, quiet: false },
        role: String::new(),
        country: "KZ".to_owned(),
        city: String::new(),
        duty_number: String::new(),
        agreed: zhospar::alert::Agreed::default(),
        harmless: String::new(),
        warned: true,
    }
}

#[test]
fn a_log_is_filled_paged_and_locked() {
    let desk = Desk::new();
    let session = desk.unlock();
    let log = session.log();
    for minute in -120..0 {
        log.add(&call_at(minute), now(1)).expect("added");
    }
    let first = log.list(Withdrawn::Hide, None).expect("a page");
    assert_eq!((first.incidents.len(), first.incidents[0].draft.at), (50, now(-1).wall));
    let second = log.list(Withdrawn::Hide, first.next).expect("a page");
    let third = log.list(Withdrawn::Hide, second.next).expect("a page");
    assert_eq!((second.incidents.len(), third.incidents.len(), third.next), (50, 20, None));

    session.lock().expect("locked");
    assert_eq!(log.list(Withdrawn::Hide, None), Err(PanaError::Locked));
    assert_eq!(log.add(&call_at(0), now(1)), Err(PanaError::Locked));
    assert_eq!(session.lock(), Err(PanaError::Locked));
    assert_eq!(session.alert_book().contacts(), Err(PanaError::Locked));
    assert_eq!(desk.unlock().log().counts().expect("counts").incidents, 120);
}

#[test]
fn a_wrong_pin_is_charged_and_says_when_to_come_again() {
    let desk = Desk::new();
    for _ in 0..4 {
        assert_eq!(desk.vault.unlock("555777", now(1)).err(), Some(PanaError::WrongPin { wait_s: 0 }));
    }
    assert_eq!(desk.vault.unlock("555777", now(1)).err(), Some(PanaError::WrongPin { wait_s: 600 }));
    let wait = desk.vault.unlock(PIN, now(1)).err().expect("nothing is tried");
    assert_eq!((&wait, desk.vault.wait_s(now(1))), (&PanaError::Wait { left_s: 600 }, Ok(600)));
    assert!(sentence(&wait, Language::En).ends_with("Try again in 10 minutes."));
    let session = desk.vault.unlock_with_code(&desk.code, now(1)).expect("the code never waits");
    session.lock().expect("locked");
}

#[test]
fn a_key_store_that_throws_charges_nothing_and_one_that_lost_its_keys_asks_for_the_code() {
    let desk = Desk::new();
    desk.keys.throws.store(true, Ordering::Release);
    let thrown = desk.vault.unlock(PIN, now(1)).err().expect("no answer");
    assert_eq!(thrown, PanaError::Failed { key: "app-key-store-unavailable".to_owned() });
    desk.keys.throws.store(false, Ordering::Release);
    desk.unlock().lock().expect("no try was charged");

    for alias in desk.keys.store.aliases() {
        desk.keys.store.destroy(alias).expect("destroyed");
    }
    assert_eq!(desk.vault.unlock(PIN, now(2)).err(), Some(PanaError::DeviceKeyMissing));
    let session = desk.vault.recover(&desk.code, "739164", now(2)).expect("a new PIN");
    session.lock().expect("locked");
    desk.vault.unlock("739164", now(3)).expect("the new PIN").lock().expect("locked");
}

#[test]
fn a_panic_is_an_error_and_ends_an_open_session() {
    let desk = Desk::new();
    let session = desk.unlock();
    let id = session.log().add(&call_at(-5), now(1)).expect("added");
    desk.keys.panics.store(true, Ordering::Release);
    assert_eq!(session.change_pin("739164", now(1)), Err(PanaError::Internal));
    assert_eq!(session.log().incident(&id), Err(PanaError::Locked));
    assert_eq!(desk.vault.may_try(now(1)), Ok(()));
    assert_eq!(desk.vault.unlock(PIN, now(1)).err(), Some(PanaError::Internal));
    desk.keys.panics.store(false, Ordering::Release);
    let again = Vault::open(&folders(&desk.folder), desk.keys.clone(), now(2)).err();
    assert_eq!(again, Some(PanaError::Refused { key: "in-use".to_owned(), field: None, args: std::collections::HashMap::new() }));
    assert!(desk.unlock().log().incident(&id).is_ok(), "what was saved is there");
}

#[test]
fn what_is_refused_names_its_field_and_says_why_in_three_languages() {
    let desk = Desk::new();
    let log = desk.unlock().log();
    let refused = log.add(&call_at(48 * 60), now(0)).expect_err("in the future");
    let PanaError::Refused { key, field, .. } = &refused else { panic!("{refused:?}") };
    assert_eq!((key.as_str(), field.as_deref()), ("in-the-future", Some("at")));
    for language in Language::ALL {
        let said = sentence(&refused, language);
        assert!(said.starts_with(&language.text("field-at")), "{said}");
        assert!(said.contains(&text("in-the-future", language, &std::collections::HashMap::new())), "{said}");
    }
    let typo = desk.vault.unlock_with_code("00000 00000 00000 00000 00000 00000 00000", now(0)).err().expect("a typo");
    assert!(sentence(&typo, Language::En).contains("group 1"));
}

#[test]
fn evidence_goes_in_and_out_by_path_and_descriptor() {
    let desk = Desk::new();
    let log = desk.unlock().log();
    let id = log.add(&call_at(-5), now(1)).expect("added");
    let content = vec![42; 200_000];
    fs::write(desk.folder.path().join("photo.jpg"), &content).expect("written");
    let by_path = log.attach(&id, "photo.jpg", &desk.path("photo.jpg"), now(1), None).expect("attached");
    let file = fs::File::open(desk.folder.path().join("photo.jpg")).expect("open");
    let lent = FileAt::Descriptor { descriptor: file.as_raw_fd() };
    let progress = Arc::new(zhospar::progress::Progress::new());
    let by_descriptor = log.attach(&id, "again.jpg", &lent, now(1), Some(progress.clone())).expect("attached");
    assert_eq!((by_path.sha256, progress.done()), (by_descriptor.sha256, 200_000));
    assert!(file.metadata().is_ok(), "the descriptor stays the shell's");

    log.take_out(&by_path.id, &desk.path("out.jpg"), None).expect("taken out");
    assert_eq!(fs::read(desk.folder.path().join("out.jpg")).expect("read"), content);
    let again = log.take_out(&by_path.id, &desk.path("out.jpg"), None).expect_err("nothing is overwritten");
    assert_eq!(again, PanaError::Refused { key: "file-exists".to_owned(), field: None, args: std::collections::HashMap::new() });
    assert!(log.attach(&id, "x", &FileAt::Descriptor { descriptor: -1 }, now(1), None).is_err());
    assert!(log.attach(&id, "x", &FileAt::Descriptor { descriptor: 987_654 }, now(1), None).is_err());
    assert!(log.take_out(&id, &desk.path("none.jpg"), None).is_err());
    assert!(!desk.folder.path().join("none.jpg").exists(), "a failure leaves no file");
}

#[test]
fn a_long_call_gives_up_when_she_locks() {
    let desk = Desk::new();
    let session = desk.unlock();
    let log = session.log();
    let id = log.add(&call_at(-5), now(1)).expect("added");
    // A pipe whose other end stays open, as of a program that writes slowly.
    let (reader, writer) = std::io::pipe().expect("a pipe");
    let feeding = thread::spawn(move || {
        let mut writer = writer;
        let mut bytes = 0_u64;
        while std::io::Write::write_all(&mut writer, &[1; 4_096]).is_ok() {
            bytes += 4_096;
        }
        bytes
    });
    let progress = Arc::new(zhospar::progress::Progress::new());
    let attaching = {
        let (log, id, progress) = (log.clone(), id.clone(), progress.clone());
        thread::spawn(move || log.attach(&id, "endless", &FileAt::Descriptor { descriptor: reader.as_raw_fd() }, now(1), Some(progress)))
    };
    while progress.done() == 0 {
        thread::yield_now();
    }
    session.lock().expect("locked");
    assert_eq!(attaching.join().expect("no panic"), Err(PanaError::Locked));
    assert!(feeding.join().expect("no panic") > 0);
    assert!(desk.unlock().log().evidence(&id).expect("evidence").is_empty());
}

#[test]
fn a_program_that_takes_nothing_holds_up_no_lock() {
    let desk = Desk::new();
    let session = desk.unlock();
    let log = session.log();
    let id = log.add(&call_at(-5), now(1)).expect("added");
    // Far more than a pipe holds.
    fs::write(desk.folder.path().join("video.mp4"), vec![7; 1 << 20]).expect("written");
    let evidence = log.attach(&id, "video.mp4", &desk.path("video.mp4"), now(1), None).expect("attached").id;
    let (reader, writer) = std::io::pipe().expect("a pipe");
    let progress = Arc::new(zhospar::progress::Progress::new());
    let taking = {
        let (progress, descriptor) = (progress.clone(), writer.as_raw_fd());
        thread::spawn(move || log.take_out(&evidence, &FileAt::Descriptor { descriptor }, Some(progress)))
    };
    while progress.done() == 0 {
        thread::yield_now();
    }
    session.lock().expect("locked although nobody reads");
    assert_eq!(taking.join().expect("no panic"), Err(PanaError::Locked));
    drop((reader, writer));
}

#[test]
fn a_program_that_takes_slowly_gets_everything() {
    let desk = Desk::new();
    let session = desk.unlock();
    let log = session.log();
    let id = log.add(&call_at(-5), now(1)).expect("added");
    let content: Vec<u8> = (0..1_u32 << 18).flat_map(u32::to_le_bytes).collect();
    fs::write(desk.folder.path().join("video.mp4"), &content).expect("written");
    let evidence = log.attach(&id, "video.mp4", &desk.path("video.mp4"), now(1), None).expect("attached").id;
    let (mut reader, writer) = std::io::pipe().expect("a pipe");
    let reading = thread::spawn(move || {
        let (mut taken, mut part) = (Vec::new(), [0; 1_000]);
        loop {
            match std::io::Read::read(&mut reader, &mut part).expect("readable") {
                0 => return taken,
                read => taken.extend_from_slice(&part[..read]),
            }
            thread::yield_now();
        }
    });
    log.take_out(&evidence, &FileAt::Descriptor { descriptor: writer.as_raw_fd() }, None).expect("taken out");
    drop(writer);
    assert!(reading.join().expect("no panic") == content);
}

#[test]
fn the_button_works_while_the_vault_is_locked() {
    let desk = Desk::new();
    let session = desk.unlock();
    let added: Contact = session.alert_book().add_contact(contact()).expect("a contact");
    assert_eq!((added.said.number.as_str(), added.paired), ("+77010000001", false));
    let pair = session.alert_book().pair(&added.id).expect("a key");
    assert_eq!(session.alert_book().pair(&added.id).expect("the same key").text, pair.text);
    session.alert_book().change_contact(&added.id, ContactSaid { tier: 2, ..contact() }).expect("changed");
    assert!(session.alert_book().contact(&added.id).expect("there").paired, "the key stays");
    session.lock().expect("locked");

    let phone = desk.phone();
    let pressed = phone.press(Abilities::ANDROID, now(2)).expect("pressed");
    assert!(pressed.saved);
    assert_eq!(phone.view(None, now(2)).expect("a view").map(|view| view.phase), Some(Phase::Countdown));
    let ticked = phone.step(Event::Tick, None, now(3)).expect("a step");
    let Some(Effect::SendSms { number, .. }) = ticked.effects.iter().find(|effect| matches!(effect, Effect::SendSms { .. })) else {
        panic!("{ticked:?}")
    };
    assert_eq!(number, "+77010000001");

    let session = desk.unlock();
    phone.step(Event::Safe, Some(session.clone()), now(4)).expect("a step");
    assert_eq!(phone.view(Some(session.clone()), now(4)).expect("a view").map(|view| view.phase), Some(Phase::Safe));
    session.lock().expect("locked");
    assert_eq!(phone.drill(Abilities::ANDROID, None, &session, now(5)), Err(PanaError::Locked));
}

#[test]
fn a_capture_of_the_locked_phone_waits_for_her_word() {
    let desk = Desk::new();
    let phone = desk.phone();
    phone.capture_note("он стоит у двери", now(1)).expect("taken");
    fs::write(desk.folder.path().join("voice.ogg"), [3; 5_000]).expect("written");
    phone.capture_file(CaptureKind::Sound, "voice.ogg", &desk.path("voice.ogg"), now(2)).expect("taken");

    let session = desk.unlock();
    let intake = session.take_in_captures(now(3)).expect("taken in");
    assert_eq!((intake.incidents.len(), session.log().unconfirmed()), (2, Ok(2)));
    session.log().confirm(&intake.incidents[0], now(3)).expect("confirmed");
    let found = session.log().find("двери", &Filter::default(), Withdrawn::Hide, None, Language::Ru).expect("found");
    assert_eq!(found.incidents[0].incident.draft.captured.as_ref().map(|captured| captured.confirmed), Some(true));
}

#[test]
fn calls_come_from_any_thread_at_once() {
    let desk = Desk::new();
    let session = desk.unlock();
    let start = Barrier::new(8);
    thread::scope(|scope| {
        for worker in 0..8 {
            let (log, start) = (session.log(), &start);
            scope.spawn(move || {
                start.wait();
                for minute in 0..10 {
                    log.add(&call_at(-1 - worker * 10 - minute), now(1)).expect("added");
                    log.list(Withdrawn::Hide, None).expect("a page");
                }
            });
        }
    });
    assert_eq!(session.log().counts().expect("counts").incidents, 80);
}

#[test]
fn a_backup_becomes_a_vault_on_another_phone() {
    let desk = Desk::new();
    let session = desk.unlock();
    let id = session.log().add(&call_at(-5), now(1)).expect("added");
    let copy = desk.path("copy.age");
    let made = session.backups().make(true, &[], &copy, now(2), None).expect("a backup");
    assert_eq!(session.backups().last_copy(), Ok(None));
    session.backups().confirm(&made).expect("noted");
    assert_eq!(session.backups().last_copy(), Ok(Some(made.at)));

    let other = tempfile::tempdir().expect("a folder");
    let keys = Arc::new(Keys::default());
    let wrong = restore_vault(&copy, "not a code", &folders(&other), keys.clone(), "739164", Kdf::STUB, now(3), None);
    assert!(matches!(wrong, Err(PanaError::Refused { .. })));
    let restored = restore_vault(&copy, &desk.code, &folders(&other), keys, "739164", Kdf::STUB, now(3), None).expect("a vault");
    assert_ne!(restored.made.recovery_code, desk.code);
    let there = restored.made.vault.unlock("739164", now(4)).expect("its own PIN");
    assert_eq!(there.log().incident(&id).expect("there").draft, session.log().incident(&id).expect("here").draft);
}

#[test]
fn an_export_is_surveyed_chosen_and_taken_back() {
    let desk = Desk::new();
    let imports = desk.unlock().imports();
    let call = |number: &str, at_ms: i64| format!(r#"<call number="{number}" duration="0" date="{at_ms}" type="3" />"#);
    let calls = [call("+77010000001", 1_769_900_000_000), call("+77020000002", 1_769_900_060_000)].concat();
    fs::write(desk.folder.path().join("calls.xml"), format!(r#"<?xml version='1.0'?><calls count="2">{calls}</calls>"#)).expect("written");
    let options =
        || ImportOptions { offset_min: Some(300), region: None, date_order: None, me: None, columns: Columns::Known, keep_source: false };
    let survey = imports.survey(&desk.path("calls.xml"), options(), None).expect("a survey");
    assert_eq!(survey.numbers.len(), 2);
    let only = ImportChoice::Only { numbers: vec!["8 701 000 00 01".to_owned()] };
    let report = imports.import_file(&desk.path("calls.xml"), "calls.xml", only, options(), now(1), None).expect("an import");
    assert_eq!((report.added, report.skipped), (1, 1));
    let acts = imports.acts(&report.incidents[0], None).expect("acts").acts;
    assert_eq!((acts.len(), acts[0].number.as_str()), (1, "+77010000001"));
    assert_eq!(imports.undo(&report.import.expect("something was new"), now(2)), Ok(1));
}

fn chosen() -> DossierChoice {
    DossierChoice {
        languages: vec![Language::Ru],
        filter: Filter::default(),
        withheld: vec!["witnesses".to_owned()],
        show_position: false,
        originals: Vec::new(),
        included: Vec::new(),
    }
}

#[test]
fn a_dossier_is_made_handed_over_and_checked() {
    let desk = Desk::new();
    let session = desk.unlock();
    let id = session.log().add(&call_at(-5), now(1)).expect("added");
    let photo = FileAt::Path { path: concat!(env!("CARGO_MANIFEST_DIR"), "/../cli/sample/photo.jpg").to_owned() };
    let photo = session.log().attach(&id, "photo.jpg", &photo, now(1), None).expect("attached");
    let dossiers = session.dossiers();
    let form = Form { addressee: "Полиция".to_owned(), ..dossiers.form().expect("a form") };
    dossiers.keep_form(&form).expect("kept");
    assert_eq!(dossiers.form(), Ok(form));
    let box_of = |left| Cover { left, top: 1, width: 9, height: 9 };
    let covered = dossiers.cover(&photo.id, &[box_of(1)], now(2)).expect("covered");
    assert_eq!(covered.derived.as_ref().map(|derived| &derived.from), Some(&photo.id));
    let outside = dossiers.cover(&photo.id, &[box_of(60_000)], now(2));
    assert!(matches!(outside, Err(PanaError::Refused { key, .. }) if key == "cover-outside"));

    let lines = dossiers.preview(&chosen(), Language::Kk).expect("a preview");
    assert!(lines.iter().all(|line| !line.name.is_empty() && !line.learns.is_empty()));
    let (zip, paper) = (desk.path("dossier.zip"), desk.path("for-you.pdf"));
    let made = dossiers.make(&chosen(), &[], &zip, &paper, Language::Kk, now(3), None).expect("a dossier");
    assert_eq!((made.episodes, made.evidence, made.damaged, made.kept_back, made.pages.len()), (1, 1, 0, 0, 1));
    let FileAt::Path { path } = &zip else { unreachable!() };
    let check = |anchor: Option<&str>| verify_dossier(std::slice::from_ref(path), anchor.map(str::to_owned), None);
    assert_eq!(check(None), Ok(DossierVerdict::Consistent { other_anchor: false }));
    assert_eq!(check(Some(&made.code)), Ok(DossierVerdict::Matches { at: None, covered: 2, records: 2 }));
    let anchor = session.proofs().make_anchor(now(4)).expect("an anchor").text;
    assert_eq!(check(Some(&anchor)), Ok(DossierVerdict::Consistent { other_anchor: true }), "it is younger");
    assert!(check(Some("no code")).is_err());
    let mut bytes = fs::read(path).expect("the zip");
    let at = bytes.windows(4).position(|window| window == b"IHDR").expect("the covered picture");
    bytes[at + 20] ^= 1;
    fs::write(path, bytes).expect("altered");
    assert!(matches!(check(None), Ok(DossierVerdict::Altered { reason, .. }) if reason == "file-altered"));

    let sheet = desk.path("sheet.pdf");
    dossiers.make_sheet(&sheet, Language::Ru, now(5)).expect("a sheet");
    dossiers.make_summary(&chosen(), &desk.path("summary.pdf"), now(5)).expect("a page");
    dossiers.share(&photo.id, false, &desk.path("photo.jpg"), now(6)).expect("shared");
    let copies = dossiers.copies().expect("copies");
    assert_eq!(copies.iter().map(|copy| copy.what.as_str()).collect::<Vec<_>>(), ["item", "summary", "dossier"]);
    dossiers.mark_copy(copies[0].number, true, now(7)).expect("marked");
    assert_eq!(dossiers.copies().expect("copies")[0].gone, Some(now(7).wall));
    session.lock().expect("locked");
    assert_eq!(dossiers.copies(), Err(PanaError::Locked));
}

#[test]
fn a_dossier_that_can_not_be_made_leaves_nothing() {
    let desk = Desk::new();
    let session = desk.unlock();
    let dossiers = session.dossiers();
    let (zip, paper) = (desk.path("dossier.zip"), desk.path("for-you.pdf"));
    let make = |choice: &DossierChoice, whom: &[String]| dossiers.make(choice, whom, &zip, &paper, Language::Ru, now(2), None);
    let unknown = DossierChoice { withheld: vec!["ABCD1234".to_owned()], ..chosen() };
    assert!(matches!(make(&unknown, &[]), Err(PanaError::Refused { key, .. }) if key == "not-found"));
    assert!(matches!(make(&chosen(), &["age1nobody".to_owned()]), Err(PanaError::Refused { key, .. }) if key == "not-a-recipient"));
    let FileAt::Path { path } = &zip else { unreachable!() };
    assert!(!fs::exists(path).expect("known"));
    assert_eq!(dossiers.copies(), Ok(Vec::new()));
    let sealed = make(&chosen(), &["age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj".to_owned()]);
    assert_eq!(sealed.expect("a dossier of nothing").episodes, 0);
    assert!(fs::read(path).expect("sealed").starts_with(b"age-encryption.org/v1"));
}
