//! People, refusals, the police and orders, as they are typed.

use crate::desk::Desk;
use serde_json::{Value, json};

fn id_of(answer: &Value) -> String {
    answer["id"].as_str().expect("an id").to_owned()
}

fn call(desk: &Desk, at: &str, number: &str) -> String {
    id_of(&desk.json(&["incident", "add", "--kind", "call", "--at", at, "--what", "Звонил и молчал", "--number", number]))
}

#[test]
fn an_unknown_number_is_attached_later_and_detached_again() {
    let (desk, _) = Desk::with_vault();
    let early = call(&desk, "2026-01-10T21:30+05:00", "8 701 123 45 67");
    let other = call(&desk, "2026-01-11T21:30+05:00", "8 702 123 45 67");
    let serik = id_of(&desk.json(&["person", "add", "--name", "Серик", "--description", "бывший"]));
    desk.json(&["relation", "set", &serik, "--kind", "ex-partner", "--from", "2022-12", "--to", "2025", "--common-child", "no"]);
    assert_eq!(
        desk.json(&["relation", "show", &serik])["relation"],
        json!({ "kind": "ex-partner", "from": "2022-12", "to": "2025", "common_child": false, "lives_with_me": null })
    );
    let attach = ["person", "attach", &serik, "--value", "+7 701 123-45-67", "--sure", "likely:узнала голос", "--since", "2025-03"];
    assert_eq!(desk.json(&attach)["incidents"], 1);
    let shown = desk.json(&["incident", "show", &early]);
    assert_eq!(shown["people"][0], json!({ "id": serik, "name": "Серик", "withdrawn": false, "by": "number", "value": "+77011234567" }));
    assert_eq!(shown["amended"], json!(null), "no incident was rewritten");
    assert_eq!(desk.json(&["incident", "show", &other])["people"], json!([]));
    let person = desk.json(&["person", "show", &serik]);
    assert_eq!((&person["sort"], &person["incidents"][0]["id"]), (&json!("person"), &json!(early)));
    assert_eq!(person["identities"][0]["reason"], "узнала голос");
    assert_eq!(desk.json(&["incident", "search", "Серик"])["entries"][0]["id"], serik);
    assert!(desk.run(&["incident", "list", "--lang", "ru"]).out.contains("Серик"));
    assert!(desk.run(&["person", "show", &serik, "--lang", "en"]).out.contains("Former partner · 2022-12 – 2025"));

    let his = |command: &[&str]| desk.json(&[command, &["--person", &serik]].concat())["incidents"].clone();
    for found in [his(&["incident", "list"]), his(&["incident", "search", "молчал"])] {
        assert_eq!(found.as_array().map(|found| found.iter().map(|one| &one["id"]).collect::<Vec<_>>()), Some(vec![&json!(early)]));
    }
    assert_eq!(his(&["stats"]), 1);
    let table = desk.path("his.csv").display().to_string();
    assert_eq!(his(&["incident", "export", "--format", "csv", "--out", &table]), 1);
    assert_eq!(desk.error(&["incident", "list", "--person", &other], 1)["code"], "not-a-person");

    desk.json(&["person", "detach", &serik, "--value", "87011234567"]);
    assert_eq!(desk.json(&["incident", "show", &early])["people"], json!([]));
    assert_eq!(desk.error(&["person", "detach", &serik, "--value", "87011234567"], 1)["code"], "not-found");
    assert_eq!(desk.json(&["incident", "show", &early])["who"]["numbers"][0], "+77011234567");
    assert_eq!(desk.json(&["check"])["ok"], true);
}

#[test]
fn a_hidden_person_stays_in_incidents_and_is_marked() {
    let (desk, _) = Desk::with_vault();
    let serik = id_of(&desk.json(&["person", "add", "--name", "Серик"]));
    let id = id_of(&desk.json(&["incident", "add", "--kind", "visit", "--at", "2026-01-10", "--what", "x", "--person", &serik]));
    desk.json(&["person", "withdraw", &serik]);
    assert_eq!(desk.json(&["person", "list"])["people"], json!([]));
    assert_eq!(desk.json(&["person", "list", "--withdrawn"])["people"][0]["id"], serik);
    assert_eq!(desk.json(&["incident", "show", &id])["people"][0]["withdrawn"], true);
    assert!(desk.run(&["incident", "show", &id, "--lang", "ru"]).out.contains("Серик (скрыто)"));
    desk.json(&["person", "restore", &serik]);
    assert_eq!(desk.json(&["incident", "show", &id])["people"][0]["withdrawn"], false);
    let nobody = ["incident", "add", "--kind", "visit", "--at", "2026-01-10", "--what", "x", "--person", &id];
    assert_eq!(desk.error(&nobody, 1)["code"], "not-a-person");
}

#[test]
fn what_came_after_a_refusal_is_marked() {
    let (desk, _) = Desk::with_vault();
    let before = call(&desk, "2026-01-10T21:30+05:00", "8 701 123 45 67");
    let after = call(&desk, "2026-01-20T21:30+05:00", "8 701 123 45 67");
    let words = desk.json(&["refusal", "words"])["words"].clone();
    assert_eq!((&words[0]["lang"], words[0]["short"].as_str()), (&json!("kk"), Some("Менмен бұдан әрі байланысқа шықпауыңызды сұраймын.")));
    let said = words[1]["short"].as_str().expect("Russian words");
    let refusal = id_of(&desk.json(&["refusal", "add", "--at", "2026-01-15T12:00+05:00", "--channel", "msg", "--words", said]));
    let photo = crate::desk::sample("photo.jpg");
    let piece = desk.json(&["evidence", "add", &refusal, &photo]);
    let listed = desk.json(&["refusal", "list"])["refusals"][0].clone();
    assert_eq!((&listed["words"], &listed["evidence"][0]["id"]), (&json!(said), &piece["id"]));
    let marked = |id: &str| desk.json(&["incident", "show", id])["after_refusal"].clone();
    assert_eq!((marked(&before), marked(&after)), (json!(false), json!(true)));
    assert!(desk.run(&["incident", "list", "--lang", "ru"]).out.contains("после отказа"));
    desk.json(&["refusal", "withdraw", &refusal]);
    assert_eq!(marked(&after), false);
    assert_eq!(desk.error(&["refusal", "add", "--at", "2027-01-15", "--channel", "msg", "--words", "x"], 1)["code"], "in-the-future");
    assert_eq!(desk.error(&["refusal", "add", "--at", "2026-01-15", "--channel", "msg", "--words", ""], 1)["code"], "empty");
}

#[test]
fn the_police_track_tells_what_is_owed_and_what_may_be_a_breach() {
    let (desk, _) = Desk::with_vault();
    let serik = id_of(&desk.json(&["person", "add", "--name", "Серик"]));
    desk.json(&["person", "attach", &serik, "--value", "8 701 123 45 67"]);
    let report =
        desk.json(&["police", "report", "--way", "station", "--at", "2026-01-05T10:00+05:00", "--talon", "не дали", "--place", "Мунайлы"]);
    assert_eq!(report["warnings"], json!(["talon-without-digits"]), "kept, and pointed out");
    let report = id_of(&report);
    assert_eq!(desk.json(&["police", "list"])["reports"][0]["talon"], "не дали");
    desk.json(&["police", "amend", &report, "--talon", ""]);
    let kinds = |desk: &Desk| -> Vec<String> {
        let reminders = desk.json(&["police", "reminders"])["reminders"].clone();
        reminders.as_array().expect("a list").iter().map(|reminder| reminder["kind"].as_str().expect("a kind").to_owned()).collect()
    };
    // It is 2 February: fifteen working days are over, and the order below ends on the 9th.
    assert_eq!(kinds(&desk), ["talon-missing", "no-answer"]);
    let bring = desk.run(&["police", "bring", "--lang", "ru"]).out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        bring.starts_with("Удостоверение личности.") && bring.contains("талон-уведомление с уникальным номером. Источник: "),
        "{bring}"
    );
    let told = desk.run(&["police", "reminders", "--lang", "en"]).out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("15 working days. No source was found. Source: From memory") && told.contains("Checked on"), "{told}");
    let order = ["order", "add", "--kind", "protective-order", "--number", "17", "--person", &serik, "--from", "2026-01-10"];
    let backwards = desk.error(&[&order[..], &["--to", "2026-01-09"]].concat(), 1);
    assert_eq!((&backwards["code"], &backwards["field"]), (&json!("end-before-start"), &json!("to")));
    let order = id_of(&desk.json(&[&order[..], &["--to", "2026-02-08"]].concat()));
    assert_eq!(desk.json(&["order", "list"])["orders"][0]["to"], "2026-02-08T23:59:59+05:00");
    assert_eq!(kinds(&desk), ["talon-missing", "no-answer", "order-ends"]);
    desk.json(&["order", "amend", &order, "--to", "2026-02-20", "--article", "54"]);
    assert_eq!(kinds(&desk), ["talon-missing", "no-answer"]);
    assert_eq!(desk.json(&["order", "list"])["orders"][0]["number"], "17", "what was not given stays");
    assert_eq!(desk.error(&["order", "amend", &order, "--to", "2026-01-09"], 1)["code"], "end-before-start");
    desk.json(&["order", "amend", &order, "--to", "2026-02-08"]);
    desk.json(&["police", "amend", &report, "--talon", "КУИ-26-00017"]);
    desk.json(&["police", "answer", &report, "--at", "2026-01-30T10:00+05:00", "--text", "Зарегистрировано"]);
    assert_eq!(kinds(&desk), ["order-ends"]);
    let early = desk.error(&["police", "answer", &report, "--at", "2026-01-04T10:00+05:00", "--text", "x"], 1);
    assert_eq!(early["code"], "end-before-start");

    call(&desk, "2026-01-09T21:30+05:00", "8 701 123 45 67");
    call(&desk, "2026-01-20T21:30+05:00", "8 702 123 45 67");
    let breach = call(&desk, "2026-01-20T21:30+05:00", "8 701 123 45 67");
    let proposed = desk.json(&["order", "breaches"])["breaches"].clone();
    assert_eq!(proposed, json!([{ "incident": breach, "at": "2026-01-20T21:30:00+05:00", "measure": order }]));
    assert_eq!(desk.json(&["incident", "show", &breach])["breach"], json!(null), "she says it, not we");
    desk.json(&["order", "confirm", &breach, &order]);
    assert_eq!(desk.json(&["incident", "show", &breach])["breach"], order);
    assert_eq!(desk.json(&["order", "breaches"])["breaches"], json!([]));
    let handed_over = call(&desk, "2026-01-21T21:30+05:00", "8 701 123 45 67");
    let proposed = |desk: &Desk| desk.json(&["order", "breaches"])["breaches"].as_array().map(Vec::len);
    assert_eq!(proposed(&desk), Some(1));
    desk.json(&["order", "dismiss", &handed_over, &order, "--reason", "передача ребёнка по соглашению"]);
    assert_eq!(proposed(&desk), Some(0));
    let dismissed = desk.json(&["order", "breaches", "--dismissed"])["dismissed"][0].clone();
    let expected = (&json!(handed_over), &json!(order), &json!("передача ребёнка по соглашению"));
    assert_eq!((&dismissed["incident"], &dismissed["measure"], &dismissed["reason"]), expected);
    assert!(desk.run(&["order", "breaches", "--dismissed", "--lang", "ru"]).out.contains("по соглашению"));
    assert!(desk.run(&["incident", "search", "соглашению", "--lang", "ru"]).out.contains("Не нарушение"));
    assert_eq!(desk.error(&["order", "dismiss", &breach, &order, "--reason", "x"], 1)["code"], "breach-confirmed");
    desk.json(&["order", "undismiss", &handed_over, &order]);
    assert_eq!(proposed(&desk), Some(1));
    assert_eq!(desk.error(&["order", "undismiss", &handed_over, &order], 1)["code"], "not-found");
    let add = ["incident", "add", "--kind", "breach", "--at", "2026-01-20", "--what", "x", "--breach", &report];
    assert_eq!(desk.error(&add, 1)["code"], "not-an-order");
    let nobody = desk.json(&["order", "add", "--kind", "no-approach", "--from", "2026-01-10"]);
    assert_eq!(nobody["warnings"], json!(["order-without-person"]));
    assert_eq!(desk.json(&["check"])["ok"], true);
}
