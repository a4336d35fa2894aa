//! Words between memory and the vector unit: FETCH and SPILL.
//!
//! ```text
//! order --> [walk] --request--> controller --> words, to the vector unit
//! spilled ------------------------^
//! ```
//!
//! A FETCH asks for its words in bursts of 64; the controller keeps room for them and gives them to the vector unit. A SPILL makes a
//! request of each word that comes. Orders are carried out one after the other, and memory sees their requests in that order.

use super::Requests;
use super::walk::{Course, LOOPS_BITS, Walk};
use crate::attention::layout::{ENABLE_BITS, MEMORY_ADDRESS_BITS, WORD_BITS};
use crate::expr::{Circuit, Leaf, named};
use crate::layout::command::Field;
use crate::stream::incoming;

/// Orders of [`Transfer`].
pub mod order {
    use super::*;

    /// The first word.
    pub const ADDRESS: Field = (0, MEMORY_ADDRESS_BITS);
    /// Words of a run, at least 1.
    pub const WORDS: Field = (24, 15);
    /// SPILL: words go to memory.
    pub const WRITE: Field = (39, 1);
    /// Where the loops around the run begin ([`super::super::walk`]): 0 for one run.
    pub const LOOPS: Field = (40, LOOPS_BITS);
    /// Bits of an order.
    pub const BITS: usize = LOOPS.0 + LOOPS.1;
}

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Transfer(describe()) {
        /// What to do next; taken when the order before is done.
        stream in order: order::BITS,
        /// Words of a SPILL, from the vector unit.
        stream in spilled: WORD_BITS,
        /// The controller's client `transfer`, whose words go to the vector unit.
        link request: Requests,
        /// All requests of all orders are taken.
        out idle: 1,
    }
}

/// The circuit of [`Transfer`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "transfer",
        "Words of FETCH and SPILL between memory and the vector unit: requests in the order of the runs.",
    );
    let [order, order_valid] = incoming(&mut leaf, "order", order::BITS);
    let [spilled, spilled_valid] = incoming(&mut leaf, "spilled", WORD_BITS);
    let request_ready = leaf.control("request_ready", 1);
    let field = |(low, width): Field| order.slice(low, width);

    let write = leaf.state("write", 1, 0);
    let walk = Walk::new(&leaf, &write);
    let start = &order_valid & &walk.idle;
    write.when(&start, &field(order::WRITE));
    let request_valid = &walk.offers & &(&!write.get() | &spilled_valid);
    let taken = &request_valid & &request_ready;
    let course = Course {
        address: field(order::ADDRESS),
        words: field(order::WORDS).extend(MEMORY_ADDRESS_BITS),
        loops: field(order::LOOPS),
    };
    walk.follow(&leaf, &course, &start, &taken);

    leaf.output("order_ready", &walk.idle);
    // Whether there is a word or not: no path leads from its sender back to it.
    let takes = &walk.offers & &request_ready;
    leaf.output("spilled_ready", &(&takes & write.get()));
    leaf.output("request_valid", &request_valid);
    leaf.output("request_write", &write);
    leaf.output("request_address", &walk.address);
    leaf.output("request_length", &walk.length);
    leaf.output("request_data", &spilled);
    leaf.output(
        "request_enables",
        &leaf.constant((1 << ENABLE_BITS) - 1, ENABLE_BITS),
    );
    leaf.output("idle", &walk.idle);
    leaf.build()
}
