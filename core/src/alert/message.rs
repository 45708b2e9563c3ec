//! The messages themselves: who, what is needed, what to do, where, when.
//!
//! The first segment is a whole message by itself: it goes out as a single SMS, and losing the second one never spoils it. The words stand in the language
//! catalogues; here the name is cut to the room they leave. Place and time are never cut.

use super::name::{fitted, latin_name};
use super::sms::{Segment, segments, sms_units};
use crate::Moment;
use crate::language::{Arg, Language};
use serde::{Deserialize, Serialize};

/// An older place is left out: the hour alone no longer says which day it was.
pub const FIX_MAX_AGE_MIN: i64 = 12 * 60;
/// Accuracy beyond this is told in kilometres.
const ACCURACY_IN_METRES_MAX: u32 = 999;
/// Around 0° N 0° E lies what a phone says that knows nothing.
const NOWHERE_DEGREES: f64 = 0.01;
const MS_PER_MIN: i64 = 60_000;

/// What a message is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum MessageType {
    /// Help is needed now.
    Alert,
    /// Help is still needed; a newer place.
    Update,
    /// A check-in began: no word by then means that something is wrong.
    Start,
    /// A check-in was not ended in time.
    Missed,
    /// Help is no longer needed.
    Safe,
    /// A drill.
    Test,
}

/// How she speaks to a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manner {
    /// Language of the messages.
    pub language: Language,
    /// сіз, вы instead of сен, ты.
    pub polite: bool,
    /// The contact must not ring her phone: it may be hidden.
    pub quiet: bool,
}

/// Where the phone was.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fix {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Radius in metres in which it lies.
    pub accuracy_m: u32,
    /// When it was there.
    pub at: Moment,
}

/// One message to one contact.
#[derive(Clone, Copy, Debug)]
pub struct Message<'a> {
    /// What it is for.
    pub kind: MessageType,
    /// How to speak to the contact.
    pub to: Manner,
    /// Her first name.
    pub name: &'a str,
    /// The same in Latin letters, for English; made from `name` if empty.
    pub latin: &'a str,
    /// Number of the message: each is higher than all before.
    pub number: u64,
    /// When it is written.
    pub at: Moment,
    /// The deadline of a check-in.
    pub due: Option<Moment>,
    /// Where she is.
    pub fix: Option<Fix>,
    /// Three digits that only someone who read the message can answer with.
    pub answer: Option<u16>,
    /// Eight characters that only her phone can write.
    pub code: Option<&'a str>,
}

impl MessageType {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Alert, Self::Update, Self::Start, Self::Missed, Self::Safe, Self::Test];

    /// Its name in data, as `ALERT`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Alert => "ALERT",
            Self::Update => "UPDATE",
            Self::Start => "START",
            Self::Missed => "MISSED",
            Self::Safe => "SAFE",
            Self::Test => "TEST",
        }
    }

    /// The type with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// Whether it names the deadline of a check-in.
    pub(crate) fn has_deadline(self) -> bool {
        matches!(self, Self::Start | Self::Missed)
    }

    /// Whether it tells where she is.
    pub(crate) fn has_place(self) -> bool {
        matches!(self, Self::Alert | Self::Update)
    }
}

impl Fix {
    /// Whether a message may name it: on Earth, not where a phone without a fix believes to be, not too old, and not from the future.
    pub fn is_usable(&self, now: Moment) -> bool {
        let on_earth = (-90.0..=90.0).contains(&self.lat) && (-180.0..=180.0).contains(&self.lon);
        let is_nowhere = self.lat.abs() < NOWHERE_DEGREES && self.lon.abs() < NOWHERE_DEGREES;
        let age_min = (now.utc_ms() - self.at.utc_ms()) / MS_PER_MIN;
        on_earth && !is_nowhere && (-1..=FIX_MAX_AGE_MIN).contains(&age_min)
    }

    /// Five decimals, about a metre: 17 characters in Kazakhstan.
    pub(crate) fn text(&self) -> String {
        format!("{:.5},{:.5}", self.lat, self.lon)
    }
}

impl Message<'_> {
    /// The texts in the order they are to be sent: the first a whole message by itself, then number, link and codes, if there are any.
    ///
    /// ```
    /// use pana_core::alert::{Fix, Manner, Message, MessageType};
    /// use pana_core::language::Language;
    /// let at = "2026-02-01T21:30+05:00".parse()?;
    /// let message = Message {
    ///     kind: MessageType::Alert,
    ///     to: Manner { language: Language::Ru, polite: false, quiet: false },
    ///     name: "Айгуль",
    ///     latin: "",
    ///     number: 45_930,
    ///     at,
    ///     due: None,
    ///     fix: Some(Fix { lat: 43.238, lon: 76.945, accuracy_m: 20, at }),
    ///     answer: Some(481),
    ///     code: None,
    /// };
    /// assert_eq!(message.texts(), [
    ///     "Айгуль: ПОМОГИ! Позвони; не отвечу - 102. 43.23800,76.94500 21:30",
    ///     "№45930: maps.google.com/?q=43.23800,76.94500 ±20м ответь 481",
    /// ]);
    /// # Ok::<(), pana_core::MomentError>(())
    /// ```
    pub fn texts(&self) -> Vec<String> {
        let mut texts = vec![self.first()];
        texts.extend(self.second());
        texts
    }

    /// The same as they go over the air.
    pub fn segments(&self) -> Vec<Segment> {
        self.texts().iter().flat_map(|text| segments(text)).collect()
    }

    /// The place that the message names.
    pub(crate) fn place(&self) -> Option<Fix> {
        self.fix.filter(|fix| self.kind.has_place() && fix.is_usable(self.at))
    }

    fn first(&self) -> String {
        let without_name = self.first_for("");
        let (encoding, units) = sms_units(&without_name);
        let separator_units = 2;
        let room = encoding.single_max_units().saturating_sub(units + separator_units);
        let name = fitted(&self.spelled(), room);
        if name.is_empty() { without_name } else { self.first_for(&name) }
    }

    fn first_for(&self, name: &str) -> String {
        let place = self.place();
        let who = match (name, self.kind) {
            ("", _) => String::new(),
            (name, MessageType::Update) => format!("{name} "),
            (name, _) => format!("{name}: "),
        };
        let place_text = place.map(|fix| fix.text()).unwrap_or_default();
        let accuracy = place.map(|fix| self.accuracy(fix)).unwrap_or_default();
        let time = hour(place.map_or(self.at, |fix| fix.at));
        let due = self.due.map(hour).unwrap_or_default();
        let number = self.number.to_string();
        self.to.language.text_with(
            self.key(place.is_some()),
            &[
                ("who", Arg::Text(&who)),
                ("place", Arg::Text(&place_text)),
                ("accuracy", Arg::Text(&accuracy)),
                ("time", Arg::Text(&time)),
                ("due", Arg::Text(&due)),
                ("number", Arg::Text(&number)),
            ],
        )
    }

    /// Number, link, accuracy and codes. What must give way to the room of one message is the accuracy.
    fn second(&self) -> Option<String> {
        if self.answer.is_none() && self.code.is_none() {
            return None;
        }
        let language = self.to.language;
        let place = self.place();
        let number = language.text_with("sms-number", &[("number", Arg::Text(&self.number.to_string()))]);
        let link = place.map(|fix| format!("maps.google.com/?q={}", fix.text()));
        let accuracy = place.map(|fix| self.accuracy(fix));
        let answer = self.answer.map(|answer| language.text_with("sms-answer", &[("answer", Arg::Text(&answer.to_string()))]));
        let join = |accuracy: Option<String>| {
            let parts = [Some(number.clone()), link.clone(), accuracy, self.code.map(str::to_owned), answer.clone()];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        };
        let whole = join(accuracy);
        let (encoding, units) = sms_units(&whole);
        Some(if units <= encoding.single_max_units() { whole } else { join(None) })
    }

    fn accuracy(&self, fix: Fix) -> String {
        let (key, value) = match fix.accuracy_m {
            metres @ 0..=ACCURACY_IN_METRES_MAX => ("sms-accuracy-m", metres),
            metres => ("sms-accuracy-km", metres.div_ceil(1_000)),
        };
        self.to.language.text_with(key, &[("value", Arg::Text(&value.to_string()))])
    }

    /// English keeps to the 7-bit alphabet, where there is room.
    fn spelled(&self) -> String {
        match self.to.language {
            Language::En if self.latin.is_empty() => latin_name(self.name),
            Language::En => latin_name(self.latin),
            Language::Kk | Language::Ru => self.name.to_owned(),
        }
    }

    fn key(&self, has_place: bool) -> &'static str {
        let Manner { polite, quiet, .. } = self.to;
        match (self.kind, quiet, polite) {
            (MessageType::Alert, false, false) if has_place => "sms-alert",
            (MessageType::Alert, false, true) if has_place => "sms-alert-polite",
            (MessageType::Alert, true, false) if has_place => "sms-alert-quiet",
            (MessageType::Alert, true, true) if has_place => "sms-alert-quiet-polite",
            (MessageType::Alert, false, false) => "sms-no-place",
            (MessageType::Alert, false, true) => "sms-no-place-polite",
            (MessageType::Alert, true, false) => "sms-no-place-quiet",
            (MessageType::Alert, true, true) => "sms-no-place-quiet-polite",
            (MessageType::Update, ..) if has_place => "sms-update",
            (MessageType::Update, ..) => "sms-update-no-place",
            (MessageType::Start, false, false) => "sms-start",
            (MessageType::Start, false, true) => "sms-start-polite",
            (MessageType::Start, true, false) => "sms-start-quiet",
            (MessageType::Start, true, true) => "sms-start-quiet-polite",
            (MessageType::Missed, false, false) => "sms-missed",
            (MessageType::Missed, false, true) => "sms-missed-polite",
            (MessageType::Missed, true, false) => "sms-missed-quiet",
            (MessageType::Missed, true, true) => "sms-missed-quiet-polite",
            (MessageType::Safe, ..) => "sms-safe",
            (MessageType::Test, _, false) => "sms-test",
            (MessageType::Test, _, true) => "sms-test-polite",
        }
    }
}

fn hour(moment: Moment) -> String {
    moment.wall().strftime("%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::super::sms::Encoding;
    use super::*;

    fn at(text: &str) -> Moment {
        text.parse().unwrap()
    }

    fn is_single(text: &str) -> bool {
        segments(text).len() == 1
    }

    fn message(kind: MessageType, language: Language) -> Message<'static> {
        let now = at("2026-02-01T21:30+05:00");
        Message {
            kind,
            to: Manner { language, polite: false, quiet: false },
            name: "",
            latin: "",
            number: 2,
            at: now,
            due: Some(at("2026-02-01T22:30+05:00")),
            fix: Some(Fix { lat: 43.238, lon: 76.945, accuracy_m: 20, at: now }),
            answer: None,
            code: None,
        }
    }

    fn manners(language: Language) -> impl Iterator<Item = Manner> {
        [(false, false), (false, true), (true, false), (true, true)].into_iter().map(move |(polite, quiet)| Manner {
            language,
            polite,
            quiet,
        })
    }

    /// Lengths counted by hand when the texts were drafted; those of an unnamed sender, with the colon and space behind the name.
    #[test]
    fn the_lengths_are_those_of_the_drafts() {
        use Language::{Kk, Ru};
        use MessageType::{Alert, Missed, Safe, Start, Test, Update};
        let units = |kind, language, polite, quiet, has_place: bool| {
            let drafted = message(kind, language);
            let fix = drafted.fix.filter(|_| has_place);
            let text = Message { to: Manner { language, polite, quiet }, fix, name: "Я", ..drafted }.first();
            sms_units(&text).1 - 1
        };
        for (kind, polite, quiet, place, kk, ru) in [
            (Alert, false, false, true, 64, 59),
            (Alert, true, false, true, 62, 63),
            (Alert, false, true, true, 59, 58),
            (Alert, true, true, true, 64, 64),
            (Alert, false, false, false, 61, 59),
            (Update, false, false, true, 51, 52),
            (Start, false, false, true, 54, 50),
            (Missed, false, false, true, 52, 52),
            (Safe, false, false, true, 39, 49),
            (Test, false, false, true, 59, 55),
        ] {
            assert_eq!(units(kind, Kk, polite, quiet, place), kk, "{kind:?} kk");
            assert_eq!(units(kind, Ru, polite, quiet, place), ru, "{kind:?} ru");
        }
    }

    #[test]
    fn every_message_is_whole_in_its_first_segment() {
        let names = ["Я", "Айгүл", "Aigul", "Әлия-Гүлбаршын Нұрмұхамбетқызы", "😡", ""];
        let long = ["Ә".repeat(200), "W".repeat(200)];
        for kind in MessageType::ALL {
            for manner in Language::ALL.into_iter().flat_map(manners) {
                for name in names.into_iter().chain(long.iter().map(String::as_str)) {
                    for fix in [message(kind, manner.language).fix, None] {
                        let message = Message { to: manner, name, fix, ..message(kind, manner.language) };
                        let texts = message.texts();
                        assert_eq!(texts.len(), 1);
                        assert!(is_single(&texts[0]), "{kind:?} {manner:?} {name}: {}", texts[0]);
                        if manner.language == Language::En {
                            assert_eq!(Encoding::of(&texts[0]), Encoding::Gsm7, "{}", texts[0]);
                        }
                        let has_place = kind.has_place() && fix.is_some();
                        assert_eq!(texts[0].contains("43.23800,76.94500"), has_place, "{}", texts[0]);
                        assert!(texts[0].contains("21:30") || texts[0].contains("22:30") || kind == MessageType::Test, "{}", texts[0]);
                        let initial = fitted(&message.spelled(), 3);
                        assert!(texts[0].starts_with(&initial), "{}", texts[0]);
                    }
                }
            }
        }
    }

    #[test]
    fn the_second_segment_fits_for_decades_and_never_loses_its_codes() {
        for language in Language::ALL {
            for (number, accuracy_m, lon) in [(1, 5, 76.945), (9_999_999, 999, 76.945), (99_999_999, 12_000, -176.945)] {
                let message = Message {
                    number,
                    answer: Some(481),
                    code: Some("7K3M9QXW"),
                    fix: Some(Fix { lat: -43.238, lon, accuracy_m, at: at("2026-02-01T21:30+05:00") }),
                    ..message(MessageType::Alert, language)
                };
                let second = message.second().unwrap();
                assert!(is_single(&second), "{second}");
                assert!(second.contains("7K3M9QXW") && second.ends_with("481") && second.contains("-43.23800"), "{second}");
            }
            let blind = Message { answer: Some(100), fix: None, ..message(MessageType::Alert, language) };
            assert!(!blind.second().unwrap().contains("maps"));
        }
    }

    #[test]
    fn a_place_that_is_none_is_not_told() {
        let now = at("2026-02-01T21:30+05:00");
        let fix = |lat, lon, at| Fix { lat, lon, accuracy_m: 20, at };
        assert!(fix(43.2, 76.9, now).is_usable(now));
        assert!(fix(43.2, 76.9, at("2026-02-01T18:30+05:00")).is_usable(now));
        assert!(!fix(43.2, 76.9, at("2026-02-01T09:29+05:00")).is_usable(now));
        assert!(!fix(43.2, 76.9, at("2026-02-01T21:40+05:00")).is_usable(now));
        assert!(!fix(0.0, 0.0, now).is_usable(now));
        assert!(fix(0.0, 76.9, now).is_usable(now));
        assert!(!fix(f64::NAN, 76.9, now).is_usable(now));
        assert!(!fix(91.0, 76.9, now).is_usable(now));
        let stale = Message { fix: Some(fix(0.0, 0.0, now)), ..message(MessageType::Alert, Language::Ru) };
        assert!(stale.first().contains("Место неизвестно"));
    }

    #[test]
    fn the_time_is_that_of_the_place() {
        let fix = Fix { lat: 43.2, lon: 76.9, accuracy_m: 20, at: at("2026-02-01T18:31+05:00") };
        let old = Message { fix: Some(fix), ..message(MessageType::Alert, Language::Kk) };
        assert!(old.first().ends_with(" 18:31"));
    }
}
