//! The definition of every vector operation, on integers: signs, exponent fields and significands. No
//! floating-point operation of the processor takes part.

use super::{MAX_WIDTH, NORM_LIMIT_BITS, Norm, Rope, SQUARE_BITS, SUM_BITS};
use crate::accumulator::Flags;
use crate::float::Float;
use crate::kv::power;

/// Bits of a significand, the hidden one included.
const SIGNIFICAND: u32 = f32::FRACTION_BITS + 1;
/// Exponent of the unit of a significand in a number of exponent field 0.
const BIAS: i32 = 127 + f32::FRACTION_BITS as i32;
const SIGN: u32 = 1 << 31;

/// -log2(e), rounded to FP32.
pub(super) const MINUS_LOG2_E: f32 = -std::f32::consts::LOG2_E;
/// Fraction bits of t, as of a score.
pub(super) const POWER_BITS: i32 = 16;
/// From here on a gate's sigmoid is below 2^-64, and taken for 0.
pub(super) const LARGEST_T: i32 = 64;
/// Below this 1 + 2^t is 1 in FP32, and so it is here.
pub(super) const SMALLEST_T: i32 = -32;

/// A finite number: (-1)^negative * significand * 2^exponent, with a significand of 24 bits or 0.
#[derive(Clone, Copy)]
struct Number {
    negative: bool,
    significand: u64,
    exponent: i32,
}

/// Takes a number apart, a subnormal one as 0; one that is not finite raises `invalid`.
fn number(x: f32, flags: &mut Flags) -> Option<Number> {
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
fn rounded(negative: bool, significand: u64, more: bool, exponent: i32, flags: &mut Flags) -> f32 {
    if significand == 0 {
        return signed(negative, 0);
    }
    let normal = significand << significand.leading_zeros();
    let kept = (normal >> (u64::BITS - SIGNIFICAND)) as u32;
    let rest = normal << SIGNIFICAND;
    let half = rest >> 63 != 0;
    let more = more || rest << 1 != 0;
    let field = exponent + BIAS + 1 + significand.ilog2() as i32 - SIGNIFICAND as i32;
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

/// The sum of `floor(x^2 * 2^40)`. An x of 2^20 or more, or a sum of 2^80 or more, is an overflow; such an x
/// adds nothing.
pub fn squares(values: &[f32], flags: &mut Flags) -> u128 {
    let mut sum = 0;
    for &x in values {
        let Some(x) = number(x, flags) else { continue };
        let square = u128::from(x.significand).pow(2);
        let shift = 2 * x.exponent + SQUARE_BITS;
        if x.significand != 0 && x.exponent + SIGNIFICAND as i32 > NORM_LIMIT_BITS {
            flags.overflow = true;
        } else if shift < 0 {
            sum += square.checked_shr(shift.unsigned_abs()).unwrap_or(0);
        } else {
            sum += square << shift;
        }
    }
    flags.overflow |= sum >> SUM_BITS != 0;
    sum
}

/// `sqrt(width * 2^40 / total)`, rounded to FP32: a quotient of 49 or 50 bits, one bit after the other, and
/// the 25 bits of its root, of which the lowest decides the rounding. A tie cannot be: the square of an odd number
/// of 25 bits would divide the width.
pub fn reciprocal_root(width: usize, total: u128) -> f32 {
    assert!((1..=MAX_WIDTH).contains(&width) && total > 0 && total >> (SUM_BITS + 1) == 0);
    // width * 2^40 / total = 4^scale * (quotient + what is cut off), which no root of an integer notices.
    let numerator = (width as u128) << SQUARE_BITS;
    let (mut quotient, mut remainder) = ((numerator / total) as u64, numerator % total);
    let mut scale = 0;
    while quotient >> 50 != 0 {
        quotient >>= 2;
        scale += 1;
    }
    while quotient >> 48 == 0 {
        for _ in 0..2 {
            remainder <<= 1;
            let bit = remainder >= total;
            remainder -= if bit { total } else { 0 };
            quotient = quotient << 1 | u64::from(bit);
        }
        scale -= 1;
    }
    let mut root = 0u64;
    for place in (0..25).rev() {
        let longer = root | 1 << place;
        root = if longer * longer <= quotient {
            longer
        } else {
            root
        };
    }
    let nearest = (root + 1) >> 1;
    rounded(false, nearest, false, scale + 1, &mut Flags::default())
}

/// See [`Norm::apply`]: `x * r * gain`, both products rounded, for one vector.
pub fn norm(norm: &Norm, values: &[f32], gain: &[f32], out: &mut [f32]) -> Flags {
    let mut flags = Flags::default();
    let sum = squares(values, &mut flags);
    if flags != Flags::default() {
        out.fill(0.0);
        return flags;
    }
    let r = reciprocal_root(norm.width(), sum + u128::from(norm.epsilon_units()));
    for (out, (&x, &gain)) in out.iter_mut().zip(values.iter().zip(gain)) {
        *out = multiply(multiply(x, r, &mut flags), gain, &mut flags);
    }
    flags
}

/// See [`Rope::apply`].
pub fn rope(rope: &Rope, turns: &[(f32, f32)], heads: &mut [f32]) -> Flags {
    let mut flags = Flags::default();
    for head in heads.chunks_exact_mut(rope.head()) {
        for (pair, &turn) in turns.iter().enumerate() {
            let (first, second) = rope.places(pair);
            (head[first], head[second]) = turned(head[first], head[second], turn, &mut flags);
        }
    }
    flags
}

/// A pair after its turn: each product is rounded, then their difference or sum.
pub(super) fn turned(x: f32, y: f32, (cos, sin): (f32, f32), flags: &mut Flags) -> (f32, f32) {
    let [xc, ys] = [(x, cos), (y, sin)].map(|(a, b)| multiply(a, b, flags));
    let [xs, yc] = [(x, sin), (y, cos)].map(|(a, b)| multiply(a, b, flags));
    (add(xc, -ys, flags), add(xs, yc, flags))
}

/// `gate / (1 + 2^t) * up` with `t = -gate * log2(e)`: see [`super::swiglu`].
pub fn swiglu(gate: f32, up: f32, flags: &mut Flags) -> f32 {
    let Some(number) = number(gate, flags) else {
        return 0.0;
    };
    let t = exponent(number, gate);
    let quotient = if t == LARGEST_T << POWER_BITS {
        -0.0
    } else {
        // y(f) * 2^(n - 16), exact.
        let y = power(t as u32 & 0xffff);
        let p = rounded(
            false,
            y.into(),
            false,
            (t >> POWER_BITS) - POWER_BITS,
            flags,
        );
        divide(gate, add(1.0, p, flags), flags)
    };
    multiply(quotient, up, flags)
}

/// `floor(t * 2^16)` where t is the product rounded to FP32, and within the limits of t.
fn exponent(gate: Number, x: f32) -> i32 {
    let (low, high) = (SMALLEST_T << POWER_BITS, LARGEST_T << POWER_BITS);
    let flags = &mut Flags::default();
    // A gate of 2^6 or more is beyond either limit.
    if gate.significand != 0 && gate.exponent + SIGNIFICAND as i32 > 6 {
        return if gate.negative { high } else { low };
    }
    let product = multiply(x, MINUS_LOG2_E, flags);
    let Some(t) = number(product, flags) else {
        unreachable!("the gate is below 2^6")
    };
    let magnitude = t.significand as i64;
    let integer = if t.negative { -magnitude } else { magnitude };
    let shift = t.exponent + POWER_BITS;
    let floor = if shift < 0 {
        integer >> shift.unsigned_abs().min(63)
    } else {
        integer << shift
    };
    floor.clamp(low.into(), high.into()) as i32
}
