//! The end of a product, sum or quotient: rounded half to even, flushed, checked.
//!
//! ```text
//! significand, half, more --> up? --> + --> FP32, overflow
//! exponent field ---------------------^
//! ```
//!
//! The exponent field is that of IEEE 754 with two bits more, in two's complement: negative ones are zeros, and
//! so is field 0 unless the rounding, always up there, carries into field 1; from 255 on it is an overflow.

use super::{FLOAT_BITS, FRACTION};
use crate::expr::{Circuit, Leaf, Word, concat, named};

/// Cycles from a significand to its number.
pub const LATENCY: usize = 3;
/// Bits of an exponent field before rounding.
pub const FIELD: usize = 10;

/// What a result is before rounding, of one stage.
pub struct Unrounded {
    /// Bits below the hidden one.
    pub fraction: Word,
    /// The bit below the fraction.
    pub half: Word,
    /// Something is below the half.
    pub more: Word,
    /// The exponent field, two's complement; negative for zero.
    pub field: Word,
    pub negative: Word,
    /// The result is +0, and no overflow.
    pub cleared: Word,
}

impl Unrounded {
    /// FP32 and overflow, [`LATENCY`] cycles later.
    #[named]
    pub fn round(&self, leaf: &Leaf) -> (Word, Word) {
        let inputs = [
            ("fraction", &self.fraction),
            ("half", &self.half),
            ("more", &self.more),
            ("field", &self.field),
            ("negative", &self.negative),
            ("cleared", &self.cleared),
        ];
        let rounding = leaf.part("rounding", &rounding(), &inputs);
        (rounding.output("float"), rounding.output("overflow"))
    }
}

/// A field that stands for zero where `zero` is set: -257 or less, so that a step leaves it negative.
#[named]
pub fn zeroed(field: &Word, zero: &Word) -> Word {
    let low = FIELD - 2;
    let highest = zero.mux(&field.constant(0b10, 2), &field.slice(low, 2));
    concat(&[&field.slice(0, low), &highest])
}

#[named]
fn rounding() -> Circuit {
    let mut leaf = Leaf::new(
        "round_float",
        "A normalised significand to FP32: half to even, no subnormal numbers.",
    );
    leaf.means(&[
        ("fraction", "The significand below its hidden bit."),
        ("half", "The bit below the fraction."),
        ("more", "Something is below the half."),
        (
            "field",
            "The exponent field, two's complement; negative for zero.",
        ),
        ("negative", "The sign."),
        ("cleared", "The result is +0, and no overflow."),
        ("float", "The number as FP32, three cycles later."),
        (
            "overflow",
            "It was 2^128 or more in magnitude, and is +0; with it.",
        ),
    ]);
    let fraction = leaf.input("fraction", FRACTION);
    let half = leaf.input("half", 1);
    let more = leaf.input("more", 1);
    let field = leaf.input("field", FIELD);
    let negative = leaf.input("negative", 1);
    let cleared = leaf.input("cleared", 1);

    let lowest = !&field.any_bit();
    let to_even = &half & &(&more | &fraction.bit(0));
    let up = (&lowest | &to_even).register();
    // A carry out of the fraction steps the exponent, as the encoding intends.
    let unrounded = concat(&[&fraction, &field.slice(0, FIELD - 1)]).register();
    let rounded = unrounded.wrapping_add(&up.extend(FLOAT_BITS)).register();
    let below = field.sign().at(2);
    let cleared = cleared.at(2);

    let field = rounded.slice(FRACTION, FIELD - 1);
    let counts = !&(&below | &cleared);
    let beyond = &field.sign() | &field.slice(0, 8).every_bit();
    let overflow = &counts & &beyond;
    let some = (&counts & &field.any_bit()) & !&beyond;
    let magnitude = &rounded.slice(0, 31) & &some.as_signed().extend(31).as_unsigned();
    let negative = &negative.at(2) & !&(&cleared | &overflow);
    let float = concat(&[&magnitude, &negative]).register();
    leaf.output_at("float", &float, LATENCY);
    leaf.output_at("overflow", &overflow.register(), LATENCY);
    leaf.build()
}
