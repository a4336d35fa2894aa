//! Words of packets: those of the packet that comes are there when it was taken as a whole, and gone when it was not.

use harmonia_contract::packet::{BUFFER_WORDS, MOST_WORDS};

use crate::attention::layout::WORD_BITS;
use crate::expr::{Circuit, Leaf, named};
use crate::stream::outgoing;

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Buffer(describe()) {
        /// A word of the packet that comes.
        in word: WORD_BITS,
        /// It is there, for one cycle.
        in word_valid: 1,
        /// The packet has ended, or what was none.
        in ended: 1,
        /// It is taken: the words since the last end are.
        in taken: 1,
        /// A word found no room since the last end.
        out overrun: 1,
        /// There is room for a whole packet.
        out room: 1,
        /// All words go.
        in clear: 1,
        /// Words of packets that were taken, in order.
        stream out words: WORD_BITS
    }
}

/// Bits of a pointer: one more than an index.
const POINTER: usize = BUFFER_WORDS.ilog2() as usize + 1;

/// The circuit of [`Buffer`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "link_buffer",
        "Words of packets, which are there when their packet was taken.",
    );
    let word = leaf.control("word", WORD_BITS);
    let word_valid = leaf.control("word_valid", 1);
    let ended = leaf.control("ended", 1);
    let taken = leaf.control("taken", 1);
    let clear = leaf.control("clear", 1);
    let ready = leaf.control("words_ready", 1);
    let one = leaf.constant(1, POINTER);

    // From head to tail are words that were taken, from there to `next` those of the packet that comes.
    let [head, tail, next] = ["head", "tail", "next"].map(|name| leaf.state(name, POINTER, 0));
    let used = next.wrapping_sub(head.get()).named("used");
    let full = used.sign();
    let writes = (&word_valid & &!&full).named("writes");
    let overrun = leaf.state("lost_one", 1, 0);
    overrun.when(&ended, 0).when(&(&word_valid & &full), 1);
    let some = (!&head.equals(&tail)).named("some");
    let pops = &some & &ready;
    head.when(&clear, 0).when(&pops, &head.wrapping_add(&one));
    tail.when(&clear, 0).when(&taken, &next);
    next.when(&clear, 0)
        .when(&taken, &next)
        .when(&ended, &tail)
        .when(&writes, &next.wrapping_add(&one));
    let words = leaf.memory("words", BUFFER_WORDS, WORD_BITS);
    words.write(&writes, &next.slice(0, POINTER - 1), &word);
    let waiting = tail.wrapping_sub(head.get());
    let most = leaf.constant((BUFFER_WORDS - MOST_WORDS) as u128, POINTER);
    leaf.unused(&used.slice(0, POINTER - 1));
    leaf.output("overrun", &overrun);
    leaf.output("room", &!&most.less_than(&waiting));
    outgoing(
        &mut leaf,
        "words",
        &words.look_up(&head.slice(0, POINTER - 1)),
        &some,
    );
    leaf.build()
}
