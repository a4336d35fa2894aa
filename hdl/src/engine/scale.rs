//! Scales the sum of a group: what one output's accumulator gains from it.
//!
//! ```text
//! P (18) ---x md (12)--> [join passes: 16 * high + low] --> [floor shift] --+
//! S (14) ---x mm (12)--> [delay] -------------------------> [floor shift] --+--> addend (65), overflow
//!
//! addend = floor(md * P * 2^(E + ed + 32)) + floor(mm * S * 2^(E + em + 32))
//! ```
//!
//! `E` is the block's exponent, `(md, ed)` the FP16 scale and `(mm, em)` the FP16 minimum of the group, `S`
//! the sum of the block's mantissas. Keys and values have scales of the same kind, with mantissas 8 to 15 and
//! exponents of 0 to 36 plus -25, and no minimum. Each part is rounded down on its own, and says on its own whether it
//! fits 64 bits. An INT8 group comes in two passes, high nibbles first; both products exist before anything
//! is rounded.

use super::shift::{SHIFT_BIAS, floor_shift, saturate};
use super::stage::{ADDEND, COMBINED, HELD, SCALED, SHIFTED, SUM};
use crate::expr::{Circuit, Leaf, MultiplierCell, Word, named};
use crate::layout::{ADDEND_BITS, BLOCK_SUM_BITS, EXPONENT_BITS, SCALE_BITS, SUM_BITS, scale};

crate::leaf_block! {
    /// See the module's documentation. Sum at SUM, addend at ADDEND; one group per cycle, no back-pressure.
    pub struct Scale(describe(MultiplierCell::Portable)) {
        /// Sum of mantissas times digits of the group, two's complement; at stage SUM.
        in sum: SUM_BITS,
        /// Sum of the block's mantissas, for the minimum; at stage SUM.
        in block_sum: BLOCK_SUM_BITS,
        /// The activation block's exponent, two's complement; at stage SUM.
        in exponent: EXPONENT_BITS,
        /// Scale and minimum of the group, each a signed mantissa with its exponent; at stage SUM.
        in scale: SCALE_BITS,
        /// The product is of a pass, and is kept for the next one; at stage SCALED.
        in pass_valid: 1,
        /// The product is joined with 16 times the one kept; at stage SCALED. Else it stands alone.
        in low_pass: 1,
        /// What the output's sum gains, two's complement in units of 2^-32, both parts rounded down; at stage
        /// ADDEND.
        out addend: ADDEND_BITS,
        /// A part did not fit 64 bits; its lowest 64 are added all the same. At stage ADDEND.
        out overflow: 1
    }
}

/// The circuit of [`Scale`].
#[named]
pub fn describe(body: MultiplierCell) -> Circuit {
    let mut leaf = Leaf::new(
        "scale",
        "floor(md * P * 2^(E + ed + 32)) + floor(mm * S * 2^(E + em + 32)); two passes of INT8 joined before rounding.",
    );
    let sum = leaf.input_at("sum", SUM_BITS, SUM).as_signed();
    let block_sum = leaf.input_at("block_sum", BLOCK_SUM_BITS, SUM).as_signed();
    let exponent = leaf.input_at("exponent", EXPONENT_BITS, SUM).as_signed();
    let bundle = leaf.input_at("scale", SCALE_BITS, SUM);
    let pass_valid = leaf.input_at("pass_valid", 1, SCALED).control_at(HELD);
    let low_pass = leaf.input_at("low_pass", 1, SCALED).at(HELD);
    let [d, d_exponent, m, m_exponent] = scale::unpack(&bundle);

    // Weights: the high pass waits in `held` for its low pass, however long that takes.
    let product = leaf.product(&d, &sum, body).named("scaled_sum").at(HELD);
    let held = leaf.state_at("held", product.width(), 0, HELD);
    held.set_if(&pass_valid, &product);
    // |md * P| < 2^33 for INT8 as well.
    let product = product.extend(34);
    let joined = held.get().as_signed().shift_left(4).wrapping_add(&product);
    let joined = low_pass
        .mux(&joined, &product)
        .register()
        .named("scaled_group");
    let (weights, weights_lost) = aligned(&mut leaf, &joined, &exponent, &d_exponent);

    // Minimum: one pass by definition.
    let product = leaf.product(&m, &block_sum, body).named("scaled_block_sum");
    let (minimum, minimum_lost) = aligned(&mut leaf, &product.at(COMBINED), &exponent, &m_exponent);

    let addend = (&weights.as_signed() + &minimum.as_signed())
        .register()
        .named("both_parts");
    let overflow = (&weights_lost | &minimum_lost).register();
    debug_assert_eq!(weights.stage(), Some(SHIFTED));
    leaf.output_at("addend", &addend, ADDEND);
    leaf.output_at("overflow", &overflow, ADDEND);
    leaf.build()
}

/// The product at SHIFTED, aligned by `E + field - 25 + 32`.
#[named]
fn aligned(leaf: &mut Leaf, product: &Word, exponent: &Word, field: &Word) -> (Word, Word) {
    let offset = leaf.constant((32 - 25 + SHIFT_BIAS) as u128, 7);
    let biased = (&(exponent + field).register() + &offset.as_signed().as_unsigned()).register();
    // Whatever the exponents' range, what lies outside the shifter's is saturated exactly.
    let shift = saturate(&biased.named("biased_shift"));
    floor_shift(product, &shift.at(COMBINED))
}
