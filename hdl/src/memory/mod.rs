//! The memory port, and who uses it.
//!
//! [`port`] joins what the attention unit asks for; [`controller`] joins attention with all others behind one port.
//! [`weights`] and [`transfer`] are two of these others. [`check`] tells whether words are what they were.

pub mod arbiter;
pub mod check;
pub mod controller;
pub mod counters;
pub mod owners;
pub mod port;
pub mod read_queue;
pub mod reads_skid;
pub mod sdram;
pub mod transfer;
pub mod walk;
pub mod weights;

/// Who reads memory, by number.
pub const CLIENTS: [&str; 5] = ["attention", "weights", "program", "transfer", "loader"];

use crate::attention::layout::{ENABLE_BITS, LENGTH_BITS, MEMORY_ADDRESS_BITS, WORD_BITS};
// rust-hdl's derive expects its prelude in scope.
use rust_hdl::prelude::*;

crate::interface! {
    /// The memory port of a design ([`MemoryPort`](crate::MemoryPort)), seen from the design.
    pub struct Client, Memory {
        /// There is a request.
        out request_valid: 1,
        /// It writes one word; else it reads.
        out request_write: 1,
        /// Its first word.
        out request_address: MEMORY_ADDRESS_BITS,
        /// Its words.
        out request_length: LENGTH_BITS,
        /// The word to write.
        out request_data: WORD_BITS,
        /// Bytes of it to write.
        out request_enables: ENABLE_BITS,
        /// The word read is taken.
        out read_ready: 1;
        /// The request is taken.
        in request_ready: 1,
        /// A word read.
        in read_data: WORD_BITS,
        /// It is there.
        in read_valid: 1,
    }
}

crate::interface! {
    /// Requests to read, and to write a word, seen from who makes them. A request stays as it is until it is taken.
    pub struct Requests, RequestsFor {
        /// There is a request.
        out valid: 1,
        /// It writes one word; else it reads.
        out write: 1,
        /// Its first word.
        out address: MEMORY_ADDRESS_BITS,
        /// Its words; 1 where it writes.
        out length: LENGTH_BITS,
        /// The word to write.
        out data: WORD_BITS,
        /// Bytes of it to write.
        out enables: ENABLE_BITS;
        /// It is taken.
        in ready: 1,
    }
}

crate::interface! {
    /// Requests to read, seen from who makes them.
    pub struct Reads, ReadsFor {
        /// There is a request.
        out valid: 1,
        /// Its first word.
        out address: MEMORY_ADDRESS_BITS,
        /// Its words.
        out length: LENGTH_BITS;
        /// It is taken.
        in ready: 1,
    }
}

crate::interface! {
    /// Requests to write a word, seen from who makes them.
    pub struct Writes, WritesFor {
        /// There is a request.
        out valid: 1,
        /// The word's address.
        out address: MEMORY_ADDRESS_BITS,
        /// The word.
        out data: WORD_BITS,
        /// Bytes of it to write.
        out enables: ENABLE_BITS;
        /// It is taken.
        in ready: 1,
    }
}
