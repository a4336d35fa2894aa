//! Commands, activations and weights as the words of the engine's streams; harmonia-contract has their fields.

use harmonia_contract::engine::{
    BASE, BLOCKS, FIRST, FORMAT, LAST, LOAD, MATMUL, PAIRS, ROW, TOKENS,
};
use harmonia_contract::size::{ACTIVATION_BEAT_BITS, COMMAND_BITS, WEIGHT_BEAT_BITS};
use harmonia_contract::{Packing, beat};
use harmonia_numerics::{Format, GROUP, GroupRef, Matrix, nibbles};
use rayon::prelude::*;

use super::halves;
use crate::MatMul;

/// Words of a beat of weights.
const BEAT: usize = WEIGHT_BEAT_BITS / 32;

// A word holds whole nibbles, and both outputs' scales or minima.
const _: () = {
    assert!(WEIGHT_BEAT_BITS.is_multiple_of(32));
    assert!(ACTIVATION_BEAT_BITS == 32 * GROUP);
    assert!(COMMAND_BITS == 64);
};

/// A LOAD of `values` values.
pub fn load(row: usize, base: usize, values: usize) -> [u32; 2] {
    halves(LOAD.word(&[(ROW, row), (BASE, base), (BLOCKS, values.div_ceil(GROUP))]))
}

/// A MATMUL with weights of a format.
pub fn multiply(matmul: &MatMul, format: Format) -> [u32; 2] {
    halves(MATMUL.word(&[
        (FORMAT, format.code()),
        (FIRST, matmul.first.into()),
        (LAST, matmul.last.into()),
        (BASE, matmul.base),
        (BLOCKS, matmul.groups.len()),
        (PAIRS, matmul.pairs()),
        (TOKENS, matmul.tokens - 1),
    ]))
}

/// Appends the beats of a LOAD, the last one padded with zeros.
pub fn activations(values: &[f32], words: &mut Vec<u32>) {
    words.extend(values.iter().map(|value| value.to_bits()));
    words.resize(words.len().next_multiple_of(GROUP), 0);
}

/// A matrix as beats: pair by pair of rows, group by group, pass by pass.
pub struct Beats {
    format: Format,
    groups: usize,
    words: Vec<u32>,
}

impl Beats {
    /// Encodes a matrix. A missing second row of the last pair is all zeros.
    pub fn new(matrix: &Matrix) -> Self {
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
        Beats {
            format,
            groups,
            words,
        }
    }

    pub fn format(&self) -> Format {
        self.format
    }

    /// Appends the beats of a command: one segment for whole rows, otherwise one a pair.
    pub fn gather<'a>(&'a self, matmul: &MatMul, segments: &mut Vec<&'a [u32]>) {
        let group_words = self.format.passes() * BEAT;
        let pair_words = self.groups * group_words;
        let first = matmul.rows.start / 2;
        let pairs = first..first + matmul.pairs();
        if matmul.groups == (0..self.groups) {
            segments.push(&self.words[pairs.start * pair_words..pairs.end * pair_words]);
            return;
        }
        segments.extend(pairs.map(|pair| {
            let start = pair * pair_words + matmul.groups.start * group_words;
            &self.words[start..start + matmul.groups.len() * group_words]
        }));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MatrixId;
    use half::f16;

    /// One row of 33 columns: integers -5, 6, 7, 0 ..., 3 and the scales 1 and 2.
    fn matrix(format: Format, rows: usize, minima: Vec<f16>) -> Matrix {
        let mut quants = [0; 64];
        quants[..3].copy_from_slice(&[if minima.is_empty() { -5 } else { 5 }, 6, 7]);
        quants[32] = 3;
        let quants = quants.repeat(rows);
        let scales = [1.0, 2.0].map(f16::from_f32).repeat(rows);
        Matrix::new(format, rows, 33, quants, scales, minima).unwrap()
    }

    #[test]
    fn four_bits_fill_one_beat_a_group() {
        let beats = Beats::new(&matrix(Format::Int4, 1, Vec::new()));
        let expected = [
            [0x76b, 0, 0, 0, 0, 0, 0, 0, 0x3c00, 0],
            [0x3, 0, 0, 0, 0, 0, 0, 0, 0x4000, 0],
        ];
        assert_eq!(beats.words, expected.concat());
    }

    #[test]
    fn the_second_output_has_the_upper_halves() {
        let minima = [-1.0, 0.5, 0.25, -2.0].map(f16::from_f32).to_vec();
        let beats = Beats::new(&matrix(Format::Int4Min, 2, minima));
        let expected = [
            [0x765, 0, 0, 0, 0x765, 0, 0, 0, 0x3c00_3c00, 0x3400_bc00],
            [0x3, 0, 0, 0, 0x3, 0, 0, 0, 0x4000_4000, 0xc000_3800],
        ];
        assert_eq!(beats.words, expected.concat());
    }

    #[test]
    fn eight_bits_are_a_high_and_a_low_beat() {
        let beats = Beats::new(&matrix(Format::Int8, 1, Vec::new()));
        let expected = [
            [0xf, 0, 0, 0, 0, 0, 0, 0, 0x3c00, 0],
            [0x76b, 0, 0, 0, 0, 0, 0, 0, 0x3c00, 0],
            [0, 0, 0, 0, 0, 0, 0, 0, 0x4000, 0],
            [0x3, 0, 0, 0, 0, 0, 0, 0, 0x4000, 0],
        ];
        assert_eq!(beats.words, expected.concat());
    }

    #[test]
    fn tiles_are_gathered_from_the_whole() {
        let beats = Beats::new(&matrix(Format::Int8, 5, Vec::new()));
        let tile = |rows, groups| {
            let mut segments = Vec::new();
            let matmul = MatMul {
                matrix: MatrixId::new(0),
                rows,
                groups,
                base: 0,
                tokens: 1,
                first: true,
                last: true,
            };
            beats.gather(&matmul, &mut segments);
            segments
        };
        let pair = 4 * BEAT;
        assert_eq!(tile(2..5, 0..2), [&beats.words[pair..3 * pair]]);
        let groups = [
            &beats.words[2 * BEAT..pair],
            &beats.words[pair + 2 * BEAT..2 * pair],
        ];
        assert_eq!(tile(0..4, 1..2), groups);
    }

    #[test]
    fn commands_are_packed() {
        assert_eq!(load(3, 0x102, 65), [0x0301_0231, 0]);
        let matmul = MatMul {
            matrix: MatrixId::new(0),
            rows: 4..11,
            groups: 2..7,
            base: 0x1ff,
            tokens: 4,
            first: false,
            last: true,
        };
        assert_eq!(multiply(&matmul, Format::Int8), [0x0501_ffa2, 0x3000_0400]);
    }

    #[test]
    fn activations_are_padded_to_a_beat() {
        let mut words = Vec::new();
        activations(&[1.0; 33], &mut words);
        assert_eq!(words.len(), 64);
        assert_eq!(words[32..35], [1f32.to_bits(), 0, 0]);
    }
}
