//! Why a vocabulary was refused or a text not encoded.

use thiserror::Error;

use crate::gguf::GgufError;

/// Why a vocabulary was refused or a text not encoded. Every variant has a stable
/// [`code`](TokenizerError::code).
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TokenizerError {
    /// A key of the vocabulary is missing or of another type.
    #[error(transparent)]
    Gguf(#[from] GgufError),
    /// The file's tokenizer is of a kind that is not known here.
    #[error("metadata key tokenizer.ggml.model is {found}, supported are \"gpt2\" and \"llama\"")]
    Model {
        /// `tokenizer.ggml.model`, quoted.
        found: String,
    },
    /// The file's rule for cutting text into words is not known here.
    #[error(
        "metadata key tokenizer.ggml.pre is {found}, supported are {supported}: another \
         pre-tokenizer would cut text in other places than the model was trained with"
    )]
    PreTokenizer {
        /// `tokenizer.ggml.pre`, quoted.
        found: String,
        /// The names that are.
        supported: String,
    },
    /// A list about tokens is longer or shorter than the vocabulary.
    #[error(
        "metadata key {key} has {found} entries, expected {expected}, the rows of token_embd.weight"
    )]
    Length {
        /// The key of the list.
        key: &'static str,
        /// Entries that it has.
        found: usize,
        /// Tokens of the vocabulary.
        expected: usize,
    },
    /// An entry of a list about tokens makes no sense.
    #[error("metadata key {key}, entry {index}: {found} {problem}")]
    Entry {
        /// The key of the list.
        key: &'static str,
        /// The entry, from 0.
        index: usize,
        /// The entry, quoted.
        found: String,
        /// What is wrong with it, as the end of a sentence.
        problem: &'static str,
    },
    /// A special token is none of the vocabulary's.
    #[error("metadata key {key} is {found}, but the vocabulary has {vocabulary} tokens")]
    SpecialToken {
        /// The key that names it.
        key: String,
        /// The token's number in the file.
        found: u64,
        /// Tokens of the vocabulary.
        vocabulary: usize,
    },
    /// The file asks for a BOS token in front of texts and has none.
    #[error(
        "metadata key tokenizer.ggml.add_bos_token is true, but tokenizer.ggml.bos_token_id does not say \
         which token that is"
    )]
    NoBos,
    /// A byte-level vocabulary asks for a space in front of texts, which no model known needs.
    #[error(
        "metadata key tokenizer.ggml.add_space_prefix is true, which is not supported for \
         tokenizer.ggml.model \"gpt2\""
    )]
    SpacePrefix,
    /// A byte of a text is part of no token. Vocabularies with all 256 bytes have none such.
    #[error(
        "the vocabulary has no token for byte {byte:#04x} (at byte {offset} of the text); take it out of the text"
    )]
    UnencodableByte {
        /// The byte.
        byte: u8,
        /// Its place in the text.
        offset: usize,
    },
    /// The regular expression that cuts text gave up.
    #[error(
        "the text from byte {offset} on cannot be cut into words ({reason}): a run of spaces, or of characters of \
         one kind, is too long; break it up"
    )]
    LongRun {
        /// Where it did, in bytes from the text's start.
        offset: usize,
        /// What it says.
        reason: String,
    },
    /// An empty text has no token to predict the first one from.
    #[error("the prompt is empty and the vocabulary has no BOS token to start from; give a prompt")]
    NoStart,
    /// A conversation was begun with a model that has no template for it.
    #[error("the file has no chat template (tokenizer.chat_template); leave chat mode")]
    NoChatTemplate,
    /// The template is not Jinja, uses what is not supported, or refuses the messages.
    #[error("the file's chat template cannot be used ({reason}); leave chat mode")]
    ChatTemplate {
        /// What is wrong with it.
        reason: String,
    },
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
