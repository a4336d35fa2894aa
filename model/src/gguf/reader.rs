//! The file, or the shards of a model, as a whole: metadata by key, tensors by name.

use std::collections::BTreeMap;

use super::cursor::Cursor;
use super::dequantise::dequantise;
use super::error::{Field, GgufError, excerpt};
use super::foreign::Foreign;
use super::metadata::Value;
use super::tensor::{TensorInfo, TensorType};

const MAGIC: [u8; 4] = *b"GGUF";
const DEFAULT_ALIGNMENT: u64 = 32;
/// Key length and type code, key of one byte, value of one byte.
const SMALLEST_METADATA_ENTRY: u64 = 8 + 1 + 4 + 1;
/// Name length, dimension count, one dimension, type, offset.
const SMALLEST_TENSOR_ENTRY: u64 = 8 + 4 + 8 + 4 + 8;

/// A parsed GGUF file, or several [joined](Gguf::join); it borrows everything from the bytes of the files.
#[derive(Clone, Debug)]
pub struct Gguf<'a> {
    pub(super) version: u32,
    pub(super) metadata: BTreeMap<&'a str, Value<'a>>,
    pub(super) tensors: BTreeMap<&'a str, TensorInfo<'a>>,
    /// The data section of each file.
    pub(super) data: Vec<&'a [u8]>,
}

impl<'a> Gguf<'a> {
    /// Parses header, metadata and tensor table, and checks that every tensor lies in the file.
    pub fn parse(bytes: &'a [u8]) -> Result<Gguf<'a>, GgufError> {
        let mut cursor = Cursor::new(bytes);
        let version = read_version(&mut cursor)?;
        let tensor_count = cursor.u64(|| Field::Header("tensor_count"))?;
        let metadata_count = cursor.u64(|| Field::Header("metadata_count"))?;
        cursor.check_count(metadata_count, SMALLEST_METADATA_ENTRY, || {
            Field::Header("metadata_count")
        })?;
        cursor.check_count(tensor_count, SMALLEST_TENSOR_ENTRY, || {
            Field::Header("tensor_count")
        })?;

        let metadata = read_metadata(&mut cursor, metadata_count)?;
        let alignment = read_alignment(&metadata)?;
        cursor.check_count(tensor_count, SMALLEST_TENSOR_ENTRY, || {
            Field::Header("tensor_count")
        })?;
        let tensors = read_tensors(&mut cursor, tensor_count)?;

        // A file without tensors may end before the padding.
        let start = (cursor.position() as u64).next_multiple_of(alignment);
        let data = usize::try_from(start).ok().and_then(|i| bytes.get(i..));
        let data = data.unwrap_or_default();
        check_places(&tensors, alignment, data.len() as u64)?;
        Ok(Gguf {
            version,
            metadata,
            tensors,
            data: vec![data],
        })
    }

    /// The version of the format, 2 or 3.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// All metadata, sorted by key.
    pub fn metadata(&self) -> &BTreeMap<&'a str, Value<'a>> {
        &self.metadata
    }

    /// The tensor table, sorted by name.
    pub fn tensors(&self) -> impl Iterator<Item = &TensorInfo<'a>> {
        self.tensors.values()
    }

    /// The tensor with this name, if the file has it.
    pub fn tensor(&self, name: &str) -> Option<Tensor<'_>> {
        let info = self.tensors.get(name)?;
        // `parse` has checked that the range lies in the data section.
        let start = info.offset() as usize;
        Some(Tensor {
            info,
            bytes: &self.data[info.file][start..start + info.bytes() as usize],
        })
    }

    /// The tensor with this name, which must have this shape (contiguous dimension first).
    pub fn shaped(&self, name: &str, shape: &[u64]) -> Result<Tensor<'_>, GgufError> {
        let tensor = self.tensor(name).ok_or_else(|| GgufError::MissingTensor {
            tensor: name.to_owned(),
        })?;
        tensor.expect_shape(shape)?;
        Ok(tensor)
    }

    /// The value of `key` if the file has it; of the wrong type it is an error.
    fn get<T>(
        &self,
        key: &str,
        expected: &'static str,
        convert: impl FnOnce(&Value<'a>) -> Option<T>,
    ) -> Result<Option<T>, GgufError> {
        let Some(value) = self.metadata.get(key) else {
            return Ok(None);
        };
        match convert(value) {
            Some(converted) => Ok(Some(converted)),
            None => Err(GgufError::WrongType {
                key: key.to_owned(),
                expected,
                found: value.type_name(),
            }),
        }
    }

    /// An integer of any width that is not negative.
    pub fn unsigned(&self, key: &str) -> Result<Option<u64>, GgufError> {
        self.get(key, "an integer that is not negative", Value::as_unsigned)
    }

    /// A float of either width.
    pub fn float(&self, key: &str) -> Result<Option<f64>, GgufError> {
        self.get(key, "f32", Value::as_float)
    }

    /// A bool; an integer is none.
    pub fn boolean(&self, key: &str) -> Result<Option<bool>, GgufError> {
        self.get(key, "bool", Value::as_bool)
    }

    /// A string.
    pub fn string(&self, key: &str) -> Result<Option<&'a str>, GgufError> {
        self.get(key, "string", Value::as_str)
    }

    /// An array of strings.
    pub fn strings(&self, key: &str) -> Result<Option<Vec<&'a str>>, GgufError> {
        self.get(key, "array of string", |value| {
            value.as_array()?.strings().map(Iterator::collect)
        })
    }

    /// An array of 32-bit floats.
    pub fn floats(&self, key: &str) -> Result<Option<Vec<f32>>, GgufError> {
        self.get(key, "array of f32", |value| {
            value.as_array()?.floats().map(Iterator::collect)
        })
    }

    /// An array of 32-bit integers as bit patterns.
    pub fn words(&self, key: &str) -> Result<Option<Vec<u32>>, GgufError> {
        self.get(key, "array of i32", |value| {
            value.as_array()?.words().map(Iterator::collect)
        })
    }
}

/// A tensor and its bytes.
#[derive(Clone, Copy, Debug)]
pub struct Tensor<'a> {
    info: &'a TensorInfo<'a>,
    bytes: &'a [u8],
}

impl<'a> Tensor<'a> {
    /// The name in the file: `blk.3.attn_q.weight`.
    pub fn name(&self) -> &'a str {
        self.info.name()
    }

    /// How its values are encoded.
    pub fn kind(&self) -> TensorType {
        self.info.kind()
    }

    /// Dimensions as in the file, the contiguous one first.
    pub fn shape(&self) -> &'a [u64] {
        self.info.shape()
    }

    /// The encoded blocks, row after row.
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Number of values; it fits because the encoded tensor lies in the file and no type takes
    /// fewer than two bits a value.
    pub fn values(&self) -> usize {
        self.bytes.len() / self.kind().block_bytes() * self.kind().block()
    }

    /// Refuses other dimensions than `expected`, the contiguous one first. Trailing dimensions of 1 do not
    /// count.
    ///
    /// # Errors
    /// [`GgufError::WrongShape`].
    pub fn expect_shape(&self, expected: &[u64]) -> Result<(), GgufError> {
        // Trailing dimensions of one are the same tensor.
        let trimmed = |shape: &[u64]| {
            let rank = shape.iter().rposition(|&n| n != 1).map_or(1, |i| i + 1);
            shape[..rank].to_vec()
        };
        if trimmed(self.shape()) == trimmed(expected) {
            Ok(())
        } else {
            Err(GgufError::WrongShape {
                tensor: excerpt(self.name()),
                expected: expected.to_vec(),
                found: self.shape().to_vec(),
            })
        }
    }

    /// All values as f32, exactly as the format defines them (every type read here is a subset of
    /// f32 but for products that round, as in every other implementation). NaN and infinity are
    /// errors.
    pub fn dequantise(&self) -> Result<Vec<f32>, GgufError> {
        let mut values = vec![0.0; self.values()];
        dequantise(self.kind(), self.bytes, &mut values);
        match values.iter().position(|value| !value.is_finite()) {
            None => Ok(values),
            Some(index) => Err(GgufError::NotFinite {
                tensor: excerpt(self.name()),
                index,
            }),
        }
    }
}

fn read_version(cursor: &mut Cursor<'_>) -> Result<u32, GgufError> {
    if let Some(found) = Foreign::recognise(cursor.rest()) {
        return Err(GgufError::Foreign { found });
    }
    let magic = cursor.take(4, || Field::Header("magic"))?;
    let found: [u8; 4] = std::array::from_fn(|i| magic[i]);
    if found != MAGIC {
        return Err(GgufError::Magic { found });
    }
    match cursor.u32(|| Field::Header("version"))? {
        version @ (2 | 3) => Ok(version),
        found if matches!(found.swap_bytes(), 1..=3) => Err(GgufError::BigEndian { found }),
        found => Err(GgufError::Version { found }),
    }
}

fn read_metadata<'a>(
    cursor: &mut Cursor<'a>,
    count: u64,
) -> Result<BTreeMap<&'a str, Value<'a>>, GgufError> {
    let mut metadata = BTreeMap::new();
    for index in 0..count {
        let key = cursor.string(|| Field::Key(index))?;
        let value = Value::read(cursor, key)?;
        if metadata.insert(key, value).is_some() {
            return Err(GgufError::DuplicateKey { key: excerpt(key) });
        }
    }
    Ok(metadata)
}

fn read_alignment(metadata: &BTreeMap<&str, Value<'_>>) -> Result<u64, GgufError> {
    let key = "general.alignment";
    let Some(value) = metadata.get(key) else {
        return Ok(DEFAULT_ALIGNMENT);
    };
    let alignment = value.as_unsigned().ok_or_else(|| GgufError::WrongType {
        key: key.to_owned(),
        expected: "u32",
        found: value.type_name(),
    })?;
    if alignment.is_power_of_two() && alignment <= 65_536 {
        Ok(alignment)
    } else {
        Err(GgufError::Alignment { found: alignment })
    }
}

fn read_tensors<'a>(
    cursor: &mut Cursor<'a>,
    count: u64,
) -> Result<BTreeMap<&'a str, TensorInfo<'a>>, GgufError> {
    let mut tensors = BTreeMap::new();
    for index in 0..count {
        let info = TensorInfo::read(cursor, index)?;
        if let Some(twin) = tensors.insert(info.name(), info) {
            return Err(GgufError::DuplicateTensor {
                tensor: excerpt(twin.name()),
            });
        }
    }
    Ok(tensors)
}

/// Every tensor is aligned, inside the data section and disjoint from the others.
fn check_places(
    tensors: &BTreeMap<&str, TensorInfo<'_>>,
    alignment: u64,
    available: u64,
) -> Result<(), GgufError> {
    let mut places = Vec::with_capacity(tensors.len());
    for info in tensors.values() {
        let offset = info.offset();
        if !offset.is_multiple_of(alignment) {
            return Err(GgufError::Misaligned {
                tensor: excerpt(info.name()),
                offset,
                alignment,
            });
        }
        let end = offset.checked_add(info.bytes());
        let Some(end) = end.filter(|end| *end <= available) else {
            return Err(GgufError::OutOfFile {
                tensor: excerpt(info.name()),
                offset,
                bytes: info.bytes(),
                available,
            });
        };
        places.push((offset, end, info.name()));
    }
    places.sort_unstable();
    for pair in places.windows(2) {
        if pair[0].1 > pair[1].0 {
            return Err(GgufError::Overlap {
                tensor: excerpt(pair[0].2),
                other: excerpt(pair[1].2),
            });
        }
    }
    Ok(())
}
