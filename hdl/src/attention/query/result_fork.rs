//! Where results of the phases of a query part: at most one phase is ready.

use crate::expr::{Circuit, Leaf, concat, named};
use crate::layout::RESULT_BITS;
use crate::stream::skid_buffer::skid_buffer;

crate::leaf_block! {
    /// The engine's results, for scores or for outputs; a quotient and its flags as one result.
    pub struct ResultFork {
        in engine_results: RESULT_BITS,
        in engine_results_valid: 1,
        in scores_ready: 1,
        in outputs_ready: 1,
        in quotient: 32,
        in quotient_flags: 2,
        out engine_results_ready: 1,
        out result: RESULT_BITS,
        out result_valid: 1,
        out answer: RESULT_BITS
    }
}

/// The circuit of [`ResultFork`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new("result_fork", "Results of the phases of a query.");
    let data = leaf.control("engine_results", RESULT_BITS);
    let valid = leaf.control("engine_results_valid", 1);
    let scores_ready = leaf.control("scores_ready", 1);
    let outputs_ready = leaf.control("outputs_ready", 1);
    let quotient = leaf.control("quotient", 32);
    let flags = leaf.control("quotient_flags", 2);
    let ready = &scores_ready | &outputs_ready;
    let results = skid_buffer(&leaf, &data, &valid, &ready);
    leaf.output("engine_results_ready", &results.ready);
    leaf.output("result", &results.data);
    leaf.output("result_valid", &results.valid);
    leaf.output("answer", &concat(&[&quotient, &flags]));
    leaf.build()
}
