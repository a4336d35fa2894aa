//! Keys and values of heads in one memory: what the commands of attention do, the heads in parallel.

use std::collections::BTreeMap;
use std::ops::Range;

use half::f16;
use harmonia_contract::engine::SUM_WORDS;
use harmonia_numerics::kv::{Answer, KvPages, Region, Stand, write_offsets};
use harmonia_numerics::{Accumulator, Flags, GROUP, Kernel};
use rayon::prelude::*;

use crate::Step;
use crate::checked::{Attention, Operation};

/// Decoded pages of the heads that were used, by where their regions begin. What was not decoded yet is read from
/// memory.
#[derive(Default)]
pub(crate) struct Heads(BTreeMap<usize, Head>);

struct Head {
    layout: Region,
    pages: KvPages,
}

/// A head, and what it is to do.
struct Work<'c, 'm> {
    pages: Option<KvPages>,
    layout: Region,
    /// Those of its region.
    words: &'m mut [u64],
    tasks: Vec<Task<'c, 'm>>,
}

struct Task<'c, 'r> {
    /// Which of the operations.
    index: usize,
    operation: Operation<'c>,
    /// Room for its results.
    out: &'r mut [f32],
}

/// An ATTEND one of whose scores overflowed.
pub(crate) struct Overflow {
    /// Which of the operations.
    pub index: usize,
    pub region: usize,
    pub position: usize,
}

impl Heads {
    /// Nothing is known of any head.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// Where the regions that were used lie.
    pub(crate) fn regions(&self) -> impl Iterator<Item = Range<usize>> {
        let words = |(&region, head): (&usize, &Head)| region..region + head.layout.words();
        self.0.iter().map(words)
    }

    /// Pages among these words of memory are not what they were.
    pub(crate) fn forget(&mut self, words: Range<usize>) {
        // Offsets and residual are not decoded.
        self.0.retain(|&region, head| {
            region + head.layout.words() <= words.start || words.end <= region + head.layout.key_low
        });
    }

    /// Runs operations on regions of `memory`, which lie apart, and appends their results. Those of one head run in
    /// order. Gives the first operation whose scores overflow, if any does.
    pub(crate) fn run(
        &mut self,
        memory: &mut Vec<u64>,
        operations: &[&Attention<'_>],
        results: &mut Vec<f32>,
    ) -> Option<Overflow> {
        let start = results.len();
        let total: usize = operations.iter().map(|operation| operation.results()).sum();
        results.resize(start + total, 0.0);
        let mut rest = &mut results[start..];
        let mut tasks: BTreeMap<usize, (Region, Vec<Task<'_, '_>>)> = BTreeMap::new();
        for (index, attention) in operations.iter().enumerate() {
            let (out, others) = rest.split_at_mut(attention.results());
            rest = others;
            let (_, tasks) = tasks
                .entry(attention.region)
                .or_insert_with(|| (attention.layout, Vec::new()));
            tasks.push(Task {
                index,
                operation: attention.operation,
                out,
            });
        }
        let end = tasks
            .last_key_value()
            .map_or(0, |(region, (layout, _))| region + layout.words());
        if memory.len() < end {
            memory.resize(end, 0);
        }
        let (mut rest, mut at) = (&mut memory[..], 0);
        let mut work = Vec::with_capacity(tasks.len());
        for (region, (layout, tasks)) in tasks {
            let (words, others) = rest[region - at..].split_at_mut(layout.words());
            (rest, at) = (others, region + layout.words());
            work.push((
                region,
                Work {
                    pages: self.0.remove(&region).map(|head| head.pages),
                    layout,
                    words,
                    tasks,
                },
            ));
        }
        let overflows = work
            .par_iter_mut()
            .with_max_len(1)
            .filter_map(|(region, work)| work.run(*region));
        let overflow = overflows.min_by_key(|overflow| overflow.index);
        let used = work.into_iter().filter_map(|(region, work)| {
            let layout = work.layout;
            Some((
                region,
                Head {
                    layout,
                    pages: work.pages?,
                },
            ))
        });
        self.0.extend(used);
        overflow
    }
}

impl Work<'_, '_> {
    /// Runs all tasks, and gives the first one whose scores overflow.
    fn run(&mut self, region: usize) -> Option<Overflow> {
        let Work {
            pages,
            layout,
            words,
            tasks,
        } = self;
        let mut overflow = None;
        for task in tasks {
            let own = match task.operation {
                Operation::Write { .. } => 0,
                Operation::Store { position, .. } => position / GROUP,
                Operation::Attend { stand, .. } => stand.position / GROUP + stand.distance.min(1),
                Operation::Commit { page } => page,
            };
            let pages = pages.get_or_insert_with(|| KvPages::read(layout, words, own));
            match task.operation {
                Operation::Write { offsets } => write_offsets(layout, words, offsets),
                Operation::Store {
                    position,
                    key,
                    value,
                } => pages.store(words, position, key, value),
                Operation::Commit { page } => pages.commit(words, page),
                Operation::Attend {
                    stand,
                    step,
                    heads,
                    queries,
                } => {
                    let flags = answer(pages, words, (stand, step), (heads, queries), task.out);
                    if flags.overflow && overflow.is_none() {
                        overflow = Some(Overflow {
                            index: task.index,
                            region,
                            position: stand.position,
                        });
                    }
                }
            }
        }
        overflow
    }
}

/// An ATTEND, or a step of it, with results as they are commanded.
fn answer(
    pages: &KvPages,
    words: &[u64],
    (stand, step): (Stand, Step<'_>),
    (heads, queries): (usize, &[f16]),
    out: &mut [f32],
) -> Flags {
    let kernel = Kernel::best();
    match step {
        Step::Whole => pages.answer(words, kernel, stand, queries, Answer::Whole(out)),
        Step::Maximum => {
            let mut maxima = vec![0; heads];
            let wanted = Answer::Maxima(&mut maxima);
            let flags = pages.answer(words, kernel, stand, queries, wanted);
            for (out, maximum) in out.iter_mut().zip(maxima) {
                *out = f32::from_bits(maximum as u32);
            }
            flags
        }
        Step::Sums { maxima } => {
            let mut sums = vec![Accumulator::default(); out.len() / SUM_WORDS];
            let wanted = Answer::Sums {
                maxima,
                out: &mut sums,
            };
            let flags = pages.answer(words, kernel, stand, queries, wanted);
            for (out, sum) in out.chunks_exact_mut(SUM_WORDS).zip(sums) {
                out.copy_from_slice(&sum.words().map(f32::from_bits));
            }
            flags
        }
    }
}
