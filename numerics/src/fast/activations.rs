//! Activation blocks in the form the kernels broadcast them.

use std::ops::Range;

use super::Kernel;
use super::panels::{QUAD, QUADS, offset};
use crate::block::Block;
use crate::matrix::Format;
use crate::{FRACTION_BITS, GROUP};

/// One block as a vector kernel sees it. `first` and `second` hold one lane of 4 bytes (or 2 half-words) per quad.
#[derive(Clone)]
#[repr(C)]
pub(super) struct Operand {
    pub(super) first: [i32; QUADS],
    pub(super) second: [i32; QUADS],
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
        let groups = tokens.first().map_or(0, |token| token.len());
        let mut operands = Vec::with_capacity(tokens.len() * groups);
        let mut magnitudes = Vec::with_capacity(tokens.len());
        for token in tokens {
            let mut magnitude = 0.0;
            for block in *token {
                let mantissas = block.mantissas.map(i32::from);
                let sum: i32 = mantissas.iter().sum();
                let total: i32 = mantissas.iter().map(|a| a.abs()).sum();
                let largest = mantissas.iter().fold(0, |max, a| a.abs().max(max));
                magnitude += if largest <= i32::from(Block::MAX) {
                    f64::from(total) * power_of_two(block.exponent.into())
                } else {
                    f64::INFINITY
                };
                let (first, second) = match (kernel, format) {
                    (Kernel::Portable, _) => continue,
                    (Kernel::Avx512, _) => halves(&block.mantissas),
                    (Kernel::Avx2, Format::Int8) => pairs(&block.mantissas),
                    (Kernel::Avx2, _) => signs(&block.mantissas),
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
            magnitudes.push(magnitude);
        }
        Self {
            groups,
            operands,
            magnitudes,
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
fn halves(mantissas: &[i16; GROUP]) -> ([i32; QUADS], [i32; QUADS]) {
    (
        quads_of_bytes(|k| (mantissas[k] >> 1) as u8),
        quads_of_bytes(|k| (mantissas[k] & 1) as u8),
    )
}

/// Magnitudes, as unsigned bytes, and signs -1, 0 or 1, which are applied to the weights instead.
fn signs(mantissas: &[i16; GROUP]) -> ([i32; QUADS], [i32; QUADS]) {
    (
        quads_of_bytes(|k| mantissas[k].unsigned_abs() as u8),
        quads_of_bytes(|k| mantissas[k].signum() as u8),
    )
}

/// Half-words of the even and of the odd columns of each quad: the bytes of a quad of weights are widened by
/// masking and by shifting, which separates them like that.
fn pairs(mantissas: &[i16; GROUP]) -> ([i32; QUADS], [i32; QUADS]) {
    let pairs = |odd: usize| {
        std::array::from_fn(|quad| {
            let k = quad * QUAD + odd;
            i32::from(mantissas[k] as u16) | i32::from(mantissas[k + 2]) << 16
        })
    };
    (pairs(0), pairs(1))
}

fn quads_of_bytes(byte: impl Fn(usize) -> u8) -> [i32; QUADS] {
    std::array::from_fn(|quad| i32::from_le_bytes(std::array::from_fn(|i| byte(quad * QUAD + i))))
}
