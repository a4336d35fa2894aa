//! Offsets and scales of keys, measured on a text.
//!
//! Some channels of a key are large for every token. A device that keeps keys in few bits subtracts an offset
//! from each channel first, and softmax does not notice. A good offset is the middle of what the channel
//! holds. Neither does softmax notice when a channel of the keys is multiplied by a power of two and that of
//! the queries divided by it. A device's rotation spreads a key over its channels; then what rounding adds to
//! scores grows with
//!
//! ```text
//! sum of k'^2 * sum of q'^2,   k' = (k - offset) * 2^a,   q' = q * 2^-a,   over the channels of a head
//! ```
//! which is least where 2^a is the root of rms(q) / rms(k - offset):
//!
//! ```text
//! text --F32 model--> keys after RoPE, but for the first token --> (p99.5 + p0.5) / 2 of each channel --> FP16
//!                 `-> log2(rms(q) / rms(k - offset)) / 2, less its mean over the head --> a, an integer
//! ```

mod file;
mod measure;

use std::fmt;
use std::ops::Range;

use half::f16;

pub use file::CalibrationError;
pub use measure::{CALIBRATION_TOKENS, MeasureError};

/// The largest magnitude of a scale's exponent.
const LARGEST_EXPONENT: i8 = 8;

/// Which keys a model makes: a calibration fits models of the same fingerprint only.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fingerprint {
    /// Transformer layers.
    pub layers: usize,
    /// Heads of keys per layer.
    pub key_value_heads: usize,
    /// Channels of a head.
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

/// An offset and a scale for each channel of each head of each layer.
#[derive(Clone, PartialEq, Debug)]
pub struct Calibration {
    /// The model that was measured.
    pub fingerprint: Fingerprint,
    /// What the model read meanwhile.
    pub text: CalibrationText,
    /// `[layers][key/value heads][key_length]`, finite.
    offsets: Vec<f16>,
    /// Logarithms of the scales, of the same shape, from -8 to 8.
    exponents: Vec<i8>,
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
        &self.offsets[self.channels(layer, head)]
    }

    /// The scales of a head of a layer, `[key_length]`: channel i of a key less its offset is multiplied by 2
    /// to the power of element i, that of its queries divided by it.
    ///
    /// # Panics
    /// When the model has no such head.
    pub fn exponents(&self, layer: usize, head: usize) -> &[i8] {
        &self.exponents[self.channels(layer, head)]
    }

    fn channels(&self, layer: usize, head: usize) -> Range<usize> {
        let Fingerprint {
            layers,
            key_value_heads,
            key_length,
            ..
        } = self.fingerprint;
        assert!(layer < layers && head < key_value_heads, "no such head");
        let start = (layer * key_value_heads + head) * key_length;
        start..start + key_length
    }
}
