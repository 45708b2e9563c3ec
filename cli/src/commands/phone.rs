//! A phone on the desk: the button, check-ins, drills and captures. There is no radio here: what would go out is printed, and what a phone would hear is typed.

use super::entry::language_of;
use super::incident::STANDARD_INPUT;
use super::open_file;
use crate::alert_fields::{self, deadline};
use crate::alert_words::{self, name_of, recipients};
use crate::args::{Capture, CheckIn, Drill, Live, PhoneChoice, PhoneEvent, RadioChoice, SheetChoice};
use crate::desk::{Desk, OpenDesk};
use crate::failure::Failure;
use crate::output::{Answer, table};
use pana_core::Now;
use pana_core::alert::{Abilities, Book, Effect, Event, Kit, KitState, Outcome, Phone, PhoneFacts, RadioResult, Standing, Tested, review};
use pana_core::incident::Id;
use pana_core::language::Language;
use pana_core::vault::{AlertToken, CaptureKind};
use serde_json::{Value, json};
use std::ffi::OsStr;
use std::io;
use std::path::Path;

/// What needs no PIN; `None` for what does.
pub(crate) fn live_locked(args: &Live, desk: &Desk) -> Option<Result<Answer, Failure>> {
    let event = match args {
        Live::Press { phone } => return Some(press(*phone, desk)),
        Live::Status { unlock: false } => return Some(status(desk)),
        Live::Event(event) => event,
        Live::Cancel | Live::Safe | Live::Answered { .. } | Live::Update | Live::Status { unlock: true } => return None,
    };
    Some(step_locked(event, desk))
}

/// What needs the token of the session: behind the second PIN it only looks done.
pub(crate) fn live(args: &Live, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let event = match args {
        Live::Cancel => Event::Cancel { token: true },
        Live::Safe => Event::Safe { token: true },
        Live::Update => Event::SendUpdate { token: true },
        Live::Answered { contact } => Event::Answered { contact: contact.parse()?, token: true },
        Live::Status { unlock: true } => Event::Tick,
        // Ran above.
        Live::Press { .. } | Live::Status { unlock: false } | Live::Event(_) => return Err(Failure::usage("usage")),
    };
    let token = open.session.alert_token();
    with_phone(open, |phone, now| {
        let outcome = phone.step(event, Some(&token), now);
        Ok((outcome, Some(token)))
    })
}

pub(crate) fn check_in_locked(args: &CheckIn, desk: &Desk) -> Option<Result<Answer, Failure>> {
    matches!(args, CheckIn::Status).then(|| status(desk))
}

pub(crate) fn check_in(args: &CheckIn, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let token = open.session.alert_token();
    match args {
        CheckIn::Start { due, with, phone: choice } => {
            let contact: Option<Id> = with.as_deref().map(str::parse).transpose()?;
            with_phone(open, |phone, now| {
                let due = deadline(due, now.wall)?;
                Ok((phone.check_in(abilities(*choice), contact.as_ref(), due, &token, now)?, Some(token)))
            })
        }
        CheckIn::Extend { due } => with_phone(open, |phone, now| {
            let due = deadline(due, now.wall)?;
            Ok((phone.extend(due, &token, now)?, Some(token)))
        }),
        CheckIn::End => live(&Live::Safe, open),
        // Ran above.
        CheckIn::Status => Err(Failure::usage("usage")),
    }
}

/// What to look at before it is needed; with `--send` contacts are told that it is a drill.
pub(crate) fn drill(args: &Drill, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let abilities = abilities(args.phone);
    if let Some(only) = &args.send {
        let only: Vec<Id> = only.iter().filter(|id| !id.is_empty()).map(|id| id.parse()).collect::<Result<_, _>>()?;
        let token = open.session.alert_token();
        return with_phone(open, |phone, now| {
            let only = (!only.is_empty()).then_some(only.as_slice());
            Ok((phone.drill(abilities, only, &token, now)?, Some(token)))
        });
    }
    let language = language_of(open);
    let now = open.now()?.wall;
    let tests = open.desk.phone()?.tests(&open.session.alert_token());
    let kit = Book::of(&mut open.session).kit()?;
    let last_drill = tests.iter().map(|tested| tested.at).max_by_key(|at| at.utc_ms());
    let findings = review(&kit, abilities, PhoneFacts::default(), last_drill, now);
    let rows = findings.iter().map(|finding| {
        let (mark, standing) = match finding.standing {
            Standing::Good => ("+", "good"),
            Standing::Bad => ("!", "bad"),
            Standing::Unknown => ("?", "unknown"),
        };
        (mark.to_owned(), language.text(&format!("drill-{}-{standing}", finding.key)))
    });
    let looked_at = table(&rows.collect::<Vec<_>>());
    let tested = kit.contacts.iter().map(|contact| {
        let last = tests.iter().find(|tested| tested.contact == contact.id);
        (contact.name.clone(), Tested::text(last, language))
    });
    let text = [looked_at, table(&tested.collect::<Vec<_>>())].join("\n");
    Ok(Answer::new(json!({ "findings": findings, "tests": tests }), text))
}

/// Seals a file or note into the inbox. No PIN is needed, and none opens it but the owner's.
pub(crate) fn capture(args: &Capture, desk: &Desk) -> Result<Answer, Failure> {
    let now = desk.clock.now()?;
    let phone = desk.phone()?;
    let is_input = args.file == Path::new(STANDARD_INPUT);
    let kind = match &args.kind {
        Some(id) => CaptureKind::from_id(id).ok_or(Failure::usage("usage"))?,
        None if is_input => CaptureKind::Note,
        None => kind_by_ending(&args.file),
    };
    if is_input {
        phone.capture(kind, "", &mut io::stdin(), now)?;
    } else {
        let (mut file, _) = open_file(&args.file)?;
        let name = args.file.file_name().unwrap_or_default().to_string_lossy();
        phone.capture(kind, &name, &mut file, now)?;
    }
    Ok(Answer::new(json!({ "captured": kind.id(), "at": now.wall }), desk.output.language.text("captured")))
}

/// After an unlock: what was captured and what ran while the vault was locked goes into the owner's log. What can't be taken in now is taken in the next time,
/// and keeps nobody out.
pub(crate) fn take_in(open: &mut OpenDesk<'_>) {
    let Ok(now) = open.now() else { return };
    if let Ok(mut phone) = open.desk.phone() {
        let _ = phone.settle(&mut open.session, now);
    }
    open.intake = open.session.take_in_captures(now).unwrap_or_default();
}

fn press(choice: PhoneChoice, desk: &Desk) -> Result<Answer, Failure> {
    let now = desk.clock.now()?;
    let mut phone = desk.phone()?;
    let outcome = phone.press(abilities(choice), now);
    Ok(answer(desk.output.language, &phone, &outcome, None, now))
}

fn step_locked(event: &PhoneEvent, desk: &Desk) -> Result<Answer, Failure> {
    let now = desk.clock.now()?;
    let event = match event {
        PhoneEvent::Tick => Event::Tick,
        PhoneEvent::Radio { send, result } => Event::Radio { send: *send, result: radio(*result) },
        PhoneEvent::Delivered { send } => Event::Delivered { send: *send },
        PhoneEvent::Sheet { send, sent } => Event::SheetClosed { send: *send, sent: sheet(*sent) },
        PhoneEvent::Received { from, text } => Event::Received { from: from.clone(), text: text.clone() },
        PhoneEvent::Located { fix } => Event::Located(alert_fields::fix(fix, now.wall)?),
        PhoneEvent::Resumed { phone } => Event::Resumed(abilities(*phone)),
    };
    let mut phone = desk.phone()?;
    let outcome = phone.step(event, None, now);
    Ok(answer(desk.output.language, &phone, &outcome, None, now))
}

/// Time may have passed unnoticed on a desk, where nothing wakes anyone.
fn status(desk: &Desk) -> Result<Answer, Failure> {
    step_locked(&PhoneEvent::Tick, desk)
}

fn with_phone(
    open: &mut OpenDesk<'_>,
    work: impl FnOnce(&mut Phone, Now) -> Result<(Outcome, Option<AlertToken>), Failure>,
) -> Result<Answer, Failure> {
    let now = open.now()?;
    let mut phone = open.desk.phone()?;
    let (outcome, token) = work(&mut phone, now)?;
    let answer = answer(language_of(open), &phone, &outcome, token.as_ref(), now);
    // What the history does not take now it takes after the next unlock; what has to go out goes out.
    let _ = phone.settle(&mut open.session, now);
    Ok(answer)
}

/// Effects in their order, and what may be shown of the run.
fn answer(language: Language, phone: &Phone, outcome: &Outcome, token: Option<&AlertToken>, now: Now) -> Answer {
    let view = phone.view(token, now);
    let effects: Vec<Value> = outcome.effects.iter().map(|effect| document(phone.kit(), effect, now)).collect();
    let document = json!({ "effects": effects, "saved": outcome.saved, "kit": phone.kit_state(), "state": view });
    let lines: Vec<_> = outcome.effects.iter().filter(|effect| !matches!(effect, Effect::WakeAt(_))).collect();
    let lines = lines.into_iter().map(|effect| {
        let (label, text) = alert_words::effect(language, effect);
        let to = names(phone.kit(), effect).join(", ");
        (label, if to.is_empty() { text } else { format!("{to}: {text}") })
    });
    let warnings = [("kit-damaged", phone.kit_state() != KitState::Whole), ("alert-not-saved", !outcome.saved)];
    let warnings = warnings.into_iter().filter(|(_, holds)| *holds).map(|(key, _)| ("!".to_owned(), language.text(key)));
    let state = view.map_or_else(|| language.text("alert-none"), |view| alert_words::state(language, &view));
    Answer::new(document, table(&lines.chain(warnings).collect::<Vec<_>>()) + &state)
}

fn document(kit: &Kit, effect: &Effect, now: Now) -> Value {
    let mut document = alert_words::document(effect, &names(kit, effect), now.uptime);
    document["at"] = json!(now.wall);
    document
}

fn names(kit: &Kit, effect: &Effect) -> Vec<String> {
    recipients(kit, effect).iter().map(|id| name_of(kit, id)).collect()
}

fn abilities(choice: PhoneChoice) -> Abilities {
    match choice {
        PhoneChoice::Android => Abilities::ANDROID,
        PhoneChoice::AndroidStore => Abilities::ANDROID_STORE,
        PhoneChoice::Ios => Abilities::IOS,
    }
}

fn radio(choice: RadioChoice) -> RadioResult {
    match choice {
        RadioChoice::Handed => RadioResult::Handed,
        RadioChoice::NoService => RadioResult::NoService,
        RadioChoice::RadioOff => RadioResult::RadioOff,
        RadioChoice::LimitExceeded => RadioResult::LimitExceeded,
        RadioChoice::Failed => RadioResult::Failed,
    }
}

fn sheet(choice: SheetChoice) -> Option<bool> {
    match choice {
        SheetChoice::Sent => Some(true),
        SheetChoice::NotSent => Some(false),
        SheetChoice::Unknown => None,
    }
}

fn kind_by_ending(path: &Path) -> CaptureKind {
    let ending = path.extension().map(OsStr::to_ascii_lowercase);
    match ending.as_deref().and_then(OsStr::to_str) {
        Some("txt") => CaptureKind::Note,
        Some("jpg" | "jpeg" | "png" | "heic" | "webp") => CaptureKind::Photo,
        Some("m4a" | "mp3" | "ogg" | "opus" | "amr" | "wav" | "aac") => CaptureKind::Sound,
        Some("mp4" | "mov" | "3gp" | "mkv" | "webm") => CaptureKind::Video,
        _ => CaptureKind::File,
    }
}
