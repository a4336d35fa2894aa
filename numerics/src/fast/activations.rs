//! Activation blocks in the form the kernels broadcast them.

use std::ops::Range;

use super::Kernel;
use super::panels::{QUAD, QUADS, offset};
use crate::block::Block;
use crate::matrix::Format;
use crate::{FRACTION_BITS, GROUP};

/// One lane of 4 bytes (or 2 half-words) for each quad of a group.
#[derive(Clone, Copy)]
#[repr(C, align(32))]
pub(super) struct Lanes([u8; GROUP]);

impl Lanes {
    /// The low byte of a function of each mantissa. (A loop, because `map` on arrays is not vectorised.)
    #[inline(always)]
    fn bytes(mantissas: &[i16; GROUP], function: impl Fn(i16) -> i16) -> Self {
        let mut lanes = Self([0; GROUP]);
        for (lane, &a) in lanes.0.iter_mut().zip(mantissas) {
            *lane = function(a) as u8;
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

/// The tokens of one call.
pub(super) struct Activations {
    groups: usize,
    /// Token by token, group by group; empty for the portable kernel.
    operands: Vec<Operand>,
    /// The sum of the magnitudes of each token, infinite where a mantissa is out of range.
    magnitudes: Vec<f64>,
}

impl Activations {
    pub(super) fn new(kernel: Kernel, format: Format, tokens: &[&[Block]]) -> Self {
        let mut activations = Self {
            groups: tokens.first().map_or(0, |token| token.len()),
            operands: Vec::new(),
            magnitudes: vec![0.0; tokens.len()],
        };
        match (kernel, format) {
            (Kernel::Portable, _) => {}
            // SAFETY: `Panels::multiply_with` asked the processor for the kernel; both imply AVX2.
            #[cfg(target_arch = "x86_64")]
            (Kernel::Avx512, _) => unsafe { activations.encode(format, tokens, halves) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            (Kernel::Avx2, Format::Int8) => unsafe { activations.encode(format, tokens, pairs) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            (Kernel::Avx2, _) => unsafe { activations.encode(format, tokens, signs) },
            #[cfg(not(target_arch = "x86_64"))]
            (Kernel::Avx512 | Kernel::Avx2, _) => {}
        }
        activations
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn encode(
        &mut self,
        format: Format,
        tokens: &[&[Block]],
        lanes: impl Fn(&[i16; GROUP]) -> (Lanes, Lanes),
    ) {
        self.operands.reserve_exact(tokens.len() * self.groups);
        for (token, magnitude) in tokens.iter().zip(&mut self.magnitudes) {
            for block in *token {
                let (mut sum, mut total, mut largest) = (0, 0, 0);
                for &a in &block.mantissas {
                    sum += i32::from(a);
                    total += i32::from(a).abs();
                    largest = largest.max(i32::from(a).abs());
                }
                *magnitude += if largest <= i32::from(Block::MAX) {
                    f64::from(total) * power_of_two(block.exponent.into())
                } else {
                    f64::INFINITY
                };
                let (first, second) = lanes(&block.mantissas);
                let unit = power_of_two(i32::from(block.exponent) + FRACTION_BITS);
                self.operands.push(Operand {
                    first,
                    second,
                    correction: -offset(format) * sum,
                    unit,
                    sum: f64::from(sum) * unit,
                });
            }
        }
    }

    /// The largest sum of magnitudes among some tokens.
    pub(super) fn magnitude(&self, tokens: Range<usize>) -> f64 {
        self.magnitudes[tokens].iter().copied().fold(0.0, f64::max)
    }

    /// The blocks of some tokens, token by token; none for the portable kernel.
    pub(super) fn operands(&self, tokens: Range<usize>) -> &[Operand] {
        self.operands
            .get(tokens.start * self.groups..tokens.end * self.groups)
            .unwrap_or_default()
    }
}

/// 2^e for the exponents that occur here, all of them normal in FP64.
fn power_of_two(e: i32) -> f64 {
    f64::from_bits(((e + 1023) as u64) << 52)
}

/// a = 2h + l with h = floor(a / 2), a signed byte, and l = 0 or 1: two dot products of unsigned by signed bytes.
#[inline(always)]
fn halves(mantissas: &[i16; GROUP]) -> (Lanes, Lanes) {
    (
        Lanes::bytes(mantissas, |a| a >> 1),
        Lanes::bytes(mantissas, |a| a & 1),
    )
}

/// Magnitudes, as unsigned bytes, and signs -1, 0 or 1, which are applied to the weights instead.
#[inline(always)]
fn signs(mantissas: &[i16; GROUP]) -> (Lanes, Lanes) {
    (
        Lanes::bytes(mantissas, i16::wrapping_abs),
        Lanes::bytes(mantissas, i16::signum),
    )
}

/// Half-words of the even and of the odd columns of each quad: the bytes of a quad of weights are widened by
/// masking and by shifting, which separates them like that.
#[inline(always)]
fn pairs(mantissas: &[i16; GROUP]) -> (Lanes, Lanes) {
    let mut lanes = [Lanes([0; GROUP]); 2];
    for quad in 0..QUADS {
        for i in 0..QUAD {
            let at = quad * QUAD + i / 2 * 2;
            lanes[i % 2].0[at..at + 2].copy_from_slice(&mantissas[quad * QUAD + i].to_le_bytes());
        }
    }
    (lanes[0], lanes[1])
}
