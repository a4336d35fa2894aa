//! The fast product of a matrix with a few tokens, bit-identical to [`reference`](crate::reference).
//!
//! # Why floating point may stand in for the accumulator
//! An addend is `floor(d * P * 2^(E+32))`. d has 11 significant bits and P at most 21, so FP64 holds d*P exactly, multiplying by a
//! power of two keeps it exact, and rounding it down gives the addend itself. Integers below 2^53 add exactly in FP64 too.
//! So if no partial sum of a row can reach 2^53 * 2^-32 = 2^21, the FP64 sum *is* the accumulator, and its
//! conversion to FP32 rounds the same number the same way. [`Panels`] keep a bound on the weights of each panel, every call
//! finds the sum of magnitudes of each token, and their product decides: below [`PROVEN`] the vector kernels run, above it
//! (never seen in a language model, but legal) the exact accumulators do, which also report overflow.
//!
//! # Layout
//! A panel is 16 rows. SIMD lanes are rows, so no sum ever crosses lanes: one vector holds, for each row, the 4 weights of
//! one *quad* of columns as unsigned bytes (the integers plus the format's offset), ready for a multiply-add of byte quads
//! against 4 broadcast activations. In memory 4-bit formats keep two quads in one line of 64 bytes, 4 bits a weight.

mod activations;
#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod panels;
mod portable;

pub use panels::Panels;

use std::ops::Range;

use crate::accumulator::Flags;
use crate::block::Block;
use activations::Operand;
use panels::{Panel, ROWS};

/// Results are proven to be small when their bound is below this: half of 2^21, so that the rounding of the bound
/// itself, a few parts in 10^16, cannot matter.
const PROVEN: f64 = (1u64 << 20) as f64;

/// The unit of the accumulator.
const LSB: f64 = 1.0 / (1u64 << 32) as f64;

/// Tokens that share the unpacked weights of a panel.
const TILE: usize = 4;

/// Multiplies a panel with the tokens of a tile by a vector kernel, which raises no flags, or by the exact one.
///
/// Shapes: `operands` holds the groups of one token after the other (none for the portable kernel), `results` one entry a
/// token, at most [`TILE`]. Flags are those of `lanes` only.
fn multiply(
    kernel: Kernel,
    panel: &Panel<'_>,
    tokens: &[&[Block]],
    operands: &[Operand],
    lanes: Range<usize>,
    results: &mut [[f32; ROWS]],
) -> Flags {
    #[cfg(target_arch = "x86_64")]
    if kernel != Kernel::Portable {
        match results.len() {
            1 => vector::<1>(kernel, panel, operands, results),
            2 => vector::<2>(kernel, panel, operands, results),
            3 => vector::<3>(kernel, panel, operands, results),
            _ => vector::<TILE>(kernel, panel, operands, results),
        }
        return Flags::default();
    }
    portable::multiply(panel, tokens, lanes, results)
}

#[cfg(target_arch = "x86_64")]
fn vector<const T: usize>(
    kernel: Kernel,
    panel: &Panel<'_>,
    operands: &[Operand],
    results: &mut [[f32; ROWS]],
) {
    let groups = panel.scales.len();
    let operands = std::array::from_fn(|token| &operands[token * groups..(token + 1) * groups]);
    if kernel == Kernel::Avx512 {
        // SAFETY: `Panels::multiply_with` asked the processor for the kernel.
        unsafe { avx512::multiply::<T>(panel, operands, results) }
    } else {
        // SAFETY: as above.
        unsafe { avx2::multiply::<T>(panel, operands, results) }
    }
}

/// Instructions a product may use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kernel {
    /// Plain Rust with exact accumulators; every processor.
    Portable,
    /// 256-bit integer vectors.
    Avx2,
    /// 512-bit vectors with byte dot products (AVX-512 F, BW, DQ, VL and VNNI).
    Avx512,
}

impl Kernel {
    /// The fastest one this processor has.
    pub fn best() -> Self {
        [Self::Avx512, Self::Avx2]
            .into_iter()
            .find(|kernel| kernel.is_available())
            .unwrap_or(Self::Portable)
    }

    pub fn is_available(self) -> bool {
        match self {
            Self::Portable => true,
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => is_x86_feature_detected!("avx2") && is_x86_feature_detected!("f16c"),
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => {
                is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vl")
                    && is_x86_feature_detected!("avx512vnni")
            }
            #[cfg(not(target_arch = "x86_64"))]
            Self::Avx2 | Self::Avx512 => false,
        }
    }
}
