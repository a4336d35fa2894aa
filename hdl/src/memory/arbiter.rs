//! The memory port's requests, and those who make them.
//!
//! ```text
//! pages, offsets --reads---.
//! writer, elements -writes-+--> the first that asks --> [register] --> memory
//! ```

use crate::attention::layout::{ENABLE_BITS, LENGTH_BITS, MEMORY_ADDRESS_BITS, WORD_BITS};
use crate::expr::{Circuit, Leaf, Word, concat, named};

crate::leaf_block! {
    /// See the module's documentation.
    pub struct MemoryArbiter {
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
        in request_ready: 1,
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

/// The circuit of [`MemoryArbiter`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new("memory_arbiter", "Requests to memory, one on offer.");
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

    let mut earlier = leaf.constant(0, 1);
    let mut chosen = leaf.constant(0, width);
    let mut firsts: Vec<Word> = Vec::new();
    for (valid, request) in &requests {
        firsts.push(!&earlier);
        chosen = (&!&earlier & valid).mux(request, &chosen);
        earlier = &earlier | valid;
    }
    // One request in two cycles at most: a burst of reads is longer under way, and nobody writes as fast.
    let full = leaf.state("full", 1, 0);
    let room = !full.get();
    full.set(&room.mux(&earlier, &!&request_ready));
    let offered = leaf.state("offered", width, 0);
    offered.set_if(&room, &chosen);
    for (name, first) in names.iter().zip(&firsts) {
        leaf.output(&format!("{name}_ready"), &(&room & first));
    }
    let field = |low: usize, width: usize| offered.get().slice(low, width);
    let mut low = 1;
    leaf.output("request_valid", full.get());
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
