//! What to look at before an alert is needed: found by asking, each answer good, bad or not known. "Not known" is never shown as good.

use super::contact::Kit;
use super::ladder::Abilities;
use crate::Moment;
use crate::incident::Id;
use crate::language::{Arg, Language};
use serde::{Deserialize, Serialize};

/// A drill older than this tells little: numbers change, phones too.
pub const DRILL_GOOD_DAYS: i64 = 30;
const MS_PER_DAY: i64 = 86_400_000;

/// What the shell knows of the phone; `None` for what it can't find out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PhoneFacts {
    /// A SIM card is in and has service.
    pub sim: Option<bool>,
    /// Messages may be sent without asking.
    pub may_send: Option<bool>,
    /// The place may be found out in the background.
    pub may_locate: Option<bool>,
    /// The battery rules leave Pana alone.
    pub unrestricted: Option<bool>,
    /// Alarms come to the second.
    pub exact_alarms: Option<bool>,
}

/// How something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// As it should be.
    Good,
    /// Not as it should be; the sentence says what to do.
    Bad,
    /// Pana can't know: look for yourself.
    Unknown,
}

/// One thing looked at. Its sentence stands under `drill-`, the key, `-` and the standing in the language catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// One of [`DRILL_KEYS`].
    pub key: &'static str,
    /// How it stands.
    pub standing: Standing,
}

/// The last test message of one contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tested {
    /// Whom.
    pub contact: Id,
    /// Their number then: of another one it says nothing.
    pub number: String,
    /// When the drill began of which a message at least reached the radio, or was answered.
    pub at: Moment,
    /// When a human answered it.
    pub answered: Option<Moment>,
}

impl Tested {
    /// What is known of a contact's last test message, said to her.
    ///
    /// ```
    /// use pana_core::alert::Tested;
    /// use pana_core::language::Language;
    /// let tested = Tested { contact: "M4K2T8QX".parse()?, number: "+77010000001".into(), at: "2026-11-21T18:00+05:00".parse()?, answered: None };
    /// assert_eq!(Tested::text(Some(&tested), Language::En), "Last test 21 Nov 2026: handed to the network, no answer");
    /// assert_eq!(Tested::text(None, Language::En), "No test message yet");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn text(tested: Option<&Self>, language: Language) -> String {
        let Some(Self { at, answered, .. }) = tested else { return language.text("tested-never") };
        let key = if answered.is_some() { "tested-answered" } else { "tested-handed" };
        language.text_with(key, &[("date", Arg::Text(&language.date(*at)))])
    }
}

/// What is looked at, in this order.
pub const DRILL_KEYS: [&str; 13] = [
    "contacts",
    "name",
    "second-tier",
    "elsewhere",
    "harmless",
    "warned",
    "sim",
    "credit",
    "permission",
    "location",
    "background",
    "last-drill",
    "traces",
];

/// Looks at contacts and phone. Credit and what other apps keep can't be known, and are told each time.
pub fn review(kit: &Kit, abilities: Abilities, facts: PhoneFacts, last_drill: Option<Moment>, now: Moment) -> Vec<Finding> {
    let has = |is_good: bool| if is_good { Standing::Good } else { Standing::Bad };
    let fact = |fact: Option<bool>| fact.map_or(Standing::Unknown, has);
    let contacts = &kit.contacts;
    let tiers = || contacts.iter().map(|contact| contact.tier);
    let background = match (facts.unrestricted, facts.exact_alarms) {
        (Some(true), Some(true)) => Standing::Good,
        (Some(false), _) | (_, Some(false)) => Standing::Bad,
        _ => Standing::Unknown,
    };
    let is_recent = |at: Moment| (0..=DRILL_GOOD_DAYS * MS_PER_DAY).contains(&(now.utc_ms() - at.utc_ms()));
    let elsewhere = contacts.iter().any(|one| contacts.iter().any(|other| (&one.country, &one.city) != (&other.country, &other.city)));
    let standings = [
        has(!contacts.is_empty()),
        has(!kit.name.is_empty()),
        has(tiers().min() != tiers().max()),
        has(elsewhere),
        has(contacts.iter().all(|contact| !contact.harmless.is_empty())),
        has(contacts.iter().all(|contact| contact.warned)),
        fact(facts.sim),
        Standing::Unknown,
        if abilities.silent_send { fact(facts.may_send) } else { Standing::Bad },
        fact(facts.may_locate),
        if abilities.background_wake { background } else { Standing::Bad },
        has(last_drill.is_some_and(is_recent)),
        Standing::Unknown,
    ];
    DRILL_KEYS.into_iter().zip(standings).map(|(key, standing)| Finding { key, standing }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::contact::Contact;
    use super::*;
    use crate::language::Language;

    fn now() -> Moment {
        "2026-02-01T21:30+05:00".parse().unwrap()
    }

    fn standing(findings: &[Finding], key: &str) -> Standing {
        findings.iter().find(|finding| finding.key == key).unwrap().standing
    }

    #[test]
    fn what_is_not_known_is_never_good() {
        let findings = review(&Kit::default(), Abilities::ANDROID, PhoneFacts::default(), None, now());
        assert_eq!(findings.len(), DRILL_KEYS.len());
        assert!(findings.iter().all(|finding| finding.standing != Standing::Good || matches!(finding.key, "harmless" | "warned")));
        assert_eq!(standing(&findings, "credit"), Standing::Unknown);
    }

    #[test]
    fn what_is_as_it_should_be_is_good() {
        let contact = |id: &str, number: &str, tier, city: &str| Contact {
            tier,
            city: city.into(),
            harmless: "нан ал".into(),
            warned: true,
            ..Contact::new(id.parse().unwrap(), "Апа", number, Language::Kk)
        };
        let contacts = vec![contact("AAAAAAAA", "+77011234567", 1, "Алматы"), contact("BBBBBBBB", "+77011234568", 2, "Шымкент")];
        let kit = Kit { name: "Айгүл".into(), latin: "Aigul".into(), contacts };
        let yes = Some(true);
        let facts = PhoneFacts { sim: yes, may_send: yes, may_locate: yes, unrestricted: yes, exact_alarms: yes };
        let recent: Moment = "2026-01-05T10:00+05:00".parse().unwrap();
        let findings = review(&kit, Abilities::ANDROID, facts, Some(recent), now());
        let others: Vec<&str> = findings.iter().filter(|finding| finding.standing != Standing::Good).map(|finding| finding.key).collect();
        assert_eq!(others, ["credit", "traces"]);
        let old = review(&kit, Abilities::IOS, facts, Some("2025-12-01T10:00+05:00".parse().unwrap()), now());
        assert_eq!(["last-drill", "permission", "background"].map(|key| standing(&old, key)), [Standing::Bad; 3]);
    }

    #[test]
    fn every_finding_has_its_words() {
        for language in Language::ALL {
            for key in DRILL_KEYS {
                for standing in ["good", "bad", "unknown"] {
                    let can_be = !matches!(
                        (key, standing),
                        ("credit" | "traces", "good" | "bad")
                            | ("contacts" | "name" | "second-tier" | "elsewhere" | "harmless" | "warned" | "last-drill", "unknown")
                    );
                    assert_eq!(language.has(&format!("drill-{key}-{standing}")), can_be, "{key} {standing}");
                }
            }
        }
    }
}
