//! Plots of plain text, at most 80 columns wide.

use pana_core::incident::Amount;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns of a terminal that nobody widened.
pub(crate) const WIDTH: usize = 80;
/// Columns of a label: longer ones are shortened.
pub(crate) const LABEL_MAX: usize = 30;
const BAR: usize = 30;
const CHART_ROWS: usize = 6;
/// Blocks that fill a cell by eighths, from the left and from below.
const FROM_LEFT: [char; 9] = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];
const FROM_BELOW: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// What is only roughly known.
const ROUGHLY: char = '░';
/// Shades of a heat map, the last for the most.
const SHADES: [char; 4] = ['░', '▒', '▓', '█'];
/// Only acts at a time that is roughly known: they have no share in the scale, for one wide guess would leave all the rest pale.
const ABOUT: char = '≈';
/// Nothing happened there.
const NOTHING: char = '·';

/// `40`, `≈300` or `40 + ≈300`.
pub(crate) fn amount(acts: Amount) -> String {
    match acts {
        Amount { exact, about: 0 } => exact.to_string(),
        Amount { exact: 0, about } => format!("≈{about}"),
        Amount { exact, about } => format!("{exact} + ≈{about}"),
    }
}

/// One bar a line, all of one scale, with its label before it and its amount behind it.
pub(crate) fn bars(rows: &[(String, Amount)]) -> String {
    bars_saying(&rows.iter().map(|(label, acts)| (label.clone(), *acts, amount(*acts))).collect::<Vec<_>>())
}

/// The same, with words of the caller's behind each bar.
pub(crate) fn bars_saying(rows: &[(String, Amount, String)]) -> String {
    let labels: Vec<String> = rows.iter().map(|(label, ..)| shortened(label, LABEL_MAX)).collect();
    let width = labels.iter().map(|label| label.width()).max().unwrap_or(0);
    let most = rows.iter().map(|(_, acts, _)| acts.total()).max().unwrap_or(0);
    let lines = labels.iter().zip(rows).map(|(label, (_, acts, said))| {
        let gap = " ".repeat(width - label.width() + 2);
        let line = format!("{label}{gap}{} {said}", bar(*acts, most));
        format!("  {}\n", line.trim_end())
    });
    lines.collect()
}

/// What was counted in full blocks, then what is only roughly known in shaded ones.
fn bar(acts: Amount, most: u64) -> String {
    let eighths = scaled(acts.exact, most, 8 * BAR);
    let cells = scaled(acts.total(), most, 8 * BAR).div_ceil(8);
    let mut bar: String = (0..eighths / 8).map(|_| FROM_LEFT[8]).collect();
    if !eighths.is_multiple_of(8) {
        bar.push(FROM_LEFT[eighths % 8]);
    }
    let shown = bar.chars().count();
    bar.extend((shown..cells).map(|_| ROUGHLY));
    bar
}

/// One column an amount, drawn upward from a line, with the largest amount beside its height.
pub(crate) fn columns(amounts: &[Amount]) -> String {
    let most = amounts.iter().map(|acts| acts.total()).max().unwrap_or(0);
    let top = most.to_string();
    let margin = top.chars().count();
    let mut out = String::new();
    for row in (0..CHART_ROWS).rev() {
        let label = if row == CHART_ROWS - 1 { &top } else { "" };
        let cells: String = amounts.iter().map(|acts| cell(*acts, most, row)).collect();
        out.extend([format!("  {label:>margin$} │"), format!("{}\n", cells.trim_end())]);
    }
    out + &format!("  {:>margin$} └{}\n", "0", "─".repeat(amounts.len()))
}

/// The cell of a column in one row, counted from below.
fn cell(acts: Amount, most: u64, row: usize) -> char {
    let exact = scaled(acts.exact, most, 8 * CHART_ROWS).saturating_sub(8 * row);
    let total = scaled(acts.total(), most, 8 * CHART_ROWS).saturating_sub(8 * row);
    match (exact, total) {
        (0, 0) => ' ',
        (0, _) => ROUGHLY,
        _ => FROM_BELOW[exact.min(8)],
    }
}

/// Marks under columns: each label begins under its column; one that finds no room is left out.
pub(crate) fn marks(indent: usize, labels: &[(usize, String)]) -> String {
    let mut line = String::new();
    for (column, label) in labels {
        let at = indent + column;
        let used = line.chars().count();
        let fits = at + label.chars().count() <= WIDTH;
        if fits && (used == 0 || used < at) {
            line += &" ".repeat(at - used);
            line += label;
        }
    }
    line + "\n"
}

/// Two columns an hour, a line a day.
pub(crate) fn heat(days: &[(String, [Amount; 24])]) -> String {
    let most = days.iter().flat_map(|(_, hours)| hours).map(|acts| acts.exact).max().unwrap_or(0);
    let rows: Vec<_> = days.iter().map(|(day, hours)| (day.clone(), hours.map(|acts| shade(acts, most)).to_vec())).collect();
    let hours: Vec<_> = (0..24).step_by(3).map(|hour| (hour, format!("{hour:02}"))).collect();
    grid(&rows, 2, &hours)
}

/// A line a row, each of its cells so many columns wide, and marks under cells.
pub(crate) fn grid(rows: &[(String, Vec<char>)], columns: usize, marked: &[(usize, String)]) -> String {
    let width = rows.iter().map(|(label, _)| label.width()).max().unwrap_or(0);
    let lines = rows.iter().map(|(label, cells)| {
        let cells: String = cells.iter().flat_map(|cell| std::iter::repeat_n(*cell, columns)).collect();
        format!("  {label}{} {cells}\n", " ".repeat(width - label.width()))
    });
    let marked: Vec<_> = marked.iter().map(|(cell, label)| (columns * cell, label.clone())).collect();
    lines.collect::<String>() + &marks(width + 3, &marked)
}

/// What was counted as one of [`SHADES`], the last for the most.
pub(crate) fn shade(acts: Amount, most: u64) -> char {
    match scaled(acts.exact, most, SHADES.len()) {
        0 if acts.about > 0 => ABOUT,
        0 => NOTHING,
        shade => SHADES[shade - 1],
    }
}

/// A share of `most` in so many steps, rounded up, so that no act is drawn as none.
pub(crate) fn scaled(acts: u64, most: u64, steps: usize) -> usize {
    let share = u128::from(acts) * steps as u128;
    usize::try_from(share.div_ceil(u128::from(most.max(1)))).unwrap_or(steps).min(steps)
}

/// Words in lines that fit, indented.
pub(crate) fn wrapped(text: &str) -> String {
    let mut out = String::new();
    let mut used = WIDTH;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        let begins_line = used + 1 + length > WIDTH;
        out += if !begins_line {
            " "
        } else if out.is_empty() {
            "  "
        } else {
            "\n  "
        };
        used = if begins_line { 2 } else { used + 1 } + length;
        out += word;
    }
    out + "\n"
}

/// Text of at most so many columns and characters, with an ellipsis for what is cut off.
pub(crate) fn shortened(text: &str, max: usize) -> String {
    // Marks that combine have no width of their own: as characters they count.
    if text.width() <= max && text.chars().count() <= max {
        return text.to_owned();
    }
    let mut columns = 0;
    let fits = |c: &char| {
        columns += c.width().unwrap_or(0);
        columns < max
    };
    text.chars().take(max - 1).take_while(fits).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(exact: u64) -> Amount {
        Amount { exact, about: 0 }
    }

    #[test]
    fn bars_have_one_scale_and_show_what_is_only_roughly_known() {
        let drawn = bars(&[
            ("Calls".to_owned(), exact(300)),
            ("Visits".to_owned(), Amount { exact: 5, about: 145 }),
            ("None".to_owned(), exact(0)),
        ]);
        let lines: Vec<_> = drawn.lines().collect();
        assert_eq!(lines[0], format!("  Calls   {} 300", "█".repeat(30)));
        assert_eq!(lines[1], format!("  Visits  ▌{} 5 + ≈145", "░".repeat(14)));
        assert_eq!(lines[2], "  None     0");
    }

    #[test]
    fn the_least_is_still_drawn() {
        assert_eq!(bar(exact(1), 1_000_000), "▏");
        assert_eq!(bar(Amount { exact: 0, about: 1 }, 1_000_000), "░");
        assert!(columns(&[exact(1), exact(1_000_000)]).lines().nth(5).is_some_and(|lowest| lowest.contains("│▁█")));
        assert_eq!(shade(exact(1), 1_000_000), '░');
        assert_eq!((shade(Amount { exact: 0, about: 300 }, 2), shade(Amount { exact: 2, about: 300 }, 2)), ('≈', '█'));
    }

    #[test]
    fn columns_stand_on_a_line_with_the_largest_beside_it() {
        let drawn = columns(&[exact(12), Amount { exact: 2, about: 4 }, exact(0)]);
        let expected = "  12 │█\n     │█\n     │█\n     │█░\n     │█░\n     │██\n   0 └───\n";
        assert_eq!(drawn, expected);
    }

    #[test]
    fn marks_begin_under_their_columns_and_never_overlap() {
        let labels = [(0, "2025".to_owned()), (3, "left out".to_owned()), (6, "2026".to_owned()), (76, "too far".to_owned())];
        assert_eq!(marks(2, &labels), "  2025  2026\n");
    }

    #[test]
    fn a_week_of_hours_has_lines_of_one_length() {
        let mut hours = [exact(0); 24];
        hours[23] = exact(4);
        hours[0] = exact(1);
        let drawn = heat(&[("Mon".to_owned(), hours), ("Tue".to_owned(), [exact(0); 24])]);
        let lines: Vec<_> = drawn.lines().collect();
        assert_eq!(lines[0], format!("  Mon ░░{}██", "·".repeat(44)));
        assert_eq!(lines[1], format!("  Tue {}", "·".repeat(48)));
        assert!(lines[2].starts_with("      00    03    06"));
        assert!(lines.iter().all(|line| line.chars().count() <= WIDTH));
    }

    #[test]
    fn words_are_wrapped_to_the_width_and_none_is_lost() {
        let text = "сөз ".repeat(60) + &"ш".repeat(200) + " end";
        let lines = wrapped(&text);
        assert!(lines.lines().all(|line| line.starts_with("  ") && (line.chars().count() <= WIDTH || line.contains("ш"))), "{lines}");
        assert_eq!(lines.split_whitespace().collect::<Vec<_>>(), text.split_whitespace().collect::<Vec<_>>());
        assert!(lines.lines().next().is_some_and(|line| line.chars().count() > WIDTH - 4));
    }

    #[test]
    fn a_long_label_leaves_room_for_its_bar() {
        let drawn = bars(&[("й".repeat(60), Amount { exact: 999_999_999, about: 999_999_999 })]);
        assert!(drawn.lines().all(|line| line.chars().count() <= 2 + LABEL_MAX + 2 + BAR + 1 + 23), "{drawn}");
        assert!(drawn.contains(&format!("{}…", "й".repeat(29))));
    }

    #[test]
    fn wide_and_combining_characters_are_cut_by_what_they_take() {
        assert_eq!(shortened(&"家".repeat(20), 8), "家家家…");
        assert_eq!(shortened("家家家家", 8), "家家家家");
        assert_eq!(shortened(&format!("a{}", "\u{301}".repeat(200)), 8).chars().count(), 8);
        let drawn = bars(&[("家".to_owned(), exact(1)), ("ab".to_owned(), exact(1))]);
        assert_eq!(drawn.lines().map(|line| line.find('█')).collect::<Vec<_>>(), [Some(7), Some(6)], "two columns of three bytes");
    }
}
