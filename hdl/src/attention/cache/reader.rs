//! Words of memory to beats for the engine: planes joined again, digit by digit.
//!
//! ```text
//! bursts --> [queue] --> what the next words are
//! words --low--> low plane of a record (RAM, 2 records) -.
//!        `-high-> scales | signs | magnitudes of a pair --+--> pair --> digits --> signs --> beats
//!        `-residual-> word_valid (to the converter)
//! ```
//!
//! One pass: digits are `+-high`, the scale is 2^s times the block's: E + s. Two passes: for s = 4 the digits are `+-high` and
//! `+-low`; for s = 5 the top bit of `low` goes to the upper digit, `+-(2 high - low[4])` and `+-low[3:0]`.
//! Either way 16 times the first plus the second is the mantissa. A page of values begins with the beat of
//! ones: even output 1, odd output 0, scale 1.
//!
//! Beats are promised to a queue that never refuses one: a pair leaves when there was `room` the cycle
//! before, and a pair of residual channels is let in then. A word is refused (`word_ready`) only where it
//! would complete a pair while the one before waits.

mod pair;
mod words;

use harmonia_contract::beat::KV_EXPONENT;
use harmonia_contract::record::SCALE_OF_ONE;

use crate::attention::layout::{
    KV_BEAT_BITS, KV_SCALE_BITS, SCALE_FRACTION_BITS, WORD_BITS, burst,
};
use crate::expr::{Circuit, Lanes, Leaf, Word, concat, named};
use crate::layout::GROUP;
use crate::stream::fifo::Fifo;
use crate::stream::incoming;
use pair::{Pair, Pass};
use words::{Coming, Words, field};

/// Bursts that wait for their words.
const BURSTS: usize = 8;
/// Words of a pair in either plane, at most.
const PAIR_WORDS: usize = 5;
/// Cycles from a pair's leave to its beat.
const STAGES: usize = 3;

crate::leaf_block! {
    /// See the module's documentation. `reserve` beats are promised to the queue in the cycle in which it is
    /// set; a beat comes out three cycles after its pair left.
    pub struct Reader(describe()) {
        /// What the words of the next request are: plane, format, whether the beat of ones comes first. In the
        /// order of the requests.
        stream in burst: burst::BITS,
        /// A word of 64 bits from memory, in the order of the requests.
        in word: WORD_BITS,
        /// A word is there; it waits until `word_ready`.
        in word_valid: 1,
        /// A beat may be promised in the next cycle.
        in room: 1,
        /// The word is taken in this cycle, whatever it is: of a plane, or of the residual.
        out word_ready: 1,
        /// The word taken is of the residual: the masks before the converter take it from `word`, not from here.
        out residual_valid: 1,
        /// Beats that are promised to the queue in this cycle: 1 for one of planes that leaves, 2 for a pair of
        /// residual channels that is let in, 3 for both.
        out reserve: 2,
        /// Digits and scales of two channels (keys) or tokens' values for one pass, with a fifth bit for each
        /// digit above them.
        out beat: KV_BEAT_BITS,
        /// A beat is there and must be taken: it was promised by `reserve`.
        out beat_valid: 1
    }
}

/// The circuit of [`Reader`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "reader",
        "Words of planes in memory to beats of signed digits for the engine; words of the residual go past it.",
    );
    let [burst, burst_valid] = incoming(&mut leaf, "burst", burst::BITS);
    let word = leaf.control("word", WORD_BITS);
    let word_valid = leaf.control("word_valid", 1);
    let room = leaf.control("room", 1).register_from_zero();

    // Descriptions wait in order; one place is kept for the one whose announcement `burst_ready` does not
    // know of yet.
    let bursts = Fifo::new(&leaf, "bursts", BURSTS, &burst, &burst_valid);
    let all_but_one = leaf.constant(BURSTS as u128 - 1, bursts.waiting.width());
    let burst_ready = bursts.waiting.less_than(&all_but_one).register_from_zero();

    let words = Words::new(&leaf, &bursts, &word_valid, &room);
    let coming = Coming::new(&bursts.oldest);
    words.count(&leaf, &coming);
    words.count_in_pair(&leaf, &coming);
    let pair = Pair::new(&leaf, &words, &word);
    let pass = Pass::new(&leaf, &words, &pair, &coming, &room);
    let beat = beat(&leaf, &pair, &pass);
    let valid = (0..STAGES).fold(pass.issue.clone(), |valid, _| valid.register_from_zero());
    // These count when a burst is opened.
    leaf.unused(&field(words.current.get(), burst::ONES));
    leaf.unused(&field(words.current.get(), burst::PROMISED));
    leaf.output("burst_ready", &burst_ready);
    leaf.output("word_ready", &words.ready);
    leaf.output("residual_valid", &(&words.take & &words.residual));
    leaf.output("reserve", &concat(&[&pass.issue, &pass.admit]));
    leaf.output("beat", &beat);
    leaf.output("beat_valid", &valid);
    leaf.build()
}

/// The beat of a pair and pass, two cycles later.
#[named]
fn beat(leaf: &Leaf, pair: &Pair, pass: &Pass) -> Word {
    let digits = digits(leaf, pair, pass);
    let ones = pass.ones.register();
    let scale = |half: usize| {
        let scale = pair.scales.slice(KV_SCALE_BITS * half, KV_SCALE_BITS);
        let (fraction, exponent) = (
            scale.slice(0, SCALE_FRACTION_BITS),
            scale.slice(SCALE_FRACTION_BITS, KV_SCALE_BITS - SCALE_FRACTION_BITS),
        );
        // E + s
        let demoted = exponent
            .extend(KV_EXPONENT.bits)
            .wrapping_add(&pass.shift.extend(KV_EXPONENT.bits));
        let scale = concat(&[&fraction, &demoted]).register();
        let one = leaf.constant(SCALE_OF_ONE as u128, scale.width());
        ones.mux(&one, &scale).register()
    };
    let scales = [scale(0), scale(1)];
    concat(&[
        &digits[0].output("nibble"),
        &digits[1].output("nibble"),
        &scales[0].extend(16),
        &scales[1].extend(16),
        &leaf.constant(0, 32),
        &digits[0].output("sign"),
        &digits[1].output("sign"),
    ])
}

/// The digits of both halves of a pair. A beat of ones has them in its first half.
#[named]
fn digits(leaf: &Leaf, pair: &Pair, pass: &Pass) -> [Lanes; 2] {
    [(0, pass.unit.clone()), (1, leaf.constant(0, 1))].map(|(half, unit)| {
        let [magnitudes, lows] =
            [&pair.magnitudes, &pair.low_nibbles].map(|all| all.slice(4 * GROUP * half, 4 * GROUP));
        let [tops, signs] = [&pair.low_tops, &pair.signs].map(|all| all.slice(GROUP * half, GROUP));
        let inputs = [
            ("magnitude", &magnitudes),
            ("low_nibble", &lows),
            ("low_top", &tops),
            ("negative", &signs),
            ("unit", &unit),
            ("three", &pass.three),
            ("four", &pass.four),
            ("low", &pass.low),
            ("doubled", &pass.doubled),
            ("plain", &pass.plain),
        ];
        leaf.lanes(&format!("digits_{half}"), GROUP, &digit_lane(), &inputs)
    })
}

/// A lane that makes one digit, in two cycles: its magnitude, then its sign.
#[named]
fn digit_lane() -> Circuit {
    let mut leaf = Leaf::new(
        "digit",
        "A signed digit of a key or value, from its bits in the planes.",
    );
    leaf.means(&[
        (
            "magnitude",
            "The nibble of the high plane: a magnitude of 4 bits, or of 3 with the sign above.",
        ),
        (
            "low_nibble",
            "The nibble of the low plane: the lowest 4 bits of the magnitude.",
        ),
        ("low_top", "The bit above those, of a format of 3 bits."),
        ("negative", "The sign, of a format of 4 bits."),
        (
            "unit",
            "The digit is 1, of a beat of ones for the even output; where none is set of this, `low`, `doubled` and `plain`, it is 0.",
        ),
        ("three", "The digit is of a format of 3 bits."),
        ("four", "It is of a format of 4 bits."),
        ("low", "The digit is that of the low plane."),
        (
            "doubled",
            "The digit is twice the magnitude of 3 bits, less the bit above the low plane.",
        ),
        ("plain", "The digit is the magnitude."),
        (
            "nibble",
            "The lowest 4 bits of the digit, two cycles later.",
        ),
        ("sign", "Its fifth bit, the sign; two cycles later."),
    ]);
    let magnitude = leaf.control("magnitude", 4);
    let low_nibble = leaf.control("low_nibble", 4);
    let top = leaf.control("low_top", 1);
    let negative = leaf.control("negative", 1);
    let unit = leaf.control("unit", 1);
    let three = leaf.control("three", 1);
    let four = leaf.control("four", 1);
    let low = leaf.control("low", 1);
    let doubled = leaf.control("doubled", 1);
    let plain = leaf.control("plain", 1);

    let if_set = |bit: &Word, word: &Word| word & &bit.as_signed().extend(5).as_unsigned();
    let twice = magnitude.slice(0, 3).shift_left(1).as_unsigned().extend(5);
    let twice = twice.wrapping_sub(&top.extend(5));
    let sign_bit = &low_nibble.sign() & &four;
    let top_bit = &magnitude.sign() & &four;
    let digit = unit.extend(5)
        | if_set(&low, &concat(&[&low_nibble, &sign_bit]))
        | if_set(&doubled, &twice)
        | if_set(
            &plain,
            &concat(&[&magnitude.slice(0, 3), &top_bit]).extend(5),
        );
    let digit = digit.register();
    let negative = (&magnitude.sign() & &three) | (&negative & &four);
    let negative = negative.register().named("is_negative");
    let flipped = &digit ^ &negative.as_signed().extend(5).as_unsigned();
    let signed = flipped
        .wrapping_add(&negative.extend(5))
        .register()
        .named("signed_digit");
    leaf.output("nibble", &signed.slice(0, 4));
    leaf.output("sign", &signed.sign());
    leaf.build()
}
