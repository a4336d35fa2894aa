//! Attention over keys and values as a published scheme leaves them.
//!
//! ```text
//! Program --attend--> BaselineAttention --keys, values as BaselineHead leaves them--> softmax in FP32
//! ```
//! No device computes this. Linear layers have the roundings they have beside a device's own attention, so
//! two perplexities differ by how keys and values are kept.

use std::collections::BTreeMap;

use harmonia_model::{Attend, Batch, Config, SequenceId, Workspace, attend_token};
use rayon::prelude::*;

use super::{Baseline, BaselineHead};
use crate::{AttentionError, Operand};

/// Attention in FP32 over what a [`Baseline`] has left of keys and values.
pub(crate) struct BaselineAttention {
    baseline: Baseline,
    /// Query heads that share a key/value head.
    queries_per_kv_head: usize,
    /// Of a sequence without tokens: `[layers][key/value heads]`.
    empty: Vec<Vec<BaselineHead>>,
    sequences: BTreeMap<SequenceId, Vec<Vec<BaselineHead>>>,
}

impl BaselineAttention {
    /// # Errors
    /// Keys and values of different sizes.
    ///
    /// # Panics
    /// When the baseline is for heads of another size than the model's.
    pub(crate) fn new(config: &Config, baseline: Baseline) -> Result<Self, AttentionError> {
        let (keys, values) = (config.key_length, config.value_length);
        if keys != values {
            return Err(AttentionError::HeadSizes { keys, values });
        }
        assert_eq!(keys, baseline.size(), "a baseline for the model's heads");
        Ok(BaselineAttention {
            baseline,
            queries_per_kv_head: config.queries_per_kv_head(),
            empty: vec![vec![BaselineHead::new(baseline); config.key_value_heads]; config.layers],
            sequences: BTreeMap::new(),
        })
    }

    /// Bytes of a sequence's keys and values of all layers at `tokens` tokens.
    pub(crate) fn bytes_at(&self, tokens: usize) -> usize {
        self.empty.iter().flatten().count() * self.baseline.bytes_at(tokens)
    }

    /// Begins a sequence anew, or refuses: compressed tokens are not taken back.
    pub(crate) fn truncate(
        &mut self,
        sequence: SequenceId,
        tokens: usize,
    ) -> Result<(), AttentionError> {
        if tokens == 0 {
            self.close(sequence);
        }
        self.can_continue(sequence, tokens)
    }

    /// Forgets a sequence.
    pub(crate) fn close(&mut self, sequence: SequenceId) {
        self.sequences.remove(&sequence);
    }

    /// Whether every sequence of a batch is as long as it should be: one whose batch failed half way is
    /// longer.
    pub(crate) fn begin(&mut self, batch: &Batch) -> Result<(), AttentionError> {
        for run in &batch.runs {
            self.truncate(run.sequence, run.first)?;
        }
        Ok(())
    }

    fn can_continue(&self, sequence: SequenceId, start: usize) -> Result<(), AttentionError> {
        let layers = self.sequences.get(&sequence).into_iter().flatten();
        for (layer, heads) in layers.enumerate() {
            let first = heads.iter().map(BaselineHead::tokens).max().unwrap_or(0);
            if start != first {
                return Err(AttentionError::TakenBack {
                    sequence,
                    layer,
                    start,
                    first,
                });
            }
        }
        Ok(())
    }

    /// Executes [`Operation::Attend`](harmonia_model::Operation::Attend) for the batch of `workspace`.
    pub(crate) fn attend(
        &mut self,
        workspace: &mut Workspace,
        operation: &Attend,
    ) -> Result<(), AttentionError> {
        workspace.fill(operation.to, |workspace, out| {
            let width = |buffer| workspace.program().buffer(buffer).width;
            let out_width = width(operation.to);
            for (run, own) in workspace.batch().ranges() {
                let rows = |buffer| {
                    &workspace.read(buffer)[own.start * width(buffer)..own.end * width(buffer)]
                };
                let call = Call {
                    sequence: run.sequence,
                    layer: operation.layer,
                    start: run.first,
                    tokens: own.len(),
                    queries: rows(operation.queries),
                    keys: rows(operation.keys),
                    values: rows(operation.values),
                };
                let out = &mut out[own.start * out_width..own.end * out_width];
                self.attend_run(&call, out)?;
            }
            Ok(())
        })
    }

    fn attend_run(&mut self, call: &Call<'_>, out: &mut [f32]) -> Result<(), AttentionError> {
        let (size, sharing) = (self.baseline.size(), self.queries_per_kv_head);
        let layers = self
            .sequences
            .entry(call.sequence)
            .or_insert_with(|| self.empty.clone());
        let heads = &mut layers[call.layer];
        let count = heads.len();
        // A head's tokens in order: what is seen of the others changes with each.
        let run = |(head, store): (usize, &mut BaselineHead)| {
            let mut out = vec![0.0; call.tokens * sharing * size];
            for (token, out) in out.chunks_exact_mut(sharing * size).enumerate() {
                let at = (token * count + head) * size;
                let own = at..at + size;
                let stored = store.store(&call.keys[own.clone()], &call.values[own.clone()]);
                stored.map_err(|_| not_finite(call, own, head, token))?;
                let queries = &call.queries[at * sharing..(at + size) * sharing];
                attend_token(size, queries, store.keys(), store.values(), out);
            }
            Ok::<_, AttentionError>(out)
        };
        let results = heads.par_iter_mut().enumerate().with_max_len(1).map(run);
        let results = results.collect::<Result<Vec<_>, _>>()?;
        let mut pieces = out.chunks_exact_mut(sharing * size);
        for token in 0..call.tokens {
            for (result, piece) in results.iter().zip(&mut pieces) {
                piece.copy_from_slice(&result[token * sharing * size..][..sharing * size]);
            }
        }
        Ok(())
    }
}

/// What attention of a layer is asked for some tokens of a sequence; all `[tokens][heads][size]`.
struct Call<'a> {
    sequence: SequenceId,
    layer: usize,
    start: usize,
    tokens: usize,
    queries: &'a [f32],
    keys: &'a [f32],
    values: &'a [f32],
}

/// Says which number of a token's key or value is not finite.
fn not_finite(
    call: &Call<'_>,
    own: std::ops::Range<usize>,
    head: usize,
    token: usize,
) -> AttentionError {
    let first = |values: &[f32]| values.iter().position(|x| !x.is_finite());
    let (operand, values) = match first(&call.keys[own.clone()]) {
        Some(_) => (Operand::Key, &call.keys[own]),
        None => (Operand::Value, &call.values[own]),
    };
    let channel = first(values).unwrap_or(0);
    AttentionError::NotFinite {
        sequence: call.sequence,
        layer: call.layer,
        operand,
        head,
        token: call.start + token,
        channel,
        value: values[channel],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use harmonia_model::{Model, Sequences, WeightChoice};
    use harmonia_numerics::kv::{KvBits, KvShape};

    #[test]
    fn values_that_are_no_numbers_are_named() {
        let config = Model::bundled(WeightChoice::Auto, &mut |_, _| {})
            .unwrap()
            .config;
        let size = config.key_length;
        let four = KvBits::Four;
        let shape = KvShape::new(size, false, four, four, 0, 0).unwrap();
        let baseline = Baseline::Truncated(shape);
        let mut attention = BaselineAttention::new(&config, baseline).unwrap();
        let sequence = Sequences::new(1).open().unwrap();
        let heads = config.key_value_heads;
        let keys = vec![0.5; 2 * heads * size];
        let mut values = keys.clone();
        values[(heads + 1) * size + 5] = f32::INFINITY;
        let queries = vec![0.5; 2 * config.heads * size];
        let call = Call {
            sequence,
            layer: 1,
            start: 0,
            tokens: 2,
            queries: &queries,
            keys: &keys,
            values: &values,
        };
        let mut out = vec![0.0; queries.len()];
        match attention.attend_run(&call, &mut out) {
            Err(AttentionError::NotFinite {
                layer: 1,
                operand: Operand::Value,
                head: 1,
                token: 1,
                channel: 5,
                ..
            }) => {}
            other => panic!("{other:?}"),
        }
    }
}
