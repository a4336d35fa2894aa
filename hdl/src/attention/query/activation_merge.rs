//! The engine's activations of a query: its own beats, then the probabilities of softmax, one row's after the other.

use super::softmax_lane::{self, WEIGHT_BITS, WEIGHTS_BITS};
use crate::expr::{Circuit, Leaf, Word, concat, mux_tree, named};
use crate::layout::{ACTIVATION_BEAT_BITS, GROUP};
use crate::stream::skid_buffer::skid_buffer;
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

    // A row's probabilities leave four at a time, and stand in a register first: the choice of eight takes most of a cycle.
    const LANES: usize = ACTIVATION_BEAT_BITS / 32;
    const PLACE_BITS: usize = (GROUP / LANES).ilog2() as usize;
    let waits = leaf.state("four_waits", 1, 0);
    let four = leaf.state("four_weights", LANES * WEIGHT_BITS, 0);
    let lanes: Vec<Word> = (0..LANES)
        .map(|lane| softmax_lane::fp32(&four.slice(lane * WEIGHT_BITS, WEIGHT_BITS)))
        .collect();
    let wide = concat(&lanes.iter().collect::<Vec<_>>());
    // Whether the engine takes a beat is known late, and has far to go.
    let beat = query_valid.mux(&query, &wide);
    let offer = skid_buffer(&leaf, &beat, &(&query_valid | waits.get()), &ready);

    let leaves = &offer.ready & &!&query_valid;
    let open = (!waits.get() | &leaves).named("four_may_come");
    let place = leaf.state("place", PLACE_BITS, 0);
    let moves_on = leaf.state("row_moves_on", 1, 0);
    let offered = &row_valid & !moves_on.get();
    let takes = (&open & &offered).named("takes_four");
    waits.when(&open, &offered);
    let taken = (&takes & &place.every_bit()).named("row_taken");
    let next = place.wrapping_add(&leaf.constant(1, PLACE_BITS));
    place.set_if(&takes, &next);
    moves_on.set(&taken);
    let fours: Vec<Word> = (0..GROUP / LANES)
        .map(|four| row.slice(four * LANES * WEIGHT_BITS, LANES * WEIGHT_BITS))
        .collect();
    four.set_if(&open, &mux_tree(&place, &fours));

    leaf.output("query_ready", &offer.ready);
    leaf.output("probabilities_ready", &taken);
    outgoing(&mut leaf, "activations", &offer.data, &offer.valid);
    leaf.build()
}
