//! Someone alters a dossier on its way. Whoever checks it, with Pana or without, says that it was altered, and says the same of it.

use pana_core::dossier::verify::{Source, Verdict, verify};
use pana_tests::dossiers::{altered_bundles, as_json, said_by_python, sample};
use std::collections::BTreeSet;
use tempfile::tempdir;

/// The rows of the table in FORMAT.md §17.
const REASONS: usize = 15;
const ALTERED_MIN: usize = 200;

#[test]
fn each_altered_dossier_gets_the_verdict_of_the_format_from_both_verifiers() {
    let folder = tempdir().unwrap();
    let cases = altered_bundles(folder.path());
    let by_python = said_by_python(folder.path());
    assert_eq!(cases.len(), by_python.len());
    let mut reasons = BTreeSet::new();
    let mut altered = 0;
    for (case, python) in cases.iter().zip(&by_python) {
        let verdict = verify(&case.source(), case.anchor.as_ref(), &mut |_| ()).unwrap();
        assert_eq!(as_json(&verdict), case.verdict, "{} {:?}", case.label, case.paths);
        assert_eq!(*python, case.verdict, "{} {:?}", case.label, case.paths);
        if let Verdict::Altered { reason, .. } = verdict {
            reasons.insert(reason.id());
            altered += 1;
        }
    }
    assert!(altered >= ALTERED_MIN, "{altered}");
    assert_eq!(reasons.len(), REASONS, "{reasons:?}");
}

#[test]
fn every_anchor_of_the_log_and_the_code_fit_a_dossier_that_was_left_alone() {
    for seed in ["1", "2", "3"] {
        let folder = tempdir().unwrap();
        let made = sample(seed, folder.path());
        for source in [Source::Folder(folder.path().join("dossier")), Source::Zips(vec![folder.path().join("dossier.zip")])] {
            let check =
                |code: &serde_json::Value| as_json(&verify(&source, Some(&code.as_str().unwrap().parse().unwrap()), &mut |_| ()).unwrap());
            let whole = check(&made["code"]);
            assert_eq!((&whole["verdict"], &whole["anchor"], &whole["covered"]), (&"matches".into(), &"dossier".into(), &made["records"]));
            for anchor in made["anchors"].as_array().unwrap() {
                let found = check(&anchor["code"]);
                assert_eq!((&found["verdict"], &found["anchor"]), (&"matches".into(), &"log".into()));
                assert_eq!((&found["covered"], &found["at"]), (&anchor["covered"], &anchor["at"]));
            }
            let other = check(&made["other"]);
            assert_eq!((&other["verdict"], &other["anchor"]), (&"consistent".into(), &"other".into()));
        }
    }
}
