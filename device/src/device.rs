//! What executes commands, and what can go wrong.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use harmonia_numerics::Matrix;

use crate::{Command, CommandError, MatrixId};

/// Executes commands. Every implementation yields the same bits and the same faults for the same commands.
///
/// A device may be used from any thread, by one at a time.
pub trait Device: Send {
    /// Keeps a matrix for the commands to come.
    ///
    /// # Errors
    /// When the device has no room for it.
    fn store(&mut self, matrix: Arc<Matrix>) -> Result<MatrixId, DeviceError>;

    /// Executes `commands` in order and appends what they yield to `results`.
    ///
    /// Blocks in the buffers, an unfinished sum, keys and values stay for the next call.
    ///
    /// # Errors
    /// * An illegal command: nothing has been executed.
    /// * A fault in a result (the first one in the order of the results); `results` is as it was. All commands have been executed
    ///   and the device can be used again; load before multiplying.
    /// * A transport that fails; the device cannot be used again.
    fn execute(
        &mut self,
        commands: &[Command<'_>],
        results: &mut Vec<f32>,
    ) -> Result<(), DeviceError>;

    /// Token rows: tokens that can share a MatMul.
    fn tokens(&self) -> usize;

    /// What it has for attention; `None` when it cannot attend, and refuses the commands of attention.
    fn attention(&self) -> Option<AttentionLimits>;

    /// Clock cycles so far; `None` where there is no clock.
    fn cycles(&self) -> Option<u64>;

    /// One line for people.
    fn describe(&self) -> String;
}

/// What a device has for attention.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AttentionLimits {
    /// Words of 64 bits for keys and values.
    pub memory_words: usize,
    /// Tokens that a query can see, its own included.
    pub context: usize,
}

impl<D: Device + ?Sized> Device for &mut D {
    fn store(&mut self, matrix: Arc<Matrix>) -> Result<MatrixId, DeviceError> {
        (**self).store(matrix)
    }

    fn execute(
        &mut self,
        commands: &[Command<'_>],
        results: &mut Vec<f32>,
    ) -> Result<(), DeviceError> {
        (**self).execute(commands, results)
    }

    fn tokens(&self) -> usize {
        (**self).tokens()
    }

    fn attention(&self) -> Option<AttentionLimits> {
        (**self).attention()
    }

    fn cycles(&self) -> Option<u64> {
        (**self).cycles()
    }

    fn describe(&self) -> String {
        (**self).describe()
    }
}

impl<D: Device + ?Sized> Device for Box<D> {
    fn store(&mut self, matrix: Arc<Matrix>) -> Result<MatrixId, DeviceError> {
        (**self).store(matrix)
    }

    fn execute(
        &mut self,
        commands: &[Command<'_>],
        results: &mut Vec<f32>,
    ) -> Result<(), DeviceError> {
        (**self).execute(commands, results)
    }

    fn tokens(&self) -> usize {
        (**self).tokens()
    }

    fn attention(&self) -> Option<AttentionLimits> {
        (**self).attention()
    }

    fn cycles(&self) -> Option<u64> {
        (**self).cycles()
    }

    fn describe(&self) -> String {
        (**self).describe()
    }
}

/// Why commands were not executed, or have no results.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DeviceError {
    #[error("command {index} is illegal: {reason}")]
    Illegal {
        /// Position within the call.
        index: usize,
        reason: CommandError,
    },
    #[error("{at}: {fault}")]
    Fault { at: Location, fault: Fault },
    #[error(
        "region {region}, position {position}: a score has a magnitude of 2^15 or more (command {command})"
    )]
    ScoreOverflow {
        /// Position within the call.
        command: usize,
        region: usize,
        position: usize,
    },
    #[error(transparent)]
    Transport(#[from] TransportError),
}

impl DeviceError {
    /// A code that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        match self {
            DeviceError::Illegal { reason, .. } => reason.code(),
            DeviceError::Fault { fault, .. } => fault.code(),
            DeviceError::ScoreOverflow { .. } => "device.score_overflow",
            DeviceError::Transport(source) => source.code(),
        }
    }
}

/// What carries commands to a device and results back has failed: a simulation, a link.
#[derive(Debug)]
pub struct TransportError {
    code: &'static str,
    error: Box<dyn Error + Send + Sync>,
}

impl TransportError {
    /// The transport's own error, and its code that stays the same from release to release.
    pub fn new(code: &'static str, error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        let error = error.into();
        TransportError { code, error }
    }

    /// A code that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        self.code
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.error.source()
    }
}

/// Which result of a call is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Location {
    /// Position of the command within the call.
    pub command: usize,
    pub matrix: MatrixId,
    /// Token row.
    pub token: usize,
    /// Row of the matrix.
    pub output: usize,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "matrix {}, token row {}, output {} (command {})",
            self.matrix, self.token, self.output, self.command
        )
    }
}

/// Why a result is not a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// An addend or the sum is 2^31 or more, or less than -2^31.
    Overflow,
    /// A source was NaN or infinite. An overflow of the same result is not reported.
    Invalid,
}

impl Fault {
    /// The fault that two flags stand for.
    pub fn of(overflow: bool, invalid: bool) -> Option<Fault> {
        match (overflow, invalid) {
            (_, true) => Some(Fault::Invalid),
            (true, false) => Some(Fault::Overflow),
            (false, false) => None,
        }
    }

    /// A code that stays the same from release to release.
    pub fn code(self) -> &'static str {
        match self {
            Fault::Overflow => "device.overflow",
            Fault::Invalid => "device.invalid",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Fault::Overflow => "overflow, a value has a magnitude of 2^31 or more",
            Fault::Invalid => "an activation is NaN or infinite",
        })
    }
}
