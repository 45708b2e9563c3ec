//! The simulation of route advice: no vault, and the same figures for the same seed.

use crate::desk::Desk;

const FEW: [&str; 6] = ["route", "simulate", "--people", "2", "--days", "20"];

#[test]
fn a_seed_prints_the_same_and_needs_no_vault() {
    let desk = Desk::bare();
    let said = |seed: &str, more: &[&str]| {
        let ran = desk.run(&[&FEW[..], &["--seed", seed], more].concat());
        assert_eq!((ran.exit, ran.err.as_str()), (0, ""), "{}", ran.out);
        ran.out
    };
    assert_eq!(said("7", &["--json"]), said("7", &["--json"]));
    assert_ne!(said("7", &["--json"]), said("8", &["--json"]));
    assert!(!desk.vault().exists());
    for (language, before, after) in [
        ("en", "Before: by habit ", "After: by the advice "),
        ("ru", "До: по привычке ", "После: по совету "),
        ("kk", "Бұрын: әдет бойынша ", "Кейін: кеңес бойынша "),
    ] {
        let table = said("7", &["--lang", language]);
        // Three observers watch both, and both take some effort; who knows the advice is a line of its own.
        assert_eq!((table.matches(before).count(), table.matches(after).count()), (4, 5), "{table}");
        assert!(table.contains(" 15 ") && table.contains(" ± ") && table.lines().count() < 50, "{table}");
    }
}

#[test]
fn its_document_holds_every_figure() {
    let found = Desk::bare().json(&FEW);
    assert_eq!((&found["seed"], &found["people"], &found["days"]), (&1.into(), &2.into(), &20.into()));
    assert_eq!(found["waits_min"], serde_json::json!([15, 30, 60]));
    let met = found["met"].as_array().expect("met");
    assert_eq!(met.len(), 15);
    for met in met {
        assert_eq!(met["by_wait"].as_array().expect("waits").len(), 3, "{met}");
        assert!(met["by_wait"][0]["mean"].is_f64() && met["by_wait"][0]["off_95"].is_f64(), "{met}");
    }
    assert_eq!((&met[9]["strategy"], &met[9]["observer"]), (&"never-like-yesterday".into(), &"most-common".into()));
    let share = |of: &serde_json::Value| of["mean"].as_f64().expect("a share");
    for worst in found["worst"].as_array().expect("worst") {
        assert!(share(&worst["best"]) <= share(&worst["advised"]) && share(&worst["advised"]) <= share(&worst["uniform"]), "{worst}");
    }
    assert_eq!(found["hedges"].as_array().expect("hedges").len(), 6);
    assert_eq!(found["unproven"], 0);
    assert_eq!(found["efforts"][4]["strategy"], "advised");
    assert!(found["efforts"][4]["extra_min"]["mean"].is_f64());
    let one = Desk::bare().json(&["route", "simulate", "--people", "1", "--days", "1"]);
    assert!(one["longer"]["off_95"].is_null(), "{one}");
}

#[test]
fn what_it_cannot_simulate_is_no_command() {
    let wrong = [["--people", "0"], ["--people", "100001"], ["--days", "0"], ["--days", "3651"], ["--seed", "-1"], ["--people", "many"]];
    for words in wrong {
        let error = Desk::bare().error(&[&["route", "simulate"], &words[..]].concat(), 2);
        assert_eq!(error["code"], "usage", "{words:?}");
    }
}
