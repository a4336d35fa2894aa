//! Blocks of a token row's buffer.

use harmonia_contract::size::BUFFER_BLOCKS;

/// Blocks in a word of a [`BlockSet`].
const WORD: usize = u64::BITS as usize;

/// A set of blocks of one token row's buffer.
#[derive(Clone, Copy, Default)]
pub(crate) struct BlockSet([u64; BUFFER_BLOCKS / WORD]);

impl BlockSet {
    pub(crate) fn insert(&mut self, blocks: impl Iterator<Item = usize>) {
        for block in blocks {
            self.set(block, true);
        }
    }

    pub(crate) fn set(&mut self, block: usize, member: bool) {
        let bit = 1 << (block % WORD);
        if member {
            self.0[block / WORD] |= bit;
        } else {
            self.0[block / WORD] &= !bit;
        }
    }

    pub(crate) fn contains(&self, block: usize) -> bool {
        self.0[block / WORD] >> (block % WORD) & 1 == 1
    }

    pub(crate) fn contains_any(&self, mut blocks: impl Iterator<Item = usize>) -> bool {
        blocks.any(|block| self.contains(block))
    }

    pub(crate) fn first_missing(&self, mut blocks: impl Iterator<Item = usize>) -> Option<usize> {
        blocks.find(|&block| !self.contains(block))
    }
}
