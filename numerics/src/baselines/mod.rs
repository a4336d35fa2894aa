//! What processing elements of other systems compute, and ours: the definition of each in
//! `hdl/src/baselines/`, bit by bit.
//!
//! Every function gives what a group adds to an FP32 sum; sums of groups are FP32 additions, or an
//! [`Accumulator`](crate::Accumulator) for ours. All FP32 arithmetic is IEEE 754's, rounded half to
//! even: what is met here is neither subnormal nor too large.
//!
//! **FP16.** The exponent field 31 is one like the others (numbers from 2^16 to 2^17), so every pattern
//! of 16 bits is a number. Where floats are multiplied, subnormal ones are zeros with their sign.

pub mod anda;
pub mod figna;
pub mod fp16;
pub mod harmonia;

use half::f16;

use crate::float::Float;

/// Values that an FP16 element, FIGNA's and ours take at once.
pub const LANES: usize = 32;

/// An FP16 pattern as `(negative, significand, field)`: a magnitude of `significand * 2^(field - 25)`, the field
/// that of a subnormal number being 1.
pub fn fields(x: f16) -> (bool, u32, u32) {
    let field = x.magnitude_bits() >> f16::FRACTION_BITS;
    let fraction = x.magnitude_bits() & ((1 << f16::FRACTION_BITS) - 1);
    let hidden = u32::from(field != 0) << f16::FRACTION_BITS;
    (x.is_negative(), fraction | hidden, field.max(1))
}

/// An FP16 pattern as an operand of a floating-point multiplier: exact, a subnormal number as a zero.
pub fn operand(x: f16) -> f32 {
    let (negative, significand, field) = fields(x);
    let magnitude = match significand >> f16::FRACTION_BITS {
        0 => 0.0,
        _ => significand as f32 * power_of_two(field as i32 - 25),
    };
    if negative { -magnitude } else { magnitude }
}

/// `2^exponent`, for a normal number.
fn power_of_two(exponent: i32) -> f32 {
    f32::from_bits(((exponent + 127) as u32) << f32::FRACTION_BITS)
}
