//! Methods of Python's `str` that the engine's compatibility layer lacks or has otherwise.

use minijinja::value::{Kwargs, Tuple, from_args};
use minijinja::{Error, ErrorKind, State, Value};
use minijinja_contrib::pycompat;

/// An end of a text, or both.
#[derive(Clone, Copy)]
pub(super) enum Side {
    Left,
    Right,
    Both,
}

/// Calls `method` of `value`.
pub(super) fn call(
    state: &mut State,
    value: &Value,
    method: &str,
    arguments: &[Value],
) -> Result<Value, Error> {
    let Some(text) = value.as_str() else {
        return pycompat::unknown_method_callback(state, value, method, arguments);
    };
    let nothing = || from_args::<()>(arguments);
    let part = || from_args::<(&str,)>(arguments).map(|(part,)| part);
    let option = || from_args::<(Option<&str>,)>(arguments).map(|(part,)| part);
    let pad = |side| {
        let (width, fill) = from_args::<(usize, Option<char>)>(arguments)?;
        padded(state, text, width, fill.unwrap_or(' '), side).map(Value::from)
    };
    let found = |at: Option<usize>| match at {
        Some(at) => Ok(Value::from(text[..at].chars().count())),
        None => Err(Error::new(
            ErrorKind::InvalidOperation,
            "substring not found",
        )),
    };
    Ok(match method {
        "casefold" => nothing().map(|()| text.to_lowercase())?.into(),
        "center" => pad(Side::Both)?,
        "index" => found(text.find(part()?))?,
        "isdecimal" => nothing().map(|()| is_decimal(text))?.into(),
        "ljust" => pad(Side::Right)?,
        "partition" => parts(text.split_once(part()?), part()?, [text, "", ""]),
        "removeprefix" => text.strip_prefix(part()?).unwrap_or(text).into(),
        "removesuffix" => text.strip_suffix(part()?).unwrap_or(text).into(),
        "rindex" => found(text.rfind(part()?))?,
        "rjust" => pad(Side::Left)?,
        "rpartition" => parts(text.rsplit_once(part()?), part()?, ["", "", text]),
        "rsplit" => {
            let (separator, most) = split_arguments(arguments)?;
            split_from_right(text, separator, most)?
        }
        "split" => {
            let (separator, most) = split_arguments(arguments)?;
            let arguments = [Value::from(separator), Value::from(most)];
            pycompat::unknown_method_callback(state, value, method, &arguments)?
        }
        "title" => nothing().map(|()| titled(text))?.into(),
        "lstrip" => stripped(text, option()?, Side::Left).into(),
        "rstrip" => stripped(text, option()?, Side::Right).into(),
        "strip" => stripped(text, option()?, Side::Both).into(),
        "swapcase" => nothing().map(|()| swapped(text))?.into(),
        "zfill" => {
            let (width,) = from_args::<(usize,)>(arguments)?;
            let (sign, digits) = text.split_at(usize::from(text.starts_with(['+', '-'])));
            let width = width.saturating_sub(sign.len());
            let digits = padded(state, digits, width, '0', Side::Left)?;
            format!("{sign}{digits}").into()
        }
        _ => return pycompat::unknown_method_callback(state, value, method, arguments),
    })
}

/// `text` without the characters at its ends that are in `set`, or that Python takes for white space.
pub(super) fn stripped<'a>(text: &'a str, set: Option<&str>, side: Side) -> &'a str {
    let goes = |character: char| match set {
        Some(set) => set.contains(character),
        None => character.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&character),
    };
    match side {
        Side::Left => text.trim_start_matches(goes),
        Side::Right => text.trim_end_matches(goes),
        Side::Both => text.trim_matches(goes),
    }
}

/// `text` in a field of `width` characters.
pub(super) fn padded(
    state: &State,
    text: &str,
    width: usize,
    fill: char,
    side: Side,
) -> Result<String, Error> {
    let missing = width.saturating_sub(text.chars().count());
    state.consume_fuel(missing as u64 / 16)?;
    let left = match side {
        Side::Left => missing,
        Side::Right => 0,
        // Which side gets the odd one: as in CPython.
        Side::Both => missing / 2 + (missing & width & 1),
    };
    let filling = |count| std::iter::repeat_n(fill, count);
    Ok(filling(left)
        .chain(text.chars())
        .chain(filling(missing - left))
        .collect())
}

fn is_decimal(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|character| character.is_ascii_digit())
}

fn parts(found: Option<(&str, &str)>, separator: &str, otherwise: [&str; 3]) -> Value {
    let parts = found.map_or(otherwise, |(before, after)| [before, separator, after]);
    Value::from(Tuple::from(parts.map(Value::from)))
}

/// The separator and the most cuts, by place or by name; no separator is white space.
fn split_arguments(arguments: &[Value]) -> Result<(Option<&str>, Option<usize>), Error> {
    let (separator, most, named) = from_args::<(Option<&str>, Option<i64>, Kwargs)>(arguments)?;
    let most = match most {
        Some(most) => Some(most),
        None => named.get("maxsplit")?,
    };
    named.assert_all_used()?;
    Ok((separator, most.and_then(|most| usize::try_from(most).ok())))
}

fn split_from_right(
    text: &str,
    separator: Option<&str>,
    most: Option<usize>,
) -> Result<Value, Error> {
    let pieces = most.map_or(usize::MAX, |most| most.saturating_add(1));
    let mut split: Vec<&str> = match separator {
        Some("") => return Err(Error::new(ErrorKind::InvalidOperation, "empty separator")),
        Some(separator) => text.rsplitn(pieces, separator).collect(),
        None => {
            let mut rest = text.trim_end();
            let mut words = Vec::new();
            while !rest.is_empty() {
                let at = match words.len() + 1 < pieces {
                    true => rest.rfind(char::is_whitespace),
                    false => None,
                };
                let (before, word) = match at {
                    Some(at) => (&rest[..at], rest[at..].trim_start()),
                    None => ("", rest),
                };
                words.push(word);
                rest = before.trim_end();
            }
            words
        }
    };
    split.reverse();
    Ok(Value::from_iter(split))
}

/// Words begin after whatever is no letter, an apostrophe too.
fn titled(text: &str) -> String {
    let mut inside = false;
    let title = |character: char| -> String {
        let before = std::mem::replace(&mut inside, character.is_alphabetic());
        match before {
            true => character.to_lowercase().collect(),
            false => character.to_uppercase().collect(),
        }
    };
    text.chars().map(title).collect()
}

fn swapped(text: &str) -> String {
    let swap = |character: char| -> String {
        if character.is_uppercase() {
            character.to_lowercase().collect()
        } else {
            character.to_uppercase().collect()
        }
    };
    text.chars().map(swap).collect()
}
