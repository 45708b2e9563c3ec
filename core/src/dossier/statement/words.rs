//! Times, numbers and names in words.

use crate::Moment;
use crate::incident::{PART_OF_DAY_HOURS, PartialDate, Precision};
use crate::language::{Arg, Language};
use crate::law::Fact;

/// A time as well as it is known.
pub(in super::super) fn when(at: Moment, precision: Precision, language: Language) -> String {
    let wall = at.wall();
    match precision {
        Precision::Exact => language.date_time(at),
        Precision::About => about(&language.date_time(at), language),
        Precision::Part => {
            let part = ["night", "morning", "afternoon", "evening"][usize::try_from(wall.hour() / PART_OF_DAY_HOURS).unwrap_or(0) % 4];
            format!("{}, {}", language.date(at), language.text(&format!("part-{part}")))
        }
        Precision::Day => language.date(at),
        Precision::Month => wall.strftime("%m.%Y").to_string(),
        Precision::Year => wall.strftime("%Y").to_string(),
    }
}

pub(super) fn about(value: &str, language: Language) -> String {
    language.text_with("dossier-about", &[("value", Arg::Text(value))])
}

/// `05.12.2022`, `12.2022`, `2022`.
pub(in super::super) fn partial_date(date: &PartialDate, language: Language) -> String {
    let parts: Vec<&str> = date.as_str().split('-').collect();
    match parts[..] {
        [_, _, _] => date.as_str().parse().map_or_else(|_| date.to_string(), |day| super::super::pictures::day_words(day, language)),
        [year, month] => format!("{month}.{year}"),
        _ => date.to_string(),
    }
}

/// A time that may lack its beginning or its end; empty without both.
pub(super) fn term(from: Option<&str>, to: Option<&str>, language: Language) -> String {
    match (from, to) {
        (Some(from), Some(to)) => language.text_with("dossier-date-from-to", &[("from", Arg::Text(from)), ("to", Arg::Text(to))]),
        (Some(from), None) => language.text_with("dossier-date-from", &[("from", Arg::Text(from))]),
        (None, Some(to)) => language.text_with("dossier-date-to", &[("to", Arg::Text(to))]),
        (None, None) => String::new(),
    }
}

/// Where something of the law stands, when that was checked and how sure it is.
pub(in super::super) fn law_source(fact: &Fact, language: Language) -> String {
    let date = super::super::pictures::day_words(fact.checked_on, language);
    let status = language.text(&format!("law-{}", fact.status.id()));
    let args = [("source", Arg::Text(fact.source.of(language))), ("date", Arg::Text(&date)), ("status", Arg::Text(&status))];
    language.text_with("law-source", &args)
}

/// What is not empty, with something between.
pub(in crate::dossier) fn joined(parts: impl IntoIterator<Item = String>, between: &str) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
}

/// Rising numbers with neighbours drawn together: `1–3, 5, 7–9`.
pub(in super::super) fn ranges(numbers: &[usize]) -> String {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 >= *number => *last = *number,
            _ => ranges.push((*number, *number)),
        }
    }
    let range = |(first, last): &(usize, usize)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first}–{last}"),
    };
    ranges.iter().map(range).collect::<Vec<_>>().join(", ")
}

/// `episode 3`, `episodes 3–5, 9`; empty for none.
pub(super) fn in_episodes(numbers: &[usize], language: Language) -> String {
    let shown = ranges(numbers);
    match numbers {
        [] => String::new(),
        [_] => language.text_with("dossier-in-episode", &[("number", Arg::Text(&shown))]),
        _ => language.text_with("dossier-in-episodes", &[("numbers", Arg::Text(&shown))]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_says_no_more_than_is_known() {
        let at: Moment = "2025-03-05T21:30+05:00".parse().unwrap();
        for (precision, words) in [
            (Precision::Exact, "05.03.2025 21:30"),
            (Precision::About, "около 05.03.2025 21:30"),
            (Precision::Part, "05.03.2025, вечер"),
            (Precision::Day, "05.03.2025"),
            (Precision::Month, "03.2025"),
            (Precision::Year, "2025"),
        ] {
            assert_eq!(when(at, precision, Language::Ru), words);
        }
        for (date, words) in [("2022", "2022"), ("2022-12", "12.2022"), ("2022-12-05", "05.12.2022")] {
            assert_eq!(partial_date(&date.parse().unwrap(), Language::Kk), words);
        }
    }

    #[test]
    fn numbers_are_drawn_together() {
        for (numbers, words) in
            [(&[][..], ""), (&[4], "4"), (&[1, 2], "1, 2"), (&[1, 2, 3, 5, 7, 8, 9], "1–3, 5, 7–9"), (&[2, 2, 3], "2, 3")]
        {
            assert_eq!(ranges(numbers), words);
        }
        assert_eq!(in_episodes(&[3, 4, 5], Language::Kk), "эпизодтар 3–5");
        assert_eq!(in_episodes(&[3], Language::Kk), "3-эпизод");
    }
}
