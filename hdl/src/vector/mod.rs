//! Operations on vectors of FP32: docs/numerics.md, "Vector operations".
//!
//! ```text
//! orders --> [sequencer] --pulses--> all others
//! fetched, results --> [intake] -------------------------------------------------------.
//! [addresses] --> [memory] --> [operands] <--> [math: multiply, add, power, divide] --> [results] --> [memory]
//!                                   ^---- [norm] <--> [math: squares, root]                 `--> [half] --> [sinks]
//! ```
//!
//! [`schedule`] is the program of it all: what an element of each kind does, in which cycle.

pub mod addresses;
pub mod intake;
pub mod math;
pub mod memory;
pub mod norm;
pub mod operands;
pub mod order;
pub mod pulses;
pub mod results;
pub mod schedule;
pub mod sequencer;
pub mod sinks;
pub mod unit;

pub use unit::VectorUnit;
