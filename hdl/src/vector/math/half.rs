//! FP32 to FP16, one per cycle, rounded half to even.
//!
//! ```text
//! significand --> shift by what the exponent is below FP16's normal ones (2) --> round --> half
//! ```
//!
//! FP16 has subnormal numbers: below 2^-14 the significand moves right, and its hidden bit with it. What is 0 for
//! vector operations, a subnormal FP32 number, is 0 here by itself.

use super::{FLOAT_BITS, FRACTION};
use crate::expr::{Circuit, Leaf, concat, named};
use crate::float::shift_right_sticky;

/// Cycles from a number to its FP16 one.
pub const LATENCY: usize = 5;
/// Bits of FP16's fraction.
const HALF_FRACTION: usize = 10;
/// The exponent field of 2^-14, FP16's smallest normal number.
const SMALLEST: u128 = 127 - 14;
/// The exponent field of 2^16.
const BEYOND: u128 = 127 + 16;

crate::leaf_block! {
    /// See the module's documentation. [`LATENCY`] cycles, one number per cycle, no back-pressure.
    pub struct Half(describe()) {
        /// FP32.
        in value: FLOAT_BITS,
        /// A value is there, and is taken.
        in value_valid: 1,
        /// FP16, subnormal numbers included, rounded half to even: five cycles after the value. Flagged, it is +0.
        out half: 16,
        /// FP16 does not hold the value: from 65,520 on, infinite, or no number. With `half`.
        out overflow: 1,
        /// A number is there and must be taken.
        out half_valid: 1
    }
}

/// The circuit of [`Half`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new("half", "FP32 to FP16, rounded half to even.");
    leaf.own_origin();
    let value = leaf.input("value", FLOAT_BITS);
    let valid = leaf.input("value_valid", 1);

    let exponent = value.slice(FRACTION, 8);
    let distance = leaf
        .constant(SMALLEST, 9)
        .wrapping_sub(&exponent.extend(9))
        .register();
    let beyond = !&exponent.less_than(&leaf.constant(BEYOND, 8));
    // From the lowest bit: whether anything is below the half, the half, FP16's fraction, the hidden bit.
    let dropped = FRACTION - HALF_FRACTION - 1;
    let more = value.slice(0, dropped).any_bit();
    let one = leaf.constant(1, 1);
    let significand = concat(&[&more, &value.slice(dropped, HALF_FRACTION + 1), &one]).register();
    let width = significand.width();

    let subnormal = !&distance.sign();
    let shift = &distance.slice(0, 4) & &subnormal.as_signed().extend(4).as_unsigned();
    let far = &subnormal & &distance.slice(4, 4).any_bit();
    let coarse = shift_right_sticky(&significand, &shift.slice(2, 2), 4);
    let coarse = far.mux(&one.extend(width), &coarse).register();
    let fine = shift_right_sticky(&coarse, &shift.slice(0, 2).register(), 1).register();

    // The hidden bit steps the exponent from what is below it, and so does a carry out of the fraction.
    let below = distance.constant(0, 5).wrapping_sub(&distance.slice(0, 5));
    let below = subnormal.mux(&below.zero(5), &below).register().at(3);
    let up = &fine.bit(1) & &(&fine.bit(0) | &fine.bit(2));
    let kept = fine.slice(2, HALF_FRACTION + 1).extend(15);
    let rounded = below
        .shift_left(HALF_FRACTION)
        .wrapping_add_with_carry(&kept, &up)
        .register();
    let overflow = &beyond.at(4) | &rounded.slice(HALF_FRACTION, 5).every_bit();
    let signed = concat(&[&rounded, &value.sign().at(4)]);
    let half = overflow.mux(&signed.zero(16), &signed).register();
    let valid = valid.control_at(LATENCY);
    leaf.output_at("half", &half, LATENCY);
    leaf.output_at("overflow", &(&overflow.register() & &valid), LATENCY);
    leaf.output_at("half_valid", &valid, LATENCY);
    leaf.build()
}
