//! The memory port and those who make requests: two places in a queue, so that nobody waits for a wire from outside.
//!
//! ```text
//! pages, offsets --reads---.
//! writer, elements -writes-+--> the first that asks --> [queue of 2] --> memory
//! ```

use super::layout::{ENABLE_BITS, LENGTH_BITS, MEMORY_ADDRESS_BITS, WORD_BITS};
use crate::expr::{Circuit, Leaf, Word, concat};

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Port {
        in pages_valid: 1,
        in pages_address: MEMORY_ADDRESS_BITS,
        in pages_length: LENGTH_BITS,
        in offsets_valid: 1,
        in offsets_address: MEMORY_ADDRESS_BITS,
        in offsets_length: LENGTH_BITS,
        in writer_valid: 1,
        in writer_address: MEMORY_ADDRESS_BITS,
        in writer_data: WORD_BITS,
        in writer_enables: ENABLE_BITS,
        in elements_valid: 1,
        in elements_address: MEMORY_ADDRESS_BITS,
        in elements_data: WORD_BITS,
        in elements_enables: ENABLE_BITS,
        in request_ready: 1;
        out pages_ready: 1,
        out offsets_ready: 1,
        out writer_ready: 1,
        out elements_ready: 1,
        out request_valid: 1,
        out request_write: 1,
        out request_address: MEMORY_ADDRESS_BITS,
        out request_length: LENGTH_BITS,
        out request_data: WORD_BITS,
        out request_enables: ENABLE_BITS
    }
}

/// The circuit of [`Port`].
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new("port", "Requests to memory, two waiting.");
    let names = ["pages", "offsets", "writer", "elements"];
    let mut requests = Vec::new();
    for name in names {
        let valid = leaf.control(&format!("{name}_valid"), 1);
        let address = leaf.control(&format!("{name}_address"), MEMORY_ADDRESS_BITS);
        let write = matches!(name, "writer" | "elements");
        let fields = match write {
            true => {
                let data = leaf.control(&format!("{name}_data"), WORD_BITS);
                let enables = leaf.control(&format!("{name}_enables"), ENABLE_BITS);
                [leaf.constant(1, LENGTH_BITS), data, enables]
            }
            false => {
                let length = leaf.control(&format!("{name}_length"), LENGTH_BITS);
                [
                    length,
                    leaf.constant(0, WORD_BITS),
                    leaf.constant(0, ENABLE_BITS),
                ]
            }
        };
        let [length, data, enables] = &fields;
        let write = leaf.constant(write.into(), 1);
        requests.push((valid, concat(&[&write, &address, length, data, enables])));
    }
    let request_ready = leaf.control("request_ready", 1);
    let width = requests[0].1.width();

    // `first` is offered; `second` waits behind it.
    let count = leaf.state("count", 2, 0);
    let first = leaf.state("first", width, 0);
    let second = leaf.state("second", width, 0);
    let room = leaf.state("room", 1, 1);
    let valid = count.get().any_bit();
    let taken = &valid & &request_ready;
    let mut earlier = leaf.constant(0, 1);
    let mut chosen = leaf.constant(0, width);
    let mut readies: Vec<Word> = Vec::new();
    for (valid, request) in &requests {
        readies.push(room.get() & &!&earlier);
        chosen = (&!&earlier & valid).mux(request, &chosen);
        earlier = &earlier | valid;
    }
    let push = (room.get() & &earlier).named("push");
    let up = push.extend(2);
    let down = taken.extend(2);
    let count_next = count.get().wrapping_add(&up).wrapping_sub(&down);
    count.set(&count_next);
    room.set(&!&count_next.bit(1));
    second.set_if(&push, &chosen);
    let stays = &valid & &!&taken;
    let refill = count.get().is(2).mux(second.get(), &chosen);
    first.set(&stays.mux(first.get(), &refill));

    for (name, ready) in names.iter().zip(&readies) {
        leaf.output(&format!("{name}_ready"), ready);
    }
    let field = |low: usize, width: usize| first.get().slice(low, width);
    let mut low = 1;
    leaf.output("request_valid", &valid);
    leaf.output("request_write", &field(0, 1));
    for (name, width) in [
        ("request_address", MEMORY_ADDRESS_BITS),
        ("request_length", LENGTH_BITS),
        ("request_data", WORD_BITS),
        ("request_enables", ENABLE_BITS),
    ] {
        leaf.output(name, &field(low, width));
        low += width;
    }
    leaf.build()
}
