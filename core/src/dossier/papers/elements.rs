//! Which episodes speak to what article 115-1 names. No judgement: a kind, a mark or a text is there or it is not.

use super::super::Episode;
use super::super::chosen::ShownIncident;
use crate::incident::Harm;
use crate::law::{Fact, law};

const CONTACT: [&str; 8] = ["call", "msg", "social", "gift", "visit", "third", "child", "breach"];
const TRACKING: [&str; 4] = ["follow", "loiter", "track", "hack"];
const VIOLENT: [&str; 3] = ["threat", "assault", "marry"];
const PRIVATE: [&str; 4] = ["track", "hack", "image", "dox"];
/// Kinds for which other articles may apply: violence, threats, blackmail, privacy.
const OTHERS: [&str; 7] = ["threat", "assault", "marry", "pressure", "hack", "image", "dox"];
/// Own fields that tell of violence.
const OF_VIOLENCE: [&str; 2] = ["weapon", "injury"];

/// What speaks to one element.
pub(super) struct Speaks {
    pub(super) fact: &'static Fact,
    /// Numbers of episodes.
    pub(super) episodes: Vec<usize>,
    /// Whether what she says of the harm as a whole does so too.
    pub(super) overall: bool,
}

/// Each element of the law with what speaks to it, in the order of the law.
pub(super) fn speaking(incidents: &[ShownIncident], overall: &Harm) -> Vec<Speaks> {
    let of = |id: &str, fact| Speaks {
        fact,
        episodes: numbers(incidents, |episode| speaks_to(id, episode)),
        overall: harm_speaks_to(id, overall),
    };
    law().elements.iter().map(|element| of(&element.id, &element.fact)).collect()
}

/// Numbers of the episodes for which other articles may apply besides.
pub(super) fn of_other_articles(incidents: &[ShownIncident]) -> Vec<usize> {
    numbers(incidents, |episode| is_of(episode, &OTHERS) || tells_of_violence(episode))
}

fn numbers(incidents: &[ShownIncident], holds: impl Fn(&Episode) -> bool) -> Vec<usize> {
    incidents.iter().enumerate().filter(|(_, incident)| holds(&incident.episode)).map(|(at, _)| at + 1).collect()
}

fn speaks_to(element: &str, episode: &Episode) -> bool {
    match element {
        "pursuit" => is_of(episode, &CONTACT) || is_of(episode, &TRACKING),
        "contact" => is_of(episode, &CONTACT),
        "tracking" => is_of(episode, &TRACKING),
        "against-will" => episode.after_refusal || !episode.breaks.is_empty() || is_of(episode, &["breach"]),
        "without-violence" => episode.kind.is_some() && !is_of(episode, &VIOLENT) && !tells_of_violence(episode),
        "harm-privacy" => is_of(episode, &PRIVATE),
        _ => harm_speaks_to(element, &episode.harm),
    }
}

fn harm_speaks_to(element: &str, harm: &Harm) -> bool {
    match element {
        "harm" => !harm.is_empty(),
        "harm-movement" => !harm.moved.is_empty(),
        "harm-mind" => [&harm.fear, &harm.sleep].iter().any(|text| !text.is_empty()),
        _ => false,
    }
}

fn is_of(episode: &Episode, kinds: &[&str]) -> bool {
    episode.kind.is_some_and(|kind| kinds.contains(&kind.id()))
}

fn tells_of_violence(episode: &Episode) -> bool {
    OF_VIOLENCE.iter().any(|field| !episode.own.get(field).is_empty())
}
