//! SentencePiece, the `llama` kind: spaces as U+2581, merges by the score of the result, bytes for
//! what has no token.

use super::TokenizerError;
use super::merge::merge;
use super::vocabulary::{Vocabulary, check_length};
use crate::gguf::{Gguf, GgufError};

const SCORES: &str = "tokenizer.ggml.scores";
/// The character that stands for a space in the vocabulary.
const SPACE: &str = "\u{2581}";

/// The scores of a vocabulary.
#[derive(Debug)]
pub(super) struct SentencePiece {
    scores: Vec<f32>,
    /// `<0x00>` to `<0xFF>`, where the vocabulary has them.
    bytes: Vec<Option<u32>>,
    /// Whether a text, and what follows a special token, gets a space in front.
    pub(super) adds_space: bool,
}

impl SentencePiece {
    pub(super) fn read(
        gguf: &Gguf<'_>,
        vocabulary: &Vocabulary,
    ) -> Result<SentencePiece, TokenizerError> {
        let scores = gguf.floats(SCORES)?.ok_or_else(|| GgufError::MissingKey {
            key: SCORES.to_owned(),
        })?;
        check_length(SCORES, scores.len(), vocabulary.len())?;
        if let Some(index) = scores.iter().position(|score| score.is_nan()) {
            return Err(TokenizerError::Entry {
                key: SCORES,
                index,
                found: "NaN".to_owned(),
                problem: "is no score",
            });
        }
        let byte_token = |byte: u8| vocabulary.id(&format!("<0x{byte:02X}>"));
        Ok(SentencePiece {
            scores,
            bytes: (0..=255).map(byte_token).collect(),
            adds_space: gguf
                .boolean("tokenizer.ggml.add_space_prefix")?
                .unwrap_or(true),
        })
    }

    /// Appends the tokens of `text`, which starts at byte `offset` of what the user gave.
    /// `first`: whether it is the beginning or follows a special token.
    pub(super) fn encode(
        &self,
        vocabulary: &Vocabulary,
        text: &str,
        offset: usize,
        first: bool,
        tokens: &mut Vec<u32>,
    ) -> Result<(), TokenizerError> {
        let prefix = if first && self.adds_space { " " } else { "" };
        let spelled = format!("{prefix}{text}").replace(' ', SPACE);
        let characters = spelled.char_indices();
        let symbols = characters.map(|(i, c)| (i, i + c.len_utf8())).collect();
        let merged = merge(symbols, |left: (usize, usize), right: (usize, usize)| {
            let id = vocabulary.id(&spelled[left.0..right.1])?;
            Some((ordered(self.scores[id as usize]), (left.0, right.1)))
        });
        for (start, end) in merged {
            let symbol = &spelled[start..end];
            if let Some(id) = vocabulary.id(symbol) {
                tokens.push(id);
                continue;
            }
            // A character without a token: its bytes, or the unknown token if one byte has none.
            let bytes = symbol.bytes().map(|byte| self.bytes[usize::from(byte)]);
            match bytes.collect::<Option<Vec<u32>>>() {
                Some(bytes) => tokens.extend(bytes),
                None => tokens.push(vocabulary.unknown.ok_or_else(|| {
                    let before = spelled[..start].replace(SPACE, " ");
                    TokenizerError::UnencodableByte {
                        byte: symbol.as_bytes()[0],
                        offset: (offset + before.len()).saturating_sub(prefix.len()),
                    }
                })?),
            }
        }
        Ok(())
    }

    /// The byte that a byte token stands for.
    pub(super) fn byte(&self, id: u32) -> Option<u8> {
        let position = self.bytes.iter().position(|token| *token == Some(id))?;
        u8::try_from(position).ok()
    }
}

/// The text that a token's spelling stands for.
pub(super) fn spelled_text(text: &str) -> String {
    text.replace(SPACE, " ")
}

/// A score as an integer of the same order; 0 and -0 are equal, as llama.cpp compares them.
fn ordered(score: f32) -> i32 {
    // Adding 0 turns -0 into 0. As integers, floats below zero order backwards: flip them.
    let bits = (score + 0.0).to_bits() as i32;
    if bits < 0 { bits ^ i32::MAX } else { bits }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_keep_their_order() {
        let scores = [f32::NEG_INFINITY, -1e9, -2.5, -1e-40, 0.0, 1e-40, 3.0];
        assert!(scores.is_sorted_by_key(|score| ordered(*score)));
        assert_eq!(ordered(-0.0), ordered(0.0));
    }
}
