//! What she fills in for a statement.

use crate::args::DossierForm as Args;
use crate::desk::OpenDesk;
use crate::failure::Failure;
use crate::output::{Answer, table};
use pana_core::dossier::{Form, Iin, IinError, Representative, Request};
use pana_core::language::Language;
use serde_json::json;

pub(crate) fn run(args: &Args, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = open.desk.output.language;
    let before = Form::kept(&open.log())?;
    let form = changed(before.clone(), args)?;
    if form != before {
        form.keep(&mut open.log())?;
    }
    let warning = Some(&form.applicant.iin).filter(|iin| !iin.as_str().is_empty()).and_then(|iin| iin.check().err());
    let warning = warning.map(|error| language.text(iin_key(error)));
    let mut text = rows(&form, language);
    if let Some(warning) = &warning {
        text = format!("{text}\n{warning}");
    }
    Ok(Answer::new(json!({ "form": form, "iin": warning }), text))
}

fn changed(form: Form, args: &Args) -> Result<Form, Failure> {
    let mut form = form;
    let set = |to: &mut String, given: &Option<String>| {
        if let Some(given) = given {
            given.trim().clone_into(to);
        }
    };
    set(&mut form.addressee, &args.to);
    set(&mut form.applicant.name, &args.name);
    set(&mut form.applicant.contact, &args.contact);
    set(&mut form.sheet.address, &args.address);
    set(&mut form.sheet.school, &args.school);
    set(&mut form.sheet.phone, &args.phone);
    if let Some(born) = &args.born {
        let date = || born.trim().parse().map_err(|_| Failure::field("born", "not-a-partial-date"));
        form.applicant.born = if born.trim().is_empty() { None } else { Some(date()?) };
    }
    if let Some(iin) = &args.iin {
        form.applicant.iin = Iin::new(iin.trim());
    }
    let (named, reached) =
        (args.representative.as_ref().or(args.guardianship.as_ref()), args.represented_contact.clone().unwrap_or_default());
    match named.map(|name| name.trim().to_owned()) {
        Some(name) if name.is_empty() => form.representative = None,
        Some(name) if args.guardianship.is_some() => form.representative = Some(Representative::Guardianship { name, contact: reached }),
        Some(name) => form.representative = Some(Representative::Legal { name, contact: reached }),
        None => {
            if let Some(Representative::Legal { contact, .. } | Representative::Guardianship { contact, .. }) = &mut form.representative {
                set(contact, &args.represented_contact);
            }
        }
    }
    for harm in &args.harm {
        let (part, text) = harm.split_once('=').ok_or(Failure::field("harm", "form-not-a-part"))?;
        text.trim().clone_into(form.harm.part_mut(part.trim()).ok_or(Failure::field("harm", "form-not-a-part"))?);
    }
    if let Some(asked) = &args.ask {
        let request = |id: &String| Request::ALL.into_iter().find(|request| request.id() == id.trim());
        let asked = asked.iter().filter(|id| !id.trim().is_empty());
        form.requests = asked.map(|id| request(id).ok_or(Failure::usage("form-not-a-request"))).collect::<Result<_, _>>()?;
    }
    if let Some(asked) = &args.ask_also {
        form.other_requests = asked.iter().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect();
    }
    Ok(form)
}

const fn iin_key(error: IinError) -> &'static str {
    match error {
        IinError::Digits => "iin-digits",
        IinError::Date => "iin-date",
        IinError::Checksum => "iin-checksum",
    }
}

fn rows(form: &Form, language: Language) -> String {
    let applicant = &form.applicant;
    let row = |key: &str, value: &str| (language.text(key), value.to_owned());
    let mut rows = vec![
        row("dossier-to", &form.addressee),
        row("dossier-from", &applicant.name),
        row("dossier-born", &applicant.born.as_ref().map(ToString::to_string).unwrap_or_default()),
        row("dossier-iin", applicant.iin.as_str()),
        row("dossier-contact", &applicant.contact),
    ];
    match &form.representative {
        Some(Representative::Legal { name, contact }) => {
            rows.extend([row("dossier-representative", name), row("dossier-contact", contact)]);
        }
        Some(Representative::Guardianship { name, contact }) => {
            rows.extend([row("dossier-guardianship", name), row("dossier-contact", contact)]);
        }
        None => {}
    }
    rows.extend([
        row("applicant-address", &form.sheet.address),
        row("applicant-school", &form.sheet.school),
        row("applicant-phone", &form.sheet.phone),
    ]);
    rows.extend(form.harm.parts().map(|(part, text)| (language.text(&format!("dossier-harm-{part}")), text.to_owned())));
    let asked = form.requests.iter().map(|request| language.text(&format!("dossier-request-{}", request.id())));
    rows.extend(asked.chain(form.other_requests.iter().cloned()).map(|text| (language.text("dossier-requests"), text)));
    rows.retain(|(_, value)| !value.is_empty());
    if rows.is_empty() { language.text("form-empty") } else { table(&rows) }
}
