//! A device whose commands go over wires.

use std::sync::Arc;

use harmonia_numerics::Matrix;
use thiserror::Error;

use super::Words;
use super::results::{ResultBeat, decode};
use super::weights::Weights;
use crate::rules::Checker;
use crate::{Command, Device, DeviceError, Limits, MatrixId, TransportError};

/// Carries words to an accelerator and results back: a simulation, a link.
pub trait Transport: Send {
    /// Sends the words of every stream, and takes as many results as there is room for: no more and no less
    /// come.
    ///
    /// # Errors
    /// When they do not get there or back. The accelerator cannot be used again.
    fn exchange(
        &mut self,
        words: &Words<'_>,
        results: &mut [ResultBeat],
    ) -> Result<(), TransportError>;

    /// Clock cycles so far; `None` where nobody counts them.
    fn cycles(&self) -> Option<u64>;

    /// One line for people.
    fn describe(&self) -> String;
}

/// An accelerator behind a transport. Once an exchange has failed nobody knows what the accelerator has: it
/// takes nothing more until it is [forgotten](Self::forget).
pub struct Wired<T> {
    checker: Checker<Weights>,
    transport: T,
    /// What an exchange failed with.
    lost: Option<String>,
}

/// Why a device takes nothing more.
#[derive(Debug, Error)]
#[error("the accelerator is in an unknown state since an exchange failed: {0}; turn it off and on")]
struct AfterFailure(String);

impl<T: Transport> Wired<T> {
    /// An accelerator that has just been turned on.
    ///
    /// # Panics
    /// When there is no token row, or a buffer of more blocks or batches of more tokens than the contract's.
    pub fn new(transport: T, limits: Limits) -> Self {
        Wired {
            checker: Checker::new(limits),
            transport,
            lost: None,
        }
    }

    /// What carries the words.
    pub fn transport(&self) -> &T {
        &self.transport
    }

    /// What carries the words, to be changed between calls.
    pub fn transport_mut(&mut self) -> &mut T {
        &mut self.transport
    }

    /// The accelerator was turned off and on: what was stored, loaded and configured is gone.
    pub fn forget(&mut self) {
        self.checker = Checker::new(self.checker.limits().clone());
        self.lost = None;
    }
}

impl<T: Transport> Device for Wired<T> {
    fn store(&mut self, matrix: Arc<Matrix>) -> Result<MatrixId, DeviceError> {
        Ok(self.checker.store(&matrix, Weights::new(&matrix)))
    }

    fn release(&mut self, matrix: MatrixId) {
        self.checker.release(matrix);
    }

    fn execute(
        &mut self,
        commands: &[Command<'_>],
        results: &mut Vec<f32>,
    ) -> Result<(), DeviceError> {
        if let Some(failure) = &self.lost {
            return Err(TransportError::new("device.lost", AfterFailure(failure.clone())).into());
        }
        let checked = self.checker.check(commands)?;
        let count = checked.iter().map(|command| command.result_beats()).sum();
        let mut beats = vec![ResultBeat::default(); count];
        let exchanged = self
            .transport
            .exchange(&Words::encode(&checked), &mut beats);
        if let Err(failure) = exchanged {
            self.lost = Some(failure.to_string());
            return Err(failure.into());
        }
        let start = results.len();
        let decoded = decode(&checked, &beats, results);
        if decoded.is_err() {
            results.truncate(start);
        }
        decoded
    }

    fn limits(&self) -> &Limits {
        self.checker.limits()
    }

    fn cycles(&self) -> Option<u64> {
        self.transport.cycles()
    }

    fn describe(&self) -> String {
        self.transport.describe()
    }
}
