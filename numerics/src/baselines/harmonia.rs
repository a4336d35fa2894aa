//! Ours: what a pass of the engine adds to an exact sum, for its three modes.

use half::f16;

use crate::kv::{Codes, KvBits, KvBlock, Scale};
use crate::{Accumulator, Block, GROUP, exact_f16};

/// The block of 32 FP16 numbers as a converter for those alone makes it, `None` where one is not finite: [`Block::from_f32`]'s, but with
/// an exponent of -21 at least, that of FP16's smallest normal number, and also where all mantissas are 0.
pub fn block(values: &[f16; GROUP]) -> Option<Block> {
    const LEAST: i8 = -21;
    let wide = values.map(f16::to_f32);
    let own = Block::from_f32(&wide).ok()?;
    if wide.iter().any(|x| x.abs() >= f16::MIN_POSITIVE.to_f32()) {
        return Some(own);
    }
    let units = |x: f32| (x * f32::from(-LEAST).exp2()).round_ties_even() as i16;
    Some(Block {
        mantissas: wide.map(units),
        exponent: LEAST,
    })
}

/// Digits that meet the mantissas of a block, with the scale of both.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Digits {
    /// Passes, the high one first: integers from -15 to 15.
    pub passes: Vec<[i8; GROUP]>,
    /// The scale's significand, -2,047 to 2,047.
    pub significand: i32,
    /// Its exponent: the scale is `significand * 2^exponent`.
    pub exponent: i32,
}

impl Digits {
    /// M8W4: integers from -8 to 7 with an FP16 scale, `None` where that is not finite.
    pub fn weights(weights: &[i8; GROUP], scale: f16) -> Option<Self> {
        let (significand, exponent) = exact_f16(scale)?;
        Some(Digits {
            passes: vec![*weights],
            significand,
            exponent,
        })
    }

    /// M8M4: keys or values as their high plane has them, mantissas of 4 bits.
    ///
    /// # Panics
    /// When a mantissa exceeds the limit of [`KvBits::Four`].
    pub fn high_plane(block: &KvBlock) -> Self {
        let high = Codes::new(KvBits::Four, block).demoted();
        Self::of(vec![high.mantissas.map(|m| m as i8)], high.scale)
    }

    /// M8M8: both planes of keys or values, mantissas of 8 bits.
    ///
    /// # Panics
    /// When a mantissa exceeds the limit of [`KvBits::Four`].
    pub fn both_planes(block: &KvBlock) -> Self {
        let high = Codes::new(KvBits::Four, block).demoted().mantissas;
        let low = std::array::from_fn(|i| (block.mantissas[i] - 16 * high[i]) as i8);
        Self::of(vec![high.map(|m| m as i8), low], block.scale)
    }

    fn of(passes: Vec<[i8; GROUP]>, scale: Scale) -> Self {
        Digits {
            passes,
            significand: scale.significand().into(),
            exponent: scale.exponent().into(),
        }
    }

    /// Adds the product with a block: one addend, rounded by itself.
    pub fn accumulate(&self, block: &Block, sum: &mut Accumulator) {
        let joined = self.passes.iter().fold(0, |above, digits| {
            16 * above + i64::from(block.dot_quants(digits))
        });
        let exponent = i32::from(block.exponent) + self.exponent;
        sum.add_power(i64::from(self.significand) * joined, exponent as i16);
    }
}
