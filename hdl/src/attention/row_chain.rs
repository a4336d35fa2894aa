//! A row's place in the chains that bring one row's beat of weights, and the overflow of any row, to where they are used.

use crate::expr::{Circuit, Leaf};
use crate::layout::ACTIVATION_BEAT_BITS;

crate::leaf_block! {
    /// `chain_out` is this row's beat where it is selected, else what comes from the next row; no cycle passes.
    pub struct RowChain {
        in selected: 1,
        in beat: ACTIVATION_BEAT_BITS,
        in chain_in: ACTIVATION_BEAT_BITS,
        in counts: 1,
        in overflow: 1,
        in overflow_in: 1;
        out chain_out: ACTIVATION_BEAT_BITS,
        out overflow_out: 1
    }
}

/// The circuit of [`RowChain`].
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new("row_chain", "One row's beat, any row's overflow.");
    let selected = leaf.control("selected", 1);
    let beat = leaf.control("beat", ACTIVATION_BEAT_BITS);
    let chain_in = leaf.control("chain_in", ACTIVATION_BEAT_BITS);
    let counts = leaf.control("counts", 1);
    let overflow = leaf.control("overflow", 1);
    let overflow_in = leaf.control("overflow_in", 1);
    leaf.output("chain_out", &selected.mux(&beat, &chain_in));
    leaf.output("overflow_out", &(&(&counts & &overflow) | &overflow_in));
    leaf.build()
}
