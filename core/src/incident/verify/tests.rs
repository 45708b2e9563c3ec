use super::super::act::Act;
use super::super::direction::Direction;
use super::super::series::ImportOrigin;
use super::super::testing::{DAY_MS, Desk, draft, later, now};
use super::super::{Kind, LogError, Person, Report};
use super::*;

/// A log with something of everything: two incidents, one amended, one erased, evidence, acts and a note at the end.
fn full() -> (Desk, Id, Id, Id) {
    let mut desk = Desk::new();
    let first = desk.add(&draft("visit", "2026-02-01T21:30+05:00", "first"));
    let second = desk.add(&draft("call", "2026-02-02T21:30+05:00", "second"));
    let image = desk.add(&draft("image", "2026-02-02T21:30+05:00", "image"));
    let mut log = desk.log();
    log.amend(&first, &draft("visit", "2026-02-01T21:40+05:00", "first, amended"), now()).unwrap();
    let evidence = log.attach(&first, "a.jpg", &mut &b"content"[..], now(), &mut |_| ()).unwrap().id;
    log.withdraw(&second, now()).unwrap();
    log.ask_erase(&image, true, now()).unwrap();
    let act = |n: i64| Act { direction: Direction::Missed, ..Act::new(Kind::CALL, later(now(), n * 1_000).wall, "+77010000001") };
    let mut batches = vec![vec![act(1), act(2)]];
    log.take_acts(&ImportOrigin { name: "calls.xml", format: "calls-xml" }, &mut || Ok::<_, LogError>(batches.pop()), now()).unwrap();
    log.note(Action::Opening, later(now(), DAY_MS)).unwrap();
    drop(log);
    assert_eq!(desk.damaged(), [""; 0]);
    (desk, first, second, evidence)
}

fn after(desk: &Desk, sql: &str) -> Vec<String> {
    desk.db.execute_batch("SAVEPOINT harm").unwrap();
    desk.db.execute_batch(sql).unwrap();
    let damaged = desk.damaged();
    desk.db.execute_batch("ROLLBACK TO harm; RELEASE harm").unwrap();
    damaged
}

#[test]
fn any_record_that_is_altered_removed_or_moved_is_named() {
    let (desk, ..) = full();
    let all = history::next_sequence(&desk.db).unwrap();
    for n in 0..all {
        let named = |damaged: &[String], what: &str| damaged.contains(&format!("history {n}: {what}"));
        assert!(named(&after(&desk, &format!("DELETE FROM history WHERE sequence = {n}")), "history-missing"), "{n}");
        for column in ["leaf", "secret", "openings", "record"] {
            let flipped = format!(
                "CAST(substr({column}, 1, 20) || CASE substr({column}, 21, 1) WHEN x'07' THEN char(8) ELSE char(7) END || substr({column}, 22) AS BLOB)"
            );
            let sql = format!("UPDATE history SET {column} = {flipped} WHERE sequence = {n} AND {column} IS NOT NULL");
            let is_there: bool =
                desk.db.query_row(&format!("SELECT {column} IS NOT NULL FROM history WHERE sequence = {n}"), [], |row| row.get(0)).unwrap();
            assert_eq!(named(&after(&desk, &sql), "history-altered"), is_there, "{n} {column}");
        }
        let moved = format!("UPDATE history SET subject = '00000000' WHERE sequence = {n}");
        assert!(!after(&desk, &moved).is_empty(), "{n}");
        for other in (0..all).filter(|other| *other != n) {
            let swap = format!(
                "UPDATE history SET sequence = 999 WHERE sequence = {n}; UPDATE history SET sequence = {n} WHERE sequence = {other};
                 UPDATE history SET sequence = {other} WHERE sequence = 999; DELETE FROM sqlite_sequence;
                 INSERT INTO sqlite_sequence VALUES ('history', {})",
                all - 1
            );
            let damaged = after(&desk, &swap);
            assert!(named(&damaged, "history-altered") && damaged.contains(&format!("history {other}: history-altered")), "{n} {other}");
        }
    }
    assert_eq!(after(&desk, "DELETE FROM history WHERE sequence IN (3, 4, 5)")[0], "history 3-5: history-missing");
}

#[test]
fn a_record_emptied_without_an_erasure_is_named() {
    let (desk, first, ..) = full();
    desk.db.execute_batch("SAVEPOINT harm").unwrap();
    history::erase_records(&desk.db, &first).unwrap();
    let damaged = desk.damaged();
    assert!(damaged.contains(&"history 0: history-emptied".to_owned()), "{damaged:?}");
    assert!(damaged.contains(&format!("incident {first}: unknown")), "{damaged:?}");
}

#[test]
fn any_row_that_is_altered_removed_or_added_is_named() {
    let (desk, first, second, evidence) = full();
    let of_first = |set: &str| format!("UPDATE incident SET {set} WHERE id = '{first}'");
    for set in [
        "kind = 'call'",
        "at_ms = at_ms + 1",
        "at_offset = 0",
        "until_ms = at_ms, until_offset = 0",
        "precision = 'day'",
        "words = 'x'",
        "place = '{\"kind\":\"home\",\"label\":\"\"}'",
        "who = '{\"name\":\"x\",\"numbers\":[]}'",
        "witnesses = '[{\"name\":\"x\",\"contact\":\"\",\"saw\":\"\",\"testifies\":null}]'",
        "count_acts = 3, count_exact = 1",
        "written_ms = 0",
        "amended_ms = NULL",
        "withdrawn_ms = 0, withdrawn_offset = 0, hidden = 1",
        "erase_due_ms = 0, erase_due_offset = 0",
        "acts = 1",
        "time_words = 'x'",
        "position = '{\"lat\":43.0,\"lon\":76.0,\"accuracy_m\":null}'",
        "harm = '{\"fear\":\"x\",\"sleep\":\"\",\"moved\":\"\",\"work\":\"\",\"medical\":\"\",\"cost\":\"\"}'",
        "answered = 1",
        "seen = '{\"myself\":true,\"by\":\"\"}'",
        "own = '{\"access\":\"x\"}'",
        "breach = '00000000'",
    ] {
        assert!(after(&desk, &of_first(set)).contains(&format!("incident {first}: differs")), "{set}");
    }
    for set in ["kind = 'x'", "who = '{'", "precision = ''", "at_offset = 5000", "harm = 'x'", "own = '[]'", "breach = 'x'"] {
        assert!(after(&desk, &of_first(set)).contains(&format!("incident {first}: unreadable")), "{set}");
    }
    let removed = format!("DELETE FROM search_text WHERE 0; DELETE FROM incident WHERE id = '{second}'");
    assert!(after(&desk, &removed).contains(&format!("incident {second}: missing")));
    let renamed = after(&desk, "UPDATE incident SET id = '00000000' WHERE acts > 0");
    assert!(renamed.contains(&"incident 00000000: unknown".to_owned()), "{renamed:?}");
    for set in ["name = 'x'", "bytes = 1", "received_ms = 0", "incident = 2"] {
        let damaged = after(&desk, &format!("UPDATE evidence SET {set}"));
        assert!(damaged.contains(&format!("evidence {evidence}: differs")), "{set}");
    }
    assert_eq!(after(&desk, "DELETE FROM evidence")[0], format!("evidence {evidence}: missing"));
    let series: String = desk.db.query_row("SELECT id FROM incident WHERE acts > 0", [], |row| row.get(0)).unwrap();
    for sql in [
        "DELETE FROM act WHERE row = 1",
        "UPDATE act SET number = '+77010000002' WHERE row = 1",
        "UPDATE act SET seconds = 5",
        "UPDATE act SET direction = 'x' WHERE row = 1",
        "UPDATE act SET utc_ms = utc_ms + 1 WHERE row = 2",
        "UPDATE act SET text_sum = 1 WHERE row = 2",
        "UPDATE act SET place = 7 WHERE row = 1",
        "UPDATE act SET channel = 'whatsapp' WHERE row = 1",
        "UPDATE act SET lifted = '00000000' WHERE row = 1",
        "INSERT INTO undone SELECT row FROM incident WHERE acts > 0",
    ] {
        assert_eq!(after(&desk, sql), [format!("incident {series}: differs")], "{sql}");
    }
}

/// What an older page may bring back, or put into another order.
#[test]
fn what_belongs_to_nothing_and_what_stands_in_another_order_is_named() {
    let (mut desk, _, second, evidence) = full();
    for (sql, named) in [
        (
            "INSERT INTO act (series, kind, utc_ms, offset_min, number, direction, text, text_sum) VALUES (99, 'call', 1, 0, '', 'missed', '', 0)",
            "acts of incident row 99: unknown".to_owned(),
        ),
        (&format!("UPDATE incident SET row = 99 WHERE id = '{second}'"), format!("search of incident {second}: differs")),
        ("INSERT INTO search_text (row, text) VALUES (99 << 21, 'x')", "search of incident row 99: unknown".to_owned()),
        ("UPDATE evidence SET sha256 = x'00'", "evidence row 1: unreadable".to_owned()),
        ("UPDATE evidence SET name = CAST(x'ff' AS TEXT)", "evidence row 1: unreadable".to_owned()),
        (&format!("DELETE FROM evidence WHERE id = '{evidence}'"), format!("evidence {evidence}: not-erased")),
        ("UPDATE history SET subject = CAST(x'ff' AS TEXT) WHERE sequence = 1", "history 1: history-altered".to_owned()),
        ("UPDATE sqlite_sequence SET seq = 2 WHERE name = 'history'", "history 3: history-uncounted".to_owned()),
    ] {
        assert!(after(&desk, sql).contains(&named), "{sql}: {:?}", after(&desk, sql));
    }
    let moved = after(&desk, &format!("UPDATE incident SET row = 99 WHERE id = '{second}'"));
    assert!(moved.iter().any(|line| line.starts_with("incident ") && line.ends_with("differs")), "{moved:?}");
    // A counter that was set back keeps nobody from writing.
    desk.db.execute("UPDATE sqlite_sequence SET seq = 2 WHERE name = 'history'", []).unwrap();
    desk.log().note(Action::Opening, later(now(), DAY_MS)).unwrap();
}

#[test]
fn any_entry_that_is_altered_removed_or_added_is_named() {
    let (mut desk, ..) = full();
    let person = Said::Person(Person { name: "он".into(), ..Person::default() });
    let id = desk.log().add_entry(&person, now()).unwrap();
    let other = desk.log().add_entry(&Said::Report(Report::new("102", now().wall)), now()).unwrap();
    let evidence = desk.log().attach(&other, "talon.jpg", &mut &b"x"[..], now(), &mut |_| ()).unwrap().id;
    assert_eq!(desk.damaged(), [""; 0]);
    let of_person = |set: &str| format!("UPDATE entry SET {set} WHERE id = '{id}'");
    for set in [
        "said = replace(said, 'он', 'она')",
        "written_ms = 0",
        "amended_ms = 0, amended_offset = 0",
        "withdrawn_ms = 0, withdrawn_offset = 0, hidden = 1",
        "erase_due_ms = 0, erase_due_offset = 0",
    ] {
        assert!(after(&desk, &of_person(set)).contains(&format!("entry {id}: differs")), "{set}");
    }
    for set in ["sort = 'report'", "sort = 'x'", "said = '{}'", "written_offset = 5000"] {
        assert!(after(&desk, &of_person(set)).contains(&format!("entry {id}: unreadable")), "{set}");
    }
    assert!(after(&desk, &format!("DELETE FROM entry WHERE id = '{id}'")).contains(&format!("entry {id}: missing")));
    assert!(after(&desk, &of_person("id = '00000000'")).contains(&"entry 00000000: unknown".to_owned()));
    let moved = format!("UPDATE evidence SET entry = 1 WHERE id = '{evidence}'");
    assert!(after(&desk, &moved).contains(&format!("evidence {evidence}: differs")));
    let text = "UPDATE search_text SET text = 'x' WHERE row = -1";
    assert_eq!(after(&desk, text), [format!("search of entry {id}: differs"), "search: differs".to_owned()]);
    let both = |desk: &mut Desk| {
        let log = desk.log();
        (log.entry(&id).unwrap(), log.entry(&other).unwrap())
    };
    let before = both(&mut desk);
    desk.db.execute_batch("DELETE FROM act; DELETE FROM evidence; DELETE FROM entry").unwrap();
    assert_eq!(rebuild_projection(&mut desk.db).unwrap(), []);
    assert_eq!(both(&mut desk), before);
    assert_eq!(desk.damaged(), [""; 0]);
}

#[test]
fn a_search_that_does_not_fit_is_named() {
    let (desk, first, ..) = full();
    let text = format!("UPDATE search_text SET text = 'x' WHERE row = (SELECT row FROM incident WHERE id = '{first}') << 21");
    assert_eq!(after(&desk, &text), [format!("search of incident {first}: differs"), "search: differs".to_owned()]);
    assert_eq!(after(&desk, "INSERT INTO search (search) VALUES ('delete-all')"), ["search: differs"]);
}

#[test]
fn tables_come_back_from_the_history_alone() {
    let (mut desk, first, second, evidence) = full();
    let all = |desk: &mut Desk| {
        let log = desk.log();
        let of = |id: &Id| log.incident(id).unwrap();
        (of(&first), of(&second), log.evidence(None).unwrap(), log.counts().unwrap())
    };
    let before = all(&mut desk);
    desk.db.execute_batch("DELETE FROM act; DELETE FROM undone; DELETE FROM evidence; DELETE FROM incident").unwrap();
    assert!(desk.damaged().len() > 3);
    assert_eq!(rebuild_projection(&mut desk.db).unwrap(), []);
    assert_eq!(all(&mut desk), before);
    assert_eq!(desk.damaged(), [""; 0]);
    let mut out = Vec::new();
    desk.log().take_out(&evidence, &mut out, &mut |_| ()).unwrap();
    assert_eq!(out, b"content");
    assert_eq!(desk.log().search("first amended a.jpg", 5, None).unwrap().incidents, [before.0]);
}

#[test]
fn what_can_not_be_read_is_named_and_the_rest_comes_back() {
    let (mut desk, first, second, _) = full();
    desk.db.execute("UPDATE history SET openings = x'00' WHERE subject = ?", [second.as_str()]).unwrap();
    let named: Vec<String> = rebuild_projection(&mut desk.db).unwrap().into_iter().map(|damage| damage.place).collect();
    assert_eq!(named.len(), 2);
    assert!(named.iter().all(|place| place.starts_with("history ")));
    assert!(desk.log().incident(&first).is_ok());
    assert!(matches!(desk.log().incident(&second), Err(LogError::NotFound)));
}
