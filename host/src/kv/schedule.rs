//! Attention of some tokens as commands.
//!
//! For every token, in order, and every key/value head of the layer:
//!
//! ```text
//! COMMIT of the page before, when the token begins one
//! STORE of its key and value
//! ATTEND for the query heads of the key/value head, as many at a time as there are token rows
//! ```
//! So a prompt in chunks of any size is processed token by token, and gives the same bits.

use half::f16;
use harmonia_device::{Command, Step};
use harmonia_numerics::GROUP;
use harmonia_numerics::kv::middle;

use super::smoothing::Smoothing;
use super::{AttentionCall, KvPlan};

/// What the device holds of a layer of a sequence.
#[derive(Clone, Default)]
pub(super) struct Layer {
    /// Pages of values.
    pub(super) committed: usize,
    /// Page 0 in FP16, kept for [`OffsetSource::Online`] until it is complete and stored again. One per head.
    pub(super) first_page: Vec<FirstPage>,
    /// Whether it has been.
    pub(super) recentred: bool,
}

/// `[tokens][size]` each.
#[derive(Clone, Default)]
pub(super) struct FirstPage {
    pub(super) keys: Vec<f16>,
    pub(super) values: Vec<f16>,
}

impl Layer {
    /// The middle of every channel of each head's page 0, once it is complete.
    pub(super) fn middles(&self, size: usize) -> Vec<Vec<f16>> {
        let complete = |kept: &&FirstPage| kept.keys.len() == GROUP * size;
        let kept = self.first_page.iter().filter(complete);
        kept.map(|kept| middle(size, kept.keys.chunks_exact(size)))
            .collect()
    }
}

/// The results of one command: of `heads` query heads from `head` on.
pub(super) struct Piece {
    /// Row in the buffers.
    pub(super) row: usize,
    pub(super) head: usize,
    pub(super) heads: usize,
}

/// Queries, keys and values of a call in FP16, `[tokens][heads][size]`.
pub(super) struct Entry {
    pub(super) queries: Vec<f16>,
    pub(super) keys: Vec<f16>,
    pub(super) values: Vec<f16>,
}

/// Makes the commands of a call.
pub(super) struct Scheduler<'a> {
    pub(super) plan: &'a KvPlan,
    pub(super) smoothing: &'a Smoothing,
    pub(super) layer: &'a Layer,
    pub(super) call: &'a AttentionCall<'a>,
    pub(super) entry: &'a Entry,
    pub(super) size: usize,
    /// Offsets of a sequence that has none of its own yet, where it will have.
    pub(super) initial: Vec<f16>,
    /// Those of each head once page 0 is complete; empty otherwise.
    pub(super) recentred: Vec<Vec<f16>>,
}

impl<'a> Scheduler<'a> {
    /// Where the region of a head begins.
    fn base(&self, head: usize) -> usize {
        self.plan.base(self.call.sequence, self.call.layer, head)
    }

    /// All commands, and what becomes of their results; the first token's are of row `row`.
    pub(super) fn schedule<'s>(
        &'s self,
        token_rows: usize,
        row: usize,
        commands: &mut Vec<Command<'s>>,
        pieces: &mut Vec<Piece>,
    ) {
        let heads = self.plan.key_value_heads;
        for head in 0..heads {
            self.begin(head, commands);
        }
        let mut committed = self.layer.committed;
        if self.call.start == 0 {
            committed = 0;
        }
        for token in 0..self.call.tokens {
            let position = self.call.start + token;
            let page = position / GROUP;
            for head in 0..heads {
                let region = self.base(head);
                if page > committed {
                    let page = page - 1;
                    commands.push(Command::Commit { region, page });
                }
                let at = (token * heads + head) * self.size;
                commands.push(Command::Store {
                    region,
                    position,
                    key: &self.entry.keys[at..at + self.size],
                    value: &self.entry.values[at..at + self.size],
                });
                if position == GROUP - 1 && !self.recentred.is_empty() {
                    self.rewrite(head, GROUP, &self.recentred[head], commands);
                }
                self.attend(token, head, token_rows, commands, |head, heads| {
                    pieces.push(Piece {
                        row: row + token,
                        head,
                        heads,
                    });
                });
            }
            committed = page;
        }
    }

    /// Offsets, before the first token of a sequence. One rewound to before its online offsets existed starts without them.
    fn begin<'s>(&'s self, head: usize, commands: &mut Vec<Command<'s>>) {
        let start = self.call.start;
        if start == 0 {
            let offsets = self.smoothing.offsets(self.call.layer, head);
            let region = self.base(head);
            commands.push(Command::Write { region, offsets });
        } else if start < GROUP && self.layer.recentred {
            self.rewrite(head, start, &self.initial, commands);
        }
    }

    /// Writes offsets, and with them the first `tokens` tokens again.
    fn rewrite<'s>(
        &'s self,
        head: usize,
        tokens: usize,
        offsets: &'s [f16],
        commands: &mut Vec<Command<'s>>,
    ) {
        let region = self.base(head);
        commands.push(Command::Write { region, offsets });
        let kept = &self.layer.first_page[head];
        let keys = kept.keys.chunks_exact(self.size);
        let tokens = keys.zip(kept.values.chunks_exact(self.size)).take(tokens);
        for (position, (key, value)) in tokens.enumerate() {
            commands.push(Command::Store {
                region,
                position,
                key,
                value,
            });
        }
    }

    /// The query heads of a token that share a key/value head; `piece` is told the first one and how many of each command.
    fn attend<'s>(
        &'s self,
        token: usize,
        head: usize,
        token_rows: usize,
        commands: &mut Vec<Command<'s>>,
        mut piece: impl FnMut(usize, usize),
    ) {
        let sharing = self.plan.queries_per_kv_head;
        let all = self.plan.key_value_heads * sharing;
        let mut first = 0;
        while first < sharing {
            let heads = token_rows.min(sharing - first);
            let query_head = head * sharing + first;
            let at = (token * all + query_head) * self.size;
            commands.push(Command::Attend {
                region: self.base(head),
                position: self.call.start + token,
                distance: 0,
                step: Step::Whole,
                heads,
                queries: &self.entry.queries[at..at + heads * self.size],
            });
            piece(query_head, heads);
            first += heads;
        }
    }
}
