//! A copy elsewhere: making it, and a vault from it.

use super::open_file;
use super::vault::{kdf, told_once};
use crate::args::{Backup as Args, KdfChoice, MakeBackup, RestoreBackup};
use crate::ask::NEW_PIN_VARIABLE;
use crate::desk::{Desk, OpenDesk};
use crate::failure::{Exit, Failure};
use crate::new_file::NewFile;
use crate::output::{Answer, table};
use pana_core::Moment;
use pana_core::language::{Arg, Language};
use pana_core::trust::age::{Identity, Recipient};
use pana_core::trust::backup::{self, BackupError, For, Made, NewVault, Restored};
use pana_core::vault::Pin;
use serde_json::json;
use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

const MS_PER_DAY: i64 = 86_400_000;
/// More than a file of age identities takes: the core says what is too long.
const IDENTITIES_MAX_BYTES: u64 = 1 << 20;

/// Runs what needs no open vault; `None` for what does.
pub(crate) fn run_locked(args: &Args, desk: &Desk) -> Option<Result<Answer, Failure>> {
    match args {
        Args::Make(_) => None,
        Args::Restore(args) => Some(restore(args, desk)),
        Args::Key { out } => Some(key(out, desk)),
    }
}

/// Makes a backup of what the open vault shows.
pub(crate) fn make(args: &MakeBackup, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = open.desk.output.language;
    let others = args.to.iter().map(|key| key.trim().parse()).collect::<Result<Vec<Recipient>, _>>();
    let whom = For { own: !args.no_own, others: others.map_err(|_| Failure::refused("not-a-recipient"))? };
    // Whoever sits at the open desk must not send everything to a key of their own.
    if !whom.others.is_empty() {
        let pin = open.desk.ask.pin_to_export()?;
        let now = open.now()?;
        open.session.confirm_pin(&pin, now)?;
    }
    let made = write(&args.out, &whom, open)?;
    Ok(made_answer(language, &made, args))
}

/// Writes a backup to a new file.
pub(crate) fn write(path: &Path, whom: &For, open: &mut OpenDesk<'_>) -> Result<Made, Failure> {
    let now = open.now()?;
    let file = NewFile::begin(path)?;
    let mut out = BufWriter::new(&file.file);
    let bar = open.desk.progress("working-backup", None);
    let made = backup::make(&mut open.session, whom, &mut out, now, &mut |done| bar.at(done))?;
    out.flush().map_err(|error| Failure::writing(&error))?;
    drop((out, bar));
    file.finish()?;
    backup::confirm(&mut open.session, &made)?;
    Ok(made)
}

fn made_answer(language: Language, made: &Made, args: &MakeBackup) -> Answer {
    let path = args.out.display().to_string();
    let document = json!({
        "out": path,
        "made": made.at,
        "records": made.records,
        "evidence": made.evidence,
        "own": !args.no_own,
        "others": args.to.len(),
        "damaged": made.damaged,
    });
    let told = language.text_with("backup-made", &[("path", Arg::Text(&path))]);
    let rows = [("backup-records", made.records), ("status-evidence", made.evidence)];
    let rows = rows.map(|(label, count)| (language.text(label), count.to_string()));
    let opens = if args.no_own { "backup-opens-with-others-key" } else { "backup-opens-with-code" };
    let text = format!("{told}\n{}\n{}", table(&rows), language.text(opens));
    with_damage(Answer::new(document, text), language, made.damaged.len())
}

/// Makes a vault from a backup.
fn restore(args: &RestoreBackup, desk: &Desk) -> Result<Answer, Failure> {
    let language = desk.output.language;
    let path = desk.vault_path()?;
    let (file, _) = open_file(&args.file)?;
    let identities = match &args.identity {
        Some(path) => read_identities(path)?,
        None => vec![Identity::from_code(&desk.ask.recovery_code()?)],
    };
    let pin = desk.ask.chosen_pin(NEW_PIN_VARIABLE, "ask-pin-new")?;
    let restored = make_vault(file, &identities, &pin, args.kdf, desk)?;

    let shown = path.display().to_string();
    let document = json!({
        "vault": shown,
        "made": restored.made,
        "records": restored.records,
        "evidence": restored.evidence,
        "damaged": restored.damaged,
        "recovery_code": restored.code.to_string(),
    });
    let told = language.text_with("backup-restored", &[("path", Arg::Text(&shown))]);
    let rows = [
        (language.text("backup-made-at"), language.date_time(restored.made)),
        (language.text("backup-records"), restored.records.to_string()),
        (language.text("status-evidence"), restored.evidence.to_string()),
    ];
    let text = format!("{told}\n{}{}\n{}", table(&rows), told_once(language, &restored.code), language.text("backup-restored-note"));
    Ok(with_damage(Answer::new(document, text), language, restored.damaged.len()))
}

/// Makes the vault that `desk` names from a backup.
pub(crate) fn make_vault(file: File, identities: &[Identity], pin: &Pin, kdf: KdfChoice, desk: &Desk) -> Result<Restored, Failure> {
    let path = desk.vault_path()?;
    let was_there = path.exists();
    let (folders, device_key) = desk.fresh_folders()?;
    let new = NewVault { folders, device_key, pin, kdf: self::kdf(kdf) };
    let bar = desk.progress("working-restore", None);
    let restored = backup::restore(&mut BufReader::new(file), identities, new, desk.clock.now()?, &mut |done| bar.at(done));
    drop(bar);
    restored.map_err(|error| {
        remove_empty_folders(path, !was_there);
        match error {
            BackupError::File(error) => Failure::reading(&error),
            other => other.into(),
        }
    })
}

/// What is damaged is said, and is an exit code: the copy is there all the same.
fn with_damage(answer: Answer, language: Language, places: usize) -> Answer {
    if places == 0 {
        return answer;
    }
    let damaged = language.text_with("backup-of-damaged", &[("count", Arg::Number(places as u64))]);
    Answer { exit: Exit::Damaged, text: format!("{}\n{damaged}", answer.text), ..answer }
}

/// Writes the age identity that her recovery code stands for, so that a backup opens without Pana.
fn key(out: &Path, desk: &Desk) -> Result<Answer, Failure> {
    let identity = Identity::from_code(&desk.ask.recovery_code()?);
    let mut file = NewFile::begin(out)?;
    let text = Zeroizing::new(format!("# public key: {}\n{}\n", identity.recipient(), *identity.secret_text()));
    file.file.write_all(text.as_bytes()).map_err(|error| Failure::writing(&error))?;
    file.finish()?;
    let path = out.display().to_string();
    let document = json!({ "out": path, "recipient": identity.recipient().to_string() });
    Ok(Answer::new(document, desk.output.language.text_with("backup-key-written", &[("path", Arg::Text(&path))])))
}

/// When the last copy was made, in words and as data.
pub(crate) fn last_copy(open: &mut OpenDesk<'_>) -> Result<(Option<Moment>, String), Failure> {
    let language = open.desk.output.language;
    let Some(at) = backup::last_copy(&mut open.session)? else { return Ok((None, language.text("copy-none"))) };
    let days = (open.now()?.wall.utc_ms() - at.utc_ms()) / MS_PER_DAY;
    let date = language.date(at);
    // After the clock was set back only the date is told.
    let words = match u64::try_from(days) {
        Ok(days) => language.text_with("copy-days", &[("count", Arg::Number(days)), ("date", Arg::Text(&date))]),
        Err(_) => date,
    };
    Ok((Some(at), words))
}

fn read_identities(path: &Path) -> Result<Vec<Identity>, Failure> {
    let (file, _) = open_file(path)?;
    let mut text = Zeroizing::new(String::new());
    file.take(IDENTITIES_MAX_BYTES).read_to_string(&mut text).map_err(|_| Failure::refused("not-an-identity"))?;
    Identity::read_file(&text).map_err(|_| Failure::refused("not-an-identity"))
}

/// Removes the folders of a vault that did not come to be, as far as nothing is in them; its own only if it was made for it.
fn remove_empty_folders(vault: &Path, with_own: bool) {
    let inner = ["device/inbox", "device", "media"].map(|folder| vault.join(folder));
    for folder in inner.iter().map(PathBuf::as_path).chain(with_own.then_some(vault)) {
        // One that holds anything stays.
        let _ = fs::remove_dir(folder);
    }
}
