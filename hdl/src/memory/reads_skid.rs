//! Two places for requests to read, so that no path leads from who makes them through the arbiter.
//!
//! A read may wait here, a write may not: a read sees every write whose request was taken before its own, also if it is late.

use super::{Reads, ReadsFor};
use crate::attention::layout::{LENGTH_BITS, MEMORY_ADDRESS_BITS};
use crate::expr::{Circuit, Leaf, concat, named};
use crate::stream::skid_buffer::skid_buffer;

crate::leaf_block! {
    /// See the module's documentation.
    pub struct ReadsSkid(describe()) {
        /// Requests that come.
        link up: ReadsFor,
        /// The same, in their order.
        link down: Reads,
        /// None waits.
        out empty: 1,
    }
}

/// The circuit of [`ReadsSkid`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "reads_skid",
        "Two places for requests to read: valid, address, length and ready stand in registers.",
    );
    let valid = leaf.control("up_valid", 1);
    let address = leaf.control("up_address", MEMORY_ADDRESS_BITS);
    let length = leaf.control("up_length", LENGTH_BITS);
    let ready = leaf.control("down_ready", 1);
    let offer = skid_buffer(&leaf, &concat(&[&address, &length]), &valid, &ready);
    leaf.output("up_ready", &offer.ready);
    leaf.output("down_valid", &offer.valid);
    leaf.output("down_address", &offer.data.slice(0, MEMORY_ADDRESS_BITS));
    leaf.output(
        "down_length",
        &offer.data.slice(MEMORY_ADDRESS_BITS, LENGTH_BITS),
    );
    leaf.output("empty", &!&offer.valid);
    leaf.build()
}
