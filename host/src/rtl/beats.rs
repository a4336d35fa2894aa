//! Commands, activations and weights as the words of the engine's streams; the layouts are those of `harmonia_hdl::layout`.

use harmonia_hdl::layout::{ACTIVATION_BEAT_BITS, COMMAND_BITS, WEIGHT_BEAT_BITS, command};
use harmonia_numerics::{Format, GROUP, GroupRef, Matrix, nibbles};
use rayon::prelude::*;

use crate::MatMul;

/// Words of a beat of weights: nibbles of two outputs, their scales, their minima.
const BEAT: usize = WEIGHT_BEAT_BITS / 32;
/// Words that the nibbles of a group fill.
const NIBBLES: usize = 4 * GROUP / 32;

const _: () = {
    assert!(BEAT == 2 * NIBBLES + 2);
    assert!(ACTIVATION_BEAT_BITS == 32 * GROUP);
    assert!(COMMAND_BITS == 64);
};

/// A command of fields whose values were checked to fit.
fn pack(fields: &[(command::Field, usize)]) -> [u32; 2] {
    let word = fields.iter().fold(0u64, |word, ((low, width), value)| {
        debug_assert!(*value < 1 << width, "{value} in {width} bits");
        word | (*value as u64) << low
    });
    [word as u32, (word >> 32) as u32]
}

/// A LOAD of `values` values.
pub(super) fn load(row: usize, base: usize, values: usize) -> [u32; 2] {
    pack(&[
        (command::OPCODE, command::LOAD as usize),
        (command::ROW, row),
        (command::BASE, base),
        (command::BLOCKS, values.div_ceil(GROUP)),
    ])
}

/// A MULTIPLY with weights of a format.
pub(super) fn multiply(matmul: &MatMul, format: Format) -> [u32; 2] {
    pack(&[
        (command::OPCODE, command::MULTIPLY as usize),
        (command::FORMAT, format_code(format)),
        (command::FIRST, matmul.first.into()),
        (command::LAST, matmul.last.into()),
        (command::BASE, matmul.base),
        (command::BLOCKS, matmul.groups.len()),
        (command::PAIRS, matmul.pairs()),
        (command::TOKENS, matmul.tokens - 1),
    ])
}

fn format_code(format: Format) -> usize {
    match format {
        Format::Int4 => 0,
        Format::Int4Min => 1,
        Format::Int8 => 2,
    }
}

/// Appends the beats of a LOAD, the last one padded with zeros.
pub(super) fn activations(values: &[f32], words: &mut Vec<u32>) {
    words.extend(values.iter().map(|value| value.to_bits()));
    words.resize(words.len().next_multiple_of(GROUP), 0);
}

/// A matrix as beats: pair by pair of rows, group by group, pass by pass.
pub(super) struct Beats {
    format: Format,
    groups: usize,
    words: Vec<u32>,
}

impl Beats {
    /// Encodes a matrix. A missing second row of the last pair is all zeros.
    pub(super) fn new(matrix: &Matrix) -> Self {
        let format = matrix.format();
        let groups = matrix.groups_per_row();
        let pair_words = groups * passes(format) * BEAT;
        let mut words = vec![0; matrix.rows().div_ceil(2) * pair_words];
        words
            .par_chunks_mut(pair_words)
            .enumerate()
            .for_each(|(pair, words)| {
                for group in 0..groups {
                    let beats = &mut words[group * passes(format) * BEAT..];
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

    pub(super) fn format(&self) -> Format {
        self.format
    }

    /// Appends the beats of a command: one segment for whole rows, otherwise one a pair.
    pub(super) fn gather<'a>(&'a self, matmul: &MatMul, segments: &mut Vec<&'a [u32]>) {
        let group_words = passes(self.format) * BEAT;
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

/// Beats of a group: an engine multiplies by 4 bits at a time.
fn passes(format: Format) -> usize {
    match format {
        Format::Int4 | Format::Int4Min => 1,
        Format::Int8 => 2,
    }
}

/// Writes a group of output 0 or 1 of a pair into its beats, which are zero.
fn encode(format: Format, group: &GroupRef, output: usize, beats: &mut [u32]) {
    for (pass, beat) in beats
        .chunks_exact_mut(BEAT)
        .take(passes(format))
        .enumerate()
    {
        for (i, &q) in group.quants.iter().enumerate() {
            let nibble = match (format, pass) {
                (Format::Int4 | Format::Int4Min, _) => q,
                (Format::Int8, 0) => nibbles(q).0,
                (Format::Int8, _) => nibbles(q).1,
            };
            beat[output * NIBBLES + i / 8] |= (nibble as u32 & 15) << (4 * (i % 8));
        }
        for (field, value) in [group.scale, group.minimum].into_iter().enumerate() {
            beat[2 * NIBBLES + field] |= u32::from(value.to_bits()) << (16 * output);
        }
    }
}
