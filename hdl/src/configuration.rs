//! Named configurations, read from `configurations.toml`.

use crate::expr::MultiplierCell;
use harmonia_contract::engine::MOST_BANKS;
use harmonia_contract::size::{LEAST_CONTEXT, MOST_CONTEXT};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The project's own configurations, as text.
pub const CONFIGURATIONS: &str = include_str!("../../configurations.toml");

/// A named set of generator parameters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Configuration {
    /// Its name in the file, which is that of its Verilog as well.
    pub name: String,
    /// One line on what it is for.
    pub description: String,
    /// Token rows: 1, 2 or 4.
    pub tokens: usize,
    /// Tokens that can share a weight: the most of a batch. Of an accelerator alone the Verilog does not depend on it.
    pub batch: usize,
    /// Elements of vector memory, a power of two from 1024 to 65536: the design is a whole system. Without them it is
    /// the accelerator alone.
    pub vectors: Option<usize>,
    /// What its multipliers are.
    pub multiplier: MultiplierCell,
    /// Tokens that attention can look back on: the depth of each token row's score buffer, a power of two from 64 to 8192.
    pub context: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    description: String,
    tokens: usize,
    batch: Option<usize>,
    vectors: Option<usize>,
    multiplier: MultiplierCell,
    #[serde(default = "most_context")]
    context: usize,
}

fn most_context() -> usize {
    MOST_CONTEXT
}

/// Why a configuration cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum ConfigurationError {
    /// The text is not TOML, or has a key that is not known, or lacks one.
    #[error("configurations: {0}")]
    Syntax(#[from] toml::de::Error),
    /// A parameter has a value that nothing is generated for.
    #[error("configuration `{name}`: {parameter} = {value} is not possible; use {allowed}")]
    Illegal {
        /// The configuration.
        name: String,
        /// The parameter, as the file spells it.
        parameter: &'static str,
        /// Its value.
        value: String,
        /// The values that are possible, in words.
        allowed: &'static str,
    },
    /// No configuration of that name is in the file.
    #[error("there is no configuration `{name}`; there are {known}")]
    Unknown {
        /// The name asked for.
        name: String,
        /// The names that are, with commas between.
        known: String,
    },
}

impl ConfigurationError {
    /// A stable code for programs.
    pub fn code(&self) -> &'static str {
        match self {
            ConfigurationError::Syntax(_) => "configuration.syntax",
            ConfigurationError::Illegal { .. } => "configuration.illegal",
            ConfigurationError::Unknown { .. } => "configuration.unknown",
        }
    }
}

impl Configuration {
    /// Every configuration of a file's text, by name. An illegal value is an error that names the parameter.
    pub fn parse(text: &str) -> Result<Vec<Configuration>, ConfigurationError> {
        let entries: BTreeMap<String, Entry> = toml::from_str(text)?;
        entries
            .into_iter()
            .map(|(name, entry)| {
                let illegal = |parameter, value: String, allowed| ConfigurationError::Illegal {
                    name: name.clone(),
                    parameter,
                    value,
                    allowed,
                };
                if ![1, 2, 4].contains(&entry.tokens) {
                    return Err(illegal("tokens", entry.tokens.to_string(), "1, 2 or 4"));
                }
                let most = entry.tokens * MOST_BANKS;
                let batch = entry.batch.unwrap_or(most);
                if !batch.is_multiple_of(entry.tokens) || !(1..=most).contains(&batch) {
                    let allowed = "a multiple of the token rows, at most 16 times as many";
                    return Err(illegal("batch", batch.to_string(), allowed));
                }
                let odd = |n: &usize| !n.is_power_of_two() || !(1024..=1 << 16).contains(n);
                if let Some(vectors) = entry.vectors.filter(odd) {
                    let allowed = "a power of two from 1024 to 65536";
                    return Err(illegal("vectors", vectors.to_string(), allowed));
                }
                let range = LEAST_CONTEXT..=MOST_CONTEXT;
                if !entry.context.is_power_of_two() || !range.contains(&entry.context) {
                    let allowed = "a power of two from 64 to 8192";
                    return Err(illegal("context", entry.context.to_string(), allowed));
                }
                let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
                if name.is_empty() || !name.chars().all(plain) {
                    return Err(illegal(
                        "name",
                        name.clone(),
                        "lower-case letters, digits and hyphens",
                    ));
                }
                Ok(Configuration {
                    description: entry.description,
                    tokens: entry.tokens,
                    batch,
                    vectors: entry.vectors,
                    multiplier: entry.multiplier,
                    context: entry.context,
                    name,
                })
            })
            .collect()
    }

    /// The project's own configurations.
    pub fn all() -> Vec<Configuration> {
        Self::parse(CONFIGURATIONS)
            .expect("the project's configurations are legal: a test reads them")
    }

    /// One of the project's own configurations.
    pub fn named(name: &str) -> Result<Configuration, ConfigurationError> {
        let all = Self::all();
        let known = all
            .iter()
            .map(|c| c.name.as_str())
            .collect::<Vec<_>>()
            .join(", ");
        all.into_iter()
            .find(|c| c.name == name)
            .ok_or(ConfigurationError::Unknown {
                name: name.into(),
                known,
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_projects_configurations_are_legal() {
        let names: Vec<_> = Configuration::all().into_iter().map(|c| c.name).collect();
        assert_eq!(names, ["pair", "quad", "single", "system", "ulx3s-85f"]);
    }

    #[test]
    fn illegal_combinations_name_the_parameter() {
        let three = "[x]\ndescription = ''\ntokens = 3\nmultiplier = 'ecp5'";
        let error = Configuration::parse(three).unwrap_err();
        assert_eq!(error.code(), "configuration.illegal");
        assert_eq!(
            error.to_string(),
            "configuration `x`: tokens = 3 is not possible; use 1, 2 or 4"
        );
        for context in [0, 32, 100, 16_384] {
            let odd = format!(
                "[x]\ndescription = ''\ntokens = 1\nmultiplier = 'ecp5'\ncontext = {context}"
            );
            assert_eq!(
                Configuration::parse(&odd).unwrap_err().to_string(),
                format!(
                    "configuration `x`: context = {context} is not possible; use a power of two from 64 to 8192"
                )
            );
        }
        for batch in [0, 6, 68] {
            let odd =
                format!("[x]\ndescription = ''\ntokens = 4\nmultiplier = 'ecp5'\nbatch = {batch}");
            assert_eq!(
                Configuration::parse(&odd).unwrap_err().to_string(),
                format!(
                    "configuration `x`: batch = {batch} is not possible; use a multiple of the token rows, at most 16 times as many"
                )
            );
        }
        let odd = "[x]\ndescription = ''\ntokens = 4\nmultiplier = 'ecp5'\nvectors = 1000";
        assert_eq!(
            Configuration::parse(odd).unwrap_err().to_string(),
            "configuration `x`: vectors = 1000 is not possible; use a power of two from 1024 to 65536"
        );
        let unknown = "[x]\ndescription = ''\ntokens = 2\nmultiplier = 'ecp5'\nlanes = 16";
        assert_eq!(
            Configuration::parse(unknown).unwrap_err().code(),
            "configuration.syntax"
        );
        assert_eq!(
            Configuration::named("octo").unwrap_err().code(),
            "configuration.unknown"
        );
    }
}
