//! Which metadata keys matter, and what becomes of each: honoured, refused, or without effect on the result.
//!
//! A key that changes the result and is not followed would make another model speak, without a word. So
//! every key of the architecture and of the tokenizer stands here, and any other is refused. The same table
//! is in docs/models.md.

mod table;

use crate::ModelError;
use crate::architecture::Architecture;
use crate::gguf::{Gguf, Value, excerpt};
use table::KEYS;

/// What becomes of a key.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Decision {
    /// The result follows it.
    Honoured,
    /// Not supported: the model is refused unless the value is one that changes nothing.
    Unless(Plain),
    /// It changes nothing of the result.
    NoEffect,
}

/// The value of an unsupported key that changes nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Plain {
    Is(f64),
    Bool(bool),
    Text(&'static str),
    EmptyArray,
    /// A window of zero, or as long as the context.
    WholeContext,
    Nothing,
}

/// Refuses a file that says what would change the result and is not supported or not known.
pub(crate) fn check(gguf: &Gguf<'_>, architecture: Architecture) -> Result<(), ModelError> {
    for (key, value) in gguf.metadata() {
        let Some((_, Decision::Unless(plain), why)) = entry(key, architecture) else {
            continue;
        };
        if plain.is(value, gguf, architecture)? {
            continue;
        }
        return Err(match plain {
            Plain::Nothing => ModelError::UnknownKey {
                key: excerpt(key),
                why,
            },
            plain => ModelError::Metadata {
                key: (*key).to_owned(),
                found: value.to_string(),
                expected: match *why {
                    "" => format!("{plain}: nothing else is supported"),
                    why => format!("{plain} ({why})"),
                }
                .replace(ARCH, architecture.name()),
            },
        });
    }
    Ok(())
}

/// Stands for the architecture's name.
const ARCH: &str = "ARCH";

/// The line about a key; none for keys of other programs, which no loader reads.
fn entry(
    key: &str,
    architecture: Architecture,
) -> Option<&'static (&'static str, Decision, &'static str)> {
    let own = key.strip_prefix(architecture.name());
    KEYS.iter().find(|(pattern, ..)| {
        let (key, pattern) = match (own, pattern.strip_prefix(ARCH)) {
            (Some(own), Some(pattern)) => (own, pattern),
            _ => (key, *pattern),
        };
        match pattern.strip_suffix('*') {
            Some(prefix) => key.starts_with(prefix),
            None => key == pattern,
        }
    })
}

impl Plain {
    fn is(
        self,
        value: &Value<'_>,
        gguf: &Gguf<'_>,
        architecture: Architecture,
    ) -> Result<bool, ModelError> {
        let number = value.as_float().or(value.as_unsigned().map(|n| n as f64));
        Ok(match self {
            Plain::Is(plain) => number == Some(plain),
            Plain::Bool(plain) => value.as_bool() == Some(plain),
            Plain::Text(plain) => value.as_str() == Some(plain),
            Plain::EmptyArray => value.as_array().is_some_and(|array| array.is_empty()),
            Plain::WholeContext => {
                let context = gguf.unsigned(&format!("{}.context_length", architecture.name()))?;
                let window = value.as_unsigned();
                window == Some(0) || window.zip(context).is_some_and(|(window, n)| window >= n)
            }
            Plain::Nothing => false,
        })
    }
}

impl std::fmt::Display for Plain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Plain::Is(number) => write!(f, "{number}"),
            Plain::Bool(value) => write!(f, "{value}"),
            Plain::Text(text) => write!(f, "{text:?}"),
            Plain::EmptyArray => f.write_str("an empty array"),
            Plain::WholeContext => f.write_str("0 or at least ARCH.context_length"),
            Plain::Nothing => f.write_str("no such key"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Decision::{Honoured, NoEffect, Unless};
    use super::*;

    #[test]
    fn the_documented_table_is_the_one_in_force() {
        let line = |(key, decision, word): &(&str, Decision, &str)| {
            let decision = match decision {
                Honoured => "honoured".to_owned(),
                Unless(Plain::Nothing) => "refused".to_owned(),
                Unless(plain) => format!("refused unless {plain}"),
                NoEffect => "no effect".to_owned(),
            };
            format!("| `{key}` | {decision} | {word} |\n")
        };
        let table: String = KEYS.iter().map(line).collect();
        let documented = include_str!("../../docs/models.md");
        assert!(
            documented.contains(&table),
            "docs/models.md lacks this table:\n{table}"
        );
    }

    #[test]
    fn no_line_hides_another() {
        for (i, line) in KEYS.iter().enumerate() {
            let key = line.0.replace(ARCH, "llama");
            let found = entry(&key, Architecture::Llama).unwrap();
            assert_eq!(found.0, line.0, "line {i}");
        }
        assert!(entry("quantize.imatrix.file", Architecture::Llama).is_none());
    }

    #[test]
    fn keys_of_another_architecture_are_those_of_another_program() {
        let found = |key, architecture| entry(key, architecture).map(|line| line.0);
        assert_eq!(
            found("qwen3.unheard_of", Architecture::Qwen3),
            Some("ARCH.*")
        );
        assert_eq!(found("qwen3.unheard_of", Architecture::Qwen2), None);
        let layout = "llama.tensor_data_layout";
        assert_eq!(found(layout, Architecture::Llama), Some(layout));
        let layout = "qwen2.tensor_data_layout";
        assert_eq!(found(layout, Architecture::Qwen2), Some("ARCH.*"));
    }
}
