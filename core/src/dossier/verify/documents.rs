//! `proof.json` and `incidents.json` (FORMAT.md §17), and what a shown field says in words.

use super::super::fields::{Holds, holds};
use super::super::names::{ACTS, EVIDENCE, EVIDENCE_FOLDER, INCIDENT, INCIDENTS_FORMAT, MEASURE, PERSON, PROOF_FORMAT, REFUSAL, REPORT};
use super::super::sealed::{ANCHORS_MAX, ANCHORS_MIN, SEALED_BOX_BYTES, is_history_length};
use super::json::Json;
use crate::Moment;
use crate::incident::hex;
use crate::incident::history::{Action, FIELDS, commitment, field, leaf, record_of};
use crate::incident::proof::{FIELD_NAMES, Hash};
use base64ct::{Base64, Encoding};
use std::collections::BTreeMap;

/// What a record of a dossier is of.
const OF: [&str; 7] = [INCIDENT, ACTS, EVIDENCE, PERSON, REFUSAL, REPORT, MEASURE];
const NUMBER_MAX: u64 = 999_999_999;

pub(super) struct ProofFile {
    pub(super) records: Vec<ProofRecord>,
    pub(super) salt: Hash,
    pub(super) history: Vec<u8>,
    pub(super) anchors: Vec<Vec<u8>>,
}

pub(super) struct ProofRecord {
    commitments: [Hash; FIELDS],
    shown: Vec<ShownField>,
}

struct ShownField {
    number: u16,
    salt: Hash,
    bytes: Vec<u8>,
}

impl ProofFile {
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let names = ["format", "records", "salt", "history", "anchors"];
        let ([format, records, salt, history, anchors], _) = Json::read(bytes)?.members(names, &[])?;
        let records = records.list()?.into_iter().map(ProofRecord::read).collect::<Option<Vec<_>>>()?;
        let history = bytes_of(history)?;
        let anchors = anchors.list()?.into_iter().map(bytes_of).collect::<Option<Vec<_>>>()?;
        let boxes = anchors.len();
        let is_count = (ANCHORS_MIN..=ANCHORS_MAX).contains(&boxes) && boxes.is_power_of_two();
        let is_fine = format.text()? == PROOF_FORMAT
            && is_count
            && anchors.iter().all(|sealed| sealed.len() == SEALED_BOX_BYTES)
            && is_history_length(history.len(), records.len());
        Some(Self { records, salt: hash_of(salt)?, history, anchors }).filter(|_| is_fine)
    }
}

impl ProofRecord {
    fn read(json: Json) -> Option<Self> {
        let ([commitments, shown], _) = json.members(["commitments", "shown"], &[])?;
        let commitments = bytes_of(commitments)?;
        let (hashes, over) = commitments.as_chunks::<32>();
        let commitments = hashes.try_into().ok().filter(|_| over.is_empty())?;
        let shown = shown.list()?.into_iter().map(ShownField::read).collect::<Option<Vec<_>>>()?;
        let mut numbers: Vec<u16> = shown.iter().map(|field| field.number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        (!shown.is_empty() && numbers.len() == shown.len()).then_some(Self { commitments, shown })
    }

    /// Whether each field that is shown gives its commitment.
    pub(super) fn holds(&self) -> bool {
        let gives = |field: &ShownField| commitment(field.number, &field.salt, &field.bytes) == self.commitments[usize::from(field.number)];
        self.shown.iter().all(gives)
    }

    /// Its leaf, if it has this number in the history.
    pub(super) fn leaf(&self, number: u64) -> Hash {
        leaf(&record_of(number, &self.commitments))
    }

    /// What is shown, as it stands in `incidents.json`.
    pub(super) fn told(&self) -> BTreeMap<String, Json> {
        self.shown.iter().map(|field| (FIELD_NAMES[usize::from(field.number)].to_owned(), told(field))).collect()
    }

    /// The SHA-256 of the content in hexadecimal, if that is shown.
    pub(super) fn content_hash(&self) -> Option<String> {
        self.shown.iter().find(|field| usize::from(field.number) == field::EVIDENCE_HASH).map(|field| hex(&field.bytes))
    }
}

impl ShownField {
    fn read(json: Json) -> Option<Self> {
        let ([number, salt, bytes], _) = json.members(["field", "salt", "bytes"], &[])?;
        let number = number.whole().filter(|number| *number < FIELD_NAMES.len() as u64)? as u16;
        let bytes = bytes_of(bytes).filter(|bytes| !bytes.is_empty())?;
        Some(Self { number, salt: hash_of(salt)?, bytes })
    }
}

fn told(shown: &ShownField) -> Json {
    let bytes = shown.bytes.as_slice();
    let said = match holds(usize::from(shown.number)) {
        Holds::Action => match bytes {
            &[number] => Action::from_number(number).map(|action| Json::Text(action.id().to_owned())),
            _ => None,
        },
        Holds::Moment => {
            let moment = bytes.try_into().ok().and_then(|bytes| Moment::from_bytes(bytes).ok());
            moment.map(|moment| Json::Text(moment.to_string()))
        }
        Holds::Text => std::str::from_utf8(bytes).ok().map(|text| Json::Text(text.to_owned())),
        Holds::Hash => None,
        Holds::Json => Json::read(bytes),
    };
    said.unwrap_or_else(|| Json::Text(hex(bytes)))
}

pub(super) struct IncidentsFile {
    pub(super) records: Vec<ToldRecord>,
}

pub(super) struct ToldRecord {
    pub(super) fields: BTreeMap<String, Json>,
    /// Name of the file that must be what its evidence was.
    pub(super) original: Option<String>,
}

impl IncidentsFile {
    /// Reads it, if it was made at this time; the hashes are those of the files of the dossier.
    pub(super) fn read(bytes: &[u8], made: Moment, hashes: &BTreeMap<String, Hash>) -> Option<Self> {
        let ([format, at, records], _) = Json::read(bytes)?.members(["format", "made", "records"], &[])?;
        let records = records.list()?.into_iter().map(|record| ToldRecord::read(record, hashes)).collect::<Option<Vec<_>>>()?;
        (format.text()? == INCIDENTS_FORMAT && at.text()? == made.to_string()).then_some(Self { records })
    }
}

impl ToldRecord {
    fn read(json: Json, hashes: &BTreeMap<String, Hash>) -> Option<Self> {
        let ([of, number, fields], mut more) = json.members(["of", "number", "fields"], &["file", "copy"])?;
        let of = of.text().filter(|of| OF.contains(&of.as_str()))?;
        number.whole().filter(|number| (1..=NUMBER_MAX).contains(number))?;
        let Json::Object(fields) = fields else { return None };
        let is_copy = match more.remove("copy") {
            Some(Json::Bool(true)) => true,
            None => false,
            Some(_) => return None,
        };
        let file = match more.remove("file") {
            Some(name) => {
                Some(name.text().filter(|name| of == EVIDENCE && name.starts_with(EVIDENCE_FOLDER) && hashes.contains_key(name))?)
            }
            None if is_copy => return None,
            None => None,
        };
        Some(Self { fields, original: file.filter(|_| !is_copy) })
    }
}

fn bytes_of(json: Json) -> Option<Vec<u8>> {
    Base64::decode_vec(&json.text()?).ok()
}

fn hash_of(json: Json) -> Option<Hash> {
    bytes_of(json)?.try_into().ok()
}
