//! What memory has done: words by client, cycles, cycles in which the port moved a word.
//!
//! ```text
//! events --> [register] --> [6 bits each] --one in two cycles, in turns--> + [RAM of 16 sums] --> the counter that is asked for
//! ```
//!
//! A counter is a few bits that count every cycle, and a sum in a RAM that takes them over every 32 cycles: what is read is as much
//! and a cycle behind, and exact once nothing has happened for as long. Sums are modulo 2^48. The last counter is none: it is the check of
//! weights, and never behind.

use crate::attention::layout::WORD_BITS;
use crate::expr::{Circuit, Leaf, mux_tree, named};
use harmonia_contract::frame::{COUNTER_BITS, COUNTERS, WEIGHTS_CHECK};

/// Bits of a sum.
pub const SUM_BITS: usize = 48;
/// Sums that there is room for: the counters before the check have one each.
const PLACES: usize = WEIGHTS_CHECK.next_power_of_two();
const PLACE_BITS: usize = PLACES.ilog2() as usize;
/// Bits of what is counted between two visits, at most one in each of `2 * PLACES` cycles.
const SMALL_BITS: usize = PLACE_BITS + 2;

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Counters(describe()) {
        /// All begin again at 0; in the 33 cycles that follow they read as 0.
        in clear: 1,
        /// The port has moved a word.
        in busy: 1,
        /// A word for attention has come.
        in attention_read: 1,
        /// A word for the reader of weights has come.
        in weights_read: 1,
        /// A word for the program has come.
        in program_read: 1,
        /// A word for a FETCH has come.
        in transfer_read: 1,
        /// A word for the loader has come.
        in loader_read: 1,
        /// A word of attention has been taken.
        in attention_written: 1,
        /// A word of a SPILL has been taken.
        in transfer_written: 1,
        /// A word of the host has been taken.
        in uploads_written: 1,
        /// The check of the words that have come for the reader of weights.
        in weights_check: WORD_BITS,
        /// Which counter is wanted.
        in number: COUNTER_BITS,
        /// What it has counted, in the same cycle; 0 of a number above those that there are.
        out counted: WORD_BITS,
    }
}

/// The circuit of [`Counters`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "memory_counters",
        "Words that clients of memory have read and written, and cycles: sums in a RAM.",
    );
    let clear = leaf.control("clear", 1);
    let number = leaf.control("number", COUNTER_BITS);
    let always = leaf.constant(1, 1);
    let never = leaf.constant(0, 1);
    let mut events = vec![always];
    for name in &COUNTERS[1..WEIGHTS_CHECK] {
        // A cycle late: who a word is of is told late in a cycle, and far away.
        events.push(leaf.control(name, 1).register_from_zero());
    }

    // Each is visited for two cycles: its sum is read, and what has been counted since, then their sum is written.
    let writes = leaf.state("writes", 1, 0);
    writes.set(&!writes.get());
    let place = leaf.state("place", PLACE_BITS, 0);
    let next_place = place.wrapping_add(&leaf.constant(1, PLACE_BITS));
    place.when(&writes, &next_place);
    // Visits until every sum has been cleared.
    let unclear = leaf.state("unclear", PLACE_BITS + 1, PLACES as u128);
    let is_unclear = unclear.any_bit();
    let fewer = unclear.wrapping_sub(&leaf.constant(1, PLACE_BITS + 1));
    unclear
        .when(&clear, PLACES as u128)
        .when(&(writes.get() & &is_unclear), &fewer);

    let mut recent = Vec::new();
    for (index, event) in events.iter().enumerate() {
        let visited = &!writes.get() & &place.is(index as u128);
        let small = leaf.state(&format!("recent_{index}"), SMALL_BITS, 0);
        let one = event.extend(SMALL_BITS);
        small.set(&clear.mux(
            &leaf.constant(0, SMALL_BITS),
            &visited.mux(&one, &small.wrapping_add(&one)),
        ));
        recent.push(small.get().clone());
    }
    recent.resize(PLACES, never.extend(SMALL_BITS));
    let sums = leaf.memory("sums", PLACES, SUM_BITS);
    let before = sums.look_up(&place).register();
    let old = is_unclear.mux(&leaf.constant(0, SUM_BITS), &before);
    let addend = leaf.state("addend", SMALL_BITS, 0);
    addend.set(&clear.mux(&leaf.constant(0, SMALL_BITS), &mux_tree(&place, &recent)));
    let sum = old.wrapping_add(&addend.extend(SUM_BITS));
    sums.write(&writes, &place, &sum);

    let counted = sums.look_up(&number.slice(0, PLACE_BITS));
    let is_one = number.less_than(&leaf.constant(WEIGHTS_CHECK as u128, COUNTER_BITS));
    let shows = &is_one & &!&is_unclear;
    let counted = shows.mux(&counted, &leaf.constant(0, SUM_BITS));
    let weights_check = leaf.control("weights_check", WORD_BITS);
    let is_check = number.is(WEIGHTS_CHECK as u128);
    let counted = is_check.mux(&weights_check, &counted.extend(WORD_BITS));
    leaf.output("counted", &counted);
    leaf.build()
}
