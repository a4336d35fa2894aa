//! FP32 addition, one per cycle.
//!
//! ```text
//! a, b --> which is larger, by how much --> swap --> align (2) --> +- --> leading zeros (2) --> round (3) --> sum
//! ```
//!
//! Three bits below the smaller significand are kept, the lowest for all below: where more than one place is
//! lost by a difference, nothing was shifted out.

use super::round::{self, FIELD, Unrounded, zeroed};
use super::{FLOAT_BITS, FRACTION, SIGNIFICAND};
use crate::expr::{Circuit, Leaf, Word, concat, leading_zeros, named};
use crate::float::shift_right_sticky;

/// Cycles from terms to the sum.
pub const LATENCY: usize = 7 + round::LATENCY;
/// A significand with the three bits below it.
const ALIGNED: usize = SIGNIFICAND + 3;

crate::leaf_block! {
    /// See the module's documentation. [`LATENCY`] cycles, one sum per cycle, no back-pressure.
    pub struct Add(describe()) {
        /// A term, FP32; with the exponent field 0 it is a zero.
        in a: FLOAT_BITS,
        /// The other term, FP32.
        in b: FLOAT_BITS,
        /// Terms are there, and are taken.
        in terms_valid: 1,
        /// a + b, FP32, rounded half to even: ten cycles after the terms. Flagged, it is +0; else a zero is
        /// negative only if both terms are.
        out sum: FLOAT_BITS,
        /// The sum was 2^128 or more in magnitude; with `sum`.
        out overflow: 1,
        /// A term is infinite or no number; with `sum`.
        out invalid: 1
    }
}

/// The circuit of [`Add`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new("add", "FP32 a + b, rounded half to even.");
    leaf.own_origin();
    let a = leaf.input("a", FLOAT_BITS);
    let b = leaf.input("b", FLOAT_BITS);
    let valid = leaf.input("terms_valid", 1);

    let exponent = |float: &Word| float.slice(FRACTION, 8);
    let significand = |float: &Word, some: &Word| {
        let fraction = float.slice(0, FRACTION);
        let kept = &fraction & &some.as_signed().extend(FRACTION).as_unsigned();
        concat(&[&kept, some])
    };
    // Which is larger, and by how much either way.
    let swaps = a.slice(0, 31).less_than(&b.slice(0, 31)).register();
    let [a_above, b_above] =
        [(&a, &b), (&b, &a)].map(|(x, y)| exponent(x).wrapping_sub(&exponent(y)).register());
    let [a_some, b_some] = [&a, &b].map(|float| exponent(float).any_bit().register());
    let special = &exponent(&a).every_bit() | &exponent(&b).every_bit();
    let invalid = special.register();
    let (a, b) = (a.register(), b.register());

    let distance = swaps.mux(&b_above, &a_above).register();
    let chosen = |yes: &Word, no: &Word| swaps.mux(yes, no).register();
    let (a_significand, b_significand) = (significand(&a, &a_some), significand(&b, &b_some));
    let large = chosen(&b_significand, &a_significand).named("larger");
    let small = chosen(&a_significand, &b_significand).named("smaller");
    let field = chosen(&exponent(&b), &exponent(&a)).named("large_field");
    let negative = chosen(&b.sign(), &a.sign()).named("large_negative");
    let subtracts = (&a.sign() ^ &b.sign()).register().named("subtracts");

    // From 32 on only the lowest bit is left, whatever the rest of the distance.
    let far = distance.slice(5, 3).any_bit();
    let small = small.shift_left(3);
    let coarse = shift_right_sticky(&small, &distance.slice(3, 2), 8);
    let lost = small.any_bit().extend(ALIGNED);
    let coarse = far.mux(&lost, &coarse).register();
    let near = distance.slice(0, 3).register();
    let some_more = shift_right_sticky(&coarse, &concat(&[&near.slice(1, 2)]), 2);
    let fine = shift_right_sticky(&some_more, &near.bit(0).extend(2), 1);
    let small = fine.register().named("aligned");

    let stage = small.stage().expect("pipelined");
    let subtracts = subtracts.at(stage);
    let large = large.at(stage).shift_left(3).extend(ALIGNED + 1);
    let flips = subtracts.as_signed().extend(ALIGNED + 1).as_unsigned();
    let flipped = &small.extend(ALIGNED + 1) ^ &flips;
    let total = large
        .wrapping_add_with_carry(&flipped, &subtracts)
        .register();

    // The highest bit of a sum without a carry has one zero above it.
    let (zeros, normal) = leading_zeros(&total.shift_left(32 - total.width()), &[1, 4]);
    let stage = normal.stage().expect("pipelined");
    let some = normal.sign();
    let one = leaf.constant(1, FIELD);
    let above = field
        .at(stage - 1)
        .extend(FIELD)
        .wrapping_add(&one)
        .register();
    let field = above.wrapping_sub(&zeros.extend(FIELD));
    let below = 31 - FRACTION;
    let unrounded = Unrounded {
        fraction: normal.slice(below, FRACTION),
        half: normal.bit(below - 1),
        more: normal.slice(0, below - 1).any_bit(),
        field: zeroed(&field, &!&some),
        negative: &negative.at(stage) & &(&some | !&subtracts.at(stage)),
        cleared: invalid.at(stage),
    };
    let (sum, overflow) = unrounded.round(&leaf);
    let valid = valid.control_at(LATENCY);
    leaf.output_at("sum", &sum, LATENCY);
    leaf.output_at("overflow", &(&overflow & &valid), LATENCY);
    leaf.output_at("invalid", &(&invalid.at(LATENCY) & &valid), LATENCY);
    leaf.build()
}
