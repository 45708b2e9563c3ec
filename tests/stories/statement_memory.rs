//! A statement of very many episodes. Alone in its process, so that nothing else is counted.

#![allow(clippy::unwrap_used)]

use pana_core::Moment;
use pana_core::dossier::{Attachment, Belongs, Episode, Statement, statement};
use pana_core::incident::{Draft, Kind, Seen, Who, Witness};
use pana_core::language::Language;
use pana_tests::chance::{figure, long};
use std::fs;
use std::time::Instant;

const LIMIT_KIB: u64 = 64 * 1024;
const MS_PER_HOUR: i64 = 3_600_000;

fn episode(number: u32, attachments: u32) -> Episode {
    let start: Moment = "2022-12-05T21:30+05:00".parse().unwrap();
    let at = Moment::new(start.utc_ms() + i64::from(number) * MS_PER_HOUR, start.offset_min()).unwrap();
    let draft = Draft {
        what: format!("Случай {number}: ждал у подъезда, пошёл следом до магазина и обратно; ушёл, когда вышла соседка со второго этажа."),
        words: "Всё равно будешь со мной".into(),
        who: Who { numbers: vec![format!("+7701555{:04}", number % 300)], ..Who::default() },
        seen: Some(Seen { myself: !number.is_multiple_of(3), by: "сестра".into() }),
        witnesses: vec![Witness { name: format!("Соседка {}", number % 20), ..Witness::default() }],
        ..Draft::new(Kind::CALL, at)
    };
    Episode { after_refusal: number > 40, evidence: vec![(number % attachments) as usize], ..Episode::of(draft) }
}

#[test]
fn many_episodes_take_little_memory() {
    for episodes in if long() { vec![300, 10_000u32] } else { vec![300, 3_000] } {
        let mut said = Statement::new("2026-02-03T11:40+05:00".parse().unwrap());
        let attachment = |number| Attachment {
            name: format!("{number:04}-1-screenshot.png"),
            title: "снимок экрана".into(),
            bytes: 245_120,
            sha256: Some([7; 32]),
            is_copy: false,
            is_covered: false,
            original_sha256: None,
            of: Belongs::Episodes,
            thumbnail: None,
        };
        said.attachments = (1..=episodes / 3).map(attachment).collect();
        said.episodes = (0..episodes).map(|number| episode(number, episodes / 3)).collect();
        let before = memory_kib("VmRSS:");
        let start = Instant::now();
        let pdf = statement(&said, Language::Ru).unwrap();
        let took = start.elapsed();
        let added = memory_kib("VmHWM:").saturating_sub(before);
        let size = format!("{took:.1?}, {} pages, {} KiB, memory added {added} KiB", pdf.pages, pdf.bytes.len() / 1024);
        figure(&format!("statement of {episodes} episodes"), size);
        assert!(added < LIMIT_KIB, "{added} KiB");
    }
}

fn memory_kib(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    status.lines().find_map(|line| line.strip_prefix(name)).unwrap().trim().split(' ').next().unwrap().parse().unwrap()
}
