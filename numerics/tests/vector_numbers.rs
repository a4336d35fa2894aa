//! The elementary operations of vectors against rational arithmetic and, where they are the same, against the
//! processor's floats.

use harmonia_numerics::Flags;
use harmonia_numerics::vector::reference::{add, divide, multiply, reciprocal_root};
use harmonia_numerics::vector::{self, MAX_WIDTH};
use num_bigint::{BigInt, BigUint};
use proptest::prelude::*;

const NONE: Flags = Flags {
    overflow: false,
    invalid: false,
};
const OVERFLOW: Flags = Flags {
    overflow: true,
    invalid: false,
};
const INVALID: Flags = Flags {
    overflow: false,
    invalid: true,
};

/// Every kind of number: all bit patterns, the ends, subnormals, few bits (ties), magnitudes of activations.
fn any() -> impl Strategy<Value = f32> {
    let sign = |x: f32, negative| if negative { -x } else { x };
    let ends = prop::sample::select(vec![
        0.0,
        f32::MIN_POSITIVE,
        f32::MIN_POSITIVE.next_up(),
        f32::MIN_POSITIVE.next_down(),
        f32::from_bits(1),
        1.0,
        f32::EPSILON,
        1f32.next_down(),
        f32::MAX,
        f32::INFINITY,
        f32::NAN,
    ]);
    prop_oneof![
        1 => (ends, prop::bool::ANY).prop_map(move |(x, negative)| sign(x, negative)),
        3 => prop::num::u32::ANY.prop_map(f32::from_bits),
        3 => (-2048i32..2048, -30i32..10).prop_map(|(m, e)| m as f32 * 2f32.powi(e)),
        3 => -1e5f32..1e5,
    ]
}

/// Exactly what the contract says of an operation, for the float that IEEE 754 gives for flushed operands.
fn expected(operands: [f32; 2], ieee: impl Fn(f32, f32) -> f32) -> (u32, Flags) {
    if operands.iter().any(|x| !x.is_finite()) {
        return (0, INVALID);
    }
    let [a, b] = operands.map(|x| {
        if x.is_subnormal() {
            0f32.copysign(x)
        } else {
            x
        }
    });
    let x = ieee(a, b);
    if x.is_nan() {
        return (0, INVALID);
    }
    if x.is_infinite() {
        return (0, if b == 0.0 { INVALID } else { OVERFLOW });
    }
    let x = if x.is_subnormal() {
        0f32.copysign(x)
    } else {
        x
    };
    (x.to_bits(), NONE)
}

fn outcome(operation: impl Fn(f32, f32, &mut Flags) -> f32, a: f32, b: f32) -> (u32, Flags) {
    let mut flags = NONE;
    let x = operation(a, b, &mut flags);
    (x.to_bits(), flags)
}

fn check(a: f32, b: f32) {
    assert_eq!(
        outcome(multiply, a, b),
        expected([a, b], |a, b| a * b),
        "{a:e} * {b:e}"
    );
    assert_eq!(
        outcome(add, a, b),
        expected([a, b], |a, b| a + b),
        "{a:e} + {b:e}"
    );
    assert_eq!(
        outcome(divide, a, b),
        expected([a, b], |a, b| a / b),
        "{a:e} / {b:e}"
    );
}

/// A finite number as an integer of units of 2^-149.
fn units(x: f32) -> BigInt {
    let bits = x.to_bits() & 0x7fff_ffff;
    let field = bits >> 23;
    let significand = (bits & 0x7f_ffff) | u32::from(field != 0) << 23;
    let magnitude = BigInt::from(significand) << (field.max(1) - 1);
    if x.is_sign_negative() {
        -magnitude
    } else {
        magnitude
    }
}

/// The normal number, or zero of the sign of `negative`, nearest to `numerator / denominator * 2^-149`, found by
/// bisection over all of them; ties to even.
fn nearest(numerator: &BigInt, denominator: &BigInt, negative: bool) -> f32 {
    let magnitude = BigInt::from(numerator.magnitude().clone());
    // The largest float (subnormal ones too, whose units are the same) that is not above.
    let (mut low, mut high) = (0, f32::INFINITY.to_bits());
    while high - low > 1 {
        let middle = (low + high) / 2;
        if units(f32::from_bits(middle)) * denominator <= magnitude {
            low = middle;
        } else {
            high = middle;
        }
    }
    let [below, above] = [low, low + 1].map(|bits| units(f32::from_bits(bits)) * denominator);
    let (down, up) = (&magnitude - below, above - &magnitude);
    let bits = if down < up || down == up && low % 2 == 0 {
        low
    } else {
        low + 1
    };
    let bits = if bits >> 23 == 0 { 0 } else { bits };
    f32::from_bits(bits | u32::from(negative) << 31)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn operations_are_those_of_ieee_754_without_subnormals(a in any(), b in any()) {
        check(a, b);
        // Near each other: sums that cancel, quotients near 1.
        check(a, -f32::from_bits(a.to_bits().wrapping_add(b.to_bits() % 5)));
    }

    #[test]
    fn operations_are_the_exact_ones_rounded(a in any(), b in any()) {
        let unit = BigInt::from(1) << 149;
        if ![a, b].iter().all(|x| *x == 0.0 || x.is_normal()) {
            return Ok(());
        }
        let negative = a.is_sign_negative() != b.is_sign_negative();
        let product = nearest(&(units(a) * units(b)), &unit, negative);
        if product.is_finite() {
            prop_assert_eq!(outcome(multiply, a, b), (product.to_bits(), NONE));
        }
        let sum = units(a) + units(b);
        let zero = sum == BigInt::ZERO;
        let negative_sum = if zero {
            a.is_sign_negative() && b.is_sign_negative()
        } else {
            sum < BigInt::ZERO
        };
        let sum = nearest(&sum, &BigInt::from(1), negative_sum);
        if sum.is_finite() {
            prop_assert_eq!(outcome(add, a, b), (sum.to_bits(), NONE));
        }
        if b != 0.0 {
            let denominator = BigInt::from(units(b).magnitude().clone());
            let quotient = nearest(&(units(a) * unit), &denominator, negative);
            if quotient.is_finite() {
                prop_assert_eq!(outcome(divide, a, b), (quotient.to_bits(), NONE));
            }
        }
    }

    #[test]
    fn the_fast_sum_is_the_references(
        pairs in prop::collection::vec((any(), any()), 1..200),
    ) {
        let (mut sums, addends): (Vec<f32>, Vec<f32>) = pairs.iter().copied().unzip();
        let mut flags = NONE;
        let bits: Vec<u32> =
            pairs.iter().map(|&(a, b)| add(a, b, &mut flags).to_bits()).collect();
        prop_assert_eq!(vector::add(&mut sums, &addends), flags);
        prop_assert_eq!(sums.iter().map(|x| x.to_bits()).collect::<Vec<_>>(), bits);
    }

    #[test]
    fn the_fast_product_is_the_references(
        pairs in prop::collection::vec((any(), any()), 1..200),
    ) {
        let (mut products, factors): (Vec<f32>, Vec<f32>) = pairs.iter().copied().unzip();
        let mut flags = NONE;
        let bits: Vec<u32> =
            pairs.iter().map(|&(a, b)| multiply(a, b, &mut flags).to_bits()).collect();
        prop_assert_eq!(vector::multiply(&mut products, &factors), flags);
        prop_assert_eq!(products.iter().map(|x| x.to_bits()).collect::<Vec<_>>(), bits);
    }

    /// r is the nearest: |r - root| is no more than half a unit, in squares of integers.
    #[test]
    fn the_root_is_the_exact_one_rounded(
        width in prop_oneof![1usize..=MAX_WIDTH, (0u32..=15).prop_map(|b| 1 << b)],
        total in (prop::num::u128::ANY, 47u32..=127).prop_map(|(bits, shift)| (bits >> shift).max(1)),
    ) {
        let r = reciprocal_root(width, total);
        prop_assert!(r.is_normal());
        // r = m * 2^(e - 1), halves m * 2 +- 1 with unit 2^(e - 2); e from -70 up.
        let (m, e) = ((r.to_bits() & 0x7f_ffff | 0x80_0000), (r.to_bits() >> 23) as i32 - 150);
        let side = |half: u32| (BigUint::from(half).pow(2) * total) << (2 * (e - 1) + 200) as u32;
        let target = BigUint::from(width) << 240u32;
        // Below a power of two the floats are twice as dense.
        let below = if m == 0x80_0000 { (4 * m - 1, 1) } else { (2 * m - 1, 0) };
        prop_assert!(side(below.0) >> (2 * below.1) < target, "{r:e}: too large");
        prop_assert!(side(2 * m + 1) > target, "{r:e}: too small");
    }
}

/// What FP16 does not hold is +0 and flagged, everything else is rounded half to even.
#[test]
fn what_fp16_does_not_hold_is_flagged() {
    let rounded = |values: &[f32]| {
        let mut rounded = Vec::new();
        let flags = vector::round_to_fp16(values, &mut rounded);
        (
            rounded.iter().map(|x| x.to_bits()).collect::<Vec<_>>(),
            flags,
        )
    };
    let fine = [
        65519.996,
        -65504.0,
        1.0 + 1.0 / 2048.0,
        -1e-30,
        f32::from_bits(1),
        6e-8,
    ];
    assert_eq!(
        rounded(&fine),
        (vec![0x7bff, 0xfbff, 0x3c00, 0x8000, 0, 1], NONE)
    );
    for wrong in [65520.0, -65520.0, f32::INFINITY, f32::NAN] {
        assert_eq!(rounded(&[wrong, 2.0]), (vec![0, 0x4000], OVERFLOW));
    }
}

/// Products of all significands that FP16 has, at the ends of the range as well: what counts is where halves
/// and ties lie.
#[test]
fn products_of_fp16_significands() {
    for a in 1024..2048u16 {
        for b in 1024..2048u16 {
            let (x, y) = (f32::from(a), f32::from(b));
            assert_eq!(outcome(multiply, x, y), expected([x, y], |a, b| a * b));
            // Products of 2^-127 to 2^-125.
            let (x, y) = (x * 2f32.powi(-74), y * 2f32.powi(-73));
            assert_eq!(
                outcome(multiply, x, y),
                expected([x, y], |a, b| a * b),
                "{a} {b}"
            );
        }
    }
}

/// Every distance of exponents, with significands that end in a one, a half, a tie.
#[test]
fn sums_at_every_distance() {
    let significands = [
        0x80_0000u32,
        0x80_0001,
        0xff_ffff,
        0xff_fffe,
        0xc0_0000,
        0xaa_aaab,
    ];
    for high in [1, 2, 26, 127, 253, 254] {
        for distance in 0..high {
            for (a, b) in significands
                .iter()
                .flat_map(|a| significands.map(|b| (a, b)))
            {
                let number = |field: u32, m: u32| f32::from_bits(field << 23 | m & 0x7f_ffff);
                let (a, b) = (number(high, *a), number(high - distance, b));
                check(a, b);
                check(a, -b);
                check(-b, a);
            }
        }
    }
}

/// Everything that rounds to the smallest normal number, or just does not.
#[test]
fn the_smallest_normal_number_is_met_as_ieee_754_meets_it() {
    let least = f32::MIN_POSITIVE;
    for k in 0..4096u32 {
        let below_one = f32::from_bits(1f32.to_bits() - k);
        let above_one = f32::from_bits(1f32.to_bits() + k);
        for x in [below_one, above_one] {
            check(least, x);
            check(-least * 2.0, x * 0.5);
            check(least * x.max(1.0), 1.0 + k as f32 * f32::EPSILON);
        }
    }
    // 2^-126 - 2^-150, exactly half-way between the largest subnormal number and 2^-126, is 2^-126.
    assert_eq!(
        outcome(multiply, least, 1.0 - f32::EPSILON / 2.0),
        (least.to_bits(), NONE)
    );
    assert_eq!(outcome(multiply, least, 1.0 - f32::EPSILON), (0, NONE));
    assert_eq!(
        outcome(add, -least * 1.5, least),
        ((-0.0f32).to_bits(), NONE)
    );
}

#[test]
fn flags_say_what_is_wrong() {
    assert_eq!(outcome(multiply, f32::MAX, 2.0), (0, OVERFLOW));
    assert_eq!(outcome(add, f32::MAX, f32::MAX), (0, OVERFLOW));
    assert_eq!(outcome(add, f32::INFINITY, f32::NEG_INFINITY), (0, INVALID));
    assert_eq!(outcome(multiply, f32::NAN, 0.0), (0, INVALID));
    assert_eq!(outcome(divide, 1.0, 0.0), (0, INVALID));
    assert_eq!(outcome(divide, 1.0, f32::from_bits(5)), (0, INVALID));
    assert_eq!(outcome(divide, f32::MAX, 0.5), (0, OVERFLOW));
}
