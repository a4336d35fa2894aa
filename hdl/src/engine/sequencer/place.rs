//! Where in its command the sequencer is.

use super::COUNT_BITS;
use super::command::{Command, keep};
use super::pace::less_one;
use crate::expr::{Leaf, State, Word, concat, named};

/// Where in the command we are. Whether a block, bank or pair is the last one stands in a register: the
/// comparison is made when the count changes, not when a beat asks.
pub(super) struct Place {
    /// Blocks from `base` to the one that is read or written.
    pub(super) offset: State,
    pub(super) pass: State,
    blocks_left: State,
    banks_left: State,
    pairs_left: State,
    pub(super) first_block: State,
    pub(super) final_block: State,
    pub(super) first_bank: State,
    pub(super) final_bank: State,
    final_pair: State,
    pub(super) final_pass: Word,
    one_block: Word,
    one_bank: Word,
    one_pair: Word,
    /// The last one of the sums that take turns within a block: the last bank, block by block of the last pair.
    pub(super) turn: Word,
}

#[named]
impl Place {
    pub(super) fn new(leaf: &Leaf, command: &Command, accept: &Word) -> Self {
        let Command {
            blocks_wanted,
            more_banks_wanted,
            pairs_wanted,
            ..
        } = command;
        let keep = |name: &str, value: &Word| keep(leaf, accept, name, value);
        let offset = leaf.state("offset", COUNT_BITS, 0);
        let pass = leaf.state("pass", 1, 0);
        let blocks_left = leaf.state("blocks_left", COUNT_BITS, 0);
        let banks_left = leaf.state("banks_left", more_banks_wanted.width(), 0);
        let pairs_left = leaf.state("pairs_left", pairs_wanted.width(), 0);
        let first_block = leaf.state("first_block", 1, 0);
        let final_block = leaf.state("final_block", 1, 0);
        let first_bank = leaf.state("first_bank", 1, 1);
        let final_bank = leaf.state("final_bank", 1, 1);
        let final_pair = leaf.state("final_pair", 1, 0);
        let one_block = keep("one_block", &blocks_wanted.is(1));
        let one_bank = keep("one_bank", &more_banks_wanted.is(0));
        let one_pair = keep("one_pair", &pairs_wanted.is(1));
        let final_pass = pass.get() | !&command.two_passes;
        let turn = (final_bank.get() & &(final_pair.get() | !&command.by_block)).named("turn");
        Place {
            offset,
            pass,
            blocks_left,
            banks_left,
            pairs_left,
            first_block,
            final_block,
            first_bank,
            final_bank,
            final_pair,
            final_pass,
            one_block,
            one_bank,
            one_pair,
            turn,
        }
    }

    /// Counts banks within a block within a pair, or, block by block, banks within a pair within a block. Says when
    /// the command is done.
    pub(super) fn count(
        &self,
        leaf: &Leaf,
        command: &Command,
        [accept, issue, load, group_done]: [&Word; 4],
    ) -> Word {
        let (final_block, final_pair) = (self.final_block.get(), self.final_pair.get());
        let last_of_block = final_block & self.final_bank.get();
        let block_done = (&(group_done & &self.turn) | load).named("block_done");
        let next_pair_due = self.final_bank.get() & &(&command.by_block | final_block);
        let pair_done = (group_done & &next_pair_due).named("pair_done");
        let last_group = &last_of_block & final_pair;
        let done = (load & final_block) | (group_done & &last_group);
        self.pass.set_if(issue, &!&self.final_pass);
        self.move_on(leaf, command, [accept, load, group_done, &last_of_block]);
        self.count_banks(command, [accept, group_done]);
        let restart = (accept | final_block).named("restart");
        let step = &block_done | accept;
        self.first_block.set_if(&step, &restart);
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

    /// Goes on to the block that is read or written next: blocks lie bank by bank, and a LOAD leaves out those of
    /// other banks. Block by block, a pair behind another one meets the same blocks again.
    fn move_on(
        &self,
        leaf: &Leaf,
        command: &Command,
        [accept, load, group_done, last_of_block]: [&Word; 4],
    ) {
        let offset = self.offset.get();
        let again = &command.by_block & &!self.final_pair.get();
        let again = (&again & self.final_bank.get()).named("same_blocks");
        // One more than what is left out, or less by all banks but one: its complement, and one.
        let back = !&command.more_banks;
        let ones = leaf.constant(
            (1 << (COUNT_BITS - back.width())) - 1,
            COUNT_BITS - back.width(),
        );
        let others = again.mux(&concat(&[&back, &ones]), &command.skip.extend(COUNT_BITS));
        let next = offset.wrapping_add_with_carry(&others, &leaf.constant(1, 1));
        let step = &(group_done | load) | accept;
        let restart = accept | &(last_of_block & &!&again);
        self.offset
            .set_if(&step, &restart.mux(&offset.zero(COUNT_BITS), &next));
    }

    /// Counts the banks that meet a beat. There is one of keys and values.
    fn count_banks(&self, command: &Command, [accept, group_done]: [&Word; 2]) {
        let (left, final_bank) = (self.banks_left.get(), self.final_bank.get());
        let wanted = &command.more_banks_wanted;
        let step = group_done | accept;
        let again = final_bank.mux(&command.more_banks, &less_one(left));
        self.banks_left.set_if(&step, &accept.mux(wanted, &again));
        self.first_bank.set_if(&step, &(accept | final_bank));
        let again = final_bank.mux(&self.one_bank, &left.is(1));
        self.final_bank
            .set_if(&step, &accept.mux(&wanted.is(0), &again));
    }
}
