//! The numbers of attention one step at a time: entry, rotation, powers of two.

use half::f16;
use harmonia_numerics::kv::{
    KvBits, KvError, KvShape, middle, power, prepare_query, probability, query_factor, rotate_key,
    rotate_query, to_fp16,
};
use num_bigint::BigUint;
use proptest::prelude::*;

fn shape(size: usize, rotate: bool) -> KvShape {
    KvShape::new(size, rotate, KvBits::Four, KvBits::Four, 32, 32).expect("in range")
}

/// `base[i]` is the integer nearest to 2^(16 + i/64): its 64th power tells.
#[test]
fn the_table_is_rounded_powers_of_two() {
    for i in 0..64u32 {
        let base = power(i << 10);
        // (base - 1/2)^64 < 2^(64 * 16 + i) < (base + 1/2)^64, times 2^64.
        let exact = BigUint::from(1u32) << (64 * 17 + i);
        assert!(BigUint::from(2 * base - 1).pow(64) < exact, "{i}");
        assert!(BigUint::from(2 * base + 1).pow(64) > exact, "{i}");
    }
}

#[test]
fn every_power_is_within_two_to_the_minus_14() {
    let mut largest = 0f64;
    let mut last = 0;
    for f in 0..1 << 16 {
        let exact = (16.0 + f64::from(f) / 65536.0).exp2();
        largest = largest.max((f64::from(power(f)) / exact - 1.0).abs());
        assert!(power(f) >= last && power(f) <= 1 << 17, "{f}");
        last = power(f);
    }
    assert!(largest < 2f64.powi(-14), "{largest:e}");
}

#[test]
fn probabilities_are_scaled_powers() {
    assert_eq!(probability(0), 1.0);
    for d in (-25 * 65536..=0i32)
        .step_by(997)
        .chain([-65536, -65535, -1])
    {
        let n = -d.div_euclid(65536);
        let expected = if n > 24 {
            0.0
        } else {
            f64::from(power(d.rem_euclid(65536) as u32)) * 2f64.powi(-16 - n)
        };
        assert_eq!(f64::from(probability(d)), expected, "{d}");
    }
    for d in [-24 * 65536 - 1, -25 * 65536, -1 << 30, i32::MIN] {
        assert_eq!(probability(d), 0.0, "{d}");
    }
    assert_eq!(probability(-24 * 65536), 2f32.powi(-24));
}

/// The factor is the FP32 number nearest to log2(e) / sqrt(size): no other is on the same side of
/// the midpoints, compared by squares in integers.
#[test]
fn the_factor_of_queries_is_rounded_once() {
    // log2(e) * 2^120, rounded down.
    let log2e: BigUint = "1917670637729674084946755258930051709"
        .parse()
        .expect("digits");
    for size in 1..=256u32 {
        let factor = query_factor(size as usize);
        let bits = factor.to_bits();
        let (mantissa, exponent) = (
            u64::from(bits & 0x7f_ffff | 0x80_0000),
            (bits >> 23) as i32 - 150,
        );
        // A midpoint x lies below log2(e) / sqrt(size) if x^2 * size < log2(e)^2.
        let below = |twice: u64| {
            let x = BigUint::from(twice) << (120 + exponent - 1);
            &x * &x * size < &log2e * &log2e
        };
        assert!(
            below(2 * mantissa - 1) && !below(2 * mantissa + 1),
            "{size}: {factor}"
        );
    }
}

#[test]
fn entry_is_rounded_and_refuses_what_fp16_does_not_hold() {
    let query = [1.0f32, -3.3, 0.0, 1e-9, 700.0];
    let factor = query_factor(query.len());
    let expected: Vec<u16> = query
        .iter()
        .map(|q| f16::from_f32(q * factor).to_bits())
        .collect();
    let found = prepare_query(&query).expect("finite");
    assert_eq!(
        found.iter().map(|x| x.to_bits()).collect::<Vec<_>>(),
        expected
    );

    // 65519 is the last that rounds to 65504; halves go to even.
    assert_eq!(to_fp16(&[65519.0, -65519.0]), Ok(vec![f16::MAX, f16::MIN]));
    assert_eq!(
        to_fp16(&[2049.0, 2051.0]).map(|x| x[0].to_f32() + x[1].to_f32()),
        Ok(2048.0 + 2052.0)
    );
    for bad in [65520.0, f32::INFINITY, f32::NEG_INFINITY, 1e30] {
        let error = to_fp16(&[0.0, 1.0, bad, f32::NAN]).expect_err("not finite");
        assert_eq!(
            error,
            KvError::NotFinite {
                index: 2,
                value: bad
            }
        );
        assert_eq!(error.code(), "kv.not_finite");
    }
    assert!(matches!(
        to_fp16(&[f32::NAN]),
        Err(KvError::NotFinite { index: 0, .. })
    ));
    assert!(matches!(
        prepare_query(&[0.0, 1e6]),
        Err(KvError::NotFinite { index: 1, .. })
    ));
}

#[test]
fn the_middle_of_keys_is_rounded_once() {
    let keys = [
        [1.0f32, -2.0, 60032.0, 0.0],
        [3.0, -2.0, 50016.0, -0.0],
        [2.0, 5.0, 55000.0, -0.0],
    ];
    let keys = keys.map(|key| key.map(f16::from_f32));
    let middle = middle(4, keys.iter().map(|key| &key[..]));
    let expected = [2.0, 1.5, 55040.0, 0.0].map(|x: f32| f16::from_f32(x).to_bits());
    assert_eq!(
        middle.iter().map(|x| x.to_bits()).collect::<Vec<_>>(),
        expected
    );
}

/// Any finite FP16 number.
fn half() -> impl Strategy<Value = f16> {
    any::<u16>().prop_map(|bits| {
        let x = f16::from_bits(bits);
        if x.is_finite() {
            x
        } else {
            f16::from_bits(bits & 0x83ff)
        }
    })
}

/// -1 to the number of bits set in i and j.
fn hadamard(i: usize, j: usize) -> i128 {
    1 - 2 * i128::from((i & j).count_ones() % 2)
}

/// Sum of entry times value over a run, in units of 2^-24, divided by 2^halvings and rounded to FP32.
fn naive(run: usize, values: &[i128], halvings: i32) -> Vec<u32> {
    let n = 1 << run;
    let row = |at: usize| {
        let first = at / n * n;
        let sum: i128 = (0..n)
            .map(|j| hadamard(at - first, j) * values[first + j])
            .sum();
        // A conversion rounds half to even, and powers of two are exact.
        (sum as f32 * 2f32.powi(-24 - halvings)).to_bits()
    };
    (0..values.len()).map(row).collect()
}

fn units(x: f16) -> i128 {
    (x.to_f64() * 2f64.powi(24)) as i128
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn rotation_is_the_hadamard_product(
        (key, offset, query) in prop_oneof![
            Just(8usize), Just(48), Just(64), Just(100), Just(128), Just(256), 1usize..=256
        ].prop_flat_map(|size| {
            let vector = || prop::collection::vec(half(), size);
            (vector(), vector(), vector())
        }),
        rotate in any::<bool>(),
    ) {
        let shape = shape(key.len(), rotate);
        let m = shape.rotation() as usize;
        prop_assert_eq!(m, if rotate { key.len().trailing_zeros() as usize } else { 0 });
        let centred: Vec<i128> = key.iter().zip(&offset).map(|(&k, &c)| units(k) - units(c)).collect();
        let found: Vec<u32> = rotate_key(&shape, &key, &offset).into_iter().map(bits).collect();
        prop_assert_eq!(found, naive(m, &centred, m as i32));
        let query_units: Vec<i128> = query.iter().map(|&q| units(q)).collect();
        let found: Vec<u32> = rotate_query(&shape, &query).into_iter().map(bits).collect();
        prop_assert_eq!(found, naive(m, &query_units, 0));
    }
}

fn bits(x: f32) -> u32 {
    x.to_bits()
}
