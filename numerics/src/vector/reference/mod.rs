//! The definition of every vector operation, on integers: signs, exponent fields and significands. No
//! floating-point operation of the processor takes part.

mod arithmetic;

use arithmetic::{Number, SIGNIFICAND, number, rounded};
pub use arithmetic::{add, divide, multiply};

use super::{MAX_WIDTH, NORM_LIMIT_BITS, Norm, Rope, SQUARE_BITS, SUM_BITS};
use crate::accumulator::Flags;
use crate::kv::power;

/// -log2(e), rounded to FP32.
pub(super) const MINUS_LOG2_E: f32 = -std::f32::consts::LOG2_E;
/// Fraction bits of t, as of a score.
pub(super) const POWER_BITS: i32 = 16;
/// From here on a gate's sigmoid is below 2^-64, and taken for 0.
pub(super) const LARGEST_T: i32 = 64;
/// Below this 1 + 2^t is 1 in FP32, and so it is here.
pub(super) const SMALLEST_T: i32 = -32;

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
