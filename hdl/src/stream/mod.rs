//! Streams, and what they need on their way: queues, and two places where a stream's `ready` is too long for one cycle.

pub mod beat_queue;
pub mod result_queue;
pub mod skid_buffer;

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
