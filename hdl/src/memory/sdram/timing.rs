//! How long a chip wants things to take.

/// A time that must have passed between two commands: so many picoseconds, and so many cycles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Picoseconds.
    pub picoseconds: u64,
    /// Cycles, where a data sheet counts these.
    pub cycles: u64,
}

impl Span {
    /// So many tenths of a nanosecond.
    pub const fn tenths(tenths: u64) -> Self {
        Span {
            picoseconds: tenths * 100,
            cycles: 0,
        }
    }

    /// So many nanoseconds.
    pub const fn nanoseconds(nanoseconds: u64) -> Self {
        Self::tenths(10 * nanoseconds)
    }

    /// So many cycles.
    pub const fn cycles(cycles: u64) -> Self {
        Span {
            picoseconds: 0,
            cycles,
        }
    }

    /// Cycles after which it has passed.
    pub const fn passed(self, kilohertz: u64) -> u64 {
        let cycles = (self.picoseconds * kilohertz).div_ceil(PICOSECONDS_KILOHERTZ);
        if cycles > self.cycles {
            cycles
        } else {
            self.cycles
        }
    }

    /// Cycles after which it has not yet passed, as many as there are.
    pub const fn within(self, kilohertz: u64) -> u64 {
        self.picoseconds * kilohertz / PICOSECONDS_KILOHERTZ
    }
}

/// A cycle has `10^9 / kHz` picoseconds.
const PICOSECONDS_KILOHERTZ: u64 = 1_000_000_000;

/// What a chip wants, as its data sheet says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// From ACTIVATE to READ or WRITE of the bank: tRCD.
    pub activate_to_access: Span,
    /// From PRECHARGE to ACTIVATE of the bank, or to REFRESH: tRP.
    pub precharge: Span,
    /// From ACTIVATE to PRECHARGE of the bank, at least: tRAS.
    pub row_open: Span,
    /// The same, at most.
    pub row_open_longest: Span,
    /// From ACTIVATE to ACTIVATE of one bank, or to REFRESH: tRC.
    pub row_cycle: Span,
    /// From REFRESH to any command: tRFC.
    pub refresh: Span,
    /// From ACTIVATE to ACTIVATE of two banks: tRRD.
    pub activate_to_activate: Span,
    /// From the last word written to PRECHARGE of the bank: tWR.
    pub write_recovery: Span,
    /// From MODE SET to any command: tMRD.
    pub mode_set: Span,
    /// The shortest cycle at a CAS latency of 3.
    pub cycle: Span,
    /// From one REFRESH to the next, on average: tREFI.
    pub refresh_interval: Span,
    /// From a steady clock to the first command.
    pub start_up: Span,
}

/// The slowest of what the chips want that are fitted to ULX3S boards (docs/memory.md), with 80 ns for a refresh: 70 were seen to fail.
pub const COMMON: Timing = Timing {
    activate_to_access: Span::nanoseconds(21),
    precharge: Span::nanoseconds(21),
    row_open: Span::nanoseconds(49),
    row_open_longest: Span::nanoseconds(100_000),
    row_cycle: Span::nanoseconds(70),
    refresh: Span::nanoseconds(80),
    activate_to_activate: Span {
        cycles: 2,
        ..Span::nanoseconds(15)
    },
    write_recovery: Span {
        cycles: 2,
        ..Span::nanoseconds(15)
    },
    mode_set: Span {
        cycles: 2,
        ..Span::nanoseconds(14)
    },
    cycle: Span::nanoseconds(7),
    refresh_interval: Span::tenths(78_125),
    start_up: Span::nanoseconds(200_000),
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_whole_cycles_is_not_rounded_up() {
        assert_eq!(Span::nanoseconds(20).passed(100_000), 2);
        assert_eq!(Span::tenths(201).passed(100_000), 3);
        assert_eq!(Span::tenths(299).within(100_000), 2);
        assert_eq!(Span::cycles(2).passed(100_000), 2);
    }
}
