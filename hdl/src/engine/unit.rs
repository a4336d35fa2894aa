//! The BFP engine: commands, activations and weights in, results out.
//!
//! ```text
//! command ------> [sequencer] --- control of every stage ---.
//! activations --> [fp32_to_bfp] --blocks--> +---------------v---------------+
//! weights, kv --> [unpack] ----operands---> | token row 0 .. TOKENS-1        | --chain--> [to_fp32] --> [queue] --> results
//!                                           +-------------------------------+
//! ```
//!
//! All streams have valid and ready; the engine never drops or reorders a beat. Layouts are in [`crate::layout`].
//! Beats of keys and values (`kv`) answer MATMUL_KV commands as `weights` answer MATMUL commands.

use super::float_to_bfp::{self, Fp32ToBfp, Limit, Source};
use super::sequencer::{self, Sequencer};
use super::to_fp32::{self, ToFp32};
use super::token_row::TokenRow;
use super::unpack::{self, Unpack};
use crate::expr::MultiplierCell;
use crate::layout::{
    ACTIVATION_BEAT_BITS, COMMAND_BITS, KV_BEAT_BITS, RESULT_BITS, WEIGHT_BEAT_BITS,
};
use crate::stream::result_queue::{self, ResultQueue};
use rust_hdl::prelude::*;

/// See the module's documentation.
#[derive(LogicBlock)]
#[allow(missing_docs)]
pub struct Engine<const TOKENS: usize> {
    pub clock: Signal<In, Clock>,
    pub command_data: Signal<In, Bits<COMMAND_BITS>>,
    pub command_valid: Signal<In, Bits<1>>,
    pub command_ready: Signal<Out, Bits<1>>,
    pub quiet: Signal<Out, Bits<1>>,
    pub activations_data: Signal<In, Bits<ACTIVATION_BEAT_BITS>>,
    pub activations_valid: Signal<In, Bits<1>>,
    pub activations_ready: Signal<Out, Bits<1>>,
    pub weights_data: Signal<In, Bits<WEIGHT_BEAT_BITS>>,
    pub weights_valid: Signal<In, Bits<1>>,
    pub weights_ready: Signal<Out, Bits<1>>,
    pub kv_data: Signal<In, Bits<KV_BEAT_BITS>>,
    pub kv_valid: Signal<In, Bits<1>>,
    pub kv_ready: Signal<Out, Bits<1>>,
    pub results_data: Signal<Out, Bits<RESULT_BITS>>,
    pub results_valid: Signal<Out, Bits<1>>,
    pub results_ready: Signal<In, Bits<1>>,
    sequencer: Sequencer,
    converter: Fp32ToBfp,
    unpack: Unpack,
    token_row: [TokenRow; TOKENS],
    to_fp32: ToFp32,
    queue: ResultQueue,
}

impl<const TOKENS: usize> Engine<TOKENS> {
    /// An engine of `TOKENS` token rows with the given multiplier body.
    pub fn new(body: MultiplierCell) -> Self {
        Engine {
            clock: Default::default(),
            command_data: Default::default(),
            command_valid: Default::default(),
            command_ready: Default::default(),
            quiet: Default::default(),
            activations_data: Default::default(),
            activations_valid: Default::default(),
            activations_ready: Default::default(),
            weights_data: Default::default(),
            weights_valid: Default::default(),
            weights_ready: Default::default(),
            kv_data: Default::default(),
            kv_valid: Default::default(),
            kv_ready: Default::default(),
            results_data: Default::default(),
            results_valid: Default::default(),
            results_ready: Default::default(),
            sequencer: Sequencer::new(sequencer::describe()),
            converter: Fp32ToBfp::new(float_to_bfp::describe(Source::Fp32, Limit::M8)),
            unpack: Unpack::new(unpack::describe()),
            token_row: std::array::from_fn(|_| TokenRow::new(body)),
            to_fp32: ToFp32::new(to_fp32::describe()),
            queue: ResultQueue::new(result_queue::describe()),
        }
    }
}

impl<const TOKENS: usize> Logic for Engine<TOKENS> {
    #[hdl_gen]
    fn update(&mut self) {
        self.sequencer.clock.next = self.clock.val();
        self.sequencer.command_data.next = self.command_data.val();
        self.sequencer.command_valid.next = self.command_valid.val();
        self.sequencer.activations_valid.next = self.activations_valid.val();
        self.sequencer.weights_valid.next = self.weights_valid.val();
        self.sequencer.kv_valid.next = self.kv_valid.val();
        self.sequencer.block_valid.next = self.converter.block_valid.val();
        self.sequencer.taken.next = self.queue.taken.val();
        self.command_ready.next = self.sequencer.command_ready.val();
        self.quiet.next = self.sequencer.quiet.val();
        self.activations_ready.next = self.sequencer.activations_ready.val();
        self.weights_ready.next = self.sequencer.weights_ready.val();
        self.kv_ready.next = self.sequencer.kv_ready.val();

        self.converter.clock.next = self.clock.val();
        self.converter.values.next = self.activations_data.val();
        self.converter.values_valid.next = self.sequencer.load.val();
        self.unpack.clock.next = self.clock.val();
        self.unpack.weights.next = self.weights_data.val();
        self.unpack.kv.next = self.kv_data.val();
        self.unpack.select_kv.next = self.sequencer.select_kv.val();
        self.unpack.signed_nibbles.next = self.sequencer.signed_nibbles.val();

        for i in 0..TOKENS {
            self.token_row[i].clock.next = self.clock.val();
            self.token_row[i].write_enable.next =
                self.sequencer.write_enables.val().get_bits::<1>(i);
            self.token_row[i].write_address.next = self.sequencer.write_address.val();
            self.token_row[i].write_block.next = self.converter.block.val();
            self.token_row[i].read_address.next = self.sequencer.read_address.val();
            self.token_row[i].operands.next = self.unpack.operands.val();
            self.token_row[i].scale_0.next = self.unpack.scale_0.val();
            self.token_row[i].scale_1.next = self.unpack.scale_1.val();
            self.token_row[i].pass_valid.next = self.sequencer.pass_valid.val();
            self.token_row[i].low_pass.next = self.sequencer.low_pass.val();
            self.token_row[i].add.next = self.sequencer.add.val();
            self.token_row[i].clear.next = self.sequencer.clear.val();
            self.token_row[i].page.next = self.sequencer.page.val();
            self.token_row[i].read_slot.next = self.sequencer.read_slot.val();
            self.token_row[i].write_slot.next = self.sequencer.write_slot.val();
            self.token_row[i].capture.next = self.sequencer.capture.val();
            self.token_row[i].shift.next = self.sequencer.shift.val();
        }
        // Row 0 leaves first. The last row's input closes the ring: nobody looks at what goes round.
        for i in 0..(TOKENS - 1) {
            self.token_row[i].chain_in.next = self.token_row[i + 1].chain_out.val();
        }
        for i in (TOKENS - 1)..TOKENS {
            self.token_row[i].chain_in.next = self.token_row[0].chain_out.val();
        }

        self.to_fp32.clock.next = self.clock.val();
        self.to_fp32.accumulator.next = self.token_row[0].chain_out.val();
        self.to_fp32.accumulator_valid.next = self.sequencer.shift.val();
        self.queue.clock.next = self.clock.val();
        self.queue.result.next = self.to_fp32.result.val();
        self.queue.result_valid.next = self.to_fp32.result_valid.val();
        self.queue.results_ready.next = self.results_ready.val();
        self.results_data.next = self.queue.results_data.val();
        self.results_valid.next = self.queue.results_valid.val();
    }
}
