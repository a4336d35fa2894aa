//! Activation blocks in the form the vector kernels broadcast them.

use harmonia_contract::Format;

use crate::block::Block;
use crate::fast::panels::{QUAD, QUADS, offset};
use crate::{FRACTION_BITS, GROUP};

/// One lane of 4 bytes (or 2 half-words) for each quad of a group.
#[derive(Clone, Copy)]
#[repr(C, align(32))]
pub(super) struct Lanes([u8; GROUP]);

impl Lanes {
    /// The low byte of a function of each mantissa. (A loop, because `map` on arrays is not
    /// vectorised.)
    #[inline(always)]
    fn bytes(mantissas: &[i16; GROUP], function: impl Fn(i16) -> i16) -> Self {
        let mut lanes = Self([0; GROUP]);
        for (lane, &a) in lanes.0.iter_mut().zip(mantissas) {
            *lane = function(a) as u8;
        }
        lanes
    }

    /// Columns 0 and 2, or 1 and 3, of each quad.
    #[inline(always)]
    fn half_words(mantissas: &[i16; GROUP], odd: usize) -> Self {
        let mut lanes = Self([0; GROUP]);
        for quad in 0..QUADS {
            for pair in 0..2 {
                let at = quad * QUAD + 2 * pair;
                lanes.0[at..at + 2].copy_from_slice(&mantissas[at + odd].to_le_bytes());
            }
        }
        lanes
    }

    /// What a vector kernel broadcasts for a quad.
    #[inline(always)]
    pub(super) fn quad(&self, quad: usize) -> i32 {
        let (quads, _) = self.0.as_chunks::<QUAD>();
        i32::from_le_bytes(quads[quad])
    }
}

/// One block as a vector kernel sees it.
#[derive(Clone)]
pub(super) struct Operand {
    pub(super) first: Lanes,
    pub(super) second: Lanes,
    /// -offset * S: takes the offset of the stored integers out of P.
    pub(super) correction: i32,
    /// 2^(E + 32): values in units of the accumulator.
    pub(super) unit: f64,
    /// S * 2^(E + 32), what a minimum is multiplied with.
    pub(super) sum: f64,
}

/// Which bytes of a block its operand holds.
pub(super) enum Encoding {
    /// a = 2h + l: h, a signed byte, in `first`, and l, 0 or 1, in `second`. For dot products of
    /// unsigned by signed bytes.
    Halves,
    /// Magnitudes, unsigned bytes, in `first`, and signs -1, 0 or 1, which are applied to the
    /// weights instead, in `second`.
    Signs,
    /// Half-words of the even columns of each quad in `first` and of the odd ones in `second`: the
    /// bytes of a quad of weights are widened by masking and by shifting, which separates them like
    /// that.
    Pairs,
}

/// Encodes one token, and gives the sum of its magnitudes: infinite where a mantissa is out of
/// range.
#[target_feature(enable = "avx2")]
pub(super) fn encode(
    encoding: &Encoding,
    format: Format,
    token: &[Block],
    operands: &mut Vec<Operand>,
) -> f64 {
    let mut magnitude = 0.0;
    for block in token {
        let mantissas = &block.mantissas;
        let (mut sum, mut total, mut largest) = (0, 0, 0);
        for &a in mantissas {
            sum += i32::from(a);
            total += i32::from(a).abs();
            largest = largest.max(i32::from(a).abs());
        }
        magnitude += if largest <= i32::from(Block::MAX) {
            f64::from(total) * power_of_two(block.exponent.into())
        } else {
            f64::INFINITY
        };
        let (first, second) = match encoding {
            Encoding::Halves => (
                Lanes::bytes(mantissas, |a| a >> 1),
                Lanes::bytes(mantissas, |a| a & 1),
            ),
            Encoding::Signs => (
                Lanes::bytes(mantissas, i16::wrapping_abs),
                Lanes::bytes(mantissas, i16::signum),
            ),
            Encoding::Pairs => (
                Lanes::half_words(mantissas, 0),
                Lanes::half_words(mantissas, 1),
            ),
        };
        let unit = power_of_two(i32::from(block.exponent) + FRACTION_BITS);
        operands.push(Operand {
            first,
            second,
            correction: -offset(format) * sum,
            unit,
            sum: f64::from(sum) * unit,
        });
    }
    magnitude
}

/// 2^e for the exponents that occur here, all of them normal in FP64.
fn power_of_two(e: i32) -> f64 {
    f64::from_bits(((e + 1023) as u64) << 52)
}
