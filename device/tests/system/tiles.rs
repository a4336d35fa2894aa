//! A matrix row-first (all of it for a tile of tokens after the other) and column-first (all tokens for a tile of outputs,
//! in parts that keep their sums), against the definition.

use std::fmt::Write;
use std::ops::Range;

use harmonia_contract::{Format, GROUP};
use harmonia_device::system::{Machine, Order, pack, pack_part};
use harmonia_numerics::{Accumulator, Block, Matrix, reference};
use proptest::prelude::*;

use crate::bench::*;

/// Where inputs `[tokens][columns]` and results `[tokens][outputs, even]` lie.
const INPUTS: usize = DATA;
const RESULTS: usize = DATA + 0x1000;

/// A product of a batch, and how it is cut.
#[derive(Clone, Debug)]
pub struct Case {
    pub format: Format,
    pub tokens: usize,
    pub groups: usize,
    pub outputs: usize,
    /// Tokens of a tile.
    pub tile: usize,
    /// Pairs of a tile of outputs.
    pub pairs: usize,
    /// Groups of a part of the sums.
    pub part: usize,
    pub seed: u64,
}

/// What fits into the bench, whose vector memory holds two tokens of the longest at a time.
pub fn cases() -> impl Strategy<Value = Case> {
    let shape = (
        prop::sample::select(&Format::ALL[..]),
        1..=6usize,
        1..=8usize,
        1..=50usize,
    );
    let cut = (1..=2usize, 1..=20usize, 1..=4usize);
    (shape, cut, 0..1000u64).prop_map(|(shape, cut, seed)| Case {
        format: shape.0,
        tokens: shape.1,
        groups: shape.2,
        outputs: shape.3,
        tile: cut.0,
        pairs: cut.1,
        part: cut.2,
        seed,
    })
}

/// As many sums as there is room for, in parts of a group.
pub fn full(token_rows: usize, format: Format) -> Case {
    let (tokens, pairs) = match token_rows {
        1 => (4, 64),
        2 => (3, 128),
        _ => (1, 256),
    };
    Case {
        format,
        tokens,
        groups: 3,
        outputs: 2 * pairs,
        tile: 1,
        pairs,
        part: 1,
        seed: 7,
    }
}

/// Pieces of so many, the last one with what is left.
fn pieces(all: usize, size: usize) -> impl Iterator<Item = Range<usize>> {
    (0..all)
        .step_by(size)
        .map(move |first| first..all.min(first + size))
}

impl Case {
    fn width(&self) -> usize {
        self.groups * GROUP
    }

    /// Elements that a token has room for in [`RESULTS`].
    fn results(&self) -> usize {
        self.outputs.next_multiple_of(2)
    }

    pub fn matrix(&self) -> Matrix {
        let weights = numbers(self.seed, self.outputs * self.width());
        Matrix::quantise(self.format, self.outputs, self.width(), &weights).unwrap()
    }

    pub fn inputs(&self) -> Vec<f32> {
        numbers(self.seed + 1, self.tokens * self.width())
    }

    /// Results `[tokens][outputs]` by the definition.
    fn expected(&self, matrix: &Matrix) -> Vec<f32> {
        let inputs = self.inputs();
        let of_token = |values: &[f32]| {
            let blocks = Block::from_slice(values).unwrap();
            let mut sums = vec![Accumulator::default(); self.outputs];
            reference::multiply(matrix, 0..self.outputs, 0..self.groups, &blocks, &mut sums);
            sums
        };
        let sums = inputs.chunks(self.width()).flat_map(of_token);
        sums.map(|sum| sum.finish().value).collect()
    }

    /// Every tile of tokens meets the whole matrix. The program, and the matrix as it reads it.
    pub fn row_first(&self, matrix: &Matrix) -> (String, Vec<u64>) {
        let (width, results) = (self.width(), self.results());
        let Case {
            format,
            groups,
            outputs,
            ..
        } = self;
        let mut text = String::new();
        for tile in pieces(self.tokens, self.tile) {
            let y = tile.len() * width;
            writeln!(
                text,
                "TILE first={first} tokens={count}
                FETCH all_tokens length={width} A=0 address={x} stride_address={words} stride_D={width}
                COPY blocks all_tokens length={width} A=0 stride_A={width}
                MATMUL format={format:?} groups={groups} outputs={outputs} address={FREE} A={y} stride_D={results}
                SPILL all_tokens length={results} A={y} address={to} stride_address={half} stride_D={results}",
                first = tile.start,
                count = tile.len(),
                x = INPUTS + tile.start * width / 2,
                words = width / 2,
                to = RESULTS + tile.start * results / 2,
                half = results / 2,
            )
            .unwrap();
        }
        (text, pack(matrix))
    }

    /// Every tile of outputs meets all tokens, part by part of their vectors.
    pub fn column_first(&self, matrix: &Matrix) -> (String, Vec<u64>) {
        let (width, results, format) = (self.width(), self.results(), self.format);
        let (mut text, mut records) = (String::new(), Vec::new());
        for own in pieces(self.outputs, 2 * self.pairs) {
            let (outputs, room) = (own.len(), own.len().next_multiple_of(2));
            // Behind the vectors of all tokens.
            let y = self.tokens * self.part * GROUP;
            for part in pieces(self.groups, self.part) {
                let (is_first, is_last) = (part.start == 0, part.end == self.groups);
                let (groups, elements) = (part.len(), part.len() * GROUP);
                let word = |name, holds| if holds { name } else { "" };
                writeln!(
                    text,
                    "FETCH all_tokens length={elements} A=0 address={x} stride_address={words} stride_D={elements}
                    COPY blocks all_tokens length={elements} A=0 stride_A={elements}
                    MATMUL format={format:?} groups={groups} outputs={outputs} address={at} A={y} stride_D={room} {} {}",
                    word("continues", !is_first),
                    word("keeps", !is_last),
                    x = INPUTS + part.start * GROUP / 2,
                    words = width / 2,
                    at = FREE + records.len(),
                )
                .unwrap();
                let order = match (is_first, is_last) {
                    (true, true) => Order::PairByPair,
                    _ => Order::GroupByGroup,
                };
                records.extend(pack_part(matrix, own.clone(), part, order));
            }
            writeln!(
                text,
                "SPILL all_tokens length={room} A={y} address={to} stride_address={half} stride_D={room}",
                to = RESULTS + own.start / 2,
                half = results / 2,
            )
            .unwrap();
        }
        (text, records)
    }

    /// Both orders on a machine.
    pub fn run_on<M: Machine>(&self, bench: &mut Bench<M>) {
        let matrix = self.matrix();
        let expected = self.expected(&matrix);
        for (text, records) in [self.row_first(&matrix), self.column_first(&matrix)] {
            bench.machine.write(FREE, &records).unwrap();
            bench.machine.write(INPUTS, &words(&self.inputs())).unwrap();
            bench.run(&text, &vec![[0; 2]; self.tokens]).unwrap();
            let found = bench.floats(RESULTS, self.tokens * self.results());
            for (token, own) in found.chunks(self.results()).enumerate() {
                let expected = &expected[token * self.outputs..][..self.outputs];
                assert_eq!(
                    bits(&own[..self.outputs]),
                    bits(expected),
                    "{self:?}, token {token}:\n{text}"
                );
            }
        }
    }
}
