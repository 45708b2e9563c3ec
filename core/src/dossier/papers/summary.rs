//! One page for a crisis centre, so that she need not tell it all again.

use super::super::bundle::MakeError;
use super::super::chosen::Chosen;
use super::super::layout::{Block, Paragraph, Pdf, Size, Story, typeset};
use super::super::pictures::{amount_words, kind_words, last_weeks};
use super::super::statement::{joined, partial_date, when};
use super::super::{Choice, Form};
use super::Words;
use crate::Now;
use crate::incident::history;
use crate::incident::{Amount, Exported, Harm, Kind, Log, LogError, Measure, Person, Report, Urgent, export};
use crate::language::{Arg, Language};
use crate::vault::VaultError;
use std::io::Write;

/// Lines of one sort that are shown: kinds, people, reports, measures, the newest episodes.
const SHOWN_MAX: usize = 3;
/// Characters of a line. It is one page, whatever was written.
const LINE_MAX_CHARS: usize = 160;
/// Characters of a name.
const NAME_MAX_CHARS: usize = 60;

/// Writes the page to `out`, and then notes in the history that it went out. It says what the choice shows, in the choice's first language; what is withheld is
/// left out. The shell asks for the PIN before it. What was written before an error must not be used.
pub fn make_summary(log: &mut Log<'_>, choice: &Choice, form: &Form, out: &mut dyn Write, now: Now) -> Result<Pdf, MakeError> {
    let chosen = Chosen::gather(log, choice)?;
    let language = choice.languages.first().copied().unwrap_or(Language::Kk);
    let words = Words { language };
    let pdf = typeset(Story { title: words.text("summary-title"), language, made_at: now.wall, blocks: blocks(&chosen, form, words) })?;
    out.write_all(&pdf.bytes).and_then(|()| out.flush()).map_err(MakeError::Shelf)?;
    let acts = chosen.incidents.iter().map(|incident| incident.episode.acts).sum();
    let exported = Exported { form: "summary", incidents: chosen.incidents.len() as u64, acts, withdrawn: false };
    let tx = log.begin(now)?;
    history::append(&tx, &export::record_of(None, &exported, now.wall)).map_err(LogError::from)?;
    tx.commit().map_err(VaultError::from)?;
    Ok(pdf)
}

fn blocks(chosen: &Chosen, form: &Form, words: Words) -> Vec<Block<'static>> {
    let born = form.applicant.born.as_ref().map(|date| partial_date(date, words.language)).unwrap_or_default();
    let page = Page { chosen, words };
    let lines = [
        ("applicant-name", form.applicant.name.clone()),
        ("dossier-born", born),
        ("dossier-contact", form.applicant.contact.replace('\n', ", ")),
        ("summary-who", page.people()),
        ("summary-when", page.span()),
        ("summary-what", page.kinds()),
        ("summary-danger", page.danger()),
        ("dossier-refusal", page.refusal()),
        ("summary-reports", page.reports()),
        ("dossier-measures", page.measures()),
        ("dossier-harm", harm(&form.harm, words)),
        ("summary-wants", form.other_requests.join("; ")),
    ];
    let line = |label: String, value: String| Block::Paragraph(Paragraph::labelled(&label, cut(&value, LINE_MAX_CHARS)));
    let mut blocks = vec![Block::Title(words.text("summary-title")), words.note("summary-note")];
    blocks.extend(lines.into_iter().filter(|(_, value)| !value.is_empty()).map(|(label, value)| line(words.text(label), value)));
    blocks.extend(last_weeks(&chosen.pictures, words.language));
    let latest = page.latest();
    if !latest.is_empty() {
        blocks.push(Block::Heading(words.text("summary-latest")));
        blocks.extend(latest.into_iter().map(|(label, told)| line(label, told)));
    }
    if chosen.incidents.is_empty() {
        blocks.push(words.paragraph("summary-nothing"));
    }
    blocks.push(Block::Paragraph(Paragraph::new(words.text("summary-origin")).size(Size::Small)));
    blocks
}

struct Page<'a> {
    chosen: &'a Chosen,
    words: Words,
}

impl Page<'_> {
    fn people(&self) -> String {
        listed(self.chosen.people.iter().map(|person| self.person(&person.said)), "; ")
    }

    fn person(&self, person: &Person) -> String {
        let about = person.relation.iter().flat_map(|relation| {
            let with_her = [("relation-common-child", relation.common_child), ("relation-lives-with-me", relation.lives_with_me)];
            let with_her = with_her.into_iter().filter(|(_, is_so)| *is_so == Some(true));
            std::iter::once(format!("relation-{}", relation.kind)).chain(with_her.map(|(key, _)| key.to_owned()))
        });
        joined(std::iter::once(cut(&person.name, NAME_MAX_CHARS)).chain(about.map(|key| self.words.text(&key))), ", ")
    }

    fn span(&self) -> String {
        let mut times = self.chosen.incidents.iter().filter_map(|incident| incident.episode.time.as_ref());
        let Some(first) = times.next() else { return String::new() };
        let last = times.next_back().unwrap_or(first);
        let [first, last] = [first, last].map(|time| when(time.at, time.precision, self.words.language));
        let count = ("episodes", Arg::Number(self.chosen.incidents.len() as u64));
        self.words.with("summary-span", &[count, ("first", Arg::Text(&first)), ("last", Arg::Text(&last))])
    }

    fn kinds(&self) -> String {
        let mut kinds: Vec<(Kind, Amount)> = Vec::new();
        for episode in self.chosen.incidents.iter().map(|incident| &incident.episode) {
            let Some(kind) = episode.kind else { continue };
            let amount = match episode.count {
                _ if episode.acts > 0 => Amount { exact: episode.acts, about: 0 },
                Some(count) if !count.exact => Amount { exact: 0, about: count.acts.into() },
                count => Amount { exact: count.map_or(1, |count| count.acts.into()), about: 0 },
            };
            match kinds.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, sum)) => *sum = Amount { exact: sum.exact + amount.exact, about: sum.about + amount.about },
                None => kinds.push((kind, amount)),
            }
        }
        kinds.sort_by_key(|(_, amount)| std::cmp::Reverse(amount.total()));
        let language = self.words.language;
        listed(kinds.iter().map(|(kind, amount)| format!("{}: {}", kind_words(*kind, language), amount_words(*amount, language))), "; ")
    }

    /// Each sign once, with the day it showed last.
    fn danger(&self) -> String {
        let mut signs: Vec<(&str, Option<String>)> = Vec::new();
        for episode in self.chosen.incidents.iter().rev().map(|incident| &incident.episode) {
            let Some(urgent) = episode.kind.and_then(|kind| Urgent::told_by(kind, &episode.own, episode.place.as_ref())) else { continue };
            if signs.iter().all(|(known, _)| *known != urgent.id) {
                let time = episode.time.as_ref();
                signs.push((urgent.id, time.map(|time| when(time.at, time.precision, self.words.language))));
            }
        }
        let said = |(id, at): (&str, Option<String>)| {
            let sign = self.words.text(&format!("danger-{id}"));
            at.map_or(sign.clone(), |at| format!("{sign} ({at})"))
        };
        joined(signs.into_iter().map(said), "; ")
    }

    fn refusal(&self) -> String {
        let Some(refusal) = self.chosen.refusals.first().map(|refusal| &refusal.said) else { return String::new() };
        let at = when(refusal.at, refusal.precision, self.words.language);
        let after = self.chosen.incidents.iter().filter(|incident| incident.episode.after_refusal).count();
        self.words.with("summary-refusal", &[("when", Arg::Text(&at)), ("after", Arg::Number(after as u64))])
    }

    fn reports(&self) -> String {
        let report = |report: &Report| {
            let numbers = [&report.talon, &report.kui, &report.erdr].into_iter().map(|number| cut(number, NAME_MAX_CHARS));
            let way = self.words.text(&format!("way-{}", report.way));
            joined([self.words.language.date(report.at), way].into_iter().chain(numbers), ", ")
        };
        listed(self.chosen.reports.iter().rev().map(|shown| report(&shown.said)), "; ")
    }

    fn measures(&self) -> String {
        let language = self.words.language;
        let measure = |measure: &Measure| {
            let term = measure
                .to
                .map_or_else(|| language.date(measure.from), |to| format!("{} – {}", language.date(measure.from), language.date(to)));
            format!("{}, {term}", self.words.text(&format!("measure-{}", measure.kind)))
        };
        listed(self.chosen.measures.iter().rev().map(|shown| measure(&shown.said)), "; ")
    }

    /// The newest episodes of which something is told, the newest first.
    fn latest(&self) -> Vec<(String, String)> {
        let told = self.chosen.incidents.iter().rev().filter_map(|incident| {
            let episode = &incident.episode;
            let time = episode.time.as_ref().map(|time| when(time.at, time.precision, self.words.language));
            let kind = episode.kind.map(|kind| kind_words(kind, self.words.language));
            let label = joined([time, kind].into_iter().flatten(), ", ");
            (!label.is_empty() && !episode.what.is_empty()).then(|| (label, episode.what.clone()))
        });
        told.take(SHOWN_MAX).collect()
    }
}

fn harm(harm: &Harm, words: Words) -> String {
    let parts = harm.parts().into_iter().filter(|(_, told)| !told.is_empty());
    joined(parts.map(|(part, told)| format!("{}: {}", words.text(&format!("harm-{part}")), cut(told, NAME_MAX_CHARS))), "; ")
}

/// The first few, and a sign if there are more.
fn listed(lines: impl Iterator<Item = String>, between: &str) -> String {
    let mut lines: Vec<String> = lines.filter(|line| !line.is_empty()).take(SHOWN_MAX + 1).collect();
    if lines.len() > SHOWN_MAX {
        lines.truncate(SHOWN_MAX);
        lines.push("…".to_owned());
    }
    lines.join(between)
}

/// The beginning of a text, in one line.
fn cut(text: &str, max_chars: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(max_chars) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}
