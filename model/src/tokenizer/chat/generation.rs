//! The block `{% generation %}`, an extension of `transformers` that marks what the assistant says.

use std::borrow::Cow;
use std::sync::LazyLock;

use fancy_regex::{Captures, Regex};

/// What keeps its text (comments, raw blocks) or a mark.
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xs) \{\#.*?\#\}
        | \{%[-+]?\s*raw\s*[-+]?%\} .*? \{%[-+]?\s*endraw\s*[-+]?%\}
        | \{%(?<open>[-+]?)\s*(?<end>end)?generation\s*(?<close>[-+]?)%\}",
    )
    .expect("it is a pattern")
});

/// Writes the marks as `{% with %}`: all that they do to the text is to open a scope.
pub(super) fn as_scopes(source: &str) -> Cow<'_, str> {
    MARK.replace_all(source, |found: &Captures<'_, str>| {
        let part = |name| found.name(name).map_or("", |part| part.as_str());
        match found.name("close") {
            None => found[0].to_owned(),
            Some(close) => format!(
                "{{%{} {}with {}%}}",
                part("open"),
                part("end"),
                close.as_str()
            ),
        }
    })
}
