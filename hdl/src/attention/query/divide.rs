//! FP32 division, rounded half to even, one per cycle.
//!
//! ```text
//! numerator, denominator --> significands --> 26 x [ r <- 2r -+ d ] --> 26 quotient bits --> normalise --> round --> quotient
//!                       \--> sign, difference of the exponents ---------------------------^
//! ```
//!
//! Non-restoring: a stage subtracts the divisor from twice the remainder where that is not negative, else
//! adds it; the quotient bit says that the new remainder is not negative. The significands' quotient lies
//! between 1/2 and 2, so 26 bits hold 24 and the half below them either way. A half is never a tie (a 25-bit
//! odd quotient times the divisor has more than 24 bits), so it alone decides.
//!
//! Operands are normal numbers or, the numerator, zeros of either sign, and the quotient's exponent must be
//! one of a normal number: with numerators of 2^-32 to 2^31 and denominators of 2^-2 to 2^14 it is.

use crate::expr::{Circuit, Leaf, Word, concat, named};
use crate::layout::RESULT_BITS;

/// Bits of an FP32 number.
const FLOAT_BITS: usize = 32;
/// Bits of a significand, the hidden one included.
const SIGNIFICAND: usize = 24;
/// Quotient bits: one before the point, 24 after it and the half of the smaller quotients.
const STEPS: usize = SIGNIFICAND + 2;
/// Steps of a module: all but the last one come in rows of this many.
const ROW: usize = 5;
/// Most quotient bits before a row.
const EARLIER: usize = STEPS - 1 - ROW;
/// Cycles from operands to the quotient of their significands: a register before the steps.
pub(crate) const SIGNIFICANDS: usize = STEPS + 1;
/// Cycles from operands to quotient: two registers after the steps.
pub const LATENCY: usize = SIGNIFICANDS + 2;

crate::leaf_block! {
    /// See the module's documentation. [`LATENCY`] cycles, one division per cycle, no back-pressure of its
    /// own. The flags go beside it.
    pub struct Divide(describe()) {
        /// FP32, normal or zero.
        in numerator: FLOAT_BITS,
        /// FP32, normal.
        in denominator: FLOAT_BITS,
        /// Overflow in bit 0, invalid in bit 1, of numerator and denominator together; they go beside the division.
        in flags: 2,
        /// Numerator, denominator and flags are there, and are taken: one division per cycle, no back-pressure.
        in operands_valid: 1,
        /// numerator / denominator, FP32, rounded half to even, with the flags above it: a result as the host gets
        /// it.
        out quotient: RESULT_BITS,
        /// A quotient is there and must be taken: 29 cycles after its operands.
        out quotient_valid: 1
    }
}

/// The circuit of [`Divide`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "divide",
        "FP32 numerator / denominator, rounded half to even.",
    );
    let numerator = leaf.input("numerator", FLOAT_BITS).register();
    let denominator = leaf.input("denominator", FLOAT_BITS).register();
    let flags = leaf.input("flags", 2);
    let valid = leaf.input("operands_valid", 1);

    let exponent = |float: &Word| float.slice(23, 8);
    let zero = !&exponent(&numerator).any_bit();
    let negative = &numerator.sign() ^ &denominator.sign();
    // Biased for a quotient below 1; its first bit adds the 1 that is missing otherwise.
    let bias = leaf.constant(126, 8);
    let field = exponent(&numerator)
        .wrapping_sub(&exponent(&denominator))
        .register()
        .wrapping_add(&bias)
        .register();

    let (kept, above_one) = significands_quotient(&mut leaf, &numerator, &denominator);
    let stage = SIGNIFICANDS;
    let field = field.at(stage).wrapping_add(&above_one.extend(8));
    let zero = zero.at(stage);
    // A carry out of the fraction steps the exponent, as the encoding intends.
    let unrounded = concat(&[&kept.slice(1, 23), &field]);
    let unrounded = zero.mux(&unrounded.zero(31), &unrounded).register();
    let half = (&kept.bit(0) & !&zero).register();
    let magnitude = unrounded.wrapping_add(&half.extend(31));
    let float = concat(&[&magnitude, &negative.at(stage + 1)]).register();
    let quotient = concat(&[&float, &flags.at(LATENCY)]);
    leaf.output_at("quotient", &quotient, LATENCY);
    leaf.output_at("quotient_valid", &valid.control_at(LATENCY), LATENCY);
    leaf.build()
}

/// The quotient of two FP32 numbers' significands: 23 bits below its highest one with the half below them, and whether
/// it is 1 or more. Both of stage 1; [`SIGNIFICANDS`] is the quotient's.
#[named]
pub(crate) fn significands_quotient(
    leaf: &mut Leaf,
    numerator: &Word,
    denominator: &Word,
) -> (Word, Word) {
    let one = leaf.constant(1, 1);
    let significand = |float: &Word| concat(&[&float.slice(0, 23), &one]).extend(SIGNIFICAND + 1);
    // |remainder| <= divisor < 2^24: 25 bits in two's complement.
    let mut divisor = significand(denominator);
    let mut remainder = significand(numerator)
        .wrapping_sub(&divisor)
        .register()
        .named("remainder");
    // All quotient bits but the last one, the latest lowest.
    let mut bits = leaf.constant(0, STEPS - 1);
    for row in 0..(STEPS - 1) / ROW {
        leaf.unused(&bits.slice(EARLIER, ROW));
        let earlier = bits.slice(0, EARLIER);
        let inputs = [
            ("divisor", &divisor),
            ("remainder", &remainder),
            ("earlier_bits", &earlier),
        ];
        let row = leaf.part(&format!("row_{row}"), &division_row(), &inputs);
        [divisor, remainder, bits] =
            ["next_divisor", "next_remainder", "bits"].map(|port| row.output(port));
    }
    leaf.unused(&divisor);
    let last = !&remainder.sign();
    leaf.unused(&remainder.slice(0, SIGNIFICAND));

    let above_one = bits.bit(SIGNIFICAND);
    let below_one = concat(&[&last, &bits.slice(0, SIGNIFICAND - 1)]);
    let kept = above_one.mux(&bits.slice(0, SIGNIFICAND), &below_one);
    (kept, above_one)
}

/// Some steps: the remainder after them, and the quotient bits with theirs below.
#[named]
fn division_row() -> Circuit {
    let mut leaf = Leaf::new(
        "division_row",
        "Non-restoring division: one quotient bit a cycle.",
    );
    leaf.means(&[
        ("divisor", "Significand of the denominator."),
        (
            "remainder",
            "What is left of the numerator, two's complement; a cycle after the divisor.",
        ),
        (
            "earlier_bits",
            "Quotient bits so far, the latest lowest; with the remainder.",
        ),
        ("next_divisor", "The divisor, for the next row."),
        ("next_remainder", "What is left after five more bits."),
        ("bits", "Quotient bits with the five below."),
    ]);
    let mut divisor = leaf.input("divisor", SIGNIFICAND + 1);
    // The divisor has a register in front of every step.
    let mut remainder = leaf.input_at("remainder", SIGNIFICAND + 1, 1);
    let mut bits = leaf.input_at("earlier_bits", EARLIER, 1);
    for _ in 0..ROW {
        let subtract = !&remainder.sign();
        bits = concat(&[&subtract, &bits]).register().named("bits_so_far");
        let twice = concat(&[&leaf.constant(0, 1), &remainder.slice(0, SIGNIFICAND)]);
        divisor = divisor.register().named("held_divisor");
        let flipped = &divisor ^ &subtract.as_signed().extend(SIGNIFICAND + 1).as_unsigned();
        remainder = twice
            .wrapping_add_with_carry(&flipped, &subtract)
            .register()
            .named("remains");
    }
    leaf.output_at("next_divisor", &divisor, ROW);
    leaf.output_at("next_remainder", &remainder, ROW + 1);
    leaf.output_at("bits", &bits, ROW + 1);
    leaf.build()
}
