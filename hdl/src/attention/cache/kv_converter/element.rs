//! An element of a block: what its FP32 value is cut to, and its mantissa once the block's scale is known.

use super::divide_step;
use crate::attention::layout::{KV_SCALE_BITS, SCALE_FRACTION_BITS};
use crate::expr::{Circuit, Leaf, Word, concat, mux_tree, named};
use crate::float::Float;
use crate::layout::MANTISSA_BITS;

/// Bits of the exponent of a key: FP32's field less [`LOWEST_FIELD`], 0 to 47.
pub const KEY_EXPONENT_BITS: usize = 6;
/// The fraction bits that are kept, on top; what is below them changes neither a scale nor a quotient.
pub const KEY_FRACTION_BITS: usize = 12;
/// Bits of a key.
pub const KEY_BITS: usize = KEY_EXPONENT_BITS + KEY_FRACTION_BITS;
/// FP32's exponent field of 2^-31: what is smaller rounds to zero with every scale. A multiple of 32.
pub const LOWEST_FIELD: usize = 96;
/// FP32's exponent field of 2^-14, the power that E counts from.
pub const UNIT_FIELD: usize = 127 - 14;

/// Bits of a magnitude.
const MAGNITUDE_BITS: usize = MANTISSA_BITS - 1;
/// Bits of a scale's mantissa 8 + f.
const DIVISOR_BITS: usize = 4;
/// Bits of what is divided: twice the element in units of 2^(E - 25), halved again once it is rounded.
const DIVIDEND_BITS: usize = MAGNITUDE_BITS + DIVISOR_BITS;

/// A lane that cuts an FP32 value below 2^17 to what a block needs of it; its key orders magnitudes. One cycle.
#[named]
pub fn key() -> Circuit {
    let mut leaf = Leaf::new(
        "kv_key",
        "An FP32 value cut to sign, exponent and 12 fraction bits.",
    );
    leaf.means(&[
        (
            "value",
            "An FP32 value below 2^17 in magnitude, one per cycle.",
        ),
        (
            "key",
            "A cycle later: the exponent field less 96, or 0 below that, over 12 fraction bits.",
        ),
        ("negative", "Its sign, with the key."),
    ]);
    let value = Float::fp32(&leaf.input("value", 32));
    // 96 to 143 is 0x60 to 0x8f: bit 7 says 128 and on, which is 32 and on here.
    let field = &value.exponent;
    let counts = (&field.bit(7) | &field.slice(5, 2).every_bit()).named("counts");
    let exponent = concat(&[&field.slice(0, 5), &field.bit(7)]);
    let exponent = &exponent & &counts.as_signed().extend(KEY_EXPONENT_BITS).as_unsigned();
    let fraction = value
        .fraction
        .slice(23 - KEY_FRACTION_BITS, KEY_FRACTION_BITS);
    leaf.output_at("key", &concat(&[&fraction, &exponent]).register(), 1);
    leaf.output_at("negative", &value.negative.register(), 1);
    leaf.unused(&value.fraction.slice(0, 23 - KEY_FRACTION_BITS));
    leaf.build()
}

/// A lane that divides one element by its block's scale: shift, add half a divisor, a quotient bit per cycle.
#[named]
pub fn element() -> Circuit {
    let mut leaf = Leaf::new(
        "kv_element",
        "A mantissa: the element over the scale (8 + f) 2^(E - 25), rounded half away from zero.",
    );
    leaf.means(&[
        ("key", "The element's exponent and fraction bits."),
        ("negative", "Its sign."),
        ("scale", "The block's scale byte 8 E + f."),
        (
            "mantissa",
            "A magnitude of 8 bits and the sign above it, 12 cycles later; 0 has none.",
        ),
    ]);
    let key = leaf.input("key", KEY_BITS);
    let negative = leaf.input("negative", 1);
    let scale = leaf.input("scale", KV_SCALE_BITS);
    let one = leaf.constant(1, 1);
    let divisor = concat(&[&scale.slice(0, SCALE_FRACTION_BITS), &one]).named("divisor");

    // Twice the element in units of 2^(E - 25), cut off: below 2^13, for the block's largest too.
    let significand = concat(&[&key.slice(0, KEY_FRACTION_BITS), &one]).named("significand");
    // A key of exponent E + 17 is not shifted.
    let unit = leaf.constant((UNIT_FIELD - LOWEST_FIELD) as u128, KEY_EXPONENT_BITS);
    let reach = scale
        .slice(SCALE_FRACTION_BITS, KV_SCALE_BITS - SCALE_FRACTION_BITS)
        .extend(KEY_EXPONENT_BITS)
        .wrapping_add(&unit)
        .named("reach");
    let distance = reach
        .wrapping_sub(&key.slice(KEY_FRACTION_BITS, KEY_EXPONENT_BITS))
        .register()
        .named("distance");
    let far = distance.slice(4, 2).any_bit();
    let near = shifted_right(&significand.at(1), &distance.slice(2, 2), 4);
    let near = far.mux(&near.zero(near.width()), &near).register();
    let twice = shifted_right(&near, &distance.slice(0, 2).register(), 1)
        .register()
        .named("twice");

    // (t + m) / 2m as (t + m) / 2 over m: what either cuts off does not reach the quotient.
    let stage = twice.stage().expect("pipelined");
    let sum = twice.wrapping_add(&divisor.at(stage).extend(twice.width()));
    let dividend = sum.slice(1, DIVIDEND_BITS).register().named("dividend");
    leaf.unused(&sum.bit(0));
    let mut remainder = dividend.slice(MAGNITUDE_BITS, DIVISOR_BITS);
    // Bits of the dividend leave it on top, those of the quotient enter below.
    let mut quotient = dividend.slice(0, MAGNITUDE_BITS);
    for _ in 0..MAGNITUDE_BITS {
        let stage = remainder.stage().expect("pipelined");
        let (bit, left) = divide_step(&remainder, &quotient.sign(), &divisor.at(stage));
        remainder = left.register();
        let rest = quotient.slice(0, MAGNITUDE_BITS - 1);
        quotient = concat(&[&bit, &rest]).register().named("quotient");
    }
    leaf.unused(&remainder);
    let stage = quotient.stage().expect("pipelined");
    let sign = &negative.at(stage) & &quotient.any_bit();
    leaf.output_at("mantissa", &concat(&[&quotient, &sign]), 12);
    leaf.build()
}

/// A word shifted right by 0 to 3 times `unit`.
#[named]
fn shifted_right(word: &Word, distance: &Word, unit: usize) -> Word {
    let width = word.width();
    let choices: [Word; 4] =
        std::array::from_fn(|n| word.slice(n * unit, width - n * unit).extend(width));
    mux_tree(distance, &choices)
}
