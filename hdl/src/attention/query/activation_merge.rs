//! The engine's activations of a query: its own beats, then the probabilities of softmax, one row's after the other.

use super::softmax_lane::{self, WEIGHT_BITS, WEIGHTS_BITS};
use crate::expr::{Circuit, Leaf, Word, concat, mux_tree, named};
use crate::layout::{ACTIVATION_BEAT_BITS, GROUP};
use crate::stream::{incoming, outgoing};

crate::leaf_block! {
    /// See the module's documentation. Never both valid.
    pub struct ActivationMerge(describe()) {
        /// Four rotated values of a query, FP32, as the cache collected them.
        stream in query: ACTIVATION_BEAT_BITS,
        /// A row's 32 probabilities, 21 bits each: fraction, then the low bits of the exponent field. Never there
        /// together with `query`. The next row's are there two cycles after they are taken, at the earliest.
        stream in probabilities: WEIGHTS_BITS,
        /// Four FP32 values of either stream, the first in the lowest bits: a beat of the engine's activations.
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
    let full = leaf.state("full", 1, 0);
    let room = !full.get() | &ready;

    // A row's probabilities leave four at a time.
    const LANES: usize = ACTIVATION_BEAT_BITS / 32;
    const PLACE_BITS: usize = (GROUP / LANES).ilog2() as usize;
    let place = leaf.state("place", PLACE_BITS, 0);
    let moves_on = leaf.state("row_moves_on", 1, 0);
    let offered = &row_valid & !moves_on.get();
    let takes = (&(&room & &offered) & !&query_valid).named("takes_four");
    let taken = (&takes & &place.every_bit()).named("row_taken");
    let next = place.wrapping_add(&leaf.constant(1, PLACE_BITS));
    place.set_if(&takes, &next);
    moves_on.set(&taken);
    let fours: Vec<Word> = (0..GROUP / LANES)
        .map(|four| row.slice(four * LANES * WEIGHT_BITS, LANES * WEIGHT_BITS))
        .collect();
    let four = mux_tree(&place, &fours).named("four_weights");
    let lanes: Vec<Word> = (0..LANES)
        .map(|lane| softmax_lane::fp32(&four.slice(lane * WEIGHT_BITS, WEIGHT_BITS)))
        .collect();
    let four = concat(&lanes.iter().collect::<Vec<_>>());

    let beat = leaf.state("beat", ACTIVATION_BEAT_BITS, 0);
    beat.set_if(&room, &query_valid.mux(&query, &four));
    full.set(&room.mux(&(&query_valid | &offered), full.get()));
    leaf.output("query_ready", &room);
    leaf.output("probabilities_ready", &taken);
    outgoing(&mut leaf, "activations", &beat, full.get());
    leaf.build()
}
