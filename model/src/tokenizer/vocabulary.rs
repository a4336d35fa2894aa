//! The tokens of a file: texts, types, special roles.

use std::collections::HashMap;

use super::TokenizerError;
use super::ends::{self, INFILLING_ENDS};
use crate::gguf::{Gguf, Value, excerpt};

const TOKENS: &str = "tokenizer.ggml.tokens";
const EOS_IDS: &str = "tokenizer.ggml.eos_token_ids";
/// The id of no token, -1.
const NONE: u64 = u32::MAX as u64;
const TYPES: &str = "tokenizer.ggml.token_type";

/// What kind of thing a token is (`tokenizer.ggml.token_type`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Normal,
    Unknown,
    /// Has a meaning instead of a text: BOS, end of turn.
    Control,
    /// A text that is always one token.
    UserDefined,
    Unused,
    /// A single byte, written `<0x0A>`.
    Byte,
}

/// The tokens of a file by id and by text.
#[derive(Debug)]
pub(super) struct Vocabulary {
    texts: Vec<Box<str>>,
    kinds: Vec<TokenKind>,
    ids: HashMap<Box<str>, u32>,
    /// Tokens that are found in text before anything else, longest text first.
    special: Vec<u32>,
    ends: Vec<u32>,
    /// Special tokens that take the white space behind them, which is how Phi 3 was trained. No key says so.
    strips: Vec<u32>,
    pub(super) bos: Option<u32>,
    pub(super) eos: Option<u32>,
    pub(super) unknown: Option<u32>,
}

/// Special token ids that a file of this kind has when it does not say.
pub(super) struct Defaults {
    pub(super) bos: Option<u32>,
    pub(super) eos: Option<u32>,
    pub(super) unknown: Option<u32>,
}

impl Vocabulary {
    /// Reads the tokens, of which there must be `size`.
    pub(super) fn read(
        gguf: &Gguf<'_>,
        size: usize,
        defaults: Defaults,
    ) -> Result<Vocabulary, TokenizerError> {
        let texts = gguf.strings(TOKENS)?;
        let texts = texts.ok_or_else(|| crate::gguf::GgufError::MissingKey {
            key: TOKENS.to_owned(),
        })?;
        check_length(TOKENS, texts.len(), size)?;
        let mut ids = HashMap::with_capacity(size);
        for (id, text) in texts.iter().enumerate() {
            // Tokens without a text stand for nothing that could be looked for; there may be several.
            if text.is_empty() {
                continue;
            }
            if ids.insert(Box::from(*text), id as u32).is_some() {
                return Err(TokenizerError::Entry {
                    key: TOKENS,
                    index: id,
                    found: excerpt(text),
                    problem: "is there twice",
                });
            }
        }
        let mut kinds = read_kinds(gguf, size)?;
        let role = |name: &str, default: Option<u32>| {
            let key = format!("tokenizer.ggml.{name}_token_id");
            match token_id(gguf, &key)? {
                // -1, in 32 bits of either sign, is as if the key were not there.
                None | Some(NONE) => Ok(default.filter(|id| (*id as usize) < size)),
                Some(id) if id < size as u64 => Ok(Some(id as u32)),
                Some(found) => Err(TokenizerError::SpecialToken {
                    key,
                    found,
                    vocabulary: size,
                }),
            }
        };
        let eos = role("eos", defaults.eos)?;
        let mut ends: Vec<u32> = eos.into_iter().collect();
        for name in ["eot", "eom"] {
            ends.extend(role(name, None)?);
        }
        for (name, texts) in INFILLING_ENDS {
            if let Some(declared) = role(name, None)? {
                ends.push(declared);
                continue;
            }
            for id in texts.iter().filter_map(|text| ids.get(*text).copied()) {
                kinds[id as usize] = TokenKind::Control;
                ends.push(id);
            }
        }
        for id in gguf.words(EOS_IDS)?.unwrap_or_default() {
            if id as usize >= size {
                return Err(TokenizerError::SpecialToken {
                    key: EOS_IDS.to_owned(),
                    found: id.into(),
                    vocabulary: size,
                });
            }
            ends.push(id);
        }
        let ends = ends::find(|text| ids.get(text).copied(), &mut kinds, ends);

        let is_special = |id: &u32| {
            let (kind, text) = (kinds[*id as usize], texts[*id as usize]);
            !text.is_empty()
                && matches!(
                    kind,
                    TokenKind::Control | TokenKind::Unknown | TokenKind::UserDefined
                )
        };
        let mut special: Vec<u32> = (0..size as u32).filter(is_special).collect();
        special.sort_by_key(|id| std::cmp::Reverse(texts[*id as usize].len()));
        let name = gguf.string("general.name")?.unwrap_or_default();
        let name = name.to_ascii_lowercase();
        let is_phi3 = name.contains("phi-3") || name.contains("phi3");
        let keeps = |id: &u32| ["<unk>", "<s>", "<|endoftext|>"].contains(&texts[*id as usize]);
        let strips = special.iter().copied().filter(|id| is_phi3 && !keeps(id));
        Ok(Vocabulary {
            strips: strips.collect(),
            bos: role("bos", defaults.bos)?,
            eos,
            unknown: role("unknown", defaults.unknown)?,
            texts: texts.into_iter().map(Box::from).collect(),
            kinds,
            ids,
            special,
            ends,
        })
    }

    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    /// The id of the token with exactly this text.
    pub(super) fn id(&self, text: &str) -> Option<u32> {
        self.ids.get(text).copied()
    }

    /// The text of a token of the vocabulary, as the file spells it.
    pub(super) fn text(&self, id: u32) -> Option<&str> {
        self.texts.get(id as usize).map(|text| &**text)
    }

    pub(super) fn kind(&self, id: u32) -> Option<TokenKind> {
        self.kinds.get(id as usize).copied()
    }

    pub(super) fn is_end(&self, id: u32) -> bool {
        self.ends.contains(&id)
    }

    /// Cuts `text` at its special tokens. User-defined tokens are always found, control tokens only
    /// with `control`: text from outside should not be able to end a turn.
    ///
    /// Longer special tokens are found first, each from left to right, as llama.cpp does it.
    pub(super) fn split_special<'t>(&self, text: &'t str, control: bool) -> Vec<Piece<'t>> {
        let mut pieces = vec![Piece::Text { text, offset: 0 }];
        for &id in &self.special {
            let kind = self.kinds[id as usize];
            if !control && kind != TokenKind::UserDefined {
                continue;
            }
            let needle = &*self.texts[id as usize];
            if !text.contains(needle) {
                continue;
            }
            pieces = pieces
                .into_iter()
                .flat_map(|piece| piece.split(needle, id, self.strips.contains(&id)))
                .collect();
        }
        pieces
    }
}

/// A part of a text between special tokens, or a special token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// `offset`: of `text` in the whole, in bytes.
    Text {
        text: &'t str,
        offset: usize,
    },
    Token(u32),
}

impl<'t> Piece<'t> {
    /// `strips`: white space behind the token goes.
    fn split(self, needle: &str, id: u32, strips: bool) -> Vec<Piece<'t>> {
        let Piece::Text { text, offset } = self else {
            return vec![self];
        };
        let mut pieces = Vec::new();
        let mut start = 0;
        let text_piece = |start: usize, end: usize| {
            (start < end).then(|| Piece::Text {
                text: &text[start..end],
                offset: offset + start,
            })
        };
        while let Some(found) = text[start..].find(needle) {
            pieces.extend(text_piece(start, start + found));
            pieces.push(Piece::Token(id));
            start += found + needle.len();
            if strips {
                let rest = &text[start..];
                start += rest.len() - rest.trim_ascii_start().len();
            }
        }
        pieces.extend(text_piece(start, text.len()));
        pieces
    }
}

/// The id that a key has; -1 may come signed.
fn token_id(gguf: &Gguf<'_>, key: &str) -> Result<Option<u64>, TokenizerError> {
    match gguf.metadata().get(key) {
        Some(Value::Signed(-1, _)) => Ok(Some(NONE)),
        _ => Ok(gguf.unsigned(key)?),
    }
}

fn read_kinds(gguf: &Gguf<'_>, size: usize) -> Result<Vec<TokenKind>, TokenizerError> {
    let Some(codes) = gguf.words(TYPES)? else {
        return Ok(vec![TokenKind::Normal; size]);
    };
    check_length(TYPES, codes.len(), size)?;
    let kind = |(index, code): (usize, u32)| {
        Ok(match code {
            1 => TokenKind::Normal,
            2 => TokenKind::Unknown,
            3 => TokenKind::Control,
            4 => TokenKind::UserDefined,
            5 => TokenKind::Unused,
            6 => TokenKind::Byte,
            _ => {
                return Err(TokenizerError::Entry {
                    key: TYPES,
                    index,
                    found: code.to_string(),
                    problem: "is no token type (1 to 6)",
                });
            }
        })
    };
    codes.into_iter().enumerate().map(kind).collect()
}

/// Arrays beside the tokens have one entry per token.
pub(super) fn check_length(
    key: &'static str,
    found: usize,
    expected: usize,
) -> Result<(), TokenizerError> {
    if found == expected {
        Ok(())
    } else {
        Err(TokenizerError::Length {
            key,
            found,
            expected,
        })
    }
}
