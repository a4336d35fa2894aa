//! The expression layer: arithmetic described once, evaluated in Rust and printed as Verilog.
//!
//! rust-hdl's kernel language loses widths (a carry survives a cast, a comparison ignores a sign), so every leaf of this
//! design is described here instead. A [`Leaf`] is built by plain Rust from [`Word`]s of exact width and sign; the finished
//! [`Circuit`] is read twice: by its evaluator, which serves rust-hdl's own stepping, and by the printer, whose Verilog
//! has no implicit extension, truncation or sign anywhere.
//!
//! ```text
//!   Leaf, Word  --build-->  Circuit  --evaluate-->  rust-hdl `Logic::update`
//!  (what it computes)          |
//!                              `-----print------>  rust-hdl `Logic::hdl`  -->  Verilog
//! ```
//!
//! **Pipeline stages.** A word knows in which cycle, counted from a leaf's time origin, its value is there. Combining two
//! words of different stages panics while the design is built: a pipeline cannot be skewed by a forgotten register.
//! Constants and state (registers with feedback) belong to every stage.

mod arithmetic;
mod block;
mod circuit;
mod evaluate;
mod graph;
mod leaf;
mod memory;
mod print;
mod word;

pub use arithmetic::{adder_tree, any, concat, leading_zeros, maximum_tree, mux_tree};
pub use block::{Signals, bits_to_value, value_to_bits};
pub use circuit::{Circuit, PortDirection};
pub use leaf::{Leaf, Multiplier, State};
pub use memory::Memory;
pub use word::Word;
