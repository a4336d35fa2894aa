//! The phases of a query: the engine's commands and activations, its results of keys, softmax, its results of values, the division.
//!
//! ```text
//! [schedule] --> engine's commands           queries --> [merge] --> engine's activations
//! engine's results --> [results] --> [score_control] --> rows, by [softmax_control] --^
//!                          `-------> [outputs] --> [divide] --> [answer, queue] --> results
//!                                       `------- steps --------^
//! ```

use super::activation_merge::ActivationMerge;
use super::answer::Answer;
use super::divide::Divide;
use super::outputs::Outputs;
use super::row::Row;
use super::schedule::Schedule;
use super::score_control::ScoreControl;
use super::softmax_control::SoftmaxControl;
use crate::attention::layout::{BLOCKS_BITS, MAXIMA_BITS, PAGE_BITS, POSITION_BITS, WINDOW_BITS};
use crate::expr::MultiplierCell;
use crate::layout::{ACTIVATION_BEAT_BITS, COMMAND_BITS, RESULT_BITS};
use crate::stream::fifo::Queue;
use crate::stream::skid_buffer::Skid;
use crate::stream::{Sink, Source};
use rust_hdl::prelude::*;

/// See the module's documentation. Parameters stay as long as the command runs.
#[derive(LogicBlock, Default)]
pub(crate) struct Query<const TOKENS: usize> {
    pub clock: Signal<In, Clock>,
    pub start: Signal<In, Bits<1>>,
    pub group: Signal<In, Bits<PAGE_BITS>>,
    pub position: Signal<In, Bits<POSITION_BITS>>,
    pub last_query: Signal<In, Bits<2>>,
    pub blocks: Signal<In, Bits<BLOCKS_BITS>>,
    pub init_pages: Signal<In, Bits<WINDOW_BITS>>,
    pub near_pages: Signal<In, Bits<WINDOW_BITS>>,
    pub far: Signal<In, Bits<1>>,
    pub keys_only: Signal<In, Bits<1>>,
    pub given: Signal<In, Bits<1>>,
    pub maxima: Signal<In, Bits<MAXIMA_BITS>>,
    pub queries: Sink<ACTIVATION_BEAT_BITS>,
    pub command: Source<COMMAND_BITS>,
    pub activations: Source<ACTIVATION_BEAT_BITS>,
    pub engine_results: Sink<RESULT_BITS>,
    pub results: Source<RESULT_BITS>,
    pub idle: Signal<Out, Bits<1>>,
    schedule: Schedule,
    merge: ActivationMerge,
    engine: Skid<RESULT_BITS>,
    score_control: ScoreControl,
    row: Vec<Row>,
    softmax_control: SoftmaxControl,
    values: Outputs,
    divide: Divide,
    answer: Answer,
    queue: Queue<RESULT_BITS>,
}

impl<const TOKENS: usize> Query<TOKENS> {
    /// For `TOKENS` token rows and contexts of `context` tokens.
    pub fn new(context: usize, body: MultiplierCell) -> Self {
        Query {
            row: (0..TOKENS).map(|_| Row::new(context, body)).collect(),
            ..Default::default()
        }
    }
}

impl<const TOKENS: usize> Logic for Query<TOKENS> {
    #[hdl_gen]
    fn update(&mut self) {
        clock!(
            self,
            clock,
            schedule,
            merge,
            engine,
            score_control,
            softmax_control,
            values,
            divide,
            answer,
            queue
        );
        for i in 0..TOKENS {
            self.row[i].clock.next = self.clock.val();
        }

        // Commands and activations for the engine.
        self.schedule.start.next = self.start.val();
        self.schedule.group.next = self.group.val();
        self.schedule.init_pages.next = self.init_pages.val();
        self.schedule.near_pages.next = self.near_pages.val();
        self.schedule.far.next = self.far.val();
        self.schedule.keys_only.next = self.keys_only.val();
        self.schedule.given.next = self.given.val();
        self.schedule.scored.next = self.score_control.done.val();
        self.schedule.blocks.next = self.blocks.val();
        self.schedule.last_query.next = self.last_query.val();
        self.idle.next = self.schedule.idle.val() & self.values.idle.val();
        Source::<COMMAND_BITS>::link(&mut self.command, &mut self.schedule.command);
        Sink::<ACTIVATION_BEAT_BITS>::link(&mut self.queries, &mut self.merge.query);
        self.merge.probabilities.data.next = self.row[0].weights.val();
        self.merge.probabilities.valid.next = self.softmax_control.offers.val();
        Source::<ACTIVATION_BEAT_BITS>::link(&mut self.activations, &mut self.merge.activations);

        // The engine's results: at most one phase is ready for them.
        Sink::<RESULT_BITS>::link(&mut self.engine_results, &mut self.engine.up);
        self.engine.down.ready.next =
            self.score_control.result_ready.val() | self.values.result_ready.val();

        // Scores.
        self.score_control.start.next = self.start.val();
        self.score_control.group.next = self.group.val();
        self.score_control.position.next = self.position.val();
        self.score_control.last_query.next = self.last_query.val();
        self.score_control.result.next = self.engine.down.data.val();
        self.score_control.result_valid.next = self.engine.down.valid.val();
        self.score_control.keys_only.next = self.keys_only.val();
        self.softmax_control.start.next = self.score_control.weighs.val();
        self.softmax_control.group.next = self.group.val();
        self.softmax_control.position.next = self.position.val();
        self.softmax_control.last_query.next = self.last_query.val();
        self.softmax_control.lanes_valid.next = self.row[0].weights_valid_out.val();
        self.softmax_control.taken.next =
            self.softmax_control.offers.val() & self.merge.probabilities.ready.val();
        for i in 0..TOKENS {
            self.row[i].score.next = self.score_control.score.val();
            self.row[i].score_valid.next = self.score_control.rows.val().get_bits::<1>(i);
            self.row[i].address.next = self.score_control.address.val();
            self.row[i].score_visible.next = self.score_control.visible.val();
            self.row[i].clear.next = self.score_control.clear.val();
            self.row[i].fixed.next = self.given.val();
            self.row[i].asked.next = self.values.asks.val().get_bits::<1>(i);
            self.row[i].read.next = self.softmax_control.read.val();
            self.row[i].read_address.next = self.softmax_control.read_address.val();
            self.row[i].visible.next = self.softmax_control.visible.val();
            self.row[i].moves.next = self.softmax_control.moves.val();
            self.row[i].counts.next = self.values.counts.val().get_bits::<1>(i);
        }
        self.row[0].given.next = self.maxima.val();
        // Probabilities go round: nobody looks at those that come back.
        for i in 0..(TOKENS - 1) {
            self.row[i + 1].given.next = self.row[i].given_on.val();
            self.row[i].next_row.next = self.row[i + 1].weights.val();
            self.row[i].overflow_in.next = self.row[i + 1].overflow_out.val();
            self.row[i].ceiling_in.next = self.row[i + 1].ceiling_out.val();
            self.row[i].weights_valid_in.next = self.row[i + 1].weights_valid_out.val();
        }
        for i in (TOKENS - 1)..TOKENS {
            self.row[i].next_row.next = self.row[0].weights.val();
            self.row[i].overflow_in.next = self.values.chain_end.val();
            self.row[i].ceiling_in.next = self.values.no_ceiling.val();
            self.values.no_maxima.next = self.row[i].given_on.val();
            self.row[i].weights_valid_in.next = self.values.chain_end.val();
        }

        // Outputs.
        self.values.start.next = self.score_control.done.val();
        self.values.blocks.next = self.blocks.val();
        self.values.last_query.next = self.last_query.val();
        self.values.overflow.next = self.row[0].overflow_out.val();
        self.values.keys_only.next = self.keys_only.val();
        self.values.given.next = self.given.val();
        self.values.maximum.next = self.row[0].ceiling_out.val();
        self.values.result.next = self.engine.down.data.val();
        self.values.result_valid.next = self.engine.down.valid.val();
        self.values.taken.next = self.queue.taken.val();
        self.divide.numerator.next = self.values.numerator.val();
        self.divide.denominator.next = self.values.denominator.val();
        self.divide.flags.next = self.values.flags.val();
        self.divide.operands_valid.next = self.values.operands_valid.val();
        self.answer.quotient_data.next = self.divide.quotient.val();
        self.answer.quotient_valid.next = self.divide.quotient_valid.val();
        self.answer.value.next = self.values.numerator.val();
        self.answer.flags.next = self.values.flags.val();
        self.answer.value_valid.next = self.values.passes.val();
        self.queue.up_data.next = self.answer.result.val();
        self.queue.up_valid.next = self.answer.result_valid.val();
        Source::<RESULT_BITS>::link(&mut self.results, &mut self.queue.down);
    }
}
