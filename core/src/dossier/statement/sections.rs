//! The sections of a statement, in their order.

use super::super::layout::{Align, Block, Cell, Column, Field, Item, List, MEASURE_PT, Paragraph, Size, Table};
use super::super::pictures::{self, amount_words, kind_words};
use super::words::{about, in_episodes, joined, law_source, partial_date, ranges, term, when};
use super::{Attachment, Belongs, Episode, EpisodeTime, Representative, Statement};
use crate::Moment;
use crate::incident::{
    Amount, HARM_PARTS, Harm, Kind, Measure, OwnField, OwnForm, Person, Precision, Relation, Report, Seen, Who, Witness, hex,
};
use crate::language::{Arg, Language};
use crate::law::{Fact, law};
use std::ops::RangeInclusive;

/// Bytes of a kilobyte and of a megabyte, as sizes of files are counted.
const KILOBYTE: u64 = 1_024;
const MEGABYTE: u64 = KILOBYTE * KILOBYTE;
/// From this size on a file is counted in megabytes.
const IN_MEGABYTES_MIN: u64 = 10 * MEGABYTE;
/// Where the lines with addressee and applicant begin.
const ADDRESS_INDENT_PT: f32 = MEASURE_PT * 0.42;

/// All blocks of a statement.
pub(super) fn blocks(statement: &Statement, language: Language) -> Vec<Block<'_>> {
    let writer = Writer { statement, language };
    let mut blocks = writer.address();
    blocks.push(Block::Title(language.text("dossier-title")));
    blocks.push(Block::Paragraph(Paragraph::new(writer.summary())));
    let sections = [
        ("dossier-suspect", writer.suspects()),
        ("dossier-relation", writer.relations()),
        ("dossier-chronology", writer.chronology()),
        ("dossier-harm", writer.harm()),
        ("dossier-earlier", writer.earlier()),
        ("dossier-witnesses", writer.witnesses()),
        ("dossier-requests", writer.requests()),
        ("dossier-attachments", writer.attachments()),
        ("dossier-notice", writer.notice()),
    ];
    for (number, (key, section)) in sections.into_iter().filter(|(_, section)| !section.is_empty()).enumerate() {
        blocks.push(Block::Heading(format!("{}. {}", number + 1, language.text(key))));
        blocks.extend(section);
    }
    blocks
}

#[derive(Clone, Copy)]
struct Writer<'a> {
    statement: &'a Statement,
    language: Language,
}

impl<'a> Writer<'a> {
    fn address(&self) -> Vec<Block<'a>> {
        let Statement { addressee, applicant, representative, .. } = self.statement;
        let to = if addressee.is_empty() { self.text("dossier-to-blank") } else { addressee.clone() };
        let born = applicant.born.as_ref().map(|date| partial_date(date, self.language)).unwrap_or_default();
        let mut lines = vec![
            ("dossier-to", to),
            ("dossier-from", applicant.name.clone()),
            ("dossier-born", born),
            ("dossier-iin", applicant.iin.as_str().to_owned()),
            ("dossier-contact", below(&applicant.contact)),
        ];
        match representative {
            Some(Representative::Legal { name, contact }) => {
                lines.extend([("dossier-representative", name.clone()), ("dossier-contact", below(contact))]);
            }
            Some(Representative::Guardianship { name, contact }) => {
                lines.extend([("dossier-guardianship", name.clone()), ("dossier-contact", below(contact))]);
            }
            None => {}
        }
        self.labelled(lines).map(|line| Block::Paragraph(line.indent(ADDRESS_INDENT_PT))).collect()
    }

    fn summary(&self) -> String {
        let Statement { episodes, attachments, .. } = self.statement;
        let files = ("files", Arg::Number(attachments.len() as u64));
        if episodes.is_empty() {
            return self.with("dossier-no-episodes", &[files]);
        }
        let count = ("episodes", Arg::Number(episodes.len() as u64));
        let mut times = episodes.iter().filter_map(|episode| episode.time.as_ref());
        let Some(first) = times.next() else { return self.with("dossier-summary-timeless", &[count, files]) };
        let last = times.next_back().unwrap_or(first);
        let [first, last] = [first, last].map(|time| when(time.at, time.precision, self.language));
        self.with("dossier-summary", &[count, ("first", Arg::Text(&first)), ("last", Arg::Text(&last)), files])
    }

    fn suspects(&self) -> Vec<Block<'a>> {
        if self.statement.suspects.is_empty() {
            return vec![Block::Paragraph(Paragraph::new(self.text("dossier-suspect-unknown")))];
        }
        self.statement.suspects.iter().flat_map(|suspect| self.suspect(suspect)).collect()
    }

    fn suspect(&self, suspect: &Person) -> Vec<Block<'a>> {
        let lines = [("dossier-name", suspect.name.clone()), ("dossier-description", suspect.description.clone())];
        let mut blocks: Vec<Block<'a>> = self.labelled(lines).map(Block::Paragraph).collect();
        let identities = suspect.identities.iter().map(|identity| {
            let sure = identity.certainty.map(|sure| self.text(&format!("dossier-sure-{}", sure.id())));
            let since = identity.since.as_ref().map(|date| partial_date(date, self.language));
            let since = since.map(|date| self.with("dossier-since", &[("date", Arg::Text(&date))]));
            let why = [sure, Some(identity.reason.clone()), since].into_iter().flatten();
            vec![
                Cell::new(self.text(&format!("identity-{}", identity.sort))),
                Cell::new(identity.value.clone()),
                Cell::new(joined(why, "; ")),
            ]
        });
        let columns = [("dossier-identity", 1.2), ("dossier-identity-value", 2.4), ("dossier-identity-reason", 3.4)];
        blocks.extend(self.table(&columns, identities.collect::<Vec<_>>()));
        blocks
    }

    fn relations(&self) -> Vec<Block<'a>> {
        let Statement { suspects, refusals, episodes, .. } = self.statement;
        let related: Vec<(&Person, &Relation)> = suspects.iter().filter_map(|person| Some((person, person.relation.as_ref()?))).collect();
        let mut blocks = Vec::new();
        for (person, relation) in &related {
            if related.len() > 1 && !person.name.is_empty() {
                blocks.push(Block::Subheading(person.name.clone()));
            }
            blocks.extend(self.labelled(self.relation(relation)).map(Block::Paragraph));
        }
        for refusal in refusals {
            let when = when(refusal.at, refusal.precision, self.language);
            let channel = self.text(&format!("channel-{}", refusal.channel));
            let line = self.with("dossier-refusal-line", &[("when", Arg::Text(&when)), ("channel", Arg::Text(&channel))]);
            let lines =
                [("dossier-refusal", line), ("dossier-refusal-to", refusal.to.clone()), ("dossier-words", self.quote(&refusal.words))];
            blocks.push(Block::Together(self.labelled(lines).map(Block::Paragraph).collect()));
        }
        if refusals.is_empty() {
            blocks.push(Block::Paragraph(Paragraph::new(self.text("dossier-no-refusal"))));
        }
        let after = numbers_of(episodes, |episode| episode.after_refusal);
        blocks.extend(self.labelled([("dossier-after-refusal", ranges(&after))]).map(Block::Paragraph));
        blocks
    }

    fn relation(&self, relation: &Relation) -> [(&'static str, String); 4] {
        let date = |date: &Option<_>| date.as_ref().map(|date| partial_date(date, self.language));
        let (from, to) = (date(&relation.from), date(&relation.to));
        let answer = |answer: Option<bool>| answer.map(|yes| self.text(if yes { "yes" } else { "no" })).unwrap_or_default();
        [
            ("dossier-relation-kind", self.text(&format!("relation-{}", relation.kind))),
            ("dossier-relation-time", term(from.as_deref(), to.as_deref(), self.language)),
            ("dossier-common-child", answer(relation.common_child)),
            ("dossier-lives-together", answer(relation.lives_with_me)),
        ]
    }

    fn chronology(&self) -> Vec<Block<'a>> {
        let writer = *self;
        let row = move |(at, episode): (usize, &Episode)| {
            vec![
                Cell::of(vec![Paragraph::bold((at + 1).to_string())]),
                Cell::of(writer.times(episode)),
                Cell::of(writer.account(episode)),
                Cell::of(writer.basis(episode)),
            ]
        };
        let columns = [("№", 0.55), ("dossier-when", 1.35), ("dossier-what", 4.6), ("dossier-basis", 2.3)];
        let table = self.table(&columns, self.statement.episodes.iter().enumerate().map(row));
        let Some(table) = table else { return Vec::new() };
        let mut blocks = vec![table, self.note("dossier-times")];
        blocks.extend(self.bands());
        let pictures = pictures::blocks(&self.statement.pictures, self.language);
        if !pictures.is_empty() {
            blocks.push(Block::Subheading(self.text("dossier-pictures")));
            blocks.extend(pictures);
        }
        blocks
    }

    fn times(&self, episode: &Episode) -> Vec<Paragraph> {
        let Some(time) = &episode.time else { return Vec::new() };
        let at = when(time.at, time.precision, self.language);
        let until = time.until.map(|until| {
            let is_rough = !matches!(time.precision, Precision::Exact | Precision::About);
            let same_day = until.wall().date() == time.at.wall().date();
            match (is_rough, same_day) {
                (true, _) => when(until, time.precision, self.language),
                (false, true) => until.wall().strftime("%H:%M").to_string(),
                (false, false) => self.language.date_time(until),
            }
        });
        let until = until.filter(|until| *until != at).map(|until| self.with("dossier-until", &[("until", Arg::Text(&until))]));
        [Some(at), until, Some(time.words.clone())].into_iter().flatten().filter(|line| !line.is_empty()).map(Paragraph::new).collect()
    }

    /// What happened: the kind and what marks it, her words, his words, and the rest by name.
    fn account(&self, episode: &Episode) -> Vec<Paragraph> {
        let breaks = episode.breaks.iter().filter_map(|at| self.statement.measures.get(*at));
        let breaks = breaks.map(|measure| self.with("dossier-breaks", &[("measure", Arg::Text(&self.measure_name(measure)))]));
        let after = episode.after_refusal.then(|| self.text("dossier-marked-after-refusal"));
        let kind = episode.kind.map(|kind| kind_words(kind, self.language));
        let head = joined([kind, self.acts(episode), after].into_iter().flatten().chain(breaks), "; ");
        let mut account: Vec<Paragraph> = Some(head).filter(|head| !head.is_empty()).map(Paragraph::bold).into_iter().collect();
        if !episode.what.is_empty() {
            account.push(Paragraph::new(episode.what.clone()));
        }
        let place = episode.place.as_ref().map(|place| {
            let kind = if place.kind.is_empty() { String::new() } else { self.text(&format!("place-{}", place.kind)) };
            joined([kind, place.label.clone()], ", ")
        });
        account.extend(self.labelled([
            ("dossier-words", self.quote(&episode.words)),
            ("dossier-place", place.unwrap_or_default()),
            ("dossier-who", self.who(&episode.who)),
            ("dossier-numbers", episode.who.numbers.join(", ")),
        ]));
        for field in episode.kind.into_iter().flat_map(Kind::own_fields).filter(|field| field.form == OwnForm::Text) {
            account.extend(self.labelled([(&*format!("own-{}", field.name), episode.own.get(field.name).to_owned())]));
        }
        if episode.own.get(OwnField::UNDER_18) == OwnField::YES {
            account.push(Paragraph::new(self.text("dossier-under-18")));
        }
        let answered = episode.answered.map(|yes| if yes { "dossier-answered-yes" } else { "dossier-answered-no" });
        account.extend(answered.map(|key| Paragraph::new(self.text(key))));
        account
    }

    /// How she knows it, who else does, and which files show it.
    fn basis(&self, episode: &Episode) -> Vec<Paragraph> {
        let seen = episode.seen.as_ref().map(|seen| match seen {
            Seen { myself: true, .. } => self.text("dossier-saw-myself"),
            Seen { by, .. } if by.is_empty() => self.text("dossier-was-told"),
            Seen { by, .. } => self.with("dossier-was-told-by", &[("by", Arg::Text(by))]),
        });
        let mut basis: Vec<Paragraph> = seen.map(Paragraph::new).into_iter().collect();
        let witnesses = joined(episode.witnesses.iter().map(|witness| witness.name.clone()), ", ");
        basis.extend(self.labelled([("dossier-episode-witnesses", witnesses)]));
        for at in &episode.evidence {
            if let Some(attachment) = self.statement.attachments.get(*at) {
                let number = Arg::Number(*at as u64 + 1);
                basis.push(Paragraph::new(self.with("dossier-attachment", &[("number", number), ("name", Arg::Text(&attachment.name))])));
            }
        }
        basis
    }

    fn acts(&self, episode: &Episode) -> Option<String> {
        let words = |count: u64| self.with("dossier-acts", &[("count", Arg::Number(count))]);
        match episode.count {
            Some(count) if count.exact => Some(words(count.acts.into())),
            Some(count) => Some(about(&words(count.acts.into()), self.language)),
            None => (episode.acts > 0).then(|| words(episode.acts)),
        }
    }

    fn who(&self, who: &Who) -> String {
        let sure = who.sure.map(|sure| self.text(&format!("dossier-sure-{}", sure.id())));
        let why = joined([sure, Some(who.reason.clone())].into_iter().flatten(), ": ");
        match (who.name.is_empty(), why.is_empty()) {
            (_, true) => who.name.clone(),
            (true, false) => why,
            (false, false) => format!("{} ({why})", who.name),
        }
    }

    /// How the episodes lie to the states of the law: dates with their sources, and no judgement.
    fn bands(&self) -> Vec<Block<'a>> {
        let Statement { episodes, bands, .. } = self.statement;
        let row = |(at, band): (usize, &crate::law::Band)| {
            let within = numbers_of(episodes, |episode| episode.time.as_ref().is_some_and(|time| bands_of(time).contains(&at)));
            let acts = bands.iter().find(|figure| figure.band == band.id).map_or(Amount::default(), |figure| figure.acts);
            let acts = if acts.total() == 0 && bands.is_empty() { String::new() } else { amount_words(acts, self.language) };
            let fact = vec![Paragraph::new(band.fact.says.of(self.language)), self.source(&band.fact)];
            vec![Cell::new(band.name.of(self.language)), Cell::new(ranges(&within)), Cell::new(acts), Cell::of(fact)]
        };
        let columns = [("dossier-band", 1.4), ("dossier-episodes", 1.3), ("dossier-acts-column", 1.0), ("dossier-band-fact", 4.6)];
        let mut blocks = vec![Block::Subheading(self.text("dossier-bands"))];
        blocks.extend(self.table(&columns, law().bands.iter().enumerate().map(row).collect::<Vec<_>>()));
        blocks.push(self.note("dossier-bands-note"));
        let lasts = |episode: &Episode| episode.time.as_ref().is_some_and(|time| bands_of(time).count() > 1);
        if episodes.iter().any(lasts) {
            blocks.push(self.note("dossier-bands-lasting"));
        }
        blocks
    }

    fn source(&self, fact: &Fact) -> Paragraph {
        Paragraph::new(law_source(fact, self.language)).size(Size::Small)
    }

    /// Part by part: what she says of it all, and what she said of episodes.
    fn harm(&self) -> Vec<Block<'a>> {
        let said = |harm: &Harm, part: &str| harm.parts().into_iter().find(|(name, _)| *name == part).map(|(_, text)| text.to_owned());
        let mut blocks = Vec::new();
        for part in HARM_PARTS {
            let overall = said(&self.statement.harm, part).filter(|text| !text.is_empty());
            let in_episodes = self.statement.episodes.iter().enumerate().filter_map(|(at, episode)| {
                let text = said(&episode.harm, part).filter(|text| !text.is_empty())?;
                Some(format!("{text} ({})", in_episodes(&[at + 1], self.language)))
            });
            let mut texts = overall.into_iter().chain(in_episodes);
            let Some(first) = texts.next() else { continue };
            blocks.push(Block::Paragraph(Paragraph::labelled(&self.text(&format!("dossier-harm-{part}")), first)));
            blocks.extend(texts.map(|text| Block::Paragraph(Paragraph::new(text))));
        }
        blocks
    }

    fn earlier(&self) -> Vec<Block<'a>> {
        let Statement { reports, measures, .. } = self.statement;
        let reports: Vec<_> = reports.iter().map(|report| self.report(report)).collect();
        let columns = [("dossier-when", 1.3), ("dossier-report-way", 2.0), ("dossier-report-numbers", 2.2), ("dossier-report-answer", 2.8)];
        let mut blocks = self.subsection("dossier-reports", self.table(&columns, reports));
        let measures: Vec<_> = measures.iter().enumerate().map(|(at, measure)| self.measure(at, measure)).collect();
        let columns = [
            ("dossier-measure", 2.4),
            ("dossier-measure-term", 2.2),
            ("dossier-measure-authority", 2.2),
            ("dossier-measure-breaches", 1.5),
        ];
        blocks.extend(self.subsection("dossier-measures", self.table(&columns, measures)));
        blocks
    }

    fn report(&self, report: &Report) -> Vec<Cell> {
        let numbered = |key, number: &str| (!number.is_empty()).then(|| self.with(key, &[("number", Arg::Text(number))]));
        let numbers = [
            numbered("dossier-talon", &report.talon),
            numbered("dossier-kui", &report.kui),
            numbered("dossier-erdr", &report.erdr),
            (!report.officer.is_empty()).then(|| self.with("dossier-officer", &[("name", Arg::Text(&report.officer))])),
        ];
        let answer = report.answer.as_ref().map(|answer| joined([self.language.date(answer.at), answer.text.clone()], ": "));
        vec![
            Cell::new(self.language.date_time(report.at)),
            Cell::new(joined([self.text(&format!("way-{}", report.way)), report.place.clone()], ", ")),
            Cell::of(numbers.into_iter().flatten().map(Paragraph::new).collect()),
            Cell::new(answer.unwrap_or_else(|| self.text("dossier-no-answer"))),
        ]
    }

    fn measure(&self, at: usize, measure: &Measure) -> Vec<Cell> {
        let breaches = numbers_of(&self.statement.episodes, |episode| episode.breaks.contains(&at));
        let (from, to) = (self.language.date(measure.from), measure.to.map(|to| self.language.date(to)));
        // A fine is imposed on a day, and does not last.
        let lasts = measure.to.is_some() || measure.kind != "fine";
        let term = if lasts { term(Some(&from), to.as_deref(), self.language) } else { from };
        vec![
            Cell::new(self.measure_name(measure)),
            Cell::new(term),
            Cell::new(joined([measure.authority.clone(), measure.article.clone()], ", ")),
            Cell::new(ranges(&breaches)),
        ]
    }

    fn measure_name(&self, measure: &Measure) -> String {
        let number = (!measure.number.is_empty()).then(|| self.with("dossier-measure-number", &[("number", Arg::Text(&measure.number))]));
        joined(Some(self.text(&format!("measure-{}", measure.kind))).into_iter().chain(number), " ")
    }

    /// Each person once, with the episodes she saw.
    fn witnesses(&self) -> Vec<Block<'a>> {
        let mut people: Vec<(&Witness, Vec<usize>)> = Vec::new();
        for (at, episode) in self.statement.episodes.iter().enumerate() {
            for witness in &episode.witnesses {
                match people.iter_mut().find(|(known, _)| *known == witness) {
                    Some((_, episodes)) => episodes.push(at + 1),
                    None => people.push((witness, vec![at + 1])),
                }
            }
        }
        let row = |(witness, episodes): (&Witness, Vec<usize>)| {
            let testifies =
                witness.testifies.map(|yes| self.text(if yes { "dossier-witness-testifies" } else { "dossier-witness-declines" }));
            let saw = [Some(witness.saw.clone()).filter(|saw| !saw.is_empty()), testifies];
            vec![
                Cell::new(witness.name.clone()),
                Cell::new(witness.contact.clone()),
                Cell::of(saw.into_iter().flatten().map(Paragraph::new).collect()),
                Cell::new(ranges(&episodes)),
            ]
        };
        let columns = [("dossier-name", 2.0), ("dossier-witness-contact", 1.8), ("dossier-witness-saw", 3.4), ("dossier-episodes", 1.0)];
        self.table(&columns, people.into_iter().map(row).collect::<Vec<_>>()).into_iter().collect()
    }

    fn requests(&self) -> Vec<Block<'a>> {
        let Statement { requests, other_requests, .. } = self.statement;
        let ticked = requests.iter().map(|request| self.text(&format!("dossier-request-{}", request.id())));
        let asked = ticked.chain(other_requests.iter().cloned());
        let item = |(at, text): (usize, String)| Item { label: format!("{}.", at + 1), paragraphs: vec![Paragraph::new(text)] };
        let items: Vec<Item> = asked.enumerate().map(item).collect();
        if items.is_empty() { Vec::new() } else { vec![Block::List(List { items })] }
    }

    fn attachments(&self) -> Vec<Block<'a>> {
        let Statement { attachments, episodes, .. } = self.statement;
        let mut shown_in: Vec<Vec<usize>> = vec![Vec::new(); attachments.len()];
        for (at, episode) in episodes.iter().enumerate() {
            for evidence in &episode.evidence {
                if let Some(numbers) = shown_in.get_mut(*evidence) {
                    numbers.push(at + 1);
                }
            }
        }
        let rows = attachments.iter().zip(shown_in).enumerate().map(|(at, (attachment, numbers))| {
            let sums = match attachment.sha256 {
                Some(sum) => self.sums(attachment, &sum),
                None if attachment.is_copy => vec![Paragraph::bold(self.text("dossier-file-kept"))],
                None => vec![Paragraph::bold(self.text("dossier-file-missing"))],
            };
            let title = Some(attachment.title.clone()).filter(|title| !title.is_empty()).map(Paragraph::new);
            let (unit, bytes) =
                if attachment.bytes < IN_MEGABYTES_MIN { ("dossier-kilobytes", KILOBYTE) } else { ("dossier-megabytes", MEGABYTE) };
            let size = self.with(unit, &[("count", Arg::Number(attachment.bytes.div_ceil(bytes)))]);
            let alt = self.with("dossier-picture-of", &[("name", Arg::Text(&attachment.name))]);
            let file = [Paragraph::bold(attachment.name.clone())].into_iter().chain(title).chain(sums).collect();
            vec![
                Cell::of(vec![Paragraph::bold((at + 1).to_string())]),
                Cell { paragraphs: file, picture: attachment.thumbnail.clone().map(|picture| (picture, alt)) },
                Cell::new(joined([ranges(&numbers), self.belongs(attachment.of)], ", ")),
                Cell::new(if attachment.sha256.is_some() { size } else { String::new() }),
            ]
        });
        let columns = [("№", 0.55), ("dossier-file", 6.4), ("dossier-episodes", 1.1), ("dossier-size", 1.0)];
        let table = self.table(&columns, rows.collect::<Vec<_>>());
        table.map(|table| vec![table, self.note("dossier-files-note")]).unwrap_or_default()
    }

    /// Its sum, and of a copy that it is one, with the sum of the original.
    fn sums(&self, attachment: &Attachment, sum: &[u8; 32]) -> Vec<Paragraph> {
        let original = attachment.original_sha256.filter(|_| attachment.is_copy);
        let original = original.map(|sum| self.with("dossier-original-sum", &[("sum", Arg::Text(&hex(&sum)))]));
        let copy = attachment.is_copy.then(|| self.text("dossier-copy"));
        let covered = attachment.is_covered.then(|| self.text("dossier-covered"));
        [Some(hex(sum)), copy, covered, original].into_iter().flatten().map(|line| Paragraph::new(line).size(Size::Small)).collect()
    }

    /// What else than episodes a file is of.
    fn belongs(&self, of: Belongs) -> String {
        let Statement { refusals, reports, measures, .. } = self.statement;
        let (key, at) = match of {
            Belongs::Episodes => return String::new(),
            Belongs::Suspect(_) => return self.text("dossier-of-suspect"),
            Belongs::Refusal(at) => {
                ("dossier-of-refusal", refusals.get(at).map(|refusal| when(refusal.at, refusal.precision, self.language)))
            }
            Belongs::Report(at) => ("dossier-of-report", reports.get(at).map(|report| self.language.date(report.at))),
            Belongs::Measure(at) => ("dossier-of-measure", measures.get(at).map(|measure| self.language.date(measure.from))),
        };
        at.map(|date| self.with(key, &[("date", Arg::Text(&date))])).unwrap_or_default()
    }

    fn notice(&self) -> Vec<Block<'a>> {
        let warned = Paragraph::new(self.text("dossier-notice-false-report")).keep_with_next();
        let date = self.language.date(self.statement.made_at);
        let field = |key: &str, filled: &str, share| Field { caption: self.text(key), filled: filled.to_owned(), share };
        let fields = vec![
            field("dossier-date", &date, 1.0),
            field("dossier-signature", "", 1.4),
            field("dossier-signed-name", &self.statement.applicant.name, 2.2),
        ];
        vec![Block::Together(vec![Block::Paragraph(warned), Block::Paragraph(self.source(&law().false_report)), Block::Fields(fields)])]
    }

    fn subsection(&self, key: &str, table: Option<Block<'a>>) -> Vec<Block<'a>> {
        table.map(|table| vec![Block::Subheading(self.text(key)), table]).unwrap_or_default()
    }

    /// A table with these columns, unless it has no rows. A column is called by its key, or by what is no key.
    fn table(&self, columns: &[(&str, f32)], rows: impl IntoIterator<Item = Vec<Cell>, IntoIter: 'a>) -> Option<Block<'a>> {
        let column = |(key, share): &(&str, f32)| Column {
            head: if self.language.has(key) { self.text(key) } else { (*key).to_owned() },
            share: *share,
            align: Align::Left,
        };
        Table::new(columns.iter().map(column).collect(), rows).map(Block::Table)
    }

    /// Lines of a name and a value, without those that have none.
    fn labelled<'k>(&self, lines: impl IntoIterator<Item = (&'k str, String)>) -> impl Iterator<Item = Paragraph> {
        let filled = lines.into_iter().filter(|(_, value)| !value.is_empty());
        filled.map(|(key, value)| Paragraph::labelled(&self.text(key), value))
    }

    fn note(&self, key: &str) -> Block<'a> {
        Block::Paragraph(Paragraph::new(self.text(key)).size(Size::Small))
    }

    fn quote(&self, words: &str) -> String {
        if words.is_empty() { String::new() } else { self.with("dossier-quote", &[("words", Arg::Text(words))]) }
    }

    fn text(&self, key: &str) -> String {
        self.language.text(key)
    }

    fn with(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.language.text_with(key, args)
    }
}

/// Places of the states of the law that an episode may reach into.
fn bands_of(time: &EpisodeTime) -> RangeInclusive<usize> {
    let band = |at: Moment| law().band_of(at.wall().date());
    let told = time.until.unwrap_or(time.at);
    let end = time.precision.end(told);
    // The end of a stretch is the first moment after it.
    let last = if end == told { end } else { Moment::new(end.utc_ms() - 1, end.offset_min()).unwrap_or(end) };
    band(time.at)..=band(last)
}

/// Lines that begin below their name.
fn below(lines: &str) -> String {
    if lines.is_empty() { String::new() } else { format!("\n{lines}") }
}

/// The numbers of the episodes for which something holds.
fn numbers_of(episodes: &[Episode], holds: impl Fn(&Episode) -> bool) -> Vec<usize> {
    episodes.iter().enumerate().filter(|(_, episode)| holds(episode)).map(|(at, _)| at + 1).collect()
}
