//! A sequence being processed: the KV cache and the forward pass around the linear layers.

use rayon::prelude::*;
use thiserror::Error;

use super::attention::{HeadCache, Heads, attend};
use super::exponential::exp;
use super::rope::{Rope, rotate};
use super::vector::{sum, vectorised};
use crate::linears::{LinearId, LinearKind, Linears};
use crate::model::Model;

/// Of which tokens of a call the logits are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Logits {
    /// Of the last token: `[vocabulary]`.
    Last,
    /// Of every token: `[tokens][vocabulary]`.
    All,
}

/// Why tokens were not processed. The session is then as it was before the call.
#[derive(Debug, Error)]
pub enum ForwardError<E> {
    #[error("there are no tokens to process; start a sequence with the vocabulary's BOS token")]
    Empty,
    #[error("token {token} is not in the vocabulary of {vocabulary}")]
    Token { token: u32, vocabulary: usize },
    #[error(
        "the sequence would have {tokens} tokens, the model's context has room for {context}; \
         shorten the prompt or generate fewer tokens"
    )]
    Context { tokens: usize, context: usize },
    #[error("linear layer {linear} returned {found} values, expected {expected}")]
    Length {
        linear: LinearId,
        expected: usize,
        found: usize,
    },
    #[error("{0}")]
    Linears(#[source] E),
}

impl<E> ForwardError<E> {
    /// The stable name of the error, for programs and for searching.
    pub fn code(&self) -> &'static str {
        match self {
            ForwardError::Empty => "forward.empty",
            ForwardError::Token { .. } => "forward.token",
            ForwardError::Context { .. } => "forward.context",
            ForwardError::Length { .. } => "forward.length",
            ForwardError::Linears(_) => "forward.linears",
        }
    }
}

/// One sequence of tokens and its KV cache (FP32).
///
/// Everything but the linear layers happens here, in FP32 and with one fixed order of operations:
/// embedding, RMSNorm, RoPE, attention, SwiGLU, the residual stream. The same tokens give the same
/// bits, however they are cut into calls and however many threads there are.
#[derive(Clone, Debug)]
pub struct Session<'m> {
    model: &'m Model,
    rope: Rope,
    /// `[layers][key/value heads]`
    caches: Vec<Vec<HeadCache>>,
    position: usize,
}

impl<'m> Session<'m> {
    /// An empty sequence.
    pub fn new(model: &'m Model) -> Session<'m> {
        let heads = vec![HeadCache::default(); model.config.key_value_heads];
        Session {
            model,
            rope: Rope::new(&model.config.rope),
            caches: vec![heads; model.config.layers],
            position: 0,
        }
    }

    /// Tokens processed so far.
    pub fn position(&self) -> usize {
        self.position
    }

    /// Forgets all but the first `tokens` tokens; does nothing if there are no more than that.
    pub fn truncate(&mut self, tokens: usize) {
        self.position = self.position.min(tokens);
        let config = &self.model.config;
        for cache in self.caches.iter_mut().flatten() {
            cache.keys.truncate(self.position * config.key_length);
            cache.values.truncate(self.position * config.value_length);
        }
    }

    /// Appends `tokens` to the sequence and returns the logits asked for.
    pub fn forward<L: Linears>(
        &mut self,
        linears: &mut L,
        tokens: &[u32],
        logits: Logits,
    ) -> Result<Vec<f32>, ForwardError<L::Error>> {
        self.check(tokens)?;
        let result = self.layers(linears, tokens, logits);
        match result {
            Ok(_) => self.position += tokens.len(),
            // Layers before the failing one have already appended to their caches.
            Err(_) => self.truncate(self.position),
        }
        result
    }

    fn check<E>(&self, tokens: &[u32]) -> Result<(), ForwardError<E>> {
        let config = &self.model.config;
        if tokens.is_empty() {
            return Err(ForwardError::Empty);
        }
        let vocabulary = config.vocabulary;
        if let Some(&token) = tokens.iter().find(|&&token| token as usize >= vocabulary) {
            return Err(ForwardError::Token { token, vocabulary });
        }
        let length = self.position + tokens.len();
        if length > config.context {
            return Err(ForwardError::Context {
                tokens: length,
                context: config.context,
            });
        }
        Ok(())
    }

    fn layers<L: Linears>(
        &mut self,
        linears: &mut L,
        tokens: &[u32],
        logits: Logits,
    ) -> Result<Vec<f32>, ForwardError<L::Error>> {
        let (model, config) = (self.model, &self.model.config);
        let width = config.width;
        let count = tokens.len();
        let mut residual = vec![0.0; count * width];
        for (token, row) in tokens.iter().zip(residual.chunks_exact_mut(width)) {
            model.embedding.row(*token as usize, row);
        }
        let turns: Vec<_> = (0..count)
            .map(|token| self.rope.turns(self.position + token))
            .collect();
        let mut call = Call { linears, model };
        for (layer, norms) in model.norms.iter().enumerate() {
            // The number of layers fits: `Config` says so.
            let id = |kind| LinearId::in_layer(layer as u16, kind);

            let normed = rms_norm(&residual, &norms.attention, config.epsilon);
            let ids = [LinearKind::Query, LinearKind::Key, LinearKind::Value].map(id);
            let [mut queries, mut keys, values] = call.apply(ids, count, &normed)?;
            let tokens = turns.iter().zip(
                queries
                    .chunks_exact_mut(config.heads * config.key_length)
                    .zip(keys.chunks_exact_mut(config.key_value_heads * config.key_length)),
            );
            for (turns, (queries, keys)) in tokens {
                rotate(turns, config.key_length, queries);
                rotate(turns, config.key_length, keys);
            }
            let mixed = self.attention(layer, &queries, &keys, &values);
            let [attended] = call.apply([id(LinearKind::AttentionOutput)], count, &mixed)?;
            add(&mut residual, &attended);

            let normed = rms_norm(&residual, &norms.feed_forward, config.epsilon);
            let [mut gate, up] =
                call.apply([id(LinearKind::Gate), id(LinearKind::Up)], count, &normed)?;
            swiglu(&mut gate, &up);
            let [down] = call.apply([id(LinearKind::Down)], count, &gate)?;
            add(&mut residual, &down);
        }
        let wanted = match logits {
            Logits::Last => 1,
            Logits::All => count,
        };
        let last = &residual[(count - wanted) * width..];
        let normed = rms_norm(last, &model.output_norm, config.epsilon);
        let [logits] = call.apply([LinearId::OUTPUT], wanted, &normed)?;
        Ok(logits)
    }

    /// Appends keys and values to the layer's cache, then attends: `[tokens][heads][value_length]`.
    fn attention(
        &mut self,
        layer: usize,
        queries: &[f32],
        keys: &[f32],
        values: &[f32],
    ) -> Vec<f32> {
        let config = &self.model.config;
        let caches = &mut self.caches[layer];
        for (index, key) in keys.chunks_exact(config.key_length).enumerate() {
            caches[index % config.key_value_heads].keys.extend(key);
        }
        for (index, value) in values.chunks_exact(config.value_length).enumerate() {
            caches[index % config.key_value_heads].values.extend(value);
        }
        let tokens = queries.len() / (config.heads * config.key_length);
        let mut mixed = vec![0.0; tokens * config.heads * config.value_length];
        let heads = Heads {
            group: config.heads_per_group(),
            key_length: config.key_length,
            value_length: config.value_length,
        };
        attend(heads, self.position, queries, caches, &mut mixed);
        mixed
    }
}

/// The linear layers with the lengths of their results checked.
struct Call<'a, L> {
    linears: &'a mut L,
    model: &'a Model,
}

impl<L: Linears> Call<'_, L> {
    fn apply<const N: usize>(
        &mut self,
        ids: [LinearId; N],
        tokens: usize,
        input: &[f32],
    ) -> Result<[Vec<f32>; N], ForwardError<L::Error>> {
        let mut outputs = std::array::from_fn(|_| Vec::new());
        self.linears
            .apply(&ids, tokens, input, &mut outputs)
            .map_err(ForwardError::Linears)?;
        for (id, output) in ids.iter().zip(&outputs) {
            let expected = tokens * self.model.linears[id].rows();
            if output.len() != expected {
                return Err(ForwardError::Length {
                    linear: *id,
                    expected,
                    found: output.len(),
                });
            }
        }
        Ok(outputs)
    }
}

/// x / sqrt(mean(x^2) + epsilon) * weight for every row of `[tokens][width]`.
fn rms_norm(input: &[f32], weight: &[f32], epsilon: f32) -> Vec<f32> {
    let width = weight.len();
    let mut out = vec![0.0; input.len()];
    out.par_chunks_mut(width)
        .zip(input.par_chunks(width))
        .for_each(|(out, row)| {
            vectorised(
                #[inline(always)]
                || {
                    let mean = sum(row, |x| x * x) / width as f64;
                    let factor = (1.0 / (mean + f64::from(epsilon)).sqrt()) as f32;
                    for ((out, x), weight) in out.iter_mut().zip(row).zip(weight) {
                        *out = x * factor * weight;
                    }
                },
            );
        });
    out
}

/// gate = gate * sigmoid(gate) * up, element by element.
fn swiglu(gate: &mut [f32], up: &[f32]) {
    const CHUNK: usize = 4096;
    gate.par_chunks_mut(CHUNK)
        .zip(up.par_chunks(CHUNK))
        .for_each(|(gate, up)| {
            vectorised(
                #[inline(always)]
                || {
                    for (gate, up) in gate.iter_mut().zip(up) {
                        *gate = *gate / (1.0 + exp(-*gate)) * up;
                    }
                },
            );
        });
}

fn add(residual: &mut [f32], values: &[f32]) {
    for (residual, value) in residual.iter_mut().zip(values) {
        *residual += value;
    }
}
