//! Why an executor has no result.

use harmonia_device::DeviceError;
use harmonia_model::{BatchError, Coded};
use thiserror::Error;

use crate::{AttentionError, LinearError};

/// Why an executor has no result.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ExecutorError {
    /// The batch or the sequence is not one that can be processed.
    #[error(transparent)]
    Batch(#[from] BatchError),
    /// A linear layer has no result.
    #[error(transparent)]
    Linear(#[from] LinearError),
    /// Keys and values find no room, or attention has no result.
    #[error(transparent)]
    Attention(#[from] AttentionError),
    /// The device refused a command, or did not answer.
    #[error(transparent)]
    Device(#[from] DeviceError),
}

impl Coded for ExecutorError {
    fn code(&self) -> &'static str {
        match self {
            ExecutorError::Batch(source) => source.code(),
            ExecutorError::Linear(source) => source.code(),
            ExecutorError::Attention(source) => source.code(),
            ExecutorError::Device(source) => source.code(),
        }
    }
}
