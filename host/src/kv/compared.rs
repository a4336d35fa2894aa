//! Attention over keys and values that are compressed as others do it: what ours is compared with.
//!
//! ```text
//! Session --Linears----> L, a device's linear layers
//!         --Attention--> ComparedHead (harmonia-numerics) --keys, values as seen--> softmax in FP32
//! ```
//! No device computes this. Linear layers have the roundings they have beside a device's own attention, so two perplexities
//! differ by how keys and values are kept.

use harmonia_model::{Attend, Attention, LinearId, Linears, Model, attend_token};
use harmonia_numerics::kv::compare::{ComparedHead, Scheme};
use rayon::prelude::*;

use super::{AttentionError, Operand};
use crate::LinearsError;

/// Linear layers by `L`, and attention in FP32 over what a [`Scheme`] has left of keys and values.
pub struct ComparedAttention<L> {
    linears: L,
    scheme: Scheme,
    /// Query heads that share a key/value head.
    group: usize,
    /// `[layers][key/value heads]`
    heads: Vec<Vec<ComparedHead>>,
}

impl<L> ComparedAttention<L> {
    /// For one sequence at a time of `model`.
    ///
    /// # Errors
    /// Keys and values of different sizes.
    ///
    /// # Panics
    /// When the scheme is for heads of another size than the model's.
    pub fn new(model: &Model, linears: L, scheme: Scheme) -> Result<Self, AttentionError> {
        let config = &model.config;
        let (keys, values) = (config.key_length, config.value_length);
        if keys != values {
            return Err(AttentionError::HeadSizes { keys, values });
        }
        assert_eq!(keys, scheme.size(), "a scheme for the model's heads");
        Ok(ComparedAttention {
            linears,
            scheme,
            group: config.heads_per_group(),
            heads: vec![vec![ComparedHead::new(scheme); config.key_value_heads]; config.layers],
        })
    }

    /// Bytes of keys and values of all layers at `tokens` tokens.
    pub fn bytes_at(&self, tokens: usize) -> usize {
        self.heads.iter().flatten().count() * self.scheme.bytes_at(tokens)
    }
}

impl<L: Linears> Linears for ComparedAttention<L> {
    type Error = L::Error;

    fn apply(
        &mut self,
        ids: &[LinearId],
        tokens: usize,
        input: &[f32],
        outputs: &mut [Vec<f32>],
    ) -> Result<(), L::Error> {
        self.linears.apply(ids, tokens, input, outputs)
    }
}

impl<L: Linears<Error = LinearsError>> Attention for ComparedAttention<L> {
    /// Goes on, or begins anew: compressed tokens are not taken back.
    fn begin(&mut self, start: usize, _: usize) -> Result<(), LinearsError> {
        for (layer, heads) in self.heads.iter_mut().enumerate() {
            let first = heads.iter().map(ComparedHead::tokens).max().unwrap_or(0);
            if start == 0 {
                heads.fill(ComparedHead::new(self.scheme));
            } else if start != first {
                return Err(AttentionError::TakenBack {
                    layer,
                    start,
                    first,
                }
                .into());
            }
        }
        Ok(())
    }

    fn attend(&mut self, call: &Attend<'_>, out: &mut Vec<f32>) -> Result<(), LinearsError> {
        let (size, group) = (self.scheme.size(), self.group);
        let heads = &mut self.heads[call.layer];
        let count = heads.len();
        // A head's tokens in order: what is seen of the others changes with each.
        let run = |(head, store): (usize, &mut ComparedHead)| {
            let mut out = vec![0.0; call.tokens * group * size];
            for (token, out) in out.chunks_exact_mut(group * size).enumerate() {
                let at = (token * count + head) * size;
                let own = at..at + size;
                let stored = store.store(&call.keys[own.clone()], &call.values[own.clone()]);
                stored.map_err(|_| not_finite(call, own, head, token))?;
                let queries = &call.queries[at * group..(at + size) * group];
                attend_token(size, queries, store.keys(), store.values(), out);
            }
            Ok::<_, LinearsError>(out)
        };
        let results = heads.par_iter_mut().enumerate().with_max_len(1).map(run);
        let results = results.collect::<Result<Vec<_>, _>>()?;
        out.clear();
        for token in 0..call.tokens {
            for result in &results {
                out.extend(&result[token * group * size..(token + 1) * group * size]);
            }
        }
        Ok(())
    }
}

/// Says which number of a token's key or value is not finite.
fn not_finite(
    call: &Attend<'_>,
    own: std::ops::Range<usize>,
    head: usize,
    token: usize,
) -> LinearsError {
    let first = |values: &[f32]| values.iter().position(|x| !x.is_finite());
    let (operand, values) = match first(&call.keys[own.clone()]) {
        Some(_) => (Operand::Key, &call.keys[own]),
        None => (Operand::Value, &call.values[own]),
    };
    let channel = first(values).unwrap_or(0);
    AttentionError::NotFinite {
        layer: call.layer,
        operand,
        head,
        token: call.start + token,
        channel,
        value: values[channel],
    }
    .into()
}
