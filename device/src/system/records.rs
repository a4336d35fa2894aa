//! Weights as records of memory: docs/system.md, "Weights in memory".

use std::ops::Range;

use half::f16;
use harmonia_contract::size::WORD_BITS;
use harmonia_contract::weights::{
    BEAT_WORDS, RECORD_GROUPS as GROUPS, SCALE_WORDS as SCALES, record_words,
};
use harmonia_contract::{Format, GROUP, Packing};
use harmonia_numerics::{GroupRef, Matrix, MatrixError, nibbles};
use rayon::prelude::*;

/// Words of the nibbles of an output in a beat.
const OUTPUT: usize = BEAT_WORDS / 2;
/// Nibbles of a word.
const WORD: usize = WORD_BITS / 4;

/// Words of a matrix of so many outputs, each a sum over `groups` groups.
pub const fn matrix_words(format: Format, outputs: usize, groups: usize) -> usize {
    (outputs.div_ceil(2) * groups).div_ceil(GROUPS) * record_words(format)
}

/// Where the beats of a record begin.
const fn beats_at(format: Format) -> usize {
    record_words(format) - GROUPS * format.passes() * BEAT_WORDS
}

/// How the groups of pairs of outputs follow each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Order {
    /// All groups of a pair, then those of the next one.
    PairByPair,
    /// A group of all pairs, then the next one: of a MATMUL that keeps its sums or goes on with some.
    GroupByGroup,
}

impl Order {
    /// The how many-th a group of a pair is, of so many pairs and groups.
    fn place(self, (pair, pairs): (usize, usize), (group, groups): (usize, usize)) -> usize {
        match self {
            Order::PairByPair => pair * groups + group,
            Order::GroupByGroup => group * pairs + pair,
        }
    }

    /// Pair and group at a place.
    fn at(self, place: usize, pairs: usize, groups: usize) -> (usize, usize) {
        match self {
            Order::PairByPair => (place / groups, place % groups),
            Order::GroupByGroup => (place % pairs, place / pairs),
        }
    }
}

/// A matrix as it lies in memory.
pub fn pack(matrix: &Matrix) -> Vec<u64> {
    let (rows, groups) = (matrix.rows(), matrix.groups_per_row());
    pack_part(matrix, 0..rows, 0..groups, Order::PairByPair)
}

/// Some outputs and groups of a matrix as a MATMUL reads them.
pub fn pack_part(
    matrix: &Matrix,
    rows: Range<usize>,
    groups: Range<usize>,
    order: Order,
) -> Vec<u64> {
    let format = matrix.format();
    let (pairs, count) = (rows.len().div_ceil(2), groups.len());
    let mut words = vec![0; matrix_words(format, rows.len(), count)];
    let records = words.par_chunks_exact_mut(record_words(format));
    records.enumerate().for_each(|(record, words)| {
        for place in 0..GROUPS {
            let at = record * GROUPS + place;
            if at >= pairs * count {
                break;
            }
            let (pair, group) = order.at(at, pairs, count);
            for (output, row) in rows.clone().skip(2 * pair).take(2).enumerate() {
                let group = matrix.group(row, groups.start + group);
                write(format, &group, place, output, words);
            }
        }
    });
    words
}

/// The matrix of `rows` outputs that was packed. Its columns are whole groups.
///
/// # Errors
/// As [`Matrix::new`] has them: there are not as many words, or a scale is not finite.
pub fn unpack(
    format: Format,
    rows: usize,
    groups: usize,
    words: &[u64],
) -> Result<Matrix, MatrixError> {
    let expected = matrix_words(format, rows, groups);
    if words.len() != expected {
        let (what, found) = ("words", words.len());
        return Err(MatrixError::Length {
            what,
            expected,
            found,
        });
    }
    let groups_of_all: Vec<GroupRef> = (0..rows * groups)
        .into_par_iter()
        .map(|at| {
            let shape = (format, Order::PairByPair, rows, groups);
            group(shape, words, at / groups, at % groups)
        })
        .collect();
    let quants = groups_of_all.iter().flat_map(|group| group.quants);
    let scales = groups_of_all.iter().map(|group| group.scale);
    let minima = groups_of_all.iter().map(|group| group.minimum);
    let minima = minima.take(if format.has_minimum() { usize::MAX } else { 0 });
    Matrix::new(
        format,
        rows,
        groups * GROUP,
        quants.collect(),
        scales.collect(),
        minima.collect(),
    )
}

/// Group `group` of output `row` of a matrix of memory, of so many outputs and groups. The scale need not be finite.
pub(super) fn group(
    (format, order, outputs, groups): (Format, Order, usize, usize),
    words: &[u64],
    row: usize,
    group: usize,
) -> GroupRef {
    let at = order.place((row / 2, outputs.div_ceil(2)), (group, groups));
    let record = &words[at / GROUPS * record_words(format)..];
    let (place, output) = (at % GROUPS, row % 2);
    let scale = |at: usize| {
        let (word, bit) = scale_at(place, output);
        f16::from_bits((record[at + word] >> bit) as u16)
    };
    let nibble = |pass: usize, i: usize| {
        let word = nibbles_at(format, place, pass, output) + i / WORD;
        (record[word] >> (4 * (i % WORD)) & 15) as u8
    };
    GroupRef {
        quants: std::array::from_fn(|i| match format.packing() {
            Packing::Bytes => (nibble(0, i) << 4 | nibble(1, i)) as i8,
            // Up to the sign bit and back down: the arithmetic shift extends the nibble's sign.
            Packing::Nibbles if format.is_signed() => (nibble(0, i) << 4) as i8 >> 4,
            Packing::Nibbles => nibble(0, i) as i8,
        }),
        scale: scale(0),
        minimum: if format.has_minimum() {
            scale(SCALES)
        } else {
            f16::ZERO
        },
    }
}

/// Writes a group into its record, which is zero there.
fn write(format: Format, group: &GroupRef, place: usize, output: usize, record: &mut [u64]) {
    let (word, bit) = scale_at(place, output);
    record[word] |= u64::from(group.scale.to_bits()) << bit;
    if format.has_minimum() {
        record[SCALES + word] |= u64::from(group.minimum.to_bits()) << bit;
    }
    for pass in 0..format.passes() {
        let first = nibbles_at(format, place, pass, output);
        for (i, &q) in group.quants.iter().enumerate() {
            let nibble = match (format.packing(), pass) {
                (Packing::Nibbles, _) => q,
                (Packing::Bytes, 0) => nibbles(q).0,
                (Packing::Bytes, _) => nibbles(q).1,
            };
            record[first + i / WORD] |= (nibble as u64 & 15) << (4 * (i % WORD));
        }
    }
}

/// Word and bit of a scale among scales, of a minimum among minima.
fn scale_at(place: usize, output: usize) -> (usize, usize) {
    let bit = 16 * (2 * place + output);
    (bit / WORD_BITS, bit % WORD_BITS)
}

/// The first word of an output's nibbles in a beat.
fn nibbles_at(format: Format, place: usize, pass: usize, output: usize) -> usize {
    let beat = place * format.passes() + pass;
    beats_at(format) + (2 * beat + output) * OUTPUT
}
