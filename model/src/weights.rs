//! Tensors of a file to matrices of the device's formats.

use std::fmt;
use std::sync::Arc;

use half::f16;
use harmonia_numerics::{Format, GROUP, Matrix, MatrixError, Packing};
use rayon::prelude::*;

use crate::ModelError;
use crate::gguf::{Tensor, TensorType, excerpt};

/// Which formats the linear layers are loaded in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WeightChoice {
    /// The file's own 4- and 8-bit groups as they are, everything else as INT8.
    #[default]
    Auto,
    /// INT4 everywhere; what is not Q4_0 in the file is quantised.
    Int4,
    /// INT8 everywhere; what is not Q8_0 in the file is quantised.
    Int8,
    /// The file's own values in FP32, for the reference alone: no device multiplies by them.
    Float,
}

impl WeightChoice {
    /// The format for a tensor, and whether its groups are taken over without loss; `None` for floats.
    pub(crate) fn format(self, kind: TensorType) -> Option<(Format, bool)> {
        let own = match kind {
            TensorType::Q4_0 => Some(Format::Int4),
            TensorType::Q4_1 => Some(Format::Int4Min),
            TensorType::Q8_0 => Some(Format::Int8),
            _ => None,
        };
        let wanted = match self {
            WeightChoice::Auto => own.unwrap_or(Format::Int8),
            WeightChoice::Int4 => Format::Int4,
            WeightChoice::Int8 => Format::Int8,
            WeightChoice::Float => return None,
        };
        Some((wanted, own == Some(wanted)))
    }
}

/// What loading did to one tensor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The name in the file.
    pub tensor: String,
    /// Its type in the file.
    pub from: TensorType,
    /// Its format in the model.
    pub to: Format,
    /// The groups of the file were taken over bit by bit.
    pub lossless: bool,
}

/// What loading did to the weights.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoadReport {
    /// One entry per tensor, in the order of loading.
    pub imports: Vec<Import>,
}

impl LoadReport {
    /// Notes what loading `tensor` as a matrix does to it.
    pub(crate) fn record(&mut self, tensor: &Tensor<'_>, (to, lossless): (Format, bool)) {
        self.imports.push(Import {
            tensor: tensor.name().to_owned(),
            from: tensor.kind(),
            to,
            lossless,
        });
    }

    /// Whether every matrix holds what the file does.
    pub fn is_lossless(&self) -> bool {
        self.imports.iter().all(|import| import.lossless)
    }

    /// Sentences a user should see: tensors that were quantised in the file and had to be quantised
    /// once more, one line a pair of types.
    pub fn warnings(&self) -> Vec<String> {
        let mut lines: Vec<(TensorType, Format, usize, &str)> = Vec::new();
        let is_float = |kind| matches!(kind, TensorType::F32 | TensorType::F16 | TensorType::BF16);
        for import in self
            .imports
            .iter()
            .filter(|i| !i.lossless && !is_float(i.from))
        {
            match lines
                .iter_mut()
                .find(|l| (l.0, l.1) == (import.from, import.to))
            {
                Some(line) => line.2 += 1,
                None => lines.push((import.from, import.to, 1, &import.tensor)),
            }
        }
        let sentence = |(from, to, count, first): (TensorType, Format, usize, &str)| {
            format!(
                "{count} tensors of type {} were dequantised and requantised to {to:?} (the first is {first}): \
                 expect some loss beyond the file's own",
                from.name()
            )
        };
        lines.into_iter().map(sentence).collect()
    }
}

impl fmt::Display for LoadReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.warnings()
            .iter()
            .try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// A two-dimensional tensor, `[columns, rows]` in the file, as a matrix.
pub(crate) fn load_matrix(
    tensor: &Tensor<'_>,
    (format, lossless): (Format, bool),
) -> Result<Matrix, ModelError> {
    let columns = tensor.shape()[0] as usize;
    let rows = tensor.values() / columns;
    let matrix = if lossless {
        take_groups(tensor.bytes(), format, rows, columns)
    } else {
        Matrix::quantise(format, rows, columns, &tensor.dequantise()?)
    };
    matrix.map_err(|source| ModelError::Weights {
        tensor: excerpt(tensor.name()),
        source,
    })
}

/// Q4_0, Q4_1 and Q8_0 blocks as groups of the same meaning: scale, minimum, integers, nibbles less the
/// lowest one.
fn take_groups(
    bytes: &[u8],
    format: Format,
    rows: usize,
    columns: usize,
) -> Result<Matrix, MatrixError> {
    let block_bytes = format.group_bytes();
    let integers = block_bytes - format.quant_bytes();
    let lowest = *format.quants().start();
    let mut quants = vec![0i8; bytes.len() / block_bytes * GROUP];
    quants
        .par_chunks_mut(GROUP)
        .zip(bytes.par_chunks(block_bytes))
        .for_each(|(group, block)| match format.packing() {
            Packing::Bytes => {
                for (q, byte) in group.iter_mut().zip(&block[integers..]) {
                    *q = *byte as i8;
                }
            }
            // Byte j holds values j (low nibble) and j + 16.
            Packing::Nibbles => {
                for (j, byte) in block[integers..].iter().enumerate() {
                    group[j] = (byte & 15) as i8 + lowest;
                    group[j + 16] = (byte >> 4) as i8 + lowest;
                }
            }
        });
    let halves = |at: usize| {
        let blocks = bytes.chunks_exact(block_bytes);
        blocks.map(move |block| f16::from_le_bytes([block[at], block[at + 1]]))
    };
    let scales = halves(0).collect();
    let minima = match format.has_minimum() {
        true => halves(2).collect(),
        false => Vec::new(),
    };
    Matrix::new(format, rows, columns, quants, scales, minima)
}

/// The token embedding: looked up on the host, so it is kept as exactly as the file has it.
#[derive(Clone, Debug)]
pub(crate) enum Embedding {
    /// Groups of the file, shared with the output head where that is tied.
    Groups(Arc<Matrix>),
    /// `[tokens][width]`.
    Floats { width: usize, values: Vec<f32> },
}

impl Embedding {
    pub(crate) fn load(tensor: &Tensor<'_>) -> Result<Embedding, ModelError> {
        if let Some((format, true)) = WeightChoice::Auto.format(tensor.kind()) {
            let matrix = load_matrix(tensor, (format, true))?;
            return Ok(Embedding::Groups(Arc::new(matrix)));
        }
        Ok(Embedding::Floats {
            width: tensor.shape()[0] as usize,
            values: tensor.dequantise()?,
        })
    }

    /// The embedding of `token`, which must be in the vocabulary.
    pub(crate) fn row(&self, token: usize, out: &mut [f32]) {
        match self {
            Embedding::Groups(matrix) => matrix.dequantise_row(token, out),
            Embedding::Floats { width, values } => {
                out.copy_from_slice(&values[token * width..][..*width]);
            }
        }
    }
}
