//! What can be wrong with a GGUF file.

use std::fmt;
use std::path::PathBuf;

use thiserror::Error;

use super::foreign::Foreign;

/// A place in a GGUF file, named the way a user would look for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// A field of the fixed header, such as `tensor_count`.
    Header(&'static str),
    /// The key of the metadata entry with this index.
    Key(u64),
    /// The value of the metadata entry with this key.
    Value(String),
    /// The name of the tensor entry with this index.
    TensorName(u64),
    /// A field of the entry of the tensor with this name.
    Tensor(String, &'static str),
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Field::Header(name) => write!(f, "header field {name}"),
            Field::Key(index) => write!(f, "key of metadata entry {index}"),
            Field::Value(key) => write!(f, "value of metadata key {key}"),
            Field::TensorName(index) => write!(f, "name of tensor entry {index}"),
            Field::Tensor(tensor, name) => write!(f, "{name} of tensor {tensor}"),
        }
    }
}

/// A name out of the file, made safe for one line of an error message: quoted, control characters
/// escaped, and cut after 80 characters (a hostile file may hold names of any length).
pub(crate) fn excerpt(name: &str) -> String {
    const LONGEST: usize = 80;
    match name.char_indices().nth(LONGEST) {
        None => format!("{name:?}"),
        Some((end, _)) => format!("{:?}...", &name[..end]),
    }
}

/// Why a file was not read as GGUF. Every variant has a stable [`code`](GgufError::code).
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum GgufError {
    #[error("not a GGUF file but {found}")]
    Foreign { found: Foreign },
    #[error(
        "not a GGUF file: the first four bytes are {found:02x?}, expected 47 47 55 46 (\"GGUF\")"
    )]
    Magic { found: [u8; 4] },
    #[error(
        "the file is big-endian GGUF (version reads as {found:#010x}); convert it to little-endian, \
         for example with gguf_convert_endian.py of the gguf package"
    )]
    BigEndian { found: u32 },
    #[error("GGUF version {found} is not supported, only 2 and 3 are; convert the model anew")]
    Version { found: u32 },
    #[error(
        "the file ends inside the {field}: {needed} bytes needed at offset {offset}, {available} left; \
         was it copied or downloaded to the end?"
    )]
    Truncated {
        field: Field,
        offset: u64,
        needed: u64,
        available: u64,
    },
    #[error("{field} is {count}, but the rest of the file has room for {at_most} at most")]
    Count {
        field: Field,
        count: u64,
        at_most: u64,
    },
    #[error("the {field} is not valid UTF-8")]
    Utf8 { field: Field },
    #[error("the {field} has unknown value type {code}")]
    ValueType { field: Field, code: u32 },
    #[error("the {field} is neither 0 nor 1 but {found}, expected a bool")]
    Bool { field: Field, found: u8 },
    #[error("the {field} nests arrays more than {at_most} deep")]
    ArrayDepth { field: Field, at_most: u32 },
    #[error("metadata key {key} appears twice")]
    DuplicateKey { key: String },
    #[error("metadata key {key} is missing")]
    MissingKey { key: String },
    #[error("metadata key {key} is of type {found}, expected {expected}")]
    WrongType {
        key: String,
        expected: &'static str,
        found: String,
    },
    #[error("metadata key general.alignment is {found}, expected a power of two from 1 to 65536")]
    Alignment { found: u64 },
    #[error("tensor {tensor} appears twice")]
    DuplicateTensor { tensor: String },
    #[error("tensor {tensor} has {found} dimensions, expected 1 to 4")]
    Dimensions { tensor: String, found: u32 },
    #[error("tensor {tensor} has shape {shape:?}: {problem}")]
    Shape {
        tensor: String,
        shape: Vec<u64>,
        problem: &'static str,
    },
    #[error(
        "tensor {tensor} is of type {found}; supported are F32, F16, BF16, Q4_0, Q4_1, Q5_0, Q5_1, \
         Q8_0 and Q2_K to Q8_K: requantise the file to one of these"
    )]
    TensorType { tensor: String, found: String },
    #[error(
        "tensor {tensor} has rows of {columns} values, no multiple of the {block} values in a {kind} block"
    )]
    RowLength {
        tensor: String,
        columns: u64,
        kind: &'static str,
        block: u64,
    },
    #[error(
        "tensor {tensor} starts at data offset {offset}, no multiple of the alignment {alignment}"
    )]
    Misaligned {
        tensor: String,
        offset: u64,
        alignment: u64,
    },
    #[error(
        "tensor {tensor} needs {bytes} bytes at data offset {offset}, but the data section has \
         {available}: the file is cut short (was it copied or downloaded to the end?) or its offset is wrong"
    )]
    OutOfFile {
        tensor: String,
        offset: u64,
        bytes: u64,
        available: u64,
    },
    #[error("tensors {tensor} and {other} overlap in the file")]
    Overlap { tensor: String, other: String },
    #[error("tensor {tensor} is missing")]
    MissingTensor { tensor: String },
    #[error("tensor {tensor} has shape {found:?}, expected {expected:?}")]
    WrongShape {
        tensor: String,
        expected: Vec<u64>,
        found: Vec<u64>,
    },
    #[error("{}: {source}", path.display())]
    InFile {
        path: PathBuf,
        source: Box<GgufError>,
    },
    #[error(
        "shard {number} of {count} of a split model; the others are found by name, so it must be called \
         {expected} (shards that were put together with `cat` are no model: use `llama-gguf-split --merge`)"
    )]
    ShardName {
        number: u64,
        count: u64,
        expected: String,
    },
    #[error(
        "the name says that this is shard {number} of {count} of a split model, but the file does not \
         (split.count is missing or 1): rename it if it is whole, else fetch or split it again"
    )]
    ShardKeys { number: u64, count: u64 },
    #[error(
        "shard {number} of {count} of a split model, in memory alone; open it as a file beside the others"
    )]
    LoneShard { number: u64, count: u64 },
    #[error(
        "missing: it is shard {number} of {count} of the model, and all of them have to lie in one folder"
    )]
    MissingShard { number: u64, count: u64 },
    #[error(
        "metadata key {key} is {found}, expected {expected}: these shards are not of one model"
    )]
    Shard {
        key: &'static str,
        found: String,
        expected: String,
    },
    #[error(
        "metadata key {key} has another value than in the first shard, or is not there: these shards are \
         not of one model"
    )]
    ShardMetadata { key: String },
    #[error("tensor {tensor} holds a NaN or an infinity at value {index}")]
    NotFinite { tensor: String, index: usize },
}

impl GgufError {
    /// The stable name of the error, for programs and for searching.
    pub fn code(&self) -> &'static str {
        match self {
            GgufError::Foreign { found } => found.code(),
            GgufError::Magic { .. } => "gguf.magic",
            GgufError::BigEndian { .. } => "gguf.big_endian",
            GgufError::Version { .. } => "gguf.version",
            GgufError::Truncated { .. } => "gguf.truncated",
            GgufError::Count { .. } => "gguf.count",
            GgufError::Utf8 { .. } => "gguf.utf8",
            GgufError::ValueType { .. } => "gguf.value_type",
            GgufError::Bool { .. } => "gguf.bool",
            GgufError::ArrayDepth { .. } => "gguf.array_depth",
            GgufError::DuplicateKey { .. } => "gguf.duplicate_key",
            GgufError::MissingKey { .. } => "gguf.missing_key",
            GgufError::WrongType { .. } => "gguf.wrong_type",
            GgufError::Alignment { .. } => "gguf.alignment",
            GgufError::DuplicateTensor { .. } => "gguf.duplicate_tensor",
            GgufError::Dimensions { .. } => "gguf.dimensions",
            GgufError::Shape { .. } => "gguf.shape",
            GgufError::TensorType { .. } => "gguf.tensor_type",
            GgufError::RowLength { .. } => "gguf.row_length",
            GgufError::Misaligned { .. } => "gguf.misaligned",
            GgufError::OutOfFile { .. } => "gguf.out_of_file",
            GgufError::Overlap { .. } => "gguf.overlap",
            GgufError::MissingTensor { .. } => "gguf.missing_tensor",
            GgufError::WrongShape { .. } => "gguf.wrong_shape",
            GgufError::NotFinite { .. } => "gguf.not_finite",
            GgufError::InFile { source, .. } => source.code(),
            GgufError::ShardName { .. } => "gguf.shard_name",
            GgufError::ShardKeys { .. } => "gguf.shard_keys",
            GgufError::LoneShard { .. } => "gguf.lone_shard",
            GgufError::MissingShard { .. } => "gguf.missing_shard",
            GgufError::Shard { .. } => "gguf.shard",
            GgufError::ShardMetadata { .. } => "gguf.shard_metadata",
        }
    }
}
