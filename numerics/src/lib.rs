//! crate docs to come
mod accumulator;
mod block;
mod fast;
mod float;
mod matrix;
mod planes;
mod quantise;
pub mod reference;

pub use accumulator::{
    ACCUMULATOR_BITS, Accumulator, FRACTION_BITS, Flags, MAX_ADDENDS, Outcome, fixed_to_f32,
};
pub use block::{Bfp, Block, Limit, NotFinite};
pub use fast::{Kernel, Panels};
pub use float::{Float, exact_f16};
pub use matrix::{Format, GroupRef, Matrix, MatrixError};
pub use planes::{Planes, SplitError};

/// Values that share an exponent or a scale, along the contraction axis.
pub const GROUP: usize = 32;
