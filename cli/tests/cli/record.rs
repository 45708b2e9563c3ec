//! All that an incident can say, typed and read back.

use crate::desk::Desk;
use serde_json::json;

#[test]
fn an_incident_says_all_there_is_to_say() {
    let (desk, _) = Desk::with_vault();
    let added = desk.json(&[
        "incident",
        "add",
        "--kind",
        "threat",
        "--at",
        "2026-01-31/evening",
        "--time-words",
        "после ужина",
        "--what",
        "Угрожал у подъезда",
        "--harm",
        "fear=Боюсь выходить одна",
        "--harm",
        "cost=12 000 ₸",
        "--own",
        "weapon=нож",
        "--saw",
        "told:Сәуле",
        "--answered",
        "no",
        "--sure",
        "likely:узнала голос",
        "--position",
        "43.238949,76.889709,20",
    ]);
    assert_eq!((&added["urgent"]["id"], &added["urgent"]["call"][0]), (&json!("weapon"), &json!("102")));
    let id = added["id"].as_str().expect("an id");
    let shown = desk.json(&["incident", "show", id]);
    assert_eq!((&shown["at"], &shown["precision"]), (&json!("2026-01-31T18:00:00+05:00"), &json!("part")));
    assert_eq!((&shown["time_words"], &shown["written_late"]), (&json!("после ужина"), &json!(true)));
    assert_eq!((&shown["harm"]["fear"], &shown["harm"]["cost"]), (&json!("Боюсь выходить одна"), &json!("12 000 ₸")));
    assert_eq!((&shown["own"], &shown["answered"]), (&json!({ "weapon": "нож" }), &json!(false)));
    assert_eq!(shown["seen"], json!({ "myself": false, "by": "Сәуле" }));
    assert_eq!((&shown["who"]["sure"], &shown["who"]["reason"]), (&json!("likely"), &json!("узнала голос")));
    assert_eq!(shown["position"], json!({ "lat": 43.238_949, "lon": 76.889_709, "accuracy_m": 20 }));
    let lacking = ["exact-time", "evidence", "witness", "identity", "words"];
    assert_eq!(shown["lacking"], json!(lacking));
    for word in ["нож", "ужина", "боюсь", "голос"] {
        assert_eq!(desk.json(&["incident", "search", word])["incidents"][0]["id"], id, "{word}");
    }
    let text = desk.run(&["incident", "show", id, "--lang", "ru"]).out;
    assert!(text.contains("31.01.2026, вечер") && text.contains("записано позже") && text.contains("Оружие: нож"), "{text}");

    desk.json(&["incident", "amend", id, "--answered", "", "--sure", "", "--saw", "", "--own", "weapon=", "--position", ""]);
    let cleared = desk.json(&["incident", "show", id]);
    assert_eq!((&cleared["answered"], &cleared["seen"], &cleared["position"]), (&json!(null), &json!(null), &json!(null)));
    assert_eq!((&cleared["own"], &cleared["who"]["sure"]), (&json!({}), &json!(null)));
    assert_eq!(cleared["harm"]["fear"], "Боюсь выходить одна", "what was not given stays");

    desk.json(&["incident", "amend", id, "--at", "2026-01-31T19:05+05:00"]);
    let exact = desk.json(&["incident", "show", id]);
    assert_eq!((&exact["at"], &exact["precision"]), (&json!("2026-01-31T19:05:00+05:00"), &json!("exact")));
    assert_eq!(desk.json(&["check"])["ok"], true);
}

#[test]
fn a_time_without_offset_is_read_by_the_clocks_of_a_region() {
    let (desk, _) = Desk::with_vault();
    let at = |typed: &str, zone: &str| {
        let added = desk.json(&["incident", "add", "--kind", "call", "--what", "x", "--at", typed, "--zone", zone]);
        desk.json(&["incident", "show", added["id"].as_str().expect("an id")])["at"].clone()
    };
    assert_eq!(at("2023-12-05T21:30", "rest"), "2023-12-05T21:30:00+06:00");
    assert_eq!(at("2023-12-05T21:30", "west"), "2023-12-05T21:30:00+05:00");
    assert_eq!(at("2026-01-05T21:30", "rest"), "2026-01-05T21:30:00+05:00");
}

#[test]
fn an_image_of_someone_under_18_takes_no_file() {
    let (desk, _) = Desk::with_vault();
    let add = ["incident", "add", "--kind", "image", "--at", "2026-02-01", "--what", "", "--own", "url=https://example.kz/1"];
    let id = desk.json(&[&add[..], &["--own", "under_18=yes"]].concat())["id"].as_str().expect("an id").to_owned();
    let photo = crate::desk::sample("photo.jpg");
    assert_eq!(desk.error(&["evidence", "add", &id, &photo], 1)["code"], "under-18");
    assert_eq!(desk.json(&["status"])["evidence"], 0);
}
