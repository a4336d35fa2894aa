//! What a sequence has done so far: enough to say which commands are legal next. It shares nothing with the
//! rules of devices, so that a rule that is too strict or too lax is a difference.

use std::ops::Range;

use harmonia_contract::size::BUFFER_BLOCKS;
use harmonia_device::Command;
use harmonia_numerics::GROUP;
use harmonia_numerics::kv::Region;

#[derive(Clone)]
pub(super) struct Sketch {
    /// Of each token row.
    blocks: Vec<[Block; BUFFER_BLOCKS]>,
    pub open: Option<OpenSum>,
    /// A sum that an ATTEND has ended.
    pub ended: Option<OpenSum>,
    pub layout: Option<Region>,
    /// Where regions of this layout are to lie.
    pub heads: Vec<Head>,
}

/// A block of a buffer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    Empty,
    Loaded,
    /// Loaded before an ATTEND.
    Dropped,
}

#[derive(Clone)]
pub(super) struct OpenSum {
    pub matrix: usize,
    pub rows: Range<usize>,
    pub tokens: usize,
    pub groups: usize,
}

#[derive(Clone)]
pub(super) struct Head {
    pub region: usize,
    /// Its offsets were written.
    pub begun: bool,
    pub stored: usize,
    pub committed: usize,
}

impl Head {
    pub(super) fn at(region: usize) -> Self {
        Head {
            region,
            begun: false,
            stored: 0,
            committed: 0,
        }
    }

    /// Tokens of the page under way.
    pub(super) fn under_way(&self) -> Range<usize> {
        self.committed * GROUP..self.stored
    }

    /// The next token, if it is one of the page under way.
    pub(super) fn next(&self, tokens: usize) -> Option<usize> {
        (self.stored < tokens && self.stored / GROUP == self.committed).then_some(self.stored)
    }

    /// Whether all that is stored is pages that are committed.
    pub(super) fn is_whole(&self) -> bool {
        self.stored > 0 && self.under_way().is_empty()
    }

    /// Whether a COMMIT comes next.
    pub(super) fn is_due(&self, tokens: usize) -> bool {
        self.under_way().len() == GROUP && self.committed + 1 < tokens.div_ceil(GROUP)
    }
}

impl Sketch {
    pub(super) fn new(token_rows: usize) -> Self {
        Sketch {
            blocks: vec![[Block::Empty; BUFFER_BLOCKS]; token_rows],
            open: None,
            ended: None,
            layout: None,
            heads: Vec::new(),
        }
    }

    /// Takes a legal command as executed. The regions of a CONFIGURE are to be said by the caller.
    pub(super) fn apply(&mut self, command: &Command<'_>) {
        match command {
            Command::Load {
                token,
                tokens,
                base,
                values,
            } => {
                let rows = self.blocks.len();
                let blocks = self.blocks[token % rows].iter_mut();
                let own = blocks.skip(base + token / rows);
                let own = own.step_by(tokens.div_ceil(rows));
                let count = values.len().div_ceil(GROUP);
                own.take(count).for_each(|block| *block = Block::Loaded);
            }
            Command::MatMul(matmul) => {
                let before = self.open.take().filter(|_| !matmul.first);
                self.open = (!matmul.last).then(|| OpenSum {
                    matrix: matmul.matrix.index(),
                    rows: matmul.rows.clone(),
                    tokens: matmul.tokens,
                    groups: before.map_or(0, |open| open.groups) + matmul.groups.len(),
                });
            }
            Command::Configure(region) => self.layout = Some(*region),
            Command::Write { region, .. } => self.head(*region).begun = true,
            Command::Store {
                region, position, ..
            } => {
                let head = self.head(*region);
                if *position == 0 && head.committed > 0 {
                    (head.stored, head.committed) = (0, 0);
                }
                head.stored = head.stored.max(position + 1);
            }
            Command::Commit { region, .. } => self.head(*region).committed += 1,
            Command::Attend { .. } => {
                self.ended = self.open.take();
                for block in self.blocks.iter_mut().flatten() {
                    if *block == Block::Loaded {
                        *block = Block::Dropped;
                    }
                }
            }
        }
    }

    fn head(&mut self, region: usize) -> &mut Head {
        let head = self.heads.iter_mut().find(|head| head.region == region);
        head.expect("a legal command is of a region that was said")
    }

    /// Where a batch of `tokens` with `count` loaded blocks each begins, at or after block `from`, then before
    /// it.
    pub(super) fn loaded(&self, tokens: usize, count: usize, from: usize) -> Option<usize> {
        let rows = self.blocks.len();
        let banks = tokens.div_ceil(rows);
        let loaded = |base: &usize| {
            let of_token = |token: usize| {
                let run = self.blocks[token % rows].iter().skip(base + token / rows);
                let mut own = run.step_by(banks).take(count);
                own.all(|block| *block == Block::Loaded)
            };
            (0..tokens).all(of_token)
        };
        let bases = BUFFER_BLOCKS + 1 - count * banks;
        let from = from.min(bases);
        (from..bases).chain(0..from).find(loaded)
    }

    /// A block of row 0 that is not loaded, one that was once if there is one.
    pub(super) fn missing(&self) -> Option<usize> {
        let find = |wanted: Block| self.blocks[0].iter().position(|block| *block == wanted);
        find(Block::Dropped).or_else(|| find(Block::Empty))
    }
}
