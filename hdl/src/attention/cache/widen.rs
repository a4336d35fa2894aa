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
        /// Four FP16 values, the first in the lowest bits.
        in halves: LANES * 16,
        /// Four values are there, and are taken: one such beat per cycle, no back-pressure.
        in halves_valid: 1,
        /// The same four values as FP32, exactly; infinities and NaN stay what they are.
        out floats: LANES * 32,
        /// They are there: `halves_valid`, as many cycles later as the conversion takes.
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
