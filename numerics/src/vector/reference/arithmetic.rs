//! Products, sums and quotients of FP32 numbers without subnormal ones.

use crate::accumulator::Flags;
use crate::float::Float;

/// Bits of a significand, the hidden one included.
pub(super) const SIGNIFICAND: u32 = f32::FRACTION_BITS + 1;
/// The exponent field of 1.
const BIAS: i32 = 127;
const SIGN: u32 = 1 << 31;

/// A finite number: (-1)^negative * significand * 2^exponent, with a significand of 24 bits or 0.
#[derive(Clone, Copy)]
pub(super) struct Number {
    pub(super) negative: bool,
    pub(super) significand: u64,
    pub(super) exponent: i32,
}

/// Takes a number apart, a subnormal one as 0; one that is not finite raises `invalid`.
pub(super) fn number(x: f32, flags: &mut Flags) -> Option<Number> {
    let magnitude = x.magnitude_bits();
    if magnitude >= f32::infinity_bits() {
        flags.invalid = true;
        return None;
    }
    let field = magnitude >> f32::FRACTION_BITS;
    let (significand, exponent) = f32::decompose(magnitude);
    Some(Number {
        negative: x.is_negative(),
        significand: if field == 0 { 0 } else { significand.into() },
        exponent,
    })
}

/// A zero, or any other magnitude's bits, with a sign.
fn signed(negative: bool, magnitude_bits: u32) -> f32 {
    f32::from_bits(magnitude_bits | if negative { SIGN } else { 0 })
}

/// `(significand + something below 1 where there is more) * 2^exponent`, rounded half to even. `more` wants
/// a significand of at least 26 bits.
pub(super) fn rounded(
    negative: bool,
    significand: u64,
    more: bool,
    exponent: i32,
    flags: &mut Flags,
) -> f32 {
    if significand == 0 {
        return signed(negative, 0);
    }
    let normal = significand << significand.leading_zeros();
    let kept = (normal >> (u64::BITS - SIGNIFICAND)) as u32;
    let rest = normal << SIGNIFICAND;
    let half = rest >> 63 != 0;
    let more = more || rest << 1 != 0;
    let field = exponent + BIAS + significand.ilog2() as i32;
    if field < 0 {
        return signed(negative, 0);
    }
    // What lies below the normal numbers rounds to the smallest of them as IEEE 754 rounds it (all bits kept are
    // ones), else it is 0. A carry out of the fraction steps the exponent, as the encoding intends.
    let up = field == 0 || half && (more || kept & 1 != 0);
    let fraction = kept & ((1 << f32::FRACTION_BITS) - 1);
    let bits = ((field.min(255) as u32) << f32::FRACTION_BITS) + fraction + u32::from(up);
    if bits >= f32::infinity_bits() {
        flags.overflow = true;
        return 0.0;
    }
    let normal = bits >> f32::FRACTION_BITS != 0;
    signed(negative, if normal { bits } else { 0 })
}

/// `a * b`
pub fn multiply(a: f32, b: f32, flags: &mut Flags) -> f32 {
    let (Some(a), Some(b)) = (number(a, flags), number(b, flags)) else {
        return 0.0;
    };
    let product = a.significand * b.significand;
    let exponent = a.exponent + b.exponent;
    rounded(a.negative != b.negative, product, false, exponent, flags)
}

/// `a + b`; a sum of 0 is +0, except that of -0 and -0.
pub fn add(a: f32, b: f32, flags: &mut Flags) -> f32 {
    let (Some(mut large), Some(mut small)) = (number(a, flags), number(b, flags)) else {
        return 0.0;
    };
    if (small.exponent, small.significand) > (large.exponent, large.significand) {
        (large, small) = (small, large);
    }
    // What is shifted out is below 2^-38 of a last place, and then the small number is below 2^-14: far from
    // half of one. Hardware keeps three bits below a significand, one of them for all the others.
    const BELOW: u32 = 38;
    let distance = (large.exponent - small.exponent) as u32;
    let aligned = (small.significand << BELOW)
        .checked_shr(distance)
        .unwrap_or(0);
    let magnitude = large.significand << BELOW;
    let (negative, sum) = if large.negative == small.negative {
        (large.negative, magnitude + aligned)
    } else {
        let sum = magnitude - aligned;
        (large.negative && sum != 0, sum)
    };
    rounded(negative, sum, false, large.exponent - BELOW as i32, flags)
}

/// `a / b`; a `b` of 0 is `invalid`.
pub fn divide(a: f32, b: f32, flags: &mut Flags) -> f32 {
    let (Some(a), Some(b)) = (number(a, flags), number(b, flags)) else {
        return 0.0;
    };
    if b.significand == 0 {
        flags.invalid = true;
        return 0.0;
    }
    const BELOW: u32 = 40;
    let numerator = a.significand << BELOW;
    let (quotient, rest) = (numerator / b.significand, numerator % b.significand);
    let exponent = a.exponent - b.exponent - BELOW as i32;
    let negative = a.negative != b.negative;
    rounded(negative, quotient, rest != 0, exponent, flags)
}
