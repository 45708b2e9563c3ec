//! A series that she types: for those who can import nothing.

use super::change::beginning;
use super::existing;
use super::intake::{Origin, Series, Taken};
use crate::incident::act::Act;
use crate::incident::number;
use crate::incident::parts::{NUMBER_MAX_BYTES, invalid, json};
use crate::incident::{Direction, FUTURE_MAX_HOURS, Id, Kind, Log, LogError};
use crate::{Moment, Now};

/// What the history calls the format of a series that was typed.
const FORMAT: &str = "typed";
/// Acts that are typed at once.
pub const TYPED_MAX: usize = 10_000;

/// One call or message as she types it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedAct {
    /// When.
    pub at: Moment,
    /// With whom; empty if withheld.
    pub number: String,
    /// Which way.
    pub direction: Direction,
    /// How long a call lasted.
    pub seconds: Option<u32>,
    /// The words of a message.
    pub text: String,
}

impl Log<'_> {
    /// Writes a series of calls or messages that she typed; returns its id and how many of them the log had already. Those of one time, number,
    /// direction and text within `acts` stay as many as she typed.
    ///
    /// Refused are another kind (`kind`, `not-of-a-series`), no acts (`rows`, `empty`), more than [`TYPED_MAX`] (`rows`, `too-many`), a time that has
    /// not come (`at`, `in-the-future`), and acts that the log has all of already (`rows`, `known-already`).
    pub fn add_series(&mut self, kind: Kind, acts: &[TypedAct], now: Now) -> Result<(Id, u64), LogError> {
        if kind != Kind::CALL && kind != Kind::MSG {
            return Err(invalid("kind", "not-of-a-series"));
        }
        let acts = checked(kind, acts, now)?;
        let tx = self.begin(now)?;
        let mut series = Series::new(&tx, kind, now.wall)?;
        let source = json(&Origin { id: Id::make(), source: "", format: FORMAT });
        let mut taken = Taken::default();
        series.take(&tx, &acts, &source, now.wall, &mut taken)?;
        if taken.added == 0 {
            return Err(invalid("rows", "known-already"));
        }
        tx.commit()?;
        Ok((series.stored.id, taken.known))
    }

    /// Adds acts to a series that she typed; returns how many were new. One that was imported is refused (`id`, `not-typed`).
    pub fn extend_series(&mut self, id: &Id, acts: &[TypedAct], now: Now) -> Result<u64, LogError> {
        let tx = self.begin(now)?;
        let stored = existing(&tx, id)?;
        let (began, _) = beginning(&tx, id)?;
        if began.format != FORMAT {
            return Err(invalid("id", "not-typed"));
        }
        let acts = checked(stored.draft.kind, acts, now)?;
        let import = Id::from_stored(&began.id).ok_or(LogError::NotFound)?;
        let source = json(&Origin { id: import, source: "", format: FORMAT });
        let mut taken = Taken::default();
        Series::existing(&tx, stored)?.take(&tx, &acts, &source, now.wall, &mut taken)?;
        tx.commit()?;
        Ok(taken.added)
    }
}

/// The acts as the log takes them.
fn checked(kind: Kind, typed: &[TypedAct], now: Now) -> Result<Vec<Act>, LogError> {
    if typed.is_empty() {
        return Err(invalid("rows", "empty"));
    }
    if typed.len() > TYPED_MAX {
        return Err(invalid("rows", "too-many"));
    }
    let latest_ms = now.wall.utc_ms() + FUTURE_MAX_HOURS * 3_600_000;
    let mut acts: Vec<Act> = Vec::with_capacity(typed.len());
    for row in typed {
        if row.at.utc_ms() > latest_ms {
            return Err(invalid("at", "in-the-future"));
        }
        if row.number.len() > NUMBER_MAX_BYTES {
            return Err(invalid("numbers", "too-long"));
        }
        if row.text.contains('\0') || row.number.contains('\0') {
            return Err(invalid("rows", "nul"));
        }
        let TypedAct { direction, seconds, .. } = *row;
        let act = Act { direction, seconds, text: row.text.clone(), ..Act::new(kind, row.at, number::normalise_or_keep(&row.number)) };
        act.check()?;
        acts.push(act);
    }
    number_alike(&mut acts);
    Ok(acts)
}

/// Tells acts apart that say the same, by how many were typed before.
fn number_alike(acts: &mut [Act]) {
    let mut seen: std::collections::HashMap<(i64, String, &'static str, String), u32> = std::collections::HashMap::new();
    for act in acts {
        let nth = seen.entry((act.at.utc_ms(), act.number.clone(), act.direction.id(), act.text.clone())).or_default();
        act.nth = *nth;
        *nth += 1;
    }
}
