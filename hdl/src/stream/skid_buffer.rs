//! Two places in a stream, so that no path leads through it: valid, data and ready all stand in registers.

use super::{incoming, outgoing};
use crate::expr::{Circuit, Leaf, Word, named};

/// What a skid buffer offers on either side.
pub struct SkidBuffer {
    /// Whether it takes what comes.
    pub ready: Word,
    /// Whether `data` is there.
    pub valid: Word,
    /// The oldest of what has come.
    pub data: Word,
    /// That it leaves.
    pub taken: Word,
}

/// A skid buffer in `leaf`, full rate: `data` comes with `valid`, and what it offers leaves when `ready`.
#[named]
pub fn skid_buffer(leaf: &Leaf, data: &Word, valid: &Word, ready: &Word) -> SkidBuffer {
    let first = leaf.state("first", data.width(), 0);
    let second = leaf.state("second", data.width(), 0);
    let some = leaf.state("holds_one", 1, 0);
    let both = leaf.state("holds_two", 1, 0);
    let taken = (some.get() & ready).named("first_taken");
    let push = valid & !both.get();
    let moves = &!some.get() | ready;
    // The second place is what came last; it counts when the first one was held.
    second.set_if(&!both.get(), data);
    first.set_if(&moves, &both.get().mux(second.get(), data));
    some.set(&moves.mux(&(both.get() | &push), &leaf.constant(1, 1)));
    both.set(&(&!&moves & (both.get() | &push)));
    SkidBuffer {
        ready: !both.get(),
        valid: some.get().clone(),
        data: first.get().clone(),
        taken,
    }
}

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Skid<const WIDTH: usize>(describe(WIDTH)) {
        /// Beats that come: ready while a place is free, which does not depend on `down` in the same cycle.
        stream in up: WIDTH,
        /// The same beats in their order, a cycle later at least.
        stream out down: WIDTH,
    }
}

/// The circuit of [`Skid`].
#[named]
pub fn describe(width: usize) -> Circuit {
    let mut leaf = Leaf::new(
        &format!("skid_buffer_{width}"),
        "Two places in a stream: valid, data and ready stand in registers.",
    );
    let [data, valid] = incoming(&mut leaf, "up", width);
    let ready = leaf.control("down_ready", 1);
    let offer = skid_buffer(&leaf, &data, &valid, &ready);
    leaf.output("up_ready", &offer.ready);
    outgoing(&mut leaf, "down", &offer.data, &offer.valid);
    leaf.build()
}
