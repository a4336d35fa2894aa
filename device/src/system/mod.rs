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
//! | `listing` | commands as text: [`assemble`], [`disassemble`], [`listing`] |

mod error;
mod listing;
mod machine;
mod records;

pub use error::MachineError;
pub use listing::{AssemblyError, assemble, disassemble, listing};
pub use machine::{Flags, Machine, MachineLimits, Pass, PassReport, Setup};
pub use records::{matrix_words, pack, record_words, unpack};
