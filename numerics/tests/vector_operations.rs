//! Norm, RoPE and SwiGLU: fast paths against the definition, bit by bit, and the definition against exact
//! arithmetic.

use harmonia_numerics::Flags;
use harmonia_numerics::vector::{self, MAX_WIDTH, Norm, Pairing, Rope, VectorError, reference};
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

/// Numbers as they occur, of very different sizes.
fn ordinary() -> impl Strategy<Value = f32> {
    prop_oneof![
        4 => -4f32..4.0,
        2 => -25_000f32..25_000.0,
        2 => -1e-3f32..1e-3,
        1 => (-2048i32..2048, -40i32..5).prop_map(|(m, e)| m as f32 * 2f32.powi(e)),
        1 => Just(0.0),
        1 => Just(-0.0),
    ]
}

/// Ordinary numbers, seldom any bits at all: subnormal ones, infinities, NaN.
fn any() -> impl Strategy<Value = f32> {
    prop_oneof![
        500 => ordinary(),
        10 => (0u32..0x0100_0000, prop::bool::ANY)
            .prop_map(|(bits, negative)| f32::from_bits(bits | u32::from(negative) << 31)),
        1 => prop::num::u32::ANY.prop_map(f32::from_bits),
        1 => prop::sample::select(vec![f32::INFINITY, f32::NEG_INFINITY, f32::NAN, f32::MAX, 1048576.0]),
    ]
}

fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|x| x.to_bits()).collect()
}

/// A finite number in units of 2^-149.
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

fn magnitude(x: BigInt) -> BigUint {
    x.magnitude().clone()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn fast_norms_are_the_references(
        values in prop::collection::vec((any(), any()), 1..300),
        vectors in 1usize..4,
        epsilon in prop::sample::select(vec![1e-5, 1e-6, 1e-30, 0.1, 0.9]),
        size in prop::sample::select(vec![0, 0, -60, -126]),
    ) {
        let width = values.len();
        let (first, gain): (Vec<f32>, Vec<f32>) = values.into_iter().unzip();
        let factors = (0..vectors).map(|v| (v * v) as f32 * 2f32.powi(size));
        let input: Vec<f32> = factors.flat_map(|factor| first.iter().map(move |x| x * factor)).collect();
        let norm = Norm::new(width, epsilon).expect("a width");
        let mut fast = vec![7.0; input.len()];
        let flags = norm.apply(&input, &gain, &mut fast);
        let mut plain = vec![9.0; input.len()];
        let mut expected = NONE;
        for (input, out) in input.chunks_exact(width).zip(plain.chunks_exact_mut(width)) {
            expected |= reference::norm(&norm, input, &gain, out);
        }
        prop_assert_eq!(bits(&fast), bits(&plain));
        prop_assert_eq!(flags, expected);
    }

    /// Law 1: neither the order of a vector's values nor its cut changes a bit.
    #[test]
    fn a_norm_does_not_ask_for_the_order(
        values in prop::collection::vec(ordinary(), 1..200),
        cut in 0usize..200,
    ) {
        let norm = Norm::new(values.len(), 1e-6).expect("a width");
        let gain = vec![1.0; values.len()];
        let normed = |values: &[f32]| {
            let mut out = vec![0.0; values.len()];
            assert_eq!(norm.apply(values, &gain, &mut out), NONE);
            out
        };
        let mut turned = values.clone();
        let cut = cut % values.len();
        turned.rotate_left(cut);
        turned.reverse();
        let mut results = normed(&turned);
        results.reverse();
        results.rotate_right(cut);
        prop_assert_eq!(bits(&results), bits(&normed(&values)));
        let flags = &mut NONE.clone();
        let whole = reference::squares(&values, flags);
        let parts = reference::squares(&values[..cut], flags) + reference::squares(&values[cut..], flags);
        prop_assert_eq!(whole, parts);
    }

    /// |out| of the exact `x * gain / sqrt(mean + epsilon)` by a relative error below `3.01 * 2^-24 + 0.76 * 2^-40 /
    /// (mean + epsilon)`, compared as squares of integers.
    #[test]
    fn a_norm_is_near_the_exact_one(
        pairs in prop::collection::vec((ordinary(), -4f32..4.0), 1..100),
        size in -12i32..1,
        epsilon in prop::sample::select(vec![1e-5f32, 1e-6]),
    ) {
        let (values, gain): (Vec<f32>, Vec<f32>) = pairs.into_iter().unzip();
        let values: Vec<f32> = values.iter().map(|x| x * 2f32.powi(size)).collect();
        let width = values.len();
        let norm = Norm::new(width, epsilon).expect("a width");
        let mut out = vec![0.0; width];
        prop_assert_eq!(norm.apply(&values, &gain, &mut out), NONE);
        // width * (mean + epsilon) in units of 2^-298.
        let total = values.iter().map(|&x| magnitude(units(x) * units(x))).sum::<BigUint>()
            + ((magnitude(units(epsilon)) * width) << 149u32);
        // The bound in units of 2^-64, rounded up.
        let inverse = (BigUint::from(width) << (298u32 + 64)) / &total + 1u32;
        let bound = (BigUint::from(301u32) << 40u32) / 100u32 + ((inverse * 76u32 / 100u32) >> 40u32) + 2u32;
        let one = BigUint::from(1u32) << 64u32;
        let [least, most] = [&one - &bound, &one + &bound].map(|factor| factor.pow(2));
        for ((&x, &gain), &out) in values.iter().zip(&gain).zip(&out) {
            if (x * gain).abs() < 1e-30 {
                continue;
            }
            // out^2 * total / width against x^2 gain^2, all in units of 2^-596, times 2^128.
            let found = (magnitude(units(out)).pow(2) * &total) << 128u32;
            let exact = magnitude(units(x) * units(gain)).pow(2) * width;
            prop_assert!(&exact * &least <= found, "{x:e} {gain:e}: {out:e} is too small");
            prop_assert!(found <= &exact * &most, "{x:e} {gain:e}: {out:e} is too large");
        }
    }

    #[test]
    fn fast_turns_are_the_references(
        channels in prop::collection::vec(any(), 512),
        turns in prop::collection::vec((any(), any()), 1..80),
        rest in 0usize..20,
        pairing in prop::sample::select(vec![Pairing::Adjacent, Pairing::Halves]),
        size in prop::sample::select(vec![0, -60, -126]),
    ) {
        let head = 2 * turns.len() + rest;
        let rope = Rope::new(pairing, head, 2 * turns.len()).expect("even");
        let mut fast: Vec<f32> = channels.iter().map(|x| x * 2f32.powi(size)).collect();
        fast.truncate(fast.len() / head * head);
        let (mut plain, before) = (fast.clone(), fast.clone());
        let flags = rope.apply(&turns, &mut fast);
        prop_assert_eq!(flags, reference::rope(&rope, &turns, &mut plain));
        prop_assert_eq!(bits(&fast), bits(&plain));
        for (before, after) in before.chunks(head).zip(fast.chunks(head)) {
            prop_assert_eq!(bits(&before[head - rest..]), bits(&after[head - rest..]));
        }
    }

    /// Each result is within 2^-23 (1 + 2^-24) of the sum of its products' magnitudes.
    #[test]
    fn a_turn_is_near_the_exact_one(
        x in ordinary(), y in ordinary(), cos in -1f32..=1.0, sin in -1f32..=1.0,
    ) {
        let mut pair = [x, y];
        let rope = Rope::new(Pairing::Halves, 2, 2).expect("even");
        prop_assert_eq!(rope.apply(&[(cos, sin)], &mut pair), NONE);
        let products = [(x, cos), (-y, sin), (x, sin), (y, cos)].map(|(a, b)| units(a) * units(b));
        for (out, products) in pair.iter().zip(products.chunks(2)) {
            let error = magnitude((units(*out) << 149u32) - &products[0] - &products[1]);
            let size: BigUint = products.iter().map(|p| p.magnitude()).sum();
            let bound = (&size >> 23u32) + (size >> 47u32) + (BigUint::from(3u32) << (298u32 - 126));
            prop_assert!(error <= bound, "{out:e}");
        }
    }

    #[test]
    fn fast_gates_are_the_references(
        pairs in prop::collection::vec((prop_oneof![any(), -70f32..70.0], any()), 1..600),
    ) {
        check_gates(&pairs);
    }
}

fn check_gates(pairs: &[(f32, f32)]) {
    let (gate, up): (Vec<f32>, Vec<f32>) = pairs.iter().copied().unzip();
    let mut fast = vec![7.0; gate.len()];
    let flags = vector::swiglu(&gate, &up, &mut fast);
    let mut expected = NONE;
    for ((gate, up), fast) in pairs.iter().zip(&fast) {
        let plain = reference::swiglu(*gate, *up, &mut expected);
        assert_eq!(fast.to_bits(), plain.to_bits(), "{gate:e} {up:e}");
    }
    assert_eq!(flags, expected);
}

/// Every sign, exponent and 7 bits of fraction, infinities and NaN among them, with ups that leave, round,
/// flush and overflow.
#[test]
fn fast_gates_are_the_references_for_every_upper_half() {
    for up in [1.0, -1.2345678, 1e-30, 3e38, f32::MIN_POSITIVE, 0.0] {
        let gates = (0..=u16::MAX).map(|top| f32::from_bits(u32::from(top) << 16 | 0x5a5a));
        let finite: Vec<_> = gates
            .clone()
            .filter(|x| x.is_finite())
            .map(|x| (x, up))
            .collect();
        check_gates(&finite);
        check_gates(&gates.map(|x| (x, up)).collect::<Vec<_>>());
    }
}

/// Every fraction that 2^t is made for, at several integer parts.
#[test]
fn fast_gates_are_the_references_for_every_fraction() {
    for n in [-26, -25, -24, -1, 0, 1, 7, 62, 63, 64] {
        let gate = |f: i32| -((n << 16) + f) as f32 / 65536.0 / std::f32::consts::LOG2_E;
        check_gates(&(0..1 << 16).map(|f| (gate(f), 1.0)).collect::<Vec<_>>());
    }
}

/// The relative error is below 2^-15, for gates above 0 below 2^-16.5; below -44.362 the result is -0.
#[test]
fn a_gate_is_near_the_exact_one() {
    let (mut worst, mut worst_above) = (0f64, 0f64);
    for k in 1..4_000_000 {
        let x = k as f32 * 1.11e-5;
        for gate in [x, -x] {
            let found = reference::swiglu(gate, 1.0, &mut NONE.clone());
            let exact = f64::from(gate) / (1.0 + (-f64::from(gate)).exp());
            let error = (f64::from(found) / exact - 1.0).abs();
            if gate > 0.0 {
                worst_above = worst_above.max(error);
            } else if gate > -44.361 {
                worst = worst.max(error);
            } else if gate < -44.362 {
                assert_eq!(found.to_bits(), (-0f32).to_bits(), "{gate}");
            }
        }
    }
    assert!(worst < 2f64.powi(-15), "2^{:.2}", worst.log2());
    assert!(
        worst_above < 2f64.powf(-16.5),
        "2^{:.2}",
        worst_above.log2()
    );
}

#[test]
fn gates_saturate_exactly() {
    let swiglu = |gate| reference::swiglu(gate, 1.0, &mut NONE.clone()).to_bits();
    for gate in [16.64f32, 64.0, 1e10, f32::MAX] {
        assert_eq!(swiglu(gate), gate.to_bits());
    }
    for gate in [-44.362f32, -64.0, -1e10, f32::MIN] {
        assert_eq!(swiglu(gate), (-0f32).to_bits());
    }
    assert_eq!(swiglu(0.0), 0);
    assert_eq!(swiglu(-0.0), (-0f32).to_bits());
}

/// Sums of squares at the largest width, with the largest residuals and the smallest values that are to count.
#[test]
fn sums_of_squares_are_exact_at_their_ends() {
    let flags = &mut NONE.clone();
    let square = reference::squares(&[23_852.0; 1], flags);
    assert_eq!(square, 23_852u128.pow(2) << 40);
    assert_eq!(reference::squares(&[1e-4], flags), 10_995);
    // 2^-20 is the smallest that counts.
    assert_eq!(
        reference::squares(&[2f32.powi(-20), (2f32.powi(-20)).next_down()], flags),
        1
    );
    assert_eq!(*flags, NONE);
    for (width, x, expected) in [
        (1, 1_048_575.9, NONE),
        (1, 1_048_576.0, OVERFLOW),
        (MAX_WIDTH, 5792.618, NONE),
        (MAX_WIDTH, 5792.619, OVERFLOW),
        (1932, 23_852.0, NONE),
        (1933, 23_852.0, OVERFLOW),
    ] {
        let norm = Norm::new(width, 1e-5).expect("a width");
        let (values, gain) = (vec![x; width], vec![1.0; width]);
        let (mut fast, mut plain) = (values.clone(), values.clone());
        assert_eq!(
            norm.apply(&values, &gain, &mut fast),
            expected,
            "{width} of {x}"
        );
        assert_eq!(reference::norm(&norm, &values, &gain, &mut plain), expected);
        assert_eq!(bits(&fast), bits(&plain));
        let one = if expected == NONE { 1.0 } else { 0.0 };
        assert!(
            fast.iter().all(|&x| (x - one).abs() < 1e-6),
            "{width} of {x}"
        );
    }
}

#[test]
fn flags_of_a_vector_are_those_of_all_its_values() {
    let norm = Norm::new(3, 1e-5).expect("a width");
    let mut out = [7.0; 6];
    let flags = norm.apply(&[1.0, f32::NAN, 2.0, 1.0, 1.0, 1.0], &[1.0; 3], &mut out);
    assert_eq!((flags, &out[..3]), (INVALID, &[0.0; 3][..]));
    assert!(out[3] > 0.99);
    let flags = norm.apply(&[1.0; 3], &[1.0, f32::INFINITY, 1.0], &mut out[..3]);
    assert_eq!(flags, INVALID);
    assert!(out[0] > 0.99 && out[1] == 0.0);
    // A gate that saturates hides no infinity.
    let mut out = [7.0];
    assert_eq!(
        vector::swiglu(&[f32::NEG_INFINITY], &[1.0], &mut out),
        INVALID
    );
    assert_eq!(bits(&out), [0]);
    let rope = Rope::new(Pairing::Adjacent, 3, 2).expect("even");
    let mut head = [f32::INFINITY, 1.0, f32::NAN];
    assert_eq!(rope.apply(&[(1.0, 0.0)], &mut head), INVALID);
    assert!(head[2].is_nan(), "what is not turned is not looked at");
}

#[test]
fn an_epsilon_is_rounded_once() {
    for (width, epsilon, expected) in [
        (MAX_WIDTH, 1f32.next_down(), (1u64 << 55) - (1 << 31)),
        (576, 1e-5, 6_333_186_816),
        (1, 2f32.powi(-41), 1),
        (3, 2f32.powi(-41), 2),
        (5, 2f32.powi(-41), 2),
        (1, 1e-40, 1),
    ] {
        let exact = (units(epsilon) * width) >> 109u32;
        let norm = Norm::new(width, epsilon).expect("a width");
        assert_eq!(norm.epsilon_units(), expected, "{width} {epsilon:e}");
        assert_eq!(Norm::from_units(width, expected), Ok(norm));
        assert!(magnitude(BigInt::from(expected) - exact) <= BigUint::from(1u32));
    }
}

#[test]
fn shapes_without_a_meaning_are_refused() {
    assert_eq!(Norm::new(0, 1e-5), Err(VectorError::Width(0)));
    assert_eq!(
        Norm::new(MAX_WIDTH + 1, 1e-5),
        Err(VectorError::Width(MAX_WIDTH + 1))
    );
    for epsilon in [0.0, -1.0, f32::INFINITY, 1.0] {
        assert_eq!(Norm::new(4, epsilon), Err(VectorError::Epsilon(epsilon)));
    }
    assert!(Norm::new(4, f32::NAN).is_err());
    for (head, dimensions) in [(4, 3), (4, 6), (4, 0)] {
        let error = VectorError::Dimensions { head, dimensions };
        assert_eq!(Rope::new(Pairing::Halves, head, dimensions), Err(error));
    }
}

/// Both pairings are the same turn of differently ordered channels.
#[test]
fn pairings_differ_in_their_places_alone() {
    let turns: Vec<(f32, f32)> = (0..5)
        .map(|i| (0.5 + i as f32 / 10.0, 0.25 * i as f32))
        .collect();
    let channels: Vec<f32> = (0..12).map(|i| i as f32 * 0.37 - 2.0).collect();
    let adjacent = Rope::new(Pairing::Adjacent, 12, 10).expect("even");
    let halves = Rope::new(Pairing::Halves, 12, 10).expect("even");
    let mut one = channels.clone();
    adjacent.apply(&turns, &mut one);
    let mut other: Vec<f32> = (0..12)
        .map(|i| {
            if i < 5 {
                channels[2 * i]
            } else if i < 10 {
                channels[2 * i - 9]
            } else {
                channels[i]
            }
        })
        .collect();
    halves.apply(&turns, &mut other);
    for pair in 0..5 {
        assert_eq!(
            (one[2 * pair], one[2 * pair + 1]),
            (other[pair], other[pair + 5])
        );
    }
    assert_eq!(one[10..], other[10..]);
}
