//! The architecture in FP64, token by token, for whole sequences: its formulas once more, without cache,
//! tiles or threads.

use std::collections::BTreeMap;

use harmonia_model::gguf::Gguf;
use harmonia_model::{LinearId, LinearKind, Model};

/// `[rows][columns]` of each linear layer.
pub type Weights = BTreeMap<LinearId, Vec<f32>>;

/// What the model's matrices stand for.
pub fn of_matrices(model: &Model) -> Weights {
    let dense = model.linears.iter().map(|(id, matrix)| {
        let mut weights = vec![0.0; matrix.rows() * matrix.columns()];
        let rows = weights.chunks_exact_mut(matrix.columns());
        rows.enumerate()
            .for_each(|(row, out)| matrix.dequantise_row(row, out));
        (*id, weights)
    });
    dense.collect()
}

/// What the tensors of a file stand for.
pub fn of_file(bytes: &[u8]) -> Weights {
    let gguf = Gguf::parse(bytes).unwrap();
    let layers = gguf.unsigned("llama.block_count").unwrap().unwrap() as u16;
    let in_layer = |layer| LinearKind::LAYER.map(|kind| LinearId::in_layer(layer, kind));
    let ids = (0..layers).flat_map(in_layer).chain([LinearId::OUTPUT]);
    let weights = ids.map(|id| {
        let own = gguf.tensor(&format!("{id}.weight"));
        // A tied model has no other tensor without a layer.
        let tensor = own.or_else(|| gguf.tensor("token_embd.weight")).unwrap();
        (id, tensor.dequantise().unwrap())
    });
    weights.collect()
}

/// Asserts that `logits` are `expected` but for the rounding of FP32.
pub fn assert_close(logits: &[f32], expected: &[f64]) {
    assert_eq!(logits.len(), expected.len());
    let pairs = logits.iter().zip(expected);
    let worst = pairs.map(|(a, b)| (f64::from(*a) - b).abs());
    let worst = worst.fold(0.0, f64::max);
    let size = expected.iter().fold(0.0, |size: f64, x| size.max(x.abs()));
    assert!(
        worst < 1e-5 * size.max(1.0),
        "off by {worst}, largest logit {size}"
    );
}

fn linear(weights: &[f32], input: &[f64]) -> Vec<f64> {
    let dot = |row: &[f32]| row.iter().zip(input).map(|(w, x)| f64::from(*w) * x).sum();
    weights.chunks_exact(input.len()).map(dot).collect()
}

fn norm(input: &[f64], weight: &[f32], epsilon: f32) -> Vec<f64> {
    let mean = input.iter().map(|x| x * x).sum::<f64>() / input.len() as f64;
    let factor = 1.0 / (mean + f64::from(epsilon)).sqrt();
    input
        .iter()
        .zip(weight)
        .map(|(x, w)| x * factor * f64::from(*w))
        .collect()
}

fn rotate(vector: &mut [f64], model: &Model, position: usize) {
    let config = &model.config;
    for head in vector.chunks_exact_mut(config.key_length) {
        for i in 0..config.rope.dimensions / 2 {
            let exponent = -2.0 * i as f64 / config.rope.dimensions as f64;
            let angle = position as f64 * config.rope.base.powf(exponent);
            let (x, y) = (head[2 * i], head[2 * i + 1]);
            head[2 * i] = x * angle.cos() - y * angle.sin();
            head[2 * i + 1] = x * angle.sin() + y * angle.cos();
        }
    }
}

/// Keys and values of a layer, by position.
type Cache = Vec<(Vec<f64>, Vec<f64>)>;

/// Attention of the last token of `cache`, `[heads][value_length]`.
fn attend(model: &Model, queries: &[f64], cache: &Cache) -> Vec<f64> {
    let config = &model.config;
    let (kl, vl) = (config.key_length, config.value_length);
    let mut mixed = vec![0.0; config.heads * vl];
    for head in 0..config.heads {
        let shared = head / (config.heads / config.key_value_heads);
        let scores: Vec<f64> = cache
            .iter()
            .map(|(k, _)| {
                let products = (0..kl).map(|i| queries[head * kl + i] * k[shared * kl + i]);
                (products.sum::<f64>() / (kl as f64).sqrt()).exp()
            })
            .collect();
        let total: f64 = scores.iter().sum();
        for (score, (_, v)) in scores.iter().zip(cache) {
            for i in 0..vl {
                mixed[head * vl + i] += score / total * v[shared * vl + i];
            }
        }
    }
    mixed
}

/// Logits of the last token.
pub fn logits(model: &Model, weights: &Weights, tokens: &[u32]) -> Vec<f64> {
    let config = &model.config;
    let mut caches = vec![Cache::new(); config.layers];
    let mut last = Vec::new();
    for (position, token) in tokens.iter().enumerate() {
        let embedded = model.embedding(*token);
        let mut x: Vec<f64> = embedded.into_iter().map(f64::from).collect();
        for (layer, cache) in caches.iter_mut().enumerate() {
            let linear = |kind, input: &[f64]| {
                linear(&weights[&LinearId::in_layer(layer as u16, kind)], input)
            };
            let (attention_norm, feed_forward_norm) = model.norms(layer);
            let h = norm(&x, attention_norm, config.epsilon);
            let mut q = linear(LinearKind::Query, &h);
            let mut k = linear(LinearKind::Key, &h);
            rotate(&mut q, model, position);
            rotate(&mut k, model, position);
            cache.push((k, linear(LinearKind::Value, &h)));
            let attended = linear(LinearKind::AttentionOutput, &attend(model, &q, cache));
            x.iter_mut().zip(attended).for_each(|(x, y)| *x += y);
            let h = norm(&x, feed_forward_norm, config.epsilon);
            let gate = linear(LinearKind::Gate, &h);
            let up = linear(LinearKind::Up, &h);
            let inner: Vec<f64> = gate
                .iter()
                .zip(up)
                .map(|(g, u)| g / (1.0 + (-g).exp()) * u)
                .collect();
            let down = linear(LinearKind::Down, &inner);
            x.iter_mut().zip(down).for_each(|(x, y)| *x += y);
        }
        last = x;
    }
    let h = norm(&last, model.output_norm(), config.epsilon);
    linear(&weights[&LinearId::OUTPUT], &h)
}
