//! Why a model was not loaded.

use std::path::PathBuf;

use harmonia_numerics::MatrixError;
use thiserror::Error;

use crate::gguf::GgufError;
use crate::tokenizer::TokenizerError;

/// Why a model was not loaded. Every variant has a stable [`code`](ModelError::code).
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ModelError {
    #[error("cannot read {}: {source}", path.display())]
    Read {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error(
        "{} is {}", path.display(),
        if *is_folder { "a folder; name the GGUF file in it" }
        else { "a pipe or a device; a model has to be a file, which is read in any order" }
    )]
    NotAFile { path: PathBuf, is_folder: bool },
    /// What is wrong with a model, and the file that was asked for.
    #[error("{}: {source}", path.display())]
    InFile {
        path: PathBuf,
        source: Box<ModelError>,
    },
    #[error(transparent)]
    Gguf(#[from] GgufError),
    #[error("the model's architecture is {found}, only \"llama\" is supported")]
    Architecture { found: String },
    #[error("the file's {key} is {found}, expected {expected}")]
    Metadata {
        key: String,
        found: String,
        expected: String,
    },
    #[error(
        "the file's {key} is not followed ({why}), and without it another model than the file's would speak; \
         docs/models.md has the keys that are"
    )]
    UnknownKey { key: String, why: &'static str },
    #[error(
        "tensor {tensor} is not part of a plain llama model ({reason}); results without it would be wrong"
    )]
    UnexpectedTensor {
        tensor: String,
        reason: &'static str,
    },
    #[error("tensor {tensor}: {source}")]
    Weights { tensor: String, source: MatrixError },
    #[error(transparent)]
    Tokenizer(#[from] TokenizerError),
}

impl ModelError {
    /// The stable name of the error, for programs and for searching.
    pub fn code(&self) -> &'static str {
        match self {
            ModelError::Read { .. } => "model.read",
            ModelError::NotAFile { .. } => "model.not_a_file",
            ModelError::InFile { source, .. } => source.code(),
            ModelError::Gguf(source) => source.code(),
            ModelError::Architecture { .. } => "model.architecture",
            ModelError::Metadata { .. } => "model.metadata",
            ModelError::UnknownKey { .. } => "model.unknown_key",
            ModelError::UnexpectedTensor { .. } => "model.unexpected_tensor",
            ModelError::Weights { source, .. } => source.code(),
            ModelError::Tokenizer(source) => source.code(),
        }
    }
}
