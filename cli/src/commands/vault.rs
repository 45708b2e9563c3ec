//! The vault itself: making it, its PINs, its state.

use super::backup;
use crate::args::{self, KdfChoice};
use crate::ask::{NEW_PIN_VARIABLE, PIN_VARIABLE, SECOND_PIN_VARIABLE};
use crate::desk::{Desk, OpenDesk};
use crate::failure::{Exit, Failure};
use crate::output::{Answer, table};
use pana_core::language::{Arg, Language};
use pana_core::vault::{Kdf, Notice, Pin, RecoveryCode, Vault};
use serde_json::json;
use std::time::Instant;

/// Makes a vault. The recovery code goes out here and nowhere else.
pub(crate) fn init(args: &args::Init, desk: &Desk) -> Result<Answer, Failure> {
    let language = desk.output.language;
    let path = desk.vault_path()?;
    let pin = desk.ask.chosen_pin(PIN_VARIABLE, "ask-pin-new")?;
    let second_pin = desk.ask.second_pin_if(args.second)?;
    let code = make(desk, &pin, second_pin.as_ref(), args.kdf)?;

    let shown = path.display().to_string();
    let made = language.text_with("made-vault", &[("path", Arg::Text(&shown))]);
    let note = second_pin.map(|_| language.text("second-pin-note")).unwrap_or_default();
    let text = format!("{made}{}\n{note}", told_once(language, &code));
    Ok(Answer::new(json!({ "vault": shown, "recovery_code": code.to_string() }), text))
}

/// Makes the vault that `desk` names.
pub(crate) fn make(desk: &Desk, pin: &Pin, second_pin: Option<&Pin>, kdf: KdfChoice) -> Result<RecoveryCode, Failure> {
    let kdf = self::kdf(kdf);
    let (folders, device_key) = desk.fresh_folders()?;
    let (_vault, code) = Vault::create(folders, device_key, pin, second_pin, kdf, desk.clock.now()?)?;
    Ok(code)
}

pub(crate) fn kdf(choice: KdfChoice) -> Kdf {
    match choice {
        KdfChoice::Floor => Kdf::FLOOR,
        KdfChoice::Calibrate => Kdf::calibrate(&mut |derive| {
            let begun = Instant::now();
            derive();
            begun.elapsed()
        }),
    }
}

/// Sets a new PIN with the recovery code, also when the device's key is lost.
pub(crate) fn recover(desk: &Desk, notices: &mut Vec<Notice>) -> Result<Answer, Failure> {
    let mut vault = desk.open()?;
    let code = desk.ask.recovery_code()?;
    let new_pin = desk.ask.chosen_pin(NEW_PIN_VARIABLE, "ask-pin-new")?;
    let session = vault.recover(&code, &new_pin, desk.clock.now()?)?;
    notices.extend_from_slice(session.notices());
    session.lock()?;
    Ok(Answer::new(json!({ "recovered": true }), desk.output.language.text("pin-set")))
}

/// Sets or removes the second PIN. Only the recovery code allows it: no session has such a screen.
pub(crate) fn second(args: &args::Second, desk: &Desk) -> Result<Answer, Failure> {
    let language = desk.output.language;
    let mut vault = desk.open()?;
    let code = desk.ask.recovery_code()?;
    match args {
        args::Second::Set => {
            let new_pin = desk.ask.chosen_pin(SECOND_PIN_VARIABLE, "ask-pin-second")?;
            vault.set_second_pin(&code, &new_pin, desk.clock.now()?)?;
            let text = format!("{}\n{}", language.text("second-pin-set"), language.text("second-pin-note"));
            Ok(Answer::new(json!({ "second": "set" }), text))
        }
        args::Second::Remove => {
            vault.remove_second_pin(&code, desk.clock.now()?)?;
            Ok(Answer::new(json!({ "second": "removed" }), language.text("second-pin-removed")))
        }
    }
}

/// Changes the PIN of the open vault; with a re-key its recovery code changes too.
pub(crate) fn pin(args: &args::Pin, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let args::Pin::Change { rekey } = args;
    let desk = open.desk;
    let language = desk.output.language;
    let new_pin = desk.ask.chosen_pin(NEW_PIN_VARIABLE, "ask-pin-new")?;
    let now = open.now()?;
    let changed = language.text("pin-changed");
    if !rekey {
        open.session.change_pin(&new_pin, now)?;
        return Ok(Answer::new(json!({ "changed": true }), changed));
    }
    let bar = desk.progress("working-rekey", None);
    let code = open.session.rekey(&new_pin, now, &mut |done| bar.at(done))?;
    let text = format!("{changed}\n{}{}", language.text("recovery-code-void"), told_once(language, &code));
    Ok(Answer::new(json!({ "changed": true, "recovery_code": code.to_string() }), text))
}

pub(crate) fn status(open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = open.desk.output.language;
    let counts = open.log().counts()?;
    let note = language.text("device-key-note");
    let rows = [("status-incidents", counts.incidents), ("status-acts", counts.acts), ("status-evidence", counts.evidence)];
    let mut rows = rows.map(|(label, count)| (language.text(label), count.to_string())).to_vec();
    let (last_copy, copied) = backup::last_copy(open)?;
    rows.push((language.text("status-copy"), copied));
    let unconfirmed = open.log().unconfirmed()?;
    if unconfirmed > 0 {
        rows.push((language.text("status-unconfirmed"), unconfirmed.to_string()));
    }
    let unreadable = open.intake.damaged + open.intake.unopened;
    if unreadable > 0 {
        rows.push((language.text("status-captures-unreadable"), unreadable.to_string()));
    }
    let text = format!("{}\n{note}", table(&rows));
    let document = json!({
        "incidents": counts.incidents,
        "acts": counts.acts,
        "evidence": counts.evidence,
        "last_copy": last_copy,
        "unconfirmed": unconfirmed,
        "captures": open.intake,
        "notices": open.session.notices(),
        "device_key": { "store": "file", "note": note },
    });
    Ok(Answer::new(document, text))
}

/// Reads everything. Damage that was found is an answer, and an exit code.
pub(crate) fn check(open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = open.desk.output.language;
    let now = open.now()?;
    let bar = open.desk.progress("working-check", None);
    let report = open.session.check(now, &mut |done| bar.at(done))?;
    drop(bar);

    let document = json!(report);
    if report.ok {
        return Ok(Answer::new(document, language.text("check-ok")));
    }
    let damage = report.damaged.iter().map(|damage| {
        let kept = if damage.set_aside { format!(" ({})", language.text("check-set-aside")) } else { String::new() };
        (damage.place.clone(), format!("{}{kept}", language.text(damage.what)))
    });
    let summary = language.text_with("check-damaged", &[("count", Arg::Number(report.damaged.len() as u64))]);
    let text = format!("{summary}\n\n{}", table(&damage.collect::<Vec<_>>()));
    Ok(Answer { exit: Exit::Damaged, ..Answer::new(document, text) })
}

pub(super) fn told_once(language: Language, code: &RecoveryCode) -> String {
    format!("\n\n{}:\n\n    {code}\n\n{}\n", language.text("recovery-code"), language.text("recovery-code-advice"))
}
