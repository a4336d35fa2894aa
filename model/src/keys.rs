//! Which metadata keys matter, and what becomes of each: honoured, refused, or without effect on the result.
//!
//! A key that changes the result and is not followed would make another model speak, without a word. So
//! every key of the architecture and of the tokenizer stands here, and any other is refused. The same table
//! is in docs/models.md.

use crate::ModelError;
use crate::gguf::{Gguf, Value, excerpt};

/// What becomes of a key.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Decision {
    /// The result follows it.
    Honoured,
    /// Not supported: the model is refused unless the value is one that changes nothing.
    Unless(Plain),
    /// It changes nothing of the result.
    NoEffect,
}
use Decision::{Honoured, NoEffect, Unless};

/// The value of an unsupported key that changes nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Plain {
    Is(f64),
    Bool(bool),
    Text(&'static str),
    EmptyArray,
    /// A window of zero, or as long as the context.
    WholeContext,
    Nothing,
}
use Plain::{Bool, EmptyArray, Is, Nothing, Text, WholeContext};

/// Key, decision, and a word for the reader. A key that ends in `*` stands for all that begin so; the first
/// that fits counts.
pub(crate) const KEYS: &[(&str, Decision, &str)] = &[
    (
        "general.architecture",
        Honoured,
        "`llama`; any other is refused",
    ),
    (
        "general.type",
        Unless(Text("model")),
        "adapters, projectors and others are no models",
    ),
    ("general.alignment", Honoured, "where tensors may start"),
    (
        "general.quantization_version",
        Unless(Is(2.0)),
        "the layout of quantised blocks",
    ),
    (
        "general.name",
        Honoured,
        "printed; `phi-3` and `phi3` in it strip spaces behind special tokens",
    ),
    (
        "general.file_type",
        NoEffect,
        "each tensor has its own type",
    ),
    (
        "general.sampling.*",
        NoEffect,
        "advice for a sampler; the command line sets it",
    ),
    ("general.*", NoEffect, "where the model comes from"),
    ("split.no", Honoured, "which shard the file is"),
    ("split.count", Honoured, "all shards are read"),
    ("split.tensors.count", Honoured, "tensors of all shards"),
    ("adapter.*", Unless(Nothing), "an adapter is no model"),
    (
        "llama.vocab_size",
        Honoured,
        "must be the rows of `token_embd.weight`",
    ),
    ("llama.context_length", Honoured, ""),
    ("llama.embedding_length", Honoured, ""),
    ("llama.block_count", Honoured, ""),
    (
        "llama.feed_forward_length",
        Honoured,
        "a number, or an array of equal ones, one a layer",
    ),
    ("llama.attention.head_count", Honoured, "likewise"),
    ("llama.attention.head_count_kv", Honoured, "likewise"),
    ("llama.attention.key_length", Honoured, ""),
    ("llama.attention.value_length", Honoured, ""),
    ("llama.attention.layer_norm_rms_epsilon", Honoured, ""),
    (
        "llama.attention.layer_norm_epsilon",
        NoEffect,
        "of LayerNorm, which the architecture does not have",
    ),
    (
        "llama.attention.causal",
        Unless(Bool(true)),
        "a token sees only those before it",
    ),
    ("llama.attention.clamp_kqv", Unless(Is(0.0)), ""),
    ("llama.attention.max_alibi_bias", Unless(Is(0.0)), ""),
    (
        "llama.attention.scale",
        Unless(Is(0.0)),
        "scores are divided by the root of the key's length",
    ),
    ("llama.attention.output_scale", Unless(Is(0.0)), ""),
    ("llama.attention.value_scale", Unless(Is(0.0)), ""),
    ("llama.attention.temperature_scale", Unless(Is(0.0)), ""),
    ("llama.attention.temperature_length", Unless(Is(0.0)), ""),
    (
        "llama.attention.sliding_window",
        Unless(WholeContext),
        "every token sees all before it",
    ),
    ("llama.attention.shared_kv_layers", Unless(Is(0.0)), ""),
    ("llama.attn_logit_softcapping", Unless(Is(0.0)), ""),
    ("llama.final_logit_softcapping", Unless(Is(0.0)), ""),
    ("llama.logit_scale", Unless(Is(1.0)), ""),
    ("llama.embedding_scale", Unless(Is(1.0)), ""),
    ("llama.residual_scale", Unless(Is(1.0)), ""),
    ("llama.rescale_every_n_layers", Unless(Is(0.0)), ""),
    ("llama.use_parallel_residual", Unless(Bool(false)), ""),
    ("llama.swin_norm", Unless(Bool(false)), ""),
    ("llama.hidden_activation", Unless(Text("silu")), ""),
    (
        "llama.tensor_data_layout",
        Unless(Text("Meta AI original pth")),
        "how rows of queries and keys are paired",
    ),
    (
        "llama.expert_count",
        Unless(Is(0.0)),
        "mixtures of experts are not supported",
    ),
    ("llama.expert_used_count", Unless(Is(0.0)), ""),
    ("llama.expert_shared_count", Unless(Is(0.0)), ""),
    ("llama.expert_group_count", Unless(Is(0.0)), ""),
    ("llama.expert_group_used_count", Unless(Is(0.0)), ""),
    ("llama.nextn_predict_layers", Unless(Is(0.0)), ""),
    ("llama.rope.dimension_count", Honoured, ""),
    ("llama.rope.freq_base", Honoured, ""),
    (
        "llama.rope.scaling.type",
        Honoured,
        "`none` or `linear`; others are refused",
    ),
    ("llama.rope.scaling.factor", Honoured, "0 is none"),
    (
        "llama.rope.scale_linear",
        Honoured,
        "the factor in files from before `rope.scaling`",
    ),
    (
        "llama.rope.scaling.attn_factor",
        Honoured,
        "rotated values become as many times longer",
    ),
    ("llama.rope.scaling.alpha", Unless(Is(0.0)), ""),
    ("llama.rope.scaling.yarn_ext_factor", Unless(Is(0.0)), ""),
    ("llama.rope.scaling.yarn_attn_factor", Unless(Is(1.0)), ""),
    (
        "llama.rope.scaling.yarn_log_multiplier",
        Unless(Is(0.0)),
        "",
    ),
    (
        "llama.rope.scaling.yarn_beta_fast",
        NoEffect,
        "only with YaRN, which is refused",
    ),
    (
        "llama.rope.scaling.yarn_beta_slow",
        NoEffect,
        "only with YaRN, which is refused",
    ),
    (
        "llama.rope.scaling.original_context_length",
        NoEffect,
        "only with YaRN, which is refused",
    ),
    (
        "llama.rope.scaling.finetuned",
        NoEffect,
        "how the model was made",
    ),
    (
        "llama.pooling_type",
        NoEffect,
        "of embeddings, which are not asked for",
    ),
    (
        "llama.*",
        Unless(Nothing),
        "unknown, or of what other architectures do",
    ),
    (
        "tokenizer.ggml.model",
        Honoured,
        "`gpt2` or `llama`; others are refused",
    ),
    ("tokenizer.ggml.pre", Honoured, "see below"),
    ("tokenizer.ggml.tokens", Honoured, ""),
    ("tokenizer.ggml.token_type", Honoured, ""),
    ("tokenizer.ggml.scores", Honoured, "of `llama`"),
    ("tokenizer.ggml.merges", Honoured, "of `gpt2`"),
    ("tokenizer.ggml.bos_token_id", Honoured, ""),
    ("tokenizer.ggml.eos_token_id", Honoured, "ends a text"),
    ("tokenizer.ggml.eos_token_ids", Honoured, "end a text"),
    ("tokenizer.ggml.eot_token_id", Honoured, "ends a text"),
    ("tokenizer.ggml.eom_token_id", Honoured, "ends a text"),
    ("tokenizer.ggml.fim_pad_token_id", Honoured, "ends a text"),
    ("tokenizer.ggml.fim_rep_token_id", Honoured, "ends a text"),
    ("tokenizer.ggml.fim_sep_token_id", Honoured, "ends a text"),
    ("tokenizer.ggml.unknown_token_id", Honoured, ""),
    ("tokenizer.ggml.add_bos_token", Honoured, ""),
    (
        "tokenizer.ggml.add_eos_token",
        Unless(Bool(false)),
        "a prompt would end before it is answered",
    ),
    ("tokenizer.ggml.add_sep_token", Unless(Bool(false)), ""),
    (
        "tokenizer.ggml.add_space_prefix",
        Honoured,
        "of `llama`; true is refused for `gpt2`",
    ),
    (
        "tokenizer.ggml.remove_extra_whitespaces",
        Unless(Bool(false)),
        "",
    ),
    (
        "tokenizer.ggml.precompiled_charsmap",
        Unless(EmptyArray),
        "",
    ),
    (
        "tokenizer.ggml.normalizer.lowercase",
        Unless(Bool(false)),
        "",
    ),
    (
        "tokenizer.ggml.normalizer.strip_accents",
        Unless(Bool(false)),
        "",
    ),
    ("tokenizer.ggml.suppress_tokens", Unless(EmptyArray), ""),
    (
        "tokenizer.ggml.token_type_count",
        NoEffect,
        "of `token_types.weight`, which is refused",
    ),
    (
        "tokenizer.ggml.seperator_token_id",
        NoEffect,
        "separators are not added",
    ),
    (
        "tokenizer.ggml.padding_token_id",
        NoEffect,
        "nothing is padded",
    ),
    ("tokenizer.ggml.cls_token_id", NoEffect, "of classifiers"),
    ("tokenizer.ggml.mask_token_id", NoEffect, "of encoders"),
    (
        "tokenizer.ggml.fim_pre_token_id",
        NoEffect,
        "of infilling, which is not offered",
    ),
    (
        "tokenizer.ggml.fim_suf_token_id",
        NoEffect,
        "of infilling, which is not offered",
    ),
    (
        "tokenizer.ggml.fim_mid_token_id",
        NoEffect,
        "of infilling, which is not offered",
    ),
    (
        "tokenizer.ggml.prefix_token_id",
        NoEffect,
        "of infilling, which is not offered",
    ),
    (
        "tokenizer.ggml.suffix_token_id",
        NoEffect,
        "of infilling, which is not offered",
    ),
    (
        "tokenizer.ggml.middle_token_id",
        NoEffect,
        "of infilling, which is not offered",
    ),
    (
        "tokenizer.ggml.added_tokens",
        NoEffect,
        "the tokens have their types",
    ),
    ("tokenizer.ggml.*", Unless(Nothing), "unknown"),
    ("tokenizer.chat_template", Honoured, ""),
    (
        "tokenizer.*",
        NoEffect,
        "other templates, and the tokenizer in other forms",
    ),
];

/// Refuses a file that says what would change the result and is not supported or not known.
pub(crate) fn check(gguf: &Gguf<'_>) -> Result<(), ModelError> {
    for (key, value) in gguf.metadata() {
        let Some((name, Unless(plain), why)) = entry(key) else {
            continue;
        };
        if plain.is(value, gguf)? {
            continue;
        }
        return Err(match plain {
            Nothing => ModelError::UnknownKey {
                key: excerpt(key),
                why,
            },
            plain => ModelError::Metadata {
                key: (*name).to_owned(),
                found: value.to_string(),
                expected: match *why {
                    "" => format!("{plain}: nothing else is supported"),
                    why => format!("{plain} ({why})"),
                },
            },
        });
    }
    Ok(())
}

/// The line about a key; none for keys of other programs, which no loader reads.
fn entry(key: &str) -> Option<&'static (&'static str, Decision, &'static str)> {
    KEYS.iter()
        .find(|(pattern, ..)| match pattern.strip_suffix('*') {
            Some(prefix) => key.starts_with(prefix),
            None => key == *pattern,
        })
}

impl Plain {
    fn is(self, value: &Value<'_>, gguf: &Gguf<'_>) -> Result<bool, ModelError> {
        let number = value.as_float().or(value.as_unsigned().map(|n| n as f64));
        Ok(match self {
            Is(plain) => number == Some(plain),
            Bool(plain) => value.as_bool() == Some(plain),
            Text(plain) => value.as_str() == Some(plain),
            EmptyArray => value.as_array().is_some_and(|array| array.is_empty()),
            WholeContext => {
                let context = gguf.unsigned("llama.context_length")?;
                let window = value.as_unsigned();
                window == Some(0) || window.zip(context).is_some_and(|(window, n)| window >= n)
            }
            Nothing => false,
        })
    }
}

impl std::fmt::Display for Plain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Is(number) => write!(f, "{number}"),
            Bool(value) => write!(f, "{value}"),
            Text(text) => write!(f, "{text:?}"),
            EmptyArray => f.write_str("an empty array"),
            WholeContext => f.write_str("0 or at least llama.context_length"),
            Nothing => f.write_str("no such key"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_table_is_the_one_in_force() {
        let line = |(key, decision, word): &(&str, Decision, &str)| {
            let decision = match decision {
                Honoured => "honoured".to_owned(),
                Unless(Nothing) => "refused".to_owned(),
                Unless(plain) => format!("refused unless {plain}"),
                NoEffect => "no effect".to_owned(),
            };
            format!("| `{key}` | {decision} | {word} |\n")
        };
        let table: String = KEYS.iter().map(line).collect();
        let documented = include_str!("../../docs/models.md");
        assert!(
            documented.contains(&table),
            "docs/models.md lacks this table:\n{table}"
        );
    }

    #[test]
    fn no_line_hides_another() {
        for (i, line) in KEYS.iter().enumerate() {
            let found = entry(line.0).unwrap();
            assert_eq!(found.0, line.0, "line {i}");
        }
        assert_eq!(entry("llama.unheard_of").unwrap().0, "llama.*");
        assert!(entry("quantize.imatrix.file").is_none());
    }
}
