//! The memory controller: one port for all who read and write memory.
//!
//! ```text
//! attention, weights, transfer, uploads --requests----------------> [arbiter] --> memory
//! program, loader --requests to read--> [skid buffers of two] ----------^ | who, how many words
//! attention  <--words-- [queue of 512] <--.                                v
//! weights    <--words-- [queue of 512] <--+------------------------- [owners] <-- words of memory
//! transfer   <--words-- [queue of 512] <--|
//! program    <--words-- [queue of 32]  <--|
//! loader     <--words-- [queue of 32]  <--'
//! ```
//!
//! * A read sees every write whose request was taken before its own, whoever made them: requests go to memory in the order in
//!   which they are taken.
//! * A word that comes has a place: a queue has promised it before the request was made. No client keeps memory from another one,
//!   however slow it is to take its words.
//! * Who asks waits for at most one request of each other client, once there is room for its words.
//! * Requests are of up to 64 words, those of program and loader of up to 16 ([`longest`](super::read_queue::longest)).

use super::arbiter::Arbiter;
use super::check::WordsCheck;
use super::counters::Counters;
use super::owners::Owners;
use super::read_queue::ReadQueue;
use super::reads_skid::ReadsSkid;
use super::{Client, Memory, Reads, ReadsFor, RequestsFor, WritesFor};
use crate::attention::layout::WORD_BITS;
use crate::stream::Source;
use harmonia_contract::frame::COUNTER_BITS;
use rust_hdl::prelude::*;

/// Words of a queue in block RAM.
pub const DEEP: usize = 512;
/// Words of a queue in distributed RAM.
pub const SHALLOW: usize = 32;

/// See the module's documentation.
#[derive(LogicBlock, Default)]
pub struct Controller {
    /// Registers take their next values at its rising edge.
    pub clock: Signal<In, Clock>,
    /// Keys and values.
    pub attention: Memory,
    /// Requests for weights.
    pub weights: ReadsFor,
    /// Words of weights.
    pub weights_words: Source<WORD_BITS>,
    /// Requests for programs and tables.
    pub program: ReadsFor,
    /// Words of programs and tables.
    pub program_words: Source<WORD_BITS>,
    /// FETCH and SPILL.
    pub transfer: RequestsFor,
    /// Words of a FETCH, for the vector unit.
    pub transfer_words: Source<WORD_BITS>,
    /// Requests for words that the host wants.
    pub loader: ReadsFor,
    /// Words for the host.
    pub loader_words: Source<WORD_BITS>,
    /// Words of the host.
    pub uploads: WritesFor,
    /// The memory: its first word comes a cycle after a request is taken, or later.
    pub memory: Client,
    /// No request waits for memory and no word is under way; queues may have words.
    pub idle: Signal<Out, Bits<1>>,
    /// Counters begin again.
    pub clear_counters: Signal<In, Bits<1>>,
    /// Which counter is wanted ([`COUNTERS`](harmonia_contract::frame::COUNTERS)).
    pub counter: Signal<In, Bits<COUNTER_BITS>>,
    /// What it has counted, in the same cycle.
    pub counted: Signal<Out, Bits<WORD_BITS>>,
    program_skid: ReadsSkid,
    loader_skid: ReadsSkid,
    arbiter: Arbiter,
    owners: Owners,
    attention_queue: ReadQueue<DEEP>,
    weights_queue: ReadQueue<DEEP>,
    transfer_queue: ReadQueue<DEEP>,
    program_queue: ReadQueue<SHALLOW>,
    loader_queue: ReadQueue<SHALLOW>,
    weights_check: WordsCheck,
    counters: Counters,
}

impl Logic for Controller {
    #[hdl_gen]
    fn update(&mut self) {
        clock!(
            self,
            clock,
            program_skid,
            loader_skid,
            arbiter,
            owners,
            weights_check,
            counters
        );
        clock!(
            self,
            clock,
            attention_queue,
            weights_queue,
            transfer_queue,
            program_queue,
            loader_queue
        );
        self.idle.next = self.program_skid.empty.val()
            & self.loader_skid.empty.val()
            & self.arbiter.idle.val()
            & self.owners.idle.val();

        // Requests.
        self.arbiter.attention.valid.next = self.attention.request_valid.val();
        self.arbiter.attention.write.next = self.attention.request_write.val();
        self.arbiter.attention.address.next = self.attention.request_address.val();
        self.arbiter.attention.length.next = self.attention.request_length.val();
        self.arbiter.attention.data.next = self.attention.request_data.val();
        self.arbiter.attention.enables.next = self.attention.request_enables.val();
        self.attention.request_ready.next = self.arbiter.attention.ready.val();
        ReadsFor::link(&mut self.weights, &mut self.arbiter.weights);
        ReadsFor::link(&mut self.program, &mut self.program_skid.up);
        Reads::join(&mut self.program_skid.down, &mut self.arbiter.program);
        RequestsFor::link(&mut self.transfer, &mut self.arbiter.transfer);
        ReadsFor::link(&mut self.loader, &mut self.loader_skid.up);
        Reads::join(&mut self.loader_skid.down, &mut self.arbiter.loader);
        WritesFor::link(&mut self.uploads, &mut self.arbiter.uploads);
        self.memory.request_valid.next = self.arbiter.memory.valid.val();
        self.memory.request_write.next = self.arbiter.memory.write.val();
        self.memory.request_address.next = self.arbiter.memory.address.val();
        self.memory.request_length.next = self.arbiter.memory.length.val();
        self.memory.request_data.next = self.arbiter.memory.data.val();
        self.memory.request_enables.next = self.arbiter.memory.enables.val();
        self.arbiter.memory.ready.next = self.memory.request_ready.val();

        // Whose words come.
        self.arbiter.owners_room.next = self.owners.room.val();
        self.owners.push.next = self.arbiter.reads.val();
        self.owners.client.next = self.arbiter.client.val();
        self.owners.words_less_one.next = self.arbiter.words_less_one.val();
        self.owners.word.next = self.memory.read_data.val();
        self.owners.word_valid.next = self.memory.read_valid.val();
        self.memory.read_ready.next = true.into();

        // Words. A request is told to its queue when it is on offer.
        self.arbiter.attention_room.next = self.attention_queue.room.val();
        self.attention_queue.reserve.next = self.arbiter.attention_reads.val();
        self.attention_queue.length.next = self.arbiter.memory.length.val();
        self.attention_queue.word.next = self.owners.given.val();
        self.attention_queue.word_valid.next = self.owners.to_attention.val();
        self.attention.read_data.next = self.attention_queue.words.data.val();
        self.attention.read_valid.next = self.attention_queue.words.valid.val();
        self.attention_queue.words.ready.next = self.attention.read_ready.val();
        self.arbiter.weights_room.next = self.weights_queue.room.val();
        self.weights_queue.reserve.next = self.arbiter.weights_reads.val();
        self.weights_queue.length.next = self.arbiter.memory.length.val();
        self.weights_queue.word.next = self.owners.given.val();
        self.weights_queue.word_valid.next = self.owners.to_weights.val();
        Source::<WORD_BITS>::link(&mut self.weights_words, &mut self.weights_queue.words);
        self.arbiter.program_room.next = self.program_queue.room.val();
        self.program_queue.reserve.next = self.arbiter.program_reads.val();
        self.program_queue.length.next = self.arbiter.memory.length.val();
        self.program_queue.word.next = self.owners.given.val();
        self.program_queue.word_valid.next = self.owners.to_program.val();
        Source::<WORD_BITS>::link(&mut self.program_words, &mut self.program_queue.words);
        self.arbiter.transfer_room.next = self.transfer_queue.room.val();
        self.transfer_queue.reserve.next = self.arbiter.transfer_reads.val();
        self.transfer_queue.length.next = self.arbiter.memory.length.val();
        self.transfer_queue.word.next = self.owners.given.val();
        self.transfer_queue.word_valid.next = self.owners.to_transfer.val();
        Source::<WORD_BITS>::link(&mut self.transfer_words, &mut self.transfer_queue.words);
        self.arbiter.loader_room.next = self.loader_queue.room.val();
        self.loader_queue.reserve.next = self.arbiter.loader_reads.val();
        self.loader_queue.length.next = self.arbiter.memory.length.val();
        self.loader_queue.word.next = self.owners.given.val();
        self.loader_queue.word_valid.next = self.owners.to_loader.val();
        Source::<WORD_BITS>::link(&mut self.loader_words, &mut self.loader_queue.words);

        // What is counted, and the check of weights as they come from memory.
        self.weights_check.clear.next = self.clear_counters.val();
        self.weights_check.word.next = self.owners.given.val();
        self.weights_check.takes.next = self.owners.to_weights.val();
        self.counters.weights_check.next = self.weights_check.check.val();
        self.counters.clear.next = self.clear_counters.val();
        self.counters.busy.next = self.memory.read_valid.val()
            | self.arbiter.attention_writes.val()
            | self.arbiter.transfer_writes.val()
            | self.arbiter.uploads_writes.val();
        self.counters.attention_read.next = self.owners.to_attention.val();
        self.counters.weights_read.next = self.owners.to_weights.val();
        self.counters.program_read.next = self.owners.to_program.val();
        self.counters.transfer_read.next = self.owners.to_transfer.val();
        self.counters.loader_read.next = self.owners.to_loader.val();
        self.counters.attention_written.next = self.arbiter.attention_writes.val();
        self.counters.transfer_written.next = self.arbiter.transfer_writes.val();
        self.counters.uploads_written.next = self.arbiter.uploads_writes.val();
        self.counters.number.next = self.counter.val();
        self.counted.next = self.counters.counted.val();
    }
}
