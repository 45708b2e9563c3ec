//! The panic button, with the vault locked: pressed for real on this vault, and played to its end on a phone that does not exist.

use crate::alert_words;
use crate::desk::{Desk, OpenDesk};
use crate::failure::Failure;
use crate::output::table;
use crate::play::Story;
use pana_core::alert::{Abilities, Book, Outcome, RunView};
use pana_core::language::Language;
use pana_core::vault::CaptureKind;
use serde_json::{Value, json};

const SCRIPT: &str = include_str!("../../sample/alert/no-network-then-the-second-tier.txt");
/// Written while the vault is locked.
const NOTE: &str = "Ақ көлік, нөмірі 02, соңымнан келеді";

pub(super) struct Alert {
    story: Story,
    /// What the vault's own phone knows after the press.
    pressed: Option<RunView>,
    saved: bool,
}

impl Alert {
    /// Writes the contacts of the story into the vault.
    pub(super) fn keep_contacts(open: &mut OpenDesk<'_>) -> Result<Vec<String>, Failure> {
        let kit = Story::of(SCRIPT, open.desk.output.language)?.kit;
        let mut book = Book::of(&mut open.session);
        book.set_sender(&kit.name, Some(&kit.latin))?;
        let mut entered = vec![kit.name.clone(), NOTE.to_owned()];
        for contact in &kit.contacts {
            let contact = book.add_contact(contact)?;
            entered.extend([contact.name, contact.number.trim_start_matches("+7").to_owned()]);
        }
        Ok(entered)
    }

    /// What needs no PIN: a note is kept, and the button held.
    pub(super) fn pressed(desk: &Desk) -> Result<Self, Failure> {
        let now = desk.clock.now()?;
        let mut phone = desk.phone()?;
        phone.capture(CaptureKind::Note, "", &mut NOTE.as_bytes(), now)?;
        let Outcome { saved, .. } = phone.press(Abilities::ANDROID, now);
        Ok(Self { story: Story::of(SCRIPT, desk.output.language)?, pressed: phone.view(None, now), saved })
    }

    pub(super) fn all_well(&self) -> bool {
        self.saved && self.pressed.is_some() && self.story.view.contacts.iter().any(|contact| contact.answered.is_some())
    }

    pub(super) fn document(&self) -> Value {
        let lines = self.story.lines.iter().map(|line| json!({ "at": line.at, "who": line.who, "text": line.text }));
        json!({ "locked": self.pressed, "saved": self.saved, "played": lines.collect::<Vec<_>>(), "state": self.story.view })
    }

    pub(super) fn text(&self, language: Language) -> String {
        let width = self.story.lines.iter().map(|line| line.who.chars().count()).max().unwrap_or(0);
        let rows = self.story.lines.iter().map(|line| {
            let gap = " ".repeat(width - line.who.chars().count());
            (format!("  {}", line.at.wall().strftime("%H:%M:%S")), format!("{}{gap}  {}", line.who, line.text))
        });
        let state = alert_words::state(language, &self.story.view);
        let state: Vec<String> = state.lines().map(|line| format!("  {line}\n")).collect();
        format!("{}:\n{}{}", language.text("demo-alert"), table(&rows.collect::<Vec<_>>()), state.concat())
    }
}
