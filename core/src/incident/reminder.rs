//! What runs out: orders, answers, cameras' memories. Worked out from the log and the time each time it is asked, and kept nowhere.

use super::filter::Checked;
use super::list::{self, Withdrawn};
use super::{Entry, Id, Incident, Log, LogError, Measure, PAGE_MAX, Report, Said};
use crate::law::{Fact, law};
use crate::{Moment, Now};
use jiff::ToSpan;
use serde::Serialize;

/// Days before its end from which on an order or an arrest is pointed out.
pub const ENDS_WITHIN_DAYS: i64 = 7;
/// Days after which nothing more is said of a camera: Pana's own choice.
pub const CCTV_GONE_DAYS: i64 = 30;

const MS_PER_DAY: i64 = 86_400_000;
/// Kinds that a camera may have seen.
const SEEN_BY_CAMERAS: [&str; 6] = ["follow", "loiter", "visit", "damage", "assault", "child"];
/// Ways of reporting that give a talon.
const WAYS_WITH_TALON: [&str; 2] = ["102", "station"];

/// What a [`Reminder`] can be of. Its words are under `reminder-` and the kind in the language catalogue, and are neutral.
pub const REMINDERS: [&str; 5] = ["order-ends", "arrest-ends", "talon-missing", "no-answer", "cctv"];

/// Something that runs out or is owed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reminder {
    /// One of [`REMINDERS`].
    pub kind: &'static str,
    /// The entry or incident that it is about.
    pub subject: Id,
    /// When it ends, was owed, or may be gone.
    pub due: Moment,
    /// What is known of the term that it was reckoned with, if that is none of hers: shown beside it.
    pub fact: Option<&'static Fact>,
}

impl Reminder {
    fn new(kind: &'static str, subject: &Id, due: Moment) -> Self {
        let fact = match kind {
            "no-answer" => Some(&law().terms.ordinary_answer.fact),
            "cctv" => Some(&law().terms.cctv_kept.fact),
            _ => None,
        };
        Self { kind, subject: subject.clone(), due, fact }
    }
}

impl Log<'_> {
    /// What runs out now, the most pressing first.
    pub fn reminders(&self, now: Now) -> Result<Vec<Reminder>, LogError> {
        let mut entries = self.entries(super::Sort::Report, false)?;
        entries.extend(self.entries(super::Sort::Measure, false)?);
        let mut incidents = Vec::new();
        let mut after = None;
        loop {
            let page = list::page(self.db, Withdrawn::Hide, PAGE_MAX, after.as_deref(), &Checked::default(), &[])?;
            let is_recent = |incident: &Incident| now.wall.utc_ms() - incident.draft.at.utc_ms() <= CCTV_GONE_DAYS * MS_PER_DAY;
            let more = page.incidents.iter().all(is_recent);
            incidents.extend(page.incidents.into_iter().filter(is_recent));
            after = page.next;
            if after.is_none() || !more {
                break;
            }
        }
        Ok(reminders(&entries, &incidents, now.wall))
    }
}

/// What runs out of these entries and incidents, by its moment. Withdrawn ones are passed over.
pub fn reminders(entries: &[Entry], incidents: &[Incident], now: Moment) -> Vec<Reminder> {
    let of_entry = |entry: &Entry| {
        let found = match &entry.said {
            Said::Measure(measure) => of_measure(measure, now),
            Said::Report(report) => of_report(report, now),
            Said::Person(_) | Said::Refusal(_) | Said::Dismissal(_) => Vec::new(),
        };
        found.into_iter().map(|(kind, due)| Reminder::new(kind, &entry.id, due)).collect::<Vec<_>>()
    };
    let of_incident = |incident: &Incident| camera(incident, now).map(|due| Reminder::new("cctv", &incident.id, due));
    let standing = entries.iter().filter(|entry| entry.withdrawn.is_none());
    let mut all: Vec<Reminder> = standing.flat_map(of_entry).collect();
    all.extend(incidents.iter().filter(|incident| incident.withdrawn.is_none()).filter_map(of_incident));
    all.sort_by_key(|reminder| reminder.due.utc_ms());
    all
}

fn of_measure(measure: &Measure, now: Moment) -> Vec<(&'static str, Moment)> {
    let kind = match measure.kind.as_str() {
        "arrest" => "arrest-ends",
        _ if measure.is_order() => "order-ends",
        _ => return Vec::new(),
    };
    let is_near = |to: &Moment| (0..=ENDS_WITHIN_DAYS * MS_PER_DAY).contains(&(to.utc_ms() - now.utc_ms()));
    measure.to.filter(is_near).map(|to| (kind, to)).into_iter().collect()
}

fn of_report(report: &Report, now: Moment) -> Vec<(&'static str, Moment)> {
    let lacks_talon = WAYS_WITH_TALON.contains(&report.way.as_str()) && report.talon.is_empty();
    let answer_due = answer_due(report.at);
    let is_owed = report.answer.is_none() && now.utc_ms() >= answer_due.utc_ms();
    [("talon-missing", report.at, lacks_talon), ("no-answer", answer_due, is_owed)]
        .into_iter()
        .filter(|(_, _, holds)| *holds)
        .map(|(kind, due, _)| (kind, due))
        .collect()
}

/// When a camera may record over an incident of which nothing is kept yet.
fn camera(incident: &Incident, now: Moment) -> Option<Moment> {
    let draft = &incident.draft;
    let is_online = draft.place.as_ref().is_some_and(|place| place.kind == "online");
    let age_ms = now.utc_ms() - draft.at.utc_ms();
    let applies = SEEN_BY_CAMERAS.contains(&draft.kind.id()) && !is_online && incident.evidence.is_empty();
    let is_kept = (0..=CCTV_GONE_DAYS * MS_PER_DAY).contains(&age_ms);
    (applies && is_kept).then(|| {
        let at = draft.at.wall();
        let kept_until = law().terms.cctv_kept.end(at.date()).to_datetime(at.time());
        Moment::from_wall(kept_until, draft.at.offset_min()).unwrap_or(draft.at)
    })
}

/// The start of the day after the last one on which an answer comes in time.
fn answer_due(reported: Moment) -> Moment {
    let last = law().terms.ordinary_answer.end(reported.wall().date());
    Moment::from_wall(last.saturating_add(1.day()).at(0, 0, 0, 0), reported.offset_min()).unwrap_or(reported)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{DAY_MS, Desk, draft, later, moment, now};
    use super::super::{Answer, Place};
    use super::*;
    use crate::language::Language;

    fn due(desk: &mut Desk, at: Now) -> Vec<(&'static str, String)> {
        desk.log().reminders(at).unwrap().into_iter().map(|reminder| (reminder.kind, reminder.due.to_string())).collect()
    }

    #[test]
    fn every_reminder_has_words() {
        assert!(REMINDERS.iter().all(|kind| Language::ALL.iter().all(|language| language.has(&format!("reminder-{kind}")))));
    }

    #[test]
    fn an_order_is_pointed_out_in_its_last_week() {
        let mut desk = Desk::new();
        let to = later(now(), 10 * DAY_MS).wall;
        for kind in ["protective-order", "arrest", "fine"] {
            desk.log().add_entry(&Said::Measure(Measure { to: Some(to), ..Measure::new(kind, now().wall) }), now()).unwrap();
        }
        desk.log().add_entry(&Said::Measure(Measure::new("no-approach", now().wall)), now()).unwrap();
        let both = [("order-ends", to.to_string()), ("arrest-ends", to.to_string())];
        assert_eq!(due(&mut desk, later(now(), 3 * DAY_MS - 1)), []);
        assert_eq!(due(&mut desk, later(now(), 3 * DAY_MS)), both);
        assert_eq!(due(&mut desk, later(now(), 10 * DAY_MS)), both);
        assert_eq!(due(&mut desk, later(now(), 10 * DAY_MS + 1)), []);
    }

    #[test]
    fn a_report_without_talon_or_answer_is_pointed_out() {
        let mut desk = Desk::new();
        // A Tuesday.
        let at = moment("2026-01-13T10:00+05:00");
        let id = desk.log().add_entry(&Said::Report(Report::new("station", at)), now()).unwrap();
        desk.log().add_entry(&Said::Report(Report::new("e-otinish", moment("2026-02-28T10:00+05:00"))), now()).unwrap();
        // Fifteen working days later it is Tuesday 3 February.
        let talon = ("talon-missing", at.to_string());
        let before = Now { wall: moment("2026-02-03T23:59+05:00"), ..now() };
        assert_eq!(due(&mut desk, before), std::slice::from_ref(&talon));
        let after = Now { wall: moment("2026-02-04T00:00+05:00"), ..now() };
        assert_eq!(due(&mut desk, after), [talon, ("no-answer", "2026-02-04T00:00:00+05:00".to_owned())]);
        let facts: Vec<_> = desk.log().reminders(after).unwrap().into_iter().map(|reminder| reminder.fact).collect();
        assert_eq!(facts, [None, Some(&law().terms.ordinary_answer.fact)], "a term of the law is told with its source");
        let answer = Some(Answer { at: moment("2026-02-05T10:00+05:00"), text: "Отказ".into() });
        let answered = Report { talon: "КУИ 12".into(), answer, ..Report::new("station", at) };
        desk.log().amend_entry(&id, &Said::Report(answered), now()).unwrap();
        assert_eq!(due(&mut desk, after), []);
    }

    #[test]
    fn a_camera_is_pointed_out_until_something_is_kept() {
        let mut desk = Desk::new();
        let at = "2026-02-25T12:00+05:00";
        let id = desk.add(&draft("loiter", at, ""));
        desk.add(&draft("call", at, ""));
        desk.add(&super::super::Draft { place: Some(Place { kind: "online".into(), label: String::new() }), ..draft("child", at, "") });
        desk.add(&draft("visit", "2026-01-01T12:00+05:00", ""));
        assert_eq!(due(&mut desk, now()), [("cctv", "2026-03-04T12:00:00+05:00".to_owned())]);
        assert_eq!(desk.log().reminders(now()).unwrap()[0].fact, Some(&law().terms.cctv_kept.fact));
        desk.log().attach(&id, "a.jpg", &mut &b"x"[..], now(), &mut |_| ()).unwrap();
        assert_eq!(due(&mut desk, now()), []);
        let other = desk.add(&draft("assault", at, ""));
        assert_eq!(due(&mut desk, now()).len(), 1);
        desk.log().withdraw(&other, now()).unwrap();
        assert_eq!(due(&mut desk, now()), []);
    }
}
