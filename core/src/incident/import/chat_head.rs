//! The beginning of a message in an exported WhatsApp chat: date, time, author.
//!
//! Its form follows the region that the phone is set to, not the language of the words, and nothing in the file names it.

use super::DateOrder;
use jiff::civil::DateTime;

/// Where a message begins.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Head<'l> {
    pub(super) date: [Number; 3],
    /// Hour, minute, second.
    pub(super) time: (u8, u8, Option<u8>),
    pub(super) half: Option<Half>,
    /// Who wrote it; none for what WhatsApp itself says.
    pub(super) author: Option<&'l str>,
    pub(super) body: &'l str,
}

/// A number of a date with its digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: i16,
    pub(super) digits: usize,
}

/// Half of the day, where the clock shows twelve hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    Am,
    Pm,
}

impl<'l> Head<'l> {
    /// The head of a line; `None` for a line that goes on with the message before.
    pub(super) fn read(line: &'l str) -> Option<Self> {
        let mut rest = Rest(line.trim_start_matches(is_mark));
        let in_brackets = rest.eat(|c| c == '[');
        let first = rest.number(4)?;
        let separator = rest.one(|c| matches!(c, '.' | '/' | '-'))?;
        let second = rest.number(2)?;
        rest.one(|c| c == separator)?;
        let third = rest.number(4)?;
        rest.eat(|c| c == ',');
        rest.one(is_space)?;
        let hour = rest.number(2)?;
        let colon = rest.one(|c| matches!(c, ':' | '.'))?;
        let minute = rest.number(2).filter(|minute| minute.digits == 2)?;
        let second_of_minute = if rest.eat(|c| c == colon) { Some(rest.number(2).filter(|second| second.digits == 2)?) } else { None };
        let half = rest.half();
        let end = if in_brackets { "] " } else { " - " };
        let text = match rest.0.strip_prefix(end) {
            Some(text) => text,
            // An empty message: what follows the bracket was trimmed by an editor.
            None if rest.0 == end.trim_end() => "",
            None => return None,
        };
        let (author, body) = match text.split_once(": ").or_else(|| Some((text.strip_suffix(':')?, ""))) {
            Some((author, body)) if !author.trim().is_empty() => (Some(author), body),
            _ => (None, text),
        };
        let byte = |number: Number| u8::try_from(number.value).unwrap_or(u8::MAX);
        let time = (byte(hour), byte(minute), second_of_minute.map(byte));
        Some(Self { date: [first, second, third], time, half, author, body })
    }

    /// The date on the wall, if this order gives one.
    pub(super) fn wall(&self, order: DateOrder) -> Option<DateTime> {
        let [a, b, c] = self.date;
        let (year, month, day) = match order {
            DateOrder::Dmy => (c, b, a),
            DateOrder::Mdy => (c, a, b),
            DateOrder::Ymd => (a, b, c),
        };
        let year = match year.digits {
            2 => 2_000 + year.value,
            4 => year.value,
            _ => return None,
        };
        let (hour, minute, second) = self.time;
        let hour = match self.half {
            None => hour,
            Some(_) if !(1..=12).contains(&hour) => return None,
            Some(Half::Am) => hour % 12,
            Some(Half::Pm) => hour % 12 + 12,
        };
        let small = |number: Number| i8::try_from(number.value).ok();
        let (hour, minute, second) = (hour.cast_signed(), minute.cast_signed(), second.unwrap_or(0).cast_signed());
        DateTime::new(year, small(month)?, small(day)?, hour, minute, second, 0).ok()
    }
}

/// What the dates of a file say of their order, as they are heard one after the other.
#[derive(Clone, Debug, Default)]
pub(super) struct OrderWitness {
    any: bool,
    year_first: bool,
    /// Whether the first, and the second, number is the day, because no month has such a number.
    is_day: [bool; 2],
    /// Whether it went down within a year.
    falls: [bool; 2],
    last: Option<[i16; 3]>,
}

impl OrderWitness {
    pub(super) fn hear(&mut self, date: [Number; 3]) {
        let [a, b, c] = date.map(|number| number.value);
        self.any = true;
        if date[0].digits == 4 || a > 31 {
            self.year_first = true;
            return;
        }
        self.is_day = [self.is_day[0] || a > 12, self.is_day[1] || b > 12];
        // A message is older than the one before by minutes at most: within one year only the day of the month goes down from one to the next.
        if let Some([last_a, last_b, last_c]) = self.last
            && last_c == c
        {
            self.falls[0] |= a < last_a && b >= last_b;
            self.falls[1] |= b < last_b && a >= last_a;
        }
        self.last = Some([a, b, c]);
    }

    /// The one order that fits; `None` if two do, or none does.
    pub(super) fn order(&self) -> Option<DateOrder> {
        let is_known = self.is_day.contains(&true);
        match (self.year_first, if is_known { self.is_day } else { self.falls }) {
            (true, [false, false]) => Some(DateOrder::Ymd),
            (false, [true, false]) => Some(DateOrder::Dmy),
            (false, [false, true]) => Some(DateOrder::Mdy),
            _ => None,
        }
    }

    /// Whether there were any dates.
    pub(super) fn any(&self) -> bool {
        self.any
    }
}

/// Characters without shape that stand before lines, names and words.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// An ordinary space, one that does not break, or a narrow one.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}')
}

/// What is left of a line.
struct Rest<'l>(&'l str);

impl Rest<'_> {
    fn one(&mut self, is: impl Fn(char) -> bool) -> Option<char> {
        let c = self.0.chars().next().filter(|c| is(*c))?;
        self.0 = &self.0[c.len_utf8()..];
        Some(c)
    }

    fn eat(&mut self, is: impl Fn(char) -> bool) -> bool {
        self.one(is).is_some()
    }

    fn number(&mut self, digits_max: usize) -> Option<Number> {
        let digits = self.0.bytes().take_while(u8::is_ascii_digit).count();
        if !(1..=digits_max).contains(&digits) {
            return None;
        }
        let value = self.0[..digits].parse().ok()?;
        self.0 = &self.0[digits..];
        Some(Number { value, digits })
    }

    /// `PM`, `p.m.`, `p. m.` behind any space.
    fn half(&mut self) -> Option<Half> {
        let start = self.0;
        let mut rest = Rest(start);
        rest.one(is_space)?;
        let half = match rest.one(|c| matches!(c, 'a' | 'A' | 'p' | 'P'))? {
            'a' | 'A' => Half::Am,
            _ => Half::Pm,
        };
        rest.eat(|c| c == '.');
        rest.eat(is_space);
        rest.one(|c| matches!(c, 'm' | 'M'))?;
        rest.eat(|c| c == '.');
        self.0 = rest.0;
        Some(half)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wall(line: &str, order: DateOrder) -> String {
        Head::read(line).unwrap().wall(order).unwrap().to_string()
    }

    #[test]
    fn every_region_s_form_is_read() {
        for (line, order, expected) in [
            ("12.03.2025, 21:05 - Сосед: x", DateOrder::Dmy, "2025-03-12T21:05:00"),
            ("12.03.2025 21:05 - Сосед: x", DateOrder::Dmy, "2025-03-12T21:05:00"),
            ("\u{200e}[12.03.25, 21:05:33] ~\u{202f}Сосед: x", DateOrder::Dmy, "2025-03-12T21:05:33"),
            ("[3/18/22, 14:56:00] A: x", DateOrder::Mdy, "2022-03-18T14:56:00"),
            ("3/18/22, 2:56\u{202f}PM - A: x", DateOrder::Mdy, "2022-03-18T14:56:00"),
            ("18/3/22, 12:56 a. m. - A: x", DateOrder::Dmy, "2022-03-18T00:56:00"),
            ("18/3/22, 12:56\u{a0}p.\u{a0}m. - A: x", DateOrder::Dmy, "2022-03-18T12:56:00"),
            ("2022-03-18, 14.56 - A: x", DateOrder::Ymd, "2022-03-18T14:56:00"),
            ("[2022/3/18, 14:56:07] A: x", DateOrder::Ymd, "2022-03-18T14:56:07"),
        ] {
            assert_eq!(wall(line, order), expected, "{line}");
            assert_eq!(Head::read(line).unwrap().body, "x");
        }
    }

    #[test]
    fn what_goes_on_with_the_message_before_is_no_head() {
        for line in [
            "",
            "второй раз",
            "12.03.2025",
            "12.03.2025, 21:05",
            "12.03/2025, 21:05 - A: x",
            "в 12.03.2025, 21:05 - A: x",
            "12.03.2025, 21:5 - A: x",
        ] {
            assert_eq!(Head::read(line), None, "{line}");
        }
        let system = Head::read("12.03.2025, 21:05 - Вы создали группу").unwrap();
        assert_eq!((system.author, system.body), (None, "Вы создали группу"));
        assert_eq!(Head::read("12.03.2025, 25:05 - A: x").unwrap().wall(DateOrder::Dmy), None);
    }

    fn order(dates: &[&str]) -> Option<DateOrder> {
        let mut witness = OrderWitness::default();
        for date in dates {
            witness.hear(Head::read(&format!("{date}, 21:05 - A: x")).unwrap().date);
        }
        witness.order()
    }

    #[test]
    fn the_order_is_that_which_alone_fits_or_is_asked_for() {
        assert_eq!(order(&["13.03.25"]), Some(DateOrder::Dmy));
        assert_eq!(order(&["3/13/25"]), Some(DateOrder::Mdy));
        assert_eq!(order(&["2025-03-04"]), Some(DateOrder::Ymd));
        assert_eq!(order(&["09.03.25", "02.04.25"]), Some(DateOrder::Dmy));
        assert_eq!(order(&["3/9/25", "4/2/25"]), Some(DateOrder::Mdy));
        assert_eq!(order(&["03.04.25", "03.05.25", "04.05.25"]), None);
        assert_eq!(order(&["12.11.24", "01.02.25"]), None, "another year");
        assert_eq!(order(&["13.03.25", "03.13.25"]), None, "no order fits both");
        assert_eq!(order(&[]), None);
    }

    proptest! {
        #[test]
        fn no_line_traps_it(line in "[0-9.,/: \\-\\[\\]apmAPM\u{200e}\u{202f}]{0,30}|\\PC{0,40}") {
            if let Some(head) = Head::read(&line) {
                for order in [DateOrder::Dmy, DateOrder::Mdy, DateOrder::Ymd] {
                    let _ = head.wall(order);
                }
            }
        }
    }
}
