//! What can go wrong with commands that are executed.

use std::error::Error;
use std::fmt;

use crate::{CommandError, MatrixId};

/// Why commands were not executed, or have no results.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DeviceError {
    /// A command breaks a rule.
    #[error("command {index} is illegal: {reason}")]
    Illegal {
        /// Position within the call.
        index: usize,
        /// Which rule.
        reason: CommandError,
    },
    /// A result of a MATMUL is not a number.
    #[error("{at}: {fault}")]
    Fault {
        /// Which one.
        at: Location,
        /// Why.
        fault: Fault,
    },
    /// A query of an ATTEND has no results.
    #[error(
        "region {region}, position {position}: a score has a magnitude of 2^15 or more (command {command})"
    )]
    ScoreOverflow {
        /// Position within the call.
        command: usize,
        /// Its region.
        region: usize,
        /// Its position.
        position: usize,
    },
    /// Commands or results did not get where they should.
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
    /// The matrix that it multiplies.
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
    pub(crate) fn of(overflow: bool, invalid: bool) -> Option<Fault> {
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
