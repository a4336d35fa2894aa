//! FIGNA: significands aligned to the largest exponent of a group, integers times INT4.

use half::f16;

use super::{LANES, fields, operand, power_of_two};

/// Activations of a group, aligned: each is `significands * 2^(exponent - 14 - bits)`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Aligned {
    /// Integers below `2^bits` in magnitude.
    pub significands: [i32; LANES],
    /// The largest exponent field, that of a subnormal number being 1.
    pub exponent: u32,
    /// Bits of a significand beside its sign.
    pub bits: u32,
}

/// Shifts significands right to the largest exponent, and cuts them off towards zero to `bits` bits: 14 (FIGNA) or
/// 8 (FIGNA-M8).
pub fn align(values: &[f16; LANES], bits: u32) -> Aligned {
    let exponent = values.iter().map(|&x| fields(x).2).max().unwrap_or(1);
    let significands = values.map(|x| {
        let (negative, significand, field) = fields(x);
        // Eleven bits, below them as many zeros as any distance takes.
        let wide = u64::from(significand) << 32;
        let magnitude = (wide >> (exponent - field) >> (32 + 11 - bits)) as i32;
        if negative { -magnitude } else { magnitude }
    });
    Aligned {
        significands,
        exponent,
        bits,
    }
}

/// What a group adds: the exact sum of products, times the scale, rounded.
pub fn scaled_products(activations: &Aligned, weights: &[i8; LANES], scale: f16) -> f32 {
    let products = activations.significands.iter().zip(weights);
    let sum: i32 = products.map(|(&a, &w)| a * i32::from(w)).sum();
    let unit = power_of_two(activations.exponent as i32 - 14 - activations.bits as i32);
    // The sum has at most 22 bits, and powers of two round nothing: one rounding.
    sum as f32 * (operand(scale) * unit)
}
