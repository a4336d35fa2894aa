//! What a file says is followed, refused with the key's name, or changes nothing: docs/models.md has the
//! list.

use std::sync::Arc;

use harmonia_model::{ControlTokens, Logits, Model, ModelError, WeightChoice};

use crate::executors::session;
use crate::writer::{F32, U32, Writer, array, boolean, float, string, strings, word, words};

fn load(change: impl FnOnce(&mut Writer)) -> Result<Arc<Model>, ModelError> {
    let mut writer = Writer::model();
    change(&mut writer);
    Model::from_bytes(&writer.bytes(), WeightChoice::Auto, &mut |_, _| {}).map(Arc::new)
}

fn with(key: &str, value: Vec<u8>) -> Result<Arc<Model>, ModelError> {
    load(|writer| writer.set(key, value))
}

fn logits(model: &Arc<Model>) -> Vec<f32> {
    let tokens = model
        .tokenizer
        .prompt("the x", ControlTokens::AsText)
        .unwrap();
    session(model).forward(&tokens, Logits::Last).unwrap()
}

/// The lines of the documented table: key and decision.
pub fn documented() -> Vec<(&'static str, &'static str)> {
    let table = include_str!("../../../docs/models.md");
    let line = |line: &'static str| {
        let (key, rest) = line.strip_prefix("| `")?.split_once("` | ")?;
        let (decision, _) = rest.split_once(" | ")?;
        let decisions = ["honoured", "refused", "no effect"];
        decisions
            .iter()
            .any(|start| decision.starts_with(start))
            .then_some((key, decision))
    };
    table.lines().filter_map(line).collect()
}

/// A value of a type that no key has.
fn of_no_type() -> Vec<u8> {
    array(1, 3, &[1, 2, 3])
}

#[test]
fn honoured_keys_are_read_refused_ones_refused_others_passed_over() {
    let mut counts = [0; 3];
    for (key, decision) in documented() {
        let key = &key.replace("ARCH", "llama");
        let example = key.replace('*', "unheard_of");
        let loaded = with(&example, of_no_type());
        match decision {
            "honoured" => {
                counts[0] += 1;
                // The split keys and scores are read of split models and of SentencePiece only.
                if key == "tokenizer.ggml.scores" {
                    let loaded = load(|writer| {
                        writer.set("tokenizer.ggml.model", string("llama"));
                        writer.set(key, of_no_type());
                    });
                    assert!(loaded.unwrap_err().to_string().contains(key), "{key}");
                } else if key == "split.no" || key == "split.tensors.count" {
                    assert!(loaded.is_ok(), "{key}");
                } else {
                    let error = loaded.unwrap_err();
                    assert!(error.to_string().contains(key), "{key}: {error}");
                    assert_eq!(error.code(), "gguf.wrong_type", "{key}");
                }
            }
            "no effect" => {
                counts[2] += 1;
                loaded.unwrap_or_else(|error| panic!("{key}: {error}"));
            }
            _ => {
                counts[1] += 1;
                let error = loaded.unwrap_err();
                assert!(error.to_string().contains(&example), "{key}: {error}");
                let code = if decision == "refused" {
                    "model.unknown_key"
                } else {
                    "model.metadata"
                };
                assert_eq!(error.code(), code, "{key}");
            }
        }
    }
    assert!(counts.iter().all(|count| *count > 10), "{counts:?}");
}

#[test]
fn what_changes_nothing_is_loaded() {
    let plain = logits(&load(|_| {}).unwrap());
    for (key, decision) in documented() {
        let Some(value) = decision.strip_prefix("refused unless ") else {
            continue;
        };
        let key = &key.replace("ARCH", "llama");
        let values = match value {
            "true" => vec![boolean(1)],
            "false" => vec![boolean(0)],
            "an empty array" => vec![array(U32, 0, &[])],
            "0 or at least ARCH.context_length" => vec![word(0), word(64), word(4096)],
            text if text.starts_with('"') => vec![string(text.trim_matches('"'))],
            number => vec![
                float(number.parse().unwrap()),
                word(number.parse().unwrap()),
            ],
        };
        for value in values {
            let model = with(key, value).unwrap_or_else(|error| panic!("{key}: {error}"));
            assert_eq!(logits(&model), plain, "{key}");
        }
    }
}

#[test]
fn unsupported_values_say_which_key_and_what_would_do() {
    let message = |key: &str, value| format!("{}\n", with(key, value).unwrap_err());
    let lines = [
        message("llama.attention.causal", boolean(0)),
        message("llama.attention.sliding_window", word(63)),
        message("llama.logit_scale", float(0.25)),
        message("llama.expert_count", word(8)),
        message("llama.rope.scaling.yarn_ext_factor", float(1.0)),
        message("llama.unheard_of", word(1)),
        message("general.type", string("adapter")),
        message("adapter.lora.alpha", float(16.0)),
        message("tokenizer.ggml.add_eos_token", boolean(1)),
        message("tokenizer.ggml.add_space_prefix", boolean(1)),
        message("tokenizer.ggml.suppress_tokens", words(5, &[3])),
        message("tokenizer.ggml.precompiled_charsmap", array(0, 4, &[0; 4])),
        message("llama.attention.head_count_kv", words(4, &[2, 2])),
        format!(
            "{}\n",
            load(|writer| {
                writer.set("llama.block_count", word(2));
                writer.set("llama.attention.head_count_kv", words(4, &[2, 1]));
            })
            .unwrap_err()
        ),
    ];
    insta::assert_snapshot!(lines.concat());
}

#[test]
fn keys_of_other_programs_are_passed_over() {
    for key in [
        "quantize.imatrix.file",
        "mradermacher.quantize_version",
        "granite.logit_scale",
        "general.tags",
    ] {
        with(key, strings(&["x"])).unwrap();
    }
}

#[test]
fn numbers_a_layer_may_be_arrays_of_equal_ones() {
    let plain = load(|_| {}).unwrap();
    for (key, number) in [
        ("llama.attention.head_count", 4),
        ("llama.attention.head_count_kv", 2),
        ("llama.feed_forward_length", 64),
    ] {
        assert_eq!(
            with(key, words(5, &[number])).unwrap().config,
            plain.config,
            "{key}"
        );
    }
}

#[test]
fn a_scaling_factor_of_zero_is_none() {
    let plain = load(|_| {}).unwrap();
    for kind in ["none", "linear"] {
        let none = load(|writer| {
            writer.set("llama.rope.scaling.type", string(kind));
            writer.set("llama.rope.scaling.factor", float(0.0));
        });
        assert_eq!(none.unwrap().config, plain.config, "{kind}");
    }
    assert_eq!(
        with("llama.rope.scaling.factor", float(0.0))
            .unwrap()
            .config,
        plain.config
    );
    assert_eq!(
        with("llama.rope.scale_linear", float(0.0)).unwrap().config,
        plain.config
    );
}

/// Keys and queries become twice as long: as if the weights of one of the two were four times as large.
#[test]
fn the_attention_factor_stretches_queries_and_keys() {
    let stretched = with("llama.rope.scaling.attn_factor", float(2.0)).unwrap();
    assert_eq!(stretched.config.rope.length, 2.0);
    let four_times = load(|writer| {
        let tensor = writer.tensor_mut("blk.0.attn_q.weight");
        // The FP16 scale of each Q4_0 block, from 2^-6 to 2^-4.
        for block in tensor.data.chunks_exact_mut(18) {
            block[..2].copy_from_slice(&0x2C00u16.to_le_bytes());
        }
    });
    let (stretched, four_times) = (logits(&stretched), logits(&four_times.unwrap()));
    assert_eq!(stretched, four_times);
    assert_ne!(stretched, logits(&load(|_| {}).unwrap()));
}

#[test]
fn ids_of_minus_one_are_no_ids() {
    for value in [
        word(u32::MAX),
        [&5u32.to_le_bytes()[..], &[0xFF; 4]].concat(),
    ] {
        for role in ["unknown", "eos", "eot", "fim_pad", "bos"] {
            let model = load(|writer| {
                writer.set(&format!("tokenizer.ggml.{role}_token_id"), value.clone());
                writer.set("tokenizer.ggml.add_bos_token", boolean(0));
            });
            let tokenizer = &model.unwrap().tokenizer;
            assert_eq!(tokenizer.eos(), None);
            assert_eq!(tokenizer.bos().is_none(), role == "bos");
        }
    }
}

#[test]
fn bos_that_is_added_must_be_there() {
    let error = load(|writer| writer.remove("tokenizer.ggml.bos_token_id")).unwrap_err();
    assert_eq!(error.code(), "tokenizer.no_bos");
}

#[test]
fn sentence_piece_scores_may_be_of_equal_tokens() {
    let scores = array(F32, 259, &1f32.to_le_bytes().repeat(259));
    load(|writer| {
        writer.set("tokenizer.ggml.model", string("llama"));
        writer.set("tokenizer.ggml.scores", scores);
        writer.set("tokenizer.ggml.add_space_prefix", boolean(1));
    })
    .unwrap();
}
