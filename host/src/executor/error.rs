//! Why an executor has no result.

use harmonia_device::DeviceError;
use harmonia_model::{BatchError, Coded};
use thiserror::Error;

use crate::{AttentionError, LinearError};

/// Why an executor has no result.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ExecutorError {
    #[error(transparent)]
    Batch(#[from] BatchError),
    #[error(transparent)]
    Linear(#[from] LinearError),
    #[error(transparent)]
    Attention(#[from] AttentionError),
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
