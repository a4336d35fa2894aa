//! When beats may enter the pipeline.

use super::command::Command;
use super::place::Place;
use super::{MOST_ROWS, WRITTEN};
use crate::engine::activation_buffer::WRITE_LATENCY;
use crate::engine::unpack::SELECT_LEAD;
use crate::expr::{Leaf, State, Word, concat, named};
use crate::layout::{RESULT_PLACES, SUM_WORDS};

/// Of the results of a pair and bank.
const SENT_BITS: usize = 5;
const _: () = assert!(2 * MOST_ROWS * SUM_WORDS < 1 << SENT_BITS);
const _: () = assert!(2 * MOST_ROWS * (1 + SUM_WORDS) <= RESULT_PLACES);

/// When beats may enter the pipeline: a multiplication waits for the blocks that are still in the converter,
/// for what selects its beats, and one cycle for `enough_room`.
pub(super) struct Pace {
    /// Cycles to wait before the next beat.
    pub(super) settling: State,
    /// Cycles to wait before the next pair is complete.
    pub(super) spacing: State,
    /// Results that the queue has room for.
    pub(super) room: State,
    /// The next beat completes the sums of a pair and bank.
    pub(super) completes: Word,
    /// Of how many sums results are sent then.
    pub(super) results: Word,
    /// Results that these are.
    sent: Word,
    /// Cycles in which they leave, less one.
    cycles: Word,
    /// The next beat is taken.
    pub(super) ready: Word,
}

#[named]
impl Pace {
    pub(super) fn new(
        leaf: &Leaf,
        command: &Command,
        place: &Place,
        multiplying: &Word,
        rows: usize,
    ) -> Self {
        let settling = leaf.state("settling", 5, 0);
        let settled = settling.get().is(0);
        let spacing = leaf.state("spacing", SENT_BITS, 0);
        // Counted and compared a cycle late: one pair may have gone out unseen, so room for two of the largest
        // is kept. Without it the count would pass below zero and promise room for ever. Words of sums take so
        // long that none of them are unseen: FP32 values of one pair may be.
        let room = leaf.state("room", 7, RESULT_PLACES as u128);
        let [needed, needed_by_sums] =
            [2, 1 + SUM_WORDS].map(|pairs| leaf.constant((2 * MOST_ROWS * pairs) as u128, 7));
        let needed = command.sums.mux(&needed_by_sums, &needed);
        let enough_room = (!&room.get().less_than(&needed))
            .register_from_zero()
            .named("enough_room");
        // Every row has a token in all banks but the last one.
        let of_all_rows = leaf.constant(2 * rows as u128, command.last_results.width());
        let results = place
            .final_bank
            .get()
            .mux(&command.last_results, &of_all_rows)
            .named("results");
        let each = results.extend(SENT_BITS);
        let words = each.wrapping_add(&concat(&[&leaf.constant(0, 1), &results]).extend(SENT_BITS));
        let sent = command.sums.mux(&words, &each).named("results_sent");
        let rounds = leaf.constant((2 * rows * SUM_WORDS) as u128 - 1, SENT_BITS);
        let cycles = command.sums.mux(&rounds, &less_one(&each));
        let completes = (&command.last & place.final_block.get()) & &place.final_pass;
        let may_complete = &spacing.get().is(0) & &enough_room;
        let ready = (&(multiplying & &settled) & (&!&completes | &may_complete)).named("ready");
        Pace {
            settling,
            spacing,
            room,
            completes,
            results,
            sent,
            cycles,
            ready,
        }
    }

    /// Counts the cycles to wait. Says when all passes of a group are under way.
    pub(super) fn wait(
        &self,
        leaf: &Leaf,
        command: &Command,
        place: &Place,
        [accept, issue, load, emit]: [&Word; 4],
    ) -> Word {
        let (settling, spacing) = (self.settling.get(), self.spacing.get());
        let latency = leaf.constant((WRITTEN + WRITE_LATENCY) as u128, 5);
        let lead = leaf.constant(SELECT_LEAD as u128, 5);
        // At the lead itself as well: the count is one less when the command has been taken.
        let soon = !&lead.less_than(settling);
        let waiting = (accept & &soon).mux(&lead, &count_down(settling));
        let group_done = (issue & &place.final_pass).named("group_done");
        // Before the slots come again, and behind the last of them. The count is zero when a beat is taken.
        let turn = (&group_done & &place.turn).named("turn_done");
        let waiting = turn.mux(&command.pause.extend(5), &waiting);
        self.settling.set(&load.mux(&latency, &waiting));
        self.spacing
            .set(&emit.mux(&self.cycles, &count_down(spacing)));
        group_done
    }

    /// Keeps account of the result queue. Says what it reserves.
    pub(super) fn reserve(&self, emit: &Word, taken: &Word) -> Word {
        let sent = &self.sent;
        let reserved = emit
            .mux(&sent.extend(7), &sent.zero(7))
            .register_from_zero()
            .named("reserved");
        let left = taken.register_from_zero().named("left");
        let room = self.room.get();
        self.room
            .set(&room.wrapping_add(&left.extend(7)).wrapping_sub(&reserved));
        reserved
    }
}

/// A count, less one.
pub(super) fn less_one(count: &Word) -> Word {
    count.wrapping_sub(&count.constant(1, count.width()))
}

/// A count, less one until it is zero.
pub(super) fn count_down(count: &Word) -> Word {
    count.any_bit().mux(&less_one(count), count)
}
