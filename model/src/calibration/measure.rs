//! A calibration from a text.

use half::f16;
use rayon::prelude::*;
use thiserror::Error;

use super::{Calibration, CalibrationText, LARGEST_EXPONENT};
use crate::attention::{Attend, Attention};
use crate::forward::{F32Linears, ForwardError, HostAttention, Logits, Session};
use crate::linears::{LinearId, Linears};
use crate::model::Model;

/// Tokens of a text that are enough: more move the percentiles less than a text of another kind does.
pub const CALIBRATION_TOKENS: usize = 2048;
/// Tokens of a forward call.
const CHUNK: usize = 128;
/// What lies outside of these percentiles does not move an offset.
const PERCENTILES: [f64; 2] = [0.5, 99.5];

/// Why there is no calibration.
#[derive(Debug, Error)]
pub enum MeasureError {
    #[error("the text has {found} tokens; at least 2 are needed, because the first does not count")]
    TooShort { found: usize },
    #[error(
        "channel {channel} of head {head} of layer {layer} has no finite offset in FP16: {value}"
    )]
    NotFinite {
        layer: usize,
        head: usize,
        channel: usize,
        value: f64,
    },
    #[error(transparent)]
    Forward(#[from] ForwardError<std::convert::Infallible>),
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
    /// Runs `model` in FP32 over `tokens` and takes the middle of every channel of its keys, and the scale that balances it with its queries. `text` says where the tokens are from;
    /// `progress` is called with the tokens done.
    pub fn measure(
        model: &Model,
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
        let recorder = Recorder {
            inner: HostAttention::reference(model),
            keys: vec![Vec::new(); model.config.layers],
            queries_squared: vec![vec![0.0; width]; model.config.layers],
            key_length: model.config.key_length,
        };
        let mut session = Session::new(model, recorder);
        for chunk in tokens.chunks(CHUNK) {
            session.forward(chunk, Logits::Last)?;
            progress(session.position());
        }
        let recorder = session.executor();
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

/// log2(rms(query) / rms(key)) / 2 but for a constant, from sums of squares; 0 for a channel that lacks either.
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

/// The reference, whose keys are kept.
struct Recorder {
    inner: HostAttention<F32Linears>,
    /// A layer: `[tokens][key/value heads][key_length]`.
    keys: Vec<Vec<f32>>,
    /// A layer: `[key/value heads][key_length]`, sums over all query heads of a key/value head and all tokens but the first.
    queries_squared: Vec<Vec<f64>>,
    key_length: usize,
}

impl Linears for Recorder {
    type Error = std::convert::Infallible;

    fn apply(
        &mut self,
        ids: &[LinearId],
        tokens: usize,
        input: &[f32],
        outputs: &mut [Vec<f32>],
    ) -> Result<(), Self::Error> {
        self.inner.apply(ids, tokens, input, outputs)
    }
}

impl Attention for Recorder {
    fn begin(&mut self, start: usize, tokens: usize) -> Result<(), Self::Error> {
        self.inner.begin(start, tokens)
    }

    fn attend(&mut self, call: &Attend<'_>, out: &mut Vec<f32>) -> Result<(), Self::Error> {
        self.keys[call.layer].extend(call.keys);
        let length = self.key_length;
        let group = call.queries.len() / call.keys.len();
        let sums = &mut self.queries_squared[call.layer];
        let tokens = call.queries.chunks(sums.len() * group);
        for queries in tokens.skip(usize::from(call.start == 0)) {
            for (index, &query) in queries.iter().enumerate() {
                let channel = index / (length * group) * length + index % length;
                sums[channel] += f64::from(query) * f64::from(query);
            }
        }
        self.inner.attend(call, out)
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
        // Queries of root mean square 4; keys of 1, 16 and 1/4: halves of 2, -2 and 4, less their mean of 2/3.
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
        let model = Model::bundled(WeightChoice::Auto, &mut |_, _| {}).unwrap();
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
