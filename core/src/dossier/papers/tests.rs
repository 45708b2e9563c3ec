use super::super::bundle::MakeError;
use super::super::chosen::Chosen;
use super::super::{Choice, Form, Iin, copies};
use super::elements::{of_other_articles, speaking};
use super::preview::{Contact, open_questions, preview};
use super::{Words, for_you, make_summary};
use crate::incident::testing::{Desk, draft, moment, now};
use crate::incident::{Draft, Harm, KINDS, Place, Witness};
use crate::language::Language;
use crate::law::law;
use std::process::Command;

/// As long as the code of a dossier is.
const CODE: &str = "AAAA-AAAA-ADWS-PVOC-HOY4-4IPT-RONW-LDUL-RKT7-HKEN-2GXL-SVK4-JA44-FWN3-SM3T-ROTT";

fn choice(rules: &[&str]) -> Choice {
    let mut choice = Choice::new(Language::Ru);
    for rule in rules {
        choice.withheld.add(&rule.parse().unwrap());
    }
    choice
}

fn told(desk: &mut Desk, rules: &[&str]) -> Chosen {
    Chosen::gather(&desk.log(), &choice(rules)).unwrap()
}

/// Numbers of episodes by element.
fn map(chosen: &Chosen, harm: &Harm) -> Vec<(&'static str, Vec<usize>, bool)> {
    let speaking = speaking(&chosen.incidents, harm);
    law().elements.iter().zip(speaking).map(|(element, speaks)| (element.id.as_str(), speaks.episodes, speaks.overall)).collect()
}

fn a_few() -> Desk {
    let mut desk = Desk::new();
    desk.add(&draft("call", "2026-01-01T09:00+05:00", "звонил"));
    let place = Some(Place { kind: "work".into(), label: "кафе «Һәм»".into() });
    let witnesses = vec![Witness { name: "Апа".into(), contact: "8 701 000 00 09".into(), ..Witness::default() }];
    let harm = Harm { moved: "не хожу туда".into(), ..Harm::default() };
    desk.add(&Draft { place, witnesses, harm, ..draft("loiter", "2026-01-02T09:00+05:00", "ждал") });
    desk.add(&draft("threat", "2026-01-03T09:00+05:00", "угрожал"));
    desk
}

#[test]
fn each_element_names_the_episodes_that_speak_to_it_and_nothing_withheld() {
    let mut desk = a_few();
    let overall = Harm { fear: "боюсь".into(), ..Harm::default() };
    let expected = [
        ("pursuit", vec![1, 2], false),
        ("contact", vec![1], false),
        ("tracking", vec![2], false),
        ("against-will", vec![], false),
        ("without-violence", vec![1, 2], false),
        ("harm", vec![2], true),
        ("harm-privacy", vec![], false),
        ("harm-movement", vec![2], false),
        ("harm-mind", vec![], true),
    ];
    let chosen = told(&mut desk, &[]);
    assert_eq!(map(&chosen, &overall), expected);
    assert_eq!(of_other_articles(&chosen.incidents), [3]);
    let hidden = told(&mut desk, &["kind", "harm"]);
    assert!(map(&hidden, &Harm::default()).iter().all(|(_, episodes, overall)| episodes.is_empty() && !overall));
    assert_eq!(of_other_articles(&hidden.incidents), [0; 0]);
}

#[test]
fn each_element_of_the_law_is_one_that_something_can_speak_to() {
    let mut desk = Desk::new();
    let harm = Harm { fear: "a".into(), moved: "b".into(), ..Harm::default() };
    for kind in KINDS {
        desk.add(&Draft { harm: harm.clone(), ..draft(kind.id(), "2026-01-01T09:00+05:00", "x") });
    }
    let chosen = told(&mut desk, &[]);
    for (id, episodes, _) in map(&chosen, &Harm::default()) {
        assert!(!episodes.is_empty(), "{id}");
    }
}

#[test]
fn questions_are_drawn_together_over_episodes() {
    let chosen = told(&mut a_few(), &[]);
    let questions = open_questions(&chosen);
    let of = |key: &str| questions.iter().find(|(question, _)| *question == key).map(|(_, episodes)| episodes.clone());
    assert_eq!(of("evidence"), Some(vec![1, 2, 3]));
    assert_eq!(of("witness-asked"), Some(vec![2]));
    assert_eq!(of("cost"), None);
}

#[test]
fn the_preview_says_what_stands_there_and_what_does_not() {
    let mut desk = a_few();
    let mut form = Form::default();
    form.applicant.iin = Iin::new("850315400008");
    let whole = preview(&told(&mut desk, &[]), &choice(&[]), &form);
    assert_eq!((&whole.given[..], whole.positions, whole.episodes), (&["iin"][..], false, 3));
    assert_eq!((whole.timed_places, &whole.file_names[..]), (1, &[][..]));
    assert_eq!(whole.places, [Place { kind: "work".into(), label: "кафе «Һәм»".into() }]);
    assert_eq!(whole.witnesses, [Contact { name: "Апа".into(), contact: "8 701 000 00 09".into() }]);
    assert_eq!(whole.withheld, ["position"]);
    let rules = ["place", "witnesses"];
    let less = preview(&told(&mut desk, &rules), &choice(&rules), &form);
    assert!(less.places.is_empty() && less.witnesses.is_empty());
    assert_eq!(less.withheld, ["place", "position", "witnesses"]);
    assert!(!serde_json::to_string(&whole).unwrap().contains("850315400008"), "that it is given is enough");
}

fn paper(chosen: &Chosen, language: Language) -> super::Pdf {
    let words = Words { language };
    let blocks = for_you::blocks(chosen, CODE, &choice(&[]), &Form::default(), words);
    super::typeset(super::Story { title: words.text("for-you-title"), language, made_at: now().wall, blocks }).unwrap()
}

#[test]
fn three_hundred_episodes_stay_two_pages_in_every_language() {
    let mut desk = Desk::new();
    for number in 0..300 {
        let kind = ["call", "loiter", "threat", "msg", "social"][number % 5];
        let harm = if number % 2 == 0 { Harm::default() } else { Harm { fear: "боюсь".into(), ..Harm::default() } };
        desk.add(&Draft { harm, ..draft(kind, "2026-01-01T09:00+05:00", "x") });
    }
    let chosen = told(&mut desk, &[]);
    for language in Language::ALL {
        let pdf = paper(&chosen, language);
        assert!(pdf.pages <= 2, "{language:?}: {}", pdf.pages);
        assert_eq!(pdf.replaced, [], "{language:?}");
    }
}

/// What stock tools make of it.
#[test]
fn the_paper_reads_as_text_and_its_code_as_a_picture() {
    let folder = tempfile::tempdir().unwrap();
    let chosen = told(&mut a_few(), &[]);
    for language in Language::ALL {
        let path = folder.path().join("paper.pdf");
        std::fs::write(&path, paper(&chosen, language).bytes).unwrap();
        let text = Command::new("pdftotext").args(["-layout"]).arg(&path).arg("-").output().unwrap().stdout;
        let text = String::from_utf8(text).unwrap();
        assert!(text.contains(&language.text("for-you-title")) && text.contains(CODE), "{text}");
        assert!(text.contains("кафе «Һәм»"), "{text}");
        assert!(
            Command::new("pdftoppm").args(["-r", "150", "-png"]).arg(&path).arg(folder.path().join("page")).status().unwrap().success()
        );
        let pages = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let pages: Vec<_> = pages.filter(|path| path.extension().is_some_and(|ending| ending == "png")).collect();
        let read = Command::new("zbarimg").args(["-q", "--raw"]).args(&pages).output().unwrap().stdout;
        assert_eq!(String::from_utf8(read).unwrap().trim(), CODE);
    }
}

#[test]
fn the_sheet_names_what_is_filled_in_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let mut form = Form::default();
    form.applicant.name = "Әлия Һәм".into();
    form.sheet.school = "№ 12 мектеп".into();
    let path = folder.path().join("sheet.pdf");
    std::fs::write(&path, super::applicant_sheet(&form, moment("2026-02-03T12:00+05:00"), Language::Kk).unwrap().bytes).unwrap();
    let text = String::from_utf8(Command::new("pdftotext").arg(&path).arg("-").output().unwrap().stdout).unwrap();
    assert!(text.contains("Арыз беруші туралы мәліметтер") && text.contains("Әлия Һәм") && text.contains("№ 12 мектеп"), "{text}");
    assert!(!text.contains("Телефон") && !text.contains("ЖСН"), "{text}");
}

/// The pages of the summary and its text, as stock tools read it.
fn summary(desk: &mut Desk, choice: &Choice, form: &Form) -> (usize, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("summary.pdf");
    let mut out = Vec::new();
    let pdf = make_summary(&mut desk.log(), choice, form, &mut out, now()).unwrap();
    assert_eq!((&out, &pdf.replaced[..]), (&pdf.bytes, &[][..]));
    std::fs::write(&path, out).unwrap();
    let text = Command::new("pdftotext").args(["-layout"]).arg(&path).arg("-").output().unwrap().stdout;
    (pdf.pages, String::from_utf8(text).unwrap())
}

#[test]
fn the_summary_says_what_is_shown_and_nothing_withheld() {
    let mut desk = a_few();
    let mut weapon = draft("threat", "2026-01-05T21:00+05:00", "показал нож");
    weapon.own.set("weapon", "нож");
    desk.add(&weapon);
    let mut form = Form::default();
    form.applicant.name = "Айгүл".into();
    form.other_requests = vec!["психолог".into()];
    let (pages, whole) = summary(&mut desk, &choice(&[]), &form);
    assert_eq!(pages, 1);
    for told in ["Айгүл", "психолог", "угроза оружием (05.01.2026 21:00)", "показал нож", "эпизодов: 4", "Угрозы: 2"]
    {
        assert!(whole.contains(told), "{told}: {whole}");
    }
    let (_, less) = summary(&mut desk, &choice(&["what", "own"]), &form);
    assert!(!less.contains("нож") && !less.contains("угроза оружием") && !less.contains("ждал"), "{less}");
    let (_, timeless) = summary(&mut desk, &choice(&["start"]), &form);
    assert!(!timeless.contains("2026-01") && !timeless.contains(".01.2026"), "{timeless}");
}

#[test]
fn the_summary_is_one_page_whatever_was_written() {
    let mut desk = Desk::new();
    for number in 0..300 {
        let mut draft = draft(KINDS[number % KINDS.len()].id(), "2026-01-01T09:00+05:00", &"Әбден шаршадым. ".repeat(200));
        draft.at = moment(&format!("20{}-{:02}-{:02}T09:00+05:00", 16 + number % 10, 1 + number % 12, 1 + number % 28));
        desk.add(&draft);
    }
    let mut form = Form { other_requests: vec!["көмек ".repeat(900)], ..Form::default() };
    form.applicant.contact = "байланыс ".repeat(900);
    form.harm =
        Harm { fear: "қорқамын ".repeat(900), sleep: "ұйқы ".repeat(900), work: "жұмыс ".repeat(900), ..Harm::default() };
    for language in Language::ALL {
        assert_eq!(summary(&mut desk, &Choice::new(language), &form).0, 1, "{language:?}");
    }
    assert_eq!(summary(&mut Desk::new(), &choice(&[]), &Form::default()).0, 1, "of an empty log too");
}

#[test]
fn a_summary_that_went_out_is_in_the_history_and_one_that_did_not_is_not() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut desk = a_few();
    let failed = make_summary(&mut desk.log(), &choice(&[]), &Form::default(), &mut Full, now());
    assert!(matches!(failed, Err(MakeError::Shelf(_))));
    assert_eq!(copies(&desk.log()).unwrap(), []);
    summary(&mut desk, &choice(&[]), &Form::default());
    assert_eq!(copies(&desk.log()).unwrap().iter().map(|copy| copy.what.as_str()).collect::<Vec<_>>(), ["summary"]);
    assert_eq!(desk.damaged(), [""; 0]);
}
