//! Erasing: asked for, waited for, then for good. What stays is that something with this id was erased, and when.

use super::history::{self, Action, Record, field};
use super::parts::invalid;
use super::thing::Thing;
use super::{Id, Kind, Log, LogError, breach, row, series};
use crate::vault::{Part, VaultError, keep};
use crate::{Moment, Now, Uptime};
use rusqlite::{Connection, params};

/// Days between asking to erase and erasing.
pub const ERASE_WAIT_DAYS: u32 = 7;

/// How far the clock on the wall may run ahead of the one that can't be set before it counts as set forward.
const JUMP_MIN_MS: i64 = 10 * 60 * 1_000;
/// The same across a restart of the device, where only the wall tells how long it was off.
const REBOOT_JUMP_MIN_MS: i64 = 30 * 86_400_000;
/// What `keep` calls both clocks as they stood at the last unlock.
const LAST_SEEN: &str = "clock";

impl Log<'_> {
    /// Asks for an incident or entry, its evidence, the dismissals that name it and all its history texts to be destroyed in [`ERASE_WAIT_DAYS`] days (at once for an `image` incident of an
    /// under-18 person: `minor`; for another kind that is refused: `minor`, `not-an-image`). The shell asks for the PIN again before this.
    /// An incident that stands for a single act of a series is refused, since its words stand there too (`id`, `is-lifted`).
    /// Returns when it will happen; asking again does not change that.
    pub fn ask_erase(&mut self, id: &Id, minor: bool, now: Now) -> Result<Moment, LogError> {
        let tx = self.begin(now)?;
        let was = Thing::existing(&tx, id)?;
        if series::is_lifted(&tx, id)? {
            return Err(invalid("id", "is-lifted"));
        }
        if minor {
            if !matches!(&was, Thing::Incident(stored) if stored.draft.kind == Kind::IMAGE) {
                return Err(invalid("minor", "not-an-image"));
            }
            destroy(&tx, &was, now.wall)?;
            tx.commit()?;
            self.remove_files();
            return Ok(now.wall);
        }
        if let Some(due) = was.marks().erase_due {
            return Ok(due);
        }
        let is = was.step(&tx, Action::EraseAsked, now.wall)?;
        tx.commit()?;
        Ok(is.marks().erase_due.unwrap_or(now.wall))
    }

    /// Takes [`Log::ask_erase`] back. Nothing is written if nothing was asked.
    pub fn cancel_erase(&mut self, id: &Id, now: Now) -> Result<(), LogError> {
        let tx = self.begin(now)?;
        let was = Thing::existing(&tx, id)?;
        if was.marks().erase_due.is_some() {
            was.step(&tx, Action::EraseCancelled, now.wall)?;
        }
        Ok(tx.commit()?)
    }

    /// Carries out erasures that are due; called at each unlock. A wall clock that jumped forward restarts their wait. Returns how many were carried out.
    pub(crate) fn carry_out_erasures(&mut self, now: Now) -> Result<u32, VaultError> {
        self.notice_jump(now)?;
        let sql = "SELECT id FROM (SELECT id, erase_due_ms FROM incident WHERE erase_due_ms <= ?1
            UNION ALL SELECT id, erase_due_ms FROM entry WHERE erase_due_ms <= ?1) ORDER BY erase_due_ms";
        let due: Vec<Id> =
            self.db.prepare(sql)?.query_map([now.wall.utc_ms()], |row| row::parsed(row, 0, Id::from_stored))?.collect::<Result<_, _>>()?;
        for id in &due {
            let tx = self.begin(now)?;
            if let Some(thing) = Thing::find(&tx, id)? {
                destroy(&tx, &thing, now.wall)?;
            }
            tx.commit()?;
        }
        if !due.is_empty() {
            self.remove_files();
        }
        Ok(u32::try_from(due.len()).unwrap_or(u32::MAX))
    }

    fn notice_jump(&mut self, now: Now) -> Result<(), VaultError> {
        let tx = self.begin(now)?;
        let jumped_from = match last_seen(&tx) {
            Ok(seen) => seen.filter(|seen| has_jumped(*seen, now)).map(|seen| seen.wall),
            // Nobody knows how long it has been, so no wait is over. It must not keep her out.
            Err(VaultError::Damaged { part: Part::Row }) => Some(now.wall),
            Err(e) => return Err(e),
        };
        if let Some(from) = jumped_from {
            note_jump(&tx, from, now.wall)?;
        }
        keep::put(&tx, LAST_SEEN, &now.to_bytes())?;
        Ok(tx.commit()?)
    }

    /// The erasure stands whether or not the disk removes the files now: their keys are destroyed, and the next unlock tries again.
    fn remove_files(&mut self) {
        let _ = self.finish_intents();
    }
}

/// Lets a log that was filled from a copy know when that was made, at a boot that no device ever had: a clock that is wrong here ends no wait.
pub(crate) fn remember_clock(db: &Connection, wall: Moment) -> Result<(), VaultError> {
    keep::put(db, LAST_SEEN, &Now { wall, uptime: Uptime { boot: [0; 16], nanos: 0 } }.to_bytes())
}

/// Notes that the clock went from one moment to another without the time between, and lets pending erasures wait anew.
pub(super) fn note_jump(db: &Connection, from: Moment, to: Moment) -> Result<(), VaultError> {
    let mut record = Record::new(Action::ClockJump, to, None);
    record.put(field::START, from.to_bytes());
    record.put(field::END, to.to_bytes());
    history::append(db, &record)?;
    restart_waits(db, to)
}

/// Makes every pending erasure wait again from `at` on.
pub(super) fn restart_waits(db: &Connection, at: Moment) -> Result<(), VaultError> {
    let due = row::after_wait(at);
    for table in ["incident", "entry"] {
        db.prepare_cached(&format!("UPDATE {table} SET erase_due_ms = ?, erase_due_offset = ? WHERE erase_due_ms IS NOT NULL"))?
            .execute(params![due.utc_ms(), due.offset_min()])?;
    }
    Ok(())
}

fn destroy(db: &Connection, thing: &Thing, at: Moment) -> Result<(), VaultError> {
    // Their reasons tell of it, and without it they mean nothing.
    for dismissal in breach::dismissals_naming(db, thing.id())? {
        destroy(db, &Thing::Entry(dismissal), at)?;
    }
    let evidence = thing.remove_rows(db)?;
    for id in evidence.iter().chain([thing.id()]) {
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
    keep::get(db, LAST_SEEN)?.map(|kept| Now::from_bytes(&kept).ok_or_else(row::damaged)).transpose()
}

#[cfg(test)]
mod tests {
    use super::super::act::Act;
    use super::super::series::ImportOrigin;
    use super::super::testing::{DAY_MS, Desk, MINUTE_MS, draft, holds, later, now};
    use super::super::{Counts, Direction, Harm, Place, Seen, Who, Witness};
    use super::*;
    use crate::incident::Draft;

    const CANARY: &str = "kanarejka";

    fn canary_everywhere(what: &str) -> Draft {
        Draft {
            words: CANARY.into(),
            place: Some(Place { kind: "home".into(), label: CANARY.into() }),
            who: Who { name: CANARY.into(), numbers: vec![CANARY.into()], reason: CANARY.into(), ..Who::default() },
            time_words: CANARY.into(),
            harm: Harm { fear: CANARY.into(), ..Harm::default() },
            seen: Some(Seen { myself: false, by: CANARY.into() }),
            witnesses: vec![Witness { name: CANARY.into(), contact: CANARY.into(), saw: CANARY.into(), testifies: None }],
            ..draft("visit", "2026-02-01T21:30+05:00", what)
        }
    }

    /// Even a beginning, as inner nodes of an index keep it.
    fn leaks(bytes: &[u8]) -> bool {
        holds(bytes, &CANARY[..4])
    }

    #[test]
    fn erasing_waits_seven_days_and_can_be_taken_back() {
        let mut desk = Desk::new();
        let id = desk.add(&draft("visit", "2026-02-01T21:30+05:00", "x"));
        desk.log().carry_out_erasures(now()).unwrap();
        let due = desk.log().ask_erase(&id, false, now()).unwrap();
        assert_eq!(due, later(now(), 7 * DAY_MS).wall);
        assert_eq!(desk.log().ask_erase(&id, false, later(now(), DAY_MS)).unwrap(), due);
        assert_eq!(desk.log().carry_out_erasures(later(now(), 7 * DAY_MS - 1)).unwrap(), 0);
        desk.log().cancel_erase(&id, later(now(), 7 * DAY_MS)).unwrap();
        assert_eq!(desk.log().carry_out_erasures(later(now(), 8 * DAY_MS)).unwrap(), 0);
        assert_eq!(desk.log().incident(&id).unwrap().erase_due, None);
        desk.log().ask_erase(&id, false, later(now(), 8 * DAY_MS)).unwrap();
        assert_eq!(desk.log().carry_out_erasures(later(now(), 15 * DAY_MS)).unwrap(), 1);
        assert!(matches!(desk.log().incident(&id), Err(LogError::NotFound)));
        assert_eq!(desk.damaged(), [""; 0]);
    }

    #[test]
    fn only_an_image_of_a_minor_is_erased_at_once() {
        let mut desk = Desk::new();
        let image = desk.add(&draft("image", "2026-02-01T21:30+05:00", CANARY));
        let visit = desk.add(&draft("visit", "2026-02-01T21:30+05:00", ""));
        let refused = desk.log().ask_erase(&visit, true, now());
        assert!(matches!(refused, Err(LogError::Invalid { field: "minor", why: "not-an-image" })));
        assert_eq!(desk.log().ask_erase(&image, true, now()).unwrap(), now().wall);
        assert!(matches!(desk.log().incident(&image), Err(LogError::NotFound)));
        assert!(!leaks(&desk.dump()));
        assert_eq!(desk.damaged(), [""; 0]);
    }

    #[test]
    fn a_clock_set_forward_restarts_the_wait() {
        let minutes = |n: i64| n * MINUTE_MS;
        for (wall_ms, up_ms, reboot, jumps) in [
            (7 * DAY_MS, 7 * DAY_MS, false, false),
            (7 * DAY_MS, 7 * DAY_MS - minutes(10), false, false),
            (7 * DAY_MS, 7 * DAY_MS - minutes(11), false, true),
            (7 * DAY_MS, 0, false, true),
            (7 * DAY_MS, 0, true, false),
            (31 * DAY_MS, 0, true, true),
        ] {
            let mut desk = Desk::new();
            let id = desk.add(&draft("visit", "2026-02-01T21:30+05:00", "x"));
            desk.log().carry_out_erasures(now()).unwrap();
            desk.log().ask_erase(&id, false, now()).unwrap();
            let mut then = later(now(), wall_ms);
            then.uptime = later(now(), up_ms).uptime;
            if reboot {
                then.uptime.boot = [2; 16];
            }
            assert_eq!(desk.log().carry_out_erasures(then).unwrap(), u32::from(!jumps), "{wall_ms} {up_ms} {reboot}");
            if jumps {
                assert_eq!(desk.log().incident(&id).unwrap().erase_due, Some(later(then, 7 * DAY_MS).wall));
                assert_eq!(desk.damaged(), [""; 0]);
                assert_eq!(super::super::rebuild_projection(&mut desk.db).unwrap(), []);
                assert_eq!(desk.log().incident(&id).unwrap().erase_due, Some(later(then, 7 * DAY_MS).wall));
                assert_eq!(desk.log().carry_out_erasures(later(then, 7 * DAY_MS)).unwrap(), 1);
            }
            assert_eq!(desk.damaged(), [""; 0]);
        }
    }

    #[test]
    fn a_clock_set_back_erases_nothing_early() {
        let mut desk = Desk::new();
        let id = desk.add(&draft("visit", "2026-02-01T21:30+05:00", "x"));
        desk.log().carry_out_erasures(now()).unwrap();
        desk.log().ask_erase(&id, false, now()).unwrap();
        let mut back = later(now(), 0);
        back.wall = later(now(), 0).wall;
        back.uptime = later(now(), 30 * DAY_MS).uptime;
        assert_eq!(desk.log().carry_out_erasures(back).unwrap(), 0);
    }

    #[test]
    fn a_damaged_clock_keeps_nobody_out_and_ends_no_wait() {
        let mut desk = Desk::new();
        let id = desk.add(&draft("visit", "2026-02-01T21:30+05:00", "x"));
        desk.log().carry_out_erasures(now()).unwrap();
        desk.log().ask_erase(&id, false, now()).unwrap();
        for broken in [&[9; 33][..], &[0xff; 34], &[]] {
            keep::put(&desk.db, LAST_SEEN, broken).unwrap();
            assert_eq!(desk.log().carry_out_erasures(later(now(), 7 * DAY_MS)).unwrap(), 0);
        }
        assert_eq!(desk.log().carry_out_erasures(later(now(), 14 * DAY_MS)).unwrap(), 1);
        assert_eq!(desk.damaged(), [""; 0]);
    }

    /// No copy stays in any row, in the inner tables of the search, or in a freed part of the file.
    #[test]
    fn no_word_stays_anywhere() {
        for others in [0, 400] {
            let (mut desk, file) = Desk::in_file();
            let mut last = None;
            for n in 0..=others {
                let words: Vec<String> = (0..20).map(|word| format!("слово{}", (n * 31 + word * 7) % 997)).collect();
                desk.add(&draft("visit", "2026-02-01T21:30+05:00", &words.join(" ")));
                if n == others / 2 {
                    last = Some(desk.add(&canary_everywhere(CANARY)));
                }
            }
            let id = last.unwrap();
            for n in 0..5 {
                let text: Vec<String> = (0..200).map(|word| format!("{CANARY}{n}x{word}")).collect();
                desk.log().amend(&id, &canary_everywhere(&text.join(" ")), later(now(), DAY_MS * n)).unwrap();
            }
            desk.log().withdraw(&id, now()).unwrap();
            desk.log().ask_erase(&id, false, now()).unwrap();
            assert!(leaks(&desk.dump()) && leaks(&std::fs::read(file.path()).unwrap()));
            assert_eq!(desk.log().carry_out_erasures(later(now(), 7 * DAY_MS)).unwrap(), 1);
            assert!(!leaks(&desk.dump()), "{others}");
            assert!(!leaks(&std::fs::read(file.path()).unwrap()), "{others}");
            assert_eq!(desk.damaged(), [""; 0]);
            let erased = desk.log().search(CANARY, 500, None).unwrap();
            assert_eq!(erased.incidents, []);
            // That it was there, and was erased, stays.
            assert!(holds(&desk.dump(), id.as_str()));
            assert_eq!(super::super::rebuild_projection(&mut desk.db).unwrap(), []);
            assert_eq!(desk.damaged(), [""; 0]);
            assert_eq!(desk.log().counts().unwrap().incidents, others + 1);
        }
    }

    #[test]
    fn imported_acts_are_erased_with_their_series() {
        let (mut desk, file) = Desk::in_file();
        let acts: Vec<Act> = (0..300)
            .map(|n| Act {
                direction: Direction::Incoming,
                text: format!("{CANARY} {n}"),
                ..Act::new(Kind::MSG, later(now(), n * MINUTE_MS).wall, CANARY)
            })
            .collect();
        let mut batches = vec![acts.clone()];
        let origin = ImportOrigin { name: "sms-kanarejka.xml", format: "sms-xml" };
        let taken = desk.log().take_acts(&origin, &mut || Ok(batches.pop()), now()).unwrap();
        desk.log().ask_erase(&taken.incidents[0], false, now()).unwrap();
        assert_eq!(desk.log().carry_out_erasures(later(now(), 7 * DAY_MS)).unwrap(), 1);
        assert_eq!(desk.log().counts().unwrap(), Counts { incidents: 0, acts: 0, evidence: 0 });
        assert!(!leaks(&desk.dump()));
        assert!(!leaks(&std::fs::read(file.path()).unwrap()));
        assert_eq!(desk.damaged(), [""; 0]);
        let mut again = vec![acts];
        assert_eq!(desk.log().take_acts(&origin, &mut || Ok(again.pop()), now()).unwrap().added, 300);
    }
}
