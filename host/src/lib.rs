//! Runs a model's linear layers and its attention on a device.
//!
//! ```text
//! Session (harmonia-model) --Linears----> DeviceLinears ---Command--> Device: Emulator | Rtl
//!                          --Attention--> DeviceAttention --^
//! ```
//!
//! | module | what is in it |
//! |---|---|
//! | `command` | what a device can be told: load activations, multiply, store keys and values, attend |
//! | `check` | the one place where commands are checked, before any device runs them |
//! | `device` | [`Device`] and its errors |
//! | `emulator` | [`Emulator`]: the commands by the fast path of harmonia-numerics |
//! | `rtl` | [`Rtl`]: the commands by the emitted Verilog |
//! | `schedule` | [`Tiling`]: how linear layers are cut into commands |
//! | `device_linears` | [`DeviceLinears`]: linear layers, the seam to the model |
//! | `kv` | [`DeviceAttention`]: attention, the seam to the model; [`KvPlan`]: where keys and values lie |
//! | `compare` | [`Pair`] and [`compare`]: two devices, bit by bit |
//! | `fuzz` | [`Fuzz`]: random commands to a simulation and an emulator |
//! | `generate` | [`generate`]: prompt to tokens, with times and cycles |
//!
//! Results do not depend on the device, its token rows, the tiling, or stalls: all give the same bits.

mod check;
mod command;
mod compare;
mod device;
mod device_linears;
mod emulator;
mod fuzz;
mod generate;
mod kv;
mod rtl;
mod schedule;

pub use check::CommandError;
pub use command::{Command, MatMul, MatrixId};
pub use compare::{CompareError, Comparison, Difference, Pair, PairError, Place, compare};
pub use device::{AttentionLimits, Clocked, Device, DeviceError, Fault, Location};
pub use device_linears::{DeviceLinears, LinearsError};
pub use emulator::Emulator;
pub use fuzz::{Fuzz, FuzzCounts, FuzzDifference, FuzzError};
pub use generate::{Ending, GenerateError, GenerateOptions, Generation, Phase, generate};
pub use harmonia_numerics::kv::KvFormat;
pub use harmonia_numerics::kv::compare::Scheme;
pub use kv::{
    AttentionError, Bound, ComparedAttention, DeviceAttention, KvOptions, KvPlan, OffsetSource,
    Operand,
};
pub use rtl::{Rtl, RtlOptions, Stalls};
pub use schedule::{Order, Tiling, TilingError};
