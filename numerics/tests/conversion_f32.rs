//! FP32 to block floating point against the definition in exact integers.

use harmonia_numerics::{Block, GROUP, NotFinite};
use num_bigint::BigUint;
use proptest::prelude::*;

/// |x| in units of 2^-149, the smallest subnormal.
fn units(x: f32) -> BigUint {
    let bits = x.to_bits() & 0x7fff_ffff;
    let (field, fraction) = (bits >> 23, BigUint::from(bits & 0x7f_ffff));
    if field == 0 {
        fraction
    } else {
        (fraction + (1u32 << 23)) << (field - 1)
    }
}

/// round_half_even(units * 2^-149 / 2^exponent).
fn quotient(units: &BigUint, exponent: i32) -> BigUint {
    let shift = (exponent + 149) as usize;
    let floor = units >> shift;
    let rest = units - (&floor << shift);
    let half = (BigUint::from(1u8) << shift) >> 1;
    let up = rest > half || (rest == half && floor.bit(0));
    floor + u8::from(up)
}

/// The definition: try every exponent from -128 up, then round each element.
fn expected(values: &[f32]) -> ([i16; GROUP], i32) {
    let largest = values.iter().map(|&x| units(x)).max().unwrap_or_default();
    let exponent = (-128..)
        .find(|&exponent| quotient(&largest, exponent) <= BigUint::from(255u8))
        .expect("the quotient shrinks");
    let mut mantissas = [0; GROUP];
    for (mantissa, &x) in mantissas.iter_mut().zip(values) {
        let rounded = i16::try_from(quotient(&units(x), exponent)).expect("at most the limit");
        *mantissa = if x < 0.0 { -rounded } else { rounded };
    }
    (
        mantissas,
        if mantissas == [0; GROUP] { 0 } else { exponent },
    )
}

fn check(values: &[f32]) {
    let (mantissas, exponent) = expected(values);
    let block = Block::from_f32(values).expect("all values are finite");
    assert_eq!(block.mantissas, mantissas, "{values:?}");
    assert_eq!(i32::from(block.exponent), exponent, "{values:?}");
}

/// 2^e, subnormal where it has to be.
fn power(e: i32) -> f32 {
    f32::from_bits(if e >= -126 {
        ((e + 127) as u32) << 23
    } else {
        1 << (e + 149)
    })
}

/// Any finite encoding: exponents are uniform, so most values vanish beside the largest.
fn any_finite() -> impl Strategy<Value = f32> {
    any::<u32>()
        .prop_map(f32::from_bits)
        .prop_filter("finite", |x| x.is_finite())
}

/// Values within 12 binades below 2^top, from exact ties to their nearest neighbours.
fn close_to(top: i32) -> impl Strategy<Value = f32> {
    (0..1024u32, -12..=0i32, -2..=2i32, any::<bool>()).prop_map(
        move |(halves, below, ulps, negative)| {
            let x = halves as f32 * power((top + below - 10).clamp(-149, 117));
            let bits = x
                .to_bits()
                .saturating_add_signed(ulps)
                .min(f32::MAX.to_bits());
            f32::from_bits(bits | u32::from(negative) << 31)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn any_values(values in prop::collection::vec(any_finite(), 0..=GROUP)) {
        check(&values);
    }

    #[test]
    fn values_of_one_size(
        values in (-149..=128i32)
            .prop_flat_map(|top| prop::collection::vec(close_to(top), 1..=GROUP)),
    ) {
        check(&values);
    }

    /// Below 2^-118 an exponent of -128 is all there is.
    #[test]
    fn values_at_the_smallest_exponent(
        values in prop::collection::vec(
            (0..=0x0600_0000u32, any::<bool>())
                .prop_map(|(bits, negative)| f32::from_bits(bits | u32::from(negative) << 31)),
            1..=GROUP,
        ),
    ) {
        check(&values);
    }

    #[test]
    fn a_slice_is_its_blocks(values in prop::collection::vec(any_finite(), 0..200)) {
        let blocks = Block::from_slice(&values).expect("all values are finite");
        prop_assert_eq!(blocks.len(), values.len().div_ceil(GROUP));
        for (block, chunk) in blocks.iter().zip(values.chunks(GROUP)) {
            let alone = Block::from_f32(chunk);
            prop_assert_eq!(alone.as_ref(), Ok(block));
        }
    }

    /// The error names the first of several, wherever they are.
    #[test]
    fn what_is_not_finite_is_named(
        mut values in prop::collection::vec(any_finite(), 1..200),
        at in prop::collection::vec(
            (any::<prop::sample::Index>(), 0..=0x7f_ffffu32, any::<bool>()),
            1..4,
        ),
    ) {
        for (index, fraction, negative) in at {
            let index = index.index(values.len());
            values[index] = f32::from_bits(0x7f80_0000 | fraction | u32::from(negative) << 31);
        }
        let index = values.iter().position(|x| !x.is_finite()).expect("at least one was put there");
        let error = NotFinite { index, bits: values[index].to_bits() };
        prop_assert_eq!(Block::from_slice(&values), Err(error));
    }
}

/// The largest value at, just below and just above the point where it rounds past the limit.
#[test]
fn the_largest_value_decides_the_exponent() {
    fn exponent(x: f32) -> i32 {
        check(&[x]);
        Block::from_f32(&[x]).expect("finite").exponent.into()
    }
    for e in [-120, -60, 0, 60, 119] {
        // 255 is odd: the tie goes up to the even neighbour, and so past it.
        let tie = 255.5 * power(e);
        assert_eq!(exponent(tie.next_down()), e, "{tie:e}");
        assert_eq!(exponent(tie), e + 1, "{tie:e}");
    }
    assert_eq!(exponent(f32::MAX), 121);
}

#[test]
fn what_rounds_to_nothing_is_the_zero_block() {
    for x in [
        0.0,
        -0.0,
        f32::from_bits(1),
        -power(-130),
        power(-129),
        -power(-129),
    ] {
        check(&[x]);
        let block = Block::from_f32(&[0.0, x]).expect("finite");
        assert_eq!(block, Block::ZERO, "{x:e}");
    }
    let block = Block::from_f32(&[power(-129).next_up()]).expect("finite");
    assert_eq!((block.mantissas[0], block.exponent), (1, -128));
}

#[test]
fn blocks_say_what_they_hold() {
    let values: Vec<f32> = (0..32).map(|i| (i as f32 - 12.0) * 0.25).collect();
    let block = Block::from_f32(&values).expect("finite");
    // 4.75 = 152 * 2^-5; every quarter is 8 units.
    assert_eq!(block.exponent, -5);
    assert_eq!(block.mantissas[0], -96);
    assert!(
        block
            .to_f64()
            .iter()
            .zip(&values)
            .all(|(a, &b)| *a == f64::from(b))
    );
    assert_eq!(block.sum(), (0..32).map(|i| (i - 12) * 8).sum::<i32>());
}

#[test]
#[should_panic(expected = "a block holds 32 values, not 33")]
fn a_block_has_no_33rd_value() {
    let _ = Block::from_f32(&[1.0; 33]);
}
