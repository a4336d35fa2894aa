//! What a device has room for.

use harmonia_contract::attention::POSITION;
use harmonia_contract::engine::{MOST_BANKS, PAIRS};
use harmonia_contract::size::{BUFFER_BLOCKS, MEMORY_ADDRESS_BITS};

/// What a device has room for. Commands that want more are illegal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Token rows: tokens that meet a weight in the same cycle, and query heads that can share an ATTEND.
    pub token_rows: usize,
    /// Tokens that can share a MatMul, where the buffers have room for them; at most [`MOST_BANKS`] in each row.
    pub batch: usize,
    /// Blocks in the buffer of a token row.
    pub buffer_blocks: usize,
    /// Pairs of outputs of a MatMul.
    pub pairs: usize,
    /// What it has for attention; `None` when it cannot attend, and refuses the commands of attention.
    pub attention: Option<AttentionLimits>,
}

/// What a device has for attention.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AttentionLimits {
    /// Words of 64 bits for keys and values.
    pub memory_words: usize,
    /// Tokens that a query can see, its own included.
    pub context: usize,
}

impl Limits {
    /// Those that every accelerator of these token rows has in common.
    pub const fn new(token_rows: usize, attention: Option<AttentionLimits>) -> Self {
        Limits {
            token_rows,
            batch: token_rows * MOST_BANKS,
            buffer_blocks: BUFFER_BLOCKS,
            pairs: PAIRS.most(),
            attention,
        }
    }

    /// Banks that a batch of so many tokens has in every token row: blocks of a token lie as far apart.
    pub const fn banks(&self, tokens: usize) -> usize {
        tokens.div_ceil(self.token_rows)
    }

    /// Tokens that can share a MatMul of so many groups; none where the buffers have no room for one.
    pub fn batch_of(&self, groups: usize) -> usize {
        self.batch
            .min(self.buffer_blocks / groups * self.token_rows)
    }
}

impl AttentionLimits {
    /// What the fields of a command have room for.
    pub const FIELDS: AttentionLimits = AttentionLimits {
        memory_words: 1 << MEMORY_ADDRESS_BITS,
        context: POSITION.most() + 1,
    };
}
