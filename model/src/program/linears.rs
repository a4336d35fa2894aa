//! The names of a model's matrices.

use std::fmt;

/// Which matrix of a layer, named after the role of its result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinearKind {
    /// Hidden state to queries, `[heads * key_length][width]`.
    Query,
    /// Hidden state to keys, `[key_value_heads * key_length][width]`.
    Key,
    /// Hidden state to values, `[key_value_heads * value_length][width]`.
    Value,
    /// Results of all heads to the residual stream, `[width][heads * value_length]`.
    AttentionOutput,
    /// Hidden state to what SwiGLU takes the sigmoid of, `[feed_forward][width]`.
    Gate,
    /// Hidden state to what SwiGLU multiplies by, `[feed_forward][width]`.
    Up,
    /// Result of SwiGLU to the residual stream, `[width][feed_forward]`.
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
    /// Which matrix of the layer.
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
