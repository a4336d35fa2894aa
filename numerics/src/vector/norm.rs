//! RMSNorm.

use super::elements::{Worst, flush, vectorised};
use super::{EPSILON_BITS, MAX_WIDTH, NORM_LIMIT, SQUARE_BITS, SUM_BITS, VectorError, reference};
use crate::accumulator::Flags;
use crate::float::Float;

/// RMSNorm of vectors of one width: `x * r * gain` with `r = 1 / sqrt(mean(x^2) + epsilon)`, rounded once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Norm {
    width: usize,
    /// `width * epsilon` in units of 2^-40.
    epsilon: u64,
}

/// Values whose squares FP64 adds without rounding: integer parts are below 2^40, and so are fractions in units
/// of 2^-40.
const EXACT: usize = 1 << 13;
/// Sums side by side.
const LANES: usize = 8;
const UNITS: f64 = (1u64 << SQUARE_BITS) as f64;

impl Norm {
    /// For vectors of `width` values; `width * epsilon` is rounded half to even to a multiple of 2^-40, of which
    /// it is one at least.
    ///
    /// # Errors
    /// [`VectorError::Width`], [`VectorError::Epsilon`].
    pub fn new(width: usize, epsilon: f32) -> Result<Self, VectorError> {
        if !(1..=MAX_WIDTH).contains(&width) {
            return Err(VectorError::Width(width));
        }
        if !(epsilon > 0.0 && epsilon < 1.0) {
            return Err(VectorError::Epsilon(epsilon));
        }
        let (significand, exponent) = f32::decompose(epsilon.magnitude_bits());
        let exact = u64::from(significand) * width as u64;
        let shift = exponent + SQUARE_BITS;
        let units = if shift >= 0 {
            exact << shift
        } else {
            // 40 places leave nothing of 39 bits.
            let distance = shift.unsigned_abs().min(40);
            let (floor, rest) = (exact >> distance, exact % (1 << distance));
            let half = 1 << (distance - 1);
            floor + u64::from(rest > half || rest == half && floor % 2 == 1)
        };
        let epsilon = units.max(1);
        Ok(Self { width, epsilon })
    }

    /// For vectors of `width` values, given [`epsilon_units`](Self::epsilon_units), at least 1 and below 2^55.
    ///
    /// # Errors
    /// [`VectorError::Width`], [`VectorError::Units`].
    pub fn from_units(width: usize, epsilon: u64) -> Result<Self, VectorError> {
        if !(1..=MAX_WIDTH).contains(&width) {
            return Err(VectorError::Width(width));
        }
        if epsilon == 0 || epsilon >> EPSILON_BITS != 0 {
            return Err(VectorError::Units(epsilon));
        }
        Ok(Self { width, epsilon })
    }

    /// Values of a vector.
    pub fn width(&self) -> usize {
        self.width
    }

    /// `width * epsilon` in units of 2^-40: with the width all that a device needs to know.
    pub fn epsilon_units(&self) -> u64 {
        self.epsilon
    }

    /// Norms each of the vectors `[..][width]`; `gain` is one vector.
    ///
    /// Returns `overflow` where a value is 2^20 or more in magnitude, a vector's squares add up to 2^40 or more, or
    /// a product is 2^128 or more; `invalid` where a value or a gain is not finite. What is flagged is +0: the
    /// whole vector for a value or the sum, else the product.
    ///
    /// # Panics
    /// When the lengths do not match.
    pub fn apply(&self, values: &[f32], gain: &[f32], out: &mut [f32]) -> Flags {
        assert_eq!(gain.len(), self.width, "a gain per channel");
        assert_eq!(values.len(), out.len(), "a result per value");
        assert_eq!(values.len() % self.width, 0, "whole vectors");
        let mut flags = Flags::default();
        let vectors = values.chunks_exact(self.width);
        for (values, out) in vectors.zip(out.chunks_exact_mut(self.width)) {
            if !self.fast(values, gain, out) {
                flags |= reference::norm(self, values, gain, out);
            }
        }
        flags
    }

    /// One vector; false where a flag is to be raised.
    fn fast(&self, values: &[f32], gain: &[f32], out: &mut [f32]) -> bool {
        vectorised(
            #[inline(always)]
            || {
                let Some(sum) = squares(values) else {
                    return false;
                };
                let r = reciprocal_root(self.width, sum + u128::from(self.epsilon));
                let mut worst = Worst::default();
                for ((out, &x), &gain) in out.iter_mut().zip(values).zip(gain) {
                    *out = flush(flush(flush(x) * r) * flush(gain));
                    worst.see(*out);
                }
                worst.is_finite()
            },
        )
    }
}

/// The sum of `floor(x^2 * 2^40)`, if nothing is to be flagged.
#[inline(always)]
fn squares(values: &[f32]) -> Option<u128> {
    let mut total = 0u128;
    for values in values.chunks(EXACT) {
        let mut integers = [0f64; LANES];
        let mut fractions = [0f64; LANES];
        let mut worst = Worst::default();
        values.iter().for_each(|&x| worst.see(x));
        if !worst.is_below(NORM_LIMIT) {
            return None;
        }
        let (chunks, rest) = values.as_chunks::<LANES>();
        for values in chunks {
            add_squares(values, &mut integers, &mut fractions);
        }
        let mut last = [0.0; LANES];
        last[..rest.len()].copy_from_slice(rest);
        add_squares(&last, &mut integers, &mut fractions);
        for lane in 0..LANES {
            total += (u128::from(integers[lane] as u64) << SQUARE_BITS)
                + u128::from(fractions[lane] as u64);
        }
    }
    (total >> SUM_BITS == 0).then_some(total)
}

/// Adds integer parts, and fractions rounded down to units of 2^-40, of the squares.
#[inline(always)]
fn add_squares(values: &[f32; LANES], integers: &mut [f64; LANES], fractions: &mut [f64; LANES]) {
    for lane in 0..LANES {
        let x = f64::from(values[lane]);
        let square = x * x;
        let integer = square.floor();
        integers[lane] += integer;
        fractions[lane] += ((square - integer) * UNITS).floor();
    }
}

/// [`reference::reciprocal_root`]. In FP64 the root is wrong by less than 2^-51: unless that decides the
/// rounding to FP32, it is known.
#[inline(always)]
fn reciprocal_root(width: usize, total: u128) -> f32 {
    const ERROR: f64 = 1.0 / (1u64 << 50) as f64;
    let root = (width as f64 * UNITS / total as f64).sqrt();
    let (low, high) = ((root - root * ERROR) as f32, (root + root * ERROR) as f32);
    if low == high {
        low
    } else {
        reference::reciprocal_root(width, total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Roots next to a half of FP32's last place, where FP64 does not know, among them.
    #[test]
    fn fast_roots_are_the_references() {
        for width in [1, 3, 64, 576, 8191, MAX_WIDTH] {
            for k in 0..4000u128 {
                // width * 2^40 / total = root^2 * 2^(40 - places), of 25 bits: odd roots are half-way.
                let root = (1 << 24) + k * 4177;
                for places in [112, 102, 80] {
                    let near = ((width as u128) << places) / (root * root);
                    for total in [near - 1, near, near + 1, k + 1] {
                        let expected = reference::reciprocal_root(width, total);
                        let fast = reciprocal_root(width, total);
                        assert_eq!(fast, expected, "{width}, {total}");
                    }
                }
            }
        }
    }
}
