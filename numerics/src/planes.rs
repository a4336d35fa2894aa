//! An M8 block as two planes, so that it can be demoted to M4 or M3 by no longer reading one of
//! them.

use thiserror::Error;

use crate::GROUP;
use crate::block::{Bfp, Block};

/// An M8 block split into a high plane of M bits and a signed low plane, M = 4 or 3.
///
/// With k = 8 - M low bits, every magnitude is taken apart as
/// `high = (magnitude + 2^(k-1)) >> k` and `low = magnitude - (high << k)`.
///
/// **Rounding.** `high` is the magnitude rounded to its upper M bits, half *away from zero*: a
/// demoted value is the nearest M-bit value, not a truncated one. That needs a low part with a sign
/// of its own (-8..=7 for M4, -16..=15 for M3), and a high part that cannot carry out of M bits:
/// the source must keep within [`Limit::SPLITS_TO_M4`](crate::Limit::SPLITS_TO_M4) or
/// [`SPLITS_TO_M3`](crate::Limit::SPLITS_TO_M3).
///
/// The element's sign belongs to the high plane and is kept where `high` is 0, because `low` still
/// needs it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Planes<const M: usize> {
    negative: [bool; GROUP],
    high: [u8; GROUP],
    low: [i8; GROUP],
    exponent: i8,
}

/// Why a block cannot be split.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum SplitError {
    /// A magnitude is above [`Planes::LIMIT`], so that its rounded high part would have one bit too many.
    #[error(
        "mantissa {mantissa} of element {index} rounds out of the high plane; \
         convert with a limit of {limit} before splitting"
    )]
    MantissaTooLarge {
        /// The element, 0 to 31.
        index: usize,
        /// Its mantissa.
        mantissa: i16,
        /// The largest magnitude that can be split.
        limit: i16,
    },
    /// The exponent of the demoted block would be above 127.
    #[error("exponent {exponent} leaves no room for the {shift} bits the high plane is shifted by")]
    ExponentTooLarge {
        /// That of the block.
        exponent: i8,
        /// Bits of the low plane, which demotion adds to the exponent.
        shift: usize,
    },
}

impl SplitError {
    /// The stable name of the error, for programs and for searching.
    pub fn code(&self) -> &'static str {
        match self {
            Self::MantissaTooLarge { .. } => "planes.mantissa_too_large",
            Self::ExponentTooLarge { .. } => "planes.exponent_too_large",
        }
    }
}

impl<const M: usize> Planes<M> {
    /// Width of the low part before its sign.
    pub const SHIFT: usize = {
        assert!(matches!(M, 3 | 4), "the high plane has 4 or 3 bits");
        8 - M
    };
    const HALF: i16 = 1 << (Self::SHIFT - 1);
    /// The largest magnitude that can be split: 247 or 239.
    pub const LIMIT: i16 = (1 << 8) - 1 - Self::HALF;

    /// Splits every mantissa. Nothing is lost: [`join`](Self::join) gives the block back.
    ///
    /// # Errors
    /// A magnitude above [`LIMIT`](Self::LIMIT), or an exponent the demoted block could not
    /// express.
    pub fn split(block: &Block) -> Result<Self, SplitError> {
        if block.exponent.checked_add(Self::SHIFT as i8).is_none() {
            return Err(SplitError::ExponentTooLarge {
                exponent: block.exponent,
                shift: Self::SHIFT,
            });
        }
        let mut planes = Self {
            negative: [false; GROUP],
            high: [0; GROUP],
            low: [0; GROUP],
            exponent: block.exponent,
        };
        for (index, &mantissa) in block.mantissas.iter().enumerate() {
            if !(-Self::LIMIT..=Self::LIMIT).contains(&mantissa) {
                return Err(SplitError::MantissaTooLarge {
                    index,
                    mantissa,
                    limit: Self::LIMIT,
                });
            }
            let magnitude = mantissa.abs();
            let high = (magnitude + Self::HALF) >> Self::SHIFT;
            planes.negative[index] = mantissa < 0;
            planes.high[index] = high as u8;
            planes.low[index] = (magnitude - (high << Self::SHIFT)) as i8;
        }
        Ok(planes)
    }

    /// Both planes: the block that was split.
    pub fn join(&self) -> Block {
        Block {
            mantissas: std::array::from_fn(|i| {
                let magnitude = (i16::from(self.high[i]) << Self::SHIFT) + i16::from(self.low[i]);
                if self.negative[i] {
                    -magnitude
                } else {
                    magnitude
                }
            }),
            exponent: self.exponent,
        }
    }

    /// The high plane alone: the block rounded to M bits, its exponent larger by
    /// [`SHIFT`](Self::SHIFT) (0 when nothing is left, as in every zero block).
    pub fn demote(&self) -> Bfp<M> {
        if self.high == [0; GROUP] {
            return Bfp::ZERO;
        }
        Bfp {
            mantissas: std::array::from_fn(|i| {
                let high = i16::from(self.high[i]);
                if self.negative[i] { -high } else { high }
            }),
            // `split` refused exponents for which this would overflow.
            exponent: self.exponent + Self::SHIFT as i8,
        }
    }

    /// Signs of the elements; part of the high plane.
    pub fn negative(&self) -> &[bool; GROUP] {
        &self.negative
    }

    /// Rounded upper bits, 0..=15 or 0..=7.
    pub fn high(&self) -> &[u8; GROUP] {
        &self.high
    }

    /// Signed remainders, relative to the magnitude: -8..=7 or -16..=15.
    pub fn low(&self) -> &[i8; GROUP] {
        &self.low
    }

    /// The exponent of the M8 block, which both planes share.
    pub fn exponent(&self) -> i8 {
        self.exponent
    }
}
