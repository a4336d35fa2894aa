//! FP16 to FP32, exactly: four lanes a cycle.
//!
//! ```text
//! 4 x FP16 --> leading zeros of the fraction | fields --> 4 x FP32
//! ```
//!
//! Subnormals become normal numbers; infinities and NaN stay what they are.

use crate::expr::{Circuit, Leaf, Word, concat, named};
use crate::float::Float;

/// Values a cycle.
pub const LANES: usize = 4;
/// Cycles from `halves` to `floats`.
pub const LATENCY: usize = 2;

crate::leaf_block! {
    /// See the module's documentation. Four values a cycle, [`LATENCY`] cycles; no back-pressure of its own.
    pub struct Widen {
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
    let floats: Vec<Word> = (0..LANES)
        .map(|lane| {
            let value = Float::fp16(&mut leaf, &halves.slice(16 * lane, 16));
            concat(&[&value.fraction, &value.exponent, &value.negative])
        })
        .collect();
    let floats = concat(&floats.iter().collect::<Vec<_>>());
    leaf.output_at("floats", &floats, LATENCY);
    leaf.output_at("floats_valid", &valid.control_at(LATENCY), LATENCY);
    leaf.build()
}
