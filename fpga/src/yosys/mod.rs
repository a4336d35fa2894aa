//! Yosys: the checks that every design must pass, proofs, and synthesis for ECP5.

mod check;
mod netlist;
mod proof;
mod synthesis;

pub(crate) use netlist::{Cell, Module, Net, Netlist};

pub use check::{Check, CheckReport, Latch, Mapping, Memory};
pub use proof::{Proof, ProofReport, ProofTask, Refuted, Verdict};
pub use synthesis::{Cells, Sharing, Synthesis, SynthesisReport};

/// File that the Verilog text of a synthesis is written to.
pub(crate) const DESIGN: &str = "design.v";
/// File that a synthesis leaves its netlist in.
pub(crate) const NETLIST: &str = "netlist.json";
/// File that a script is written to; Yosys reads the design from beside it.
pub(crate) const SCRIPT: &str = "script.ys";
/// Yosys' own log. Its WebAssembly build loses the end of what it prints when it fails, and with it the
/// error.
pub(crate) const LOG: &str = "yosys.log";

/// Arguments that run the script.
pub(crate) fn arguments() -> Vec<String> {
    ["-l", LOG, "-s", SCRIPT].map(String::from).to_vec()
}
