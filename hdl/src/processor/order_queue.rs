//! Orders that wait for the vector unit, so that the processor and the prefetch of weights run ahead of it.

use crate::expr::{Circuit, Leaf, named};
use crate::stream::fifo::Fifo;
use crate::stream::skid_buffer::skid_buffer;
use crate::stream::{incoming, outgoing};
use crate::vector::order::ORDER_BITS;

/// Orders that may wait, and two on offer.
const DEPTH: usize = 4;

crate::leaf_block! {
    /// See the module's documentation.
    pub struct OrderQueue(describe()) {
        /// Orders that come.
        stream in up: ORDER_BITS,
        /// The same, in order.
        stream out down: ORDER_BITS,
        /// None waits.
        out empty: 1
    }
}

/// The circuit of [`OrderQueue`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new("order_queue", "Orders that wait for the vector unit.");
    let [order, valid] = incoming(&mut leaf, "up", ORDER_BITS);
    let ready = leaf.control("down_ready", 1);
    let full = leaf.state("full", 1, 0);
    let push = (&valid & &!full.get()).named("push");
    let queue = Fifo::new(&leaf, "orders", DEPTH, &order, &push);
    let offer = skid_buffer(&leaf, &queue.oldest, &queue.some, &ready);
    let pop = (&queue.some & &offer.ready).named("pop");
    queue.pop(&pop);
    let grows = &push & &!&pop;
    full.when(&pop, 0)
        .when(&(&grows & &queue.waiting.is(DEPTH as u128 - 1)), 1);
    leaf.output("up_ready", &!full.get());
    outgoing(&mut leaf, "down", &offer.data, &offer.valid);
    leaf.output("empty", &!&(&queue.some | &offer.valid));
    leaf.build()
}
