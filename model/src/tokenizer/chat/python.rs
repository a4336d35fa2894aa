//! Values as Python writes them.

use minijinja::value::{Kwargs, ValueKind};
use minijinja::{Error, ErrorKind, State, Value};

/// Deepest nesting that `tojson` follows.
const DEEPEST: usize = 200;
/// Widest indentation of a level that `tojson` writes, in spaces.
const WIDEST: i64 = 64;

/// A float as `repr` writes it: the shortest digits, with an exponent from 10^16 and below 10^-4.
pub(super) fn float(value: f64) -> String {
    if !value.is_finite() {
        let sign = if value.is_sign_negative() { "-" } else { "" };
        return if value.is_nan() {
            "nan".to_owned()
        } else {
            format!("{sign}inf")
        };
    }
    let scientific = format!("{value:e}");
    let (digits, exponent) = scientific.split_once('e').expect("it has an exponent");
    match exponent.parse::<i32>().expect("it is a number") {
        -4..16 => format!("{value:?}"),
        exponent => {
            let sign = if exponent < 0 { '-' } else { '+' };
            format!("{digits}e{sign}{:02}", exponent.abs())
        }
    }
}

/// A value that is a float.
pub(super) fn as_float(value: &Value) -> Option<f64> {
    let is_float = value.kind() == ValueKind::Number && !value.is_integer();
    is_float
        .then(|| f64::try_from(value.clone()).ok())
        .flatten()
}

/// The filter `tojson` of `transformers`: `json.dumps` with `ensure_ascii`, `indent` (these by name or
/// by place), `separators`, `sort_keys`; nothing is escaped for HTML.
pub(super) fn tojson(
    state: &State,
    value: &Value,
    ensure_ascii: Option<Value>,
    indent: Option<Value>,
    named: Kwargs,
) -> Result<String, Error> {
    type Given = Option<Value>;
    let option = |given: Given, name: &str| -> Result<Given, Error> {
        let given = match given {
            Some(given) => Some(given),
            None => named.get::<Given>(name)?,
        };
        Ok(given.filter(|value| !value.is_none() && !value.is_undefined()))
    };
    let is_true = |given: Given| given.is_some_and(|value| value.is_true());
    let indent = match option(indent, "indent")? {
        Some(indent) => Some(match indent.as_str() {
            Some(text) => text.to_owned(),
            None => match i64::try_from(indent)? {
                ..=0 => String::new(),
                wide if wide > WIDEST => {
                    return Err(invalid(format!(
                        "tojson indents a level by no more than {WIDEST} spaces"
                    )));
                }
                width => " ".repeat(width as usize),
            },
        }),
        None => None,
    };
    let separators = match option(None, "separators")? {
        Some(separators) => {
            let texts: Vec<Value> = separators.try_iter()?.collect();
            match texts.as_slice() {
                [item, key] => [item.to_string(), key.to_string()],
                _ => return Err(invalid("separators of tojson are two texts")),
            }
        }
        None => {
            let between = if indent.is_some() { "," } else { ", " };
            [between.to_owned(), ": ".to_owned()]
        }
    };
    let mut writer = Writer {
        state,
        ensure_ascii: is_true(option(ensure_ascii, "ensure_ascii")?),
        sort_keys: is_true(option(None, "sort_keys")?),
        indent,
        separators,
        out: String::new(),
        charged: 0,
    };
    named.assert_all_used()?;
    writer.value(value, 0)?;
    Ok(writer.out)
}

fn invalid(text: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::InvalidOperation, text)
}

struct Writer<'a> {
    state: &'a State<'a, 'a>,
    ensure_ascii: bool,
    sort_keys: bool,
    /// What a level is set in by, if lines are broken.
    indent: Option<String>,
    /// Between items, between key and value.
    separators: [String; 2],
    out: String,
    /// Bytes of `out` that fuel was taken for.
    charged: usize,
}

impl Writer<'_> {
    fn value(&mut self, value: &Value, depth: usize) -> Result<(), Error> {
        // The engine charges for the text when it is done, which is too late where lists share lists.
        self.state
            .consume_fuel(1 + (self.out.len() - self.charged) as u64 / 64)?;
        self.charged = self.out.len();
        if depth > DEEPEST {
            return Err(invalid(format!(
                "tojson follows {DEEPEST} levels of nesting"
            )));
        }
        match value.kind() {
            ValueKind::String => self.string(value.as_str().unwrap_or_default()),
            ValueKind::Seq | ValueKind::Iterable => self.sequence(value, depth)?,
            ValueKind::Map => self.mapping(value, depth)?,
            _ => self.out.push_str(&scalar(value)?),
        }
        Ok(())
    }

    fn sequence(&mut self, value: &Value, depth: usize) -> Result<(), Error> {
        self.out.push('[');
        let mut empty = true;
        for item in value.try_iter()? {
            self.begin_item(&mut empty, depth + 1);
            self.value(&item, depth + 1)?;
        }
        self.end(empty, depth, ']');
        Ok(())
    }

    fn mapping(&mut self, value: &Value, depth: usize) -> Result<(), Error> {
        let mut keys: Vec<Value> = value.try_iter()?.collect();
        if self.sort_keys {
            keys.sort();
        }
        self.out.push('{');
        let mut empty = true;
        for key in keys {
            self.begin_item(&mut empty, depth + 1);
            match key.as_str() {
                Some(text) => self.string(text),
                None => self.string(&scalar(&key)?),
            }
            self.out.push_str(&self.separators[1]);
            self.value(&value.get_item(&key)?, depth + 1)?;
        }
        self.end(empty, depth, '}');
        Ok(())
    }

    fn begin_item(&mut self, empty: &mut bool, depth: usize) {
        if !std::mem::take(empty) {
            self.out.push_str(&self.separators[0]);
        }
        self.line(depth);
    }

    fn end(&mut self, empty: bool, depth: usize, bracket: char) {
        if !empty {
            self.line(depth);
        }
        self.out.push(bracket);
    }

    fn line(&mut self, depth: usize) {
        if let Some(indent) = &self.indent {
            self.out.push('\n');
            self.out.extend(std::iter::repeat_n(indent.as_str(), depth));
        }
    }

    fn string(&mut self, text: &str) {
        self.out.push('"');
        for character in text.chars() {
            match character {
                '"' => self.out.push_str("\\\""),
                '\\' => self.out.push_str("\\\\"),
                '\n' => self.out.push_str("\\n"),
                '\r' => self.out.push_str("\\r"),
                '\t' => self.out.push_str("\\t"),
                '\u{8}' => self.out.push_str("\\b"),
                '\u{c}' => self.out.push_str("\\f"),
                ' '..='~' => self.out.push(character),
                _ if self.ensure_ascii || character < ' ' => {
                    for unit in character.encode_utf16(&mut [0; 2]) {
                        self.out.push_str(&format!("\\u{unit:04x}"));
                    }
                }
                _ => self.out.push(character),
            }
        }
        self.out.push('"');
    }
}

/// What is neither a text nor a collection.
fn scalar(value: &Value) -> Result<String, Error> {
    Ok(match (value.kind(), as_float(value)) {
        (ValueKind::None, _) => "null".to_owned(),
        (ValueKind::Bool, _) => value.is_true().to_string(),
        (_, Some(number)) if number.is_nan() => "NaN".to_owned(),
        (_, Some(number)) if number.is_infinite() => {
            let sign = if number < 0.0 { "-" } else { "" };
            format!("{sign}Infinity")
        }
        (_, Some(number)) => float(number),
        (ValueKind::Number, None) => value.to_string(),
        (kind, _) => {
            return Err(invalid(format!(
                "tojson cannot write a value that is {kind}"
            )));
        }
    })
}
