//! Metadata of a model's architecture, with ranges checked.

use std::ops::RangeInclusive;

use crate::ModelError;
use crate::architecture::Architecture;
use crate::gguf::{Gguf, GgufError, Value, excerpt};

/// No dimension of a sane model is larger; below it, products of two dimensions cannot overflow.
pub(super) const LARGEST: u64 = 1 << 24;

/// Looks keys of the file's architecture up, by their names behind the architecture's.
pub(super) struct Lookup<'a> {
    pub(super) gguf: &'a Gguf<'a>,
    pub(super) architecture: Architecture,
}

impl<'a> Lookup<'a> {
    pub(super) fn new(gguf: &'a Gguf<'a>) -> Result<Self, ModelError> {
        let key = "general.architecture";
        let found = gguf.string(key)?.ok_or_else(|| missing(key.to_owned()))?;
        let architecture = Architecture::named(found).ok_or_else(|| ModelError::Architecture {
            found: excerpt(found),
        })?;
        Ok(Lookup { gguf, architecture })
    }

    /// `block_count` as `llama.block_count`.
    pub(super) fn key(&self, name: &str) -> String {
        format!("{}.{name}", self.architecture.name())
    }

    pub(super) fn optional(&self, name: &str, largest: u64) -> Result<Option<usize>, ModelError> {
        let key = self.key(name);
        let value = self.gguf.unsigned(&key)?;
        value.map(|value| in_range(key, value, largest)).transpose()
    }

    pub(super) fn required(&self, name: &str, largest: u64) -> Result<usize, ModelError> {
        self.optional(name, largest)?
            .ok_or_else(|| missing(self.key(name)))
    }

    /// A number, or an array with a number for each layer, which have to be equal.
    pub(super) fn in_layers(&self, name: &str, layers: usize) -> Result<Option<usize>, ModelError> {
        let key = self.key(name);
        let is_array = |value: &Value<'_>| value.as_array().is_some();
        if !self.gguf.metadata().get(&*key).is_some_and(is_array) {
            return self.optional(name, LARGEST);
        }
        let numbers = self.gguf.words(&key)?.unwrap_or_default();
        if numbers.len() != layers {
            let found = format!("an array of {} numbers", numbers.len());
            return Err(metadata(key, found, format!("{layers}, one per layer")));
        }
        match numbers.iter().position(|number| *number != numbers[0]) {
            None => in_range(key, numbers[0].into(), LARGEST).map(Some),
            Some(layer) => Err(metadata(
                key,
                format!(
                    "{} in layer 0 and {} in layer {layer}",
                    numbers[0], numbers[layer]
                ),
                "the same in every layer".to_owned(),
            )),
        }
    }

    pub(super) fn float(
        &self,
        name: &str,
        range: RangeInclusive<f64>,
    ) -> Result<Option<f64>, ModelError> {
        let key = self.key(name);
        match self.gguf.float(&key)? {
            // NaN is in no range.
            Some(value) if !range.contains(&value) => {
                let expected = format!("{} to {}", range.start(), range.end());
                Err(metadata(key, value, expected))
            }
            value => Ok(value),
        }
    }

    pub(super) fn required_float(
        &self,
        name: &str,
        range: RangeInclusive<f64>,
    ) -> Result<f64, ModelError> {
        self.float(name, range)?
            .ok_or_else(|| missing(self.key(name)))
    }
}

fn in_range(key: String, value: u64, largest: u64) -> Result<usize, ModelError> {
    if (1..=largest).contains(&value) {
        Ok(value as usize)
    } else {
        Err(metadata(key, value, format!("1 to {largest}")))
    }
}

pub(super) fn missing(key: String) -> ModelError {
    ModelError::Gguf(GgufError::MissingKey { key })
}

pub(super) fn metadata(key: String, found: impl std::fmt::Display, expected: String) -> ModelError {
    ModelError::Metadata {
        key,
        found: found.to_string(),
        expected,
    }
}
