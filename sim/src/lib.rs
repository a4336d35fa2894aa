//! The accelerator's Verilog as a device.
//!
//! | module | what is in it |
//! |---|---|
//! | `rtl` | [`Rtl`]: the commands by the emitted Verilog, simulated cycle by cycle |
//! | `system` | [`RtlMachine`]: programs by the Verilog of a whole system |
//! | `board` | [`SimulatedBoard`]: a whole board, Verilated at its pins, behind a pseudo-terminal |
//! | `fuzz` | [`Fuzz`]: random commands to a simulation and an emulator; [`ProgramFuzz`]: random programs |

mod board;
mod fuzz;
mod rtl;
mod system;

pub use board::{Backdoor, BoardError, BoardLine, BoardOptions, Keeper, SimulatedBoard};
pub use fuzz::programs::{
    ProgramCounts, ProgramDifference, ProgramError, ProgramFuzz, small_system,
};
pub use fuzz::{Fuzz, FuzzCounts, FuzzDifference, FuzzError};
pub use harmonia_testbench::Geometry;
pub use rtl::{Rtl, RtlOptions, Stalls};
pub use system::{RtlMachine, SystemMemory};
