//! Exports of every kind, in the form real programs write (`cli/sample/exports`), and what is done to them afterwards.

#![allow(clippy::unwrap_used)]

use crate::desk::{Desk, sample};
use serde_json::{Value, json};
use std::fs;

fn export(name: &str) -> String {
    sample(&format!("exports/{name}"))
}

/// Directions and texts of a series, oldest first.
fn acts(desk: &Desk, series: &Value) -> Vec<(String, String)> {
    let page = desk.json(&["series", "show", series.as_str().expect("an id")]);
    let act = |act: &Value| (act["direction"].as_str().unwrap().to_owned(), act["text"].as_str().unwrap().to_owned());
    page["acts"].as_array().unwrap().iter().map(act).collect()
}

fn of_kind<'r>(desk: &Desk, report: &'r Value, kind: &str) -> &'r Value {
    let series = report["incidents"].as_array().unwrap().iter();
    let mut of_kind = series.filter(|id| desk.json(&["incident", "show", id.as_str().unwrap()])["kind"] == kind);
    of_kind.next().unwrap_or_else(|| panic!("no {kind} in {report}"))
}

fn checked(desk: &Desk) {
    assert_eq!(desk.json(&["check"])["ok"], true);
}

#[test]
fn a_whatsapp_chat_from_android_comes_in_with_its_pictures() {
    let (desk, _) = Desk::with_vault();
    let chat = export("WhatsApp Chat with Sosed.zip");
    let listed = desk.json(&["import", &chat, "--list"]);
    assert_eq!(listed["asks"], json!(["offset-needed", "owner-needed"]));
    assert_eq!(listed["numbers"][0], json!({ "number": "Сосед", "count": 8, "name": null, "own": false }));
    assert_eq!(listed["numbers"][1]["number"], "Дана");
    assert_eq!(desk.error(&["import", &chat, "--only", "Сосед"], 1)["code"], "offset-needed");
    let known = ["import", &chat, "--offset", "+05:00"];
    let with = |more: &[&'static str]| [&known[..], more].concat();
    assert_eq!(desk.error(&with(&["--all"]), 1)["code"], "owner-needed");
    assert_eq!(desk.error(&with(&["--all", "--me", "Айгүл"]), 1)["code"], "owner-not-in-chat");
    assert_eq!(desk.error(&with(&["--only", "Ержан", "--me", "Дана"]), 1)["code"], "nobody-chosen");
    assert_eq!(desk.json(&["status"])["acts"], 0, "what was refused left nothing");

    let report = desk.json(&with(&["--only", "Сосед", "--me", "Дана", "--keep-source"]));
    assert_eq!((&report["added"], &report["skipped"], &report["media"]), (&json!(8), &json!(1), &json!(1)), "{report}");
    assert_eq!(report["rejected"], json!([{ "line": 12, "why": "medium-missing", "file": "IMG-20250313-WA0002.jpg" }]));
    let messages = of_kind(&desk, &report, "msg");
    let texts = acts(&desk, messages);
    assert_eq!(texts.len(), 7);
    assert_eq!(texts[0], texts[1], "the same words twice in a minute are two messages");
    assert_eq!(acts(&desk, of_kind(&desk, &report, "call")), [("missed".to_owned(), String::new())]);

    let evidence = desk.json(&["evidence", "list", messages.as_str().unwrap()]);
    let pieces: Vec<_> = evidence["evidence"].as_array().unwrap().iter().map(|piece| piece["name"].as_str().unwrap()).collect();
    assert_eq!(pieces, ["IMG-20250312-WA0001.jpg", "WhatsApp Chat with Sosed.zip"]);
    assert_eq!(evidence["evidence"][0]["act"], format!("{}/3", messages.as_str().unwrap()));
    assert_eq!(evidence["evidence"][1]["sha256"].as_str().unwrap().len(), 64);
    let out = desk.path("whole.zip").display().to_string();
    desk.json(&["evidence", "get", report["source"].as_str().unwrap(), "--out", &out]);
    assert_eq!(fs::read(&out).unwrap(), fs::read(&chat).unwrap());

    let again = desk.json(&with(&["--all", "--me", "Дана"]));
    assert_eq!((&again["added"], &again["known"], &again["media"]), (&json!(1), &json!(8), &json!(0)), "her own line is new");
    checked(&desk);
}

#[test]
fn a_whatsapp_chat_from_ios_and_one_in_kazakh_come_in() {
    let (desk, _) = Desk::with_vault();
    let chat = export("WhatsApp Chat - Sosed.zip");
    let report = desk.json(&["import", &chat, "--only", "8 701 000 00 01", "--me", "Дана", "--offset", "rest"]);
    assert_eq!((&report["added"], &report["skipped"], &report["media"]), (&json!(4), &json!(2), &json!(1)), "{report}");
    let calls = desk.json(&["series", "show", of_kind(&desk, &report, "call").as_str().unwrap()]);
    assert_eq!(calls["acts"][0]["at"], "2025-03-13T08:00:10+05:00");
    assert_eq!((&calls["acts"][1]["direction"], &calls["acts"][1]["answered"]), (&json!("missed"), &json!(false)));

    let kazakh = export("WhatsApp kk.txt");
    let report = desk.json(&["import", &kazakh, "--all", "--me", "", "--offset", "+05:00"]);
    assert_eq!((&report["added"], &report["unreadable"]), (&json!(4), &json!(0)), "{report}");
    checked(&desk);
}

/// Twelve numbers below thirteen: nobody can say which is the day.
#[test]
fn a_chat_whose_dates_do_not_show_their_order_asks_and_guesses_nothing() {
    let (desk, _) = Desk::with_vault();
    let chat = desk.path("chat.txt");
    fs::write(&chat, "03.04.2025, 21:05 - A: x\n03.05.2025, 21:05 - A: y\n").unwrap();
    let chat = chat.display().to_string();
    assert!(desk.json(&["import", &chat, "--list"])["asks"].to_string().contains("date-order-unknown"));
    let base = ["import", &chat, "--all", "--me", "", "--offset", "+05:00"];
    assert_eq!(desk.error(&base, 1)["code"], "date-order-unknown");
    let report = desk.json(&[&base[..], &["--date-order", "mdy"]].concat());
    let shown = desk.json(&["series", "show", report["incidents"][0].as_str().unwrap()]);
    assert_eq!(shown["acts"][0]["at"], "2025-03-04T21:05:00+05:00");
}

#[test]
fn telegram_comes_in_from_a_folder_and_from_an_account_once() {
    let (desk, _) = Desk::with_vault();
    let chat = export("ChatExport_2025-03-14/result.json");
    assert_eq!(desk.error(&["import", &chat, "--all"], 1)["code"], "owner-needed");
    let listed = desk.json(&["import", &chat, "--list", "--me", "Дана"]);
    assert_eq!(listed["numbers"][1], json!({ "number": "user1000002", "count": 1, "name": "Дана", "own": true }));
    let report = desk.json(&["import", &chat, "--only", "user1000001", "--me", "user1000002"]);
    assert_eq!((&report["added"], &report["media"], &report["unreadable"]), (&json!(4), &json!(1), &json!(0)), "{report}");
    let texts = acts(&desk, of_kind(&desk, &report, "msg"));
    assert_eq!(texts[0], ("incoming".to_owned(), "Я внизу \u{fffd}".to_owned()));

    // The whole account holds the same chat, and says whose it is.
    let report = desk.json(&["import", &export("telegram-account.json"), "--only", "user1000001,user1000002"]);
    assert_eq!((&report["added"], &report["known"]), (&json!(1), &json!(4)), "{report}");
    assert_eq!(acts(&desk, of_kind(&desk, &report, "msg")), [("outgoing".to_owned(), "Уходите".to_owned())]);
    checked(&desk);
}

#[test]
fn messages_of_the_phone_come_in_with_their_pictures() {
    let (desk, _) = Desk::with_vault();
    let report = desk.json(&["import", &export("sms-20250312211000.xml"), "--only", "87010000001"]);
    assert_eq!((&report["added"], &report["skipped"], &report["media"]), (&json!(2), &json!(1), &json!(1)), "{report}");
    assert_eq!(acts(&desk, &report["incidents"][0])[0].1, "Выйди 😀");
    let piece = &desk.json(&["evidence", "list"])["evidence"][0];
    let out = desk.path("window.png").display().to_string();
    desk.json(&["evidence", "get", piece["id"].as_str().unwrap(), "--out", &out]);
    assert_eq!(&fs::read(&out).unwrap()[..8], b"\x89PNG\r\n\x1a\n");
    checked(&desk);
}

#[test]
fn a_bill_is_the_same_as_text_and_as_a_sheet() {
    let (desk, _) = Desk::with_vault();
    let listed = desk.json(&["import", &export("bill.csv"), "--list", "--offset", "+05:00"]);
    assert_eq!(listed["columns"][1], json!({ "column": "number", "heading": "Номер Б" }));
    let first = desk.json(&["import", &export("bill.csv"), "--only", "+77010000001", "--offset", "+05:00"]);
    assert_eq!((&first["added"], &first["unreadable"]), (&json!(2), &json!(0)), "{first}");
    let shown = desk.json(&["series", "show", first["incidents"][0].as_str().unwrap()]);
    assert_eq!((&shown["acts"][0]["seconds"], &shown["acts"][0]["at"]), (&json!(72), &json!("2025-03-12T21:05:00+05:00")));
    let sheet = desk.json(&["import", &export("bill.xlsx"), "--all", "--offset", "+05:00"]);
    assert_eq!((&sheet["added"], &sheet["known"], &sheet["unreadable"]), (&json!(1), &json!(2), &json!(0)), "{sheet}");
    checked(&desk);
}

#[test]
fn a_table_with_unknown_headings_is_confirmed_first() {
    let (desk, _) = Desk::with_vault();
    let bill = desk.path("bill.csv");
    fs::write(&bill, "Номер;Дата разговора;Кто\n77010000001;12.03.2025 21:05:00;102\n").unwrap();
    let bill = bill.display().to_string();
    let base = ["import", &bill, "--all", "--offset", "+05:00"];
    assert_eq!(desk.json(&["import", &bill, "--list", "--offset", "+05:00"])["asks"], json!(["columns-unsure"]));
    assert_eq!(desk.error(&base, 1)["code"], "columns-unsure");
    assert_eq!(desk.error(&[&base[..], &["--columns", "when"]].concat(), 1)["code"], "not-a-column");
    let named = desk.json(&[&base[..], &["--columns", "when=Дата разговора,number=Кто"]].concat());
    let shown = desk.json(&["series", "show", named["incidents"][0].as_str().unwrap()]);
    assert_eq!(shown["acts"][0]["number"], "102");
    assert_eq!(desk.json(&[&base[..], &["--columns", "guessed"]].concat())["added"], 1);
}

#[test]
fn pana_s_own_rows_come_in_once() {
    let (desk, _) = Desk::with_vault();
    assert_eq!(desk.json(&["import", &export("rows.json"), "--all"])["added"], 2);
    assert_eq!(desk.json(&["import", &export("rows.jsonl"), "--all"])["known"], 2);
}

#[test]
fn an_import_is_undone_and_an_act_lifted_and_put_back() {
    let (desk, _) = Desk::with_vault();
    let import = |file: &str| desk.json(&["import", &export(file), "--all", "--offset", "+05:00"]);
    let report = import("bill.csv");
    let series = report["incidents"][0].as_str().unwrap();
    let totals = desk.json(&["series", "totals", series]);
    assert_eq!(totals["days"], json!([{ "day": "2025-03-12", "acts": 2 }, { "day": "2025-03-13", "acts": 1 }]));
    assert_eq!(totals["numbers"][0], json!({ "number": "+77010000001", "acts": 2, "outgoing": 0, "seconds": 77 }));

    let lifted = desk.json(&["series", "lift", series, "1"]);
    let incident = lifted["incident"].as_str().unwrap();
    assert_eq!(desk.json(&["incident", "show", incident])["who"]["numbers"], json!(["+77010000001"]));
    assert_eq!(desk.json(&["incident", "show", series])["count"], 2);
    let id = report["import"].as_str().unwrap();
    assert_eq!(desk.error(&["series", "undo", id], 1)["code"], "acts-lifted");
    assert_eq!(desk.error(&["incident", "erase", incident], 1)["code"], "is-lifted");
    desk.json(&["series", "unlift", series, "1"]);
    assert_eq!(desk.json(&["incident", "show", series])["count"], 3);

    assert_eq!(desk.json(&["series", "imports"])["imports"][0]["source"], "bill.csv");
    assert_eq!(desk.json(&["series", "undo", id])["acts"], 3);
    assert_eq!(desk.json(&["status"])["acts"], 0);
    assert_eq!(desk.error(&["incident", "restore", series], 1)["code"], "import-undone");
    assert_eq!(import("bill.csv")["added"], 3);
    checked(&desk);
    for language in ["kk", "ru", "en"] {
        for words in
            [vec!["series", "show", series], vec!["series", "imports"], vec!["import", &export("bill.csv"), "--list", "--offset", "rest"]]
        {
            let ran = desk.run(&[&words[..], &["--lang", language]].concat());
            assert!(ran.exit == 0 || ran.err.lines().count() == 1, "{words:?} {}", ran.err);
        }
    }
}

#[test]
fn a_series_is_written_by_hand() {
    let (desk, _) = Desk::with_vault();
    let rows = "# the night\n2026-01-30T23:10+05:00; ; missed; 0\n2026-01-30T23:10+05:00\n\n2026-01-30T23:12+05:00; 102; incoming; 65\n";
    let add = ["series", "add", "--kind", "call", "--number", "8 701 000 00 01", "--rows", "-", "--json"];
    let added = desk.run_with_input(&add, rows.as_bytes()).document();
    assert_eq!(added["added"], 3, "{added}");
    let more = desk.path("more.txt");
    fs::write(&more, "2026-01-31T01:00+05:00; ; missed\n").unwrap();
    let more = more.display().to_string();
    let id = added["id"].as_str().unwrap();
    assert_eq!(desk.json(&["series", "extend", id, "--number", "87010000001", "--rows", &more])["added"], 1);
    assert_eq!(
        desk.json(&["series", "totals", id])["numbers"][0],
        json!({ "number": "+77010000001", "acts": 3, "outgoing": 0, "seconds": 0 })
    );
    assert_eq!(desk.run_with_input(&add, b"yesterday").document()["error"]["code"], "not-a-date");
    checked(&desk);
}

#[test]
fn what_only_looks_like_an_export_is_refused() {
    let (desk, _) = Desk::with_vault();
    let deep = desk.path("deep.json");
    fs::write(&deep, format!("{}{}", "[".repeat(1_000), " ".repeat(10 << 20))).unwrap();
    assert_eq!(desk.error(&["import", &deep.display().to_string(), "--all"], 1)["code"], "json-too-deep");
    let zip = desk.path("cut.zip");
    fs::write(&zip, &fs::read(export("WhatsApp Chat - Sosed.zip")).unwrap()[..900]).unwrap();
    assert_eq!(desk.error(&["import", &zip.display().to_string(), "--all"], 1)["code"], "zip-damaged");
}
