//! Where results of the phases of a query part: at most one phase is ready.

use crate::expr::{Circuit, Leaf, concat};
use crate::layout::RESULT_BITS;

crate::leaf_block! {
    /// Results for scores or for outputs; a quotient and its flags as one result.
    pub struct Results {
        in scores_ready: 1,
        in outputs_ready: 1,
        in quotient: 32,
        in quotient_flags: 2;
        out results_ready: 1,
        out result: RESULT_BITS
    }
}

/// The circuit of [`Results`].
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new("results", "Results of the phases of a query.");
    let scores_ready = leaf.control("scores_ready", 1);
    let outputs_ready = leaf.control("outputs_ready", 1);
    let quotient = leaf.control("quotient", 32);
    let flags = leaf.control("quotient_flags", 2);
    leaf.output("results_ready", &(&scores_ready | &outputs_ready));
    leaf.output("result", &concat(&[&quotient, &flags]));
    leaf.build()
}
