//! Weight matrices in groups of 32 integers with FP16 scales.

use half::f16;
use harmonia_contract::{Format, Packing};
use thiserror::Error;

use crate::GROUP;
use crate::accumulator::MAX_ADDENDS;
use crate::quantise;

/// An 8-bit weight as the two nibbles a 4-bit multiplier takes in two passes: q = 16 * high + low,
/// high in -8..=7, low in 0..=15. So P = 16 * P(high) + P(low).
pub const fn nibbles(q: i8) -> (i8, i8) {
    (q >> 4, q & 15)
}

/// `rows` outputs by `columns` inputs, each row in groups of 32 columns, the last group padded with
/// zeros.
///
/// All scales and minima are finite, all integers within their format's range.
#[derive(Clone, PartialEq, Debug)]
pub struct Matrix {
    format: Format,
    rows: usize,
    columns: usize,
    groups_per_row: usize,
    /// Row by row, group by group; 4-bit integers two a byte, the even column in the low nibble.
    quants: Vec<u8>,
    scales: Vec<f16>,
    /// Empty unless the format has a minimum.
    minima: Vec<f16>,
}

/// One group of 32 weights, unpacked.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct GroupRef {
    /// Integers in the range of the format ([`Format::quants`]); 0 in the padding.
    pub quants: [i8; GROUP],
    /// What the integers are multiplied by; finite.
    pub scale: f16,
    /// 0 in formats without a minimum.
    pub minimum: f16,
}

/// Why a matrix was refused.
#[derive(Clone, PartialEq, Debug, Error)]
pub enum MatrixError {
    /// There are no rows, or no columns.
    #[error("a matrix of {rows} rows and {columns} columns is empty")]
    Empty {
        /// Outputs asked for.
        rows: usize,
        /// Inputs asked for.
        columns: usize,
    },
    /// A row is longer than [`Matrix::MAX_COLUMNS`]: its sum could leave the accumulator unnoticed.
    #[error(
        "{columns} columns are more than the {limit} whose sum the accumulator's guard bits cover; \
         split the matrix"
    )]
    TooManyColumns {
        /// Inputs asked for.
        columns: usize,
        /// The most there may be.
        limit: usize,
    },
    /// In FP32 it would take more than `isize::MAX` bytes, so that lengths could overflow.
    #[error("a matrix of {rows} rows and {columns} columns is larger than the address space")]
    TooLarge {
        /// Outputs asked for.
        rows: usize,
        /// Inputs asked for.
        columns: usize,
    },
    /// A slice does not have as many values as the shape asks for.
    #[error("{what}: {found} values where the shape asks for {expected}")]
    Length {
        /// Which slice: `quants`, `scales`, `minima` or `weights`.
        what: &'static str,
        /// Values that the shape asks for.
        expected: usize,
        /// Values that were given.
        found: usize,
    },
    /// An integer is not one that the format can store.
    #[error("row {row}, column {column}: {value} is outside the range of {format:?}")]
    QuantOutOfRange {
        /// The format of the matrix.
        format: Format,
        /// The row, from 0.
        row: usize,
        /// The column, from 0.
        column: usize,
        /// The integer that was given.
        value: i8,
    },
    /// A row is padded to a whole group with something that would take part in sums.
    #[error("row {row}: the padding at column {column} holds {value} instead of 0")]
    PaddingNotZero {
        /// The row, from 0.
        row: usize,
        /// The column, from 0: `columns` or more.
        column: usize,
        /// The integer that was given.
        value: i8,
    },
    /// The scale or the minimum of a group is NaN or infinite, so that every sum with it would be invalid.
    #[error("row {row}, group {group}: the {what} is not finite (bits {bits:#06x})")]
    ScaleNotFinite {
        /// `scale` or `minimum`.
        what: &'static str,
        /// The row, from 0.
        row: usize,
        /// The group within the row, from 0.
        group: usize,
        /// The FP16 encoding.
        bits: u16,
    },
    /// A float that was to be quantised is NaN or infinite.
    #[error("row {row}, column {column}: the weight is not finite ({value})")]
    WeightNotFinite {
        /// The row, from 0.
        row: usize,
        /// The column, from 0.
        column: usize,
        /// The weight.
        value: f32,
    },
    /// The floats of a group are so large that its scale or minimum has no FP16 encoding.
    #[error(
        "row {row}, group {group}: a {what} of {value:e} exceeds FP16; \
         rescale the tensor before quantising it"
    )]
    ScaleOverflow {
        /// `scale` or `minimum`.
        what: &'static str,
        /// The row, from 0.
        row: usize,
        /// The group within the row, from 0.
        group: usize,
        /// What it would have to be.
        value: f32,
    },
}

impl MatrixError {
    /// The stable name of the error, for programs and for searching.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty { .. } => "matrix.empty",
            Self::TooManyColumns { .. } => "matrix.too_many_columns",
            Self::TooLarge { .. } => "matrix.too_large",
            Self::Length { .. } => "matrix.length",
            Self::QuantOutOfRange { .. } => "matrix.quant_out_of_range",
            Self::PaddingNotZero { .. } => "matrix.padding_not_zero",
            Self::ScaleNotFinite { .. } => "matrix.scale_not_finite",
            Self::WeightNotFinite { .. } => "matrix.weight_not_finite",
            Self::ScaleOverflow { .. } => "matrix.scale_overflow",
        }
    }
}

impl Matrix {
    /// The widest matrix: two addends a group (scale and minimum) fill the accumulator's guarantee.
    pub const MAX_COLUMNS: usize = MAX_ADDENDS / 2 * GROUP;

    /// Takes groups as they are.
    ///
    /// * `quants`: `rows * ceil(columns / 32) * 32` integers, row-major, each row padded with 0.
    /// * `scales`: one per group, row-major.
    /// * `minima`: likewise for formats that have them, otherwise empty.
    ///
    /// # Errors
    /// The first thing that is wrong, with its position.
    pub fn new(
        format: Format,
        rows: usize,
        columns: usize,
        quants: Vec<i8>,
        scales: Vec<f16>,
        minima: Vec<f16>,
    ) -> Result<Self, MatrixError> {
        let groups_per_row = groups_per_row(rows, columns)?;
        let groups = rows * groups_per_row;
        let expected_minima = if format.has_minimum() { groups } else { 0 };
        for (what, expected, found) in [
            ("quants", groups * GROUP, quants.len()),
            ("scales", groups, scales.len()),
            ("minima", expected_minima, minima.len()),
        ] {
            if expected != found {
                return Err(MatrixError::Length {
                    what,
                    expected,
                    found,
                });
            }
        }
        let padded = groups_per_row * GROUP;
        let range = format.quants();
        for (row, line) in quants.chunks_exact(padded).enumerate() {
            for (column, &value) in line.iter().enumerate() {
                if column >= columns && value != 0 {
                    return Err(MatrixError::PaddingNotZero { row, column, value });
                }
                if !range.contains(&value) {
                    return Err(MatrixError::QuantOutOfRange {
                        format,
                        row,
                        column,
                        value,
                    });
                }
            }
        }
        for (what, values) in [("scale", &scales), ("minimum", &minima)] {
            if let Some(at) = values.iter().position(|x| !x.is_finite()) {
                return Err(MatrixError::ScaleNotFinite {
                    what,
                    row: at / groups_per_row,
                    group: at % groups_per_row,
                    bits: values[at].to_bits(),
                });
            }
        }
        let quants = match format.packing() {
            Packing::Bytes => quants.into_iter().map(|q| q as u8).collect(),
            Packing::Nibbles => quants
                .chunks_exact(2)
                .map(|pair| (pair[0] as u8 & 15) | (pair[1] as u8) << 4)
                .collect(),
        };
        Ok(Self {
            format,
            rows,
            columns,
            groups_per_row,
            quants,
            scales,
            minima,
        })
    }

    /// Quantises FP32 weights, row-major, group by group. All quotients are FP32 divisions, rounded
    /// half to even, and then clamped to the format's range; they use the scale *after* its
    /// rounding to FP16.
    ///
    /// * `Int8`: d = max|x| / 127, q = x/d.
    /// * `Int4`: d = x* / -8 with x* the first element of largest magnitude, so that it falls on
    ///   -8, the wider end of the range; q = x/d.
    /// * `Int4Min`: m = min x, d = (max x - min x) / 15, q = (x - m)/d.
    ///
    /// d and m are rounded to FP16 half to even. Where d rounds to 0, all q of the group are 0.
    /// Padding takes no part in minimum and maximum, and is 0.
    ///
    /// # Errors
    /// A weight that is not finite, a scale or minimum beyond FP16, a length that does not match.
    pub fn quantise(
        format: Format,
        rows: usize,
        columns: usize,
        weights: &[f32],
    ) -> Result<Self, MatrixError> {
        let groups_per_row = groups_per_row(rows, columns)?;
        if weights.len() != rows * columns {
            return Err(MatrixError::Length {
                what: "weights",
                expected: rows * columns,
                found: weights.len(),
            });
        }
        let groups = rows * groups_per_row;
        let mut quants = Vec::with_capacity(groups * GROUP);
        let mut scales = Vec::with_capacity(groups);
        let mut minima = Vec::new();
        for (row, line) in weights.chunks_exact(columns).enumerate() {
            for (group, chunk) in line.chunks(GROUP).enumerate() {
                let quantised =
                    quantise::group(format, chunk).map_err(|fault| fault.at(row, group))?;
                quants.extend_from_slice(&quantised.quants);
                scales.push(quantised.scale);
                if format.has_minimum() {
                    minima.push(quantised.minimum);
                }
            }
        }
        Self::new(format, rows, columns, quants, scales, minima)
    }

    /// How groups are stored.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Outputs.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Inputs, without padding.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Groups of 32 weights in a row: `ceil(columns / 32)`, the last padded with 0.
    pub fn groups_per_row(&self) -> usize {
        self.groups_per_row
    }

    /// Size of the weights in bytes, as stored here and as a device stores them.
    pub fn bytes(&self) -> usize {
        self.scales.len() * self.format.group_bytes()
    }

    /// Group `group` of row `row`.
    ///
    /// # Panics
    /// When either is out of range.
    pub fn group(&self, row: usize, group: usize) -> GroupRef {
        assert!(
            row < self.rows && group < self.groups_per_row,
            "group {group} of row {row} in a matrix of {} rows of {} groups",
            self.rows,
            self.groups_per_row
        );
        let at = row * self.groups_per_row + group;
        let bytes = self.format.quant_bytes();
        let packed = &self.quants[at * bytes..(at + 1) * bytes];
        let signed = self.format.is_signed();
        let quants = std::array::from_fn(|i| match self.format.packing() {
            Packing::Bytes => packed[i] as i8,
            // Up to the sign bit and back down: the arithmetic shift extends the nibble's sign.
            Packing::Nibbles if signed => ((packed[i / 2] << (4 - 4 * (i % 2))) as i8) >> 4,
            Packing::Nibbles => ((packed[i / 2] >> (4 * (i % 2))) & 15) as i8,
        });
        GroupRef {
            quants,
            scale: self.scales[at],
            minimum: self.minima.get(at).copied().unwrap_or(f16::ZERO),
        }
    }

    /// The weights of a row in FP32: d*q is exact, adding m rounds once.
    ///
    /// # Panics
    /// When `row` is out of range or `out` does not have `columns` elements.
    pub fn dequantise_row(&self, row: usize, out: &mut [f32]) {
        assert_eq!(
            out.len(),
            self.columns,
            "a row has as many weights as the matrix columns"
        );
        for (group, chunk) in out.chunks_mut(GROUP).enumerate() {
            let GroupRef {
                quants,
                scale,
                minimum,
            } = self.group(row, group);
            for (weight, q) in chunk.iter_mut().zip(quants) {
                *weight = scale.to_f32() * f32::from(q) + minimum.to_f32();
            }
        }
    }
}

/// Groups in a row of a shape that is neither empty nor too large.
fn groups_per_row(rows: usize, columns: usize) -> Result<usize, MatrixError> {
    if rows == 0 || columns == 0 {
        return Err(MatrixError::Empty { rows, columns });
    }
    if columns > Matrix::MAX_COLUMNS {
        return Err(MatrixError::TooManyColumns {
            columns,
            limit: Matrix::MAX_COLUMNS,
        });
    }
    let groups = columns.div_ceil(GROUP);
    // Every length below follows from this product, so that none of them can overflow.
    match (groups * GROUP * size_of::<f32>()).checked_mul(rows) {
        Some(bytes) if bytes <= isize::MAX as usize => Ok(groups),
        _ => Err(MatrixError::TooLarge { rows, columns }),
    }
}
