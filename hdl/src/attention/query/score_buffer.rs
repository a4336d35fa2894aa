//! The scores of one query: FP32 in, fixed point kept until the softmax asks for it, and the largest of them.
//!
//! ```text
//! result --> s = floor(x * 2^16): distance | shift by 16s | by 4s | by 1s | sign --+--> memory --> score
//!       \--> overflow ------------------------------------------------------------ + --> maximum of ceil(s / 2^16) --> ceiling
//! ```
//!
//! The ceiling of the maximum is the maximum of the ceilings. Only keys that the query sees count for ceiling
//! and overflow; every key is written.

use crate::attention::layout::MAXIMA_BITS;
use crate::expr::{Circuit, Leaf, Word, concat, named};
use crate::float::{Float, shift_right_sticky};
use crate::layout::RESULT_BITS;

use super::softmax_lane::{CEILING_BITS, SCORE_BITS};

/// Scores that the block's ports can address. A configuration keeps as many as its context has, which may be
/// fewer.
pub const MOST_KEYS: usize = 1 << SCORE_ADDRESS_BITS;
/// Address of a score.
pub const SCORE_ADDRESS_BITS: usize = 14;
/// Cycles from a result until it can be read and counts in `ceiling` and `overflow`.
pub const LATENCY: usize = 8;
/// Cycles from `read` to its score.
pub const READ_LATENCY: usize = 4;

/// Exponent field of the largest magnitudes below 2^15.
const LARGEST_FIELD: u128 = 127 + 14;

crate::leaf_block! {
    /// See the module's documentation. One result per cycle, and one read per cycle at the same time from any
    /// other address. `visible` comes with a result; `clear` begins a new maximum with the result of its
    /// cycle, if there is one, and lowers `overflow`. Until the first visible key, and in spite of all keys where
    /// `fixed`, the ceiling is the given one. Upper address bits that the context does not need are ignored.
    pub struct ScoreBuffer(describe(MOST_KEYS)) {
        /// A score of the row's query, FP32, with its overflow and invalid bits above it.
        in result: RESULT_BITS,
        /// A score is there, and is taken: one per cycle, no back-pressure.
        in result_valid: 1,
        /// The token that the score is of; bits above the buffer's size are ignored.
        in result_address: SCORE_ADDRESS_BITS,
        /// The query sees that token: the score counts for `ceiling` and `overflow`. It is written in either case.
        in visible: 1,
        /// A new maximum begins, with the score of this cycle if there is one; `overflow` falls.
        in clear: 1,
        /// Lowest, the ceiling until there is a visible score: a maximum that the host gives; above it those of the rows
        /// behind. They stay while scores come.
        in given: MAXIMA_BITS,
        /// Those of the rows behind.
        out given_on: MAXIMA_BITS,
        /// It stays the ceiling. Stays while scores come.
        in fixed: 1,
        /// `ceiling_out` is to have this row's ceiling; else it is what `ceiling_in` is.
        in asked: 1,
        /// A ceiling of a row behind, or 0.
        in ceiling_in: CEILING_BITS,
        /// This row's ceiling where it is asked for, else that of a row behind.
        out ceiling_out: CEILING_BITS,
        /// The token whose score is wanted; never one that is written in the same cycle.
        in read_address: SCORE_ADDRESS_BITS,
        /// A score is wanted: one per cycle, while others are written.
        in read: 1,
        /// floor(x * 2^16) of the score x that was asked for, two's complement, four cycles after `read`.
        out score: SCORE_BITS,
        /// It is there: `read`, four cycles later.
        out score_valid: 1,
        /// The ceiling of the largest visible score, or the given one, two's complement. A score counts eight cycles
        /// after it came.
        out ceiling: CEILING_BITS,
        /// A visible score did not fit, or was lost or invalid in the engine; stays until `clear`.
        out overflow: 1
    }
}

/// The circuit of [`ScoreBuffer`] for contexts of up to `context` keys, a power of two.
#[named]
pub fn describe(context: usize) -> Circuit {
    assert!(
        context.is_power_of_two() && context <= MOST_KEYS,
        "a context of {context} keys"
    );
    let index = context.trailing_zeros() as usize;
    let mut leaf = Leaf::new(
        "score_buffer",
        &format!("{context} scores, s = floor(x * 2^16); ceil(max s / 2^16) of the visible ones."),
    );
    let result = leaf.input("result", RESULT_BITS).register();
    let valid = leaf.input("result_valid", 1);
    let address = leaf.input("result_address", SCORE_ADDRESS_BITS);
    let visible = leaf.input("visible", 1);
    let clear = leaf.input("clear", 1);

    let (score, overflow) = fixed_point(&leaf, &result);
    let stage = score.stage().expect("pipelined");
    let memory = leaf.memory("scores", context, SCORE_BITS);
    // Block RAM lies far apart: registers on the way there, in every row.
    memory.write(
        &valid.control_at(stage + 1).leaves(),
        &address.slice(0, index).at(stage + 1).leaves(),
        &score.register().leaves(),
    );
    let read_address = leaf.control("read_address", SCORE_ADDRESS_BITS);
    let read = leaf.control("read", 1);
    // A block RAM answers late in the cycle: one register beside it, one where the score is used.
    leaf.output(
        "score",
        &memory
            .read(&read_address.slice(0, index).register())
            .register()
            .register(),
    );
    leaf.output(
        "score_valid",
        &(0..READ_LATENCY).fold(read, |read, _| read.register_from_zero()),
    );
    if index < SCORE_ADDRESS_BITS {
        let more = SCORE_ADDRESS_BITS - index;
        leaf.unused(&address.slice(index, more));
        leaf.unused(&read_address.slice(index, more));
    }
    let maxima = leaf.control("given", MAXIMA_BITS);
    let fixed = leaf.control("fixed", 1);
    let given = maxima.slice(0, CEILING_BITS);
    let counts = &valid & &visible;
    let ceiling = largest(
        &mut leaf,
        &score,
        &overflow,
        [&counts, &clear],
        [&given, &fixed],
    );
    let asked = leaf.control("asked", 1).as_signed();
    let own = &ceiling & &asked.extend(CEILING_BITS).as_unsigned();
    let behind = leaf.control("ceiling_in", CEILING_BITS);
    leaf.output("ceiling_out", &(&own | &behind));
    let others = maxima.slice(CEILING_BITS, MAXIMA_BITS - CEILING_BITS);
    leaf.output("given_on", &others.extend(MAXIMA_BITS));
    leaf.build()
}

/// `floor(x * 2^16)` of a result, and, earlier, whether it is too large or comes with an overflow.
#[named]
fn fixed_point(leaf: &Leaf, result: &Word) -> (Word, Word) {
    // |x| = significand * 2^-16 * 2^7, shifted right by 141 less the exponent field.
    let float = Float::fp32(&result.slice(0, 32));
    let distance = (&leaf.constant(LARGEST_FIELD, 8) - &float.exponent)
        .register()
        .named("distance");
    let lost = result.slice(32, 2).any_bit().register();
    let overflow = &lost | &distance.sign();
    // 31 bits before the point of s, and the sticky bit.
    let magnitude = concat(&[
        &leaf.constant(0, 1 + 7),
        &float.fraction,
        &float.exponent.any_bit(),
    ])
    .register()
    .named("magnitude");
    let far = distance.slice(5, 3).any_bit();
    let by = concat(&[&distance.bit(4), &far]);
    let magnitude = shift_right_sticky(&magnitude, &by, 16).register();
    let distance = distance.slice(0, 4).register();
    let magnitude = shift_right_sticky(&magnitude, &distance.slice(2, 2), 4).register();
    let magnitude = shift_right_sticky(&magnitude, &distance.slice(0, 2).register(), 1).register();
    let stage = magnitude.stage().expect("pipelined");
    // floor(-v) = ~floor(v) where anything is below the point, else ~v + 1.
    let negative = float.negative.at(stage);
    let flipped =
        &magnitude.slice(1, 31).extend(32) ^ &negative.as_signed().extend(32).as_unsigned();
    let score = flipped
        .wrapping_add(&(&negative & !&magnitude.bit(0)).extend(32))
        .register()
        .named("floor");
    (score, overflow)
}

/// The largest ceiling of the visible scores since the last `clear`, or the given one, and whether one of them
/// overflowed.
#[named]
fn largest(
    leaf: &mut Leaf,
    score: &Word,
    overflow: &Word,
    [counts, clear]: [&Word; 2],
    [given, fixed]: [&Word; 2],
) -> Word {
    let whole = score.slice(16, 16).as_signed();
    let ceiling = whole
        .extend(CEILING_BITS)
        .as_unsigned()
        .wrapping_add(&score.slice(0, 16).any_bit().extend(CEILING_BITS))
        .as_signed()
        .register()
        .named("key_ceiling");
    let stage = ceiling.stage().expect("pipelined");
    let counts = counts.control_at(stage);
    let clear = clear.control_at(stage);
    // Whether a visible key came since the last clear.
    let some = leaf.state_at("some", 1, 0, stage);
    let before = some.get() & !&clear;
    some.set(&(&before | &counts));
    let largest = leaf.state_at("largest", CEILING_BITS, 0, stage);
    let larger = &largest.get().as_signed().less_than(&ceiling) | !&before;
    let [given, fixed] = [given, fixed].map(|word| word.enters(stage));
    let rises = (&counts & &larger) & !&fixed;
    let begins = rises.mux(&ceiling.as_unsigned(), &given);
    largest.set_if(&(&rises | &clear), &begins);
    let overflowed = leaf.state_at("overflowed", 1, 0, stage);
    let kept = overflowed.get() & !&clear;
    let now = &counts & &overflow.at(stage);
    overflowed.set(&(&kept | &now));
    debug_assert_eq!(stage + 1, LATENCY);
    let ceiling = largest.after().leaves();
    leaf.output("ceiling", &ceiling);
    leaf.output("overflow", &overflowed.after().leaves());
    ceiling
}
