//! The vector unit: see [the room's documentation](super).

use super::addresses::Addresses;
use super::intake::Intake;
use super::math::add::Add;
use super::math::divide::Divide;
use super::math::half::Half;
use super::math::multiply::{self, Multiply};
use super::math::power::{self, Power};
use super::math::root::Root;
use super::math::squares::Squares;
use super::memory::{self, VectorMemory};
use super::norm::Norm;
use super::operands::Operands;
use super::order::{ORDER_BITS, TAG};
use super::pulses::{Moves, Steps};
use super::results::Results;
use super::sequencer::Sequencer;
use super::sinks::Sinks;
use crate::expr::MultiplierCell;
use crate::layout::{ACTIVATION_BEAT_BITS, RESULT_BITS};
use crate::stream::{Sink, Source};
use harmonia_contract::size::{VECTOR_ELEMENT_BITS, WORD_BITS};
use rust_hdl::prelude::*;

/// Executes orders, one after the other, each to its end: all is written, all beats are taken.
#[derive(LogicBlock, Default)]
pub struct VectorUnit {
    /// Registers take their next values at its rising edge.
    pub clock: Signal<In, Clock>,
    /// Orders; ready when the one before has wholly ended.
    pub order: Sink<ORDER_BITS>,
    /// Results of the engine and of attention; taken by a COLLECT only.
    pub results: Sink<RESULT_BITS>,
    /// Words of memory; taken by a FETCH only.
    pub fetched: Sink<WORD_BITS>,
    /// Blocks for the engine.
    pub activations: Source<ACTIVATION_BEAT_BITS>,
    /// FP16 values for the attention unit.
    pub vectors: Source<VECTOR_ELEMENT_BITS>,
    /// Words for memory.
    pub spilled: Source<WORD_BITS>,
    /// A pulse: faults are forgotten.
    pub clear: Signal<In, Bits<1>>,
    /// No order is under way.
    pub idle: Signal<Out, Bits<1>>,
    /// Overflow in bit 0, invalid in bit 1: raised since `clear`.
    pub fault: Signal<Out, Bits<2>>,
    /// Tag of the order that raised the first one.
    pub fault_tag: Signal<Out, Bits<{ TAG.1 }>>,
    sequencer: Sequencer,
    addresses: Addresses,
    memory: VectorMemory,
    intake: Intake,
    operands: Operands,
    multiply: Multiply,
    add: Add,
    power_of_two: Power,
    divide: Divide,
    squares: Squares,
    reciprocal_root: Root,
    norm: Norm,
    results_out: Results,
    to_half: Half,
    sinks: Sinks,
}

impl VectorUnit {
    /// A unit with `vectors` elements of vector memory, a power of two up to 65,536.
    pub fn new(vectors: usize, body: MultiplierCell) -> Self {
        VectorUnit {
            memory: VectorMemory::new(memory::describe(vectors)),
            multiply: Multiply::new(multiply::describe(body)),
            power_of_two: Power::new(power::describe(body)),
            ..Default::default()
        }
    }
}

impl Logic for VectorUnit {
    #[hdl_gen]
    fn update(&mut self) {
        clock!(
            self, clock, sequencer, addresses, memory, intake, operands, multiply, add
        );
        clock!(
            self,
            clock,
            power_of_two,
            divide,
            squares,
            reciprocal_root,
            norm,
            results_out,
            to_half,
            sinks
        );

        // Orders.
        Sink::<ORDER_BITS>::link(&mut self.order, &mut self.sequencer.order);
        self.idle.next = self.sequencer.idle.val();
        self.sequencer.some_fetched.next = self.intake.some_fetched.val();
        self.sequencer.some_result.next = self.intake.some_result.val();
        self.sequencer.root_done.next = self.reciprocal_root.done.val();
        self.sequencer.taken.next = self.sinks.taken.val();
        self.sequencer.sinks_empty.next = self.sinks.empty.val();

        // Vector memory.
        self.addresses.start.next = self.sequencer.start.val();
        self.addresses.operation.next = self.sequencer.operation.val();
        self.addresses.a.next = self.sequencer.a.val();
        self.addresses.b.next = self.sequencer.b.val();
        self.addresses.d.next = self.sequencer.d.val();
        self.addresses.stride.next = self.sequencer.stride.val();
        self.addresses.length.next = self.sequencer.length.val();
        self.addresses.halves.next = self.sequencer.halves.val();
        self.addresses.kind.next = self.sequencer.kind.val();
        Steps::join(&mut self.sequencer.steps, &mut self.addresses.steps);
        self.memory.read_address.next = self.addresses.read_address.val();
        self.memory.write.next = self.results_out.write.val();
        self.memory.write_address.next = self.addresses.write_address.val();
        self.memory.value.next = self.results_out.value.val();

        // What comes from outside.
        self.intake.start.next = self.sequencer.start.val();
        self.intake.length.next = self.sequencer.length.val();
        self.intake.take_word.next = self.sequencer.fetched_ready.val();
        self.intake.take_result.next = self.sequencer.results_ready.val();
        self.intake.odd.next = self.sequencer.odd.val();
        self.intake.next_pair.next = self.sequencer.steps.next_pair.val();
        Sink::<WORD_BITS>::link(&mut self.fetched, &mut self.intake.fetched);
        Sink::<RESULT_BITS>::link(&mut self.results, &mut self.intake.results);

        // Arithmetic.
        self.operands.start.next = self.sequencer.start.val();
        self.operands.kind.next = self.sequencer.kind.val();
        self.operands.data.next = self.memory.data.val();
        Moves::join(&mut self.sequencer.moves, &mut self.operands.moves);
        self.operands.root.next = self.reciprocal_root.root.val();
        self.operands.root_done.next = self.reciprocal_root.done.val();
        self.operands.norm_cleared.next = self.norm.cleared.val();
        self.operands.product.next = self.multiply.product.val();
        self.operands.product_overflow.next = self.multiply.overflow.val();
        self.operands.product_negative.next = self.multiply.negative.val();
        self.operands.power.next = self.power_of_two.power.val();
        self.operands.power_vanishes.next = self.power_of_two.vanishes.val();
        self.operands.quotient.next = self.divide.quotient.val();
        self.operands.quotient_invalid.next = self.divide.invalid.val();
        self.multiply.a.next = self.operands.factor_a.val();
        self.multiply.b.next = self.operands.factor_b.val();
        self.multiply.cleared.next = self.operands.cleared.val();
        self.multiply.factors_valid.next = self.sequencer.multiplies.val();
        self.add.a.next = self.operands.term_a.val();
        self.add.b.next = self.operands.term_b.val();
        self.add.terms_valid.next = self.sequencer.adds.val();
        self.power_of_two.t.next = self.operands.t.val();
        self.power_of_two.beyond.next = self.operands.beyond.val();
        self.power_of_two.negative.next = self.operands.below.val();
        self.divide.numerator.next = self.operands.left.val();
        self.divide.denominator.next = self.add.sum.val();
        self.divide.vanishes.next = self.operands.vanishes.val();
        self.divide.operands_valid.next = self.sequencer.divides.val();

        // Norms.
        self.squares.exact.next = self.multiply.exact.val();
        self.squares.exponents.next = self.multiply.exponents.val();
        self.squares.zero.next = self.multiply.zero.val();
        self.squares.special.next = self.multiply.special.val();
        self.squares.square_valid.next = self.sequencer.squares.val();
        self.squares.clear.next = self.norm.clear.val();
        self.reciprocal_root.start.next = self.sequencer.root_start.val();
        self.reciprocal_root.width.next = self.sequencer.width.val();
        self.reciprocal_root.sum.next = self.squares.sum.val();
        self.reciprocal_root.epsilon.next = self.norm.epsilon.val();
        self.norm.kind.next = self.sequencer.kind.val();
        self.norm.data.next = self.memory.data.val();
        self.norm.take_epsilon.next = self.sequencer.take_epsilon.val();
        self.norm.root_start.next = self.sequencer.root_start.val();
        self.norm.sum_overflow.next = self.squares.overflow.val();
        self.norm.sum_invalid.next = self.squares.invalid.val();

        // Results.
        self.results_out.start.next = self.sequencer.start.val();
        self.results_out.tag.next = self.sequencer.tag.val();
        self.results_out.sink.next = self.sequencer.sink.val();
        self.results_out.kind.next = self.sequencer.kind.val();
        self.results_out.result.next = self.sequencer.result.val();
        self.results_out.left.next = self.operands.left.val();
        self.results_out.element.next = self.intake.element.val();
        self.results_out.dropped.next = self.intake.dropped.val();
        self.results_out.sum.next = self.add.sum.val();
        self.results_out.product.next = self.multiply.product.val();
        self.results_out.result_flags.next = self.intake.flags.val();
        self.results_out.is_exponent.next = self.sequencer.is_exponent.val();
        self.results_out.product_overflow.next = self.multiply.overflow.val();
        self.results_out.product_invalid.next = self.multiply.invalid.val();
        self.results_out.sum_overflow.next = self.add.overflow.val();
        self.results_out.sum_invalid.next = self.add.invalid.val();
        self.results_out.quotient_overflow.next = self.divide.overflow.val();
        self.results_out.quotient_invalid.next = self.divide.invalid.val();
        self.results_out.norm_overflow.next = self.norm.overflow.val();
        self.results_out.norm_invalid.next = self.norm.invalid.val();
        self.results_out.half_overflow.next = self.to_half.overflow.val();
        self.results_out.clear.next = self.clear.val();
        self.fault.next = self.results_out.fault.val();
        self.fault_tag.next = self.results_out.fault_tag.val();
        self.to_half.value.next = self.results_out.value.val();
        self.to_half.value_valid.next = self.results_out.rounded.val();
        self.sinks.sink.next = self.sequencer.sink.val();
        self.sinks.value.next = self.results_out.value.val();
        self.sinks.offered.next = self.results_out.offered.val();
        self.sinks.half.next = self.to_half.half.val();
        self.sinks.half_valid.next = self.to_half.half_valid.val();
        self.sinks.flush.next = self.sequencer.flush.val();
        Source::<ACTIVATION_BEAT_BITS>::link(&mut self.activations, &mut self.sinks.activations);
        Source::<VECTOR_ELEMENT_BITS>::link(&mut self.vectors, &mut self.sinks.vectors);
        Source::<WORD_BITS>::link(&mut self.spilled, &mut self.sinks.spilled);
    }
}
