//! Passes of a whole model: programs in memory, and what executes them. docs/system.md is the contract.
//!
//! ```text
//! Matrix --pack--> words --write--> Machine <--run-- program, table
//! text --assemble--> words              |
//!                                       `--> results by read; PassReport or MachineError
//! ```
//!
//! | module | what is in it |
//! |---|---|
//! | `machine`, `error` | [`Machine`], what one has room for, how a pass ends |
//! | `records` | weights as they lie in memory: [`pack`], [`unpack`] |
//! | `walk`, `operands` | what is executed next, with which operands, and where it is refused |
//! | `check` | what a driver must see to before a pass, for every machine |
//! | `emulated` | [`EmulatedMachine`]: programs by the arithmetic of harmonia-numerics |
//! | `frames`, `wired` | [`WiredMachine`]: passes as frames over a [`Link`] |
//! | `peer` | [`Peer`]: the other end of a link, in software |
//! | `listing` | commands as text: [`assemble`], [`disassemble`], [`listing`] |

mod check;
mod emulated;
mod error;
mod frames;
mod listing;
mod machine;
mod operands;
mod peer;
mod records;
mod walk;
mod wired;

pub use check::matrices;
pub use emulated::{EmulatedMachine, Work};
pub use error::MachineError;
pub use listing::{AssemblyError, assemble, disassemble, listing};
pub use machine::{Flags, Machine, MachineLimits, Pass, PassReport, Setup, Stretch};
pub use peer::Peer;
pub use records::{Order, matrix_words, pack, pack_part, unpack};
pub use wired::{Link, WiredMachine};
