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
//! Streams are in [`crate::layout`], the memory port in [`crate::MemoryPort`], commands in [`crate::layout::command`] and
//! [`crate::attention::layout::command`].

use crate::attention::layout::{ENABLE_BITS, LENGTH_BITS, MEMORY_ADDRESS_BITS, WORD_BITS};
use crate::attention::unit::Attention;
use crate::engine::Engine;
use crate::expr::MultiplierCell;
use crate::layout::{ACTIVATION_BEAT_BITS, COMMAND_BITS, RESULT_BITS, WEIGHT_BEAT_BITS};
use crate::router::{self, Router};
use rust_hdl::prelude::*;

/// See the module's documentation.
#[derive(LogicBlock)]
#[allow(missing_docs)]
pub struct Accelerator<const TOKENS: usize> {
    pub clock: Signal<In, Clock>,
    pub command_data: Signal<In, Bits<COMMAND_BITS>>,
    pub command_valid: Signal<In, Bits<1>>,
    pub command_ready: Signal<Out, Bits<1>>,
    pub activations_data: Signal<In, Bits<ACTIVATION_BEAT_BITS>>,
    pub activations_valid: Signal<In, Bits<1>>,
    pub activations_ready: Signal<Out, Bits<1>>,
    pub weights_data: Signal<In, Bits<WEIGHT_BEAT_BITS>>,
    pub weights_valid: Signal<In, Bits<1>>,
    pub weights_ready: Signal<Out, Bits<1>>,
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
    router: Router,
    engine: Engine<TOKENS>,
    attention: Attention<TOKENS>,
}

impl<const TOKENS: usize> Accelerator<TOKENS> {
    /// An accelerator of `TOKENS` token rows, for contexts of `context` tokens.
    pub fn new(context: usize, body: MultiplierCell) -> Self {
        Accelerator {
            clock: Default::default(),
            command_data: Default::default(),
            command_valid: Default::default(),
            command_ready: Default::default(),
            activations_data: Default::default(),
            activations_valid: Default::default(),
            activations_ready: Default::default(),
            weights_data: Default::default(),
            weights_valid: Default::default(),
            weights_ready: Default::default(),
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
            router: Router::new(router::describe()),
            engine: Engine::new(body),
            attention: Attention::new(context, body),
        }
    }
}

impl<const TOKENS: usize> Logic for Accelerator<TOKENS> {
    #[hdl_gen]
    fn update(&mut self) {
        self.router.clock.next = self.clock.val();
        self.engine.clock.next = self.clock.val();
        self.attention.clock.next = self.clock.val();

        self.router.host_command.next = self.command_data.val();
        self.router.host_command_valid.next = self.command_valid.val();
        self.command_ready.next = self.router.host_command_ready.val();
        self.router.engine_command_ready.next = self.engine.command_ready.val();
        self.router.engine_quiet.next = self.engine.quiet.val();
        self.router.attention_idle.next = self.attention.command_ready.val();
        self.router.attention_command.next = self.attention.engine_command_data.val();
        self.router.attention_command_valid.next = self.attention.engine_command_valid.val();
        self.attention.engine_command_ready.next = self.router.attention_command_ready.val();
        self.engine.command_data.next = self.router.engine_command.val();
        self.engine.command_valid.next = self.router.engine_command_valid.val();
        self.attention.command_data.next = self.command_data.val();
        self.attention.command_valid.next = self.router.attention_starts.val();

        self.router.host_activations.next = self.activations_data.val();
        self.router.host_activations_valid.next = self.activations_valid.val();
        self.activations_ready.next = self.router.host_activations_ready.val();
        self.router.attention_activations.next = self.attention.activations_data.val();
        self.router.attention_activations_valid.next = self.attention.activations_valid.val();
        self.attention.activations_ready.next = self.router.attention_activations_ready.val();
        self.router.engine_activations_ready.next = self.engine.activations_ready.val();
        self.engine.activations_data.next = self.router.activations.val();
        self.engine.activations_valid.next = self.router.activations_valid.val();
        self.engine.weights_data.next = self.weights_data.val();
        self.engine.weights_valid.next = self.weights_valid.val();
        self.weights_ready.next = self.engine.weights_ready.val();
        self.engine.kv_data.next = self.attention.kv_data.val();
        self.engine.kv_valid.next = self.attention.kv_valid.val();
        self.attention.kv_ready.next = self.engine.kv_ready.val();
        self.attention.vectors_data.next = self.vectors_data.val();
        self.attention.vectors_valid.next = self.vectors_valid.val();
        self.vectors_ready.next = self.attention.vectors_ready.val();

        self.router.engine_results.next = self.engine.results_data.val();
        self.router.engine_results_valid.next = self.engine.results_valid.val();
        self.engine.results_ready.next = self.router.engine_results_ready.val();
        self.attention.engine_results_data.next = self.engine.results_data.val();
        self.attention.engine_results_valid.next = self.router.to_attention_valid.val();
        self.router.attention_takes_results.next = self.attention.engine_results_ready.val();
        self.router.attention_results.next = self.attention.results_data.val();
        self.router.attention_results_valid.next = self.attention.results_valid.val();
        self.attention.results_ready.next = self.router.attention_results_ready.val();
        self.router.results_ready.next = self.results_ready.val();
        self.results_data.next = self.router.results.val();
        self.results_valid.next = self.router.results_valid.val();

        self.memory_request_valid.next = self.attention.memory_request_valid.val();
        self.attention.memory_request_ready.next = self.memory_request_ready.val();
        self.memory_request_write.next = self.attention.memory_request_write.val();
        self.memory_request_address.next = self.attention.memory_request_address.val();
        self.memory_request_length.next = self.attention.memory_request_length.val();
        self.memory_request_data.next = self.attention.memory_request_data.val();
        self.memory_request_enables.next = self.attention.memory_request_enables.val();
        self.attention.memory_read_data.next = self.memory_read_data.val();
        self.attention.memory_read_valid.next = self.memory_read_valid.val();
        self.memory_read_ready.next = self.attention.memory_read_ready.val();
    }
}
