//! Blocks of keys and of values: 32 mantissas and a scale of one byte.

use harmonia_contract::record;

use super::shape::KvBits;
use crate::GROUP;
use crate::float::Float;

/// What a mantissa is multiplied by: `(8 + f) * 2^(E - 25)`, a number of four significant bits, as
/// the code `8 E + f`.
///
/// A stored block has a code of one byte: E from 0 to 31, f from 0 to 7, so scales from 2^-22 to
/// 960. The larger the code, the larger the scale. Demotion adds 4 or 5 to E, which may then exceed
/// 31.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Scale(u16);

impl Scale {
    /// 2^-22, that of a block of zeros.
    pub const SMALLEST: Self = Self(0);
    /// 1, that of the ones that give softmax's denominator.
    pub const ONE: Self = Self(record::SCALE_OF_ONE as u16);
    /// Scales from a power of two to the next.
    const STEPS: u16 = 1 << record::SCALE_FRACTION_BITS;

    /// The scale of a byte in memory.
    pub const fn from_byte(byte: u8) -> Self {
        Self(byte as u16)
    }

    /// The byte in memory; `None` for the scale of a demoted block that has none.
    pub const fn byte(self) -> Option<u8> {
        if self.0 > u8::MAX as u16 {
            return None;
        }
        Some(self.0 as u8)
    }

    /// `8 E + f`.
    pub const fn code(self) -> u16 {
        self.0
    }

    /// 8 + f: 8 to 15.
    pub const fn significand(self) -> u8 {
        (Self::STEPS + self.0 % Self::STEPS) as u8
    }

    /// E - 25: the scale is [`significand`](Self::significand) times 2 to the power of it.
    pub const fn exponent(self) -> i16 {
        (self.0 / Self::STEPS) as i16 - record::SCALE_BIAS as i16
    }

    /// The scale times 2^`bits`: that of a mantissa without its lowest bits.
    pub const fn without_low(self, bits: u32) -> Self {
        Self(self.0 + Self::STEPS * bits as u16)
    }

    /// The scale itself, exactly.
    pub fn to_f64(self) -> f64 {
        f64::from(self.significand()) * 2f64.powi(self.exponent().into())
    }
}

/// 32 channels of a key, or 32 tokens of a channel of values: element i stands for `mantissas[i]`
/// times the scale.
///
/// **Rounding.** With L the largest magnitude that a plane of `bits` bits allows
/// ([`KvBits::limit`]) and X the largest magnitude of the block, the scale is the smallest one for
/// which `X < (L + 1/2) * scale`, so that X rounds to at most L; it is [`Scale::SMALLEST`] where
/// every scale would do. A mantissa's magnitude is `floor(|x| / scale + 1/2)`: the nearest integer,
/// halves away from zero, so that it is within half a scale of the source, always. Its sign is that
/// of x.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KvBlock {
    /// Integers with a sign, of magnitude 0 to [`KvBits::limit`]; absent elements are 0.
    pub mantissas: [i16; GROUP],
    /// That of all of them.
    pub scale: Scale,
}

impl KvBlock {
    /// Converts at most 32 values, FP16 numbers or rotated keys; absent ones are 0.
    ///
    /// # Panics
    /// When there are more than 32, or one is not finite or not below 2^17 in magnitude, as FP16 numbers and
    /// rotated keys are.
    pub fn new<F: Float>(values: &[F], bits: KvBits) -> Self {
        assert!(
            values.len() <= GROUP,
            "a block holds {GROUP} values, not {}",
            values.len()
        );
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has AVX2.
            return unsafe { convert_avx2(values, bits) };
        }
        convert(values, bits)
    }
}

/// [`convert`], compiled for a processor whose vectors shift each lane by its own distance.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn convert_avx2<F: Float>(values: &[F], bits: KvBits) -> KvBlock {
    convert(values, bits)
}

/// The conversion of at most 32 values. Its loops have no branches, for the sake of vectorisation.
#[inline(always)]
fn convert<F: Float>(values: &[F], bits: KvBits) -> KvBlock {
    let mut magnitudes = [0; GROUP];
    let mut negative = [false; GROUP];
    for ((magnitude, negative), x) in magnitudes.iter_mut().zip(&mut negative).zip(values) {
        *magnitude = x.magnitude_bits();
        *negative = x.is_negative();
    }
    let largest = magnitudes.iter().fold(0, |max, &x| x.max(max));
    assert!(largest < F::infinity_bits(), "keys and values are finite");
    let scale = smallest_scale::<F>(largest, bits);
    let divisor = u32::from(scale.significand());
    // floor(u / divisor) for u < 2^12: the error of the factor is below divisor / 2^16.
    let reciprocal = (1u32 << 16).div_ceil(divisor);
    let mut mantissas = [0; GROUP];
    for ((mantissa, &magnitude), negative) in mantissas.iter_mut().zip(&magnitudes).zip(negative) {
        let (m, e) = F::decompose(magnitude);
        // floor(2 |x| / 2^(E - 25)): what is cut off cannot change the quotient of an integer by an integer.
        let right = i32::from(scale.exponent()) - 1 - e;
        let twice = m << (-right).max(0) >> right.clamp(0, 31);
        let halves = (twice + divisor) >> 1;
        let rounded = ((halves * reciprocal) >> 16) as i16;
        *mantissa = if negative { -rounded } else { rounded };
    }
    KvBlock { mantissas, scale }
}

/// Bits below the point of a significand between 1 and 2 that decide about the scale.
const DECIDING_BITS: i32 = 12;

/// The smallest scale with `|x| < (limit + 1/2) * scale`, for the magnitude of a finite number.
///
/// With `|x| = s * 2^p`, s from 1 to 2, `m * 2^(p - 11)` is too small a scale where `s * 2^12` is at least
/// `m * (2 limit + 1)`. That is so for m = 8, and for no m = 18; how many of the scales between, m from 9 to 16,
/// is a quotient of integers, because the part of `s * 2^12` behind the point does not decide.
fn smallest_scale<F: Float>(magnitude_bits: u32, bits: KvBits) -> Scale {
    let (m, e) = F::decompose(magnitude_bits);
    if m == 0 {
        return Scale::SMALLEST;
    }
    let top = m.ilog2() as i32;
    assert!(e + top < 17, "keys and values are below 2^17");
    let below = top - DECIDING_BITS;
    let significand = m << (-below).max(0) >> below.max(0);
    let too_small = (significand / (2 * u32::from(bits.limit()) + 1)).min(16) as i32;
    // 8 * 2^(p - 11) = 8 * 2^(E - 25), and one scale behind it for each that is too small.
    let exponent = e + top - 11 + record::SCALE_BIAS as i32;
    let steps = i32::from(Scale::STEPS);
    let code = (steps * exponent + too_small - steps + 1).max(0);
    Scale(code as u16)
}
