//! The engine's activations of a query: its own beats, then the weights of softmax, one row's after the other.

use super::softmax_lane::{self, WEIGHT_BITS, WEIGHTS_BITS};
use crate::expr::{Circuit, Leaf, Word, concat, named};
use crate::layout::{ACTIVATION_BEAT_BITS, GROUP};

crate::leaf_block! {
    /// See the module's documentation. Never both valid. A beat in two cycles at most: whether there is room is known from a register, and so is
    /// what goes in, because each drives every bit of the beat.
    pub struct ActivationMerge {
        in query: ACTIVATION_BEAT_BITS,
        in query_valid: 1,
        in weights: WEIGHTS_BITS,
        in weights_valid: 1,
        in activations_ready: 1,
        out room: 1,
        out weights_taken: 1,
        out activations_data: ACTIVATION_BEAT_BITS,
        out activations_valid: 1
    }
}

/// The circuit of [`ActivationMerge`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new("activation_merge", "A query's beats, or weights as FP32.");
    let query = leaf.control("query", ACTIVATION_BEAT_BITS);
    let query_valid = leaf.control("query_valid", 1);
    let weights = leaf.control("weights", WEIGHTS_BITS);
    let weights_valid = leaf.control("weights_valid", 1);
    let ready = leaf.control("activations_ready", 1);

    let full = leaf.state("full", 1, 0);
    let room = !full.get();
    let enters = &query_valid | &weights_valid;
    full.set(&room.mux(&enters, &!&ready));
    let lanes: Vec<Word> = (0..GROUP)
        .map(|lane| softmax_lane::fp32(&weights.slice(lane * WEIGHT_BITS, WEIGHT_BITS)))
        .collect();
    let lanes = concat(&lanes.iter().collect::<Vec<_>>());
    let beat = leaf.state("beat", ACTIVATION_BEAT_BITS, 0);
    beat.set_if(&room, &weights_valid.mux(&lanes, &query));
    leaf.output("room", &room);
    leaf.output("weights_taken", &(&room & &weights_valid));
    leaf.output("activations_data", beat.get());
    leaf.output("activations_valid", full.get());
    leaf.build()
}
