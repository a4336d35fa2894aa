//! The system: a pass of the model without the host, out of one memory.
//!
//! ```text
//! up, down --> [processor] --orders--> [reader of weights] --beats--> [accelerator: engine, attention]
//!                  |   `------orders--> [vector unit] <--blocks, vectors, results--^        |
//!                  |   `------orders--> [transfer] --words--^                               |
//!                  `--program, frames--> [controller] <-------- keys and values ------------'
//!                                             `--> memory
//! ```
//!
//! `docs/system.md` is the contract.

use crate::accelerator::Accelerator;
use crate::expr::MultiplierCell;
use crate::layout::{ACTIVATION_BEAT_BITS, COMMAND_BITS, RESULT_BITS, WEIGHT_BEAT_BITS};
use crate::memory::controller::Controller;
use crate::memory::transfer::{self, Transfer};
use crate::memory::weights::{self, WeightsReader};
use crate::memory::{Client, Reads, Requests, Writes};
use crate::processor::Processor;
use crate::stream::relay::Relay;
use crate::stream::skid_buffer::Skid;
use crate::stream::{Sink, Source};
use crate::vector::VectorUnit;
use crate::vector::order::ORDER_BITS;
use harmonia_contract::frame::COUNTERS;
use harmonia_contract::size::{VECTOR_ELEMENT_BITS, WORD_BITS};
use rust_hdl::prelude::*;

/// See the module's documentation.
#[derive(LogicBlock, Default)]
pub struct System<const TOKENS: usize> {
    /// Registers take their next values at its rising edge.
    pub clock: Signal<In, Clock>,
    /// Frames of the host, in words of 64 bits.
    pub up: Sink<WORD_BITS>,
    /// Answers, in the order of the frames.
    pub down: Source<WORD_BITS>,
    /// Memory for everything: programs, weights, vectors, keys and values.
    pub memory: Client,
    /// A pass runs.
    pub busy: Signal<Out, Bits<1>>,
    /// Overflow in bit 0, invalid in bit 1: raised in the pass, or in the last one.
    pub fault: Signal<Out, Bits<2>>,
    processor: Processor,
    command_relay: Relay<COMMAND_BITS>,
    accelerator: Accelerator<TOKENS>,
    vector: VectorUnit,
    weights: WeightsReader,
    results_skid: Skid<RESULT_BITS>,
    answers_skid: Skid<WORD_BITS>,
    spilled_skid: Skid<WORD_BITS>,
    transfer: Transfer,
    controller: Controller,
}

impl<const TOKENS: usize> System<TOKENS> {
    /// A system of `TOKENS` token rows, for contexts of `context` tokens, passes of `batch` tokens, and `vectors`
    /// elements of vector memory.
    pub fn new(context: usize, batch: usize, vectors: usize, body: MultiplierCell) -> Self {
        System {
            processor: Processor::new(TOKENS, batch, COUNTERS.len()),
            accelerator: Accelerator::new(context, body),
            vector: VectorUnit::new(vectors, body),
            ..Default::default()
        }
    }
}

impl<const TOKENS: usize> Logic for System<TOKENS> {
    #[hdl_gen]
    fn update(&mut self) {
        clock!(
            self,
            clock,
            processor,
            command_relay,
            accelerator,
            vector,
            weights
        );
        clock!(
            self,
            clock,
            results_skid,
            answers_skid,
            spilled_skid,
            transfer,
            controller
        );
        // Whoever is at the other end of the link counts on it that the word of a frame is taken when the one before is done with: no
        // word may wait in between (`hdl/formal/link.sv`).
        Sink::<WORD_BITS>::link(&mut self.up, &mut self.processor.up);
        Source::<WORD_BITS>::link(&mut self.down, &mut self.processor.down);

        // Orders and commands. A command is taken when the accelerator takes it: END, when all others have ended.
        Source::<COMMAND_BITS>::join(&mut self.processor.command, &mut self.command_relay.up);
        Source::<COMMAND_BITS>::join(&mut self.command_relay.down, &mut self.accelerator.command);
        Source::<ORDER_BITS>::join(&mut self.processor.order, &mut self.vector.order);
        Source::<{ weights::order::BITS }>::join(
            &mut self.processor.weights,
            &mut self.weights.order,
        );
        Source::<{ transfer::order::BITS }>::join(
            &mut self.processor.transfer,
            &mut self.transfer.order,
        );
        self.vector.clear.next = self.processor.clear.val();
        self.processor.fault.next = self.vector.fault.val();
        self.fault.next = self.vector.fault.val();
        self.busy.next = self.processor.busy.val();
        self.processor.fault_tag.next = self.vector.fault_tag.val();
        self.processor.rest.next = self.vector.idle.val()
            & self.weights.idle.val()
            & self.transfer.idle.val()
            & self.controller.idle.val();

        // Vectors, blocks, weights, results.
        Source::<ACTIVATION_BEAT_BITS>::join(
            &mut self.vector.activations,
            &mut self.accelerator.activations,
        );
        Source::<VECTOR_ELEMENT_BITS>::join(
            &mut self.vector.vectors,
            &mut self.accelerator.vectors,
        );
        Source::<RESULT_BITS>::join(&mut self.accelerator.results, &mut self.results_skid.up);
        Source::<RESULT_BITS>::join(&mut self.results_skid.down, &mut self.vector.results);
        Source::<WEIGHT_BEAT_BITS>::join(&mut self.weights.weights, &mut self.accelerator.weights);
        Source::<WORD_BITS>::join(&mut self.vector.spilled, &mut self.spilled_skid.up);
        Source::<WORD_BITS>::join(&mut self.spilled_skid.down, &mut self.transfer.spilled);

        // Memory.
        Client::join(&mut self.accelerator.memory, &mut self.controller.attention);
        Reads::join(&mut self.weights.request, &mut self.controller.weights);
        Source::<WORD_BITS>::join(&mut self.controller.weights_words, &mut self.weights.words);
        Requests::join(&mut self.transfer.request, &mut self.controller.transfer);
        Source::<WORD_BITS>::join(
            &mut self.controller.transfer_words,
            &mut self.vector.fetched,
        );
        Reads::join(&mut self.processor.fetch, &mut self.controller.program);
        Source::<WORD_BITS>::join(
            &mut self.controller.program_words,
            &mut self.processor.fetched,
        );
        Reads::join(&mut self.processor.reads, &mut self.controller.loader);
        Source::<WORD_BITS>::join(&mut self.controller.loader_words, &mut self.answers_skid.up);
        Source::<WORD_BITS>::join(&mut self.answers_skid.down, &mut self.processor.words);
        Writes::join(&mut self.processor.writes, &mut self.controller.uploads);
        self.controller.clear_counters.next = self.processor.clear.val();
        self.controller.counter.next = self.processor.counter.val();
        self.processor.counted.next = self.controller.counted.val();
        Client::link(&mut self.memory, &mut self.controller.memory);
    }
}
