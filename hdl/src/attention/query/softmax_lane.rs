//! Scores of a query to the powers of two that softmax weighs values with, 32 at a time.
//!
//! ```text
//! score --+--> n = ceiling - floor(score) -------------------------------> exponent --+--> shift register of 32 --> weights
//!         `--> f: i, upper 6 bits --> table --> base -----------> + y(f) --> fraction --'
//!              f: r, lower 10 bits --> slope * r, 2^-10 ---------^
//!
//! p = 0 if n > 24, n < 0 or the key is not visible, else y(f) * 2^(-16 - n)
//! y(f) = base[i] + ((base[i+1] - base[i]) * r >> 10),   base[i] = round(2^(16 + i/64))
//! ```
//!
//! `y` has 17 bits of which the highest is set, so `p` is an exact FP32 number; the shift register holds the
//! 21 bits that are not the same for all: 16 of the fraction, 5 of the exponent field. A field of 0 stands
//! for p = 0. The rows' registers are a chain as well: row 0's weights leave, and everyone's move one row on.

use crate::attention::layout::MAXIMUM_BITS;
use crate::expr::{Circuit, Leaf, MultiplierCell, Word, concat, mux_tree, named};
use crate::layout::GROUP;
use num_bigint::BigUint;

/// Cycles from a score to its place among the weights, and so from the last of 32 to `weights_valid`.
pub const LATENCY: usize = 6;
/// Width of a score: 16 of its bits are fraction.
pub const SCORE_BITS: usize = 32;
/// Width of a ceiling: one bit more than a score has before its point.
pub const CEILING_BITS: usize = MAXIMUM_BITS;

/// Entries of the table.
const ENTRIES: usize = 64;
/// Fraction bits of a score and of `y`.
pub(crate) const FRACTION: usize = 16;
/// What is kept of an exponent field 127 - n, 103 to 127: its lowest bits; the others are 011.
const FIELD: usize = 5;
/// The largest n that does not give 0.
const SMALLEST: u128 = 24;
/// Width of a weight: what is not the same for all.
pub const WEIGHT_BITS: usize = FRACTION + FIELD;
/// Width of 32 of them.
pub const WEIGHTS_BITS: usize = GROUP * WEIGHT_BITS;

crate::leaf_block! {
    /// See the module's documentation. One score per cycle, gaps allowed; `weights_valid` is a pulse
    /// [`LATENCY`] cycles after every 32nd score, and the weights stay until the next score reaches them.
    /// `ceiling` is the one of the score's query. Two cycles after `moves`, `weights` are what `next_weights`
    /// was the cycle before; no score may reach them then.
    pub struct SoftmaxLane(describe(MultiplierCell::Portable)) {
        /// A score in units of 2^-16, two's complement; one that exceeds `ceiling` by 1 or more has the weight 0.
        in score: SCORE_BITS,
        /// The ceiling of the query's scores, two's complement; stays while they come.
        in ceiling: CEILING_BITS,
        /// The query sees the score's token; else its weight is 0.
        in visible: 1,
        /// A score is there, and is taken: 32 make a beat of weights, with any number of cycles between two of
        /// them.
        in score_valid: 1,
        /// Two cycles later the weights are those of the next row: rows leave one after the other. No score may be
        /// under way to them then.
        in moves: 1,
        /// The weights of the next row, which `moves` brings here.
        in next_weights: WEIGHTS_BITS,
        /// Weights of 32 tokens, 21 bits each, the first in the lowest bits: 16 of the fraction, 5 of the exponent
        /// field; 0 for none. They stay until a score or `moves` changes them.
        out weights: WEIGHTS_BITS,
        /// A pulse when 32 weights are complete, six cycles after the last of their scores.
        out weights_valid: 1
    }
}

/// The circuit of [`SoftmaxLane`].
#[named]
pub fn describe(body: MultiplierCell) -> Circuit {
    let mut leaf = Leaf::new(
        "softmax_lane",
        "p = 2^(score - ceiling) from a table of 64 entries and slopes; 32 of them a beat.",
    );
    let score = leaf.input("score", SCORE_BITS).register();
    let ceiling = leaf.input("ceiling", CEILING_BITS).as_signed().register();
    let visible = leaf.input("visible", 1).register();
    let valid = leaf.input("score_valid", 1);
    // A register for each row: it drives all of its weights.
    let moving = leaf.control("moves", 1);
    let moves = moving.register_from_zero();
    let next = leaf.control("next_weights", WEIGHTS_BITS);

    let n = (&ceiling - &score.slice(FRACTION, SCORE_BITS - FRACTION).as_signed())
        .register()
        .named("n");
    let beyond = leaf.constant(SMALLEST, FIELD).less_than(&n.slice(0, FIELD));
    // Of a negative n as well.
    let above = n.slice(FIELD, n.width() - FIELD).any_bit();
    let counts = &visible.register() & !&(&beyond | &above);
    // 127 - n = 96 + (31 - n).
    let field = counts.mux(&!&n.slice(0, FIELD), &n.zero(FIELD)).register();

    let y = power_fraction(&mut leaf, &score.slice(0, FRACTION), body);
    let stage = y.stage().expect("pipelined");
    let field = field.at(stage);
    let y = field
        .any_bit()
        .mux(&y, &y.zero(FRACTION))
        .register()
        .named("y");
    let p = concat(&[&y, &field.at(stage + 1)]);
    debug_assert_eq!(stage + 2, LATENCY);

    let arrives = valid.control_at(LATENCY - 1);
    let weights = leaf.state("weights_kept", WEIGHTS_BITS, 0);
    let kept = weights.get().slice(WEIGHT_BITS, WEIGHTS_BITS - WEIGHT_BITS);
    let shifted = concat(&[&kept, &p.leaves()]);
    let enable = (&valid.control_at(LATENCY - 2).leaves() | &moving).register_from_zero();
    weights.set_if(&enable, &moves.mux(&next, &shifted));
    let count = leaf.state_at("count", GROUP.trailing_zeros() as usize, 0, LATENCY - 1);
    let one = leaf.constant(1, GROUP.trailing_zeros() as usize);
    count.set_if(&arrives, &count.get().wrapping_add(&one));
    let full = (&arrives & &count.get().every_bit()).register_from_zero();

    leaf.output("weights", weights.get());
    leaf.output("weights_valid", &full.leaves());
    leaf.build()
}

/// `y(f)` less 2^16 of the [`FRACTION`] bits of f, three cycles later, before a register.
#[named]
pub(crate) fn power_fraction(leaf: &mut Leaf, f: &Word, body: MultiplierCell) -> Word {
    let entry = table(leaf, &f.slice(10, 6)).register().named("entry");
    let (base, slope) = (entry.slice(0, FRACTION), entry.slice(FRACTION, 11));
    let r = f.slice(0, 10).register();
    let rise = leaf.product(&slope, &r, body).named("rise");
    let stage = rise.stage().expect("pipelined");
    // Bits 20:10 of the product hold all of it that counts; it is never negative.
    leaf.unused(&concat(&[
        &rise.slice(0, 10),
        &rise.slice(21, rise.width() - 21),
    ]));
    // base[64] is out of y's reach: no carry.
    base.at(stage)
        .wrapping_add(&rise.slice(10, 11).extend(FRACTION))
}

/// Entry i: `base[i] - 2^16` and the distance to the next base, which are below 2^16 and 2^11.
#[named]
fn table(leaf: &Leaf, index: &Word) -> Word {
    let entries: Vec<Word> = (0..ENTRIES)
        .map(|i| {
            let (base, next) = (base(i), base(i + 1));
            let (offset, slope) = (base - (1 << FRACTION), next - base);
            leaf.constant(offset | slope << FRACTION, FRACTION + 11)
        })
        .collect();
    mux_tree(index, &entries)
}

/// A weight as FP32.
#[named]
pub fn fp32(weight: &Word) -> Word {
    let field = weight.slice(FRACTION, FIELD);
    let some = field.any_bit();
    let zero = weight.zero(1);
    concat(&[
        &weight.zero(23 - FRACTION),
        &weight.slice(0, FRACTION),
        &field,
        &some,
        &some,
        &zero,
        &zero,
    ])
}

/// `round(2^(16 + i/64))`, in integers: the smallest k for which `k + 1/2` is above it.
fn base(i: usize) -> u128 {
    let target = BigUint::from(1u8) << (17 * ENTRIES + i);
    let (mut low, mut high) = (1u32 << FRACTION, 2u32 << FRACTION);
    while low < high {
        let k = (low + high) / 2;
        if BigUint::from(2 * k + 1).pow(ENTRIES as u32) > target {
            high = k;
        } else {
            low = k + 1;
        }
    }
    low.into()
}
