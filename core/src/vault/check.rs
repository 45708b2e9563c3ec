//! Reading everything that a session may see, and keeping what is damaged aside.

use super::error::VaultError;
use super::media::{MediaError, Purpose};
use super::pages::{Pages, memory_database};
use super::session::{Session, pages};
use super::{salvage, store};
use crate::Now;
use crate::incident;
use serde::Serialize;

/// The tables of the database do not hang together.
const STRUCTURE: &str = "structure-damaged";

/// One damaged thing, by its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Damage {
    /// `page 12`, `media 3f…`, `history 7`, `incident ABCD1234`: places, never content.
    pub place: String,
    /// Key of the explanation in the language catalogue.
    pub what: &'static str,
    /// Whether the damaged bytes are kept aside.
    pub set_aside: bool,
}

/// What [`Session::check`] found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckReport {
    /// Nothing is damaged.
    pub ok: bool,
    /// Everything that is.
    pub damaged: Vec<Damage>,
}

impl Session {
    /// Reads and verifies everything this session may see: pages, rows against their history, evidence against its hash. What is damaged is set aside
    /// and reported by its place; the rest stays usable. `progress` is told the pages and bytes read.
    pub fn check(&mut self, now: Now, progress: &mut dyn FnMut(u64)) -> Result<CheckReport, VaultError> {
        let mut damaged = self.check_pages(now, progress)?;
        match self.check_log(&mut damaged, progress) {
            // Tables in no order can't be read to their end. What was found so far is told all the same.
            Err(VaultError::Damaged { .. }) if damaged.iter().all(|damage| damage.what != STRUCTURE) => damaged.push(structure_damage()),
            Err(VaultError::Damaged { .. }) => {}
            read => read?,
        }
        Ok(CheckReport { ok: damaged.is_empty(), damaged })
    }

    fn check_log(&mut self, damaged: &mut Vec<Damage>, progress: &mut dyn FnMut(u64)) -> Result<(), VaultError> {
        damaged.extend(incident::verify(self.db())?);
        self.check_media(damaged, progress)
    }

    fn check_pages(&mut self, now: Now, progress: &mut dyn FnMut(u64)) -> Result<Vec<Damage>, VaultError> {
        let volume = pages(&mut self.pages).volume_mut();
        let numbers = volume.damaged_pages(&mut |done, _| progress(done))?;
        let mut raw = Vec::new();
        for number in &numbers {
            raw.extend_from_slice(&number.to_le_bytes());
            raw.extend_from_slice(&volume.raw_page(*number)?);
        }
        let mut damaged: Vec<Damage> =
            numbers.iter().map(|number| Damage { place: format!("page {number}"), what: "page-damaged", set_aside: true }).collect();
        let whole = numbers.is_empty() && structure_holds(pages(&mut self.pages))?;
        if whole {
            return Ok(damaged);
        }
        if numbers.is_empty() {
            damaged.push(structure_damage());
        } else {
            let place = self.media.set_aside(&raw)?;
            self.salvage()?;
            store::note_aside(self.db(), &place, "pages", now.wall)?;
        }
        Ok(damaged)
    }

    /// Carries every readable row over into sound pages; rows of the log that are gone come back from their history.
    fn salvage(&mut self) -> Result<(), VaultError> {
        let mut fresh = memory_database()?;
        store::migrate(&mut fresh)?;
        let pages = pages(&mut self.pages);
        salvage::salvage(pages.connection(), &fresh)?;
        incident::rebuild_projection(&mut fresh)?;
        pages.replace_all(&fresh)?;
        Ok(())
    }

    fn check_media(&mut self, damaged: &mut Vec<Damage>, progress: &mut dyn FnMut(u64)) -> Result<(), VaultError> {
        let evidence = self.log().evidence_places()?;
        let asides = store::asides(self.db())?;
        for piece in &evidence {
            let what = match self.media.open(&piece.place).and_then(|reader| reader.verify_all(progress)) {
                Ok(sealed) if sealed.sha256 == piece.sha256 && sealed.bytes == piece.bytes => continue,
                Ok(_) => "evidence-changed",
                Err(MediaError::Missing) => "evidence-missing",
                Err(MediaError::Damaged { .. }) => "evidence-damaged",
                Err(MediaError::Io(e)) => return Err(e.into()),
            };
            // The file stays where it is: what can still be read of it may matter.
            damaged.push(Damage { place: format!("evidence {}", piece.id), what, set_aside: false });
        }
        for (name, _, purpose) in self.media.own()? {
            let known = match purpose {
                Purpose::Evidence => evidence.iter().any(|piece| piece.place.name == name),
                Purpose::Aside => asides.iter().any(|aside| aside.name == name),
            };
            if !known {
                damaged.push(Damage { place: format!("media {name}"), what: "file-without-record", set_aside: true });
            }
        }
        Ok(())
    }
}

fn structure_damage() -> Damage {
    Damage { place: "database".to_owned(), what: STRUCTURE, set_aside: false }
}

fn structure_holds(pages: &mut Pages) -> Result<bool, VaultError> {
    let verdict: String = pages.connection().query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    Ok(verdict == "ok")
}
