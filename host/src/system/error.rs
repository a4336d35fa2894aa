//! Why a model cannot be planned for a machine.

use harmonia_numerics::vector::VectorError;
use thiserror::Error;

use crate::{AttentionError, LinearError};

/// Why a model does not go onto a machine.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PlanError {
    /// Keys and values find no room, or are none that a machine can keep.
    #[error(transparent)]
    Attention(#[from] AttentionError),
    /// The model's shapes or constants are none that vector operations have a meaning for.
    #[error(transparent)]
    Vector(#[from] VectorError),
    /// The model's matrices are floats.
    #[error(transparent)]
    Linear(#[from] LinearError),
    /// A step of the model's program has no translation into commands.
    #[error(
        "{step} has no commands of a machine: {reason}; run the model with `--device emulator` instead"
    )]
    Operation {
        /// As [`Step::name`](harmonia_model::Step::name) has it: `blk.3.rope queries`.
        step: String,
        /// Why.
        reason: &'static str,
    },
    /// Offsets that are made from keys, which never come to the host.
    #[error(
        "online offsets are made by the host from the first 32 keys, which stay in a machine; use `--kv-offset \
         calibrated` or `--kv-offset none`"
    )]
    OnlineOffsets,
    /// A single token is too wide for the machine.
    #[error("a token of this model is too wide: {what} takes {needed}, there is room for {room}")]
    TooWide {
        /// What has no room.
        what: &'static str,
        /// How much it takes.
        needed: usize,
        /// How much there is.
        room: usize,
    },
    /// No token, no sequence, or no context was asked for.
    #[error("a plan for 0 {what}: it must be at least 1")]
    Nothing {
        /// `tokens`, `sequences`.
        what: &'static str,
    },
    /// Not even the first layer fits into memory.
    #[error(
        "the first layer needs {needed} bytes, with keys and values of {sequences} x {tokens} tokens, and memory has \
         {room}: give it more, or a shorter context"
    )]
    Memory {
        /// Bytes of a plan of one layer.
        needed: usize,
        /// Bytes of memory.
        room: usize,
        /// Tokens of a sequence.
        tokens: usize,
        /// Sequences.
        sequences: usize,
    },
}

impl PlanError {
    /// A code that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        match self {
            PlanError::Attention(source) => source.code(),
            PlanError::Vector(source) => source.code(),
            PlanError::Linear(source) => source.code(),
            PlanError::Operation { .. } => "plan.operation",
            PlanError::OnlineOffsets => "plan.online_offsets",
            PlanError::TooWide { .. } => "plan.too_wide",
            PlanError::Nothing { .. } => "plan.nothing",
            PlanError::Memory { .. } => "plan.memory",
        }
    }
}
