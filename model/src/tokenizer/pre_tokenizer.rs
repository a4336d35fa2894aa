//! Cutting text into words before byte-level merges.

use std::sync::OnceLock;

use fancy_regex::Regex;

use super::TokenizerError;
use super::pre_tokenizers::KNOWN;
use crate::gguf::excerpt;

/// Compiled patterns of each entry of [`KNOWN`]; compiling takes longer than loading a small model.
static COMPILED: [OnceLock<Vec<Regex>>; KNOWN.len()] = [const { OnceLock::new() }; KNOWN.len()];

/// The pre-tokenizer of a `gpt2` vocabulary.
#[derive(Debug)]
pub(super) struct PreTokenizer {
    patterns: &'static [Regex],
    whole_words: bool,
    bos: bool,
}

impl PreTokenizer {
    /// The pre-tokenizer of this name; files without a name get the one that such files were
    /// made for, as in llama.cpp.
    pub(super) fn named(name: Option<&str>) -> Result<PreTokenizer, TokenizerError> {
        let name = name.unwrap_or("default");
        let mut known = KNOWN.iter().zip(&COMPILED);
        let (known, compiled) = known
            .find(|(known, _)| known.names.contains(&name))
            .ok_or_else(|| TokenizerError::PreTokenizer {
                found: excerpt(name),
                supported: KNOWN
                    .iter()
                    .flat_map(|known| known.names)
                    .copied()
                    .collect::<Vec<_>>()
                    .join(", "),
            })?;
        let compile = |pattern: &&str| Regex::new(pattern).expect("the pattern is a constant");
        Ok(PreTokenizer {
            patterns: compiled.get_or_init(|| known.patterns.iter().map(compile).collect()),
            whole_words: known.whole_words,
            bos: known.bos,
        })
    }

    /// Whether a word that is a token is taken whole, even if no merges lead to it.
    pub(super) fn ignores_merges(&self) -> bool {
        self.whole_words
    }

    /// Whether a file that does not say wants BOS in front.
    pub(super) fn adds_bos(&self) -> bool {
        self.bos
    }

    /// The words of `text`, which starts at byte `offset` of what the user gave; joined, they are
    /// `text` again.
    ///
    /// # Errors
    /// A run of characters that a pattern has to look back over, and cannot: some million of them.
    pub(super) fn split<'t>(
        &self,
        text: &'t str,
        offset: usize,
    ) -> Result<Vec<&'t str>, TokenizerError> {
        let mut pieces = vec![text];
        for pattern in self.patterns {
            let mut cuts = Vec::with_capacity(pieces.len());
            let mut start = offset;
            for piece in pieces {
                cut(pattern, piece, start, &mut cuts)?;
                start += piece.len();
            }
            pieces = cuts;
        }
        Ok(pieces)
    }
}

/// Appends the matches of `pattern` and what lies between them.
fn cut<'t>(
    pattern: &Regex,
    text: &'t str,
    offset: usize,
    pieces: &mut Vec<&'t str>,
) -> Result<(), TokenizerError> {
    let mut start = 0;
    let mut push = |piece: &'t str| {
        if !piece.is_empty() {
            pieces.push(piece);
        }
    };
    for found in pattern.find_iter(text) {
        // The search's limits on looking back are the only errors there are.
        let found = found.map_err(|error| TokenizerError::LongRun {
            offset: offset + start,
            reason: error.to_string(),
        })?;
        push(&text[start..found.start()]);
        push(found.as_str());
        start = found.end();
    }
    push(&text[start..]);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split<'t>(name: &str, text: &'t str) -> Vec<&'t str> {
        PreTokenizer::named(Some(name))
            .unwrap()
            .split(text, 0)
            .unwrap()
    }

    #[test]
    fn gpt2_keeps_a_space_with_the_word() {
        let words = [
            "It", "'s", " 12", " o", "'", "clock", "  ", " now", "!?", "\n\n",
        ];
        assert_eq!(split("gpt-2", "It's 12 o'clock   now!?\n\n"), words);
    }

    #[test]
    fn smollm_takes_digits_one_by_one() {
        assert_eq!(split("smollm", "a 12"), ["a", " ", "1", "2"]);
    }

    #[test]
    fn llama3_takes_digits_in_threes() {
        let words = ["I", "'LL", " pay", " ", "123", "45", "$\n", "!x"];
        assert_eq!(split("llama-bpe", "I'LL pay 12345$\n!x"), words);
    }

    #[test]
    fn every_name_is_known_once_and_its_patterns_compile() {
        let names: Vec<&str> = KNOWN
            .iter()
            .flat_map(|known| known.names)
            .copied()
            .collect();
        for name in &names {
            assert_eq!(
                names.iter().filter(|other| *other == name).count(),
                1,
                "{name}"
            );
            assert_eq!(
                split(name, "It's 12 \u{e9}t\u{e9}s\n").concat(),
                "It's 12 \u{e9}t\u{e9}s\n",
                "{name}"
            );
        }
    }

    #[test]
    fn a_long_run_of_spaces_is_one_word_or_an_error() {
        let text = format!("x{}", " ".repeat(4 << 20));
        for name in ["default", "gpt-2", "smollm", "llama-bpe", "qwen2"] {
            assert_eq!(split(name, &text[..100_000]).len(), 2, "{name}");
            let error = PreTokenizer::named(Some(name))
                .unwrap()
                .split(&text, 7)
                .unwrap_err();
            assert!(
                matches!(error, TokenizerError::LongRun { offset: 8, .. }),
                "{name}: {error}"
            );
        }
    }
}
