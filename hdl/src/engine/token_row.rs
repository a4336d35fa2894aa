//! One token's share of the dot array: its activation blocks, its multipliers, two outputs' scaling and accumulators.
//!
//! Rows of different tokens are alike and see the same weights; prefill and batches fill them all, decoding one sequence
//! uses the first.

use super::accumulator::Accumulator;
use super::activation_buffer::ActivationBuffer;
use super::dot::{self, Dot};
use super::scale::{self, Scale};
use crate::expr::MultiplierCell;
use crate::layout::{
    ADDRESS_BITS, BLOCK_BITS, CHAIN_BITS, GROUP, OPERAND_BITS, SCALE_BITS, SLOT_BITS,
};
use rust_hdl::prelude::*;

/// See the module's documentation; the ports are those of its parts.
#[derive(LogicBlock, Default)]
pub(crate) struct TokenRow {
    pub clock: Signal<In, Clock>,
    pub write_enable: Signal<In, Bits<1>>,
    pub write_address: Signal<In, Bits<ADDRESS_BITS>>,
    pub write_block: Signal<In, Bits<BLOCK_BITS>>,
    pub read_address: Signal<In, Bits<ADDRESS_BITS>>,
    pub operands: Signal<In, Bits<{ GROUP * OPERAND_BITS }>>,
    pub scale_0: Signal<In, Bits<SCALE_BITS>>,
    pub scale_1: Signal<In, Bits<SCALE_BITS>>,
    pub pass_valid: Signal<In, Bits<1>>,
    pub low_pass: Signal<In, Bits<1>>,
    pub add: Signal<In, Bits<1>>,
    pub clear: Signal<In, Bits<1>>,
    pub page: Signal<In, Bits<1>>,
    pub read_slot: Signal<In, Bits<SLOT_BITS>>,
    pub write_slot: Signal<In, Bits<SLOT_BITS>>,
    pub capture: Signal<In, Bits<1>>,
    pub shift: Signal<In, Bits<1>>,
    pub chain_in: Signal<In, Bits<CHAIN_BITS>>,
    pub chain_out: Signal<Out, Bits<CHAIN_BITS>>,
    buffer: ActivationBuffer,
    dot: Dot,
    scaling_0: Scale,
    scaling_1: Scale,
    accumulator_0: Accumulator,
    accumulator_1: Accumulator,
}

impl TokenRow {
    /// A row with the given multiplier body.
    pub fn new(body: MultiplierCell) -> Self {
        TokenRow {
            dot: Dot::new(dot::describe(body)),
            scaling_0: Scale::new(scale::describe(body)),
            scaling_1: Scale::new(scale::describe(body)),
            ..Default::default()
        }
    }
}

impl Logic for TokenRow {
    #[hdl_gen]
    fn update(&mut self) {
        clock!(
            self,
            clock,
            buffer,
            dot,
            scaling_0,
            scaling_1,
            accumulator_0,
            accumulator_1
        );
        self.buffer.write_enable.next = self.write_enable.val();
        self.buffer.write_address.next = self.write_address.val();
        self.buffer.write_block.next = self.write_block.val();
        self.buffer.read_address.next = self.read_address.val();
        self.dot.mantissas.next = self.buffer.mantissas.val();
        self.dot.operands.next = self.operands.val();

        self.scaling_0.sum.next = self.dot.sum_0.val();
        self.scaling_0.block_sum.next = self.buffer.block_sum.val();
        self.scaling_0.exponent.next = self.buffer.exponent.val();
        self.scaling_0.scale.next = self.scale_0.val();
        self.scaling_0.pass_valid.next = self.pass_valid.val();
        self.scaling_0.low_pass.next = self.low_pass.val();
        self.scaling_1.sum.next = self.dot.sum_1.val();
        self.scaling_1.block_sum.next = self.buffer.block_sum.val();
        self.scaling_1.exponent.next = self.buffer.exponent.val();
        self.scaling_1.scale.next = self.scale_1.val();
        self.scaling_1.pass_valid.next = self.pass_valid.val();
        self.scaling_1.low_pass.next = self.low_pass.val();

        self.accumulator_0.addend.next = self.scaling_0.addend.val();
        self.accumulator_0.overflow.next = self.scaling_0.overflow.val();
        self.accumulator_0.invalid.next = self.buffer.invalid.val();
        self.accumulator_0.add.next = self.add.val();
        self.accumulator_0.clear.next = self.clear.val();
        self.accumulator_0.page.next = self.page.val();
        self.accumulator_0.read_slot.next = self.read_slot.val();
        self.accumulator_0.write_slot.next = self.write_slot.val();
        self.accumulator_0.capture.next = self.capture.val();
        self.accumulator_0.shift.next = self.shift.val();
        self.accumulator_1.addend.next = self.scaling_1.addend.val();
        self.accumulator_1.overflow.next = self.scaling_1.overflow.val();
        self.accumulator_1.invalid.next = self.buffer.invalid.val();
        self.accumulator_1.add.next = self.add.val();
        self.accumulator_1.clear.next = self.clear.val();
        self.accumulator_1.page.next = self.page.val();
        self.accumulator_1.read_slot.next = self.read_slot.val();
        self.accumulator_1.write_slot.next = self.write_slot.val();
        self.accumulator_1.capture.next = self.capture.val();
        self.accumulator_1.shift.next = self.shift.val();

        // Towards output 0: it leaves first.
        self.accumulator_1.chain_in.next = self.chain_in.val();
        self.accumulator_0.chain_in.next = self.accumulator_1.chain_out.val();
        self.chain_out.next = self.accumulator_0.chain_out.val();
    }
}
