//! FP32 division of any operands, one per cycle.
//!
//! ```text
//! significands --> attention's steps --> normalise, round --> quotient
//! exponent fields --> difference ----------^
//! ```
//!
//! The steps are those of [`query::divide`](crate::attention::query::divide), which takes normal numbers only.

use super::round::{self, FIELD, Unrounded, zeroed};
use super::{FLOAT_BITS, FRACTION};
use crate::attention::query::divide::{SIGNIFICANDS, significands_quotient};
use crate::expr::{Circuit, Leaf, Word, named};

/// Cycles from operands to quotient.
pub const LATENCY: usize = SIGNIFICANDS + round::LATENCY;

crate::leaf_block! {
    /// See the module's documentation. [`LATENCY`] cycles, one quotient per cycle, no back-pressure.
    pub struct Divide(describe()) {
        /// FP32; with the exponent field 0 it is a zero.
        in numerator: FLOAT_BITS,
        /// FP32; a zero is invalid.
        in denominator: FLOAT_BITS,
        /// The quotient is a zero of its sign, unless it is invalid; with the operands.
        in vanishes: 1,
        /// Operands are there, and are taken.
        in operands_valid: 1,
        /// numerator / denominator, FP32, rounded half to even: thirty cycles after the operands. Flagged, it is
        /// +0.
        out quotient: FLOAT_BITS,
        /// The quotient was 2^128 or more in magnitude; with `quotient`.
        out overflow: 1,
        /// An operand is infinite or no number, or the denominator is zero; with `quotient`.
        out invalid: 1
    }
}

/// The circuit of [`Divide`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "divide",
        "FP32 numerator / denominator, rounded half to even.",
    );
    leaf.own_origin();
    let numerator = leaf.input("numerator", FLOAT_BITS).register();
    let denominator = leaf.input("denominator", FLOAT_BITS).register();
    let vanishes = leaf.input("vanishes", 1).register();
    let valid = leaf.input("operands_valid", 1);

    let exponent = |float: &Word| float.slice(FRACTION, 8);
    let special = &exponent(&numerator).every_bit() | &exponent(&denominator).every_bit();
    let invalid = (&special | &!&exponent(&denominator).any_bit()).register();
    let zero = (&vanishes | &!&exponent(&numerator).any_bit()).register();
    let negative = (&numerator.sign() ^ &denominator.sign()).register();
    // For a quotient of significands below 1; its first bit adds the 1 that is missing otherwise.
    let bias = leaf.constant(126, FIELD);
    let difference = (exponent(&numerator) - exponent(&denominator))
        .extend(FIELD)
        .register();
    let field = zeroed(&difference.as_unsigned().wrapping_add(&bias), &zero).register();

    let (kept, above_one) = significands_quotient(&mut leaf, &numerator, &denominator);
    debug_assert_eq!(kept.stage(), Some(SIGNIFICANDS));
    let field = field.at(SIGNIFICANDS);
    let stepped = field.wrapping_add(&above_one.extend(FIELD));
    let unrounded = Unrounded {
        fraction: kept.slice(1, FRACTION),
        half: kept.bit(0),
        // It is never a tie.
        more: leaf.constant(1, 1),
        field: stepped,
        negative: negative.at(SIGNIFICANDS),
        cleared: invalid.at(SIGNIFICANDS),
    };
    let (quotient, overflow) = unrounded.round(&leaf);
    let valid = valid.control_at(LATENCY);
    leaf.output_at("quotient", &quotient, LATENCY);
    leaf.output_at("overflow", &(&overflow & &valid), LATENCY);
    leaf.output_at(
        "invalid",
        &(&unrounded.cleared.at(LATENCY) & &valid),
        LATENCY,
    );
    leaf.build()
}
