//! What the files of a dossier, and the documents in them, are called (FORMAT.md §17): who makes one and who checks one must agree.

pub(super) const LIST: &str = "SHA256SUMS";
pub(super) const SIGNATURE: &str = "signature.txt";
pub(super) const PROOF: &str = "proof.json";
pub(super) const INCIDENTS: &str = "incidents.json";
/// Begins the name of each file of evidence.
pub(super) const EVIDENCE_FOLDER: &str = "evidence/";

pub(super) const PROOF_FORMAT: &str = "pana/dossier-proof/1";
pub(super) const INCIDENTS_FORMAT: &str = "pana/incidents/1";

/// What a record is of.
pub(super) const INCIDENT: &str = "incident";
/// An earlier record of an incident that brought acts.
pub(super) const ACTS: &str = "acts";
pub(super) const EVIDENCE: &str = "evidence";
pub(super) const PERSON: &str = "person";
pub(super) const REFUSAL: &str = "refusal";
pub(super) const REPORT: &str = "report";
pub(super) const MEASURE: &str = "measure";
