//! What the controller counts.
//!
//! Every count of cycles comes from [`Cycles::of`], nowhere else; times that must have passed are rounded up, times that must not pass are
//! rounded down.

use super::timing::{Span, Timing};
use thiserror::Error;

/// Words that a READ or WRITE moves, a cycle each: a word of the memory port.
pub const BURST: u64 = 4;
/// Cycles from READ to its first word on the pins.
pub const CAS_LATENCY: u64 = 3;
/// Refreshes after power-on.
pub const FIRST_REFRESHES: u64 = 8;
/// Refreshes that a stream of requests may put off, to be made up for one after the other.
pub const POSTPONED: u64 = 4;

/// What the controller counts, in cycles of one clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cycles {
    /// From ACTIVATE to READ or WRITE.
    pub activate_to_access: u64,
    /// From PRECHARGE to ACTIVATE or REFRESH.
    pub precharge: u64,
    /// From ACTIVATE to PRECHARGE.
    pub row_open: u64,
    /// From REFRESH to another command.
    pub refresh: u64,
    /// From the last word written to PRECHARGE.
    pub write_recovery: u64,
    /// From MODE SET to another command.
    pub mode_set: u64,
    /// From READ to READ or WRITE to either.
    pub access: u64,
    /// From READ to WRITE: the last word is gone, and the pins have been free for a cycle.
    pub read_to_write: u64,
    /// From READ to its first word.
    pub cas_latency: u64,
    /// Between two refreshes that become due.
    pub refresh_interval: u64,
    /// Such intervals from power-on to the first command.
    pub start_up_intervals: u64,
    /// Refreshes that may be put off.
    pub postponed: u64,
}

/// A clock that the controller cannot serve a chip with.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum TimingError {
    /// The chip, or what the controller leaves to its own pace, is too slow for it.
    #[error("a memory clock of {kilohertz} kHz is too fast for {what}; choose a slower one")]
    Fast {
        /// The clock.
        kilohertz: u64,
        /// What is too slow.
        what: &'static str,
    },
    /// Counters of at least one cycle are none.
    #[error("a memory clock of {kilohertz} kHz is too slow: 50000 kHz is the slowest")]
    Slow {
        /// The clock.
        kilohertz: u64,
    },
}

impl TimingError {
    /// A code that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        match self {
            TimingError::Fast { .. } => "sdram.clock_fast",
            TimingError::Slow { .. } => "sdram.clock_slow",
        }
    }
}

/// The slowest clock, in kHz.
const SLOWEST: u64 = 50_000;
/// Cycles from one ACTIVATE to the next one, as the controller finds banks to open.
pub const OPENER_PACE: u64 = 3;

impl Cycles {
    /// For a chip that wants `timing`, at a clock of `kilohertz`.
    ///
    /// # Errors
    /// When the clock is too fast or too slow.
    pub fn of(timing: &Timing, kilohertz: u64) -> Result<Cycles, TimingError> {
        let passed = |span: Span| span.passed(kilohertz);
        let fast = |what| TimingError::Fast { kilohertz, what };
        if kilohertz < SLOWEST {
            return Err(TimingError::Slow { kilohertz });
        }
        if passed(timing.cycle) > 1 {
            return Err(fast("a CAS latency of 3"));
        }
        let interval = timing.refresh_interval.within(kilohertz);
        let cycles = Cycles {
            activate_to_access: passed(timing.activate_to_access),
            precharge: passed(timing.precharge),
            row_open: passed(timing.row_open),
            refresh: passed(timing.refresh),
            write_recovery: passed(timing.write_recovery),
            mode_set: passed(timing.mode_set),
            access: BURST,
            read_to_write: CAS_LATENCY + BURST + 1,
            cas_latency: CAS_LATENCY,
            refresh_interval: interval,
            start_up_intervals: passed(timing.start_up).div_ceil(interval),
            postponed: POSTPONED,
        };
        // What the controller does not count: it follows from what it counts, and from its own pace.
        if passed(timing.activate_to_activate) > OPENER_PACE {
            return Err(fast("the pace at which banks are opened"));
        }
        if passed(timing.row_cycle) > cycles.row_open + cycles.precharge {
            return Err(fast("a row cycle"));
        }
        // A row is closed by the refresh that is put off longest, which waits for no more than an access and the ones before it.
        let longest = (POSTPONED + 1) * interval + FIRST_REFRESHES * cycles.refresh;
        if longest > timing.row_open_longest.within(kilohertz) {
            return Err(fast("rows to be closed by refreshes in time"));
        }
        Ok(cycles)
    }
}

#[cfg(test)]
mod tests {
    use super::super::timing::COMMON;
    use super::*;

    #[test]
    fn cycles_are_what_data_sheets_ask_for_rounded_up() {
        // Clock in kHz; tRCD, tRP, tRAS, tRFC, tWR, tMRD, tREFI.
        let table = [
            (75_000, [2, 2, 4, 6, 2, 2, 585]),
            (87_500, [2, 2, 5, 7, 2, 2, 683]),
            (100_000, [3, 3, 5, 8, 2, 2, 781]),
            (112_500, [3, 3, 6, 9, 2, 2, 878]),
            (125_000, [3, 3, 7, 10, 2, 2, 976]),
            (133_000, [3, 3, 7, 11, 2, 2, 1039]),
        ];
        for (kilohertz, expected) in table {
            let cycles = Cycles::of(&COMMON, kilohertz).expect("it is within limits");
            let counted = [
                cycles.activate_to_access,
                cycles.precharge,
                cycles.row_open,
                cycles.refresh,
                cycles.write_recovery,
                cycles.mode_set,
                cycles.refresh_interval,
            ];
            assert_eq!(counted, expected, "{kilohertz} kHz");
            assert!(cycles.start_up_intervals * cycles.refresh_interval * 1000 >= 200 * kilohertz);
        }
    }

    #[test]
    fn clocks_beyond_what_chips_and_controller_can_do_are_refused() {
        for kilohertz in 1..400 {
            let kilohertz = kilohertz * 1000;
            let result = Cycles::of(&COMMON, kilohertz);
            match kilohertz {
                ..50_000 => assert_eq!(result, Err(TimingError::Slow { kilohertz })),
                50_000..=142_000 => assert!(result.is_ok(), "{kilohertz}: {result:?}"),
                _ => assert_eq!(
                    result.map_err(|error| error.code()),
                    Err("sdram.clock_fast")
                ),
            }
        }
    }
}
