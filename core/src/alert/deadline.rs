//! A point in the future on the clock that can't be set.

use crate::{Moment, Now};
use serde::{Deserialize, Serialize};

const NANOS_PER_MS: u64 = 1_000_000;

/// When something is to happen. Counted on the monotonic clock; after a restart of the device only the wall clock is left to tell, and where that can't be
/// right the deadline has passed: an alert that comes early does less harm than one that does not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Deadline {
    /// The first half of the boot's id tells boots apart, and a run has many deadlines to save.
    boot: [u8; 8],
    nanos: u64,
    set_ms: i64,
    due_ms: i64,
}

impl Deadline {
    pub(super) fn after(now: Now, seconds: u64) -> Self {
        let set_ms = now.wall.utc_ms();
        Self {
            boot: half(now),
            nanos: now.uptime.nanos.saturating_add(seconds.saturating_mul(1_000 * NANOS_PER_MS)),
            set_ms,
            due_ms: set_ms.saturating_add_unsigned(seconds.saturating_mul(1_000)),
        }
    }

    /// Milliseconds until then, rounded up; 0 once it has come.
    pub(super) fn left_ms(self, now: Now) -> u64 {
        if half(now) == self.boot {
            return self.nanos.saturating_sub(now.uptime.nanos).div_ceil(NANOS_PER_MS);
        }
        let wall_ms = now.wall.utc_ms();
        if wall_ms < self.set_ms { 0 } else { u64::try_from(self.due_ms - wall_ms).unwrap_or(0) }
    }

    pub(super) fn has_come(self, now: Now) -> bool {
        self.left_ms(now) == 0
    }

    /// The point on both clocks at which the wall clock is to show `wall`, as it runs now.
    pub(super) fn at(now: Now, wall: Moment) -> Self {
        let ms = u64::try_from(wall.utc_ms() - now.wall.utc_ms()).unwrap_or(0);
        let nanos = now.uptime.nanos.saturating_add(ms.saturating_mul(NANOS_PER_MS));
        Self { boot: half(now), nanos, set_ms: now.wall.utc_ms(), due_ms: wall.utc_ms() }
    }

    /// The same on the clock of this boot. A wall clock that was set back since has passed it.
    pub(super) fn on_this_boot(self, now: Now, seen_ms: i64) -> Self {
        if half(now) == self.boot {
            return self;
        }
        let left_ms = if now.wall.utc_ms() < seen_ms { 0 } else { self.left_ms(now) };
        let set_ms = now.wall.utc_ms();
        let nanos = now.uptime.nanos.saturating_add(left_ms.saturating_mul(NANOS_PER_MS));
        Self { boot: half(now), nanos, set_ms, due_ms: set_ms.saturating_add_unsigned(left_ms) }
    }

    pub(super) fn later_by(self, seconds: u64) -> Self {
        let more_ms = seconds.saturating_mul(1_000);
        Self {
            nanos: self.nanos.saturating_add(more_ms.saturating_mul(NANOS_PER_MS)),
            due_ms: self.due_ms.saturating_add_unsigned(more_ms),
            ..self
        }
    }
}

fn half(now: Now) -> [u8; 8] {
    let mut half = [0; 8];
    half.copy_from_slice(&now.uptime.boot[..8]);
    half
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Uptime;

    fn now(wall: &str, boot: u8, seconds: u64) -> Now {
        Now { wall: wall.parse().unwrap(), uptime: Uptime { boot: [boot; 16], nanos: seconds * 1_000_000_000 } }
    }

    #[test]
    fn the_wall_clock_moves_no_deadline_of_the_same_boot() {
        let due = Deadline::after(now("2026-02-01T21:30+05:00", 1, 100), 120);
        assert_eq!(due.left_ms(now("2026-02-01T21:30+05:00", 1, 100)), 120_000);
        assert_eq!(due.left_ms(now("2026-02-01T19:30+05:00", 1, 219)), 1_000);
        assert!(!due.has_come(now("2026-03-01T21:30+05:00", 1, 219)));
        assert!(due.has_come(now("2026-02-01T19:30+05:00", 1, 220)));
        assert_eq!(due.later_by(60).left_ms(now("2026-02-01T19:30+05:00", 1, 220)), 60_000);
    }

    #[test]
    fn a_deadline_by_the_wall_is_counted_on_the_other_clock() {
        let due = Deadline::at(now("2026-02-01T21:30+05:00", 1, 100), "2026-02-01T21:40+05:00".parse().unwrap());
        assert_eq!(due.left_ms(now("2026-02-01T19:30+05:00", 1, 100)), 600_000);
        assert!(Deadline::at(now("2026-02-01T21:30+05:00", 1, 100), "2026-02-01T21:29+05:00".parse().unwrap()).has_come(now(
            "2026-02-01T21:30+05:00",
            1,
            100
        )));
    }

    #[test]
    fn after_a_restart_the_wall_clock_tells_unless_it_went_back() {
        let due = Deadline::after(now("2026-02-01T21:30+05:00", 1, 100), 120);
        assert_eq!(due.left_ms(now("2026-02-01T21:31+05:00", 2, 5)), 60_000);
        assert!(due.has_come(now("2026-02-01T21:32+05:00", 2, 5)));
        assert!(due.has_come(now("2026-02-01T21:29+05:00", 2, 5)));
    }
}
