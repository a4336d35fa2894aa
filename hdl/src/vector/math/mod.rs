//! The arithmetic of vector operations as leaves: FP32 without subnormal numbers, rounded half to even.
//!
//! | leaf | what it makes | cycles |
//! |---|---|---|
//! | [`multiply`] | product, and the exact one of 48 bits before rounding | 8, exact 4 |
//! | [`add`] | sum | 10 |
//! | [`divide`] | quotient | 30 |
//! | [`power`] | 2^t from softmax's table | 8 |
//! | [`squares`] | exact sum of squares, from the multiplier's exact products | 9 after the factors |
//! | [`root`] | `sqrt(width / sum)` of a norm, one at a time | 295 at most |
//! | [`half`] | FP16 | 5 |
//!
//! Each but `root` takes an operation every cycle; nothing is held back. They serve at any time
//! ([`own_origin`](crate::expr::Leaf::own_origin)).
//!
//! **Flags** are there with the result and only while it is valid. A flagged result is +0.

pub mod add;
pub mod divide;
pub mod half;
pub mod multiply;
pub mod power;
pub mod root;
mod round;
pub mod squares;

/// Bits of an FP32 number.
pub const FLOAT_BITS: usize = 32;
/// Bits of a significand, the hidden one included.
const SIGNIFICAND: usize = 24;
/// Bits of a significand without the hidden one.
const FRACTION: usize = SIGNIFICAND - 1;
