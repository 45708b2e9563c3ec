//! Contacts, safe places, and her name in messages.

use super::entry::language_of;
use crate::args::{Contact as Args, ContactFields, Place as PlaceArgs};
use crate::desk::OpenDesk;
use crate::failure::Failure;
use crate::fields;
use crate::output::{Answer, table};
use crate::picture::NewPicture;
use pana_core::Qr;
use pana_core::alert::{Agreed, Book, Contact, Kit, MessageType, PairCode, SafePlace};
use pana_core::incident::Id;
use pana_core::language::{Arg, Language};
use serde_json::{Value, json};

/// Stands in for an id until the book gives one.
const NO_ID: &str = "00000000";

pub(crate) fn run(args: &Args, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = language_of(open);
    match args {
        Args::Me { name, latin } => {
            let sender = book(open).set_sender(name, latin.as_deref())?;
            let rows = [("contact-me", sender.name.clone()), ("contact-latin", sender.latin.clone())];
            Ok(Answer::new(json!(sender), table(&rows.map(|(key, value)| (language.text(key), value)))))
        }
        Args::Add { name, number, fields } => {
            let mut contact = Contact::new(NO_ID.parse()?, name, number, fields.language.unwrap_or(language));
            apply(fields, &mut contact)?;
            let contact = book(open).add_contact(&contact)?;
            Ok(one(language, &contact))
        }
        Args::List => {
            let contacts = book(open).contacts()?;
            let rows: Vec<_> = contacts.iter().map(|contact| (contact.id.to_string(), line(language, contact))).collect();
            let text = if rows.is_empty() { language.text("contact-none") } else { table(&rows) };
            Ok(Answer::new(json!({ "contacts": contacts.iter().map(document).collect::<Vec<_>>() }), text))
        }
        Args::Show { id } => {
            let contact = book(open).contact(&id.parse()?)?;
            let at = open.now()?.wall;
            let kit = book(open).kit()?;
            let answer = one(language, &contact);
            let example = contact.example(&kit, MessageType::Alert, at);
            let mut document = answer.document;
            document["example"] = example.clone().into();
            Ok(Answer::new(document, format!("{}{}: {example}\n", answer.text, language.text("contact-example"))))
        }
        Args::Change { id, name, number, fields } => {
            let mut contact = book(open).contact(&id.parse()?)?;
            if let Some(name) = name {
                contact.name.clone_from(name);
            }
            if let Some(number) = number {
                contact.number.clone_from(number);
            }
            apply(fields, &mut contact)?;
            let contact = book(open).change_contact(&contact)?;
            Ok(one(language, &contact))
        }
        Args::Remove { id } => {
            let id: Id = id.parse()?;
            book(open).remove_contact(&id)?;
            Ok(Answer::new(json!({ "id": id }), language.text("contact-removed")))
        }
        Args::Card { id, qr } => {
            let contact = book(open).contact(&id.parse()?)?;
            let at = open.now()?.wall;
            let card = card(&contact, &book(open).kit()?, at);
            if let Some(path) = qr {
                let code = Qr::of(&card).ok_or(Failure::refused("card-too-long"))?;
                NewPicture::at(path)?.draw(&code)?;
            }
            Ok(Answer::new(json!({ "id": contact.id, "card": card }), card.clone()))
        }
        Args::Pair { id, code, qr } => {
            let mut contact = book(open).contact(&id.parse()?)?;
            let pair = match code {
                Some(typed) => typed.parse::<PairCode>()?,
                None => contact.key.map_or_else(PairCode::draw, PairCode::of),
            };
            contact.key = Some(pair.key());
            book(open).change_contact(&contact)?;
            if let Some(path) = qr {
                NewPicture::at(path)?.draw(&pair.qr())?;
            }
            let text = format!("{pair}\n\n{}", language.text("contact-pair-advice"));
            Ok(Answer::new(json!({ "id": contact.id, "code": pair.to_string() }), text))
        }
    }
}

pub(crate) fn place(args: &PlaceArgs, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = language_of(open);
    match args {
        PlaceArgs::Add { name, kind, address, at, number, hours } => {
            let at = at.as_deref().map(fields::position).transpose()?;
            let place = SafePlace {
                id: NO_ID.parse()?,
                sort: kind.clone(),
                name: name.clone(),
                address: address.clone(),
                at,
                number: number.clone(),
                hours: hours.clone(),
            };
            let place = book(open).add_place(&place)?;
            Ok(Answer::new(json!(place), place_line(language, &place)))
        }
        PlaceArgs::List => {
            let places = book(open).places()?;
            let rows: Vec<_> = places.iter().map(|place| (place.id.to_string(), place_line(language, place))).collect();
            let text = if rows.is_empty() { language.text("nothing-here") } else { table(&rows) };
            Ok(Answer::new(json!({ "places": places }), text))
        }
        PlaceArgs::Remove { id } => {
            let id: Id = id.parse()?;
            book(open).remove_place(&id)?;
            Ok(Answer::new(json!({ "id": id }), language.text("place-removed")))
        }
    }
}

fn book<'o>(open: &'o mut OpenDesk<'_>) -> Book<'o> {
    Book::of(&mut open.session)
}

fn apply(fields: &ContactFields, contact: &mut Contact) -> Result<(), Failure> {
    let texts = [
        (&fields.role, &mut contact.role),
        (&fields.country, &mut contact.country),
        (&fields.city, &mut contact.city),
        (&fields.duty_number, &mut contact.duty_number),
        (&fields.harmless, &mut contact.harmless),
    ];
    for (typed, text) in texts {
        if let Some(typed) = typed {
            text.clone_from(typed);
        }
    }
    let answers = [
        ("polite", &fields.polite, &mut contact.manner.polite),
        ("quiet", &fields.quiet, &mut contact.manner.quiet),
        ("warned", &fields.warned, &mut contact.warned),
    ];
    for (field, typed, answer) in answers {
        if let Some(typed) = typed {
            *answer = fields::yes_or_no(field, typed)?;
        }
    }
    contact.tier = fields.tier.unwrap_or(contact.tier);
    contact.manner.language = fields.language.unwrap_or(contact.manner.language);
    if let Some(keys) = &fields.agreed {
        contact.agreed = Agreed::from_keys(keys.iter().map(String::as_str)).ok_or(Failure::field("agreed", "not-a-promise"))?;
    }
    Ok(())
}

/// The shared key itself goes out by `pair` only.
fn document(contact: &Contact) -> Value {
    let manner = contact.manner;
    json!({
        "id": contact.id,
        "name": contact.name,
        "number": contact.number,
        "tier": contact.tier,
        "language": manner.language,
        "polite": manner.polite,
        "quiet": manner.quiet,
        "role": contact.role,
        "country": contact.country,
        "city": contact.city,
        "duty_number": contact.duty_number,
        "agreed": contact.agreed.made(),
        "harmless": contact.harmless,
        "warned": contact.warned,
        "paired": contact.key.is_some(),
        "doubts": contact.doubts(),
    })
}

fn one(language: Language, contact: &Contact) -> Answer {
    let text = table(&[(contact.id.to_string(), line(language, contact))]);
    let doubts = contact.doubts().into_iter().map(|doubt| format!("! {}\n", language.text(&format!("doubt-{doubt}"))));
    Answer::new(document(contact), text + &doubts.collect::<String>())
}

fn line(language: Language, contact: &Contact) -> String {
    let manner = contact.manner;
    let mut parts = vec![
        contact.name.clone(),
        contact.number.clone(),
        language.text_with("contact-tier", &[("tier", Arg::Text(&contact.tier.to_string()))]),
        manner.language.tag().to_owned(),
    ];
    parts.extend(manner.polite.then(|| language.text("contact-polite")));
    parts.extend(manner.quiet.then(|| language.text("contact-quiet")));
    parts.extend([&contact.role, &contact.city].into_iter().filter(|text| !text.is_empty()).cloned());
    parts.extend(contact.agreed.made().into_iter().map(|promise| language.text(&format!("agreed-{promise}"))));
    parts.extend(contact.key.map(|_| language.text("contact-paired")));
    parts.join(" · ")
}

fn place_line(language: Language, place: &SafePlace) -> String {
    let at = place.at.map(|at| format!("{:.5},{:.5}", at.lat.degrees(), at.lon.degrees())).unwrap_or_default();
    let sort = language.text(&format!("place-sort-{}", place.sort));
    let parts = [place.name.clone(), sort, place.address.clone(), at, place.number.clone(), place.hours.clone()];
    parts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// What the contact keeps: how an alert looks, what was agreed, what to do and what not.
fn card(contact: &Contact, kit: &Kit, at: pana_core::Moment) -> String {
    let language = contact.manner.language;
    let mut lines = vec![
        language.text_with("card-title", &[("name", Arg::Text(&kit.name))]),
        contact.example(kit, MessageType::Alert, at),
        String::new(),
        language.text(if contact.manner.quiet { "advice-do-not-ring" } else { "advice-ring-first" }),
        language.text("advice-call-102"),
    ];
    if !contact.duty_number.is_empty() {
        lines.push(language.text_with("card-duty", &[("number", Arg::Text(&contact.duty_number))]));
    }
    lines.extend(["advice-not-alone", "advice-tell-nobody"].map(|key| language.text(key)));
    let agreed: Vec<String> = contact.agreed.made().into_iter().map(|promise| language.text(&format!("agreed-{promise}"))).collect();
    if !agreed.is_empty() {
        lines.push(format!("{}: {}.", language.text("card-agreed"), agreed.join(", ")));
    }
    if !contact.harmless.is_empty() {
        lines.push(language.text_with("card-harmless", &[("text", Arg::Text(&contact.harmless))]));
    }
    lines.join("\n")
}
