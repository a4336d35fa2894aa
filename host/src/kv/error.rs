//! Why a device does not attend.

use std::fmt;

use harmonia_model::CalibrationError;
use harmonia_numerics::kv::KvError;
use thiserror::Error;

use super::plan::Bound;

/// What is rounded to FP16 before it enters a device.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operand {
    Query,
    Key,
    Value,
}

/// Why attention has no result.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum AttentionError {
    #[error(
        "the model's keys have {keys} channels a head and its values {values}; a device attends to heads of as many, \
         `--device f32` to any"
    )]
    HeadSizes { keys: usize, values: usize },
    #[error(transparent)]
    Shape(#[from] KvError),
    #[error("this engine does not attend; use the emulator, or an engine with attention")]
    Unsupported,
    #[error(transparent)]
    Calibration(#[from] CalibrationError),
    #[error(
        "{bound} has no room for the keys and values of a single token: the first 32 need {needed} bytes"
    )]
    NoRoom { bound: Bound, needed: usize },
    #[error(
        "the sequence would have {tokens} tokens, and {bound} has room for {room}; shorten it, give the cache more room or fewer bits"
    )]
    Full {
        tokens: usize,
        room: usize,
        bound: Bound,
    },
    #[error(
        "layer {layer} cannot go back to token {start}: values of the tokens before {first} are compressed and later ones \
         depend on what followed; begin the sequence anew"
    )]
    TakenBack {
        layer: usize,
        start: usize,
        /// The first token to which it can go back, 0 apart.
        first: usize,
    },
    #[error(
        "layer {layer}, head {head}, token {token}: channel {channel} of the {operand} is {value}, beyond FP16"
    )]
    NotFinite {
        layer: usize,
        operand: Operand,
        /// Query head, or key/value head.
        head: usize,
        /// Position in the sequence.
        token: usize,
        channel: usize,
        value: f32,
    },
    #[error(
        "layer {layer}, token {token}: a score of the queries of key/value head {head} has a magnitude of 2^15 or more"
    )]
    Overflow {
        layer: usize,
        head: usize,
        /// Position in the sequence.
        token: usize,
    },
}

impl AttentionError {
    /// A code that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        match self {
            AttentionError::HeadSizes { .. } => "attention.head_sizes",
            AttentionError::Shape(source) => source.code(),
            AttentionError::Unsupported => "attention.unsupported",
            AttentionError::Calibration(source) => source.code(),
            AttentionError::NoRoom { .. } => "attention.no_room",
            AttentionError::Full { .. } => "attention.full",
            AttentionError::TakenBack { .. } => "attention.taken_back",
            AttentionError::NotFinite { .. } => "attention.not_finite",
            AttentionError::Overflow { .. } => "attention.overflow",
        }
    }
}

impl fmt::Display for Operand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Operand::Query => "query",
            Operand::Key => "key",
            Operand::Value => "value",
        })
    }
}
