//! The output phase: sums of values divided by the sum of the weights.
//!
//! Results come pair of channels by pair, row by row, even first. The first pair is the beat of ones: its even output is the row's
//! denominator, its odd output is nothing. Each later one is a numerator; its flags are joined by those of the denominator, and by
//! `overflow` of any score.
//!
//! In step 1 of an ATTEND in two there are no sums: what leaves is the maximum of each row. In step 2 every result leaves as it is, pair by
//! pair, word by word, row by row, that of the denominators included.

use crate::attention::layout::{BLOCKS_BITS, MAXIMA_BITS, MAXIMUM_BITS};
use crate::engine::sequencer::MOST_ROWS;
use crate::expr::{Circuit, Leaf, Word, concat, mux_tree, named};
use crate::layout::{RESULT_BITS, RESULT_PLACES, SUM_WORDS};

crate::leaf_block! {
    /// See the module's documentation. A result is taken when the queue behind the division has room for it, those under way counted; `taken` says that one
    /// has left the queue. `idle` again when the last one has.
    pub struct Outputs(describe()) {
        /// The phase of outputs begins: the first pair of results per row has the denominator.
        in start: 1,
        /// Blocks of 32 channels of a head: 16 pairs of numerators each. Stays until `idle`.
        in blocks: BLOCKS_BITS,
        /// Queries less one: how many rows results come for. Stays until `idle`.
        in last_query: 2,
        /// A score of any row overflowed: every result of the phase says so.
        in overflow: 1,
        /// Maxima are all that is wanted. Stays until `idle`.
        in keys_only: 1,
        /// Sums leave as they stand, in three words each. Stays until `idle`.
        in given: 1,
        /// The maximum of the row that `asks` names.
        in maximum: MAXIMUM_BITS,
        /// Where the chain of given maxima ends, behind the last row: nothing.
        in no_maxima: MAXIMA_BITS,
        /// A result of the engine, FP32 with its flags: a denominator, a numerator, or the odd output beside a
        /// denominator, which is dropped.
        in result: RESULT_BITS,
        /// A result is there; it waits until `result_ready`.
        in result_valid: 1,
        /// A pulse when a quotient has left the queue behind the division: there is room for one more.
        in taken: 1,
        /// The phase is under way and the queue has room for what is on its way and one more: the result is taken.
        out result_ready: 1,
        /// A bit for each row: its maximum is wanted.
        out asks: MOST_ROWS,
        /// A sum of values, FP32; there with `operands_valid`. A word of one, or a maximum, with `passes`.
        out numerator: 32,
        /// The sum of the row's weights, FP32; there with `operands_valid`.
        out denominator: 32,
        /// Overflow in bit 0, invalid in bit 1: of numerator, denominator and scores joined; there is no denominator
        /// with `passes`.
        out flags: 2,
        /// A division begins; it is not held back, since a place for its quotient is kept.
        out operands_valid: 1,
        /// `numerator` and `flags` are a result as they are; it is not held back either.
        out passes: 1,
        /// A bit for each row: it has a query, so that its overflow counts.
        out counts: MOST_ROWS,
        /// Constant zero: what the chains over the rows begin with.
        out chain_end: 1,
        /// The same, for the chain of maxima.
        out no_ceiling: MAXIMUM_BITS,
        /// No phase of outputs is under way, and every quotient has left the queue.
        out idle: 1
    }
}

/// The circuit of [`Outputs`].
#[named]
pub fn describe() -> Circuit {
    const PAIR: usize = BLOCKS_BITS + 4;
    const ROOM: usize = RESULT_PLACES.trailing_zeros() as usize + 1;
    let mut leaf = Leaf::new(
        "outputs",
        "Deals the engine's sums of values to the division: each row's first result is the denominator of its later ones.",
    );
    let start = leaf.control("start", 1);
    let blocks = leaf.control("blocks", BLOCKS_BITS);
    let last_query = leaf.control("last_query", 2);
    let overflow = leaf.control("overflow", 1).register();
    let keys_only = leaf.control("keys_only", 1);
    let given = leaf.control("given", 1);
    let maximum = leaf.control("maximum", MAXIMUM_BITS).as_signed();
    let no_maxima = leaf.control("no_maxima", MAXIMA_BITS);
    let result = leaf.control("result", RESULT_BITS);
    let valid = leaf.control("result_valid", 1);
    let taken = leaf.control("taken", 1);
    let number = |value: u128, width: usize| leaf.constant(value, width);

    let active = leaf.state("active", 1, 0);
    let room = leaf.state("room", ROOM, RESULT_PLACES as u128);
    // A cycle old: one place more than it takes.
    let some_room = (!&room.get().less_than(&number(2, ROOM)))
        .register_from_zero()
        .named("some_room");
    let ready = active.get() & &some_room;
    let undivided = &keys_only | &given;
    let take = (&ready & &(&valid | &keys_only)).named("take");

    let half = leaf.state("half", 1, 0);
    let row = leaf.state("row", 2, 0);
    let pair = leaf.state("pair", PAIR, 0);
    let ones = leaf.state("ones", 1, 0);
    // Both are 0 again at a phase's end, which is the second result of the last row.
    half.set(&(half.get() ^ &(&take & !&keys_only)));
    let row_step = &take & (half.get() | &keys_only);
    let last_row = row.get().equals(&last_query);
    let row_next = last_row.mux(&number(0, 2), &row.get().wrapping_add(&number(1, 2)));
    row.set(&row_step.mux(&row_next, row.get()));
    let rows_done = &row_step & &last_row;
    let word = leaf.state("word", 2, 0);
    let last_word = word.get().is(SUM_WORDS as u128 - 1) | !&given;
    let word_next = last_word.mux(&number(0, 2), &word.get().wrapping_add(&number(1, 2)));
    word.set_if(&rows_done, &word_next);
    let pair_step = (&rows_done & &last_word).named("pair_step");
    let pair_next = pair.get().wrapping_add(&number(1, PAIR));
    pair.set(&start.mux(&number(0, PAIR), &pair_step.mux(&pair_next, pair.get())));
    ones.set(&(&start | (ones.get() & !&pair_step)));
    // The pair's number stays for two results at least.
    let final_pair = pair
        .get()
        .equals(&blocks.shift_left(4).as_unsigned())
        .register();
    let ends = &pair_step & (&final_pair | &keys_only);
    active.set(&(&start | (active.get() & !&ends)));

    let operates = (&take & (!ones.get() | &undivided)).named("operates");
    let left = taken.register_from_zero().named("left");
    room.set(
        &room
            .get()
            .wrapping_add(&left.extend(ROOM))
            .wrapping_sub(&operates.extend(ROOM)),
    );
    let maximum = maximum.extend(32).as_unsigned().extend(RESULT_BITS);
    let numerator = keys_only.mux(&maximum, &result).register();
    // The first numerator comes two cycles after its denominator at least.
    let keeps = (&take & ones.get()) & !half.get();
    let denominators: Vec<Word> = (0..MOST_ROWS)
        .map(|i| {
            let state = leaf.state(&format!("denominator_{i}"), RESULT_BITS, 0);
            let keeps = (&keeps & &row.get().is(i as u128)).register_from_zero();
            state.set_if(&keeps, &numerator);
            state.get().clone()
        })
        .collect();
    let denominator = mux_tree(row.get(), &denominators).register();
    let divided = (!&undivided).as_signed().extend(2).as_unsigned();
    let flags = &numerator.slice(32, 2) | (&denominator.slice(32, 2) & &divided);
    let flags = &flags | &overflow.extend(2);
    let counts: Vec<Word> = (0..MOST_ROWS)
        .map(|i| match i {
            0 => number(1, 1),
            i => !&last_query.less_than(&number(i as u128, 2)),
        })
        .collect();
    let quiet = &room.get().is(RESULT_PLACES as u128) & !active.get();
    let [chain_end, no_ceiling] = [1, MAXIMUM_BITS].map(|width| number(0, width));
    leaf.unused(&no_maxima);
    leaf.output("result_ready", &ready);
    leaf.output("numerator", &numerator.slice(0, 32));
    leaf.output("denominator", &denominator.slice(0, 32));
    leaf.output("flags", &flags);
    let asks: Vec<Word> = (0..MOST_ROWS).map(|i| row.get().is(i as u128)).collect();
    leaf.output("asks", &concat(&asks.iter().collect::<Vec<_>>()));
    let divides = &operates & !&undivided;
    leaf.output("operands_valid", &divides.register_from_zero());
    let passes = &operates & &undivided;
    leaf.output("passes", &passes.register_from_zero());
    leaf.output("counts", &concat(&counts.iter().collect::<Vec<_>>()));
    leaf.output("chain_end", &chain_end);
    leaf.output("no_ceiling", &no_ceiling);
    leaf.output("idle", &quiet);
    leaf.build()
}
