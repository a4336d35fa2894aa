//! The K types: super-blocks of 256 values whose 8 or 16 groups have scales of 4 to 8 bits.
//!
//! Each function decodes one super-block; the layouts are those of ggml-common.h (`block_q*_K`).

use super::dequantise::half_at;

/// `scales[16] | qs[64] | d | dmin`: 16 groups of 16, w = d*s*q - dmin*m, q of 2 bits.
pub(super) fn q2_k(bytes: &[u8], out: &mut [f32]) {
    let (scales, qs) = (&bytes[..16], &bytes[16..80]);
    let (d, dmin) = (half_at(bytes, 80), half_at(bytes, 82));
    for (i, value) in out.iter_mut().enumerate() {
        let scale = scales[i / 16];
        let q = two_bits(qs, i);
        *value = d * f32::from(scale & 15) * f32::from(q) - dmin * f32::from(scale >> 4);
    }
}

/// `hmask[32] | qs[64] | scales[12] | d`: 16 groups of 16, w = d*(s-32)*q, q of 3 bits, signed.
pub(super) fn q3_k(bytes: &[u8], out: &mut [f32]) {
    let (high, qs, packed) = (&bytes[..32], &bytes[32..96], &bytes[96..108]);
    let d = half_at(bytes, 108);
    let scales: [f32; 16] = std::array::from_fn(|i| {
        let low = (packed[i % 8] >> (4 * (i / 8))) & 15;
        let top = (packed[8 + i % 4] >> (2 * (i / 4))) & 3;
        d * (f32::from(low | top << 4) - 32.0)
    });
    for (i, value) in out.iter_mut().enumerate() {
        // The mask's bit i/32 says that 4 is not taken off.
        let offset = if high[i % 32] >> (i / 32) & 1 == 1 {
            0
        } else {
            4
        };
        *value = scales[i / 16] * f32::from(two_bits(qs, i) as i8 - offset);
    }
}

/// `d | dmin | scales[12] | qs[128]`: 8 groups of 32, w = d*s*q - dmin*m, q of 4 bits.
pub(super) fn q4_k(bytes: &[u8], out: &mut [f32]) {
    let groups = scales_and_minima(bytes);
    let qs = &bytes[16..144];
    for (i, value) in out.iter_mut().enumerate() {
        let (scale, minimum) = groups[i / 32];
        *value = scale * f32::from(four_bits(qs, i)) - minimum;
    }
}

/// `d | dmin | scales[12] | qh[32] | qs[128]`: as Q4_K with a fifth bit.
pub(super) fn q5_k(bytes: &[u8], out: &mut [f32]) {
    let groups = scales_and_minima(bytes);
    let (high, qs) = (&bytes[16..48], &bytes[48..176]);
    for (i, value) in out.iter_mut().enumerate() {
        let (scale, minimum) = groups[i / 32];
        let fifth = (high[i % 32] >> (i / 32) & 1) * 16;
        *value = scale * f32::from(four_bits(qs, i) | fifth) - minimum;
    }
}

/// `ql[128] | qh[64] | scales[16] | d`: 16 groups of 16, w = d*s*(q-32), q of 6 bits.
pub(super) fn q6_k(bytes: &[u8], out: &mut [f32]) {
    let (low, high, scales) = (&bytes[..128], &bytes[128..192], &bytes[192..208]);
    let d = half_at(bytes, 208);
    for (i, value) in out.iter_mut().enumerate() {
        // Each half of 128 values takes 64 bytes of low nibbles (first the 64 low ones) and 32
        // bytes of high bit pairs.
        let (half, j) = (i / 128, i % 128);
        let nibble = (low[64 * half + j % 64] >> (4 * (j / 64))) & 15;
        let pair = (high[32 * half + j % 32] >> (2 * (j / 32))) & 3;
        let q = f32::from(nibble | pair << 4) - 32.0;
        *value = d * f32::from(scales[i / 16] as i8) * q;
    }
}

/// `d as f32 | qs[256] | sums[16]`: w = d*q. The sums serve dot products only.
pub(super) fn q8_k(bytes: &[u8], out: &mut [f32]) {
    let d = f32::from_le_bytes([0, 1, 2, 3].map(|i| bytes[i]));
    for (value, byte) in out.iter_mut().zip(&bytes[4..260]) {
        *value = d * f32::from(*byte as i8);
    }
}

/// Value i of 256 two-bit values: in each half of 128, byte j holds values j, j+32, j+64, j+96.
fn two_bits(qs: &[u8], i: usize) -> u8 {
    (qs[32 * (i / 128) + i % 32] >> (2 * (i / 32 % 4))) & 3
}

/// Value i of 256 nibbles: in each run of 64, byte j holds values j and j+32.
fn four_bits(qs: &[u8], i: usize) -> u8 {
    (qs[32 * (i / 64) + i % 32] >> (4 * (i / 32 % 2))) & 15
}

/// `d | dmin | packed[12]`: the eight 6-bit scales and minima of Q4_K and Q5_K, multiplied out.
fn scales_and_minima(bytes: &[u8]) -> [(f32, f32); 8] {
    let (d, dmin) = (half_at(bytes, 0), half_at(bytes, 2));
    let packed = &bytes[4..16];
    std::array::from_fn(|j| {
        // The first four sit whole in bytes j and j+4; of the last four, the low nibbles share
        // byte j+4 and the top bits fill up bytes j-4 and j.
        let (scale, minimum) = if j < 4 {
            (packed[j] & 63, packed[j + 4] & 63)
        } else {
            (
                packed[j + 4] & 15 | packed[j - 4] >> 6 << 4,
                packed[j + 4] >> 4 | packed[j] >> 6 << 4,
            )
        };
        (d * f32::from(scale), dmin * f32::from(minimum))
    })
}
