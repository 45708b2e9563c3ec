use super::*;
use pana_core::route::Trip;
use quick_xml::Reader;
use quick_xml::events::Event;

fn trip(route: u32, left: &str) -> Trip {
    Trip { from: 1, to: 2, route, left: left.parse().expect("a moment") }
}

/// Two weeks: to work about eight, at the weekend about ten.
fn trips() -> Vec<Trip> {
    let workdays = [2, 3, 4, 5, 6, 9, 10, 11, 12, 13].map(|day| {
        let (route, minute) = if day % 4 == 0 { (8, 40) } else { (7, 10) };
        trip(route, &format!("2026-02-{day:02}T08:{minute}+05:00"))
    });
    [&workdays[..], &[trip(8, "2026-02-04T07:50+05:00"), trip(9, "2026-02-07T10:05+05:00"), trip(9, "2026-02-15T10:31+05:00")]].concat()
}

fn names() -> BTreeMap<u32, String> {
    BTreeMap::from([(7, "Абай даңғылы".to_owned()), (8, "Through the park".to_owned())])
}

fn picture<'a>(week: &'a Week, routes: &'a BTreeMap<u32, String>, language: Language) -> Picture<'a> {
    Picture { week, from: "Home", to: "Work", routes, language }
}

const HOSTILE: [&str; 9] = [
    "<script>alert(1)</script>",
    "'/><image href='http://example.org/x.png'/><text x='",
    "\" onload=\"alert(1)",
    "]]> <!-- &amp; &#0; <?xml?>",
    "\u{202e}kcab ot tnorf\u{2066}",
    "الطريق إلى العمل",
    "👨‍👩‍👧‍👦🏃‍♀️",
    "\0\u{1b}[2J\n\u{fffe}\u{ffff}\u{7f}x",
    "",
];

/// The text of each element, in their order; fails if it is not well-formed.
fn texts(svg: &str) -> Vec<String> {
    let mut reader = Reader::from_str(svg);
    reader.config_mut().enable_all_checks(true);
    let mut open: Vec<String> = vec![];
    let mut texts = vec![];
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(start) => {
                assert!(start.attributes().all(|attribute| attribute.is_ok()));
                if ["title", "desc", "text"].contains(&start.name().as_ref()) {
                    texts.push(String::new());
                }
                open.push(start.name().as_ref().to_owned());
            }
            Event::Empty(rect) => assert_eq!(rect.name().as_ref(), "rect"),
            Event::Text(text) => {
                if let Some(last) = texts.last_mut() {
                    *last += text.trim_matches('\n');
                }
            }
            Event::GeneralRef(reference) => {
                let resolved = quick_xml::escape::resolve_predefined_entity(&reference).map(str::to_owned);
                let character = || reference.resolve_char_ref().ok().flatten().map(String::from);
                let last = texts.last_mut().expect("within a text");
                *last += &resolved.or_else(character).expect("a known entity");
            }
            Event::End(end) => assert_eq!(open.pop().as_deref(), Some(end.name().as_ref())),
            Event::Decl(_) => {}
            Event::Eof => break,
            other => panic!("{other:?}"),
        }
    }
    assert!(open.is_empty());
    texts
}

#[test]
fn the_text_shows_the_hours_in_use_from_monday_to_sunday() {
    let (week, names) = (Week::new(&trips(), 1, 2), names());
    let expected = "\
Home \u{200e}→\u{200e} Work
13 trips · 2 Feb 2026 – 15 Feb 2026

Leaving by day of the week and half hour
  Mon ····██··········
  Tue ····██··········
  Wed ··▒▒▒▒▒▒········
  Thu ····▒▒▒▒········
  Fri ····██··········
  Sat ············▒▒··
  Sun ··············▒▒
      07  08  09  10
  █ the darkest: 2 trips

Trips by route
  Абай даңғылы                    ██████████████████████████████ 8 · 62 %
  Through the park                ███████████▎ 3 · 23 %
  A route that is no longer kept  ███████▌ 2 · 15 %
";
    let drawn = picture(&week, &names, Language::En).text();
    assert_eq!(drawn, expected, "{drawn}");
}

#[test]
fn the_text_fits_a_terminal_whatever_the_hours_and_names() {
    let around: Vec<Trip> = (0..20).map(|day| trip(day, &format!("2026-02-{:02}T{:02}:40+05:00", day + 1, (day * 7) % 24))).collect();
    let week = Week::new(&around, 1, 2);
    let names = (0..20).map(|route| (route, "家Ш".repeat(100))).collect();
    for language in Language::ALL {
        let drawn = Picture { from: &"Ы".repeat(200), to: &"🏠".repeat(200), ..picture(&week, &names, language) }.text();
        assert!(drawn.lines().all(|line| line.width() <= plot::WIDTH), "{drawn}");
        assert!(drawn.contains(&format!("{} \u{200e}→\u{200e} {}", "Ы".repeat(29) + "…", "🏠".repeat(14) + "…")), "{drawn}");
    }
}

#[test]
fn without_trips_there_is_a_sentence() {
    let (week, names) = (Week::new(&[], 1, 2), names());
    for language in Language::ALL {
        let none = language.text("route-week-none");
        assert!(picture(&week, &names, language).text().contains(&none));
        assert!(texts(&picture(&week, &names, language).svg()).contains(&none));
    }
}

#[test]
fn the_drawing_says_all_in_words_and_numbers() {
    let (week, names) = (Week::new(&trips(), 1, 2), names());
    for language in Language::ALL {
        let drawing = picture(&week, &names, language);
        let said = texts(&drawing.svg());
        assert_eq!(said[..2], said[2..4], "the title and the description are those that can be seen");
        for words in
            WEEKDAYS.map(|key| language.text(key)).into_iter().chain(["07:00", "10:00", "8 · 62 %", "Абай даңғылы"].map(str::to_owned))
        {
            assert!(said[4..].contains(&words), "{words} in {said:?}");
        }
        let cells = said.iter().filter_map(|text| text.parse::<u32>().ok()).collect::<Vec<_>>();
        assert_eq!(cells, [2, 2, 1, 1, 1, 1, 1, 2, 1, 1]);
        assert_eq!(drawing.svg(), drawing.svg());
        assert!(drawing.svg().contains(&format!("xml:lang='{}'", language.tag())));
    }
}

#[test]
fn names_stay_names() {
    let week = Week::new(&trips(), 1, 2);
    for name in HOSTILE {
        let routes = BTreeMap::from([(7, name.to_owned())]);
        let svg = Picture { from: name, to: name, ..picture(&week, &routes, Language::Ru) }.svg();
        let said = texts(&svg);
        assert!(said.contains(&shown(name, NAME_MAX)), "{name:?} in {said:?}");
        assert!(svg.chars().all(|c| c == '\n' || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'))), "{name:?}");
        assert_eq!(svg.matches("<rect").count(), picture(&week, &routes, Language::Ru).svg().matches("<rect").count());
        assert_eq!(svg.matches("<image").count() + svg.matches("<script").count() + svg.matches("&#0;").count(), 0);
    }
    assert_eq!(shown(HOSTILE[0], NAME_MAX), HOSTILE[0], "it is only written differently");
    assert_eq!(shown(HOSTILE[4], NAME_MAX), "kcab ot tnorf");
    assert_eq!(shown(HOSTILE[7], NAME_MAX), "[2Jx");
}

#[test]
fn long_names_are_cut_with_an_ellipsis() {
    let week = Week::new(&trips(), 1, 2);
    let routes = BTreeMap::from([(7, "Щ".repeat(200)), (8, "😀".repeat(200)), (9, "a\u{301}".repeat(200))]);
    let said = texts(&Picture { from: &"W".repeat(200), ..picture(&week, &routes, Language::Kk) }.svg());
    assert_eq!(said[2..4], ["W".repeat(PLACE_MAX - 1) + "…", "→\u{200e} Work".to_owned()], "a line of its own for each place");
    assert!(said.contains(&("Щ".repeat(NAME_MAX - 1) + "…")) && said.contains(&("😀".repeat(NAME_MAX / 2 - 1) + "…")));
    assert!(said.iter().all(|text| text.chars().count() <= 80), "{said:?}");
}

#[test]
fn the_drawing_asks_for_nothing_outside_of_it() {
    let week = Week::new(&trips(), 1, 2);
    let svg = picture(&week, &names(), Language::En).svg();
    assert_eq!(svg.matches("http").count(), 1, "the name of the namespace");
    for outside in ["href", "url(", "@import", "<style", "<image", "<script", "font-face"] {
        assert!(!svg.contains(outside), "{outside}");
    }
}

/// WCAG 2.2, relative luminance and contrast ratio.
#[test]
fn every_word_can_be_read_on_its_ground() {
    let channel = |hex: &str| {
        let value = f64::from(u8::from_str_radix(hex, 16).expect("hexadecimal")) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let luminance = |colour: &str| 0.2126 * channel(&colour[1..3]) + 0.7152 * channel(&colour[3..5]) + 0.0722 * channel(&colour[5..7]);
    let contrast = |one: &str, two: &str| {
        let (one, two) = (luminance(one), luminance(two));
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    };
    for (ground, ink) in CELLS.into_iter().chain([(PAPER, INK), (PAPER, MUTED), (CARD, INK)]) {
        assert!(contrast(ground, ink) >= 4.5, "{ink} on {ground}");
    }
    let lightness = CELLS.map(|(ground, _)| luminance(ground));
    assert!(lightness.is_sorted_by(|more, less| more - less > 0.1), "told apart without colour: {lightness:?}");
}
