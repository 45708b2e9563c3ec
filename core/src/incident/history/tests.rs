use super::*;
use crate::vault::seal::hmac_sha256;
use proptest::prelude::*;

fn some_moment() -> Moment {
    "2026-02-01T21:30+05:00".parse().unwrap()
}

/// §12 written out once more, the slow way.
#[test]
fn a_record_is_what_the_format_says() {
    let id = Id::make();
    let mut record = Record::new(Action::Amend, some_moment(), Some(&id));
    record.put(field::WHAT, "Тұрды. 😡");
    let secret = random::bytes();
    let mut expected = b"pana/record/1".to_vec();
    expected.extend(258u64.to_le_bytes());
    expected.extend([32, 0]);
    for number in 0..32u16 {
        let bytes: Vec<u8> = match number {
            0 => vec![2],
            1 => some_moment().to_bytes().to_vec(),
            2 => id.as_str().into(),
            9 => "Тұрды. 😡".into(),
            _ => Vec::new(),
        };
        let salt = hmac_sha256(&secret, &[b"pana/salt/1", &number.to_le_bytes()]);
        let parts = [&b"pana/field/1"[..], &salt, &number.to_le_bytes(), &(bytes.len() as u64).to_le_bytes(), &bytes].concat();
        expected.extend(Sha256::digest(parts));
    }
    assert_eq!(record.canonical(258, &secret), expected);
    assert_eq!(expected.len(), 1_047);
    assert!(is_record(&expected, 258) && !is_record(&expected, 259));
    assert_eq!(leaf(&expected).as_slice(), Sha256::digest([&[0][..], &expected].concat()).as_slice());
    let openings = record.openings();
    assert_eq!(openings[..7], [0, 0, 1, 0, 0, 0, 2]);
    assert_eq!(Record::from_openings(&openings), Some(record));
}

#[test]
fn openings_of_another_shape_are_not_read() {
    for wrong in [
        &[0][..],
        &[0, 0, 1, 0, 0, 0],
        &[0, 0, 0, 0, 0, 0],
        &[32, 0, 1, 0, 0, 0, 7],
        &[1, 0, 1, 0, 0, 0, 7, 0, 0, 1, 0, 0, 0, 7],
        &[1, 0, 1, 0, 0, 0, 7, 1, 0, 1, 0, 0, 0, 7],
    ] {
        assert_eq!(Record::from_openings(wrong), None, "{wrong:?}");
    }
    assert_eq!(Record::from_openings(&[]), Some(Record::default()));
}

#[test]
fn every_action_has_the_number_of_the_format() {
    for (number, action) in (1u8..20).chain(32..).zip(ACTIONS) {
        assert_eq!(Record::new(action, some_moment(), None).action(), Some(action));
        assert_eq!(action as u8, number);
    }
    let mut record = Record::default();
    assert_eq!(record.action(), None);
    record.put(field::ACTION, [20]);
    assert_eq!(record.action(), None);
}

proptest! {
    #[test]
    fn any_fields_come_back_and_any_bytes_are_taken_without_panic(
        fields in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..40), FIELDS),
        noise in proptest::collection::vec(any::<u8>(), 0..80),
    ) {
        let mut record = Record::default();
        fields.into_iter().enumerate().for_each(|(number, bytes)| record.put(number, bytes));
        prop_assert_eq!(Record::from_openings(&record.openings()), Some(record));
        if let Some(read) = Record::from_openings(&noise) {
            prop_assert_eq!(read.openings(), noise);
        }
    }
}
