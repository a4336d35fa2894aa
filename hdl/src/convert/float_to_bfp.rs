//! Floats to one M8 block: 32 values a cycle, sustained.
//!
//! ```text
//! 32 x float --> key {exponent field, would round past LIMIT} --> maximum --> E --+
//!           \--> 8 integer bits, half, sticky -----------------> shift right <----+
//!                                          --> round half to even, sign --> 32 mantissas --> sum
//! ```
//!
//! `E` is the smallest exponent for which the largest magnitude rounds to at most LIMIT; it is `max exponent - 7`, one more
//! where the largest significand is at least LIMIT + 1/2 (LIMIT is odd, so the tie rounds up, past it). Below -128 it stays
//! there; a block that rounds to nothing has E = 0. Infinities and NaN set `invalid`.
//! FP16 values are widened exactly to FP32 first.

use crate::expr::{
    Circuit, Leaf, Word, adder_tree, any, concat, leading_zeros, maximum_tree, mux_tree,
};
use crate::layout::{ACTIVATION_BEAT_BITS, BLOCK_BITS, BLOCK_SUM_BITS, GROUP, activation_block};

/// A source format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Fp32,
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
            Source::Fp16 => 20,
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
}

crate::leaf_block! {
    /// See the module's documentation. Latency [`Source::latency`]; one block a cycle, no back-pressure of its own.
    pub struct Fp32ToBfp {
        in values: ACTIVATION_BEAT_BITS,
        in values_valid: 1;
        out block: BLOCK_BITS,
        out block_valid: 1
    }
}

/// Below this exponent field the block's exponent stays at -128: 6 - 127 - 7.
const LOWEST_FIELD: u128 = 6;

/// The circuit of the converter.
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
    let lanes: Vec<Float> = (0..GROUP)
        .map(|i| {
            let value = values.slice(i * width, width);
            match source {
                Source::Fp32 => Float::fp32(&value),
                Source::Fp16 => Float::fp16(&value),
            }
        })
        .collect();

    let keys = lanes
        .iter()
        .map(|lane| lane.key(limit).register())
        .collect();
    let key = maximum_tree(keys).named("largest");
    let invalid = any(&lanes
        .iter()
        .map(|l| l.exponent.every_bit().register())
        .collect::<Vec<_>>())
    .register();
    let nonzero = any(&lanes
        .iter()
        .map(|lane| lane.rounds_to_something().register())
        .collect::<Vec<_>>())
    .register();

    // The exponent, biased by 134: E + 134 = max(field, 6) + past limit.
    let field = key.slice(1, 8);
    let lowest = field.less_than(&leaf.constant(LOWEST_FIELD, 8));
    let past = (&key.bit(0) & &!&lowest).register();
    let field = lowest.mux(&leaf.constant(LOWEST_FIELD, 8), &field);
    let biased = &field.register() + &past;
    let biased = biased.register().named("biased_exponent");
    let stage = biased.stage().expect("pipelined");

    let mantissas: Vec<Word> = lanes
        .iter()
        .enumerate()
        .map(|(i, lane)| lane.mantissa(&biased, i))
        .collect();
    let sum = adder_tree(mantissas.clone(), vec![]);
    let latency = sum.stage().expect("pipelined");

    let exponent = biased.slice(0, 8).wrapping_sub(&leaf.constant(134, 8));
    let exponent = nonzero
        .at(stage)
        .mux(&exponent, &exponent.zero(8))
        .at(latency);
    let mantissas = concat(&mantissas.iter().collect::<Vec<_>>());
    let packed = activation_block::pack(
        &mantissas.at(latency),
        &exponent,
        &sum.slice(0, BLOCK_SUM_BITS),
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

/// A lane's value, as FP32 fields.
struct Float {
    negative: Word,
    exponent: Word,
    fraction: Word,
}

impl Float {
    fn fp32(bits: &Word) -> Self {
        Float {
            negative: bits.sign(),
            exponent: bits.slice(23, 8),
            fraction: bits.slice(0, 23),
        }
    }

    /// Exact widening: 5-bit exponent to 8, subnormals normalised. One stage.
    fn fp16(bits: &Word) -> Self {
        let (exponent, fraction) = (bits.slice(10, 5), bits.slice(0, 10));
        let subnormal = !&exponent.any_bit();
        let special = exponent.every_bit();
        // The 10 fraction bits on top of 16, so that the count is that of the fraction.
        let (zeros, shifted) = leading_zeros(&fraction.shift_left(6), &[]);
        let zero = !&fraction.any_bit();
        // f * 2^-24 with z zeros above its top bit is 1.xxx * 2^(-15 - z): field 112 - z.
        let below = fraction.constant(112, 8).wrapping_sub(&zeros.extend(8));
        let normal = exponent.extend(8).wrapping_add(&exponent.constant(112, 8));
        let field = subnormal.mux(&zero.mux(&normal.zero(8), &below), &normal);
        let field = special.mux(&exponent.constant(255, 8), &field);
        let top = subnormal.mux(&shifted.slice(5, 10), &fraction);
        Float {
            negative: bits.sign().register(),
            exponent: field.register(),
            fraction: top.shift_left(13).register(),
        }
    }

    /// Orders magnitudes as far as E needs: exponent field, then whether the significand rounds past the limit.
    fn key(&self, limit: Limit) -> Word {
        // (LIMIT + 1/2) * 2^16, less the hidden bit, has its low 15 bits zero.
        let threshold = (2 * limit.magnitude() + 1) - (1 << 8);
        let past = !&self
            .fraction
            .slice(15, 8)
            .less_than(&self.fraction.constant(threshold.into(), 8));
        concat(&[&past, &self.exponent])
    }

    /// Whether the magnitude is above 2^-129, half a unit of the smallest exponent: a tie rounds to even, to zero.
    fn rounds_to_something(&self) -> Word {
        let tie = self.fraction.constant(1 << 20, 23);
        &self.exponent.any_bit() | &tie.less_than(&self.fraction)
    }

    /// The signed mantissa for a block exponent (biased by 134), five stages after it: distance, whether it is far, shift in
    /// steps of 4, shift by the rest, round.
    fn mantissa(&self, biased: &Word, lane: usize) -> Word {
        let stage = biased.stage().expect("pipelined");
        let normal = self.exponent.any_bit();
        // 8 integer bits, the half, and whether anything is below it.
        let sticky = self.fraction.slice(0, 15).any_bit();
        let significand = concat(&[&sticky, &self.fraction.slice(15, 8), &normal])
            .named(&format!("significand_{lane}"))
            .at(stage + 2);
        let lowest = &self.exponent.bit(0) | &!&normal;
        let field = concat(&[&lowest, &self.exponent.slice(1, 7)])
            .named(&format!("field_{lane}"))
            .at(stage);
        let negative = self.negative.clone().named(&format!("negative_{lane}"));
        let negative = negative.at(stage + 4);

        let distance = biased
            .wrapping_sub(&field.extend(9))
            .register()
            .named(&format!("distance_{lane}"));
        // From 9 on the value is below a quarter: what is left is the sticky bit, and rounding drops it.
        let far =
            &distance.slice(4, 5).any_bit() | &(&distance.bit(3) & &distance.slice(0, 3).any_bit());
        let (far, distance) = (far.register(), distance.slice(0, 4).register());
        let near = shift_right_sticky(&significand, &distance.slice(2, 2), 4).register();
        let near = shift_right_sticky(&near, &distance.slice(0, 2).register(), 1);
        let near = far.register().mux(&near.zero(10), &near);
        let near = near.register().named(&format!("near_{lane}"));
        let up = &near.bit(1) & &(&near.bit(0) | &near.bit(2));
        // -(v + up) = ~v + !up: negation and rounding in one increment.
        let flipped = &near.slice(2, 8).extend(9) ^ &negative.as_signed().extend(9).as_unsigned();
        flipped
            .wrapping_add(&(&up ^ &negative).extend(9))
            .as_signed()
            .register()
            .named(&format!("mantissa_{lane}"))
    }
}

/// A word shifted right by 0 to 3 times `unit`, everything that falls out kept in the lowest bit.
fn shift_right_sticky(word: &Word, distance: &Word, unit: usize) -> Word {
    let width = word.width();
    let choices: Vec<Word> = (0..4)
        .map(|n| match n * unit {
            0 => word.clone(),
            n if n + 1 >= width => word.any_bit().extend(width),
            n => {
                let lost = word.slice(0, n + 1).any_bit();
                concat(&[&lost, &word.slice(n + 1, width - n - 1)]).extend(width)
            }
        })
        .collect();
    mux_tree(distance, &choices)
}
