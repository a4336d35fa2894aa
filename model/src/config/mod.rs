//! The dimensions of a model, from the metadata of its file.

mod lookup;
mod rope;

pub use rope::{RopeConfig, Yarn};

use lookup::{LARGEST, Lookup, metadata, missing};

use crate::ModelError;
use crate::architecture::Architecture;
use crate::gguf::{Gguf, GgufError};
use crate::keys;
use crate::program::LinearKind;

/// The dimensions of a model. All are at least 1; heads are a multiple of key/value heads.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// `general.name`, or empty.
    pub name: String,
    /// What the layers are made of.
    pub architecture: Architecture,
    /// Transformer layers.
    pub layers: usize,
    /// Width of the residual stream.
    pub width: usize,
    /// Query heads.
    pub heads: usize,
    /// Heads of keys and values; `heads / key_value_heads` query heads share one (GQA).
    pub key_value_heads: usize,
    /// Width of a query or key head, whatever the width of the residual stream is.
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
    /// Whether every head of queries and keys has an RMSNorm before it is rotated.
    pub head_norms: bool,
    /// Linear layers whose results have a bias added, in every layer.
    pub biases: Vec<LinearKind>,
    /// How queries and keys are rotated.
    pub rope: RopeConfig,
}

impl Config {
    /// Reads the configuration; the vocabulary's size is that of `token_embd.weight`.
    pub(crate) fn read(gguf: &Gguf<'_>) -> Result<Config, ModelError> {
        let lookup = Lookup::new(gguf)?;
        let architecture = lookup.architecture;
        keys::check(gguf, architecture)?;

        let layers = lookup.required("block_count", 65_535)?;
        let width = lookup.required("embedding_length", LARGEST)?;
        let in_layers = |name| lookup.in_layers(name, layers);
        let heads = in_layers("attention.head_count")?
            .ok_or_else(|| missing(lookup.key("attention.head_count")))?;
        let key_value_heads = in_layers("attention.head_count_kv")?.unwrap_or(heads);
        if heads % key_value_heads != 0 {
            return Err(metadata(
                lookup.key("attention.head_count_kv"),
                key_value_heads,
                format!("a divisor of the {heads} heads"),
            ));
        }
        let head_length = |name| match lookup.optional(name, LARGEST)? {
            Some(length) => Ok(length),
            None if width % heads == 0 => Ok(width / heads),
            None => Err(metadata(
                lookup.key("attention.head_count"),
                heads,
                format!(
                    "a divisor of the width {width}, or {} beside it",
                    lookup.key(name)
                ),
            )),
        };
        let key_length = head_length("attention.key_length")?;
        let value_length = head_length("attention.value_length")?;
        let context = lookup.required("context_length", u32::MAX.into())?;
        Ok(Config {
            name: gguf.string("general.name")?.unwrap_or_default().to_owned(),
            architecture,
            layers,
            width,
            heads,
            key_value_heads,
            key_length,
            value_length,
            feed_forward: in_layers("feed_forward_length")?
                .ok_or_else(|| missing(lookup.key("feed_forward_length")))?,
            vocabulary: vocabulary(&lookup, width)?,
            context,
            epsilon: lookup.required_float("attention.layer_norm_rms_epsilon", 0.0..=1.0)? as f32,
            head_norms: architecture.has_head_norms(),
            biases: biases(gguf, architecture),
            rope: RopeConfig::read(&lookup, key_length, context)?,
        })
    }

    /// Query heads that share a key/value head.
    pub fn queries_per_kv_head(&self) -> usize {
        self.heads / self.key_value_heads
    }
}

/// The linear layers that have biases: those of layer 0 speak for all.
fn biases(gguf: &Gguf<'_>, architecture: Architecture) -> Vec<LinearKind> {
    let has = |kind: &LinearKind| {
        let tensor = gguf.tensor(&format!("blk.0.{}.bias", kind.name()));
        architecture.needs_biases() || tensor.is_some()
    };
    architecture
        .biases()
        .iter()
        .copied()
        .filter(|kind| has(kind))
        .collect()
}

/// Rows of the embedding, which must agree with the declared size where there is one.
fn vocabulary(lookup: &Lookup<'_>, width: usize) -> Result<usize, ModelError> {
    let embedding =
        lookup
            .gguf
            .tensor("token_embd.weight")
            .ok_or_else(|| GgufError::MissingTensor {
                tensor: "token_embd.weight".to_owned(),
            })?;
    let rows = embedding.shape().get(1).copied().unwrap_or(1);
    embedding.expect_shape(&[width as u64, rows])?;
    let key = lookup.key("vocab_size");
    match lookup.gguf.unsigned(&key)? {
        Some(declared) if declared != rows => Err(metadata(
            key,
            declared,
            format!("{rows}, the rows of token_embd.weight"),
        )),
        _ if rows > u64::from(u32::MAX) => Err(metadata(
            "token_embd.weight".to_owned(),
            rows,
            "at most 2^32 - 1 rows".to_owned(),
        )),
        _ => Ok(rows as usize),
    }
}
