//! The softmax phase: reads 32 scores of every row at once, then offers the rows' weights to the engine, one row after the other.

use super::score_buffer::{READ_LATENCY, SCORE_ADDRESS_BITS};
use crate::attention::layout::{PAGE_BITS, POSITION_BITS};
use crate::expr::{Circuit, Leaf, named};

crate::leaf_block! {
    /// See the module's documentation. From `start` on, for the groups 0 to `group`: 32 cycles of `read`, then, when `lanes_valid` says that the rows have their weights,
    /// `offers` until `taken` has come for each; `moves` after each. `visible` goes with the score that a read gives.
    pub struct SoftmaxControl(describe()) {
        /// The phase of softmax begins, with the tokens of group 0.
        in start: 1,
        /// The query's group of 32 tokens: the last one that there are scores for. Stays until the phase's end.
        in group: PAGE_BITS,
        /// The query's own token: it does not see later ones. Stays until the phase's end.
        in position: POSITION_BITS,
        /// Queries less one: how many rows have weights to offer. Stays until the phase's end.
        in last_query: 2,
        /// A pulse when the rows have the weights of the group just read.
        in lanes_valid: 1,
        /// The weights on offer are taken in this cycle, those of one row.
        in taken: 1,
        /// The score at `read_address` is wanted of every row.
        out read: 1,
        /// The token whose score is wanted.
        out read_address: SCORE_ADDRESS_BITS,
        /// The query sees the token of the score that comes out of the buffers now, four cycles after its `read`.
        out visible: 1,
        /// Weights of a row are there for the engine; they wait until `taken`.
        out offers: 1,
        /// Row 0 takes the weights of row 1, that one those of row 2, and so on.
        out moves: 1
    }
}

/// The circuit of [`SoftmaxControl`].
#[named]
pub fn describe() -> Circuit {
    const TOKEN: usize = PAGE_BITS + 5;
    let mut leaf = Leaf::new(
        "softmax_control",
        "Reads 32 scores of every row at once, then offers the rows' weights to the engine, one row after the other.",
    );
    let start = leaf.control("start", 1);
    let group = leaf.control("group", PAGE_BITS);
    let position = leaf.control("position", POSITION_BITS);
    let last_query = leaf.control("last_query", 2);
    let lanes_valid = leaf.control("lanes_valid", 1).register_from_zero();
    let leaves = leaf.control("taken", 1);
    let number = |value: u128, width: usize| leaf.constant(value, width);

    let reading = leaf.state("reading", 1, 0);
    let offering = leaf.state("offering", 1, 0);
    let token = leaf.state("token", TOKEN, 0);
    let row = leaf.state("row", 2, 0);
    let group_read = reading.get() & &token.get().slice(0, 5).every_bit();
    let last_row = row.get().equals(&last_query);
    // The next offer is two cycles later at least.
    let taken = leaves.register_from_zero();
    let group_done = (&leaves & &last_row)
        .register_from_zero()
        .named("group_done");
    // `token` is that of the next group already.
    let next_group = token.get().slice(5, PAGE_BITS);
    let more = (!&group.less_than(&next_group)).register();
    reading.set(&(&(&start | (&group_done & &more)) | (reading.get() & !&group_read)));
    offering.set(&(&lanes_valid | (offering.get() & !&group_done)));
    let token_next = token.get().wrapping_add(&number(1, TOKEN));
    token.set(&start.mux(
        &number(0, TOKEN),
        &reading.get().mux(&token_next, token.get()),
    ));
    let row_next = row.get().wrapping_add(&number(1, 2));
    row.set(&taken.mux(&last_row.mux(&number(0, 2), &row_next), row.get()));

    let visible = !&position.less_than(token.get());
    let visible = (0..READ_LATENCY).fold(visible, |visible, _| visible.register());
    leaf.output("read", reading.get());
    leaf.output("read_address", &token.get().slice(0, SCORE_ADDRESS_BITS));
    leaf.output("visible", &visible);
    leaf.output("offers", offering.get());
    leaf.output("moves", &leaves);
    leaf.build()
}
