//! Takes the engine's results of the keys and deals them to the rows' score buffers.
//!
//! Results come pair of tokens by pair, row by row, even token first. A token after the query's own is
//! written like the others, but `visible` says that it counts for nothing. Every row's maximum begins anew at
//! `start`.

use super::score_buffer::{LATENCY, SCORE_ADDRESS_BITS};
use crate::attention::layout::{PAGE_BITS, POSITION_BITS};
use crate::engine::sequencer::MOST_ROWS;
use crate::expr::{Circuit, Leaf, Word, concat, named};
use crate::layout::RESULT_BITS;

crate::leaf_block! {
    /// See the module's documentation. From `start` on it takes `32 * (group + 1)` results per row, one per
    /// cycle. `done` is a pulse when the last one counts.
    pub struct ScoreControl(describe()) {
        /// The phase of scores begins: `32 * (group + 1)` results of each row are taken from here on.
        in start: 1,
        /// The query's group of 32 tokens: the last one that there are scores for. Stays until `done`.
        in group: PAGE_BITS,
        /// The query's own token: later ones are written, but count for nothing. Stays until `done`.
        in position: POSITION_BITS,
        /// Queries less one: how many rows results come for. Stays until `done`.
        in last_query: 2,
        /// Maxima of scores are all that is wanted. Stays until `done`.
        in keys_only: 1,
        /// A result of the engine: a score, FP32, with its overflow and invalid bits above it.
        in result: RESULT_BITS,
        /// A result is there; it waits until `result_ready`.
        in result_valid: 1,
        /// The phase is under way: every result that is there is taken.
        out result_ready: 1,
        /// The result taken the cycle before, for whichever row `rows` says.
        out score: RESULT_BITS,
        /// A bit for each row: the score is for its buffer. At most one is set.
        out rows: MOST_ROWS,
        /// The token that the score is of: where the buffer writes it.
        out address: SCORE_ADDRESS_BITS,
        /// The query sees that token: the score counts for maximum and overflow.
        out visible: 1,
        /// Every row's maximum begins anew.
        out clear: 1,
        /// A pulse when the last score can be read and counts in its row's maximum.
        out done: 1,
        /// The same pulse, if values are to be weighed by the scores.
        out weighs: 1
    }
}

/// The circuit of [`ScoreControl`].
#[named]
pub fn describe() -> Circuit {
    const TOKEN: usize = PAGE_BITS + 5;
    let mut leaf = Leaf::new(
        "score_control",
        "Takes the engine's results of the keys, and deals them to the score buffers of the rows.",
    );
    let start = leaf.control("start", 1);
    let group = leaf.control("group", PAGE_BITS);
    let position = leaf.control("position", POSITION_BITS);
    let last_query = leaf.control("last_query", 2);
    let keys_only = leaf.control("keys_only", 1);
    let result = leaf.control("result", RESULT_BITS);
    let valid = leaf.control("result_valid", 1);
    let number = |value: u128, width: usize| leaf.constant(value, width);

    let active = leaf.state("active", 1, 0);
    let take = (active.get() & &valid).named("take");
    let half = leaf.state("half", 1, 0);
    let row = leaf.state("row", 2, 0);
    let pair = leaf.state("pair", TOKEN - 1, 0);
    // Both are 0 again at a phase's end, which is the second result of the last row.
    half.set(&(half.get() ^ &take));
    let row_step = &take & half.get();
    let last_row = row.get().equals(&last_query);
    let row_next = last_row.mux(&number(0, 2), &row.get().wrapping_add(&number(1, 2)));
    row.set(&row_step.mux(&row_next, row.get()));
    let pair_step = &row_step & &last_row;
    let pair_next = pair.get().wrapping_add(&number(1, TOKEN - 1));
    pair.set(&start.mux(
        &number(0, TOKEN - 1),
        &pair_step.mux(&pair_next, pair.get()),
    ));
    // The pair's number stays for two results at least.
    let last_pair = concat(&[&number(15, 4), &group]);
    let final_pair = pair.get().equals(&last_pair).register();
    let ends = (&pair_step & &final_pair).named("ends");
    active.set(&(&start | (active.get() & !&ends)));
    let done = (0..=LATENCY).fold(ends, |done, _| done.register_from_zero());

    let token = concat(&[half.get(), pair.get()]);
    let rows: Vec<Word> = (0..MOST_ROWS)
        .map(|i| (&take & &row.get().is(i as u128)).register_from_zero())
        .collect();
    let visible = !&position.less_than(&token);
    leaf.output("result_ready", active.get());
    leaf.output("score", &result.register());
    leaf.output("rows", &concat(&rows.iter().collect::<Vec<_>>()));
    leaf.output("address", &token.slice(0, SCORE_ADDRESS_BITS).register());
    leaf.output("visible", &visible.register());
    leaf.output("clear", &start);
    leaf.output("done", &done);
    leaf.output("weighs", &(&done & !&keys_only));
    leaf.build()
}
