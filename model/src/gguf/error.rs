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
    /// The file begins as another kind of file does.
    #[error("not a GGUF file but {found}")]
    Foreign {
        /// That kind.
        found: Foreign,
    },
    /// The file begins neither as GGUF does nor as another kind of file that is known.
    #[error(
        "not a GGUF file: the first four bytes are {found:02x?}, expected 47 47 55 46 (\"GGUF\")"
    )]
    Magic {
        /// Its first four bytes.
        found: [u8; 4],
    },
    /// The version's bytes make sense in the other order only.
    #[error(
        "the file is big-endian GGUF (version reads as {found:#010x}); convert it to little-endian, \
         for example with gguf_convert_endian.py of the gguf package"
    )]
    BigEndian {
        /// The version, read as little-endian.
        found: u32,
    },
    /// The file is of a version that is not read.
    #[error("GGUF version {found} is not supported, only 2 and 3 are; convert the model anew")]
    Version {
        /// The version.
        found: u32,
    },
    /// Something that the file announces goes over its end.
    #[error(
        "the file ends inside the {field}: {needed} bytes needed at offset {offset}, {available} left; \
         was it copied or downloaded to the end?"
    )]
    Truncated {
        /// What goes over the end.
        field: Field,
        /// Where it begins, in bytes from the start of the file.
        offset: u64,
        /// Bytes that it takes.
        needed: u64,
        /// Bytes that the file has from there on.
        available: u64,
    },
    /// A count promises more entries than the file could hold, even if each were as small as can be.
    #[error("{field} is {count}, but the rest of the file has room for {at_most} at most")]
    Count {
        /// Which count.
        field: Field,
        /// The count in the file.
        count: u64,
        /// The most entries that the bytes left could be.
        at_most: u64,
    },
    /// A string is not UTF-8.
    #[error("the {field} is not valid UTF-8")]
    Utf8 {
        /// Which string.
        field: Field,
    },
    /// A value's type is none of the thirteen that GGUF has.
    #[error("the {field} has unknown value type {code}")]
    ValueType {
        /// The value.
        field: Field,
        /// The type's code.
        code: u32,
    },
    /// A byte that should be a bool has another value.
    #[error("the {field} is neither 0 nor 1 but {found}, expected a bool")]
    Bool {
        /// The value.
        field: Field,
        /// The byte.
        found: u8,
    },
    /// Arrays of arrays are nested deeper than is followed.
    #[error("the {field} nests arrays more than {at_most} deep")]
    ArrayDepth {
        /// The value that is nested.
        field: Field,
        /// The depth that is followed.
        at_most: u32,
    },
    /// Two metadata entries have the same key.
    #[error("metadata key {key} appears twice")]
    DuplicateKey {
        /// The key, quoted.
        key: String,
    },
    /// A key without which the model has no meaning is not there.
    #[error("metadata key {key} is missing")]
    MissingKey {
        /// The key.
        key: String,
    },
    /// A value is of another type than the key's meaning asks for.
    #[error("metadata key {key} is of type {found}, expected {expected}")]
    WrongType {
        /// The key.
        key: String,
        /// The type that is asked for, in words.
        expected: &'static str,
        /// The type in the file.
        found: String,
    },
    /// The alignment of the data section is none that is read.
    #[error("metadata key general.alignment is {found}, expected a power of two from 1 to 65536")]
    Alignment {
        /// The alignment, in bytes.
        found: u64,
    },
    /// Two tensors have the same name.
    #[error("tensor {tensor} appears twice")]
    DuplicateTensor {
        /// The name, quoted.
        tensor: String,
    },
    /// A tensor has no dimensions, or too many.
    #[error("tensor {tensor} has {found} dimensions, expected 1 to 4")]
    Dimensions {
        /// The name of the tensor, quoted.
        tensor: String,
        /// Dimensions that it has.
        found: u32,
    },
    /// A tensor's dimensions are none that can be stored.
    #[error("tensor {tensor} has shape {shape:?}: {problem}")]
    Shape {
        /// The name of the tensor, quoted.
        tensor: String,
        /// Its dimensions, the contiguous one first.
        shape: Vec<u64>,
        /// What is wrong with them.
        problem: &'static str,
    },
    /// A tensor's elements are of a type that is not read.
    #[error(
        "tensor {tensor} is of type {found}; supported are F32, F16, BF16, Q4_0, Q4_1, Q5_0, Q5_1, \
         Q8_0 and Q2_K to Q8_K: requantise the file to one of these"
    )]
    TensorType {
        /// The name of the tensor, quoted.
        tensor: String,
        /// The name of the type, or its code if GGUF has none for it.
        found: String,
    },
    /// The rows of a tensor are not whole blocks of its type.
    #[error(
        "tensor {tensor} has rows of {columns} values, no multiple of the {block} values in a {kind} block"
    )]
    RowLength {
        /// The name of the tensor, quoted.
        tensor: String,
        /// Values per row.
        columns: u64,
        /// The name of its type.
        kind: &'static str,
        /// Values in a block of this type.
        block: u64,
    },
    /// A tensor does not start where the file's alignment lets it.
    #[error(
        "tensor {tensor} starts at data offset {offset}, no multiple of the alignment {alignment}"
    )]
    Misaligned {
        /// The name of the tensor, quoted.
        tensor: String,
        /// Where it starts, in bytes from the start of the data section.
        offset: u64,
        /// The alignment, in bytes.
        alignment: u64,
    },
    /// A tensor goes over the end of the file.
    #[error(
        "tensor {tensor} needs {bytes} bytes at data offset {offset}, but the data section has \
         {available}: the file is cut short (was it copied or downloaded to the end?) or its offset is wrong"
    )]
    OutOfFile {
        /// The name of the tensor, quoted.
        tensor: String,
        /// Where it starts, in bytes from the start of the data section.
        offset: u64,
        /// Bytes that it takes.
        bytes: u64,
        /// Bytes of the data section.
        available: u64,
    },
    /// Two tensors have bytes in common.
    #[error("tensors {tensor} and {other} overlap in the file")]
    Overlap {
        /// The name of the one, quoted.
        tensor: String,
        /// The name of the other, quoted.
        other: String,
    },
    /// A tensor without which the model cannot be computed is not there.
    #[error("tensor {tensor} is missing")]
    MissingTensor {
        /// The name of the tensor.
        tensor: String,
    },
    /// A tensor's shape does not follow from the model's configuration.
    #[error("tensor {tensor} has shape {found:?}, expected {expected:?}")]
    WrongShape {
        /// The name of the tensor, quoted.
        tensor: String,
        /// The dimensions that follow, the contiguous one first.
        expected: Vec<u64>,
        /// The dimensions in the file.
        found: Vec<u64>,
    },
    /// What is wrong with one file of a split model. Its code is that of `source`.
    #[error("{}: {source}", path.display())]
    InFile {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: Box<GgufError>,
    },
    /// A shard's own name does not say which shard it is, so that the others cannot be found beside it.
    #[error(
        "shard {number} of {count} of a split model; the others are found by name, so it must be called \
         {expected} (shards that were put together with `cat` are no model: use `llama-gguf-split --merge`)"
    )]
    ShardName {
        /// The number of the shard by its metadata, from 1.
        number: u64,
        /// Shards of the model.
        count: u64,
        /// The name that it has to have; `NAME` stands for what all shards have in common.
        expected: String,
    },
    /// A file is named as a shard of a split model, but its metadata say that it is whole.
    #[error(
        "the name says that this is shard {number} of {count} of a split model, but the file does not \
         (split.count is missing or 1): rename it if it is whole, else fetch or split it again"
    )]
    ShardKeys {
        /// The number in the name, from 1.
        number: u64,
        /// Shards of the model by the name.
        count: u64,
    },
    /// A shard was given as bytes, where the others cannot be found.
    #[error(
        "shard {number} of {count} of a split model, in memory alone; open it as a file beside the others"
    )]
    LoneShard {
        /// The number of the shard, from 1.
        number: u64,
        /// Shards of the model.
        count: u64,
    },
    /// A shard of the model does not lie where the others do.
    #[error(
        "missing: it is shard {number} of {count} of the model, and all of them have to lie in one folder"
    )]
    MissingShard {
        /// Its number, from 1.
        number: u64,
        /// Shards of the model.
        count: u64,
    },
    /// A shard's own account of the split differs from the first shard's or from its name.
    #[error(
        "metadata key {key} is {found}, expected {expected}: these shards are not of one model"
    )]
    Shard {
        /// The key: one of `split.no`, `split.count` and `split.tensors.count`.
        key: &'static str,
        /// The value in the file.
        found: String,
        /// The value that fits the other shards.
        expected: String,
    },
    /// The metadata of a shard contradict the first shard's.
    #[error(
        "metadata key {key} has another value than in the first shard, or is not there: these shards are \
         not of one model"
    )]
    ShardMetadata {
        /// The key, quoted.
        key: String,
    },
    /// A value of a tensor is not finite.
    #[error("tensor {tensor} holds a NaN or an infinity at value {index}")]
    NotFinite {
        /// The name of the tensor, quoted.
        tensor: String,
        /// Its place among the values, in the file's order.
        index: usize,
    },
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
