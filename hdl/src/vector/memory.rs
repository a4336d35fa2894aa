//! Vector memory: FP32 words in block RAM, one port to read and one to write.
//!
//! A word that is read in the cycle in which it is written is not defined; the unit reads nothing that is still to be
//! written.

use super::math::FLOAT_BITS;
use super::order::ADDRESS_BITS;
use crate::expr::{Circuit, Leaf, named};

/// Cycles from an address to its word.
pub const LATENCY: usize = 2;

crate::leaf_block! {
    /// See the module's documentation.
    pub struct VectorMemory(describe(1 << ADDRESS_BITS)) {
        /// The word that is read, modulo the memory's size.
        in read_address: ADDRESS_BITS,
        /// That word, two cycles later.
        out data: FLOAT_BITS,
        /// A word is written.
        in write: 1,
        /// Where, modulo the memory's size.
        in write_address: ADDRESS_BITS,
        /// The word to write.
        in value: FLOAT_BITS
    }
}

/// The circuit of [`VectorMemory`] with `depth` words, a power of two.
#[named]
pub fn describe(depth: usize) -> Circuit {
    let mut leaf = Leaf::new(
        &format!("vector_memory_{depth}"),
        &format!("{depth} FP32 words in block RAM."),
    );
    let read_address = leaf.control("read_address", ADDRESS_BITS);
    let write = leaf.control("write", 1);
    let write_address = leaf.control("write_address", ADDRESS_BITS);
    let value = leaf.control("value", FLOAT_BITS);
    let bits = depth.trailing_zeros() as usize;
    let words = leaf.memory("words", depth, FLOAT_BITS);
    words.write(&write, &write_address.slice(0, bits), &value);
    let word = words.read(&read_address.slice(0, bits)).named("word");
    leaf.output("data", &word.register());
    for address in [&read_address, &write_address] {
        if bits < ADDRESS_BITS {
            leaf.unused(&address.slice(bits, ADDRESS_BITS - bits));
        }
    }
    leaf.build()
}
