//! Causal attention over the cache of one layer.

use rayon::prelude::*;

use super::exponential::exp;
use super::vector::{add_scaled, multiply, sum, vectorised};

/// Keys and values of one key/value head in FP32: `[positions][length]` each.
#[derive(Clone, Debug, Default)]
pub(super) struct HeadCache {
    pub(super) keys: Vec<f32>,
    pub(super) values: Vec<f32>,
}

impl HeadCache {
    /// Forgets all but the first `tokens` tokens.
    pub(super) fn truncate(&mut self, heads: Heads, tokens: usize) {
        self.keys.truncate(tokens * heads.key_length);
        self.values.truncate(tokens * heads.value_length);
    }
}

/// The shape of attention: see [`Config`](crate::Config).
#[derive(Clone, Copy, Debug)]
pub(super) struct Heads {
    /// Query heads that share a key/value head.
    pub(super) queries_per_kv_head: usize,
    pub(super) key_length: usize,
    pub(super) value_length: usize,
}

/// Attention of every token to the positions up to its own.
///
/// * `queries`: `[tokens][heads][key_length]`, rotated.
/// * `caches`: one per key/value head; they already hold the keys and values of these tokens, the
///   first of which is at position `start`.
/// * `out`: `[tokens][heads][value_length]`.
///
/// Tokens and heads run in parallel; each result is made by one task in one order (keys ascending).
pub(super) fn attend(
    heads: Heads,
    start: usize,
    queries: &[f32],
    caches: &[HeadCache],
    out: &mut [f32],
) {
    let query_chunk = heads.queries_per_kv_head * heads.key_length;
    let out_chunk = heads.queries_per_kv_head * heads.value_length;
    out.par_chunks_mut(out_chunk)
        .zip(queries.par_chunks(query_chunk))
        .enumerate()
        .for_each_init(Vec::new, |scores, (index, (out, queries))| {
            let (token, head) = (index / caches.len(), index % caches.len());
            let positions = start + token + 1;
            let keys = &caches[head].keys[..positions * heads.key_length];
            attend_sharing(heads, queries, keys, &caches[head].values, scores, out);
        });
}

/// Softmax attention of one token in FP32, for the query heads that share a key/value head; scores are
/// divided by the root of a key's length.
///
/// * `queries`: `[heads][key_length]`, rotated.
/// * `keys`, `values`: what the token sees, `[positions][key_length]` and `[positions][value_length]`.
/// * `out`: `[heads][value_length]`.
///
/// # Panics
/// When the lengths do not fit each other, or there are no positions.
pub fn attend_token(
    key_length: usize,
    queries: &[f32],
    keys: &[f32],
    values: &[f32],
    out: &mut [f32],
) {
    let (queries_per_kv_head, positions) = (queries.len() / key_length, keys.len() / key_length);
    let heads = Heads {
        queries_per_kv_head,
        key_length,
        value_length: values.len() / positions,
    };
    assert_eq!(
        queries.len(),
        queries_per_kv_head * key_length,
        "whole queries"
    );
    assert_eq!(keys.len(), positions * key_length, "whole keys");
    assert_eq!(values.len(), positions * heads.value_length, "whole values");
    assert_eq!(
        out.len(),
        queries_per_kv_head * heads.value_length,
        "a result per query"
    );
    attend_sharing(heads, queries, keys, values, &mut Vec::new(), out);
}

/// One token's query heads that share a key/value head, over as many values as there are keys, or more.
fn attend_sharing(
    heads: Heads,
    queries: &[f32],
    keys: &[f32],
    values: &[f32],
    scores: &mut Vec<f32>,
    out: &mut [f32],
) {
    let positions = keys.len() / heads.key_length;
    let scale = 1.0 / (heads.key_length as f32).sqrt();
    scores.clear();
    scores.resize(heads.queries_per_kv_head * positions, 0.0);
    multiply(heads.key_length, keys, queries, scores);
    vectorised(
        #[inline(always)]
        || {
            for (scores, out) in scores
                .chunks_exact_mut(positions)
                .zip(out.chunks_exact_mut(heads.value_length))
            {
                let total = softmax_numerators(scores, scale);
                out.fill(0.0);
                let values = values.chunks_exact(heads.value_length);
                for (numerator, value) in scores.iter().zip(values) {
                    add_scaled(out, *numerator, value);
                }
                let factor = 1.0 / total;
                out.iter_mut().for_each(|x| *x *= factor);
            }
        },
    );
}

/// Replaces scores by e^(scale * (score - largest score)) and returns their sum.
#[inline(always)]
fn softmax_numerators(scores: &mut [f32], scale: f32) -> f32 {
    let largest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    for score in scores.iter_mut() {
        *score = exp(scale * (*score - largest));
    }
    sum(scores, |x| x) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADS: Heads = Heads {
        queries_per_kv_head: 2,
        key_length: 4,
        value_length: 3,
    };

    fn numbers(count: usize, seed: u32) -> Vec<f32> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 23) as f32 - 1.0
        };
        (0..count).map(|_| next()).collect()
    }

    #[test]
    fn matches_the_textbook_in_f64() {
        let positions = 37;
        let cache = HeadCache {
            keys: numbers(positions * 4, 1),
            values: numbers(positions * 3, 2),
        };
        let queries = numbers(2 * 4, 3);
        let mut out = [0.0; 6];
        attend(
            HEADS,
            positions - 1,
            &queries,
            std::slice::from_ref(&cache),
            &mut out,
        );
        let mut alone = [0.0; 6];
        attend_token(4, &queries, &cache.keys, &cache.values, &mut alone);
        assert_eq!(alone, out);
        for head in 0..2 {
            let score = |p: usize| -> f64 {
                let products = (0..4)
                    .map(|i| f64::from(queries[head * 4 + i]) * f64::from(cache.keys[p * 4 + i]));
                products.sum::<f64>() / 2.0
            };
            let total: f64 = (0..positions).map(|p| score(p).exp()).sum();
            for i in 0..3 {
                let value = |p: usize| f64::from(cache.values[p * 3 + i]);
                let expected: f64 = (0..positions)
                    .map(|p| score(p).exp() / total * value(p))
                    .sum();
                assert!((f64::from(out[head * 3 + i]) - expected).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn a_token_sees_nothing_later() {
        let cache = HeadCache {
            keys: numbers(9 * 4, 4),
            values: numbers(9 * 3, 5),
        };
        let mut changed = cache.clone();
        changed.keys[5 * 4..].fill(1e3);
        changed.values[5 * 3..].fill(f32::NAN);
        let queries = numbers(5 * 2 * 4, 6);
        let (mut out, mut again) = ([0.0; 5 * 6], [0.0; 5 * 6]);
        attend(HEADS, 0, &queries, &[cache], &mut out);
        attend(HEADS, 0, &queries, &[changed], &mut again);
        assert_eq!(out, again);
        assert!(out.iter().all(|x| x.is_finite()));
    }
}
