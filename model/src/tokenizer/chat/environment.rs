//! Jinja2 as `transformers` sets it up.
//!
//! Most of what the engine lacks is an error. What it takes and does otherwise, without a word: escapes
//! `\U0001f600` and line ends after a backslash stay as written, `varargs` and `kwargs` of macros are
//! empty, values of unlike types have an order, floats from 10^16 on are written without exponent where
//! they are joined to texts, ranges, macros and namespaces print in another form, `isdecimal` knows
//! ASCII digits only, and `casefold` is `lower`.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, ValueKind};
use minijinja::{Environment, Error, ErrorKind, Output, State, Value};
use minijinja_contrib::{filters, globals};

use super::clock::LocalTime;
use super::methods::{self, Side};
use super::python;

/// The work of one rendering: about so many steps, and 64 bytes of text a step. Real templates take
/// some hundreds of steps a message.
const FUEL: u64 = 2_000_000;

/// The environment of a rendering at the time `now`.
pub(super) fn environment(now: LocalTime) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_fuel(Some(FUEL));
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()
        .expect("the delimiters are Jinja's own");
    environment.set_syntax(syntax);
    environment.set_formatter(write);
    environment.set_unknown_method_callback(methods::call);
    environment.add_filter("tojson", python::tojson);
    environment.add_filter("default", default);
    environment.add_filter("d", default);
    environment.add_filter("center", center);
    environment.add_filter("escape", escape);
    environment.add_filter("e", escape);
    environment.add_filter("trim", trim);
    environment.add_filter("striptags", filters::striptags);
    environment.add_test("iterable", is_collection);
    environment.add_test("sequence", is_collection);
    environment.add_function("joiner", globals::joiner);
    environment.add_function("raise_exception", |message: String| -> Result<Value, _> {
        Err(Error::new(ErrorKind::InvalidOperation, message))
    });
    environment.add_function("strftime_now", move |format: &str| {
        now.format(format)
            .ok_or_else(|| Error::new(ErrorKind::InvalidOperation, "the time has no such format"))
    });
    environment
}

fn write(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    match python::as_float(value) {
        Some(number) => Ok(out.write_str(&python::float(number))?),
        None => minijinja::escape_formatter(out, state, value),
    }
}

/// The filter `default`, whose second argument may be named, too.
fn default(
    value: &Value,
    other: Option<Value>,
    boolean: Option<bool>,
    options: Kwargs,
) -> Result<Value, Error> {
    let other = match other {
        Some(other) => other,
        None => options
            .get::<Option<Value>>("default_value")?
            .unwrap_or_else(|| "".into()),
    };
    let boolean = match boolean {
        Some(boolean) => boolean,
        None => options.get::<Option<bool>>("boolean")?.unwrap_or(false),
    };
    options.assert_all_used()?;
    let missing = value.is_undefined() || boolean && !value.is_true();
    Ok(if missing { other } else { value.clone() })
}

/// What has a length and items: also texts, mappings and what is undefined, but not none.
fn is_collection(value: &Value) -> bool {
    !matches!(
        value.kind(),
        ValueKind::None | ValueKind::Bool | ValueKind::Number
    )
}

fn center(state: &mut State, text: &str, width: Option<usize>) -> Result<String, Error> {
    methods::padded(state, text, width.unwrap_or(80), ' ', Side::Both)
}

fn trim(text: &Value, set: Option<&str>) -> String {
    methods::stripped(&text.to_string(), set, Side::Both).to_owned()
}

/// The filter `escape`, with the entities that Python's MarkupSafe writes.
fn escape(text: &Value) -> String {
    let text = text.to_string().replace('&', "&amp;");
    let text = text.replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&#34;").replace('\'', "&#39;")
}
