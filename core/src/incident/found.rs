//! Finding a page of incidents, newest first: by words, by what a filter says, or all.
//!
//! The index of the search tells quickly who says a rare word, and slowly who says a common one: it names them all, and a page needs fifty. So a word that
//! very many say is not asked for to the end, but looked for in the texts of those that are left, newest first, until the page is full.

use super::search::{CHUNK_BITS, Sought};
use super::whose::{self, Whose};
use crate::vault::VaultError;
use rusqlite::types::Value;
use rusqlite::{CachedStatement, Connection, params, params_from_iter};
use std::cmp::Reverse;

/// A word is common if as many texts say it.
const COMMON_MIN: usize = 20_000;
/// Texts that are looked through for each incident wanted, before the index is asked after all.
const LOOKS_PER_WANTED: usize = 16;
/// Bytes of texts that are looked through at most: those of an import can be long.
const LOOK_MAX_BYTES: usize = 1_000_000;
/// So few incidents are looked up one by one.
const FEW: usize = 500;

/// The incidents that may be found, newest first.
pub(super) struct Walk<'d> {
    pub(super) db: &'d Connection,
    /// Whether the withdrawn ones are meant, or the others.
    pub(super) hidden: bool,
    /// Time and row that all of them come before.
    pub(super) before: (i64, i64),
    /// Each after an ` AND `.
    pub(super) conditions: String,
    pub(super) values: Vec<Value>,
    /// Who is behind all of them.
    pub(super) whose: Option<&'d Whose>,
}

impl Walk<'_> {
    /// Rows of the first `wanted` incidents that say all that is sought.
    pub(super) fn newest(&self, sought: &[Sought], wanted: usize) -> Result<Vec<i64>, VaultError> {
        self.newest_with(sought, wanted, COMMON_MIN)
    }

    fn newest_with(&self, sought: &[Sought], wanted: usize, common_min: usize) -> Result<Vec<i64>, VaultError> {
        let mut named: Option<Vec<i64>> = None;
        let mut common: Vec<&Sought> = Vec::new();
        for one in rarest_first(sought) {
            let is_few = named.as_ref().is_some_and(|rows| rows.len() <= FEW);
            match one.to_the_letter() {
                Some(_) if is_few => common.push(one),
                Some(query) if self.has_as_many(&query, common_min)? => common.push(one),
                Some(_) => match self.named(one.query(), common_min)? {
                    Some(rows) => named = Some(in_both(named, rows)),
                    None => common.push(one),
                },
                None => named = Some(in_both(named, self.all_named(one.query())?)),
            }
        }
        if let Some(found) = self.look_through(named.as_deref(), &common, wanted)? {
            return Ok(found);
        }
        for one in common {
            named = Some(in_both(named, self.all_named(one.query())?));
        }
        Ok(self.look_through(named.as_deref(), &[], wanted)?.unwrap_or_default())
    }

    /// Whether a query finds as many texts.
    fn has_as_many(&self, query: &str, texts: usize) -> Result<bool, VaultError> {
        let mut select = self.db.prepare_cached("SELECT rowid FROM search WHERE search MATCH ? LIMIT 1 OFFSET ?")?;
        Ok(select.exists(params![query, limit_of(texts.saturating_sub(1))])?)
    }

    /// Rows of the incidents that a query finds, in rising order; `None` if it finds `texts` or more.
    fn named(&self, query: &str, texts: usize) -> Result<Option<Vec<i64>>, VaultError> {
        let sql = format!("SELECT rowid >> {CHUNK_BITS} FROM search WHERE search MATCH ? AND rowid > 0 ORDER BY rowid LIMIT ?");
        let mut select = self.db.prepare_cached(&sql)?;
        let rows: Vec<i64> = select.query_map(params![query, limit_of(texts)], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok((rows.len() < texts).then(|| without_twins(rows)))
    }

    fn all_named(&self, query: &str) -> Result<Vec<i64>, VaultError> {
        Ok(self.named(query, usize::MAX)?.unwrap_or_default())
    }

    /// Looks for what is sought in the texts of all incidents, or of those in `among`. `None` if too many would have to be looked through, or if a text leaves
    /// a doubt.
    fn look_through(&self, among: Option<&[i64]>, sought: &[&Sought], wanted: usize) -> Result<Option<Vec<i64>>, VaultError> {
        let mut texts = Texts::new(self.db)?;
        let mut found = Vec::new();
        let mut looks = 0;
        let mut is_sure = true;
        self.each(among, |row| {
            looks += usize::from(!sought.is_empty());
            match texts.say_all(row, sought)? {
                Some(true) => found.push(row),
                Some(false) => {}
                None => is_sure = false,
            }
            is_sure &= found.len() == wanted || (looks < LOOKS_PER_WANTED * wanted && texts.bytes < LOOK_MAX_BYTES);
            Ok(is_sure && found.len() < wanted)
        })?;
        Ok(is_sure.then_some(found))
    }

    /// Hands over the rows of all incidents, or of those in `among` (in rising order), newest first, until `each` has enough.
    fn each(&self, among: Option<&[i64]>, mut each: impl FnMut(i64) -> Result<bool, VaultError>) -> Result<(), VaultError> {
        let few = among.filter(|rows| rows.len() <= FEW);
        // Few are looked up and sorted. Else the index has the right order, and those that are not among them are passed over.
        let (from, row) = match few {
            Some(_) => ("json_each(?) AS few CROSS JOIN incident ON incident.row = few.value", "incident.row"),
            None => ("incident", "row"),
        };
        let more = if self.whose.is_some() { format!(", {}", whose::COLUMNS) } else { String::new() };
        let sql = format!(
            "SELECT {row}{more} FROM {from} WHERE hidden = ? AND (at_ms, {row}) < (?, ?){} ORDER BY at_ms DESC, {row} DESC",
            self.conditions
        );
        let mut values: Vec<Value> = few.map(|rows| super::parts::json(rows).into()).into_iter().collect();
        values.extend([i64::from(self.hidden).into(), self.before.0.into(), self.before.1.into()]);
        values.extend(self.values.iter().cloned());
        let mut select = self.db.prepare_cached(&sql)?;
        let mut rows = select.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            let incident: i64 = row.get(0)?;
            let is_among = few.is_some() || among.is_none_or(|among| among.binary_search(&incident).is_ok());
            let is_meant = is_among && self.whose.map_or(Ok(true), |whose| whose.is_behind(self.db, incident, row, 1))?;
            if is_meant && !each(incident)? {
                break;
            }
        }
        Ok(())
    }
}

/// The searchable texts of incidents.
struct Texts<'d> {
    select: CachedStatement<'d>,
    /// Looked through so far.
    bytes: usize,
}

impl<'d> Texts<'d> {
    fn new(db: &'d Connection) -> Result<Self, VaultError> {
        Ok(Self { select: db.prepare_cached("SELECT text FROM search_text WHERE row BETWEEN ? AND ?")?, bytes: 0 })
    }

    /// Whether an incident says everything, each thing in any of its texts; `None` if that is in doubt.
    fn say_all(&mut self, row: i64, sought: &[&Sought]) -> Result<Option<bool>, VaultError> {
        let mut missing = sought.to_vec();
        let mut rows = self.select.query([row << CHUNK_BITS, ((row + 1) << CHUNK_BITS) - 1])?;
        while !missing.is_empty() {
            let Some(row) = rows.next()? else { return Ok(Some(false)) };
            let text = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            let mut still_missing = Vec::new();
            for one in missing {
                match one.is_in(text) {
                    Some(true) => {}
                    Some(false) => still_missing.push(one),
                    None => return Ok(None),
                }
            }
            missing = still_missing;
            self.bytes += text.len();
            if self.bytes >= LOOK_MAX_BYTES && !missing.is_empty() {
                return Ok(None);
            }
        }
        Ok(Some(true))
    }
}

/// Longer words are mostly the rarer ones.
fn rarest_first(sought: &[Sought]) -> Vec<&Sought> {
    let mut all: Vec<_> = sought.iter().collect();
    all.sort_by_key(|one| Reverse(one.query().len()));
    all
}

fn limit_of(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn without_twins(mut rows: Vec<i64>) -> Vec<i64> {
    rows.dedup();
    rows
}

/// What is in both, of rows in rising order; all of `rows` if there is nothing to compare with.
fn in_both(named: Option<Vec<i64>>, rows: Vec<i64>) -> Vec<i64> {
    let Some(mut named) = named else { return rows };
    named.retain(|row| rows.binary_search(row).is_ok());
    named
}

#[cfg(test)]
mod tests {
    use super::super::search;
    use super::super::testing::{Desk, moment, now};
    use super::super::{Draft, Kind};
    use super::*;
    use crate::Moment;
    use crate::incident::import::Choice;
    use proptest::prelude::*;
    use std::io::Cursor;

    /// Rows found if words are common from `common_min` texts on.
    fn rows(desk: &Desk, words: &str, wanted: usize, common_min: usize) -> Vec<i64> {
        let sought = search::sought(words).unwrap().unwrap();
        let walk =
            Walk { db: &desk.db, hidden: false, before: (i64::MAX, i64::MAX), conditions: String::new(), values: Vec::new(), whose: None };
        walk.newest_with(&sought, wanted, common_min).unwrap()
    }

    fn add_at(desk: &mut Desk, minute: i64, what: &str) {
        let at = Moment::new(moment("2026-01-01T00:00+05:00").utc_ms() + minute * 60_000, 300).unwrap();
        desk.add(&Draft { what: what.to_owned(), ..Draft::new(Kind::CALL, at) });
    }

    #[test]
    fn common_and_rare_words_are_found_together() {
        let mut desk = Desk::new();
        for minute in 0..1_500 {
            let rare = if minute % 700 == 3 { "зимородок" } else { "" };
            add_at(&mut desk, (minute * 7) % 1_500, &format!("стоял у «подъезда», {rare}"));
        }
        for common_min in [1, 100, 2_000] {
            assert_eq!(rows(&desk, "стоял", 10, common_min), rows(&desk, "", 10, common_min), "{common_min}");
            assert_eq!(rows(&desk, "стоял зимородок", 10, common_min).len(), 3, "{common_min}");
            assert_eq!(rows(&desk, "подъезд у", 2_000, common_min).len(), 1_500, "{common_min}");
            assert_eq!(rows(&desk, "стоял нигде", 10, common_min), [0; 0], "{common_min}");
        }
    }

    #[test]
    fn words_of_an_import_are_found_in_any_of_its_texts() {
        let mut desk = Desk::new();
        let table = "date,number,text\n2026-01-01T10:00+05:00,+77010000001,выйди\n2026-01-01T11:00+05:00,+77010000002,во двор\n";
        for text in [table.to_owned(), table.replace("2026-01", "2026-02").replace("двор", "сад")] {
            desk.log().import(&mut Cursor::new(text), "calls.csv", &Choice::All, now(), &mut |_| ()).unwrap();
        }
        for common_min in [1, 100] {
            assert_eq!(rows(&desk, "выйди двор", 10, common_min), [1]);
            assert_eq!(rows(&desk, "выйди 87010000002", 10, common_min), [2, 1]);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn looking_at_texts_finds_what_the_index_finds(
            texts in prop::collection::vec("[аеоАёқ éمⒶ1２7.,()«»№_+\u{301}-]{0,12}|(8|\\+7) ?701[ -]?[0-9]{3}[ -]?[0-9]{4}", 1..12),
            words in "[аеоқ17]{1,2}( [аеоé1]{1,2})?|8 701 [0-9]{3} ?[0-9]{4}|701",
            picked in any::<prop::sample::Index>(),
        ) {
            let mut desk = Desk::new();
            for (minute, text) in (0..).zip(&texts) {
                add_at(&mut desk, minute, text);
            }
            for words in [words.as_str(), picked.get(&texts).as_str()] {
                if search::sought(words).unwrap().is_some() {
                    prop_assert_eq!(rows(&desk, words, 50, 1), rows(&desk, words, 50, usize::MAX), "{}", words);
                }
            }
        }
    }
}
