//! Offsets of keys, measured on a text.
//!
//! Some channels of a key are large for every token. A device that keeps keys in few bits subtracts an offset from each channel
//! first, and softmax does not notice. A good offset is the middle of what the channel holds:
//!
//! ```text
//! text --F32 model--> keys after RoPE, but for the first token --> (p99.5 + p0.5) / 2 of each channel --> FP16
//! ```

mod file;
mod measure;

use std::fmt;

use half::f16;

pub use file::CalibrationError;
pub use measure::{CALIBRATION_TOKENS, MeasureError};

/// Which keys a model makes: a calibration fits models of the same fingerprint only.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fingerprint {
    pub layers: usize,
    pub key_value_heads: usize,
    pub key_length: usize,
    /// SHA-256 of every layer's `attn_k.weight` as it is in the file.
    pub keys_sha256: [u8; 32],
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, ..] = self.keys_sha256;
        write!(
            f,
            "{} layers of {} heads of {} channels, key matrices {a:02x}{b:02x}{c:02x}{d:02x}",
            self.layers, self.key_value_heads, self.key_length
        )
    }
}

/// The text that was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CalibrationText {
    /// For people: the file's name.
    pub name: String,
    /// Of the whole file.
    pub sha256: [u8; 32],
    /// Its first tokens, which were read.
    pub tokens: usize,
}

/// An FP16 offset for each channel of each head of each layer.
#[derive(Clone, PartialEq, Debug)]
pub struct Calibration {
    pub fingerprint: Fingerprint,
    pub text: CalibrationText,
    /// `[layers][key/value heads][key_length]`, finite.
    offsets: Vec<f16>,
}

impl Calibration {
    /// Those that come with the crate.
    const BUNDLED: [&[u8]; 2] = [
        include_bytes!("../../assets/tiny.kv"),
        include_bytes!("../../assets/smollm2.kv"),
    ];

    /// The calibration that comes with the crate for a model, if there is one.
    pub fn bundled(fingerprint: &Fingerprint) -> Option<Calibration> {
        Self::BUNDLED
            .into_iter()
            .map(|bytes| Self::from_bytes(bytes).expect("the files of the crate are whole"))
            .find(|calibration| calibration.fingerprint == *fingerprint)
    }

    /// The offsets of a head of a layer, `[key_length]`.
    ///
    /// # Panics
    /// When the model has no such head.
    pub fn offsets(&self, layer: usize, head: usize) -> &[f16] {
        let Fingerprint {
            layers,
            key_value_heads,
            key_length,
            ..
        } = self.fingerprint;
        assert!(layer < layers && head < key_value_heads, "no such head");
        &self.offsets[(layer * key_value_heads + head) * key_length..][..key_length]
    }
}
