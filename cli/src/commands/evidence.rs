//! Evidence: files in and out, unchanged.

use crate::args::Evidence as Args;
use crate::desk::OpenDesk;
use crate::failure::Failure;
use crate::output::{Answer, table};
use pana_core::dossier::cover;
use pana_core::incident::{Cover, Evidence, Id};
use pana_core::language::Arg;
use serde_json::json;
use std::path::Path;
use tempfile::NamedTempFile;

pub(crate) fn run(args: &Args, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = open.desk.output.language;
    match args {
        Args::Add { incident, file } => {
            let piece = attach(&incident.parse()?, file, open)?;
            let added = language.text_with("evidence-added", &[("name", Arg::Text(&piece.name)), ("bytes", Arg::Number(piece.bytes))]);
            let rows = [(language.text("field-id"), piece.id.to_string()), ("SHA-256".to_owned(), piece.sha256.clone())];
            Ok(Answer::new(json!(piece), format!("{added}\n{}", table(&rows))))
        }
        Args::Get { id, out } => {
            let piece = take_out(&id.parse()?, out, open)?;
            let taken = language.text_with("evidence-taken-out", &[("path", Arg::Text(&out.display().to_string()))]);
            let note = language.text("evidence-copy-note");
            Ok(Answer::new(json!(piece), format!("{taken}\nSHA-256  {}\n{note}", piece.sha256)))
        }
        Args::Cover { id, boxes } => {
            let covers = boxes.iter().map(|text| read_box(text)).collect::<Option<Vec<_>>>().ok_or(Failure::field("box", "not-a-box"))?;
            let now = open.now()?;
            let piece = cover(&mut open.log(), &id.parse()?, &covers, now)?;
            let told = language.text_with("evidence-covered", &[("name", Arg::Text(&piece.name))]);
            let rows = [(language.text("field-id"), piece.id.to_string()), ("SHA-256".to_owned(), piece.sha256.clone())];
            Ok(Answer::new(json!(piece), format!("{told}\n{}", table(&rows))))
        }
        Args::List { incident } => {
            let incident = incident.as_deref().map(str::parse).transpose()?;
            list(incident.as_ref(), open)
        }
    }
}

/// `10,20,30,40`
fn read_box(text: &str) -> Option<Cover> {
    let numbers: Vec<u32> = text.split(',').map(|number| number.trim().parse()).collect::<Result<_, _>>().ok()?;
    <[u32; 4]>::try_from(numbers).ok().map(Cover::from)
}

/// Keeps a file with an incident.
pub(crate) fn attach(incident: &Id, path: &Path, open: &mut OpenDesk<'_>) -> Result<Evidence, Failure> {
    let (mut file, total_bytes) = super::open_file(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let now = open.now()?;
    let bar = open.desk.progress("working-evidence", Some(total_bytes));
    Ok(open.log().attach(incident, &name, &mut file, now, &mut |done| bar.at(done))?)
}

/// Writes evidence to a new file. It appears under its name only when it is whole and its hash was compared.
pub(crate) fn take_out(id: &Id, path: &Path, open: &mut OpenDesk<'_>) -> Result<Evidence, Failure> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if path.symlink_metadata().is_ok() {
        return Err(Failure::refused("file-exists"));
    }
    let mut file = NamedTempFile::new_in(folder).map_err(|error| Failure::writing(&error))?;
    let bar = open.desk.progress("working-take-out", None);
    let piece = open.log().take_out(id, &mut file, &mut |done| bar.at(done))?;
    file.as_file().sync_all().map_err(|error| Failure::writing(&error))?;
    file.persist_noclobber(path).map_err(|kept| Failure::writing(&kept.error))?;
    Ok(piece)
}

fn list(incident: Option<&Id>, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = open.desk.output.language;
    let pieces = open.log().evidence(incident)?;
    let rows = |piece: &Evidence| {
        let about = format!("{}\n{} {}", piece.name, language.text("field-incident"), piece.incident);
        let received = language.date_time(piece.received);
        let from =
            piece.derived.as_ref().map(|derived| language.text_with("evidence-covered-from", &[("id", Arg::Text(derived.from.as_str()))]));
        let from = from.map(|from| format!("\n{from}")).unwrap_or_default();
        (piece.id.to_string(), format!("{received}  {about}{from}\nSHA-256 {}", piece.sha256))
    };
    let text = if pieces.is_empty() { language.text("nothing-here") } else { table(&pieces.iter().map(rows).collect::<Vec<_>>()) };
    Ok(Answer::new(json!({ "evidence": pieces }), text))
}
