//! Baselines: KV caches compressed by published schemes, for curves of quality over bytes that ours stands
//! beside. No device computes them, and nothing here is promised bit by bit.
//!
//! * [`Baseline::Truncated`]: blocks and windows as ours, but a mantissa leaves the window by losing its low
//!   bits, as a format that stores 8 bits and drops some would do it; no offset, no rotation.
//! * [`Baseline::Kivi`]: integers of 2 or 4 bits with a minimum, keys by channel and values by token, and the
//!   newest 128 tokens in FP16 (Liu et al., "KIVI", arXiv:2402.02750).

mod attention;
mod head;
mod schemes;

pub(crate) use attention::BaselineAttention;
pub use head::{Baseline, BaselineHead};
pub use schemes::{
    KIVI_RESIDUAL, kivi_bytes, kivi_keys, kivi_values, truncated_bytes, truncated_keys,
    truncated_values,
};
