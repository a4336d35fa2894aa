//! The Harmonia accelerator: hardware described in Rust, published as Verilog.
//!
//! | room | what is in it |
//! |---|---|
//! | [`expr`] | the expression layer that every leaf is written in |
//! | [`datapath`] | unpack, dot product, scale, accumulate, back to FP32 |
//! | [`convert`] | floats to BFP blocks |
//! | [`attention`] | attention over a compressed KV cache in memory |
//! | [`memory`] | activation buffer, result queue |
//! | [`control`] | the sequencer that executes the engine's commands, and who the engine works for |
//! | [`engine`] | what multiplies, wired together |
//! | [`accelerator`] | engine and attention |
//! | [`formal`] | what is proved about some blocks |
//! | [`layout`] | widths, block and command layouts: what more than one block must agree on |
//!
//! [`Design::accelerator`] turns a [`Configuration`] into Verilog. Leaves are circuits (behaviour), parents are rust-hdl blocks (structure);
//! [`verilog()`] writes any of them, and refuses what cannot be meant.

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
pub mod formal;
mod identifier;
pub mod layout;
pub mod memory;
mod stages;
mod structure;

pub use configuration::{Body, Configuration, ConfigurationError};
pub use design::{Design, Direction, MemoryPort, Stream};
pub use emit::verilog;
