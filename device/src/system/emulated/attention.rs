//! STORE, COMMIT and ATTEND.

use half::f16;
use harmonia_contract::GROUP;
use harmonia_numerics::kv::Region;

use super::memory::Memory;
use super::vectors::Vectors;
use super::{At, Faults};
use crate::Step;
use crate::checked::{Attention, Operation as Checked};
use crate::heads::Heads;
use crate::system::Flags;
use crate::system::operands::{Heads as Operands, Operation};

/// The attention unit.
#[derive(Default)]
pub(super) struct Attentions {
    heads: Heads,
    waiting: Vec<Waiting>,
}

/// A command that is still to be executed. Its vectors have been read.
struct Waiting {
    at: At,
    region: usize,
    layout: Region,
    vectors: Vec<f16>,
    what: What,
}

enum What {
    Store {
        position: usize,
    },
    Commit {
        page: usize,
    },
    Attend {
        position: usize,
        heads: usize,
        d: usize,
    },
}

/// Whether a command may be looked at while others wait: it is one of these, and reads none of their results.
pub(super) fn can_wait(attentions: &Attentions, operation: &Operation, vectors: &Vectors) -> bool {
    let reads = match *operation {
        Operation::Commit { .. } => return true,
        Operation::Store { heads, .. } => [(heads.a, 1), (heads.b, 1), (heads.d, 1)]
            .map(|(start, runs)| (start, runs * heads.length)),
        Operation::Attend { heads, count, .. } => [(heads.a, count), (heads.b, 1), (heads.b, 1)]
            .map(|(start, runs)| (start, runs * heads.length)),
        _ => return attentions.waiting.is_empty(),
    };
    let written = attentions.waiting.iter().filter_map(Waiting::written);
    !written
        .into_iter()
        .any(|written| reads.iter().any(|&read| vectors.meet(read, written)))
}

impl Waiting {
    /// First element and number of those that it writes.
    fn written(&self) -> Option<(usize, usize)> {
        match self.what {
            What::Attend { d, .. } => Some((d, self.vectors.len())),
            _ => None,
        }
    }

    fn command(&self) -> Attention<'_> {
        let size = self.layout.shape().size();
        Attention {
            region: self.region,
            layout: self.layout,
            operation: match self.what {
                What::Store { position } => Checked::Store {
                    position,
                    key: &self.vectors[..size],
                    value: &self.vectors[size..],
                },
                What::Commit { page } => Checked::Commit { page },
                What::Attend {
                    position, heads, ..
                } => Checked::Attend {
                    stand: position.into(),
                    step: Step::Whole,
                    heads,
                    queries: &self.vectors,
                },
            },
        }
    }
}

impl Attentions {
    pub(super) fn clear(&mut self) {
        self.heads.clear();
    }

    /// Words of memory are not what they were.
    pub(super) fn forget(&mut self, words: std::ops::Range<usize>) {
        self.heads.forget(words);
    }

    /// A command, whose vectors are read now.
    pub(super) fn wait(
        &mut self,
        at: At,
        operation: &Operation,
        layout: &Region,
        vectors: &Vectors,
    ) -> Flags {
        let mut rounded = Vec::new();
        let mut flags = Flags::default();
        let (region, what) = match *operation {
            Operation::Store {
                region,
                line,
                heads: Operands { length, a, b, d },
            } => {
                flags |= vectors.rounded((a, 1), Some(d), length, &mut rounded);
                flags |= vectors.rounded((b, 1), None, length, &mut rounded);
                let position = line.position;
                (region, What::Store { position })
            }
            Operation::Attend {
                region,
                line,
                count: heads,
                heads: Operands { length, a, b, d },
            } => {
                flags |= vectors.rounded((a, heads), Some(b), length, &mut rounded);
                let position = line.position;
                (region, What::Attend { position, heads, d })
            }
            Operation::Commit { region, line } if line.commits => {
                // The rules have seen that there is one.
                let page = (line.position / GROUP).saturating_sub(1);
                (region, What::Commit { page })
            }
            _ => return flags,
        };
        self.waiting.push(Waiting {
            at,
            region,
            layout: *layout,
            vectors: rounded,
            what,
        });
        flags
    }

    /// Executes the commands that wait.
    pub(super) fn finish(
        &mut self,
        memory: &mut Memory,
        vectors: &mut Vectors,
        faults: &mut Faults,
    ) {
        let waiting = std::mem::take(&mut self.waiting);
        if waiting.is_empty() {
            return;
        }
        let commands: Vec<Attention<'_>> = waiting.iter().map(Waiting::command).collect();
        let commands: Vec<&Attention<'_>> = commands.iter().collect();
        let mut results = Vec::new();
        let overflow = self.heads.run(memory.reach(0), &commands, &mut results);
        if let Some(overflow) = overflow {
            let flags = Flags {
                overflow: true,
                invalid: false,
            };
            faults.raise(waiting[overflow.index].at, flags);
        }
        let mut rest = &results[..];
        for of in &waiting {
            if let What::Attend { d, .. } = of.what {
                let (own, others) = rest.split_at(of.vectors.len());
                rest = others;
                let size = of.layout.shape().size();
                vectors.collect(d, size, size, own);
            }
        }
    }
}
