//! The product of [`vector`](super::vector) with AVX2 and FMA: the same operations in the same order
//! for each result, 12 results at a time in registers.

use std::arch::x86_64::{
    __m256, _mm256_fmadd_ps, _mm256_loadu_ps, _mm256_setzero_ps, _mm256_storeu_ps,
};

use super::vector::{finish, tree};

const LANES: usize = 8;
/// Weight rows and tokens of a tile: 12 sums of the 16 registers.
const TILE_ROWS: usize = 4;
const TILE_TOKENS: usize = 3;

/// Whether the processor has AVX2 and FMA.
pub(super) fn is_available() -> bool {
    is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma")
}

/// See [`multiply`](super::vector::multiply).
#[target_feature(enable = "avx2,fma")]
pub(super) fn multiply(columns: usize, weights: &[f32], inputs: &[f32], out: &mut [f32]) {
    let rows = weights.len() / columns;
    let tokens = inputs.len() / columns;
    let mut row = 0;
    while row < rows {
        let tall = rows - row >= TILE_ROWS;
        let weights = &weights[row * columns..];
        let mut token = 0;
        while token < tokens {
            let wide = tokens - token >= TILE_TOKENS;
            let inputs = &inputs[token * columns..];
            let out = &mut out[token * rows + row..];
            match (tall, wide) {
                (true, true) => tile::<TILE_ROWS, TILE_TOKENS>(columns, weights, inputs, out, rows),
                (true, false) => tile::<TILE_ROWS, 1>(columns, weights, inputs, out, rows),
                (false, true) => tile::<1, TILE_TOKENS>(columns, weights, inputs, out, rows),
                (false, false) => tile::<1, 1>(columns, weights, inputs, out, rows),
            }
            token += if wide { TILE_TOKENS } else { 1 };
        }
        row += if tall { TILE_ROWS } else { 1 };
    }
}

/// The dot products of the first R rows and T inputs; `out[t * stride + r]`.
#[target_feature(enable = "avx2,fma")]
fn tile<const R: usize, const T: usize>(
    columns: usize,
    weights: &[f32],
    inputs: &[f32],
    out: &mut [f32],
    stride: usize,
) {
    let weights: [&[f32]; R] = std::array::from_fn(|r| &weights[r * columns..][..columns]);
    let inputs: [&[f32]; T] = std::array::from_fn(|t| &inputs[t * columns..][..columns]);
    let mut sums = [[_mm256_setzero_ps(); T]; R];
    let whole = columns / LANES * LANES;
    let mut column = 0;
    while column < whole {
        let mut input = [_mm256_setzero_ps(); T];
        for t in 0..T {
            // SAFETY: `column + LANES <= whole <= columns`, the length of every slice.
            input[t] = unsafe { _mm256_loadu_ps(inputs[t].as_ptr().add(column)) };
        }
        for r in 0..R {
            // SAFETY: as above.
            let weight = unsafe { _mm256_loadu_ps(weights[r].as_ptr().add(column)) };
            for t in 0..T {
                sums[r][t] = _mm256_fmadd_ps(weight, input[t], sums[r][t]);
            }
        }
        column += LANES;
    }
    for r in 0..R {
        for t in 0..T {
            let mut lanes = to_array(sums[r][t]);
            finish(&mut lanes, &weights[r][whole..], &inputs[t][whole..]);
            out[t * stride + r] = tree(lanes);
        }
    }
}

#[target_feature(enable = "avx2,fma")]
fn to_array(register: __m256) -> [f32; LANES] {
    let mut lanes = [0.0; LANES];
    // SAFETY: the array is as long as the register.
    unsafe { _mm256_storeu_ps(lanes.as_mut_ptr(), register) };
    lanes
}
