//! Whose the words of memory are: the requests that are under way, and the word that is there given to its client.
//!
//! ```text
//! request taken --client, length--> [queue of 16]
//!                                        | oldest
//! word of memory --> [register] --------[count]--> word, and a bit for its client
//! ```

use super::CLIENTS;
use crate::attention::layout::WORD_BITS;
use crate::expr::{Circuit, Leaf, concat, named};
use crate::stream::fifo::Fifo;
use harmonia_contract::size::MOST_READ_WORDS;

/// Requests to read that may be under way.
pub const REQUESTS: usize = 16;
/// Bits of a client's number.
pub const CLIENT_BITS: usize = CLIENTS.len().next_power_of_two().ilog2() as usize;
/// Bits of the words of a request, less one.
pub const WORDS_BITS: usize = MOST_READ_WORDS.ilog2() as usize;

crate::leaf_block! {
    /// See the module's documentation. A word comes no earlier than a cycle after its request was pushed.
    pub struct Owners(describe()) {
        /// A request to read was taken, in the cycle before; when it was chosen there was room, and none has been chosen since.
        in push: 1,
        /// Who made it: a place in the list of clients.
        in client: CLIENT_BITS,
        /// Its words, less one.
        in words_less_one: WORDS_BITS,
        /// There is room for another one.
        out room: 1,
        /// No request is under way.
        out idle: 1,
        /// A word of memory.
        in word: WORD_BITS,
        /// It is there, and is taken.
        in word_valid: 1,
        /// The word, a cycle later.
        out given: WORD_BITS,
        /// It is of attention.
        out to_attention: 1,
        /// It is of the reader of weights.
        out to_weights: 1,
        /// It is of a program or a table.
        out to_program: 1,
        /// It is of a FETCH.
        out to_transfer: 1,
        /// It is the loader's.
        out to_loader: 1,
    }
}

/// The circuit of [`Owners`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "owners",
        "Whose the words of memory are: clients and lengths of the requests under way, in their order.",
    );
    let push = leaf.control("push", 1);
    let client = leaf.control("client", CLIENT_BITS);
    let words_less_one = leaf.control("words_less_one", WORDS_BITS);
    let given = leaf.control("word", WORD_BITS).register();
    let some = leaf.control("word_valid", 1).register_from_zero();

    let pushed = concat(&[&client, &words_less_one]);
    let requests = Fifo::new(&leaf, "requests", REQUESTS, &pushed, &push);
    // Room is told a cycle late, and so is the request that takes it: there may be one more by then.
    let nearly_full = requests
        .waiting
        .equals(&leaf.constant(REQUESTS as u128 - 1, requests.waiting.width()));
    let room = (!&(&requests.waiting.sign() | &nearly_full)).register_from_zero();
    let owner = requests.oldest.slice(0, CLIENT_BITS);
    let last = requests.oldest.slice(CLIENT_BITS, WORDS_BITS);
    let place = leaf.state("place", WORDS_BITS, 0);
    let is_last = place.equals(&last);
    let next = place.wrapping_add(&leaf.constant(1, WORDS_BITS));
    place.set_if(&some, &is_last.mux(&leaf.constant(0, WORDS_BITS), &next));
    requests.pop(&(&some & &is_last));

    leaf.output("room", &room);
    leaf.output("idle", &requests.waiting.is(0));
    leaf.output("given", &given);
    for (index, name) in CLIENTS.iter().enumerate() {
        leaf.output(&format!("to_{name}"), &(&some & &owner.is(index as u128)));
    }
    leaf.build()
}
