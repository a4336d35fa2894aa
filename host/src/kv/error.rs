//! Why a device does not attend.

use std::fmt;

use harmonia_model::{CalibrationError, SequenceId};
use harmonia_numerics::kv::KvError;
use thiserror::Error;

use super::plan::Bound;

/// What is rounded to FP16 before it enters a device.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operand {
    /// A query after RoPE, times [`query_factor`](harmonia_numerics::kv::query_factor) and the calibration's
    /// scales.
    Query,
    /// A key after RoPE, over the calibration's scales.
    Key,
    /// A value, as its matrix makes it.
    Value,
}

/// Why attention has no result.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum AttentionError {
    /// Keys and values of a head differ in length.
    #[error(
        "the model's keys have {keys} channels per head and its values {values}; a device attends to heads of as many, \
         `--device f32` to any"
    )]
    HeadSizes {
        /// Channels of a key.
        keys: usize,
        /// Channels of a value.
        values: usize,
    },
    /// The model's heads, or the windows asked for, are none that a device has.
    #[error(transparent)]
    Shape(#[from] KvError),
    /// The device has no attention unit.
    #[error("this engine does not attend; use the emulator, or an engine with attention")]
    Unsupported,
    /// The calibration is not for this model.
    #[error(transparent)]
    Calibration(#[from] CalibrationError),
    /// There is not even room for one page per head.
    #[error(
        "{bound} has no room for the keys and values of a single token: the first 32 of {} need {needed} bytes",
        if *sequences == 1 { "a sequence".into() } else { format!("each of {sequences} sequences") }
    )]
    NoRoom {
        /// What ends the room.
        bound: Bound,
        /// Bytes of one page of all heads, layers and sequences.
        needed: usize,
        /// Sequences that share the room.
        sequences: usize,
    },
    /// A sequence does not fit the room that was planned.
    #[error(
        "the sequence would have {tokens} tokens, and {bound} has room for {room}{}; {}",
        if *sequences == 1 { String::new() } else { format!(" in each of {sequences} sequences") },
        bound.advice()
    )]
    Full {
        /// The sequence.
        sequence: SequenceId,
        /// Tokens that it would have.
        tokens: usize,
        /// Tokens that it may have.
        room: usize,
        /// What ends the room.
        bound: Bound,
        /// Sequences that share it.
        sequences: usize,
    },
    /// A truncation reaches back into pages that are compressed: their values cannot be had back.
    #[error(
        "layer {layer} cannot go back to token {start}: values of the tokens before {first} are compressed and later ones \
         depend on what followed; begin the sequence anew"
    )]
    TakenBack {
        /// The sequence.
        sequence: SequenceId,
        /// The layer that has them, from 0.
        layer: usize,
        /// The position asked for.
        start: usize,
        /// The first token to which it can go back, 0 apart.
        first: usize,
    },
    /// An operand is NaN, infinite, or rounds to an infinity of FP16.
    #[error(
        "layer {layer}, head {head}, token {token}: channel {channel} of the {operand} is {value}, beyond FP16"
    )]
    NotFinite {
        /// The sequence.
        sequence: SequenceId,
        /// The layer, from 0.
        layer: usize,
        /// Which operand.
        operand: Operand,
        /// Query head, or key/value head.
        head: usize,
        /// Position in the sequence.
        token: usize,
        /// The channel within the head, from 0.
        channel: usize,
        /// The operand in FP32, before rounding.
        value: f32,
    },
    /// A score left the range that softmax works in: the queries or the keys are too large.
    #[error(
        "layer {layer}, token {token}: a score of the queries of key/value head {head} has a magnitude of 2^15 or more"
    )]
    Overflow {
        /// The sequence.
        sequence: SequenceId,
        /// The layer, from 0.
        layer: usize,
        /// The key/value head, from 0; one of the query heads that share it has the score.
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

    /// The sequence that it is about, if it is about one.
    pub fn sequence(&self) -> Option<SequenceId> {
        match self {
            AttentionError::Full { sequence, .. }
            | AttentionError::TakenBack { sequence, .. }
            | AttentionError::NotFinite { sequence, .. }
            | AttentionError::Overflow { sequence, .. } => Some(*sequence),
            AttentionError::HeadSizes { .. }
            | AttentionError::Shape(_)
            | AttentionError::Unsupported
            | AttentionError::Calibration(_)
            | AttentionError::NoRoom { .. } => None,
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
