//! The names of a model's matrices.

use std::fmt;

/// Which matrix of a layer, named after the role of its result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinearKind {
    Query,
    Key,
    Value,
    AttentionOutput,
    Gate,
    Up,
    Down,
    /// The output head: hidden state to logits.
    Output,
}

impl LinearKind {
    /// The matrices that every layer has, in the order they are used.
    pub const LAYER: [LinearKind; 7] = [
        LinearKind::Query,
        LinearKind::Key,
        LinearKind::Value,
        LinearKind::AttentionOutput,
        LinearKind::Gate,
        LinearKind::Up,
        LinearKind::Down,
    ];

    /// The stem of the tensor's name.
    pub fn name(self) -> &'static str {
        match self {
            LinearKind::Query => "attn_q",
            LinearKind::Key => "attn_k",
            LinearKind::Value => "attn_v",
            LinearKind::AttentionOutput => "attn_output",
            LinearKind::Gate => "ffn_gate",
            LinearKind::Up => "ffn_up",
            LinearKind::Down => "ffn_down",
            LinearKind::Output => "output",
        }
    }
}

/// One linear layer of a model. Displayed as GGUF names it: `blk.3.attn_q`, `output`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinearId {
    /// The layer; `None` for the output head.
    pub layer: Option<u16>,
    pub kind: LinearKind,
}

impl LinearId {
    /// The output head.
    pub const OUTPUT: LinearId = LinearId {
        layer: None,
        kind: LinearKind::Output,
    };

    /// A matrix of layer `layer`.
    pub fn in_layer(layer: u16, kind: LinearKind) -> LinearId {
        LinearId {
            layer: Some(layer),
            kind,
        }
    }
}

impl fmt::Display for LinearId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(layer) = self.layer {
            write!(f, "blk.{layer}.")?;
        }
        f.write_str(self.kind.name())
    }
}
