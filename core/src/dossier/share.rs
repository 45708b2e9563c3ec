//! One piece of evidence for someone.

use super::bare::{BareError, copy_bare};
use crate::Now;
use crate::incident::history;
use crate::incident::{Exported, Id, Log, LogError, export};
use crate::vault::VaultError;
use std::io::Write;

/// In which form a piece of evidence goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// Without what a device wrote beside picture and sound: place, time, device.
    Bare,
    /// As it came in.
    Original,
}

/// Why nothing was shared.
#[derive(Debug, thiserror::Error)]
pub enum ShareError {
    /// No copy without metadata can be made of such a file: it goes as it is or not at all.
    #[error("no copy without metadata can be made of such a file")]
    NotBare,
    /// The log, or what it was written to.
    #[error(transparent)]
    Log(#[from] LogError),
}

/// Writes a piece of evidence to `out`, and then notes in the history that it went out. The shell asks for the PIN before it. The evidence itself stays as it is.
/// What was written before an error must not be used.
pub fn share(log: &mut Log<'_>, evidence: &Id, how: Share, out: &mut dyn Write, now: Now) -> Result<(), ShareError> {
    match how {
        Share::Original => {
            log.take_out(evidence, out, &mut |_| ())?;
        }
        Share::Bare => {
            // It must be what came in before a copy of it is anything.
            log.take_out(evidence, &mut std::io::sink(), &mut |_| ())?;
            copy_bare(&mut log.open_evidence(evidence).map_err(LogError::from)?, out).map_err(|error| match error {
                BareError::Unknown | BareError::Malformed => ShareError::NotBare,
                BareError::Io(error) => LogError::from(VaultError::Disk(error)).into(),
            })?;
        }
    }
    out.flush().map_err(|error| LogError::from(VaultError::Disk(error)))?;
    let tx = log.begin(now).map_err(LogError::from)?;
    let exported = Exported { form: "item", incidents: 0, acts: 0, withdrawn: false };
    history::append(&tx, &export::record_of(Some(evidence), &exported, now.wall)).map_err(LogError::from)?;
    tx.commit().map_err(|error| LogError::from(VaultError::from(error)))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::testing::{Desk, draft, now};

    #[test]
    fn a_photo_goes_without_its_place_and_the_history_knows() {
        let photo = include_bytes!("../../../cli/sample/photo.jpg");
        let mut desk = Desk::new();
        let id = desk.add(&draft("visit", "2026-02-01T21:30+05:00", "x"));
        let piece = desk.log().attach(&id, "photo.jpg", &mut &photo[..], now(), &mut |_| ()).unwrap();
        let notes = desk.log().attach(&id, "notes.txt", &mut &b"text"[..], now(), &mut |_| ()).unwrap();
        let records = history::next_sequence(&desk.db).unwrap();
        let out_of = |desk: &mut Desk, id: &Id, how| {
            let mut out = Vec::new();
            share(&mut desk.log(), id, how, &mut out, now()).map(|()| out)
        };
        let bare = out_of(&mut desk, &piece.id, Share::Bare).unwrap();
        assert!(!bare.windows(4).any(|window| window == b"Exif") && bare.len() < photo.len());
        assert_eq!(out_of(&mut desk, &piece.id, Share::Original).unwrap(), photo);
        assert!(matches!(out_of(&mut desk, &notes.id, Share::Bare), Err(ShareError::NotBare)));
        assert_eq!(history::next_sequence(&desk.db).unwrap(), records + 2);
        assert_eq!(desk.damaged(), [""; 0]);
        assert_eq!(crate::incident::rebuild_projection(&mut desk.db).unwrap(), []);
        assert_eq!(desk.log().evidence(None).unwrap(), [piece, notes], "nothing of it changed");
    }
}
