//! Weights from memory to the engine: matrices ahead of the commands that multiply with them.
//!
//! ```text
//! order --> [requests] --bursts--> controller --words, kept in a queue--> [records] --beats--> engine
//!               `--runs, two waiting----------------------------------------^
//! ```
//!
//! An order names a matrix of memory ([records](harmonia_contract::weights) of four groups, docs/system.md). Its words are asked for as
//! long as the controller has room for them, whatever the engine does: up to 512 words wait ahead. Two orders wait as well, so
//! that the next matrix comes while the engine is still at this one.
//!
//! Beats come in the order of memory, a group's first pass before its second; groups that only fill the last record make none.

pub mod records;
pub mod requests;

use crate::attention::layout::WORD_BITS;
use crate::layout::WEIGHT_BEAT_BITS;
use crate::memory::Reads;
use crate::stream::{Sink, Source};
use records::Records;
use requests::WeightsRequests;
use rust_hdl::prelude::*;

/// Orders of [`WeightsReader`].
pub mod order {
    use crate::attention::layout::MEMORY_ADDRESS_BITS;
    use crate::layout::command::Field;
    use crate::memory::walk::LOOPS_BITS;
    use harmonia_contract::program;

    /// The first word of the first record.
    pub const ADDRESS: Field = (0, MEMORY_ADDRESS_BITS);
    /// Groups of pairs of outputs: pairs of the matrix times groups of each sum, as many as memory has room for (the upper bits
    /// are 0). The last record is the one that has the last of them. Of 0 groups there are no beats.
    pub const GROUPS: Field = (24, 32);
    /// [`Format::code`](harmonia_contract::Format::code).
    pub const FORMAT: Field = (56, program::FORMAT.bits);
    /// Loops around the matrix ([`crate::memory::walk`]): 0 to read it once.
    pub const LOOPS: Field = (58, LOOPS_BITS);
    /// Bits of an order.
    pub const BITS: usize = LOOPS.0 + LOOPS.1;
}

/// A matrix as it comes: groups of pairs of outputs, then the format.
mod run {
    use super::order;
    use crate::attention::layout::MEMORY_ADDRESS_BITS;
    use crate::layout::command::Field;

    /// Memory has fewer than 2^24 groups.
    pub const GROUPS: Field = (0, MEMORY_ADDRESS_BITS);
    pub const FORMAT: Field = (GROUPS.1, order::FORMAT.1);
    pub const BITS: usize = GROUPS.1 + FORMAT.1;
}

/// See the module's documentation.
#[derive(LogicBlock, Default)]
pub struct WeightsReader {
    /// Registers take their next values at its rising edge.
    pub clock: Signal<In, Clock>,
    /// Matrices to read, one after the other.
    pub order: Sink<{ order::BITS }>,
    /// The controller's client `weights`.
    pub request: Reads,
    /// The words that it gives to that client.
    pub words: Sink<WORD_BITS>,
    /// Beats for the engine.
    pub weights: Source<WEIGHT_BEAT_BITS>,
    /// All orders are done: every beat has left.
    pub idle: Signal<Out, Bits<1>>,
    requests: WeightsRequests,
    records: Records,
}

impl Logic for WeightsReader {
    #[hdl_gen]
    fn update(&mut self) {
        clock!(self, clock, requests, records);
        Sink::<{ order::BITS }>::link(&mut self.order, &mut self.requests.order);
        Reads::link(&mut self.request, &mut self.requests.request);
        Source::<{ run::BITS }>::join(&mut self.requests.run, &mut self.records.run);
        Sink::<WORD_BITS>::link(&mut self.words, &mut self.records.word);
        self.idle.next = self.requests.idle.val() & self.records.idle.val();
        Source::<WEIGHT_BEAT_BITS>::link(&mut self.weights, &mut self.records.weights);
    }
}
