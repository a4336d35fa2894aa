//! Words of the residual on their way to the converter: what the group does not have yet, and channels beyond
//! the head, are zeros.

use crate::attention::layout::{SIZE_BITS, WORD_BITS};
use crate::expr::{Circuit, Leaf, Word, concat, named};

crate::leaf_block! {
    /// `start` begins with channel 0; eight words per channel. Tokens after `last_token` of the group, and
    /// channels from `size` on, become zeros. Three cycles.
    pub struct Residual(describe()) {
        /// Words from here on are of channel 0 again.
        in start: 1,
        /// Channels of a head, 1 to 256; words of later channels become zeros.
        in size: SIZE_BITS,
        /// The last token of the group that is there; values of later tokens become zeros.
        in last_token: 5,
        /// Four FP16 values of one channel, of tokens 4i to 4i + 3 of the group: eight words per channel.
        in word: WORD_BITS,
        /// A word is there, and is taken: there is no back-pressure.
        in word_valid: 1,
        /// The same four values three cycles later, FP16, zero where the group or the head has none.
        out halves: WORD_BITS,
        /// They are there: `word_valid`, three cycles later.
        out halves_valid: 1
    }
}

/// The circuit of [`Residual`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "residual",
        "Words of the residual; tokens that the group does not have yet, and channels beyond the head, become zeros.",
    );
    let start = leaf.control("start", 1);
    let size = leaf.control("size", SIZE_BITS);
    let last_token = leaf.control("last_token", 5);
    let word = leaf.control("word", WORD_BITS);
    let valid = leaf.control("word_valid", 1);

    let count = leaf.state("words_seen", SIZE_BITS + 3, 0);
    let one = leaf.constant(1, SIZE_BITS + 3);
    let next = valid.mux(&count.get().wrapping_add(&one), count.get());
    count.set(&start.mux(&count.get().zero(SIZE_BITS + 3), &next));
    let inside = count.get().slice(3, SIZE_BITS).less_than(&size).register();
    let index = count.get().slice(0, 3).register();
    let held = word.register().register();
    let arrived = valid.register_from_zero().register_from_zero();
    let halves: Vec<Word> = (0..4)
        .map(|i| {
            let token = concat(&[&leaf.constant(i, 2), &index]);
            let seen = (&!&last_token.less_than(&token) & &inside).register();
            &held.slice(16 * i as usize, 16) & &seen.as_signed().extend(16).as_unsigned()
        })
        .collect();
    leaf.output(
        "halves",
        &concat(&halves.iter().collect::<Vec<_>>()).register(),
    );
    leaf.output("halves_valid", &arrived.register_from_zero());
    leaf.build()
}
