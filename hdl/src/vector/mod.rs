//! Operations on vectors of FP32: docs/numerics.md, "Vector operations".

pub mod math;
