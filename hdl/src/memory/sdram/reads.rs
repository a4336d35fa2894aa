//! Words that are read: parts from the pins become words, which wait until they are taken.

use super::command::DATA_BITS;
use super::cycles::{BURST, Cycles};
use crate::attention::layout::WORD_BITS;
use crate::expr::{Circuit, Leaf, concat, named};
use crate::stream::fifo::Fifo;
use crate::stream::outgoing;

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Reads {
        /// READ, or WRITE.
        in access: 1,
        /// It is WRITE.
        in access_writes: 1,
        /// What the data pins held a cycle ago.
        in part: DATA_BITS,
        /// There is room for another word.
        out room: 1,
        /// Words in the order of their commands.
        stream out words: WORD_BITS,
        /// No word is on its way or waits.
        out idle: 1,
    }
}

/// Words that there is room for: as many as distributed RAM has without a choice between RAMs.
const PLACES: usize = 16;

/// Cycles from a command here until what the chip answers to it is in the pins' registers, but for the CAS latency: the command's register,
/// the pins', and theirs.
const PIN_CYCLES: u64 = 3;

/// The circuit of [`Reads`].
#[named]
pub fn describe(cycles: &Cycles) -> Circuit {
    let mut leaf = Leaf::new(
        "sdram_reads",
        "Words from the pins; there is a place for each before it is asked for.",
    );
    let access = leaf.control("access", 1);
    let access_writes = leaf.control("access_writes", 1);
    let part = leaf.control("part", DATA_BITS);
    let ready = leaf.control("words_ready", 1);
    let asks = &access & &!&access_writes;

    let until_last = (PIN_CYCLES + cycles.cas_latency + BURST - 1) as usize;
    let on_their_way = leaf.state("on_their_way", until_last, 0);
    let later = on_their_way.slice(1, until_last - 1);
    on_their_way.set(&concat(&[&later, &asks]));
    let comes = on_their_way.bit(0);
    let mut parts = vec![part];
    for _ in 1..BURST {
        let earlier = parts[0].register();
        parts.insert(0, earlier);
    }
    let word = concat(&parts.iter().collect::<Vec<_>>());

    let fifo = Fifo::new(&leaf, "words_read", PLACES, &word, &comes);
    let taken = &fifo.some & &ready;
    fifo.pop(&taken);
    let bits = PLACES.ilog2() as usize + 1;
    let free = leaf.state("free", bits, PLACES as u128);
    let one = leaf.constant(1, bits);
    free.when(&(&taken & &!&asks), &free.wrapping_add(&one))
        .when(&(&asks & &!&taken), &free.wrapping_sub(&one));
    leaf.output("room", &free.any_bit());
    leaf.output("idle", &free.is(PLACES as u128));
    outgoing(&mut leaf, "words", &fifo.oldest, &fifo.some);
    leaf.build()
}
