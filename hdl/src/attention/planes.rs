//! What depends on whether keys or values are written, and who reads the memory's words.

use super::layout::MEMORY_ADDRESS_BITS;
use crate::expr::{Circuit, Leaf, Word};

crate::leaf_block! {
    /// Format and addresses of what a command writes; blocks go to memory unless a query is answered. Of those who read words, one is ready at most.
    pub struct Planes {
        in commits: 1,
        in attends: 1,
        in key_three: 1,
        in value_three: 1,
        in key_low: MEMORY_ADDRESS_BITS,
        in value_low: MEMORY_ADDRESS_BITS,
        in key_high: MEMORY_ADDRESS_BITS,
        in value_high: MEMORY_ADDRESS_BITS,
        in block_valid: 1,
        in reader_ready: 1,
        in ingest_ready: 1;
        out three: 1,
        out low: MEMORY_ADDRESS_BITS,
        out high: MEMORY_ADDRESS_BITS,
        out to_memory: 1,
        out read_ready: 1
    }
}

/// The circuit of [`Planes`].
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new("planes", "Planes of keys or of values.");
    let commits = leaf.control("commits", 1);
    let attends = leaf.control("attends", 1);
    let key_three = leaf.control("key_three", 1);
    let value_three = leaf.control("value_three", 1);
    let [key_low, value_low, key_high, value_high] =
        ["key_low", "value_low", "key_high", "value_high"]
            .map(|name| leaf.control(name, MEMORY_ADDRESS_BITS));
    let block_valid = leaf.control("block_valid", 1);
    let reader_ready = leaf.control("reader_ready", 1);
    let ingest_ready = leaf.control("ingest_ready", 1);
    let choose = |value: &Word, key: &Word| commits.mux(value, key).register();
    leaf.output("three", &choose(&value_three, &key_three));
    leaf.output("low", &choose(&value_low, &key_low));
    leaf.output("high", &choose(&value_high, &key_high));
    leaf.output("to_memory", &(&block_valid & &!&attends));
    leaf.output("read_ready", &(&reader_ready | &ingest_ready));
    leaf.build()
}
