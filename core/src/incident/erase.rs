//! Erasing: asked for, waited for, then for good. What stays is that something with this id was erased, and when.

use super::change::{existing, step};
use super::draft::invalid;
use super::history::{self, Action, Record, field};
use super::{Id, Kind, Log, LogError, evidence, row, search};
use crate::vault::VaultError;
use crate::{Moment, Now, Uptime};
use rusqlite::{Connection, OptionalExtension, params};

/// Days between asking to erase and erasing.
pub const ERASE_WAIT_DAYS: u32 = 7;

/// How far the clock on the wall may run ahead of the one that can't be set before it counts as set forward.
const JUMP_MIN_MS: i64 = 10 * 60 * 1_000;
/// The same across a restart of the device, where only the wall tells how long it was off.
const REBOOT_JUMP_MIN_MS: i64 = 30 * 86_400_000;
/// What `keep` calls both clocks as they stood at the last unlock: moment 10 ‖ boot id 16 ‖ monotonic nanoseconds u64.
const LAST_SEEN: &str = "clock";

impl Log<'_> {
    /// Asks for an incident, its evidence and all its history texts to be destroyed in [`ERASE_WAIT_DAYS`] days (at once for an `image` incident of an
    /// under-18 person: `minor`; for another kind that is refused: `minor`, `not-an-image`). The shell asks for the PIN again before this.
    /// Returns when it will happen; asking again does not change that.
    pub fn ask_erase(&mut self, id: &Id, minor: bool, now: Now) -> Result<Moment, LogError> {
        let tx = self.begin()?;
        let was = existing(&tx, id)?;
        if minor {
            if was.draft.kind != Kind::IMAGE {
                return Err(invalid("minor", "not-an-image"));
            }
            destroy(&tx, was.row, id, now.wall)?;
            tx.commit()?;
            self.remove_files();
            return Ok(now.wall);
        }
        if let Some(due) = was.marks.erase_due {
            return Ok(due);
        }
        let is = step(&tx, was, Action::EraseAsked, now.wall)?;
        tx.commit()?;
        Ok(is.marks.erase_due.unwrap_or(now.wall))
    }

    /// Takes [`Log::ask_erase`] back. Nothing is written if nothing was asked.
    pub fn cancel_erase(&mut self, id: &Id, now: Now) -> Result<(), LogError> {
        let tx = self.begin()?;
        let was = existing(&tx, id)?;
        if was.marks.erase_due.is_some() {
            step(&tx, was, Action::EraseCancelled, now.wall)?;
        }
        Ok(tx.commit()?)
    }

    /// Carries out erasures that are due; called at each unlock. A wall clock that jumped forward restarts their wait. Returns how many were carried out.
    pub(crate) fn carry_out_erasures(&mut self, now: Now) -> Result<u32, VaultError> {
        self.notice_jump(now)?;
        let due: Vec<(i64, Id)> = self
            .db
            .prepare("SELECT row, id FROM incident WHERE erase_due_ms <= ? ORDER BY erase_due_ms")?
            .query_map([now.wall.utc_ms()], |row| Ok((row.get(0)?, row::parsed(row, 1, Id::from_stored)?)))?
            .collect::<Result<_, _>>()?;
        for (row, id) in &due {
            let tx = self.begin()?;
            destroy(&tx, *row, id, now.wall)?;
            tx.commit()?;
        }
        if !due.is_empty() {
            self.remove_files();
        }
        Ok(u32::try_from(due.len()).unwrap_or(u32::MAX))
    }

    fn notice_jump(&mut self, now: Now) -> Result<(), VaultError> {
        let tx = self.begin()?;
        if let Some(seen) = last_seen(&tx)?.filter(|seen| has_jumped(*seen, now)) {
            let mut record = Record::new(Action::ClockJump, now.wall, None);
            record.put(field::START, seen.wall.to_bytes());
            record.put(field::END, now.wall.to_bytes());
            history::append(&tx, &record)?;
            restart_waits(&tx, now.wall)?;
        }
        let seen = [&now.wall.to_bytes()[..], &now.uptime.boot, &now.uptime.nanos.to_le_bytes()].concat();
        tx.prepare_cached("INSERT OR REPLACE INTO keep (name, value) VALUES (?, ?)")?.execute(params![LAST_SEEN, seen])?;
        Ok(tx.commit()?)
    }

    /// The erasure stands whether or not the disk removes the files now: their keys are destroyed, and the next unlock tries again.
    fn remove_files(&mut self) {
        let _ = self.finish_intents();
    }
}

/// Makes every pending erasure wait again from `at` on.
pub(super) fn restart_waits(db: &Connection, at: Moment) -> Result<(), VaultError> {
    let due = row::after_wait(at);
    db.prepare_cached("UPDATE incident SET erase_due_ms = ?, erase_due_offset = ? WHERE erase_due_ms IS NOT NULL")?
        .execute(params![due.utc_ms(), due.offset_min()])?;
    Ok(())
}

/// Removes an incident and all that hangs on it from the tables. Returns the ids of its evidence.
pub(super) fn remove_rows(db: &Connection, row: i64) -> Result<Vec<Id>, VaultError> {
    let evidence = evidence::erase_of(db, row)?;
    search::forget(db, row)?;
    db.prepare_cached("DELETE FROM act WHERE series = ?")?.execute([row])?;
    db.prepare_cached("DELETE FROM incident WHERE row = ?")?.execute([row])?;
    Ok(evidence)
}

fn destroy(db: &Connection, row: i64, id: &Id, at: Moment) -> Result<(), VaultError> {
    let evidence = remove_rows(db, row)?;
    for id in evidence.iter().chain([id]) {
        history::erase_records(db, id)?;
        history::append(db, &Record::new(Action::Erased, at, Some(id)))?;
    }
    Ok(())
}

fn has_jumped(seen: Now, now: Now) -> bool {
    let wall_ms = now.wall.utc_ms() - seen.wall.utc_ms();
    if now.uptime.boot != seen.uptime.boot {
        return wall_ms > REBOOT_JUMP_MIN_MS;
    }
    let uptime_ms = now.uptime.nanos.saturating_sub(seen.uptime.nanos) / 1_000_000;
    wall_ms > JUMP_MIN_MS + i64::try_from(uptime_ms).unwrap_or(i64::MAX - JUMP_MIN_MS)
}

fn last_seen(db: &Connection) -> Result<Option<Now>, VaultError> {
    let kept: Option<[u8; 34]> =
        db.prepare_cached("SELECT value FROM keep WHERE name = ?")?.query_row([LAST_SEEN], |row| row.get(0)).optional()?;
    let Some(kept) = kept else { return Ok(None) };
    let (mut wall, mut boot, mut nanos) = ([0; Moment::LEN_BYTES], [0; 16], [0; 8]);
    wall.copy_from_slice(&kept[..10]);
    boot.copy_from_slice(&kept[10..26]);
    nanos.copy_from_slice(&kept[26..]);
    let wall = Moment::from_bytes(wall).map_err(|_| row::damaged())?;
    Ok(Some(Now { wall, uptime: Uptime { boot, nanos: u64::from_le_bytes(nanos) } }))
}
