//! What the host does to keys and queries before they are rounded to FP16: powers of two, which a calibration has.
//!
//! ```text
//! key channel i     * 2^a[i]  --> FP16 --> device, which subtracts offset[i] * 2^a[i]
//! query channel i   * 2^-a[i] --> FP16 --> device
//! ```
//! Both products are exact, and a score is what it was.

use half::f16;

use super::{KvPlan, OffsetSource};

/// Factors of keys and queries, and offsets, for every layer and key/value head.
pub(crate) struct Smoothing {
    /// `[layers][key/value heads][size]`: those of keys; queries have their inverses.
    factors: Vec<f32>,
    /// The same shape, of scaled keys: what a sequence begins with.
    offsets: Vec<f16>,
    size: usize,
    key_value_heads: usize,
}

impl Smoothing {
    /// From the plan's calibration; without one, factors of 1 and offsets of 0.
    pub(crate) fn new(plan: &KvPlan) -> Self {
        let size = plan.region.shape().size();
        let heads = plan.layers * plan.key_value_heads;
        let mut factors = vec![1.0; heads * size];
        let mut offsets = vec![f16::ZERO; heads * size];
        if let OffsetSource::Calibrated(calibration) = &plan.options.offsets {
            for head in 0..heads {
                let (layer, head_of_layer) =
                    (head / plan.key_value_heads, head % plan.key_value_heads);
                let own = head * size..(head + 1) * size;
                if plan.options.scale {
                    let exponents = calibration.exponents(layer, head_of_layer);
                    for (factor, &exponent) in factors[own.clone()].iter_mut().zip(exponents) {
                        *factor = 2f32.powi(exponent.into());
                    }
                }
                let channels = offsets[own.clone()].iter_mut().zip(&factors[own]);
                let calibrated = calibration.offsets(layer, head_of_layer);
                for ((offset, factor), &calibrated) in channels.zip(calibrated) {
                    // If the scaled offset overflows FP16, the key would too: clamp.
                    *offset = f16::from_f32(calibrated.to_f32() * factor).clamp(f16::MIN, f16::MAX);
                }
            }
        }
        Smoothing {
            factors,
            offsets,
            size,
            key_value_heads: plan.key_value_heads,
        }
    }

    /// The offsets of a head, as the device subtracts them.
    pub(crate) fn offsets(&self, layer: usize, head: usize) -> &[f16] {
        let start = (layer * self.key_value_heads + head) * self.size;
        &self.offsets[start..start + self.size]
    }

    /// Keys of a layer, `[tokens][key/value heads][size]`, scaled.
    pub(super) fn keys(&self, layer: usize, keys: &[f32]) -> Vec<f32> {
        let factors = self.factors_of(layer);
        let tokens = keys.chunks_exact(factors.len());
        let scaled = tokens.flat_map(|keys| keys.iter().zip(factors).map(|(key, f)| key * f));
        scaled.collect()
    }

    /// The query of query head `head`, of `sharing` that share a key/value head, scaled.
    pub(super) fn query(
        &self,
        layer: usize,
        head: usize,
        sharing: usize,
        query: &[f32],
    ) -> Vec<f32> {
        let start = head / sharing * self.size;
        let factors = &self.factors_of(layer)[start..start + self.size];
        query
            .iter()
            .zip(factors)
            .map(|(query, f)| query / f)
            .collect()
    }

    /// What keys of a layer are multiplied by and queries divided by, `[key/value heads][size]`.
    pub(crate) fn factors_of(&self, layer: usize) -> &[f32] {
        let width = self.key_value_heads * self.size;
        &self.factors[layer * width..(layer + 1) * width]
    }
}
