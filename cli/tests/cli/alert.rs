//! Alerts on the desk: messages written and read, and scripts played. None of it needs a vault.

use crate::desk::{Desk, Ran, sample};
use serde_json::{Value, json};
use std::fs;

const AT: [&str; 2] = ["--at", "2026-02-01T21:30+05:00"];
const KEY: &str = "0707070707070707070707070707070707070707070707070707070707070707";

fn text(more: &[&str]) -> Vec<String> {
    let written = Desk::bare().json(&[&["alert", "text", "--name", "Айгүл"], &AT[..], more].concat());
    let segments = written["segments"].as_array().expect("segments");
    segments.iter().map(|segment| segment["text"].as_str().expect("text").to_owned()).collect()
}

/// Plays a script and returns its effects and, last, its state.
fn played(script: &str) -> Vec<Value> {
    let ran = run(script, &["--json"]);
    assert_eq!(ran.exit, 0, "{}{}", ran.out, ran.err);
    let lines = ran.documents();
    for line in &lines {
        assert!(line["at"].is_string() && line["elapsed_s"].is_u64() && line["effect"].is_string(), "{line}");
        assert!(line["to"].is_string() || line["to"].is_null(), "{line}");
    }
    assert_eq!(lines.last().expect("a state")["effect"], "state");
    lines
}

fn run(script: &str, more: &[&str]) -> Ran {
    Desk::bare().run_with_input(&[&["alert", "play", "-"], more].concat(), script.as_bytes())
}

fn sample_played(name: &str) -> Vec<Value> {
    played(&fs::read_to_string(sample(&format!("alert/{name}.txt"))).expect("a script"))
}

/// Seconds since the start, recipient and text of what was handed to the radio.
fn sent(lines: &[Value]) -> Vec<(u64, &str, &str)> {
    let handed = lines.iter().filter(|line| line["effect"] == "send-sms");
    handed.map(|line| (line["elapsed_s"].as_u64().expect("a number"), word(line, "to"), word(line, "text"))).collect()
}

fn word<'v>(line: &'v Value, name: &str) -> &'v str {
    line[name].as_str().unwrap_or_else(|| panic!("no {name}: {line}"))
}

/// Phase, and of each contact: name, first message, second message, whether a human answered.
fn state(lines: &[Value]) -> (&str, Vec<(&str, &str, &str, bool)>) {
    let state = lines.last().expect("a state");
    let contacts = state["contacts"].as_array().expect("contacts").iter();
    let told = contacts.map(|of| (word(of, "name"), word(of, "first"), word(of, "second"), of["answered"].is_string()));
    (word(state, "phase"), told.collect())
}

#[test]
fn a_message_is_written_as_it_goes_over_the_air() {
    let fix = ["--fix", "43.238,76.945,20,60"];
    let kk = Desk::bare().json(&[&["alert", "text", "--type", "ALERT", "--lang", "kk", "--name", "Айгүл"], &AT[..], &fix].concat());
    let whole = "Айгүл: КӨМЕК КЕРЕК! Қоңырау шал, алмасам 102. 43.23800,76.94500 21:29";
    assert_eq!(kk, json!({ "segments": [{ "text": whole, "encoding": "UCS-2", "units": 69 }] }));
    let en = Desk::bare().json(&[&["alert", "text", "--type", "ALERT", "--lang", "en", "--name", "Айгүл"], &AT[..], &fix].concat());
    let whole = "Aigul: HELP! Call me; no answer - call 102. 43.23800,76.94500 21:29";
    assert_eq!(en["segments"][0], json!({ "text": whole, "encoding": "GSM-7", "units": 67 }));
    let ru = |more: &[&str]| text(&[&["--type", "ALERT", "--lang", "ru"], more].concat());
    assert_eq!(ru(&["--polite", "--quiet"]), ["Айгүл: ПОМОГИТЕ! Мне НЕ звоните, звоните 102. Место неизвестно. 21:30"]);
    let with_codes = ru(&["--fix", "43.238,76.945,20,0", "--number", "7", "--answer", "481", "--code", "7k3m9qxw"]);
    assert_eq!(with_codes[1], "№7: maps.google.com/?q=43.23800,76.94500 ±20м 7K3M9QXW ответь 481");
    assert_eq!(text(&["--type", "START", "--lang", "ru"]), ["Айгүл: я в пути, срок 22:00. Не будет вестей - позвони."]);
    assert_eq!(
        text(&["--type", "MISSED", "--lang", "ru", "--due", "21:10"])[0],
        "Айгүл: нет вестей, срок 21:10. Позвони; не ответит - 102."
    );
    let shown = Desk::bare().run(&[&["alert", "text", "--type", "SAFE", "--lang", "kk", "--name", "Айгүл"], &AT[..]].concat());
    assert_eq!(shown.out, "Айгүл: аманмын, енді көмек керек емес. 21:30\n  UCS-2, 44/70\n");
}

#[test]
fn a_place_that_is_none_is_not_told() {
    for fix in ["0,0,20,0", "43.238,76.945,20,50000"] {
        assert!(text(&["--type", "ALERT", "--lang", "ru", "--fix", fix])[0].contains("Место неизвестно"), "{fix}");
    }
}

#[test]
fn values_that_cannot_be_taken_are_named() {
    let error = |more: &[&str], exit| {
        Desk::bare().error(&[&["alert", "text", "--type", "ALERT", "--name", "А", "--lang", "ru"], more].concat(), exit)
    };
    let with = |more: &[&'static str]| error(&[&AT[..], more].concat(), 1);
    assert_eq!(error(&["--at", "21:30"], 1)["code"], "not-a-date");
    assert_eq!(error(&["--at", "2026-02-01T21:30"], 1)["code"], "date-without-offset");
    assert_eq!(with(&["--fix", "43,76"])["code"], "not-a-fix");
    assert!(with(&["--fix", "91,0,1,1"])["message"].as_str().is_some_and(|said| said.starts_with("Место телефона: Напишите")));
    assert_eq!(with(&["--due", "24:30"])["code"], "not-an-hour");
    assert_eq!(with(&["--answer", "99"])["code"], "not-an-answer");
    assert_eq!(with(&["--code", "short"])["code"], "not-a-code");
    assert_eq!(error(&[&AT[..], &["--number", "0"]].concat(), 2)["code"], "usage");
    assert_eq!(Desk::bare().error(&[&["alert", "text", "--type", "CALL", "--name", "А"], &AT[..]].concat(), 2)["code"], "usage");
}

#[test]
fn the_table_has_every_message_in_one_segment() {
    let table = Desk::bare().json(&["alert", "table", "--name", &"Ә".repeat(200)]);
    let rows = table["messages"].as_array().expect("rows");
    assert!(rows.len() >= 6 * 3 * 4, "only {}", rows.len());
    assert!(rows.iter().all(|row| row["segments"].as_array().is_some_and(|segments| segments.len() == 1)));
    let shown = Desk::bare().run(&["alert", "table"]).out;
    assert_eq!(shown.lines().count(), rows.len() + 2);
    assert!(shown.contains("| ALERT | kk |  |  | + | UCS-2 | 69 | Айгүл: КӨМЕК КЕРЕК!"), "{shown}");
}

#[test]
fn a_message_that_came_in_is_read_and_advised_on() {
    let read = |words: &[&str]| Desk::bare().json(&[&["alert", "read"], words].concat());
    let alert = text(&["--type", "ALERT", "--lang", "kk", "--quiet", "--fix", "43.238,76.945,20,60", "--answer", "481"]).join("\n");
    let told = read(&[&alert, "--lang", "en"]);
    assert_eq!((&told["type"], &told["name"], &told["sender"]), (&json!("ALERT"), &json!("Айгүл"), &json!("not-confirmed")));
    assert_eq!((&told["hour"], &told["answer"], &told["overdue"]), (&json!("21:29"), &json!("481"), &json!(false)));
    assert_eq!(told["link"], "https://maps.google.com/?q=43.23800,76.94500");
    assert_eq!(told["advice"][0], "Do not ring her: the phone may be hidden.");
    let shown = Desk::bare().run_with_input(&["alert", "read", "-", "--lang", "ru"], alert.as_bytes()).out;
    assert!(shown.contains("не подтверждён: считайте настоящим") && shown.contains("43.23800,76.94500"), "{shown}");

    let start = &text(&["--type", "START", "--lang", "kk", "--due", "22:30"])[0];
    let overdue = |now: &str| read(&[start, "--now", now])["overdue"].clone();
    assert_eq!(overdue("2026-02-01T22:40+05:00"), false);
    assert_eq!(overdue("2026-02-01T22:41+05:00"), true);
    assert!(
        Desk::bare().run(&["alert", "read", start, "--now", "2026-02-01T23:00+05:00", "--lang", "en"]).out.contains("the time is over")
    );
}

#[test]
fn other_texts_and_keys_are_refused() {
    let error = |words: &[&str], exit| Desk::bare().error(&[&["alert", "read"], words].concat(), exit)["code"].clone();
    assert_eq!(error(&["Позвони мне"], 1), "not-an-alert");
    assert_eq!(error(&["x", "--key", "07"], 1), "not-a-key");
    let input = |bytes: &[u8]| Desk::bare().run_with_input(&["alert", "read", "-", "--json"], bytes).document()["error"]["code"].clone();
    assert_eq!(input(b"\xff"), "text-not-utf8");
    assert_eq!(input(&vec![b'a'; 5_000]), "not-an-alert");
}

#[test]
fn a_code_under_the_shared_key_confirms_the_sender_until_a_word_is_changed() {
    let script = format!("clock 2026-02-01T21:30+05:00\nname Айгүл\ncontact Анам +77011234567 tier 1 kk key {KEY}\npress\nwait 20s");
    let lines = played(&script);
    let both = sent(&lines).iter().map(|(_, _, text)| *text).collect::<Vec<_>>().join("\n");
    let sender = |text: &str, more: &[&str]| {
        let now = ["--now", "2026-02-01T21:31+05:00"];
        Desk::bare().json(&[&["alert", "read", text], &now[..], more].concat())["sender"].clone()
    };
    assert_eq!(sender(&both, &["--key", KEY]), "confirmed");
    // The same 32 bytes in base32.
    assert_eq!(sender(&both, &["--key", "A4DQOBYHA4DQOBYHA4DQOBYHA4DQOBYHA4DQOBYHA4DQOBYHA4DQ"]), "confirmed");
    assert_eq!(sender(&both, &[]), "not-confirmed");
    assert_eq!(sender(&both, &["--key", &KEY.replace('7', "8")]), "not-confirmed");
    assert_eq!(sender(&both.replace("21:30", "21:20"), &["--key", KEY]), "not-confirmed");
}

/// A script that nobody looks at would be a sample of nothing.
#[test]
fn every_sample_script_has_a_story() {
    let told = [
        "everything-fails",
        "killed-and-the-clock-set-back",
        "no-contacts",
        "no-network-then-the-second-tier",
        "stopped-with-the-second-pin",
        "without-sms-permission",
    ];
    let mut found: Vec<String> = fs::read_dir(sample("alert"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("text"))
        .collect();
    found.sort();
    assert_eq!(found, told.map(|name| format!("{name}.txt")));
    for language in ["kk", "ru", "en"] {
        for name in told {
            let ran = Desk::bare().run(&["alert", "play", &sample(&format!("alert/{name}.txt")), "--lang", language]);
            assert_eq!((ran.exit, ran.err.as_str()), (0, ""), "{name}");
            assert!(ran.out.lines().next().is_some_and(|line| line.starts_with("21:30:00   +0:00  >")), "{}", ran.out);
        }
    }
}

#[test]
fn no_network_at_first_then_the_first_tier_is_silent_and_the_second_answers() {
    let lines = sample_played("no-network-then-the-second-tier");
    let sent = sent(&lines);
    let [first, again] = [sent[0], sent[1]];
    assert_eq!((first.0, first.1, again.0, again.1), (10, "Анам", 21, "Анам"));
    assert!(first.2 == again.2 && first.2.starts_with("Айгүл: КӨМЕК! Қоңырау шалыңыз") && first.2.ends_with("43.23800,76.94500 21:30"));
    let dina = sent.iter().find(|(_, to, _)| *to == "Дина").expect("the second tier is told");
    assert_eq!((dina.0, dina.2), (130, "Айгүл: ПОМОГИ! Позвони; не отвечу - 102. 43.23850,76.94620 21:30"));
    let moved = (255, "Дина", "Айгүл №45634: 43.24210,76.94710 ±10м 21:34. Помощь ещё нужна.");
    assert!(sent.contains(&moved), "{sent:?}");
    let safe: Vec<&str> = sent.iter().filter(|(at, ..)| *at == 375).map(|(_, to, _)| *to).collect();
    assert_eq!(safe, ["Анам", "Дина"]);
    let delivered = ("delivered", "delivered");
    assert_eq!(state(&lines), ("safe", vec![("Анам", delivered.0, delivered.1, false), ("Дина", delivered.0, delivered.1, true)]));
}

#[test]
fn without_the_permission_to_send_nothing_is_known_that_she_does_not_say() {
    let lines = sample_played("without-sms-permission");
    assert_eq!(sent(&lines), []);
    let sheets: Vec<&Value> = lines.iter().filter(|line| line["effect"] == "open-sheet").collect();
    assert_eq!(sheets[0]["recipients"], json!(["Анам", "Әпкем"]));
    assert!(word(sheets[0], "text").starts_with("Айгүл: КӨМЕК! Қоңырау шалмай"), "the more careful manner holds for all: {}", sheets[0]);
    let handed = ("handed", "handed");
    let contacts = vec![("Анам", handed.0, handed.1, true), ("Әпкем", handed.0, handed.1, false), ("Дина", "not-sent", "not-sent", false)];
    assert_eq!(state(&lines), ("safe", contacts));
    assert_eq!(lines.last().expect("a state")["answers_are_seen"], false);

    let unsaid = "phone android-store\ncontact Анам +77011234567 tier 1 kk\npress\nwait 20s\nsheet unknown";
    assert_eq!(state(&played(unsaid)).1, [("Анам", "unknown", "unknown", false)]);
    let ios = "phone ios\ncontact Анам +77011234567 tier 1 kk\npress\nwait 20s\nsheet closed";
    assert_eq!(state(&played(ios)).1, [("Анам", "failed", "failed", false)]);
}

#[test]
fn whoever_stops_it_with_the_second_pin_sees_nothing_and_stops_nothing() {
    let lines = sample_played("stopped-with-the-second-pin");
    let screens: Vec<&str> = lines.iter().filter(|line| line["effect"] == "show").map(|line| word(line, "screen")).collect();
    assert_eq!(screens, ["countdown", "running", "gone", "gone"]);
    let sent = sent(&lines);
    let harmless: Vec<_> = sent.iter().filter(|(_, _, text)| text.ends_with('?')).collect();
    assert_eq!(harmless, [&(20, "Анам", "Апа, кешке нан ала келейін бе?")]);
    // 10 s and 120 s, and 60 s once for the two texts that anyone could have written.
    assert_eq!(sent.iter().find(|(_, to, _)| *to == "Дина").map(|(at, ..)| *at), Some(190));
    assert!(sent.iter().all(|(_, _, text)| !text.contains("аманмын") && !text.contains("безопасн")));
    let (phase, contacts) = state(&lines);
    assert_eq!((phase, contacts[0].3, contacts[1].3), ("answered", false, true));
}

#[test]
fn a_kill_and_a_clock_set_back_lose_no_message_and_no_place() {
    let lines = sample_played("killed-and-the-clock-set-back");
    let sent = sent(&lines);
    assert_eq!((sent[0].0, sent[1].0, sent[0].1), (10, 10, "Анам"), "what nobody reported on is tried again at once");
    assert_eq!(sent[0].2, sent[1].2);
    let clock = lines.iter().map(|line| word(line, "at")).collect::<Vec<_>>();
    assert!(clock.contains(&"2026-02-01T19:32:10+05:00"), "the clock on the wall went back");
    let place_again = (190, "Дина", "Айгүл №45633: 43.23800,76.94500 ±20м 19:32. Помощь ещё нужна.");
    assert!(sent.contains(&place_again), "{sent:?}");
    let (phase, contacts) = state(&lines);
    assert_eq!((phase, contacts[0].3, contacts[1].3), ("answered", false, true));
}

#[test]
fn when_everything_fails_dialling_is_offered() {
    let lines = sample_played("everything-fails");
    let tries = |name: &str| sent(&lines).iter().filter(|(_, to, _)| *to == name).count();
    assert_eq!((tries("Анам"), tries("Дина")), (4, 4));
    let sims: Vec<&Value> = lines.iter().filter(|line| line["to"] == "Анам").map(|line| &line["sim"]).collect();
    assert_eq!(sims, [0, 1, 0, 1]);
    let offered = lines.iter().find(|line| line["effect"] == "offer-dial").expect("an offer");
    assert_eq!(offered["numbers"], json!(["102", "103", "112", "111"]));
    assert_eq!(state(&lines), ("nobody-reached", vec![("Анам", "failed", "not-sent", false), ("Дина", "failed", "not-sent", false)]));

    let alone = sample_played("no-contacts");
    assert_eq!(sent(&alone), []);
    assert_eq!(alone.iter().find(|line| line["effect"] == "offer-dial").expect("an offer")["elapsed_s"], 10);
    assert_eq!(state(&alone), ("nobody-reached", vec![]));
}

#[test]
fn a_slip_in_a_script_is_told_with_its_line_before_anything_is_played() {
    let ran = run("contact Анам +77011234567 tier 1 kk\npress\nwait 5 minutes", &["--json", "--lang", "ru"]);
    let error = &ran.document()["error"];
    assert_eq!((ran.exit, &error["code"], &error["line"]), (1, &json!("script-words"), &json!(3)));
    assert!(word(error, "message").starts_with("строка 3: "), "{error}");
    let fails_late = |script: &str| {
        let ran = run(script, &["--json"]);
        let last = ran.documents().pop().expect("an error");
        (ran.exit, last["error"]["code"].clone(), last["error"]["line"].clone())
    };
    assert_eq!(fails_late("wait 1m\ncancel"), (1, json!("script-before-press"), json!(2)));
    assert_eq!(fails_late("press\nsheet sent"), (1, json!("script-no-sheet"), json!(2)));
    assert_eq!(fails_late("contact а +77011234567 tier 1 kk\npress\nanswers а"), (1, json!("script-no-code"), json!(3)));
    assert_eq!(run("", &["--json"]).document()["error"]["code"], "script-before-press");
    assert_eq!(Desk::bare().error(&["alert", "play", "/nowhere"], 1)["code"], "file-not-found");
}

/// Weeks pass in no time, and an alert that nobody ends does not run away.
#[test]
fn a_play_comes_to_rest() {
    let lines = played("contact Анам +77011234567 tier 1 kk\ngps 43.2,76.9,20\npress\nwait 700h");
    assert!(lines.len() < 1_000, "{} lines", lines.len());
    assert_eq!(state(&lines).0, "nobody-reached");
    let store = played("phone android-store\ncontact Анам +77011234567 tier 1 kk\npress\nwait 20s\nsheet sent\nwait 700h");
    assert!(store.len() < 100, "{} lines", store.len());
}

#[test]
fn a_batch_writes_and_reads_messages_but_plays_nothing() {
    let (desk, _) = Desk::with_vault();
    let lines =
        "alert text --type SAFE --name Айгүл --at 2026-02-01T21:30+05:00\nalert play script\nalert read -\nalert read 'Позвони мне'";
    let ran = desk.run_with_input(&["batch", "-", "--lang", "kk"], lines.as_bytes());
    let answers = ran.documents();
    assert_eq!(answers[0]["segments"][0]["text"], "Айгүл: аманмын, енді көмек керек емес. 21:30");
    let codes: Vec<&Value> = answers[1..].iter().map(|answer| &answer["error"]["code"]).collect();
    assert_eq!(codes, ["needs-own-run", "stdin-in-batch", "not-an-alert"]);
}
