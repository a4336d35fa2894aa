//! Ours: blocks of 8-bit mantissas times digits of 4 bits, the group's scale, an exact sum.
//!
//! ```text
//! 32 x (mantissa, digit) --> products, integer sum --> join passes, x scale --> floor shift, exact sum of 80 bits
//!          0                        1..2                      2..3                      4    [--> FP32   5]
//!
//! addend = floor(ms P 2^(E + es - 25 + 32)),   P = sum a q, or 16 (sum a q_high) + sum a q_low
//! ```
//!
//! **The paper's** (Harmonia): groups of 32, mantissas of a sign and 8 bits; modes M8W4 for INT4 weights, M8M4 for keys and values of
//! 4-bit mantissas, M8M8 for those of 8 bits. **Ours**: what the engine computes (docs/numerics.md, docs/attention.md), bit by bit, without its
//! packing of two weights in a multiplier of an FPGA, so with one output. M8M8 takes two passes, high digits first. Mantissas and digits come as sign
//! and magnitude, the scale decoded, as `unpack` decodes it for all token rows. The engine's INT8 weights and its minima are left out:
//! neither the paper nor the baselines have them. Registers are those of the other elements, and not the engine's: they stand an FP32 addition
//! apart, so that multiplier, shift and sum share none of `scale` and `accumulator` but their meaning.
//!
//! The sum is exact, so what makes it FP32 ([`Outcome::Fp32`]) is wanted once for a sum and not for each group: the engine has one
//! for all its accumulators. The element is built with it and without.

use super::float::rounded;
use super::integer::{Terms, flip, gate, magnitude, times};
use crate::expr::{Circuit, Leaf, Word, concat, leading_zeros, mux_tree, named};
use crate::layout::{ACCUMULATOR_BITS, EXPONENT_BITS, GROUP, SCALE_EXPONENT_BITS, SUM_BITS};

/// Bits of a mantissa's magnitude.
const MAGNITUDE: usize = 8;
/// Bits of a digit's magnitude.
const DIGIT: usize = 4;
/// Bits of P of two passes.
const JOINED: usize = SUM_BITS + DIGIT;
/// Bits of a scale's significand, sign included.
const SCALE: usize = 12;
/// Bits of the scale's significand of keys and values.
const KV_SCALE: usize = 4;
/// Bits of P times a significand: 18 + 12, or 22 + 5 of keys and values.
const SCALED: usize = SUM_BITS + SCALE;
/// A shift right by so many places leaves the sign alone; more than 32 - 2, as [`floor_shift`] wants it.
const SHIFT_BIAS: usize = 34;

/// What an element gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The exact sum, 80 bits in units of 2^-32.
    Exact,
    /// The sum as FP32.
    Fp32,
}

/// The circuit.
#[named]
pub fn describe(outcome: Outcome) -> Circuit {
    let name = match outcome {
        Outcome::Exact => "harmonia",
        Outcome::Fp32 => "harmonia_fp32",
    };
    let mut leaf = Leaf::new(
        name,
        "32 products of 8-bit mantissas and 4-bit digits, scaled, and summed exactly over groups. One pass a cycle, no back-pressure.",
    );
    let mut meanings = vec![
        (
            "magnitudes",
            "Magnitudes of 32 mantissas, the first in the lowest bits.",
        ),
        ("signs", "Their signs."),
        ("exponent", "The block's exponent, two's complement."),
        ("invalid", "The block had a value that is no number."),
        (
            "digits",
            "Magnitudes of the digits of 32 weights, keys or values.",
        ),
        ("digit_signs", "Their signs."),
        ("scale", "Their scale's significand, two's complement."),
        ("scale_exponent", "Its exponent plus 25."),
        (
            "high_pass",
            "The digits are high ones: their sum waits for that of the low ones.",
        ),
        ("low_pass", "The digits are low ones."),
        ("add", "There is a group, with its only or its last pass."),
        ("clear", "The sum begins anew with it."),
        (
            "overflow",
            "An addend was beyond 64 bits; of FP32, or the sum is.",
        ),
        ("invalidated", "A block was invalid; with the sum."),
    ];
    meanings.push(match outcome {
        Outcome::Exact => (
            "sum",
            "The sum of the groups so far, 80 bits in units of 2^-32, four cycles later.",
        ),
        Outcome::Fp32 => (
            "sum",
            "Its lowest 64 bits as FP32, rounded half to even, five cycles later.",
        ),
    });
    leaf.means(&meanings);
    let magnitudes = leaf.input("magnitudes", GROUP * MAGNITUDE).register();
    let signs = leaf.input("signs", GROUP);
    let exponent = leaf.input("exponent", EXPONENT_BITS).as_signed();
    let invalid = leaf.input("invalid", 1);
    let digits = leaf.input("digits", GROUP * DIGIT).register();
    let digit_signs = leaf.input("digit_signs", GROUP);
    let scale = leaf.input("scale", SCALE).as_signed();
    let scale_exponent = leaf.input("scale_exponent", SCALE_EXPONENT_BITS);
    let [keep, join, add, clear] =
        ["high_pass", "low_pass", "add", "clear"].map(|name| leaf.input(name, 1));

    let negative = (&signs ^ &digit_signs).register().named("negative");
    let mut terms = Terms::default();
    for lane in 0..GROUP {
        let magnitude = magnitudes.slice(lane * MAGNITUDE, MAGNITUDE);
        let product = times(&leaf, &magnitude, &digits.slice(lane * DIGIT, DIGIT));
        let sign = negative.bit(lane);
        // In two's complement, less its lowest one.
        let flipped = concat(&[&flip(&product, &sign), &sign]);
        terms.add_signed(&flipped).add(&sign, 0);
    }
    let total = terms
        .total(&leaf, SUM_BITS)
        .register()
        .named("total")
        .as_signed();

    let held = leaf.state_at("held", SUM_BITS, 0, 2);
    held.set_if(&keep.control_at(2), &total);
    let scaled = scaled(&leaf, held.get(), &total, &join.at(2), &scale.at(2));
    let scaled = scaled.register().named("scaled").as_signed();
    let shift = shift(&leaf, &exponent, &scale_exponent).at(3);
    let (addend, lost) = floor_shift(&scaled, &shift);
    let [add, clear] = [add, clear].map(|control| control.control_at(3));
    accumulated(
        leaf,
        outcome,
        &addend,
        [&lost, &invalid.at(3), &add, &clear],
    )
}

/// The scale times P: of one pass, or of 16 times what is held and this one. Two passes come with a scale of four bits, so that the other
/// rows of the product have no room for them.
#[named]
fn scaled(leaf: &Leaf, held: &Word, total: &Word, join: &Word, scale: &Word) -> Word {
    let high = gate(held, join).as_signed().named("high_pass_sum");
    let joined = high
        .shift_left(DIGIT)
        .wrapping_add(&total.extend(JOINED))
        .named("both_passes");
    let (short, long) = (
        scale.slice(0, KV_SCALE),
        scale.slice(KV_SCALE, SCALE - KV_SCALE),
    );
    let mut terms = Terms::default();
    terms.signed_by_unsigned(&joined, &short, 0);
    terms.signed_product(total, &long, KV_SCALE);
    terms.total(leaf, SCALED)
}

/// How far a product is shifted left, plus [`SHIFT_BIAS`], within 0 and 127: at either end nothing but the sign is left, or nothing fits.
#[named]
fn shift(leaf: &Leaf, exponent: &Word, scale_exponent: &Word) -> Word {
    let offset = leaf.constant((32 - 25 + SHIFT_BIAS) as u128, 7);
    let exponents = (exponent + scale_exponent).named("exponents");
    let biased = exponents + &offset;
    let too_high = biased.slice(7, biased.width() - 8).any_bit();
    let bits: Vec<Word> = (0..7)
        .map(|i| &(&biased.bit(i) | &too_high) & !&biased.sign())
        .collect();
    concat(&bits.iter().collect::<Vec<_>>()).register()
}

/// `floor(x * 2^(shift - SHIFT_BIAS))`: its lowest 64 bits, and whether it does not fit them.
#[named]
fn floor_shift(x: &Word, shift: &Word) -> (Word, Word) {
    let mut value = x.clone();
    for place in 0..5 {
        let moved = value.shift_left(1 << place);
        value = shift.bit(place).mux(&moved, &value).named("shifted");
    }
    let top = value.width();
    let coarse = shift.slice(5, 2);
    let choices = [
        value
            .slice(SHIFT_BIAS, top - SHIFT_BIAS)
            .as_signed()
            .extend(64),
        value
            .slice(SHIFT_BIAS - 32, top - SHIFT_BIAS + 32)
            .as_signed()
            .extend(64),
        value.slice(0, SHIFT_BIAS).shift_left(64 - SHIFT_BIAS),
        value.slice(0, SHIFT_BIAS - 32).shift_left(96 - SHIFT_BIAS),
    ];
    let kept = mux_tree(&coarse, &choices.map(|choice| choice.as_unsigned())).named("addend");
    // What a shift pushes out must repeat the sign that is left.
    let differs = |low: usize| {
        let out = value.slice(low, top - low);
        &out.any_bit() & !&out.every_bit()
    };
    let far = coarse
        .bit(0)
        .mux(&differs(SHIFT_BIAS - 33), &differs(SHIFT_BIAS - 1));
    (kept.as_signed(), &far & &coarse.bit(1))
}

/// The sum of addends, and what has gone wrong with any of them.
#[named]
fn accumulated(
    mut leaf: Leaf,
    outcome: Outcome,
    addend: &Word,
    [lost, invalid, add, clear]: [&Word; 4],
) -> Circuit {
    let sum = leaf.state_at("so_far", ACCUMULATOR_BITS, 0, 3);
    let before = gate(sum.get(), &!clear);
    let addend = addend.extend(ACCUMULATOR_BITS).as_unsigned();
    sum.set_if(add, &before.wrapping_add(&addend));
    let flag = |name: &str, now: &Word| {
        let flag = leaf.state_at(name, 1, 0, 3);
        flag.set_if(add, &(now | &(flag.get() & !clear)));
        flag.after()
    };
    let (overflow, invalid) = (flag("overflowed", lost), flag("invalid_so_far", invalid));
    let sum = sum.after();
    match outcome {
        Outcome::Exact => {
            leaf.output_at("sum", &sum, 4);
            leaf.output_at("overflow", &overflow, 4);
            leaf.output_at("invalidated", &invalid, 4);
        }
        Outcome::Fp32 => {
            let (float, fits) = to_fp32(&sum);
            leaf.output_at("sum", &float.register(), 5);
            leaf.output_at("overflow", &(&overflow | !&fits).register(), 5);
            leaf.output_at("invalidated", &invalid.register(), 5);
        }
    }
    leaf.build()
}

/// A sum's lowest 64 bits as FP32, and whether it fits them.
#[named]
fn to_fp32(sum: &Word) -> (Word, Word) {
    let above = sum.slice(63, ACCUMULATOR_BITS - 63);
    let fits = &above.every_bit() | !&above.any_bit();
    let (negative, magnitude) = magnitude(&sum.slice(0, 64));
    let (zeros, normal) = leading_zeros(&magnitude, &[]);
    // Bit 63 weighs 2^31.
    let field = sum.constant(127 + 31, 8).wrapping_sub(&zeros.extend(8));
    (concat(&[&rounded(&normal, &field), &negative]), fits)
}
