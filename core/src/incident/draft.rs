//! What she writes about an incident: its parts, what is accepted, and its form in a history record.

use super::history::{Record, field};
use super::{Kind, LogError, number};
use crate::{Moment, Now};
use serde::{Deserialize, Serialize};

/// Bytes of one field of a record, JSON included (FORMAT.md §13).
pub const FIELD_MAX_BYTES: usize = 1_048_576;
/// Witnesses of one incident.
pub const WITNESSES_MAX: usize = 100;
/// Numbers of one person.
pub const NUMBERS_MAX: usize = 1_000;
/// Bytes of one number or sender's name: an e-mail address at most.
pub const NUMBER_MAX_BYTES: usize = 320;
/// How far ahead of the clock an event may lie: an appointment he announced, a clock that is set wrong.
pub const FUTURE_MAX_HOURS: i64 = 24;
/// Kinds of place.
pub const PLACE_KINDS: [&str; 8] = ["home", "work", "study", "street", "venue", "transport", "online", "other"];

const MS_PER_HOUR: i64 = 3_600_000;

/// How well a time is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// To the minute.
    #[default]
    Exact,
    /// Roughly then.
    About,
    /// Only the day is known.
    Day,
}

/// Where it happened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// One of [`PLACE_KINDS`].
    pub kind: String,
    /// Her words for it; may be empty.
    pub label: String,
}

/// Who did it, as far as she knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    /// Name or description; may be empty.
    pub name: String,
    /// Phone numbers in E.164 where they could be read as such.
    pub numbers: Vec<String>,
}

/// Someone who saw or heard it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Witness {
    /// Name.
    pub name: String,
    /// How to reach them; may be empty.
    pub contact: String,
    /// What they saw; may be empty.
    pub saw: String,
    /// Whether they would testify, if she asked.
    pub testifies: Option<bool>,
}

/// How many acts one incident stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Number of acts, at least 1.
    pub acts: u32,
    /// False for "about".
    pub exact: bool,
}

/// What she writes about an incident. Kind and time are enough; everything else may be empty and added later.
///
/// What is refused, as [`LogError::Invalid`] with its field and the key of the reason:
///
/// | field | why |
/// |---|---|
/// | `at`, `until` | `in-the-future`: more than [`FUTURE_MAX_HOURS`] ahead, unless an amendment leaves it as it was |
/// | `until` | `end-before-start` |
/// | `place` | `unknown-kind`: not one of [`PLACE_KINDS`] |
/// | `count` | `zero` |
/// | `numbers` | `too-many`, `too-long`, `empty` |
/// | `witnesses` | `too-many`, `empty` |
/// | any text | `too-long`: over [`FIELD_MAX_BYTES`] · `nul`: a NUL character |
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Draft {
    /// What kind of act.
    pub kind: Kind,
    /// When it began.
    pub at: Moment,
    /// When it ended, if it lasted.
    pub until: Option<Moment>,
    /// How well the time is known.
    pub precision: Precision,
    /// What happened, in her words.
    pub what: String,
    /// Words that were said or written, verbatim.
    pub words: String,
    /// Where.
    pub place: Option<Place>,
    /// Who.
    pub who: Who,
    /// Who saw it.
    pub witnesses: Vec<Witness>,
    /// How many acts, if more than one.
    pub count: Option<Count>,
}

impl Precision {
    /// Its name in data.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::About => "about",
            Self::Day => "day",
        }
    }

    /// The precision with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Exact, Self::About, Self::Day].into_iter().find(|precision| precision.id() == id)
    }
}

impl Draft {
    /// The least an incident is: a kind and a time.
    ///
    /// ```
    /// use pana_core::incident::{Draft, Kind};
    /// let draft = Draft::new(Kind::CALL, "2026-02-01T21:30+05:00".parse()?);
    /// assert!(draft.what.is_empty() && draft.count.is_none());
    /// # Ok::<(), pana_core::MomentError>(())
    /// ```
    pub fn new(kind: Kind, at: Moment) -> Self {
        Self {
            kind,
            at,
            until: None,
            precision: Precision::default(),
            what: String::new(),
            words: String::new(),
            place: None,
            who: Who::default(),
            witnesses: Vec::new(),
            count: None,
        }
    }

    /// The draft as the log takes it: numbers in E.164 where they can be read as such and each once, everything else as it is.
    /// `was` is what the incident says so far: a time that stays is not judged again, for the clock may have been set back since.
    pub(crate) fn checked(&self, now: Now, was: Option<&Self>) -> Result<Self, LogError> {
        let checked = Self { who: Who { name: self.who.name.clone(), numbers: self.numbers()? }, ..self.clone() };
        checked.check_times(now, was)?;
        checked.check_parts()?;
        checked.check_texts()?;
        Ok(checked)
    }

    fn numbers(&self) -> Result<Vec<String>, LogError> {
        if self.who.numbers.len() > NUMBERS_MAX {
            return Err(invalid("numbers", "too-many"));
        }
        let mut numbers: Vec<String> = Vec::with_capacity(self.who.numbers.len());
        for typed in &self.who.numbers {
            if typed.len() > NUMBER_MAX_BYTES {
                return Err(invalid("numbers", "too-long"));
            }
            let number = number::normalise_or_keep(typed);
            if number.is_empty() {
                return Err(invalid("numbers", "empty"));
            }
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        Ok(numbers)
    }

    fn check_times(&self, now: Now, was: Option<&Self>) -> Result<(), LogError> {
        let latest_ms = now.wall.utc_ms() + FUTURE_MAX_HOURS * MS_PER_HOUR;
        if self.at.utc_ms() > latest_ms && was.is_none_or(|was| was.at != self.at) {
            return Err(invalid("at", "in-the-future"));
        }
        let Some(until) = self.until else { return Ok(()) };
        if until.utc_ms() < self.at.utc_ms() {
            return Err(invalid("until", "end-before-start"));
        }
        if until.utc_ms() > latest_ms && was.is_none_or(|was| was.until != self.until) {
            return Err(invalid("until", "in-the-future"));
        }
        Ok(())
    }

    fn check_parts(&self) -> Result<(), LogError> {
        if self.place.as_ref().is_some_and(|place| !PLACE_KINDS.contains(&place.kind.as_str())) {
            return Err(invalid("place", "unknown-kind"));
        }
        if self.count.is_some_and(|count| count.acts == 0) {
            return Err(invalid("count", "zero"));
        }
        if self.witnesses.len() > WITNESSES_MAX {
            return Err(invalid("witnesses", "too-many"));
        }
        if self.witnesses.iter().any(|witness| [&witness.name, &witness.contact, &witness.saw].iter().all(|text| text.is_empty())) {
            return Err(invalid("witnesses", "empty"));
        }
        Ok(())
    }

    fn check_texts(&self) -> Result<(), LogError> {
        let witnesses = self.witnesses.iter().flat_map(|witness| [&witness.name, &witness.contact, &witness.saw]);
        let texts = [("what", &self.what), ("words", &self.words), ("who", &self.who.name)]
            .into_iter()
            .chain(self.place.iter().map(|place| ("place", &place.label)))
            .chain(self.who.numbers.iter().map(|number| ("numbers", number)))
            .chain(witnesses.map(|text| ("witnesses", text)));
        for (field, text) in texts {
            if text.contains('\0') {
                return Err(invalid(field, "nul"));
            }
        }
        // In their form for the record, since that is what is bounded.
        let fields = [
            ("what", self.what.len()),
            ("words", self.words.len()),
            ("place", place_json(self.place.as_ref()).len()),
            ("who", who_json(&self.who).len()),
            ("witnesses", witnesses_json(&self.witnesses).len()),
        ];
        match fields.into_iter().find(|(_, bytes)| *bytes > FIELD_MAX_BYTES) {
            Some((field, _)) => Err(invalid(field, "too-long")),
            None => Ok(()),
        }
    }

    /// Writes all that the draft says into a record.
    pub(crate) fn write_to(&self, record: &mut Record) {
        record.put(field::KIND, self.kind.id());
        record.put(field::START, self.at.to_bytes());
        if let Some(until) = self.until {
            record.put(field::END, until.to_bytes());
        }
        record.put(field::PRECISION, self.precision.id());
        record.put(field::PLACE, place_json(self.place.as_ref()));
        record.put(field::WHAT, self.what.as_str());
        record.put(field::WORDS, self.words.as_str());
        record.put(field::WHO, who_json(&self.who));
        record.put(field::WITNESSES, witnesses_json(&self.witnesses));
        if let Some(count) = self.count {
            record.put(field::COUNT, json(&count));
        }
    }

    /// The draft that [`Draft::write_to`] wrote, if the record holds one.
    pub(crate) fn read_from(record: &Record) -> Option<Self> {
        let text = |at| std::str::from_utf8(record.get(at)).ok();
        let until = record.get(field::END);
        let count = record.get(field::COUNT);
        Some(Self {
            kind: Kind::from_id(text(field::KIND)?)?,
            at: record.moment(field::START)?,
            until: if until.is_empty() { None } else { Some(record.moment(field::END)?) },
            precision: Precision::from_id(text(field::PRECISION)?)?,
            what: text(field::WHAT)?.to_owned(),
            words: text(field::WORDS)?.to_owned(),
            place: place_from(text(field::PLACE)?).ok()?,
            who: who_from(text(field::WHO)?).ok()?,
            witnesses: witnesses_from(text(field::WITNESSES)?).ok()?,
            count: if count.is_empty() { None } else { Some(serde_json::from_slice(count).ok()?) },
        })
    }
}

/// JSON of a place as records and rows keep it; empty for none.
pub(crate) fn place_json(place: Option<&Place>) -> String {
    place.map(json).unwrap_or_default()
}

/// The reverse of [`place_json`].
pub(crate) fn place_from(text: &str) -> serde_json::Result<Option<Place>> {
    if text.is_empty() { Ok(None) } else { serde_json::from_str(text) }
}

/// JSON of who it was as records and rows keep it; empty if nothing is known.
pub(crate) fn who_json(who: &Who) -> String {
    if who.name.is_empty() && who.numbers.is_empty() { String::new() } else { json(who) }
}

/// The reverse of [`who_json`].
pub(crate) fn who_from(text: &str) -> serde_json::Result<Who> {
    if text.is_empty() { Ok(Who::default()) } else { serde_json::from_str(text) }
}

/// JSON of the witnesses as records and rows keep it; empty if there are none.
pub(crate) fn witnesses_json(witnesses: &[Witness]) -> String {
    if witnesses.is_empty() { String::new() } else { json(witnesses) }
}

/// The reverse of [`witnesses_json`].
pub(crate) fn witnesses_from(text: &str) -> serde_json::Result<Vec<Witness>> {
    if text.is_empty() { Ok(Vec::new()) } else { serde_json::from_str(text) }
}

pub(crate) fn json(value: &(impl Serialize + ?Sized)) -> String {
    #[allow(clippy::expect_used)]
    serde_json::to_string(value).expect("plain structs of texts and numbers have a JSON form")
}

pub(crate) fn invalid(field: &'static str, why: &'static str) -> LogError {
    LogError::Invalid { field, why }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{draft, later, moment, now};
    use super::*;
    use crate::incident::history::Action;

    fn refused(draft: &Draft) -> (&'static str, &'static str) {
        match draft.checked(now(), None) {
            Err(LogError::Invalid { field, why }) => (field, why),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn kind_and_time_are_enough() {
        let least = Draft::new(Kind::CALL, moment("2026-02-01T21:30+05:00"));
        assert_eq!(least.checked(now(), None).unwrap(), least);
    }

    #[test]
    fn times_that_can_not_be_are_refused() {
        let at = |at: &str| Draft::new(Kind::CALL, moment(at));
        // It is 1 March, 12:00.
        assert!(at("2026-03-02T12:00+05:00").checked(now(), None).is_ok());
        assert_eq!(refused(&at("2026-03-02T12:01+05:00")), ("at", "in-the-future"));
        let until = |end: &str| Draft { until: Some(moment(end)), ..at("2026-02-01T21:30+05:00") };
        assert!(until("2026-02-01T21:30+05:00").checked(now(), None).is_ok());
        assert_eq!(refused(&until("2026-02-01T21:29+05:00")), ("until", "end-before-start"));
        assert_eq!(refused(&until("2026-03-09T00:00+05:00")), ("until", "in-the-future"));
    }

    #[test]
    fn a_time_that_stays_is_not_judged_again() {
        let was = Draft { until: Some(moment("2026-03-02T11:00+05:00")), ..Draft::new(Kind::CALL, moment("2026-03-02T10:00+05:00")) };
        let earlier = Now { wall: moment("2026-01-01T00:00+05:00"), ..now() };
        assert!(was.checked(earlier, None).is_err());
        assert!(was.checked(earlier, Some(&was)).is_ok());
        let moved = Draft { until: Some(moment("2026-03-02T11:01+05:00")), ..was.clone() };
        assert!(moved.checked(earlier, Some(&was)).is_err());
        assert!(moved.checked(later(now(), 0), Some(&was)).is_ok());
    }

    #[test]
    fn parts_that_say_nothing_or_too_much_are_refused() {
        let base = || draft("visit", "2026-02-01T21:30+05:00", "");
        let place = |kind: &str, label: &str| Draft { place: Some(Place { kind: kind.into(), label: label.into() }), ..base() };
        assert_eq!(refused(&place("moon", "")), ("place", "unknown-kind"));
        assert_eq!(refused(&place("", "")), ("place", "unknown-kind"));
        assert_eq!(refused(&place("home", "a\0b")), ("place", "nul"));
        assert!(PLACE_KINDS.iter().all(|kind| place(kind, "").checked(now(), None).is_ok()));
        let count = |acts| Draft { count: Some(Count { acts, exact: true }), ..base() };
        assert_eq!(refused(&count(0)), ("count", "zero"));
        assert!(count(u32::MAX).checked(now(), None).is_ok());
        let witnesses = |witness: Witness, n| Draft { witnesses: vec![witness; n], ..base() };
        let seen = Witness { saw: "дверь".into(), ..Witness::default() };
        assert!(witnesses(seen.clone(), WITNESSES_MAX).checked(now(), None).is_ok());
        assert_eq!(refused(&witnesses(seen, WITNESSES_MAX + 1)), ("witnesses", "too-many"));
        assert_eq!(refused(&witnesses(Witness { testifies: Some(true), ..Witness::default() }, 1)), ("witnesses", "empty"));
        assert_eq!(refused(&witnesses(Witness { contact: "\0".into(), ..Witness::default() }, 1)), ("witnesses", "nul"));
    }

    #[test]
    fn a_text_may_be_as_long_as_a_field_and_no_longer() {
        let long = |bytes| draft("msg", "2026-02-01T21:30+05:00", &"x".repeat(bytes));
        assert!(long(FIELD_MAX_BYTES).checked(now(), None).is_ok());
        assert_eq!(refused(&long(FIELD_MAX_BYTES + 1)), ("what", "too-long"));
        assert_eq!(refused(&Draft { words: "\0".into(), ..long(1) }), ("words", "nul"));
        assert_eq!(refused(&Draft { words: "ә".repeat(FIELD_MAX_BYTES), ..long(1) }), ("words", "too-long"));
        // Bounded as JSON, together.
        let witness = Witness { saw: "x".repeat(FIELD_MAX_BYTES / 2), ..Witness::default() };
        assert_eq!(refused(&Draft { witnesses: vec![witness; 2], ..long(1) }), ("witnesses", "too-long"));
    }

    #[test]
    fn numbers_are_kept_once_in_one_form() {
        let who = |numbers: &[&str]| Draft {
            who: Who { name: "он".into(), numbers: numbers.iter().map(|number| (*number).to_owned()).collect() },
            ..draft("call", "2026-02-01T21:30+05:00", "")
        };
        let checked = who(&["8 701 000-00-01", "+7 (701) 000 00 01", "Beeline", " 102 "]).checked(now(), None).unwrap();
        assert_eq!(checked.who.numbers, ["+77010000001", "Beeline", "102"]);
        assert_eq!(refused(&who(&[" "])), ("numbers", "empty"));
        assert_eq!(refused(&who(&["x".repeat(NUMBER_MAX_BYTES + 1).as_str()])), ("numbers", "too-long"));
        let many: Vec<String> = (0..=NUMBERS_MAX).map(|n| format!("+7701{n:07}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert!(who(&many[1..]).checked(now(), None).is_ok());
        assert_eq!(refused(&who(&many)), ("numbers", "too-many"));
    }

    #[test]
    fn a_record_gives_back_what_was_written_to_the_byte() {
        let full = Draft {
            until: Some(moment("2026-02-01T23:30+06:00")),
            precision: Precision::About,
            words: "  ӘҒҚҢӨҰҮҺІ әғқңөұүһі «я тебя найду» \r\n\t".into(),
            place: Some(Place { kind: "home".into(), label: "🏠 \u{202e}الباب\u{202c}".into() }),
            who: Who { name: "\"он\" \\ 👨‍👩‍👧".into(), numbers: vec!["+77010000001".into()] },
            witnesses: vec![Witness { name: "Апа".into(), contact: String::new(), saw: "é e\u{301}".into(), testifies: Some(false) }],
            count: Some(Count { acts: 40, exact: false }),
            ..draft("threat", "2026-02-01T21:30+05:00", "e\u{301}\u{200d}😡")
        };
        for draft in [full.clone(), Draft::new(Kind::MSG, full.at)] {
            assert_eq!(draft.checked(now(), None).unwrap(), draft);
            let mut record = Record::new(Action::Create, full.at, None);
            draft.write_to(&mut record);
            assert_eq!(Draft::read_from(&record), Some(draft));
        }
        let mut record = Record::default();
        full.write_to(&mut record);
        assert_eq!(record.get(field::PLACE), "{\"kind\":\"home\",\"label\":\"🏠 \u{202e}الباب\u{202c}\"}".as_bytes());
        assert_eq!(record.get(field::COUNT), br#"{"acts":40,"exact":false}"#);
        assert_eq!(record.get(field::PRECISION), b"about");
        record.put(field::KIND, "unheard-of");
        assert_eq!(Draft::read_from(&record), None);
    }
}
