//! The attention unit: commands and vectors in, results out, a memory behind it; and the engine's streams, which it drives as a host would.
//!
//! ```text
//! command --> [controller, registers] --> starts, configuration
//! vectors --> [ingest] --> [rotate] --> [collector] --lanes--> [converter_input] --> [kv_converter] --> [writer] ---.
//!                |              query's beats --> [activation_merge]         ^             |                          v
//!                `--> [raw_writer] --------------------------------|-------------|-----------------------> [arbiter] --> memory
//! memory --> [word_fork, reader] --residual words--> [residual, widen] -----'             `--> [own_page] ---.          ^
//!                `--------------------------------------------------------> [beat_queue] <-----' --> engine   [pages]
//! engine's results --> [score_control] --> rows, by [softmax_control] --> [activation_merge] --> engine;  --> [outputs] --> [divide] --> [queue] --> results
//! ```

use super::cache::collector::{self, Collector};
use super::cache::converter_input::{self, ConverterInput};
use super::cache::ingest::{self, Ingest};
use super::cache::kv_converter::{self, KvConverter};
use super::cache::own_page::{self, OwnPage};
use super::cache::pages::{self, Pages};
use super::cache::raw_writer::{self, RawWriter};
use super::cache::reader::{self, Reader};
use super::cache::residual::{self, Residual};
use super::cache::rotate::{self, Rotate};
use super::cache::widen::{self, Widen};
use super::cache::write_target::{self, WriteTarget};
use super::cache::writer::{self, Writer};
use super::control::controller::{self, Controller};
use super::control::registers::{self, Registers};
use super::layout::{ENABLE_BITS, KV_BEAT_BITS, LENGTH_BITS, MEMORY_ADDRESS_BITS, WORD_BITS};
use super::query::activation_merge::{self, ActivationMerge};
use super::query::divide::{self, Divide};
use super::query::outputs::{self, Outputs};
use super::query::result_fork::{self, ResultFork};
use super::query::row::Row;
use super::query::schedule::{self, Schedule};
use super::query::score_control::{self, ScoreControl};
use super::query::softmax_control::{self, SoftmaxControl};
use crate::expr::MultiplierCell;
use crate::layout::{ACTIVATION_BEAT_BITS, COMMAND_BITS, RESULT_BITS};
use crate::memory::arbiter::{self, MemoryArbiter};
use crate::memory::word_fork::{self, WordFork};
use crate::stream::beat_queue::{self, BeatQueue};
use crate::stream::result_queue::{self, ResultQueue};
use rust_hdl::prelude::*;

/// See the module's documentation. `idle` from the end of a command to the next one.
#[derive(LogicBlock)]
#[allow(missing_docs)]
pub struct Attention<const TOKENS: usize> {
    pub clock: Signal<In, Clock>,
    pub command_data: Signal<In, Bits<COMMAND_BITS>>,
    pub command_valid: Signal<In, Bits<1>>,
    pub command_ready: Signal<Out, Bits<1>>,
    pub vectors_data: Signal<In, Bits<16>>,
    pub vectors_valid: Signal<In, Bits<1>>,
    pub vectors_ready: Signal<Out, Bits<1>>,
    pub results_data: Signal<Out, Bits<RESULT_BITS>>,
    pub results_valid: Signal<Out, Bits<1>>,
    pub results_ready: Signal<In, Bits<1>>,
    pub memory_request_valid: Signal<Out, Bits<1>>,
    pub memory_request_ready: Signal<In, Bits<1>>,
    pub memory_request_write: Signal<Out, Bits<1>>,
    pub memory_request_address: Signal<Out, Bits<MEMORY_ADDRESS_BITS>>,
    pub memory_request_length: Signal<Out, Bits<LENGTH_BITS>>,
    pub memory_request_data: Signal<Out, Bits<WORD_BITS>>,
    pub memory_request_enables: Signal<Out, Bits<ENABLE_BITS>>,
    pub memory_read_data: Signal<In, Bits<WORD_BITS>>,
    pub memory_read_valid: Signal<In, Bits<1>>,
    pub memory_read_ready: Signal<Out, Bits<1>>,
    pub engine_command_data: Signal<Out, Bits<COMMAND_BITS>>,
    pub engine_command_valid: Signal<Out, Bits<1>>,
    pub engine_command_ready: Signal<In, Bits<1>>,
    pub activations_data: Signal<Out, Bits<ACTIVATION_BEAT_BITS>>,
    pub activations_valid: Signal<Out, Bits<1>>,
    pub activations_ready: Signal<In, Bits<1>>,
    pub kv_data: Signal<Out, Bits<KV_BEAT_BITS>>,
    pub kv_valid: Signal<Out, Bits<1>>,
    pub kv_ready: Signal<In, Bits<1>>,
    pub engine_results_data: Signal<In, Bits<RESULT_BITS>>,
    pub engine_results_valid: Signal<In, Bits<1>>,
    pub engine_results_ready: Signal<Out, Bits<1>>,
    controller: Controller,
    registers: Registers,
    ingest: Ingest,
    raw_writer: RawWriter,
    rotate: Rotate,
    collector: Collector,
    converter_input: ConverterInput,
    kv_converter: KvConverter,
    writer: Writer,
    pages: Pages,
    word_fork: WordFork,
    reader: Reader,
    residual: Residual,
    widen: Widen,
    own_page: OwnPage,
    write_target: WriteTarget,
    beat_queue: BeatQueue,
    arbiter: MemoryArbiter,
    schedule: Schedule,
    score_control: ScoreControl,
    row: [Row; TOKENS],
    softmax_control: SoftmaxControl,
    activation_merge: ActivationMerge,
    result_fork: ResultFork,
    outputs: Outputs,
    divide: Divide,
    queue: ResultQueue,
}

impl<const TOKENS: usize> Attention<TOKENS> {
    /// A unit for `TOKENS` token rows and contexts of `context` tokens.
    pub fn new(context: usize, body: MultiplierCell) -> Self {
        Attention {
            clock: Default::default(),
            command_data: Default::default(),
            command_valid: Default::default(),
            command_ready: Default::default(),
            vectors_data: Default::default(),
            vectors_valid: Default::default(),
            vectors_ready: Default::default(),
            results_data: Default::default(),
            results_valid: Default::default(),
            results_ready: Default::default(),
            memory_request_valid: Default::default(),
            memory_request_ready: Default::default(),
            memory_request_write: Default::default(),
            memory_request_address: Default::default(),
            memory_request_length: Default::default(),
            memory_request_data: Default::default(),
            memory_request_enables: Default::default(),
            memory_read_data: Default::default(),
            memory_read_valid: Default::default(),
            memory_read_ready: Default::default(),
            engine_command_data: Default::default(),
            engine_command_valid: Default::default(),
            engine_command_ready: Default::default(),
            activations_data: Default::default(),
            activations_valid: Default::default(),
            activations_ready: Default::default(),
            kv_data: Default::default(),
            kv_valid: Default::default(),
            kv_ready: Default::default(),
            engine_results_data: Default::default(),
            engine_results_valid: Default::default(),
            engine_results_ready: Default::default(),
            controller: Controller::new(controller::describe()),
            registers: Registers::new(registers::describe()),
            ingest: Ingest::new(ingest::describe()),
            raw_writer: RawWriter::new(raw_writer::describe()),
            rotate: Rotate::new(rotate::describe()),
            collector: Collector::new(collector::describe()),
            converter_input: ConverterInput::new(converter_input::describe()),
            kv_converter: KvConverter::new(kv_converter::describe()),
            writer: Writer::new(writer::describe()),
            pages: Pages::new(pages::describe()),
            word_fork: WordFork::new(word_fork::describe()),
            reader: Reader::new(reader::describe()),
            residual: Residual::new(residual::describe()),
            widen: Widen::new(widen::describe()),
            own_page: OwnPage::new(own_page::describe()),
            write_target: WriteTarget::new(write_target::describe()),
            beat_queue: BeatQueue::new(beat_queue::describe()),
            row: std::array::from_fn(|_| Row::new(context, body)),
            arbiter: MemoryArbiter::new(arbiter::describe()),
            schedule: Schedule::new(schedule::describe()),
            score_control: ScoreControl::new(score_control::describe()),
            softmax_control: SoftmaxControl::new(softmax_control::describe()),
            activation_merge: ActivationMerge::new(activation_merge::describe()),
            result_fork: ResultFork::new(result_fork::describe()),
            outputs: Outputs::new(outputs::describe()),
            divide: Divide::new(divide::describe()),
            queue: ResultQueue::new(result_queue::describe()),
        }
    }
}

impl<const TOKENS: usize> Logic for Attention<TOKENS> {
    #[hdl_gen]
    fn update(&mut self) {
        self.controller.clock.next = self.clock.val();
        self.registers.clock.next = self.clock.val();
        self.ingest.clock.next = self.clock.val();
        self.raw_writer.clock.next = self.clock.val();
        self.rotate.clock.next = self.clock.val();
        self.collector.clock.next = self.clock.val();
        self.converter_input.clock.next = self.clock.val();
        self.kv_converter.clock.next = self.clock.val();
        self.writer.clock.next = self.clock.val();
        self.pages.clock.next = self.clock.val();
        self.word_fork.clock.next = self.clock.val();
        self.reader.clock.next = self.clock.val();
        self.residual.clock.next = self.clock.val();
        self.widen.clock.next = self.clock.val();
        self.own_page.clock.next = self.clock.val();
        self.write_target.clock.next = self.clock.val();
        self.beat_queue.clock.next = self.clock.val();
        self.arbiter.clock.next = self.clock.val();
        self.schedule.clock.next = self.clock.val();
        self.score_control.clock.next = self.clock.val();
        self.softmax_control.clock.next = self.clock.val();
        self.activation_merge.clock.next = self.clock.val();
        self.result_fork.clock.next = self.clock.val();
        self.outputs.clock.next = self.clock.val();
        self.divide.clock.next = self.clock.val();
        self.queue.clock.next = self.clock.val();
        for i in 0..TOKENS {
            self.row[i].clock.next = self.clock.val();
        }

        // Commands.
        self.controller.command_data.next = self.command_data.val();
        self.controller.command_valid.next = self.command_valid.val();
        self.command_ready.next = self.controller.command_ready.val();
        self.controller.ingest_idle.next = self.ingest.idle.val();
        self.controller.elements_idle.next = self.raw_writer.idle.val();
        self.controller.writer_idle.next = self.writer.idle.val();
        self.controller.pages_idle.next = self.pages.idle.val();
        self.controller.schedule_idle.next = self.schedule.idle.val();
        self.controller.outputs_idle.next = self.outputs.idle.val();
        self.registers.set.next = self.controller.set.val();
        self.registers.register.next = self.controller.register.val();
        self.registers.value.next = self.controller.value.val();
        self.registers.region.next = self.controller.value.val();

        // Vectors.
        self.ingest.start_store.next = self.controller.start_store.val();
        self.ingest.start_attend.next = self.controller.start_attend.val();
        self.ingest.size.next = self.registers.size.val();
        self.ingest.rotation.next = self.registers.rotation.val();
        self.ingest.last_query.next = self.controller.last_query.val();
        self.ingest.region.next = self.controller.value.val();
        self.ingest.vectors_data.next = self.vectors_data.val();
        self.ingest.vectors_valid.next = self.vectors_valid.val();
        self.vectors_ready.next = self.ingest.vectors_ready.val();
        self.ingest.word.next = self.word_fork.word.val();
        self.ingest.word_valid.next = self.word_fork.word_valid.val();
        self.ingest.request_ready.next = self.arbiter.offsets_ready.val();
        self.ingest.rotate_ready.next = self.rotate.value_ready.val();
        self.ingest.elements_wants.next = self.raw_writer.wants.val();
        self.ingest.elements_ready.next = self.raw_writer.value_ready.val();
        self.ingest.elements_idle.next = self.raw_writer.idle.val();
        self.ingest.collected.next = self.collector.collected.val();
        self.raw_writer.start_write.next = self.controller.start_write.val();
        self.raw_writer.start_store.next = self.controller.start_store.val();
        self.raw_writer.position.next = self.controller.position.val();
        self.raw_writer.size.next = self.registers.size.val();
        self.raw_writer.region.next = self.controller.value.val();
        self.raw_writer.residual.next = self.registers.residual.val();
        self.raw_writer.value.next = self.ingest.value.val();
        self.raw_writer.value_valid.next = self.ingest.elements_valid.val();
        self.raw_writer.request_ready.next = self.arbiter.elements_ready.val();
        self.rotate.value.next = self.ingest.value.val();
        self.rotate.offset.next = self.ingest.offset.val();
        self.rotate.value_valid.next = self.ingest.rotate_valid.val();
        self.rotate.rotation.next = self.registers.rotation.val();
        self.rotate.halvings.next = self.ingest.halvings.val();
        self.rotate.count.next = self.registers.size.val();
        self.collector.key.next = self.controller.stores.val();
        self.collector.size.next = self.registers.size.val();
        self.collector.blocks.next = self.registers.blocks.val();
        self.collector.rotated.next = self.rotate.rotated.val();
        self.collector.rotated_valid.next = self.rotate.rotated_valid.val();
        self.collector.beat_ready.next = self.activation_merge.room.val();

        // Blocks of keys and values, to memory or to the engine.
        self.converter_input.key.next = self.controller.stores.val();
        self.converter_input.key_three.next = self.registers.key_three.val();
        self.converter_input.value_three.next = self.registers.value_three.val();
        self.converter_input.keys.next = self.collector.lanes.val();
        self.converter_input.keys_valid.next = self.collector.lanes_valid.val();
        self.converter_input.floats.next = self.widen.floats.val();
        self.converter_input.floats_valid.next = self.widen.floats_valid.val();
        self.kv_converter.values.next = self.converter_input.values.val();
        self.kv_converter.values_valid.next = self.converter_input.values_valid.val();
        self.kv_converter.limit.next = self.converter_input.limit.val();
        self.write_target.commits.next = self.controller.commits.val();
        self.write_target.key_three.next = self.registers.key_three.val();
        self.write_target.value_three.next = self.registers.value_three.val();
        self.write_target.key_low.next = self.registers.key_low.val();
        self.write_target.value_low.next = self.registers.value_low.val();
        self.write_target.key_high.next = self.registers.key_high.val();
        self.write_target.value_high.next = self.registers.value_high.val();
        self.writer.start.next = self.controller.start_blocks.val();
        self.writer.value.next = self.controller.commits.val();
        self.writer.three.next = self.write_target.three.val();
        self.writer.position.next = self.controller.position.val();
        self.writer.slot.next = self.controller.slot.val();
        self.writer.no_low.next = self.controller.no_low.val();
        self.writer.blocks.next = self.registers.blocks.val();
        self.writer.low_base.next = self.write_target.low.val();
        self.writer.high_base.next = self.write_target.high.val();
        self.writer.mantissas.next = self.kv_converter.mantissas.val();
        self.writer.exponent.next = self.kv_converter.exponent.val();
        self.writer.block_valid.next = self.kv_converter.block_valid.val();
        self.writer.ignores.next = self.controller.attends.val();
        self.writer.request_ready.next = self.arbiter.writer_ready.val();
        self.own_page.enable.next = self.controller.attends.val();
        self.own_page.mantissas.next = self.kv_converter.mantissas.val();
        self.own_page.exponent.next = self.kv_converter.exponent.val();
        self.own_page.block_valid.next = self.kv_converter.block_valid.val();

        // Memory.
        self.pages.start.next = self.controller.start_pages.val();
        self.pages.commit.next = self.controller.commits.val();
        self.pages.next_channel.next = self.writer.written.val();
        self.pages.group.next = self.controller.group.val();
        self.pages.blocks.next = self.registers.blocks.val();
        self.pages.init_pages.next = self.registers.init_pages.val();
        self.pages.local_pages.next = self.registers.local_pages.val();
        self.pages.key_three.next = self.registers.key_three.val();
        self.pages.value_three.next = self.registers.value_three.val();
        self.pages.residual.next = self.registers.residual.val();
        self.pages.key_low.next = self.registers.key_low.val();
        self.pages.value_low.next = self.registers.value_low.val();
        self.pages.key_high.next = self.registers.key_high.val();
        self.pages.value_high.next = self.registers.value_high.val();
        self.pages.request_ready.next = self.arbiter.pages_ready.val();
        self.pages.burst_ready.next = self.reader.burst_ready.val();
        self.reader.burst.next = self.pages.burst.val();
        self.reader.burst_valid.next = self.pages.burst_valid.val();
        self.word_fork.read_data.next = self.memory_read_data.val();
        self.word_fork.read_valid.next = self.memory_read_valid.val();
        self.word_fork.reader_ready.next = self.reader.word_ready.val();
        self.word_fork.ingest_ready.next = self.ingest.word_ready.val();
        self.memory_read_ready.next = self.word_fork.read_ready.val();
        self.reader.word.next = self.word_fork.word.val();
        self.reader.word_valid.next = self.word_fork.word_valid.val();
        self.reader.room.next = self.beat_queue.room.val();
        self.residual.start.next = self.controller.start_pages.val();
        self.residual.size.next = self.registers.size.val();
        self.residual.last_token.next = self.controller.last_token.val();
        self.residual.word.next = self.word_fork.word.val();
        self.residual.word_valid.next = self.reader.residual_valid.val();
        self.widen.halves.next = self.residual.halves.val();
        self.widen.halves_valid.next = self.residual.halves_valid.val();
        self.beat_queue.planes.next = self.reader.beat.val();
        self.beat_queue.planes_valid.next = self.reader.beat_valid.val();
        self.beat_queue.fresh.next = self.own_page.beat.val();
        self.beat_queue.fresh_valid.next = self.own_page.beat_valid.val();
        self.beat_queue.reserve.next = self.reader.reserve.val();
        self.beat_queue.kv_ready.next = self.kv_ready.val();
        self.kv_data.next = self.beat_queue.kv_data.val();
        self.kv_valid.next = self.beat_queue.kv_valid.val();
        self.arbiter.pages_valid.next = self.pages.request_valid.val();
        self.arbiter.pages_address.next = self.pages.request_address.val();
        self.arbiter.pages_length.next = self.pages.request_length.val();
        self.arbiter.offsets_valid.next = self.ingest.request_valid.val();
        self.arbiter.offsets_address.next = self.ingest.request_address.val();
        self.arbiter.offsets_length.next = self.ingest.request_length.val();
        self.arbiter.writer_valid.next = self.writer.request_valid.val();
        self.arbiter.writer_address.next = self.writer.request_address.val();
        self.arbiter.writer_data.next = self.writer.request_data.val();
        self.arbiter.writer_enables.next = self.writer.request_enables.val();
        self.arbiter.elements_valid.next = self.raw_writer.request_valid.val();
        self.arbiter.elements_address.next = self.raw_writer.request_address.val();
        self.arbiter.elements_data.next = self.raw_writer.request_data.val();
        self.arbiter.elements_enables.next = self.raw_writer.request_enables.val();
        self.arbiter.request_ready.next = self.memory_request_ready.val();
        self.memory_request_valid.next = self.arbiter.request_valid.val();
        self.memory_request_write.next = self.arbiter.request_write.val();
        self.memory_request_address.next = self.arbiter.request_address.val();
        self.memory_request_length.next = self.arbiter.request_length.val();
        self.memory_request_data.next = self.arbiter.request_data.val();
        self.memory_request_enables.next = self.arbiter.request_enables.val();

        // The phases of a query.
        self.schedule.start.next = self.controller.start_attend.val();
        self.schedule.group.next = self.controller.group.val();
        self.schedule.init_pages.next = self.registers.init_pages.val();
        self.schedule.local_pages.next = self.registers.local_pages.val();
        self.schedule.blocks.next = self.registers.blocks.val();
        self.schedule.last_query.next = self.controller.last_query.val();
        self.schedule.command_ready.next = self.engine_command_ready.val();
        self.engine_command_data.next = self.schedule.command_data.val();
        self.engine_command_valid.next = self.schedule.command_valid.val();
        self.score_control.start.next = self.controller.start_attend.val();
        self.score_control.group.next = self.controller.group.val();
        self.score_control.position.next = self.controller.position.val();
        self.score_control.last_query.next = self.controller.last_query.val();
        self.score_control.result.next = self.result_fork.result.val();
        self.score_control.result_valid.next = self.result_fork.result_valid.val();
        self.softmax_control.start.next = self.score_control.done.val();
        self.softmax_control.group.next = self.controller.group.val();
        self.softmax_control.position.next = self.controller.position.val();
        self.softmax_control.last_query.next = self.controller.last_query.val();
        self.softmax_control.lanes_valid.next = self.row[0].weights_valid_out.val();
        self.softmax_control.taken.next = self.activation_merge.weights_taken.val();
        for i in 0..TOKENS {
            self.row[i].score.next = self.score_control.score.val();
            self.row[i].score_valid.next = self.score_control.rows.val().get_bits::<1>(i);
            self.row[i].address.next = self.score_control.address.val();
            self.row[i].score_visible.next = self.score_control.visible.val();
            self.row[i].clear.next = self.score_control.clear.val();
            self.row[i].read.next = self.softmax_control.read.val();
            self.row[i].read_address.next = self.softmax_control.read_address.val();
            self.row[i].visible.next = self.softmax_control.visible.val();
            self.row[i].moves.next = self.softmax_control.moves.val();
            self.row[i].counts.next = self.outputs.counts.val().get_bits::<1>(i);
        }
        // Weights go round: nobody looks at those that come back.
        for i in 0..(TOKENS - 1) {
            self.row[i].next_row.next = self.row[i + 1].weights.val();
            self.row[i].overflow_in.next = self.row[i + 1].overflow_out.val();
            self.row[i].weights_valid_in.next = self.row[i + 1].weights_valid_out.val();
        }
        for i in (TOKENS - 1)..TOKENS {
            self.row[i].next_row.next = self.row[0].weights.val();
            self.row[i].overflow_in.next = self.outputs.chain_end.val();
            self.row[i].weights_valid_in.next = self.outputs.chain_end.val();
        }
        self.activation_merge.query.next = self.collector.beat.val();
        self.activation_merge.query_valid.next = self.collector.beat_valid.val();
        self.activation_merge.weights.next = self.row[0].weights.val();
        self.activation_merge.weights_valid.next = self.softmax_control.offers.val();
        self.activation_merge.activations_ready.next = self.activations_ready.val();
        self.activations_data.next = self.activation_merge.activations_data.val();
        self.activations_valid.next = self.activation_merge.activations_valid.val();
        self.result_fork.scores_ready.next = self.score_control.result_ready.val();
        self.result_fork.outputs_ready.next = self.outputs.result_ready.val();
        self.result_fork.engine_results.next = self.engine_results_data.val();
        self.result_fork.engine_results_valid.next = self.engine_results_valid.val();
        self.engine_results_ready.next = self.result_fork.engine_results_ready.val();
        self.outputs.start.next = self.score_control.done.val();
        self.outputs.blocks.next = self.registers.blocks.val();
        self.outputs.last_query.next = self.controller.last_query.val();
        self.outputs.overflow.next = self.row[0].overflow_out.val();
        self.outputs.result.next = self.result_fork.result.val();
        self.outputs.result_valid.next = self.result_fork.result_valid.val();
        self.outputs.taken.next = self.queue.taken.val();
        self.divide.numerator.next = self.outputs.numerator.val();
        self.divide.denominator.next = self.outputs.denominator.val();
        self.divide.flags.next = self.outputs.flags.val();
        self.divide.operands_valid.next = self.outputs.operands_valid.val();
        self.result_fork.quotient.next = self.divide.quotient.val();
        self.result_fork.quotient_flags.next = self.divide.quotient_flags.val();
        self.queue.result.next = self.result_fork.answer.val();
        self.queue.result_valid.next = self.divide.quotient_valid.val();
        self.queue.results_ready.next = self.results_ready.val();
        self.results_data.next = self.queue.results_data.val();
        self.results_valid.next = self.queue.results_valid.val();
    }
}
