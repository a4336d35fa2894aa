//! Widths and bit positions that more than one block must agree on: the contract's, and what hardware adds to them.

use crate::expr::{Word, concat};
use harmonia_contract::beat::KV_EXPONENT;

pub use harmonia_contract::engine::{SLOTS, SUM_WORDS};
pub use harmonia_contract::size::{
    ACCUMULATOR_BITS, ACTIVATION_BEAT_BITS, BLOCK_ADDRESS_BITS as ADDRESS_BITS, BUFFER_BLOCKS,
    COMMAND_BITS, EXPONENT_BITS, GROUP, KV_BEAT_BITS, MANTISSA_BITS, RESULT_BITS, WEIGHT_BEAT_BITS,
};

/// Results that a queue has room for: as many as may be promised it.
pub const RESULT_PLACES: usize = 64;
/// The mantissas of a block.
pub const MANTISSAS_BITS: usize = GROUP * MANTISSA_BITS;
/// The sum of a block's mantissas: at most 32 * 255 in magnitude.
pub const BLOCK_SUM_BITS: usize = 14;
/// A block in the activation buffer: mantissas, exponent, sum, invalid.
pub const BLOCK_BITS: usize = MANTISSAS_BITS + EXPONENT_BITS + BLOCK_SUM_BITS + 1;
/// A multiplier operand: two packed weights.
pub const OPERAND_BITS: usize = 18;
/// Sum of 32 products of a mantissa and a digit.
pub const SUM_BITS: usize = 18;
/// Scale and minimum of a group, decoded.
pub const SCALE_BITS: usize = (12 + SCALE_EXPONENT_BITS) + (12 + 5);
/// Exponent of a decoded scale plus 25: FP16's field, subnormals at 1, or E of a block of keys or values, 0 to 36.
pub const SCALE_EXPONENT_BITS: usize = KV_EXPONENT.bits;
/// Both addends of a group: two 64-bit numbers' sum.
pub const ADDEND_BITS: usize = 65;
/// An accumulator with its two flags on the drain chain.
pub const CHAIN_BITS: usize = ACCUMULATOR_BITS + 2;
/// Which part of a sum is a result: 0 for its FP32 value, else a word of it and one.
pub const PART_BITS: usize = 2;
/// Index of a sum of the page order.
pub const SLOT_BITS: usize = SLOTS.ilog2() as usize;

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

    /// Mantissa (signed) and exponent of the scale, then mantissa (signed) and exponent of the minimum.
    pub fn unpack(bundle: &Word) -> [Word; 4] {
        [
            bundle.slice(0, 12).as_signed(),
            bundle.slice(12, SCALE_EXPONENT_BITS),
            bundle.slice(12 + SCALE_EXPONENT_BITS, 12).as_signed(),
            bundle.slice(12 + SCALE_EXPONENT_BITS + 12, 5),
        ]
    }
}

/// Commands of the engine as leaves take them apart; the contract says what they mean.
pub mod command {
    use harmonia_contract::{Opcode, command, engine};

    /// Bits of a field: lowest bit and width.
    pub type Field = (usize, usize);

    pub(crate) const fn bits(field: harmonia_contract::Field) -> Field {
        (field.low, field.bits)
    }

    pub(crate) const fn code(opcode: Opcode) -> u128 {
        opcode.code as u128
    }

    /// Which command it is.
    pub const OPCODE: Field = bits(command::OPCODE);
    /// [`harmonia_contract::engine::LOAD`].
    pub const LOAD: u128 = code(engine::LOAD);
    /// [`harmonia_contract::engine::MATMUL`].
    pub const MATMUL: u128 = code(engine::MATMUL);
    /// [`harmonia_contract::engine::MATMUL_KV`].
    pub const MATMUL_KV: u128 = code(engine::MATMUL_KV);
    /// LOAD: the token row.
    pub const ROW: Field = bits(engine::ROW);
    /// MATMUL: the code of the weights' format.
    pub const FORMAT: Field = bits(engine::FORMAT);
    /// MATMUL_KV: two beats for each pair of blocks.
    pub const TWO_PASSES: Field = bits(engine::TWO_PASSES);
    /// MATMUL_KV: all pairs of a block come before those of the next.
    pub const PAGE_ORDER: Field = bits(engine::PAGE_ORDER);
    /// MATMUL: all pairs and banks of a group come before those of the next.
    pub const GROUP_ORDER: Field = bits(engine::GROUP_ORDER);
    /// Clear the accumulators before each pair of outputs.
    pub const FIRST: Field = bits(engine::FIRST);
    /// Send the results of each pair of outputs.
    pub const LAST: Field = bits(engine::LAST);
    /// Sums are sent as they stand.
    pub const SUMS: Field = bits(engine::SUMS);
    /// First block in the buffer.
    pub const BASE: Field = bits(engine::BASE);
    /// Number of blocks of a token.
    pub const BLOCKS: Field = bits(engine::BLOCKS);
    /// LOAD, MATMUL: banks of the batch, less one.
    pub const BANKS: Field = bits(engine::BANKS);
    /// Pairs of outputs.
    pub const PAIRS: Field = bits(engine::PAIRS);
    /// Token rows whose results are sent, less one.
    pub const TOKENS: Field = bits(engine::TOKENS);
}
