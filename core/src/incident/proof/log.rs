//! Anchors over an open log, and its history as a list.

use super::super::evidence::hex;
use super::super::history::{self, Action, Record, field};
use super::super::{Id, Log, LogError};
use super::{Anchor, Checkpoint, NoteSigner, Tree};
use crate::vault::{Part, VaultError, keep};
use crate::{Moment, Now, random};
use rusqlite::Connection;
use serde::Serialize;
use zeroize::Zeroizing;

/// Entries of the history that are given at once.
pub const HISTORY_PAGE_MAX: u32 = 1_000;
/// Where the signing key is kept: a seed of 32 bytes and 8 that name the log.
const SIGNING: &str = "signing";
const SEED_BYTES: usize = 32;
const ORIGIN_BYTES: usize = 8;
/// Bytes of both.
pub(crate) const SIGNING_BYTES: usize = SEED_BYTES + ORIGIN_BYTES;

/// An anchor that was just made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeAnchor {
    /// What to hand to someone who keeps it.
    pub anchor: Anchor,
    /// The signed checkpoint that it stands for.
    pub note: String,
    /// The key that has signed it, as a C2SP verifier key.
    pub key: String,
}

/// What comparing the log with an anchor showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnchorCheck {
    /// The records it covers are what they were when it was made.
    Unchanged,
    /// One of them is not, or the anchor is of another log.
    Changed,
    /// The log has fewer records than the anchor covers: some were removed, or the anchor is of another log.
    Shorter,
}

/// A line of the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Number of the record, from 0.
    pub sequence: u64,
    /// What was done, as `create`; `None` if that was erased.
    pub action: Option<&'static str>,
    /// When it was written.
    pub written: Option<Moment>,
    /// The incident or evidence it is about.
    pub subject: Option<Id>,
    /// The record's texts were destroyed, its commitments are there.
    pub erased: bool,
    /// It is the record that was written here.
    pub intact: bool,
}

impl Log<'_> {
    /// Makes an anchor over the whole history so far, and notes it there. Whoever keeps it can later tell whether anything before it was changed.
    ///
    /// A history that `check` finds damaged has no anchor: [`VaultError::Damaged`].
    pub fn make_anchor(&mut self, now: Now) -> Result<MadeAnchor, LogError> {
        let tx = self.begin(now)?;
        let signer = signer_or_new(&tx)?;
        let (tree, intact) = tree_of(&tx)?;
        let size = tree.size();
        if !intact || size as u64 != history::next_sequence(&tx)? {
            return Err(VaultError::Damaged { part: Part::Row }.into());
        }
        let note = note_of(&tree, size, &signer)?;
        let mut record = Record::new(Action::Anchor, now.wall, None);
        record.put(field::CHECKPOINT, note.as_bytes());
        history::append(&tx, &record)?;
        tx.commit()?;
        let verifier = signer.verifier();
        Ok(MadeAnchor { anchor: Anchor::new(size as u64, &note, &verifier), note, key: verifier.to_string() })
    }

    /// Compares the history with an anchor that someone kept. Everything is computed anew from what stands in the log.
    pub fn check_anchor(&self, anchor: &Anchor) -> Result<AnchorCheck, LogError> {
        let (tree, _) = tree_of(self.db)?;
        let Some(size) = usize::try_from(anchor.size).ok().filter(|size| *size <= tree.size()) else { return Ok(AnchorCheck::Shorter) };
        let Some(signer) = signer(self.db)? else { return Ok(AnchorCheck::Changed) };
        let is = Anchor::new(anchor.size, &note_of(&tree, size, &signer)?, &signer.verifier());
        Ok(if is == *anchor { AnchorCheck::Unchanged } else { AnchorCheck::Changed })
    }

    /// The history, newest first, from before record `before` on.
    pub fn history(&self, before: Option<u64>, limit: u32) -> Result<Vec<Entry>, LogError> {
        let before = before.map_or(i64::MAX, |before| i64::try_from(before).unwrap_or(i64::MAX));
        let mut entries = Vec::new();
        history::for_each_before(self.db, before, limit.min(HISTORY_PAGE_MAX), |stored| {
            let record = stored.record.as_ref();
            entries.push(Entry {
                sequence: stored.sequence,
                action: record.and_then(Record::action).map(Action::id),
                written: record.and_then(|record| record.moment(field::WRITTEN)),
                subject: stored.subject,
                erased: stored.erased,
                intact: stored.intact,
            });
        })?;
        Ok(entries)
    }
}

/// Who signs this log's checkpoints; `None` before the first anchor or backup.
pub(crate) fn signer(db: &Connection) -> Result<Option<NoteSigner>, VaultError> {
    Ok(signing(db)?.map(|kept| {
        let mut seed = Zeroizing::new([0; SEED_BYTES]);
        seed.copy_from_slice(&kept[..SEED_BYTES]);
        let origin = format!("pana/{}", hex(&kept[SEED_BYTES..]));
        NoteSigner::new(origin, &seed)
    }))
}

/// The same, made now if there was none.
pub(crate) fn signer_or_new(db: &Connection) -> Result<NoteSigner, VaultError> {
    if signing(db)?.is_none() {
        put_signing(db, &Zeroizing::new(random::bytes()))?;
    }
    signer(db)?.ok_or(VaultError::Damaged { part: Part::Row })
}

/// Seed and origin as they are kept, for a copy elsewhere.
pub(crate) fn signing(db: &Connection) -> Result<Option<Zeroizing<[u8; SIGNING_BYTES]>>, VaultError> {
    Ok(keep::get(db, SIGNING)?.map(Zeroizing::new))
}

/// Makes a log's checkpoints those of this seed and origin.
pub(crate) fn put_signing(db: &Connection, signing: &[u8; SIGNING_BYTES]) -> Result<(), VaultError> {
    keep::put(db, SIGNING, signing)
}

/// The tree over what stands in the history, up to the first record that is missing or can't be read; and whether every record in it is the one that
/// was written.
pub(super) fn tree_of(db: &Connection) -> Result<(Tree, bool), VaultError> {
    let mut tree = Tree::default();
    let (mut whole, mut intact) = (true, true);
    history::for_each(db, |stored| {
        intact &= stored.intact;
        whole &= stored.sequence == tree.size() as u64;
        match stored.leaf {
            Some(leaf) if whole => tree.push(leaf),
            _ => whole = false,
        }
        Ok(())
    })?;
    Ok((tree, whole && intact))
}

pub(super) fn note_of(tree: &Tree, size: usize, signer: &NoteSigner) -> Result<String, LogError> {
    let root = tree.root_at(size).ok_or(LogError::NotFound)?;
    let checkpoint = Checkpoint { origin: signer.verifier().name().to_owned(), size: size as u64, root };
    Ok(signer.sign(&checkpoint.text()))
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{Desk, MINUTE_MS, draft, later, now};
    use super::super::{Proof, ProofError};
    use super::*;
    use base64ct::{Base64, Encoding};
    use proptest::prelude::*;

    const WHAT: u16 = field::WHAT as u16;

    fn desk_with(incidents: usize) -> Desk {
        let mut desk = Desk::new();
        for number in 0..incidents {
            desk.add(&draft("call", "2026-02-01T21:30+05:00", &format!("words {number}")));
        }
        desk
    }

    #[test]
    fn an_anchor_holds_whatever_is_written_after_it() {
        let mut desk = desk_with(5);
        let made = desk.log().make_anchor(now()).unwrap();
        assert_eq!(made.anchor.size, 5);
        let id = desk.add(&draft("visit", "2026-02-02T21:30+05:00", "later"));
        desk.log().withdraw(&id, later(now(), MINUTE_MS)).unwrap();
        let second = desk.log().make_anchor(later(now(), MINUTE_MS)).unwrap();
        assert_eq!((second.anchor.size, second.key), (8, made.key));
        for anchor in [made.anchor, second.anchor, made.anchor.to_string().parse().unwrap()] {
            assert_eq!(desk.log().check_anchor(&anchor).unwrap(), AnchorCheck::Unchanged);
        }
        assert_eq!(desk.damaged(), [""; 0]);
    }

    #[test]
    fn an_erasure_after_the_anchor_does_not_break_it() {
        let mut desk = desk_with(2);
        let image = desk.add(&draft("image", "2026-02-01T21:30+05:00", "to be erased"));
        let made = desk.log().make_anchor(now()).unwrap();
        desk.log().ask_erase(&image, true, later(now(), MINUTE_MS)).unwrap();
        assert_eq!(desk.log().check_anchor(&made.anchor).unwrap(), AnchorCheck::Unchanged);
        assert_eq!(desk.damaged(), [""; 0]);
        let erased = desk.log().prover().unwrap().prove(2, None, &[]).unwrap();
        assert!(erased.shown.is_empty() && erased.verify().is_ok());
    }

    #[test]
    fn the_anchor_of_another_log_fits_nothing() {
        let other = desk_with(3).log().make_anchor(now()).unwrap().anchor;
        let mut desk = desk_with(3);
        assert_eq!(desk.log().check_anchor(&other).unwrap(), AnchorCheck::Changed);
        desk.log().make_anchor(now()).unwrap();
        assert_eq!(desk.log().check_anchor(&other).unwrap(), AnchorCheck::Changed);
        let longer = desk_with(30).log().make_anchor(now()).unwrap().anchor;
        assert_eq!(desk.log().check_anchor(&longer).unwrap(), AnchorCheck::Shorter);
    }

    /// Someone who knows the format writes another record with a fitting leaf, and the table with it.
    #[test]
    fn a_record_that_was_rewritten_whole_is_found_by_the_anchor_behind_it() {
        let mut desk = desk_with(3);
        let made = desk.log().make_anchor(now()).unwrap();
        let Some(history::Provable { opened: Some((secret, mut record)), .. }) = history::provable(&desk.db, 1).unwrap() else { panic!() };
        record.put(field::WHAT, "other words");
        let leaf = history::leaf(&record.canonical(1, &secret));
        desk.db
            .execute("UPDATE history SET leaf = ?, openings = ? WHERE sequence = 1", rusqlite::params![leaf, record.openings()])
            .unwrap();
        desk.db.execute("UPDATE incident SET what = 'other words' WHERE what = 'words 1'", []).unwrap();
        desk.db.execute("UPDATE search_text SET text = 'other words' WHERE text = 'words 1'", []).unwrap();
        assert!(desk.damaged().contains(&"history 3: history-rewritten".to_owned()), "{:?}", desk.damaged());
        assert_eq!(desk.log().check_anchor(&made.anchor).unwrap(), AnchorCheck::Changed);
    }

    #[test]
    fn a_clock_set_back_is_in_the_history_and_hiding_that_is_found() {
        let mut desk = desk_with(1);
        let at = |wall: &str| Now { wall: wall.parse().unwrap(), ..now() };
        let before = at("2026-01-31T12:00+05:00");
        desk.log().add(&draft("visit", "2026-01-30T21:30+05:00", "earlier"), before).unwrap();
        let actions: Vec<_> = desk.log().history(None, 10).unwrap().into_iter().map(|entry| entry.action.unwrap()).collect();
        assert_eq!(actions, ["create", "clock-jump", "create"]);
        assert_eq!(desk.damaged(), [""; 0]);
        let created = Record::new(Action::Opening, at("2026-01-31T11:59+05:00").wall, None);
        history::append(&desk.db, &created).unwrap();
        assert_eq!(desk.damaged(), ["history 3: clock-back"]);
    }

    #[test]
    fn the_history_is_given_newest_first_in_pages() {
        let mut desk = desk_with(5);
        let log = desk.log();
        let sequences = |before, limit| log.history(before, limit).unwrap().iter().map(|entry| entry.sequence).collect::<Vec<_>>();
        assert_eq!(sequences(None, 3), [4, 3, 2]);
        assert_eq!(sequences(Some(2), 3), [1, 0]);
        assert_eq!(sequences(Some(u64::MAX), 9), [4, 3, 2, 1, 0]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn any_fields_can_be_hidden_and_none_changed(records in 1usize..20, at in any::<prop::sample::Index>(), hidden in prop::collection::vec(0u16..32, 0..32), flip in 0u8..8) {
            let mut desk = desk_with(records);
            let made = desk.log().make_anchor(now()).unwrap();
            desk.add(&draft("visit", "2026-02-02T21:30+05:00", "later"));
            let sequence = at.index(records) as u64;
            let proof = desk.log().prover().unwrap().prove(sequence, Some(made.anchor.size), &hidden).unwrap();
            let proven = proof.verify().unwrap();
            prop_assert_eq!(proven.anchor, made.anchor);
            prop_assert_eq!(proven.fields.contains_key(&WHAT), !hidden.contains(&WHAT));
            let text = serde_json::to_string(&proof).unwrap();
            prop_assert_eq!(serde_json::from_str::<Proof>(&text).unwrap().verify(), Ok(proven));
            for at in 0..proof.shown.len() {
                let mut wrong = proof.clone();
                let mut bytes = Base64::decode_vec(&wrong.shown[at].bytes).unwrap();
                match bytes.first_mut() {
                    Some(byte) => *byte ^= 1 << flip,
                    None => bytes.push(0),
                }
                wrong.shown[at].bytes = Base64::encode_string(&bytes);
                prop_assert_eq!(wrong.verify(), Err(ProofError::Field(wrong.shown[at].field)));
            }
            let moved = Proof { sequence: sequence ^ 1, ..proof };
            prop_assert_eq!(moved.verify(), Err(ProofError::NotInHistory));
        }
    }
}
