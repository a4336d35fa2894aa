//! The pre-tokenizers by name: the patterns that cut text into words, and what else a name says.
//!
//! Names, patterns and flags as llama.cpp has them, where a pattern may be simpler than the original's;
//! tests/suite/tokens.rs compares each with what llama.cpp makes of odd texts.

/// The pattern of GPT-2. Its last two alternatives leave the last of several spaces to the next word.
const GPT2: &str = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";
/// Llama 3: contractions in any case, one leading character of any kind, digits in threes.
const LLAMA3: &str = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
/// Qwen 2: as Llama 3, digits one by one.
const QWEN2: &str = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

/// Contractions in any case, what OpenAI's o200k and Mistral's Tekken append to a word or leave out: a run of
/// capitals and caseless letters, then one without ASCII capitals. As llama.cpp has it, where letters
/// beyond ASCII count as of either case.
macro_rules! cased_words {
    ($contraction:literal, $digits:literal) => {
        concat!(
            r"[^\r\n\p{L}\p{N}]?(?:(?=\p{L})[^a-z])*(?:(?=\p{L})[^A-Z])+",
            $contraction,
            r"|[^\r\n\p{L}\p{N}]?(?:(?=\p{L})[^a-z])+(?:(?=\p{L})[^A-Z])*",
            $contraction,
            "|",
            $digits,
            r"| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"
        )
    };
}
/// Tekken of Mistral: no contractions, digits one by one.
const TEKKEN: &str = cased_words!("", r"\p{N}");
/// o200k of OpenAI: digits in threes.
const O200K: &str = cased_words!("(?i:'s|'t|'re|'ve|'m|'ll|'d)?", r"\p{N}{1,3}");
/// DeepSeek V3: a sign with the Latin word behind it, marks with their letters.
const DEEPSEEK3: &str = r##"[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"##;
/// Ling: as Qwen 2, a line break at a time.
const BAILING: &str = r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s+";
/// Seed-Coder: as Qwen 2, line breaks apart from signs.
const SEED_CODER: &str = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}\r\n]+|\s*[\r\n]+|\s+(?!\S)|\s+";
/// Qwen 3.5: marks with their letters.
const QWEN35: &str = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
/// Ufakzeka: as Qwen 2, no contractions.
const NO_CONTRACTIONS: &str =
    r"[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
/// MiniCPM 5: after digits in threes, as Llama 3 with the rest of them in one.
const MINICPM5: &str = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}+| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

/// BLOOM: words between spaces and signs of many scripts.
const BLOOM: &str = " ?[^(\\s|.,!?\u{2026}\u{3002}\u{ff0c}\u{3001}\u{964}\u{6d4}\u{60c})]+";

/// What names of `tokenizer.ggml.pre` stand for.
pub(super) struct Known {
    pub(super) names: &'static [&'static str],
    /// Each cuts the pieces that the one before it has left; what it does not match stays whole.
    pub(super) patterns: &'static [&'static str],
    /// A word that is a token is taken whole, even if no merges lead to it.
    pub(super) whole_words: bool,
    /// A file that does not say wants BOS in front.
    pub(super) bos: bool,
}

/// Names with nothing but patterns.
const fn plain(names: &'static [&'static str], patterns: &'static [&'static str]) -> Known {
    Known {
        names,
        patterns,
        whole_words: false,
        bos: false,
    }
}

pub(super) const KNOWN: [Known; 20] = [
    plain(
        &["default"],
        &[r"[\p{P}\$\+<=>\^~\|]+", GPT2, r"\p{N}+", "[0-9][0-9][0-9]"],
    ),
    plain(
        &["falcon"],
        &[r"[\p{P}\$\+<=>\^~\|`]+", GPT2, "[0-9][0-9][0-9]"],
    ),
    plain(
        &[
            "gpt-2",
            "phi-2",
            "gigachat",
            "a.x-4.0",
            "mellum",
            "mpt",
            "olmo",
            "jais",
            "trillion",
            "granite-docling",
            "exaone4",
        ],
        &[GPT2],
    ),
    plain(
        &[
            "smollm",
            "starcoder",
            "refact",
            "command-r",
            "codeshell",
            "exaone",
            "minerva-7b",
            "mellum2",
        ],
        &[r"\p{N}", GPT2],
    ),
    Known {
        names: &[
            "llama-bpe",
            "llama3",
            "llama-v3",
            "falcon3",
            "falcon-h1",
            "pixtral",
            "midm-2.0",
            "lfm2",
        ],
        patterns: &[LLAMA3],
        whole_words: true,
        bos: true,
    },
    Known {
        names: &["glm4"],
        patterns: &[LLAMA3],
        whole_words: true,
        bos: false,
    },
    plain(&["smaug-bpe", "dbrx", "chatglm-bpe"], &[LLAMA3]),
    plain(
        &[
            "qwen2",
            "deepseek-r1-qwen",
            "kormo",
            "f2llmv2",
            "megrez",
            "stablelm2",
            "hunyuan",
            "solar-open",
            "grok-2",
        ],
        &[QWEN2],
    ),
    plain(&["laguna"], &[r"[^\n]+|\n+", QWEN2]),
    plain(&["qwen35"], &[QWEN35]),
    plain(&["ufakzeka"], &[NO_CONTRACTIONS]),
    plain(&["bailingmoe", "bailingmoe2", "llada-moe"], &[BAILING]),
    plain(&["seed-coder"], &[SEED_CODER]),
    Known {
        names: &["minicpm5"],
        patterns: &[r"\p{N}{1,3}", MINICPM5],
        whole_words: true,
        bos: false,
    },
    Known {
        names: &["tekken"],
        patterns: &[TEKKEN],
        whole_words: true,
        bos: true,
    },
    plain(
        &["gpt-4o", "llama4", "kanana2", "talkie", "minimax-m2"],
        &[O200K],
    ),
    plain(
        &["deepseek-v3", "hunyuan-dense", "hy_v4", "joyai-llm"],
        &[
            r"\p{N}{1,3}",
            "[\u{4e00}-\u{9fa5}\u{3040}-\u{309f}\u{30a0}-\u{30ff}]+",
            DEEPSEEK3,
        ],
    ),
    plain(
        &["deepseek-coder"],
        &[
            r"[\r\n]",
            r"\s?\p{L}+",
            r"\s?\p{P}+",
            "[\u{4e00}-\u{9fa5}\u{800}-\u{4e00}\u{ac00}-\u{d7ff}]+",
            r"\p{N}",
        ],
    ),
    plain(&["poro-chat", "bloom", "gpt3-finnish"], &[BLOOM]),
    plain(&["viking"], &[BLOOM, r"\p{N}"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_names_are_those_in_force() {
        let yes = |flag| if flag { "yes" } else { "no" };
        let line = |known: &Known| {
            let names: Vec<String> = known.names.iter().map(|name| format!("`{name}`")).collect();
            format!(
                "| {} | {} | {} |\n",
                names.join(", "),
                yes(known.whole_words),
                yes(known.bos)
            )
        };
        let table: String = KNOWN.iter().map(line).collect();
        let documented = include_str!("../../../docs/models.md");
        assert!(
            documented.contains(&table),
            "docs/models.md lacks this table:\n{table}"
        );
    }
}
