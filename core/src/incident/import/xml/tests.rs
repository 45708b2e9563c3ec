//! Rows of "SMS Backup & Restore" as the app writes them, and as it should not.

use super::super::tests::{Repeating, rejected, rows, rows_of, taken};
use super::*;
use crate::incident::import::Options;
use crate::incident::import::rows::{Purpose, Rows, with_rows};

const HEAD: &str = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n\
    <!--File Created By SMS Backup & Restore v10.20.002 on 12/03/2025 <sms -->\n\
    <?xml-stylesheet type=\"text/xsl\" href=\"sms.xsl\"?>\n";

fn calls(rows: &str) -> String {
    format!("{HEAD}<calls count=\"1\" backup_set=\"0\" backup_date=\"1741795600000\" type=\"full\">\n{rows}\n</calls>\n")
}

fn messages(rows: &str) -> String {
    format!("\u{feff}{HEAD}<smses count=\"null\">\n{rows}\n</smses>")
}

fn one(file: &str) -> Row {
    let mut rows = taken(rows(file));
    assert_eq!(rows.len(), 1, "{file}");
    rows.remove(0)
}

#[test]
fn a_call_is_read() {
    let row = one(&calls(
        "<call number=\"8 701 000 00 01\" duration=\"72\" date=\"1741795500000\" type=\"1\" presentation=\"1\" \
         subscription_id=\"null\" post_dial_digits=\"\" readable_date=\"12 мар. 2025 г. 21:05:00\" contact_name=\"Сосед\" />",
    ));
    assert_eq!(row.numbers, ["+77010000001"]);
    assert_eq!((row.kind, row.direction, row.seconds), (CALL, Direction::Incoming, Some(72)));
    assert_eq!(row.at.to_string(), "2025-03-12T21:05:00+05:00");
    assert_eq!(row.name.as_deref(), Some("Сосед"));
}

#[test]
fn before_march_2024_the_clock_stood_six_hours_ahead() {
    assert_eq!(one(&calls("<call number='1' date='1706790600000' />")).at.to_string(), "2024-02-01T18:30:00+06:00");
}

#[test]
fn call_types_and_unknown_codes_are_taken() {
    let codes = ["1", "2", "3", "4", "5", "6", "7", "8", "1000", "-3", "null", "x", ""];
    let file = codes.map(|code| format!("<call number=\"102\" date=\"1741795500000\" type=\"{code}\"/>")).join("\n");
    let directions: Vec<_> = taken(rows(&calls(&file))).iter().map(|row| row.direction).collect();
    let known = [
        Direction::Incoming,
        Direction::Outgoing,
        Direction::Missed,
        Direction::Voicemail,
        Direction::Rejected,
        Direction::Blocked,
        Direction::AnsweredElsewhere,
    ];
    assert_eq!(directions[..7], known);
    assert_eq!(directions[7..], [Direction::Unknown; 6]);
}

#[test]
fn message_types_are_taken() {
    let file = ["1", "2", "3", "4", "5", "6", "9"].map(|code| format!("<sms address='Kaspi' date='1741795500000' type='{code}' body=''/>"));
    let directions: Vec<_> = taken(rows(&messages(&file.join("")))).iter().map(|row| row.direction).collect();
    let (out, unknown) = (Direction::Outgoing, Direction::Unknown);
    assert_eq!(directions, [Direction::Incoming, out, Direction::Draft, out, Direction::Failed, out, unknown]);
}

#[test]
fn withheld_numbers_are_empty() {
    for attributes in [
        "number=\"\"",
        "number=\"-1\"",
        "number=\"-2\"",
        "number=\"-3\"",
        "number=\"null\"",
        "",
        "number=\"x\" presentation=\"2\"",
        "presentation=\"3\" number=\"x\"",
        "presentation=\"4\" number=\"x\"",
    ] {
        assert_eq!(one(&calls(&format!("<call {attributes} date=\"1741795500000\"/>"))).numbers, [""], "{attributes}");
    }
    assert_eq!(one(&calls("<call number='+77010000001' presentation='null' date='1741795500000'/>")).numbers, ["+77010000001"]);
}

#[test]
fn digits_dialled_during_a_call_are_not_its_number() {
    assert_eq!(one(&calls("<call number='87010000001,,5#' date='1741795500000'/>")).numbers, ["+77010000001"]);
}

#[test]
fn an_emoji_is_one_however_it_was_written() {
    let file = "<sms address=\"+77010000001\" date=\"1741795560000\" type=\"1\" body=\"Выйди &#55357;&#56832;\" subject=\"null\"/>\n\
        <sms address=\"+77010000001\" date=\"1741795560000\" type=\"1\" body=\"Выйди 😀\"/>\n\
        <sms address='+77010000001' date='1741795560000' type='1' body='Выйди &#xD83D;&#xDE00;'/>";
    for row in taken(rows(&messages(file))) {
        assert_eq!(row.text, "Выйди 😀");
    }
}

#[test]
fn texts_come_word_for_word() {
    let file = "<sms address='102' date='1741795560000' body='say \"no\" > a < b &amp;&#10;Tom & Jerry\u{1}&#2;' subject=\"тема\"/>";
    assert_eq!(one(&messages(file)).text, "тема\nsay \"no\" > a < b &\nTom & Jerry\u{fffd}\u{fffd}");
}

#[test]
fn missing_values_are_the_word_null() {
    let row = one(&messages("<sms address='102' date='1741795560000' body='null' subject='null' contact_name='null' type='1'/>"));
    assert_eq!((row.text.as_str(), row.name), ("", None));
    assert_eq!(one(&messages("<sms address='102' date='1741795560000' body='null and void' contact_name='(Unknown)'/>")).name, None);
}

#[test]
fn a_group_has_each_number_once() {
    for joined in
        ["87010000001~+77010000002~+77010000001", "+77010000001, +7 701 000 00 02", "insert-address-token~87010000001~~77010000002"]
    {
        let row =
            one(&messages(&format!("<sms address=\"{joined}\" date=\"1741795560000\" type=\"2\" body=\"b\" contact_name=\"A, B\"/>")));
        assert_eq!(row.numbers, ["+77010000001", "+77010000002"], "{joined}");
        assert_eq!(row.name, None, "a name of both belongs to neither");
    }
    let many = (0..=GROUP_MAX_NUMBERS).map(|i| i.to_string()).collect::<Vec<_>>().join("~");
    let file = messages(&format!("<sms address=\"{many}\" date=\"1741795560000\"/>\n<sms address=\"{}\"/>", "a".repeat(500)));
    assert_eq!(rejected(rows(&file)), [(5, why::GROUP_TOO_LARGE), (6, why::NUMBER_TOO_LONG)]);
}

const PICTURE_MESSAGE: &str = "<mms date=\"1741795560000\" msg_box=\"1\" address=\"+77010000001~+77010000002\" m_type=\"132\" sub=\"null\">\n\
    <parts>\n\
    <part seq=\"-1\" ct=\"application/smil\" text='&lt;smil/&gt;' />\n\
    <part seq=\"0\" ct=\"image/jpeg\" name=\"a.jpg\" text=\"null\" data=\"/9j/4AAQ\" />\n\
    <part seq=\"0\" ct=\"text/plain\" chset=\"106\" text=\"Я здесь\" />\n\
    <part seq=\"0\" ct=\"text/plain; charset=utf-8\" text=\"внизу\" />\n\
    </parts>\n\
    <addrs>\n\
    <addr address=\"+77010000002\" type=\"137\" charset=\"106\" />\n\
    <addr address=\"insert-address-token\" type=\"151\" charset=\"106\" />\n\
    <addr address=\"+77010000001\" type=\"151\" charset=\"106\" />\n\
    </addrs>\n\
    </mms>\n";

#[test]
fn a_picture_message_has_the_words_of_its_text_parts() {
    let row = one(&messages(PICTURE_MESSAGE));
    assert_eq!(row.text, "Я здесь\nвнизу");
    assert_eq!((row.kind, row.direction), (MESSAGE, Direction::Incoming));
}

#[test]
fn what_one_member_sent_is_not_laid_to_another() {
    let row = one(&messages(PICTURE_MESSAGE));
    assert_eq!(row.numbers, ["+77010000001", "+77010000002"]);
    assert_eq!(row.act("+77010000002").direction, Direction::Incoming);
    assert_eq!(row.act("+77010000001").direction, Direction::Unknown);
}

#[test]
fn addresses_are_optional_and_stand_in_for_one_that_is_missing() {
    let row = one(&messages(
        "<mms date='1741795560000' m_type='132' address='null'><addrs><addr address='8 701 000 00 01' type='137'/></addrs></mms>",
    ));
    assert_eq!((row.numbers, row.direction), (vec!["+77010000001".to_owned()], Direction::Incoming));
    let row = one(&messages(
        "<mms date='1741795560000' msg_box='2'><addrs><addr address='102' type='151'/><addr address='insert-address-token' type='137'/></addrs></mms>",
    ));
    assert_eq!((row.numbers, row.direction), (vec!["102".to_owned()], Direction::Outgoing));
    assert_eq!(one(&messages("<mms date='1741795560000' address='102' msg_box='1' sub='тема' />")).text, "тема");
}

#[test]
fn kinds_of_rows_may_alternate() {
    let row = "<sms address='102' date='1741795560000'/>";
    let file = messages(&format!("{row}{PICTURE_MESSAGE}{row}<mms date='1741795560000' address='1'/>{row}"));
    assert_eq!(taken(rows(&file)).len(), 5);
    // An end is missing.
    let file = messages(&format!("<mms date='1741795560000' address='1'>{row}<mms date='1741795560000' address='2'><parts>"));
    let numbers: Vec<_> = taken(rows(&file)).into_iter().flat_map(|row| row.numbers).collect();
    assert_eq!(numbers, ["1", "102", "2"]);
}

#[test]
fn one_bad_row_costs_itself_and_is_named_by_its_line() {
    let good = "<sms address='102' date='1741795560000' body='&#55357;&#56832;'/>";
    for (bad, why) in [
        ("<sms address='102' body='b'/>", why::NO_DATE),
        ("<sms address='102' date='null'/>", why::NO_DATE),
        ("<sms address='102' date='0'/>", why::DATE_IMPLAUSIBLE),
        ("<sms address='102' date='-1741795560000'/>", why::DATE_IMPLAUSIBLE),
        ("<sms address='102' date='7258118400000'/>", why::DATE_IMPLAUSIBLE),
        ("<sms address='102' date='99999999999999999999'/>", why::DATE_UNREADABLE),
        ("<sms address='102' date='12 мар. 2025'/>", why::DATE_UNREADABLE),
        ("<sms address='102' date='1741795560000' body='&lol;'/>", why::ENTITY),
        ("<sms address='102' date='1741795560000' body=\"she said \"no\" twice\"/>", why::MALFORMED),
        ("<sms address='102' date='1741795560000' body=\"5\" wide\"/>", why::MALFORMED),
        ("<sms address='102' date='1741795560000' body='never closed/>", why::MALFORMED),
        ("<sms address='102' date='1741795560000' body='b'", why::MALFORMED),
        ("<sms address=102 date='1741795560000'/>", why::MALFORMED),
        ("sms address='102' date='1741795560000'/>", why::MALFORMED),
        ("<fax address='102' date='1741795560000'/>", why::OTHER_KIND),
        ("<mms date='1741795560000' address='1'><parts><part ct='text/plain' text='&lol;'/></parts></mms>", why::ENTITY),
        ("<mms date='1741795560000' address='1'><parts><part ct='text/plain' text='x></parts></mms>", why::MALFORMED),
    ] {
        let file = messages(&format!("{good}\n{good}\n\n{bad}\n{good}\n{good}"));
        assert_eq!(rejected(rows(&file)), [(8, why)], "{bad}");
        assert_eq!(taken(rows(&file)).len(), 4, "{bad}");
    }
}

#[test]
fn a_text_beyond_the_limit_is_rejected_and_one_below_is_not() {
    let text = "x".repeat(TEXT_MAX_BYTES - 1);
    let file =
        messages(&format!("<sms address='1' date='1741795560000' body='{text}'/>\n<sms address='1' date='1741795560000' body='{text}x'/>"));
    assert_eq!(rejected(rows(&file)), [(6, why::TEXT_TOO_LONG)]);
    assert_eq!(taken(rows(&file)).len(), 1);
}

#[test]
fn nothing_is_expanded() {
    let entities = "<!DOCTYPE smses [\n<!ENTITY lol \"lol > ]\">\n<!ENTITY lol1 \"&lol;&lol;&lol;&lol;\">\n\
        <!ENTITY file SYSTEM \"file:///etc/passwd\">\n]>\n";
    let file = format!(
        "{entities}<smses>\n<sms address='1' date='1741795560000' body='&lol1;'/>\n<sms address='1' date='1741795560000' body='&file;'/>\n\
         <sms address='1' date='1741795560000' body='fine'/></smses>"
    );
    assert_eq!(rejected(rows(&file)), [(7, why::ENTITY), (8, why::ENTITY)]);
    assert_eq!(taken(rows(&file))[0].text, "fine");
}

#[test]
fn a_cut_file_gives_the_rows_before_the_cut() {
    let row = "<sms address='102' date='1741795560000' body='b'/>\n";
    let whole = messages(&row.repeat(3));
    let rows_begin = whole.find("<sms address").unwrap();
    for cut in rows_begin..whole.len() {
        if !whole.is_char_boundary(cut) {
            continue;
        }
        let all = rows(&whole[..cut]);
        let whole_rows = whole[..cut].matches("'/>").count();
        assert_eq!(rejected(rows(&whole[..cut])).iter().map(|(_, why)| *why).collect::<Vec<_>>(), [why::CUT], "{cut}");
        assert_eq!(taken(all).len(), whole_rows, "{cut}");
    }
    let cut = messages(PICTURE_MESSAGE);
    let cut = &cut[..cut.find("</addrs>").unwrap()];
    assert_eq!(rejected(rows(cut)), [(5, why::CUT)], "it may lack words: the row is named, not half taken");
}

#[test]
fn zero_bytes_and_a_second_export_may_follow() {
    let row = "<sms address='102' date='1741795560000'/>";
    assert!(rejected(rows(&format!("{}\0\0\0\n", messages(row)))).is_empty());
    assert_eq!(taken(rows(&format!("{}\n{}", messages(row), calls(row)))).len(), 2);
    assert!(rows(&calls("")).is_empty());
    assert!(rows("<calls/>").is_empty());
    assert!(rows("<smses count='0' />").is_empty());
}

#[test]
fn bytes_that_are_no_utf8_are_replaced() {
    let mut file = messages("<sms address='102' date='1741795560000' body='a#b'/>").into_bytes();
    let at = file.iter().rposition(|byte| *byte == b'#').unwrap();
    file[at] = 0xff;
    assert_eq!(taken(rows_of(&file))[0].text, "a\u{fffd}b");
}

#[test]
fn a_photograph_of_many_megabytes_costs_no_memory_and_an_endless_tag_costs_its_row() {
    let row = "<sms address='102' date='1741795560000'/>\n";
    for (before, after, expected, rejections) in [
        ("<mms date='1741795560000' address='1'><parts><part ct='image/jpeg' data='", "'/></parts></mms>\n", 2, &[][..]),
        ("<sms address='1' date='1741795560000' body='", "'/>\n", 1, &[(5, why::TOO_LONG)][..]),
    ] {
        let head = format!("{HEAD}<smses>\n{before}");
        let mut file = Repeating::new(&head, "QUJD", 16 * 1024 * 1024, &format!("{after}{row}</smses>"));
        let all = with_rows(&mut file, &Options::default(), Purpose::Read, &mut |_| (), |rows| {
            let all = std::iter::from_fn(|| rows.next().transpose()).collect::<Result<Vec<_>, _>>()?;
            let Rows::Xml(rows) = rows else { panic!("not XML") };
            // A growing buffer doubles, so it may have room for twice the limit.
            assert!(rows.tags.held_bytes() <= 2 * super::super::tags::TAG_MAX_BYTES);
            Ok(all)
        })
        .unwrap();
        assert_eq!(all.iter().filter(|row| row.is_ok()).count(), expected);
        assert_eq!(rejected(all), rejections);
    }
}
