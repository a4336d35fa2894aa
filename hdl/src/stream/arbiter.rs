//! One stream of several: the first that has a beat, one beat on offer.
//!
//! A beat enters a register when that is empty, so in two cycles at most; whether there is room is known from a register, because it decides
//! over every bit of the beat.

use crate::expr::{Leaf, Word, named};

/// What an arbiter offers on either side.
pub struct Arbiter {
    /// Whether the register is empty.
    pub room: Word,
    /// Whether it takes the beat of each stream, in their order.
    pub ready: Vec<Word>,
    /// Whether `data` is there.
    pub valid: Word,
    /// The beat on offer.
    pub data: Word,
}

/// An arbiter in `leaf` of any number of streams, whose beats come with a bit that says that they are there; the earlier ones go first.
/// What it offers leaves when `ready`.
#[named]
pub fn arbiter(leaf: &Leaf, streams: &[(Word, Word)], ready: &Word) -> Arbiter {
    let full = leaf.state("full", 1, 0);
    let room = !full.get();
    let mut earlier = leaf.constant(0, 1);
    let first: Vec<Word> = streams
        .iter()
        .map(|(_, valid)| {
            let first = &room & &!&earlier;
            earlier = &earlier | valid;
            first
        })
        .collect();
    full.set(&room.mux(&earlier, &!ready));
    let (last, others) = streams.split_last().expect("an arbiter has a stream");
    let chosen = others
        .iter()
        .rev()
        .fold(last.0.clone(), |later, (data, valid)| {
            valid.mux(data, &later)
        });
    let offered = leaf.state("offered", chosen.width(), 0);
    offered.set_if(&room, &chosen);
    Arbiter {
        room,
        ready: first,
        valid: full.get().clone(),
        data: offered.get().clone(),
    }
}
