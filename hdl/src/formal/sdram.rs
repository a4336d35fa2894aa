//! The SDRAM controller in proofs: its modules for each clock, and what the slowest chip wants at it.

use super::Memory;
use crate::emit;
use crate::expr::Circuit;
use crate::memory::sdram::address::{BANK_BITS, ROW_BITS};
use crate::memory::sdram::cycles::Cycles;
use crate::memory::sdram::timing::COMMON;
use crate::memory::sdram::{banks, refresh, schedule};

/// Clocks in kHz: those that the board's oscillator gives within the limits of its PLL, and those of chips at their limits.
const CLOCKS: [u64; 8] = [
    50_000, 62_500, 75_000, 87_500, 100_000, 112_500, 125_000, 133_000,
];
/// A controller of 100 MHz whose power-on is short, to see that what is proved can be reached.
const SHORT: &str = "short";

/// The open rows.
const ROWS: Memory = Memory {
    name: "rows",
    depth: 1 << BANK_BITS,
    width: ROW_BITS,
};

/// The controllers, by the end of their modules' names.
fn controllers() -> Vec<(String, u64, Cycles)> {
    let of = |kilohertz| Cycles::of(&COMMON, kilohertz).expect("it is within limits");
    let clocks = CLOCKS.map(|kilohertz| (kilohertz.to_string(), kilohertz, of(kilohertz)));
    let short = Cycles {
        refresh_interval: 20,
        start_up_intervals: 1,
        ..of(100_000)
    };
    let mut controllers = clocks.to_vec();
    controllers.push((SHORT.into(), 100_000, short));
    controllers
}

/// The leaves of a controller that decide about commands.
fn leaves(cycles: &Cycles) -> [Circuit; 3] {
    [
        schedule::describe(cycles),
        banks::describe(cycles),
        refresh::describe(cycles),
    ]
}

/// Names of the modules.
pub fn names() -> Vec<String> {
    let of = |(end, _, cycles): &(String, u64, Cycles)| {
        leaves(cycles).map(|leaf| format!("{}_{end}", leaf.name()))
    };
    controllers().iter().flat_map(of).collect()
}

/// The modules of all of them.
pub fn modules() -> String {
    let mut modules = String::new();
    for (end, _, cycles) in controllers() {
        for leaf in leaves(&cycles) {
            let head = format!("module {} (", leaf.name());
            let named = format!("module {}_{end} (", leaf.name());
            modules += &emit::leaf(&leaf).replace(&head, &named);
        }
    }
    modules
}

/// The memory of a module.
pub fn memory(module: &str) -> Option<&'static Memory> {
    module.starts_with("sdram_banks_").then_some(&ROWS)
}

/// Tasks of the script, a line each.
pub fn tasks() -> String {
    let task = |kilohertz| format!("sdram_{kilohertz} sdram time\n");
    let tasks: String = CLOCKS.map(task).concat();
    format!("{tasks}sdram_{SHORT} sdram far\n")
}

/// Parameters of the proof by task, as the script's Python has them: what the chip wants, not what the controller counts.
pub fn parameters() -> String {
    let of = |(end, kilohertz, cycles): &(String, u64, Cycles)| {
        let wants = [
            ("RCD", COMMON.activate_to_access),
            ("RP", COMMON.precharge),
            ("RAS", COMMON.row_open),
            ("RC", COMMON.row_cycle),
            ("RFC", COMMON.refresh),
            ("WR", COMMON.write_recovery),
            ("RRD", COMMON.activate_to_activate),
            ("MRD", COMMON.mode_set),
        ];
        let wants = wants.map(|(name, span)| format!("-set {name} {} ", span.passed(*kilohertz)));
        let Cycles {
            access,
            read_to_write,
            postponed,
            ..
        } = cycles;
        format!(
            "\"sdram_{end}\": \"{}-set BURST {access} -set TURN {read_to_write} -set POSTPONED {postponed}\"",
            wants.concat()
        )
    };
    controllers().iter().map(of).collect::<Vec<_>>().join(", ")
}
