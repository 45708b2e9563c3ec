use super::super::testing::{DAY_MS, Desk, draft, holds, later, now};
use super::super::{Counts, Withdrawn};
use super::*;

fn attach(desk: &mut Desk, incident: &Id, name: &str, content: &[u8]) -> Evidence {
    desk.log().attach(incident, name, &mut &*content, now(), &mut |_| ()).unwrap()
}

fn incident(desk: &mut Desk) -> Id {
    desk.add(&draft("visit", "2026-02-01T21:30+05:00", "стоял"))
}

fn files(desk: &Desk) -> Vec<std::path::PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(desk.folder.path().join("media")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn intents(desk: &Desk) -> i64 {
    desk.db.query_row("SELECT count(*) FROM media_intent", [], |row| row.get(0)).unwrap()
}

#[test]
fn an_image_of_someone_under_18_is_never_kept() {
    let mut desk = Desk::new();
    let mut image = draft("image", "2026-02-01T21:30+05:00", "");
    let with_file = desk.add(&image);
    desk.log().attach(&with_file, "a.jpg", &mut &b"x"[..], now(), &mut |_| ()).unwrap();
    image.own.set("under_18", "yes");
    let id = desk.add(&image);
    let refused = desk.log().attach(&id, "a.jpg", &mut &b"x"[..], now(), &mut |_| ());
    assert!(matches!(refused, Err(LogError::Invalid { field: "evidence", why: "under-18" })));
    let refused = desk.log().amend(&with_file, &image, now());
    assert!(matches!(refused, Err(LogError::Invalid { field: "own", why: "under-18-with-files" })));
    assert_eq!(desk.log().counts().unwrap().evidence, 1);
}

#[test]
fn a_file_comes_out_as_it_went_in() {
    let mut desk = Desk::new();
    let id = incident(&mut desk);
    for bytes in [0, 1, 65_536, 200_001] {
        let content: Vec<u8> = (0..bytes).map(|n| (n % 251) as u8).collect();
        let mut told = Vec::new();
        let evidence = desk.log().attach(&id, "дверь 🚪.mp4", &mut &content[..], now(), &mut |bytes| told.push(bytes)).unwrap();
        assert_eq!((evidence.bytes, &evidence.incident, evidence.received), (bytes, &id, now().wall));
        assert_eq!(evidence.sha256, hex(&Sha256::digest(&content)));
        assert!(told.is_sorted() && told.last().is_none_or(|last| *last == bytes));
        let mut out = Vec::new();
        assert_eq!(desk.log().take_out(&evidence.id, &mut out, &mut |_| ()).unwrap(), evidence);
        assert!(out == content);
        assert_eq!(intents(&desk), 0);
    }
    let all = desk.log().evidence(None).unwrap();
    assert_eq!(all.len(), 4);
    assert_eq!(desk.log().evidence(Some(&id)).unwrap(), all);
    assert_eq!(desk.log().incident(&id).unwrap().evidence, all);
    assert_eq!(desk.log().list(Withdrawn::Hide, 5, None).unwrap().incidents[0].evidence, all);
    assert_eq!(desk.log().search("дверь mp4", 5, None).unwrap().incidents.len(), 1);
    assert_eq!(desk.log().counts().unwrap(), Counts { incidents: 1, acts: 1, evidence: 4 });
    assert_eq!(desk.damaged(), [""; 0]);
    assert_eq!(super::super::rebuild_projection(&mut desk.db).unwrap(), []);
    assert_eq!(desk.log().evidence(None).unwrap(), all);
    assert_eq!(desk.damaged(), [""; 0]);
}

#[test]
fn names_that_no_file_has_are_refused() {
    let mut desk = Desk::new();
    let id = incident(&mut desk);
    for (name, reason) in [("", "empty"), ("a\0", "nul"), ("x".repeat(FILE_NAME_MAX_BYTES + 1).as_str(), "too-long")] {
        let refused = desk.log().attach(&id, name, &mut &b"x"[..], now(), &mut |_| ());
        assert!(matches!(refused, Err(LogError::Invalid { field: "name", why }) if why == reason), "{reason}");
    }
    assert!(files(&desk).is_empty());
}

#[test]
fn a_source_that_fails_leaves_nothing() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::ErrorKind::NotConnected.into())
        }
    }
    let mut desk = Desk::new();
    let id = incident(&mut desk);
    let failed = desk.log().attach(&id, "a", &mut b"begun".chain(Broken), now(), &mut |_| ());
    assert!(matches!(failed, Err(LogError::Vault(VaultError::Disk(_)))));
    assert!(files(&desk).is_empty() && desk.log().evidence(None).unwrap().is_empty());
    assert_eq!(intents(&desk), 0);
}

#[test]
fn an_altered_or_missing_file_is_named_and_never_given_out_as_whole() {
    let mut desk = Desk::new();
    let id = incident(&mut desk);
    let evidence = attach(&mut desk, &id, "a.jpg", &vec![7; 100_000]);
    let file = files(&desk).remove(0);
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[70_000] ^= 1;
    std::fs::write(&file, &bytes).unwrap();
    let damaged = |outcome| matches!(outcome, Err(LogError::Vault(VaultError::Damaged { part: Part::Media })));
    assert!(damaged(desk.log().take_out(&evidence.id, &mut Vec::new(), &mut |_| ())));
    std::fs::remove_file(&file).unwrap();
    assert!(damaged(desk.log().take_out(&evidence.id, &mut Vec::new(), &mut |_| ())));
    // The right file of a row that says something else.
    let evidence = attach(&mut desk, &id, "b.jpg", b"content");
    desk.db.execute("UPDATE evidence SET sha256 = zeroblob(32) WHERE id = ?", [evidence.id.as_str()]).unwrap();
    assert!(damaged(desk.log().take_out(&evidence.id, &mut Vec::new(), &mut |_| ())));
    assert_eq!(desk.damaged(), [format!("evidence {}: differs", evidence.id)]);
    desk.db.execute("DELETE FROM evidence_file", []).unwrap();
    assert!(damaged(desk.log().take_out(&evidence.id, &mut Vec::new(), &mut |_| ())));
    assert!(desk.damaged().contains(&format!("evidence {}: key-lost", evidence.id)));
    let lost = super::super::rebuild_projection(&mut desk.db).unwrap();
    assert_eq!(lost.len(), 2);
    assert!(lost.iter().all(|damage| damage.what == "key-lost"));
}

#[test]
fn what_was_begun_and_never_finished_is_removed_at_the_next_unlock() {
    let mut desk = Desk::new();
    let id = incident(&mut desk);
    attach(&mut desk, &id, "kept", b"kept");
    let mut log = desk.log();
    let place = log.media.place(Key::make());
    log.intend(&place.name).unwrap();
    log.media.write(&place, &mut &b"cut off"[..], &mut |_| ()).unwrap();
    let never_written = log.media.place(Key::make());
    log.intend(&never_written.name).unwrap();
    assert_eq!(log.finish_intents().unwrap(), 2);
    assert_eq!(log.finish_intents().unwrap(), 0);
    drop(log);
    assert_eq!(files(&desk).len(), 1);
}

#[test]
fn a_file_that_can_not_be_removed_stays_intended() {
    let mut desk = Desk::new();
    let name = desk.log().media.place(Key::make()).name;
    // No file system removes a folder as if it were a file.
    let path = desk.folder.path().join("media").join(&name);
    std::fs::create_dir(&path).unwrap();
    desk.log().intend(&name).unwrap();
    let removed = desk.log().finish_intents().unwrap();
    assert_eq!((removed, intents(&desk)), (0, 1));
    std::fs::remove_dir(&path).unwrap();
    let removed = desk.log().finish_intents().unwrap();
    assert_eq!((removed, intents(&desk)), (1, 0));
}

#[test]
fn evidence_moves_to_a_new_file() {
    let mut desk = Desk::new();
    let id = incident(&mut desk);
    let evidence = attach(&mut desk, &id, "a", b"content");
    let old = files(&desk);
    let mut log = desk.log();
    let at = log.evidence_places().unwrap().remove(0);
    assert_eq!((&at.id, at.bytes, hex(&at.sha256)), (&evidence.id, 7, evidence.sha256.clone()));
    let new = log.media.place(Key::make());
    log.intend(&new.name).unwrap();
    log.media.write(&new, &mut &b"content"[..], &mut |_| ()).unwrap();
    log.move_evidence(&evidence.id, &new).unwrap();
    assert_eq!(log.finish_intents().unwrap(), 1);
    let mut out = Vec::new();
    log.take_out(&evidence.id, &mut out, &mut |_| ()).unwrap();
    assert_eq!(out, b"content");
    let unknown: Id = "00000000".parse().unwrap();
    assert!(matches!(log.move_evidence(&unknown, &new), Err(VaultError::Damaged { part: Part::Row })));
    drop(log);
    assert_ne!(files(&desk), old);
    assert_eq!(files(&desk).len(), 1);
    assert_eq!(desk.damaged(), [""; 0]);
}

#[test]
fn erasing_an_incident_destroys_its_files_and_keys() {
    let mut desk = Desk::new();
    let id = incident(&mut desk);
    let other = incident(&mut desk);
    let evidence = attach(&mut desk, &id, "kanarejka.jpg", b"gone");
    attach(&mut desk, &other, "b.jpg", b"stays");
    let key: Vec<u8> =
        desk.db.query_row("SELECT key FROM evidence_file WHERE evidence = ?", [evidence.id.as_str()], |row| row.get(0)).unwrap();
    desk.log().ask_erase(&id, false, now()).unwrap();
    assert_eq!(desk.log().carry_out_erasures(later(now(), 7 * DAY_MS)).unwrap(), 1);
    assert_eq!((files(&desk).len(), intents(&desk)), (1, 0));
    assert!(matches!(desk.log().take_out(&evidence.id, &mut Vec::new(), &mut |_| ()), Err(LogError::NotFound)));
    let dump = desk.dump();
    assert!(!holds(&dump, "kanarejka") && !holds(&dump, &evidence.sha256));
    assert!(!dump.windows(32).any(|window| window == key || window == Sha256::digest(b"gone").as_slice()));
    assert_eq!(desk.damaged(), [""; 0]);
    assert_eq!(super::super::rebuild_projection(&mut desk.db).unwrap(), []);
    assert_eq!(desk.log().evidence(None).unwrap().len(), 1);
}
