//! Commands of attention on [`KvHead`], the heads in parallel.

use std::collections::BTreeMap;

use harmonia_numerics::kv::KvHead;
use rayon::prelude::*;

use crate::DeviceError;
use crate::checked::{Attention, Operation};

/// The heads whose offsets were written, by where their regions begin.
#[derive(Default)]
pub(super) struct Heads(BTreeMap<usize, KvHead>);

/// A head, and what it is to do.
struct Work<'c, 'r> {
    head: KvHead,
    tasks: Vec<Task<'c, 'r>>,
}

struct Task<'c, 'r> {
    /// Position of the command within the call.
    command: usize,
    attention: &'c Attention<'c>,
    /// Room for its results.
    out: &'r mut [f32],
}

/// A score that overflowed.
struct Overflow {
    command: usize,
    region: usize,
    position: usize,
}

impl Heads {
    /// What was stored is gone.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// The words of each region.
    pub(super) fn memory(&self) -> impl Iterator<Item = (usize, &[u64])> {
        self.0.iter().map(|(region, head)| (*region, head.words()))
    }

    /// Runs commands, the first of which is command `first` of the call. Those of one head run in order.
    pub(super) fn run(
        &mut self,
        first: usize,
        commands: &[&Attention<'_>],
        results: &mut Vec<f32>,
    ) -> Result<(), DeviceError> {
        let start = results.len();
        let total: usize = commands.iter().map(|command| command.results()).sum();
        results.resize(start + total, 0.0);
        let mut rest = &mut results[start..];
        let mut work: BTreeMap<usize, Work<'_, '_>> = BTreeMap::new();
        for (command, attention) in (first..).zip(commands) {
            let (out, others) = rest.split_at_mut(attention.results());
            rest = others;
            let work = work.entry(attention.region).or_insert_with(|| Work {
                head: self.take(attention),
                tasks: Vec::new(),
            });
            work.tasks.push(Task {
                command,
                attention,
                out,
            });
        }
        let mut work: Vec<_> = work.into_iter().collect();
        let overflows = work
            .par_iter_mut()
            .with_max_len(1)
            .filter_map(|(_, work)| work.run());
        let overflow = overflows.min_by_key(|overflow| overflow.command);
        self.0
            .extend(work.into_iter().map(|(region, work)| (region, work.head)));
        let Some(overflow) = overflow else {
            return Ok(());
        };
        Err(DeviceError::ScoreOverflow {
            command: overflow.command,
            region: overflow.region,
            position: overflow.position,
        })
    }

    /// The head of a region: a new one, if nothing was written there.
    fn take(&mut self, attention: &Attention<'_>) -> KvHead {
        let layout = &attention.layout;
        let head = self.0.remove(&attention.region);
        head.unwrap_or_else(|| KvHead::new(layout.shape(), layout.tokens()))
    }
}

impl Work<'_, '_> {
    /// Runs all tasks, and gives the first score that overflows.
    fn run(&mut self) -> Option<Overflow> {
        let mut overflow = None;
        for task in &mut self.tasks {
            match task.attention.operation {
                Operation::Write { offsets } => self.head.set_offsets(offsets),
                Operation::Store {
                    position,
                    key,
                    value,
                } => self.head.store(position, key, value),
                Operation::Commit { page } => self.head.commit(page),
                Operation::Attend {
                    position,
                    heads,
                    queries,
                } => {
                    let attended = self.head.attend(position, queries, heads, task.out);
                    if attended.overflow && overflow.is_none() {
                        overflow = Some(Overflow {
                            command: task.command,
                            region: task.attention.region,
                            position,
                        });
                    }
                }
            }
        }
        overflow
    }
}
