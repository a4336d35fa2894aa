//! Floats to one M8 block: 32 values per cycle, sustained.
//!
//! ```text
//! 32 x float --> key {exponent field, would round past LIMIT} --> maximum --> E --+
//!           \--> 8 integer bits, half, sticky -----------------> shift right <----+
//!                                          --> round half to even, sign --> 32 mantissas --> sum
//! ```
//!
//! `E` is the smallest exponent for which the largest magnitude rounds to at most LIMIT; it is `max exponent
//! - 7`, one more where the largest significand is at least LIMIT + 1/2 (LIMIT is odd, so the tie rounds up,
//! past it). Below -128 it stays there; a block that rounds to nothing has E = 0. Infinities and NaN set
//! `invalid`. FP16 values are widened exactly to FP32 first.

use crate::expr::{Circuit, Leaf, Word, adder_tree, maximum_tree, named};
use crate::float::{KEY_BITS, biased_exponent, float_key, float_mantissa, fp16_to_fp32};
use crate::layout::{
    ACTIVATION_BEAT_BITS, BLOCK_BITS, BLOCK_SUM_BITS, GROUP, MANTISSA_BITS, MANTISSAS_BITS,
    activation_block,
};

/// A source format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// IEEE 754, 32 bits.
    Fp32,
    /// IEEE 754, 16 bits.
    Fp16,
}

impl Source {
    /// Bits of a value.
    pub const fn bits(self) -> usize {
        match self {
            Source::Fp32 => 32,
            Source::Fp16 => 16,
        }
    }

    /// Cycles from values to block.
    pub const fn latency(self) -> usize {
        match self {
            Source::Fp32 => 19,
            Source::Fp16 => 21,
        }
    }
}

/// Magnitude that the largest value may round to. All of them are odd, which the rounding of E relies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// 255: all 8 bits, for activations and probabilities.
    M8,
    /// 247: its upper 4 bits, rounded, still fit 4 bits.
    M4,
    /// 239: its upper 3 bits, rounded, still fit 3 bits.
    M3,
}

impl Limit {
    /// The magnitude.
    pub const fn magnitude(self) -> u32 {
        match self {
            Limit::M8 => 255,
            Limit::M4 => 247,
            Limit::M3 => 239,
        }
    }

    /// The upper 8 fraction bits from which on a significand rounds past the limit: `(LIMIT + 1/2) * 2^16`,
    /// less the hidden bit, has its low 15 bits zero.
    pub const fn threshold(self) -> u128 {
        (2 * self.magnitude() + 1 - (1 << 8)) as u128
    }
}

crate::leaf_block! {
    /// See the module's documentation. Latency [`Source::latency`]; one block per cycle, no back-pressure of
    /// its own.
    pub struct Fp32ToBfp(describe(Source::Fp32, Limit::M8)) {
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

/// The circuit of the converter.
#[named]
pub fn describe(source: Source, limit: Limit) -> Circuit {
    let name = match source {
        Source::Fp32 => "fp32_to_bfp",
        Source::Fp16 => "fp16_to_bfp",
    };
    let mut leaf = Leaf::new(
        name,
        &format!(
            "32 floats to a block of 9-bit mantissas, largest magnitude {}.",
            limit.magnitude()
        ),
    );
    let width = source.bits();
    let values = leaf.input("values", GROUP * width).register();
    let valid = leaf.input("values_valid", 1);
    let values = match source {
        Source::Fp32 => values,
        Source::Fp16 => {
            let lanes = leaf.lanes("widening", GROUP, &fp16_to_fp32(), &[("half", &values)]);
            lanes.output("float").named("floats")
        }
    };

    let threshold = leaf.constant(limit.threshold(), 8);
    let inputs = [("value", &values), ("threshold", &threshold)];
    let lanes = leaf.lanes("key_lanes", GROUP, &float_key(), &inputs);
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

    let inputs = [("value", &values), ("biased_exponent", &biased)];
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
    leaf.output_at("block", &packed, source.latency());
    leaf.output_at(
        "block_valid",
        &valid.control_at(source.latency()),
        source.latency(),
    );
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
