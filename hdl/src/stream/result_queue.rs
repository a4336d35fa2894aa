//! Results waiting to be taken: a queue in distributed RAM, and two on offer.
//!
//! It has no way to refuse a result: the sequencer lets an output finish only when there is room for it (see
//! [`crate::engine::sequencer`]), which is what `taken` is for.

use super::skid_buffer::skid_buffer;
use crate::expr::{Circuit, Leaf, named};
use crate::layout::RESULT_BITS;

/// Results that may be promised room: those of the RAM.
pub const DEPTH: usize = 64;

crate::leaf_block! {
    /// See the module's documentation.
    pub struct ResultQueue {
        in result: RESULT_BITS,
        in result_valid: 1,
        in results_ready: 1,
        out results_data: RESULT_BITS,
        out results_valid: 1,
        out taken: 1
    }
}

/// The circuit of [`ResultQueue`].
#[named]
pub fn describe() -> Circuit {
    const INDEX: usize = DEPTH.trailing_zeros() as usize;
    let mut leaf = Leaf::new(
        "result_queue",
        "64 results and two on offer; never written when full.",
    );
    let data = leaf.control("result", RESULT_BITS);
    let push = leaf.control("result_valid", 1);
    let ready = leaf.control("results_ready", 1);
    // One bit more than an index: equal pointers are an empty queue, a difference of DEPTH a full one.
    let head = leaf.state("head", INDEX + 1, 0);
    let tail = leaf.state("tail", INDEX + 1, 0);
    let some = !&head.get().equals(tail.get());
    let one = leaf.constant(1, INDEX + 1);
    tail.set_if(&push, &tail.get().wrapping_add(&one));
    let memory = leaf.memory("entries", DEPTH, RESULT_BITS);
    memory.write(&push, &tail.get().slice(0, INDEX), &data);
    let oldest = memory.look_up(&head.get().slice(0, INDEX));
    let offer = skid_buffer(&leaf, &oldest, &some, &ready);
    head.set_if(&(&some & &offer.ready), &head.get().wrapping_add(&one));
    leaf.output("results_data", &offer.data);
    leaf.output("results_valid", &offer.valid);
    leaf.output("taken", &offer.taken);
    leaf.build()
}
