//! People, and what they are to her.

use super::entry::{self, language_of};
use super::incident;
use crate::args::{Attach, IdentityValue, Person as Args, PersonFields, Relation as RelationArgs};
use crate::desk::OpenDesk;
use crate::failure::Failure;
use crate::fields;
use crate::output::{Answer, table};
use pana_core::incident::{Entry, Id, Identity, PartialDate, Person, Relation, Said, Sort};
use pana_core::language::Language;
use serde_json::json;

pub(crate) fn run(args: &Args, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    match args {
        Args::Add(fields) => {
            let mut person = Person::default();
            apply(fields, &mut person);
            entry::add(&Said::Person(person), open)
        }
        Args::List(hidden) => entry::list(Sort::Person, "people", hidden.withdrawn, open, line),
        Args::Show { id, limit, after } => show(&id.parse()?, *limit, after.as_deref(), open),
        Args::Amend { id, fields } => {
            let id: Id = id.parse()?;
            let mut person = person(&id, open)?;
            apply(fields, &mut person);
            entry::amend(&id, &Said::Person(person), open)
        }
        Args::Attach(args) => attach(args, open),
        Args::Detach { id, value: IdentityValue { sort, value } } => {
            let (id, now): (Id, _) = (id.parse()?, open.now()?);
            open.log().detach_identity(&id, sort, value, now)?;
            Ok(entry::done(language_of(open), "amended", &id))
        }
        Args::Withdraw { id } => entry::withdraw(id, open),
        Args::Restore { id } => entry::restore(id, open),
    }
}

pub(crate) fn relation(args: &RelationArgs, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    match args {
        RelationArgs::Set { person: id, kind, from, to, common_child, lives_with_me } => {
            let id: Id = id.parse()?;
            let mut person = person(&id, open)?;
            let mut relation = person.relation.unwrap_or_else(unknown_relation);
            if let Some(kind) = kind {
                relation.kind.clone_from(kind);
            }
            if let Some(from) = from {
                relation.from = fields::optional(from, |typed| date("relation", typed))?;
            }
            if let Some(to) = to {
                relation.to = fields::optional(to, |typed| date("relation", typed))?;
            }
            let answer = |typed: &str| fields::yes_or_no("relation", typed);
            if let Some(common_child) = common_child {
                relation.common_child = fields::optional(common_child, answer)?;
            }
            if let Some(lives_with_me) = lives_with_me {
                relation.lives_with_me = fields::optional(lives_with_me, answer)?;
            }
            person.relation = Some(relation);
            entry::amend(&id, &Said::Person(person), open)
        }
        RelationArgs::Show { person: id } => {
            let relation = person(&id.parse()?, open)?.relation;
            let language = language_of(open);
            let text = relation.as_ref().map_or_else(|| language.text("nothing-here"), |relation| relation_words(language, relation));
            Ok(Answer::new(json!({ "relation": relation }), text))
        }
    }
}

fn unknown_relation() -> Relation {
    Relation { kind: "unknown".to_owned(), from: None, to: None, common_child: None, lives_with_me: None }
}

fn attach(args: &Attach, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let id: Id = args.id.parse()?;
    let (certainty, reason) = match &args.sure {
        Some(typed) => fields::certainty(typed).map(|(sure, reason)| (Some(sure), reason))?,
        None => (None, String::new()),
    };
    let since = args.since.as_deref().map(|typed| date("since", typed)).transpose()?;
    let identity = Identity { sort: args.value.sort.clone(), value: args.value.value.clone(), certainty, reason, since };
    let now = open.now()?;
    open.log().attach_identity(&id, &identity, now)?;
    let incidents = open.log().incidents_of(&id, pana_core::incident::PAGE_MAX, None)?;
    let language = language_of(open);
    let answer = entry::done(language, "amended", &id);
    let count = incidents.incidents.len();
    Ok(Answer::new(json!({ "id": id, "incidents": count }), format!("{}\n{}: {count}", answer.text, language.text("status-incidents"))))
}

fn show(id: &Id, limit: u32, after: Option<&str>, open: &mut OpenDesk<'_>) -> Result<Answer, Failure> {
    let language = language_of(open);
    let entry = open.log().entry(id)?;
    let Said::Person(person) = &entry.said else { return Err(Failure::refused("not-found")) };
    let page = open.log().incidents_of(id, limit, after)?;
    let listed = incident::page_answer(language, &page, "nothing-here");
    let mut document = json!(entry);
    document["incidents"] = json!(page.incidents);
    document["next"] = json!(page.next);
    Ok(Answer::new(document, format!("{}\n{}", whole(language, &entry, person), listed.text)))
}

fn apply(fields: &PersonFields, person: &mut Person) {
    if let Some(name) = &fields.name {
        person.name.clone_from(name);
    }
    if let Some(description) = &fields.description {
        person.description.clone_from(description);
    }
}

fn person(id: &Id, open: &mut OpenDesk<'_>) -> Result<Person, Failure> {
    match open.log().entry(id)?.said {
        Said::Person(person) => Ok(person),
        _ => Err(Failure::refused("not-found")),
    }
}

fn date(field: &'static str, typed: &str) -> Result<PartialDate, Failure> {
    typed.trim().parse().map_err(|_| Failure::field(field, "not-a-partial-date"))
}

fn line(language: Language, entry: &Entry) -> String {
    let Said::Person(person) = &entry.said else { return String::new() };
    let relation = person.relation.as_ref().map(|relation| language.text(&format!("relation-{}", relation.kind)));
    let identities = person.identities.iter().map(|identity| identity.value.clone());
    let parts = [person.name.clone()].into_iter().chain(relation).chain(identities).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" · ")
}

fn whole(language: Language, entry: &Entry, person: &Person) -> String {
    let identities: Vec<_> = person.identities.iter().map(|identity| identity_words(language, identity)).collect();
    let relation = person.relation.as_ref().map(|relation| relation_words(language, relation)).unwrap_or_default();
    let rows = [
        ("field-id", entry.id.to_string()),
        ("field-who", person.name.clone()),
        ("field-description", person.description.clone()),
        ("field-relation", relation),
        ("field-identity", identities.join("\n")),
    ];
    table(&entry::labelled(language, rows.into_iter().chain(entry::marks(language, entry))))
}

/// `Number: +77010000001 · likely: the voice · since 2025-03`
fn identity_words(language: Language, identity: &Identity) -> String {
    let sure = identity.certainty.map(|sure| language.text(&format!("sure-{}", sure.id())));
    let parts = sure.into_iter().chain([identity.reason.clone()]).chain(identity.since.as_ref().map(ToString::to_string));
    let parts: Vec<_> = [format!("{}: {}", language.text(&format!("identity-{}", identity.sort)), identity.value)]
        .into_iter()
        .chain(parts.filter(|part| !part.is_empty()))
        .collect();
    parts.join(" · ")
}

fn relation_words(language: Language, relation: &Relation) -> String {
    let date = |date: &Option<PartialDate>| date.as_ref().map(ToString::to_string).unwrap_or_default();
    let mut parts = vec![language.text(&format!("relation-{}", relation.kind))];
    if relation.from.is_some() || relation.to.is_some() {
        parts.push(format!("{} – {}", date(&relation.from), date(&relation.to)));
    }
    let answers = [("relation-common-child", relation.common_child), ("relation-lives-with-me", relation.lives_with_me)];
    let told = answers.into_iter().filter_map(|(key, answer)| Some((key, answer?)));
    parts.extend(told.map(|(key, yes)| format!("{}: {}", language.text(key), language.text(if yes { "yes" } else { "no" }))));
    parts.join(" · ")
}
