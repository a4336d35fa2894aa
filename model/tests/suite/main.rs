//! Tests of the crate through its public interface.

mod bad_inputs;
mod dequantise;
mod forward;
mod fuzz;
mod keys;
mod split;
mod template_fuzz;
mod tokens;
mod writer;
