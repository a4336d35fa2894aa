//! Keys and values on their way: vectors to blocks in memory, memory to beats for the engine.
//!
//! ```text
//! vectors --> [ingest] --> [rotate] --> [collector] --lanes--> [lanes] --> [kv_converter] --> [writer] ---.
//!                |                           `--> queries        ^             |                          v
//!                `--> [raw_writer] -----------------------------|-------------|----------------------> [port] --> memory
//! memory --> [port] --words--> [reader] --residual words--> [residual, widen] -'  `--> [own_page] --.     ^
//!                                 `--------------------------------------------> [beat_queue] <-----' [pages]
//! ```

use super::beat_queue::BeatQueue;
use super::collector::Collector;
use super::converter_input::ConverterInput;
use super::ingest::Ingest;
use super::kv_converter::KvConverter;
use super::own_page::OwnPage;
use super::pages::Pages;
use super::raw_writer::RawWriter;
use super::reader::Reader;
use super::residual::Residual;
use super::rotate::Rotate;
use super::widen::Widen;
use super::writer::Writer;
use crate::attention::control::{OrderOf, RegionOf, SettingsOf};
use crate::attention::layout::{KV_BEAT_BITS, VECTOR_ELEMENT_BITS, burst};
use crate::layout::ACTIVATION_BEAT_BITS;
use crate::memory::port::SharedPort;
use crate::memory::{Client, Reads, Writes};
use crate::stream::{Sink, Source};
use rust_hdl::prelude::*;

/// See the module's documentation.
#[derive(LogicBlock, Default)]
pub(crate) struct Cache {
    pub clock: Signal<In, Clock>,
    pub order: OrderOf,
    pub settings: SettingsOf,
    pub region: RegionOf,
    pub vectors: Sink<VECTOR_ELEMENT_BITS>,
    pub queries: Source<ACTIVATION_BEAT_BITS>,
    pub kv: Source<KV_BEAT_BITS>,
    pub memory: Client,
    pub idle: Signal<Out, Bits<1>>,
    ingest: Ingest,
    raw_writer: RawWriter,
    rotate: Rotate,
    collector: Collector,
    lanes: ConverterInput,
    kv_converter: KvConverter,
    writer: Writer,
    pages: Pages,
    port: SharedPort,
    reader: Reader,
    residual: Residual,
    widen: Widen,
    own_page: OwnPage,
    beat_queue: BeatQueue,
}

impl Logic for Cache {
    #[hdl_gen]
    fn update(&mut self) {
        clock!(
            self,
            clock,
            ingest,
            raw_writer,
            rotate,
            collector,
            lanes,
            kv_converter,
            writer
        );
        clock!(
            self, clock, pages, port, reader, residual, widen, own_page, beat_queue
        );

        self.idle.next = self.ingest.idle.val()
            & self.raw_writer.idle.val()
            & self.writer.idle.val()
            & self.pages.idle.val();

        // Vectors.
        self.ingest.start_store.next = self.order.start_store.val();
        self.ingest.start_attend.next = self.order.start_attend.val();
        self.ingest.size.next = self.settings.size.val();
        self.ingest.last_query.next = self.order.last_query.val();
        self.ingest.region.next = self.order.base.val();
        Sink::<VECTOR_ELEMENT_BITS>::link(&mut self.vectors, &mut self.ingest.vectors);
        self.ingest.word.next = self.port.words.data.val();
        self.ingest.word_valid.next = self.port.words.valid.val();
        Reads::join(&mut self.ingest.request, &mut self.port.offsets);
        self.ingest.rotate_ready.next = self.rotate.value_ready.val();
        self.ingest.raw_writer_wants.next = self.raw_writer.wants.val();
        self.ingest.raw_writer_ready.next = self.raw_writer.value_ready.val();
        self.ingest.raw_writer_idle.next = self.raw_writer.idle.val();
        self.ingest.collected.next = self.collector.collected.val();
        self.raw_writer.start_write.next = self.order.start_write.val();
        self.raw_writer.start_store.next = self.order.start_store.val();
        self.raw_writer.position.next = self.order.position.val();
        self.raw_writer.size.next = self.settings.size.val();
        self.raw_writer.region.next = self.order.base.val();
        self.raw_writer.residual.next = self.region.residual.val();
        self.raw_writer.value.next = self.ingest.value.val();
        self.raw_writer.value_valid.next = self.ingest.raw_writer_valid.val();
        Writes::join(&mut self.raw_writer.request, &mut self.port.raw_writer);
        self.rotate.value.next = self.ingest.value.val();
        self.rotate.offset.next = self.ingest.offset.val();
        self.rotate.value_valid.next = self.ingest.rotate_valid.val();
        self.rotate.rotation.next = self.settings.rotation.val();
        self.rotate.divides.next = self.ingest.divides.val();
        self.rotate.count.next = self.settings.size.val();
        self.collector.key.next = self.order.stores.val();
        self.collector.size.next = self.settings.size.val();
        self.collector.blocks.next = self.settings.blocks.val();
        self.collector.rotated.next = self.rotate.rotated.val();
        self.collector.rotated_valid.next = self.rotate.rotated_valid.val();
        Source::<ACTIVATION_BEAT_BITS>::link(&mut self.queries, &mut self.collector.query);

        // Blocks of keys and values, to memory or to the engine.
        self.lanes.key.next = self.order.stores.val();
        self.lanes.key_three.next = self.region.key_three.val();
        self.lanes.value_three.next = self.region.value_three.val();
        self.lanes.keys.next = self.collector.lanes.val();
        self.lanes.keys_valid.next = self.collector.lanes_valid.val();
        self.lanes.floats.next = self.widen.floats.val();
        self.lanes.floats_valid.next = self.widen.floats_valid.val();
        self.kv_converter.values.next = self.lanes.values.val();
        self.kv_converter.values_valid.next = self.lanes.values_valid.val();
        self.kv_converter.three.next = self.lanes.three.val();
        self.writer.start.next = self.order.start_blocks.val();
        self.writer.value.next = self.order.commits.val();
        self.writer.position.next = self.order.position.val();
        self.writer.slot.next = self.order.slot.val();
        self.writer.no_low.next = self.order.no_low.val();
        self.writer.ignores.next = self.order.attends.val();
        self.writer.blocks.next = self.settings.blocks.val();
        RegionOf::link(&mut self.region, &mut self.writer.region);
        self.writer.mantissas.next = self.kv_converter.mantissas.val();
        self.writer.scale.next = self.kv_converter.scale.val();
        self.writer.block_valid.next = self.kv_converter.block_valid.val();
        Writes::join(&mut self.writer.request, &mut self.port.writer);
        self.own_page.enable.next = self.order.attends.val();
        self.own_page.mantissas.next = self.kv_converter.mantissas.val();
        self.own_page.scale.next = self.kv_converter.scale.val();
        self.own_page.block_valid.next = self.kv_converter.block_valid.val();

        // Memory.
        Client::link(&mut self.memory, &mut self.port.memory);
        self.pages.start.next = self.order.start_pages.val();
        self.pages.commit.next = self.order.commits.val();
        self.pages.next_channel.next = self.writer.begun.val();
        self.pages.group.next = self.order.group.val();
        self.pages.blocks.next = self.settings.blocks.val();
        self.pages.init_pages.next = self.settings.init_pages.val();
        self.pages.local_pages.next = self.settings.local_pages.val();
        self.pages.near_pages.next = self.settings.near_pages.val();
        self.pages.far.next = self.settings.far.val();
        self.pages.keys_only.next = self.order.keys_only.val();
        self.pages.distant.next = self.order.distant.val();
        RegionOf::link(&mut self.region, &mut self.pages.region);
        Reads::join(&mut self.pages.request, &mut self.port.pages);
        Source::<{ burst::BITS }>::join(&mut self.pages.burst, &mut self.reader.burst);
        self.reader.word.next = self.port.words.data.val();
        self.reader.word_valid.next = self.port.words.valid.val();
        self.reader.room.next = self.beat_queue.room.val();
        // At most one of them is ready.
        self.port.words.ready.next = self.reader.word_ready.val() | self.ingest.word_ready.val();
        self.residual.start.next = self.order.start_pages.val();
        self.residual.size.next = self.settings.size.val();
        self.residual.last_token.next = self.order.last_token.val();
        self.residual.word.next = self.port.words.data.val();
        self.residual.word_valid.next = self.reader.residual_valid.val();
        self.widen.halves.next = self.residual.halves.val();
        self.widen.halves_valid.next = self.residual.halves_valid.val();
        self.beat_queue.planes.next = self.reader.beat.val();
        self.beat_queue.planes_valid.next = self.reader.beat_valid.val();
        self.beat_queue.fresh.next = self.own_page.beat.val();
        self.beat_queue.fresh_valid.next = self.own_page.beat_valid.val();
        self.beat_queue.reserve.next = self.reader.reserve.val();
        Source::<KV_BEAT_BITS>::link(&mut self.kv, &mut self.beat_queue.kv);
    }
}
