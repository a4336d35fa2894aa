//! How queries and keys are rotated, from the metadata.

use harmonia_numerics::vector::Pairing;

use super::lookup::{LARGEST, Lookup, metadata, missing};
use crate::ModelError;
use crate::gguf::excerpt;

/// Rotary position embedding: pair i of a head turns by `position / scale * base^(-2i/dimensions) / factors[i]`,
/// but for what YaRN leaves as it was without the scale.
#[derive(Clone, Debug, PartialEq)]
pub struct RopeConfig {
    /// Which channels of a head are a pair.
    pub pairing: Pairing,
    /// The base of the frequencies, theta: 10000 in the paper (arXiv 2104.09864), 500000 in Llama 3.
    pub base: f64,
    /// Leading values of a head that are rotated; even, at most the head's length.
    pub dimensions: usize,
    /// Linear position scaling; 1 for none.
    pub scale: f64,
    /// Which pairs are scaled, and how much of each; `None`: all.
    pub yarn: Option<Yarn>,
    /// How many times longer the rotated values become; 1 for none.
    pub length: f64,
    /// Divisors of the frequencies, one a pair (`rope_freqs.weight` of Llama 3.1); empty for none.
    pub factors: Vec<f32>,
}

/// YaRN (arXiv 2309.00071): pairs that turn often within the original context keep their frequencies, those that
/// turn seldom are scaled, and between there is a ramp.
#[derive(Clone, Debug, PartialEq)]
pub struct Yarn {
    /// Tokens of the context that the model had before it was extended.
    pub original_context: usize,
    /// Pairs that turn more often in it are not scaled.
    pub beta_fast: f64,
    /// Pairs that turn less often in it are scaled.
    pub beta_slow: f64,
}

impl RopeConfig {
    pub(super) fn read(
        lookup: &Lookup<'_>,
        key_length: usize,
        context: usize,
    ) -> Result<RopeConfig, ModelError> {
        let name = "rope.dimension_count";
        let dimensions = lookup.optional(name, LARGEST)?.unwrap_or(key_length);
        if dimensions > key_length || dimensions % 2 != 0 {
            return Err(metadata(
                lookup.key(name),
                dimensions,
                format!("an even number up to the head length {key_length}"),
            ));
        }
        let name = "rope.freq_base";
        let base = lookup.float(name, 1.0..=1e12)?.unwrap_or(10_000.0);
        let (scale, is_yarn) = scale(lookup)?;
        if is_yarn && base == 1.0 {
            return Err(metadata(
                lookup.key(name),
                base,
                "more than 1 with YaRN".to_owned(),
            ));
        }
        let factor = lookup.float("rope.scaling.attn_factor", 1e-3..=1e3)?;
        let yarn = yarn(lookup, scale, is_yarn, context)?;
        let stretch = yarn.as_ref().map_or(1.0, |_| yarn_length(scale));
        Ok(RopeConfig {
            pairing: lookup.architecture.pairing(),
            base,
            dimensions,
            scale,
            yarn,
            length: factor.unwrap_or(1.0) * stretch,
            factors: factors(lookup, dimensions)?,
        })
    }
}

/// The scale of positions, and whether it is YaRN's.
fn scale(lookup: &Lookup<'_>) -> Result<(f64, bool), ModelError> {
    let kind = lookup.key("rope.scaling.type");
    // The key that files had before `rope.scaling` existed.
    let old = scaling_factor(lookup, "rope.scale_linear")?;
    let factor = scaling_factor(lookup, "rope.scaling.factor")?.or(old);
    let required = || factor.ok_or_else(|| missing(lookup.key("rope.scaling.factor")));
    match lookup.gguf.string(&kind)? {
        Some("none") => Ok((1.0, false)),
        Some("linear") => Ok((required()?, false)),
        Some("yarn") => Ok((required()?, true)),
        Some(other) => Err(metadata(
            kind,
            excerpt(other),
            "\"none\", \"linear\" or \"yarn\" (Llama 3 factors come as rope_freqs.weight)"
                .to_owned(),
        )),
        None => Ok((factor.unwrap_or(1.0), false)),
    }
}

/// A factor of scaling; 0, which converters write for none, is 1.
fn scaling_factor(lookup: &Lookup<'_>, name: &str) -> Result<Option<f64>, ModelError> {
    match lookup.gguf.float(&lookup.key(name))? {
        Some(0.0) => Ok(Some(1.0)),
        _ => lookup.float(name, 1e-6..=1e6),
    }
}

fn yarn(
    lookup: &Lookup<'_>,
    scale: f64,
    is_yarn: bool,
    context: usize,
) -> Result<Option<Yarn>, ModelError> {
    let beta = |name| lookup.float(name, 1e-6..=1e6);
    let yarn = Yarn {
        original_context: lookup
            .optional("rope.scaling.original_context_length", u32::MAX.into())?
            .unwrap_or(context),
        beta_fast: beta("rope.scaling.yarn_beta_fast")?.unwrap_or(32.0),
        beta_slow: beta("rope.scaling.yarn_beta_slow")?.unwrap_or(1.0),
    };
    // How much of YaRN there is, and a length that loaders do not agree whether to multiply by or to use instead:
    // both have to be what they are without the key.
    let (extent, length) = if is_yarn {
        (1.0, yarn_length(scale))
    } else {
        (0.0, 1.0)
    };
    for (name, expected) in [("yarn_ext_factor", extent), ("yarn_attn_factor", length)] {
        let key = lookup.key(&format!("rope.scaling.{name}"));
        let found = lookup.gguf.float(&key)?.unwrap_or(expected);
        let tolerance = 1e-6 * expected;
        // NaN is in no range.
        if !(expected - tolerance..=expected + tolerance).contains(&found) {
            let with = if is_yarn { "with" } else { "without" };
            let expected = (expected * 1e6).round() / 1e6;
            return Err(metadata(
                key,
                found,
                format!("{expected} {with} YaRN: nothing else is supported"),
            ));
        }
    }
    Ok(is_yarn.then_some(yarn))
}

/// How many times longer YaRN makes what it rotates: section 3.4 of the paper, the temperature's root.
fn yarn_length(scale: f64) -> f64 {
    if scale > 1.0 {
        0.1 * libm::log(scale) + 1.0
    } else {
        1.0
    }
}

fn factors(lookup: &Lookup<'_>, dimensions: usize) -> Result<Vec<f32>, ModelError> {
    let name = "rope_freqs.weight";
    if lookup.gguf.tensor(name).is_none() {
        return Ok(Vec::new());
    }
    let shape = [dimensions as u64 / 2];
    let factors = lookup.gguf.shaped(name, &shape)?.dequantise()?;
    match factors.iter().find(|factor| **factor <= 0.0) {
        None => Ok(factors),
        Some(factor) => Err(metadata(
            name.to_owned(),
            factor,
            "positive factors".to_owned(),
        )),
    }
}
