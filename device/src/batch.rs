//! Where the tokens of a batch lie.

use std::ops::Range;

/// Tokens that share their weights. Token `t` lies in token row `t % rows`, in bank `t / rows` of it; the blocks
/// of a row's banks take turns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Batch {
    pub tokens: usize,
    /// Token rows of the device.
    pub rows: usize,
}

impl Batch {
    pub(crate) fn banks(self) -> usize {
        self.tokens.div_ceil(self.rows)
    }

    pub(crate) fn row(self, token: usize) -> usize {
        token % self.rows
    }

    /// Token rows that have a token in the last bank.
    pub(crate) fn last_rows(self) -> usize {
        self.tokens - (self.banks() - 1) * self.rows
    }

    /// Banks in which a row has a token.
    pub(crate) fn banks_of(self, row: usize) -> usize {
        self.banks() - usize::from(row >= self.last_rows())
    }

    /// The block of its row in which block `base` of a token lies, whose others are [`banks`](Self::banks) apart.
    pub(crate) fn base(self, token: usize, base: usize) -> usize {
        base + token / self.rows
    }

    /// The blocks of its row in which `blocks` of a token lie.
    pub(crate) fn blocks(
        self,
        token: usize,
        base: usize,
        blocks: usize,
    ) -> impl Iterator<Item = usize> {
        let first = self.base(token, base);
        (first..first + blocks * self.banks()).step_by(self.banks())
    }

    /// The blocks of a row in which `blocks` of every token lie.
    pub(crate) fn all_blocks(self, base: usize, blocks: usize) -> Range<usize> {
        base..base + blocks * self.banks()
    }
}
