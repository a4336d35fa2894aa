//! Anda: groups of 64, a sign, a shared exponent, and planes of mantissa bits.

use half::f16;

use super::{fields, operand, power_of_two};

/// Activations of a group.
pub const LANES: usize = 64;

/// A group of activations: each is `mantissa * 2^(exponent - 14 - planes)` with its sign, the mantissa's highest bit that
/// of the first plane.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Compressed {
    /// Bit i is set where activation i is negative.
    pub signs: u64,
    /// The largest exponent field, that of a subnormal number being 1.
    pub exponent: u32,
    /// Bit i is activation i's.
    pub planes: Vec<u64>,
}

/// Shifts significands right to the largest exponent, and cuts their magnitudes off to `planes` bits.
pub fn compress(values: &[f16; LANES], planes: usize) -> Compressed {
    let exponent = values.iter().map(|&x| fields(x).2).max().unwrap_or(1);
    let bits = |bit: &dyn Fn(f16) -> bool| {
        let set = values.iter().enumerate().filter(|(_, x)| bit(**x));
        set.map(|(i, _)| 1 << i).sum()
    };
    let plane = |place: u32| {
        bits(&|x| {
            let (_, significand, field) = fields(x);
            // A significand has eleven bits; the highest comes out after as many planes as its exponent is lower.
            let below = 10 - i64::from(place) + i64::from(exponent - field);
            (0..11).contains(&below) && significand >> below & 1 != 0
        })
    };
    Compressed {
        signs: bits(&|x| fields(x).0),
        exponent,
        planes: (0..planes as u32).map(plane).collect(),
    }
}

/// What a group adds: the exact sum of products, times the scale, rounded.
pub fn scaled_products(activations: &Compressed, weights: &[i8; LANES], scale: f16) -> f32 {
    let mut sum = 0;
    for plane in &activations.planes {
        let mut of_plane = 0;
        for (i, &w) in weights.iter().enumerate() {
            let bit = (plane >> i & 1) as i32;
            let negative = activations.signs >> i & 1 != 0;
            of_plane += if negative { -bit } else { bit } * i32::from(w);
        }
        sum = 2 * sum + of_plane;
    }
    let unit = power_of_two(activations.exponent as i32 - 14 - activations.planes.len() as i32);
    sum as f32 * (operand(scale) * unit)
}
