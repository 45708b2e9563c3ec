//! Her "no": said once and clearly. Everything after it was against her will.

use super::super::parts::invalid;
use super::super::{Id, LogError, Precision};
use super::{check_choice, check_past, to_second};
use crate::{Moment, Now};
use serde::{Deserialize, Serialize};

/// How a refusal can be given.
pub const CHANNELS: [&str; 7] = ["spoken", "call", "msg", "social", "letter", "through-someone", "other"];

/// Her "no".
///
/// Refused, as [`LogError::Invalid`]: a time that lies ahead (`at`, `in-the-future`) · an unknown channel (`channel`, `unknown-choice`) · no words
/// (`words`, `empty`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// When she said it, to the second.
    pub at: Moment,
    /// How well that is known.
    pub precision: Precision,
    /// One of [`CHANNELS`].
    pub channel: String,
    /// What she said. The catalogue has the sentences that the memo offers: `refusal-words-short`, `refusal-words-long`.
    pub words: String,
    /// To whom; may be empty.
    pub to: String,
    /// The entry of that person.
    pub person: Option<Id>,
}

impl Refusal {
    /// A refusal at this time of which nothing else is known yet.
    pub fn new(at: Moment) -> Self {
        Self { at, precision: Precision::Exact, channel: "other".to_owned(), words: String::new(), to: String::new(), person: None }
    }

    /// From when on everything came after it: its end, if its time is only roughly known.
    pub fn over(&self) -> Moment {
        self.precision.end(self.at)
    }

    pub(super) fn checked(&self, now: Now, was: Option<&Self>) -> Result<Self, LogError> {
        let stays = was.is_some_and(|was| (was.at, was.precision) == (self.at, self.precision));
        let checked = Self { at: if stays { self.at } else { to_second(self.precision.start(self.at)) }, ..self.clone() };
        check_past("at", checked.at, now, was.map(|was| was.at))?;
        check_choice("channel", &CHANNELS, &self.channel)?;
        if self.words.trim().is_empty() {
            return Err(invalid("words", "empty"));
        }
        Ok(checked)
    }

    pub(super) fn texts(&self) -> Vec<&str> {
        vec![&self.words, &self.to]
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::parts::json;
    use super::super::super::testing::{moment, now};
    use super::*;

    #[test]
    fn a_refusal_needs_words_a_channel_and_a_time_that_was() {
        let base =
            || Refusal {
                words: "Не пишите мне".into(), channel: "msg".into(), ..Refusal::new(moment("2025-06-01T12:00:05.250+05:00"))
            };
        let checked = base().checked(now(), None).unwrap();
        assert_eq!(
            json(&checked),
            r#"{"at":"2025-06-01T12:00:05+05:00","precision":"exact","channel":"msg","words":"Не пишите мне","to":"","person":null}"#
        );
        let refused = |refusal: Refusal| match refusal.checked(now(), None) {
            Err(LogError::Invalid { field, why }) => (field, why),
            other => panic!("{other:?}"),
        };
        assert_eq!(refused(Refusal { words: " ".into(), ..base() }), ("words", "empty"));
        assert_eq!(refused(Refusal { channel: "pigeon".into(), ..base() }), ("channel", "unknown-choice"));
        assert_eq!(refused(Refusal { at: moment("2027-01-01T00:00+05:00"), ..base() }), ("at", "in-the-future"));
    }

    #[test]
    fn an_approximate_refusal_is_over_with_its_stretch() {
        let june = Refusal { precision: Precision::Month, ..Refusal::new(moment("2025-06-01T00:00+05:00")) };
        assert_eq!(june.over(), moment("2025-07-01T00:00+05:00"));
        assert_eq!(Refusal::new(june.at).over(), june.at);
    }
}
