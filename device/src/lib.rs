//! What executes the accelerator's commands.
//!
//! ```text
//! Command --rules--> checked --> Emulator   by the fast path of harmonia-numerics
//!                          `---> wire       words of the accelerator's streams --> Verilator (harmonia-sim)
//! ```
//!
//! | module | what is in it |
//! |---|---|
//! | `command` | what a device can be told: load activations, multiply, store keys and values, attend |
//! | `device` | [`Device`] and its errors |
//! | `rules` | the one place where commands are checked, before any device runs them |
//! | `emulator` | [`Emulator`]: the commands by the fast path of harmonia-numerics |
//! | [`wire`] | commands as words of the accelerator's streams |
//!
//! Widths, fields and codes are those of `harmonia-contract`.
//!
//! Results do not depend on the device, its token rows or stalls: all give the same bits.

mod command;
mod device;
mod emulator;
mod rules;
pub mod wire;

pub use command::{Command, MatMul, MatrixId};
pub use device::{AttentionLimits, Device, DeviceError, Fault, Location, TransportError};
pub use emulator::Emulator;
pub use rules::{Checker, CommandError};
