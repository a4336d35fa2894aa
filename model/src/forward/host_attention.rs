//! Attention on the host, in FP32: the reference, and what serves a multiplier that does not attend itself.

use super::attention::{HeadCache, Heads, attend};
use super::f32_linears::F32Linears;
use crate::attention::{Attend, Attention};
use crate::linears::{LinearId, Linears};
use crate::model::Model;

/// Linear layers by `L`, and attention over keys and values kept in FP32 in the host's memory.
#[derive(Clone, Debug)]
pub struct HostAttention<L> {
    linears: L,
    heads: Heads,
    /// `[layers][key/value heads]`
    caches: Vec<Vec<HeadCache>>,
}

impl<L> HostAttention<L> {
    /// For one sequence at a time of `model`.
    pub fn new(model: &Model, linears: L) -> Self {
        let config = &model.config;
        HostAttention {
            linears,
            heads: Heads {
                group: config.heads_per_group(),
                key_length: config.key_length,
                value_length: config.value_length,
            },
            caches: vec![vec![HeadCache::default(); config.key_value_heads]; config.layers],
        }
    }

    pub fn linears(&self) -> &L {
        &self.linears
    }

    pub fn linears_mut(&mut self) -> &mut L {
        &mut self.linears
    }
}

impl HostAttention<F32Linears> {
    /// Everything in FP32: what every device is measured against.
    pub fn reference(model: &Model) -> Self {
        HostAttention::new(model, F32Linears::new(model))
    }
}

impl<L: Linears> Linears for HostAttention<L> {
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

impl<L: Linears> Attention for HostAttention<L> {
    fn begin(&mut self, start: usize, _: usize) -> Result<(), L::Error> {
        for cache in self.caches.iter_mut().flatten() {
            cache.keys.truncate(start * self.heads.key_length);
            cache.values.truncate(start * self.heads.value_length);
        }
        Ok(())
    }

    fn attend(&mut self, call: &Attend<'_>, out: &mut Vec<f32>) -> Result<(), L::Error> {
        let caches = &mut self.caches[call.layer];
        let count = caches.len();
        for (index, key) in call.keys.chunks_exact(self.heads.key_length).enumerate() {
            caches[index % count].keys.extend(key);
        }
        let values = call.values.chunks_exact(self.heads.value_length);
        for (index, value) in values.enumerate() {
            caches[index % count].values.extend(value);
        }
        out.clear();
        out.resize(
            call.tokens * count * self.heads.group * self.heads.value_length,
            0.0,
        );
        attend(self.heads, call.start, call.queries, caches, out);
        Ok(())
    }
}
