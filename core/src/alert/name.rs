//! The sender's name as a message can carry it.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Room is counted in UTF-16 units, which for Latin letters without accents are septets too.
///
/// Letters, spaces and the signs of names stay, everything else goes: a name must bring no line break, link or invisible mark into a message.
pub(super) fn fitted(name: &str, room_units: usize) -> String {
    let mut out = String::new();
    let mut units = 0;
    let clean: Vec<char> = name.nfc().filter(|c| is_of_name(*c)).collect();
    let mut at = 0;
    while at < clean.len() {
        // A letter and the marks over it stay together.
        let end = at + 1 + clean[at + 1..].iter().take_while(|c| is_combining_mark(**c)).count();
        let letter: String = clean[at..end].iter().collect();
        units += letter.encode_utf16().count();
        if units > room_units {
            break;
        }
        out.push_str(&letter);
        at = end;
    }
    out.trim_matches(|c: char| !c.is_alphanumeric() && !is_combining_mark(c)).to_owned()
}

/// A name in plain Latin letters, for messages that keep to the 7-bit alphabet.
///
/// ```
/// use pana_core::alert::latin_name;
/// assert_eq!(latin_name("Әйгерім"), "Aigerim");
/// assert_eq!(latin_name("Щукина Ольга"), "Shchukina Olga");
/// assert_eq!(latin_name("Zoë"), "Zoe");
/// ```
pub fn latin_name(name: &str) -> String {
    let mut out = String::new();
    for c in name.nfc() {
        let capital = c.is_uppercase();
        let lower = c.to_lowercase().next().unwrap_or(c);
        match cyrillic(lower) {
            Some(latin) if capital => {
                let mut letters = latin.chars();
                out.extend(letters.next().map(|c| c.to_ascii_uppercase()));
                out.extend(letters);
            }
            Some(latin) => out.push_str(latin),
            None => out.extend(c.nfd().filter(|c| c.is_ascii() && is_of_name(*c))),
        }
    }
    out
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || matches!(c, ' ' | '-' | '\'' | '’' | '.')
}

/// As Kazakh passports and road signs write it, near enough to be recognised.
fn cyrillic(lower: char) -> Option<&'static str> {
    Some(match lower {
        'а' | 'ә' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ғ' => "g",
        'д' => "d",
        'е' | 'э' => "e",
        'ё' => "yo",
        'ж' => "zh",
        'з' => "z",
        'и' | 'й' | 'і' => "i",
        'к' => "k",
        'қ' => "q",
        'л' => "l",
        'м' => "m",
        'н' | 'ң' => "n",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ұ' | 'ү' => "u",
        'ф' => "f",
        'х' | 'һ' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ы' => "y",
        'ю' => "yu",
        'я' => "ya",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_cut_between_letters() {
        assert_eq!(fitted("Айгүл", 6), "Айгүл");
        assert_eq!(fitted("Әйгерім", 6), "Әйгері");
        assert_eq!(fitted("Анна Мария", 5), "Анна");
        // 'q' with a mark over it has no letter of its own.
        assert_eq!(fitted("aq\u{301}b", 2), "a");
        assert_eq!(fitted("aq\u{301}b", 3), "aq\u{301}");
        assert_eq!(fitted("Айгүл", 0), "");
    }

    #[test]
    fn a_name_brings_nothing_else_into_a_message() {
        assert_eq!(fitted("A\nB\u{202e}: http://x.y/😡", 70), "AB httpx.y");
        assert_eq!(fitted(" - ", 70), "");
        assert_eq!(fitted("O’Нил-Ким", 70), "O’Нил-Ким");
    }

    #[test]
    fn a_latin_name_is_ascii() {
        let all = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ";
        for name in [all, &all.to_lowercase(), "Łukasz ß 😡 é"] {
            assert!(latin_name(name).is_ascii(), "{name}");
        }
        assert_eq!(latin_name("Жанна Қ."), "Zhanna Q.");
    }
}
