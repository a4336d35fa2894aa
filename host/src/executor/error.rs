//! Why an executor has no result.

use harmonia_device::system::MachineError;
use harmonia_device::{DeviceError, Fault};
use harmonia_model::{Batch, BatchError, Coded, Rows, SequenceId};
use harmonia_numerics::vector::VectorError;
use thiserror::Error;

use crate::{AttentionError, LinearError, PlanError};

/// Why an executor has no result.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ExecutorError {
    /// The batch or the sequence is not one that can be processed.
    #[error(transparent)]
    Batch(#[from] BatchError),
    /// The matrices cannot be stored, or a linear layer has no result.
    #[error(transparent)]
    Linear(#[from] LinearError),
    /// A linear layer has no result for a token of a run.
    #[error("token {position}: {source}")]
    Token {
        /// The run's sequence.
        sequence: SequenceId,
        /// Position of the token in its sequence.
        position: usize,
        /// What is wrong with the token's values.
        source: LinearError,
    },
    /// Keys and values find no room, or attention has no result.
    #[error(transparent)]
    Attention(#[from] AttentionError),
    /// The model's shapes or constants are none that a device's vector operations have a meaning for.
    #[error("{0}; `--device f32` has no such limit")]
    Shape(#[from] VectorError),
    /// A vector operation has no result for a token.
    #[error("token {position}: {operation}: {}", because(*fault))]
    Vector {
        /// As [`Step::name`](harmonia_model::Step::name) has it, with the layer: `blk.3.norm normed`.
        operation: String,
        /// The sequence of the token.
        sequence: SequenceId,
        /// Position of the token in its sequence.
        position: usize,
        /// What is wrong with the token's values.
        fault: Fault,
    },
    /// The model does not go onto a machine.
    #[error(transparent)]
    Plan(Box<PlanError>),
    /// A machine has not executed a pass to a good end.
    #[error("{}{source}", step.as_deref().map(|step| format!("{step}: ")).unwrap_or_default())]
    Machine {
        /// The step of the first command that went wrong: `blk.3.attn_q`.
        step: Option<String>,
        /// The sequence, if the pass had tokens of one only.
        sequence: Option<SequenceId>,
        /// What went wrong.
        source: Box<MachineError>,
    },
    /// The device refused a command, or did not answer.
    #[error(transparent)]
    Device(#[from] DeviceError),
}

impl Coded for ExecutorError {
    fn code(&self) -> &'static str {
        match self {
            ExecutorError::Batch(source) => source.code(),
            ExecutorError::Linear(source) | ExecutorError::Token { source, .. } => source.code(),
            ExecutorError::Attention(source) => source.code(),
            ExecutorError::Shape(source) => source.code(),
            ExecutorError::Vector { fault, .. } => match fault {
                Fault::Overflow => "vector.overflow",
                Fault::Invalid => "vector.invalid",
            },
            ExecutorError::Plan(source) => source.code(),
            ExecutorError::Machine { source, .. } => source.code(),
            ExecutorError::Device(source) => source.code(),
        }
    }

    fn sequence(&self) -> Option<SequenceId> {
        match self {
            ExecutorError::Batch(source) => source.sequence(),
            ExecutorError::Token { sequence, .. } | ExecutorError::Vector { sequence, .. } => {
                Some(*sequence)
            }
            ExecutorError::Attention(source) => source.sequence(),
            ExecutorError::Machine { sequence, .. } => *sequence,
            ExecutorError::Linear(_)
            | ExecutorError::Shape(_)
            | ExecutorError::Plan(_)
            | ExecutorError::Device(_) => None,
        }
    }
}

impl From<PlanError> for ExecutorError {
    fn from(source: PlanError) -> Self {
        ExecutorError::Plan(source.into())
    }
}

impl ExecutorError {
    /// Whether a machine's pass has run to its end, with a value that is too large or not finite.
    pub(crate) fn is_flag(&self) -> bool {
        let ExecutorError::Machine { source, .. } = self else {
            return false;
        };
        matches!(**source, MachineError::Flagged { .. })
    }

    /// Says of a linear layer's error which token of `batch` it is about; the layer's input has `rows`.
    pub(super) fn in_batch(self, batch: &Batch, rows: Rows) -> Self {
        let ExecutorError::Linear(source) = self else {
            return self;
        };
        let Some(token) = source.token() else {
            return ExecutorError::Linear(source);
        };
        let (run, position) = batch.place(rows, token);
        ExecutorError::Token {
            sequence: run.sequence,
            position,
            source,
        }
    }
}

fn because(fault: Fault) -> &'static str {
    match fault {
        Fault::Overflow => {
            "overflows; results must be below 2^128 in magnitude, and what is normed below 2^20, its squares below 2^40 \
             in sum"
        }
        Fault::Invalid => "a value is not finite; look at the operation before",
    }
}
