//! Runs a model's program on a device.
//!
//! ```text
//! Program (harmonia-model) --operations--> DeviceExecutor --commands--> Device (harmonia-device)
//! ```
//!
//! | module | what is in it |
//! |---|---|
//! | `executor` | [`DeviceExecutor`]: a device that executes programs; [`AnyExecutor`]: that or the FP32 reference |
//! | `linears` | a model's matrices on a device |
//! | `schedule` | [`Tiling`]: how products are cut into commands |
//! | `kv` | attention on a device; [`KvPlan`]: where keys and values lie |
//! | `system` | [`SystemPlan`]: a model in a machine that executes whole passes: what lies where, and its programs |
//! | [`baselines`] | KV caches compressed by published schemes |
//! | `compare` | [`Pair`] and [`compare`]: two executors, bit by bit |
//! | `generate` | [`generate`]: prompts to tokens, with times and cycles |
//!
//! Results do not depend on the device, its token rows, the tiling, or stalls: all give the same bits.

pub mod baselines;
mod compare;
mod executor;
mod generate;
mod kv;
mod linears;
mod schedule;
mod system;

pub use baselines::Baseline;
pub use compare::{CompareError, Comparison, Difference, Pair, PairError, compare};
pub use executor::{AnyExecutor, DeviceExecutor, ExecutorError, Keeping};
pub use generate::{
    Continuation, Ending, GenerateError, GenerateOptions, Generation, Phase, Prompt, generate,
};
pub use harmonia_numerics::kv::KvFormat;
pub use kv::{
    AttentionCall, AttentionError, Bound, DeviceAttention, KvOptions, KvPlan, OffsetSource, Operand,
};
pub use linears::{DeviceLinears, LinearError};
pub use schedule::{Order, Tiling, TilingError};
pub use system::latency;
pub use system::{
    BatchProduct, Cost, Cut, Mended, Moved, Part, Place, PlanError, SystemExecutor, SystemOptions,
    SystemPlan, Traffic, Upload, Waiting,
};
