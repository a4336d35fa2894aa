//! The Harmonia engine: hardware described in Rust, published as Verilog.
//!
//! | room | what is in it |
//! |---|---|
//! | [`expr`] | the expression layer that every leaf is written in |
//! | [`datapath`] | unpack, dot product, scale, accumulate, back to FP32 |
//! | [`convert`] | floats to BFP blocks |
//! | [`attention`] | the arithmetic of attention: rotation, scores, softmax, division |
//! | [`memory`] | activation buffer, result queue |
//! | [`control`] | the sequencer that executes commands |
//! | [`engine`] | all of it wired together |
//! | [`layout`] | widths, block and command layouts: what more than one block must agree on |
//!
//! [`Design::engine`] turns a [`Configuration`] into Verilog. Leaves are circuits (behaviour), parents are rust-hdl blocks (structure).

pub mod accelerator;
mod alone;
pub mod attention;
pub mod configuration;
pub mod control;
pub mod convert;
pub mod datapath;
pub mod design;
mod emit;
pub mod engine;
pub mod expr;
pub mod layout;
pub mod memory;

pub use configuration::{Configuration, ConfigurationError};
pub use design::{Design, Direction, MemoryPort, Stream};
