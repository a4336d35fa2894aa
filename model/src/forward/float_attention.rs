//! Attention on the host, in FP32: the reference, and what serves a device that does not attend itself.

use std::collections::BTreeMap;

use super::attention::{HeadCache, Heads, attend};
use crate::config::Config;
use crate::program::{Attend, SequenceId, Workspace};

/// Keys and values of sequences in FP32, in the host's memory, and attention over them.
#[derive(Debug)]
pub struct FloatAttention {
    heads: Heads,
    layers: usize,
    key_value_heads: usize,
    /// `[layers][key/value heads]` of each sequence.
    caches: BTreeMap<SequenceId, Vec<Vec<HeadCache>>>,
}

impl FloatAttention {
    /// For a model of this configuration.
    pub fn new(config: &Config) -> Self {
        FloatAttention {
            heads: Heads {
                queries_per_kv_head: config.queries_per_kv_head(),
                key_length: config.key_length,
                value_length: config.value_length,
            },
            layers: config.layers,
            key_value_heads: config.key_value_heads,
            caches: BTreeMap::new(),
        }
    }

    /// Bytes of a sequence's keys and values of all layers at `tokens` tokens.
    pub fn bytes_at(&self, tokens: usize) -> usize {
        let values = self.heads.key_length + self.heads.value_length;
        self.layers * self.key_value_heads * tokens * values * size_of::<f32>()
    }

    /// Forgets all but the first `tokens` tokens of a sequence.
    pub fn truncate(&mut self, sequence: SequenceId, tokens: usize) {
        let caches = self.caches.get_mut(&sequence).into_iter();
        for cache in caches.flatten().flatten() {
            cache.truncate(self.heads, tokens);
        }
    }

    /// Forgets a sequence.
    pub fn close(&mut self, sequence: SequenceId) {
        self.caches.remove(&sequence);
    }

    /// Executes [`Operation::Attend`](crate::Operation::Attend) for the batch of `workspace`. What an
    /// interrupted batch left behind a sequence's tokens is forgotten.
    pub fn attend(&mut self, workspace: &mut Workspace, operation: &Attend) {
        workspace.fill(operation.to, |workspace, out| {
            for (run, tokens) in workspace.batch().ranges() {
                let layers = self.caches.entry(run.sequence).or_insert_with(|| {
                    vec![vec![HeadCache::default(); self.key_value_heads]; self.layers]
                });
                let caches = &mut layers[operation.layer];
                caches
                    .iter_mut()
                    .for_each(|cache| cache.truncate(self.heads, run.first));
                let rows = |buffer| {
                    let width = workspace.program().buffer(buffer).width;
                    tokens.start * width..tokens.end * width
                };
                let keys = &workspace.read(operation.keys)[rows(operation.keys)];
                for (index, key) in keys.chunks_exact(self.heads.key_length).enumerate() {
                    caches[index % self.key_value_heads].keys.extend(key);
                }
                let values = &workspace.read(operation.values)[rows(operation.values)];
                for (index, value) in values.chunks_exact(self.heads.value_length).enumerate() {
                    caches[index % self.key_value_heads].values.extend(value);
                }
                let queries = &workspace.read(operation.queries)[rows(operation.queries)];
                attend(
                    self.heads,
                    run.first,
                    queries,
                    caches,
                    &mut out[rows(operation.to)],
                );
            }
        });
    }
}
