//! Both clocks of a phone, moved by hand.

use pana_core::{Moment, Now, Uptime};
use std::time::Duration;

/// A phone's clocks. They stand still until a test moves them.
#[derive(Clone)]
pub struct Clock {
    wall_ms: i64,
    boot: u8,
    uptime: Duration,
}

impl Default for Clock {
    /// 1 February 2026, an hour after the phone was started.
    fn default() -> Self {
        Self { wall_ms: 1_769_963_400_000, boot: 1, uptime: Duration::from_hours(1) }
    }
}

impl Clock {
    /// The same phone started for the `n`th time: each start an hour after the one before.
    pub fn nth_start(n: u64) -> Self {
        let clock = Self::default();
        Self { wall_ms: clock.wall_ms + n as i64 * 3_600_000, boot: n as u8, uptime: Duration::from_secs(10) }
    }

    /// What both clocks show.
    pub fn now(&self) -> Now {
        let wall = Moment::new(self.wall_ms, 300).expect("tests stay between 1900 and 2200");
        Now { wall, uptime: Uptime { boot: [self.boot; 16], nanos: self.uptime.as_nanos() as u64 } }
    }

    /// Time goes by.
    pub fn pass(&mut self, time: Duration) -> Now {
        self.uptime += time;
        self.wall_ms += time.as_millis() as i64;
        self.now()
    }

    /// An hour goes by: long enough that no wrong try of before makes anyone wait.
    #[expect(clippy::should_implement_trait, reason = "clocks don't end, so they are no iterators")]
    pub fn next(&mut self) -> Now {
        self.pass(Duration::from_hours(1))
    }

    /// Someone sets the date; the clock that runs forward does not notice.
    pub fn set_wall_ahead(&mut self, time: Duration) -> Now {
        self.wall_ms += time.as_millis() as i64;
        self.now()
    }

    /// The phone is started again: ten seconds ago.
    pub fn reboot(&mut self) -> Now {
        self.boot = self.boot.wrapping_add(1);
        self.uptime = Duration::from_secs(10);
        self.now()
    }
}
