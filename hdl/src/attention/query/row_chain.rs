//! A row's place in the chains that bring what any row has to say to where it is used.

use crate::expr::{Circuit, Leaf, named};

crate::leaf_block! {
    /// Whether this row, where it counts, or one after it has an overflow; whether there are weights. No cycle passes.
    pub struct RowChain {
        in counts: 1,
        in overflow: 1,
        in overflow_in: 1,
        in weights_valid: 1,
        in weights_valid_in: 1,
        out overflow_out: 1,
        out weights_valid_out: 1
    }
}

/// The circuit of [`RowChain`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new("row_chain", "Any row's overflow, any row's weights.");
    let counts = leaf.control("counts", 1);
    let overflow = leaf.control("overflow", 1);
    let overflow_in = leaf.control("overflow_in", 1);
    let weights_valid = leaf.control("weights_valid", 1);
    let weights_valid_in = leaf.control("weights_valid_in", 1);
    leaf.output("overflow_out", &(&(&counts & &overflow) | &overflow_in));
    leaf.output("weights_valid_out", &(&weights_valid | &weights_valid_in));
    leaf.build()
}
