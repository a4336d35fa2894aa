//! A norm's factor, `sqrt(width 2^40 / (sum + epsilon))`, rounded once to FP32: one at a time, bit by bit.
//!
//! ```text
//! width 2^2j / (sum + epsilon): a bit in two cycles --pairs--> root: a bit in four --> round
//! ```
//!
//! The division's bits, the highest first, are the root's digits in base 4, so that no quotient is kept and nothing
//! is normalised before: where the root has its 25th bit, the number of pairs is the exponent, and the lowest bit
//! decides the rounding, because a tie cannot be (docs/numerics.md). At most 73 pairs.
//!
//! The division adds its low half in one cycle and its high half, with the carry, in the next: a carry through all of it
//! would be the longest path of the vector unit, for a block that is used once a norm.
//!
//! A vector whose squares overflowed or were invalid has no root: what comes is a number all the same, and the
//! products are to be [cleared](super::multiply).

use super::squares::SUM_BITS;
use super::{FLOAT_BITS, FRACTION};
use crate::expr::{Circuit, Leaf, Word, concat, named};

/// Bits of a width: 1 to 32,768.
pub const WIDTH_BITS: usize = 16;
/// Bits of N, `width epsilon 2^40`.
pub const EPSILON_BITS: usize = 55;
/// Cycles from `start` to `done`, at most: 73 pairs of bits.
pub const LONGEST: usize = 295;
/// Bits of their sum.
const TOTAL: usize = SUM_BITS + 1;
/// Bits of the low half of what is added, and of the high one.
const LOW: usize = TOTAL.div_ceil(2);
const HIGH: usize = TOTAL + 1 - LOW;
/// Bits of the root, of which one is for rounding.
const ROOT: usize = FRACTION + 2;
/// The exponent field of a root without a pair of bits; each makes it less by one. With 28 of them the smallest root
/// is 2^24, whose field is 127 + 24.
const FIELD: u128 = 179;

crate::leaf_block! {
    /// See the module's documentation. Its operands are taken with `start`; the root stays until the next one.
    pub struct Root(describe()) {
        /// A pulse: the root of these operands is taken. Not between an earlier one and its `done`.
        in start: 1,
        /// Values of the vector, at least 1.
        in width: WIDTH_BITS,
        /// The sum of their squares, in units of 2^-40.
        in sum: SUM_BITS,
        /// width * epsilon, in units of 2^-40, at least 1.
        in epsilon: EPSILON_BITS,
        /// The root, FP32; with `done` and until the next `start`.
        out root: FLOAT_BITS,
        /// A pulse: the root is there, at most 295 cycles after `start`.
        out done: 1
    }
}

/// The circuit of [`Root`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "root",
        "sqrt(width 2^40 / (sum + epsilon)), rounded half to even.",
    );
    let start = leaf.control("start", 1);
    let width = leaf.control("width", WIDTH_BITS);
    let sum = leaf.control("sum", SUM_BITS);
    let epsilon = leaf.control("epsilon", EPSILON_BITS);

    let running = leaf.state("running", 1, 0);
    let turn = leaf.state("turn", 2, 0);
    turn.when(&start, 0)
        .when(&running, &turn.wrapping_add(&leaf.constant(1, 2)));
    let of_high = turn.bit(0);
    let of_low = !&of_high;

    let halves = |word: &Word| {
        let high = word.slice(LOW, word.width() - LOW).extend(HIGH);
        (word.slice(0, LOW), high.register())
    };
    let (sum_low, sum_high) = halves(&sum);
    let (epsilon_low, epsilon_high) = halves(&epsilon);
    let total_low = leaf.state("total_low", LOW + 1, 0);
    total_low.when(&start, &(&sum_low + &epsilon_low));
    let total_high = leaf.state("total_high", HIGH, 0);
    let carried = sum_high.wrapping_add_with_carry(&epsilon_high, &total_low.bit(LOW));
    total_high.when(&start.register_from_zero(), &carried);

    // Division, non-restoring: the remainder lies between -total and total, its sign is the bit's opposite.
    let digits = leaf.state("digits", WIDTH_BITS, 0);
    let next_digits = digits.slice(0, WIDTH_BITS - 1).shift_left(1);
    let low = leaf.state("remainder_low", LOW, 0);
    let high = leaf.state("remainder_high", HIGH, 0);
    let bit = !&high.sign();
    let earlier_bit = leaf.state("bit_of_low", 1, 0);
    let flipped =
        |word: &Word, bit: &Word| word ^ &bit.as_signed().extend(word.width()).as_unsigned();
    let low_twice = concat(&[&digits.sign(), &low.slice(0, LOW - 1)]).extend(LOW + 1);
    let low_total = flipped(&total_low.slice(0, LOW), &bit).extend(LOW + 1);
    let next_low = low_twice.wrapping_add_with_carry(&low_total, &bit);
    let carry = leaf.state("carry", 1, 0);
    let moved_up = leaf.state("moved_up", 1, 0);
    let steps_low = running.get() & &of_low;
    digits.when(&start, &width).when(&steps_low, &next_digits);
    low.when(&start, 0)
        .when(&steps_low, &next_low.slice(0, LOW));
    for (state, value) in [
        (&carry, next_low.bit(LOW)),
        (&moved_up, low.sign()),
        (&earlier_bit, bit.clone()),
    ] {
        state.when(&of_low, &value);
    }
    let high_twice = concat(&[moved_up.get(), &high.slice(0, HIGH - 1)]);
    let high_total = flipped(&total_high, earlier_bit.get());
    let next_high = high_twice.wrapping_add_with_carry(&high_total, &carry);
    high.when(&start, 0)
        .when(&(running.get() & &of_high), &next_high);

    // Each fourth cycle there is a pair of bits for the root, from the fifth one on.
    let pair = &running.register_from_zero() & !&turn.any_bit();
    let root = leaf.state("root_so_far", ROOT, 0);
    let rest = leaf.state("rest", ROOT, 0);
    let field = leaf.state("field", 8, 0);
    let longer = concat(&[&bit, earlier_bit.get(), &rest]);
    let trial = concat(&[&leaf.constant(0b01, 2), &root.slice(0, ROOT - 1)]);
    let left = &longer - &trial;
    let fits = !&left.sign();
    // What is left fits as many bits, but after the last step, where nothing reads it.
    leaf.unused(&left.slice(ROOT, left.width() - 1 - ROOT));
    let next_rest = fits.mux(&left.slice(0, ROOT), &longer.slice(0, ROOT));
    let next_root = concat(&[&fits, &root.slice(0, ROOT - 1)]);
    let whole = root.sign().named("whole");
    let steps = (&(&pair & running.get()) & !&whole).named("steps");
    root.when(&start, 0).when(&steps, &next_root);
    rest.when(&start, 0).when(&steps, &next_rest);
    let less = field.wrapping_sub(&leaf.constant(1, 8));
    field.when(&start, FIELD).when(&steps, &less);
    running.when(&start, 1).when(&whole, 0);

    // A carry out of the fraction steps the exponent, as the encoding intends.
    let unrounded = concat(&[&root.slice(1, FRACTION), &field]);
    let rounded = unrounded.wrapping_add(&root.bit(0).extend(31)).register();
    let done = (running.get() & &whole).register_from_zero();
    leaf.output("root", &concat(&[&rounded, &leaf.constant(0, 1)]));
    leaf.output("done", &done);
    leaf.build()
}
