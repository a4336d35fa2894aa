//! The exact sum of squares of a norm, one per cycle, from the multiplier's exact products.
//!
//! ```text
//! exact (48) --> shift by 2k, in three steps --> floor(x^2 2^40) --> + --> sum (80), overflow
//! exponents --> k = field - 107                                     `-<-'
//! ```
//!
//! `x^2 = exact * 2^(2 field - 300)`: for fields up to 146, of numbers below 2^20, the square in units of 2^-40 has
//! at most 80 bits; below 107 it is 0. A carry out of the sum tells its overflow in any order.

use super::multiply::{EXACT, EXACT_BITS, EXPONENTS_BITS};
use crate::expr::{Circuit, Leaf, Word, mux_tree, named};

/// Cycles from factors at the multiplier to a sum with their square.
pub const LATENCY: usize = EXACT + 5;
/// Bits of a sum, in units of 2^-40.
pub const SUM_BITS: usize = 80;
/// The smallest exponent field of a number whose square is a unit or more.
const LOWEST: u128 = 107;
/// The smallest exponent field of a number that is too large.
const BEYOND: u128 = 127 + 20;
/// Bits below the units, of a square that is not shifted: 300 - 40 less twice the lowest field.
const BELOW: usize = 260 - 2 * LOWEST as usize;

crate::leaf_block! {
    /// See the module's documentation. One square per cycle; the multiplier's two factors are one number.
    pub struct Squares(describe()) {
        /// The multiplier's `exact`.
        in exact: EXACT_BITS,
        /// The multiplier's `exponents`.
        in exponents: EXPONENTS_BITS,
        /// The multiplier's `zero`.
        in zero: 1,
        /// The multiplier's `special`.
        in special: 1,
        /// The factors at the multiplier are a number to be squared; with the factors.
        in square_valid: 1,
        /// Factors of later cycles begin a new sum, and those of this cycle are not squared; with the factors.
        in clear: 1,
        /// Sum of floor(x^2 2^40) since `clear`, modulo 2^80: nine cycles after the last factors. It stays.
        out sum: SUM_BITS,
        /// A number of 2^20 or more in magnitude, or a sum of 2^80 or more, since `clear`; with `sum`.
        out overflow: 1,
        /// An infinite value or no number since `clear`; with `sum`.
        out invalid: 1
    }
}

/// The circuit of [`Squares`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new("squares", "Sum of floor(x^2 2^40), exact.");
    leaf.own_origin();
    let exact = leaf.input_at("exact", EXACT_BITS, EXACT);
    let exponents = leaf.input_at("exponents", EXPONENTS_BITS, EXACT);
    let zero = leaf.input_at("zero", 1, EXACT);
    let special = leaf.input_at("special", 1, EXACT);
    let valid = leaf.input("square_valid", 1).control_at(EXACT);
    let clear = leaf.input("clear", 1).control_at(LATENCY - 1);

    // Both factors have the same field.
    leaf.unused(&exponents.bit(0));
    let field = exponents.slice(1, 8);
    let counts = &valid & !&(&zero | &special);
    let small = field.less_than(&leaf.constant(LOWEST, 8));
    let large = !&field.less_than(&leaf.constant(BEYOND, 8));
    let adds = (&counts & !&(&small | &large)).register_from_zero();
    let too_large = (&counts & &large)
        .register_from_zero()
        .control_at(LATENCY - 1);
    let not_finite = (&valid & &special)
        .register_from_zero()
        .control_at(LATENCY - 1);

    let distance = field.wrapping_sub(&leaf.constant(LOWEST, 8)).register();
    leaf.unused(&distance.slice(6, 2));
    let fine = shifted(&exact.register(), 2, &distance.slice(0, 2))
        .register()
        .named("shifted_fine");
    let distance = distance.slice(2, 4).register().named("distance_left");
    let middle = shifted(&fine, 8, &distance.slice(0, 2))
        .register()
        .named("shifted_middle");
    // By 0, 32, 64; 3 is for nothing.
    let nothing = (!&adds.register_from_zero())
        .as_signed()
        .extend(2)
        .as_unsigned();
    let coarse = (&distance.slice(2, 2) | &nothing).register();
    let width = middle.width();
    let choices = [
        middle.slice(BELOW, width - BELOW).extend(SUM_BITS),
        middle
            .slice(BELOW - 32, width - (BELOW - 32))
            .extend(SUM_BITS),
        middle
            .slice(0, SUM_BITS - (64 - BELOW))
            .shift_left(64 - BELOW),
        middle.zero(SUM_BITS),
    ];
    let square = mux_tree(&coarse, &choices).register().named("square");

    let stage = LATENCY - 1;
    let sum = leaf.state_at("sum_so_far", SUM_BITS, 0, stage);
    let total = sum.get() + &square;
    sum.set(&clear.mux(&leaf.constant(0, SUM_BITS), &total.slice(0, SUM_BITS)));
    let sticky = |name: &str, now: &Word| {
        let flag = leaf.state_at(name, 1, 0, stage);
        flag.set(&(&(flag.get() | now) & !&clear));
        flag.after()
    };
    let overflow = sticky("overflowed", &(&total.sign() | &too_large));
    let invalid = sticky("was_invalid", &not_finite);
    leaf.output_at("sum", &sum.after(), LATENCY);
    leaf.output_at("overflow", &overflow, LATENCY);
    leaf.output_at("invalid", &invalid, LATENCY);
    leaf.build()
}

/// A word shifted left by 0 to 3 times `unit`.
#[named]
fn shifted(word: &Word, unit: usize, distance: &Word) -> Word {
    let width = word.width() + 3 * unit;
    let choices: Vec<Word> = (0..4)
        .map(|n| word.shift_left(n * unit).extend(width))
        .collect();
    mux_tree(distance, &choices)
}
