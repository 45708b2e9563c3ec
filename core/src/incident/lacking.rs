//! What an incident does not say yet and an investigator will ask. A hint of what to add while it can still be found, never a verdict.

use super::{Incident, OwnField, Precision};

/// One thing that may be missing.
struct Gap {
    key: &'static str,
    /// The kinds it is asked of; empty for all.
    kinds: &'static [&'static str],
    is_open: fn(&Incident) -> bool,
}

/// Kinds that happen where people meet.
const IN_PERSON: &[&str] = &["gift", "follow", "loiter", "visit", "damage", "threat", "third", "child", "marry", "assault", "breach"];
const ON_SCREEN: &[&str] = &["social", "image", "dox", "fake", "bully"];
const CONTACT: &[&str] = &["call", "msg", "social", "third"];

const GAPS: [Gap; 21] = [
    Gap { key: "confirmed", kinds: &[], is_open: |incident| incident.draft.captured.as_ref().is_some_and(|captured| !captured.confirmed) },
    Gap { key: "exact-time", kinds: &[], is_open: |incident| incident.draft.precision != Precision::Exact },
    Gap { key: "place", kinds: IN_PERSON, is_open: |incident| incident.draft.place.is_none() && incident.draft.position.is_none() },
    Gap { key: "what", kinds: &[], is_open: |incident| incident.draft.what.is_empty() && incident.acts == 0 },
    Gap {
        key: "evidence",
        kinds: &[],
        is_open: |incident| incident.evidence.is_empty() && incident.acts == 0 && !incident.draft.is_of_minor(),
    },
    Gap { key: "witness", kinds: IN_PERSON, is_open: |incident| incident.draft.witnesses.is_empty() },
    Gap {
        key: "witness-asked",
        kinds: &[],
        is_open: |incident| incident.draft.witnesses.iter().any(|witness| witness.testifies.is_none()),
    },
    Gap {
        key: "witness-contact",
        kinds: &[],
        is_open: |incident| incident.draft.witnesses.iter().any(|witness| witness.contact.is_empty()),
    },
    Gap { key: "harm", kinds: &[], is_open: |incident| incident.draft.harm.is_empty() },
    Gap { key: "identity", kinds: &[], is_open: |incident| !names_someone(incident) },
    Gap { key: "identity-reason", kinds: &[], is_open: |incident| names_someone(incident) && incident.draft.who.reason.is_empty() },
    Gap { key: "saw-or-told", kinds: &[], is_open: |incident| incident.draft.seen.is_none() && incident.acts == 0 },
    Gap {
        key: "told-by",
        kinds: &[],
        is_open: |incident| incident.draft.seen.as_ref().is_some_and(|seen| !seen.myself && seen.by.is_empty()),
    },
    Gap { key: "answered", kinds: CONTACT, is_open: |incident| incident.draft.answered.is_none() && incident.acts == 0 },
    Gap { key: "words", kinds: &["threat", "pressure"], is_open: |incident| incident.draft.words.is_empty() },
    Gap {
        key: "screenshot-id",
        kinds: &["msg"],
        is_open: |incident| !incident.evidence.is_empty() && own(incident, "sender_id").is_empty() && incident.draft.who.numbers.is_empty(),
    },
    Gap {
        key: "url",
        kinds: ON_SCREEN,
        is_open: |incident| {
            has_own(incident, "url") && own(incident, "url").is_empty() || !has_own(incident, "url") && own(incident, "account").is_empty()
        },
    },
    Gap { key: "cctv-owner", kinds: &["loiter"], is_open: |incident| own(incident, OwnField::CCTV_OWNER).is_empty() },
    Gap { key: "cost", kinds: &["damage"], is_open: |incident| own(incident, "cost").is_empty() && incident.draft.harm.cost.is_empty() },
    Gap { key: "medical", kinds: &["assault"], is_open: |incident| incident.draft.harm.medical.is_empty() },
    Gap {
        key: "order",
        kinds: &["breach"],
        is_open: |incident| incident.draft.breach.is_none() && own(incident, "order_number").is_empty(),
    },
];

/// Every key that [`Incident::lacking`] may give. Their words are under `lacks-` and the key in the language catalogue.
pub const LACKING: [&str; GAPS.len()] = {
    let mut keys = [""; GAPS.len()];
    let mut at = 0;
    while at < keys.len() {
        keys[at] = GAPS[at].key;
        at += 1;
    }
    keys
};

impl Incident {
    /// What it does not say yet, by the keys in [`LACKING`] and in their order.
    pub fn lacking(&self) -> Vec<&'static str> {
        let kind = self.draft.kind.id();
        let asked = GAPS.iter().filter(|gap| gap.kinds.is_empty() || gap.kinds.contains(&kind));
        asked.filter(|gap| (gap.is_open)(self)).map(|gap| gap.key).collect()
    }
}

fn names_someone(incident: &Incident) -> bool {
    let who = &incident.draft.who;
    !who.name.is_empty() || !who.numbers.is_empty() || who.person.is_some()
}

fn has_own(incident: &Incident, name: &str) -> bool {
    incident.draft.kind.own_fields().iter().any(|field| field.name == name)
}

fn own<'i>(incident: &'i Incident, name: &str) -> &'i str {
    incident.draft.own.get(name)
}

#[cfg(test)]
mod tests {
    use super::super::parts::{Certainty, Harm, Seen, Who, Witness};
    use super::super::testing::{Desk, draft, now};
    use super::super::{Draft, KINDS, Place};
    use super::*;
    use crate::language::Language;

    #[test]
    fn every_gap_has_words_and_kinds_that_exist() {
        for gap in &GAPS {
            assert!(Language::ALL.iter().all(|language| language.has(&format!("lacks-{}", gap.key))), "{}", gap.key);
            assert!(gap.kinds.iter().all(|id| KINDS.iter().any(|kind| kind.id() == *id)), "{}", gap.key);
        }
    }

    #[test]
    fn a_bare_incident_lacks_what_its_kind_needs() {
        let mut desk = Desk::new();
        let lacking = |desk: &mut Desk, draft: &Draft| {
            let id = desk.add(draft);
            desk.log().incident(&id).unwrap().lacking()
        };
        let of = |kind: &str| draft(kind, "2026-02-01T21:30+05:00", "x");
        assert_eq!(lacking(&mut desk, &of("call")), ["evidence", "harm", "identity", "saw-or-told", "answered"]);
        let loiter = ["place", "evidence", "witness", "harm", "identity", "saw-or-told", "cctv-owner"];
        assert_eq!(lacking(&mut desk, &of("loiter")), loiter);
        let about = Draft { precision: Precision::About, ..of("damage") };
        assert!(lacking(&mut desk, &about).starts_with(&["exact-time"]) && lacking(&mut desk, &about).contains(&"cost"));
        let mut under_18 = of("image");
        under_18.own.set("under_18", "yes");
        assert!(!lacking(&mut desk, &under_18).contains(&"evidence") && lacking(&mut desk, &under_18).contains(&"url"));
    }

    #[test]
    fn what_was_added_is_lacking_no_more() {
        let mut desk = Desk::new();
        let mut full = Draft {
            place: Some(Place { kind: "home".into(), label: String::new() }),
            witnesses: vec![Witness {
                name: "Апа".into(), contact: "8 701 000 00 09".into(), saw: String::new(), testifies: Some(true)
            }],
            harm: Harm { sleep: "не сплю".into(), ..Harm::default() },
            who: Who { name: "он".into(), sure: Some(Certainty::Sure), reason: "знаю в лицо".into(), ..Who::default() },
            seen: Some(Seen { myself: true, by: String::new() }),
            ..draft("loiter", "2026-02-01T21:30+05:00", "x")
        };
        full.own.set(OwnField::CCTV_OWNER, "магазин у подъезда");
        let id = desk.add(&full);
        assert_eq!(desk.log().incident(&id).unwrap().lacking(), ["evidence"]);
        desk.log().attach(&id, "a.jpg", &mut &b"x"[..], now(), &mut |_| ()).unwrap();
        assert_eq!(desk.log().incident(&id).unwrap().lacking(), [""; 0]);
    }

    #[test]
    fn a_screenshot_without_the_sender_is_named() {
        let mut desk = Desk::new();
        let id = desk.add(&draft("msg", "2026-02-01T21:30+05:00", "x"));
        assert!(!desk.log().incident(&id).unwrap().lacking().contains(&"screenshot-id"));
        desk.log().attach(&id, "a.png", &mut &b"x"[..], now(), &mut |_| ()).unwrap();
        assert!(desk.log().incident(&id).unwrap().lacking().contains(&"screenshot-id"));
    }
}
