//! Looking for words in a searchable text, with the outcome that the index of the search has. `None` says that only the index can tell.

/// Whether each of the words begins some word in a text.
pub(super) fn all_begin_words_in(text: &str, words: &[String]) -> Option<bool> {
    words.iter().try_fold(true, |all, word| Some(all && begins_word_in(text, word)?))
}

/// Whether a word in a text begins with this.
pub(super) fn begins_word_in(text: &str, word: &str) -> Option<bool> {
    for (at, _) in text.match_indices(word) {
        if text[..at].chars().next_back().map_or(Some(true), parts_words)? {
            return Some(true);
        }
    }
    Some(false)
}

/// Whether this is a word in a text.
pub(super) fn is_word_in(text: &str, word: &str) -> Option<bool> {
    for (at, _) in text.match_indices(word) {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        if before.map_or(Some(true), parts_words)? && after.map_or(Some(true), parts_words)? {
            return Some(true);
        }
    }
    Some(false)
}

/// Whether words follow each other in a text, the last of them perhaps going on.
pub(super) fn is_row_in(text: &str, words: &[String]) -> Option<bool> {
    let (first, others) = words.split_first()?;
    for (at, _) in text.match_indices(first.as_str()) {
        if !text[..at].chars().next_back().map_or(Some(true), parts_words)? {
            continue;
        }
        let mut rest = &text[at + first.len()..];
        let mut is_row = true;
        for word in others {
            match next_word(rest, word) {
                Next::Is(behind) => rest = behind,
                Next::IsNot => is_row = false,
                Next::InDoubt => return None,
            }
        }
        if is_row {
            return Some(true);
        }
    }
    Some(false)
}

/// What comes after a word.
enum Next<'t> {
    /// The word that was asked about, perhaps going on, and this behind it.
    Is(&'t str),
    IsNot,
    InDoubt,
}

/// Whether a word is the next in what stands behind another, which must have ended there.
fn next_word<'t>(behind: &'t str, word: &str) -> Next<'t> {
    let mut has_ended = false;
    for (at, c) in behind.char_indices() {
        match parts_words(c) {
            None => return Next::InDoubt,
            Some(true) => has_ended = true,
            Some(false) if has_ended => return behind[at..].strip_prefix(word).map_or(Next::IsNot, Next::Is),
            Some(false) => return Next::IsNot,
        }
    }
    Next::IsNot
}

/// Whether a character stands between words for the index; `None` if that is not sure: it has tables of its own.
fn parts_words(c: char) -> Option<bool> {
    let is_private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
    match c.is_alphanumeric() {
        is_word if is_plain(c) => Some(!is_word),
        false if !is_private => Some(true),
        _ => None,
    }
}

/// Whether all programs agree of a character whether it belongs to a word.
pub(super) fn is_plain(c: char) -> bool {
    c.is_ascii() || matches!(c, '\u{400}'..='\u{52f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn a_word_begins_where_another_ended() {
        assert_eq!(begins_word_in("он «стоял» у ворот", "сто"), Some(true));
        assert_eq!(begins_word_in("достоял", "сто"), Some(false));
        assert_eq!(begins_word_in("достоял, стоял", "стоял"), Some(true));
        assert_eq!((is_word_in("стоял", "стоя"), is_word_in("стоя-стоял", "стоя")), (Some(false), Some(true)));
        assert_eq!(begins_word_in("ⓐстоял", "стоял"), None, "programs differ about this letter");
        assert_eq!(all_begin_words_in("701 123", &words("12 7")), Some(true));
        assert_eq!(all_begin_words_in("701 123", &words("12 8")), Some(false));
    }

    #[test]
    fn words_in_a_row_follow_each_other_and_nothing_stands_between() {
        for (text, holds) in [
            ("8 701 123 45 67", true),
            ("тел.: 8 (701) 123-45-678.", true),
            ("8 701 123 0 45 67", false),
            ("18 701 123 45 67", false),
            ("8 7011 23 45 67", false),
            ("8 701 8 701 123 45 67", true),
            ("8 701 123 45", false),
        ] {
            assert_eq!(is_row_in(text, &words("8 701 123 45 67")), Some(holds), "{text}");
        }
    }
}
