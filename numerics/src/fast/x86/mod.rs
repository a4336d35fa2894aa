//! Vector kernels for x86-64.
//!
//! # Why floating point may stand in for the accumulator
//! An addend is `floor(d * P * 2^(E+32))`. d has 11 significant bits and P at most 21, so FP64
//! holds d*P exactly, multiplying by a power of two keeps it exact, and rounding it down gives the
//! addend itself. Integers below 2^53 add exactly in FP64 too. So if no partial sum of a row can
//! reach 2^53 * 2^-32 = 2^21, the FP64 sum *is* the accumulator, and its conversion to FP32 rounds
//! the same number the same way. [`Panels`](super::Panels) know a bound on the weights of each
//! panel, every call finds the sum of magnitudes of each token, and their product decides: below
//! [`PROVEN`] the kernels run, from there on they leave the sum to exact accumulators.

mod avx2;
mod avx512;
mod operand;

use std::ops::Range;

use half::f16;
use harmonia_contract::{Format, Packing};

use super::Kernel;
use super::panels::{Line, Panel, ROWS, TILE};
use crate::block::Block;
use operand::{Encoding, Operand, encode};

/// Results are proven to be small when their bound is below this: half of 2^21, so that neither the
/// rounding of the bound itself (a few parts in 10^12) nor what the addends were rounded down by
/// (2^-17 in all) can matter.
const PROVEN: f64 = (1u64 << 20) as f64;

/// The unit of the accumulator.
const LSB: f64 = 1.0 / (1u64 << 32) as f64;

/// How far ahead weights are asked for: 8 kB of nibbles or 16 kB of bytes, the best of 4 to 64
/// groups by measurement.
const PREFETCH_GROUPS: usize = 32;

/// The tokens of one call, as a vector kernel reads them.
pub(super) struct Activations {
    kernel: VectorKernel,
    groups: usize,
    /// Token by token, group by group.
    operands: Vec<Operand>,
    /// The sum of the magnitudes of each token.
    magnitudes: Vec<f64>,
}

#[derive(Clone, Copy)]
enum VectorKernel {
    Avx2,
    Avx512,
}

impl Activations {
    /// `None` when the kernel is not a vector kernel. The processor must have it:
    /// `Panels::multiply_with` asserts that.
    pub(super) fn new(kernel: Kernel, format: Format, tokens: &[&[Block]]) -> Option<Self> {
        let (kernel, encoding) = match (kernel, format.packing()) {
            (Kernel::Portable, _) => return None,
            (Kernel::Avx2, Packing::Bytes) => (VectorKernel::Avx2, Encoding::Pairs),
            (Kernel::Avx2, Packing::Nibbles) => (VectorKernel::Avx2, Encoding::Signs),
            (Kernel::Avx512, _) => (VectorKernel::Avx512, Encoding::Halves),
        };
        let groups = tokens.first().map_or(0, |token| token.len());
        let mut operands = Vec::with_capacity(tokens.len() * groups);
        let magnitudes = tokens
            .iter()
            // SAFETY: the processor has the kernel, and with either of the two AVX2.
            .map(|token| unsafe { encode(&encoding, format, token, &mut operands) })
            .collect();
        Some(Self {
            kernel,
            groups,
            operands,
            magnitudes,
        })
    }

    /// Multiplies a panel with a tile of 1 to 4 tokens, unless its sums may be too large: then
    /// `false`, and no result.
    pub(super) fn multiply(
        &self,
        panel: &Panel<'_>,
        weight_bound: f64,
        tile: Range<usize>,
        results: &mut [[f32; ROWS]],
    ) -> bool {
        let magnitude = self.magnitudes[tile.clone()]
            .iter()
            .copied()
            .fold(0.0, f64::max);
        // An infinite magnitude beside a bound of 0 makes a NaN, which is not proven either.
        let proven = weight_bound * magnitude < PROVEN;
        if proven {
            match tile.len() {
                1 => self.run::<1>(panel, tile.start, results),
                2 => self.run::<2>(panel, tile.start, results),
                3 => self.run::<3>(panel, tile.start, results),
                _ => self.run::<TILE>(panel, tile.start, results),
            }
        }
        proven
    }

    fn run<const T: usize>(&self, panel: &Panel<'_>, first: usize, results: &mut [[f32; ROWS]]) {
        let operands = std::array::from_fn(|token| {
            let start = (first + token) * self.groups;
            &self.operands[start..start + self.groups]
        });
        match self.kernel {
            // SAFETY: the processor has the kernel (`new`).
            VectorKernel::Avx2 => unsafe { avx2::multiply::<T>(panel, operands, results) },
            // SAFETY: as above.
            VectorKernel::Avx512 => unsafe { avx512::multiply::<T>(panel, operands, results) },
        }
    }
}

/// Asks for the weights of the group [`PREFETCH_GROUPS`] after this one, in this panel or a later
/// one.
///
/// A token reads every weight once, and panels are shorter than what the processor's own
/// prefetchers need to find their pace; without this, decoding SmolLM2-135M takes 1.8 times as long
/// on one core.
#[inline(always)]
fn prefetch(lines: &[Line], scales: &[f16; ROWS], minima: Option<&[f16; ROWS]>) {
    use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
    let ahead = lines.as_ptr().wrapping_add(PREFETCH_GROUPS * lines.len());
    for line in 0..lines.len() {
        // SAFETY: a prefetch reads nothing; any address is allowed, also beyond the end of an
        // allocation.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(ahead.wrapping_add(line).cast()) };
    }
    for scales in [Some(scales), minima].into_iter().flatten() {
        let ahead = (&raw const *scales).wrapping_add(PREFETCH_GROUPS);
        // SAFETY: as above.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(ahead.cast()) };
    }
}
