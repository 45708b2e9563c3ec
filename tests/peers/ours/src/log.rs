//! The log in a sealed vault, as large as it is told to be. Commands and answers are as in `work.rs`.
//!
//! | command | measured | count |
//! |---|---|---|
//! | `vault DIR` | making a vault and opening it | 0 |
//! | `incidents N` | writing so many incidents, many in a transaction | incidents there are |
//! | `import FILE` | importing all rows of a file | acts that are new |
//! | `anchor` | making an anchor | records it covers |
//! | `search-rare N`, `search-common N`, `search-two N`, `search-number N` | finding 50 incidents by a rare word, a common one, two common ones, or a number, so many times | incidents found at once |
//! | `stats` | counting everything | acts |
//! | `history` | reading the whole history, computing its tree and comparing it with the anchor | records it covers |
//! | `compare` | the same, and comparing all tables with it | differences |
//! | `prove N` | so many inclusion proofs of records all over the history, whose tree is there | records |
//! | `lock` | locking it | 0 |

use crate::vault::{Clock, PIN, answer, make, timed};
use crate::work::{COMMON_WORD, Failure, RARE_WORD, incident};
use pana_core::Moment;
use pana_core::incident::import::Choice;
use pana_core::incident::proof::{Anchor, AnchorCheck};
use pana_core::incident::{Draft, Filter, Kind, Milestones, Who, Withdrawn, bench};
use pana_core::vault::{Pin, Secret, Session};
use std::fs::File;
use std::io::BufRead;
use std::path::Path;
use std::time::Duration;

/// Incidents of a page.
const PAGE: u32 = 50;
/// Two words that many incidents say.
const TWO_WORDS: &str = "подъезда соседка";
/// Different numbers that the incidents name.
const NUMBERS: u64 = 40;
/// Almaty's clocks.
const OFFSET_MIN: i16 = 300;
const KINDS: [&str; 4] = ["visit", "follow", "loiter", "threat"];
/// Two records proven one after the other lie so far apart, and every record has its turn.
const STEP: u64 = 7_919;

/// What is open, and what its commands need of each other.
struct Open {
    session: Session,
    incidents: u64,
    anchor: Option<Anchor>,
}

impl Open {
    fn make(folder: &Path, clock: &Clock) -> Result<Self, Failure> {
        let session = make(folder, clock)?.unlock(&Secret::Pin(Pin::new(PIN)?), clock.now())?;
        Ok(Self { session, incidents: 0, anchor: None })
    }

    fn add(&mut self, count: u64, clock: &Clock) -> Result<u64, Failure> {
        let drafts = (self.incidents..self.incidents + count).map(draft).collect::<Result<Vec<_>, _>>()?;
        bench::add_all(&mut self.session.log(), drafts, clock.now())?;
        self.incidents += count;
        Ok(self.session.log().counts()?.incidents)
    }

    fn import(&mut self, path: &str, clock: &Clock) -> Result<u64, Failure> {
        let name = Path::new(path).file_name().and_then(|name| name.to_str()).ok_or("the file needs a name")?;
        Ok(self.session.log().import(&mut File::open(path)?, name, &Choice::All, clock.now(), &mut |_| ())?.added)
    }

    fn anchor(&mut self, clock: &Clock) -> Result<u64, Failure> {
        Ok(self.anchor.insert(self.session.log().make_anchor(clock.now())?.anchor).size)
    }

    fn search(&mut self, words: &str, filter: &Filter, times: u64) -> Result<(u64, Duration), Failure> {
        let mut found = 0;
        let log = self.session.log();
        let ((), taken) = timed(|| {
            for _ in 0..times {
                found = log.find(words, filter, Withdrawn::Hide, PAGE, None)?.incidents.len();
            }
            Ok(())
        })?;
        Ok((found as u64, taken))
    }

    fn stats(&mut self) -> Result<u64, Failure> {
        Ok(self.session.log().stats(&Filter::default(), &Milestones::default())?.acts.total())
    }

    fn history(&mut self) -> Result<u64, Failure> {
        let anchor = self.anchor.as_ref().ok_or("there is no anchor")?;
        match self.session.log().check_anchor(anchor)? {
            AnchorCheck::Unchanged => Ok(anchor.size),
            other => Err(format!("the history is not what the anchor says: {other:?}").into()),
        }
    }

    fn prove(&mut self, count: u64) -> Result<(u64, Duration), Failure> {
        let log = self.session.log();
        let prover = log.prover()?;
        timed(|| {
            for n in 0..count {
                std::hint::black_box(prover.prove(n * STEP % self.incidents, None, &[])?);
            }
            Ok(count)
        })
    }
}

/// The shared incident of this number, with someone's number.
fn draft(number: u64) -> Result<Draft, Failure> {
    let shared = incident(number);
    let kind = Kind::from_id(KINDS[(number % KINDS.len() as u64) as usize]).ok_or("an unknown kind")?;
    let who = Who { numbers: vec![format!("+7702{:07}", number % NUMBERS)], ..Who::default() };
    // Times of the shared incidents begin in 2026 and go on for weeks; here all of them are over.
    let at = Moment::new(shared.at_ms - 365 * 86_400_000, OFFSET_MIN)?;
    Ok(Draft { what: shared.what, who, ..Draft::new(kind, at) })
}

/// Serves commands until stdin ends.
pub fn serve() -> Result<(), Failure> {
    let clock = Clock::start()?;
    let mut open: Option<Open> = None;
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (command, argument) = line.split_once(' ').unwrap_or((&line, ""));
        let count = || argument.parse::<u64>().map_err(|_| format!("{command}: a number is missing"));
        if command == "vault" {
            let (made, taken) = timed(|| Open::make(argument.as_ref(), &clock))?;
            open = Some(made);
            answer(taken, 0)?;
            continue;
        }
        if command == "lock" {
            let session = open.take().ok_or("nothing is open")?.session;
            answer(timed(|| Ok(session.lock()?))?.1, 0)?;
            continue;
        }
        let open = open.as_mut().ok_or("nothing is open")?;
        let any = Filter::default();
        let (found, taken) = match command {
            "incidents" => timed(|| open.add(count()?, &clock))?,
            "import" => timed(|| open.import(argument, &clock))?,
            "anchor" => timed(|| open.anchor(&clock))?,
            "search-rare" => open.search(RARE_WORD, &any, count()?)?,
            "search-common" => open.search(COMMON_WORD, &any, count()?)?,
            "search-two" => open.search(TWO_WORDS, &any, count()?)?,
            "search-number" => open.search("", &Filter { number: Some("87020000007".to_owned()), ..any }, count()?)?,
            "stats" => timed(|| open.stats())?,
            "history" => timed(|| open.history())?,
            "compare" => timed(|| Ok(bench::differences(&open.session.log())? as u64))?,
            "prove" => open.prove(count()?)?,
            _ => return Err(format!("unknown command: {command}").into()),
        };
        answer(taken, found)?;
    }
    Ok(())
}
