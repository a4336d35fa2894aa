//! Who looks at the chip before anybody else has it: how large it is, and whether every word of it keeps what it is given.
//!
//! ```text
//! wait --chip is started--> mark: 2^22, 2^21, 2^20, 0 are written --> recall: 0, 2^20, 2^21, 2^22 are read --> rest
//! rest --test--> fill: every word is written --> check: every word is read --> fill, inverted --> check --> rest
//! ```
//!
//! A chip ignores the bits of an address that it does not have: then what was written to that address is overwritten by what was written to
//! 0, and the first address that is not recalled is the chip's size. What is written is made of its address, so that a word that another
//! one has overwritten is found as well as a bit that stands still. The port's users wait meanwhile.

use super::address::{ADDRESS_BITS, SIZES};
use crate::attention::layout::{ENABLE_BITS, LENGTH_BITS, MEMORY_ADDRESS_BITS, WORD_BITS};
use crate::expr::{Circuit, Leaf, Word, any, concat, mux_tree, named};
use crate::memory::{Memory, Requests};
use crate::stream::incoming;
use harmonia_contract::size::MOST_READ_WORDS;

/// Bits of the code of a size: a place in [`SIZES`].
pub const SIZE_BITS: usize = 2;
/// Bits of a number of words that are wrong.
pub const ERROR_BITS: usize = 26;

/// Bits that are compared at a time.
const PART_BITS: usize = 16;

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Examiner(describe()) {
        /// The memory port.
        link port: Memory,
        /// Requests, of the port or of this.
        link requests: Requests,
        /// Words that were read.
        stream in words: WORD_BITS,
        /// The chip has been started up.
        in started: 1,
        /// No request and no word is under way.
        in idle: 1,
        /// All of memory is to be tested, and what it holds is lost; looked at while the port is idle.
        in test: 1,
        /// The port can be used: the size is known, and no test runs.
        out ready: 1,
        /// A chip answers.
        out found: 1,
        /// Its size is 2^20 words, times 2 as often as this says.
        out size: SIZE_BITS,
        /// All of memory has been tested.
        out tested: 1,
        /// Words that were not what they should be, each of them once or twice.
        out errors: ERROR_BITS,
        /// The first of them.
        out first_error: ADDRESS_BITS,
    }
}

crate::states! {
    /// What is going on.
    enum Phase { Wait, Mark, Recall, Rest, Fill, Check }
}

/// What is written to a word: parts that tell apart every address, each of them and its complement.
#[named]
fn pattern(address: &Word, inverted: &Word) -> Word {
    let low = address.slice(0, 16);
    let turned = concat(&[&address.slice(14, 9), &address.slice(0, 7)]);
    let [low, turned] = [low, turned].map(|part| &part ^ &concat(&[inverted; 16]));
    concat(&[&low, &turned, &!&low, &!&turned])
}

/// The circuit of [`Examiner`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "sdram_examiner",
        "Finds the size of the chip and tests all of it, before the users of the port have it.",
    );
    let request_valid = leaf.control("port_request_valid", 1);
    let request_write = leaf.control("port_request_write", 1);
    let request_address = leaf.control("port_request_address", MEMORY_ADDRESS_BITS);
    let request_length = leaf.control("port_request_length", LENGTH_BITS);
    let request_data = leaf.control("port_request_data", WORD_BITS);
    let request_enables = leaf.control("port_request_enables", ENABLE_BITS);
    let read_ready = leaf.control("port_read_ready", 1);
    let ready = leaf.control("requests_ready", 1);
    let [word, word_valid] = incoming(&mut leaf, "words", WORD_BITS);
    let started = leaf.control("started", 1);
    let idle = leaf.control("idle", 1);
    let test = leaf.control("test", 1);

    let phase = leaf.machine("phase", Phase::Wait);
    let serves = phase.is(Phase::Rest);
    // Marks are written from the last one to the first, and read from the first one on.
    let mark = leaf.state("mark", SIZE_BITS, SIZES.len() as u128 - 1);
    let address = leaf.state("address", ADDRESS_BITS, 0);
    let inverted = leaf.state("inverted", 1, 0);
    let asked = leaf.state("asked", 1, 0);
    let size = leaf.state("found_size", SIZE_BITS, 0);
    let found = leaf.state("is_found", 1, 0);
    let errors = leaf.state("error_count", ERROR_BITS, 0);
    let first_error = leaf.state("first_bad_address", ADDRESS_BITS, 0);
    let tested = leaf.state("is_tested", 1, 0);

    let marks = phase.is(Phase::Mark);
    let recalls = phase.is(Phase::Recall);
    let fills = phase.is(Phase::Fill);
    let checks = phase.is(Phase::Check);
    let mut mark_addresses = vec![leaf.constant(0, ADDRESS_BITS)];
    for size in &SIZES[..SIZES.len() - 1] {
        mark_addresses.push(leaf.constant(*size as u128, ADDRESS_BITS));
    }
    let mark_address = mux_tree(&mark, &mark_addresses);
    let is_mark = &marks | &recalls;
    let at = is_mark.mux(&mark_address, &address);
    let expected = pattern(&at, &inverted);
    let writes = &marks | &fills;
    let reads = &recalls | &checks;
    let asks = &writes | &(&reads & &!asked.get());
    let taken = &asks & &ready;
    // What comes is known to be right a cycle later.
    let mut wrong_parts = Vec::new();
    for part in 0..WORD_BITS / PART_BITS {
        let [came, wanted] = [&word, &expected].map(|word| word.slice(part * PART_BITS, PART_BITS));
        wrong_parts.push((!&came.equals(&wanted)).register());
    }
    let is_right = (!&any(&wrong_parts)).named("is_right");
    let recalled = (&recalls & &word_valid).register_from_zero();
    let checked = (&checks & &word_valid).register_from_zero();
    let checked_address = address.register();

    let no_more = leaf.constant(0, SIZE_BITS);
    let one = leaf.constant(1, SIZE_BITS);
    let marked = &marks & &taken;
    let is_first_mark = mark.equals(&no_more);
    let is_last_mark = mark.every_bit();
    mark.when(&(&marked & &!&is_first_mark), &mark.wrapping_sub(&one))
        .when(&recalled, &mark.wrapping_add(&one));
    found.when(&(&recalled & &is_first_mark), &is_right);
    size.when(&(&recalled & &is_right), &mark);

    // One burst of words at a time is asked for.
    let step = (&fills & &taken) | (&checks & &word_valid);
    let next_address = address.get() + &leaf.constant(1, 1);
    let mut ends = Vec::new();
    for words in SIZES {
        ends.push(next_address.bit(words.ilog2() as usize));
    }
    let is_end = &step & &mux_tree(&size, &ends);
    let burst_bits = MOST_READ_WORDS.ilog2() as usize;
    let burst_ends = address.slice(0, burst_bits).every_bit();
    let begins = &serves & &test & &idle & !&request_valid;
    address
        .when(&(&begins | &is_end), 0)
        .when(&step, &next_address.slice(0, ADDRESS_BITS));
    asked
        .when(&(&recalled | &(&checks & &word_valid & &burst_ends)), 0)
        .when(&(&reads & &taken), 1);
    inverted
        .when(&begins, 0)
        .when(&(&is_end & &checks), &!inverted.get());
    let bad = &checked & &!&is_right;
    first_error.when(&(&bad & &!&errors.any_bit()), &checked_address);
    errors
        .when(&begins, 0)
        .when(&bad, &errors.wrapping_add(&leaf.constant(1, ERROR_BITS)));
    let ends_test = &is_end & &checks & inverted.get();
    tested.when(&begins, 0).when(&ends_test, 1);
    phase
        .when(&(phase.is(Phase::Wait) & &started), Phase::Mark)
        .when(&(&marked & &is_first_mark), Phase::Recall)
        .when(&(&recalled & &(&!&is_right | &is_last_mark)), Phase::Rest)
        .when(&begins, Phase::Fill)
        .when(&(&is_end & &fills), Phase::Check)
        .when(&ends_test, Phase::Rest)
        .when(&(&is_end & &checks), Phase::Fill);

    let own_length = checks.mux(
        &leaf.constant(MOST_READ_WORDS as u128, LENGTH_BITS),
        &leaf.constant(1, LENGTH_BITS),
    );
    let all = leaf.constant((1 << ENABLE_BITS) - 1, ENABLE_BITS);
    leaf.output("port_request_ready", &(&serves & &ready));
    leaf.output("port_read_data", &word);
    leaf.output("port_read_valid", &(&serves & &word_valid));
    leaf.output("requests_valid", &serves.mux(&request_valid, &asks));
    leaf.output("requests_write", &serves.mux(&request_write, &writes));
    let own_address = at.extend(MEMORY_ADDRESS_BITS);
    leaf.output(
        "requests_address",
        &serves.mux(&request_address, &own_address),
    );
    leaf.output("requests_length", &serves.mux(&request_length, &own_length));
    leaf.output("requests_data", &serves.mux(&request_data, &expected));
    leaf.output("requests_enables", &serves.mux(&request_enables, &all));
    leaf.output("words_ready", &(&read_ready | &!&serves));
    leaf.output("ready", &(&serves & &!&checked));
    leaf.output("found", &found);
    leaf.output("size", &size);
    leaf.output("tested", &tested);
    leaf.output("errors", &errors);
    leaf.output("first_error", &first_error);
    leaf.build()
}
