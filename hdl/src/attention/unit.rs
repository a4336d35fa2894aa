//! The attention unit: commands and vectors in, results out, a memory behind it; and the engine's streams, which it drives as a host would.
//!
//! ```text
//! command --> [controller, registers] --order, settings--> [cache], [query]
//! vectors --> [cache] --queries--> [query] <--> engine
//! memory <------^ `--keys and values---------------^      [query] --> results
//! ```

use super::cache::unit::Cache;
use super::control::controller::Controller;
use super::control::registers::Registers;
use super::control::{Order, Region, Settings};
use super::layout::{KV_BEAT_BITS, VECTOR_ELEMENT_BITS};
use super::query::unit::Query;
use crate::expr::MultiplierCell;
use crate::layout::{ACTIVATION_BEAT_BITS, COMMAND_BITS, RESULT_BITS};
use crate::memory::Client;
use crate::stream::{Sink, Source};
use rust_hdl::prelude::*;

/// See the module's documentation. It is ready for a command from the end of the one before.
#[derive(LogicBlock, Default)]
pub struct Attention<const TOKENS: usize> {
    /// Registers take their next values at its rising edge.
    pub clock: Signal<In, Clock>,
    /// Commands of attention, a word each.
    pub command: Sink<COMMAND_BITS>,
    /// FP16 values that WRITE, STORE and ATTEND ask for.
    pub vectors: Sink<VECTOR_ELEMENT_BITS>,
    /// Results of ATTEND, in the order of the commands.
    pub results: Source<RESULT_BITS>,
    /// Memory for keys and values.
    pub memory: Client,
    /// Commands that make the engine multiply by keys and values.
    pub engine_command: Source<COMMAND_BITS>,
    /// Queries and probabilities, for the LOADs among them.
    pub activations: Source<ACTIVATION_BEAT_BITS>,
    /// Keys and values, for the MATMUL_KVs among them.
    pub kv: Source<KV_BEAT_BITS>,
    /// What the engine makes of them: scores, then sums of values.
    pub engine_results: Sink<RESULT_BITS>,
    controller: Controller,
    registers: Registers,
    cache: Cache,
    query: Query<TOKENS>,
}

impl<const TOKENS: usize> Attention<TOKENS> {
    /// A unit for `TOKENS` token rows and contexts of `context` tokens.
    pub fn new(context: usize, body: MultiplierCell) -> Self {
        Attention {
            query: Query::new(context, body),
            ..Default::default()
        }
    }
}

impl<const TOKENS: usize> Logic for Attention<TOKENS> {
    #[hdl_gen]
    fn update(&mut self) {
        clock!(self, clock, controller, registers, cache, query);
        Sink::<COMMAND_BITS>::link(&mut self.command, &mut self.controller.command);
        self.controller.cache_idle.next = self.cache.idle.val();
        self.controller.query_idle.next = self.query.idle.val();
        self.registers.set.next = self.controller.set.val();
        self.registers.register.next = self.controller.register.val();
        self.registers.value.next = self.controller.order.base.val();
        self.registers.distance.next = self.controller.distance.val();

        Order::join(&mut self.controller.order, &mut self.cache.order);
        Settings::join(&mut self.registers.settings, &mut self.cache.settings);
        Region::join(&mut self.registers.region, &mut self.cache.region);
        Sink::<VECTOR_ELEMENT_BITS>::link(&mut self.vectors, &mut self.cache.vectors);
        Client::link(&mut self.memory, &mut self.cache.memory);
        Source::<KV_BEAT_BITS>::link(&mut self.kv, &mut self.cache.kv);

        self.query.start.next = self.controller.order.start_attend.val();
        self.query.group.next = self.controller.order.group.val();
        self.query.position.next = self.controller.order.position.val();
        self.query.last_query.next = self.controller.order.last_query.val();
        self.query.blocks.next = self.registers.settings.blocks.val();
        self.query.init_pages.next = self.registers.settings.init_pages.val();
        self.query.near_pages.next = self.registers.settings.near_pages.val();
        self.query.far.next = self.registers.settings.far.val();
        self.query.keys_only.next = self.controller.order.keys_only.val();
        self.query.given.next = self.controller.given.val();
        self.query.maxima.next = self.registers.maxima.val();
        Source::<ACTIVATION_BEAT_BITS>::join(&mut self.cache.queries, &mut self.query.queries);
        Source::<COMMAND_BITS>::link(&mut self.engine_command, &mut self.query.command);
        Source::<ACTIVATION_BEAT_BITS>::link(&mut self.activations, &mut self.query.activations);
        Sink::<RESULT_BITS>::link(&mut self.engine_results, &mut self.query.engine_results);
        Source::<RESULT_BITS>::link(&mut self.results, &mut self.query.results);
    }
}
