//! What is done to series, and that the history tells all of it.

use crate::Moment;
use crate::incident::act::{Act, ActRef};
use crate::incident::series::{ImportOrigin, TypedAct};
use crate::incident::testing::{DAY_MS, Desk, later, moment, now};
use crate::incident::{Count, Direction, Id, Kind, LogError, Origin, Withdrawn};

const ORIGIN: ImportOrigin<'_> = ImportOrigin { name: "chat.zip", format: "whatsapp" };

fn act(minute: i64, number: &str, seconds: u32) -> Act {
    let at = Moment::new(moment("2026-02-01T23:00+05:00").utc_ms() + minute * 60_000, 300).unwrap();
    let direction = if seconds > 0 { Direction::Incoming } else { Direction::Missed };
    Act { direction, seconds: Some(seconds), ..Act::new(Kind::CALL, at, number) }
}

fn with(acts: Vec<Act>) -> (Desk, Id) {
    let mut desk = Desk::new();
    let series = take(&mut desk, acts).remove(0);
    (desk, series)
}

fn take(desk: &mut Desk, acts: Vec<Act>) -> Vec<Id> {
    let mut batches = vec![acts];
    desk.log().take_acts(&ORIGIN, &mut || Ok(batches.pop()), now()).unwrap().incidents
}

/// The history alone tells all of it: the tables made anew are the same.
fn assert_told(desk: &mut Desk, ids: &[&Id]) {
    assert_eq!(desk.damaged(), [""; 0]);
    let all = |desk: &mut Desk| {
        let log = desk.log();
        let incidents: Vec<_> = ids.iter().map(|id| log.incident(id).unwrap()).collect();
        let acts: Vec<_> = ids.iter().map(|id| log.series_acts(id, 100, None).ok()).collect();
        (incidents, acts, log.evidence(None).unwrap(), log.imports().unwrap(), log.counts().unwrap())
    };
    let before = all(desk);
    assert_eq!(crate::incident::rebuild_projection(&mut desk.db).unwrap(), []);
    assert_eq!(all(desk), before);
    assert_eq!(desk.damaged(), [""; 0]);
}

fn why<T: std::fmt::Debug>(outcome: Result<T, LogError>) -> &'static str {
    match outcome.unwrap_err() {
        LogError::Invalid { why, .. } | LogError::Import { why } => why,
        other => panic!("{other}"),
    }
}

#[test]
fn a_series_has_a_table_and_totals() {
    let (mut desk, id) = with(vec![act(70, "+77010000001", 0), act(0, "+77010000002", 12), act(65, "+77010000001", 30)]);
    let log = desk.log();
    let page = log.series_acts(&id, 2, None).unwrap();
    assert_eq!(page.acts.iter().map(|act| (act.act, act.answered)).collect::<Vec<_>>(), [(2, Some(true)), (3, Some(true))]);
    let rest = log.series_acts(&id, 2, page.next.as_deref()).unwrap();
    assert_eq!((rest.acts.len(), rest.acts[0].act, rest.acts[0].answered, rest.next), (1, 1, Some(false), None));
    assert_eq!(why(log.series_acts(&id, 2, Some("x"))), "unknown");
    let totals = log.series_totals(&id).unwrap();
    assert_eq!(totals.days.iter().map(|day| (day.day.as_str(), day.acts)).collect::<Vec<_>>(), [("2026-02-01", 1), ("2026-02-02", 2)]);
    let numbers: Vec<_> = totals.numbers.iter().map(|number| (number.number.as_str(), number.acts, number.seconds)).collect();
    assert_eq!((totals.acts, numbers), (3, vec![("+77010000001", 2, 30), ("+77010000002", 1, 12)]));
    drop(log);
    let single = desk.add(&crate::incident::testing::draft("visit", "2026-02-01T21:30+05:00", "x"));
    assert_eq!(why(desk.log().series_totals(&single)), "not-a-series");
}

#[test]
fn an_act_is_lifted_out_with_its_files_and_put_back_without_loss() {
    let (mut desk, id) = with(vec![act(0, "+77010000001", 12), act(1, "+77010000002", 0)]);
    let of = ActRef { series: id.clone(), place: 1 };
    let picture = desk
        .log()
        .attach_with(&id, "a.jpg", &mut &b"picture"[..], Origin { act: Some(of.clone()), derived: None }, now(), &mut |_| ())
        .unwrap();
    let before = desk.log().incident(&id).unwrap();
    assert_told(&mut desk, &[&id]);

    let lifted = desk.log().lift(&id, 1, later(now(), DAY_MS)).unwrap();
    let incident = desk.log().incident(&lifted).unwrap();
    assert_eq!((incident.draft.kind, incident.draft.at, incident.acts), (Kind::CALL, before.draft.at, 0));
    assert_eq!(incident.draft.who.numbers, ["+77010000001"]);
    assert_eq!(incident.draft.until.unwrap().utc_ms() - incident.draft.at.utc_ms(), 12_000);
    assert_eq!(incident.evidence, [crate::incident::Evidence { incident: lifted.clone(), ..picture.clone() }]);
    let series = desk.log().incident(&id).unwrap();
    assert_eq!((series.acts, series.draft.count, series.evidence.len()), (1, Some(Count { acts: 1, exact: true }), 0));
    assert_eq!(desk.log().series_totals(&id).unwrap().numbers.len(), 1);
    assert_eq!(desk.log().series_acts(&id, 9, None).unwrap().acts[0].lifted, Some(lifted.clone()));
    assert_told(&mut desk, &[&id, &lifted]);

    assert_eq!(why(desk.log().lift(&id, 1, later(now(), DAY_MS))), "already-lifted");
    assert_eq!(why(desk.log().lift(&id, 2, later(now(), DAY_MS))), "only-act");
    assert_eq!(why(desk.log().lift(&id, 3, later(now(), DAY_MS))), "unknown");
    assert_eq!(why(desk.log().ask_erase(&lifted, false, later(now(), DAY_MS))), "is-lifted");
    let import = desk.log().imports().unwrap()[0].id.clone();
    assert_eq!(why(desk.log().undo_import(&import, later(now(), DAY_MS))), "acts-lifted");
    // The file again brings nothing: the act is in the log.
    assert!(take(&mut desk, vec![act(0, "+77010000001", 12)]).is_empty());

    assert_eq!(desk.log().unlift(&id, 1, later(now(), DAY_MS)).unwrap(), lifted);
    assert_eq!(desk.log().incident(&id).unwrap(), before);
    assert!(desk.log().incident(&lifted).unwrap().withdrawn.is_some());
    assert_eq!(why(desk.log().unlift(&id, 1, later(now(), DAY_MS))), "not-lifted");
    assert_told(&mut desk, &[&id, &lifted]);
}

#[test]
fn what_was_lifted_outlives_its_erased_series() {
    let (mut desk, id) = with(vec![act(0, "+77010000001", 12), act(1, "+77010000002", 0)]);
    let of = ActRef { series: id.clone(), place: 1 };
    desk.log().attach_with(&id, "a.jpg", &mut &b"picture"[..], Origin { act: Some(of), derived: None }, now(), &mut |_| ()).unwrap();
    let lifted = desk.log().lift(&id, 1, now()).unwrap();
    desk.log().ask_erase(&id, false, now()).unwrap();
    assert_eq!(desk.log().carry_out_erasures(later(now(), 7 * DAY_MS)).unwrap(), 1);
    assert_eq!(desk.log().incident(&lifted).unwrap().evidence.len(), 1);
    assert_told(&mut desk, &[&lifted]);
    desk.log().ask_erase(&lifted, false, later(now(), 7 * DAY_MS)).unwrap();
}

#[test]
fn an_import_is_undone_whole_and_can_be_made_again() {
    let acts = vec![act(0, "+77010000001", 12), Act { kind: Kind::MSG, text: "Выйди".into(), ..act(1, "+77010000002", 0) }];
    let mut desk = Desk::new();
    let first = take(&mut desk, acts.clone());
    let of = ActRef { series: first[1].clone(), place: 1 };
    desk.log().attach_with(&first[1], "a.jpg", &mut &b"picture"[..], Origin { act: Some(of), derived: None }, now(), &mut |_| ()).unwrap();
    let import = desk.log().imports().unwrap().remove(0);
    assert_eq!((import.source.as_str(), import.format.as_str(), import.acts, import.series.len()), ("chat.zip", "whatsapp", 2, 2));

    assert_eq!(desk.log().undo_import(&import.id, later(now(), DAY_MS)).unwrap(), 2);
    assert_eq!(desk.log().undo_import(&import.id, later(now(), DAY_MS)).unwrap(), 0);
    assert_eq!(desk.log().counts().unwrap().incidents, 0);
    assert_eq!(desk.log().evidence(None).unwrap(), []);
    assert_eq!(desk.log().search("выйди", 9, None).unwrap().incidents, []);
    assert!(desk.log().imports().unwrap()[0].undone);
    assert_eq!(why(desk.log().restore(&first[0], later(now(), DAY_MS))), "import-undone");
    assert_eq!(desk.log().list(Withdrawn::Only, 9, None).unwrap().incidents.len(), 2);
    assert_told(&mut desk, &[&first[0], &first[1]]);

    let again = take(&mut desk, acts);
    assert_eq!(again.len(), 2);
    assert_eq!(desk.log().counts().unwrap().acts, 2);
    assert_told(&mut desk, &[&first[0], &again[0], &again[1]]);
    desk.log().ask_erase(&first[0], false, later(now(), DAY_MS)).unwrap();
    assert_eq!(desk.log().carry_out_erasures(later(now(), 8 * DAY_MS)).unwrap(), 1);
    assert_eq!(desk.damaged(), [""; 0]);
    assert!(matches!(desk.log().undo_import(&first[0], now()), Err(LogError::NotFound)));
}

fn typed(minute: i64, number: &str) -> TypedAct {
    let at = act(minute, number, 0).at;
    TypedAct { at, number: number.into(), direction: Direction::Missed, seconds: None, text: String::new() }
}

#[test]
fn a_series_is_typed_and_goes_on_later() {
    let mut desk = Desk::new();
    let twice = [typed(0, "8 701 000 00 01"), typed(0, "+77010000001"), typed(5, "")];
    let (id, known) = desk.log().add_series(Kind::CALL, &twice, now()).unwrap();
    assert_eq!((known, desk.log().incident(&id).unwrap().acts), (0, 3));
    assert_eq!(desk.log().extend_series(&id, &[typed(9, "102"), typed(5, "")], now()).unwrap(), 1);
    let incident = desk.log().incident(&id).unwrap();
    assert_eq!((incident.acts, incident.draft.who.numbers), (4, vec!["+77010000001".to_owned(), "102".to_owned()]));
    assert_eq!(desk.log().imports().unwrap()[0].format, "typed");
    assert_told(&mut desk, &[&id]);

    assert_eq!(why(desk.log().add_series(Kind::IMAGE, &twice, now())), "not-of-a-series");
    assert_eq!(why(desk.log().add_series(Kind::CALL, &[], now())), "empty");
    assert_eq!(why(desk.log().add_series(Kind::CALL, &twice, now())), "known-already");
    let ahead = TypedAct { at: later(now(), 2 * DAY_MS).wall, ..typed(0, "1") };
    assert_eq!(why(desk.log().add_series(Kind::CALL, &[ahead], now())), "in-the-future");
    let imported = take(&mut desk, vec![act(100, "1", 0)]).remove(0);
    assert_eq!(why(desk.log().extend_series(&imported, &twice, now())), "not-typed");
    assert_eq!(desk.damaged(), [""; 0]);
}

#[test]
fn any_act_or_file_that_was_moved_by_hand_is_named() {
    let (mut desk, id) = with(vec![act(0, "+77010000001", 12), act(1, "+77010000002", 0), act(2, "+77010000002", 0)]);
    let of = ActRef { series: id.clone(), place: 1 };
    let piece =
        desk.log().attach_with(&id, "a.jpg", &mut &b"picture"[..], Origin { act: Some(of), derived: None }, now(), &mut |_| ()).unwrap().id;
    let lifted = desk.log().lift(&id, 1, now()).unwrap();
    for (harm, named) in [
        ("UPDATE act SET lifted = NULL", format!("incident {id}: differs")),
        ("UPDATE act SET lifted = '00000000' WHERE place = 1", format!("incident {id}: differs")),
        ("UPDATE act SET place = place + 10", format!("incident {id}: differs")),
        ("INSERT INTO undone SELECT row FROM incident WHERE acts > 0", format!("incident {id}: differs")),
        ("UPDATE evidence SET act = NULL", format!("evidence {piece}: differs")),
        ("UPDATE evidence SET incident = 1", format!("evidence {piece}: differs")),
    ] {
        desk.db.execute_batch("SAVEPOINT harm").unwrap();
        desk.db.execute_batch(harm).unwrap();
        assert!(desk.damaged().contains(&named), "{harm}: {:?}", desk.damaged());
        desk.db.execute_batch("ROLLBACK TO harm; RELEASE harm").unwrap();
    }
    assert_told(&mut desk, &[&id, &lifted]);
}

#[test]
fn acts_of_an_older_program_are_numbered_and_stay_apart() {
    let mut db = rusqlite::Connection::open_in_memory().unwrap();
    db.execute_batch(include_str!("../../vault/steps/001.sql")).unwrap();
    db.execute_batch(
        "INSERT INTO incident VALUES (1, 'ABCD1234', 'call', 0, 0, NULL, NULL, 'exact', '', '', '', '', '', NULL, NULL, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, 3, 0);
         INSERT INTO act (series, kind, utc_ms, offset_min, number, direction, seconds, text, text_sum) VALUES
            (1, 'call', 1741795500100, 300, '1', 'missed', 0, '', 0),
            (1, 'call', 1741795500200, 300, '1', 'incoming', 5, '', 0),
            (1, 'msg', 1741795500200, 300, '1', 'incoming', 5, '', 0);
         PRAGMA user_version = 1",
    )
    .unwrap();
    crate::vault::store::migrate(&mut db).unwrap();
    let mut select = db.prepare("SELECT place, nth, channel FROM act ORDER BY row").unwrap();
    let acts: Vec<(i64, i64, String)> =
        select.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap().map(Result::unwrap).collect();
    assert_eq!(acts, [(1, 0, "phone".to_owned()), (2, 1, "phone".to_owned()), (3, 0, "phone".to_owned())]);
}
