//! Where streams of the phases of a query meet: at most one of them speaks or is ready.

use crate::expr::{Circuit, Leaf, concat};
use crate::layout::RESULT_BITS;

crate::leaf_block! {
    /// Beats of queries or of weights, results for scores or for outputs; a quotient and its flags as one result.
    pub struct Results {
        in query_valid: 1,
        in weights_valid: 1,
        in scores_ready: 1,
        in outputs_ready: 1,
        in quotient: 32,
        in quotient_flags: 2;
        out activations_valid: 1,
        out results_ready: 1,
        out result: RESULT_BITS
    }
}

/// The circuit of [`Results`].
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new("results", "Streams of the phases of a query.");
    let query_valid = leaf.control("query_valid", 1);
    let weights_valid = leaf.control("weights_valid", 1);
    let scores_ready = leaf.control("scores_ready", 1);
    let outputs_ready = leaf.control("outputs_ready", 1);
    let quotient = leaf.control("quotient", 32);
    let flags = leaf.control("quotient_flags", 2);
    leaf.output("activations_valid", &(&query_valid | &weights_valid));
    leaf.output("results_ready", &(&scores_ready | &outputs_ready));
    leaf.output("result", &concat(&[&quotient, &flags]));
    leaf.build()
}
