//! The acts of a large series, packed (FORMAT.md §11): to count a million of them row by row takes too long. What is packed follows from the acts. The
//! database removes it with any change of an act, and it is packed anew when figures are asked for.

use crate::Moment;
use crate::incident::row;
use crate::vault::VaultError;
use rusqlite::{Connection, params};
use std::collections::HashMap;

/// A series with fewer acts is read row by row.
pub(super) const SERIES_MIN_ACTS: u64 = 5_000;
/// Acts of one part.
const PART_ACTS: u32 = 5_000;
/// Parts written in one transaction: the sealed write-ahead log grows with the largest and never shrinks.
const PARTS_PER_TRANSACTION: u32 = 8;
/// An act is a moment and the place of its number.
const ACT_BYTES: usize = Moment::LEN_BYTES + 2;
/// Stands for nothing but that all others are there.
const LAST_PART: i64 = -1;

/// Packs a series unless that is done. The figures do not depend on it, only how quick they are.
pub(super) fn pack(db: &Connection, series: i64) -> Result<(), VaultError> {
    if is_packed(db, series)? {
        return Ok(());
    }
    db.execute("DELETE FROM act_pack WHERE series = ?", [series])?;
    let mut after = 0;
    let mut next_part = 0;
    loop {
        let tx = db.unchecked_transaction()?;
        let (parts, last) = parts_of(&tx, series, after)?;
        for (part, acts) in (next_part..).zip(&parts) {
            tx.prepare_cached("INSERT INTO act_pack (series, part, acts) VALUES (?, ?, ?)")?.execute(params![series, part, acts])?;
        }
        if parts.len() < PARTS_PER_TRANSACTION as usize {
            tx.execute("INSERT INTO act_pack (series, part, acts) VALUES (?, ?, x'')", params![series, LAST_PART])?;
            return Ok(tx.commit()?);
        }
        tx.commit()?;
        after = last;
        next_part += i64::from(PARTS_PER_TRANSACTION);
    }
}

/// Whether all acts of a series are packed.
fn is_packed(db: &Connection, series: i64) -> Result<bool, VaultError> {
    Ok(db.prepare_cached("SELECT 1 FROM act_pack WHERE series = ? AND part = ?")?.exists(params![series, LAST_PART])?)
}

/// Hands over the parts of a series that is packed: the numbers in each, and its acts with the places of theirs.
pub(super) fn for_each_part(
    db: &Connection,
    series: i64,
    mut each: impl FnMut(&Part<'_>) -> Result<(), VaultError>,
) -> Result<(), VaultError> {
    let mut select = db.prepare_cached("SELECT acts FROM act_pack WHERE series = ? AND part >= 0 ORDER BY part")?;
    let mut rows = select.query([series])?;
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
        each(&Part::read(bytes).ok_or_else(row::damaged)?)?;
    }
    Ok(())
}

/// Series whose packed acts are not those they have.
pub(in crate::incident) fn differing(db: &Connection) -> Result<Vec<i64>, VaultError> {
    let mut select = db.prepare("SELECT DISTINCT series FROM act_pack WHERE part = ? ORDER BY series")?;
    let packed: Vec<i64> = select.query_map([LAST_PART], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut differing = Vec::new();
    for series in packed {
        if !is_as_packed(db, series)? {
            differing.push(series);
        }
    }
    Ok(differing)
}

fn is_as_packed(db: &Connection, series: i64) -> Result<bool, VaultError> {
    let mut stored = db.prepare("SELECT part, acts FROM act_pack WHERE series = ? AND part >= 0 ORDER BY part")?;
    let mut rows = stored.query([series])?;
    let mut after = 0;
    let mut next_part = 0;
    loop {
        let (parts, last) = parts_of(db, series, after)?;
        for acts in &parts {
            let is_same = match rows.next()? {
                Some(row) => row.get::<_, i64>(0)? == next_part && row.get_ref(1)?.as_blob().is_ok_and(|stored| stored == acts),
                None => false,
            };
            if !is_same {
                return Ok(false);
            }
            next_part += 1;
        }
        if parts.len() < PARTS_PER_TRANSACTION as usize {
            return Ok(rows.next()?.is_none());
        }
        after = last;
    }
}

/// The acts after a place in their series, packed into as many parts as one transaction takes, and the place of the last. Lifted ones are counted elsewhere.
fn parts_of(db: &Connection, series: i64, after: i64) -> Result<(Vec<Vec<u8>>, i64), VaultError> {
    let sql = "SELECT utc_ms, offset_min, number, place FROM act WHERE series = ? AND place > ? AND lifted IS NULL ORDER BY place LIMIT ?";
    let mut select = db.prepare_cached(sql)?;
    let mut rows = select.query(params![series, after, PARTS_PER_TRANSACTION * PART_ACTS])?;
    let mut parts = Vec::new();
    let mut open = Packer::default();
    let mut last = after;
    while let Some(row) = rows.next()? {
        open.push(row::moment(row, 0)?, row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?);
        last = row.get(3)?;
        if open.acts.len() == PART_ACTS as usize * ACT_BYTES {
            parts.push(std::mem::take(&mut open).into_bytes());
        }
    }
    if !open.acts.is_empty() {
        parts.push(open.into_bytes());
    }
    Ok((parts, last))
}

/// A part while it grows.
#[derive(Default)]
struct Packer {
    places: HashMap<String, u16>,
    numbers: Vec<u8>,
    acts: Vec<u8>,
}

impl Packer {
    fn push(&mut self, at: Moment, number: &str) {
        let place = self.places.get(number).copied().unwrap_or_else(|| {
            let place = self.places.len() as u16;
            self.places.insert(number.to_owned(), place);
            self.numbers.extend_from_slice(&(number.len() as u16).to_le_bytes());
            self.numbers.extend_from_slice(number.as_bytes());
            place
        });
        self.acts.extend_from_slice(&at.to_bytes());
        self.acts.extend_from_slice(&place.to_le_bytes());
    }

    fn into_bytes(self) -> Vec<u8> {
        let count = self.places.len() as u16;
        [&count.to_le_bytes()[..], &self.numbers, &self.acts].concat()
    }
}

/// A part as it was packed.
pub(super) struct Part<'b> {
    pub(super) numbers: Vec<&'b str>,
    acts: &'b [[u8; ACT_BYTES]],
}

impl<'b> Part<'b> {
    fn read(bytes: &'b [u8]) -> Option<Self> {
        let (count, mut rest) = bytes.split_first_chunk()?;
        let mut numbers = Vec::new();
        for _ in 0..u16::from_le_bytes(*count) {
            let (length, after) = rest.split_first_chunk()?;
            let (number, after) = after.split_at_checked(u16::from_le_bytes(*length).into())?;
            numbers.push(std::str::from_utf8(number).ok()?);
            rest = after;
        }
        let (acts, []) = rest.as_chunks() else { return None };
        Some(Self { numbers, acts })
    }

    /// When each act was, and where its number stands among `numbers`; `None` for one that this program never wrote.
    pub(super) fn acts(&self) -> impl Iterator<Item = Option<(Moment, usize)>> + '_ {
        self.acts.iter().map(|act| {
            let (at, place) = act.split_first_chunk()?;
            let place = usize::from(u16::from_le_bytes(*place.first_chunk()?));
            (place < self.numbers.len()).then_some((Moment::from_bytes(*at).ok()?, place))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::import::Choice;
    use super::super::super::testing::{Desk, moment, now};
    use super::super::super::{Filter, Id, Milestones, Stats};
    use super::*;
    use std::fmt::Write;
    use std::io::Cursor;

    /// A log with one series of so many calls, and the row of it.
    fn desk(acts: usize) -> (Desk, i64) {
        let mut desk = Desk::new();
        let mut table = String::from("date,number\n");
        for n in 0..acts {
            let at = Moment::new(moment("2025-01-01T00:00+05:00").utc_ms() + i64::try_from(n).unwrap() * 631_000, 300).unwrap();
            writeln!(table, "{at},+770100{:05}", n % 37).unwrap();
        }
        desk.log().import(&mut Cursor::new(table), "calls.csv", &Choice::All, now(), &mut |_| ()).unwrap();
        let row = desk.db.query_row("SELECT row FROM incident", [], |row| row.get(0)).unwrap();
        (desk, row)
    }

    fn stats(desk: &mut Desk, filter: &Filter) -> Stats {
        desk.log().stats(filter, &Milestones::default()).unwrap()
    }

    fn filters(person: &Id) -> [Filter; 4] {
        let may = Filter { from: Some("2025-05-03".parse().unwrap()), to: Some("2025-05-20".parse().unwrap()), ..Filter::default() };
        let of_person = Filter { person: Some(person.clone()), ..Filter::default() };
        [Filter::default(), Filter { number: Some("+77010000005".into()), ..may.clone() }, may, of_person]
    }

    #[test]
    fn packed_acts_give_the_figures_of_their_rows() {
        let (mut desk, row) = desk(45_003);
        let person = desk.add_person(&[("number", "+77010000005"), ("number", "+77010000012"), ("number", "+77029999999")]);
        let filters = || filters(&person);
        assert!(is_packed(&desk.db, row).unwrap(), "an import packs its series");
        desk.db.execute("DELETE FROM act_pack", []).unwrap();
        assert!(differing(&desk.db).unwrap().is_empty());
        desk.db.execute_batch("CREATE TRIGGER full BEFORE INSERT ON act_pack BEGIN SELECT RAISE(FAIL, 'full'); END").unwrap();
        let unpacked = filters().map(|filter| stats(&mut desk, &filter));
        assert!(!is_packed(&desk.db, row).unwrap());
        desk.db.execute_batch("DROP TRIGGER full").unwrap();
        stats(&mut desk, &Filter::default());
        let parts: i64 = desk.db.query_row("SELECT count(*) FROM act_pack WHERE part >= 0", [], |row| row.get(0)).unwrap();
        assert_eq!(parts, 10);
        assert_eq!(filters().map(|filter| stats(&mut desk, &filter)), unpacked);
        assert_eq!((unpacked[0].acts.exact, unpacked[0].numbers.others), (unpacked[0].acts.total(), Some(17)));
        let of_person: Vec<_> = unpacked[3].numbers.top.iter().map(|of| (of.number.as_str(), of.acts.exact)).collect();
        assert_eq!(of_person, [("+77010000005", 1_217), ("+77010000012", 1_216)]);
        assert_eq!(desk.damaged(), [""; 0]);
    }

    #[test]
    fn a_part_that_is_just_full_is_the_last() {
        for acts in [PART_ACTS, PARTS_PER_TRANSACTION * PART_ACTS] {
            let (desk, row) = desk(acts as usize);
            pack(&desk.db, row).unwrap();
            assert_eq!((is_packed(&desk.db, row).unwrap(), differing(&desk.db).unwrap()), (true, vec![]));
        }
    }

    #[test]
    fn any_change_of_an_act_removes_what_was_packed() {
        let (desk, row) = desk(10);
        for change in [
            "DELETE FROM act WHERE row = (SELECT MIN(row) FROM act)",
            "UPDATE act SET number = '+77010000099' WHERE row = (SELECT MIN(row) FROM act)",
            "INSERT INTO act (series, place, kind, utc_ms, offset_min, number, direction, text, text_sum)
                SELECT series, 99, kind, utc_ms + 123456, offset_min, number, direction, text, text_sum FROM act LIMIT 1",
        ] {
            pack(&desk.db, row).unwrap();
            assert!(is_packed(&desk.db, row).unwrap());
            desk.db.execute(change, []).unwrap();
            let left: i64 = desk.db.query_row("SELECT count(*) FROM act_pack", [], |row| row.get(0)).unwrap();
            assert_eq!((is_packed(&desk.db, row).unwrap(), left), (false, 0), "{change}");
        }
    }

    #[test]
    fn what_was_packed_otherwise_is_named_by_a_check() {
        for harm in [
            "UPDATE act_pack SET acts = x'0000' WHERE part = 0",
            "DELETE FROM act_pack WHERE part = 1",
            "INSERT INTO act_pack (series, part, acts) SELECT series, 7, acts FROM act_pack WHERE part = 0",
        ] {
            let (desk, row) = desk(PART_ACTS as usize + 1);
            pack(&desk.db, row).unwrap();
            desk.db.execute(harm, []).unwrap();
            assert_eq!(differing(&desk.db).unwrap(), [row], "{harm}");
            assert!(
                desk.damaged().iter().any(|damage| damage.starts_with("figures of incident") && damage.ends_with(": differs")),
                "{harm}"
            );
        }
    }

    #[test]
    fn bytes_of_another_shape_are_not_read() {
        for wrong in [&[][..], &[1, 0], &[1, 0, 5, 0, 49], &[0, 0, 1], &[1, 0, 1, 0, 0xff]] {
            assert!(Part::read(wrong).is_none(), "{wrong:?}");
        }
        let mut packer = Packer::default();
        packer.push("2026-01-01T00:00+05:00".parse().unwrap(), "");
        let mut bytes = packer.into_bytes();
        assert!(Part::read(&bytes).unwrap().acts().all(|act| act.is_some()));
        *bytes.last_mut().unwrap() = 1;
        assert!(Part::read(&bytes).unwrap().acts().all(|act| act.is_none()));
    }
}
