//! Yosys: the checks that every design must pass, and synthesis for ECP5.

mod check;
mod netlist;
mod synthesis;

pub use check::{Check, CheckReport, Latch, Mapping, Memory};
pub use synthesis::{Cells, Sharing, Synthesis, SynthesisReport};

/// File that a script is written to; Yosys reads the design from beside it.
const SCRIPT: &str = "script.ys";
