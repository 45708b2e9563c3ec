//! The script of a play, read whole before anything is played: a slip in the last line is told first.

use crate::alert_fields;
use crate::failure::Failure;
use crate::when::moment;
use pana_core::Moment;
use pana_core::alert::{Abilities, CONTACTS_MAX, Contact, Kit, RadioResult, TIERS_MAX};
use pana_core::incident::{Id, normalise_number};
use pana_core::language::Language;

/// Nothing of an alert takes longer.
const SPAN_MAX_S: u64 = 31 * 24 * 3_600;
/// First words of the steps.
const WORDS: [&str; 18] = [
    "network",
    "receipts",
    "gps",
    "wait",
    "set-clock",
    "press",
    "checkin",
    "extend",
    "drill",
    "cancel",
    "safe",
    "update",
    "hand",
    "sheet",
    "answers",
    "receive",
    "kill",
    "reboot",
];

/// Who and what is there, and what happens.
#[derive(Debug)]
pub(super) struct Script {
    pub(super) abilities: Abilities,
    pub(super) kit: Kit,
    pub(super) clock: Option<Moment>,
    pub(super) lines: Vec<Line>,
}

/// A step and where it stands.
#[derive(Debug)]
pub(super) struct Line {
    /// From 1.
    pub(super) number: u64,
    /// As it was typed.
    pub(super) typed: String,
    pub(super) step: Step,
}

/// What happens to the phone. `token` tells her from someone with the second PIN.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    Network(RadioResult),
    Receipts(bool),
    Gps(Option<Gps>),
    Wait {
        span_s: u64,
    },
    SetClock {
        by_s: i64,
    },
    Press,
    /// A check-in begins; the deadline is read by the clock of that moment.
    CheckIn {
        due: String,
        contact: Option<Id>,
    },
    Extend {
        due: String,
    },
    Drill,
    Cancel {
        token: bool,
    },
    Safe {
        token: bool,
    },
    Update {
        token: bool,
    },
    Hand {
        contact: Id,
        token: bool,
    },
    Sheet {
        sent: Option<bool>,
    },
    Answers(Id),
    Receive {
        from: String,
        text: String,
    },
    /// The program stops for so long, or the phone does and boots anew.
    Kill {
        reboot: bool,
        for_s: u64,
    },
}

/// What the phone finds when it is asked where it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Gps {
    pub(super) lat: f64,
    pub(super) lon: f64,
    pub(super) accuracy_m: u32,
    pub(super) age_s: u64,
}

impl Script {
    /// Fails with the line that can't be read, and why.
    pub(super) fn read(text: &str) -> Result<Self, Failure> {
        let mut script = Self { abilities: Abilities::ANDROID, kit: Kit::default(), clock: None, lines: Vec::new() };
        for (number, typed) in (1..).zip(text.lines()) {
            script.take(number, typed.trim()).map_err(|failure| failure.at_line(number))?;
        }
        Ok(script)
    }

    fn take(&mut self, number: u64, typed: &str) -> Result<(), Failure> {
        let words = shlex::split(typed).ok_or(Failure::usage("quotes-open"))?;
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words[..] {
            [] => {}
            ["phone" | "name" | "contact" | "clock", ..] => self.set_up(&words)?,
            _ => {
                let step = self.step(&words)?;
                self.lines.push(Line { number, typed: typed.to_owned(), step });
            }
        }
        Ok(())
    }

    /// Who and what is there: all of it stands before the button is pressed.
    fn set_up(&mut self, words: &[&str]) -> Result<(), Failure> {
        if self.lines.iter().any(|line| matches!(line.step, Step::Press | Step::CheckIn { .. } | Step::Drill)) {
            return Err(Failure::refused("script-after-press"));
        }
        match words {
            ["phone", "android"] => self.abilities = Abilities::ANDROID,
            ["phone", "android-store"] => self.abilities = Abilities::ANDROID_STORE,
            ["phone", "ios"] => self.abilities = Abilities::IOS,
            ["name", name] => (*name).clone_into(&mut self.kit.name),
            ["name", name, latin] => {
                (*name).clone_into(&mut self.kit.name);
                (*latin).clone_into(&mut self.kit.latin);
            }
            ["contact", name, number, how @ ..] => {
                let contact = self.contact(name, number, how)?;
                self.kit.contacts.push(contact);
            }
            ["clock", at] => self.clock = Some(moment("at", at, None)?),
            _ => return Err(Failure::refused("script-words")),
        }
        Ok(())
    }

    /// `tier 1 kk [polite] [quiet] [harmless TEXT] [key HEX]`
    fn contact(&self, name: &str, number: &str, how: &[&str]) -> Result<Contact, Failure> {
        if self.kit.contacts.len() == CONTACTS_MAX {
            return Err(Failure::refused("script-contacts"));
        }
        if self.kit.contacts.iter().any(|contact| contact.name == name) {
            return Err(Failure::refused("script-contact-twice"));
        }
        let ["tier", tier, language, rest @ ..] = how else { return Err(Failure::refused("script-words")) };
        let tier = tier.parse().ok().filter(|tier| (1..=TIERS_MAX).contains(tier)).ok_or(Failure::refused("script-tier"))?;
        let language = Language::from_tag(language).ok_or(Failure::refused("script-words"))?;
        let id = format!("{:0width$}", self.kit.contacts.len(), width = Id::LEN).parse()?;
        let mut contact = Contact { tier, ..Contact::new(id, name, &normalise_number(number), language) };
        let mut rest = rest;
        while let [word, more @ ..] = rest {
            rest = match (*word, more) {
                ("polite", more) => {
                    contact.manner.polite = true;
                    more
                }
                ("quiet", more) => {
                    contact.manner.quiet = true;
                    more
                }
                ("harmless", [sentence, more @ ..]) => {
                    (*sentence).clone_into(&mut contact.harmless);
                    more
                }
                ("key", [key, more @ ..]) => {
                    contact.key = Some(alert_fields::key(key)?);
                    more
                }
                _ => return Err(Failure::refused("script-words")),
            };
        }
        Ok(contact.checked()?)
    }

    fn step(&self, words: &[&str]) -> Result<Step, Failure> {
        let token = |who: &[&str]| match who {
            [] => Ok(true),
            ["second"] => Ok(false),
            _ => Err(Failure::refused("script-words")),
        };
        Ok(match words {
            ["network", radio] => Step::Network(radio_result(radio)?),
            ["receipts", "on"] => Step::Receipts(true),
            ["receipts", "off"] => Step::Receipts(false),
            ["gps", "off"] => Step::Gps(None),
            ["gps", place] => Step::Gps(Some(gps(place, 0)?)),
            ["gps", place, age] => Step::Gps(Some(gps(place, span_s(age)?)?)),
            ["wait", span] => Step::Wait { span_s: span_s(span)? },
            ["set-clock", by] => Step::SetClock { by_s: signed_s(by)? },
            ["press"] => Step::Press,
            ["checkin", due] => Step::CheckIn { due: (*due).to_owned(), contact: None },
            ["checkin", due, "with", name] => Step::CheckIn { due: (*due).to_owned(), contact: Some(self.named(name)?) },
            ["extend", due] => Step::Extend { due: (*due).to_owned() },
            ["drill"] => Step::Drill,
            ["cancel", who @ ..] => Step::Cancel { token: token(who)? },
            ["safe", who @ ..] => Step::Safe { token: token(who)? },
            ["update", who @ ..] => Step::Update { token: token(who)? },
            ["hand", name, who @ ..] => Step::Hand { contact: self.named(name)?, token: token(who)? },
            ["sheet", "sent"] => Step::Sheet { sent: Some(true) },
            ["sheet", "closed"] => Step::Sheet { sent: Some(false) },
            ["sheet", "unknown"] => Step::Sheet { sent: None },
            ["answers", name] => Step::Answers(self.named(name)?),
            ["receive", number, text] => Step::Receive { from: (*number).to_owned(), text: (*text).to_owned() },
            ["kill"] => Step::Kill { reboot: false, for_s: 0 },
            ["kill", span] => Step::Kill { reboot: false, for_s: span_s(span)? },
            ["reboot"] => Step::Kill { reboot: true, for_s: 0 },
            ["reboot", span] => Step::Kill { reboot: true, for_s: span_s(span)? },
            [first, ..] if WORDS.contains(first) => return Err(Failure::refused("script-words")),
            _ => return Err(Failure::refused("script-unknown")),
        })
    }

    fn named(&self, name: &str) -> Result<Id, Failure> {
        let contact = self.kit.contacts.iter().find(|contact| contact.name == name);
        contact.map(|contact| contact.id.clone()).ok_or(Failure::refused("script-no-contact"))
    }
}

fn radio_result(word: &str) -> Result<RadioResult, Failure> {
    match word {
        "ok" => Ok(RadioResult::Handed),
        "none" => Ok(RadioResult::NoService),
        "off" => Ok(RadioResult::RadioOff),
        "limit" => Ok(RadioResult::LimitExceeded),
        "fail" => Ok(RadioResult::Failed),
        _ => Err(Failure::refused("script-words")),
    }
}

fn gps(place: &str, age_s: u64) -> Result<Gps, Failure> {
    let (lat, lon, accuracy_m) = alert_fields::spot(place).ok_or(Failure::refused("script-place"))?;
    Ok(Gps { lat, lon, accuracy_m, age_s })
}

/// `30s`, `5m`, `2h`
fn span_s(typed: &str) -> Result<u64, Failure> {
    let wrong = || Failure::refused("script-span");
    let unit_s = match typed.chars().last() {
        Some('s') => 1,
        Some('m') => 60,
        Some('h') => 3_600,
        _ => return Err(wrong()),
    };
    let number: u64 = typed[..typed.len() - 1].parse().map_err(|_| wrong())?;
    number.checked_mul(unit_s).filter(|span_s| *span_s <= SPAN_MAX_S).ok_or_else(wrong)
}

/// `-2h`, `+30m`
fn signed_s(typed: &str) -> Result<i64, Failure> {
    let (sign, span) = if let Some(span) = typed.strip_prefix('-') { (-1, span) } else { (1, typed.strip_prefix('+').unwrap_or(typed)) };
    Ok(sign * span_s(span)?.cast_signed())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(text: &str) -> Vec<Step> {
        Script::read(text).expect(text).lines.into_iter().map(|line| line.step).collect()
    }

    #[test]
    fn a_script_says_who_is_there_and_what_happens() {
        let text = "# a heading\nphone ios\nname 'Айгүл' Aigul\ncontact Анам 87011234567 tier 2 kk polite quiet harmless 'нан ал'\n\npress\nwait 5m";
        let script = Script::read(text).expect("a script");
        assert_eq!((script.abilities, script.kit.latin.as_str()), (Abilities::IOS, "Aigul"));
        let contact = &script.kit.contacts[0];
        assert_eq!((contact.number.as_str(), contact.tier, contact.harmless.as_str()), ("+77011234567", 2, "нан ал"));
        assert!(contact.manner.polite && contact.manner.quiet);
        assert_eq!((script.lines[1].number, script.lines[1].typed.as_str()), (7, "wait 5m"));
    }

    #[test]
    fn every_step_is_read() {
        assert_eq!(steps("set-clock -2h\nset-clock +30s"), [Step::SetClock { by_s: -7_200 }, Step::SetClock { by_s: 30 }]);
        assert_eq!(steps("cancel\nsafe second"), [Step::Cancel { token: true }, Step::Safe { token: false }]);
        assert_eq!(steps("kill\nreboot 2m"), [Step::Kill { reboot: false, for_s: 0 }, Step::Kill { reboot: true, for_s: 120 }]);
        let place = Gps { lat: 43.2, lon: -7.5, accuracy_m: 20, age_s: 60 };
        assert_eq!(steps("gps 43.2,-7.5,20 1m\ngps off"), [Step::Gps(Some(place)), Step::Gps(None)]);
        assert_eq!(steps("network limit\nreceipts off\nsheet unknown").len(), 3);
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_line() {
        let contact = "contact a +77011234567 tier 1 kk";
        for (lines, line, code) in [
            ("dance", 1, "script-unknown"),
            ("press twice", 1, "script-words"),
            ("reboot now please", 1, "script-words"),
            ("press\nname x", 2, "script-after-press"),
            ("\nwait 5", 2, "script-span"),
            ("wait 5000h", 1, "script-span"),
            ("wait ж", 1, "script-span"),
            ("answers a", 1, "script-no-contact"),
            ("contact a +77011234567 tier 6 kk", 1, "script-tier"),
            ("contact a +77011234567 tier 1 de", 1, "script-words"),
            ("contact a +77011234567 tier 1 kk harmless", 1, "script-words"),
            ("contact a +77011234567 tier 1 kk key 07", 1, "not-a-key"),
            (&format!("{contact}\n{contact}"), 2, "script-contact-twice"),
            ("gps 91,0,20", 1, "script-place"),
            ("clock 21:30", 1, "not-a-date"),
            ("receive +7701 'open", 1, "quotes-open"),
        ] {
            let failure = Script::read(lines).expect_err(lines);
            assert_eq!((failure.code(), failure.line()), (code, Some(line)), "{lines}");
        }
    }
}
