//! Cutting text into words before byte-level merges.

use std::sync::OnceLock;

use fancy_regex::Regex;

use super::TokenizerError;
use crate::gguf::excerpt;

/// The pattern of GPT-2. Its last two alternatives leave the last of several spaces to the next word.
const GPT2: &str = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";
/// Llama 3: contractions in any case, one leading character of any kind, digits in threes.
const LLAMA3: &str = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
/// Qwen 2: as Llama 3, digits one by one.
const QWEN2: &str = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

/// Names of `tokenizer.ggml.pre` and their patterns. Each pattern cuts the pieces that the one before
/// it has left; what it does not match stays whole.
const KNOWN: [(&[&str], &[&str]); 5] = [
    (
        &["default"],
        &[r"[\p{P}\$\+<=>\^~\|]+", GPT2, r"\p{N}+", "[0-9][0-9][0-9]"],
    ),
    (&["gpt-2", "gpt2", "mpt", "olmo", "jais"], &[GPT2]),
    (
        &["smollm", "starcoder", "refact", "command-r", "codeshell"],
        &[r"\p{N}", GPT2],
    ),
    (&["llama-bpe", "llama3", "llama-v3", "smaug-bpe"], &[LLAMA3]),
    (&["qwen2", "stablelm2"], &[QWEN2]),
];

/// Compiled patterns of each entry of [`KNOWN`]; compiling takes longer than loading a small model.
static COMPILED: [OnceLock<Vec<Regex>>; KNOWN.len()] = [const { OnceLock::new() }; KNOWN.len()];

/// The pre-tokenizer of a `gpt2` vocabulary.
#[derive(Debug)]
pub(super) struct PreTokenizer {
    patterns: &'static [Regex],
    is_llama3: bool,
}

impl PreTokenizer {
    /// The pre-tokenizer of this name; files without a name get the one that such files were
    /// made for, as in llama.cpp.
    pub(super) fn named(name: Option<&str>) -> Result<PreTokenizer, TokenizerError> {
        let name = name.unwrap_or("default");
        let known = KNOWN.iter().position(|(names, _)| names.contains(&name));
        let index = known.ok_or_else(|| TokenizerError::PreTokenizer {
            found: excerpt(name),
            supported: KNOWN.map(|(names, _)| names.join(", ")).join(", "),
        })?;
        let (names, patterns) = KNOWN[index];
        let compile = |pattern: &&str| Regex::new(pattern).expect("the pattern is a constant");
        Ok(PreTokenizer {
            patterns: COMPILED[index].get_or_init(|| patterns.iter().map(compile).collect()),
            is_llama3: names.contains(&"llama3"),
        })
    }

    /// Whether a word that is a token is taken whole, even if no merges lead to it.
    pub(super) fn ignores_merges(&self) -> bool {
        self.is_llama3
    }

    /// Whether a file that does not say wants BOS in front.
    pub(super) fn adds_bos(&self) -> bool {
        self.is_llama3
    }

    /// The words of `text`; joined, they are `text` again.
    pub(super) fn split<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let mut pieces = vec![text];
        for pattern in self.patterns {
            pieces = pieces
                .into_iter()
                .flat_map(|piece| cut(pattern, piece))
                .collect();
        }
        pieces
    }
}

/// The matches of `pattern` and what lies between them.
fn cut<'t>(pattern: &Regex, text: &'t str) -> Vec<&'t str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    // A search ends early only at fancy-regex's backtracking limit, which these patterns, whose
    // look-ahead is one character, cannot reach: the rest would stay whole and still be encoded.
    for found in pattern.find_iter(text).map_while(Result::ok) {
        pieces.push(&text[start..found.start()]);
        pieces.push(found.as_str());
        start = found.end();
    }
    pieces.push(&text[start..]);
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split<'t>(name: &str, text: &'t str) -> Vec<&'t str> {
        PreTokenizer::named(Some(name)).unwrap().split(text)
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
    fn a_megabyte_of_spaces_is_one_word() {
        let text = " ".repeat(1 << 20);
        for name in ["default", "gpt-2", "smollm", "llama-bpe", "qwen2"] {
            assert_eq!(split(name, &text).len(), 1, "{name}");
        }
    }
}
