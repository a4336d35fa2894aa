//! Results that leave the unit: gathered to beats of 4 or words of 2, or one by one as FP16.
//!
//! ```text
//! value, or its FP16 one --> [queue] --> [4 elements, the newest on top] --> activations: all
//!                                                                      `--> spilled: the two on top
//!                                                                      `--> vectors: the lower half of the top one
//! ```
//!
//! A beat is on offer until it is taken, and no element enters until the cycle after that. Behind an order's last element zeros
//! come until its beat is full, of activations its block of 32.

use super::math::FLOAT_BITS;
use super::order::{SINK, sink};
use super::sequencer::PLACES;
use crate::expr::{Circuit, Leaf, concat, named};
use crate::layout::{ACTIVATION_BEAT_BITS, GROUP};
use crate::stream::fifo::Fifo;
use crate::stream::outgoing;
use harmonia_contract::size::{VECTOR_ELEMENT_BITS, WORD_BITS};

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Sinks(describe()) {
        /// Where results go; stays until `empty`.
        in sink: SINK.1,
        /// A result, FP32.
        in value: FLOAT_BITS,
        /// It is there, and is taken: there is room in the queue.
        in offered: 1,
        /// The same result as FP16, later.
        in half: VECTOR_ELEMENT_BITS,
        /// It is there.
        in half_valid: 1,
        /// No element comes any more.
        in flush: 1,
        /// FP32 values, four a beat; blocks are complete.
        stream out activations: ACTIVATION_BEAT_BITS,
        /// FP16 values.
        stream out vectors: VECTOR_ELEMENT_BITS,
        /// Words for memory.
        stream out spilled: WORD_BITS,
        /// A pulse: an element has left the queue.
        out taken: 1,
        /// Nothing waits; in a flush.
        out empty: 1
    }
}

/// The circuit of [`Sinks`].
#[named]
pub fn describe() -> Circuit {
    const COUNT: usize = GROUP.ilog2() as usize;
    const IN_BEAT: usize = (ACTIVATION_BEAT_BITS / FLOAT_BITS).ilog2() as usize;
    let mut leaf = Leaf::new(
        "sinks",
        "Results, one after the other, to beats of a block, words or FP16 values.",
    );
    let sink = leaf.control("sink", SINK.1);
    let value = leaf.control("value", FLOAT_BITS);
    let offered = leaf.control("offered", 1);
    let half = leaf.control("half", VECTOR_ELEMENT_BITS);
    let half_valid = leaf.control("half_valid", 1);
    let flush = leaf.control("flush", 1);
    // A cycle late: nothing waits when an order begins, and its first result comes later.
    let [blocks, halves, words] = [sink::ACTIVATIONS, sink::VECTORS, sink::SPILLED]
        .map(|number| sink.is(number).register_from_zero());
    let streams = [
        ("activations", &blocks),
        ("vectors", &halves),
        ("spilled", &words),
    ];
    let ready = streams.map(|(name, chosen)| &leaf.control(&format!("{name}_ready"), 1) & chosen);

    let entering = halves.mux(&half.extend(FLOAT_BITS), &value);
    let push = &half_valid | &offered;
    let queue = Fifo::new(&leaf, "results", PLACES, &entering, &push);
    let count = leaf.state("count", COUNT, 0);
    let beat = leaf.state("beat", 1, 0);
    // A beat leaves before the next element enters, in a cycle of its own: whether one is taken is told late, and from afar.
    let free = !beat.get();
    let pop = (&free & &queue.some).named("pop");
    queue.pop(&pop);
    let pad = (&free & &flush & &count.any_bit() & !&queue.some).named("pad");
    let step = &pop | &pad;
    let [of_one, of_two] = [&halves, &words];
    let last = of_one | (of_two & &count.bit(0)) | count.slice(0, IN_BEAT).every_bit();
    let next = count.wrapping_add(&leaf.constant(1, COUNT));
    // A vector's beats are not counted: each is complete.
    count
        .when(&(&step & &(&last & !&blocks)), 0)
        .when(&step, &next);
    let leaves = &ready[0] | &ready[1] | &ready[2];
    beat.set(&(&(&step & &last) | (beat.get() & !&leaves)));

    let element = pop.mux(&queue.oldest, &leaf.constant(0, FLOAT_BITS));
    let values = leaf.state("values", ACTIVATION_BEAT_BITS, 0);
    let older = values.slice(FLOAT_BITS, ACTIVATION_BEAT_BITS - FLOAT_BITS);
    values.when(&step, &concat(&[&older, &element]));
    let top = ACTIVATION_BEAT_BITS - FLOAT_BITS;
    let datas = [
        values.get().clone(),
        values.slice(top, VECTOR_ELEMENT_BITS),
        values.slice(ACTIVATION_BEAT_BITS - WORD_BITS, WORD_BITS),
    ];
    for ((name, chosen), data) in streams.into_iter().zip(&datas) {
        outgoing(&mut leaf, name, data, &(beat.get() & chosen));
    }
    leaf.output("taken", &pop);
    let waits = &queue.some | &count.any_bit() | beat.get();
    leaf.output("empty", &!&waits);
    leaf.build()
}
