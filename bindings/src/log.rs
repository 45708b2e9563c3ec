//! The incident log of an open session.

use crate::error::PanaError;
use crate::file::FileAt;
use crate::incident::{Counts, Draft, Evidence, Filter, Incident, IncidentPage, Withdrawn};
use crate::open::Open;
use crate::progress::{Progress, reporter};
use crate::shown::{ShownIncident, ShownPage};
use crate::text::Language;
use pana_core::incident::{Id, LogError};
use pana_core::{Moment as WallMoment, Now};
use std::sync::Arc;

/// Incidents on one page.
pub const PAGE_INCIDENTS: u32 = 50;

/// The incident log. The core's `Log` says what each call does and refuses.
#[derive(uniffi::Object)]
pub struct Log {
    open: Arc<Open>,
}

#[uniffi::export]
impl Log {
    /// One incident, withdrawn ones too.
    pub fn incident(&self, id: &Id) -> Result<Incident, PanaError> {
        self.with(|log| Ok(log.incident(id)?.into()))
    }

    /// Incidents by time of the event, newest first, 50 at a time. `after` is the `next` of the page before.
    pub fn list(&self, withdrawn: Withdrawn, after: Option<String>) -> Result<IncidentPage, PanaError> {
        self.with(|log| Ok(log.list(withdrawn, PAGE_INCIDENTS, after.as_deref())?.into()))
    }

    /// One incident in words, withdrawn or not.
    pub fn shown(&self, id: &Id, language: Language) -> Result<ShownIncident, PanaError> {
        Ok(ShownIncident::of(self.incident(id)?, language))
    }

    /// Incidents in words that the filter lets through and that say all of `words`; no words find everything.
    pub fn find(
        &self,
        words: &str,
        filter: &Filter,
        withdrawn: Withdrawn,
        after: Option<String>,
        language: Language,
    ) -> Result<ShownPage, PanaError> {
        self.with(|log| {
            let page = log.find(words, filter, withdrawn, PAGE_INCIDENTS, after.as_deref())?;
            let incidents = page.incidents.into_iter().map(|incident| ShownIncident::of(incident.into(), language)).collect();
            Ok(ShownPage { incidents, next: page.next })
        })
    }

    /// What the log holds.
    pub fn counts(&self) -> Result<Counts, PanaError> {
        self.with(|log| log.counts())
    }

    /// Writes a new incident; durable when it returns.
    pub fn add(&self, draft: &Draft, now: Now) -> Result<Id, PanaError> {
        self.with(|log| log.add(draft, now))
    }

    /// Replaces what an incident says. The earlier text stays in its history.
    pub fn amend(&self, id: &Id, draft: &Draft, now: Now) -> Result<(), PanaError> {
        self.with(|log| log.amend(id, draft, now))
    }

    /// Hides an incident or an entry at once. Nothing is lost.
    pub fn withdraw(&self, id: &Id, now: Now) -> Result<(), PanaError> {
        self.with(|log| log.withdraw(id, now))
    }

    /// Brings a withdrawn incident or entry back.
    pub fn restore(&self, id: &Id, now: Now) -> Result<(), PanaError> {
        self.with(|log| log.restore(id, now))
    }

    /// Says that an incident that began as a capture belongs into the log.
    pub fn confirm(&self, id: &Id, now: Now) -> Result<(), PanaError> {
        self.with(|log| log.confirm(id, now))
    }

    /// How many captures she has not confirmed yet.
    pub fn unconfirmed(&self) -> Result<u64, PanaError> {
        self.with(|log| log.unconfirmed())
    }

    /// Asks for an incident or entry to be destroyed after the wait; returns when. The shell asks for the PIN before. `minor`: it is an image of someone under 18,
    /// and goes at once.
    pub fn ask_erase(&self, id: &Id, minor: bool, now: Now) -> Result<WallMoment, PanaError> {
        self.with(|log| log.ask_erase(id, minor, now))
    }

    /// Takes that back.
    pub fn cancel_erase(&self, id: &Id, now: Now) -> Result<(), PanaError> {
        self.with(|log| log.cancel_erase(id, now))
    }

    /// Seals a file as evidence of an incident or entry, unmodified. `name` is the file's own.
    pub fn attach(&self, to: &Id, name: &str, file: &FileAt, now: Now, progress: Option<Arc<Progress>>) -> Result<Evidence, PanaError> {
        let mut source = self.open.watched(file.read()?);
        self.with(|log| log.attach(to, name, &mut source, now, &mut reporter(progress)))
    }

    /// Writes a piece of evidence out as it came in. If this fails, what was written must not be used.
    pub fn take_out(&self, id: &Id, to: &FileAt, progress: Option<Arc<Progress>>) -> Result<Evidence, PanaError> {
        to.write(&self.open, |out| self.with(|log| log.take_out(id, &mut self.open.watched(out), &mut reporter(progress))))
    }

    /// Evidence of one incident or entry, in the order it came in.
    pub fn evidence(&self, of: &Id) -> Result<Vec<Evidence>, PanaError> {
        self.with(|log| log.evidence(Some(of)))
    }
}

impl Log {
    pub(crate) fn of(open: &Arc<Open>) -> Self {
        Self { open: Arc::clone(open) }
    }

    fn with<T>(&self, work: impl FnOnce(&mut pana_core::incident::Log<'_>) -> Result<T, LogError>) -> Result<T, PanaError> {
        self.open.with(|session| work(&mut session.log()))
    }
}
