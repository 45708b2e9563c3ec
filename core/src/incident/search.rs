//! Full-text search: text and query are folded the same way, so that spelling habits and keyboards make no difference.

use super::draft::invalid;
use super::list::{Page, Withdrawn, page};
use super::{Draft, Log, LogError, evidence, number};
use crate::vault::VaultError;
use rusqlite::{Connection, OptionalExtension, params};
use std::fmt::Write;
use unicode_normalization::{IsNormalized, UnicodeNormalization, char::is_combining_mark, is_nfkc_quick};

/// Bytes of one query.
pub const SEARCH_MAX_BYTES: usize = 1_000;
/// Words and numbers of one query.
pub const SEARCH_MAX_TERMS: usize = 32;

/// Bits of a search row below the row of its incident: one text of its own, and room for one of each act of the longest import.
pub(super) const CHUNK_BITS: u32 = 21;
/// Digits of a telephone number with its country code.
const NUMBER_DIGITS: std::ops::RangeInclusive<usize> = 10..=15;
/// Digits of a number within its town.
const LOCAL_DIGITS: usize = 7;

impl Log<'_> {
    /// Incidents in which all of `words` (or beginnings of words, or a number in any usual form) occur, newest first; withdrawn ones are left out.
    ///
    /// Case, ё and е, Kazakh letters and the Russian ones typed in their place make no difference. No words find everything, and signs alone nothing.
    /// Refused are more than [`SEARCH_MAX_BYTES`] or [`SEARCH_MAX_TERMS`] (`words`, `too-long`).
    pub fn search(&self, words: &str, limit: u32, after: Option<&str>) -> Result<Page, LogError> {
        if words.len() > SEARCH_MAX_BYTES {
            return Err(invalid("words", "too-long"));
        }
        let queries: Vec<String> = terms(&fold(words)).iter().map(Term::query).collect();
        if queries.len() > SEARCH_MAX_TERMS {
            return Err(invalid("words", "too-long"));
        }
        if queries.is_empty() && !words.trim().is_empty() {
            return Ok(Page { incidents: Vec::new(), next: None });
        }
        page(self.db, Withdrawn::Hide, limit, after, &queries)
    }
}

/// Makes what an incident says, and what its evidence is called, findable in place of what it said.
pub(super) fn index(db: &Connection, row: i64, draft: &Draft) -> Result<(), VaultError> {
    let at = row << CHUNK_BITS;
    remove(db, at, at)?;
    insert(db, at, &own_text(draft, &evidence::names(db, row)?))
}

/// Makes imported acts findable under their series.
pub(super) fn index_acts<'a>(db: &Connection, series: i64, parts: impl Iterator<Item = &'a str>) -> Result<(), VaultError> {
    let first = (series << CHUNK_BITS) + 1;
    let last = ((series + 1) << CHUNK_BITS) - 1;
    let next: i64 = db
        .prepare_cached("SELECT COALESCE(MAX(row) + 1, ?1) FROM search_text WHERE row BETWEEN ?1 AND ?2")?
        .query_row([first, last], |row| row.get(0))?;
    insert(db, next, &searchable(parts))
}

/// Removes every word of an incident and its acts from the search.
pub(super) fn forget(db: &Connection, row: i64) -> Result<(), VaultError> {
    remove(db, row << CHUNK_BITS, ((row + 1) << CHUNK_BITS) - 1)
}

/// Empties the search.
pub(super) fn clear(db: &Connection) -> Result<(), VaultError> {
    db.execute("INSERT INTO search (search) VALUES ('delete-all')", [])?;
    db.execute("DELETE FROM search_text", [])?;
    Ok(())
}

/// Whether the index holds exactly the words of the searchable texts.
pub(super) fn is_whole(db: &Connection) -> bool {
    db.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)", []).is_ok()
}

/// The searchable text of an incident as the table keeps it.
pub(super) fn kept_text(db: &Connection, row: i64) -> Result<Option<String>, VaultError> {
    let text = db.prepare_cached("SELECT text FROM search_text WHERE row = ?")?.query_row([row << CHUNK_BITS], |row| row.get(0));
    Ok(text.optional()?)
}

/// Everything an incident says, ready to search.
pub(super) fn own_text(draft: &Draft, evidence_names: &[String]) -> String {
    let witnesses = draft.witnesses.iter().flat_map(|witness| [&witness.name, &witness.contact, &witness.saw]);
    let parts = [&draft.what, &draft.words, &draft.who.name]
        .into_iter()
        .chain(draft.place.iter().map(|place| &place.label))
        .chain(&draft.who.numbers)
        .chain(witnesses)
        .chain(evidence_names);
    searchable(parts.map(String::as_str))
}

fn insert(db: &Connection, row: i64, text: &str) -> Result<(), VaultError> {
    db.prepare_cached("INSERT INTO search_text (row, text) VALUES (?, ?)")?.execute(params![row, text])?;
    db.prepare_cached("INSERT INTO search (rowid, text) VALUES (?, ?)")?.execute(params![row, text])?;
    Ok(())
}

fn remove(db: &Connection, first: i64, last: i64) -> Result<(), VaultError> {
    // The index finds what to remove by the text it was given, so it goes before the text.
    db.prepare_cached("INSERT INTO search (search, rowid, text) SELECT 'delete', row, text FROM search_text WHERE row BETWEEN ? AND ?")?
        .execute([first, last])?;
    db.prepare_cached("DELETE FROM search_text WHERE row BETWEEN ? AND ?")?.execute([first, last])?;
    Ok(())
}

/// Folded parts, one a line; after each the telephone numbers in it in the forms people type.
fn searchable<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for part in parts.filter(|part| !part.is_empty()) {
        let folded = fold(part);
        out.push_str(&folded);
        out.push('\n');
        if folded.bytes().filter(u8::is_ascii_digit).count() < *NUMBER_DIGITS.start() {
            continue;
        }
        for term in terms(&folded) {
            if let Term::Number { international, .. } = term {
                spell_number(&mut out, &international);
            }
        }
    }
    out
}

/// `77011234567` as it is, with the trunk prefix 8, without country code, and within its town.
fn spell_number(out: &mut String, international: &str) {
    out.push_str(international);
    if let Some(national) = international.strip_prefix('7') {
        let local = &national[national.len().saturating_sub(LOCAL_DIGITS)..];
        // Writing to a String can't fail.
        let _ = write!(out, " 8{national} {national} {local}");
    }
    out.push('\n');
}

/// Lower case; composed; without marks over letters; ё as е, Kazakh letters as the Russian ones beside them on a keyboard, Latin i and schwa as their twins.
fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.chars().map(|c| twin(c.to_ascii_lowercase())).collect();
    }
    let folded = |c: char| c.to_lowercase().filter(|c| !is_combining_mark(*c)).map(twin);
    if is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        text.chars().flat_map(folded).collect()
    } else {
        text.nfkc().flat_map(folded).collect()
    }
}

fn twin(c: char) -> char {
    match c {
        'ё' => 'е',
        'ә' | 'ə' => 'а',
        'ғ' => 'г',
        'қ' => 'к',
        'ң' => 'н',
        'ө' | 'ɵ' => 'о',
        'ұ' | 'ү' => 'у',
        'һ' => 'х',
        'і' | 'i' | 'ı' => 'и',
        '\0' => ' ',
        other => other,
    }
}

/// A part of a query: every one must be found.
#[derive(Debug, PartialEq, Eq)]
enum Term {
    Word(String),
    /// Figures that may be part of a number, as typed.
    Figures(Vec<String>),
    /// A whole telephone number, without `+`, and as typed.
    Number {
        international: String,
        typed: Vec<String>,
    },
}

impl Term {
    /// The term for FTS5. Only letters and figures get here, and in quotes: there is no way to write syntax.
    fn query(&self) -> String {
        match self {
            Self::Word(word) => format!("\"{word}\"*"),
            Self::Figures(typed) => format!("\"{}\"* OR {}", typed.concat(), every(typed)),
            Self::Number { international, typed } => format!("\"{international}\" OR \"{}\"* OR {}", typed.concat(), every(typed)),
        }
    }
}

fn every(typed: &[String]) -> String {
    let all: Vec<String> = typed.iter().map(|figures| format!("\"{figures}\"*")).collect();
    format!("({})", all.join(" AND "))
}

/// Takes folded text apart. Figures that follow each other, with or without separators, are looked at together for telephone numbers.
fn terms(folded: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut figures: Vec<&str> = Vec::new();
    for piece in folded.split(|c: char| !c.is_alphanumeric() && !is_joint(c)).filter(|piece| piece.contains(char::is_alphanumeric)) {
        if piece.chars().all(|c| c.is_ascii_digit() || is_joint(c)) {
            figures.push(piece);
        } else {
            take_figures(&mut figures, &mut terms);
            terms.extend(split_words(piece).map(Term::Word));
        }
    }
    take_figures(&mut figures, &mut terms);
    terms
}

/// Turns a run of figures into the numbers in it and what lies between them.
fn take_figures(run: &mut Vec<&str>, terms: &mut Vec<Term>) {
    let mut between: Vec<String> = Vec::new();
    let mut at = 0;
    while at < run.len() {
        if let Some((end, international)) = number_at(run, at) {
            flush(&mut between, terms);
            let typed = run[at..end].iter().flat_map(|piece| split_words(piece)).collect();
            terms.push(Term::Number { international, typed });
            at = end;
        } else {
            between.extend(split_words(run[at]));
            at += 1;
        }
    }
    flush(&mut between, terms);
    run.clear();
}

fn flush(between: &mut Vec<String>, terms: &mut Vec<Term>) {
    if !between.is_empty() {
        terms.push(Term::Figures(std::mem::take(between)));
    }
}

/// The longest telephone number that begins with piece `at`: where it ends, and its figures with the country code.
fn number_at(run: &[&str], at: usize) -> Option<(usize, String)> {
    let mut joined = String::new();
    let mut digits = 0;
    let mut found = None;
    for (place, piece) in run.iter().enumerate().skip(at) {
        digits += piece.bytes().filter(u8::is_ascii_digit).count();
        if digits > *NUMBER_DIGITS.end() {
            break;
        }
        joined.push_str(piece);
        joined.push(' ');
        if NUMBER_DIGITS.contains(&digits) {
            let number = number::normalise(joined.trim_end());
            found = number.map(|number| (place + 1, number.trim_start_matches('+').to_owned())).or(found);
        }
    }
    found
}

fn split_words(piece: &str) -> impl Iterator<Item = String> + '_ {
    piece.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned)
}

/// What stands within a number as people write it.
fn is_joint(c: char) -> bool {
    matches!(c, '+' | '(' | ')' | '-' | '.' | '\u{2010}'..='\u{2014}')
}
