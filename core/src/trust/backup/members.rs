//! The files of a backup: their names, what the first and the last ones say, and the list that all of them stand in.

use super::tar::Member;
use crate::Moment;
use crate::alert::BookContent;
use crate::incident::proof::NoteSigner;
use crate::incident::{Evidence, hex};
use crate::route::RouteContent;
use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

pub(super) const FORMAT: &str = "pana/backup/1";
/// What the format of any version begins with.
pub(super) const FORMAT_START: &str = "pana/backup/";
pub(super) const ABOUT: &str = "about.json";
pub(super) const SETTINGS: &str = "settings.json";
pub(super) const HISTORY: &str = "history.jsonl";
pub(super) const MANIFEST: &str = "manifest.jsonl";
pub(super) const NOTE: &str = "manifest.note";
/// Characters of a file's own ending that a member keeps, so that other programs know what to do with it.
const ENDING_MAX_CHARS: usize = 8;

/// What a backup says of itself, in its first file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct About {
    pub(super) format: String,
    pub(super) made: Moment,
    /// The sequence of the record that comes next.
    pub(super) records: u64,
    /// Evidence whose content was lost before.
    pub(super) left_out: Vec<String>,
    /// What a check of the log found. The same is found in what is restored, and nothing else.
    pub(super) damaged: Vec<Found>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Found {
    pub(super) place: String,
    pub(super) what: String,
}

/// All that is looked at before the version is known.
#[derive(Deserialize)]
pub(super) struct Version {
    pub(super) format: String,
}

/// What goes along beside the log.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Settings {
    /// Seed and origin of the key that signs the log's checkpoints, in base64.
    pub(super) signing: String,
    /// Contacts, places and her name. Backups made before there were any have none.
    #[serde(default)]
    pub(super) book: BookContent,
    /// Places, routes and trips. The same holds of them.
    #[serde(default)]
    pub(super) ways: RouteContent,
    /// What she fills in for a statement, as it is kept.
    #[serde(default)]
    pub(super) form: Option<Value>,
    /// Which copies outside she marked as gone. Their numbers are those of the history, which goes along.
    #[serde(default)]
    pub(super) gone: Option<Value>,
}

/// Seconds since 1970, as a tar tells them.
pub(super) fn seconds(moment: Moment) -> u64 {
    u64::try_from(moment.utc_ms() / 1000).unwrap_or(0)
}

/// The file of a piece of evidence. Its own name stands in the history: names of a backup are never what someone else chose.
pub(super) fn evidence_member(evidence: &Evidence) -> Member {
    let ending = evidence.name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_plain = (1..=ENDING_MAX_CHARS).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let ending = if is_plain { format!(".{}", ending.to_ascii_lowercase()) } else { String::new() };
    Member { name: format!("evidence/{}{ending}", evidence.id), bytes: evidence.bytes, modified_s: seconds(evidence.received) }
}

/// The list of files with their lengths and hashes, one JSON document a line.
#[derive(Default)]
pub(super) struct Manifest(Vec<u8>);

impl Manifest {
    pub(super) fn add(&mut self, member: &Member, sha256: &[u8; 32]) {
        #[derive(Serialize)]
        struct Line<'a> {
            name: &'a str,
            bytes: u64,
            sha256: String,
        }
        let line = Line { name: &member.name, bytes: member.bytes, sha256: hex(sha256) };
        self.0.extend(serde_json::to_vec(&line).unwrap_or_default());
        self.0.push(b'\n');
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The signed note that ends a backup. The same list and key always give the same one.
    pub(super) fn note(&self, signer: &NoteSigner) -> String {
        signer.sign(&format!("{FORMAT}\n{}\n", Base64::encode_string(&Sha256::digest(&self.0))))
    }
}
