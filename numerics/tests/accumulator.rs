//! The accumulator against rational arithmetic, and its indifference to order.

use half::f16;
use harmonia_numerics::{
    ACCUMULATOR_BITS, Accumulator, FRACTION_BITS, Flags, MAX_ADDENDS, exact_f16, fixed_to_f32,
};
use num_bigint::{BigInt, Sign};
use proptest::prelude::*;

/// One call of `add`.
#[derive(Clone, Copy, Debug)]
struct Term {
    scale: f16,
    integer: i64,
    exponent: i8,
}

impl Term {
    /// floor(scale * integer * 2^(exponent + 32)).
    fn addend(self) -> BigInt {
        let (mantissa, scale_exponent) = exact_f16(self.scale).expect("terms have finite scales");
        shifted(
            BigInt::from(mantissa) * self.integer,
            scale_exponent + i32::from(self.exponent) + FRACTION_BITS,
        )
    }
}

/// floor(x * 2^shift); `>>` of a `BigInt` rounds down.
fn shifted(x: BigInt, shift: i32) -> BigInt {
    if shift >= 0 { x << shift } else { x >> -shift }
}

fn fits_64(x: &BigInt) -> bool {
    i64::try_from(x).is_ok()
}

/// x modulo 2^bits, as a signed number.
fn wrapped(x: &BigInt, bits: u32) -> BigInt {
    let modulus = BigInt::from(1) << bits;
    let rest = ((x % &modulus) + &modulus) % &modulus;
    if rest.bit(u64::from(bits) - 1) {
        rest - modulus
    } else {
        rest
    }
}

/// Register and overflow flag that the terms must leave.
fn expected(terms: &[Term]) -> (BigInt, bool) {
    let addends: Vec<BigInt> = terms.iter().map(|term| term.addend()).collect();
    let sum: BigInt = addends.iter().map(|addend| wrapped(addend, 64)).sum();
    let register = wrapped(&sum, ACCUMULATOR_BITS);
    let overflow = !addends.iter().all(fits_64) || !fits_64(&register);
    (register, overflow)
}

fn sum(terms: &[Term]) -> Accumulator {
    let mut accumulator = Accumulator::default();
    for term in terms {
        accumulator.add(term.scale, term.integer, term.exponent);
    }
    accumulator
}

/// n / d as FP32, rounded half to even, from integers alone.
fn to_f32_bits(value: i64) -> u32 {
    let magnitude = u128::from(value.unsigned_abs());
    if magnitude == 0 {
        return 0;
    }
    let exponent = magnitude.ilog2() as i32;
    // 24 significant bits: shift up far enough that only the division by 2^80 rounds.
    let scaled = magnitude << 60;
    let divisor = 1u128 << (exponent + 60 - 23);
    let (floor, rest) = (scaled / divisor, scaled % divisor);
    let mantissa =
        floor + u128::from(rest * 2 > divisor || (rest * 2 == divisor && floor % 2 == 1));
    // A mantissa of 2^24 carries into the exponent field by itself.
    let field = (exponent - FRACTION_BITS + 127) as u32;
    let bits = ((field - 1) << 23) + mantissa as u32;
    bits | u32::from(value < 0) << 31
}

fn finite_scale() -> impl Strategy<Value = f16> {
    any::<u16>()
        .prop_map(f16::from_bits)
        .prop_filter("finite", |x| x.is_finite())
}

/// What the engine produces, and integers of every length.
fn integer() -> impl Strategy<Value = i64> {
    prop_oneof![
        -1_044_480..=1_044_480i64,
        (any::<i64>(), 0..64u32).prop_map(|(x, shift)| x >> shift),
        Just(i64::MIN),
        Just(i64::MAX),
    ]
}

/// Exponents around 0 give sums of interest, the whole range gives overflow and underflow.
fn term() -> impl Strategy<Value = Term> {
    let exponent = prop_oneof![4 => -24..=4i8, 1 => any::<i8>()];
    (finite_scale(), integer(), exponent).prop_map(|(scale, integer, exponent)| Term {
        scale,
        integer,
        exponent,
    })
}

/// Terms that stay in range, so that the order is tested on sums without a sticky flag.
fn small_term() -> impl Strategy<Value = Term> {
    (
        0..=0x3c00u16,
        any::<bool>(),
        -1_044_480..=1_044_480i64,
        -40..=8i8,
    )
        .prop_map(|(bits, negative, integer, exponent)| Term {
            scale: f16::from_bits(bits | u16::from(negative) << 15),
            integer,
            exponent,
        })
}

fn terms() -> impl Strategy<Value = Vec<Term>> {
    prop_oneof![
        prop::collection::vec(term(), 0..40),
        prop::collection::vec(small_term(), 0..200),
    ]
}

proptest! {
    /// Words of two devices, added, are the sum of all; what is beyond 64 bits on either may return.
    #[test]
    fn words_of_parts_add_up_to_the_whole(
        registers in prop::collection::vec(any::<i128>(), 1..5),
        terms in prop::collection::vec(term(), 0..40),
        cut in 0usize..40,
    ) {
        let parts = terms.split_at(cut.min(terms.len()));
        let parts = [parts.0, parts.1].map(sum);
        let mut total = Accumulator::default();
        for part in &parts {
            total.merge(&Accumulator::from_words(part.words()));
        }
        let whole = sum(&terms);
        prop_assert_eq!(total.register(), whole.register());
        let marked = parts.iter().any(|part| part.marks().overflow);
        prop_assert_eq!(marked, whole.marks().overflow);
        prop_assert!(marked || total.finish() == whole.finish());
        for register in registers {
            let register = register << 48 >> 48;
            let words = [0, 32, 64].map(|bit| (register >> bit) as u32);
            prop_assert_eq!(Accumulator::from_words(words).register(), register);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn sums_are_exact(terms in terms()) {
        let (register, overflow) = expected(&terms);
        let accumulator = sum(&terms);
        prop_assert_eq!(BigInt::from(accumulator.register()), register.clone());
        prop_assert_eq!(BigInt::from(accumulator.value()), wrapped(&register, 64));
        prop_assert_eq!(accumulator.flags(), Flags { overflow, invalid: false });
        let outcome = accumulator.finish();
        prop_assert_eq!(outcome.value.to_bits(), to_f32_bits(accumulator.value()));
        prop_assert_eq!((outcome.overflow, outcome.invalid), (overflow, false));
    }

    /// Any permutation, and any split into partial sums merged in any order, leaves the same
    /// register and flags.
    #[test]
    fn order_and_grouping_do_not_matter(
        (terms, shuffled) in terms()
            .prop_flat_map(|terms| (Just(terms.clone()), Just(terms).prop_shuffle())),
        owners in prop::collection::vec(0..5usize, 200),
        merging in Just([0, 1, 2, 3, 4usize]).prop_shuffle(),
        invalid in any::<bool>(),
    ) {
        let mut whole = sum(&terms);
        if invalid {
            whole.mark_invalid();
        }
        let mut parts = [Accumulator::default(); 5];
        for (term, &owner) in shuffled.iter().zip(&owners) {
            parts[owner].add(term.scale, term.integer, term.exponent);
        }
        if invalid {
            parts[owners[0]].mark_invalid();
        }
        let mut merged = Accumulator::default();
        for part in merging {
            merged.merge(&parts[part]);
        }
        prop_assert_eq!(merged, whole);
        prop_assert_eq!(merged.flags(), whole.flags());
        prop_assert_eq!(merged.finish(), whole.finish());
    }

    /// A sum may leave the 64-bit range and come back: only its total counts.
    #[test]
    fn excursions_are_harmless(
        terms in prop::collection::vec(1..=i64::MAX, 2..50),
        rest in any::<i64>(),
    ) {
        let mut accumulator = Accumulator::default();
        for &x in &terms {
            accumulator.add_power(x, -32);
        }
        for &x in &terms {
            accumulator.add_power(-x, -32);
        }
        accumulator.add_power(rest, -32);
        prop_assert_eq!(accumulator.value(), rest);
        prop_assert_eq!(accumulator.flags(), Flags::default());
    }

    #[test]
    fn powers_are_exact(integer in integer(), exponent in -600..600i16) {
        let mut accumulator = Accumulator::default();
        accumulator.add_power(integer, exponent);
        let addend = shifted(BigInt::from(integer), i32::from(exponent) + FRACTION_BITS);
        prop_assert_eq!(BigInt::from(accumulator.value()), wrapped(&addend, 64));
        prop_assert_eq!(accumulator.flags().overflow, !fits_64(&addend));
    }

    #[test]
    fn results_round_half_to_even(
        value in (any::<i64>(), 0..64u32).prop_map(|(x, shift)| x >> shift),
    ) {
        prop_assert_eq!(fixed_to_f32(value).to_bits(), to_f32_bits(value));
    }
}

/// Around every boundary of the rounding: all lengths, ties, and one off on both sides.
#[test]
fn ties_round_to_even_at_every_length() {
    for length in 0..63 {
        for near in -2..=2i64 {
            for pattern in [(1i64 << 24) + 1, (1 << 24) + 3, (1 << 25) - 1, 1] {
                let top = 64 - pattern.leading_zeros();
                let Some(shift) = (length + 1u32).checked_sub(top) else {
                    continue;
                };
                let value = (pattern << shift).wrapping_add(near);
                for value in [value, value.wrapping_neg()] {
                    assert_eq!(
                        fixed_to_f32(value).to_bits(),
                        to_f32_bits(value),
                        "{value:#x}"
                    );
                }
            }
        }
    }
    assert_eq!(fixed_to_f32(0).to_bits(), 0);
    assert_eq!(fixed_to_f32(1), 2f32.powi(-32));
    assert_eq!(fixed_to_f32(i64::MIN), -(2f32.powi(31)));
    assert_eq!(fixed_to_f32(i64::MAX), 2f32.powi(31));
    assert_eq!(
        fixed_to_f32((1 << 24) + 1),
        2f32.powi(-8),
        "a tie falls to the even side"
    );
}

/// The largest and smallest integer that fits at each shift, and the first that does not.
#[test]
fn addends_overflow_where_64_bits_end() {
    for exponent in -100..=100i16 {
        let shift = i32::from(exponent) + FRACTION_BITS;
        let edges = if shift >= 0 {
            // From 64 places on nothing but 0 fits; -1 and 1 are among the edges.
            let (max, min) = (i64::MAX >> shift.min(63), i64::MIN >> shift.min(63));
            vec![
                max,
                max.saturating_add(1),
                min,
                min.saturating_sub(1),
                0,
                1,
                -1,
            ]
        } else {
            vec![i64::MAX, i64::MIN, -1, 1, 0]
        };
        for integer in edges {
            let mut accumulator = Accumulator::default();
            accumulator.add_power(integer, exponent);
            let addend = shifted(BigInt::from(integer), shift);
            assert_eq!(
                accumulator.flags().overflow,
                !fits_64(&addend),
                "{integer} * 2^{exponent}"
            );
            assert_eq!(
                BigInt::from(accumulator.register()),
                wrapped(&addend, 64),
                "{integer} * 2^{exponent}"
            );
        }
    }
}

/// As many addends as are promised, all at either end of the range, do not leave 80 bits.
#[test]
fn guard_bits_hold_the_promised_number_of_addends() {
    for extreme in [i64::MIN, i64::MAX] {
        let mut accumulator = Accumulator::default();
        for _ in 0..MAX_ADDENDS {
            accumulator.add_power(extreme, -32);
        }
        assert_eq!(
            accumulator.register(),
            i128::from(extreme) * MAX_ADDENDS as i128
        );
        assert_eq!(
            BigInt::from(accumulator.register()).sign() == Sign::Minus,
            extreme < 0
        );
        assert!(accumulator.flags().overflow);
    }
}

/// The register has 80 bits, no more: hardware wraps there as well.
#[test]
fn the_register_wraps_at_80_bits() {
    let mut accumulator = Accumulator::default();
    accumulator.add_power(i64::MIN, -32);
    for doublings in 0..=20 {
        let exact = BigInt::from(i64::MIN) << doublings;
        assert_eq!(BigInt::from(accumulator.register()), wrapped(&exact, 80));
        let half = accumulator;
        accumulator.merge(&half);
    }
}

#[test]
fn overflow_of_an_addend_is_sticky_and_of_the_sum_is_not() {
    let mut accumulator = Accumulator::default();
    accumulator.add(f16::ONE, 1 << 31, 0);
    assert!(
        accumulator.flags().overflow,
        "2^31 is the first integer out of range"
    );
    accumulator.add(f16::ONE, -(1 << 31), 0);
    assert_eq!(accumulator.register() as i64, 0);
    assert!(accumulator.flags().overflow, "the addend stays lost");

    let mut accumulator = Accumulator::default();
    accumulator.add(f16::ONE, 1 << 30, 0);
    accumulator.add(f16::ONE, 1 << 30, 0);
    assert!(accumulator.flags().overflow);
    accumulator.add(f16::ONE, -1, 0);
    assert!(!accumulator.flags().overflow);
    assert_eq!(
        accumulator.finish().value,
        2f32.powi(31),
        "2^31 - 1 rounds up"
    );
}

#[test]
fn scales_that_are_not_numbers_invalidate() {
    for scale in [f16::NAN, f16::INFINITY, f16::NEG_INFINITY] {
        let mut accumulator = Accumulator::default();
        accumulator.add(scale, 1, 0);
        let outcome = accumulator.finish();
        assert!(outcome.invalid && !outcome.overflow && outcome.value == 0.0);
    }
}

#[test]
fn negative_addends_round_down() {
    let mut accumulator = Accumulator::default();
    accumulator.add(f16::from_f32(0.5), -1, -32);
    assert_eq!(accumulator.value(), -1);
    accumulator.add(f16::from_f32(0.5), 1, -32);
    assert_eq!(accumulator.value(), -1);
    accumulator.add(f16::from_f32(6e-8), -1, i8::MIN);
    assert_eq!(accumulator.value(), -2, "however small");
}
