//! The page that the demo ends with.

use super::alert::Alert;
use super::second::Second;
use super::work::{Looked, SEARCHED, Work};
use super::{PIN, Places, his_numbers};
use crate::commands::stats;
use crate::output::table;
use pana_core::incident::import::Survey;
use pana_core::language::{Arg, Language};
use serde_json::{Value, json};
use std::env;
use std::path::{Path, PathBuf};

/// Groups of an anchor's code on a line: as many are left for the next.
const ANCHOR_GROUPS: usize = 8;

pub(super) struct Page {
    pub(super) places: Places,
    pub(super) code: String,
    pub(super) survey: Survey,
    pub(super) work: Work,
    pub(super) alert: Alert,
    pub(super) looked: Looked,
    pub(super) second: Second,
}

impl Page {
    pub(super) fn all_well(&self) -> bool {
        self.work.check.ok
            && self.work.same == self.work.pieces.len()
            && self.looked.found == 0
            && self.second.is_same
            && self.alert.all_well()
            && self.work.way.all_well()
            && self.work.dossier.all_well()
    }

    pub(super) fn document(&self) -> Value {
        let (work, places) = (&self.work, &self.places);
        json!({
            "dir": places.root,
            "vault": places.vault.folder,
            "device_key": places.vault.device_key,
            "taken_out": places.taken_out,
            "pin": PIN,
            "recovery_code": self.code,
            "numbers": self.survey.numbers.len(),
            "chosen": his_numbers().count(),
            "import": work.first,
            "import_again": work.again,
            "incidents": work.incidents,
            "refusal": work.stats.refusal,
            "found": work.found,
            "evidence": work.pieces,
            "same": work.same,
            "check": work.check,
            "anchor": { "code": work.anchor.anchor.to_string(), "records": work.anchor.anchor.size, "qr": places.anchor },
            "backup": { "out": places.copy, "bytes": self.second.bytes, "records": work.backup.records },
            "restored": { "vault": places.second.folder, "same": self.second.is_same, "counts": self.second.counts },
            "alert": self.alert.document(),
            "way": self.work.way.document(),
            "dossier": self.work.dossier.document(),
            "looked": {
                "files": self.looked.files, "bytes": self.looked.bytes, "entered": self.looked.entered, "found": self.looked.found
            },
        })
    }

    pub(super) fn text(&self, language: Language) -> String {
        let say = |key: &str| language.text(key);
        let rule = "─".repeat(76);
        let title = format!("{rule}\n  {}\n{rule}\n{}\n", say("demo-title"), say("demo-intro"));
        let figures = format!("{}:\n{}", say("stats-refusal"), stats::refusal(language, &self.work.stats));

        let shown = |path: &Path| path.display().to_string();
        let places = [
            ("demo-where-vault", shown(&self.places.vault.folder)),
            ("demo-where-key", shown(&self.places.vault.device_key)),
            ("demo-where-phone", shown(&self.places.phone)),
            ("demo-where-dossier", shown(&self.places.dossier)),
            ("demo-where-anchor", shown(&self.places.anchor)),
            ("demo-where-habit", shown(&self.places.habit)),
            ("demo-where-copy", shown(&self.places.copy)),
            ("demo-where-second", shown(&self.places.second.folder)),
            ("demo-where-secrets", format!("{PIN}, {}", self.code)),
        ];
        let places = table(&places.map(|(label, value)| (format!("  {}", say(label)), value)));
        format!(
            "{title}\n{}\n{figures}\n{}{}\n{}\n{}:\n{places}\n{}:\n  {}\n\n{}\n{rule}",
            table(&self.written(language)),
            self.alert.text(language),
            self.work.way.text(language),
            table(&self.kept(language)),
            say("demo-where"),
            say("demo-try"),
            self.command("incident list"),
            say("demo-remove")
        )
    }

    /// What was read and written down.
    fn written(&self, language: Language) -> Vec<(String, String)> {
        let work = &self.work;
        let read = [
            ("rows", Arg::Number(work.first.rows)),
            ("numbers", count(self.survey.numbers.len())),
            ("chosen", count(his_numbers().count())),
        ];
        let taken = [("added", Arg::Number(work.first.added)), ("skipped", Arg::Number(work.first.skipped))];
        let said = format!("{}  {}", language.date_time(work.refusal.at), work.refusal.words);
        let row = |label: &str, value: &str, args: &[(&str, Arg<'_>)]| (language.text(label), language.text_with(value, args));
        vec![
            row("demo-read", "demo-read-value", &read),
            row("demo-added", "demo-added-value", &taken),
            row("demo-written", "demo-written-value", &[("count", count(work.incidents))]),
            (language.text("demo-refusal"), said),
            (language.text_with("demo-search", &[("words", Arg::Text(SEARCHED))]), {
                language.text_with("demo-search-value", &[("count", count(work.found))])
            }),
        ]
    }

    /// How it is kept, and that it is what it was.
    fn kept(&self, language: Language) -> Vec<(String, String)> {
        let (work, looked, second) = (&self.work, &self.looked, &self.second);
        let pieces: Vec<_> = work.pieces.iter().map(|piece| format!("{} {}", piece.name, kilobytes(piece.bytes))).collect();
        let check = if work.check.ok {
            language.text("demo-check-value")
        } else {
            language.text_with("demo-check-damaged", &[("count", count(work.check.damaged.len()))])
        };
        let looked = [
            ("files", count(looked.files)),
            ("megabytes", Arg::Number(looked.bytes as u64 / 1_000_000)),
            ("needles", count(looked.entered)),
            ("found", count(looked.found)),
        ];
        let code = work.anchor.anchor.to_string();
        let groups: Vec<&str> = code.split('-').collect();
        let lines: Vec<String> = groups.chunks(ANCHOR_GROUPS).map(|groups| groups.join("-")).collect();
        let anchored = language.text_with("demo-anchor-value", &[("count", Arg::Number(work.anchor.anchor.size))]);
        let size = kilobytes(second.bytes);
        let counts = [
            ("incidents", Arg::Number(second.counts.incidents)),
            ("acts", Arg::Number(second.counts.acts)),
            ("evidence", Arg::Number(second.counts.evidence)),
        ];
        let row = |label: &str, value: &str, args: &[(&str, Arg<'_>)]| (language.text(label), language.text_with(value, args));
        let [dossier, checked] = work.dossier.rows(language);
        vec![
            (language.text("demo-evidence"), pieces.join(", ")),
            (language.text("demo-check"), check),
            (language.text("demo-anchor"), format!("{anchored}\n{}", lines.join("-\n"))),
            dossier,
            checked,
            row("demo-looked", "demo-looked-value", &looked),
            row("demo-copy", "demo-copy-value", &[("size", Arg::Text(&size))]),
            row("demo-restored", if second.is_same { "demo-restored-value" } else { "demo-restored-differs" }, &counts),
        ]
    }

    /// A command line for this vault that can be copied.
    fn command(&self, words: &str) -> String {
        let program = env::current_exe().unwrap_or_else(|_| PathBuf::from("pana"));
        let here = env::current_dir().unwrap_or_default();
        let program = program.strip_prefix(here).unwrap_or(&program);
        let quoted = |path: &Path| {
            let text = path.display().to_string();
            shlex::try_quote(&text).map(String::from).unwrap_or(text)
        };
        let (vault, key) = (quoted(&self.places.vault.folder), quoted(&self.places.vault.device_key));
        format!("PANA_PIN={PIN} {} --vault {vault} --device-key {key} {words}", quoted(program))
    }
}

fn count(count: usize) -> Arg<'static> {
    Arg::Number(count as u64)
}

fn kilobytes(bytes: u64) -> String {
    format!("{} kB", bytes.div_ceil(1000))
}
