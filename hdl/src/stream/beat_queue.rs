//! Beats of keys and values on their way to the engine: a queue in distributed RAM that never refuses one.
//!
//! Whoever makes beats promises them first (`reserve`) and does so only while there was `room` the cycle before: there is a register at either end,
//! so that the wire between may be long. What was promised in the three cycles before is not in it yet, and places for that are kept. A beat leaves
//! the RAM for a register when that is empty, in every second cycle at most: memory fills a beat in four, and nothing decides over all its bits
//! but a register.

use crate::attention::layout::KV_BEAT_BITS;
use crate::expr::{Circuit, Leaf, named};

/// Beats the queue holds.
pub const DEPTH: usize = 16;
/// Places kept for what was promised unseen: three beats (a single one and a pair) in each of three cycles.
const KEPT: usize = 9;
const INDEX: usize = DEPTH.trailing_zeros() as usize;

crate::leaf_block! {
    /// See the module's documentation. No two sources offer a beat in one cycle.
    pub struct BeatQueue {
        in planes: KV_BEAT_BITS,
        in planes_valid: 1,
        in fresh: KV_BEAT_BITS,
        in fresh_valid: 1,
        in reserve: 2,
        in kv_ready: 1,
        out room: 1,
        out kv_data: KV_BEAT_BITS,
        out kv_valid: 1
    }
}

/// The circuit of [`BeatQueue`].
#[named]
pub fn describe() -> Circuit {
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

    let head = leaf.state("head", INDEX + 1, 0);
    let tail = leaf.state("tail", INDEX + 1, 0);
    let full = leaf.state("full", 1, 0);
    let empty = head.get().equals(tail.get());
    let taken = &!full.get() & !&empty;
    full.set(&full.get().mux(&!&ready, &!&empty));
    let one = leaf.constant(1, INDEX + 1);
    head.set_if(&taken, &head.get().wrapping_add(&one));
    tail.set_if(&push, &tail.get().wrapping_add(&one));
    let memory = leaf.memory("beats", DEPTH, KV_BEAT_BITS);
    memory.write(&push, &tail.get().slice(0, INDEX), &beat);

    let left = taken.register_from_zero().named("left");
    let free = leaf.state("free", INDEX + 1, DEPTH as u128);
    free.set(
        &free
            .get()
            .wrapping_add(&left.extend(INDEX + 1))
            .wrapping_sub(&reserve.extend(INDEX + 1)),
    );
    let enough = leaf.constant(KEPT as u128, INDEX + 1);
    let room = (!&free.get().less_than(&enough)).register_from_zero();
    leaf.output("room", &room);
    let first = leaf.state("first", KV_BEAT_BITS, 0);
    first.set_if(&!full.get(), &memory.look_up(&head.get().slice(0, INDEX)));
    leaf.output("kv_data", first.get());
    leaf.output("kv_valid", full.get());
    leaf.build()
}
