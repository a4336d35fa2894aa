//! The dimensions of a llama model, from the metadata of its file.

use crate::ModelError;
use crate::gguf::{Gguf, Value, excerpt};
use crate::keys;

/// No dimension of a sane model is larger; below it, products of two dimensions cannot overflow.
const LARGEST: u64 = 1 << 24;

/// The dimensions of a llama model. All are at least 1; heads are a multiple of key/value heads.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// `general.name`, or empty.
    pub name: String,
    /// Transformer layers.
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
    /// How queries and keys are rotated.
    pub rope: RopeConfig,
}

/// Rotary position embedding: pair i of a head turns by
/// `position / scale * base^(-2i/dimensions) / factors[i]`.
#[derive(Clone, Debug, PartialEq)]
pub struct RopeConfig {
    /// The base of the frequencies, theta: 10000 in the paper (arXiv 2104.09864), 500000 in Llama 3.
    pub base: f64,
    /// Leading values of a head that are rotated; even, at most the head's length.
    pub dimensions: usize,
    /// Linear position scaling; 1 for none.
    pub scale: f64,
    /// How many times longer the rotated values become (`rope.scaling.attn_factor`); 1 for none.
    pub length: f64,
    /// Divisors of the frequencies, one a pair (`rope_freqs.weight` of Llama 3.1); empty for none.
    pub factors: Vec<f32>,
}

impl Config {
    /// Reads the configuration; the vocabulary's size is that of `token_embd.weight`.
    pub(crate) fn read(gguf: &Gguf<'_>) -> Result<Config, ModelError> {
        let keys = Keys { gguf };
        keys.check_architecture()?;
        keys::check(gguf)?;

        let layers = keys.required("llama.block_count", 65_535)?;
        let width = keys.required("llama.embedding_length", LARGEST)?;
        let in_layers = |key| keys.in_layers(key, layers);
        let heads = in_layers("llama.attention.head_count")?
            .ok_or_else(|| missing("llama.attention.head_count"))?;
        let key_value_heads = in_layers("llama.attention.head_count_kv")?.unwrap_or(heads);
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
            feed_forward: in_layers("llama.feed_forward_length")?
                .ok_or_else(|| missing("llama.feed_forward_length"))?,
            vocabulary: vocabulary(gguf, width)?,
            context: keys.required("llama.context_length", u32::MAX.into())?,
            epsilon: epsilon as f32,
            rope: keys.rope(key_length)?,
        })
    }

    /// Query heads that share a key/value head.
    pub fn queries_per_kv_head(&self) -> usize {
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
            Some("llama") => Ok(()),
            Some(found) => Err(ModelError::Architecture {
                found: excerpt(found),
            }),
            None => Err(missing("general.architecture")),
        }
    }

    fn optional(&self, key: &str, largest: u64) -> Result<Option<usize>, ModelError> {
        let value = self.gguf.unsigned(key)?;
        value.map(|value| in_range(key, value, largest)).transpose()
    }

    /// A number, or an array with a number for each layer, which have to be equal.
    fn in_layers(&self, key: &str, layers: usize) -> Result<Option<usize>, ModelError> {
        let is_array = |value: &Value<'_>| value.as_array().is_some();
        if !self.gguf.metadata().get(key).is_some_and(is_array) {
            return self.optional(key, LARGEST);
        }
        let numbers = self.gguf.words(key)?.unwrap_or_default();
        if numbers.len() != layers {
            let found = format!("an array of {} numbers", numbers.len());
            return Err(metadata(key, found, format!("{layers}, one per layer")));
        }
        match numbers.iter().position(|number| *number != numbers[0]) {
            None => in_range(key, numbers[0].into(), LARGEST).map(Some),
            Some(layer) => Err(metadata(
                key,
                format!(
                    "{} in layer 0 and {} in layer {layer}",
                    numbers[0], numbers[layer]
                ),
                "the same in every layer".to_owned(),
            )),
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
            length: self
                .float("llama.rope.scaling.attn_factor", 1e-3..=1e3)?
                .unwrap_or(1.0),
            factors: self.rope_factors(dimensions)?,
        })
    }

    fn rope_scale(&self) -> Result<f64, ModelError> {
        let kind_key = "llama.rope.scaling.type";
        let kind = self.gguf.string(kind_key)?;
        let factor = self.rope_factor("llama.rope.scaling.factor")?;
        // The key that files had before `rope.scaling` existed.
        let old = self.rope_factor("llama.rope.scale_linear")?;
        match kind {
            Some("none") => Ok(1.0),
            Some("linear") => factor
                .or(old)
                .ok_or_else(|| missing("llama.rope.scaling.factor")),
            Some(other) => Err(metadata(
                kind_key,
                excerpt(other),
                "\"none\" or \"linear\" (Llama 3 factors come as rope_freqs.weight)".to_owned(),
            )),
            None => Ok(factor.or(old).unwrap_or(1.0)),
        }
    }

    /// A factor of scaling; 0, which converters write for none, is 1.
    fn rope_factor(&self, key: &str) -> Result<Option<f64>, ModelError> {
        match self.gguf.float(key)? {
            Some(0.0) => Ok(Some(1.0)),
            _ => self.float(key, 1e-6..=1e6),
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

fn in_range(key: &str, value: u64, largest: u64) -> Result<usize, ModelError> {
    if (1..=largest).contains(&value) {
        Ok(value as usize)
    } else {
        Err(metadata(key, value, format!("1 to {largest}")))
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
