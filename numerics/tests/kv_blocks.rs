//! Blocks of keys and values against exact arithmetic: the choice of the scale, and the division by it.

use half::f16;
use harmonia_numerics::GROUP;
use harmonia_numerics::kv::{KvBits, KvBlock, Scale};
use num_bigint::BigUint;
use proptest::prelude::*;

const BITS: [KvBits; 2] = [KvBits::Four, KvBits::Three];
/// Magnitudes of finite FP16 numbers: 0 up to, not including, infinity.
const FINITE: u16 = 0x7c00;

/// The scale of a code in units of 2^-25.
fn scale_units(code: u8) -> u64 {
    (8 + u64::from(code) % 8) << (code / 8)
}

/// An FP16 magnitude in units of 2^-25, from the encoding's own definition.
fn f16_units(x: u16) -> u64 {
    let (field, fraction) = (x >> 10, u64::from(x & 0x3ff));
    if field == 0 {
        fraction << 1
    } else {
        (fraction + 1024) << field
    }
}

/// The smallest code with x < (limit + 1/2) scale, by trying one after the other.
fn expected_code(largest: u64, bits: KvBits) -> u8 {
    let fits = |code: &u8| 2 * largest < (2 * u64::from(bits.limit()) + 1) * scale_units(*code);
    (0..=255)
        .find(fits)
        .expect("every FP16 number has its scale")
}

/// The integer nearest to x / scale, halves up.
fn expected_magnitude(x: u64, scale: u64) -> u64 {
    (2 * x + scale) / (2 * scale)
}

#[test]
fn codes_are_scales_in_order() {
    for code in 0..=255 {
        let scale = Scale::from_byte(code);
        assert_eq!(scale.to_f64(), scale_units(code) as f64 * 2f64.powi(-25));
        assert_eq!(scale.byte(), Some(code));
        assert!(code == 0 || Scale::from_byte(code - 1) < scale);
        for bits in [4, 5] {
            let demoted = scale.without_low(bits);
            assert_eq!(demoted.to_f64(), f64::from(1 << bits) * scale.to_f64());
        }
    }
    assert_eq!(Scale::ONE.to_f64(), 1.0);
    assert_eq!(Scale::SMALLEST, Scale::from_byte(0));
    assert_eq!(Scale::from_byte(255).without_low(4).byte(), None);
}

/// Every FP16 value in every position, alone and beside neighbours that make it the largest of the
/// block or not: scale and mantissas are those of the definition, and the error is within half a
/// scale.
#[test]
fn every_fp16_value_has_the_smallest_scale_that_fits() {
    const NEIGHBOURS: [u16; 6] = [0x0000, 0x0001, 0x8c35, 0xbc00, 0x5640, 0x7bff];
    for bits in BITS {
        let codes: Vec<u8> = (0..FINITE)
            .map(|x| expected_code(f16_units(x), bits))
            .collect();
        for neighbour in NEIGHBOURS {
            for position in 0..GROUP {
                let other = (position + 11) % GROUP;
                let mut values = [f16::ZERO; GROUP];
                values[other] = f16::from_bits(neighbour);
                for x in (0..=u16::MAX).filter(|x| x & 0x7fff < FINITE) {
                    values[position] = f16::from_bits(x);
                    let block = KvBlock::new(&values, bits);
                    let largest = (x & 0x7fff).max(neighbour & 0x7fff);
                    let code = codes[usize::from(largest)];
                    assert_eq!(
                        block.scale,
                        Scale::from_byte(code),
                        "{x:#06x} {neighbour:#06x}"
                    );
                    let scale = scale_units(code);
                    for (at, value) in [(position, x), (other, neighbour)] {
                        let magnitude = f16_units(value & 0x7fff);
                        let mantissa = i64::from(block.mantissas[at]);
                        assert_eq!(
                            mantissa.unsigned_abs(),
                            expected_magnitude(magnitude, scale)
                        );
                        assert!(mantissa.unsigned_abs() <= bits.limit().into());
                        assert!(mantissa == 0 || (mantissa < 0) == (value >> 15 == 1));
                        assert!(2 * magnitude.abs_diff(mantissa.unsigned_abs() * scale) <= scale);
                    }
                }
            }
        }
    }
}

/// Everything that a division can meet: all eight divisors, every half step up to the limit, exactly
/// there and the least bit below and above.
#[test]
fn every_mantissa_of_every_significand_is_the_nearest() {
    /// Half a step is m times 2^(EXPONENT - 26).
    const EXPONENT: u8 = 24;
    for bits in BITS {
        for f in 0..8 {
            let code = 8 * EXPONENT + f;
            let half_step = (8.0 + f32::from(f)) * 2f32.powi(i32::from(EXPONENT) - 26);
            let limit = u16::from(bits.limit());
            // The largest value that has this scale, so that all others have it too.
            let largest = (f32::from(2 * limit + 1) * half_step).next_down();
            let divides = |x: f32, mantissa: u16| {
                let block = KvBlock::new(&[x, largest, -x], bits);
                assert_eq!(block.scale, Scale::from_byte(code), "{x:e}");
                let mantissa = mantissa as i16;
                assert_eq!(
                    block.mantissas[..3],
                    [mantissa, limit as i16, -mantissa],
                    "{x:e}"
                );
            };
            for half_steps in 0..=2 * limit {
                let x = f32::from(half_steps) * half_step;
                divides(x, half_steps.div_ceil(2));
                divides(x.next_up(), half_steps.div_ceil(2));
                if half_steps > 0 {
                    divides(x.next_down(), half_steps / 2);
                }
            }
            // A step below the limit and a half nothing changes, there the next scale begins.
            let past = KvBlock::new(&[largest.next_up()], bits);
            assert_eq!(past.scale, Scale::from_byte(code + 1));
        }
    }
}

/// An FP32 magnitude in units of 2^-149.
fn f32_units(x: f32) -> BigUint {
    let bits = x.to_bits() & 0x7fff_ffff;
    let (field, fraction) = (bits >> 23, bits & 0x7f_ffff);
    match field {
        0 => BigUint::from(fraction),
        _ => BigUint::from(fraction | 0x80_0000) << (field - 1),
    }
}

/// Rotated keys: anything below 2^17, from one size to sizes far apart.
fn keys() -> impl Strategy<Value = Vec<f32>> {
    let value = |lowest: u32| {
        (lowest..=143, 0u32..1 << 23, any::<bool>()).prop_map(|(field, fraction, negative)| {
            f32::from_bits(u32::from(negative) << 31 | field << 23 | fraction)
        })
    };
    (0u32..=143).prop_flat_map(move |lowest| prop::collection::vec(value(lowest), 0..=GROUP))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_keys_have_the_nearest_mantissas_of_the_smallest_scale(values in keys()) {
        for bits in BITS {
            let block = KvBlock::new(&values, bits);
            let units: Vec<BigUint> = values.iter().map(|&x| f32_units(x)).collect();
            let scale = |code: u8| BigUint::from(scale_units(code)) << (149 - 25);
            let largest = units.iter().max().cloned().unwrap_or_default();
            let fits = |code: &u8| &largest * 2u8 < scale(*code) * (2 * u32::from(bits.limit()) + 1);
            let code = (0..=255).find(fits).expect("below 2^17");
            prop_assert_eq!(block.scale, Scale::from_byte(code));
            let scale = scale(code);
            for (i, units) in units.iter().enumerate() {
                let nearest: BigUint = (units * 2u8 + &scale) / (&scale * 2u8);
                let nearest = i16::try_from(nearest).expect("at most the limit");
                let sign = if values[i] < 0.0 { -1 } else { 1 };
                prop_assert_eq!(block.mantissas[i], sign * nearest);
            }
            prop_assert!(block.mantissas[values.len()..].iter().all(|&m| m == 0));
        }
    }
}

#[test]
fn the_ends_of_the_range_are_in_it() {
    for bits in BITS {
        let zeros = KvBlock {
            mantissas: [0; GROUP],
            scale: Scale::SMALLEST,
        };
        assert_eq!(KvBlock::new::<f32>(&[], bits), zeros);
        assert_eq!(KvBlock::new(&[-0f32; GROUP], bits), zeros);
        // Half of the smallest scale is the least that does not vanish.
        let half = 2f32.powi(-23);
        assert_eq!(KvBlock::new(&[half.next_down()], bits), zeros);
        assert_eq!(KvBlock::new(&[-half], bits).mantissas[0], -1);
        // The largest rotated key: FP16's ends apart.
        let key = KvBlock::new(&[131_008f32], bits);
        assert_eq!(key.scale.to_f64(), 576.0);
        assert_eq!(key.mantissas[0], 227);
    }
    for bad in [f32::NAN, f32::INFINITY, f32::MIN, -(2f32.powi(17))] {
        assert!(
            std::panic::catch_unwind(|| KvBlock::new(&[bad], KvBits::Four)).is_err(),
            "{bad}"
        );
    }
}

#[test]
#[should_panic(expected = "a block holds 32 values, not 33")]
fn a_block_has_no_33rd_value() {
    KvBlock::new(&[1f32; 33], KvBits::Four);
}
