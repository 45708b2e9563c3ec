//! A phone that does not exist: it carries out what a run asks for, and time passes only when it is told to.
//!
//! Between any two steps the run lies saved as text, as on a phone that may be killed at any moment.

use super::script::{Gps, Script, Step};
use crate::alert_fields::{self, earlier};
use crate::alert_words::{name_of, recipients};
use crate::failure::Failure;
use pana_core::alert::{Abilities, CheckInError, Effect, Event, Fix, Kit, RadioResult, Run, RunView, read_message};
use pana_core::incident::Id;
use pana_core::{Moment, Now, Uptime};
use std::mem;

/// The radio says after this time what it did with a message, …
const RADIO_MS: u64 = 1_000;
/// … and the network, this much later, that it arrived.
const RECEIPT_MS: u64 = 2_000;
/// What the phone takes to find out where it is.
const GPS_MS: u64 = 1_000;
/// Events of one play.
const EVENTS_MAX: u32 = 100_000;
const MS_PER_S: u64 = 1_000;
const NANOS_PER_MS: u64 = 1_000_000;

/// Something that happened, and when.
#[derive(Debug)]
pub(super) struct Happened {
    pub(super) at: Moment,
    /// Since the play began, on the clock that can't be set.
    pub(super) elapsed_ms: u64,
    /// The clock that waits are counted on.
    pub(super) uptime: Uptime,
    pub(super) what: What,
}

#[derive(Debug)]
pub(super) enum What {
    /// The run asks for this.
    Effect { effect: Effect, to: Vec<Id> },
    /// What the radio or the network says of messages to these.
    Report { said: Said, to: Vec<Id> },
    /// The phone found out where it is.
    Located,
    /// A message came in on a phone that does not show messages to Pana.
    NotSeen,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Radio(RadioResult),
    Delivered,
}

pub(super) struct Phone {
    abilities: Abilities,
    kit: Kit,
    /// What the clock on the wall showed when the play began, with all jumps since.
    wall_at_start: Moment,
    elapsed_ms: u64,
    boots: u8,
    booted_at_ms: u64,
    /// The run as it is saved.
    saved: Option<String>,
    radio: RadioResult,
    receipts: bool,
    gps: Option<Gps>,
    asks_location: bool,
    wake_at_ms: Option<u64>,
    ahead: Vec<Ahead>,
    sheets: Vec<Sheet>,
    /// Texts that reached contacts, in this order.
    received: Vec<(Id, String)>,
    events: u32,
    happened: Vec<Happened>,
}

/// What comes by itself.
struct Ahead {
    at_ms: u64,
    what: Coming,
}

enum Coming {
    Report { send: u32, said: Said, to: Id },
    Location,
}

/// A message sheet of which it is not settled whether it was sent.
struct Sheet {
    send: u32,
    to: Vec<Id>,
    text: String,
}

impl Phone {
    pub(super) fn new(script: &Script, clock: Moment) -> Self {
        Self {
            abilities: script.abilities,
            kit: script.kit.clone(),
            wall_at_start: clock,
            elapsed_ms: 0,
            boots: 1,
            booted_at_ms: 0,
            saved: None,
            radio: RadioResult::Handed,
            receipts: true,
            gps: None,
            asks_location: false,
            wake_at_ms: None,
            ahead: Vec::new(),
            sheets: Vec::new(),
            received: Vec::new(),
            events: 0,
            happened: Vec::new(),
        }
    }

    /// What has happened since this was asked last.
    pub(super) fn take_happened(&mut self) -> Vec<Happened> {
        mem::take(&mut self.happened)
    }

    /// What the contact is called.
    pub(super) fn name(&self, contact: &Id) -> String {
        name_of(&self.kit, contact)
    }

    pub(super) fn elapsed_ms(&self) -> u64 {
        self.elapsed_ms
    }

    pub(super) fn now(&self) -> Result<Now, Failure> {
        let wall = Moment::new(self.wall_at_start.utc_ms().saturating_add_unsigned(self.elapsed_ms), self.wall_at_start.offset_min());
        let uptime = Uptime { boot: [self.boots; 16], nanos: (self.elapsed_ms - self.booted_at_ms) * NANOS_PER_MS };
        Ok(Now { wall: wall.map_err(|_| Failure::refused("date-out-of-range"))?, uptime })
    }

    /// What may be said of the run now.
    pub(super) fn view(&self) -> Result<RunView, Failure> {
        Ok(self.run()?.view(&self.kit, self.now()?))
    }

    pub(super) fn play(&mut self, step: &Step) -> Result<(), Failure> {
        match step {
            Step::Network(radio) => self.radio = *radio,
            Step::Receipts(on) => self.receipts = *on,
            Step::Gps(gps) => {
                self.gps = *gps;
                self.locate()?;
            }
            Step::Wait { span_s } => self.wait(span_s * MS_PER_S)?,
            Step::SetClock { by_s } => {
                let utc_ms = self.wall_at_start.utc_ms() + by_s * MS_PER_S.cast_signed();
                self.wall_at_start =
                    Moment::new(utc_ms, self.wall_at_start.offset_min()).map_err(|_| Failure::refused("date-out-of-range"))?;
            }
            Step::Press => self.press()?,
            Step::CheckIn { due, contact } => {
                let (last_number, now) = (self.last_number_if_free()?, self.now()?);
                let due = alert_fields::deadline(due, now.wall)?;
                let (run, effects) = Run::check_in(&self.kit, self.abilities, last_number, contact.as_ref(), due, now)?;
                self.begin(&run, effects)?;
            }
            Step::Extend { due } => {
                let now = self.now()?;
                let (run, effects) = self.run()?.extend(&self.kit, alert_fields::deadline(due, now.wall)?, now)?;
                self.begin(&run, effects)?;
            }
            Step::Drill => {
                let (run, effects) = Run::drill(&self.kit, self.abilities, self.last_number_if_free()?, None, self.now()?);
                self.begin(&run, effects)?;
            }
            Step::Cancel { token } => self.give(&Event::Cancel { token: *token })?,
            Step::Safe { token } => self.give(&Event::Safe { token: *token })?,
            Step::Update { token } => self.give(&Event::SendUpdate { token: *token })?,
            Step::Hand { contact, token } => self.give(&Event::Answered { contact: contact.clone(), token: *token })?,
            Step::Sheet { sent } => self.close_sheet(*sent)?,
            Step::Answers(contact) => self.answer(contact)?,
            Step::Receive { from, text } => self.receive(from.clone(), text.clone())?,
            Step::Kill { reboot, for_s } => self.kill(*reboot, for_s * MS_PER_S)?,
        }
        Ok(())
    }

    fn run(&self) -> Result<Run, Failure> {
        let saved = self.saved.as_ref().ok_or(Failure::refused("script-before-press"))?;
        serde_json::from_str(saved).map_err(|_| Failure::refused("not-done"))
    }

    fn save(&mut self, run: &Run) -> Result<(), Failure> {
        self.saved = Some(serde_json::to_string(run).map_err(|_| Failure::refused("not-done"))?);
        Ok(())
    }

    /// She holds the button: a run begins, unless one goes on.
    fn press(&mut self) -> Result<(), Failure> {
        let Ok(last_number) = self.last_number_if_free() else { return self.give(&Event::Press) };
        let (run, effects) = Run::press(&self.kit, self.abilities, last_number, self.now()?);
        self.begin(&run, effects)
    }

    /// The number of the last message, if nothing runs.
    fn last_number_if_free(&self) -> Result<u64, Failure> {
        match self.saved {
            None => Ok(0),
            Some(_) => Some(self.run()?).filter(Run::is_over).map(|run| run.last_number()).ok_or(CheckInError::Busy.into()),
        }
    }

    fn begin(&mut self, run: &Run, effects: Vec<Effect>) -> Result<(), Failure> {
        self.save(run)?;
        self.carry_out(effects)
    }

    fn give(&mut self, event: &Event) -> Result<(), Failure> {
        self.events += 1;
        if self.events > EVENTS_MAX {
            return Err(Failure::refused("script-too-long"));
        }
        let (run, effects) = self.run()?.step(&self.kit, event, self.now()?);
        self.save(&run)?;
        self.carry_out(effects)
    }

    fn carry_out(&mut self, effects: Vec<Effect>) -> Result<(), Failure> {
        // The last word on when to be woken holds; none means never.
        self.wake_at_ms = None;
        for effect in effects {
            let to = recipients(&self.kit, &effect);
            match &effect {
                Effect::SendSms { send, contact, text, .. } => self.hand_to_radio(*send, contact, text),
                Effect::OpenSheet { send, text, .. } => self.sheets.push(Sheet { send: *send, to: to.clone(), text: text.clone() }),
                Effect::WakeAt(at) => self.wake_at_ms = Some(self.booted_at_ms + at.nanos.div_ceil(NANOS_PER_MS)),
                Effect::AskLocation => {
                    self.asks_location = true;
                    self.ahead.push(Ahead { at_ms: self.elapsed_ms + GPS_MS, what: Coming::Location });
                }
                Effect::StopLocation => self.asks_location = false,
                Effect::OfferDial(_) | Effect::Notify(_) | Effect::Show(_) => {}
            }
            self.note(What::Effect { effect, to })?;
        }
        Ok(())
    }

    fn note(&mut self, what: What) -> Result<(), Failure> {
        let Now { wall, uptime } = self.now()?;
        self.happened.push(Happened { at: wall, elapsed_ms: self.elapsed_ms, uptime, what });
        Ok(())
    }

    /// Whether the message goes out is settled now, and told later: a phone may be killed between.
    fn hand_to_radio(&mut self, send: u32, contact: &Id, text: &str) {
        let report = |said, after_ms| Ahead { at_ms: self.elapsed_ms + after_ms, what: Coming::Report { send, said, to: contact.clone() } };
        let (radio, receipt) = (report(Said::Radio(self.radio), RADIO_MS), report(Said::Delivered, RADIO_MS + RECEIPT_MS));
        self.ahead.push(radio);
        if self.radio == RadioResult::Handed {
            self.received.push((contact.clone(), text.to_owned()));
            if self.receipts && self.abilities.delivery_receipts {
                self.ahead.push(receipt);
            }
        }
    }

    fn wait(&mut self, ms: u64) -> Result<(), Failure> {
        let until_ms = self.elapsed_ms + ms;
        loop {
            let first = (0..self.ahead.len()).min_by_key(|at| self.ahead[*at].at_ms);
            let ahead_ms = first.map(|at| self.ahead[at].at_ms);
            let next_ms = [ahead_ms, self.wake_at_ms].into_iter().flatten().min().filter(|next_ms| *next_ms <= until_ms);
            let Some(next_ms) = next_ms else { break };
            self.elapsed_ms = self.elapsed_ms.max(next_ms);
            match first.filter(|_| ahead_ms == Some(next_ms)) {
                Some(at) => {
                    let ahead = self.ahead.remove(at);
                    self.arrive(ahead.what)?;
                }
                None => self.give(&Event::Tick)?,
            }
        }
        self.elapsed_ms = until_ms;
        Ok(())
    }

    fn arrive(&mut self, what: Coming) -> Result<(), Failure> {
        match what {
            Coming::Location => self.locate(),
            Coming::Report { send, said, to } => {
                self.note(What::Report { said, to: vec![to] })?;
                self.give(&match said {
                    Said::Radio(result) => Event::Radio { send, result },
                    Said::Delivered => Event::Delivered { send },
                })
            }
        }
    }

    /// Tells the run where the phone is, if it was asked and knows.
    fn locate(&mut self) -> Result<(), Failure> {
        let Some(Gps { lat, lon, accuracy_m, age_s }) = self.gps.filter(|_| self.asks_location) else { return Ok(()) };
        let found = earlier(self.now()?.wall, age_s.cast_signed()).ok_or(Failure::refused("date-out-of-range"))?;
        self.note(What::Located)?;
        self.give(&Event::Located(Fix { lat, lon, accuracy_m, at: found }))
    }

    fn close_sheet(&mut self, sent: Option<bool>) -> Result<(), Failure> {
        let place = self.sheets.len().checked_sub(1).ok_or(Failure::refused("script-no-sheet"))?;
        let send = self.sheets[place].send;
        if sent.is_some() {
            // As long as nobody knows, she can still say it by hand.
            let sheet = self.sheets.remove(place);
            if sent == Some(true) {
                self.received.extend(sheet.to.into_iter().map(|contact| (contact, sheet.text.clone())));
            }
        }
        self.give(&Event::SheetClosed { send, sent })
    }

    /// The contact replies with the digits of the newest message they have got.
    fn answer(&mut self, contact: &Id) -> Result<(), Failure> {
        let newest_first = self.received.iter().rev().filter(|(to, _)| to == contact).map(|(_, text)| text.as_str());
        let texts = newest_first.collect::<Vec<_>>().join("\n");
        let answer = read_message(&texts, None, self.now()?.wall).and_then(|reading| reading.answer);
        let answer = answer.ok_or(Failure::refused("script-no-code"))?;
        let from = self.kit.contact(contact).map(|contact| contact.number.clone()).unwrap_or_default();
        self.receive(from, answer)
    }

    fn receive(&mut self, from: String, text: String) -> Result<(), Failure> {
        if self.abilities.receive { self.give(&Event::Received { from, text }) } else { self.note(What::NotSeen) }
    }

    /// What was under way is reported to nobody any more.
    fn kill(&mut self, reboot: bool, for_ms: u64) -> Result<(), Failure> {
        self.run()?;
        self.ahead.clear();
        self.wake_at_ms = None;
        self.asks_location = false;
        self.elapsed_ms += for_ms;
        if reboot {
            self.boots = self.boots.wrapping_add(1);
            self.booted_at_ms = self.elapsed_ms;
        }
        self.give(&Event::Resumed(self.abilities))
    }
}
