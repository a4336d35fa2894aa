//! Blocks of 32 values that share one exponent, and the conversion from floats to them.

use half::f16;
use thiserror::Error;

use crate::GROUP;
use crate::float::Float;

/// 32 consecutive values along the contraction axis: signed mantissas of M magnitude bits and one
/// exponent.
///
/// Element i stands for `mantissas[i] * 2^exponent`; the exponent is that of the least significant
/// bit. M is 8 (activations, probabilities, the keys and values of the high-precision windows), 4
/// or 3 (demoted keys and values); another M does not compile.
///
/// **Rounding.** `exponent` is the smallest integer >= -128 with
/// `round_half_even(max|x| / 2^exponent) <= limit`; then every element is
/// `round_half_even(x / 2^exponent)`. Ties go to the even mantissa on both occasions, so the
/// conversion of -x is the negated conversion of x. Magnitudes that round to 0 at exponent -128
/// (FP32 up to 2^-129) vanish. A block whose mantissas are all 0 has exponent 0, whatever it was
/// made from.
///
/// The fields are open because every executor reads them. Each mantissa is within
/// `-Self::MAX..=Self::MAX`; the constructors of this crate keep that, code that fills in the
/// fields itself has to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bfp<const M: usize> {
    /// Integers with a sign, in `-Self::MAX..=Self::MAX`; absent elements are 0.
    pub mantissas: [i16; GROUP],
    /// Of the least significant bit; 0 when all mantissas are.
    pub exponent: i8,
}

/// An activation block: 8-bit magnitudes ("M8").
pub type Block = Bfp<8>;

/// The largest mantissa a conversion to `Bfp<M>` may produce.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limit<const M: usize>(u16);

impl<const M: usize> Limit<M> {
    /// All M bits: 255, 15 or 7.
    pub const FULL: Self = Self(Bfp::<M>::MAX as u16);

    /// The largest magnitude itself.
    pub const fn get(self) -> u16 {
        self.0
    }
}

impl Limit<8> {
    /// 255, for activations and probabilities, which are never split.
    pub const ACTIVATION: Self = Self::FULL;
    /// 247, the largest magnitude whose rounded high part fits 4 bits (see
    /// [`Planes`](crate::Planes)).
    pub const SPLITS_TO_M4: Self = Self(247);
    /// 239, the largest magnitude whose rounded high part fits 3 bits.
    pub const SPLITS_TO_M3: Self = Self(239);
}

/// A NaN or an infinity where a number was expected.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error(
    "element {index} is not finite (bits {bits:#x}); block floating point has no NaN or infinity, \
     look for the operation that produced it"
)]
pub struct NotFinite {
    /// Position within the slice that was converted.
    pub index: usize,
    /// The element's encoding.
    pub bits: u32,
}

impl NotFinite {
    /// The stable name of the error, for programs and for searching.
    pub fn code(&self) -> &'static str {
        "block.not_finite"
    }
}

impl<const M: usize> Bfp<M> {
    /// The largest magnitude: 2^M - 1.
    pub const MAX: i16 = {
        assert!(matches!(M, 3 | 4 | 8), "mantissas have 8, 4 or 3 bits");
        (1 << M) - 1
    };

    /// Thirty-two zeros.
    pub const ZERO: Self = Self {
        mantissas: [0; GROUP],
        exponent: 0,
    };

    /// Converts at most 32 values by the rule in the type's documentation; absent ones are 0.
    ///
    /// # Errors
    /// The first NaN or infinity.
    ///
    /// # Panics
    /// When `values` is longer than 32; [`from_slice`](Self::from_slice) takes any length.
    pub fn from_float<F: Float>(values: &[F], limit: Limit<M>) -> Result<Self, NotFinite> {
        assert!(
            values.len() <= GROUP,
            "a block holds {GROUP} values, not {}",
            values.len()
        );
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has AVX2.
            return unsafe { convert_avx2(values, limit) };
        }
        convert(values, limit)
    }

    /// [`from_float`](Self::from_float) for FP32.
    pub fn from_f32(values: &[f32], limit: Limit<M>) -> Result<Self, NotFinite> {
        Self::from_float(values, limit)
    }

    /// [`from_float`](Self::from_float) for FP16.
    pub fn from_f16(values: &[f16], limit: Limit<M>) -> Result<Self, NotFinite> {
        Self::from_float(values, limit)
    }

    /// Converts a whole vector: `ceil(len / 32)` blocks, the last padded with zeros.
    ///
    /// # Errors
    /// The first NaN or infinity, with its index in `values`.
    pub fn from_slice<F: Float>(values: &[F], limit: Limit<M>) -> Result<Vec<Self>, NotFinite> {
        values
            .chunks(GROUP)
            .enumerate()
            .map(|(block, chunk)| {
                Self::from_float(chunk, limit).map_err(|error| NotFinite {
                    index: block * GROUP + error.index,
                    ..error
                })
            })
            .collect()
    }

    /// S, the sum of the mantissas: what a group's minimum is multiplied with. |S| <= 32 * MAX.
    pub fn sum(&self) -> i32 {
        self.mantissas.iter().map(|&a| i32::from(a)).sum()
    }

    /// P, the exact sum of a*q over a group of integer weights.
    ///
    /// 18 bits signed for 4-bit weights, 21 for 8-bit ones.
    pub fn dot_quants(&self, quants: &[i8; GROUP]) -> i32 {
        self.mantissas
            .iter()
            .zip(quants)
            .map(|(&a, &q)| i32::from(a) * i32::from(q))
            .sum()
    }

    /// The exact sum of a*b over two blocks; its unit is 2^(self.exponent + other.exponent).
    pub fn dot<const N: usize>(&self, other: &Bfp<N>) -> i32 {
        self.mantissas
            .iter()
            .zip(&other.mantissas)
            .map(|(&a, &b)| i32::from(a) * i32::from(b))
            .sum()
    }

    /// The values the block stands for. Exact: FP64 holds every one of them.
    pub fn to_f64(&self) -> [f64; GROUP] {
        let unit = 2f64.powi(i32::from(self.exponent));
        self.mantissas.map(|a| f64::from(a) * unit)
    }
}

/// [`convert`], compiled for a processor whose vectors shift each lane by its own distance: three
/// times as fast.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn convert_avx2<F: Float, const M: usize>(
    values: &[F],
    limit: Limit<M>,
) -> Result<Bfp<M>, NotFinite> {
    convert(values, limit)
}

/// The conversion of at most 32 values. Its loops have no branches, for the sake of vectorisation.
#[inline(always)]
fn convert<F: Float, const M: usize>(values: &[F], limit: Limit<M>) -> Result<Bfp<M>, NotFinite> {
    let mut magnitudes = [0; GROUP];
    let mut negative = [false; GROUP];
    for ((magnitude, negative), x) in magnitudes.iter_mut().zip(&mut negative).zip(values) {
        *magnitude = x.magnitude_bits();
        *negative = x.is_negative();
    }
    let largest = magnitudes
        .iter()
        .fold(0, |max, &magnitude| magnitude.max(max));
    if largest >= F::infinity_bits() {
        let index = magnitudes
            .iter()
            .take_while(|&&x| x < F::infinity_bits())
            .count();
        return Err(NotFinite {
            index,
            bits: values[index].bits(),
        });
    }
    let exponent = shared_exponent::<F>(largest, limit.0);
    let mut mantissas = [0; GROUP];
    let mut any = 0;
    for ((mantissa, &magnitude), negative) in mantissas.iter_mut().zip(&magnitudes).zip(negative) {
        let (m, e) = F::decompose(magnitude);
        let rounded = shift_half_even(m, exponent - e) as i16;
        any |= rounded;
        *mantissa = if negative { -rounded } else { rounded };
    }
    Ok(Bfp {
        mantissas,
        exponent: if any == 0 { 0 } else { exponent as i8 },
    })
}

/// The smallest E >= -128 with `round_half_even(|x| / 2^E) <= limit` for a finite magnitude that is
/// not 0.
///
/// The top bit of `limit` must be set in M bits, as it is in 255, 247, 239, 15 and 7: then only two
/// exponents come into question. With the first, |x| / 2^E has exactly as many integer bits as
/// `limit`; one less would have one bit too many, and one more always fits because a power of two
/// no larger than `limit` is the most it can round to.
fn shared_exponent<F: Float>(magnitude_bits: u32, limit: u16) -> i32 {
    let (m, e) = F::decompose(magnitude_bits);
    // Any exponent serves for zero, whose mantissas come out as 0.
    let tight = e + m.max(1).ilog2() as i32 - limit.ilog2() as i32;
    let fits = shift_half_even(m, tight - e) <= u32::from(limit);
    (if fits { tight } else { tight + 1 }).max(i32::from(i8::MIN))
}

/// `round_half_even(m / 2^shift)` for m < 2^24; a negative shift multiplies.
#[inline(always)]
fn shift_half_even(m: u32, shift: i32) -> u32 {
    // Only sources of few bits are ever shifted to the left, by less than 8: a block's largest
    // value has 8 bits.
    let m = m << (-shift).max(0);
    // From 26 on, the half (2^25) exceeds every m: the result is 0, as at 26, and the sum stays
    // within 32 bits.
    let shift = shift.clamp(0, 26);
    let half = (1 << shift) >> 1;
    let even = (m >> shift) & 1 == 0;
    (m + half - u32::from(even & (half != 0))) >> shift
}
