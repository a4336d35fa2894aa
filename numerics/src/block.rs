//! Blocks of 32 values that share one exponent, and the conversion from floats to them.

use thiserror::Error;

use crate::GROUP;
use crate::float::Float;

/// 32 consecutive values along the contraction axis: signed mantissas of 8 magnitude bits ("M8") and
/// one exponent.
///
/// Element i stands for `mantissas[i] * 2^exponent`; the exponent is that of the least significant
/// bit. Activations, queries and probabilities are such blocks; keys and values have a scale of their
/// own ([`KvBlock`](crate::kv::KvBlock)).
///
/// **Rounding.** `exponent` is the smallest integer >= -128 with
/// `round_half_even(max|x| / 2^exponent) <= 255`; then every element is
/// `round_half_even(x / 2^exponent)`. Ties go to the even mantissa on both occasions, so the
/// conversion of -x is the negated conversion of x. Magnitudes that round to 0 at exponent -128
/// (FP32 up to 2^-129) vanish. A block whose mantissas are all 0 has exponent 0, whatever it was
/// made from.
///
/// The fields are open because every executor reads them. Each mantissa is within
/// `-Self::MAX..=Self::MAX`; the constructors of this crate keep that, code that fills in the
/// fields itself has to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Block {
    /// Integers with a sign, in `-Self::MAX..=Self::MAX`; absent elements are 0.
    pub mantissas: [i16; GROUP],
    /// Of the least significant bit; 0 when all mantissas are.
    pub exponent: i8,
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

impl Block {
    /// The largest magnitude: 2^8 - 1.
    pub const MAX: i16 = 255;

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
    pub fn from_f32(values: &[f32]) -> Result<Self, NotFinite> {
        assert!(
            values.len() <= GROUP,
            "a block holds {GROUP} values, not {}",
            values.len()
        );
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has AVX2.
            return unsafe { convert_avx2(values) };
        }
        convert(values)
    }

    /// Converts a whole vector: `ceil(len / 32)` blocks, the last padded with zeros.
    ///
    /// # Errors
    /// The first NaN or infinity, with its index in `values`.
    pub fn from_slice(values: &[f32]) -> Result<Vec<Self>, NotFinite> {
        values
            .chunks(GROUP)
            .enumerate()
            .map(|(block, chunk)| {
                Self::from_f32(chunk).map_err(|error| NotFinite {
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
fn convert_avx2(values: &[f32]) -> Result<Block, NotFinite> {
    convert(values)
}

/// The conversion of at most 32 values. Its loops have no branches, for the sake of vectorisation.
#[inline(always)]
fn convert(values: &[f32]) -> Result<Block, NotFinite> {
    let mut magnitudes = [0; GROUP];
    let mut negative = [false; GROUP];
    for ((magnitude, negative), x) in magnitudes.iter_mut().zip(&mut negative).zip(values) {
        *magnitude = x.magnitude_bits();
        *negative = x.is_negative();
    }
    let largest = magnitudes
        .iter()
        .fold(0, |max, &magnitude| magnitude.max(max));
    if largest >= f32::infinity_bits() {
        let index = magnitudes
            .iter()
            .take_while(|&&x| x < f32::infinity_bits())
            .count();
        return Err(NotFinite {
            index,
            bits: values[index].bits(),
        });
    }
    let exponent = shared_exponent(largest);
    let mut mantissas = [0; GROUP];
    let mut any = 0;
    for ((mantissa, &magnitude), negative) in mantissas.iter_mut().zip(&magnitudes).zip(negative) {
        let (m, e) = f32::decompose(magnitude);
        let rounded = shift_half_even(m, exponent - e) as i16;
        any |= rounded;
        *mantissa = if negative { -rounded } else { rounded };
    }
    Ok(Block {
        mantissas,
        exponent: if any == 0 { 0 } else { exponent as i8 },
    })
}

/// The smallest E >= -128 with `round_half_even(|x| / 2^E) <= 255` for a finite magnitude that is not
/// 0.
///
/// Only two exponents come into question. With the first, |x| / 2^E has exactly 8 integer bits; one
/// less would have one bit too many, and one more always fits because 128 is the most it can round
/// to.
fn shared_exponent(magnitude_bits: u32) -> i32 {
    let (m, e) = f32::decompose(magnitude_bits);
    // Any exponent serves for zero, whose mantissas come out as 0.
    let tight = e + m.max(1).ilog2() as i32 - Block::MAX.ilog2() as i32;
    let tight = tight.max(i8::MIN.into());
    let fits = shift_half_even(m, tight - e) <= Block::MAX as u32;
    if fits { tight } else { tight + 1 }
}

/// `round_half_even(m / 2^shift)` for m < 2^24 and a shift of at least 1: the largest of a block goes from
/// 24 bits to 8, or from 2^-149 to 2^-128.
#[inline(always)]
fn shift_half_even(m: u32, shift: i32) -> u32 {
    // From 26 on, the half (2^25) exceeds every m: the result is 0, as at 26, and the sum stays
    // within 32 bits.
    let shift = shift.min(26);
    let even = (m >> shift) & 1 == 0;
    (m + (1 << (shift - 1)) - u32::from(even)) >> shift
}
