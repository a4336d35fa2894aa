//! The arithmetic of the accelerator: what the emulator computes, what the RTL is checked against,
//! what a board has to reproduce. Everything else in this workspace may be rewritten; a changed bit
//! in here is a changed product.
//!
//! # The contract
//! **The schedule is invisible.** How a matrix is tiled, how many tokens travel together, in which
//! order groups arrive, whether a stream stalls: none of it may show in a result. Floating-point
//! sums cannot promise that, since each addition rounds what came before. Here every addend is
//! rounded *once, by itself*, to fixed point, and fixed-point addition is associative.
//!
//! **There is one meaning.** [`mod@reference`] states it in a few plain loops. The fast path, the
//! Verilated RTL and a board give the same bits, so whoever compares two of them uses `==`.
//!
//! # From floats to a result
//! ```text
//! 32 floats --> block: a[32], E, S = sum a        group of 32 weights: q[32], d, in Int4Min also m
//!                          \                        /
//!                         P = sum a*q   (exact integer)
//!                         floor(d * P * 2^(E+32))  and  floor(m * S * 2^(E+32))
//!                                     |
//!                         Accumulator: 80 bits, unit 2^-32, addition modulo 2^80
//!                                     |
//!                         low 64 bits --> FP32, half to even; flags overflow, invalid
//! ```
//!
//! | what | rule | where |
//! |---|---|---|
//! | float to mantissas | smallest exponent that fits, every element half to even | [`Block`] |
//! | keys and values to mantissas | smallest scale of four bits that fits, half away from zero | [`kv::KvBlock`] |
//! | 8-bit mantissas to 4 or 3 bits | half away from zero, remainder signed | [`kv::Codes`] |
//! | float to integer weights | FP16 scale first, then quotients half to even | [`Matrix::quantise`] |
//! | addend | exact product, floor | [`Accumulator::add`] |
//! | result | half to even | [`fixed_to_f32`] |
//! | operations on vectors | each product, sum and quotient half to even; squares summed exactly | [`vector`] |
//!
//! # Map
//! * `float`: FP32 and FP16 as sign, mantissa and exponent ([`Float`]); FP16 as a rational
//!   ([`exact_f16`]).
//! * `block`: [`Block`], conversion, dot products.
//! * `matrix`: [`Format`], [`Matrix`]. `quantise`: its rules for float weights.
//! * `accumulator`: [`Accumulator`], [`Outcome`], [`Flags`].
//! * [`mod@reference`]: a product as its definition.
//! * [`kv`]: attention over a compressed KV cache.
//! * [`vector`]: norm, RoPE, SwiGLU, additions.
//! * [`baselines`]: what processing elements of other systems compute.
//! * `fast`: [`Panels`], the same product by vector instructions found at run time ([`Kernel`]),
//!   and the argument why its bits are those of the reference.
//!
//! # Example
//! ```
//! use harmonia_numerics::{Accumulator, Block, Format, Matrix, Panels, reference};
//!
//! let weights: Vec<f32> = (0..64 * 48).map(|i| (i % 23) as f32 / 23.0 - 0.5).collect();
//! let matrix = Matrix::quantise(Format::Int4Min, 64, 48, &weights)?;
//! let input: Vec<f32> = (0..48).map(|i| (i as f32 * 0.7).sin()).collect();
//! let blocks = Block::from_slice(&input)?; // two blocks, the second padded
//!
//! let mut accumulators = vec![Accumulator::default(); 64];
//! reference::multiply(&matrix, 0..64, 0..2, &blocks, &mut accumulators);
//!
//! let mut out = vec![0.0; 64];
//! let flags = Panels::new(&matrix).multiply(0..64, &[&blocks], &mut out);
//! assert!(!flags.overflow);
//! assert!(out.iter().zip(&accumulators).all(|(x, sum)| *x == sum.finish().value));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod accumulator;
pub mod baselines;
mod block;
mod fast;
mod float;
pub mod kv;
mod matrix;
mod quantise;
pub mod reference;
pub mod vector;

pub use accumulator::{
    ACCUMULATOR_BITS, Accumulator, FRACTION_BITS, Flags, MAX_ADDENDS, Outcome, fixed_to_f32,
};
pub use block::{Block, NotFinite};
pub use fast::{Kernel, Panels};
pub use float::{Float, exact_f16};
pub use harmonia_contract::{Format, GROUP, Packing};
pub use matrix::{GroupRef, Matrix, MatrixError, nibbles};
