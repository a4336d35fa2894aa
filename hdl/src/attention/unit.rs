//! The attention unit: commands and vectors in, results out, a memory behind it; and the engine's streams, which it drives as a host would.
//!
//! ```text
//! command --> [controller, registers] --> starts, configuration
//! vectors --> [ingest] --> [rotate] --> [collector] --lanes--> [lanes] --> [kv_converter] --> [writer] ---.
//!                |              query's beats --> [offer]         ^             |                          v
//!                `--> [elements] --------------------------------|-------------|-----------------------> [port] --> memory
//! memory --> [words, reader] --residual words--> [residual, widen] -----'             `--> [fresh] ---.          ^
//!                `--------------------------------------------------------> [beat_queue] <-----' --> engine   [pages]
//! engine's results --> [scores] --> rows, by [weights] --> [offer] --> engine;  --> [outputs] --> [divide] --> [queue] --> results
//! ```

use super::beat_queue::{self, BeatQueue};
use super::collector::{self, Collector};
use super::controller::{self, Controller};
use super::divide::{self, Divide};
use super::elements::{self, Elements};
use super::fresh::{self, Fresh};
use super::ingest::{self, Ingest};
use super::kv_converter::{self, KvConverter};
use super::lanes::{self, Lanes};
use super::layout::{ENABLE_BITS, KV_BEAT_BITS, LENGTH_BITS, MEMORY_ADDRESS_BITS, WORD_BITS};
use super::offer::{self, Offer};
use super::outputs::{self, Outputs};
use super::pages::{self, Pages};
use super::planes::{self, Planes};
use super::port::{self, Port};
use super::reader::{self, Reader};
use super::registers::{self, Registers};
use super::residual::{self, Residual};
use super::results::{self, Results};
use super::rotate::{self, Rotate};
use super::row::Row;
use super::schedule::{self, Schedule};
use super::scores::{self, Scores};
use super::weights::{self, Weights};
use super::widen::{self, Widen};
use super::words::{self, Words};
use super::writer::{self, Writer};
use crate::expr::Multiplier;
use crate::layout::{ACTIVATION_BEAT_BITS, COMMAND_BITS, RESULT_BITS};
use crate::memory::result_queue::{self, ResultQueue};
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
    elements: Elements,
    rotate: Rotate,
    collector: Collector,
    lanes: Lanes,
    kv_converter: KvConverter,
    writer: Writer,
    pages: Pages,
    words: Words,
    reader: Reader,
    residual: Residual,
    widen: Widen,
    fresh: Fresh,
    planes: Planes,
    beat_queue: BeatQueue,
    port: Port,
    schedule: Schedule,
    scores: Scores,
    row: [Row; TOKENS],
    weights: Weights,
    offer: Offer,
    results: Results,
    outputs: Outputs,
    divide: Divide,
    queue: ResultQueue,
}

impl<const TOKENS: usize> Attention<TOKENS> {
    /// A unit for `TOKENS` token rows and contexts of `context` tokens.
    pub fn new(context: usize, body: Multiplier) -> Self {
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
            elements: Elements::new(elements::describe()),
            rotate: Rotate::new(rotate::describe()),
            collector: Collector::new(collector::describe()),
            lanes: Lanes::new(lanes::describe()),
            kv_converter: KvConverter::new(kv_converter::describe()),
            writer: Writer::new(writer::describe()),
            pages: Pages::new(pages::describe()),
            words: Words::new(words::describe()),
            reader: Reader::new(reader::describe()),
            residual: Residual::new(residual::describe()),
            widen: Widen::new(widen::describe()),
            fresh: Fresh::new(fresh::describe()),
            planes: Planes::new(planes::describe()),
            beat_queue: BeatQueue::new(beat_queue::describe()),
            row: std::array::from_fn(|_| Row::new(context, body)),
            port: Port::new(port::describe()),
            schedule: Schedule::new(schedule::describe()),
            scores: Scores::new(scores::describe()),
            weights: Weights::new(weights::describe()),
            offer: Offer::new(offer::describe()),
            results: Results::new(results::describe()),
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
        self.elements.clock.next = self.clock.val();
        self.rotate.clock.next = self.clock.val();
        self.collector.clock.next = self.clock.val();
        self.lanes.clock.next = self.clock.val();
        self.kv_converter.clock.next = self.clock.val();
        self.writer.clock.next = self.clock.val();
        self.pages.clock.next = self.clock.val();
        self.words.clock.next = self.clock.val();
        self.reader.clock.next = self.clock.val();
        self.residual.clock.next = self.clock.val();
        self.widen.clock.next = self.clock.val();
        self.fresh.clock.next = self.clock.val();
        self.planes.clock.next = self.clock.val();
        self.beat_queue.clock.next = self.clock.val();
        self.port.clock.next = self.clock.val();
        self.schedule.clock.next = self.clock.val();
        self.scores.clock.next = self.clock.val();
        self.weights.clock.next = self.clock.val();
        self.offer.clock.next = self.clock.val();
        self.results.clock.next = self.clock.val();
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
        self.controller.elements_idle.next = self.elements.idle.val();
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
        self.ingest.word.next = self.words.word.val();
        self.ingest.word_valid.next = self.words.word_valid.val();
        self.ingest.request_ready.next = self.port.offsets_ready.val();
        self.ingest.rotate_ready.next = self.rotate.value_ready.val();
        self.ingest.elements_wants.next = self.elements.wants.val();
        self.ingest.elements_ready.next = self.elements.value_ready.val();
        self.ingest.elements_idle.next = self.elements.idle.val();
        self.ingest.collected.next = self.collector.collected.val();
        self.elements.start_write.next = self.controller.start_write.val();
        self.elements.start_store.next = self.controller.start_store.val();
        self.elements.position.next = self.controller.position.val();
        self.elements.size.next = self.registers.size.val();
        self.elements.region.next = self.controller.value.val();
        self.elements.residual.next = self.registers.residual.val();
        self.elements.value.next = self.ingest.value.val();
        self.elements.value_valid.next = self.ingest.elements_valid.val();
        self.elements.request_ready.next = self.port.elements_ready.val();
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
        self.collector.beat_ready.next = self.offer.room.val();

        // Blocks of keys and values, to memory or to the engine.
        self.lanes.key.next = self.controller.stores.val();
        self.lanes.key_three.next = self.registers.key_three.val();
        self.lanes.value_three.next = self.registers.value_three.val();
        self.lanes.keys.next = self.collector.lanes.val();
        self.lanes.keys_valid.next = self.collector.lanes_valid.val();
        self.lanes.floats.next = self.widen.floats.val();
        self.lanes.floats_valid.next = self.widen.floats_valid.val();
        self.kv_converter.values.next = self.lanes.values.val();
        self.kv_converter.values_valid.next = self.lanes.values_valid.val();
        self.kv_converter.limit.next = self.lanes.limit.val();
        self.planes.commits.next = self.controller.commits.val();
        self.planes.key_three.next = self.registers.key_three.val();
        self.planes.value_three.next = self.registers.value_three.val();
        self.planes.key_low.next = self.registers.key_low.val();
        self.planes.value_low.next = self.registers.value_low.val();
        self.planes.key_high.next = self.registers.key_high.val();
        self.planes.value_high.next = self.registers.value_high.val();
        self.writer.start.next = self.controller.start_blocks.val();
        self.writer.value.next = self.controller.commits.val();
        self.writer.three.next = self.planes.three.val();
        self.writer.position.next = self.controller.position.val();
        self.writer.slot.next = self.controller.slot.val();
        self.writer.no_low.next = self.controller.no_low.val();
        self.writer.blocks.next = self.registers.blocks.val();
        self.writer.low_base.next = self.planes.low.val();
        self.writer.high_base.next = self.planes.high.val();
        self.writer.mantissas.next = self.kv_converter.mantissas.val();
        self.writer.exponent.next = self.kv_converter.exponent.val();
        self.writer.block_valid.next = self.kv_converter.block_valid.val();
        self.writer.ignores.next = self.controller.attends.val();
        self.writer.request_ready.next = self.port.writer_ready.val();
        self.fresh.enable.next = self.controller.attends.val();
        self.fresh.mantissas.next = self.kv_converter.mantissas.val();
        self.fresh.exponent.next = self.kv_converter.exponent.val();
        self.fresh.block_valid.next = self.kv_converter.block_valid.val();

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
        self.pages.request_ready.next = self.port.pages_ready.val();
        self.pages.burst_ready.next = self.reader.burst_ready.val();
        self.reader.burst.next = self.pages.burst.val();
        self.reader.burst_valid.next = self.pages.burst_valid.val();
        self.words.read_data.next = self.memory_read_data.val();
        self.words.read_valid.next = self.memory_read_valid.val();
        self.words.reader_ready.next = self.reader.word_ready.val();
        self.words.ingest_ready.next = self.ingest.word_ready.val();
        self.memory_read_ready.next = self.words.read_ready.val();
        self.reader.word.next = self.words.word.val();
        self.reader.word_valid.next = self.words.word_valid.val();
        self.reader.room.next = self.beat_queue.room.val();
        self.residual.start.next = self.controller.start_pages.val();
        self.residual.size.next = self.registers.size.val();
        self.residual.last_token.next = self.controller.last_token.val();
        self.residual.word.next = self.words.word.val();
        self.residual.word_valid.next = self.reader.residual_valid.val();
        self.widen.halves.next = self.residual.halves.val();
        self.widen.halves_valid.next = self.residual.halves_valid.val();
        self.beat_queue.planes.next = self.reader.beat.val();
        self.beat_queue.planes_valid.next = self.reader.beat_valid.val();
        self.beat_queue.fresh.next = self.fresh.beat.val();
        self.beat_queue.fresh_valid.next = self.fresh.beat_valid.val();
        self.beat_queue.reserve.next = self.reader.reserve.val();
        self.beat_queue.kv_ready.next = self.kv_ready.val();
        self.kv_data.next = self.beat_queue.kv_data.val();
        self.kv_valid.next = self.beat_queue.kv_valid.val();
        self.port.pages_valid.next = self.pages.request_valid.val();
        self.port.pages_address.next = self.pages.request_address.val();
        self.port.pages_length.next = self.pages.request_length.val();
        self.port.offsets_valid.next = self.ingest.request_valid.val();
        self.port.offsets_address.next = self.ingest.request_address.val();
        self.port.offsets_length.next = self.ingest.request_length.val();
        self.port.writer_valid.next = self.writer.request_valid.val();
        self.port.writer_address.next = self.writer.request_address.val();
        self.port.writer_data.next = self.writer.request_data.val();
        self.port.writer_enables.next = self.writer.request_enables.val();
        self.port.elements_valid.next = self.elements.request_valid.val();
        self.port.elements_address.next = self.elements.request_address.val();
        self.port.elements_data.next = self.elements.request_data.val();
        self.port.elements_enables.next = self.elements.request_enables.val();
        self.port.request_ready.next = self.memory_request_ready.val();
        self.memory_request_valid.next = self.port.request_valid.val();
        self.memory_request_write.next = self.port.request_write.val();
        self.memory_request_address.next = self.port.request_address.val();
        self.memory_request_length.next = self.port.request_length.val();
        self.memory_request_data.next = self.port.request_data.val();
        self.memory_request_enables.next = self.port.request_enables.val();

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
        self.scores.start.next = self.controller.start_attend.val();
        self.scores.group.next = self.controller.group.val();
        self.scores.position.next = self.controller.position.val();
        self.scores.last_query.next = self.controller.last_query.val();
        self.scores.result.next = self.results.result.val();
        self.scores.result_valid.next = self.results.result_valid.val();
        self.weights.start.next = self.scores.done.val();
        self.weights.group.next = self.controller.group.val();
        self.weights.position.next = self.controller.position.val();
        self.weights.last_query.next = self.controller.last_query.val();
        self.weights.lanes_valid.next = self.row[0].weights_valid_out.val();
        self.weights.taken.next = self.offer.weights_taken.val();
        for i in 0..TOKENS {
            self.row[i].score.next = self.scores.score.val();
            self.row[i].score_valid.next = self.scores.rows.val().get_bits::<1>(i);
            self.row[i].address.next = self.scores.address.val();
            self.row[i].score_visible.next = self.scores.visible.val();
            self.row[i].clear.next = self.scores.clear.val();
            self.row[i].read.next = self.weights.read.val();
            self.row[i].read_address.next = self.weights.read_address.val();
            self.row[i].visible.next = self.weights.visible.val();
            self.row[i].moves.next = self.weights.moves.val();
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
        self.offer.query.next = self.collector.beat.val();
        self.offer.query_valid.next = self.collector.beat_valid.val();
        self.offer.weights.next = self.row[0].weights.val();
        self.offer.weights_valid.next = self.weights.offers.val();
        self.offer.activations_ready.next = self.activations_ready.val();
        self.activations_data.next = self.offer.activations_data.val();
        self.activations_valid.next = self.offer.activations_valid.val();
        self.results.scores_ready.next = self.scores.result_ready.val();
        self.results.outputs_ready.next = self.outputs.result_ready.val();
        self.results.engine_results.next = self.engine_results_data.val();
        self.results.engine_results_valid.next = self.engine_results_valid.val();
        self.engine_results_ready.next = self.results.engine_results_ready.val();
        self.outputs.start.next = self.scores.done.val();
        self.outputs.blocks.next = self.registers.blocks.val();
        self.outputs.last_query.next = self.controller.last_query.val();
        self.outputs.overflow.next = self.row[0].overflow_out.val();
        self.outputs.result.next = self.results.result.val();
        self.outputs.result_valid.next = self.results.result_valid.val();
        self.outputs.taken.next = self.queue.taken.val();
        self.divide.numerator.next = self.outputs.numerator.val();
        self.divide.denominator.next = self.outputs.denominator.val();
        self.divide.flags.next = self.outputs.flags.val();
        self.divide.operands_valid.next = self.outputs.operands_valid.val();
        self.results.quotient.next = self.divide.quotient.val();
        self.results.quotient_flags.next = self.divide.quotient_flags.val();
        self.queue.result.next = self.results.answer.val();
        self.queue.result_valid.next = self.divide.quotient_valid.val();
        self.queue.results_ready.next = self.results_ready.val();
        self.results_data.next = self.queue.results_data.val();
        self.results_valid.next = self.queue.results_valid.val();
    }
}
