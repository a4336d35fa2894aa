//! What of a template's source the engine does not know.

use std::sync::LazyLock;

use fancy_regex::{Captures, Regex};

/// A mark of what the assistant says, `{% generation %}`, or what keeps its text: comments,
/// expressions, raw blocks.
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xs) \{\#.*?\#\} | \{\{.*?\}\}
        | \{%[-+]?\s*raw\s*[-+]?%\} .*? \{%[-+]?\s*endraw\s*[-+]?%\}
        | \{%(?<open>[-+]?)\s*(?<end>end)?generation\s*(?<close>[-+]?)%\}",
    )
    .expect("it is a pattern")
});

/// Makes ready what [`for_engine`] needs, so that a copy of this process need not wait for it.
pub(super) fn prepare() {
    LazyLock::force(&MARK);
}

/// Ends lines as Jinja2 does, with `\n`, and writes the marks, an extension of `transformers`, as
/// `{% with %}`: all that they do to the text is to open a scope.
pub(super) fn for_engine(source: &str) -> String {
    let source = source.replace("\r\n", "\n").replace('\r', "\n");
    let marks = MARK.replace_all(&source, |found: &Captures<'_, str>| {
        let part = |name| found.name(name).map_or("", |part| part.as_str());
        match found.name("close") {
            None => found[0].to_owned(),
            Some(_) => {
                let (open, end, close) = (part("open"), part("end"), part("close"));
                format!("{{%{open} {end}with {close}%}}")
            }
        }
    });
    marks.into_owned()
}
