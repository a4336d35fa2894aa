//! Tensor types and the tensor table.

use super::cursor::Cursor;
use super::error::{Field, GgufError, excerpt};

/// The element types that are read. A value takes `bytes / block` bytes of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(non_camel_case_types)] // the names GGUF gives them
pub enum TensorType {
    /// IEEE 754, 32 bits.
    F32,
    /// IEEE 754, 16 bits.
    F16,
    /// The upper half of an FP32 number.
    BF16,
    /// 32 integers of 4 bits with an FP16 scale.
    Q4_0,
    /// 32 integers of 4 bits with an FP16 scale and minimum.
    Q4_1,
    /// 32 integers of 5 bits with an FP16 scale.
    Q5_0,
    /// 32 integers of 5 bits with an FP16 scale and minimum.
    Q5_1,
    /// 32 integers of 8 bits with an FP16 scale.
    Q8_0,
    /// 256 integers of 2 bits; scales and minima of 4 bits per 16 of them, FP16 factors of both.
    Q2_K,
    /// 256 integers of 3 bits; scales of 6 bits per 16 of them, an FP16 factor.
    Q3_K,
    /// 256 integers of 4 bits; scales and minima of 6 bits per 32 of them, FP16 factors of both.
    Q4_K,
    /// 256 integers of 5 bits; scales and minima of 6 bits per 32 of them, FP16 factors of both.
    Q5_K,
    /// 256 integers of 6 bits; scales of 8 bits per 16 of them, an FP16 factor.
    Q6_K,
    /// 256 integers of 8 bits with an FP32 scale, and sums of 16 of them each.
    Q8_K,
}

impl TensorType {
    /// Every type that is read.
    pub const ALL: [TensorType; 14] = [
        TensorType::F32,
        TensorType::F16,
        TensorType::BF16,
        TensorType::Q4_0,
        TensorType::Q4_1,
        TensorType::Q5_0,
        TensorType::Q5_1,
        TensorType::Q8_0,
        TensorType::Q2_K,
        TensorType::Q3_K,
        TensorType::Q4_K,
        TensorType::Q5_K,
        TensorType::Q6_K,
        TensorType::Q8_K,
    ];

    /// The code in the file (`enum ggml_type`), values per block, bytes per block and name.
    const fn facts(self) -> (u32, usize, usize, &'static str) {
        match self {
            TensorType::F32 => (0, 1, 4, "F32"),
            TensorType::F16 => (1, 1, 2, "F16"),
            TensorType::BF16 => (30, 1, 2, "BF16"),
            TensorType::Q4_0 => (2, 32, 18, "Q4_0"),
            TensorType::Q4_1 => (3, 32, 20, "Q4_1"),
            TensorType::Q5_0 => (6, 32, 22, "Q5_0"),
            TensorType::Q5_1 => (7, 32, 24, "Q5_1"),
            TensorType::Q8_0 => (8, 32, 34, "Q8_0"),
            TensorType::Q2_K => (10, 256, 84, "Q2_K"),
            TensorType::Q3_K => (11, 256, 110, "Q3_K"),
            TensorType::Q4_K => (12, 256, 144, "Q4_K"),
            TensorType::Q5_K => (13, 256, 176, "Q5_K"),
            TensorType::Q6_K => (14, 256, 210, "Q6_K"),
            TensorType::Q8_K => (15, 256, 292, "Q8_K"),
        }
    }

    /// The type with this code in the file.
    pub fn from_code(code: u32) -> Option<TensorType> {
        Self::ALL.into_iter().find(|kind| kind.facts().0 == code)
    }

    /// Its number in the file (`enum ggml_type`).
    pub fn code(self) -> u32 {
        self.facts().0
    }

    /// Values in a block.
    pub fn block(self) -> usize {
        self.facts().1
    }

    /// Bytes of a block.
    pub fn block_bytes(self) -> usize {
        self.facts().2
    }

    /// The name that users know it by, such as `Q4_K`.
    pub fn name(self) -> &'static str {
        self.facts().3
    }
}

/// The name of a type that is known to GGUF but not read here, for the message.
fn unread_type(code: u32) -> String {
    let name = match code {
        4 => "Q4_2",
        5 => "Q4_3",
        9 => "Q8_1",
        16 => "IQ2_XXS",
        17 => "IQ2_XS",
        18 => "IQ3_XXS",
        19 => "IQ1_S",
        20 => "IQ4_NL",
        21 => "IQ3_S",
        22 => "IQ2_S",
        23 => "IQ4_XS",
        24 => "I8",
        25 => "I16",
        26 => "I32",
        27 => "I64",
        28 => "F64",
        29 => "IQ1_M",
        34 => "TQ1_0",
        35 => "TQ2_0",
        39 => "MXFP4",
        _ => "unknown",
    };
    format!("{name} (code {code})")
}

/// One entry of the tensor table. All of it has been checked against the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TensorInfo<'a> {
    name: &'a str,
    kind: TensorType,
    shape: Vec<u64>,
    offset: u64,
    bytes: u64,
    /// Which of the model's files has it.
    pub(super) file: usize,
}

impl<'a> TensorInfo<'a> {
    /// Reads entry `index` of the table. Offsets are checked later, when the data section is known.
    pub(super) fn read(cursor: &mut Cursor<'a>, index: u64) -> Result<TensorInfo<'a>, GgufError> {
        let name = cursor.string(|| Field::TensorName(index))?;
        let tensor = || excerpt(name);
        let dimensions = cursor.u32(|| Field::Tensor(tensor(), "dimension count"))?;
        if !(1..=4).contains(&dimensions) {
            return Err(GgufError::Dimensions {
                tensor: tensor(),
                found: dimensions,
            });
        }
        let mut shape = Vec::with_capacity(4);
        for _ in 0..dimensions {
            shape.push(cursor.u64(|| Field::Tensor(tensor(), "shape"))?);
        }
        let code = cursor.u32(|| Field::Tensor(tensor(), "type"))?;
        let kind = TensorType::from_code(code).ok_or_else(|| GgufError::TensorType {
            tensor: tensor(),
            found: unread_type(code),
        })?;
        let offset = cursor.u64(|| Field::Tensor(tensor(), "offset"))?;
        let bytes = size(name, kind, &shape)?;
        Ok(TensorInfo {
            name,
            kind,
            shape,
            offset,
            bytes,
            file: 0,
        })
    }

    /// The name in the file: `blk.3.attn_q.weight`.
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// How its values are encoded.
    pub fn kind(&self) -> TensorType {
        self.kind
    }

    /// Dimensions as in the file, the contiguous one first: `[columns, rows]` for a matrix.
    pub fn shape(&self) -> &[u64] {
        &self.shape
    }

    /// Offset of the first byte from the start of its file's data section.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// Size in the file in bytes.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }
}

/// Bytes that a tensor takes, with every product checked.
fn size(name: &str, kind: TensorType, shape: &[u64]) -> Result<u64, GgufError> {
    let problem = |problem| GgufError::Shape {
        tensor: excerpt(name),
        shape: shape.to_vec(),
        problem,
    };
    if shape.contains(&0) {
        return Err(problem("a dimension is zero"));
    }
    let values = shape
        .iter()
        .try_fold(1u64, |product, &n| product.checked_mul(n))
        .ok_or_else(|| problem("the number of values overflows 64 bits"))?;
    let block = kind.block() as u64;
    if !shape[0].is_multiple_of(block) {
        return Err(GgufError::RowLength {
            tensor: excerpt(name),
            columns: shape[0],
            kind: kind.name(),
            block,
        });
    }
    (values / block)
        .checked_mul(kind.block_bytes() as u64)
        .ok_or_else(|| problem("its size in bytes overflows 64 bits"))
}
