//! Why a model was not loaded.

use std::path::PathBuf;

use harmonia_numerics::MatrixError;
use thiserror::Error;

use crate::architecture::Architecture;
use crate::gguf::GgufError;
use crate::tokenizer::TokenizerError;

/// Why a model was not loaded. Every variant has a stable [`code`](ModelError::code).
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The file could not be opened, mapped or read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file that was asked for.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// The path leads to something that is no regular file.
    #[error(
        "{} is {}", path.display(),
        if *is_folder { "a folder; name the GGUF file in it" }
        else { "a pipe or a device; a model has to be a file, which is read in any order" }
    )]
    NotAFile {
        /// The path that was asked for.
        path: PathBuf,
        /// Whether it is a folder; else it is a pipe or a device.
        is_folder: bool,
    },
    /// What is wrong with a model, and the file that was asked for.
    #[error("{}: {source}", path.display())]
    InFile {
        /// The file that was asked for.
        path: PathBuf,
        /// What is wrong with it.
        source: Box<ModelError>,
    },
    /// The file is not read as GGUF.
    #[error(transparent)]
    Gguf(#[from] GgufError),
    /// `general.architecture` is another one.
    #[error("the model's architecture is {found}, supported are {}", supported())]
    Architecture {
        /// The architecture, quoted.
        found: String,
    },
    /// A value in the file's metadata is not one that a model can have here.
    #[error("the file's {key} is {found}, expected {expected}")]
    Metadata {
        /// The key.
        key: String,
        /// The value, as a message writes it.
        found: String,
        /// What it may be, in words.
        expected: String,
    },
    /// The file sets a key that changes what the model computes, and this program does not follow it.
    #[error(
        "the file's {key} is not followed ({why}), and without it another model than the file's would speak; \
         docs/models.md has the keys that are"
    )]
    UnknownKey {
        /// The key.
        key: String,
        /// What following it would mean.
        why: &'static str,
    },
    /// The file has a tensor that the program of its architecture has no use for.
    #[error(
        "tensor {tensor} has no place in the model ({reason}); results without it would be wrong"
    )]
    UnexpectedTensor {
        /// The name of the tensor, quoted.
        tensor: String,
        /// Why no tensor of that name has a place in the model.
        reason: String,
    },
    /// A tensor's values cannot be a matrix of the format chosen for it.
    #[error("tensor {tensor}: {source}")]
    Weights {
        /// The name of the tensor, quoted.
        tensor: String,
        /// What is wrong with its values.
        source: MatrixError,
    },
    /// The vocabulary was refused.
    #[error(transparent)]
    Tokenizer(#[from] TokenizerError),
}

/// The architectures' names, quoted.
fn supported() -> String {
    Architecture::ALL
        .map(|architecture| format!("{:?}", architecture.name()))
        .join(", ")
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
