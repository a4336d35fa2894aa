//! 256-bit kernel: 8 rows a vector, a panel in two halves.
//!
//! The byte multiply-add of AVX2 wants unsigned times signed bytes and sums two products into a
//! saturating half-word.
//! * 4-bit formats: magnitudes of the activations are the unsigned bytes, and their signs go to the
//!   weights. Four such sums, 4 * 2 * 255 * 15 = 30,600, fit a half-word before they are widened.
//! * 8-bit formats: two products of 255 * 255 do not fit, so bytes are widened first and half-words
//!   multiplied.

use std::arch::x86_64::*;

use half::f16;
use harmonia_contract::Packing;

use super::operand::Operand;
use super::{LSB, prefetch};
use crate::fast::panels::{Line, Panel, ROWS, lines_per_group};

/// Rows of a vector.
const LANES: usize = ROWS / 2;

/// Multiplies a panel with T tokens whose results are proven to be small. `operands`: token by
/// token.
///
/// # Safety
/// The processor has AVX2 and F16C.
#[target_feature(enable = "avx2,f16c")]
pub(super) unsafe fn multiply<const T: usize>(
    panel: &Panel<'_>,
    operands: [&[Operand]; T],
    results: &mut [[f32; ROWS]],
) {
    let per_group = lines_per_group(panel.packing);
    for half in 0..2 {
        let mut sums = [[_mm256_setzero_pd(); 2]; T];
        for (group, scales) in panel.scales.iter().enumerate() {
            let operands = operands.map(|operands| &operands[group]);
            let lines = &panel.lines[group * per_group..(group + 1) * per_group];
            if half == 0 {
                prefetch(lines, scales, panel.minima.get(group));
            }
            let p = match panel.packing {
                Packing::Nibbles => dot_nibbles(lines, half, operands),
                Packing::Bytes => dot_bytes(lines, half, operands),
            };
            let scales = widen(scales, half);
            for ((sums, p), operand) in sums.iter_mut().zip(p).zip(operands) {
                let unit = _mm256_set1_pd(operand.unit);
                let p = [
                    _mm256_cvtepi32_pd(_mm256_castsi256_si128(p)),
                    _mm256_cvtepi32_pd(_mm256_extracti128_si256::<1>(p)),
                ];
                for i in 0..2 {
                    sums[i] =
                        add_floor(sums[i], _mm256_mul_pd(_mm256_mul_pd(scales[i], p[i]), unit));
                }
            }
            if let Some(minima) = panel.minima.get(group) {
                let minima = widen(minima, half);
                for (sums, operand) in sums.iter_mut().zip(operands) {
                    let sum = _mm256_set1_pd(operand.sum);
                    for i in 0..2 {
                        sums[i] = add_floor(sums[i], _mm256_mul_pd(minima[i], sum));
                    }
                }
            }
        }
        let lsb = _mm256_set1_pd(LSB);
        for (sums, result) in sums.iter().zip(results.iter_mut()) {
            for (i, &sum) in sums.iter().enumerate() {
                let values = _mm256_cvtpd_ps(_mm256_mul_pd(sum, lsb));
                // SAFETY: 4 values at 0, 4, 8 or 12 lie within the 16 of `result`.
                unsafe { _mm_storeu_ps(result.as_mut_ptr().add(LANES * half + 4 * i), values) };
            }
        }
    }
}

/// P of 8 rows and T tokens for 4-bit weights.
#[inline]
#[target_feature(enable = "avx2")]
fn dot_nibbles<const T: usize>(
    lines: &[Line],
    half: usize,
    operands: [&Operand; T],
) -> [__m256i; T] {
    let nibble = _mm256_set1_epi8(15);
    let ones = _mm256_set1_epi16(1);
    let mut p = operands.map(|operand| _mm256_set1_epi32(operand.correction));
    for (pair, lines) in lines.as_chunks::<2>().0.iter().enumerate() {
        let mut sums = [_mm256_setzero_si256(); T];
        for (line, weights) in lines.iter().enumerate() {
            let weights = load(weights, half);
            let quads = [
                _mm256_and_si256(weights, nibble),
                _mm256_and_si256(_mm256_srli_epi16::<4>(weights), nibble),
            ];
            for (i, weights) in quads.into_iter().enumerate() {
                let quad = 4 * pair + 2 * line + i;
                for (sum, operand) in sums.iter_mut().zip(operands) {
                    let signed =
                        _mm256_sign_epi8(weights, _mm256_set1_epi32(operand.second.quad(quad)));
                    let products =
                        _mm256_maddubs_epi16(_mm256_set1_epi32(operand.first.quad(quad)), signed);
                    *sum = _mm256_add_epi16(*sum, products);
                }
            }
        }
        for (p, sum) in p.iter_mut().zip(sums) {
            *p = _mm256_add_epi32(*p, _mm256_madd_epi16(sum, ones));
        }
    }
    p
}

/// P of 8 rows and T tokens for 8-bit weights.
#[inline]
#[target_feature(enable = "avx2")]
fn dot_bytes<const T: usize>(lines: &[Line], half: usize, operands: [&Operand; T]) -> [__m256i; T] {
    let byte = _mm256_set1_epi16(255);
    let mut p = operands.map(|operand| _mm256_set1_epi32(operand.correction));
    for (quad, line) in lines.iter().enumerate() {
        let weights = load(line, half);
        let even = _mm256_and_si256(weights, byte);
        let odd = _mm256_srli_epi16::<8>(weights);
        for (p, operand) in p.iter_mut().zip(operands) {
            let even = _mm256_madd_epi16(even, _mm256_set1_epi32(operand.first.quad(quad)));
            let odd = _mm256_madd_epi16(odd, _mm256_set1_epi32(operand.second.quad(quad)));
            *p = _mm256_add_epi32(*p, _mm256_add_epi32(even, odd));
        }
    }
    p
}

#[inline]
#[target_feature(enable = "avx2")]
fn load(line: &Line, half: usize) -> __m256i {
    let (halves, _) = line.0.as_chunks::<32>();
    // SAFETY: 32 bytes are read from an array of 32; no alignment is asked for.
    unsafe { _mm256_loadu_si256((&raw const halves[half]).cast()) }
}

/// 8 FP16 numbers in FP64, exactly.
#[inline]
#[target_feature(enable = "avx2,f16c")]
fn widen(values: &[f16; ROWS], half: usize) -> [__m256d; 2] {
    let (halves, _) = values.as_chunks::<LANES>();
    // SAFETY: 8 numbers of 16 bits are the 16 bytes read; no alignment is asked for.
    let values = _mm256_cvtph_ps(unsafe { _mm_loadu_si128((&raw const halves[half]).cast()) });
    [
        _mm256_cvtps_pd(_mm256_castps256_ps128(values)),
        _mm256_cvtps_pd(_mm256_extractf128_ps::<1>(values)),
    ]
}

/// sum + floor(addend), exact below 2^53.
#[inline]
#[target_feature(enable = "avx2")]
fn add_floor(sum: __m256d, addend: __m256d) -> __m256d {
    _mm256_add_pd(sum, _mm256_floor_pd(addend))
}
