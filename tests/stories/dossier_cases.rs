//! Two cases that the police made public, put into a log as she would have kept it and filled into a statement. Names, hours and words are invented; dates, counts,
//! order and measures are those of the reports.

#![allow(clippy::unwrap_used)]

use pana_core::dossier::{Applicant, Choice, Chosen, Episode, Form, Pdf, Statement, statement};
use pana_core::incident::series::TypedAct;
use pana_core::incident::{
    Answer, Count, Direction, Draft, Harm, Identity, Kind, Log, Measure, Person, Place, Precision, Refusal, Relation, Report, Said, Seen,
    Who, Witness,
};
use pana_core::language::Language;
use pana_core::law::law;
use pana_core::vault::{Secret, Session};
use pana_core::{Moment, Now};
use pana_tests::clock::Clock;
use pana_tests::desk::pin;
use pana_tests::real_vault::{RealVault, no_process_starts, start_process};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

const PIN: &str = "246813";

fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

fn kind(id: &str) -> Kind {
    Kind::from_id(id).unwrap()
}

fn place(kind: &str, label: &str) -> Place {
    Place { kind: kind.into(), label: label.into() }
}

fn number(value: &str, reason: &str) -> Identity {
    Identity { sort: "number".into(), value: value.into(), certainty: None, reason: reason.into(), since: None }
}

/// A log that is being filled, in words of one language.
struct Writing<'s> {
    log: Log<'s>,
    now: Now,
    language: Language,
}

impl Writing<'_> {
    fn say(&self, ru: &str, kk: &str) -> String {
        if self.language == Language::Ru { ru } else { kk }.to_owned()
    }

    fn add(&mut self, draft: &Draft) -> pana_core::incident::Id {
        self.log.add(draft, self.now).unwrap()
    }

    fn entry(&mut self, said: &Said) -> pana_core::incident::Id {
        self.log.add_entry(said, self.now).unwrap()
    }

    fn visit(&self, at_text: &str, ru: &str, kk: &str) -> Draft {
        let seen = Some(Seen { myself: true, by: String::new() });
        Draft { what: self.say(ru, kk), seen, ..Draft::new(kind("visit"), at(at_text)) }
    }
}

/// Aktau, 3 February 2026: an acquaintance, since October 2024 about 300 calls from various numbers; home, work, places of entertainment; a protective order, and
/// he went on.
fn aktau(writing: &mut Writing<'_>) -> Form {
    let say = |writing: &Writing<'_>, ru: &str, kk: &str| writing.say(ru, kk);
    let numbers = ["+77015550123", "+77085550199", "+77765550707"];
    let reason = say(writing, "звонил и представлялся", "қоңырау шалып, өзін таныстырған");
    let person = writing.entry(&Said::Person(Person {
        name: "Ким Сергей Олегович".into(),
        description: say(writing, "Знакомый по спортзалу.", "Спорт залынан таныс."),
        identities: numbers.map(|value| number(value, &reason)).to_vec(),
        relation: Some(Relation {
            kind: "acquaintance".into(),
            from: "2024-09".parse().ok(),
            to: None,
            common_child: Some(false),
            lives_with_me: Some(false),
        }),
    }));
    let words = writing.language.text("refusal-words-long");
    writing.entry(&Said::Refusal(Refusal {
        channel: "msg".into(),
        words,
        person: Some(person.clone()),
        ..Refusal::new(at("2024-11-02T19:40+05:00"))
    }));
    let order = writing.entry(&Said::Measure(Measure {
        number: "41".into(),
        authority: say(writing, "УП г. Актау", "Ақтау қ. ПБ"),
        person: Some(person.clone()),
        to: Some(at("2026-01-30T23:59:59+05:00")),
        ..Measure::new("protective-order", at("2026-01-01T00:00+05:00"))
    }));
    writing.entry(&Said::Measure(Measure { person: Some(person.clone()), ..Measure::new("register", at("2026-01-05T00:00+05:00")) }));
    writing.entry(&Said::Report(Report {
        place: say(writing, "УП г. Актау", "Ақтау қ. ПБ"),
        answer: Some(Answer {
            at: at("2026-01-01T12:00+05:00"),
            text: say(writing, "Вынесено защитное предписание.", "Қорғау нұсқамасы шығарылды."),
        }),
        ..Report::new("station", at("2025-12-31T10:00+05:00"))
    }));

    writing.add(&Draft {
        until: Some(at("2026-01-31T23:00+05:00")),
        precision: Precision::Month,
        count: Some(Count { acts: 300, exact: false }),
        what: say(writing, "Звонил с разных номеров, часто молчал в трубку.", "Әртүрлі нөмірлерден қоңырау шалып, көбіне үндемей тұрды."),
        who: Who { numbers: numbers.map(str::to_owned).to_vec(), ..Who::default() },
        answered: Some(false),
        harm: Harm { fear: say(writing, "Боюсь звонков.", "Қоңыраулардан қорқамын."), ..Harm::default() },
        ..Draft::new(Kind::CALL, at("2024-10-01T00:00+05:00"))
    });
    let him = Who { person: Some(person), ..Who::default() };
    let home = writing.visit("2025-03-08T20:15+05:00", "Пришёл к двери, стучал около часа.", "Есікке келіп, бір сағаттай қақты.");
    writing.add(&Draft { place: Some(place("home", "")), who: him.clone(), ..home });
    let witness = Witness { name: "Болат Ж.".into(), testifies: Some(true), ..Witness::default() };
    let work = writing.visit("2025-08-20T13:05+05:00", "Пришёл на работу, требовал выйти к нему.", "Жұмысыма келіп, шығуымды талап етті.");
    writing.add(&Draft { place: Some(place("work", "")), who: him.clone(), witnesses: vec![witness], ..work });
    let cafe =
        writing.visit("2025-11-22T22:30+05:00", "Подсел за стол в кафе и не уходил.", "Дәмханада үстеліме отырып алып, кетпей қойды.");
    writing.add(&Draft { place: Some(place("venue", "")), who: him.clone(), ..cafe });
    let again = writing.visit(
        "2026-01-17T19:00+05:00",
        "Снова ждал у дома, несмотря на предписание.",
        "Нұсқамаға қарамастан, үй жанында тағы күтіп тұрды.",
    );
    let breach = writing.add(&Draft { place: Some(place("home", "")), who: him, ..again });
    writing.log.confirm_breach(&breach, &order, writing.now).unwrap();

    Form {
        addressee: say(writing, "Начальнику УП города Актау", "Ақтау қаласы полиция басқармасының бастығына"),
        applicant: Applicant {
            name: say(writing, "Сейткали Асем", "Сейтқали Әсем"),
            contact: "+7 701 555 00 11".into(),
            ..Applicant::default()
        },
        ..Form::default()
    }
}

/// Munaily, by e-Otinish on 13 January 2026: a former partner, together from December 2022 to 2025; a fine in April 2025, 15 days of arrest in May 2025; the
/// recordings show what was before July 2025.
fn munaily(writing: &mut Writing<'_>) -> Form {
    let say = |writing: &Writing<'_>, ru: &str, kk: &str| writing.say(ru, kk);
    let person = writing.entry(&Said::Person(Person {
        name: say(writing, "Омаров Ерлан", "Омаров Ерлан"),
        identities: vec![number("+77025550031", "")],
        relation: Some(Relation {
            kind: "ex-partner".into(),
            from: "2022-12".parse().ok(),
            to: "2025".parse().ok(),
            common_child: None,
            lives_with_me: Some(false),
        }),
        ..Person::default()
    }));
    let article = |writing: &Writing<'_>, ru: &str, kk: &str| writing.say(ru, kk);
    let fine = Measure {
        article: article(writing, "мелкое хулиганство", "ұсақ бұзақылық"),
        person: Some(person.clone()),
        ..Measure::new("fine", at("2025-04-14T00:00+05:00"))
    };
    writing.entry(&Said::Measure(fine));
    writing.entry(&Said::Measure(Measure {
        article: article(
            writing,
            "правонарушение в сфере семейно-бытовых отношений, 15 суток",
            "отбасылық-тұрмыстық қатынастар саласындағы құқық бұзушылық, 15 тәулік",
        ),
        person: Some(person.clone()),
        to: Some(at("2025-05-26T23:59:59+05:00")),
        ..Measure::new("arrest", at("2025-05-12T00:00+05:00"))
    }));
    let words = writing.language.text("refusal-words-short");
    writing.entry(&Said::Refusal(Refusal {
        channel: "spoken".into(),
        words,
        person: Some(person.clone()),
        ..Refusal::new(at("2025-02-10T18:00+05:00"))
    }));

    let him = Who { person: Some(person), ..Who::default() };
    let calls = ["2025-03-01T22:10+05:00", "2025-03-01T22:14+05:00", "2025-03-02T07:55+05:00"].map(|time| TypedAct {
        at: at(time),
        number: "+77025550031".into(),
        direction: Direction::Missed,
        seconds: None,
        text: String::new(),
    });
    writing.log.add_series(Kind::CALL, &calls, writing.now).unwrap();
    let april = writing.visit("2025-04-12T23:20+05:00", "Кричал под окнами, бил в дверь.", "Терезе астында айқайлап, есікті ұрды.");
    writing.add(&Draft { place: Some(place("home", "")), who: him.clone(), ..april });
    let june = writing.visit(
        "2025-06-28T08:30+05:00",
        "Ехал следом до работы; есть запись видеорегистратора.",
        "Жұмысқа дейін соңымнан келді; бейнетіркегіш жазбасы бар.",
    );
    let followed = writing.add(&Draft { kind: kind("follow"), place: Some(place("street", "")), who: him, ..june });
    writing.log.attach(&followed, "registrator-28-06.mp4", &mut &b"moving pictures"[..], writing.now, &mut |_| ()).unwrap();
    Form {
        addressee: say(writing, "Начальнику отдела полиции Мунайлинского района", "Мұнайлы ауданы полиция бөлімінің бастығына"),
        applicant: Applicant { name: "Н. Г.".into(), born: "1987".parse().ok(), ..Applicant::default() },
        ..Form::default()
    }
}

/// A case, filled and set.
struct Filled {
    statement: Statement,
    text: String,
}

fn filled(case: fn(&mut Writing<'_>) -> Form, name: &str, made: &str, language: Language) -> Filled {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let (said, chosen_pdf) = {
        let _alone = no_process_starts();
        let mut clock = Clock::default();
        clock.set_wall_ahead(Duration::from_hours(24 * 7));
        let (mut vault, _) = RealVault::at(folder.path()).create(PIN, None, clock.next()).unwrap();
        let mut session: Session = vault.unlock(&Secret::Pin(pin(PIN)), clock.next()).unwrap();
        let mut writing = Writing { log: session.log(), now: clock.next(), language };
        let form = case(&mut writing);
        let chosen = Chosen::gather(&writing.log, &Choice::new(language)).unwrap();
        let files = chosen.evidence.iter().enumerate().map(|(at, evidence)| pana_core::dossier::Filed {
            name: format!("evidence/{:04}.{}", at + 1, evidence.ending),
            sha256: Some([0xa1; 32]),
            bytes: evidence.bytes,
            is_copy: evidence.as_copy,
            thumbnail: None,
        });
        let said = chosen.statement(&form, files.collect(), at(made));
        let pdf = statement(&said, language).unwrap();
        (said, pdf)
    };
    assert_eq!(chosen_pdf.replaced, [' '; 0]);
    let text = read(&chosen_pdf, folder.path(), &format!("{name}-{}", language.tag()));
    Filled { statement: said, text }
}

/// The words of a paper as poppler finds them, wherever lines end. `PANA_LOOK` keeps a copy to look at.
fn read(pdf: &Pdf, folder: &Path, name: &str) -> String {
    let path: PathBuf = folder.join("statement.pdf");
    std::fs::write(&path, &pdf.bytes).unwrap();
    if let Some(look) = std::env::var_os("PANA_LOOK") {
        std::fs::copy(&path, Path::new(&look).join(format!("{name}.pdf"))).unwrap();
    }
    let mut command = Command::new("pdftotext");
    command.args(["-enc", "UTF-8", "-raw"]).arg(&path).arg("-").stdout(Stdio::piped());
    let output = start_process(&mut command).wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap().split_whitespace().collect()
}

fn in_order(text: &str, parts: &[&str]) {
    let mut from = 0;
    for part in parts {
        let part: String = part.split_whitespace().collect();
        let found = text[from..].find(&part);
        assert!(found.is_some(), "{part} is not where it belongs in {text}");
        from += found.unwrap() + part.len();
    }
}

/// Acts in each state of the law, and how many episodes began in it.
fn bands(statement: &Statement) -> Vec<(u64, u64)> {
    statement.bands.iter().map(|band| (band.acts.exact, band.acts.about)).collect()
}

#[test]
fn three_hundred_calls_and_an_order_that_he_broke() {
    for language in [Language::Ru, Language::Kk] {
        let Filled { statement, text } = filled(aktau, "aktau", "2026-02-03T11:40+05:00", language);
        let marks: Vec<_> = statement.episodes.iter().map(|episode: &Episode| (episode.after_refusal, episode.breaks.as_slice())).collect();
        assert_eq!(marks, [(false, &[][..]), (true, &[]), (true, &[]), (true, &[]), (true, &[0])]);
        // The calls go on through all states of the law: where each was is not known.
        assert_eq!(bands(&statement), [(1, 300), (1, 0), (2, 0)]);
        let (about, name) = if language == Language::Ru {
            ("около 300", "с 01.01.2026 до 30.01.2026")
        } else {
            ("шамамен 300", "01.01.2026")
        };
        in_order(
            &text,
            &[
                "КимСергейОлегович",
                "+77015550123",
                "02.11.2024",
                "10.2024",
                about,
                "08.03.2025 20:15",
                "20.08.2025 13:05",
                "22.11.2025 22:30",
                "17.01.2026 19:00",
            ],
        );
        assert!(text.contains(&name.split_whitespace().collect::<String>()), "{text}");
        // They reach into each period, and stand there with the episodes that began in it.
        let bands: Vec<String> =
            law().bands.iter().zip(["1,2", "1,3", "1,4,5"]).map(|(band, numbers)| format!("{}{numbers}", band.name.of(language))).collect();
        let bands: Vec<&str> = bands.iter().map(String::as_str).collect();
        in_order(&text, &bands);
        assert_eq!((statement.pictures.week_unknown.about, statement.pictures.weeks.len()), (300, 4));
        for key in [
            "dossier-bands-lasting",
            "place-home",
            "place-work",
            "place-venue",
            "measure-register",
            "relation-acquaintance",
            "dossier-marked-after-refusal",
        ] {
            assert!(text.contains(&language.text(key).split_whitespace().collect::<String>()), "{key}");
        }
    }
}

#[test]
fn a_former_partner_who_was_fined_and_arrested_before_the_law() {
    for language in [Language::Ru, Language::Kk] {
        let Filled { statement, text } = filled(munaily, "munaily", "2026-01-13T10:00+05:00", language);
        assert_eq!(bands(&statement), [(5, 0), (0, 0), (0, 0)], "all of it was before the article");
        let kinds: Vec<_> = statement.measures.iter().map(|measure| measure.kind.as_str()).collect();
        assert_eq!(kinds, ["fine", "arrest"]);
        let orders: Vec<_> = statement.pictures.orders.iter().map(|days| days.from.to_string()).collect();
        assert_eq!(orders, ["2025-05-12"], "a fine does not last");
        in_order(&text, &["1987", "12.2022", "10.02.2025", "01.03.2025 22:10", "12.04.2025 23:20", "28.06.2025 08:30"]);
        let copy: String = language.text("dossier-copy").split_whitespace().collect();
        assert!(text.contains(&copy) && text.contains(&"a1".repeat(32)) && text.contains("registrator-28-06.mp4"), "{text}");
        let foreign = ["Prosecutor", "In force", "Interior Ministry"].map(|words| words.replace(' ', ""));
        assert!(foreign.iter().all(|words| !text.contains(words)), "sources are named in the language of the statement");
    }
}
