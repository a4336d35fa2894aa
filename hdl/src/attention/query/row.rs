//! What attention needs for each token row: scores and their softmax.

use super::score_buffer::{self, SCORE_ADDRESS_BITS, ScoreBuffer};
use super::softmax_lane::{self, CEILING_BITS, SoftmaxLane, WEIGHTS_BITS};
use crate::attention::layout::MAXIMA_BITS;
use crate::expr::MultiplierCell;
use crate::layout::RESULT_BITS;
use rust_hdl::prelude::*;

/// Wiring of a row. Its overflow, where it `counts`, its ceiling, where it is asked for, and that it has probabilities go down a chain that brings what any row has to say to where
/// it is used.
#[derive(LogicBlock, Default)]
pub(crate) struct Row {
    pub clock: Signal<In, Clock>,
    pub score: Signal<In, Bits<RESULT_BITS>>,
    pub score_valid: Signal<In, Bits<1>>,
    pub address: Signal<In, Bits<SCORE_ADDRESS_BITS>>,
    pub score_visible: Signal<In, Bits<1>>,
    pub clear: Signal<In, Bits<1>>,
    pub given: Signal<In, Bits<MAXIMA_BITS>>,
    pub given_on: Signal<Out, Bits<MAXIMA_BITS>>,
    pub fixed: Signal<In, Bits<1>>,
    pub asked: Signal<In, Bits<1>>,
    pub ceiling_in: Signal<In, Bits<CEILING_BITS>>,
    pub ceiling_out: Signal<Out, Bits<CEILING_BITS>>,
    pub read: Signal<In, Bits<1>>,
    pub read_address: Signal<In, Bits<SCORE_ADDRESS_BITS>>,
    pub visible: Signal<In, Bits<1>>,
    pub moves: Signal<In, Bits<1>>,
    pub next_row: Signal<In, Bits<WEIGHTS_BITS>>,
    pub weights: Signal<Out, Bits<WEIGHTS_BITS>>,
    pub counts: Signal<In, Bits<1>>,
    pub overflow_in: Signal<In, Bits<1>>,
    pub overflow_out: Signal<Out, Bits<1>>,
    pub weights_valid_in: Signal<In, Bits<1>>,
    pub weights_valid_out: Signal<Out, Bits<1>>,
    overflow: Signal<Local, Bits<1>>,
    score_buffer: ScoreBuffer,
    lane: SoftmaxLane,
}

impl Row {
    /// A row for contexts of `context` tokens.
    pub fn new(context: usize, body: MultiplierCell) -> Self {
        Row {
            score_buffer: ScoreBuffer::new(score_buffer::describe(context)),
            lane: SoftmaxLane::new(softmax_lane::describe(body)),
            ..Default::default()
        }
    }
}

impl Logic for Row {
    #[hdl_gen]
    fn update(&mut self) {
        clock!(self, clock, score_buffer, lane);
        self.score_buffer.result.next = self.score.val();
        self.score_buffer.result_valid.next = self.score_valid.val();
        self.score_buffer.result_address.next = self.address.val();
        self.score_buffer.visible.next = self.score_visible.val();
        self.score_buffer.clear.next = self.clear.val();
        self.score_buffer.given.next = self.given.val();
        self.given_on.next = self.score_buffer.given_on.val();
        self.score_buffer.fixed.next = self.fixed.val();
        self.score_buffer.asked.next = self.asked.val();
        self.score_buffer.ceiling_in.next = self.ceiling_in.val();
        self.ceiling_out.next = self.score_buffer.ceiling_out.val();
        self.score_buffer.read.next = self.read.val();
        self.score_buffer.read_address.next = self.read_address.val();

        self.lane.score.next = self.score_buffer.score.val();
        self.lane.ceiling.next = self.score_buffer.ceiling.val();
        self.lane.visible.next = self.visible.val();
        self.lane.score_valid.next = self.score_buffer.score_valid.val();
        self.lane.moves.next = self.moves.val();
        self.lane.next_weights.next = self.next_row.val();
        self.weights.next = self.lane.weights.val();

        self.overflow.next = self.counts.val() & self.score_buffer.overflow.val();
        self.overflow_out.next = self.overflow.val() | self.overflow_in.val();
        self.weights_valid_out.next = self.lane.weights_valid.val() | self.weights_valid_in.val();
    }
}
