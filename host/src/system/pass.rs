//! The lines of a pass's table.

use harmonia_contract::Field;
use harmonia_contract::attention::NO_SLOT;
use harmonia_contract::program::line;
use harmonia_model::{Batch, SequenceId};
use harmonia_numerics::GROUP;

use super::image::Content;
use super::plan::SystemPlan;

/// A token of a batch.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub sequence: SequenceId,
    pub position: usize,
}

/// The tokens of a batch, in its order.
pub(super) fn tokens(batch: &Batch) -> Vec<Token> {
    let of_run = |run: &harmonia_model::Run| {
        let (sequence, first) = (run.sequence, run.first);
        let token = move |at| Token {
            sequence,
            position: first + at,
        };
        (0..run.tokens.len()).map(token)
    };
    batch.runs.iter().flat_map(of_run).collect()
}

impl SystemPlan {
    /// A token's line. `committed` counts pages of values of its sequence, and counts on.
    pub(super) fn line(&self, token: Token, committed: &mut usize) -> [u64; 2] {
        let page = token.position / GROUP;
        if token.position == 0 {
            *committed = 0;
        }
        let commits = page > *committed;
        *committed = page;
        let region = self.kv.region();
        let value_slot = match page.checked_sub(1) {
            Some(before) if commits => region.value_low_slot(before),
            _ => None,
        };
        let pairs = self.config.rope.dimensions / 2;
        let angles = self.image.address(Content::Angles) + token.position * pairs;
        let values: [(Field, usize); 6] = [
            (line::POSITION, token.position),
            (line::KEY_SLOT, region.key_low_slot(page)),
            (line::VALUE_SLOT, value_slot.unwrap_or(NO_SLOT)),
            (line::COMMITS, commits.into()),
            (
                line::REGION,
                self.cache() + self.kv.base(token.sequence, 0, 0),
            ),
            (line::ANGLES, angles),
        ];
        let mut words = [0; line::WORDS];
        for (field, value) in values {
            words[field.low / 64] |= (value as u64) << (field.low % 64);
        }
        words
    }
}
