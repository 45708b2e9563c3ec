//! The statement to the police, read by stock programs: poppler finds its words and draws its pages, qpdf takes it apart.

#![allow(clippy::unwrap_used)]

use pana_core::Moment;
use pana_core::dossier::{
    Applicant, Attachment, Belongs, Days, Episode, Iin, NumberUse, Pdf, Picture, Representative, Statement, Week, statement,
};
use pana_core::incident::{
    Amount, Answer, BandFigure, Certainty, Count, Draft, Harm, Identity, Kind, Measure, Person, Place, PlaceFigure, Precision, Refusal,
    Relation, Report, Seen, Who, Witness,
};
use pana_core::language::Language;
use pana_core::law::law;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What pixels of the paper's edge must be: no letter or line runs off.
const WHITE: u8 = 255;
const DPI: usize = 72;
/// Points at the edges of a page that stay empty.
const EDGE_PT: usize = 28;

fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

fn exact(acts: u64) -> Amount {
    Amount { exact: acts, about: 0 }
}

fn kind(id: &str) -> Kind {
    Kind::from_id(id).unwrap()
}

fn episode(draft: Draft) -> Episode {
    Episode::of(draft)
}

fn screenshot() -> Picture {
    let (width, height) = (240, 160);
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.add_text_chunk("Comment".to_owned(), "PLANTED-POSITION".to_owned()).unwrap();
    let mut writer = encoder.write_header().unwrap();
    let pixels: Vec<u8> = (0..width * height).map(|at| if at / width % 20 < 2 { 90 } else { 225 }).collect();
    writer.write_image_data(&pixels).unwrap();
    writer.finish().unwrap();
    Picture::read(&file).unwrap()
}

/// A statement with something of everything, after a case that was in the news: calls from many numbers, visits at home and at work, an order.
#[expect(clippy::too_many_lines, reason = "a statement has many parts")]
fn full(language: Language) -> Statement {
    let ru = language == Language::Ru;
    let say = |ru_text: &str, kk_text: &str| if ru { ru_text } else { kk_text }.to_owned();
    let myself = Some(Seen { myself: true, by: String::new() });
    let neighbour = Witness {
        name: say("Нургалиева Айгүл", "Нұрғалиева Айгүл"),
        contact: "+7 701 555 01 02".into(),
        saw: say("Видела, как он стоял у подъезда.", "Оның кіреберіс алдында тұрғанын көрді."),
        testifies: Some(true),
    };
    let mut statement = Statement::new(at("2026-02-03T11:40+05:00"));
    statement.addressee = say("Начальнику УП города Актау", "Ақтау қаласы полиция басқармасының бастығына");
    statement.applicant = Applicant {
        name: say("Сейткали Әсем Ерланқызы", "Сейтқали Әсем Ерланқызы"),
        born: "1996-04-17".parse().ok(),
        iin: Iin::new("960417400014"),
        contact: say("г. Актау, мкр. 7, д. 5, кв. 12\n+7 701 555 00 11", "Ақтау қ., 7-ш/а, 5-үй, 12-пәтер\n+7 701 555 00 11"),
    };
    statement.suspects = vec![Person {
        name: say("Ким Сергей Олегович", "Ким Сергей Олегович"),
        description: say("Рост около 180 см, ездит на серой машине.", "Бойы шамамен 180 см, сұр көлік айдайды."),
        identities: [
            (
                "number",
                "+77015550123",
                Certainty::Sure,
                say("звонил с него до разрыва отношений", "айырылысқанға дейін осы нөмірден звондаған"),
            ),
            ("number", "+77085550199", Certainty::Likely, say("узнала голос", "даусын таныдым")),
            ("vehicle", "123 ABC 12", Certainty::Sure, String::new()),
        ]
        .into_iter()
        .map(|(sort, value, sure, reason)| Identity {
            sort: sort.into(),
            value: value.into(),
            certainty: Some(sure),
            reason,
            since: "2024-10".parse().ok(),
        })
        .collect(),
        relation: Some(Relation {
            kind: "acquaintance".into(),
            from: "2022-12".parse().ok(),
            to: "2024-09".parse().ok(),
            common_child: Some(false),
            lives_with_me: Some(false),
        }),
    }];
    statement.refusals =
        vec![Refusal { channel: "msg".into(), words: language.text("refusal-words-short"), ..Refusal::new(at("2024-10-15T20:05+05:00")) }];
    statement.measures = vec![Measure {
        number: "118".into(),
        authority: say("УП г. Актау", "Ақтау қ. ПБ"),
        to: Some(at("2026-01-20T23:59:59+05:00")),
        ..Measure::new("protective-order", at("2025-12-21T00:00+05:00"))
    }];
    statement.reports = vec![Report {
        place: say("УП г. Актау", "Ақтау қ. ПБ"),
        talon: "КУИ-2025/004417".into(),
        officer: say("капитан Ахметов", "капитан Ахметов"),
        answer: Some(Answer {
            at: at("2025-12-21T15:00+05:00"),
            text: say("Вынесено защитное предписание.", "Қорғау нұсқамасы шығарылды."),
        }),
        ..Report::new("station", at("2025-12-20T10:15+05:00"))
    }];
    statement.episodes = vec![
        episode(Draft {
            precision: Precision::Month,
            count: Some(Count { acts: 40, exact: false }),
            what: say("Звонил по многу раз в день и молчал.", "Күніне бірнеше рет қоңырау шалып, үндемей тұратын."),
            who: Who { numbers: vec!["+77015550123".into(), "+77085550199".into()], ..Who::default() },
            ..Draft::new(Kind::CALL, at("2024-10-01T00:00+05:00"))
        }),
        Episode {
            after_refusal: true,
            evidence: vec![0],
            ..episode(Draft {
                words: say("Всё равно будешь со мной", "Бәрібір менімен боласың"),
                what: say("Прислал 12 сообщений подряд с нового номера.", "Жаңа нөмірден қатарынан 12 хабарлама жіберді."),
                count: Some(Count { acts: 12, exact: true }),
                seen: myself.clone(),
                answered: Some(false),
                harm: Harm {
                    sleep: say("Не спала две ночи.", "Екі түн ұйықтай алмадым."), ..Harm::default()
                },
                ..Draft::new(Kind::MSG, at("2025-08-02T23:14+05:00"))
            })
        },
        Episode {
            after_refusal: true,
            evidence: vec![1],
            ..episode(Draft {
                until: Some(at("2025-11-14T20:50+05:00")),
                place: Some(Place { kind: "home".into(), label: say("у подъезда", "кіреберіс алдында") }),
                what: say(
                    "Ждал у подъезда, пошёл следом до магазина и обратно; ушёл, когда вышла соседка.",
                    "Кіреберіс алдында күтіп тұрды, дүкенге дейін және кері соңымнан ерді; көрші шыққанда кетіп қалды.",
                ),
                seen: myself.clone(),
                witnesses: vec![neighbour.clone()],
                harm: Harm {
                    fear: say("Боюсь выходить одна вечером.", "Кешке жалғыз шығуға қорқамын."), ..Harm::default()
                },
                ..Draft::new(kind("loiter"), at("2025-11-14T20:10+05:00"))
            })
        },
        Episode {
            after_refusal: true,
            breaks: vec![0],
            evidence: vec![2, 3],
            ..episode(Draft {
                place: Some(Place { kind: "work".into(), label: String::new() }),
                what: say("Пришёл на работу и требовал, чтобы меня позвали.", "Жұмысыма келіп, мені шақыруды талап етті."),
                seen: Some(Seen { myself: false, by: say("охранник Болат Ж.", "күзетші Болат Ж.") }),
                witnesses: vec![Witness { name: say("Болат Ж.", "Болат Ж."), ..Witness::default() }],
                ..Draft::new(kind("visit"), at("2026-01-12T09:30+05:00"))
            })
        },
    ];
    statement.harm = Harm {
        moved: say("Живу у сестры, в кафе у дома больше не хожу.", "Әпкемнің үйінде тұрамын, үй жанындағы кафеге бармаймын."),
        medical: say("Обращалась к психологу 18.11.2025.", "18.11.2025 психологқа жүгіндім."),
        ..Harm::default()
    };
    statement.bands = law().bands.iter().zip([Amount { exact: 0, about: 40 }, exact(12), exact(2)]).map(band).collect();
    let attachment = |name: &str, title: String, bytes: u64, fill: u8| Attachment {
        name: name.into(),
        title,
        bytes,
        sha256: Some([fill; 32]),
        is_copy: false,
        is_covered: false,
        original_sha256: None,
        of: Belongs::Episodes,
        thumbnail: None,
    };
    statement.attachments = vec![
        Attachment {
            thumbnail: Some(screenshot()),
            ..attachment("0002-1-screenshot.png", say("снимок экрана с сообщениями", "хабарламалардың скриншоты"), 245_120, 0xa1)
        },
        attachment("0003-1-video.mp4", say("видео с домофона", "домофон бейнежазбасы"), 48_300_111, 0xb2),
        attachment("0004-1-audio.m4a", String::new(), 1_200_000, 0xc3),
        Attachment { sha256: None, ..attachment("0004-2-photo.jpg", String::new(), 0, 0) },
    ];
    let week = |monday: &str, kinds: &[(&str, u64)]| Week {
        monday: monday.parse().unwrap(),
        kinds: kinds.iter().map(|(id, acts)| (kind(id), exact(*acts))).collect(),
    };
    statement.pictures.weeks = vec![
        week("2025-07-28", &[("msg", 12), ("call", 30)]),
        week("2025-08-04", &[("call", 44)]),
        week("2025-09-15", &[("call", 21), ("msg", 7), ("follow", 2)]),
        week("2025-10-06", &[("call", 18), ("visit", 1)]),
        week("2025-11-10", &[("loiter", 3), ("call", 9), ("threat", 2), ("gift", 1)]),
        week("2025-12-15", &[("call", 5), ("msg", 16), ("dox", 1)]),
        week("2026-01-12", &[("visit", 1), ("call", 2)]),
    ];
    statement.pictures.refusal = "2025-08-30".parse().ok();
    statement.pictures.orders = vec![Days { from: "2025-12-21".parse().unwrap(), to: "2026-01-20".parse().ok() }];
    for (day, hour, acts) in [(4, 23, 31), (5, 0, 22), (5, 23, 17), (0, 7, 4), (2, 13, 9), (6, 21, 12), (1, 18, 1)] {
        statement.pictures.hours[day][hour] = exact(acts);
    }
    statement.pictures.hour_unknown = Amount { exact: 3, about: 40 };
    let used = |number: &str, weeks: &[(&str, u64)]| NumberUse {
        number: number.into(),
        weeks: weeks.iter().map(|(monday, acts)| (monday.parse().unwrap(), exact(*acts))).collect(),
    };
    statement.pictures.numbers = vec![
        used("+7 701 555 01 23", &[("2025-07-28", 30), ("2025-08-04", 44)]),
        used("+7 708 555 01 99", &[("2025-09-15", 21), ("2025-10-06", 18), ("2025-11-10", 9)]),
        used("+7 776 555 07 07", &[("2025-12-15", 21), ("2026-01-12", 2)]),
    ];
    statement.pictures.places = [(Some("home"), 41), (Some("work"), 9), (None, 114)]
        .into_iter()
        .map(|(place, acts)| PlaceFigure { place, acts: exact(acts) })
        .collect();
    statement
}

fn band((band, acts): (&'static pana_core::law::Band, Amount)) -> BandFigure {
    BandFigure { band: &band.id, acts }
}

/// A file that other programs read, in a folder that is gone after the test. `PANA_LOOK` keeps a copy to look at.
struct Paper {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

impl Paper {
    fn of(pdf: &Pdf, name: &str) -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let path = folder.path().join("statement.pdf");
        fs::write(&path, &pdf.bytes).unwrap();
        if let Some(look) = std::env::var_os("PANA_LOOK") {
            fs::copy(&path, Path::new(&look).join(format!("{name}.pdf"))).unwrap();
        }
        Self { _folder: folder, path }
    }

    /// What a program writes about the paper; it must be content with it.
    fn ask(&self, program: &str, before: &[&str], after: &[&str]) -> Vec<u8> {
        let output = Command::new(program).args(before).arg(&self.path).args(after).output().unwrap();
        assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
        // pdfinfo takes it ill that /Suspects is a boolean, which it must be.
        let complaint = String::from_utf8_lossy(&output.stderr).replace("Syntax Error: Suspects object is wrong type (boolean)\n", "");
        assert_eq!(complaint.trim(), "", "{program}");
        output.stdout
    }

    fn text(&self) -> String {
        String::from_utf8(self.ask("pdftotext", &["-enc", "UTF-8", "-layout"], &["-"])).unwrap()
    }

    /// The words alone, wherever lines end.
    fn words(&self) -> String {
        String::from_utf8(self.ask("pdftotext", &["-enc", "UTF-8", "-raw"], &["-"])).unwrap().split_whitespace().collect()
    }

    /// Every page as grey pixels, with its breadth.
    fn pages(&self) -> Vec<(usize, Vec<u8>)> {
        let mut rest = &self.ask("pdftoppm", &["-gray", "-r", &DPI.to_string()], &[])[..];
        let mut pages = Vec::new();
        while !rest.is_empty() {
            let mut header = rest.splitn(4, u8::is_ascii_whitespace);
            let [magic, width, height, after] = std::array::from_fn(|_| header.next().unwrap());
            assert_eq!(magic, b"P5");
            let [width, height] = [width, height].map(|number| std::str::from_utf8(number).unwrap().parse::<usize>().unwrap());
            let pixels = &after[b"255\n".len()..];
            pages.push((width, pixels[..width * height].to_vec()));
            rest = &pixels[width * height..];
        }
        pages
    }
}

fn keys_in_order(text: &str, language: Language, keys: &[&str]) {
    let words: String = text.split_whitespace().collect();
    let mut from = 0;
    for key in keys {
        let heading: String = language.text(key).split_whitespace().collect();
        let found = words[from..].find(&heading);
        assert!(found.is_some(), "{key} is not where it belongs");
        from += found.unwrap() + heading.len();
    }
}

#[test]
fn all_of_it_is_found_in_its_order_in_both_languages() {
    for language in [Language::Ru, Language::Kk] {
        let pdf = statement(&full(language), language).unwrap();
        let paper = Paper::of(&pdf, language.tag());
        assert_eq!(pdf.replaced, [' '; 0]);
        let words = paper.words();
        // Said where a catalogue lacks a key.
        assert!(!words.contains(&language.text("not-done").split_whitespace().collect::<String>()));
        keys_in_order(
            &words,
            language,
            &[
                "dossier-to",
                "dossier-from",
                "dossier-iin",
                "dossier-title",
                "dossier-suspect",
                "dossier-relation",
                "dossier-refusal",
                "dossier-chronology",
                "dossier-bands",
                "dossier-pictures",
                "dossier-harm",
                "dossier-earlier",
                "dossier-witnesses",
                "dossier-requests",
                "dossier-request-register",
                "dossier-request-assess",
                "dossier-request-protect",
                "dossier-request-records",
                "dossier-request-decision",
                "dossier-attachments",
                "dossier-file-missing",
                "dossier-notice",
                "dossier-notice-false-report",
                "dossier-signature",
            ],
        );
        for episode in &full(language).episodes {
            let what: String = episode.what.split_whitespace().collect();
            assert!(words.contains(&what), "{what}");
        }
        // A hash is found and copied in one piece.
        assert!(paper.text().contains(&"a1".repeat(32)) && words.contains("960417400014"));
        let last = if language == Language::Ru {
            format!("стр. {0} из {0}", pdf.pages)
        } else {
            format!("{0}-бет, барлығы {0}", pdf.pages)
        };
        assert!(paper.text().contains(&last), "{last}");
    }
}

#[test]
fn every_letter_of_kazakh_is_printed_and_found() {
    const LETTERS: &str = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ";
    let mut said = Statement::new(at("2026-02-03T11:40+05:00"));
    said.addressee = format!("{LETTERS} {} № ₸ «» – —", LETTERS.to_lowercase());
    let pdf = statement(&said, Language::Kk).unwrap();
    assert_eq!(pdf.replaced, [' '; 0]);
    let words = Paper::of(&pdf, "letters").words();
    assert!(words.contains(LETTERS) && words.contains(&LETTERS.to_lowercase()) && words.contains("№₸«»–—"), "{words}");
}

#[test]
fn it_is_an_archive_file_that_says_nothing_of_who_made_it_where() {
    let pdf = statement(&full(Language::Kk), Language::Kk).unwrap();
    let paper = Paper::of(&pdf, "archive");
    paper.ask("qpdf", &["--check"], &[]);

    let info = String::from_utf8(paper.ask("pdfinfo", &["-isodates"], &[])).unwrap();
    let names: Vec<&str> = info.lines().filter_map(|line| line.split_once(':')).map(|(name, _)| name).collect();
    assert!(!names.iter().any(|name| ["Author", "Creator", "Producer", "Keywords", "Subject"].contains(name)), "{info}");
    for line in ["2026-02-03T11:40:00+05", "Tagged:          yes", "Encrypted:       no", "JavaScript:      no", "A4"] {
        assert!(info.contains(line), "{line}: {info}");
    }
    let fonts = String::from_utf8(paper.ask("pdffonts", &[], &[])).unwrap();
    assert_eq!(fonts.lines().skip(2).count(), 2, "{fonts}");

    let plain = paper.path.with_extension("plain");
    let open = [&["--qdf", "--object-streams=disable"][..], &["--stream-data=uncompress"]].concat();
    paper.ask("qpdf", &open, &[plain.to_str().unwrap()]);
    let plain = String::from_utf8_lossy(&fs::read(plain).unwrap()).into_owned();
    for mark in ["<pdfaid:part>3<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<", "/Lang (kk)", "/Outlines"] {
        assert!(plain.contains(mark), "{mark}");
    }
    for trace in ["PLANTED-POSITION", "krilla", env!("CARGO_MANIFEST_DIR"), "/AA", "/JS", "/URI", "/EmbeddedFile"] {
        assert!(!plain.contains(trace), "{trace}");
    }
}

#[test]
fn a_reader_aloud_is_told_what_is_what() {
    let pdf = statement(&full(Language::Ru), Language::Ru).unwrap();
    // Titles are printed as they are in the file, in UTF-16.
    let structure = Paper::of(&pdf, "tags").ask("pdfinfo", &["-struct-text"], &[]);
    let structure = String::from_utf8_lossy(&structure);
    let count = |tag: &str| structure.lines().filter(|line| line.trim_start().split([' ', '"']).next() == Some(tag)).count();
    assert_eq!((count("H1"), count("H2")), (1, 9), "{structure}");
    // Suspect, chronology, bands, places, reports, measures, witnesses, attachments: the header of each once, however many pages it has.
    assert_eq!((count("Table"), count("THead")), (8, 8));
    // Three pictures and a thumbnail.
    assert_eq!((count("Figure"), count("L"), count("LI")), (4, 1, 5));
}

#[test]
fn the_same_statement_gives_the_same_bytes() {
    let bytes = |language| statement(&full(language), language).unwrap().bytes;
    assert!(bytes(Language::Ru) == bytes(Language::Ru) && bytes(Language::Ru) != bytes(Language::Kk));
}

#[test]
fn no_page_is_empty_and_nothing_runs_off_the_paper() {
    let mut long = full(Language::Ru);
    let one = long.episodes[2].clone();
    long.episodes.extend(std::iter::repeat_n(one, 60));
    for (name, said) in [("short", full(Language::Kk)), ("long", long)] {
        let pdf = statement(&said, Language::Ru).unwrap();
        let pages = Paper::of(&pdf, name).pages();
        assert_eq!(pages.len(), pdf.pages);
        for (number, (width, pixels)) in pages.iter().enumerate() {
            let height = pixels.len() / width;
            let is_edge = |at: usize| {
                let (x, y) = (at % width, at / width);
                x < EDGE_PT || x >= width - EDGE_PT || y < EDGE_PT || y >= height - EDGE_PT
            };
            assert!(pixels.iter().enumerate().all(|(at, pixel)| *pixel == WHITE || !is_edge(at)), "{name}, page {}", number + 1);
            let dark = pixels.iter().filter(|pixel| **pixel < 128).count();
            assert!(dark > 200, "{name}, page {}: {dark}", number + 1);
        }
    }
}

#[test]
fn a_minor_is_represented() {
    for (representative, name) in [
        (Representative::Legal { name: "Серікова Гүлнар, мать".into(), contact: "+7 701 555 00 12".into() }, "Законный представитель"),
        (Representative::Guardianship { name: "Акимат г. Актау".into(), contact: String::new() }, "Орган опеки и попечительства"),
    ] {
        let mut said = full(Language::Ru);
        said.representative = Some(representative);
        let text = Paper::of(&statement(&said, Language::Ru).unwrap(), "minor").text();
        assert!(text.contains(name), "{text}");
    }
}

#[test]
fn whatever_is_written_into_it_can_be_read_out_again() {
    let word = "қ".repeat(500);
    let sentence = "Он снова пришёл, һәм тағы да. ";
    let book = sentence.repeat(200_000 / sentence.chars().count());
    for (name, what, found) in [
        ("word", word.clone(), vec![word]),
        ("book", book, vec![sentence.split_whitespace().collect::<String>()]),
        (
            "emoji",
            "уход 😀 שלום \u{202e}abc\u{0} конец".into(),
            vec!["уход[U+1F600]".into(), "[U+05E9]".into(), "[U+202E]abc[U+0000]конец".into()],
        ),
        ("link", format!("https://example.org/{}", "a/b-c?d=".repeat(400)), vec!["a/b-c?d=a/b-c?d=".into()]),
        ("blank", " \n\n\t \r\n".repeat(50), vec!["эпизод".into()]),
        ("marks", "и\u{301}".repeat(1_000), vec!["и\u{301}и\u{301}".into()]),
    ] {
        let mut said = full(Language::Ru);
        said.episodes[0].what.clone_from(&what);
        said.episodes[1].words.clone_from(&what);
        said.applicant.contact.clone_from(&what);
        said.attachments[0].name.clone_from(&what);
        said.suspects[0].identities[0].value = what;
        let pdf = statement(&said, Language::Ru).unwrap();
        let paper = Paper::of(&pdf, name);
        let words = paper.words();
        for found in found {
            assert!(words.contains(&found), "{name}: {found}");
        }
        assert_eq!(pdf.replaced.contains(&'😀'), name == "emoji");
        paper.ask("qpdf", &["--check"], &[]);
    }
}

#[test]
fn nothing_at_all_is_still_a_statement() {
    for language in Language::ALL {
        let pdf = statement(&Statement::new(at("2026-02-03T11:40+05:00")), language).unwrap();
        assert_eq!(pdf.pages, 1);
        keys_in_order(
            &Paper::of(&pdf, "empty").words(),
            language,
            &["dossier-to-blank", "dossier-title", "dossier-requests", "dossier-notice"],
        );
    }
}
