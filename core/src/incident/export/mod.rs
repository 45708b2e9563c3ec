//! Taking the log out of the vault: a table for people, or JSON with everything in it.

pub(crate) mod csv;

pub(super) use self::csv::{ACT_COLUMNS, unguarded};

use self::csv::Table;
use super::act::{self, Act};
use super::filter::{Checked, Filter};
use super::history::{self, Action, Record, field};
use super::parts::json;
use super::people::Context;
use super::row::{self, COLUMNS};
use super::{Id, Incident, Log, LogError, evidence, whose};
use crate::language::Language;
use crate::vault::VaultError;
use crate::{Moment, Now};
use rusqlite::{Connection, params_from_iter};
use serde::Serialize;
use std::io::Write;

/// What the JSON of an export calls its form.
const JSON_FORMAT: &str = "pana/log/1";

/// The form of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExportForm {
    /// RFC 4180 with a byte order mark, one row an incident, in words of a language. A text that a spreadsheet would take for a formula or a number has an
    /// apostrophe before it.
    CsvIncidents,
    /// The same for imported acts, one row a call or message.
    CsvActs,
    /// One JSON document with all that the log holds of each incident, its imported acts too, word for word.
    Json,
}

/// What to export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// In which form.
    pub form: ExportForm,
    /// Which incidents. In [`ExportForm::CsvActs`] its number, person and days are compared with each act.
    pub filter: Filter,
    /// The withdrawn ones too.
    pub withdrawn: bool,
}

/// What was exported, as the history notes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Exported<F = ExportForm> {
    /// In which form.
    pub form: F,
    /// Incidents.
    pub incidents: u64,
    /// Imported acts.
    pub acts: u64,
    /// Whether withdrawn incidents were among those asked for.
    pub withdrawn: bool,
}

impl Log<'_> {
    /// Writes incidents to `out`, the earliest first, and then notes in the history that it was done: whoever makes the file usable does so after this.
    /// The shell asks for the PIN before it.
    pub fn export(&mut self, what: &Export, language: Language, out: &mut dyn Write, now: Now) -> Result<Exported, LogError> {
        let filter = what.filter.checked(self.db)?;
        let tx = self.begin(now)?;
        let mut exported = Exported { form: what.form, incidents: 0, acts: 0, withdrawn: what.withdrawn };
        let meant = Meant { filter: &filter, withdrawn: what.withdrawn };
        match what.form {
            ExportForm::CsvIncidents => meant.incidents_table(&tx, language, out, &mut exported)?,
            ExportForm::CsvActs => meant.acts_table(&tx, language, out, &mut exported)?,
            ExportForm::Json => meant.document(&tx, out, now.wall, &mut exported)?,
        }
        out.flush().map_err(VaultError::from)?;
        history::append(&tx, &record_of(None, &exported, now.wall))?;
        tx.commit()?;
        Ok(exported)
    }
}

/// What the history notes of whatever went out. `exported` says it as FORMAT.md §12 has it in field 27.
pub(crate) fn record_of(subject: Option<&Id>, exported: &Exported<impl Serialize>, now: Moment) -> Record {
    let mut record = Record::new(Action::Export, now, subject);
    record.put(field::EXPORT, json(exported));
    record
}

/// The incidents that are meant.
struct Meant<'f> {
    filter: &'f Checked,
    withdrawn: bool,
}

impl Meant<'_> {
    /// Their rows, by the time of the event.
    fn rows(&self, db: &Connection, filter: &Checked, more: &str) -> Result<Vec<i64>, VaultError> {
        let (conditions, values) = filter.conditions();
        let hidden = if self.withdrawn { "hidden IN (0, 1)" } else { "hidden = 0" };
        let sql = format!("SELECT row, {} FROM incident WHERE {hidden}{conditions}{more} ORDER BY at_ms, row", whose::COLUMNS);
        let mut select = db.prepare(&sql)?;
        let mut rows = select.query(params_from_iter(values))?;
        let mut meant = Vec::new();
        while let Some(row) = rows.next()? {
            let incident = row.get(0)?;
            if filter.whose.as_ref().map_or(Ok(true), |whose| whose.is_behind(db, incident, row, 1))? {
                meant.push(incident);
            }
        }
        Ok(meant)
    }

    fn incidents_table(&self, db: &Connection, language: Language, out: &mut dyn Write, exported: &mut Exported) -> Result<(), VaultError> {
        let mut table = Table::begin(out, language, &csv::INCIDENT_COLUMNS)?;
        let context = Context::load(db)?;
        for row in self.rows(db, self.filter, "")? {
            let incident = incident(db, row, &context)?;
            exported.incidents += 1;
            exported.acts += incident.acts;
            table.row(&csv::incident_cells(&incident, language))?;
        }
        Ok(())
    }

    fn acts_table(&self, db: &Connection, language: Language, out: &mut dyn Write, exported: &mut Exported) -> Result<(), VaultError> {
        let mut table = Table::begin(out, language, &csv::ACT_COLUMNS)?;
        let context = Context::load(db)?;
        for row in self.rows(db, &self.filter.for_any_number(), " AND acts > 0")? {
            let incident = incident(db, row, &context)?;
            let acts_before = exported.acts;
            let is_of_person =
                self.filter.whose.as_ref().is_some_and(|whose| whose.is_behind_all(&incident.draft.who, &incident.draft.own));
            for_each_act(db, row, |act| {
                if self.filter.has_number(&act.number, is_of_person) && self.filter.has(act.at.wall_ms()) {
                    exported.acts += 1;
                    table.row(&csv::act_cells(&incident, act, language))?;
                }
                Ok(())
            })?;
            exported.incidents += u64::from(exported.acts > acts_before);
        }
        Ok(())
    }

    fn document(&self, db: &Connection, out: &mut dyn Write, now: Moment, exported: &mut Exported) -> Result<(), VaultError> {
        let context = Context::load(db)?;
        write!(out, "{{\"format\":\"{JSON_FORMAT}\",\"exported\":\"{now}\",\"incidents\":[")?;
        for row in self.rows(db, self.filter, "")? {
            let incident = incident(db, row, &context)?;
            let separator = if exported.incidents == 0 { "" } else { "," };
            exported.incidents += 1;
            exported.acts += incident.acts;
            // The acts come one by one: there may be more than fit into memory.
            let whole = json(&incident);
            write!(out, "{separator}\n{},\"series\":[", whole.strip_suffix('}').unwrap_or(&whole))?;
            let mut separator = "";
            for_each_act(db, row, |act| {
                write!(out, "{separator}\n{}", json(&JsonAct::of(act)))?;
                separator = ",";
                Ok(())
            })?;
            write!(out, "]}}")?;
        }
        Ok(writeln!(out, "\n]}}")?)
    }
}

/// An imported act in JSON.
#[derive(Serialize)]
struct JsonAct<'a> {
    at: Moment,
    number: &'a str,
    direction: &'static str,
    seconds: Option<u32>,
    text: &'a str,
}

impl<'a> JsonAct<'a> {
    fn of(act: &'a Act) -> Self {
        Self { at: act.at, number: &act.number, direction: act.direction.id(), seconds: act.seconds, text: &act.text }
    }
}

fn incident(db: &Connection, row: i64, context: &Context) -> Result<Incident, VaultError> {
    let stored = db.prepare_cached(&format!("SELECT {COLUMNS} FROM incident WHERE row = ?"))?.query_row([row], row::read)?;
    let evidence = evidence::of_incidents(db, &[row])?.into_iter().map(|(_, evidence)| evidence).collect();
    Ok(stored.into_incident(evidence, context))
}

/// Hands over the acts that a series counts in the order they came in.
fn for_each_act(db: &Connection, series: i64, mut each: impl FnMut(&Act) -> Result<(), VaultError>) -> Result<(), VaultError> {
    let sql = format!("SELECT {} FROM act WHERE series = ? AND lifted IS NULL ORDER BY place", act::COLUMNS);
    let mut select = db.prepare_cached(&sql)?;
    let mut rows = select.query([series])?;
    while let Some(row) = rows.next()? {
        each(&act::read(row, 0)?)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::import::Choice;
    use super::super::testing::{Desk, draft, moment, now};
    use super::super::{Certainty, Count, Degrees, Draft, Harm, Kind, Own, Place, Position, Seen, Who, Witness};
    use super::*;
    use std::io::{self, Cursor};

    /// Something on a social network, a series of three calls from two numbers, and a threat that is withdrawn.
    fn desk() -> Desk {
        let mut desk = Desk::new();
        let sure = Some(Certainty::Likely);
        let who =
            Who { name: "=Кобелёв".into(), numbers: vec!["+77010000001".into()], sure, reason: "@голос".into(), person: None };
        let mut own = Own::default();
        own.set("url", "=x");
        let [lat, lon] = ["43.238949", "76.889709"].map(|degrees| Degrees::new(degrees.parse().unwrap()).unwrap());
        let witness = Witness { name: "Сәуле".into(), saw: "көлік, \"ақ\"".into(), ..Witness::default() };
        desk.add(&Draft {
            who,
            own,
            position: Some(Position { lat, lon, accuracy_m: None }),
            harm: Harm { fear: "боялась".into(), sleep: "не спала".into(), ..Harm::default() },
            seen: Some(Seen { myself: false, by: "Сәуле".into() }),
            answered: Some(false),
            witnesses: vec![witness],
            place: Some(Place { kind: "home".into(), label: "у ворот".into() }),
            count: Some(Count { acts: 3, exact: false }),
            ..draft("social", "2026-01-10T23:30+06:00", "- стоял,\nкричал")
        });
        let table = "date,number,direction,text\n2026-01-11T10:00+05:00,+77010000001,missed,\n2026-01-12T11:00+05:00,+77010000002,incoming,\n\
            2026-01-13T12:00+05:00,+77010000002,incoming,=алло\n";
        desk.log().import(&mut Cursor::new(table), "calls.csv", &Choice::All, now(), &mut |_| ()).unwrap();
        let threat = desk.add(&draft("threat", "2026-01-01T00:00+05:00", "скрыто"));
        desk.log().withdraw(&threat, now()).unwrap();
        desk
    }

    fn export(desk: &mut Desk, form: ExportForm, filter: Filter, withdrawn: bool) -> (String, Exported) {
        let mut out = Vec::new();
        let exported = desk.log().export(&Export { form, filter, withdrawn }, Language::En, &mut out, now()).unwrap();
        (String::from_utf8(out).unwrap(), exported)
    }

    #[test]
    fn a_table_of_incidents_is_in_words_with_texts_that_stay_texts() {
        let mut desk = desk();
        let (table, exported) = export(&mut desk, ExportForm::CsvIncidents, Filter::default(), false);
        assert!(table.starts_with("\u{feff}Id,Kind,When,Until,"));
        assert!(table.contains(
            "Social media,2026-01-10 23:30:00,,UTC+06:00,exact,,3,≈,\"'- стоял,\nкричал\",,Home,у ворот,\"43.238949, 76.889709\",'=Кобелёв,'+77010000001,,likely,\
             '@голос,was told: Сәуле,no,Link: =x,\"Fear: боялась\nSleep: не спала\",,,"
        ));
        assert!(table.contains("\"Сәуле; көлік, \"\"ақ\"\"\",0,,2026-03-01 12:00:00,,\r\n"));
        assert!(!table.contains("скрыто"));
        assert_eq!((exported.incidents, exported.acts), (2, 3));
    }

    #[test]
    fn a_table_of_acts_has_a_row_each() {
        let mut desk = desk();
        let (table, exported) = export(&mut desk, ExportForm::CsvActs, Filter::default(), false);
        let rows: Vec<_> = table.split("\r\n").filter(|row| !row.is_empty()).collect();
        assert_eq!((rows.len(), exported.acts, exported.incidents), (4, 3, 1));
        assert!(rows.iter().any(|row| row.ends_with("Calls,2026-01-11 10:00:00,UTC+05:00,'+77010000001,missed,,,Phone")));
        assert!(rows.iter().any(|row| row.ends_with(",incoming,,'=алло,Phone")));
        let one = Filter { number: Some("87010000002".into()), to: Some("2026-01-12".parse().unwrap()), ..Filter::default() };
        let (_, exported) = export(&mut desk, ExportForm::CsvActs, one, false);
        assert_eq!((exported.acts, exported.incidents), (1, 1));
        let serik = desk.add_person(&[("number", "+77010000002")]);
        let his = Filter { person: Some(serik), ..Filter::default() };
        let (table, exported) = export(&mut desk, ExportForm::CsvActs, his.clone(), false);
        assert_eq!((exported.acts, exported.incidents, table.contains("+77010000001")), (2, 1, false));
        assert_eq!(export(&mut desk, ExportForm::CsvIncidents, his, false).1.incidents, 1);
    }

    #[test]
    fn json_holds_everything_word_for_word() {
        let mut desk = desk();
        let (json, exported) = export(&mut desk, ExportForm::Json, Filter::default(), true);
        let document: serde_json::Value = serde_json::from_str(&json).unwrap();
        let incidents = document["incidents"].as_array().unwrap();
        assert_eq!((document["format"].as_str(), incidents.len(), exported.incidents), (Some("pana/log/1"), 3, 3));
        assert_eq!((incidents[0]["what"].as_str(), incidents[0]["withdrawn"].is_string()), (Some("скрыто"), true));
        for stored in incidents {
            let id = stored["id"].as_str().unwrap().parse().unwrap();
            let mut as_shown = serde_json::to_value(desk.log().incident(&id).unwrap()).unwrap();
            as_shown["series"] = stored["series"].clone();
            assert_eq!(stored, &as_shown);
            assert_eq!(stored["series"].as_array().unwrap().len() as u64, stored["acts"].as_u64().unwrap());
        }
        assert!(json.contains("\"text\":\"=алло\"") && json.contains("\"number\":\"+77010000001\""));
    }

    #[test]
    fn an_empty_export_is_still_whole() {
        let mut desk = Desk::new();
        let (json, exported) = export(&mut desk, ExportForm::Json, Filter::default(), false);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&json).unwrap()["incidents"], serde_json::json!([]));
        assert_eq!(exported.incidents, 0);
        assert_eq!(export(&mut desk, ExportForm::CsvActs, Filter::default(), false).0.matches("\r\n").count(), 1);
    }

    #[test]
    fn the_history_notes_what_went_out_and_check_is_content() {
        let mut desk = desk();
        let before = history::next_sequence(&desk.db).unwrap();
        export(&mut desk, ExportForm::CsvActs, Filter { kind: Some(Kind::CALL), ..Filter::default() }, true);
        let mut noted = Vec::new();
        history::for_each(&desk.db, |stored| {
            noted.extend(stored.record.filter(|record| record.action() == Some(Action::Export)));
            Ok(())
        })
        .unwrap();
        assert_eq!((noted.len(), history::next_sequence(&desk.db).unwrap()), (1, before + 1));
        assert_eq!(noted[0].get(field::EXPORT), br#"{"form":"csv-acts","incidents":1,"acts":3,"withdrawn":true}"#);
        assert_eq!((noted[0].moment(field::WRITTEN), noted[0].subject()), (Some(moment("2026-03-01T12:00+05:00")), None));
        assert_eq!(desk.damaged(), [""; 0]);
    }

    #[test]
    fn an_export_that_the_disk_does_not_take_is_not_noted() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::StorageFull.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut desk = desk();
        let before = history::next_sequence(&desk.db).unwrap();
        let what = Export { form: ExportForm::Json, filter: Filter::default(), withdrawn: false };
        assert!(matches!(desk.log().export(&what, Language::En, &mut Full, now()), Err(LogError::Vault(VaultError::Disk(_)))));
        assert_eq!(history::next_sequence(&desk.db).unwrap(), before);
    }
}
