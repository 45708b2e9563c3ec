//! Which column of a table says what: by its heading, in three languages.

use serde::Serialize;

/// What a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// The other party.
    Number,
    /// "Number" alone: in a bill the subscriber's own, in a plain table the other party's.
    BareNumber,
    /// The subscriber's own number. Not read, but not to be taken for the other's.
    OwnNumber,
    Date,
    /// The time of day, if it stands apart from the date.
    Time,
    Direction,
    Duration,
    /// Call, message or something else.
    Service,
    Name,
    Text,
}

pub(super) const COLUMNS: usize = Column::Text as usize + 1;

/// Headings in lower case. Russian and English ones are those of real tables, as far as such were found; the Kazakh ones are their translations.
const HEADINGS: [(Column, &[&str]); COLUMNS] = [
    (
        Column::Number,
        &[
            "номер б",
            "б номер",
            "вызываемый номер",
            "номер собеседника",
            "b-number",
            "b number",
            "called",
            "called number",
            "контрагент",
            "number",
            "phone",
            "phone number",
            "address",
            "телефон",
            "номер телефона",
            "б нөмірі",
            "нөмір",
            "телефон нөмірі",
            "шақырылған нөмір",
        ],
    ),
    (Column::BareNumber, &["номер"]),
    (
        Column::OwnNumber,
        &["номер абонента", "абонент", "msisdn", "subscriber", "номер а", "a-number", "a number", "абонент нөмірі", "а нөмірі"],
    ),
    (
        Column::Date,
        &[
            "дата и время",
            "дата",
            "date",
            "datetime",
            "date and time",
            "начало",
            "начало звонка",
            "start",
            "күні",
            "күні мен уақыты",
            "күні және уақыты",
            "басталуы",
        ],
    ),
    (Column::Time, &["время", "time", "уақыты"]),
    (Column::Direction, &["направление", "тип", "direction", "call type", "type", "бағыты", "түрі"]),
    (Column::Duration, &["длительность", "продолжительность", "duration", "ұзақтығы"]),
    (Column::Service, &["услуга", "вид услуги", "вид связи", "service", "қызмет", "қызмет түрі"]),
    (Column::Name, &["имя", "name", "контакт", "contact", "contact name", "аты", "есімі"]),
    (Column::Text, &["текст", "сообщение", "text", "body", "message", "мәтін", "хабарлама"]),
];

/// Where each [`Column`] stands.
#[derive(Debug)]
pub(super) struct Columns {
    at: [Option<usize>; COLUMNS],
    /// The headings as they stand in the file.
    headings: Vec<String>,
    /// Durations without a colon are whole minutes, which say nothing of the seconds.
    pub(super) in_minutes: bool,
    /// Whether nothing had to be guessed.
    pub(super) sure: bool,
}

impl Columns {
    /// The columns under these headings, if numbers and dates are among them.
    pub(super) fn named(headings: &[String]) -> Option<Self> {
        let texts: Vec<String> = headings.iter().map(|text| heading(text)).collect();
        let mut columns = Self { at: [None; COLUMNS], headings: headings.to_vec(), in_minutes: false, sure: true };
        // All exact headings go first: `Номер Б` begins with `номер`, which is something else.
        for (at, heading) in texts.iter().enumerate() {
            let column = exact(heading);
            let twice = column.is_some_and(|column| decides(column) && columns.at[column as usize].is_some());
            columns.sure &= !twice;
            columns.set(column, at);
        }
        for (at, heading) in texts.iter().enumerate() {
            if exact(heading).is_some() {
                continue;
            }
            let column = by_beginning(heading);
            let used = column.is_some_and(|column| decides(column) && columns.at[column as usize].is_none());
            columns.sure &= !used;
            columns.set(column, at);
        }
        let bare = columns.at[Column::BareNumber as usize];
        if columns.at[Column::Number as usize].is_none() {
            columns.at[Column::Number as usize] = bare;
            // In a bill it may be her own.
            columns.sure = false;
        }
        columns.whole()
    }

    /// The columns that she named by their headings, and no other; `None` if one of the headings is not here.
    pub(super) fn given(headings: &[String], given: &[(Column, String)]) -> Option<Self> {
        let mut columns = Self { at: [None; COLUMNS], headings: headings.to_vec(), in_minutes: false, sure: true };
        for (column, name) in given {
            let name = heading(name);
            columns.at[*column as usize] = Some(headings.iter().position(|text| heading(text) == name)?);
        }
        columns.whole()
    }

    fn whole(mut self) -> Option<Self> {
        let is_there = |column: Column| self.at[column as usize].is_some();
        if !is_there(Column::Number) || !is_there(Column::Date) {
            return None;
        }
        let duration = self.at[Column::Duration as usize].map_or(String::new(), |at| heading(&self.headings[at]));
        self.in_minutes = duration.contains("мин") && !duration.contains("сек") || duration.contains("min") && !duration.contains("sec");
        Some(self)
    }

    /// The value of a column in a record.
    pub(super) fn value<'f>(&self, fields: &'f [String], column: Column) -> &'f str {
        self.at[column as usize].and_then(|at| fields.get(at)).map_or("", String::as_str)
    }

    /// What was taken for what.
    pub(super) fn guesses(&self) -> Vec<ColumnGuess> {
        let guess = |(name, column): (&'static str, Column)| {
            let at = self.at[column as usize]?;
            Some(ColumnGuess { column: name, heading: self.headings[at].clone() })
        };
        NAMES.into_iter().filter_map(guess).collect()
    }

    /// The first column of a kind counts.
    fn set(&mut self, column: Option<Column>, at: usize) {
        if let Some(column) = column {
            self.at[column as usize].get_or_insert(at);
        }
    }
}

/// Which heading of a table was taken for what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ColumnGuess {
    /// As [`Options::columns`](super::Options::columns) names it.
    pub column: &'static str,
    /// The heading as it stands in the file.
    pub heading: String,
}

/// What she calls the columns.
const NAMES: [(&str, Column); 8] = [
    ("when", Column::Date),
    ("time", Column::Time),
    ("number", Column::Number),
    ("direction", Column::Direction),
    ("duration", Column::Duration),
    ("service", Column::Service),
    ("name", Column::Name),
    ("text", Column::Text),
];

/// The column of this name.
pub(super) fn column_named(name: &str) -> Option<Column> {
    NAMES.into_iter().find(|(known, _)| *known == name).map(|(_, column)| column)
}

/// Whether a wrong guess would make a wrong act: another number, another time, another way.
fn decides(column: Column) -> bool {
    matches!(column, Column::Number | Column::Date | Column::Time | Column::Direction)
}

/// A heading in lower case with single spaces.
fn heading(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn exact(heading: &str) -> Option<Column> {
    HEADINGS.iter().find(|(_, names)| names.contains(&heading)).map(|(column, _)| *column)
}

/// The column whose name the heading begins with, the longest one: `Длительность, мин:сек`.
fn by_beginning(heading: &str) -> Option<Column> {
    let begins = |name: &str| heading.strip_prefix(name).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    let names = HEADINGS.iter().flat_map(|(column, names)| names.iter().map(move |name| (*column, *name)));
    names.filter(|(_, name)| begins(name)).max_by_key(|(_, name)| name.len()).map(|(column, _)| column)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(line: &str) -> Option<Columns> {
        Columns::named(&line.split(';').map(str::to_owned).collect::<Vec<_>>())
    }

    fn at(columns: &Columns, column: Column) -> Option<usize> {
        columns.at[column as usize]
    }

    #[test]
    fn headings_are_matched_exactly_first() {
        let bill = columns("№;Номер А;Номер Б;Начало звонка;Длительность мин.;Направление;Сумма").unwrap();
        assert_eq!(at(&bill, Column::Number), Some(2));
        assert_eq!(at(&bill, Column::OwnNumber), Some(1));
        assert_eq!(at(&bill, Column::Date), Some(3));
        assert_eq!(at(&bill, Column::Duration), Some(4));
        let bill = columns("Номер;Вызываемый номер (кому);Дата\u{a0}и  время (местное)").unwrap();
        assert_eq!((at(&bill, Column::Number), at(&bill, Column::Date)), (Some(1), Some(2)));
        assert!(columns("Номер абонента;Дата").is_none(), "her own number is nobody's call");
        assert!(columns("номерной знак;датасет").is_none());
    }

    #[test]
    fn only_what_is_known_word_for_word_is_sure() {
        assert!(columns("Дата и время;Направление;Номер абонента;Номер Б;Длительность, сек").unwrap().sure);
        for unsure in ["Номер;Дата", "Дата разговора;Номер Б", "Дата;Номер Б;Телефон", "Дата;Номер Б;Направление вызова"]
        {
            assert!(!columns(unsure).unwrap().sure, "{unsure}");
        }
        let headings = ["Кто".to_owned(), "Когда".to_owned()];
        let given = [(Column::Number, "кто".to_owned()), (Column::Date, "Когда ".to_owned())];
        let named = Columns::given(&headings, &given).unwrap();
        assert_eq!((at(&named, Column::Number), at(&named, Column::Date), named.sure), (Some(0), Some(1), true));
        assert!(Columns::given(&headings, &[(Column::Number, "кому".to_owned())]).is_none());
        assert_eq!(named.guesses()[0], ColumnGuess { column: "when", heading: "Когда".to_owned() });
    }
}
