//! The architecture in FP64, token by token, for whole sequences: its formulas once more, without cache,
//! tiles or threads.

use std::collections::BTreeMap;

use harmonia_model::gguf::Gguf;
use harmonia_model::{LinearId, LinearKind, Model, NormId};
use harmonia_numerics::vector::Pairing;

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

/// Norms each of the vectors as long as the weight.
fn norms(input: &[f64], weight: &[f32], epsilon: f32) -> Vec<f64> {
    let vectors = input.chunks_exact(weight.len());
    vectors
        .flat_map(|vector| norm(vector, weight, epsilon))
        .collect()
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
        let pairs = config.rope.dimensions / 2;
        for i in 0..pairs {
            let exponent = -2.0 * i as f64 / config.rope.dimensions as f64;
            let angle = position as f64 * config.rope.base.powf(exponent);
            let (first, second) = match config.rope.pairing {
                Pairing::Adjacent => (2 * i, 2 * i + 1),
                Pairing::Halves => (i, i + pairs),
            };
            let (x, y) = (head[first], head[second]);
            head[first] = x * angle.cos() - y * angle.sin();
            head[second] = x * angle.sin() + y * angle.cos();
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
            let layer = layer as u16;
            let linear = |kind, input: &[f64]| {
                let id = LinearId::in_layer(layer, kind);
                let mut output = linear(&weights[&id], input);
                let sums = output.iter_mut().zip(model.bias(id));
                sums.for_each(|(x, bias)| *x += f64::from(*bias));
                output
            };
            let norms = |id, input: &[f64]| norms(input, model.gain(id), config.epsilon);
            let h = norms(NormId::Attention(layer), &x);
            let mut q = linear(LinearKind::Query, &h);
            let mut k = linear(LinearKind::Key, &h);
            if config.head_norms {
                q = norms(NormId::Queries(layer), &q);
                k = norms(NormId::Keys(layer), &k);
            }
            rotate(&mut q, model, position);
            rotate(&mut k, model, position);
            cache.push((k, linear(LinearKind::Value, &h)));
            let attended = linear(LinearKind::AttentionOutput, &attend(model, &q, cache));
            x.iter_mut().zip(attended).for_each(|(x, y)| *x += y);
            let h = norms(NormId::FeedForward(layer), &x);
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
    let h = norm(&last, model.gain(NormId::Output), config.epsilon);
    linear(&weights[&LinearId::OUTPUT], &h)
}
