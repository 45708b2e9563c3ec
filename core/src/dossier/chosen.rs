//! What of a log is shown, gathered once: statement, table and proofs are made from it and number alike.

use super::choice::Choice;
use super::fields::FieldSet;
use super::form::Form;
use super::layout::Picture;
use super::pictures::{Days, NumberUse, Pictures, Week};
use super::statement::{Attachment, Belongs, Episode, Statement};
use crate::Moment;
use crate::incident::history::field;
use crate::incident::{
    BandFigure, Behind, Count, Counted, Draft, Drawn, Entry, Evidence, Id, Incident, Kind, Log, LogError, Measure, PAGE_MAX, Person,
    Refusal, Report, Said, Sort, Withdrawn, unhex,
};
use std::collections::HashSet;

/// Letters and digits of the ending of a file that keeps it.
const ENDING_MAX_CHARS: usize = 5;
/// The ending of all other files.
const ENDING_OF_OTHERS: &str = "bin";
/// What tells which numbers and accounts were used.
const IDENTITY: FieldSet = FieldSet::of(&[field::WHO]);
/// What a picture, a sound or a video may tell of by itself: when and where it was made.
const IN_METADATA: FieldSet = FieldSet::of(&[field::PLACE, field::POSITION, field::START, field::END, field::PRECISION]);

/// What is shown. What is withheld is not in it.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// Incidents, the earliest first; those whose time is withheld last, in an order that tells nothing. An episode's number is its place here, from 1, and so
    /// are the numbers of all others.
    pub incidents: Vec<ShownIncident>,
    /// People who are behind a shown incident, or whom a shown refusal or measure names, in the order she wrote of them.
    pub people: Vec<ShownEntry<Person>>,
    /// Refusals, the earliest first.
    pub refusals: Vec<ShownEntry<Refusal>>,
    /// Reports, the earliest first.
    pub reports: Vec<ShownEntry<Report>>,
    /// Measures, the earliest first.
    pub measures: Vec<ShownEntry<Measure>>,
    /// Files: those of the incidents in their order, then those of refusals, reports, measures and people.
    pub evidence: Vec<ShownEvidence>,
    bands: Vec<BandFigure>,
    pub(super) pictures: Pictures,
}

/// An incident that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownIncident {
    /// Its name in the log.
    pub id: Id,
    /// Fields that no record of it shows.
    pub withheld: FieldSet,
    /// What is shown of it. Its evidence are places in [`Chosen::evidence`], its breaches in [`Chosen::measures`].
    pub episode: Episode,
    /// What it does not say yet (`incident::LACKING`), withheld or not: for her alone.
    pub lacking: Vec<&'static str>,
}

/// An entry that is shown, all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownEntry<T> {
    /// Its name in the log.
    pub id: Id,
    /// Fields that no record of it shows.
    pub withheld: FieldSet,
    /// What it says.
    pub said: T,
}

/// A file that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownEvidence {
    /// Its name in the log.
    pub id: Id,
    /// Fields that no record of it shows.
    pub withheld: FieldSet,
    /// What it is of.
    pub of: Belongs,
    /// Its own name; empty if that is withheld.
    pub name: String,
    /// The end of that name from the last dot on, in small letters, if those are up to five letters or digits; else `bin`. A file does not open without it.
    pub ending: String,
    /// Its SHA-256 in the log.
    pub sha256: [u8; 32],
    /// Its length in the log.
    pub bytes: u64,
    /// Whether only a copy without metadata goes: place or time is withheld, and she did not say that this file may tell it.
    pub as_copy: bool,
    /// Whether it is a picture with covered parts.
    pub is_covered: bool,
}

/// A file of a dossier as it was written.
#[derive(Clone, Debug)]
pub struct Filed {
    /// Its name in the dossier.
    pub name: String,
    /// Its SHA-256 there; `None` if there was no file.
    pub sha256: Option<[u8; 32]>,
    /// Its length there.
    pub bytes: u64,
    /// Whether it is a copy without metadata; where there is no file, whether it is kept back because no such copy can be made.
    pub is_copy: bool,
    /// It made small, if it is a picture.
    pub thumbnail: Option<Picture>,
}

/// Why nothing was gathered.
#[derive(Debug, thiserror::Error)]
pub enum ChosenError {
    /// The choice names something that the log does not have.
    #[error("the choice names what is not in the log")]
    Unknown(Id),
    /// The log could not be read, or the filter means nothing.
    #[error(transparent)]
    Log(#[from] LogError),
}

impl Chosen {
    /// Gathers what is shown of a log. Only incidents, entries and evidence that there are can be named in the choice.
    ///
    /// ```no_run
    /// # fn f(session: &mut pana_core::vault::Session, now: pana_core::Moment) -> Result<(), Box<dyn std::error::Error>> {
    /// use pana_core::dossier::{Choice, Chosen, Form, statement};
    /// use pana_core::language::Language;
    /// let mut choice = Choice::new(Language::Ru);
    /// choice.withheld.add(&"witnesses".parse()?);
    /// let chosen = Chosen::gather(&session.log(), &choice)?;
    /// let said = chosen.statement(&Form::default(), Vec::new(), now);
    /// println!("{} pages", statement(&said, Language::Ru)?.pages);
    /// # Ok(())
    /// # }
    /// ```
    pub fn gather(log: &Log<'_>, choice: &Choice) -> Result<Self, ChosenError> {
        for id in choice.ids() {
            if !log.has(id)? {
                return Err(ChosenError::Unknown(id.clone()));
            }
        }
        let entries = Entries::gather(log, choice)?;
        let mut gathering = Gathering { choice, entries, drawn: Drawn::new(), found: Vec::new(), behind: HashSet::new() };
        let mut next = None;
        loop {
            let page = log.find("", &choice.filter, Withdrawn::Hide, PAGE_MAX, next.as_deref())?;
            for incident in page.incidents {
                gathering.take(log, incident)?;
            }
            next = page.next;
            if next.is_none() {
                return Ok(gathering.finish());
            }
        }
    }

    /// The statement, filled in. `files` are those of [`Chosen::evidence`], in its order; while there are none yet, none is named.
    pub fn statement(&self, form: &Form, files: Vec<Filed>, made_at: Moment) -> Statement {
        let attachment = |(evidence, file): (&ShownEvidence, Filed)| Attachment {
            name: file.name,
            title: evidence.name.clone(),
            bytes: file.bytes,
            sha256: file.sha256,
            is_copy: file.is_copy,
            is_covered: evidence.is_covered,
            original_sha256: file.is_copy.then_some(evidence.sha256),
            of: evidence.of,
            thumbnail: file.thumbnail,
        };
        Statement {
            addressee: form.addressee.clone(),
            applicant: form.applicant.clone(),
            representative: form.representative.clone(),
            suspects: said(&self.people),
            refusals: said(&self.refusals),
            episodes: self.incidents.iter().map(|incident| incident.episode.clone()).collect(),
            bands: self.bands.clone(),
            pictures: self.pictures.clone(),
            harm: form.harm.clone(),
            reports: said(&self.reports),
            measures: said(&self.measures),
            requests: form.requests.clone(),
            other_requests: form.other_requests.clone(),
            attachments: self.evidence.iter().zip(files).map(attachment).collect(),
            made_at,
        }
    }
}

fn said<T: Clone>(entries: &[ShownEntry<T>]) -> Vec<T> {
    entries.iter().map(|entry| entry.said.clone()).collect()
}

/// Entries that may be shown, with their files.
struct Entries {
    people: Vec<(ShownEntry<Person>, Vec<Evidence>)>,
    refusals: Vec<(ShownEntry<Refusal>, Vec<Evidence>)>,
    reports: Vec<(ShownEntry<Report>, Vec<Evidence>)>,
    measures: Vec<(ShownEntry<Measure>, Vec<Evidence>)>,
}

impl Entries {
    fn gather(log: &Log<'_>, choice: &Choice) -> Result<Self, LogError> {
        let (mut people, mut refusals, mut reports, mut measures) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for sort in [Sort::Person, Sort::Refusal, Sort::Report, Sort::Measure] {
            for entry in log.entries(sort, false)? {
                let withheld = withheld_of_entry(choice, &entry.id);
                if choice.withheld.is_whole(&entry.id) || withheld.contains(field_of(sort)) || !is_of(choice, &entry) {
                    continue;
                }
                let Entry { id, said, evidence, .. } = entry;
                match said {
                    Said::Person(said) => people.push((ShownEntry { id, withheld, said }, evidence)),
                    Said::Refusal(said) => refusals.push((ShownEntry { id, withheld, said }, evidence)),
                    Said::Report(said) => reports.push((ShownEntry { id, withheld, said }, evidence)),
                    Said::Measure(said) => measures.push((ShownEntry { id, withheld, said }, evidence)),
                    Said::Dismissal(_) => {}
                }
            }
        }
        refusals.sort_by_key(|(entry, _)| entry.said.at.utc_ms());
        reports.sort_by_key(|(entry, _)| entry.said.at.utc_ms());
        measures.sort_by_key(|(entry, _)| entry.said.from.utc_ms());
        Ok(Self { people, refusals, reports, measures })
    }

    /// When she had first said no, if that is shown.
    fn refused_ms(&self) -> Option<i64> {
        self.refusals.iter().map(|(refusal, _)| refusal.said.over().utc_ms()).min()
    }

    fn measure(&self, id: &Id) -> Option<usize> {
        self.measures.iter().position(|(measure, _)| measure.id == *id)
    }
}

const fn field_of(sort: Sort) -> usize {
    match sort {
        Sort::Person => field::PEOPLE,
        Sort::Refusal => field::REFUSAL,
        Sort::Report | Sort::Measure | Sort::Dismissal => field::POLICE,
    }
}

/// Whether an entry is of the person who is meant, or of nobody in particular.
fn is_of(choice: &Choice, entry: &Entry) -> bool {
    let person = match &entry.said {
        Said::Person(_) => Some(&entry.id),
        Said::Refusal(refusal) => refusal.person.as_ref(),
        Said::Measure(measure) => measure.person.as_ref(),
        Said::Report(_) | Said::Dismissal(_) => None,
    };
    choice.filter.person.as_ref().is_none_or(|meant| person.is_none_or(|person| person == meant))
}

/// What is withheld by name, and who it is if that is withheld everywhere. Times and texts of an entry are in one field with all it says.
fn withheld_of_entry(choice: &Choice, id: &Id) -> FieldSet {
    let named = choice.withheld.named_of(id);
    if named.has_any(IDENTITY) { named.and(FieldSet::of(&[field::PEOPLE])) } else { named }
}

/// What of an incident is withheld.
#[derive(Clone, Copy)]
struct Hidden {
    /// By name.
    named: FieldSet,
    /// By name, and whatever tells that.
    all: FieldSet,
}

impl Hidden {
    fn of(choice: &Choice, id: &Id) -> Self {
        let named = choice.withheld.named_of(id);
        Self { named, all: named.with_what_tells_it() }
    }

    fn has(self, number: usize) -> bool {
        self.all.contains(number)
    }

    /// A value that stands in this field.
    fn keep<T: Default>(self, number: usize, value: T) -> T {
        if self.has(number) { T::default() } else { value }
    }

    fn episode(self, draft: &Draft, acts: u64) -> Episode {
        let said = Episode::of(draft.clone());
        Episode {
            kind: self.keep(field::KIND, said.kind),
            time: self.keep(field::START, said.time),
            what: self.keep(field::WHAT, said.what),
            words: self.keep(field::WORDS, said.words),
            place: self.keep(field::PLACE, said.place),
            who: self.keep(field::WHO, said.who),
            witnesses: self.keep(field::WITNESSES, said.witnesses),
            count: self.keep(field::COUNT, said.count),
            acts: self.keep(field::ACTS, acts),
            harm: self.keep(field::HARM, said.harm),
            answered: self.keep(field::ANSWERED, said.answered),
            seen: self.keep(field::SEEN, said.seen),
            own: self.keep(field::OWN, said.own),
            ..Episode::default()
        }
    }

    /// What may be counted of an incident; nothing while its count is withheld.
    fn counted(self, incident: &Incident) -> Option<Counted<'_>> {
        let Incident { id, draft, acts, .. } = incident;
        if self.has(field::COUNT) {
            return None;
        }
        // Their words and numbers are withheld with the acts, their times need not be.
        let is_told_by_act = *acts > 0 && !self.named.contains(field::ACTS) && !self.has(field::START);
        let imported = Count { acts: u32::try_from(*acts).unwrap_or(u32::MAX), exact: true };
        Some(Counted {
            series: is_told_by_act.then_some(id),
            acts: if *acts > 0 { imported } else { draft.count.unwrap_or(Count { acts: 1, exact: true }) },
            kind: self.keep(field::KIND, Some(draft.kind)),
            time: self.keep(field::START, Some((draft.at, draft.until, draft.precision))),
            place: self.keep(field::PLACE, draft.place.as_ref().map(|place| place.kind.as_str())),
            numbers: self.keep(field::WHO, Some(draft.who.numbers.as_slice())),
        })
    }

    /// Whether someone is behind an incident by something that is shown.
    fn shows(self, behind: &Behind) -> bool {
        let stands_in = if ["account", "vehicle"].contains(&behind.by) { field::OWN } else { field::WHO };
        !self.has(field::WHO) && !self.has(stands_in)
    }
}

/// An incident with what orders it.
struct Found {
    shown: ShownIncident,
    evidence: Vec<Evidence>,
    at_ms: Option<i64>,
}

struct Gathering<'a> {
    choice: &'a Choice,
    entries: Entries,
    drawn: Drawn,
    found: Vec<Found>,
    /// Who is behind what is shown.
    behind: HashSet<Id>,
}

impl Gathering<'_> {
    fn take(&mut self, log: &Log<'_>, incident: Incident) -> Result<(), LogError> {
        let Choice { withheld, ticked, .. } = self.choice;
        let is_unconfirmed = incident.draft.captured.as_ref().is_some_and(|captured| !captured.confirmed);
        if withheld.is_whole(&incident.id) || (is_unconfirmed && !ticked.contains(&incident.id)) {
            return Ok(());
        }
        let hidden = Hidden::of(self.choice, &incident.id);
        if let Some(counted) = hidden.counted(&incident) {
            log.draw(&counted, &mut self.drawn)?;
        }
        self.behind.extend(incident.people.iter().filter(|behind| hidden.shows(behind)).map(|behind| behind.id.clone()));
        let lacking = incident.lacking();
        let Incident { id, draft, acts, evidence, .. } = incident;
        let is_told = |number| !hidden.has(number);
        let broken = draft.breach.as_ref().filter(|_| is_told(field::POLICE)).and_then(|id| self.entries.measure(id));
        let is_after = is_told(field::START) && self.entries.refused_ms().is_some_and(|over_ms| draft.is_after(over_ms));
        let is_image = draft.kind == Kind::IMAGE;
        let goes = |evidence: &Evidence| !is_image || ticked.contains(&id) || ticked.contains(&evidence.id);
        let evidence = evidence.into_iter().filter(goes).collect();
        let episode = Episode { after_refusal: is_after, breaks: broken.into_iter().collect(), ..hidden.episode(&draft, acts) };
        let at_ms = is_told(field::START).then_some(draft.at.utc_ms());
        self.found.push(Found { shown: ShownIncident { id, withheld: hidden.all, episode, lacking }, evidence, at_ms });
        Ok(())
    }

    fn finish(mut self) -> Chosen {
        // They came newest first.
        self.found.reverse();
        self.found.sort_by(|a, b| match (a.at_ms, b.at_ms) {
            (None, None) => a.shown.id.as_str().cmp(b.shown.id.as_str()),
            (a, b) => a.is_none().cmp(&b.is_none()).then(a.cmp(&b)),
        });
        let Self { choice, mut entries, drawn, found, mut behind } = self;
        behind.extend(entries.refusals.iter().filter_map(|(refusal, _)| refusal.said.person.clone()));
        behind.extend(entries.measures.iter().filter_map(|(measure, _)| measure.said.person.clone()));
        entries.people.retain(|(person, _)| behind.contains(&person.id));

        let mut files = Files { choice, shown: Vec::new() };
        let incidents = found.into_iter().map(|Found { mut shown, evidence, .. }| {
            shown.episode.evidence = files.add(evidence, shown.withheld, Belongs::Episodes);
            shown
        });
        let incidents = incidents.collect();
        let refusals = files.add_all(entries.refusals, Belongs::Refusal);
        let reports = files.add_all(entries.reports, Belongs::Report);
        let measures = files.add_all(entries.measures, Belongs::Measure);
        let people = files.add_all(entries.people, Belongs::Suspect);
        let (bands, pictures) = figures(drawn, &refusals, &measures);
        Chosen { incidents, people, refusals, reports, measures, evidence: files.shown, bands, pictures }
    }
}

fn figures(drawn: Drawn, refusals: &[ShownEntry<Refusal>], measures: &[ShownEntry<Measure>]) -> (Vec<BandFigure>, Pictures) {
    let figures = drawn.into_figures();
    let day = |at: Moment| at.wall().date();
    // A fine is over once it is imposed.
    let orders = measures.iter().map(|measure| &measure.said).filter(|measure| measure.kind != "fine");
    let pictures = Pictures {
        weeks: figures.weeks.into_iter().map(|(monday, kinds)| Week { monday, kinds }).collect(),
        week_unknown: figures.week_unknown,
        refusal: refusals.first().map(|refusal| day(refusal.said.at)),
        orders: orders.map(|measure| Days { from: day(measure.from), to: measure.to.map(day) }).collect(),
        hours: figures.hours,
        hour_unknown: figures.hour_unknown,
        numbers: figures.numbers.into_iter().map(|(number, weeks)| NumberUse { number, weeks }).collect(),
        places: if figures.places.iter().any(|place| place.place.is_some()) { figures.places } else { Vec::new() },
    };
    // A nought would be said to be one.
    let is_counted = figures.bands.iter().any(|band| band.acts.total() > 0);
    (if is_counted { figures.bands } else { Vec::new() }, pictures)
}

/// The list of files while it grows.
struct Files<'a> {
    choice: &'a Choice,
    shown: Vec<ShownEvidence>,
}

impl Files<'_> {
    fn add_all<T>(&mut self, entries: Vec<(ShownEntry<T>, Vec<Evidence>)>, of: fn(usize) -> Belongs) -> Vec<ShownEntry<T>> {
        let mut shown = Vec::with_capacity(entries.len());
        for (at, (entry, evidence)) in entries.into_iter().enumerate() {
            self.add(evidence, entry.withheld, of(at));
            shown.push(entry);
        }
        shown
    }

    /// Adds the files of one incident or entry of which these fields are withheld; returns their places.
    fn add(&mut self, evidence: Vec<Evidence>, withheld: FieldSet, of: Belongs) -> Vec<usize> {
        let first = self.shown.len();
        let Choice { withheld: not_shown, originals, .. } = self.choice;
        let covered =
            evidence.iter().filter(|file| !not_shown.is_whole(&file.id)).filter_map(|file| Some(file.derived.as_ref()?.from.clone()));
        let covered: HashSet<Id> = covered.filter(|id| !originals.has(id)).collect();
        for file in evidence.into_iter().filter(|file| !covered.contains(&file.id)) {
            let withheld = withheld.and(self.choice.withheld.named_of(&file.id)).with_what_tells_it();
            let sha256 = unhex(&file.sha256).filter(|_| !withheld.contains(field::EVIDENCE_HASH));
            let Some(sha256) = sha256.filter(|_| !not_shown.is_whole(&file.id)) else { continue };
            let (ending, bytes) = (ending(&file.name), file.bytes);
            let is_told = !withheld.contains(field::EVIDENCE);
            let name = if is_told { file.name } else { String::new() };
            // Nothing that a device wrote is in what was made here.
            let as_copy = withheld.has_any(IN_METADATA) && file.derived.is_none() && !originals.has(&file.id);
            let is_covered = is_told && file.derived.is_some();
            self.shown.push(ShownEvidence { id: file.id, withheld, of, name, ending, sha256, bytes, as_copy, is_covered });
        }
        (first..self.shown.len()).collect()
    }
}

fn ending(name: &str) -> String {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    let is_usual = (1..=ENDING_MAX_CHARS).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_usual { ending } else { ENDING_OF_OTHERS.to_owned() }
}
