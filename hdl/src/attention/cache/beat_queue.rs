//! Beats of keys and values on their way to the engine: a queue that never refuses one.
//!
//! Whoever makes beats promises them first (`reserve`) and does so only while there was `room` the cycle
//! before: there is a register at either end, so that the wire between may be long. What was promised in the
//! three cycles before is not in it yet, and places for that are kept. A beat leaves the RAM for a register
//! when that is empty, in every second cycle at most: memory fills a beat in four, and the enable of the wide
//! register is itself registered.

use crate::attention::layout::KV_BEAT_BITS;
use crate::expr::{Circuit, Leaf, named};
use crate::stream::arbiter::arbiter;
use crate::stream::fifo::Fifo;
use crate::stream::outgoing;

/// Beats the queue holds.
pub const DEPTH: usize = 16;
/// Places kept for what was promised unseen: three beats (a single one and a pair) in each of three cycles.
const KEPT: usize = 9;

crate::leaf_block! {
    /// See the module's documentation. No two sources offer a beat in one cycle.
    pub struct BeatQueue(describe()) {
        /// A beat of keys or values that the reader made of planes in memory.
        in planes: KV_BEAT_BITS,
        /// It is there, and is taken: it was promised by `reserve`.
        in planes_valid: 1,
        /// A beat of the query's own page of values, converted just now.
        in fresh: KV_BEAT_BITS,
        /// It is there, and is taken; never in the cycle of `planes_valid`.
        in fresh_valid: 1,
        /// Beats that are promised, 0 to 3.
        in reserve: 2,
        /// Whether a beat may be promised in the next cycle.
        out room: 1,
        /// Beats of keys and values, two channels or tokens each.
        stream out kv: KV_BEAT_BITS,
    }
}

/// The circuit of [`BeatQueue`].
#[named]
pub fn describe() -> Circuit {
    const COUNT: usize = DEPTH.ilog2() as usize + 1;
    let mut leaf = Leaf::new(
        "beat_queue",
        "16 beats of keys or values, and one on offer; places are promised before.",
    );
    let planes = leaf.control("planes", KV_BEAT_BITS);
    let planes_valid = leaf.control("planes_valid", 1);
    let fresh = leaf.control("fresh", KV_BEAT_BITS);
    let fresh_valid = leaf.control("fresh_valid", 1);
    let reserve = leaf.control("reserve", 2);
    let ready = leaf.control("kv_ready", 1);
    let beat = fresh_valid
        .mux(&fresh, &planes)
        .register()
        .named("entering");
    let push = (&planes_valid | &fresh_valid)
        .register_from_zero()
        .named("enters");
    let fifo = Fifo::new(&leaf, "beats", DEPTH, &beat, &push);
    // A cycle late: a beat leaves in every second cycle at most, so whether there was one is whether there is one.
    let waits = fifo.some.register_from_zero().named("some_waits");
    let offer = arbiter(&leaf, &[(fifo.oldest.clone(), waits.clone())], &ready);
    let taken = &offer.room & &waits;
    fifo.pop(&taken);

    let left = taken.register_from_zero().named("left");
    let free = leaf.state("free", COUNT, DEPTH as u128);
    free.set(
        &free
            .get()
            .wrapping_add(&left.extend(COUNT))
            .wrapping_sub(&reserve.extend(COUNT)),
    );
    let enough = leaf.constant(KEPT as u128, COUNT);
    let room = (!&free.get().less_than(&enough)).register_from_zero();
    leaf.output("room", &room);
    outgoing(&mut leaf, "kv", &offer.data, &offer.valid);
    leaf.build()
}
