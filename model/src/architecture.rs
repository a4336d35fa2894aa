//! The architectures whose models are run, and where they differ.

use harmonia_numerics::vector::Pairing;

use crate::program::LinearKind;

/// An architecture as `general.architecture` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Architecture {
    /// `llama`: Llama 1 to 3, Mistral, SmolLM and others.
    Llama,
    /// `qwen2`: Qwen 2 and 2.5, with biases of queries, keys and values.
    Qwen2,
    /// `qwen3`: the dense models of Qwen 3, with a norm of every query and key head.
    Qwen3,
}

impl Architecture {
    /// All of them.
    pub const ALL: [Architecture; 3] = [
        Architecture::Llama,
        Architecture::Qwen2,
        Architecture::Qwen3,
    ];

    /// The name in files, and the beginning of its keys.
    pub fn name(self) -> &'static str {
        match self {
            Architecture::Llama => "llama",
            Architecture::Qwen2 => "qwen2",
            Architecture::Qwen3 => "qwen3",
        }
    }

    /// The architecture of this name.
    pub fn named(name: &str) -> Option<Architecture> {
        Architecture::ALL.into_iter().find(|own| own.name() == name)
    }

    /// Which channels RoPE turns together. Converters permute the rows of llama's queries and keys so that they are
    /// neighbours; checkpoints pair i with i + half.
    pub(crate) fn pairing(self) -> Pairing {
        match self {
            Architecture::Llama => Pairing::Adjacent,
            Architecture::Qwen2 | Architecture::Qwen3 => Pairing::Halves,
        }
    }

    /// Whether every head of queries and keys is normed before RoPE.
    pub(crate) fn has_head_norms(self) -> bool {
        self == Architecture::Qwen3
    }

    /// Whether a file may bring factors of RoPE's frequencies, `rope_freqs.weight`.
    pub(crate) fn has_rope_factors(self) -> bool {
        self == Architecture::Llama
    }

    /// Linear layers that may have a bias.
    pub(crate) fn biases(self) -> &'static [LinearKind] {
        use LinearKind::{AttentionOutput, Key, Query, Value};
        match self {
            Architecture::Llama => &LinearKind::LAYER,
            Architecture::Qwen2 => &[Query, Key, Value],
            Architecture::Qwen3 => &[Query, Key, Value, AttentionOutput],
        }
    }

    /// Whether those all have one.
    pub(crate) fn needs_biases(self) -> bool {
        self == Architecture::Qwen2
    }
}
