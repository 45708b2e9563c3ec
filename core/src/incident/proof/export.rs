//! The whole history in the clear, for whoever is to check it without Pana (FORMAT.md §12).

use super::super::history::{self, Action, RawRow};
use super::super::{Log, LogError};
use super::log::{note_of, signer};
use super::{Anchor, Tree};
use crate::Now;
use crate::vault::VaultError;
use base64ct::{Base64, Encoding};
use rusqlite::Connection;
use serde::Serialize;
use std::io::{self, BufWriter, Write};

/// What the document says it is.
const FORMAT: &str = "pana/history/1";

#[derive(Serialize)]
struct First<'a> {
    format: &'a str,
    key: Option<String>,
}

#[derive(Serialize)]
struct Line<'a> {
    sequence: u64,
    subject: Option<std::borrow::Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    leaf: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    openings: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<String>,
}

#[derive(Serialize)]
struct Last {
    rows: u64,
    next: u64,
    note: Option<String>,
}

impl Log<'_> {
    /// Writes the whole history as it is stored, so that anyone can check it without Pana, and notes that there. Returns how many records went out.
    ///
    /// With `anchor` the document holds the checkpoint over as many records as it covers, if there are as many: it has to be compared with that.
    ///
    /// What goes out is as secret as the vault: every text, and the salts that prove each of them.
    pub fn export_history(&mut self, out: &mut dyn Write, anchor: Option<&Anchor>, now: Now) -> Result<u64, LogError> {
        self.note(Action::Export, now)?;
        write_history(self.db, out, anchor.map(|anchor| anchor.size))
    }
}

/// Writes the document, a row at a time, with the note over the first `size` records.
pub(super) fn write_history(db: &Connection, out: &mut dyn Write, size: Option<u64>) -> Result<u64, LogError> {
    let mut out = BufWriter::new(out);
    let signer = signer(db)?;
    let key = signer.as_ref().map(|signer| signer.verifier().to_string());
    put(&mut out, &First { format: FORMAT, key })?;
    let mut rows = 0;
    let mut tree = Tree::default();
    history::for_each_raw(db, |row| {
        rows += 1;
        if size.is_some_and(|size| (tree.size() as u64) < size) && row.sequence == tree.size() as u64 {
            tree.extend(row.judged().leaf);
        }
        put(&mut out, &Line::of(row))
    })?;
    let size = size.and_then(|size| usize::try_from(size).ok()).filter(|size| *size <= tree.size());
    let note = signer.zip(size).map(|(signer, size)| note_of(&tree, size, &signer)).transpose()?;
    put(&mut out, &Last { rows, next: history::counted(db)?, note })?;
    out.flush().map_err(VaultError::from)?;
    Ok(rows)
}

impl<'a> Line<'a> {
    fn of(row: &RawRow<'a>) -> Self {
        let text = |bytes: Option<&[u8]>| bytes.map(Base64::encode_string);
        Self {
            sequence: row.sequence,
            subject: row.subject.map(String::from_utf8_lossy),
            leaf: text(row.leaf),
            secret: text(row.secret),
            openings: text(row.openings),
            record: text(row.record),
        }
    }
}

fn put(out: &mut impl Write, line: &impl Serialize) -> Result<(), LogError> {
    let written = serde_json::to_writer(&mut *out, line).map_err(io::Error::from).and_then(|()| out.write_all(b"\n"));
    Ok(written.map_err(VaultError::from)?)
}
