//! Why a vocabulary was refused or a text not encoded.

use thiserror::Error;

use crate::gguf::GgufError;

/// Why a vocabulary was refused or a text not encoded. Every variant has a stable
/// [`code`](TokenizerError::code).
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TokenizerError {
    #[error(transparent)]
    Gguf(#[from] GgufError),
    #[error("metadata key tokenizer.ggml.model is {found}, supported are \"gpt2\" and \"llama\"")]
    Model { found: String },
    #[error(
        "metadata key tokenizer.ggml.pre is {found}, supported are {supported}: another \
         pre-tokenizer would cut text in other places than the model was trained with"
    )]
    PreTokenizer { found: String, supported: String },
    #[error(
        "metadata key {key} has {found} entries, expected {expected}, the rows of token_embd.weight"
    )]
    Length {
        key: &'static str,
        found: usize,
        expected: usize,
    },
    #[error("metadata key {key}, entry {index}: {found} {problem}")]
    Entry {
        key: &'static str,
        index: usize,
        found: String,
        problem: &'static str,
    },
    #[error("metadata key {key} is {found}, but the vocabulary has {vocabulary} tokens")]
    SpecialToken {
        key: String,
        found: u64,
        vocabulary: usize,
    },
    #[error(
        "metadata key tokenizer.ggml.add_bos_token is true, but tokenizer.ggml.bos_token_id does not say \
         which token that is"
    )]
    NoBos,
    #[error(
        "metadata key tokenizer.ggml.add_space_prefix is true, which is not supported for \
         tokenizer.ggml.model \"gpt2\""
    )]
    SpacePrefix,
    #[error(
        "the vocabulary has no token for byte {byte:#04x} (at byte {offset} of the text); take it out of the text"
    )]
    UnencodableByte { byte: u8, offset: usize },
    #[error(
        "the text from byte {offset} on cannot be cut into words ({reason}): a run of spaces, or of characters of \
         one kind, is too long; break it up"
    )]
    LongRun { offset: usize, reason: String },
    #[error("the prompt is empty and the vocabulary has no BOS token to start from; give a prompt")]
    NoStart,
    #[error("the file has no chat template (tokenizer.chat_template); leave chat mode")]
    NoChatTemplate,
    #[error("the file's chat template cannot be used ({reason}); leave chat mode")]
    ChatTemplate { reason: String },
}

impl TokenizerError {
    /// The stable name of the error, for programs and for searching.
    pub fn code(&self) -> &'static str {
        match self {
            TokenizerError::Gguf(source) => source.code(),
            TokenizerError::Model { .. } => "tokenizer.model",
            TokenizerError::PreTokenizer { .. } => "tokenizer.pre",
            TokenizerError::Length { .. } => "tokenizer.length",
            TokenizerError::Entry { .. } => "tokenizer.entry",
            TokenizerError::SpecialToken { .. } => "tokenizer.special_token",
            TokenizerError::NoBos => "tokenizer.no_bos",
            TokenizerError::SpacePrefix => "tokenizer.space_prefix",
            TokenizerError::UnencodableByte { .. } => "tokenizer.unencodable_byte",
            TokenizerError::LongRun { .. } => "tokenizer.long_run",
            TokenizerError::NoStart => "tokenizer.no_start",
            TokenizerError::NoChatTemplate => "tokenizer.no_chat_template",
            TokenizerError::ChatTemplate { .. } => "tokenizer.chat_template",
        }
    }
}
