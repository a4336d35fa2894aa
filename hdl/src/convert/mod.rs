//! Real-time conversion between number formats.

pub(crate) mod float;
pub mod float_to_bfp;
