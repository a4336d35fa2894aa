//! What a device can be told.

use std::fmt;
use std::ops::Range;

use half::f16;
use harmonia_contract::engine::SUM_WORDS;
use harmonia_numerics::kv::Region;

/// A matrix that a device has stored. Meaningful to that device only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct MatrixId(usize);

impl MatrixId {
    /// The matrix that a device stored after `index` others.
    pub fn new(index: usize) -> Self {
        MatrixId(index)
    }

    /// How many matrices were stored before it.
    pub fn index(self) -> usize {
        self.0
    }
}

impl fmt::Display for MatrixId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// One command. The same commands go to every device.
#[derive(Clone, PartialEq, Debug)]
pub enum Command<'a> {
    /// Converts `values` into blocks and writes them into the buffers, from block `base` on, as those of token
    /// `token` of a batch of `tokens`. The last block is padded with zeros.
    ///
    /// The token lies in row `token % rows` of the device's token rows, in bank `token / rows`. Its block `i` is
    /// block `base + i * banks + bank` of that row, where a batch has as many banks as its tokens need.
    Load {
        /// Which of the tokens.
        token: usize,
        /// Tokens of the batch.
        tokens: usize,
        /// First block of the batch.
        base: usize,
        /// At least one.
        values: &'a [f32],
    },
    /// Multiplies buffered blocks with weights.
    MatMul(MatMul),
    /// Lays out the regions of all heads that the commands behind it use. What was stored before is lost.
    Configure(Region),
    /// Writes the offsets of a head's channels, before its first STORE.
    Write {
        /// Where the head's region begins, in words of 64 bits.
        region: usize,
        /// `[size]`
        offsets: &'a [f16],
    },
    /// Stores a token's key and value. Tokens come in order; those of the page under way may come again.
    Store {
        /// As in [`Write`](Self::Write).
        region: usize,
        /// Number of the token in its sequence.
        position: usize,
        /// `[size]`
        key: &'a [f16],
        /// `[size]`
        value: &'a [f16],
    },
    /// Compresses the values of `page`, once it is complete and before the first token of the next.
    Commit {
        /// As in [`Write`](Self::Write).
        region: usize,
        /// Number of the page.
        page: usize,
    },
    /// Lets the query heads that share a key/value head attend to the tokens 0 to `position`, or does a step of it.
    /// Results: those of the [`Step`].
    ///
    /// The engine does the products of attention: no block that was loaded before, and no sum that was begun,
    /// is there afterwards. Every other command but LOAD and MATMUL leaves blocks and sums as they are.
    Attend {
        /// As in [`Write`](Self::Write).
        region: usize,
        /// That of the queries' own token, which is stored; of a distant query that of the last one of the region,
        /// with which a page ends that is committed.
        position: usize,
        /// Pages from that token's to the queries' own. 0 where it is their own.
        distance: usize,
        /// What is done.
        step: Step<'a>,
        /// Query heads, at most as many as there are token rows.
        heads: usize,
        /// `[heads][size]`, as `harmonia_numerics::kv::prepare_query` makes them.
        queries: &'a [f16],
    },
}

/// What of an ATTEND is done. Of a sequence whose pages lie in several regions, perhaps of several devices, the
/// largest of all their maxima gives sums that add up to those of the whole
/// ([`combine`](harmonia_numerics::kv::combine)).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step<'a> {
    /// All of it: outputs, `[heads][size]`.
    Whole,
    /// The smallest integer that no score exceeds, `[heads]`, each as the bits of a result.
    Maximum,
    /// Denominator and numerators by given maxima, as they stand, `[heads][1 + size][3]`: words of sums, as those of
    /// [`MatMul::sums`]. A score that exceeds its maximum by 1 or more counts for nothing.
    Sums {
        /// One for each head.
        maxima: &'a [i32],
    },
}

/// Multiplies rows of a matrix with the blocks of a batch of tokens, each weight with all of them.
///
/// Group `groups.start + i` of a row meets block `i` of each token behind `base`, where
/// [`Load`](Command::Load) puts it. Results leave token by token: `[tokens][rows]`.
///
/// A sum over K is one command with `first` and `last`, or several of two rows at most: one with `first`, any
/// number with neither, one with `last`, which yields the results. Any command but a MATMUL or an ATTEND may
/// come in between.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MatMul {
    /// One that is stored.
    pub matrix: MatrixId,
    /// Outputs. Starts at an even row and ends at an even row or with the matrix, because an engine makes two
    /// at a time.
    pub rows: Range<usize>,
    /// Groups along K.
    pub groups: Range<usize>,
    /// First block of the batch in the buffers.
    pub base: usize,
    /// Tokens of the batch.
    pub tokens: usize,
    /// Starts from zero instead of adding to what is there.
    pub first: bool,
    /// Yields the results.
    pub last: bool,
    /// Those are the sums as they stand, `[tokens][rows][3]`: the [words] of an accumulator, each as the bits of a
    /// result. What is beyond 64 bits is no fault then.
    ///
    /// [words]: harmonia_numerics::Accumulator::words
    pub sums: bool,
}

impl MatMul {
    /// Pairs of outputs; the last one may be half empty.
    pub fn pairs(&self) -> usize {
        self.rows.len().div_ceil(2)
    }

    /// Results of an output: a sum as it stands has several.
    pub(crate) fn words(&self) -> usize {
        if self.sums { SUM_WORDS } else { 1 }
    }

    /// Results that the command yields.
    pub fn results(&self) -> usize {
        if self.last {
            self.tokens * self.rows.len() * self.words()
        } else {
            0
        }
    }
}
