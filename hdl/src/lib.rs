//! The Harmonia accelerator: hardware described in Rust, published as Verilog.
//!
//! | room | what is in it |
//! |---|---|
//! | [`expr`] | the expression layer that every leaf is written in |
//! | [`engine`] | unpack, dot product, scale, accumulate, back to FP32, and the sequencer of its commands |
//! | [`attention`] | attention over a compressed KV cache in memory: `query`, `cache`, `control` |
//! | [`baselines`] | processing elements of other systems, and ours beside them |
//! | [`board`] | boards: their clocks and pins |
//! | [`memory`] | the memory port: its interfaces, and how its users share it |
//! | [`stream`] | the interface of a stream; FIFO, skid buffer, arbiter for any width |
//! | `float` | what conversions between float formats share |
//! | [`accelerator`], [`router`] | engine and attention, and who the engine works for |
//! | [`vector`] | operations on vectors of FP32: vector memory, sequencer, `math` |
//! | [`link`] | a serial line to a host: UART, packets, the words of frames |
//! | [`formal`] | what is proved about some blocks |
//! | [`layout`] | widths, block and command layouts: what more than one block must agree on |
//!
//! [`Design::of`] turns a [`Configuration`] into Verilog. Leaves are circuits (behaviour), parents are rust-hdl blocks (structure);
//! [`verilog()`] writes any of them, and refuses what cannot be meant.

// `#[named]` speaks of the crate by its name.
extern crate self as harmonia_hdl;

pub mod accelerator;
mod alone;
pub mod attention;
pub mod baselines;
pub mod board;
pub mod configuration;
pub mod design;
mod emit;
pub mod engine;
pub mod expr;
mod float;
pub mod formal;
mod identifier;
pub mod layout;
mod lines;
pub mod link;
mod meanings;
pub mod memory;
pub mod processor;
pub mod readability;
pub mod router;
mod stages;
pub mod stream;
mod structure;
pub mod system;
pub mod vector;

pub use configuration::{Configuration, ConfigurationError};
pub use design::{Design, MemoryPort, SdramPort, Stream};
pub use emit::verilog;
pub use engine::floorplan::{PlacedMultiplier, floorplan};
pub use expr::{Direction, MultiplierCell};
pub use readability::Readability;
