//! Byte-level BPE, the `gpt2` kind: words by regular expression, bytes as printable characters,
//! merges by rank.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::TokenizerError;
use super::merge::merge;
use super::pre_tokenizer::PreTokenizer;
use super::vocabulary::Vocabulary;
use crate::gguf::{Gguf, GgufError, excerpt};

const MERGES: &str = "tokenizer.ggml.merges";

/// The merges of a vocabulary, on token ids.
#[derive(Debug)]
pub(super) struct ByteLevel {
    pre_tokenizer: PreTokenizer,
    /// The token of every byte; a vocabulary may lack bytes that its training text did not have.
    bytes: Vec<Option<u32>>,
    /// Pair to rank and joined token.
    merges: HashMap<(u32, u32), (u32, u32)>,
}

impl ByteLevel {
    pub(super) fn read(
        gguf: &Gguf<'_>,
        vocabulary: &Vocabulary,
        pre_tokenizer: PreTokenizer,
    ) -> Result<ByteLevel, TokenizerError> {
        if gguf.boolean("tokenizer.ggml.add_space_prefix")? == Some(true) {
            return Err(TokenizerError::SpacePrefix);
        }
        let lines = gguf.strings(MERGES)?.ok_or_else(|| GgufError::MissingKey {
            key: MERGES.to_owned(),
        })?;
        let mut merges = HashMap::with_capacity(lines.len());
        for (rank, line) in lines.into_iter().enumerate() {
            let problem = |problem| TokenizerError::Entry {
                key: MERGES,
                index: rank,
                found: excerpt(line),
                problem,
            };
            let (left, right) = line
                .split_once(' ')
                .ok_or_else(|| problem("is not two parts with a space between them"))?;
            let token = |text: &str| {
                let id = vocabulary.id(text);
                id.ok_or_else(|| problem("joins or makes a token that is not in the vocabulary"))
            };
            let joined = token(&format!("{left}{right}"))?;
            // Of equal merges, the first counts.
            merges
                .entry((token(left)?, token(right)?))
                .or_insert((rank as u32, joined));
        }
        let byte_token = |byte: u8| vocabulary.id(byte_to_char(byte).encode_utf8(&mut [0; 4]));
        Ok(ByteLevel {
            pre_tokenizer,
            bytes: (0..=255).map(byte_token).collect(),
            merges,
        })
    }

    /// Appends the tokens of `text`, which starts at byte `offset` of what the user gave.
    pub(super) fn encode(
        &self,
        vocabulary: &Vocabulary,
        text: &str,
        offset: usize,
        tokens: &mut Vec<u32>,
    ) -> Result<(), TokenizerError> {
        let mut start = offset;
        for word in self.pre_tokenizer.split(text, offset)? {
            self.encode_word(vocabulary, word, start, tokens)?;
            start += word.len();
        }
        Ok(())
    }

    fn encode_word(
        &self,
        vocabulary: &Vocabulary,
        word: &str,
        offset: usize,
        tokens: &mut Vec<u32>,
    ) -> Result<(), TokenizerError> {
        if self.pre_tokenizer.ignores_merges() {
            let spelled: String = word.bytes().map(byte_to_char).collect();
            if let Some(id) = vocabulary.id(&spelled) {
                tokens.push(id);
                return Ok(());
            }
        }
        let byte_token = |(i, byte): (usize, u8)| {
            self.bytes[usize::from(byte)].ok_or(TokenizerError::UnencodableByte {
                byte,
                offset: offset + i,
            })
        };
        let bytes = word.bytes().enumerate().map(byte_token);
        let symbols = bytes.collect::<Result<Vec<u32>, _>>()?;
        tokens.extend(merge(symbols, |left, right| {
            let (rank, joined) = self.merges.get(&(left, right))?;
            Some((Reverse(*rank), *joined))
        }));
        Ok(())
    }
}

/// The bytes that a token's spelling stands for; a spelling with characters outside the byte
/// alphabet (an added token) stands for itself.
pub(super) fn spelled_bytes(text: &str) -> Vec<u8> {
    let bytes: Option<Vec<u8>> = text.chars().map(char_to_byte).collect();
    bytes.unwrap_or_else(|| text.as_bytes().to_vec())
}

/// The printable bytes of Latin-1 stand for themselves; the others, in order, are U+0100 upwards.
fn is_printable(byte: u8) -> bool {
    matches!(byte, b'!'..=b'~' | 0xA1..=0xAC | 0xAE..=0xFF)
}

/// GPT-2's `bytes_to_unicode`.
fn byte_to_char(byte: u8) -> char {
    if is_printable(byte) {
        return byte.into();
    }
    let rank = (0..byte).filter(|b| !is_printable(*b)).count() as u8;
    // At most 68 bytes are not printable, so this is at most U+0143.
    char::from_u32(0x100 + u32::from(rank)).unwrap_or_default()
}

fn char_to_byte(c: char) -> Option<u8> {
    match u8::try_from(c) {
        Ok(byte) => is_printable(byte).then_some(byte),
        Err(_) => (0..=255)
            .filter(|b| !is_printable(*b))
            .nth((c as usize).checked_sub(0x100)?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alphabet_is_a_bijection() {
        for byte in 0..=255 {
            assert_eq!(char_to_byte(byte_to_char(byte)), Some(byte));
        }
        assert_eq!(byte_to_char(b' '), '\u{120}');
        assert_eq!(byte_to_char(b'\n'), '\u{10a}');
        assert_eq!(char_to_byte('\u{144}'), None);
        assert_eq!(char_to_byte(' '), None);
    }
}
