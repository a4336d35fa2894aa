//! Where in its command the sequencer is.

use super::command::{Command, keep};
use super::pace::less_one;
use super::{COUNT_BITS, FEW_PAIRS};
use crate::expr::{Leaf, State, Word, named};

/// Where in the command we are. Whether a block or pair is the last one stands in a register: the comparison
/// is made when the count changes, not when a beat asks.
pub(super) struct Place {
    pub(super) block: State,
    pub(super) pass: State,
    pub(super) blocks_left: State,
    pub(super) pairs_left: State,
    pub(super) final_block: State,
    pub(super) final_pair: State,
    pub(super) final_pass: Word,
    pub(super) one_block: Word,
    pub(super) one_pair: Word,
    pub(super) few_pairs: Word,
}

#[named]
impl Place {
    pub(super) fn new(leaf: &Leaf, command: &Command, accept: &Word) -> Self {
        let Command {
            blocks_wanted,
            pairs_wanted,
            ..
        } = command;
        let keep = |name: &str, value: &Word| keep(leaf, accept, name, value);
        let block = leaf.state("block", COUNT_BITS, 0);
        let pass = leaf.state("pass", 1, 0);
        let blocks_left = leaf.state("blocks_left", COUNT_BITS, 0);
        let pairs_left = leaf.state("pairs_left", pairs_wanted.width(), 0);
        let final_block = leaf.state("final_block", 1, 0);
        let final_pair = leaf.state("final_pair", 1, 0);
        let one_block = keep("one_block", &blocks_wanted.is(1));
        let one_pair = keep("one_pair", &pairs_wanted.is(1));
        let low_bits = FEW_PAIRS.trailing_zeros() as usize;
        let many = pairs_wanted.slice(low_bits, pairs_wanted.width() - low_bits);
        let few_pairs = keep("few_pairs", &!&many.any_bit());
        let final_pass = pass.get() | !&command.two_passes;
        Place {
            block,
            pass,
            blocks_left,
            pairs_left,
            final_block,
            final_pair,
            final_pass,
            one_block,
            one_pair,
            few_pairs,
        }
    }

    /// Counts blocks within a pair, or, in page order, pairs within a block. Says when the command is done.
    pub(super) fn count(
        &self,
        leaf: &Leaf,
        command: &Command,
        [accept, issue, load, group_done]: [&Word; 4],
    ) -> Word {
        let (final_block, final_pair) = (self.final_block.get(), self.final_pair.get());
        let next_block_due = &!&command.page | final_pair;
        let next_pair_due = &command.page | final_block;
        let block_done = (&(group_done & &next_block_due) | load).named("block_done");
        let pair_done = (group_done & &next_pair_due).named("pair_done");
        let last_group = final_block & final_pair;
        let done = (load & final_block) | (group_done & &last_group);
        self.pass.set_if(issue, &!&self.final_pass);
        let restart = (accept | final_block).named("restart");
        let block = self.block.get();
        let next_block = block.wrapping_add(&leaf.constant(1, COUNT_BITS));
        let step = &block_done | accept;
        self.block
            .set_if(&step, &restart.mux(&block.zero(COUNT_BITS), &next_block));
        let (left, wanted) = (self.blocks_left.get(), &command.blocks_wanted);
        let again = final_block.mux(&command.blocks, &less_one(left));
        self.blocks_left.set_if(&step, &accept.mux(wanted, &again));
        let again = final_block.mux(&self.one_block, &left.is(2));
        self.final_block
            .set_if(&step, &accept.mux(&wanted.is(1), &again));
        let step = &pair_done | accept;
        let (left, wanted) = (self.pairs_left.get(), &command.pairs_wanted);
        self.pairs_left.set_if(
            &step,
            &accept.mux(wanted, &final_pair.mux(&command.pairs, &less_one(left))),
        );
        self.final_pair.set_if(
            &step,
            &accept.mux(&wanted.is(1), &final_pair.mux(&self.one_pair, &left.is(2))),
        );
        done
    }
}
