//! Words from memory, and who reads them.

use crate::attention::layout::WORD_BITS;
use crate::expr::{Circuit, Leaf, named};
use crate::stream::skid_buffer::skid_buffer;

crate::leaf_block! {
    /// A skid buffer at the memory port. Of those who read words, one is ready at most.
    pub struct WordFork {
        in read_data: WORD_BITS,
        in read_valid: 1,
        in reader_ready: 1,
        in ingest_ready: 1,
        out read_ready: 1,
        out word: WORD_BITS,
        out word_valid: 1
    }
}

/// The circuit of [`WordFork`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new("word_fork", "Words from memory.");
    let data = leaf.control("read_data", WORD_BITS);
    let valid = leaf.control("read_valid", 1);
    let reader_ready = leaf.control("reader_ready", 1);
    let ingest_ready = leaf.control("ingest_ready", 1);
    let ready = &reader_ready | &ingest_ready;
    let offer = skid_buffer(&leaf, &data, &valid, &ready);
    leaf.output("read_ready", &offer.ready);
    leaf.output("word", &offer.data);
    leaf.output("word_valid", &offer.valid);
    leaf.build()
}
