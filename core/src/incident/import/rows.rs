//! The rows of a file in any of the formats, which is known by what is in it.

use super::archive::Container;
use super::chat::{self, ChatRows, Plan, author_of};
use super::columns::ColumnGuess;
use super::input::Input;
use super::json::{Json, JsonError};
use super::own::OwnRows;
use super::row::Row;
use super::sheet::{SheetRows, Workbook};
use super::table::TableRows;
use super::tags::Tags;
use super::telegram::TelegramRows;
use super::xml::{Root, XmlRows};
use super::{ColumnChoice, DateOrder, LogError, OFFSET_MAX_MIN, Options, Rejected, Source, unreadable};
use std::collections::HashSet;
use std::io::Read;

/// In so many bytes a file shows what it is.
const DETECT_BYTES: usize = 64 * 1024;

/// What the rows are read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To be counted: what she has not said yet is no hindrance.
    List,
    /// To be taken in: what has to be said is asked for.
    Import,
    /// To be looked at as they are.
    #[cfg(test)]
    Read,
}

/// What a file is.
#[derive(Debug)]
enum Format {
    Xml,
    Table,
    Sheet(Workbook),
    Chat(Plan),
    Telegram,
    Own { array: bool },
}

/// The rows of a file.
pub(super) enum Rows<'a> {
    Xml(XmlRows<'a>),
    Table(TableRows<'a>),
    Sheet(TableRows<'a>),
    Chat(ChatRows<'a>, Plan),
    Telegram(TelegramRows<'a>),
    Own(OwnRows<'a>),
}

/// Opens a file, lets `work` read its rows, and returns what came of it.
pub(super) fn with_rows<T>(
    source: &mut dyn Source,
    options: &Options,
    purpose: Purpose,
    progress: &mut dyn FnMut(u64),
    work: impl FnOnce(&mut Rows<'_>) -> Result<T, LogError>,
) -> Result<T, LogError> {
    if options.offset_min.is_some_and(|offset| offset.unsigned_abs() > OFFSET_MAX_MIN) {
        return Err(LogError::Invalid { field: "offset", why: "offset-out-of-range" });
    }
    let mut container = Container::open(source)?;
    let format = Format::of(&mut container)?;
    let mut options = options.clone();
    match purpose {
        Purpose::List => format.make_up(&mut options),
        Purpose::Import => format.ask(&mut container, &options)?,
        #[cfg(test)]
        Purpose::Read => {}
    }
    let mut rows = Rows::open(format, &mut container, options.clone(), progress)?;
    if let (Purpose::Import, Rows::Table(table) | Rows::Sheet(table)) = (purpose, &rows)
        && options.columns == ColumnChoice::Known
        && !table.columns().sure
    {
        return Err(refused("columns-unsure"));
    }
    work(&mut rows)
}

impl Format {
    fn of(container: &mut Container<'_>) -> Result<Self, LogError> {
        if container.is_sheet() {
            return Ok(Self::Sheet(Workbook::read(container)?));
        }
        let mut ahead = Vec::new();
        container.main()?.take(DETECT_BYTES as u64).read_to_end(&mut ahead).map_err(unreadable)?;
        let is_all = ahead.len() < DETECT_BYTES;
        let text = ahead.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&ahead).trim_ascii_start();
        match text {
            [] if is_all => return Err(refused("empty-file")),
            [b'<', ..] => return Ok(Self::Xml),
            [b'{', ..] if is_own(text) => return Ok(Self::Own { array: false }),
            [b'{', ..] => return Ok(Self::Telegram),
            _ => {}
        }
        // A bracket begins an array, or the date of a chat.
        if chat::begins(text) {
            let mut ignore = |_| ();
            let input = Input::new(container.main()?, &mut ignore).map_err(unreadable)?;
            return Plan::read(input).map_err(unreadable)?.map(Self::Chat).ok_or(refused("not-an-export"));
        }
        Ok(if text.starts_with(b"[") { Self::Own { array: true } } else { Self::Table })
    }

    /// Fills in what she has not said, for counting.
    fn make_up(&self, options: &mut Options) {
        let Self::Chat(plan) = self else { return };
        if options.offset_min.is_none() && options.region.is_none() {
            options.offset_min = Some(0);
        }
        options.date_order = options.date_order.or(plan.order).or(Some(DateOrder::Dmy));
    }

    /// Refuses an import for which something has to be said first, or was said wrongly.
    fn ask(&self, container: &mut Container<'_>, options: &Options) -> Result<(), LogError> {
        match self {
            Self::Chat(plan) => {
                if let Some(first) = asks_of_chat(plan, options).first() {
                    return Err(refused(first));
                }
                let me = options.me.as_deref().map(author_of).unwrap_or_default();
                if me.is_empty() || plan.authors.contains(&me) { Ok(()) } else { Err(refused("owner-not-in-chat")) }
            }
            Self::Telegram => ask_owner(container, options),
            _ => Ok(()),
        }
    }
}

/// What has to be said before a chat is taken in.
fn asks_of_chat(plan: &Plan, options: &Options) -> Vec<&'static str> {
    let questions = [
        ("date-order-unknown", options.date_order.or(plan.order).is_none()),
        ("offset-needed", options.offset_min.is_none() && options.region.is_none()),
        ("owner-needed", options.me.is_none()),
    ];
    questions.into_iter().filter(|(_, open)| *open).map(|(why, _)| why).collect()
}

/// Reads a Telegram file once to see whether it is known whose it is.
fn ask_owner(container: &mut Container<'_>, options: &Options) -> Result<(), LogError> {
    let mut ignore = |_| ();
    let input = Input::new(container.main()?, &mut ignore).map_err(unreadable)?;
    let mut rows = TelegramRows::new(Json::new(input), options.clone());
    let Some(me) = &options.me else {
        while rows.next().map_err(not_read)?.is_some() {}
        return if rows.owner().is_some() { Ok(()) } else { Err(refused("owner-needed")) };
    };
    // By account: a name may be that of two.
    let mut named: HashSet<String> = HashSet::new();
    while let Some(row) = rows.next().map_err(not_read)? {
        if let Some(author) = row.ok().filter(|row| row.own).and_then(|row| row.author) {
            named.insert(author);
        }
    }
    if me.is_empty() || named.len() == 1 { Ok(()) } else { Err(refused("owner-not-in-chat")) }
}

/// Whether the first line of a file is an object of Pana's own form.
fn is_own(text: &[u8]) -> bool {
    let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let object: Option<serde_json::Value> = serde_json::from_slice(line).ok();
    object.is_some_and(|object| object.get("at").is_some() && object.get("kind").is_some())
}

impl<'a> Rows<'a> {
    fn open<'c: 'a>(
        format: Format,
        container: &'a mut Container<'c>,
        options: Options,
        progress: &'a mut dyn FnMut(u64),
    ) -> Result<Self, LogError> {
        if let Format::Sheet(book) = format {
            let name = book.sheet().to_owned();
            let sheet = container.named(&name)?.ok_or(refused("not-an-export"))?;
            let rows = TableRows::of_sheet(SheetRows::new(sheet, book), options).map_err(unreadable)?;
            return rows.map(Self::Sheet).ok_or(refused("not-an-export"));
        }
        let input = Input::new(container.main()?, progress).map_err(unreadable)?;
        let rows = match format {
            Format::Xml => XmlRows::new(Tags::new(input)).map_err(unreadable)?.map(Self::Xml),
            Format::Table | Format::Sheet(_) => TableRows::of_text(input, options).map_err(unreadable)?.map(Self::Table),
            Format::Chat(plan) => Some(Self::Chat(ChatRows::new(input, options, &plan), plan)),
            Format::Telegram => Some(Self::Telegram(TelegramRows::new(Json::new(input), options))),
            Format::Own { array } => Some(Self::Own(OwnRows::new(input, options, array))),
        };
        rows.ok_or(refused("not-an-export"))
    }

    /// The next row or mistake; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Result<Row, Rejected>>, LogError> {
        match self {
            Self::Xml(rows) => rows.next().map_err(unreadable),
            Self::Table(rows) | Self::Sheet(rows) => rows.next().map_err(unreadable),
            Self::Chat(rows, _) => rows.next().map_err(unreadable),
            Self::Telegram(rows) => rows.next().map_err(not_read),
            Self::Own(rows) => rows.next().map_err(not_read),
        }
    }

    /// What the log calls the format.
    pub(super) fn format(&self) -> &'static str {
        match self {
            Self::Xml(rows) if rows.root() == Root::Calls => "calls-xml",
            Self::Xml(_) => "sms-xml",
            Self::Table(_) => "csv",
            Self::Sheet(_) => "xlsx",
            Self::Chat(..) => "whatsapp",
            Self::Telegram(_) => "telegram",
            Self::Own(_) => "json",
        }
    }

    /// Whether rows are chosen by their authors.
    pub(super) fn is_chat(&self) -> bool {
        matches!(self, Self::Chat(..) | Self::Telegram(_))
    }

    /// What has to be said before the rows are taken in; known once they were read.
    pub(super) fn asks(&self, options: &Options) -> Vec<&'static str> {
        match self {
            Self::Chat(_, plan) => asks_of_chat(plan, options),
            Self::Telegram(rows) if rows.owner().is_none() => vec!["owner-needed"],
            Self::Table(rows) | Self::Sheet(rows) if !rows.columns().sure && options.columns == ColumnChoice::Known => {
                vec!["columns-unsure"]
            }
            _ => Vec::new(),
        }
    }

    /// Which heading of a table was taken for what.
    pub(super) fn columns(&self) -> Vec<ColumnGuess> {
        match self {
            Self::Table(rows) | Self::Sheet(rows) => rows.columns().guesses(),
            _ => Vec::new(),
        }
    }
}

fn refused(why: &'static str) -> LogError {
    LogError::Import { why }
}

fn not_read(error: JsonError) -> LogError {
    match error {
        JsonError::Io(error) => unreadable(error),
        JsonError::TooDeep => refused("json-too-deep"),
        JsonError::Malformed => refused("not-an-export"),
    }
}
