//! The dimensions of a llama model, from the metadata of its file.

use crate::ModelError;
use crate::gguf::{Gguf, excerpt};

/// No dimension of a sane model is larger; below it, products of two dimensions cannot overflow.
const LARGEST: u64 = 1 << 24;

/// The dimensions of a llama model. All are at least 1; heads are a multiple of key/value heads.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// `general.name`, or empty.
    pub name: String,
    pub layers: usize,
    /// Width of the residual stream.
    pub width: usize,
    /// Query heads.
    pub heads: usize,
    /// Heads of keys and values; `heads / key_value_heads` query heads share one (GQA).
    pub key_value_heads: usize,
    /// Width of a query or key head.
    pub key_length: usize,
    /// Width of a value head.
    pub value_length: usize,
    /// Inner width of the feed-forward block.
    pub feed_forward: usize,
    /// Number of tokens.
    pub vocabulary: usize,
    /// The longest sequence the model was trained for, in tokens.
    pub context: usize,
    /// Added to the mean square in every RMSNorm.
    pub epsilon: f32,
    pub rope: RopeConfig,
}

/// Rotary position embedding: pair i of a head turns by `position / scale * base^(-2i/dimensions) / factors[i]`.
#[derive(Clone, Debug, PartialEq)]
pub struct RopeConfig {
    pub base: f64,
    /// Leading values of a head that are rotated; even, at most the head's length.
    pub dimensions: usize,
    /// Linear position scaling; 1 for none.
    pub scale: f64,
    /// Divisors of the frequencies, one a pair (`rope_freqs.weight` of Llama 3.1); empty for none.
    pub factors: Vec<f32>,
}

impl Config {
    /// Reads the configuration; the vocabulary's size is that of `token_embd.weight`.
    pub(crate) fn read(gguf: &Gguf<'_>) -> Result<Config, ModelError> {
        let keys = Keys { gguf };
        keys.check_architecture()?;

        let layers = keys.required("llama.block_count", 65_535)?;
        let width = keys.required("llama.embedding_length", LARGEST)?;
        let heads = keys.required("llama.attention.head_count", LARGEST)?;
        let key_value_heads = keys
            .optional("llama.attention.head_count_kv", LARGEST)?
            .unwrap_or(heads);
        if heads % key_value_heads != 0 {
            return Err(metadata(
                "llama.attention.head_count_kv",
                key_value_heads,
                format!("a divisor of the {heads} heads"),
            ));
        }
        let head_length = |key| match keys.optional(key, LARGEST)? {
            Some(length) => Ok(length),
            None if width % heads == 0 => Ok(width / heads),
            None => Err(metadata(
                "llama.attention.head_count",
                heads,
                format!("a divisor of the width {width}, or {key} beside it"),
            )),
        };
        let key_length = head_length("llama.attention.key_length")?;
        let value_length = head_length("llama.attention.value_length")?;
        let epsilon = keys.float("llama.attention.layer_norm_rms_epsilon", 0.0..=1.0)?;
        let epsilon = epsilon.ok_or_else(|| missing("llama.attention.layer_norm_rms_epsilon"))?;
        Ok(Config {
            name: gguf.string("general.name")?.unwrap_or_default().to_owned(),
            layers,
            width,
            heads,
            key_value_heads,
            key_length,
            value_length,
            feed_forward: keys.required("llama.feed_forward_length", LARGEST)?,
            vocabulary: vocabulary(gguf, width)?,
            context: keys.required("llama.context_length", u32::MAX.into())?,
            epsilon: epsilon as f32,
            rope: keys.rope(key_length)?,
        })
    }

    /// Query heads that share a key/value head.
    pub fn heads_per_group(&self) -> usize {
        self.heads / self.key_value_heads
    }
}

/// Rows of the embedding, which must agree with the declared size where there is one.
fn vocabulary(gguf: &Gguf<'_>, width: usize) -> Result<usize, ModelError> {
    let embedding =
        gguf.tensor("token_embd.weight")
            .ok_or_else(|| crate::gguf::GgufError::MissingTensor {
                tensor: "token_embd.weight".to_owned(),
            })?;
    let rows = embedding.shape().get(1).copied().unwrap_or(1);
    embedding.expect_shape(&[width as u64, rows])?;
    match gguf.unsigned("llama.vocab_size")? {
        Some(declared) if declared != rows => Err(metadata(
            "llama.vocab_size",
            declared,
            format!("{rows}, the rows of token_embd.weight"),
        )),
        _ if rows > u64::from(u32::MAX) => Err(metadata(
            "token_embd.weight",
            rows,
            "at most 2^32 - 1 rows".to_owned(),
        )),
        _ => Ok(rows as usize),
    }
}

/// Metadata lookups with their ranges checked.
struct Keys<'a> {
    gguf: &'a Gguf<'a>,
}

impl Keys<'_> {
    fn check_architecture(&self) -> Result<(), ModelError> {
        match self.gguf.string("general.architecture")? {
            Some("llama") => {}
            Some(found) => {
                return Err(ModelError::Architecture {
                    found: excerpt(found),
                });
            }
            None => return Err(missing("general.architecture")),
        }
        match self.gguf.unsigned("llama.expert_count")? {
            None | Some(0) => Ok(()),
            Some(experts) => Err(metadata(
                "llama.expert_count",
                experts,
                "0: mixtures of experts are not supported".to_owned(),
            )),
        }
    }

    fn optional(&self, key: &str, largest: u64) -> Result<Option<usize>, ModelError> {
        match self.gguf.unsigned(key)? {
            None => Ok(None),
            Some(value) if (1..=largest).contains(&value) => Ok(Some(value as usize)),
            Some(value) => Err(metadata(key, value, format!("1 to {largest}"))),
        }
    }

    fn required(&self, key: &str, largest: u64) -> Result<usize, ModelError> {
        self.optional(key, largest)?.ok_or_else(|| missing(key))
    }

    fn float(
        &self,
        key: &str,
        range: std::ops::RangeInclusive<f64>,
    ) -> Result<Option<f64>, ModelError> {
        match self.gguf.float(key)? {
            // NaN is in no range.
            Some(value) if !range.contains(&value) => {
                let expected = format!("{} to {}", range.start(), range.end());
                Err(metadata(key, value, expected))
            }
            value => Ok(value),
        }
    }

    fn rope(&self, key_length: usize) -> Result<RopeConfig, ModelError> {
        let key = "llama.rope.dimension_count";
        let dimensions = self.optional(key, LARGEST)?.unwrap_or(key_length);
        if dimensions > key_length || dimensions % 2 != 0 {
            return Err(metadata(
                key,
                dimensions,
                format!("an even number up to the head length {key_length}"),
            ));
        }
        Ok(RopeConfig {
            base: self
                .float("llama.rope.freq_base", 1.0..=1e12)?
                .unwrap_or(10_000.0),
            dimensions,
            scale: self.rope_scale()?,
            factors: self.rope_factors(dimensions)?,
        })
    }

    fn rope_scale(&self) -> Result<f64, ModelError> {
        let kind_key = "llama.rope.scaling.type";
        let factor = self.float("llama.rope.scaling.factor", 1e-6..=1e6)?;
        match self.gguf.string(kind_key)? {
            Some("none") => Ok(1.0),
            Some("linear") => factor.ok_or_else(|| missing("llama.rope.scaling.factor")),
            Some(other) => Err(metadata(
                kind_key,
                excerpt(other),
                "\"none\" or \"linear\" (Llama 3 factors come as rope_freqs.weight)".to_owned(),
            )),
            None => {
                // The key that files had before `rope.scaling` existed.
                let old = self.float("llama.rope.scale_linear", 1e-6..=1e6)?;
                Ok(factor.or(old).unwrap_or(1.0))
            }
        }
    }

    fn rope_factors(&self, dimensions: usize) -> Result<Vec<f32>, ModelError> {
        let name = "rope_freqs.weight";
        if self.gguf.tensor(name).is_none() {
            return Ok(Vec::new());
        }
        let factors = self
            .gguf
            .shaped(name, &[dimensions as u64 / 2])?
            .dequantise()?;
        match factors.iter().find(|factor| **factor <= 0.0) {
            None => Ok(factors),
            Some(factor) => Err(metadata(name, factor, "positive factors".to_owned())),
        }
    }
}

fn missing(key: &str) -> ModelError {
    ModelError::Gguf(crate::gguf::GgufError::MissingKey {
        key: key.to_owned(),
    })
}

fn metadata(key: &str, found: impl std::fmt::Display, expected: String) -> ModelError {
    ModelError::Metadata {
        key: key.to_owned(),
        found: found.to_string(),
        expected,
    }
}
