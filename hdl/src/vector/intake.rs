//! What comes from outside: words of memory for a FETCH, results for a COLLECT.
//!
//! A word gives two elements, one in each of the two cycles after it. A result with a flag is +0; an output
//! beyond those that are kept is dropped, with its flags.

use super::math::FLOAT_BITS;
use super::order::LENGTH;
use crate::expr::{Circuit, Leaf, named};
use crate::layout::RESULT_BITS;
use harmonia_contract::size::WORD_BITS;

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Intake(describe()) {
        /// An order begins, and its length is here.
        in start: 1,
        /// COLLECT: outputs of a token that are kept.
        in length: LENGTH.1,
        /// The sequencer takes a word, if there is one.
        in take_word: 1,
        /// It takes a result, if there is one.
        in take_result: 1,
        /// The result is an odd output.
        in odd: 1,
        /// The result is the last one of its pair of outputs.
        in next_pair: 1,
        /// Words of memory.
        stream in fetched: WORD_BITS,
        /// Results of the engine and of attention: FP32, overflow, invalid.
        stream in results: RESULT_BITS,
        /// There is a word.
        out some_fetched: 1,
        /// There is a result.
        out some_result: 1,
        /// The element that was taken, a cycle later; of a word the first one, then the second one.
        out element: FLOAT_BITS,
        /// Overflow in bit 0, invalid in bit 1: of a result that is kept, a cycle after it was taken, once.
        out flags: 2,
        /// The result that was taken is not kept; with it.
        out dropped: 1
    }
}

/// The circuit of [`Intake`].
#[named]
pub fn describe() -> Circuit {
    const WIDTH: usize = LENGTH.1;
    let mut leaf = Leaf::new(
        "intake",
        "Elements from words of memory and from results: those of a pair, and those that are kept.",
    );
    let start = leaf.control("start", 1);
    let length = leaf.control("length", WIDTH);
    let take_word = leaf.control("take_word", 1);
    let take_result = leaf.control("take_result", 1);
    let odd = leaf.control("odd", 1);
    let next_pair = leaf.control("next_pair", 1);
    let word = leaf.control("fetched_data", WORD_BITS);
    let some_fetched = leaf.control("fetched_valid", 1);
    let result = leaf.control("results_data", RESULT_BITS);
    let some_result = leaf.control("results_valid", 1);

    // Outputs of a token from this pair on.
    let kept = leaf.state("kept", WIDTH, 0);
    let two = kept.slice(1, WIDTH - 1).any_bit().named("two_kept");
    let fewer = kept.wrapping_sub(&leaf.constant(2, WIDTH));
    let fewer = two.mux(&fewer, &leaf.constant(0, WIDTH));
    kept.when(&start, &length).when(&next_pair, &fewer);
    let one = &two | &kept.bit(0);
    let keeps = odd.mux(&two, &one).named("keeps");

    let flags = result.slice(FLOAT_BITS, 2);
    let counts = (&take_result & &some_result & &keeps)
        .as_signed()
        .extend(2)
        .as_unsigned();
    let value = &result.slice(0, FLOAT_BITS)
        & &(!&flags.any_bit())
            .as_signed()
            .extend(FLOAT_BITS)
            .as_unsigned();
    let first = take_word.mux(&word.slice(0, FLOAT_BITS), &value);
    let second = leaf.state("second", FLOAT_BITS, 0);
    second.when(&take_word, &word.slice(FLOAT_BITS, FLOAT_BITS));
    let element = leaf.state("first", FLOAT_BITS, 0);
    // No word is taken in the cycle after one.
    element
        .when(&(&take_word | &take_result), &first)
        .when(&leaf.constant(1, 1), &second);

    leaf.output("fetched_ready", &take_word);
    leaf.output("results_ready", &take_result);
    leaf.output("some_fetched", &some_fetched);
    leaf.output("some_result", &some_result);
    leaf.output("element", &element);
    leaf.output("flags", &(&flags & &counts).register_from_zero());
    leaf.output("dropped", &(!&keeps & &take_result).register_from_zero());
    leaf.build()
}
