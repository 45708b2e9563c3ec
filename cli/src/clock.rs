//! The two clocks of the desk: the one on the wall, and the one that can't be set.

use crate::failure::Failure;
use jiff::Zoned;
use pana_core::{Moment, Now, Uptime};
use rustix::time::{ClockId, clock_gettime};
use std::fs;

/// Fixes the clock that can't be set, for tests: 32 hexadecimal digits of a boot, a colon, nanoseconds.
pub(crate) const UPTIME_VARIABLE: &str = "PANA_UPTIME";

const BOOT_ID_FILE: &str = "/proc/sys/kernel/random/boot_id";

/// Reads both clocks, or shows what they were fixed to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock {
    wall: Option<Moment>,
    uptime: Option<Uptime>,
}

impl Clock {
    /// `wall` fixes the clock on the wall only: waits go on by the other one.
    pub(crate) fn new(wall: Option<Moment>, uptime: Option<Uptime>) -> Self {
        Self { wall, uptime }
    }

    /// The same clock with the wall fixed, if `wall` says so.
    pub(crate) fn fixed(self, wall: Option<Moment>) -> Self {
        Self { wall: wall.or(self.wall), ..self }
    }

    pub(crate) fn now(&self) -> Result<Now, Failure> {
        let wall = self.wall.unwrap_or_else(|| Moment::from(&Zoned::now()));
        let uptime = self.uptime.or_else(system_uptime).ok_or(Failure::refused("clock-unreadable"))?;
        Ok(Now { wall, uptime })
    }
}

/// Reads `BOOT:NANOS`.
pub(crate) fn parse_uptime(text: &str) -> Option<Uptime> {
    let (boot, nanos) = text.split_once(':')?;
    Some(Uptime { boot: hex_16(boot)?, nanos: nanos.parse().ok()? })
}

fn system_uptime() -> Option<Uptime> {
    let boot = fs::read_to_string(BOOT_ID_FILE).ok()?;
    // Counts while the machine sleeps, too.
    let since = clock_gettime(ClockId::Boottime);
    let nanos = u64::try_from(since.tv_sec).ok()?.checked_mul(1_000_000_000)?.checked_add(u64::try_from(since.tv_nsec).ok()?)?;
    Some(Uptime { boot: hex_16(&boot.trim().replace('-', ""))?, nanos })
}

fn hex_16(digits: &str) -> Option<[u8; 16]> {
    let all_hex = digits.len() == 32 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    all_hex.then(|| u128::from_str_radix(digits, 16).ok().map(u128::to_be_bytes)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_that_cannot_be_set_runs_forward() {
        let clock = Clock::new(None, None);
        let first = clock.now().expect("readable").uptime;
        let second = clock.now().expect("readable").uptime;
        assert_eq!(first.boot, second.boot);
        assert!(second.nanos >= first.nanos && first.nanos > 0);
    }

    #[test]
    fn fixing_the_wall_leaves_the_other_clock_running() {
        let wall: Moment = "2026-02-01T21:30+05:00".parse().expect("a date");
        let now = Clock::new(None, None).fixed(Some(wall)).now().expect("readable");
        assert_eq!(now.wall, wall);
        assert!(now.uptime.nanos > 0);
    }

    #[test]
    fn an_uptime_for_tests_is_read() {
        let uptime = parse_uptime("000000000000000000000000000000ff:12").expect("well-formed");
        assert_eq!((uptime.boot[15], uptime.nanos), (255, 12));
        assert_eq!(parse_uptime("ff:12"), None);
        assert_eq!(parse_uptime("+00000000000000000000000000000ff:12"), None);
        assert_eq!(parse_uptime("000000000000000000000000000000ff:-1"), None);
    }
}
