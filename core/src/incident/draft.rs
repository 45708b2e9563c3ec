//! What she writes about an incident: its parts, what is accepted, and its form in a history record.

use super::history::{Record, field};
use super::parts::{Count, Harm, Own, PLACE_KINDS, Place, Position, Seen, Who, Witness};
use super::parts::{checked_numbers, from_json_or_empty, invalid, json_or_empty};
use super::{Captured, Id, Kind, LogError, OwnField, Precision};
use crate::{Moment, Now};
use serde::{Deserialize, Serialize};

/// Bytes of one field of a record, JSON included (FORMAT.md §13).
pub const FIELD_MAX_BYTES: usize = 1_048_576;
/// Witnesses of one incident.
pub const WITNESSES_MAX: usize = 100;
/// How far ahead of the clock an event may lie: an appointment he announced, a clock that is set wrong.
pub const FUTURE_MAX_HOURS: i64 = 24;

const MS_PER_HOUR: i64 = 3_600_000;

/// What she writes about an incident. Kind and time are enough; everything else may be empty and added later.
///
/// What is refused, as [`LogError::Invalid`] with its field and the key of the reason:
///
/// | field | why |
/// |---|---|
/// | `at`, `until` | `in-the-future`: more than [`FUTURE_MAX_HOURS`] ahead, unless an amendment leaves it as it was |
/// | `until` | `end-before-start` |
/// | `place` | `unknown-kind`: not one of [`PLACE_KINDS`] |
/// | `position` | `not-on-earth` |
/// | `count` | `zero` |
/// | `own` | `not-of-this-kind`, `not-yes-or-no` (see [`Kind::own_fields`]), `under-18-with-files`: an image of someone under 18 that has files |
/// | `person`, `breach` | `not-a-person`, `not-an-order`: the id is none of such an entry |
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
    /// How well the time is known. Of an approximate time `at` is the start of the stretch it stands for ([`Precision::start`]).
    pub precision: Precision,
    /// Her words for an approximate time, as "about the March holidays"; may be empty.
    pub time_words: String,
    /// What happened, in her words.
    pub what: String,
    /// Words that were said or written, verbatim.
    pub words: String,
    /// Where.
    pub place: Option<Place>,
    /// Where on the map.
    pub position: Option<Position>,
    /// Who.
    pub who: Who,
    /// Who saw it.
    pub witnesses: Vec<Witness>,
    /// How many acts, if more than one.
    pub count: Option<Count>,
    /// What it did to her.
    pub harm: Harm,
    /// Whether she answered the contact.
    pub answered: Option<bool>,
    /// Whether she saw it herself or was told.
    pub seen: Option<Seen>,
    /// The fields that only its kind has.
    pub own: Own,
    /// The measure that it breaks.
    pub breach: Option<Id>,
    /// What it was captured as, if it began as a capture of the locked phone. Never taken from a draft: it stays what the log says.
    pub captured: Option<Captured>,
}

/// Field 24 of an incident's record.
#[derive(Default, PartialEq, Eq, Serialize, Deserialize)]
struct Breach {
    breach: Option<Id>,
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
            time_words: String::new(),
            what: String::new(),
            words: String::new(),
            place: None,
            position: None,
            who: Who::default(),
            witnesses: Vec::new(),
            count: None,
            harm: Harm::default(),
            answered: None,
            seen: None,
            own: Own::default(),
            breach: None,
            captured: None,
        }
    }

    /// The draft as the log takes it: numbers in E.164 where they can be read as such and each once, own fields in the order of the kind, an
    /// approximate time as the start of its stretch, everything else as it is.
    /// `was` is what the incident says so far: a time that stays is not judged again, for the clock may have been set back since.
    pub(crate) fn checked(&self, now: Now, was: Option<&Self>) -> Result<Self, LogError> {
        let stays = was.is_some_and(|was| (was.at, was.precision) == (self.at, self.precision));
        let checked = Self {
            at: if stays { self.at } else { self.precision.start(self.at) },
            who: Who { numbers: checked_numbers(&self.who.numbers)?, ..self.who.clone() },
            own: self.own.checked(self.kind)?,
            captured: was.and_then(|was| was.captured.clone()),
            ..self.clone()
        };
        checked.check_times(now, was)?;
        checked.check_parts()?;
        checked.check_texts()?;
        Ok(checked)
    }

    /// Whether it came after something that was over at this time; an approximate time if all of its stretch did.
    pub(crate) fn is_after(&self, over_ms: i64) -> bool {
        let is_whole = !matches!(self.precision, Precision::Exact | Precision::About);
        self.at.utc_ms() > over_ms || (is_whole && self.at.utc_ms() == over_ms)
    }

    /// Whether it is of an image of someone under 18, of which no file may be kept.
    pub(crate) fn is_of_minor(&self) -> bool {
        self.own.get(OwnField::UNDER_18) == OwnField::YES
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
        if let Some(position) = self.position {
            position.check()?;
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
        let texts = [("what", &self.what), ("words", &self.words), ("who", &self.who.name), ("reason", &self.who.reason)]
            .into_iter()
            .chain([("time-words", &self.time_words)])
            .chain(self.place.iter().map(|place| ("place", &place.label)))
            .chain(self.seen.iter().map(|seen| ("seen", &seen.by)))
            .chain(self.who.numbers.iter().map(|number| ("numbers", number)))
            .chain(witnesses.map(|text| ("witnesses", text)))
            .map(|(field, text)| (field, text.as_str()))
            .chain(self.harm.parts().map(|(_, text)| ("harm", text)))
            .chain(self.own.iter().map(|(_, text)| ("own", text)));
        for (field, text) in texts {
            if text.contains('\0') {
                return Err(invalid(field, "nul"));
            }
        }
        // In their form for the record, since that is what is bounded.
        let fields = [
            ("what", self.what.len()),
            ("words", self.words.len()),
            ("time-words", self.time_words.len()),
            ("place", json_or_empty(&self.place).len()),
            ("who", json_or_empty(&self.who).len()),
            ("witnesses", json_or_empty(&self.witnesses).len()),
            ("harm", json_or_empty(&self.harm).len()),
            ("seen", json_or_empty(&self.seen).len()),
            ("own", json_or_empty(&self.own).len()),
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
        record.put(field::PRECISION, precision_text(self.precision, &self.time_words));
        record.put(field::PLACE, json_or_empty(&self.place));
        record.put(field::POSITION, json_or_empty(&self.position));
        record.put(field::WHAT, self.what.as_str());
        record.put(field::WORDS, self.words.as_str());
        record.put(field::WHO, json_or_empty(&self.who));
        record.put(field::WITNESSES, json_or_empty(&self.witnesses));
        record.put(field::COUNT, json_or_empty(&self.count));
        record.put(field::HARM, json_or_empty(&self.harm));
        record.put(field::ANSWERED, json_or_empty(&self.answered));
        record.put(field::SEEN, json_or_empty(&self.seen));
        record.put(field::OWN, json_or_empty(&self.own));
        record.put(field::CAPTURED, json_or_empty(&self.captured));
        record.put(field::POLICE, json_or_empty(&Breach { breach: self.breach.clone() }));
    }

    /// The draft that [`Draft::write_to`] wrote, if the record holds one.
    pub(crate) fn read_from(record: &Record) -> Option<Self> {
        let text = |at| std::str::from_utf8(record.get(at)).ok();
        let until = record.get(field::END);
        let (precision, time_words) = text(field::PRECISION)?.split_once(' ').unwrap_or((text(field::PRECISION)?, ""));
        Some(Self {
            kind: Kind::from_id(text(field::KIND)?)?,
            at: record.moment(field::START)?,
            until: if until.is_empty() { None } else { Some(record.moment(field::END)?) },
            precision: Precision::from_id(precision)?,
            time_words: time_words.to_owned(),
            what: text(field::WHAT)?.to_owned(),
            words: text(field::WORDS)?.to_owned(),
            place: from_json_or_empty(text(field::PLACE)?).ok()?,
            position: from_json_or_empty(text(field::POSITION)?).ok()?,
            who: from_json_or_empty(text(field::WHO)?).ok()?,
            witnesses: from_json_or_empty(text(field::WITNESSES)?).ok()?,
            count: from_json_or_empty(text(field::COUNT)?).ok()?,
            harm: from_json_or_empty(text(field::HARM)?).ok()?,
            answered: from_json_or_empty(text(field::ANSWERED)?).ok()?,
            seen: from_json_or_empty(text(field::SEEN)?).ok()?,
            own: from_json_or_empty(text(field::OWN)?).ok()?,
            breach: from_json_or_empty::<Breach>(text(field::POLICE)?).ok()?.breach,
            captured: from_json_or_empty(text(field::CAPTURED)?).ok()?,
        })
    }
}

/// `day`, or `day` and behind a space her words for it.
fn precision_text(precision: Precision, words: &str) -> String {
    if words.is_empty() { precision.id().to_owned() } else { format!("{} {words}", precision.id()) }
}

#[cfg(test)]
mod tests {
    use super::super::parts::{Certainty, Degrees, NUMBER_MAX_BYTES, NUMBERS_MAX};
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
    fn an_approximate_time_is_the_start_of_its_stretch() {
        let some_day = Draft { precision: Precision::Day, ..Draft::new(Kind::CALL, moment("2026-02-01T21:30+05:00")) };
        let checked = some_day.checked(now(), None).unwrap();
        assert_eq!(checked.at, moment("2026-02-01T00:00+05:00"));
        // Written before there was a start: saying the same again is no change.
        assert_eq!(some_day.checked(now(), Some(&some_day)).unwrap(), some_day);
        // It is 1 March, 12:00: the month has begun, and so it is not ahead.
        let this_month = Draft { precision: Precision::Month, ..Draft::new(Kind::CALL, moment("2026-03-31T21:30+05:00")) };
        assert!(this_month.checked(now(), None).is_ok());
        let next_month = Draft { precision: Precision::Month, ..Draft::new(Kind::CALL, moment("2026-04-01T00:00+05:00")) };
        assert_eq!(refused(&next_month), ("at", "in-the-future"));
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
            who: Who { numbers: numbers.iter().map(|number| (*number).to_owned()).collect(), ..Who::default() },
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
        let mut weapon = Own::default();
        weapon.set("weapon", "нож");
        let full = Draft {
            until: Some(moment("2026-02-01T23:30+06:00")),
            precision: Precision::About,
            words: "  ӘҒҚҢӨҰҮҺІ әғқңөұүһі «я тебя найду» \r\n\t".into(),
            place: Some(Place { kind: "home".into(), label: "🏠 \u{202e}الباب\u{202c}".into() }),
            position: Some(Position { lat: Degrees { micro: 43_000_000 }, lon: Degrees { micro: -1 }, accuracy_m: None }),
            who: Who {
                name: "\"он\" \\ 👨‍👩‍👧".into(),
                numbers: vec!["+77010000001".into()],
                sure: Some(Certainty::Unsure),
                reason: "голос".into(),
                person: Id::from_stored("ABCD1234"),
            },
            witnesses: vec![Witness { name: "Апа".into(), contact: String::new(), saw: "é e\u{301}".into(), testifies: Some(false) }],
            count: Some(Count { acts: 40, exact: false }),
            time_words: "после  праздников".into(),
            harm: Harm { fear: "боюсь выходить".into(), ..Harm::default() },
            answered: Some(false),
            seen: Some(Seen { myself: false, by: "Апа".into() }),
            own: weapon,
            breach: Id::from_stored("00000000"),
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
        assert_eq!(record.get(field::PRECISION), "about после  праздников".as_bytes());
        assert_eq!(record.get(field::ANSWERED), b"false");
        assert_eq!(record.get(field::POLICE), br#"{"breach":"00000000"}"#);
        record.put(field::PRECISION, "month");
        assert_eq!(Draft::read_from(&record).map(|draft| (draft.precision, draft.time_words)), Some((Precision::Month, String::new())));
        record.put(field::KIND, "unheard-of");
        assert_eq!(Draft::read_from(&record), None);
    }
}
