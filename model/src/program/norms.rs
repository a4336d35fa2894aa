//! The names of a model's norms.

use std::fmt;

use crate::config::Config;

/// The gain of an RMSNorm. Displayed as GGUF names it: `blk.3.attn_norm`, `output_norm`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NormId {
    /// Before the attention of a layer.
    Attention(u16),
    /// Of every head of a layer's queries, before they are rotated.
    Queries(u16),
    /// Of every head of a layer's keys, before they are rotated.
    Keys(u16),
    /// Before the feed-forward block of a layer.
    FeedForward(u16),
    /// Before the output head.
    Output,
}

impl NormId {
    /// The stem of the tensor's name.
    pub fn name(self) -> &'static str {
        match self {
            NormId::Attention(_) => "attn_norm",
            NormId::Queries(_) => "attn_q_norm",
            NormId::Keys(_) => "attn_k_norm",
            NormId::FeedForward(_) => "ffn_norm",
            NormId::Output => "output_norm",
        }
    }

    /// Those of a layer.
    pub(crate) fn in_layer(layer: u16, config: &Config) -> impl Iterator<Item = NormId> {
        let heads = [NormId::Queries(layer), NormId::Keys(layer)];
        let heads = heads.into_iter().filter(|_| config.head_norms);
        [NormId::Attention(layer), NormId::FeedForward(layer)]
            .into_iter()
            .chain(heads)
    }

    /// Those of a model, whose layers are at most 65,535.
    pub(crate) fn all(config: &Config) -> impl Iterator<Item = NormId> {
        let layers = 0..config.layers as u16;
        layers
            .flat_map(|layer| NormId::in_layer(layer, config))
            .chain([NormId::Output])
    }

    /// Values of the gain.
    pub fn width(self, config: &Config) -> usize {
        match self {
            NormId::Queries(_) | NormId::Keys(_) => config.key_length,
            NormId::Attention(_) | NormId::FeedForward(_) | NormId::Output => config.width,
        }
    }
}

impl fmt::Display for NormId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NormId::Attention(layer)
            | NormId::Queries(layer)
            | NormId::Keys(layer)
            | NormId::FeedForward(layer) => write!(f, "blk.{layer}.")?,
            NormId::Output => {}
        }
        f.write_str(self.name())
    }
}
