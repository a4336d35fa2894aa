//! The command processor: see [`super`].

use super::control::{self, Control};
use super::issue::{self, Issue};
use super::link::{self, Link};
use super::order_queue::OrderQueue;
use super::{Setup, Task};
use crate::attention::layout::{MEMORY_ADDRESS_BITS, WORD_BITS};
use crate::layout::COMMAND_BITS;
use crate::memory::check::WordsCheck;
use crate::memory::{Reads, Writes, transfer, weights};
use crate::stream::{Sink, Source};
use crate::vector::order::ORDER_BITS;
use harmonia_contract::frame;
use rust_hdl::prelude::*;

/// See the module's documentation.
#[derive(LogicBlock, Default)]
pub struct Processor {
    /// Registers take their next values at its rising edge.
    pub clock: Signal<In, Clock>,
    /// Frames of the host.
    pub up: Sink<WORD_BITS>,
    /// Answers, in the order of the frames.
    pub down: Source<WORD_BITS>,
    /// Words of the host for memory.
    pub writes: Writes,
    /// Words of memory that the host wants.
    pub reads: Reads,
    /// They come, in order.
    pub words: Sink<WORD_BITS>,
    /// Reads commands and lines.
    pub fetch: Reads,
    /// They come, in order.
    pub fetched: Sink<WORD_BITS>,
    /// Commands of the accelerator.
    pub command: Source<COMMAND_BITS>,
    /// Orders of the vector unit.
    pub order: Source<ORDER_BITS>,
    /// Orders of the reader of weights.
    pub weights: Source<{ weights::order::BITS }>,
    /// Orders to transfer words.
    pub transfer: Source<{ transfer::order::BITS }>,
    /// A pass begins: units forget the flags of the one before.
    pub clear: Signal<Out, Bits<1>>,
    /// A pass runs.
    pub busy: Signal<Out, Bits<1>>,
    /// Vector unit, reader of weights, transfer and memory have nothing to do.
    pub rest: Signal<In, Bits<1>>,
    /// Overflow and invalid: raised in the pass.
    pub fault: Signal<In, Bits<2>>,
    /// Where the command lies that raised the first one.
    pub fault_tag: Signal<In, Bits<MEMORY_ADDRESS_BITS>>,
    /// Which counter is wanted.
    pub counter: Signal<Out, Bits<{ frame::COUNTER_BITS }>>,
    /// What it has counted.
    pub counted: Signal<In, Bits<WORD_BITS>>,
    link: Link,
    words_check: WordsCheck,
    control: Control,
    issue: Issue,
    queue: OrderQueue,
}

impl Processor {
    /// For an engine of `rows` token rows, passes of `batch` tokens, and so many counters.
    pub fn new(rows: usize, batch: usize, counters: usize) -> Processor {
        Processor {
            link: Link::new(link::describe(counters)),
            control: Control::new(control::describe(rows, batch)),
            issue: Issue::new(issue::describe(rows)),
            ..Default::default()
        }
    }
}

impl Logic for Processor {
    #[hdl_gen]
    fn update(&mut self) {
        clock!(self, clock, link, words_check, control, issue, queue);
        Sink::<WORD_BITS>::link(&mut self.up, &mut self.link.up);
        Source::<WORD_BITS>::link(&mut self.down, &mut self.link.down);
        Writes::link(&mut self.writes, &mut self.link.writes);
        Reads::link(&mut self.reads, &mut self.link.reads);
        Sink::<WORD_BITS>::link(&mut self.words, &mut self.link.words);
        self.words_check.clear.next = self.link.check_clear.val();
        self.words_check.takes.next = self.link.check_takes.val();
        self.words_check.word.next = self.words.data.val();
        self.link.check.next = self.words_check.check.val();
        Source::<COMMAND_BITS>::join(&mut self.link.configure, &mut self.issue.configure);
        Setup::join(&mut self.link.setup, &mut self.control.setup);
        self.link.fault.next = self.fault.val();
        self.link.fault_tag.next = self.fault_tag.val();
        self.link.counted.next = self.counted.val();
        self.counter.next = self.link.counter.val();

        Reads::link(&mut self.fetch, &mut self.control.fetch);
        Sink::<WORD_BITS>::link(&mut self.fetched, &mut self.control.words);
        Task::join(&mut self.control.task, &mut self.issue.task);
        self.control.rest.next = self.rest.val() & self.queue.empty.val();
        self.clear.next = self.control.clear.val();
        self.busy.next = self.link.busy.val();

        Source::<COMMAND_BITS>::link(&mut self.command, &mut self.issue.command);
        Source::<ORDER_BITS>::join(&mut self.issue.order, &mut self.queue.up);
        Source::<ORDER_BITS>::link(&mut self.order, &mut self.queue.down);
        Source::<{ weights::order::BITS }>::link(&mut self.weights, &mut self.issue.weights);
        Source::<{ transfer::order::BITS }>::link(&mut self.transfer, &mut self.issue.transfer);
    }
}
