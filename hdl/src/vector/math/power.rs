//! 2^t for SwiGLU, one per cycle, from softmax's table.
//!
//! ```text
//! t --> align (3) --> floor, limits --+--> n: integer -----------------> exponent field --+--> power
//!                                     `--> f: table, slope * r (3) --> + y(f) --> fraction --'
//! ```
//!
//! `t` is rounded down to a multiple of 2^-16 and kept within -32 and 64; `y` is
//! [`softmax_lane`](crate::attention::query::softmax_lane)'s, exact in FP32.

use super::{FLOAT_BITS, FRACTION, SIGNIFICAND};
use crate::attention::query::softmax_lane::{FRACTION as POWER_BITS, power_fraction};
use crate::expr::{Circuit, Leaf, MultiplierCell, concat, named};
use crate::float::shift_right_sticky;

/// Cycles from t to its power.
pub const LATENCY: usize = 8;
/// Bits of t's magnitude in units of 2^-16: it is below 64.
const MAGNITUDE: usize = 6 + POWER_BITS;
/// The exponent field of numbers from 32 to 64: their significands' lowest bits but two count units of 2^-16.
const LARGEST: u128 = 127 + 5;
/// Bits of an exponent field's distance, two's complement.
const DISTANCE: usize = 9;

crate::leaf_block! {
    /// See the module's documentation. [`LATENCY`] cycles, one power per cycle, no back-pressure.
    pub struct Power(describe(MultiplierCell::Portable)) {
        /// t as the multiplier gives it, FP32; its sign is looked up in `negative`.
        in t: FLOAT_BITS,
        /// The multiplier's `overflow`: t is at a limit, and no flag is raised.
        in beyond: 1,
        /// The multiplier's `negative`: the sign of t, even beyond.
        in negative: 1,
        /// 2^t, FP32: t rounded down to a multiple of 2^-16, at least -32. Eight cycles after t.
        out power: FLOAT_BITS,
        /// t is 64 or more: a quotient by 1 + 2^t is a zero. With `power`, which may be any number then.
        out vanishes: 1
    }
}

/// The circuit of [`Power`].
#[named]
pub fn describe(body: MultiplierCell) -> Circuit {
    let mut leaf = Leaf::new(
        "power",
        "2^t, t rounded down to a multiple of 2^-16, by straight lines between 65 points.",
    );
    leaf.own_origin();
    let t = leaf.input("t", FLOAT_BITS);
    let beyond = leaf.input("beyond", 1);
    let negative = leaf.input("negative", 1);
    leaf.unused(&t.sign());

    // Places to shift right; below 0 t is at a limit.
    let exponent = t.slice(FRACTION, 8);
    let largest = leaf.constant(LARGEST, DISTANCE);
    let distance = largest.wrapping_sub(&exponent.extend(DISTANCE)).register();
    let some = exponent.any_bit().register();
    let beyond = beyond.register();
    let one = leaf.constant(1, 1);
    let below = t.slice(0, SIGNIFICAND - MAGNITUDE).any_bit();
    let above = t.slice(SIGNIFICAND - MAGNITUDE, MAGNITUDE - 1);
    let units = concat(&[&below, &above, &one]).register();

    let limited = (&beyond | &distance.sign()).register();
    let far = distance.slice(5, 3).any_bit();
    let coarse = shift_right_sticky(&units, &distance.slice(3, 2), 8);
    let coarse = far.mux(&some.extend(MAGNITUDE + 1), &coarse).register();
    let near = distance.slice(0, 3).register();
    let finer = shift_right_sticky(&coarse, &near.slice(1, 2), 2);
    let fine = shift_right_sticky(&finer, &near.bit(0).extend(2), 1).register();

    // -(m + something below 1) rounds down to ~m, -m is ~m + 1.
    let negative = negative.at(3);
    let limited = limited.register();
    let magnitude = fine.slice(1, MAGNITUDE).extend(MAGNITUDE + 1);
    let flipped = &magnitude ^ &negative.as_signed().extend(MAGNITUDE + 1).as_unsigned();
    let exact = &negative & !&fine.bit(0);
    let floor = flipped.wrapping_add(&exact.extend(MAGNITUDE + 1));
    let lowest = &negative & &(&limited | &magnitude.bit(MAGNITUDE - 1));
    // -32 in units of 2^-16.
    let limit = leaf.constant(0b11 << (MAGNITUDE - 1), MAGNITUDE + 1);
    let floor = lowest.mux(&limit, &floor).register().named("floor");
    let vanishes = (&limited & !&negative).register();

    let integer = floor
        .slice(POWER_BITS, 7)
        .as_signed()
        .extend(8)
        .as_unsigned();
    let field = integer.wrapping_add(&leaf.constant(127, 8)).register();
    let fraction = power_fraction(&mut leaf, &floor.slice(0, POWER_BITS), body).register();
    let zeros = leaf.constant(0, FRACTION - POWER_BITS);
    let power = concat(&[&zeros, &fraction, &field.at(LATENCY), &leaf.constant(0, 1)]);
    leaf.output_at("power", &power, LATENCY);
    leaf.output_at("vanishes", &vanishes.at(LATENCY), LATENCY);
    leaf.build()
}
