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
        in start: 1,
        in group: PAGE_BITS,
        in position: POSITION_BITS,
        in last_query: 2,
        in result: RESULT_BITS,
        in result_valid: 1,
        out result_ready: 1,
        out score: RESULT_BITS,
        out rows: MOST_ROWS,
        out address: SCORE_ADDRESS_BITS,
        out visible: 1,
        out clear: 1,
        out done: 1
    }
}

/// The circuit of [`ScoreControl`].
#[named]
pub fn describe() -> Circuit {
    const TOKEN: usize = PAGE_BITS + 5;
    let mut leaf = Leaf::new("score_control", "Deals scores to the rows' buffers.");
    let start = leaf.control("start", 1);
    let group = leaf.control("group", PAGE_BITS);
    let position = leaf.control("position", POSITION_BITS);
    let last_query = leaf.control("last_query", 2);
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
    leaf.build()
}
