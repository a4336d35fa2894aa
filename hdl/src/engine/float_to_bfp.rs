//! Floats to one M8 block: 32 values per cycle, sustained.
//!
//! ```text
//! 32 x FP32 --> key {exponent field, would round past 255} --> maximum --> E --+
//!          \--> 8 integer bits, half, sticky --------------> shift right <-----+
//!                                          --> round half to even, sign --> 32 mantissas --> sum
//! ```
//!
//! `E` is the smallest exponent for which the largest magnitude rounds to at most 255; it is `max exponent - 7`,
//! one more where the largest significand is at least 255 + 1/2 (255 is odd, so the tie rounds up, past
//! it). Below -128 it stays there; a block that rounds to nothing has E = 0. A block with an infinity or a NaN is `invalid`
//! and its mantissas are 0.

use crate::expr::{Circuit, Leaf, Word, adder_tree, maximum_tree, named};
use crate::float::{KEY_BITS, biased_exponent, float_key, float_mantissa};
use crate::layout::{
    ACTIVATION_BEAT_BITS, BLOCK_BITS, BLOCK_SUM_BITS, GROUP, MANTISSA_BITS, MANTISSAS_BITS,
    activation_block,
};

/// Cycles from values to block.
pub const LATENCY: usize = 19;

crate::leaf_block! {
    /// See the module's documentation. [`LATENCY`] cycles; one block per cycle, no back-pressure of its own.
    pub struct Fp32ToBfp(describe()) {
        /// 32 FP32 values, the first in the lowest bits.
        in values: ACTIVATION_BEAT_BITS,
        /// 32 values are there, and are taken: one block per cycle, no back-pressure.
        in values_valid: 1,
        /// 32 signed mantissas of 9 bits, exponent, sum of the mantissas, and whether a value was infinite or no
        /// number.
        out block: BLOCK_BITS,
        /// A block is there and must be taken: 19 cycles after its values.
        out block_valid: 1
    }
}

/// The circuit of [`Fp32ToBfp`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "fp32_to_bfp",
        "32 FP32 values to a block of 9-bit mantissas, largest magnitude 255.",
    );
    let values = leaf.input("values", 32 * GROUP).register();
    let valid = leaf.input("values_valid", 1);

    let lanes = leaf.lanes("key_lanes", GROUP, &float_key(), &[("value", &values)]);
    let keys = lanes.output("key");
    let invalid = lanes
        .output("special")
        .named("special")
        .any_bit()
        .register();
    let nonzero = lanes
        .output("nonzero")
        .named("nonzero")
        .any_bit()
        .register();
    let key = leaf
        .part("maximum", &largest_key(), &[("keys", &keys)])
        .output("largest");

    let biased = biased_exponent(&key);
    let [start, stage] = [&values, &biased].map(|word| word.stage().expect("pipelined"));

    let inputs = [
        ("value", &values),
        ("biased_exponent", &biased),
        ("invalid", &invalid.at(stage + 4)),
    ];
    let lanes = leaf.lanes(
        "mantissa_lanes",
        GROUP,
        &float_mantissa(stage - start),
        &inputs,
    );
    let mantissas = lanes.output("mantissa");
    let sum = leaf
        .part("adder", &block_sum(), &[("mantissas", &mantissas)])
        .output("sum");
    let latency = sum.stage().expect("pipelined");

    let exponent = biased.slice(0, 8).wrapping_sub(&leaf.constant(134, 8));
    let exponent = nonzero
        .at(stage)
        .mux(&exponent, &exponent.zero(8))
        .at(latency);
    let packed = activation_block::pack(
        &mantissas.at(latency),
        &exponent,
        &sum,
        &invalid.at(latency),
    );
    leaf.output_at("block", &packed, LATENCY);
    leaf.output_at("block_valid", &valid.control_at(LATENCY), LATENCY);
    leaf.build()
}

/// The largest of the keys of a block, five cycles later.
#[named]
fn largest_key() -> Circuit {
    let mut leaf = Leaf::new("largest_key", "The largest of a block's keys.");
    leaf.means(&[
        ("keys", "32 keys of 9 bits, one block per cycle."),
        ("largest", "The largest of them, five cycles later."),
    ]);
    let keys = leaf.input("keys", GROUP * KEY_BITS);
    leaf.output("largest", &maximum_tree(each(&keys, KEY_BITS)));
    leaf.build()
}

/// The sum of the mantissas of a block, five cycles later.
#[named]
fn block_sum() -> Circuit {
    let mut leaf = Leaf::new("block_sum", "The sum of a block's mantissas.");
    leaf.means(&[
        (
            "mantissas",
            "32 signed mantissas of 9 bits, one block per cycle.",
        ),
        ("sum", "Their sum, two's complement, five cycles later."),
    ]);
    let mantissas = leaf.input("mantissas", MANTISSAS_BITS);
    let signed = each(&mantissas, MANTISSA_BITS)
        .iter()
        .map(Word::as_signed)
        .collect();
    leaf.output("sum", &adder_tree(signed, vec![]).slice(0, BLOCK_SUM_BITS));
    leaf.build()
}

/// A block's words of `width` bits.
fn each(block: &Word, width: usize) -> Vec<Word> {
    (0..GROUP).map(|i| block.slice(i * width, width)).collect()
}
