//! Floating-point sources taken apart into integers.
//!
//! Conversions read a number's fields and never compute with it: what a converter in hardware sees
//! is a sign, an exponent field and a fraction field, and no rounding mode or flush-to-zero setting
//! of a host may come between.

use half::f16;

/// An IEEE 754 binary format of at most 32 bits.
///
/// The provided methods follow from the two constants; an implementation only says how to reach the
/// bits.
pub trait Float: Copy {
    /// Width of the stored fraction: 23 for FP32, 10 for FP16.
    const FRACTION_BITS: u32;
    /// Width of the exponent field: 8 for FP32, 5 for FP16.
    const EXPONENT_BITS: u32;

    /// The encoding, right-aligned.
    fn bits(self) -> u32;

    /// The encoding without its sign. Finite magnitudes compare like these integers.
    fn magnitude_bits(self) -> u32 {
        self.bits() & ((1 << (Self::FRACTION_BITS + Self::EXPONENT_BITS)) - 1)
    }

    /// The sign bit, which -0 and a NaN may have too.
    fn is_negative(self) -> bool {
        self.bits() >> (Self::FRACTION_BITS + Self::EXPONENT_BITS) != 0
    }

    /// The smallest `magnitude_bits` that is not a finite number (infinity; NaNs are above it).
    fn infinity_bits() -> u32 {
        ((1 << Self::EXPONENT_BITS) - 1) << Self::FRACTION_BITS
    }

    /// `(m, e)` with |x| = m * 2^e for a finite magnitude; m has at most `FRACTION_BITS` + 1 bits
    /// and is 0 for zero.
    ///
    /// Subnormal numbers share the exponent of the smallest normal ones, hence the maximum with 1.
    fn decompose(magnitude_bits: u32) -> (u32, i32) {
        let field = magnitude_bits >> Self::FRACTION_BITS;
        let fraction = magnitude_bits & ((1 << Self::FRACTION_BITS) - 1);
        let mantissa = fraction | (u32::from(field != 0) << Self::FRACTION_BITS);
        let bias = (1 << (Self::EXPONENT_BITS - 1)) - 1;
        (
            mantissa,
            field.max(1) as i32 - bias - Self::FRACTION_BITS as i32,
        )
    }
}

impl Float for f32 {
    const FRACTION_BITS: u32 = 23;
    const EXPONENT_BITS: u32 = 8;

    fn bits(self) -> u32 {
        self.to_bits()
    }
}

impl Float for f16 {
    const FRACTION_BITS: u32 = 10;
    const EXPONENT_BITS: u32 = 5;

    fn bits(self) -> u32 {
        u32::from(self.to_bits())
    }
}

/// A finite FP16 number as an exact rational: `(m, e)` with x = m * 2^e, |m| <= 2047 and -24 <= e
/// <= 5.
///
/// `None` for NaN and infinities. This is the form in which scales and minima enter the
/// accumulator.
pub fn exact_f16(x: f16) -> Option<(i32, i32)> {
    let magnitude = x.magnitude_bits();
    if magnitude >= f16::infinity_bits() {
        return None;
    }
    let (mantissa, exponent) = f16::decompose(magnitude);
    let mantissa = mantissa as i32;
    Some((if x.is_negative() { -mantissa } else { mantissa }, exponent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_finite_f16_is_its_rational() {
        let mut finite = 0;
        for bits in 0..=u16::MAX {
            let x = f16::from_bits(bits);
            match exact_f16(x) {
                Some((m, e)) => {
                    finite += 1;
                    assert!(m.abs() <= 2047 && (-24..=5).contains(&e), "{bits:#06x}");
                    assert_eq!(f64::from(m) * 2f64.powi(e), x.to_f64(), "{bits:#06x}");
                }
                None => assert!(!x.is_finite(), "{bits:#06x}"),
            }
        }
        assert_eq!(finite, 2 * 31 * 1024);
    }

    #[test]
    fn f32_edges_decompose() {
        for (x, m, e) in [
            (0.0f32, 0, -149),
            (f32::from_bits(1), 1, -149),
            (f32::MIN_POSITIVE, 1 << 23, -149),
            (1.0, 1 << 23, -23),
            (f32::MAX, (1 << 24) - 1, 104),
        ] {
            assert_eq!(f32::decompose(x.magnitude_bits()), (m, e), "{x:e}");
            assert!((-x).is_negative() && !x.is_negative());
        }
        assert_eq!(f32::infinity_bits(), f32::INFINITY.to_bits());
    }
}
