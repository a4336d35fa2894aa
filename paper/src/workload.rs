//! What a pass computes, operation by operation, before any system has it.

use serde::Serialize;

use crate::shapes::Shape;

/// Prompt or answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// All tokens of a prompt at once.
    Prefill,
    /// One token of each sequence behind a context.
    Decode,
}

/// A pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Pass {
    /// Which phase.
    pub phase: Phase,
    /// Tokens of each sequence's prompt or context.
    pub tokens: u64,
    /// Sequences.
    pub batch: u64,
}

/// A linear layer, or several that share their input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Linear {
    /// Tokens.
    pub m: f64,
    /// Inputs.
    pub k: f64,
    /// Outputs.
    pub n: f64,
    /// Values of vector operations on its input or its results: norms, rotations, activation functions, sums.
    pub vectors: f64,
    /// Values of its results that are written for a next operation.
    pub results: f64,
    /// Values of the residual stream that are read and written, in FP16.
    pub residual: f64,
}

/// Attention: `heads` times the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Attention {
    /// Heads of keys and values, of all sequences.
    pub heads: f64,
    /// Queries of each.
    pub queries: f64,
    /// Keys that a query sees, on average.
    pub seen: f64,
    /// Keys and values that are there in the end.
    pub keys: f64,
    /// Keys and values that are new.
    pub stored: f64,
    /// Channels.
    pub size: f64,
}

/// A layer and what comes behind all layers.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// Query, key, value; output; gate and up; down.
    pub linears: [Linear; 4],
    /// Between the first two.
    pub attention: Attention,
    /// Times that all this is there.
    pub layers: f64,
    /// The output head, of the last token of each sequence.
    pub head: Linear,
}

impl Pass {
    /// Tokens that linear layers see.
    pub fn rows(&self) -> u64 {
        match self.phase {
            Phase::Prefill => self.batch * self.tokens,
            Phase::Decode => self.batch,
        }
    }
}

impl Work {
    /// Of a pass; prompts compute a share `pairs` of all query-key pairs.
    pub fn new(shape: &Shape, pass: Pass, pairs: f64) -> Work {
        let m = pass.rows() as f64;
        let [width, inner] = [shape.width, shape.feed_forward].map(|own| own as f64);
        let [queries, kv] = [shape.query_width(), shape.kv_width()].map(|own| own as f64);
        let (sharing, batch) = (shape.sharing() as f64, pass.batch as f64);
        let gates = shape.inner() as f64;
        let linear = |k: f64, n: f64| Linear {
            m,
            k,
            n,
            vectors: 0.0,
            results: m * n,
            residual: 0.0,
        };
        let keys = pass.tokens as f64;
        let (rows, seen, stored) = match pass.phase {
            Phase::Prefill => (sharing * keys, (keys * pairs).max(1.0).min(keys), keys),
            Phase::Decode => (sharing, keys, 1.0),
        };
        let qkv = Linear {
            vectors: m * (width + queries + kv),
            ..linear(width, queries + 2.0 * kv)
        };
        let added = |k: f64| Linear {
            vectors: m * width,
            results: 0.0,
            residual: m * width,
            ..linear(k, width)
        };
        let up = Linear {
            vectors: m * (width + inner),
            results: m * inner,
            ..linear(width, gates * inner)
        };
        Work {
            linears: [qkv, added(queries), up, added(inner)],
            attention: Attention {
                heads: batch * shape.kv_heads as f64,
                queries: rows,
                seen,
                keys,
                stored,
                size: shape.head_size as f64,
            },
            layers: shape.layers as f64,
            head: Linear {
                m: batch,
                vectors: batch * width,
                results: batch * shape.vocabulary as f64,
                ..linear(width, shape.vocabulary as f64)
            },
        }
    }
}

impl Linear {
    /// Products.
    pub fn macs(&self) -> f64 {
        self.m * self.k * self.n
    }
}

impl Attention {
    /// Scores of all heads.
    pub fn scores(&self) -> f64 {
        self.heads * self.queries * self.seen
    }

    /// Products: with keys and with values.
    pub fn macs(&self) -> f64 {
        2.0 * self.scores() * self.size
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_those_of_the_shape() {
        let shapes = Shape::all().unwrap();
        for shape in &shapes {
            for batch in [1, 8] {
                let decode = Pass {
                    phase: Phase::Decode,
                    tokens: 2048,
                    batch,
                };
                let work = Work::new(shape, decode, 0.5);
                let linear: f64 = work.linears.iter().map(Linear::macs).sum();
                assert_eq!(linear * work.layers, (batch * shape.layer_weights()) as f64);
                let pairs = batch * shape.heads * 2048;
                assert_eq!(work.attention.macs(), (2 * pairs * shape.head_size) as f64);
                let prefill = Pass {
                    phase: Phase::Prefill,
                    ..decode
                };
                let whole = Work::new(shape, prefill, 1.0);
                assert_eq!(whole.attention.macs(), 2048.0 * work.attention.macs());
                assert_eq!(whole.linears[0].macs(), 2048.0 * work.linears[0].macs());
                assert_eq!(whole.head, work.head);
            }
        }
    }
}
