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

use super::float_to_bfp::Fp32ToBfp;
use super::sequencer::{self, Sequencer};
use super::to_fp32::ToFp32;
use super::token_row::TokenRow;
use super::unpack::Unpack;
use crate::expr::MultiplierCell;
use crate::layout::{
    ACTIVATION_BEAT_BITS, COMMAND_BITS, KV_BEAT_BITS, RESULT_BITS, WEIGHT_BEAT_BITS,
};
use crate::stream::fifo::Queue;
use crate::stream::{Sink, Source};
use rust_hdl::prelude::*;

/// See the module's documentation.
#[derive(LogicBlock, Default)]
pub struct Engine<const TOKENS: usize> {
    /// Registers take their next values at its rising edge.
    pub clock: Signal<In, Clock>,
    /// Commands of the engine, a word each.
    pub command: Sink<COMMAND_BITS>,
    /// There is nothing to do, and every result has been taken.
    pub quiet: Signal<Out, Bits<1>>,
    /// FP32 activations that LOAD asks for, four a beat.
    pub activations: Sink<ACTIVATION_BEAT_BITS>,
    /// Groups of weights that MATMUL asks for.
    pub weights: Sink<WEIGHT_BEAT_BITS>,
    /// Keys and values that MATMUL_KV asks for.
    pub kv: Sink<KV_BEAT_BITS>,
    /// Results of products, in the order of the commands.
    pub results: Source<RESULT_BITS>,
    sequencer: Sequencer,
    converter: Fp32ToBfp,
    unpack: Unpack,
    token_row: Vec<TokenRow>,
    to_fp32: ToFp32,
    queue: Queue<RESULT_BITS>,
}

impl<const TOKENS: usize> Engine<TOKENS> {
    /// An engine of `TOKENS` token rows with the given multiplier body.
    pub fn new(body: MultiplierCell) -> Self {
        Engine {
            sequencer: Sequencer::new(sequencer::describe(TOKENS)),
            token_row: (0..TOKENS).map(|_| TokenRow::new(body)).collect(),
            ..Default::default()
        }
    }
}

impl<const TOKENS: usize> Logic for Engine<TOKENS> {
    #[hdl_gen]
    fn update(&mut self) {
        clock!(self, clock, sequencer, converter, unpack, to_fp32, queue);
        Sink::<COMMAND_BITS>::link(&mut self.command, &mut self.sequencer.command);
        self.quiet.next = self.sequencer.quiet.val();
        self.sequencer.activations_valid.next = self.activations.valid.val();
        self.sequencer.weights_valid.next = self.weights.valid.val();
        self.sequencer.kv_valid.next = self.kv.valid.val();
        self.sequencer.block_valid.next = self.converter.block_valid.val();
        self.sequencer.taken.next = self.queue.taken.val();
        self.activations.ready.next = self.sequencer.activations_ready.val();
        self.weights.ready.next = self.sequencer.weights_ready.val();
        self.kv.ready.next = self.sequencer.kv_ready.val();

        self.converter.values.next = self.activations.data.val();
        self.converter.values_valid.next = self.sequencer.load.val();
        self.sequencer.completes_block.next = self.converter.completes.val();
        self.unpack.weights.next = self.weights.data.val();
        self.unpack.kv.next = self.kv.data.val();
        self.unpack.select_kv.next = self.sequencer.select_kv.val();
        self.unpack.signed_nibbles.next = self.sequencer.signed_nibbles.val();
        self.unpack.keep.next = self.sequencer.keep.val();
        self.unpack.use_kept.next = self.sequencer.use_kept.val();

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
        // Row 0 leaves first. The last row's input closes the ring: sums that are sent as they stand go round.
        for i in 0..(TOKENS - 1) {
            self.token_row[i].chain_in.next = self.token_row[i + 1].chain_out.val();
        }
        for i in (TOKENS - 1)..TOKENS {
            self.token_row[i].chain_in.next = self.token_row[0].chain_out.val();
        }

        self.to_fp32.accumulator.next = self.token_row[0].chain_out.val();
        self.to_fp32.accumulator_valid.next = self.sequencer.sends.val();
        self.to_fp32.part.next = self.sequencer.part.val();
        self.queue.up_data.next = self.to_fp32.result.val();
        self.queue.up_valid.next = self.to_fp32.result_valid.val();
        Source::<RESULT_BITS>::link(&mut self.results, &mut self.queue.down);
    }
}
