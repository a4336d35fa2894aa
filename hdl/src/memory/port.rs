//! The memory port: requests of all who make them, words for all who wait for them.
//!
//! ```text
//! pages, offsets --reads------.
//! writer, raw_writer -writes--+--> [arbiter] --> memory --> [skid buffer] --> words
//! ```

use super::{Client, ReadsFor, WritesFor};
use crate::attention::layout::{ENABLE_BITS, LENGTH_BITS, MEMORY_ADDRESS_BITS, WORD_BITS};
use crate::expr::{Circuit, Leaf, concat, named};
use crate::stream::arbiter::arbiter;
use crate::stream::outgoing;
use crate::stream::skid_buffer::skid_buffer;

crate::leaf_block! {
    /// See the module's documentation. One request in two cycles at most: a burst of reads is longer under way, and nobody writes as fast.
    pub struct SharedPort(describe()) {
        /// Reads of pages of keys and values, and of the residual.
        link pages: ReadsFor,
        /// Reads of the offsets of a key.
        link offsets: ReadsFor,
        /// Writes of bytes of the planes of keys and values.
        link writer: WritesFor,
        /// Writes of FP16 values as they are.
        link raw_writer: WritesFor,
        /// Words that were read, in the order of their requests, whoever made them.
        stream out words: WORD_BITS,
        /// The memory: 64-bit words, answers in the order of requests.
        link memory: Client,
    }
}

/// The circuit of [`SharedPort`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "memory_port",
        "Requests of all who read and write memory, one on offer, the first of those that ask; words from memory in order.",
    );
    let names = ["pages", "offsets", "writer", "raw_writer"];
    let requests = names.map(|name| {
        let valid = leaf.control(&format!("{name}_valid"), 1);
        let address = leaf.control(&format!("{name}_address"), MEMORY_ADDRESS_BITS);
        let writes = matches!(name, "writer" | "raw_writer");
        let [length, data, enables] = match writes {
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
        let writes = leaf.constant(writes.into(), 1);
        (
            concat(&[&writes, &address, &length, &data, &enables]),
            valid,
        )
    });
    let request_ready = leaf.control("memory_request_ready", 1);
    let offer = arbiter(&leaf, &requests, &request_ready);
    for (name, ready) in names.iter().zip(&offer.ready) {
        leaf.output(&format!("{name}_ready"), ready);
    }
    leaf.output("memory_request_valid", &offer.valid);
    let mut low = 0;
    for (name, width) in [
        ("write", 1),
        ("address", MEMORY_ADDRESS_BITS),
        ("length", LENGTH_BITS),
        ("data", WORD_BITS),
        ("enables", ENABLE_BITS),
    ] {
        leaf.output(
            &format!("memory_request_{name}"),
            &offer.data.slice(low, width),
        );
        low += width;
    }

    let data = leaf.control("memory_read_data", WORD_BITS);
    let valid = leaf.control("memory_read_valid", 1);
    let ready = leaf.control("words_ready", 1);
    let words = skid_buffer(&leaf, &data, &valid, &ready);
    leaf.output("memory_read_ready", &words.ready);
    outgoing(&mut leaf, "words", &words.data, &words.valid);
    leaf.build()
}
