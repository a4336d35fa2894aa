//! Words that a client has asked for: a queue that has room for every word before it is asked for.
//!
//! ```text
//! request taken --length--> room, less      word of memory --> [block RAM] --> [skid buffer] --> the client
//! ```
//!
//! A request is let go only when there is `room` for the longest one; what it takes is counted off in the cycle after it was taken, before
//! another one can be. So a word that comes has a place, and no client that is slow to take its words keeps memory from the others.

use crate::attention::layout::{LENGTH_BITS, WORD_BITS};
use crate::expr::{Circuit, Leaf, named};
use crate::stream::outgoing;
use crate::stream::skid_buffer::skid_buffer;
use harmonia_contract::size::MOST_READ_WORDS;

/// Words of the longest request of a queue of `depth` words: half of them, so that one request can be under way while another one's
/// words are taken, but no more than a port allows.
pub const fn longest(depth: usize) -> usize {
    if depth / 2 < MOST_READ_WORDS {
        depth / 2
    } else {
        MOST_READ_WORDS
    }
}

crate::leaf_block! {
    /// See the module's documentation. `DEPTH` is a power of two, at least 4; a request is of at most [`longest`] words.
    pub struct ReadQueue<const DEPTH: usize>(describe(DEPTH)) {
        /// A request to read was taken, in the cycle before; when it was chosen there was room, and none has been chosen since.
        in reserve: 1,
        /// Its words.
        in length: LENGTH_BITS,
        /// There is room for the longest request.
        out room: 1,
        /// A word of memory.
        in word: WORD_BITS,
        /// It is there, and is taken.
        in word_valid: 1,
        /// The words in their order, three cycles later at least.
        stream out words: WORD_BITS,
    }
}

/// The circuit of [`ReadQueue`].
#[named]
pub fn describe(depth: usize) -> Circuit {
    assert!(
        depth.is_power_of_two() && depth >= 4,
        "a queue of {depth} words"
    );
    let index = depth.ilog2() as usize;
    let count = index + 1;
    let mut leaf = Leaf::new(
        &format!("read_queue_{depth}"),
        &format!("{depth} words of a client that reads memory; places are promised before."),
    );
    let reserve = leaf.control("reserve", 1);
    let length = leaf.control("length", LENGTH_BITS);
    let word = leaf.control("word", WORD_BITS);
    let word_valid = leaf.control("word_valid", 1);
    let ready = leaf.control("words_ready", 1);
    let one = leaf.constant(1, count);

    // One bit more than an index: equal pointers are an empty queue.
    let head = leaf.state("head", count, 0);
    let tail = leaf.state("tail", count, 0);
    let words = leaf.memory("stored", depth, WORD_BITS);
    words.write(&word_valid, &tail.slice(0, index), &word);
    tail.when(&word_valid, &tail.wrapping_add(&one));
    // What is read is there in the next cycle, and then goes to the skid buffer, which must take it.
    let is_read = leaf.state("is_read", 1, 0);
    let read = words.read(&head.slice(0, index));
    let offer = skid_buffer(&leaf, &read, is_read.get(), &ready);
    let fills_up = &offer.valid & is_read.get();
    let has_place = (&offer.ready & &!&fills_up) | &offer.taken;
    let leaves = !head.equals(&tail) & &has_place;
    is_read.set(&leaves);
    head.when(&leaves, &head.wrapping_add(&one));

    let free = leaf.state("free", count, depth as u128);
    // Two cycles late: whether a word leaves may be known late in its own, and places are counted where requests are chosen.
    let left = is_read.register_from_zero().named("left");
    let freed = free.wrapping_add(&left.extend(count));
    let promised = match count < LENGTH_BITS {
        true => length.slice(0, count),
        false => length.extend(count),
    };
    if count < LENGTH_BITS {
        leaf.unused(&length.slice(count, LENGTH_BITS - count));
    }
    free.set(&reserve.mux(&freed.wrapping_sub(&promised), &freed));
    let most = longest(depth).ilog2() as usize;
    let room = free.slice(most, count - most).any_bit();
    leaf.output("room", &room);
    outgoing(&mut leaf, "words", &offer.data, &offer.valid);
    leaf.build()
}
