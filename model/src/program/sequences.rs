//! The sequences that an executor holds: how long each is, and which batches can follow.

use std::fmt;

use thiserror::Error;

use super::{Batch, Coded};
use crate::config::Config;

/// A sequence of an executor. Meaningful to that executor only, until it is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SequenceId(usize);

impl SequenceId {
    /// Its place among the executor's sequences: the lowest that was free when it was opened.
    pub fn index(self) -> usize {
        self.0
    }
}

impl fmt::Display for SequenceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// Why a batch cannot be processed, or a sequence not be had. Nothing has then changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BatchError {
    /// A batch without runs, or a run without tokens.
    #[error("there are no tokens to process; start a sequence with the vocabulary's BOS token")]
    Empty,
    /// A token is none of the model's.
    #[error("token {token} is not in the vocabulary of {vocabulary}")]
    Token {
        /// The token.
        token: u32,
        /// Tokens of the vocabulary.
        vocabulary: usize,
    },
    /// A sequence would be longer than the model was trained for.
    #[error(
        "the sequence would have {tokens} tokens, the model's context has room for {context}; \
         shorten the prompt or generate fewer tokens"
    )]
    Context {
        /// Tokens that it would have.
        tokens: usize,
        /// Tokens that it may have.
        context: usize,
    },
    /// The number is not that of an open sequence.
    #[error("there is no sequence {sequence}: it was never opened, or has been closed")]
    Unknown {
        /// The number.
        sequence: SequenceId,
    },
    /// A run does not begin where its sequence ends.
    #[error("sequence {sequence} has {length} tokens, its run begins at {first}: truncate first")]
    Position {
        /// The sequence.
        sequence: SequenceId,
        /// The position that the run begins at.
        first: usize,
        /// Tokens that the sequence has.
        length: usize,
    },
    /// A sequence has two runs in one batch.
    #[error("two runs of a batch continue sequence {sequence}: join them")]
    Twice {
        /// The sequence.
        sequence: SequenceId,
    },
    /// No further sequence can be opened.
    #[error("there is room for {room} sequences at a time, and all are open: close one")]
    Room {
        /// Sequences that the executor was made for.
        room: usize,
    },
}

impl Coded for BatchError {
    fn code(&self) -> &'static str {
        match self {
            BatchError::Empty => "forward.empty",
            BatchError::Token { .. } => "forward.token",
            BatchError::Context { .. } => "forward.context",
            BatchError::Unknown { .. } => "sequence.unknown",
            BatchError::Position { .. } => "sequence.position",
            BatchError::Twice { .. } => "sequence.twice",
            BatchError::Room { .. } => "sequence.room",
        }
    }

    fn sequence(&self) -> Option<SequenceId> {
        match self {
            BatchError::Unknown { sequence }
            | BatchError::Position { sequence, .. }
            | BatchError::Twice { sequence } => Some(*sequence),
            BatchError::Empty
            | BatchError::Token { .. }
            | BatchError::Context { .. }
            | BatchError::Room { .. } => None,
        }
    }
}

/// Lengths of open sequences.
#[derive(Clone, Debug)]
pub struct Sequences {
    /// `None` where a sequence was closed.
    lengths: Vec<Option<usize>>,
    room: usize,
}

impl Sequences {
    /// None open, and room for `room` at a time.
    pub fn new(room: usize) -> Sequences {
        Sequences {
            lengths: Vec::new(),
            room,
        }
    }

    /// An empty sequence.
    pub fn open(&mut self) -> Result<SequenceId, BatchError> {
        let free = self.lengths.iter().position(Option::is_none);
        let place = free.unwrap_or(self.lengths.len());
        if place >= self.room {
            return Err(BatchError::Room { room: self.room });
        }
        if place == self.lengths.len() {
            self.lengths.push(None);
        }
        self.lengths[place] = Some(0);
        Ok(SequenceId(place))
    }

    /// Tokens of a sequence.
    pub fn length(&self, sequence: SequenceId) -> Result<usize, BatchError> {
        let length = self.lengths.get(sequence.0).copied().flatten();
        length.ok_or(BatchError::Unknown { sequence })
    }

    /// Forgets all but the first `tokens` tokens; does nothing if there are no more than that.
    pub fn truncate(&mut self, sequence: SequenceId, tokens: usize) -> Result<(), BatchError> {
        let length = self.length(sequence)?;
        self.lengths[sequence.0] = Some(length.min(tokens));
        Ok(())
    }

    /// Its place may be another sequence's from now on.
    pub fn close(&mut self, sequence: SequenceId) -> Result<(), BatchError> {
        self.length(sequence)?;
        self.lengths[sequence.0] = None;
        Ok(())
    }

    /// Whether `batch` can follow what the sequences have.
    pub fn check(&self, config: &Config, batch: &Batch) -> Result<(), BatchError> {
        if batch.runs.is_empty() || batch.runs.iter().any(|run| run.tokens.is_empty()) {
            return Err(BatchError::Empty);
        }
        for (index, run) in batch.runs.iter().enumerate() {
            let sequence = run.sequence;
            let (length, first) = (self.length(sequence)?, run.first);
            if first != length {
                return Err(BatchError::Position {
                    sequence,
                    first,
                    length,
                });
            }
            if batch.runs[..index]
                .iter()
                .any(|run| run.sequence == sequence)
            {
                return Err(BatchError::Twice { sequence });
            }
            let vocabulary = config.vocabulary;
            let mut tokens = run.tokens.iter().copied();
            if let Some(token) = tokens.find(|&token| token as usize >= vocabulary) {
                return Err(BatchError::Token { token, vocabulary });
            }
            let (tokens, context) = (first + run.tokens.len(), config.context);
            if tokens > context {
                return Err(BatchError::Context { tokens, context });
            }
        }
        Ok(())
    }

    /// Sequences are longer by the runs of a batch that was checked.
    pub fn extend(&mut self, batch: &Batch) {
        for run in &batch.runs {
            self.lengths[run.sequence.0] = Some(run.first + run.tokens.len());
        }
    }
}
