//! What a device can be told.

use std::fmt;
use std::ops::Range;

/// A matrix that a device has stored. Meaningful to that device only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct MatrixId(pub(crate) usize);

impl fmt::Display for MatrixId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// One command. The same commands go to every device.
#[derive(Clone, PartialEq, Debug)]
pub enum Command<'a> {
    /// Converts `values` into blocks and writes them into the buffer of token row `row`, from block `base` on. The last block is
    /// padded with zeros.
    Load {
        row: usize,
        base: usize,
        values: &'a [f32],
    },
    /// Multiplies buffered blocks with weights.
    MatMul(MatMul),
}

/// Multiplies rows of a matrix with the blocks of the first `tokens` token rows.
///
/// Group `groups.start + i` of a row meets block `base + i` of each token row. Results leave token by token: `[tokens][rows]`.
///
/// A sum over K is one command with `first` and `last`, or several of two rows at most: one with `first`, any number with
/// neither, one with `last`, which yields the results. Loads may come in between.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MatMul {
    pub matrix: MatrixId,
    /// Outputs. Starts at an even row and ends at an even row or with the matrix, because an engine makes two at a time.
    pub rows: Range<usize>,
    /// Groups along K.
    pub groups: Range<usize>,
    /// First block in the buffers.
    pub base: usize,
    /// Token rows that take part.
    pub tokens: usize,
    /// Starts from zero instead of adding to what is there.
    pub first: bool,
    /// Yields the results.
    pub last: bool,
}

impl MatMul {
    /// Pairs of outputs; the last one may be half empty.
    pub fn pairs(&self) -> usize {
        self.rows.len().div_ceil(2)
    }

    /// Results that the command yields.
    pub fn results(&self) -> usize {
        if self.last {
            self.tokens * self.rows.len()
        } else {
            0
        }
    }
}
