//! Reading GGUF files, versions 2 and 3, little-endian.
//!
//! ```text
//! "GGUF" | version u32 | tensor_count u64 | metadata_count u64
//! metadata_count x ( key string | type u32 | value )
//! tensor_count   x ( name string | dimensions u32 | shape u64 x dimensions | type u32 | offset u64 )
//! padding to general.alignment (default 32)
//! data section: each tensor at its offset, a multiple of the alignment
//! ```
//! A string is a 64-bit length and UTF-8 bytes. The layout is that of the
//! [GGUF specification](https://github.com/ggml-org/ggml/blob/master/docs/gguf.md).
//!
//! A large model may lie in several such files, its [shards](Shard): `NAME-00001-of-00003.gguf` and so on.
//!
//! A file is not trusted: every length, count, offset and product is checked before it is used, no
//! allocation is proportional to a number that the file merely claims, and each refusal names the
//! field or the tensor ([`GgufError`]).

mod cursor;
mod dequantise;
mod error;
mod foreign;
mod k_quants;
mod metadata;
mod reader;
mod split;
mod tensor;

pub use error::{Field, GgufError};
pub use foreign::Foreign;
pub use metadata::{Array, Value, ValueType};
pub use reader::{Gguf, Tensor};
pub use split::Shard;
pub use tensor::{TensorInfo, TensorType};

pub(crate) use error::excerpt;
