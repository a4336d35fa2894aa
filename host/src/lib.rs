//! Runs a model's linear layers and its attention on a device.
//!
//! ```text
//! Session (harmonia-model) --Linears----> DeviceLinears ---Command--> Device (harmonia-device)
//!                          --Attention--> DeviceAttention --^
//! ```
//!
//! | module | what is in it |
//! |---|---|
//! | `schedule` | [`Tiling`]: how linear layers are cut into commands |
//! | `device_linears` | [`DeviceLinears`]: linear layers, the seam to the model |
//! | `kv` | [`DeviceAttention`]: attention, the seam to the model; [`KvPlan`]: where keys and values lie |
//! | `compare` | [`Pair`] and [`compare`]: two devices, bit by bit |
//! | `clocked` | [`Clocked`]: what counts clock cycles |
//! | `generate` | [`generate`]: prompt to tokens, with times and cycles |
//!
//! Results do not depend on the device, its token rows, the tiling, or stalls: all give the same bits.

mod clocked;
mod compare;
mod device_linears;
mod generate;
mod kv;
mod schedule;

pub use clocked::Clocked;
pub use compare::{CompareError, Comparison, Difference, Pair, PairError, Place, compare};
pub use device_linears::{DeviceLinears, LinearsError};
pub use generate::{Ending, GenerateError, GenerateOptions, Generation, Phase, generate};
pub use harmonia_numerics::kv::KvFormat;
pub use harmonia_numerics::kv::compare::Scheme;
pub use kv::{
    AttentionError, Bound, ComparedAttention, DeviceAttention, KvOptions, KvPlan, OffsetSource,
    Operand,
};
pub use schedule::{Order, Tiling, TilingError};
