//! What happened lately and where, for whoever plans a way.

use super::{Log, LogError, Position};
use crate::Moment;
use rusqlite::OptionalExtension;

impl Log<'_> {
    /// Where on the map something happened from this moment on, and when, hidden incidents left out.
    pub fn spots(&self, since: Moment) -> Result<Vec<(Position, Moment)>, LogError> {
        let sql = "SELECT position, at_ms, at_offset FROM incident WHERE hidden = 0 AND at_ms >= ? AND position <> '' ORDER BY at_ms, row";
        let mut select = self.db.prepare_cached(sql)?;
        let mut rows = select.query([since.utc_ms()])?;
        let mut found = vec![];
        while let Some(row) = rows.next()? {
            let position: String = row.get(0)?;
            let at = Moment::new(row.get(1)?, row.get(2)?);
            // A damaged row is told by `check`; here it must not keep her from her way.
            if let (Ok(position), Ok(at)) = (serde_json::from_str(&position), at) {
                found.push((position, at));
            }
        }
        Ok(found)
    }

    /// When the newest incident of one of these kinds began, hidden ones left out.
    pub fn newest_of(&self, kinds: &[&str]) -> Result<Option<Moment>, LogError> {
        let sql = "SELECT at_ms, at_offset FROM incident WHERE hidden = 0 AND kind = ? ORDER BY at_ms DESC LIMIT 1";
        let mut select = self.db.prepare_cached(sql)?;
        let mut newest: Option<Moment> = None;
        for kind in kinds {
            let found = select.query_row([kind], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            let at = found.and_then(|(ms, offset_min)| Moment::new(ms, offset_min).ok());
            newest = [newest, at].into_iter().flatten().max_by_key(|at| at.utc_ms());
        }
        Ok(newest)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Desk, draft, moment, now};
    use super::super::{Degrees, Draft};
    use super::*;

    #[test]
    fn spots_are_those_on_the_map_that_are_new_and_not_hidden() {
        let mut desk = Desk::new();
        let position = Position { lat: Degrees { micro: 43_238_000 }, lon: Degrees { micro: 76_945_000 }, accuracy_m: None };
        let on_map = |at: &str| Draft { position: Some(position), ..draft("loiter", at, "у ворот") };
        desk.add(&on_map("2026-01-01T08:00+05:00"));
        desk.add(&draft("follow", "2026-01-20T08:00+05:00", "от остановки"));
        desk.add(&on_map("2026-01-21T08:00+05:00"));
        let hidden = desk.add(&on_map("2026-01-22T08:00+05:00"));
        desk.log().withdraw(&hidden, now()).unwrap();
        let spots = desk.log().spots(moment("2026-01-02T00:00+05:00")).unwrap();
        assert_eq!(spots, [(position, moment("2026-01-21T08:00+05:00"))]);
    }

    #[test]
    fn the_newest_of_some_kinds_counts_and_no_hidden_one() {
        let mut desk = Desk::new();
        desk.add(&draft("call", "2026-01-22T08:00+05:00", ""));
        let newest = |desk: &mut Desk| desk.log().newest_of(&["follow", "loiter"]).unwrap().map(|at| at.to_string());
        assert_eq!(newest(&mut desk), None);
        desk.add(&draft("loiter", "2026-01-21T08:00+05:00", "у подъезда"));
        desk.add(&draft("follow", "2026-01-20T08:00+05:00", "от остановки"));
        assert_eq!(newest(&mut desk).as_deref(), Some("2026-01-21T08:00:00+05:00"));
        let hidden = desk.add(&draft("follow", "2026-01-23T08:00+05:00", "от магазина"));
        desk.log().withdraw(&hidden, now()).unwrap();
        assert_eq!(newest(&mut desk).as_deref(), Some("2026-01-21T08:00:00+05:00"));
    }
}
