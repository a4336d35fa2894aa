//! LOADs and products: whole ones, and sums over several commands.

use std::ops::Range;

use harmonia_contract::size::BUFFER_BLOCKS;
use harmonia_device::{Command, MatMul, MatrixId};
use harmonia_numerics::GROUP;

use super::generator::Generator;

/// Where a LOAD likes to begin: the ends of the buffer, and where an ATTEND puts weights and query.
const BASES: [usize; 8] = [0, 1, 2, 255, 256, 257, 510, 511];

impl<'v> Generator<'v> {
    pub(super) fn blocks_to_load(&mut self) -> usize {
        let most = self.random.pick(&[1, 2, 4, 17, 64]);
        1 + self.random.below(most)
    }

    pub(super) fn base(&mut self, blocks: usize) -> usize {
        let anywhere = self.random.below(BUFFER_BLOCKS);
        let base = if self.random.chance(50) {
            self.random.pick(&BASES)
        } else {
            anywhere
        };
        base.min(BUFFER_BLOCKS - blocks)
    }

    pub(super) fn load(
        &mut self,
        commands: &mut Vec<Command<'v>>,
        [token, tokens]: [usize; 2],
        base: usize,
        blocks: usize,
    ) {
        let short = if self.random.chance(20) {
            self.random.below(GROUP)
        } else {
            0
        };
        let values = self.values.floats(&mut self.random, blocks * GROUP - short);
        let load = Command::Load {
            token,
            tokens,
            base,
            values,
        };
        self.push(commands, load);
    }

    /// Tokens of a batch: of one bank, of a few, of any number.
    pub(super) fn batch(&mut self) -> usize {
        let most = match self.random.weighted(&[70, 22, 8]) {
            0 => self.rows,
            1 => 5 * self.rows,
            _ => self.batch,
        };
        1 + self.random.below(most.min(self.batch))
    }

    /// Blocks for so many tokens: those that are there, or new ones.
    fn operands(&mut self, commands: &mut Vec<Command<'v>>, tokens: usize, blocks: usize) -> usize {
        let from = self.random.below(BUFFER_BLOCKS);
        if let Some(base) = self.sketch.loaded(tokens, blocks, from)
            && self.random.chance(80)
        {
            return base;
        }
        let base = self.base(blocks * tokens.div_ceil(self.rows));
        for token in 0..tokens {
            self.load(commands, [token, tokens], base, blocks);
        }
        base
    }

    /// Groups of a row, at most so many.
    fn groups(&mut self, of: usize, most: usize) -> Range<usize> {
        let count = if self.random.chance(50) {
            most
        } else {
            1 + self.random.below(most)
        };
        let from = self.random.below(of - count + 1);
        from..from + count
    }

    pub(super) fn multiply(&mut self, commands: &mut Vec<Command<'v>>) {
        if self.random.chance(70) && self.add_to_sum(commands) {
            return;
        }
        let matrix = self.random.below(self.matrices.len());
        let of = self.matrices[matrix].groups_per_row();
        let mut groups = self.groups(of, of);
        let mut tokens = self.batch();
        // Rather a small product of what is there than a LOAD before each.
        if self.sketch.loaded(tokens, groups.len(), 0).is_none() && self.random.chance(50) {
            groups.end = groups.start + 1;
            tokens = 1;
        }
        let begins = self.random.chance(30);
        let rows = self.rows(matrix, begins);
        let base = self.operands(commands, tokens, groups.len());
        let command = MatMul {
            matrix: MatrixId::new(matrix),
            rows,
            groups,
            base,
            tokens,
            first: true,
            last: !begins,
            sums: self.random.chance(25),
        };
        self.push(commands, Command::MatMul(command));
    }

    /// Rows of a matrix: few of them more often than many, and one pair for a part of a sum.
    pub(super) fn rows(&mut self, matrix: usize, one_pair: bool) -> Range<usize> {
        let rows = self.matrices[matrix].rows();
        let pairs = rows.div_ceil(2);
        let from = self.random.below(pairs);
        let most = if one_pair || self.random.chance(40) {
            1
        } else {
            pairs - from
        };
        let end = from + 1 + self.random.below(most);
        2 * from..(2 * end).min(rows)
    }

    /// Goes on with the sum that is open; false where none is, or it is full.
    fn add_to_sum(&mut self, commands: &mut Vec<Command<'v>>) -> bool {
        let Some(open) = self.sketch.open.clone() else {
            return false;
        };
        let of = self.matrices[open.matrix].groups_per_row();
        if open.groups == of {
            return false;
        }
        let groups = self.groups(of, of - open.groups);
        let base = self.operands(commands, open.tokens, groups.len());
        let command = MatMul {
            matrix: MatrixId::new(open.matrix),
            rows: open.rows,
            groups,
            base,
            tokens: open.tokens,
            first: false,
            last: self.random.chance(50),
            sums: self.random.chance(25),
        };
        self.push(commands, Command::MatMul(command));
        true
    }
}
