//! Real-time conversion between number formats.

pub mod float_to_bfp;
