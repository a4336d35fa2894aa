//! Powers of two of a score that is not positive, in integers.

/// `base[i] = round(2^(16 + i/64))`.
#[rustfmt::skip]
const BASE: [u32; 65] = [
    65536, 66250, 66971, 67700, 68438, 69183, 69936, 70698, 71468, 72246, 73032, 73828, 74632,
    75444, 76266, 77096, 77936, 78785, 79642, 80510, 81386, 82273, 83169, 84074, 84990, 85915,
    86851, 87796, 88752, 89719, 90696, 91684, 92682, 93691, 94711, 95743, 96785, 97839, 98905,
    99982, 101070, 102171, 103283, 104408, 105545, 106694, 107856, 109031, 110218, 111418, 112631,
    113858, 115098, 116351, 117618, 118899, 120194, 121502, 122825, 124163, 125515, 126882, 128263,
    129660, 131072,
];

/// Fraction bits of a score.
pub const SCORE_BITS: u32 = 16;
/// The largest n of which `2^-n` is not taken for 0.
const LAST: i32 = 24;

/// y(f), about `2^(16 + f / 65536)` for f below 65536: straight lines between 65 points, 17 bits.
#[inline(always)]
pub fn power(f: u32) -> u32 {
    on_line(line(f), f)
}

/// The line on which f lies, in one word: `base[i]` less 2^16, and from bit 16 on the rise to `base[i + 1]`.
#[inline(always)]
pub(crate) fn line(f: u32) -> u32 {
    LINES[(f >> 10) as usize]
}

/// y(f) on its line.
#[inline(always)]
pub(crate) fn on_line(line: u32, f: u32) -> u32 {
    (1 << 16) + (line & 0xffff) + (((line >> 16) * (f & 1023)) >> 10)
}

const LINES: [u32; 64] = {
    let mut lines = [0; 64];
    let mut i = 0;
    while i < lines.len() {
        lines[i] = (BASE[i] - (1 << 16)) | (BASE[i + 1] - BASE[i]) << 16;
        i += 1;
    }
    lines
};

/// p, about `2^(d / 65536)` for a `d` that is below 2^16, exact in FP32: `y(f) * 2^(-16 - n)`
/// with n and f the integer and the fraction of d; 0 where n exceeds 24.
#[inline(always)]
pub fn probability(d: i32) -> f32 {
    let n = -(d >> SCORE_BITS);
    let y = power(d as u32 & 0xffff);
    let unit = f32::from_bits(((127 - SCORE_BITS as i32 - n.min(LAST)) as u32) << 23);
    if n > LAST { 0.0 } else { y as f32 * unit }
}
