//! Where things lie in the beats of streams. Output 0 of a pair is the even one.

use crate::command::Field;
use crate::record::SCALE_FRACTION_BITS;
use crate::size::{GROUP, WEIGHT_BEAT_BITS};

/// Weights: the nibbles of an output, four bits per value.
pub const NIBBLES: [Field; 2] = [
    Field::new("nibbles of the even output", 0, 4 * GROUP),
    Field::new("nibbles of the odd output", 4 * GROUP, 4 * GROUP),
];
/// Weights: the scale of an output, FP16. Keys and values: [`KV_FRACTION`] and [`KV_EXPONENT`] of a block's
/// scale, (8 + f) 2^(E - 25); the bits above mean nothing.
pub const SCALES: [Field; 2] = [
    Field::new("scale of the even output", 8 * GROUP, 16),
    Field::new("scale of the odd output", 8 * GROUP + 16, 16),
];
/// Keys and values, in the scale of an output: f.
pub const KV_FRACTION: Field = Field::new("f", 0, SCALE_FRACTION_BITS);
/// Keys and values, in the scale of an output: E, and a demoted block's E + s.
pub const KV_EXPONENT: Field = Field::new("E", SCALE_FRACTION_BITS, 6);
/// Weights: the minimum of an output, FP16; 0 in formats without one. Keys and values: means nothing.
pub const MINIMA: [Field; 2] = [
    Field::new("minimum of the even output", 8 * GROUP + 32, 16),
    Field::new("minimum of the odd output", 8 * GROUP + 48, 16),
];
/// Keys and values: the fifth bits of a block's digits, which are -15 to 15 (a multiplier's packed operand
/// has no room for -16).
pub const FIFTH_BITS: [Field; 2] = [
    Field::new("fifth bits of the even block", WEIGHT_BEAT_BITS, GROUP),
    Field::new(
        "fifth bits of the odd block",
        WEIGHT_BEAT_BITS + GROUP,
        GROUP,
    ),
];

/// Results: an FP32 value.
pub const VALUE: Field = Field::new("value", 0, 32);
/// Results: an addend or the sum did not fit.
pub const OVERFLOW: Field = Field::new("overflow", 32, 1);
/// Results: an activation was NaN or infinite.
pub const INVALID: Field = Field::new("invalid", 33, 1);
