//! Standard cells: a block's area, delay and power in an open cell library.
//!
//! ```text
//! Verilog --Yosys, ABC--> cells --OpenSTA--> slack at a clock
//!                           |                   |
//!     recorded operands --Icarus--> transitions of each wire --OpenSTA--> power at that clock
//! ```
//!
//! Wires have no resistance and no capacitance of their own (there is no placement), so figures compare blocks with each other and say
//! little of a chip.

mod activity;
mod analysis;
mod changes;
mod library;
mod synthesis;

pub use activity::{Activity, Simulate, Stimulus, Wire};
pub use analysis::{Analysis, AnalysisReport, CellEnergy, Energy};
pub use library::Library;
pub use synthesis::{CellSynthesis, CellSynthesisReport};

/// File of a work folder that has the library's cells for synthesis and analysis.
const LIBERTY: &str = "library.lib";
/// File that has their models in Verilog, for simulation.
const MODELS: &str = "library.v";
/// File in which [`CellSynthesis`] leaves the cells of a block.
const CELLS: &str = "cells.v";
