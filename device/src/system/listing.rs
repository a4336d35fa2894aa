//! Commands as text.
//!
//! ```text
//! REPEAT each_token                    ; a comment
//!   STORE length=64 A=576+r1 B=768 D=900 region=0+r6
//! NEXT
//! MATMUL format=Int4Min groups=18 outputs=576 address=4096
//! ```
//! A field is `name=value`, or its name alone where it has one bit. `+r6` adds an index register. A field that is
//! not there is 0, a number that a field keeps less one is 1. Bits that mean nothing are not shown.

use std::fmt::Write;

use harmonia_contract::program::{COMMANDS, FORMAT, NEXT, OPCODE, REPEAT, SINK};
use harmonia_contract::{Field, Format, Opcode};
use thiserror::Error;

/// A line of a text that is no command.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("line {line}: {reason}")]
pub struct AssemblyError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: String,
}

impl AssemblyError {
    /// A code that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        "machine.assembly"
    }
}

/// The command of a program with this code.
pub(super) fn opcode_of(words: [u64; 2]) -> Option<Opcode> {
    // In one place: a constant would be copied by each call.
    static KNOWN: [Opcode; COMMANDS.len()] = COMMANDS;
    let code = OPCODE.of_two(words);
    let mut known = KNOWN.iter();
    known
        .find(|opcode| usize::from(opcode.code) == code)
        .copied()
}

/// How a field is called in texts.
fn key(field: Field) -> String {
    if field == SINK {
        return "blocks".into();
    }
    let name = field.name.strip_suffix(" - 1").unwrap_or(field.name);
    name.replace(" of ", "_").replace(' ', "_")
}

/// A number that the field keeps less one.
fn less_one(field: Field) -> bool {
    field.name.ends_with(" - 1")
}

/// The field whose index register this is, as texts call it.
fn indexed(field: Field) -> Option<&'static str> {
    field.name.strip_prefix("index of ")
}

/// The index register that is added to a field of this name.
fn index_of(opcode: &Opcode, key: &str) -> Option<Field> {
    let mut operands = opcode.operands.iter().map(|(field, _)| *field);
    operands.find(|&field| indexed(field) == Some(key))
}

/// One command as text.
pub fn disassemble(words: [u64; 2]) -> String {
    let Some(opcode) = opcode_of(words) else {
        return format!(".words {:#x} {:#x}", words[0], words[1]);
    };
    let mut text = String::from(opcode.name);
    for &(field, _) in opcode.operands {
        let (key, value) = (key(field), field.of_two(words));
        let register = index_of(&opcode, &key).map_or(0, |index| index.of_two(words));
        if indexed(field).is_some() || value == 0 && register == 0 {
            continue;
        }
        // Writing to a String cannot fail.
        let _ = if field.bits == 1 {
            write!(text, " {key}")
        } else if let Some(format) = Format::ALL.get(value).filter(|_| field == FORMAT) {
            write!(text, " {key}={format:?}")
        } else {
            write!(text, " {key}={}", value + usize::from(less_one(field)))
        };
        if register > 0 {
            let _ = write!(text, "+r{register}");
        }
    }
    text
}

/// A program as text, a command a line, bodies of loops indented.
pub fn listing(commands: &[[u64; 2]]) -> String {
    let mut depth = 0usize;
    let mut text = String::new();
    for &command in commands {
        let opcode = opcode_of(command);
        if opcode == Some(NEXT) {
            depth = depth.saturating_sub(1);
        }
        let _ = writeln!(text, "{:1$}{2}", "", 2 * depth, disassemble(command));
        if opcode == Some(REPEAT) {
            depth += 1;
        }
    }
    text
}

/// The commands of a text; `;` begins a comment.
///
/// # Errors
/// The first line that is no command.
pub fn assemble(text: &str) -> Result<Vec<[u64; 2]>, AssemblyError> {
    let mut commands = Vec::new();
    for (line, text) in (1..).zip(text.lines()) {
        let text = text.split(';').next().unwrap_or_default().trim();
        if !text.is_empty() {
            let command = command(text);
            commands.push(command.map_err(|reason| AssemblyError { line, reason })?);
        }
    }
    Ok(commands)
}

fn command(text: &str) -> Result<[u64; 2], String> {
    let mut parts = text.split_whitespace();
    let name = parts.next().unwrap_or_default();
    if name == ".words" {
        let words: Result<Vec<u64>, String> = parts.map(number).collect();
        return <[u64; 2]>::try_from(words?).map_err(|_| "`.words` has two words".into());
    }
    let opcode = COMMANDS.into_iter().find(|opcode| opcode.name == name);
    let opcode = opcode.ok_or_else(|| format!("there is no command `{name}`"))?;
    let mut values: Vec<(Field, usize)> = Vec::new();
    let mut put = |field: Field, value: usize| {
        if value > field.most() {
            return Err(format!(
                "{value} in {} bits of `{}`",
                field.bits, field.name
            ));
        }
        if values.iter().any(|(other, _)| *other == field) {
            return Err(format!("`{}` comes twice", key(field)));
        }
        values.push((field, value));
        Ok(())
    };
    for part in parts {
        let (name, value) = part.split_once('=').unwrap_or((part, "1"));
        let operands = opcode.operands.iter().map(|(field, _)| *field);
        let field = operands
            .filter(|&field| indexed(field).is_none())
            .find(|&field| key(field) == name);
        let field = field.ok_or_else(|| format!("{} has no field `{name}`", opcode.name))?;
        let (value, register) = match value.split_once("+r") {
            Some((value, register)) => (value, Some(register)),
            None => (value, None),
        };
        if let Some(register) = register {
            let index = index_of(&opcode, name);
            let index = index.ok_or_else(|| format!("no register is added to `{name}`"))?;
            put(index, small(register)?)?;
        }
        put(field, self::value(field, value)?)?;
    }
    Ok(opcode.words(&values))
}

/// What a field keeps.
fn value(field: Field, text: &str) -> Result<usize, String> {
    let format = |format: &&Format| field == FORMAT && format!("{format:?}") == text;
    if let Some(format) = Format::ALL.iter().find(format) {
        return Ok(format.code());
    }
    let value = small(text)?;
    value
        .checked_sub(less_one(field).into())
        .ok_or_else(|| format!("`{}` is at least 1", key(field)))
}

fn small(text: &str) -> Result<usize, String> {
    let number = number(text)?;
    usize::try_from(number).map_err(|_| format!("{number} is too large"))
}

/// A decimal number, or a hexadecimal one after `0x`.
fn number(text: &str) -> Result<u64, String> {
    let parsed = match text.strip_prefix("0x") {
        Some(digits) => u64::from_str_radix(digits, 16),
        None => text.parse(),
    };
    parsed.map_err(|_| format!("`{text}` is no number"))
}
