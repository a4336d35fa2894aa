//! Metadata values: thirteen types, arrays kept as the bytes of the file.

use std::fmt;

use super::cursor::Cursor;
use super::error::{Field, GgufError, excerpt};

/// Arrays of arrays are legal; deeper than this they are an attack on the stack.
const DEEPEST: u32 = 4;

/// The type code in front of every value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType {
    /// An unsigned integer of 8 bits.
    U8,
    /// A signed integer of 8 bits.
    I8,
    /// An unsigned integer of 16 bits.
    U16,
    /// A signed integer of 16 bits.
    I16,
    /// An unsigned integer of 32 bits.
    U32,
    /// A signed integer of 32 bits.
    I32,
    /// FP32.
    F32,
    /// A byte, 0 or 1.
    Bool,
    /// A length in 64 bits, then as many bytes of UTF-8.
    String,
    /// The type of the elements, their number in 64 bits, then the elements.
    Array,
    /// An unsigned integer of 64 bits.
    U64,
    /// A signed integer of 64 bits.
    I64,
    /// FP64.
    F64,
}

impl ValueType {
    const ALL: [ValueType; 13] = [
        ValueType::U8,
        ValueType::I8,
        ValueType::U16,
        ValueType::I16,
        ValueType::U32,
        ValueType::I32,
        ValueType::F32,
        ValueType::Bool,
        ValueType::String,
        ValueType::Array,
        ValueType::U64,
        ValueType::I64,
        ValueType::F64,
    ];

    fn read(cursor: &mut Cursor<'_>, key: &str) -> Result<ValueType, GgufError> {
        let code = cursor.u32(|| Field::Value(excerpt(key)))?;
        let found = usize::try_from(code).ok().and_then(|i| Self::ALL.get(i));
        found.copied().ok_or_else(|| GgufError::ValueType {
            field: Field::Value(excerpt(key)),
            code,
        })
    }

    /// The fewest bytes a value of this type takes in the file.
    fn smallest(self) -> u64 {
        match self {
            ValueType::U8 | ValueType::I8 | ValueType::Bool => 1,
            ValueType::U16 | ValueType::I16 => 2,
            ValueType::U32 | ValueType::I32 | ValueType::F32 => 4,
            ValueType::U64 | ValueType::I64 | ValueType::F64 | ValueType::String => 8,
            ValueType::Array => 12,
        }
    }

    /// The name used in messages.
    pub fn name(self) -> &'static str {
        match self {
            ValueType::U8 => "u8",
            ValueType::I8 => "i8",
            ValueType::U16 => "u16",
            ValueType::I16 => "i16",
            ValueType::U32 => "u32",
            ValueType::I32 => "i32",
            ValueType::F32 => "f32",
            ValueType::Bool => "bool",
            ValueType::String => "string",
            ValueType::Array => "array",
            ValueType::U64 => "u64",
            ValueType::I64 => "i64",
            ValueType::F64 => "f64",
        }
    }
}

/// A metadata value; strings and arrays borrow from the file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// An unsigned integer and the width it has in the file.
    Unsigned(u64, ValueType),
    /// A signed integer and the width it has in the file.
    Signed(i64, ValueType),
    /// A float and the width it has in the file.
    Float(f64, ValueType),
    /// A bool.
    Bool(bool),
    /// A string, which may be empty or hold control characters.
    String(&'a str),
    /// An array of values of one type.
    Array(Array<'a>),
}

impl<'a> Value<'a> {
    /// Reads a type code and the value after it.
    pub(super) fn read(cursor: &mut Cursor<'a>, key: &str) -> Result<Value<'a>, GgufError> {
        let kind = ValueType::read(cursor, key)?;
        Value::read_as(kind, cursor, key, 0)
    }

    fn read_as(
        kind: ValueType,
        cursor: &mut Cursor<'a>,
        key: &str,
        depth: u32,
    ) -> Result<Value<'a>, GgufError> {
        let field = || Field::Value(excerpt(key));
        Ok(match kind {
            ValueType::U8 => Value::Unsigned(cursor.u8(field)?.into(), kind),
            ValueType::U16 => Value::Unsigned(cursor.u16(field)?.into(), kind),
            ValueType::U32 => Value::Unsigned(cursor.u32(field)?.into(), kind),
            ValueType::U64 => Value::Unsigned(cursor.u64(field)?, kind),
            ValueType::I8 => Value::Signed((cursor.u8(field)? as i8).into(), kind),
            ValueType::I16 => Value::Signed((cursor.u16(field)? as i16).into(), kind),
            ValueType::I32 => Value::Signed((cursor.u32(field)? as i32).into(), kind),
            ValueType::I64 => Value::Signed(cursor.u64(field)? as i64, kind),
            ValueType::F32 => Value::Float(f32::from_bits(cursor.u32(field)?).into(), kind),
            ValueType::F64 => Value::Float(f64::from_bits(cursor.u64(field)?), kind),
            ValueType::Bool => match cursor.u8(field)? {
                0 => Value::Bool(false),
                1 => Value::Bool(true),
                found => {
                    return Err(GgufError::Bool {
                        field: field(),
                        found,
                    });
                }
            },
            ValueType::String => Value::String(cursor.string(field)?),
            ValueType::Array => Value::Array(Array::read(cursor, key, depth + 1)?),
        })
    }

    /// The type as a message names it: `u32`, `array of string`.
    pub fn type_name(&self) -> String {
        match self {
            Value::Unsigned(_, kind) | Value::Signed(_, kind) | Value::Float(_, kind) => {
                kind.name().to_owned()
            }
            Value::Bool(_) => ValueType::Bool.name().to_owned(),
            Value::String(_) => ValueType::String.name().to_owned(),
            Value::Array(array) => format!("array of {}", array.element.name()),
        }
    }

    /// The value of an integer of any width that is not negative.
    pub fn as_unsigned(&self) -> Option<u64> {
        match *self {
            Value::Unsigned(value, _) => Some(value),
            Value::Signed(value, _) => u64::try_from(value).ok(),
            _ => None,
        }
    }

    /// The value of a float of either width.
    pub fn as_float(&self) -> Option<f64> {
        match *self {
            Value::Float(value, _) => Some(value),
            _ => None,
        }
    }

    /// The value of a bool.
    pub fn as_bool(&self) -> Option<bool> {
        match *self {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The value of a string.
    pub fn as_str(&self) -> Option<&'a str> {
        match *self {
            Value::String(value) => Some(value),
            _ => None,
        }
    }

    /// The value of an array, whatever its elements are.
    pub fn as_array(&self) -> Option<&Array<'a>> {
        match self {
            Value::Array(array) => Some(array),
            _ => None,
        }
    }
}

/// The value for one line of a message.
impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Unsigned(value, _) => write!(f, "{value}"),
            Value::Signed(value, _) => write!(f, "{value}"),
            Value::Float(value, _) => write!(f, "{value}"),
            Value::Bool(value) => write!(f, "{value}"),
            Value::String(value) => f.write_str(&excerpt(value)),
            Value::Array(array) => write!(f, "an {} of {} entries", self.type_name(), array.len()),
        }
    }
}

/// An array whose elements have been walked once (lengths, UTF-8) and are decoded when asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Array<'a> {
    element: ValueType,
    count: usize,
    bytes: &'a [u8],
}

impl<'a> Array<'a> {
    fn read(cursor: &mut Cursor<'a>, key: &str, depth: u32) -> Result<Array<'a>, GgufError> {
        let field = || Field::Value(excerpt(key));
        if depth > DEEPEST {
            return Err(GgufError::ArrayDepth {
                field: field(),
                at_most: DEEPEST,
            });
        }
        let element = ValueType::read(cursor, key)?;
        let count = cursor.u64(field)?;
        cursor.check_count(count, element.smallest(), || {
            Field::Value(format!("{} (its array length)", excerpt(key)))
        })?;
        let start = cursor.position();
        match element {
            ValueType::String | ValueType::Array | ValueType::Bool => {
                for _ in 0..count {
                    Value::read_as(element, cursor, key, depth)?;
                }
            }
            // `check_count` has shown that the product fits what is left of the file.
            fixed => {
                cursor.take(count * fixed.smallest(), field)?;
            }
        }
        Ok(Array {
            element,
            count: count as usize,
            bytes: cursor.since(start),
        })
    }

    /// The type of every element.
    pub fn element(&self) -> ValueType {
        self.element
    }

    /// Number of elements.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are no elements.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The elements of an array of strings.
    pub fn strings(&self) -> Option<impl Iterator<Item = &'a str> + use<'a>> {
        let mut cursor = Cursor::new(self.bytes);
        (self.element == ValueType::String).then(|| {
            // Cannot end early: the same bytes were walked by `read`.
            std::iter::from_fn(move || cursor.string(|| Field::Header("array")).ok())
        })
    }

    /// The elements of an array of 32-bit floats.
    pub fn floats(&self) -> Option<impl Iterator<Item = f32> + use<'a>> {
        (self.element == ValueType::F32).then(|| {
            let (words, _) = self.bytes.as_chunks::<4>();
            words.iter().map(|word| f32::from_le_bytes(*word))
        })
    }

    /// The elements of an array of 32-bit integers, signed or not, as their bit patterns.
    pub fn words(&self) -> Option<impl Iterator<Item = u32> + use<'a>> {
        matches!(self.element, ValueType::U32 | ValueType::I32).then(|| {
            let (words, _) = self.bytes.as_chunks::<4>();
            words.iter().map(|word| u32::from_le_bytes(*word))
        })
    }
}
