//! Where vectors lie in vector memory.
//!
//! ```text
//! | gain | factors | angles | frame of token 0 | frame of token 1 | ...
//!                           | residual | buffers of a layer, each as long as it is wanted |
//! ```
//! All tokens have frames of one width, so that a program is the same for any number of them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use harmonia_model::{Buffer, Config, Program};

use super::PlanError;
use super::task::{Named, Task};

/// Elements of vector memory that all tokens share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Constants {
    /// N and the gain of a norm, or a bias.
    pub shared: usize,
    /// Factors of keys, then of queries.
    pub factors: usize,
    /// Cosines and sines of a token.
    pub angles: usize,
    /// Where frames begin.
    pub end: usize,
}

impl Constants {
    /// With room for so many elements of a norm or a bias.
    pub fn new(config: &Config, shared: usize) -> Constants {
        let factors = shared.next_multiple_of(2);
        let angles = factors + factor_elements(config);
        Constants {
            shared: 0,
            factors,
            angles,
            end: angles + config.rope.dimensions,
        }
    }
}

/// Elements of N and a gain, an even number.
pub(super) fn gain_elements(width: usize) -> usize {
    2 + width.next_multiple_of(2)
}

/// Elements of a layer's factors.
pub(super) fn factor_elements(config: &Config) -> usize {
    2 * config.key_value_heads * config.key_length
}

/// A token's vectors.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    /// The residual stream, which lies at the beginning.
    pub residual: Buffer,
    /// By layer: where buffers begin.
    layers: Vec<BTreeMap<Buffer, usize>>,
    /// Elements from a token to the next one.
    pub width: usize,
    /// Elements of the residual.
    pub first: usize,
}

impl Frame {
    /// The narrowest that first fit finds; `strip` is the width of the operands of SwiGLU.
    ///
    /// # Errors
    /// A layer that wants more than the residual of the one before.
    pub fn new(
        program: &Program,
        residual: Buffer,
        layers: &[Vec<Named>],
        strip: usize,
    ) -> Result<Frame, PlanError> {
        let first = program.buffer(residual).width;
        let mut frame = Frame {
            residual,
            layers: Vec::new(),
            width: first,
            first,
        };
        for tasks in layers {
            let own = frame.place(program, tasks, strip)?;
            frame.layers.push(own);
        }
        Ok(frame)
    }

    /// Where a buffer of a layer begins, from the beginning of the frame.
    pub fn offset(&self, layer: usize, buffer: Buffer) -> usize {
        match buffer == self.residual {
            true => 0,
            false => self.layers[layer][&buffer],
        }
    }

    /// Elements behind the residual, for strips of the output head.
    pub fn rest(&self) -> usize {
        self.width - self.first
    }

    /// First fit, buffers in the order in which they are first written.
    fn place(
        &mut self,
        program: &Program,
        tasks: &[Named],
        strip: usize,
    ) -> Result<BTreeMap<Buffer, usize>, PlanError> {
        let lives = self.lives(tasks)?;
        let operand = |buffer: Buffer| {
            let is_operand = |own: &Named| match own.task {
                Task::SwiGlu { gate, up, .. } => buffer == gate || buffer == up,
                _ => false,
            };
            tasks.iter().any(is_operand)
        };
        let width = |buffer: Buffer| match program.buffer(buffer).width {
            whole if operand(buffer) => whole.min(strip),
            whole => whole,
        };
        let mut places: BTreeMap<Buffer, usize> = BTreeMap::new();
        for (&buffer, life) in &lives {
            let others = |except: Option<(usize, Buffer)>| {
                let meets = |other: &Buffer| {
                    let both = life.iter().filter(|at| lives[other].contains(at));
                    both.copied().any(|at| except != Some((at, *other)))
                };
                let mut taken: Vec<Range<usize>> = places
                    .iter()
                    .filter(|(other, _)| meets(other))
                    .map(|(other, &start)| start..start + width(*other))
                    .collect();
                taken.sort_by_key(|range| range.start);
                taken
            };
            let same = tasks.iter().enumerate().find_map(|(at, own)| {
                let (from, to) = own.task.in_place()?;
                let start = *places.get(&from)?;
                let own = start..start + width(buffer);
                let taken = others(Some((at, from)));
                let free = taken
                    .iter()
                    .all(|range| range.end <= own.start || own.end <= range.start);
                (to == buffer && width(from) == width(to) && free).then_some(start)
            });
            let start = same.unwrap_or_else(|| first_fit(self.first, width(buffer), &others(None)));
            places.insert(buffer, start);
            self.width = self.width.max(start + width(buffer));
        }
        Ok(places)
    }

    /// The tasks during which each buffer but the residual holds something that is wanted.
    fn lives(&self, tasks: &[Named]) -> Result<BTreeMap<Buffer, BTreeSet<usize>>, PlanError> {
        let mut lives: BTreeMap<Buffer, BTreeSet<usize>> = BTreeMap::new();
        let mut written: BTreeMap<Buffer, usize> = BTreeMap::new();
        for (at, own) in tasks.iter().enumerate() {
            let (reads, writes) = own.task.buffers();
            for buffer in reads.into_iter().filter(|buffer| *buffer != self.residual) {
                let Some(&from) = written.get(&buffer) else {
                    return Err(PlanError::Operation {
                        step: own.name.clone(),
                        reason: "it reads what no step of its layer has made",
                    });
                };
                lives.entry(buffer).or_default().extend(from..=at);
            }
            for buffer in writes.into_iter().filter(|buffer| *buffer != self.residual) {
                written.insert(buffer, at);
                lives.entry(buffer).or_default().insert(at);
            }
        }
        Ok(lives)
    }
}

/// The lowest place from `start` on beside ranges that are in the order of their beginnings.
fn first_fit(start: usize, width: usize, taken: &[Range<usize>]) -> usize {
    taken
        .iter()
        .fold(start, |at, range| match at + width <= range.start {
            true => at,
            false => at.max(range.end),
        })
}
