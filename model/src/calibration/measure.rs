//! A calibration from a text.

use std::sync::Arc;

use half::f16;
use rayon::prelude::*;
use thiserror::Error;

use super::{Calibration, CalibrationText, LARGEST_EXPONENT};
use crate::forward::Reference;
use crate::model::Model;
use crate::program::{Attend, BatchError, Coded, Executor, Logits, Operation, Session};

/// Tokens of a text that are enough: more move the percentiles less than a text of another kind does.
pub const CALIBRATION_TOKENS: usize = 2048;
/// Tokens of a forward call.
const CHUNK: usize = 128;
/// What lies outside of these percentiles does not move an offset.
const PERCENTILES: [f64; 2] = [0.5, 99.5];

/// Why there is no calibration.
#[derive(Debug, Error)]
pub enum MeasureError {
    /// The first token does not count, and there is no other.
    #[error("the text has {found} tokens; at least 2 are needed, because the first does not count")]
    TooShort {
        /// Tokens that were given.
        found: usize,
    },
    /// The middle of a channel's keys is NaN or beyond the range of FP16.
    #[error(
        "channel {channel} of head {head} of layer {layer} has no finite offset in FP16: {value}"
    )]
    NotFinite {
        /// The layer, from 0.
        layer: usize,
        /// The key/value head, from 0.
        head: usize,
        /// The channel of the head, from 0.
        channel: usize,
        /// The offset before it is rounded to FP16.
        value: f64,
    },
    /// The reference could not process the text.
    #[error(transparent)]
    Forward(#[from] BatchError),
}

impl MeasureError {
    /// The stable name of the error, for programs and for searching.
    pub fn code(&self) -> &'static str {
        match self {
            MeasureError::TooShort { .. } => "calibrate.too_short",
            MeasureError::NotFinite { .. } => "calibrate.not_finite",
            MeasureError::Forward(source) => source.code(),
        }
    }
}

impl Calibration {
    /// Runs `model` in FP32 over `tokens` and takes the middle of every channel of its keys, and the scale
    /// that balances it with its queries. `name` and `sha256` say where the tokens are from; `progress` is
    /// called with the tokens done.
    pub fn measure(
        model: &Arc<Model>,
        tokens: &[u32],
        name: String,
        sha256: [u8; 32],
        progress: &mut dyn FnMut(usize),
    ) -> Result<Calibration, MeasureError> {
        if tokens.len() < 2 {
            let found = tokens.len();
            return Err(MeasureError::TooShort { found });
        }
        let config = &model.config;
        let width = config.key_value_heads * config.key_length;
        let mut recorder = Recorder::new(model);
        let mut session = Session::new(Reference::new(Arc::clone(model)))?;
        for chunk in tokens.chunks(CHUNK) {
            recorder.forward(&mut session, chunk)?;
            progress(session.position());
        }
        let channels = (0..config.layers * width).into_par_iter().map(|index| {
            let (layer, channel) = (index / width, index % width);
            let column = recorder.keys[layer][width..].iter();
            let column = column
                .skip(channel)
                .step_by(width)
                .map(|key| f64::from(*key));
            let column: Vec<f64> = column.collect();
            let value = middle(column.clone());
            let offset = f16::from_f64(value);
            if !offset.is_finite() {
                return Err(MeasureError::NotFinite {
                    layer,
                    head: channel / config.key_length,
                    channel: channel % config.key_length,
                    value,
                });
            }
            let squares = column.iter().map(|key| (key - value) * (key - value));
            let queries = recorder.queries_squared[layer][channel];
            Ok((offset, balance(queries, squares.sum())))
        });
        let channels = channels.collect::<Result<Vec<_>, _>>()?;
        let (offsets, logarithms): (Vec<_>, Vec<_>) = channels.into_iter().unzip();
        let exponents = logarithms.chunks(config.key_length).flat_map(exponents);
        Ok(Calibration {
            fingerprint: model.fingerprint.clone(),
            text: CalibrationText {
                name,
                sha256,
                tokens: tokens.len(),
            },
            exponents: exponents.collect(),
            offsets,
        })
    }
}

/// Half of the sum of the percentiles; there is at least one value.
fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    let [low, high] = PERCENTILES.map(|percent| percentile(&values, percent));
    (low + high) / 2.0
}

/// The percentile of sorted values, linear between two of them.
fn percentile(sorted: &[f64], percent: f64) -> f64 {
    let at = percent / 100.0 * (sorted.len() - 1) as f64;
    let below = at.floor();
    let [a, b] = [below, at.ceil()].map(|index| sorted[index as usize]);
    a + (b - a) * (at - below)
}

/// log2(rms(query) / rms(key)) / 2 but for a constant, from sums of squares; 0 for a channel that lacks
/// either.
fn balance(queries_squared: f64, keys_squared: f64) -> f64 {
    if queries_squared > 0.0 && keys_squared > 0.0 {
        libm::log2(queries_squared / keys_squared) / 4.0
    } else {
        0.0
    }
}

/// The exponents of a head's scales: integers, 0 in the mean but for rounding.
fn exponents(logarithms: &[f64]) -> Vec<i8> {
    let mean = logarithms.iter().sum::<f64>() / logarithms.len() as f64;
    let largest = f64::from(LARGEST_EXPONENT);
    let round = |logarithm: &f64| (logarithm - mean).round().clamp(-largest, largest) as i8;
    logarithms.iter().map(round).collect()
}

/// What attention is asked for, seen between the steps of the reference.
struct Recorder {
    /// Of each layer: `[tokens][key/value heads][key_length]`.
    keys: Vec<Vec<f32>>,
    /// Of each layer: `[key/value heads][key_length]`, sums over all query heads of a key/value head and all
    /// tokens but the first.
    queries_squared: Vec<Vec<f64>>,
    key_length: usize,
}

impl Recorder {
    fn new(model: &Model) -> Recorder {
        let config = &model.config;
        let width = config.key_value_heads * config.key_length;
        Recorder {
            keys: vec![Vec::new(); config.layers],
            queries_squared: vec![vec![0.0; width]; config.layers],
            key_length: config.key_length,
        }
    }

    /// A forward pass without logits.
    fn forward(
        &mut self,
        session: &mut Session<Reference>,
        tokens: &[u32],
    ) -> Result<(), BatchError> {
        let first = session.position() == 0;
        session.walk(tokens, Logits::None, |reference, step| {
            if let Operation::Attend(attend) = &step.operation {
                self.record(reference, attend, first)?;
            }
            reference.step(step)
        })?;
        Ok(())
    }

    fn record(
        &mut self,
        reference: &mut Reference,
        attend: &Attend,
        first: bool,
    ) -> Result<(), BatchError> {
        let keys = reference.read(attend.keys)?;
        self.keys[attend.layer].extend(keys);
        let (length, width) = (self.key_length, keys.len());
        let queries = reference.read(attend.queries)?;
        let group = queries.len() / width;
        let sums = &mut self.queries_squared[attend.layer];
        let tokens = queries.chunks(sums.len() * group);
        for queries in tokens.skip(usize::from(first)) {
            for (index, &query) in queries.iter().enumerate() {
                let channel = index / (length * group) * length + index % length;
                sums[channel] += f64::from(query) * f64::from(query);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::WeightChoice;

    /// The figures are numpy's: `np.percentile(values, [0.5, 99.5])`.
    #[test]
    fn percentiles_are_linear_between_values() {
        let values: Vec<f64> = (0..1000).map(|i| f64::from(i * 7 % 1000)).collect();
        assert_eq!(middle(values.clone()), 499.5);
        let mut sorted = values;
        sorted.sort_by(f64::total_cmp);
        assert!((percentile(&sorted, 0.5) - 4.995).abs() < 1e-12);
        assert!((percentile(&sorted, 99.5) - 994.005).abs() < 1e-12);
        assert_eq!(middle(vec![3.0]), 3.0);
        assert_eq!(middle(vec![1.0, 2.0]), 1.5);
    }

    #[test]
    fn scales_balance_keys_and_queries() {
        // Queries of root mean square 4; keys of 1, 16 and 1/4: halves of 2, -2 and 4, less their mean of
        // 2/3.
        let logarithms = [1.0, 16.0, 0.25f64].map(|key| balance(16.0, key * key));
        assert_eq!(logarithms, [1.0, -1.0, 2.0]);
        assert_eq!(exponents(&logarithms), [0, -2, 1]);
        // Channels that hold nothing keep what they have.
        assert_eq!([balance(0.0, 1.0), balance(1.0, 0.0)], [0.0, 0.0]);
        assert_eq!(exponents(&[40.0, -40.0, 0.0, 0.0]), [8, -8, 0, 0]);
    }

    /// Offsets of layer 0 from its keys, which depend on nothing but the embedding.
    #[test]
    fn the_first_token_does_not_count() {
        let model = Arc::new(Model::bundled(WeightChoice::Auto, &mut |_, _| {}).unwrap());
        let measure = |tokens: &[u32]| {
            let mut done = 0;
            let progress = &mut |tokens| done = tokens;
            let measured = Calibration::measure(&model, tokens, "t".into(), [0; 32], progress);
            assert_eq!(done, tokens.len());
            measured.unwrap()
        };
        let (one, other) = (measure(&[5, 9, 300]), measure(&[77, 9, 300]));
        let heads = 0..model.config.key_value_heads;
        for head in heads.clone() {
            assert_eq!(one.offsets(0, head), other.offsets(0, head));
            assert_eq!(one.exponents(0, head), other.exponents(0, head));
        }
        let last = measure(&[5, 9, 301]);
        assert!(
            heads
                .into_iter()
                .any(|head| one.offsets(0, head) != last.offsets(0, head))
        );
        assert_eq!(one.fingerprint, model.fingerprint);
        let short = Calibration::measure(&model, &[1], String::new(), [0; 32], &mut |_| {});
        assert_eq!(short.unwrap_err().code(), "calibrate.too_short");
    }

    #[test]
    fn the_bundled_model_has_a_calibration() {
        let model = Model::bundled(WeightChoice::Int4, &mut |_, _| {}).unwrap();
        let calibration = Calibration::bundled(&model.fingerprint).unwrap();
        assert_eq!(calibration.fingerprint, model.fingerprint);
        let mut other = model.fingerprint.clone();
        other.keys_sha256[31] ^= 1;
        assert_eq!(Calibration::bundled(&other), None);
    }
}
