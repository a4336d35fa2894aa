//! What executes the accelerator's commands.
//!
//! ```text
//! Command --rules--> Checked --> Emulator
//!                          `---> wire::Wired --words--> Transport: a simulation (harmonia-sim)
//! ```
//!
//! | module | what is in it |
//! |---|---|
//! | `command` | what a device can be told: load activations, multiply, store keys and values, attend |
//! | `device`, `limits`, `error` | [`Device`], what one has room for, what can go wrong |
//! | `rules` | the one place where commands are checked, before any device runs them |
//! | `checked` | what comes out of it: commands whose matrices, layouts and values are there |
//! | `products` | products of matrices and tokens on the threads of a pool |
//! | `heads` | keys and values in memory, by harmonia-numerics |
//! | `emulator` | [`Emulator`]: the commands by the fast path of harmonia-numerics |
//! | [`wire`] | commands as words of the accelerator's streams, and whatever carries them as a device |
//! | [`system`] | programs of whole passes, and machines that execute them: another way in, beside commands |
//!
//! Results do not depend on the device, its token rows or stalls: all give the same bits.

mod batch;
mod blocks;
mod checked;
mod command;
mod device;
mod emulator;
mod error;
mod heads;
mod limits;
mod products;
mod rules;
pub mod system;
pub mod wire;

pub use command::{Command, MatMul, MatrixId, Step};
pub use device::Device;
pub use emulator::Emulator;
pub use error::{DeviceError, Fault, Location, TransportError};
pub use limits::{AttentionLimits, Limits};
pub use rules::CommandError;
