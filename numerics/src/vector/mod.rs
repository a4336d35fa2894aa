//! Operations on vectors of FP32: docs/numerics.md, "Vector operations", bit by bit.
//!
//! ```text
//! norm     sum of squares, exact, 80 bits --> r = 1/sqrt(mean + epsilon), rounded once --> x * r * gain
//! RoPE     (x, y) --> (x * cos - y * sin, x * sin + y * cos)
//! SwiGLU   gate / (1 + 2^t) * up,   t = -gate * log2(e)
//! add      residual, bias;   multiply   channels by their factors
//! ```
//! Every product, sum and quotient is rounded by itself, half to even. There are no subnormal numbers: an
//! operand that is one counts as 0, and so does a result. A result that would not be finite is +0 and
//! raises a flag.
//!
//! * [`mod@reference`]: the definition, on integers alone, as hardware computes it.
//! * `elements`: [`add`], [`multiply`], [`round_to_fp16`], and what fast paths share. `norm`: [`Norm`]. `rope`: [`Rope`]. `swiglu`:
//!   [`swiglu`].
//!
//! Fast paths compute with the processor's floats, whose operations are those of IEEE 754, and look for
//! results that are not finite. Where there is one, the reference computes that part again.
//!
//! ```
//! use harmonia_numerics::vector::{Norm, Pairing, Rope, add, swiglu};
//!
//! let mut residual = [3.0, -4.0, 0.5, 12.0];
//! let mut normed = [0.0; 4];
//! let norm = Norm::new(4, 1e-5)?;
//! let mut flags = norm.apply(&residual, &[1.0; 4], &mut normed);
//! let rope = Rope::new(Pairing::Adjacent, 4, 2)?;
//! flags |= rope.apply(&[(0.0, 1.0)], &mut normed);
//! let mut inner = [0.0; 4];
//! flags |= swiglu(&normed, &[2.0; 4], &mut inner);
//! flags |= add(&mut residual, &inner);
//! assert!(!flags.overflow && !flags.invalid);
//! # Ok::<(), harmonia_numerics::vector::VectorError>(())
//! ```

mod elements;
mod norm;
pub mod reference;
mod rope;
mod swiglu;

pub use elements::{add, multiply, round_to_fp16};
pub use norm::Norm;
pub use rope::{Pairing, Rope};
pub use swiglu::swiglu;

/// The longest vector that a norm is taken of.
pub const MAX_WIDTH: usize = 1 << 15;
/// Squares are summed in units of 2^-40.
pub const SQUARE_BITS: i32 = 40;
/// Width of a sum of squares: it must stay below 2^40.
pub const SUM_BITS: u32 = 80;
/// A norm's inputs are below 2^20 in magnitude.
pub const NORM_LIMIT: f32 = (1 << NORM_LIMIT_BITS) as f32;
const NORM_LIMIT_BITS: i32 = 20;
/// Width of a norm's `width * epsilon` in units of 2^-40.
pub const EPSILON_BITS: u32 = 55;

/// Shapes and constants that the vector operations have no meaning for.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum VectorError {
    /// A norm's vector is empty or too long.
    #[error("a norm is taken of 1 to {MAX_WIDTH} values, not {0}")]
    Width(usize),
    /// A norm's epsilon is no positive number, or too large.
    #[error("a norm's epsilon is above 0 and below 1, not {0:e}")]
    Epsilon(f32),
    /// A norm's `width * epsilon` is 0, or has more bits than it may have.
    #[error("a norm's epsilon is 1 to 2^55 - 1 units, not {0}")]
    Units(u64),
    /// RoPE turns an even number of channels, no more than a head has.
    #[error(
        "RoPE turns an even number of channels, from 2 to the {head} of a head, not {dimensions}"
    )]
    Dimensions {
        /// Channels of a head.
        head: usize,
        /// Channels to be turned.
        dimensions: usize,
    },
}

impl VectorError {
    /// A code that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        match self {
            VectorError::Width(_) => "vector.width",
            VectorError::Epsilon(_) => "vector.epsilon",
            VectorError::Units(_) => "vector.units",
            VectorError::Dimensions { .. } => "vector.dimensions",
        }
    }
}
