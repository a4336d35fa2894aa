//! Vector memory, and operations on it.

use half::f16;
use harmonia_numerics::vector::{self, EPSILON_BITS, Norm, Rope, round_to_fp16};

use super::memory::Memory;
use crate::system::Flags;
use crate::system::operands::{Kind, Transfer, Vector};

/// Vector memory. Addresses are taken modulo its size.
pub(super) struct Vectors {
    elements: Vec<f32>,
    /// Operands and results of an operation, kept for their memory.
    first: Vec<f32>,
    second: Vec<f32>,
    results: Vec<f32>,
}

impl Vectors {
    pub(super) fn new(size: usize) -> Self {
        Vectors {
            elements: vec![0.0; size],
            first: Vec::new(),
            second: Vec::new(),
            results: Vec::new(),
        }
    }

    /// Where an element lies.
    fn place(&self, address: usize) -> usize {
        address & (self.elements.len() - 1)
    }

    /// Appends elements from an address on.
    pub(super) fn gather(&self, address: usize, count: usize, values: &mut Vec<f32>) {
        let (mut at, mut left) = (self.place(address), count);
        while left > 0 {
            let run = left.min(self.elements.len() - at);
            values.extend_from_slice(&self.elements[at..at + run]);
            (at, left) = (0, left - run);
        }
    }

    /// Writes elements from an address on, one after the other.
    pub(super) fn scatter(&mut self, address: usize, mut values: &[f32]) {
        let mut at = self.place(address);
        while !values.is_empty() {
            let run = values.len().min(self.elements.len() - at);
            self.elements[at..at + run].copy_from_slice(&values[..run]);
            (at, values) = (0, &values[run..]);
        }
    }

    /// Writes results `[tokens][outputs]` in the order in which the engine has them: pair by pair of outputs,
    /// token by token.
    pub(super) fn collect(
        &mut self,
        address: usize,
        stride: usize,
        outputs: usize,
        values: &[f32],
    ) {
        let tokens = values.len() / outputs;
        let apart = tokens == 1 && outputs <= self.elements.len()
            || stride >= outputs && (tokens - 1) * stride + outputs <= self.elements.len();
        if apart {
            for (token, values) in values.chunks_exact(outputs).enumerate() {
                self.scatter(address + token * stride, values);
            }
            return;
        }
        for pair in (0..outputs).step_by(2) {
            for (token, values) in values.chunks_exact(outputs).enumerate() {
                let pair_of_values = &values[pair..outputs.min(pair + 2)];
                self.scatter(address + token * stride + pair, pair_of_values);
            }
        }
    }

    /// Whether two runs of elements have one in common.
    pub(super) fn meet(&self, a: (usize, usize), b: (usize, usize)) -> bool {
        let distance =
            |from: usize, to: usize| self.place(to + self.elements.len() - self.place(from));
        distance(a.0, b.0) < a.1 || distance(b.0, a.0) < b.1
    }

    /// `A * factor` for each run of channels, rounded to FP16. Factors begin again with each run.
    pub(super) fn rounded(
        &self,
        (address, runs): (usize, usize),
        factor: Option<usize>,
        channels: usize,
        rounded: &mut Vec<f16>,
    ) -> Flags {
        let (mut values, mut factors) = (Vec::new(), Vec::new());
        self.gather(address, runs * channels, &mut values);
        let mut flags = Flags::default();
        if let Some(factor) = factor {
            self.gather(factor, channels, &mut factors);
            for values in values.chunks_exact_mut(channels) {
                flags |= vector::multiply(values, &factors);
            }
        }
        flags |= round_to_fp16(&values, rounded);
        flags
    }

    pub(super) fn fetch(&mut self, transfer: &Transfer, memory: &Memory) {
        let mut words = vec![0; transfer.length / 2];
        for token in 0..transfer.tokens {
            memory.read(
                transfer.address + token * transfer.address_stride,
                &mut words,
            );
            let halves = words
                .iter()
                .flat_map(|&word| [word as u32, (word >> 32) as u32]);
            let values: Vec<f32> = halves.map(f32::from_bits).collect();
            self.scatter(transfer.vectors + token * transfer.stride, &values);
        }
    }

    pub(super) fn spill(&mut self, transfer: &Transfer, memory: &mut Memory) {
        for token in 0..transfer.tokens {
            let mut values = std::mem::take(&mut self.first);
            values.clear();
            self.gather(
                transfer.vectors + token * transfer.stride,
                transfer.length,
                &mut values,
            );
            let (pairs, _) = values.as_chunks::<2>();
            let word =
                |pair: &[f32; 2]| u64::from(pair[0].to_bits()) | u64::from(pair[1].to_bits()) << 32;
            let words: Vec<u64> = pairs.iter().map(word).collect();
            memory.write(transfer.address + token * transfer.address_stride, &words);
            self.first = values;
        }
    }

    /// What the last operation gave.
    pub(super) fn results(&self) -> &[f32] {
        &self.results
    }

    /// An operation on the vectors of a token. Its results are written, unless they become blocks.
    pub(super) fn apply(&mut self, vector: &Vector, token: usize) -> Flags {
        let (mut a, mut b) = (
            std::mem::take(&mut self.first),
            std::mem::take(&mut self.second),
        );
        let mut results = std::mem::take(&mut self.results);
        for values in [&mut a, &mut b, &mut results] {
            values.clear();
        }
        let (count, length) = (vector.elements(), vector.length);
        let start = vector.a + token * vector.a_stride;
        let d = vector.d + token * vector.d_stride;
        let flags = match vector.kind {
            Kind::Copy => {
                self.gather(start, count, &mut results);
                Flags::default()
            }
            Kind::Add => {
                self.gather(d, count, &mut results);
                self.gather(start, count, &mut a);
                vector::add(&mut results, &a)
            }
            Kind::Multiply => {
                self.gather(start, count, &mut results);
                self.gather(vector.b, length, &mut b);
                each(&mut results, length, |part| vector::multiply(part, &b))
            }
            Kind::Swiglu => {
                self.gather(start, count, &mut a);
                self.gather(vector.b + token * vector.a_stride, count, &mut b);
                results.resize(count, 0.0);
                vector::swiglu(&a, &b, &mut results)
            }
            Kind::Norm => {
                self.gather(start, count, &mut a);
                self.gather(vector.b, 2 + length, &mut b);
                results.resize(count, 0.0);
                norm(length, &b[..2])
                    .map_or_else(Flags::default, |norm| norm.apply(&a, &b[2..], &mut results))
            }
            Kind::Rope {
                pairing,
                dimensions,
            } => {
                self.gather(start, count, &mut results);
                self.gather(vector.b, dimensions, &mut b);
                let (turns, _) = b.as_chunks::<2>();
                let turns: Vec<(f32, f32)> = turns.iter().map(|&[cos, sin]| (cos, sin)).collect();
                Rope::new(pairing, length, dimensions).map_or_else(
                    |_| Flags::default(),
                    |rope| rope.apply(&turns, &mut results),
                )
            }
        };
        if !vector.blocks {
            self.scatter(d, &results);
        }
        (self.first, self.second, self.results) = (a, b, results);
        flags
    }
}

fn each(values: &mut [f32], length: usize, operation: impl Fn(&mut [f32]) -> Flags) -> Flags {
    let mut flags = Flags::default();
    for part in values.chunks_exact_mut(length) {
        flags |= operation(part);
    }
    flags
}

/// A norm whose N is two elements. One of 0 has no meaning, and is taken for 1.
fn norm(width: usize, units: &[f32]) -> Option<Norm> {
    let [low, high] = [units[0], units[1]].map(|half| u64::from(half.to_bits()));
    let units = (low | high << 32) % (1 << EPSILON_BITS);
    Norm::from_units(width, units.max(1)).ok()
}
