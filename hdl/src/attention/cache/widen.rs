//! FP16 to FP32, exactly: four lanes per cycle.
//!
//! ```text
//! 4 x FP16 --> leading zeros of the fraction | fields --> 4 x FP32
//! ```
//!
//! Subnormals become normal numbers; infinities and NaN stay what they are.

use crate::expr::{Circuit, Leaf, named};
use crate::float::{self, fp16_to_fp32};

/// Values per cycle.
pub const LANES: usize = 4;
/// Cycles from `halves` to `floats`.
pub const LATENCY: usize = float::WIDENING;

crate::leaf_block! {
    /// See the module's documentation. Four values per cycle, [`LATENCY`] cycles; no back-pressure of its
    /// own.
    pub struct Widen(describe()) {
        in halves: LANES * 16,
        in halves_valid: 1,
        out floats: LANES * 32,
        out floats_valid: 1
    }
}

/// The circuit of [`Widen`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new("widen", "4 x FP16 to 4 x FP32, exact.");
    let halves = leaf.input("halves", LANES * 16);
    let valid = leaf.input("halves_valid", 1);
    let lanes = leaf.lanes("lanes", LANES, &fp16_to_fp32(), &[("half", &halves)]);
    leaf.output_at("floats", &lanes.output("float"), LATENCY);
    leaf.output_at("floats_valid", &valid.control_at(LATENCY), LATENCY);
    leaf.build()
}
