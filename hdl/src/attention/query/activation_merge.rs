//! The engine's activations of a query: its own beats, then the probabilities of softmax, one row's after the other.

use super::softmax_lane::{self, WEIGHT_BITS, WEIGHTS_BITS};
use crate::expr::{Circuit, Leaf, Word, concat, named};
use crate::layout::{ACTIVATION_BEAT_BITS, GROUP};
use crate::stream::arbiter::arbiter;
use crate::stream::{incoming, outgoing};

crate::leaf_block! {
    /// See the module's documentation. Never both valid.
    pub struct ActivationMerge(describe()) {
        /// 32 rotated values of a query, FP32, as the cache collected them.
        stream in query: ACTIVATION_BEAT_BITS,
        /// A row's 32 probabilities, 21 bits each: fraction, then the low bits of the exponent field. Never there
        /// together with `query`.
        stream in probabilities: WEIGHTS_BITS,
        /// 32 FP32 values of either stream, the first in the lowest bits: a beat of the engine's activations.
        stream out activations: ACTIVATION_BEAT_BITS,
    }
}

/// The circuit of [`ActivationMerge`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "activation_merge",
        "The engine's activations of an ATTEND: beats of queries, or a row's probabilities widened to FP32.",
    );
    let [query, query_valid] = incoming(&mut leaf, "query", ACTIVATION_BEAT_BITS);
    let [row, row_valid] = incoming(&mut leaf, "probabilities", WEIGHTS_BITS);
    let ready = leaf.control("activations_ready", 1);
    let lanes: Vec<Word> = (0..GROUP)
        .map(|lane| softmax_lane::fp32(&row.slice(lane * WEIGHT_BITS, WEIGHT_BITS)))
        .collect();
    let row = concat(&lanes.iter().collect::<Vec<_>>());
    let offer = arbiter(&leaf, &[(query, query_valid), (row, row_valid)], &ready);
    leaf.output("query_ready", &offer.ready[0]);
    leaf.output("probabilities_ready", &offer.ready[1]);
    outgoing(&mut leaf, "activations", &offer.data, &offer.valid);
    leaf.build()
}
