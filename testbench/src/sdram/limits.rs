//! A chip's times in cycles of a clock, counted by the model itself.

use harmonia_hdl::memory::sdram::timing::Span;

use super::SdramChip;

/// Cycles between commands, at least.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub activate_to_access: i64,
    pub precharge: i64,
    pub row_open: i64,
    pub row_cycle: i64,
    pub refresh: i64,
    pub activate_to_activate: i64,
    pub write_recovery: i64,
    pub mode_set: i64,
    pub start_up: i64,
    /// At most.
    pub row_open_longest: i64,
    /// CAS latencies that the chip has at this clock.
    pub cas_latencies: [bool; 4],
    /// An interval between refreshes in picoseconds, times the clock in kHz.
    interval: i64,
}

/// Picoseconds times kHz of a cycle.
const CYCLE: i64 = 1_000_000_000;
/// Refreshes that may be due, and intervals that may pass between two.
const PUT_OFF: i64 = 8;

impl Limits {
    pub fn of(chip: &SdramChip, kilohertz: u64) -> Self {
        let scaled = |span: Span| span.picoseconds as i64 * kilohertz as i64;
        // The least number of cycles that is no shorter.
        let least = |span: Span| {
            let whole = scaled(span) / CYCLE;
            let cycles = if whole * CYCLE < scaled(span) {
                whole + 1
            } else {
                whole
            };
            cycles.max(span.cycles as i64)
        };
        let timing = &chip.timing;
        let can = |cycle: Span| scaled(cycle) <= CYCLE;
        Limits {
            activate_to_access: least(timing.activate_to_access),
            precharge: least(timing.precharge),
            row_open: least(timing.row_open),
            row_cycle: least(timing.row_cycle),
            refresh: least(timing.refresh),
            activate_to_activate: least(timing.activate_to_activate),
            write_recovery: least(timing.write_recovery),
            mode_set: least(timing.mode_set),
            start_up: least(timing.start_up),
            row_open_longest: scaled(timing.row_open_longest) / CYCLE,
            cas_latencies: [false, false, can(chip.cycle_at_2), can(timing.cycle)],
            interval: scaled(timing.refresh_interval),
        }
    }

    /// The cycle in which more than eight refreshes are due, of which `done` have been made since cycle 0.
    pub fn average_deadline(&self, done: i64) -> i64 {
        (done + PUT_OFF + 1) * self.interval / CYCLE
    }

    /// Cycles that may pass without a refresh.
    pub fn longest_gap(&self) -> i64 {
        (PUT_OFF + 1) * self.interval / CYCLE
    }
}
