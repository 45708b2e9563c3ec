//! Full-text search: text and query are folded the same way, so that spelling habits and keyboards make no difference.

use super::filter::Filter;
use super::list::{Page, Withdrawn, page};
use super::look::{all_begin_words_in, begins_word_in, is_plain, is_row_in, is_word_in};
use super::parts::invalid;
use super::thing::Owner;
use super::{Draft, Id, Log, LogError, Said, evidence, number};
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
        self.find(words, &Filter::default(), Withdrawn::Hide, limit, after)
    }

    /// [`Log::search`] among the incidents that the filter lets through, and that are withdrawn or not. Refused is also what the [`Filter`] says.
    pub fn find(&self, words: &str, filter: &Filter, withdrawn: Withdrawn, limit: u32, after: Option<&str>) -> Result<Page, LogError> {
        let filter = filter.checked(self.db)?;
        match sought(words)? {
            Some(sought) => page(self.db, withdrawn, limit, after, &filter, &sought),
            None => Ok(Page { incidents: Vec::new(), next: None }),
        }
    }
}

/// What must be found for all of `words` to be found; `None` if nothing can be.
pub(super) fn sought(words: &str) -> Result<Option<Vec<Sought>>, LogError> {
    if words.len() > SEARCH_MAX_BYTES {
        return Err(invalid("words", "too-long"));
    }
    let sought: Vec<Sought> = terms(&fold(words)).into_iter().map(Sought::of).collect();
    if sought.len() > SEARCH_MAX_TERMS {
        return Err(invalid("words", "too-long"));
    }
    Ok((!sought.is_empty() || words.trim().is_empty()).then_some(sought))
}

/// Whether every one of the queries finds the entry in this row.
pub(super) fn finds_entry(db: &Connection, row: i64, sought: &[Sought]) -> Result<bool, VaultError> {
    let mut found = db.prepare_cached("SELECT 1 FROM search WHERE search MATCH ? AND rowid = ?")?;
    for one in sought {
        if !found.exists(params![one.query(), -row])? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Makes what an incident says, and what its evidence is called, findable in place of what it said.
pub(super) fn index(db: &Connection, row: i64, draft: &Draft) -> Result<(), VaultError> {
    let at = row << CHUNK_BITS;
    remove(db, at, at)?;
    insert(db, at, &own_text(draft, &evidence::names(db, Owner::Incident(row))?))
}

/// The same for an entry.
pub(super) fn index_entry(db: &Connection, row: i64, said: &Said) -> Result<(), VaultError> {
    remove(db, -row, -row)?;
    insert(db, -row, &entry_text(said, &evidence::names(db, Owner::Entry(row))?))
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

/// Removes every word of an entry from the search.
pub(super) fn forget_entry(db: &Connection, row: i64) -> Result<(), VaultError> {
    remove(db, -row, -row)
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

/// The searchable text of an incident or entry as the table keeps it.
pub(super) fn kept_text(db: &Connection, owner: Owner) -> Result<Option<String>, VaultError> {
    let at = match owner {
        Owner::Incident(row) => row << CHUNK_BITS,
        Owner::Entry(row) => -row,
    };
    let text = db.prepare_cached("SELECT text FROM search_text WHERE row = ?")?.query_row([at], |row| row.get(0));
    Ok(text.optional()?)
}

/// Rows of incidents that are not there and whose words still are.
pub(super) fn texts_of_none(db: &Connection) -> Result<Vec<i64>, VaultError> {
    let sql = "SELECT DISTINCT row >> ?1 FROM search_text WHERE row >= 0 AND row >> ?1 NOT IN (SELECT row FROM incident) ORDER BY row";
    Ok(db.prepare(sql)?.query_map([CHUNK_BITS], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// The same of entries.
pub(super) fn texts_of_no_entry(db: &Connection) -> Result<Vec<i64>, VaultError> {
    let sql = "SELECT -row FROM search_text WHERE row < 0 AND -row NOT IN (SELECT row FROM entry) ORDER BY row DESC";
    Ok(db.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Everything an entry says, ready to search.
pub(super) fn entry_text(said: &Said, evidence_names: &[String]) -> String {
    searchable(said.texts().into_iter().chain(evidence_names.iter().map(String::as_str)))
}

/// Everything an incident says, ready to search.
pub(super) fn own_text(draft: &Draft, evidence_names: &[String]) -> String {
    let witnesses = draft.witnesses.iter().flat_map(|witness| [&witness.name, &witness.contact, &witness.saw]);
    let parts = [&draft.what, &draft.words, &draft.who.name, &draft.who.reason, &draft.time_words]
        .into_iter()
        .chain(draft.place.iter().map(|place| &place.label))
        .chain(draft.seen.iter().map(|seen| &seen.by))
        .chain(&draft.who.numbers)
        .chain(witnesses)
        .chain(evidence_names)
        .map(String::as_str)
        .chain(draft.harm.parts().map(|(_, text)| text))
        .chain(draft.own.iter().map(|(_, text)| text))
        .chain([&draft.who.person, &draft.breach].into_iter().flatten().map(Id::as_str));
    searchable(parts)
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

/// One thing that must be found.
pub(super) struct Sought {
    query: String,
    /// Set if it can be looked for in a text as well.
    term: Option<Term>,
}

impl Sought {
    fn of(term: Term) -> Self {
        Self { query: term.query(), term: term.is_plain().then_some(term) }
    }

    /// What finds it in the index.
    pub(super) fn query(&self) -> &str {
        &self.query
    }

    /// A query for the texts that say it to the letter, without those in which it only begins a word; `None` if it can't be looked for in a text.
    pub(super) fn to_the_letter(&self) -> Option<String> {
        self.term.as_ref().map(|term| match term {
            Term::Word(word) => format!("\"{word}\""),
            Term::Figures(typed) => format!("\"{}\"", typed.concat()),
            Term::Number { international, .. } => format!("\"{international}\""),
        })
    }

    /// Whether a searchable text says it, as the index would tell; `None` if only the index can tell.
    pub(super) fn is_in(&self, text: &str) -> Option<bool> {
        match self.term.as_ref()? {
            Term::Word(word) => begins_word_in(text, word),
            Term::Figures(typed) => Some(begins_word_in(text, &typed.concat())? || all_begin_words_in(text, typed)?),
            Term::Number { international, typed } => {
                Some(is_word_in(text, international)? || begins_word_in(text, &typed.concat())? || is_row_in(text, typed)?)
            }
        }
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
    /// Whether its letters are such that all programs see one word in each of its words.
    fn is_plain(&self) -> bool {
        match self {
            Self::Word(word) => word.chars().all(is_plain),
            Self::Figures(typed) | Self::Number { typed, .. } => typed.iter().all(|word| word.chars().all(is_plain)),
        }
    }

    /// The term for FTS5. Only letters and figures get here, and in quotes: there is no way to write syntax.
    fn query(&self) -> String {
        match self {
            Self::Word(word) => format!("\"{word}\"*"),
            Self::Figures(typed) if typed.len() == 1 => format!("\"{}\"*", typed[0]),
            Self::Figures(typed) => format!("\"{}\"* OR {}", typed.concat(), every(typed)),
            Self::Number { international, typed } => {
                format!("\"{international}\" OR \"{}\"* OR \"{}\"*", typed.concat(), typed.join(" "))
            }
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

#[cfg(test)]
mod tests {
    use super::super::testing::{Desk, draft, now};
    use super::super::{Place, Who, Witness};
    use super::*;
    use proptest::prelude::*;

    fn found(desk: &mut Desk, words: &str) -> Vec<String> {
        let page = desk.log().search(words, 500, None).unwrap();
        page.incidents.into_iter().map(|incident| incident.draft.what).collect()
    }

    fn with(what: &str) -> Desk {
        let mut desk = Desk::new();
        desk.add(&draft("visit", "2026-02-01T21:30+05:00", what));
        desk
    }

    #[test]
    fn all_words_must_occur_in_any_order_and_by_their_beginnings() {
        let mut desk = with("Он стоял у подъезда два часа.");
        desk.add(&draft("call", "2026-02-02T21:30+05:00", "Стоял у работы"));
        assert_eq!(found(&mut desk, "стоял").len(), 2);
        assert_eq!(found(&mut desk, "ПОДЪЕЗД сто"), ["Он стоял у подъезда два часа."]);
        assert_eq!(found(&mut desk, "подъезда работы"), [""; 0]);
        assert_eq!(found(&mut desk, "тоял"), [""; 0]);
        assert_eq!(found(&mut desk, "").len(), 2);
        assert_eq!(found(&mut desk, " \t").len(), 2);
        assert_eq!(found(&mut desk, "!!! 😡"), [""; 0]);
    }

    #[test]
    fn letters_are_found_however_they_are_typed() {
        for (written, typed) in [
            ("Ёлка", "елка"),
            ("елка", "ЁЛКА"),
            ("Әке қайда өтті", "аке кайда отти"),
            ("аке кайда отти", "ӘКЕ ҚАЙДА ӨТТІ"),
            ("көшеде тұрды, үйге кірді", "кошеде турды уйге кирди"),
            ("жаһан ғаламтор таң", "жахан галамтор тан"),
            // Latin letters in their place.
            ("бір кісі", "бiр кiсi"),
            ("əке", "әке"),
            ("iPhone", "IPHONE"),
            ("İstanbul", "istanbul"),
            ("за\u{301}мок", "замок"),
            ("и\u{306}од", "йод"),
            ("ＦＵＬＬ", "full"),
        ] {
            assert_eq!(found(&mut with(written), typed), [written], "{typed}");
        }
        assert_eq!(found(&mut with("мой"), "мои"), [""; 0]);
    }

    #[test]
    fn a_number_is_found_in_any_usual_form() {
        let mut listed = Desk::new();
        let who = Who { numbers: vec!["8 (701) 123-45-67".into()], ..Who::default() };
        listed.add(&Draft { who, ..draft("call", "2026-02-01T21:30+05:00", "listed") });
        let mut told = with("звонил с 8 701 123 45 67 в 21:30");
        let mut glued = with("тел:+77011234567");
        for typed in [
            "87011234567",
            "+7 701 123-45-67",
            "+7(701)1234567",
            "7011234567",
            "8 701 123-45-67",
            "8\u{a0}701\u{a0}123\u{2011}45\u{2011}67",
        ] {
            assert_eq!(found(&mut listed, typed).len(), 1, "{typed}");
            assert_eq!(found(&mut told, &format!("звонил {typed}")).len(), 1, "{typed}");
            assert_eq!(found(&mut glued, typed).len(), 1, "{typed}");
        }
        for part in ["8701123", "+7 701 123", "701 123", "123-45-67", "1234567"] {
            assert_eq!(found(&mut listed, part).len(), 1, "{part}");
        }
        for other in ["87011234568", "+7 701 123-45", "8702"] {
            assert_eq!(found(&mut listed, other).len(), usize::from(other == "+7 701 123-45"), "{other}");
        }
        assert_eq!(found(&mut told, "21:30 8 701 123 45 67").len(), 1);
        assert_eq!(found(&mut told, "21:31 8 701 123 45 67").len(), 0);
    }

    #[test]
    fn every_part_of_an_incident_is_searched() {
        let mut desk = Desk::new();
        desk.add(&Draft {
            words: "найду".into(),
            place: Some(Place { kind: "street".into(), label: "Абая".into() }),
            who: Who { name: "Серик".into(), ..Who::default() },
            witnesses: vec![Witness {
                name: "Гульнара".into(), contact: "gulnara@kz".into(), saw: "машину".into(), testifies: None
            }],
            ..draft("visit", "2026-02-01T21:30+05:00", "стоял")
        });
        for word in ["стоял", "найду", "абая", "серик", "гульнара", "gulnara@kz", "машину", "стоял найду абая серик гульнара машину"]
        {
            assert_eq!(found(&mut desk, word), ["стоял"], "{word}");
        }
    }

    #[test]
    fn what_was_amended_or_withdrawn_is_not_found_and_what_was_restored_is() {
        let mut desk = with("раньше");
        let id = desk.log().list(Withdrawn::Hide, 1, None).unwrap().incidents.remove(0).id;
        desk.log().amend(&id, &draft("visit", "2026-02-01T21:30+05:00", "теперь"), now()).unwrap();
        assert_eq!(found(&mut desk, "раньше"), [""; 0]);
        assert_eq!(found(&mut desk, "теперь"), ["теперь"]);
        desk.log().withdraw(&id, now()).unwrap();
        assert_eq!(found(&mut desk, "теперь"), [""; 0]);
        desk.log().restore(&id, now()).unwrap();
        assert_eq!(found(&mut desk, "теперь"), ["теперь"]);
    }

    #[test]
    fn pages_of_results_follow_each_other() {
        let mut desk = Desk::new();
        for day in 10..30 {
            desk.add(&draft("visit", &format!("2026-02-{}T12:00+05:00", day.min(28)), &format!("стоял {day}")));
        }
        let first = desk.log().search("стоял", 15, None).unwrap();
        let second = desk.log().search("стоял", 15, first.next.as_deref()).unwrap();
        assert_eq!((first.incidents.len(), second.incidents.len(), second.next), (15, 5, None));
    }

    #[test]
    fn too_long_a_query_is_refused() {
        let mut desk = with("x");
        for query in ["x".repeat(SEARCH_MAX_BYTES + 1), "x ".repeat(SEARCH_MAX_TERMS + 1)] {
            assert!(matches!(desk.log().search(&query, 1, None), Err(LogError::Invalid { field: "words", why: "too-long" })));
        }
        assert_eq!(found(&mut desk, &"x ".repeat(SEARCH_MAX_TERMS)), ["x"]);
    }

    #[test]
    fn syntax_of_the_search_engine_is_only_text() {
        let mut desk = with("он AND она NOT оно");
        for query in [
            "\"",
            "он\"",
            "он* AND",
            "NEAR(он она)",
            "text:он",
            "^он",
            "он OR",
            "(он",
            "-он",
            "он + она",
            "{text} : он",
            "'; DROP TABLE search; --",
        ] {
            found(&mut desk, query);
        }
        assert_eq!(found(&mut desk, "она and NOT").len(), 1);
        assert_eq!(found(&mut desk, "он OR никогда"), [""; 0]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_query_is_answered(query in "\\PC{0,40}|[+0-9 ()\"*:^-]{0,40}") {
            let mut desk = with("что-то 8 701 123 45 67");
            prop_assert!(desk.log().search(&query, 10, None).is_ok());
        }

        #[test]
        fn what_was_added_is_found_by_each_of_its_words(text in "[а-яА-ЯёЁәғқңөұүһіa-zA-Z0-9 .,()+-]{1,60}") {
            let mut desk = with(&text);
            for word in text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)) {
                prop_assert_eq!(found(&mut desk, word).len(), 1, "{}", word);
            }
            // Signs alone find nothing, and no words at all find everything.
            let says_something = text.contains(char::is_alphanumeric) || text.trim().is_empty();
            prop_assert_eq!(found(&mut desk, &text).len(), usize::from(says_something), "{}", text);
        }
    }
}
