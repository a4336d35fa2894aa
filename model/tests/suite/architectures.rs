//! Every architecture and every scaling of RoPE against transformers (fixtures/make_architectures.py).

use std::path::PathBuf;
use std::sync::Arc;

use harmonia_model::{Config, ControlTokens, Logits, Model, WeightChoice};
use harmonia_numerics::vector::Pairing;
use serde_json::Value;

use crate::executors::session;

const NAMES: [&str; 7] = [
    "qwen2",
    "qwen2_yarn",
    "qwen3",
    "qwen3_linear",
    "llama3",
    "llama_yarn",
    "llama_bias",
];

/// How far FP32 logits may be from those of transformers, which are up to 10 in magnitude. They were within 1.3e-5;
/// transformers has FP32 angles.
const DIFFERENCE: f32 = 5e-5;

fn fixture(name: &str, extension: &str) -> PathBuf {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/architectures");
    PathBuf::from(folder).join(format!("{name}.{extension}"))
}

fn load(name: &str) -> Model {
    let path = fixture(name, "gguf");
    Model::open(path, WeightChoice::Auto, &mut |_, _| {}).unwrap()
}

fn recorded(name: &str) -> Value {
    let text = std::fs::read_to_string(fixture(name, "json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn tokens(recorded: &Value) -> Vec<u32> {
    let tokens = recorded.as_array().unwrap().iter();
    tokens.map(|token| token.as_u64().unwrap() as u32).collect()
}

fn difference(logits: &[f32], recorded: &Value) -> f32 {
    let recorded = recorded.as_array().unwrap();
    assert_eq!(logits.len(), recorded.len());
    let pairs = logits.iter().zip(recorded);
    let differences = pairs.map(|(a, b)| (a - b.as_f64().unwrap() as f32).abs());
    differences.fold(0.0, f32::max)
}

fn largest(logits: &[f32]) -> u32 {
    let order = |a: &usize, b: &usize| logits[*a].total_cmp(&logits[*b]);
    (0..logits.len()).max_by(order).unwrap() as u32
}

#[test]
fn prompts_are_the_tokens_of_the_tokenizers_library() {
    for name in NAMES {
        let (model, recorded) = (load(name), recorded(name));
        let prompt = recorded["prompt"].as_str().unwrap();
        let found = model.tokenizer.prompt(prompt, ControlTokens::AsText);
        assert_eq!(found.unwrap(), tokens(&recorded["tokens"]), "{name}");
    }
}

#[test]
fn logits_and_forty_greedy_tokens_are_those_of_transformers() {
    for name in NAMES {
        let (model, recorded) = (Arc::new(load(name)), recorded(name));
        assert!(model.report.is_lossless());
        let mut session = session(&model);
        let prompt = tokens(&recorded["tokens"]);
        let mut logits = session.forward(&prompt, Logits::Last).unwrap();
        let first = difference(&logits, &recorded["logits"]);
        let greedy = tokens(&recorded["greedy"]);
        assert_eq!(greedy.len(), 40);
        let text = model.tokenizer.decode(&greedy);
        assert_eq!(text, recorded["text"].as_str().unwrap(), "{name}");
        for (step, expected) in greedy.iter().enumerate() {
            assert_eq!(largest(&logits), *expected, "{name}, step {step}");
            logits = session.forward(&[*expected], Logits::Last).unwrap();
        }
        let last = difference(&logits, &recorded["last"]);
        assert!(first.max(last) < DIFFERENCE, "{name}: {first}, {last}");
    }
}

/// What a model has beyond a plain llama is not lost in the difference that is allowed.
#[test]
fn leaving_anything_out_shows_in_the_logits() {
    type Change = fn(&mut Config);
    let changes: [(&str, Change); 11] = [
        ("qwen2", |c| c.biases.clear()),
        ("qwen2", |c| c.rope.pairing = Pairing::Adjacent),
        ("qwen2_yarn", |c| c.rope.yarn = None),
        ("qwen2_yarn", |c| c.rope.length = 1.0),
        ("qwen3", |c| c.head_norms = false),
        ("qwen3", |c| c.rope.dimensions = 16),
        ("qwen3_linear", |c| c.rope.scale = 1.0),
        ("llama3", |c| c.rope.factors.clear()),
        ("llama3", |c| c.rope.pairing = Pairing::Halves),
        ("llama_yarn", |c| {
            c.rope.yarn.as_mut().unwrap().beta_fast = 32.0
        }),
        ("llama_bias", |c| c.biases.truncate(6)),
    ];
    for (index, (name, change)) in changes.into_iter().enumerate() {
        let (mut model, recorded) = (load(name), recorded(name));
        change(&mut model.config);
        let prompt = tokens(&recorded["tokens"]);
        let logits = session(&Arc::new(model)).forward(&prompt, Logits::Last);
        let found = difference(&logits.unwrap(), &recorded["logits"]);
        assert!(
            found > 100.0 * DIFFERENCE,
            "change {index}, {name}: {found}"
        );
    }
}
