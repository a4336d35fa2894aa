//! Chips of four banks and 16 bits, as their data sheets have them. docs/memory.md says where each number is from.

use harmonia_hdl::memory::sdram::timing::{COMMON, Span, Timing};

/// How many rows and columns each of the four banks has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Geometry {
    /// Rows.
    pub rows: usize,
    /// Columns of 16 bits.
    pub columns: usize,
}

impl Geometry {
    /// 8 MB.
    pub const MB8: Geometry = Geometry::of(4096, 256);
    /// 16 MB.
    pub const MB16: Geometry = Geometry::of(4096, 512);
    /// 32 MB.
    pub const MB32: Geometry = Geometry::of(8192, 512);
    /// 64 MB.
    pub const MB64: Geometry = Geometry::of(8192, 1024);
    /// All of them, from the smallest on.
    pub const ALL: [Geometry; 4] = [Self::MB8, Self::MB16, Self::MB32, Self::MB64];

    const fn of(rows: usize, columns: usize) -> Self {
        Geometry { rows, columns }
    }

    /// Words of 64 bits.
    pub const fn words(self) -> usize {
        self.rows * self.columns
    }
}

/// A chip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SdramChip {
    /// What is printed on it.
    pub name: &'static str,
    /// Rows and columns.
    pub geometry: Geometry,
    /// What it wants.
    pub timing: Timing,
    /// The shortest cycle at a CAS latency of 2.
    pub cycle_at_2: Span,
}

/// Both of them.
const fn cycles_and_tenths(cycles: u64, tenths: u64) -> Span {
    Span {
        cycles,
        ..Span::tenths(tenths)
    }
}

/// What all of them have in common; two cycles of MODE SET, two of ACTIVATE to another bank where the sheet counts these.
const USUAL: Timing = Timing {
    row_open: Span::nanoseconds(42),
    row_open_longest: Span::nanoseconds(120_000),
    mode_set: Span::cycles(2),
    activate_to_activate: Span::nanoseconds(14),
    write_recovery: Span::nanoseconds(14),
    ..COMMON
};

/// Chips of the ULX3S boards that are listed, and one of most other boards.
pub const CHIPS: [SdramChip; 5] = [
    SdramChip {
        name: "AS4C32M16SB-7",
        geometry: Geometry::MB64,
        timing: Timing {
            row_cycle: Span::nanoseconds(63),
            refresh: Span::nanoseconds(63),
            mode_set: Span::nanoseconds(14),
            ..USUAL
        },
        cycle_at_2: Span::nanoseconds(10),
    },
    SdramChip {
        name: "MT48LC16M16A2-6A",
        geometry: Geometry::MB32,
        timing: Timing {
            activate_to_access: Span::nanoseconds(18),
            precharge: Span::nanoseconds(18),
            row_cycle: Span::nanoseconds(60),
            refresh: Span::nanoseconds(60),
            activate_to_activate: Span::cycles(2),
            write_recovery: cycles_and_tenths(1, 120),
            cycle: Span::nanoseconds(6),
            start_up: Span::nanoseconds(100_000),
            ..USUAL
        },
        cycle_at_2: Span::nanoseconds(10),
    },
    // Its table of times was not to be had: those of the same maker's Verilog model of an earlier die.
    SdramChip {
        name: "IS42S16160G-7",
        geometry: Geometry::MB32,
        timing: Timing {
            row_open: Span::nanoseconds(49),
            row_cycle: Span::nanoseconds(70),
            refresh: Span::nanoseconds(70),
            ..USUAL
        },
        cycle_at_2: Span::nanoseconds(10),
    },
    // Its table of times was not to be had: the slowest of its neighbours of this clock grade, 60 ns a row cycle.
    SdramChip {
        name: "M12L2561616A-6T",
        geometry: Geometry::MB32,
        timing: Timing {
            activate_to_access: Span::nanoseconds(18),
            precharge: Span::nanoseconds(18),
            row_cycle: Span::nanoseconds(60),
            refresh: Span::nanoseconds(60),
            activate_to_activate: Span::cycles(2),
            write_recovery: Span::cycles(2),
            cycle: Span::nanoseconds(6),
            ..USUAL
        },
        cycle_at_2: Span::nanoseconds(10),
    },
    SdramChip {
        name: "W9825G6KH-6",
        geometry: Geometry::MB32,
        timing: Timing {
            activate_to_access: Span::nanoseconds(15),
            precharge: Span::nanoseconds(15),
            row_open_longest: Span::nanoseconds(100_000),
            row_cycle: Span::nanoseconds(60),
            refresh: Span::nanoseconds(60),
            activate_to_activate: Span::cycles(2),
            write_recovery: Span::cycles(2),
            cycle: Span::nanoseconds(6),
            ..USUAL
        },
        cycle_at_2: Span::tenths(75),
    },
];

impl SdramChip {
    /// A chip that is as slow as the slowest of all in everything, of any geometry.
    pub const fn slowest(geometry: Geometry) -> Self {
        SdramChip {
            name: "the slowest chip",
            geometry,
            timing: COMMON,
            cycle_at_2: Span::nanoseconds(10),
        }
    }

    /// The chip of this name.
    pub fn named(name: &str) -> Option<&'static SdramChip> {
        CHIPS.iter().find(|chip| chip.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_serves_the_slowest_chip_serves_every_chip() {
        for kilohertz in (50_000..=142_000).step_by(500) {
            for chip in &CHIPS {
                let waits = |timing: &Timing| {
                    [
                        timing.activate_to_access,
                        timing.precharge,
                        timing.row_open,
                        timing.row_cycle,
                        timing.refresh,
                        timing.activate_to_activate,
                        timing.write_recovery,
                        timing.mode_set,
                        timing.cycle,
                        timing.start_up,
                    ]
                    .map(|span| span.passed(kilohertz))
                };
                for (all, one) in waits(&COMMON).into_iter().zip(waits(&chip.timing)) {
                    assert!(all >= one, "{} at {kilohertz} kHz", chip.name);
                }
                for span in [
                    |timing: &Timing| timing.row_open_longest,
                    |timing: &Timing| timing.refresh_interval,
                ] {
                    assert!(
                        span(&COMMON).within(kilohertz) <= span(&chip.timing).within(kilohertz)
                    );
                }
            }
        }
    }
}
