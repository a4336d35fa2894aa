//! The tokenizers of GGUF files: `gpt2` (byte-level BPE) and `llama` (SentencePiece).
//!
//! Both cut off special tokens first and then merge symbols, best pair first; they differ in what a
//! symbol is and which pair is best. The loop is our own because a GGUF `llama` vocabulary has scores
//! and no merges: libraries need merges, and any list made from scores breaks ties differently.
//! Token ids equal llama.cpp's; the fixtures in tests/fixtures hold it to that.

mod byte_level;
mod chat;
mod ends;
mod error;
mod merge;
mod pre_tokenizer;
mod pre_tokenizers;
mod sentence_piece;
mod stream;
mod vocabulary;

pub use chat::Message;
pub use error::TokenizerError;
pub use stream::Detokeniser;

use byte_level::ByteLevel;
use chat::{ChatTemplate, LocalTime};
use pre_tokenizer::PreTokenizer;
use sentence_piece::SentencePiece;
use vocabulary::{Defaults, Piece, TokenKind, Vocabulary};

use crate::gguf::{Gguf, GgufError, excerpt};

/// Whether the texts of control tokens (`<|im_end|>`) in a text become those tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ControlTokens {
    /// They do: the text was made by a chat template.
    Parse,
    /// They are text like any other.
    AsText,
}

/// Text to tokens and back.
#[derive(Debug)]
pub struct Tokenizer {
    vocabulary: Vocabulary,
    kind: Kind,
    adds_bos: bool,
    chat_template: Option<ChatTemplate>,
}

#[derive(Debug)]
enum Kind {
    ByteLevel(ByteLevel),
    SentencePiece(SentencePiece),
}

impl Tokenizer {
    /// Reads the vocabulary of a file, which must have `size` tokens.
    pub fn from_gguf(gguf: &Gguf<'_>, size: usize) -> Result<Tokenizer, TokenizerError> {
        let model_key = "tokenizer.ggml.model";
        let model = gguf
            .string(model_key)?
            .ok_or_else(|| GgufError::MissingKey {
                key: model_key.to_owned(),
            })?;
        let (vocabulary, kind, adds_bos) = match model {
            "gpt2" => {
                let pre = PreTokenizer::named(gguf.string("tokenizer.ggml.pre")?)?;
                let adds_bos = pre.adds_bos();
                let none = Defaults {
                    bos: None,
                    eos: None,
                    unknown: None,
                };
                let vocabulary = Vocabulary::read(gguf, size, none)?;
                let byte_level = ByteLevel::read(gguf, &vocabulary, pre)?;
                (vocabulary, Kind::ByteLevel(byte_level), adds_bos)
            }
            "llama" => {
                // SentencePiece's own ids, which early files left out.
                let usual = Defaults {
                    bos: Some(1),
                    eos: Some(2),
                    unknown: Some(0),
                };
                let vocabulary = Vocabulary::read(gguf, size, usual)?;
                let sentence_piece = SentencePiece::read(gguf, &vocabulary)?;
                (vocabulary, Kind::SentencePiece(sentence_piece), true)
            }
            found => {
                return Err(TokenizerError::Model {
                    found: excerpt(found),
                });
            }
        };
        let declared = gguf.boolean("tokenizer.ggml.add_bos_token")?;
        if declared == Some(true) && vocabulary.bos.is_none() {
            return Err(TokenizerError::NoBos);
        }
        let adds_bos = declared.unwrap_or(adds_bos);
        let chat_template = ChatTemplate::read(gguf, &vocabulary)?;
        Ok(Tokenizer {
            vocabulary,
            kind,
            adds_bos,
            chat_template,
        })
    }

    /// The token that starts a sequence, if the vocabulary has one.
    pub fn bos(&self) -> Option<u32> {
        self.vocabulary.bos
    }

    /// The token that ends a text, if the vocabulary has one.
    pub fn eos(&self) -> Option<u32> {
        self.vocabulary.eos
    }

    /// Whether `token` ends a text or a turn.
    pub fn is_end(&self, token: u32) -> bool {
        self.vocabulary.is_end(token)
    }

    /// The tokens of `text`, without BOS.
    pub fn encode(&self, text: &str, control: ControlTokens) -> Result<Vec<u32>, TokenizerError> {
        let parse_control = control == ControlTokens::Parse;
        let mut tokens = Vec::new();
        let mut first = true;
        for piece in self.vocabulary.split_special(text, parse_control) {
            match (piece, &self.kind) {
                (Piece::Token(id), _) => tokens.push(id),
                (Piece::Text { text, offset }, Kind::ByteLevel(kind)) => {
                    kind.encode(&self.vocabulary, text, offset, &mut tokens)?;
                }
                (Piece::Text { text: "", .. }, Kind::SentencePiece(_)) => {}
                (Piece::Text { text, offset }, Kind::SentencePiece(kind)) => {
                    kind.encode(&self.vocabulary, text, offset, first, &mut tokens)?;
                }
            }
            first = matches!(piece, Piece::Token(_));
        }
        Ok(tokens)
    }

    /// The tokens of `text` as the beginning of a sequence: BOS in front if the vocabulary says so. An
    /// empty text is BOS alone.
    pub fn prompt(&self, text: &str, control: ControlTokens) -> Result<Vec<u32>, TokenizerError> {
        let mut tokens = self.encode(text, control)?;
        // Chat templates often write BOS themselves.
        let has_bos = tokens
            .first()
            .is_some_and(|first| Some(*first) == self.bos());
        if tokens.is_empty() {
            tokens.push(self.bos().ok_or(TokenizerError::NoStart)?);
        } else if let (Some(bos), true, false) = (self.bos(), self.adds_bos, has_bos) {
            tokens.insert(0, bos);
        }
        Ok(tokens)
    }

    /// The tokens of a conversation and of the beginning of the assistant's answer, by the file's
    /// chat template. Texts of control tokens in `messages` become those tokens, as in llama.cpp and
    /// transformers: whoever passes on what others wrote has to take them out first.
    pub fn chat(&self, messages: &[Message]) -> Result<Vec<u32>, TokenizerError> {
        let template = self.chat_template.as_ref();
        let template = template.ok_or(TokenizerError::NoChatTemplate)?;
        let rendered = template.render(messages, LocalTime::now())?;
        self.prompt(&rendered, ControlTokens::Parse)
    }

    /// The bytes of text that a token stands for; none for control tokens and unknown ids.
    pub fn token_bytes(&self, token: u32) -> Vec<u8> {
        let (Some(text), Some(kind)) = (self.vocabulary.text(token), self.vocabulary.kind(token))
        else {
            return Vec::new();
        };
        match (kind, &self.kind) {
            (TokenKind::Control, _) => Vec::new(),
            (TokenKind::Unknown, _) => char::REPLACEMENT_CHARACTER.to_string().into_bytes(),
            (TokenKind::UserDefined, Kind::ByteLevel(_)) => text.as_bytes().to_vec(),
            (_, Kind::ByteLevel(_)) => byte_level::spelled_bytes(text),
            (_, Kind::SentencePiece(pieces)) => match pieces.byte(token) {
                Some(byte) => vec![byte],
                None => sentence_piece::spelled_text(text).into_bytes(),
            },
        }
    }

    /// The text of whole sequences: without the space that encoding put in front.
    pub fn decode(&self, tokens: &[u32]) -> String {
        let bytes: Vec<u8> = tokens.iter().flat_map(|t| self.token_bytes(*t)).collect();
        let text = String::from_utf8_lossy(&bytes);
        match &self.kind {
            Kind::SentencePiece(pieces) if pieces.adds_space => {
                text.strip_prefix(' ').unwrap_or(&text).to_owned()
            }
            _ => text.into_owned(),
        }
    }
}
