//! An order to the vector unit: what is done, with which addresses. Fields are lowest bit and width.
//!
//! | field | bits | |
//! |---|---|---|
//! | operation | 3:0 | a [`Kind`](super::schedule::Kind) below 8 |
//! | sink | 5:4 | [`sink`]; of COPY, NORM, SWIGLU, ADD and MULTIPLY |
//! | halves | 6 | ROPE: pairs are channels i and i + dimensions / 2 |
//! | parts - 1 | 14:8 | vectors that follow each other; of COLLECT none |
//! | length | 36:16 | elements of a part; FETCH: even; ROPE: channels of a head; COLLECT: outputs of a token that are kept |
//! | tokens | 46:40 | COLLECT: tokens that results come for, at least 1 |
//! | pairs | 67:48 | COLLECT: pairs of outputs that come, at least 1 |
//! | A | 87:72 | operand; FETCH, ROPE: destination |
//! | B | 103:88 | second operand of NORM, SWIGLU, MULTIPLY, ROPE |
//! | D | 119:104 | destination; ROPE: dimensions, even |
//! | stride | 135:120 | COLLECT: elements from a token's D to the next one's |
//! | tag | 159:136 | what a fault names the order by |
//!
//! Nothing is checked here: a length, dimensions, pairs or tokens of 0 are counted as 2 to the power of their bits.

use crate::expr::Word;

/// Bits of an order.
pub const ORDER_BITS: usize = 160;

/// Lowest bit and width of a field.
pub type Field = (usize, usize);

/// What is done.
pub const OPERATION: Field = (0, 4);
/// Where results go.
pub const SINK: Field = (4, 2);
/// ROPE: how channels are paired.
pub const HALVES: Field = (6, 1);
/// Parts less one.
pub const PARTS: Field = (8, 7);
/// Elements of a part.
pub const LENGTH: Field = (16, 21);
/// COLLECT: tokens.
pub const TOKENS: Field = (40, 7);
/// COLLECT: pairs of outputs.
pub const PAIRS: Field = (48, 20);
/// First operand.
pub const A: Field = (72, ADDRESS_BITS);
/// Second operand.
pub const B: Field = (88, ADDRESS_BITS);
/// Destination.
pub const D: Field = (104, ADDRESS_BITS);
/// COLLECT: from token to token.
pub const STRIDE: Field = (120, ADDRESS_BITS);
/// Names the order.
pub const TAG: Field = (136, 24);

/// Bits of an address of vector memory; those that its size does not need mean nothing.
pub const ADDRESS_BITS: usize = 16;

/// Where results go.
pub mod sink {
    /// Vector memory, from D on.
    pub const MEMORY: u128 = 0;
    /// Blocks of 32 elements for the engine: all parts in one row, the last block padded with zeros.
    pub const ACTIVATIONS: u128 = 1;
    /// FP16 values for the attention unit.
    pub const VECTORS: u128 = 2;
    /// Words for memory, two elements each, the first in the low half.
    pub const SPILLED: u128 = 3;
}

/// A field of an order.
#[track_caller]
pub fn field(order: &Word, (low, width): Field) -> Word {
    order.slice(low, width)
}
