//! Offset and rotation: exact in integers, one rounding at the end.
//!
//! ```text
//! FP16 --> multiple of 2^-24 --> minus offset --> Hadamard, runs of 2^m --> 2^-m (keys) --> FP32
//!          41 bits               42               at most 50
//! ```
//! 2^-m undoes what the matrix and its transpose multiply by, so a score is that of the vectors
//! before rotation. Keys get all of it: a rotated one is a mean of channels, so at most 131,008 in
//! magnitude whatever m is, and the scales of its blocks need no wider range than those of values.

use half::f16;

use super::shape::KvShape;
use crate::accumulator::{FRACTION_BITS, fixed_to_f32};
use crate::float::exact_f16;

/// FP16 numbers are multiples of 2^-24.
const UNIT_BITS: i32 = 24;

/// A key, less its offsets, rotated: `size` values.
///
/// # Panics
/// When a length is not `size` or a number is not finite.
pub fn rotate_key(shape: &KvShape, key: &[f16], offsets: &[f16]) -> Vec<f32> {
    assert_eq!(key.len(), shape.size(), "one value a channel");
    assert_eq!(offsets.len(), shape.size(), "one offset a channel");
    let centred = key.iter().zip(offsets).map(|(&k, &c)| units(k) - units(c));
    rotate(shape, centred.collect(), shape.rotation())
}

/// A query, rotated: `size` values.
///
/// # Panics
/// When the length is not `size` or a number is not finite.
pub fn rotate_query(shape: &KvShape, query: &[f16]) -> Vec<f32> {
    assert_eq!(query.len(), shape.size(), "one value a channel");
    let query = query.iter().map(|&q| units(q)).collect();
    rotate(shape, query, 0)
}

/// The channels' offsets that `online` uses: half of minimum plus maximum over the given keys, in
/// FP32, rounded to FP16.
///
/// # Panics
/// When a key does not have `size` values.
pub fn middle<'a>(size: usize, keys: impl IntoIterator<Item = &'a [f16]>) -> Vec<f16> {
    let mut range = vec![(f32::INFINITY, f32::NEG_INFINITY); size];
    for key in keys {
        assert_eq!(key.len(), size, "one value a channel");
        for ((low, high), k) in range.iter_mut().zip(key) {
            *low = low.min(k.to_f32());
            *high = high.max(k.to_f32());
        }
    }
    // Adding 0 leaves no choice between the zeros.
    let middle = |(low, high): (f32, f32)| f16::from_f32((low + high) * 0.5 + 0.0);
    range.into_iter().map(middle).collect()
}

fn units(x: f16) -> i64 {
    let (mantissa, exponent) = exact_f16(x).expect("keys, queries and offsets are finite");
    i64::from(mantissa) << (exponent + UNIT_BITS)
}

/// The butterflies of Sylvester's matrix on every run, then `2^-halvings`, rounded to FP32.
fn rotate(shape: &KvShape, mut values: Vec<i64>, halvings: u32) -> Vec<f32> {
    for stage in 0..shape.rotation() {
        let distance = 1 << stage;
        for pair in values.chunks_exact_mut(2 * distance) {
            let (left, right) = pair.split_at_mut(distance);
            for (a, b) in left.iter_mut().zip(right) {
                (*a, *b) = (*a + *b, *a - *b);
            }
        }
    }
    let shift = FRACTION_BITS - UNIT_BITS - halvings as i32;
    values.iter().map(|&x| fixed_to_f32(x << shift)).collect()
}
