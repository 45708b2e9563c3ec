//! What of hers lies outside Pana, as far as Pana had a hand in it: it can't see whether such a copy still exists.

use crate::incident::history::{self, Action, Record, field};
use crate::incident::{Log, LogError};
use crate::vault::keep::{self, COPIES_GONE};
use crate::vault::said;
use crate::{Moment, Now};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// Copies that can be marked as gone.
pub const COPIES_GONE_MAX: usize = 10_000;

/// Something that was written out of the vault, taken in from elsewhere, or told to others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutsideCopy {
    /// Its number, which stays: that of its record in the history.
    pub number: u64,
    /// When.
    pub at: Moment,
    /// What: `csv-incidents`, `csv-acts`, `json`, `dossier`, `summary`, `item` or `backup` that was written out, `import` of a file that still lies where it came
    /// from, messages of an `alert`, or `other`.
    pub what: String,
    /// When she marked it as gone.
    pub gone: Option<Moment>,
}

/// All of them, the newest first.
pub fn copies(log: &Log<'_>) -> Result<Vec<OutsideCopy>, LogError> {
    let gone = gone(log)?;
    let mut copies = Vec::new();
    history::for_each(log.db, |stored| {
        let found = stored.record.as_ref().and_then(|record| Some((what(record)?, record.moment(field::WRITTEN)?)));
        copies.extend(found.map(|(what, at)| OutsideCopy { number: stored.sequence, at, what, gone: gone.get(&stored.sequence).copied() }));
        Ok(())
    })?;
    copies.reverse();
    Ok(copies)
}

/// Marks one as gone, or takes that back. Refused are a number that is none of them ([`LogError::NotFound`]) and more than [`COPIES_GONE_MAX`] marks (`copies`,
/// `too-many`).
pub fn mark_copy(log: &mut Log<'_>, number: u64, is_gone: bool, now: Now) -> Result<(), LogError> {
    if !copies(log)?.iter().any(|copy| copy.number == number) {
        return Err(LogError::NotFound);
    }
    let mut gone = gone(log)?;
    if is_gone {
        gone.entry(number).or_insert(now.wall);
    } else {
        gone.remove(&number);
    }
    if gone.len() > COPIES_GONE_MAX {
        return Err(LogError::Invalid { field: "copies", why: "too-many" });
    }
    Ok(keep::put(log.db, COPIES_GONE, said::json(&gone).as_bytes())?)
}

fn gone(log: &Log<'_>) -> Result<BTreeMap<u64, Moment>, LogError> {
    let kept = keep::get_all(log.db, COPIES_GONE)?;
    Ok(if kept.is_empty() { BTreeMap::new() } else { said::read(&kept)? })
}

fn what(record: &Record) -> Option<String> {
    match record.action()? {
        Action::Export if record.get(field::KIND) == b"backup" => Some("backup".to_owned()),
        Action::Export => {
            let told: Value = serde_json::from_slice(record.get(field::EXPORT)).unwrap_or_default();
            let form = told.get("form").and_then(Value::as_str).filter(|form| FORMS.contains(form));
            Some(form.unwrap_or("other").to_owned())
        }
        // What she typed came out of no file.
        Action::Import => (!is_typed(record)).then(|| "import".to_owned()),
        Action::Alert => Some("alert".to_owned()),
        _ => None,
    }
}

fn is_typed(record: &Record) -> bool {
    let told: Value = serde_json::from_slice(record.get(field::IMPORT)).unwrap_or_default();
    told.get("format").and_then(Value::as_str) == Some("typed")
}

const FORMS: [&str; 6] = ["csv-incidents", "csv-acts", "json", "dossier", "summary", "item"];

#[cfg(test)]
mod tests {
    use super::super::{Share, share};
    use super::*;
    use crate::incident::import::Choice;
    use crate::incident::series::TypedAct;
    use crate::incident::testing::{Desk, draft, later, now};
    use crate::incident::{Direction, Kind};
    use std::io::Cursor;

    #[test]
    fn what_went_out_is_listed_until_she_marks_it() {
        let mut desk = Desk::new();
        let id = desk.add(&draft("visit", "2026-02-01T21:30+05:00", "x"));
        let piece = desk.log().attach(&id, "notes.txt", &mut &b"text"[..], now(), &mut |_| ()).unwrap();
        let table = "date,number,direction\n2026-01-11T10:00+05:00,+77010000001,missed\n";
        desk.log().import(&mut Cursor::new(table), "calls.csv", &Choice::All, now(), &mut |_| ()).unwrap();
        let act = TypedAct { at: now().wall, number: String::new(), direction: Direction::Missed, seconds: None, text: String::new() };
        desk.log().add_series(Kind::CALL, &[act], now()).unwrap();
        share(&mut desk.log(), &piece.id, Share::Original, &mut Vec::new(), now()).unwrap();
        let found = copies(&desk.log()).unwrap();
        assert_eq!(found.iter().map(|copy| (copy.what.as_str(), copy.gone)).collect::<Vec<_>>(), [("item", None), ("import", None)]);
        let then = later(now(), 60_000);
        mark_copy(&mut desk.log(), found[0].number, true, then).unwrap();
        mark_copy(&mut desk.log(), found[0].number, true, later(then, 60_000)).unwrap();
        assert_eq!(copies(&desk.log()).unwrap()[0].gone, Some(then.wall), "it was marked once");
        mark_copy(&mut desk.log(), found[0].number, false, then).unwrap();
        assert_eq!(copies(&desk.log()).unwrap(), found, "a slip can be taken back");
        assert!(matches!(mark_copy(&mut desk.log(), 0, true, then), Err(LogError::NotFound)), "an incident is no copy");
    }
}
