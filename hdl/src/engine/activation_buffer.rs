//! The activation blocks of one token: block RAM, one block per cycle.

use super::float_to_bfp;
use super::stage::{ADDEND, ADDRESS, OPERAND, SUM};
use crate::expr::{Circuit, Leaf, named};
use crate::layout::{
    ADDRESS_BITS, BLOCK_BITS, BLOCK_SUM_BITS, BUFFER_BLOCKS, EXPONENT_BITS, MANTISSAS_BITS,
    activation_block,
};

/// Cycles from `write_enable` to where the block can be read.
pub const WRITE_LATENCY: usize = 2;

crate::leaf_block! {
    /// Address at ADDRESS, mantissas at OPERAND, the block's other fields when the pipeline needs them. A
    /// block can be read [`WRITE_LATENCY`] cycles after it came.
    pub struct ActivationBuffer(describe()) {
        /// A block is there and is written; it can be read two cycles later.
        in write_enable: 1,
        /// Its place, 0 to 511.
        in write_address: ADDRESS_BITS,
        /// Mantissas, exponent, sum and invalid bit of a block of 32 activations.
        in write_block: BLOCK_BITS,
        /// The block wanted, one per cycle; at stage ADDRESS. Never one that is being written.
        in read_address: ADDRESS_BITS,
        /// Its 32 signed mantissas, the first in the lowest bits; at stage OPERAND.
        out mantissas: MANTISSAS_BITS,
        /// Its exponent, two's complement; at stage SUM.
        out exponent: EXPONENT_BITS,
        /// The sum of its mantissas, two's complement, for weights with a minimum; at stage SUM.
        out block_sum: BLOCK_SUM_BITS,
        /// One of its values was infinite or no number; at stage ADDEND.
        out invalid: 1
    }
}

/// The circuit of [`ActivationBuffer`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "activation_buffer",
        "512 activation blocks: 32 mantissas, exponent, sum, invalid bit.",
    );
    // Registers of its own: the converter is far from most rows. Blocks come in the converter's time, and are
    // read in the pipeline's.
    let written = float_to_bfp::LATENCY;
    let enable = leaf.input_at("write_enable", 1, written);
    let enable = enable.register_from_zero();
    let write_address = leaf.input_at("write_address", ADDRESS_BITS, written);
    let write_address = write_address.register();
    let data = leaf.input_at("write_block", BLOCK_BITS, written).register();
    let read_address = leaf.input_at("read_address", ADDRESS_BITS, ADDRESS);
    let memory = leaf.memory("blocks", BUFFER_BLOCKS, BLOCK_BITS);
    memory.write(&enable, &write_address, &data);
    // A block RAM answers late in the cycle: the second register keeps that off the multipliers.
    let [mantissas, exponent, sum, invalid] =
        activation_block::unpack(&memory.read(&read_address).register());
    leaf.output_at("mantissas", &mantissas, OPERAND);
    leaf.output_at("exponent", &exponent.at(SUM), SUM);
    leaf.output_at("block_sum", &sum.at(SUM), SUM);
    leaf.output_at("invalid", &invalid.at(ADDEND), ADDEND);
    leaf.build()
}
