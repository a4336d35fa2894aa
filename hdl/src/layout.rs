//! Widths and bit positions that more than one block must agree on.

use crate::expr::{Word, concat};

/// Values of a group.
pub const GROUP: usize = 32;
/// A mantissa: -255 to 255.
pub const MANTISSA_BITS: usize = 9;
/// The mantissas of a block.
pub const MANTISSAS_BITS: usize = GROUP * MANTISSA_BITS;
/// The sum of a block's mantissas: at most 32 * 255 in magnitude.
pub const BLOCK_SUM_BITS: usize = 14;
/// Exponent of a block's least significant mantissa bit.
pub const EXPONENT_BITS: usize = 8;
/// A block in the activation buffer: mantissas, exponent, sum, invalid.
pub const BLOCK_BITS: usize = MANTISSAS_BITS + EXPONENT_BITS + BLOCK_SUM_BITS + 1;
/// Blocks that a token row's buffer holds: inputs of up to 16,384 values.
pub const BUFFER_BLOCKS: usize = 512;
/// Address of a block in the buffer.
pub const ADDRESS_BITS: usize = 9;
/// A multiplier operand: two packed weights.
pub const OPERAND_BITS: usize = 18;
/// Sum of 32 products of a mantissa and a digit.
pub const SUM_BITS: usize = 18;
/// Scale and minimum of a group, decoded.
pub const SCALE_BITS: usize = (12 + SCALE_EXPONENT_BITS) + (12 + 5);
/// Exponent of a decoded scale, signed: that of FP16, or of a block of keys or values plus 25.
pub const SCALE_EXPONENT_BITS: usize = 9;
/// Both addends of a group: two 64-bit numbers' sum.
pub const ADDEND_BITS: usize = 65;
/// 64 bits and 16 guard bits.
pub const ACCUMULATOR_BITS: usize = 80;
/// An accumulator with its two flags on the drain chain.
pub const CHAIN_BITS: usize = ACCUMULATOR_BITS + 2;
/// Two outputs' nibbles, scales and minima.
pub const WEIGHT_BEAT_BITS: usize = 2 * (4 * GROUP + 16 + 16);
/// A beat of keys or values: two blocks as a weight beat has two outputs, with digits of five bits. Above the bits of a weight beat stand
/// the digits' fifth bits, 32 of the even block and 32 of the odd one. A digit is -15 to 15: the packed operand of two digits
/// has no room for -16. Bits 7:0 of a scale field are the block's exponent, two's complement; the other bits of the scale
/// fields and the minima mean nothing.
pub const KV_BEAT_BITS: usize = WEIGHT_BEAT_BITS + 2 * GROUP;
/// Sums that the page order of MATMUL_KV keeps apart: the most pairs of such a command.
pub const SLOTS: usize = 256;
/// Index of such a sum.
pub const SLOT_BITS: usize = 8;
/// 32 FP32 values.
pub const ACTIVATION_BEAT_BITS: usize = 32 * GROUP;
/// FP32 value, overflow, invalid.
pub const RESULT_BITS: usize = 34;
/// A command.
pub const COMMAND_BITS: usize = 64;

/// A block of activations as it lies in the buffer.
pub mod activation_block {
    use super::*;

    /// Joins mantissas, exponent, sum and the invalid bit.
    pub fn pack(mantissas: &Word, exponent: &Word, sum: &Word, invalid: &Word) -> Word {
        concat(&[mantissas, exponent, sum, invalid])
    }

    /// Mantissas, exponent (signed), sum (signed), invalid.
    pub fn unpack(block: &Word) -> [Word; 4] {
        let sum = MANTISSAS_BITS + EXPONENT_BITS;
        [
            block.slice(0, MANTISSAS_BITS),
            block.slice(MANTISSAS_BITS, EXPONENT_BITS).as_signed(),
            block.slice(sum, BLOCK_SUM_BITS).as_signed(),
            block.sign(),
        ]
    }
}

/// Scale and minimum of a group of weights.
pub mod scale {
    use super::*;

    /// Joins mantissa and exponent of the scale, then of the minimum.
    pub fn pack(fields: &[Word; 4]) -> Word {
        concat(&fields.each_ref())
    }

    /// Mantissa (signed) and exponent (signed) of the scale, then mantissa (signed) and exponent of the minimum.
    pub fn unpack(bundle: &Word) -> [Word; 4] {
        [
            bundle.slice(0, 12).as_signed(),
            bundle.slice(12, SCALE_EXPONENT_BITS).as_signed(),
            bundle.slice(12 + SCALE_EXPONENT_BITS, 12).as_signed(),
            bundle.slice(12 + SCALE_EXPONENT_BITS + 12, 5),
        ]
    }
}

/// Fields of a command word.
pub mod command {
    /// Bits of a field: lowest bit and width.
    pub type Field = (usize, usize);
    /// What to do.
    pub const OPCODE: Field = (0, 4);
    /// Opcode: fill a token row's buffer.
    pub const LOAD: u128 = 1;
    /// Opcode: multiply buffered activations by streamed weights.
    pub const MATMUL: u128 = 2;
    /// Opcode: multiply buffered activations by keys or values. Internal: its beats come from the attention unit.
    pub const MATMUL_KV: u128 = 3;
    /// LOAD: the token row.
    pub const ROW: Field = (4, 4);
    /// MATMUL: weight format, 0 INT4, 1 INT4 with a minimum, 2 INT8.
    pub const FORMAT: Field = (4, 2);
    /// MATMUL_KV: a high and a low beat for each pair of blocks, joined as those of INT8 are.
    pub const TWO_PASSES: Field = (4, 1);
    /// MATMUL_KV: all pairs of a block, then those of the next, with a running sum for each pair; at most
    /// [`SLOTS`](super::SLOTS) pairs.
    pub const PAGE_ORDER: Field = (5, 1);
    /// MATMUL: clear the accumulators before each pair of outputs.
    pub const FIRST: Field = (6, 1);
    /// MATMUL: send the results of each pair of outputs.
    pub const LAST: Field = (7, 1);
    /// First block in the buffer.
    pub const BASE: Field = (8, 16);
    /// Number of blocks.
    pub const BLOCKS: Field = (24, 16);
    /// MATMUL: pairs of outputs.
    pub const PAIRS: Field = (40, 20);
    /// MATMUL: token rows whose results are sent, less one.
    pub const TOKENS: Field = (60, 4);
}
