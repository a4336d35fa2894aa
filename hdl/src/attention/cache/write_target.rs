//! What depends on whether keys or values are written.

use crate::attention::layout::MEMORY_ADDRESS_BITS;
use crate::expr::{Circuit, Leaf, Word, named};

crate::leaf_block! {
    /// Format and addresses of what a command writes.
    pub struct WriteTarget {
        in commits: 1,
        in key_three: 1,
        in value_three: 1,
        in key_low: MEMORY_ADDRESS_BITS,
        in value_low: MEMORY_ADDRESS_BITS,
        in key_high: MEMORY_ADDRESS_BITS,
        in value_high: MEMORY_ADDRESS_BITS,
        out three: 1,
        out low: MEMORY_ADDRESS_BITS,
        out high: MEMORY_ADDRESS_BITS
    }
}

/// The circuit of [`WriteTarget`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new("write_target", "Planes of keys or of values.");
    let commits = leaf.control("commits", 1);
    let key_three = leaf.control("key_three", 1);
    let value_three = leaf.control("value_three", 1);
    let [key_low, value_low, key_high, value_high] =
        ["key_low", "value_low", "key_high", "value_high"]
            .map(|name| leaf.control(name, MEMORY_ADDRESS_BITS));
    let choose = |value: &Word, key: &Word| commits.mux(value, key).register();
    leaf.output("three", &choose(&value_three, &key_three));
    leaf.output("low", &choose(&value_low, &key_low));
    leaf.output("high", &choose(&value_high, &key_high));
    leaf.build()
}
