//! Beats of results as the results of commands.

use harmonia_contract::Field;
use harmonia_contract::beat::{INVALID, OVERFLOW, VALUE};
use harmonia_contract::engine::SUM_WORDS;
use harmonia_contract::size::RESULT_BITS;
use harmonia_numerics::GROUP;

use super::weights::Weights;
use crate::checked::{Attention, Checked, Multiply, Operation};
use crate::{DeviceError, Fault, Location, Step};

/// A result on its stream: an FP32 value, then its flags.
pub type ResultBeat = [u32; RESULT_BITS.div_ceil(32)];

const _: () = assert!(VALUE.low == 0 && VALUE.bits == 32);

impl Checked<'_, Weights> {
    /// Beats of results that the command yields.
    pub(super) fn result_beats(&self) -> usize {
        match self {
            Checked::Multiply(multiply) if multiply.matmul.last => {
                2 * multiply.matmul.pairs() * multiply.matmul.tokens * multiply.matmul.words()
            }
            Checked::Attention(Attention {
                layout,
                operation: Operation::Attend { heads, step, .. },
                ..
            }) => {
                let channels = layout.shape().blocks() * GROUP;
                heads
                    * match step {
                        Step::Whole => channels,
                        Step::Maximum => 1,
                        Step::Sums { .. } => (2 + channels) * SUM_WORDS,
                    }
            }
            _ => 0,
        }
    }
}

/// Appends the results of checked commands, whose beats these are.
///
/// # Errors
/// The first result that is at fault. What was appended before it stays.
pub(super) fn decode(
    commands: &[Checked<'_, Weights>],
    beats: &[ResultBeat],
    results: &mut Vec<f32>,
) -> Result<(), DeviceError> {
    let mut rest = beats;
    for (index, command) in commands.iter().enumerate() {
        let (own, others) = rest.split_at(command.result_beats());
        rest = others;
        match command {
            Checked::Multiply(multiply) if multiply.matmul.last => {
                products(index, multiply, own, results)?;
            }
            Checked::Attention(Attention {
                region,
                layout,
                operation:
                    Operation::Attend {
                        stand, step, heads, ..
                    },
            }) => {
                if own.iter().any(|beat| holds(beat, OVERFLOW)) {
                    return Err(DeviceError::ScoreOverflow {
                        command: index,
                        region: *region,
                        position: stand.position,
                    });
                }
                let size = layout.shape().size();
                match step {
                    Step::Whole => attended(*heads, size, own, results),
                    Step::Maximum => results.extend(own.iter().map(value)),
                    Step::Sums { .. } => sums(*heads, size, own, results),
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// From `[pairs][banks][words][rows of the bank][2]` to `[tokens][rows][words]`.
fn products(
    command: usize,
    multiply: &Multiply<'_, Weights>,
    beats: &[ResultBeat],
    results: &mut Vec<f32>,
) -> Result<(), DeviceError> {
    let (matmul, batch) = (multiply.matmul, multiply.batch);
    let words = matmul.words();
    for token in 0..matmul.tokens {
        let row_of_token = batch.row(token);
        let before = token - row_of_token;
        let of_bank = batch.rows.min(matmul.tokens - before);
        for row in 0..matmul.rows.len() {
            let bank = (row / 2 * matmul.tokens + before) * words;
            for word in 0..words {
                let beat = &beats[(bank + word * of_bank + row_of_token) * 2 + row % 2];
                if let Some(fault) = Fault::of(holds(beat, OVERFLOW), holds(beat, INVALID)) {
                    let at = Location {
                        command,
                        matrix: matmul.matrix,
                        token,
                        output: matmul.rows.start + row,
                    };
                    return Err(DeviceError::Fault { at, fault });
                }
                results.push(value(beat));
            }
        }
    }
    Ok(())
}

/// From `[pairs of channels][heads][2]`, padding included, to `[heads][size]`.
fn attended(heads: usize, size: usize, beats: &[ResultBeat], results: &mut Vec<f32>) {
    for head in 0..heads {
        let beat = |channel: usize| &beats[(channel / 2 * heads + head) * 2 + channel % 2];
        results.extend((0..size).map(beat).map(value));
    }
}

/// From `[pairs, that of the denominator first][words][heads][2]`, padding included, to `[heads][1 + size][words]`.
fn sums(heads: usize, size: usize, beats: &[ResultBeat], results: &mut Vec<f32>) {
    for head in 0..heads {
        // The odd sum beside the denominator is none.
        for place in std::iter::once(0).chain(2..2 + size) {
            let beat =
                |word| &beats[((place / 2 * SUM_WORDS + word) * heads + head) * 2 + place % 2];
            results.extend((0..SUM_WORDS).map(beat).map(value));
        }
    }
}

/// The 32 bits of a result.
fn value(beat: &ResultBeat) -> f32 {
    f32::from_bits(beat[0])
}

/// Whether a flag of a result is set.
fn holds(beat: &ResultBeat, flag: Field) -> bool {
    beat[flag.low / 32] >> (flag.low % 32) & 1 == 1
}
