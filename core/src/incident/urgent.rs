//! What should not wait: signs of danger at hand, and whom to call. Data for the shells, never a score.

use super::{Draft, Kind, Own, Place};
use serde::Serialize;

/// A sign of danger that an incident tells of. Its words are under `urgent-` and its name in the language catalogue.
///
/// That an incident has none says nothing: no shell may call it harmless.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Urgent {
    /// Its name in data.
    pub id: &'static str,
    /// The kind of incident that shows it.
    pub kind: &'static str,
    /// The own field that must say something for it; `None` if the kind is enough.
    pub field: Option<&'static str>,
    /// Numbers to call, the first one first.
    pub call: &'static [&'static str],
}

/// All of them.
pub const URGENT: [Urgent; 5] = [
    Urgent { id: "weapon", kind: "threat", field: Some("weapon"), call: &["102", "112"] },
    Urgent { id: "assault", kind: "assault", field: None, call: &["102", "103", "112"] },
    Urgent { id: "abduction", kind: "marry", field: None, call: &["102", "112", "111"] },
    Urgent { id: "child", kind: "child", field: None, call: &["102", "111"] },
    Urgent { id: "home-entry", kind: "visit", field: Some("access"), call: &["102", "112"] },
];

impl Kind {
    /// The sign of danger that incidents of this kind may show.
    pub fn urgent(self) -> Option<&'static Urgent> {
        URGENT.iter().find(|urgent| urgent.kind == self.id())
    }
}

impl Draft {
    /// The sign of danger that it tells of. A visit to her home counts, whether or not it says how he got in.
    ///
    /// ```
    /// use pana_core::incident::{Draft, Kind};
    /// let mut threat = Draft::new(Kind::from_id("threat").unwrap(), "2026-02-01T21:30+05:00".parse()?);
    /// assert_eq!(threat.urgent(), None);
    /// threat.own.set("weapon", "a knife");
    /// assert_eq!(threat.urgent().map(|urgent| urgent.id), Some("weapon"));
    /// # Ok::<(), pana_core::MomentError>(())
    /// ```
    pub fn urgent(&self) -> Option<&'static Urgent> {
        Urgent::told_by(self.kind, &self.own, self.place.as_ref())
    }
}

impl Urgent {
    /// [`Draft::urgent`], of what is shown of one.
    pub(crate) fn told_by(kind: Kind, own: &Own, place: Option<&Place>) -> Option<&'static Self> {
        let is_at_home = place.is_some_and(|place| place.kind == "home");
        let tells = |urgent: &&Self| match urgent.field {
            Some(field) => !own.get(field).is_empty() || (urgent.id == "home-entry" && is_at_home),
            None => true,
        };
        kind.urgent().filter(tells)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::draft;
    use super::*;
    use crate::language::Language;

    #[test]
    fn every_sign_has_words_and_a_number_and_fits_its_kind() {
        for urgent in URGENT {
            let kind = Kind::from_id(urgent.kind).unwrap();
            assert!(urgent.field.is_none_or(|field| kind.own_fields().iter().any(|own| own.name == field)), "{}", urgent.id);
            assert!(Language::ALL.iter().all(|language| language.has(&format!("urgent-{}", urgent.id))), "{}", urgent.id);
            assert_eq!(urgent.call[0], "102");
        }
    }

    #[test]
    fn danger_is_told_from_what_was_written() {
        let id = |draft: &Draft| draft.urgent().map(|urgent| urgent.id);
        let of = |kind: &str| draft(kind, "2026-02-01T21:30+05:00", "");
        assert_eq!(["assault", "marry", "child"].map(|kind| id(&of(kind))), [Some("assault"), Some("abduction"), Some("child")]);
        assert_eq!(["call", "threat", "visit", "loiter"].map(|kind| id(&of(kind))), [None; 4]);
        let home = Draft { place: Some(Place { kind: "home".into(), label: String::new() }), ..of("visit") };
        assert_eq!(id(&home), Some("home-entry"));
        let mut through_the_window = of("visit");
        through_the_window.own.set("access", "через балкон");
        assert_eq!(id(&through_the_window), Some("home-entry"));
    }
}
