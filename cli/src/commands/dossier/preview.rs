//! What a dossier would tell.

use super::choice;
use crate::args::DossierChoice as Args;
use crate::desk::OpenDesk;
use crate::failure::Failure;
use crate::output::{Answer, table};
use pana_core::dossier::{Chosen, Form, Preview};
use pana_core::language::{Arg, Language};
use serde_json::json;

pub(crate) fn run(args: &Args, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = open.desk.output.language;
    let choice = choice::of(args, language)?;
    let log = open.log();
    let form = Form::kept(&log)?;
    let preview = Chosen::gather(&log, &choice)?.preview(&form);
    Ok(Answer::new(json!({ "preview": preview, "withheld": args.withhold }), text(&preview, &args.withhold, language)))
}

fn text(preview: &Preview, withheld: &[String], language: Language) -> String {
    let list = |values: Vec<String>| if values.is_empty() { language.text("preview-nothing") } else { values.join("; ") };
    let of_form = |name: &&str| {
        language.text(match *name {
            "name" => "dossier-from",
            "born" => "dossier-born",
            "iin" => "dossier-iin",
            _ => "dossier-contact",
        })
    };
    let days = preview.first.zip(preview.last).map(|(first, last)| format!("{} – {}", language.date(first), language.date(last)));
    let file = |as_it_is: bool| {
        let of = preview.files.iter().filter(move |file| file.as_it_is == as_it_is);
        of.map(|file| if file.name.is_empty() { file.id.clone() } else { file.name.clone() }).collect::<Vec<_>>()
    };
    let rows = [
        ("dossier-made-episodes", format!("{} {}", preview.episodes, days.map(|days| format!("({days})")).unwrap_or_default())),
        ("preview-of-you", list(preview.applicant.iter().map(of_form).collect())),
        ("preview-places", list(preview.places.iter().cloned().collect())),
        ("preview-witnesses", list(preview.witnesses.iter().cloned().collect())),
        ("preview-reachable", preview.reachable.to_string()),
        ("preview-copies", list(file(false))),
        ("preview-originals", list(file(true))),
        ("preview-withheld", list(withheld.to_vec())),
    ];
    let rows = rows.map(|(key, value)| (language.text(key), value));
    let count = [("count", Arg::Number(preview.files.len() as u64))];
    format!("{}\n{}\n{}", language.text("preview-title"), table(&rows), language.text_with("preview-files", &count))
}
