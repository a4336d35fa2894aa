//! Fresh value blocks of a query's own group to beats: two channels, two passes.
//!
//! The digits of a mantissa are the upper and the lower half of its magnitude, with its sign.

use crate::attention::layout::{KV_BEAT_BITS, KV_SCALE_BITS};
use crate::expr::{Circuit, Leaf, Word, concat, named};
use crate::layout::{GROUP, MANTISSA_BITS, MANTISSAS_BITS};

crate::leaf_block! {
    /// Blocks come channel by channel, at least four cycles apart, and count when `enable` was set the cycle before; those of a query come in pairs.
    /// The two beats of a pair come two and three cycles after its odd block.
    pub struct OwnPage(describe()) {
        /// Blocks from the next cycle on are of the query's own page of values and become beats; else they are
        /// ignored.
        in enable: 1,
        /// 32 mantissas of a channel, a token each: magnitudes of 8 bits with their signs above.
        in mantissas: MANTISSAS_BITS,
        /// The block's scale byte; the beat carries it as it is.
        in scale: KV_SCALE_BITS,
        /// A pulse when a block is there: at least four cycles apart, the even channel of a pair first.
        in block_valid: 1,
        /// Digits of a pair of channels for one pass: the upper ones, then the lower ones; scales and fifth bits
        /// beside them.
        out beat: KV_BEAT_BITS,
        /// A beat is there and must be taken: two and three cycles after a pair's odd block. Places for both were
        /// reserved by the reader.
        out beat_valid: 1
    }
}

/// The circuit of [`OwnPage`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "own_page",
        "Value blocks of a query's own page to beats for the engine: two channels, upper digits, then lower ones.",
    );
    // Known long before the first block: time to come from afar.
    let enable = leaf.control("enable", 1).register_from_zero();
    let mantissas = leaf.control("mantissas", MANTISSAS_BITS);
    let scale = leaf.control("scale", KV_SCALE_BITS);
    let valid = leaf.control("block_valid", 1);

    let take = &enable & &valid;
    let odd = leaf.state("odd", 1, 0);
    odd.set(&(odd.get() ^ &take));
    let block = concat(&[&mantissas, &scale]);
    let keep = |name: &str, when: &Word| {
        let state = leaf.state(name, block.width(), 0);
        state.set_if(when, &block);
        state.get().clone()
    };
    let pair = [
        keep("even_block", &(&take & !odd.get())),
        keep("odd_block", &(&take & odd.get())),
    ];
    let high = (&take & odd.get()).register_from_zero();
    let low = high.register_from_zero();
    let digits = [("even_digits", &pair[0]), ("odd_digits", &pair[1])].map(|(name, block)| {
        let mantissas = block.slice(0, MANTISSAS_BITS);
        let inputs = [("mantissa", &mantissas), ("low", &low)];
        leaf.lanes(name, GROUP, &digit_lane(), &inputs)
    });
    let scale = |block: &Word| block.slice(MANTISSAS_BITS, KV_SCALE_BITS).extend(16);
    let beat = concat(&[
        &digits[0].output("nibble"),
        &digits[1].output("nibble"),
        &scale(&pair[0]),
        &scale(&pair[1]),
        &leaf.constant(0, 32),
        &digits[0].output("sign"),
        &digits[1].output("sign"),
    ]);
    leaf.output("beat", &beat.register());
    leaf.output("beat_valid", &(&high | &low).register_from_zero());
    leaf.build()
}

/// A lane that makes the upper or, where `low`, the lower digit of a mantissa.
#[named]
fn digit_lane() -> Circuit {
    let mut leaf = Leaf::new(
        "mantissa_digit",
        "One of the two signed digits of a mantissa.",
    );
    leaf.means(&[
        ("mantissa", "A magnitude of 8 bits with its sign above."),
        ("low", "The lower digit is wanted; else the upper one."),
        (
            "nibble",
            "The lowest 4 bits of the digit, in the same cycle.",
        ),
        ("sign", "Its fifth bit, the sign."),
    ]);
    let mantissa = leaf.control("mantissa", MANTISSA_BITS);
    let low = leaf.control("low", 1);
    let negative = mantissa.sign();
    let magnitude = low.mux(&mantissa.slice(0, 4), &mantissa.slice(4, 4));
    let flipped = &magnitude.extend(5) ^ &negative.as_signed().extend(5).as_unsigned();
    let digit = flipped.wrapping_add(&negative.extend(5));
    leaf.output("nibble", &digit.slice(0, 4));
    leaf.output("sign", &digit.sign());
    leaf.build()
}
