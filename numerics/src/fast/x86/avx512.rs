//! 512-bit kernel: 16 rows a vector, byte dot products into 32-bit lanes (VNNI).
//!
//! The byte dot product wants unsigned times signed bytes. Weights are stored unsigned; a 9-bit
//! activation is no byte, so it comes as a = 2h + l and every quad takes two dot products, P = 2*Ph
//! + Pl - offset*S. Sums stay below 2^21.

use std::arch::x86_64::*;

use half::f16;
use harmonia_contract::Packing;

use super::operand::Operand;
use super::{LSB, prefetch};
use crate::fast::panels::{Line, Panel, QUADS, ROWS, lines_per_group};

/// Multiplies a panel with T tokens whose results are proven to be small. `operands`: token by
/// token.
///
/// # Safety
/// The processor has AVX-512 F, BW, DQ, VL and VNNI.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
pub(super) unsafe fn multiply<const T: usize>(
    panel: &Panel<'_>,
    operands: [&[Operand]; T],
    results: &mut [[f32; ROWS]],
) {
    match panel.packing {
        Packing::Nibbles => {
            run::<T, { lines_per_group(Packing::Nibbles) }>(panel, operands, results)
        }
        Packing::Bytes => run::<T, { lines_per_group(Packing::Bytes) }>(panel, operands, results),
    }
}

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
fn run<const T: usize, const LINES: usize>(
    panel: &Panel<'_>,
    operands: [&[Operand]; T],
    results: &mut [[f32; ROWS]],
) {
    let mut sums = [[_mm512_setzero_pd(); 2]; T];
    let (lines, _) = panel.lines.as_chunks::<LINES>();
    for (group, (lines, scales)) in lines.iter().zip(panel.scales).enumerate() {
        prefetch(lines, scales, panel.minima.get(group));
        let weights = unpack(lines);
        let scales = widen(scales);
        let minima = panel.minima.get(group).map(|minima| widen(minima));
        for (operands, sums) in operands.iter().zip(&mut sums) {
            let operand = &operands[group];
            let mut high = _mm512_setzero_si512();
            let mut low = _mm512_set1_epi32(operand.correction);
            for (quad, &weights) in weights.iter().enumerate() {
                high =
                    _mm512_dpbusd_epi32(high, weights, _mm512_set1_epi32(operand.first.quad(quad)));
                low =
                    _mm512_dpbusd_epi32(low, weights, _mm512_set1_epi32(operand.second.quad(quad)));
            }
            let p = _mm512_add_epi32(_mm512_add_epi32(high, high), low);
            let unit = _mm512_set1_pd(operand.unit);
            let p = [
                _mm512_cvtepi32_pd(_mm512_castsi512_si256(p)),
                _mm512_cvtepi32_pd(_mm512_extracti64x4_epi64::<1>(p)),
            ];
            for half in 0..2 {
                sums[half] = add_floor(
                    sums[half],
                    _mm512_mul_pd(_mm512_mul_pd(scales[half], p[half]), unit),
                );
            }
            if let Some(minima) = minima {
                let sum = _mm512_set1_pd(operand.sum);
                for half in 0..2 {
                    sums[half] = add_floor(sums[half], _mm512_mul_pd(minima[half], sum));
                }
            }
        }
    }
    let lsb = _mm512_set1_pd(LSB);
    for (sums, result) in sums.iter().zip(results) {
        for (half, &sum) in sums.iter().enumerate() {
            let values = _mm512_cvtpd_ps(_mm512_mul_pd(sum, lsb));
            // SAFETY: the 8 values written lie within the 16 of `result`.
            unsafe { _mm256_storeu_ps(result.as_mut_ptr().add(8 * half), values) };
        }
    }
}

/// The 8 quads of a group as unsigned bytes.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn unpack<const LINES: usize>(lines: &[Line; LINES]) -> [__m512i; QUADS] {
    let nibble = _mm512_set1_epi8(15);
    let mut quads = [_mm512_setzero_si512(); QUADS];
    for (quad, weights) in quads.iter_mut().enumerate() {
        *weights = if LINES == QUADS {
            load(&lines[quad])
        } else if quad % 2 == 0 {
            _mm512_and_si512(load(&lines[quad / 2]), nibble)
        } else {
            _mm512_and_si512(_mm512_srli_epi16::<4>(load(&lines[quad / 2])), nibble)
        };
    }
    quads
}

#[inline]
#[target_feature(enable = "avx512f")]
fn load(line: &Line) -> __m512i {
    // SAFETY: a line is 64 bytes, aligned to 64.
    unsafe { _mm512_load_si512((&raw const line.0).cast()) }
}

/// 16 FP16 numbers in FP64, exactly.
#[inline]
#[target_feature(enable = "avx512f")]
fn widen(values: &[f16; ROWS]) -> [__m512d; 2] {
    // SAFETY: 16 numbers of 16 bits are the 32 bytes read; no alignment is asked for.
    let values = _mm512_cvtph_ps(unsafe { _mm256_loadu_si256((&raw const *values).cast()) });
    [
        _mm512_cvtps_pd(_mm512_castps512_ps256(values)),
        _mm512_cvtps_pd(_mm256_castpd_ps(_mm512_extractf64x4_pd::<1>(
            _mm512_castps_pd(values),
        ))),
    ]
}

/// sum + floor(addend), exact below 2^53.
#[inline]
#[target_feature(enable = "avx512f")]
fn add_floor(sum: __m512d, addend: __m512d) -> __m512d {
    _mm512_add_pd(
        sum,
        _mm512_roundscale_pd::<{ _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC }>(addend),
    )
}
