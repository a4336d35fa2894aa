//! Commands as words and results back, without an accelerator: what is sent is written down, what comes back
//! is made up.

#![allow(clippy::unwrap_used)]

mod commands;
mod results;
mod weights;

use std::sync::Arc;

use harmonia_device::wire::{ResultBeat, Transport, Wired, Words};
use harmonia_device::{AttentionLimits, Command, Device, Limits, MatMul, MatrixId, TransportError};
use harmonia_numerics::kv::{KvFormat, KvShape, Region};
use harmonia_numerics::{Format, Matrix};

/// Writes down what it is given, and answers with `answer`.
#[derive(Default)]
struct Recorder {
    commands: Vec<u32>,
    activations: Vec<u32>,
    weights: Vec<u32>,
    vectors: Vec<u32>,
    /// Beats that were asked for.
    asked: usize,
    answer: Vec<ResultBeat>,
    broken: bool,
}

impl Transport for Recorder {
    fn exchange(
        &mut self,
        words: &Words<'_>,
        results: &mut [ResultBeat],
    ) -> Result<(), TransportError> {
        self.commands.clone_from(&words.commands);
        self.activations.clone_from(&words.activations);
        self.weights = words.weights.concat();
        self.vectors.clone_from(&words.vectors);
        self.asked = results.len();
        if self.broken {
            return Err(TransportError::new("link.lost", "the cable is out"));
        }
        if !self.answer.is_empty() {
            results.copy_from_slice(&self.answer);
        }
        Ok(())
    }

    fn cycles(&self) -> Option<u64> {
        None
    }

    fn describe(&self) -> String {
        "nothing".into()
    }
}

/// An accelerator of four token rows.
fn device() -> Wired<Recorder> {
    let attention = AttentionLimits::FIELDS;
    Wired::new(Recorder::default(), Limits::new(4, Some(attention)))
}

/// What is sent for a command, behind others.
fn sent(before: &[Command<'_>], command: Command<'_>) -> Recorder {
    let mut device = device();
    device.execute(before, &mut Vec::new()).unwrap();
    device.execute(&[command], &mut Vec::new()).unwrap();
    std::mem::take(device.transport_mut())
}

/// The commands that make a product legal: all of `columns` columns, for as many tokens.
fn loads(tokens: usize, values: &[f32]) -> Vec<Command<'_>> {
    let load = |token| Command::Load {
        token,
        tokens,
        base: 0,
        values,
    };
    (0..tokens).map(load).collect()
}

/// A product of all groups.
fn product(matrix: MatrixId, rows: std::ops::Range<usize>, groups: usize, tokens: usize) -> MatMul {
    MatMul {
        matrix,
        rows,
        groups: 0..groups,
        base: 0,
        tokens,
        first: true,
        last: true,
        sums: false,
    }
}

/// A matrix of ones.
fn ones(rows: usize, columns: usize) -> Arc<Matrix> {
    Arc::new(Matrix::quantise(Format::Int8, rows, columns, &vec![1.0; rows * columns]).unwrap())
}

/// Heads of 40 channels with room for 1,000 tokens.
fn layout(local_tokens: usize) -> Region {
    let shape = KvShape::with_format(40, true, KvFormat::K4V3, 32, local_tokens).unwrap();
    Region::new(&shape, 1000)
}
