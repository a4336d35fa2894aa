//! Attention on a device, over keys and values that stay there compressed.
//!
//! ```text
//! Program --attend--> DeviceAttention --WRITE, STORE, COMMIT, ATTEND--> Device
//!                       ^ KvPlan: a region of the device's memory for every sequence, layer and key/value head
//! ```
//! docs/attention.md is the contract.

mod driver;
mod error;
mod plan;
mod schedule;
mod smoothing;

pub use driver::{AttentionCall, DeviceAttention};
pub use error::{AttentionError, Operand};
pub use plan::{Bound, KvOptions, KvPlan, OffsetSource};
pub(crate) use smoothing::Smoothing;
