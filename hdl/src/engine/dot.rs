//! The dot product of one token's block with two outputs' groups of weights: `P0 = sum a_i * w0_i`, `P1 = sum
//! a_i * w1_i`.
//!
//! ```text
//! a_i, operand_i --> 32 multipliers --> low 13 bits  --> adder tree ------------> P0
//!                                   \-> high 13 bits --> adder tree -> + carry -> P1
//!                                   \-> bit 12 (borrow) --^ carry inputs
//! ```
//!
//! A borrow is given back as the carry input of one of the tree's 31 adders; the 32nd goes into one more
//! stage.

use super::stage::{OPERAND, PRODUCT, SUM};
use crate::expr::{Circuit, Leaf, MultiplierCell, Word, adder_tree, concat, named};
use crate::layout::{GROUP, MANTISSA_BITS, MANTISSAS_BITS, OPERAND_BITS, SUM_BITS};

crate::leaf_block! {
    /// See the module's documentation. Operands at OPERAND, sums at SUM; one group per cycle, no
    /// back-pressure.
    pub struct Dot(describe(MultiplierCell::Portable)) {
        /// 32 signed mantissas of a token's activation block, the first in the lowest bits; at stage OPERAND, every
        /// cycle.
        in mantissas: MANTISSAS_BITS,
        /// 32 multiplier operands, two digits of weights in each: w1 * 2^13 + w0; at stage OPERAND.
        in operands: GROUP * OPERAND_BITS,
        /// Sum of the mantissas times the digits of the even output, two's complement; at stage SUM, eight cycles
        /// later.
        out sum_0: SUM_BITS,
        /// The same for the odd output.
        out sum_1: SUM_BITS
    }
}

/// The circuit of [`Dot`] with the given multiplier body.
#[named]
pub fn describe(body: MultiplierCell) -> Circuit {
    let mut leaf = Leaf::new(
        "dot",
        "P0 = sum a * w0, P1 = sum a * w1 over 32 lanes; operand = w1 * 2^13 + w0.",
    );
    let mantissas = leaf.input_at("mantissas", MANTISSAS_BITS, OPERAND);
    let operands = leaf.input_at("operands", GROUP * OPERAND_BITS, OPERAND);
    let products: Vec<Word> = (0..GROUP)
        .map(|lane| {
            let a = mantissas
                .slice(lane * MANTISSA_BITS, MANTISSA_BITS)
                .as_signed();
            let w = operands
                .slice(lane * OPERAND_BITS, OPERAND_BITS)
                .as_signed();
            leaf.product(&a, &w, body).named(&format!("product_{lane}"))
        })
        .collect();
    let low = |p: &Word| p.slice(0, 13).as_signed();
    let high = |p: &Word| p.slice(13, 13).as_signed();
    let mut borrows: Vec<Word> = products.iter().map(|p| p.bit(12)).collect();
    let last_borrow = borrows.pop().expect("32 lanes");
    let sum_0 = adder_tree(products.iter().map(low).collect(), vec![]);
    let sum_1 = adder_tree(products.iter().map(high).collect(), borrows);
    debug_assert_eq!(sum_1.stage(), Some(PRODUCT + 5));
    let sum_1 = sum_1.wrapping_add(&last_borrow.at(SUM - 1).extend(SUM_BITS).as_signed());
    leaf.output_at("sum_0", &sum_0.at(SUM), SUM);
    leaf.output_at("sum_1", &sum_1.at(SUM), SUM);
    // |a * operand| < 2^25: the product's top bit repeats its sign.
    let tops: Vec<Word> = products.iter().map(|p| p.bit(26)).collect();
    leaf.unused(&concat(&tops.iter().collect::<Vec<_>>()));
    leaf.build()
}
