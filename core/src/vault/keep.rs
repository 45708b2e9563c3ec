//! What a session's own sealed database keeps about the vault itself: table `keep` of FORMAT.md §11.

use super::error::{Part, VaultError};
use super::head::Head;
use super::seal::{Key, hpke_pair};
use crate::random;
use rusqlite::{Connection, OptionalExtension};

/// The X25519 public key to which a session seals backups for its own recovery code.
pub(crate) const BACKUP_RECIPIENT: &str = "backup-recipient";
/// The same for the code that a re-key makes, until that is past its point of no return.
pub(crate) const BACKUP_RECIPIENT_NEXT: &str = "backup-recipient-next";
/// What `quick` holds for alerts: contacts and texts, as the alert wrote it.
pub(crate) const KIT: &str = "kit";
/// What she fills in for a statement, in JSON.
pub(crate) const DOSSIER_FORM: &str = "dossier-form";
/// Which copies outside she marked as gone, in JSON.
pub(crate) const COPIES_GONE: &str = "copies-gone";
/// When the last backup was made.
pub(crate) const LAST_COPY: &str = "last-copy";

/// What only the owner's database knows. That it is there is what makes a volume the owner's.
pub(crate) struct Owner {
    /// Opens the records of the other volume's unlocks.
    pub(crate) openings_private: Key,
    pub(crate) inbox_private: Key,
    pub(crate) inbox_public: [u8; 32],
    /// What acts on a running alert must show; `quick` has its hash.
    pub(crate) alert_token: Key,
    /// The second volume's key, so that its PIN can be changed without losing what is behind it.
    pub(crate) second_key: Key,
    pub(crate) second: Second,
    /// Records of the openings ring before this number were read.
    pub(crate) openings_read: u64,
}

/// How far the second volume has come. A step that was broken off is finished or undone by what is found here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Second {
    Unused = 0,
    Making = 1,
    Used = 2,
    Removing = 3,
}

impl Owner {
    /// A new owner's secrets, with the public key for her openings.
    pub(crate) fn make() -> (Self, [u8; 32]) {
        let (openings_private, openings_public) = hpke_pair();
        let (inbox_private, inbox_public) = hpke_pair();
        let owner = Self {
            openings_private,
            inbox_private,
            inbox_public,
            alert_token: Key(random::bytes()),
            second_key: Key::make(),
            second: Second::Unused,
            openings_read: 0,
        };
        (owner, openings_public)
    }

    /// Reads them; `None` if this volume is not the owner's.
    pub(crate) fn load(db: &Connection) -> Result<Option<Self>, VaultError> {
        let Some(openings_private) = get(db, "openings-private")? else { return Ok(None) };
        Ok(Some(Self {
            openings_private: Key(openings_private),
            inbox_private: Key(required(db, "inbox-private")?),
            inbox_public: required(db, "inbox-public")?,
            alert_token: Key(required(db, "alert-token")?),
            second_key: Key(required(db, "second-key")?),
            second: match required(db, "second")? {
                [0] => Second::Unused,
                [1] => Second::Making,
                [2] => Second::Used,
                [3] => Second::Removing,
                _ => return Err(VaultError::Damaged { part: Part::Row }),
            },
            openings_read: u64::from_le_bytes(required(db, "openings-read")?),
        }))
    }

    /// Writes all of them and what the head looked like, in one transaction.
    pub(crate) fn store(&self, db: &mut Connection, head: &Head) -> Result<(), VaultError> {
        let transaction = db.transaction()?;
        put(&transaction, "openings-private", &self.openings_private.0)?;
        put(&transaction, "inbox-private", &self.inbox_private.0)?;
        put(&transaction, "inbox-public", &self.inbox_public)?;
        put(&transaction, "alert-token", &self.alert_token.0)?;
        put(&transaction, "second-key", &self.second_key.0)?;
        put(&transaction, "second", &[self.second as u8])?;
        put(&transaction, "openings-read", &self.openings_read.to_le_bytes())?;
        put(&transaction, "opening-public", head.opening_public.as_flattened())?;
        transaction.commit()?;
        Ok(())
    }
}

/// Whether the head still names the public keys that the owner's database remembers.
pub(crate) fn head_fits(db: &Connection, head: &Head) -> Result<bool, VaultError> {
    let remembered: [u8; 64] = required(db, "opening-public")?;
    Ok(remembered == head.opening_public.as_flattened())
}

/// A value of fixed length.
pub(crate) fn get<const N: usize>(db: &Connection, name: &str) -> Result<Option<[u8; N]>, VaultError> {
    let value: Option<Vec<u8>> =
        db.prepare_cached("SELECT value FROM keep WHERE name = ?1")?.query_row([name], |row| row.get(0)).optional()?;
    value.map(|bytes| bytes.try_into().map_err(|_| VaultError::Damaged { part: Part::Row })).transpose()
}

/// A value of any length; empty if there is none.
pub(crate) fn get_all(db: &Connection, name: &str) -> Result<Vec<u8>, VaultError> {
    let value = db.prepare_cached("SELECT value FROM keep WHERE name = ?1")?.query_row([name], |row| row.get(0)).optional()?;
    Ok(value.unwrap_or_default())
}

fn required<const N: usize>(db: &Connection, name: &str) -> Result<[u8; N], VaultError> {
    get(db, name)?.ok_or(VaultError::Damaged { part: Part::Row })
}

/// Sets a value.
pub(crate) fn put(db: &Connection, name: &str, value: &[u8]) -> Result<(), VaultError> {
    db.prepare_cached("INSERT INTO keep (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value")?
        .execute(rusqlite::params![name, value])?;
    Ok(())
}

/// Removes a value.
pub(crate) fn forget(db: &Connection, name: &str) -> Result<(), VaultError> {
    db.execute("DELETE FROM keep WHERE name = ?1", [name])?;
    Ok(())
}
