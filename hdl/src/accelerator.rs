//! The accelerator: engine and attention unit behind one stream of commands.
//!
//! ```text
//! command ------> [router] ----------> [engine] <-- weights
//! activations --->   |    <-- results --'  ^ keys and values
//! results <-------   |                     |
//!                    `-----------> [attention] <-- vectors
//!                                          ^
//!                                          `--> memory
//! ```
//!
//! Streams are in [`crate::layout`], the memory port in [`crate::MemoryPort`], commands in
//! [`harmonia_contract::engine`] and [`harmonia_contract::attention`].

use crate::attention::layout::{KV_BEAT_BITS, VECTOR_ELEMENT_BITS};
use crate::attention::unit::Attention;
use crate::engine::Engine;
use crate::expr::MultiplierCell;
use crate::layout::{ACTIVATION_BEAT_BITS, COMMAND_BITS, RESULT_BITS, WEIGHT_BEAT_BITS};
use crate::memory::Client;
use crate::router::Router;
use crate::stream::{Sink, Source};
use rust_hdl::prelude::*;

/// See the module's documentation.
#[derive(LogicBlock, Default)]
pub struct Accelerator<const TOKENS: usize> {
    /// Registers take their next values at its rising edge.
    pub clock: Signal<In, Clock>,
    /// Commands of engine and attention, a word each; what they mean is in the contract.
    pub command: Sink<COMMAND_BITS>,
    /// FP32 activations that LOAD asks for, four a beat.
    pub activations: Sink<ACTIVATION_BEAT_BITS>,
    /// Groups of weights that MATMUL asks for.
    pub weights: Sink<WEIGHT_BEAT_BITS>,
    /// FP16 values that WRITE, STORE and ATTEND ask for.
    pub vectors: Sink<VECTOR_ELEMENT_BITS>,
    /// Results of MATMUL and ATTEND, in the order of the commands.
    pub results: Source<RESULT_BITS>,
    /// Memory for keys and values.
    pub memory: Client,
    router: Router,
    engine: Engine<TOKENS>,
    attention: Attention<TOKENS>,
}

impl<const TOKENS: usize> Accelerator<TOKENS> {
    /// An accelerator of `TOKENS` token rows, for contexts of `context` tokens.
    pub fn new(context: usize, body: MultiplierCell) -> Self {
        Accelerator {
            engine: Engine::new(body),
            attention: Attention::new(context, body),
            ..Default::default()
        }
    }
}

impl<const TOKENS: usize> Logic for Accelerator<TOKENS> {
    #[hdl_gen]
    fn update(&mut self) {
        clock!(self, clock, router, engine, attention);
        Sink::<COMMAND_BITS>::link(&mut self.command, &mut self.router.host_command);
        Source::<COMMAND_BITS>::join(
            &mut self.attention.engine_command,
            &mut self.router.own_command,
        );
        Source::<COMMAND_BITS>::join(&mut self.router.engine_command, &mut self.engine.command);
        Source::<COMMAND_BITS>::join(
            &mut self.router.attention_command,
            &mut self.attention.command,
        );
        self.router.engine_quiet.next = self.engine.quiet.val();

        Sink::<ACTIVATION_BEAT_BITS>::link(
            &mut self.activations,
            &mut self.router.host_activations,
        );
        Source::<ACTIVATION_BEAT_BITS>::join(
            &mut self.attention.activations,
            &mut self.router.own_activations,
        );
        Source::<ACTIVATION_BEAT_BITS>::join(
            &mut self.router.activations,
            &mut self.engine.activations,
        );
        Sink::<WEIGHT_BEAT_BITS>::link(&mut self.weights, &mut self.engine.weights);
        Source::<KV_BEAT_BITS>::join(&mut self.attention.kv, &mut self.engine.kv);

        Source::<RESULT_BITS>::join(&mut self.engine.results, &mut self.router.engine_results);
        Source::<RESULT_BITS>::join(&mut self.attention.results, &mut self.router.own_results);
        Source::<RESULT_BITS>::join(
            &mut self.router.to_attention,
            &mut self.attention.engine_results,
        );
        Source::<RESULT_BITS>::link(&mut self.results, &mut self.router.results);

        Sink::<VECTOR_ELEMENT_BITS>::link(&mut self.vectors, &mut self.attention.vectors);
        Client::link(&mut self.memory, &mut self.attention.memory);
    }
}
