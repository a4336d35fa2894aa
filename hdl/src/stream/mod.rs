//! Streams, and what they need on their way: a FIFO, a skid buffer, a relay, an arbiter, each for any width and any number.

pub mod arbiter;
pub mod fifo;
pub mod relay;
pub mod skid_buffer;

use crate::expr::{Leaf, Word};
// rust-hdl's derive expects its prelude in scope.
use rust_hdl::prelude::*;

crate::interface! {
    /// A stream, seen from who sends it. A beat moves in a cycle in which it is both `valid` and `ready`.
    pub struct Source, Sink<const N: usize> {
        /// The beat.
        out data: N,
        /// It is there.
        out valid: 1;
        /// It is taken.
        in ready: 1,
    }
}

/// The beat of a stream that a leaf takes, and whether it is there. The leaf's output `<name>_ready` answers.
pub fn incoming(leaf: &mut Leaf, name: &str, width: usize) -> [Word; 2] {
    let data = leaf.control(&format!("{name}_data"), width);
    [data, leaf.control(&format!("{name}_valid"), 1)]
}

/// Sends a stream's beat. The leaf's input `<name>_ready` answers.
pub fn outgoing(leaf: &mut Leaf, name: &str, data: &Word, valid: &Word) {
    leaf.output(&format!("{name}_data"), data);
    leaf.output(&format!("{name}_valid"), valid);
}
