//! Weights as the beats of their stream.

use harmonia_contract::size::WEIGHT_BEAT_BITS;
use harmonia_contract::{Packing, beat};
use harmonia_numerics::{Format, GroupRef, Matrix, nibbles};
use rayon::prelude::*;

use crate::MatMul;

/// Words of a beat.
const BEAT: usize = WEIGHT_BEAT_BITS / 32;

// A word holds whole nibbles, and both outputs' scales or minima.
const _: () = assert!(WEIGHT_BEAT_BITS.is_multiple_of(32));

/// A matrix as beats: pair by pair of rows, group by group, pass by pass.
#[derive(Debug)]
pub(super) struct Weights {
    format: Format,
    groups: usize,
    words: Vec<u32>,
}

impl Weights {
    /// Encodes a matrix. A missing second row of the last pair is all zeros.
    pub(super) fn new(matrix: &Matrix) -> Self {
        let format = matrix.format();
        let groups = matrix.groups_per_row();
        let pair_words = groups * format.passes() * BEAT;
        let mut words = vec![0; matrix.rows().div_ceil(2) * pair_words];
        words
            .par_chunks_mut(pair_words)
            .enumerate()
            .for_each(|(pair, words)| {
                for group in 0..groups {
                    let beats = &mut words[group * format.passes() * BEAT..];
                    for (output, row) in (2 * pair..matrix.rows().min(2 * pair + 2)).enumerate() {
                        encode(format, &matrix.group(row, group), output, beats);
                    }
                }
            });
        Weights {
            format,
            groups,
            words,
        }
    }

    pub(super) fn format(&self) -> Format {
        self.format
    }

    /// The beats of a command: one segment for whole rows, otherwise one per pair.
    pub(super) fn segments(&self, matmul: &MatMul) -> Vec<&[u32]> {
        let group_words = self.format.passes() * BEAT;
        let pair_words = self.groups * group_words;
        let first = matmul.rows.start / 2;
        let pairs = first..first + matmul.pairs();
        if matmul.groups == (0..self.groups) {
            return vec![&self.words[pairs.start * pair_words..pairs.end * pair_words]];
        }
        let segment = |pair| {
            let start = pair * pair_words + matmul.groups.start * group_words;
            &self.words[start..start + matmul.groups.len() * group_words]
        };
        pairs.map(segment).collect()
    }
}

/// Writes a group of output 0 or 1 of a pair into its beats, which are zero.
fn encode(format: Format, group: &GroupRef, output: usize, beats: &mut [u32]) {
    for (pass, beat) in beats
        .chunks_exact_mut(BEAT)
        .take(format.passes())
        .enumerate()
    {
        let (nibbles_at, scale_at) = (beat::NIBBLES[output].low, beat::SCALES[output].low);
        for (i, &q) in group.quants.iter().enumerate() {
            let nibble = match (format.packing(), pass) {
                (Packing::Nibbles, _) => q,
                (Packing::Bytes, 0) => nibbles(q).0,
                (Packing::Bytes, _) => nibbles(q).1,
            };
            put(beat, nibbles_at + 4 * i, nibble as u32 & 15);
        }
        put(beat, scale_at, group.scale.to_bits().into());
        put(
            beat,
            beat::MINIMA[output].low,
            group.minimum.to_bits().into(),
        );
    }
}

/// Puts a number that lies within a word at a bit of a beat, which is zero there.
fn put(beat: &mut [u32], bit: usize, value: u32) {
    beat[bit / 32] |= value << (bit % 32);
}
