//! A sequence being processed: the forward pass around the linear layers and attention.

use rayon::prelude::*;
use thiserror::Error;

use super::exponential::exp;
use super::rope::{Rope, rotate};
use super::vector::{sum, vectorised};
use crate::attention::{Attend, Attention};
use crate::linears::{LinearId, LinearKind};
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
    #[error("the attention of layer {layer} returned {found} values, expected {expected}")]
    AttentionLength {
        layer: usize,
        expected: usize,
        found: usize,
    },
    /// The executor's own error: a linear layer, attention, or no room for the tokens.
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
            ForwardError::Length { .. } | ForwardError::AttentionLength { .. } => "forward.length",
            ForwardError::Linears(_) => "forward.linears",
        }
    }
}

/// One sequence of tokens, and the executor that multiplies for it and keeps its keys and values.
///
/// Everything but the linear layers and attention happens here, in FP32 and with one fixed order of operations:
/// embedding, RMSNorm, RoPE, SwiGLU, the residual stream. The same tokens give the same bits, however they are
/// cut into calls and however many threads there are.
#[derive(Debug)]
pub struct Session<'m, E> {
    model: &'m Model,
    executor: E,
    rope: Rope,
    position: usize,
}

impl<'m, E: Attention> Session<'m, E> {
    /// An empty sequence. What the executor, which may be a `&mut` one, keeps of another is forgotten.
    pub fn new(model: &'m Model, executor: E) -> Session<'m, E> {
        Session {
            model,
            executor,
            rope: Rope::new(&model.config.rope),
            position: 0,
        }
    }

    /// Tokens processed so far.
    pub fn position(&self) -> usize {
        self.position
    }

    pub fn executor(&self) -> &E {
        &self.executor
    }

    /// For what concerns the executor alone; to let it attend to another sequence would change this one.
    pub fn executor_mut(&mut self) -> &mut E {
        &mut self.executor
    }

    /// Forgets all but the first `tokens` tokens; does nothing if there are no more than that. The next call fails when the
    /// executor cannot take that many back.
    pub fn truncate(&mut self, tokens: usize) {
        self.position = self.position.min(tokens);
    }

    /// Appends `tokens` to the sequence and returns the logits asked for.
    pub fn forward(
        &mut self,
        tokens: &[u32],
        logits: Logits,
    ) -> Result<Vec<f32>, ForwardError<E::Error>> {
        self.check(tokens)?;
        self.executor
            .begin(self.position, tokens.len())
            .map_err(ForwardError::Linears)?;
        let result = self.layers(tokens, logits)?;
        self.position += tokens.len();
        Ok(result)
    }

    fn check(&self, tokens: &[u32]) -> Result<(), ForwardError<E::Error>> {
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

    fn layers(
        &mut self,
        tokens: &[u32],
        logits: Logits,
    ) -> Result<Vec<f32>, ForwardError<E::Error>> {
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
        let start = self.position;
        let mut call = Call {
            executor: &mut self.executor,
            model,
        };
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
            let mixed = call.attend(&Attend {
                layer,
                start,
                tokens: count,
                queries: &queries,
                keys: &keys,
                values: &values,
            })?;
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
}

/// The executor with the lengths of its results checked.
struct Call<'a, E> {
    executor: &'a mut E,
    model: &'a Model,
}

impl<E: Attention> Call<'_, E> {
    fn apply<const N: usize>(
        &mut self,
        ids: [LinearId; N],
        tokens: usize,
        input: &[f32],
    ) -> Result<[Vec<f32>; N], ForwardError<E::Error>> {
        let mut outputs = std::array::from_fn(|_| Vec::new());
        self.executor
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

    /// `[tokens][heads][value_length]`
    fn attend(&mut self, call: &Attend<'_>) -> Result<Vec<f32>, ForwardError<E::Error>> {
        let mut out = Vec::new();
        self.executor
            .attend(call, &mut out)
            .map_err(ForwardError::Linears)?;
        let config = &self.model.config;
        let expected = call.tokens * config.heads * config.value_length;
        if out.len() != expected {
            return Err(ForwardError::AttentionLength {
                layer: call.layer,
                expected,
                found: out.len(),
            });
        }
        Ok(out)
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
