//! A dossier as she makes it.

use crate::desk::{Desk, PIN, sample};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

const OFFICER: &str = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
const OFFICERS_KEY: &str = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";

/// Writes down a visit with a photo and a threat; gives out the ids of both and of the photo.
fn fill(desk: &Desk) -> [String; 3] {
    let id = |added: &Value| added["id"].as_str().expect("an id").to_owned();
    let visit = ["incident", "add", "--kind", "visit", "--at", "2026-01-30T21:30+05:00", "--what", "Стучал в дверь", "--place", "home"];
    let visit = id(&desk.json(&visit));
    let threat = ["incident", "add", "--kind", "threat", "--at", "2026-01-31T09:00+05:00", "--what", "Угрожал", "--words", "Пожалеешь"];
    let threat = id(&desk.json(&threat));
    let photo = id(&desk.json(&["evidence", "add", &visit, &sample("photo.jpg")]));
    [visit, threat, photo]
}

fn make(desk: &Desk, name: &str, more: &[&str]) -> Value {
    let out = desk.path(name).display().to_string();
    desk.json(&[&["dossier", "make", "--lang", "ru", "--out", &out], more].concat())
}

fn verdict(desk: &Desk, path: &Path, anchor: Option<&Value>) -> Value {
    let path = path.display().to_string();
    let anchor = anchor.and_then(Value::as_str).map(|code| ["--anchor", code]);
    desk.json(&[&["dossier", "verify", &path][..], anchor.as_ref().map_or(&[], |words| &words[..])].concat())
}

/// What a program that shares no code with this one says.
fn verdict_in_python(path: &Path, anchor: &Value) -> Value {
    const CHECKER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/verifier/dossier.py");
    let anchor = anchor.as_str().expect("a code");
    let said = Command::new("python3").args(["-B", CHECKER]).arg(path).args(["--anchor", anchor]).output().expect("python3 is there");
    serde_json::from_slice(&said.stdout).unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&said.stderr)))
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name().into_string().expect("text")).collect();
    names.sort();
    names
}

#[test]
fn a_dossier_checks_and_is_noted_and_nobody_else_can_read_it() {
    let (desk, _) = Desk::with_vault();
    fill(&desk);
    let anchor = desk.json(&["anchor", "make"]);
    let made = make(&desk, "out", &["--original", "all"]);
    assert_eq!([&made["episodes"], &made["evidence"], &made["missing"]], [&json!(2), &json!(1), &json!([])]);
    let out = desk.path("out");
    assert_eq!(names(&out), ["dossier", "dossier.zip", "for-you.pdf"]);
    let mode = |path: &str| fs::metadata(out.join(path)).expect("there").permissions().mode() & 0o777;
    assert_eq!([mode(""), mode("dossier"), mode("dossier/evidence")], [0o700; 3]);
    assert_eq!([mode("dossier.zip"), mode("dossier/statement.pdf"), mode("dossier/evidence/0001.jpg")], [0o600; 3]);
    assert_eq!(fs::read(out.join("dossier/evidence/0001.jpg")).expect("there"), fs::read(sample("photo.jpg")).expect("there"));
    for place in ["", "dossier", "dossier.zip"] {
        assert_eq!(verdict(&desk, &out.join(place), None)["verdict"], "consistent", "{place}");
        assert_eq!(verdict(&desk, &out.join(place), Some(&made["code"]))["anchor"], "dossier", "{place}");
        let by_anchor = verdict(&desk, &out.join(place), Some(&anchor["code"]));
        if !place.is_empty() {
            assert_eq!(verdict_in_python(&out.join(place), &anchor["code"]), by_anchor, "{place}");
        }
        assert_eq!((&by_anchor["anchor"], &by_anchor["covered"]), (&json!("log"), &made["records"]), "{place}");
    }
    assert_eq!(desk.json(&["history"])["history"][0]["action"], "export");
    assert_eq!(desk.json(&["check"])["ok"], true);
    let again = out.display().to_string();
    assert_eq!(desk.error(&["dossier", "make", "--lang", "kk", "--out", &again], 1)["code"], "folder-not-empty");
}

#[test]
fn the_pin_is_asked_for_again() {
    let (mut desk, _) = Desk::with_vault();
    fill(&desk);
    let script = desk.path("script").display().to_string();
    fs::write(&script, format!("dossier make --statement ru --out {}", desk.path("out").display())).expect("written");
    desk.set("PANA_PIN", "000000");
    assert_eq!(desk.run(&["batch", &script, "--json"]).exit, 3);
    assert!(!desk.path("out/dossier").exists());
    desk.set("PANA_PIN", PIN);
    assert_eq!(desk.run(&["batch", &script, "--json"]).exit, 0);
}

#[test]
fn one_for_a_recipient_opens_with_the_stock_age_and_lies_nowhere_else() {
    let (desk, _) = Desk::with_vault();
    fill(&desk);
    let made = make(&desk, "out", &["--for", OFFICER, "--original", "all"]);
    let out = desk.path("out");
    assert!(!names(&out).iter().any(|name| name == "dossier" || name == "dossier.zip"), "{:?}", names(&out));
    let (key, zip) = (desk.path("key"), desk.path("opened.zip"));
    fs::write(&key, OFFICERS_KEY).expect("written");
    let opened = Command::new("age").arg("-d").arg("-i").arg(&key).arg("-o").arg(&zip).arg(out.join("dossier.zip.age")).status();
    assert!(opened.expect("age is there").success());
    assert_eq!(verdict(&desk, &zip, Some(&made["code"]))["verdict"], "matches");
    let refused =
        desk.error(&["dossier", "make", "--lang", "ru", "--for", "age1nobody", "--out", &desk.path("o").display().to_string()], 1);
    assert_eq!(refused["code"], "not-a-recipient");
}

#[test]
fn for_e_otinish_it_comes_in_numbered_parts_that_check_together() {
    let (desk, _) = Desk::with_vault();
    let [visit, ..] = fill(&desk);
    let large = desk.path("large.bin").display().to_string();
    fs::write(&large, vec![7; 1_300_000]).expect("written");
    for _ in 0..2 {
        desk.json(&["evidence", "add", &visit, &large]);
    }
    fs::write(&large, vec![7; 2_100_000]).expect("written");
    desk.json(&["evidence", "add", &visit, &large]);
    let made = make(&desk, "out", &["--for", "eotinish", "--max-mb", "2", "--original", "all"]);
    assert_eq!(made["too_large"], json!(["evidence/0004.bin"]));
    let parts: Vec<_> =
        made["parts"].as_array().expect("parts").iter().map(|name| desk.path("out").join(name.as_str().expect("text"))).collect();
    assert!(parts.len() >= 2 && parts[0].ends_with(format!("dossier-1-of-{}.zip", parts.len())), "{parts:?}");
    assert!(parts.iter().all(|part| fs::metadata(part).expect("there").len() <= 2_000_000));
    assert_eq!(verdict(&desk, &desk.path("out/dossier"), None)["verdict"], "consistent");
    let paths: Vec<String> = parts.iter().map(|part| part.display().to_string()).collect();
    let words: Vec<&str> = ["dossier", "verify"].into_iter().chain(paths.iter().map(String::as_str)).collect();
    let ran = desk.run(&[&words[..], &["--json"]].concat());
    assert_eq!(
        ran.document(),
        json!({ "verdict": "altered", "reason": "file-missing", "name": "evidence/0004.bin" }),
        "the carrier is missing"
    );
}

#[test]
fn what_is_withheld_is_named_and_checked() {
    let (desk, _) = Desk::with_vault();
    let [visit, threat, photo] = fill(&desk);
    let made = make(&desk, "out", &["--withhold", &format!("{threat},{visit}:what"), "--withhold", &photo]);
    assert_eq!((&made["episodes"], &made["evidence"]), (&json!(1), &json!(0)));
    let incidents = fs::read_to_string(desk.path("out/dossier/incidents.json")).expect("there");
    assert!(!incidents.contains("Стучал") && !incidents.contains("Пожалеешь") && incidents.contains(&visit));
    let refused = |more: &[&str], exit| {
        let out = desk.path("refused").display().to_string();
        desk.error(&[&["dossier", "make", "--out", &out][..], more].concat(), exit)["code"].clone()
    };
    assert_eq!(refused(&["--lang", "ru", "--withhold", "plce"], 2), "withhold-unknown-field");
    assert_eq!(refused(&["--lang", "ru", "--withhold", "x:place"], 2), "withhold-not-an-id");
    assert_eq!(refused(&["--lang", "ru", "--withhold", "ABCD1234"], 1), "not-found");
    assert_eq!(refused(&["--lang", "en"], 2), "statement-needs-language");
    assert_eq!(refused(&["--lang", "ru", "--for", "eotinish"], 2), "eotinish-needs-size");
}

#[test]
fn the_form_is_kept_and_stands_in_the_statement() {
    let (desk, _) = Desk::with_vault();
    fill(&desk);
    assert_eq!(desk.json(&["dossier", "form"])["form"]["addressee"], "");
    let kept = desk.json(&[
        "dossier",
        "form",
        "--name",
        "Әсел Қ.",
        "--iin",
        "850315400007",
        "--born",
        "1985-03",
        "--harm",
        "fear=боюсь выходить",
        "--ask",
        "register,assess",
        "--lang",
        "en",
    ]);
    assert!(kept["iin"].as_str().expect("a warning").contains("digits is wrong"), "{kept}");
    assert_eq!(desk.json(&["dossier", "form"])["form"], kept["form"]);
    assert_eq!(desk.json(&["dossier", "preview", "--lang", "ru"])["preview"]["given"], json!(["name", "born", "iin"]));
    make(&desk, "out", &[]);
    let text = Command::new("pdftotext").args(["-raw"]).arg(desk.path("out/dossier/statement.pdf")).arg("-").output().expect("pdftotext");
    let text = String::from_utf8(text.stdout).expect("text");
    assert!(text.contains("Әсел Қ.") && text.contains("850315400007") && text.contains("боюсь выходить"), "{text}");
    assert_eq!(desk.error(&["dossier", "form", "--harm", "fears=x"], 1)["field"], "harm");
    assert_eq!(desk.error(&["dossier", "form", "--ask", "everything"], 2)["code"], "form-not-a-request");
}

#[test]
fn one_file_is_shared_without_its_place() {
    let (desk, _) = Desk::with_vault();
    let [visit, _, photo] = fill(&desk);
    let out = |name: &str| desk.path(name).display().to_string();
    desk.json(&["share", &photo, "--out", &out("bare.jpg")]);
    let bytes = fs::read(desk.path("bare.jpg")).expect("there");
    assert!(!bytes.windows(4).any(|window| window == b"Exif"));
    assert_eq!(fs::metadata(desk.path("bare.jpg")).expect("there").permissions().mode() & 0o777, 0o600);
    desk.json(&["share", &photo, "--out", &out("original.jpg"), "--original"]);
    assert_eq!(fs::read(desk.path("original.jpg")).expect("there"), fs::read(sample("photo.jpg")).expect("there"));
    let notes = desk.path("notes.txt");
    fs::write(&notes, "x").expect("written");
    let notes = desk.json(&["evidence", "add", &visit, &notes.display().to_string()]);
    let refused = desk.error(&["share", notes["id"].as_str().expect("an id"), "--out", &out("notes")], 1);
    assert_eq!(refused["code"], "share-not-bare");
    assert!(!desk.path("notes").exists() && !desk.path("notes.part").exists());
    let copies = desk.json(&["dossier", "copies"])["copies"].clone();
    assert_eq!(copies.as_array().expect("a list").len(), 2, "{copies}");
    let number = copies[0]["number"].to_string();
    assert_eq!(desk.json(&["dossier", "copies", "--gone", &number])["copies"][0]["gone"], "2026-02-02T08:00:00+05:00");
    assert!(desk.run(&["dossier", "copies", "--lang", "en"]).out.contains("Whether a copy still exists can not be seen from here"));
    assert_eq!(desk.error(&["dossier", "copies", "--gone", "0"], 1)["code"], "not-found");
    assert_eq!(desk.json(&["check"])["ok"], true);
}

#[test]
fn a_picture_with_covered_parts_goes_instead_of_the_untouched_one() {
    let (desk, _) = Desk::with_vault();
    let [_, _, photo] = fill(&desk);
    let covered = desk.json(&["evidence", "cover", &photo, "--box", "10,20,30,40", "--box", "0,0,8,8"]);
    let derived = json!({ "from": photo, "covers": [[10, 20, 30, 40], [0, 0, 8, 8]] });
    assert_eq!((&covered["name"], &covered["derived"]), (&json!("photo-covered.png"), &derived));
    let made = make(&desk, "out", &[]);
    assert_eq!([&made["evidence"], &made["copies"], &made["missing"], &made["kept_back"]], [&json!(1), &json!(0), &json!([]), &json!([])]);
    let dossier = desk.path("out").join("dossier");
    let file = fs::read(dossier.join("evidence/0001.png")).expect("the covered one");
    assert_eq!(
        made["files"]
            .as_array()
            .expect("files")
            .iter()
            .filter(|name| name.as_str().is_some_and(|name| name.starts_with("evidence/")))
            .count(),
        1
    );
    let kept = desk.path("kept.png");
    desk.json(&["evidence", "get", covered["id"].as_str().expect("an id"), "--out", &kept.display().to_string()]);
    assert_eq!(fs::read(kept).expect("taken out"), file);
    assert_eq!(verdict(&desk, &dossier, Some(&made["code"]))["verdict"], "matches");
    assert_eq!(verdict_in_python(&dossier, &made["code"])["verdict"], "matches");
    let text = Command::new("pdftotext").arg(dossier.join("statement.pdf")).arg("-").output().expect("pdftotext").stdout;
    let text = String::from_utf8(text).expect("text").replace('\n', " ");
    assert!(text.contains("закрыты отдельные части"), "{text}");
    let listed = desk.json(&["evidence", "list"]);
    assert_eq!(listed["evidence"][1]["derived"], derived);
    for (boxes, code) in [("1,2,3", "not-a-box"), ("1,2,3,-4", "not-a-box"), ("99999,0,5,5", "cover-outside"), ("0,0,0,5", "cover-outside")]
    {
        assert_eq!(desk.error(&["evidence", "cover", &photo, "--box", boxes], 1)["code"], code, "{boxes}");
    }
    assert_eq!(desk.json(&["check"])["damaged"], json!([]));
}

#[test]
fn a_page_for_a_crisis_centre_stands_alone_and_shows_what_is_chosen() {
    let (desk, _) = Desk::with_vault();
    fill(&desk);
    let made = make(&desk, "out", &["--summary", "--withhold", "words"]);
    assert_eq!(made["pages"], 1);
    assert_eq!(names(&desk.path("out")), ["summary.pdf"]);
    let text = Command::new("pdftotext").arg(desk.path("out").join("summary.pdf")).arg("-").output().expect("pdftotext").stdout;
    let text = String::from_utf8(text).expect("text");
    assert!(text.contains("справка для кризисного центра") && text.contains("Стучал в дверь") && !text.contains("Пожалеешь"), "{text}");
    assert_eq!(desk.json(&["dossier", "copies"])["copies"][0]["what"], "summary");
}

#[test]
fn what_is_for_her_alone_lies_beside_the_dossier_and_never_in_it() {
    let (desk, _) = Desk::with_vault();
    fill(&desk);
    for (name, more) in [("plain", &["--sheet"][..]), ("sealed", &["--for", OFFICER]), ("parts", &["--for", "eotinish", "--max-mb", "1"])] {
        let made = make(&desk, name, &[&["--original", "all"], more].concat());
        let out = desk.path(name);
        let mode = |file: &str| fs::metadata(out.join(file)).expect("there").permissions().mode() & 0o777;
        assert_eq!(out.join("for-you.pdf").exists(), name != "sealed", "it would tell what is sealed");
        if name == "sealed" {
            continue;
        }
        assert_eq!(mode("for-you.pdf"), 0o600, "{name}");
        assert_eq!(out.join("applicant.pdf").exists(), name == "plain", "{name}");
        let is_inside = |file: &Value| ["for-you.pdf", "applicant.pdf"].iter().any(|paper| file.as_str().expect("text").ends_with(paper));
        assert!(!made["files"].as_array().expect("files").iter().any(is_inside), "{}", made["files"]);
        assert!(!out.join("dossier/for-you.pdf").exists() && !out.join("dossier/applicant.pdf").exists(), "{name}");
        let text = Command::new("pdftotext").arg(out.join("for-you.pdf")).arg("-").output().expect("pdftotext is there").stdout;
        let text = String::from_utf8(text).expect("text");
        assert!(text.contains("Только для вас") && text.contains(made["code"].as_str().expect("a code")), "{text}");
    }
    assert_eq!(fs::metadata(desk.path("plain/applicant.pdf")).expect("there").permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_preview_needs_no_second_pin_and_leaves_nothing_behind() {
    let (desk, _) = Desk::with_vault();
    fill(&desk);
    let history = desk.json(&["history"]);
    let preview = &desk.json(&["dossier", "preview"])["preview"];
    let told = [&preview["episodes"], &preview["files"], &preview["originals"], &preview["given"]];
    assert_eq!(told, [&json!(2), &json!(1), &json!(0), &json!([])], "a copy tells neither place nor device");
    assert_eq!(desk.json(&["dossier", "preview", "--original", "all"])["preview"]["originals"], 1);
    assert_eq!(preview["places"], json!([{ "kind": "home", "label": "" }]));
    let less = &desk.json(&["dossier", "preview", "--withhold", "place"])["preview"];
    assert_eq!([&less["places"], &less["withheld"]], [&json!([]), &json!(["place", "position"])]);
    assert_eq!(desk.json(&["history"]), history);
}

/// A text without what is drawn by chance: ids, the name of the key, and everything in base64 or hexadecimal that is long enough to be a hash.
fn without_chance(text: &str) -> String {
    const HASH_MIN_CHARS: usize = 20;
    let is_of_hash = |c: char| c.is_ascii_alphanumeric() || "+/=".contains(c);
    let mut out = String::new();
    for (at, word) in text.split_inclusive(|c| !is_of_hash(c)).enumerate() {
        let body = word.trim_end_matches(|c| !is_of_hash(c));
        let is_id = body.len() == 8 && out.ends_with(['"']) && body.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
        let is_id_in_base64 = body.len() == 12 && body.ends_with('=') && !body.ends_with("==");
        out.push_str(if at > 0 && (is_id || is_id_in_base64 || body.len() >= HASH_MIN_CHARS) { "#" } else { body });
        out.push_str(&word[body.len()..]);
    }
    out
}

#[test]
fn openings_with_the_second_pin_leave_no_trace_in_it() {
    let shape = |second: bool| {
        let mut desk = Desk::bare();
        desk.set("PANA_SECOND_PIN", "730264");
        desk.json(&["init", "--kdf", "floor", "--second"]);
        fill(&desk);
        desk.json(&["anchor", "make"]);
        if second {
            desk.set("PANA_PIN", "730264");
            for _ in 0..3 {
                desk.json(&["status"]);
            }
            desk.set("PANA_PIN", PIN);
            assert_ne!(desk.json(&["status"])["notices"], json!([]), "she was told");
        }
        make(&desk, "out", &["--original", "all"]);
        let folder = desk.path("out/dossier");
        let mut files = BTreeMap::new();
        for name in names(&folder).into_iter().filter(|name| name != "evidence") {
            let bytes = fs::read(folder.join(&name)).expect("there");
            let text = if name == "statement.pdf" {
                format!("{bytes:?}")
            } else {
                without_chance(&String::from_utf8(bytes.clone()).expect("text"))
            };
            files.insert(name, (bytes.len(), text));
        }
        files
    };
    let (with, without) = (shape(true), shape(false));
    assert_eq!(with.keys().collect::<Vec<_>>(), without.keys().collect::<Vec<_>>());
    for (name, file) in &with {
        assert!(*file == without[name], "{name}: {} and {} bytes\n{}\n{}", file.0, without[name].0, file.1, without[name].1);
    }
}
