//! The head: what can be known of a vault without a secret, and the six slots that secrets open (FORMAT.md §2, §3).

use super::device_key::Alias;
use super::disk::{Disk, read_block};
use super::error::{Part, VaultError};
use super::seal::{Key, NONCE_BYTES, TAG_BYTES};
use super::secret::Kdf;
use super::volume::Side;
use crate::random;
use sha2::{Digest, Sha256};
use std::io;
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};
use zeroize::Zeroizing;

pub(crate) const NAMES: [&str; 2] = ["head.0", "head.1"];
const VERSION: u32 = 1;
const HEAD_BYTES: usize = 4096;
const SLOT_BYTES: usize = 256;
const SLOTS_AT: usize = 256;
const CHECKSUM_AT: usize = HEAD_BYTES - 32;
const COMMITMENT_BYTES: usize = 32;
const SLOT_TEXT_BYTES: usize = SLOT_BYTES - COMMITMENT_BYTES - NONCE_BYTES - TAG_BYTES;

/// What a slot is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SlotUse {
    Pin = 0,
    Code = 1,
    Shares = 2,
}

/// The number of a slot.
pub(crate) fn slot(side: Side, purpose: SlotUse) -> usize {
    side as usize * 3 + purpose as usize
}

#[derive(Clone)]
pub(crate) struct Head {
    generation: u64,
    pub(crate) vault_id: [u8; 16],
    pub(crate) salt: [u8; 32],
    pub(crate) kdf: Kdf,
    /// Keys to which openings addressed to each volume are sealed.
    pub(crate) opening_public: [[u8; 32]; 2],
    /// Device keys of the two PIN slots.
    pub(crate) aliases: [Alias; 2],
    /// A device key that a change of the head made useless.
    pub(crate) retired: Alias,
    slots: [[u8; SLOT_BYTES]; 6],
}

/// A head as it was found.
pub(crate) struct Found {
    pub(crate) head: Head,
    /// The other copy is damaged or missing.
    pub(crate) one_copy_damaged: bool,
    /// The other copy is whole and older: a change was broken off between the two.
    pub(crate) one_copy_older: bool,
}

/// What trying a secret against the slots gave.
pub(crate) enum Tried {
    Opened {
        slot: usize,
        volume_key: Key,
    },
    Nothing,
    /// The commitment fits and the seal does not.
    Damaged,
}

/// The same before anyone has branched on it.
pub(crate) struct Looked {
    opened: Choice,
    torn: Choice,
    slot: u8,
    volume_key: Zeroizing<[u8; 32]>,
}

impl Looked {
    pub(crate) fn tried(self) -> Tried {
        match (bool::from(self.opened), bool::from(self.torn)) {
            (true, _) => Tried::Opened { slot: usize::from(self.slot), volume_key: Key(*self.volume_key) },
            (false, true) => Tried::Damaged,
            (false, false) => Tried::Nothing,
        }
    }
}

impl Head {
    /// A head with all slots unused.
    pub(crate) fn make(kdf: Kdf, opening_public: [[u8; 32]; 2]) -> Self {
        Self {
            generation: 0,
            vault_id: random::bytes(),
            salt: random::bytes(),
            kdf,
            opening_public,
            aliases: [Alias::make(), Alias::make()],
            retired: Alias::make(),
            slots: std::array::from_fn(|_| random::bytes()),
        }
    }

    /// Reads both copies and takes the newer valid one.
    pub(crate) fn load(disk: &dyn Disk) -> Result<Found, VaultError> {
        Self::choose([Self::load_copy(disk, NAMES[0])?, Self::load_copy(disk, NAMES[1])?])
    }

    fn choose(copies: [Copy; 2]) -> Result<Found, VaultError> {
        match copies {
            [Copy::Missing, Copy::Missing] => Err(VaultError::Place { exists: false }),
            [Copy::Whole(first), Copy::Whole(second)] => {
                let one_copy_older = first.generation != second.generation;
                let head = if second.generation > first.generation { second } else { first };
                Ok(Found { head: *head, one_copy_damaged: false, one_copy_older })
            }
            [Copy::Whole(head), _] | [_, Copy::Whole(head)] => Ok(Found { head: *head, one_copy_damaged: true, one_copy_older: false }),
            [Copy::Unknown(found), _] | [_, Copy::Unknown(found)] => Err(VaultError::UnknownVersion { found }),
            _ => Err(VaultError::Damaged { part: Part::Head }),
        }
    }

    /// Makes the next generation durable: one copy after the other.
    pub(crate) fn store(&mut self, disk: &dyn Disk) -> io::Result<()> {
        self.generation += 1;
        self.rewrite(disk)
    }

    /// Writes both copies as they stand, for a copy that is damaged or older.
    pub(crate) fn rewrite(&self, disk: &dyn Disk) -> io::Result<()> {
        let bytes = self.encode();
        for name in NAMES {
            match disk.open(name) {
                Ok(file) => {
                    file.write_at(&bytes, 0)?;
                    file.sync()?;
                }
                Err(e) if e.kind() == io::ErrorKind::NotFound => place(disk, name, &bytes)?,
                Err(e) => return Err(e),
            }
            disk.sync_folder("")?;
        }
        Ok(())
    }

    /// Seals a volume key into a slot under the root of its secret.
    pub(crate) fn fill_slot(&mut self, number: usize, root: &Key, volume_key: &Key) {
        let mut text = Zeroizing::new([0; SLOT_TEXT_BYTES]);
        text[..32].copy_from_slice(&volume_key.0);
        let nonce: [u8; NONCE_BYTES] = random::bytes();
        let tag = slot_key(root, number).cipher().seal(&nonce, &self.slot_aad(number), &mut *text);
        let parts: [&[u8]; 4] = [&slot_commitment(root, number), &nonce, &*text, &tag];
        self.slots[number].copy_from_slice(&parts.concat());
    }

    /// Makes a slot unused.
    pub(crate) fn empty_slot(&mut self, number: usize) {
        random::fill(&mut self.slots[number]);
    }

    /// Tries one secret's six roots.
    pub(crate) fn try_slots(&self, roots: &[Key; 6]) -> Tried {
        self.look::<false>(roots).tried()
    }

    /// The work and its order are the same whatever opens, so that time does not tell. With `EARLY_EXIT` it stops at the slot that opens, which
    /// only the test that must notice it does.
    pub(crate) fn look<const EARLY_EXIT: bool>(&self, roots: &[Key; 6]) -> Looked {
        let mut looked = Looked { opened: Choice::from(0), torn: Choice::from(0), slot: 0, volume_key: Zeroizing::new([0; 32]) };
        for (number, root) in roots.iter().enumerate() {
            let stored = &self.slots[number];
            let committed = slot_commitment(root, number).ct_eq(&stored[..COMMITMENT_BYTES]);
            let mut text = Zeroizing::new([0; SLOT_TEXT_BYTES]);
            let authentic = self.open_slot(number, root, &mut text);
            let here = committed & authentic;
            looked.torn |= committed & !authentic;
            for (out, byte) in looked.volume_key.iter_mut().zip(text.iter()) {
                out.conditional_assign(byte, here);
            }
            looked.slot.conditional_assign(&(number as u8), here);
            looked.opened |= here;
            if EARLY_EXIT && bool::from(here) {
                break;
            }
        }
        looked
    }

    /// Decrypts a slot whether or not it is authentic, and tells in constant time if it is. A library's `open` returns sooner for a wrong tag; sealing
    /// is the same work always, and sealing twice is opening: the keystream cancels, and the second seal gives the tag to compare.
    fn open_slot(&self, number: usize, root: &Key, text: &mut [u8; SLOT_TEXT_BYTES]) -> Choice {
        let stored = &self.slots[number][COMMITMENT_BYTES..];
        let (nonce, rest) = stored.split_at(NONCE_BYTES);
        let (sealed, tag) = rest.split_at(SLOT_TEXT_BYTES);
        let mut fixed_nonce = [0; NONCE_BYTES];
        fixed_nonce.copy_from_slice(nonce);
        let cipher = slot_key(root, number).cipher();
        let aad = self.slot_aad(number);
        text.copy_from_slice(sealed);
        cipher.seal(&fixed_nonce, &aad, text);
        let mut again = Zeroizing::new(*text);
        cipher.seal(&fixed_nonce, &aad, &mut *again).ct_eq(tag)
    }

    /// `head_id ‖ number`: a slot fits only the head it was made for.
    fn slot_aad(&self, number: usize) -> [u8; 33] {
        let bytes = self.encode_frozen();
        let id = Sha256::new().chain_update(b"pana/head/1").chain_update(VERSION.to_le_bytes()).chain_update(bytes).finalize();
        let mut aad = [0; 33];
        aad[..32].copy_from_slice(&id);
        aad[32] = number as u8;
        aad
    }

    /// Bytes 12–135.
    fn encode_frozen(&self) -> [u8; 124] {
        let mut out = [0; 124];
        out[..16].copy_from_slice(&self.vault_id);
        out[16..48].copy_from_slice(&self.salt);
        out[48..52].copy_from_slice(&self.kdf.memory_kib.to_le_bytes());
        out[52..56].copy_from_slice(&self.kdf.passes.to_le_bytes());
        out[56..60].copy_from_slice(&self.kdf.lanes.to_le_bytes());
        out[60..92].copy_from_slice(&self.opening_public[0]);
        out[92..].copy_from_slice(&self.opening_public[1]);
        out
    }

    fn encode(&self) -> [u8; HEAD_BYTES] {
        let mut out: [u8; HEAD_BYTES] = random::bytes();
        out[..4].copy_from_slice(&VERSION.to_le_bytes());
        out[4..12].copy_from_slice(&self.generation.to_le_bytes());
        out[12..136].copy_from_slice(&self.encode_frozen());
        out[136..152].copy_from_slice(&self.aliases[0].0);
        out[152..168].copy_from_slice(&self.aliases[1].0);
        out[168..184].copy_from_slice(&self.retired.0);
        for (number, slot) in self.slots.iter().enumerate() {
            out[SLOTS_AT + number * SLOT_BYTES..][..SLOT_BYTES].copy_from_slice(slot);
        }
        let checksum = Sha256::digest(&out[..CHECKSUM_AT]);
        out[CHECKSUM_AT..].copy_from_slice(&checksum);
        out
    }

    fn load_copy(disk: &dyn Disk, name: &str) -> Result<Copy, VaultError> {
        let file = match disk.open(name) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Copy::Missing),
            other => other?,
        };
        let mut bytes = [0; HEAD_BYTES];
        if file.len()? != HEAD_BYTES as u64 || !read_block(&*file, &mut bytes, 0)? {
            return Ok(Copy::Damaged);
        }
        Ok(Self::parse(&bytes))
    }

    fn parse(bytes: &[u8; HEAD_BYTES]) -> Copy {
        if Sha256::digest(&bytes[..CHECKSUM_AT])[..] != bytes[CHECKSUM_AT..] {
            return Copy::Damaged;
        }
        let version = u32::from_le_bytes(field(bytes, 0));
        if version != VERSION {
            return Copy::Unknown(version);
        }
        let kdf = Kdf {
            memory_kib: u32::from_le_bytes(field(bytes, 60)),
            passes: u32::from_le_bytes(field(bytes, 64)),
            lanes: u32::from_le_bytes(field(bytes, 68)),
        };
        if !kdf.acceptable() {
            return Copy::Damaged;
        }
        Copy::Whole(Box::new(Self {
            generation: u64::from_le_bytes(field(bytes, 4)),
            vault_id: field(bytes, 12),
            salt: field(bytes, 28),
            kdf,
            opening_public: [field(bytes, 72), field(bytes, 104)],
            aliases: [Alias(field(bytes, 136)), Alias(field(bytes, 152))],
            retired: Alias(field(bytes, 168)),
            slots: std::array::from_fn(|number| field(bytes, SLOTS_AT + number * SLOT_BYTES)),
        }))
    }
}

/// Gives a copy its name once it is whole: a creation that was cut must not look like a damaged vault.
fn place(disk: &dyn Disk, name: &str, bytes: &[u8]) -> io::Result<()> {
    let begun = format!("{name}.new");
    let file = match disk.create(&begun) {
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => disk.open(&begun)?,
        other => other?,
    };
    file.write_at(bytes, 0)?;
    file.sync()?;
    disk.rename(&begun, name)
}

enum Copy {
    Missing,
    Damaged,
    Unknown(u32),
    Whole(Box<Head>),
}

fn field<const N: usize>(bytes: &[u8; HEAD_BYTES], at: usize) -> [u8; N] {
    let mut out = [0; N];
    out.copy_from_slice(&bytes[at..at + N]);
    out
}

fn slot_key(root: &Key, number: usize) -> Key {
    root.derive(&[b"pana/slot/key".as_slice(), &[number as u8]].concat())
}

fn slot_commitment(root: &Key, number: usize) -> [u8; COMMITMENT_BYTES] {
    root.derive(&[b"pana/slot/commit".as_slice(), &[number as u8]].concat()).0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::disk::Folder;

    fn head_with_slot(number: usize, root: &Key, volume_key: &Key) -> Head {
        let mut head = Head::make(Kdf::FLOOR, [random::bytes(), random::bytes()]);
        head.fill_slot(number, root, volume_key);
        head
    }

    fn roots() -> [Key; 6] {
        std::array::from_fn(|_| Key::make())
    }

    #[test]
    fn each_slot_opens_with_its_own_root_only() {
        for number in 0..6 {
            let roots = roots();
            let volume_key = Key::make();
            let head = head_with_slot(number, &roots[number], &volume_key);
            let Tried::Opened { slot, volume_key: got } = head.try_slots(&roots) else { panic!("slot {number} stays shut") };
            assert_eq!((slot, got.0), (number, volume_key.0));
            let mut turned = roots;
            turned.rotate_left(1);
            assert!(matches!(head.try_slots(&turned), Tried::Nothing));
        }
    }

    #[test]
    fn a_slot_does_not_open_in_another_head() {
        let roots = roots();
        let volume_key = Key::make();
        let head = head_with_slot(0, &roots[0], &volume_key);
        let mut other = Head::make(Kdf::FLOOR, head.opening_public);
        other.slots = head.slots;
        assert!(matches!(other.try_slots(&roots), Tried::Damaged));
        let mut rerouted = head.clone();
        rerouted.opening_public[1][0] ^= 1;
        assert!(matches!(rerouted.try_slots(&roots), Tried::Damaged));
    }

    #[test]
    fn either_copy_alone_is_enough_and_neither_is_damage() {
        let folder = tempfile::tempdir().unwrap();
        let disk = Folder::new(folder.path()).unwrap();
        assert!(matches!(Head::load(&disk), Err(VaultError::Place { exists: false })));
        let mut head = head_with_slot(4, &Key::make(), &Key::make());
        head.store(&disk).unwrap();
        assert!(!Head::load(&disk).unwrap().one_copy_damaged);
        for (damaged, name) in NAMES.iter().enumerate() {
            let file = disk.open(name).unwrap();
            file.write_at(&[0x55; 7], 300).unwrap();
            let found = Head::load(&disk);
            if damaged == 0 {
                assert!(found.unwrap().one_copy_damaged);
            } else {
                assert!(matches!(found, Err(VaultError::Damaged { part: Part::Head })));
            }
        }
    }

    #[test]
    fn an_unknown_version_is_refused_and_bad_costs_are_damage() {
        let head = Head::make(Kdf::FLOOR, [[0; 32]; 2]);
        let altered = |at: usize, value: u32| {
            let mut bytes = head.encode();
            bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
            let checksum = Sha256::digest(&bytes[..CHECKSUM_AT]);
            bytes[CHECKSUM_AT..].copy_from_slice(&checksum);
            Head::parse(&bytes)
        };
        assert!(matches!(altered(0, 2), Copy::Unknown(2)));
        assert!(matches!(altered(60, u32::MAX), Copy::Damaged));
        assert!(matches!(altered(64, 11), Copy::Damaged));
        assert!(matches!(altered(60, 19 * 1024), Copy::Whole(_)));
    }

    /// One copy with a flipped bit is told as damaged and the other opens the slot.
    #[test]
    fn every_flipped_bit_of_either_copy_is_damage_to_that_copy() {
        let (bytes, roots, volume_key) = sealed_copy();
        for copy in 0..2 {
            for bit in 0..HEAD_BYTES * 8 {
                let mut copies = [bytes; 2];
                copies[copy][bit / 8] ^= 1 << (bit % 8);
                let found = Head::choose(copies.map(|bytes| Head::parse(&bytes))).unwrap();
                assert!(found.one_copy_damaged, "bit {bit} of copy {copy} is silent");
                let Tried::Opened { volume_key: got, .. } = found.head.try_slots(&roots) else {
                    panic!("bit {bit} of copy {copy} keeps her out")
                };
                assert_eq!(got.0, volume_key.0);
            }
        }
    }

    /// Whoever writes the file can also make the checksum fit. Then the bit is refused, or the slot does not open, or the bit is none that the slot
    /// depends on.
    #[test]
    fn every_flipped_bit_under_a_forged_checksum_opens_nothing_else() {
        let (bytes, roots, volume_key) = sealed_copy();
        let sealed = SLOTS_AT + SEALED_SLOT * SLOT_BYTES..SLOTS_AT + (SEALED_SLOT + 1) * SLOT_BYTES;
        for bit in 0..CHECKSUM_AT * 8 {
            let mut forged = bytes;
            forged[bit / 8] ^= 1 << (bit % 8);
            let checksum = Sha256::digest(&forged[..CHECKSUM_AT]);
            forged[CHECKSUM_AT..].copy_from_slice(&checksum);
            let depends = (12..136).contains(&(bit / 8)) || sealed.contains(&(bit / 8));
            match Head::choose([Head::parse(&forged), Head::parse(&forged)]) {
                Ok(found) => match found.head.try_slots(&roots) {
                    Tried::Opened { slot, volume_key: got } => {
                        assert_eq!((slot, got.0, depends), (SEALED_SLOT, volume_key.0, false), "bit {bit}");
                    }
                    Tried::Nothing | Tried::Damaged => assert!(depends, "bit {bit} keeps her out"),
                },
                Err(VaultError::UnknownVersion { .. }) => assert!(bit < 32, "bit {bit} is not in the version"),
                Err(VaultError::Damaged { part: Part::Head }) => assert!((60 * 8..72 * 8).contains(&bit), "bit {bit} is not in the costs"),
                Err(e) => panic!("bit {bit}: {e}"),
            }
        }
    }

    const SEALED_SLOT: usize = 3;

    /// A copy of a head with one used slot, the roots that open it, and what is in it.
    fn sealed_copy() -> ([u8; HEAD_BYTES], [Key; 6], Key) {
        let (roots, volume_key) = (roots(), Key::make());
        let head = head_with_slot(SEALED_SLOT, &roots[SEALED_SLOT], &volume_key);
        (head.encode(), roots, volume_key)
    }
}
