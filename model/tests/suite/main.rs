//! Tests of the crate through its public interface.

#![allow(clippy::unwrap_used)]

mod architectures;
mod bad_inputs;
mod dequantise;
mod executors;
mod forward;
mod fuzz;
mod interleaved;
mod keys;
mod plain;
mod program;
mod sequences;
mod split;
mod template_fuzz;
mod tokens;
mod weights;
mod writer;
