//! Why a command is illegal.

use std::ops::Range;

use thiserror::Error;

use crate::MatrixId;

/// Why a command is illegal.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[non_exhaustive]
pub enum CommandError {
    /// LOAD names a token that its batch does not have.
    #[error("there is no token {token} in a batch of {tokens}")]
    Token {
        /// The token, from 0.
        token: usize,
        /// Tokens of the batch.
        tokens: usize,
    },
    /// LOAD has an empty vector, which no product could read.
    #[error("there are no values to load")]
    NoValues,
    /// A row of the buffer has no such blocks.
    #[error(
        "blocks {base} to {} are beyond the buffer of {of}; split the batch, or the sum over commands",
        base.saturating_add(*blocks)
    )]
    Buffer {
        /// The first block.
        base: usize,
        /// Blocks from there on, those of all banks.
        blocks: usize,
        /// Blocks of a row.
        of: usize,
    },
    /// MATMUL names a matrix that was never stored.
    #[error("matrix {matrix} is not stored in this device, which has {stored}")]
    Matrix {
        /// The matrix.
        matrix: MatrixId,
        /// Matrices that are stored.
        stored: usize,
    },
    /// MATMUL asks for outputs that do not exist, or that are not whole pairs.
    #[error(
        "rows {}..{} of a matrix of {of}: they must not be empty, start at an even row, and end at an even row or the last",
        rows.start, rows.end
    )]
    Rows {
        /// The outputs.
        rows: Range<usize>,
        /// Outputs of the matrix.
        of: usize,
    },
    /// MATMUL asks for more outputs than its field can say.
    #[error("{pairs} pairs of rows, a command has room for {most}")]
    TooManyPairs {
        /// Pairs asked for.
        pairs: usize,
        /// Pairs that the field can say.
        most: usize,
    },
    /// MATMUL asks for inputs that do not exist.
    #[error("groups {}..{} of a matrix of {of} per row: they must exist and not be empty", groups.start, groups.end)]
    Groups {
        /// The groups of 32 inputs.
        groups: Range<usize>,
        /// Groups of a row of the matrix.
        of: usize,
    },
    /// LOAD or MATMUL is of a batch of no token, or of more than can share a weight.
    #[error("a batch of {tokens} tokens, the device multiplies 1 to {most}")]
    Tokens {
        /// Tokens of the batch.
        tokens: usize,
        /// The most that the device takes.
        most: usize,
    },
    /// MATMUL reads activations that are not those of any LOAD.
    #[error(
        "block {block} of token row {row} was not loaded, or not since the last ATTEND, which leaves no block behind"
    )]
    NotLoaded {
        /// The token row, from 0.
        row: usize,
        /// The first such block.
        block: usize,
    },
    /// MATMUL goes on with a sum, or leaves one open, for more than the one pair that accumulators hold.
    #[error("a sum over several commands has one pair of rows, not {pairs}")]
    SplitPairs {
        /// Pairs asked for.
        pairs: usize,
    },
    /// MATMUL goes on with a sum that is not the one under way.
    #[error(
        "it adds to a sum that was not begun: the product before must be of the same matrix, rows and tokens, without `last`, \
         and no ATTEND may come in between"
    )]
    NotBegun,
    /// The MATMULs of a sum come to more inputs than a row has.
    #[error("the commands of one sum have {groups} groups, a row of the matrix has {of}")]
    TooManyGroups {
        /// Groups of 32 inputs, those of the commands before included.
        groups: usize,
        /// Groups of a row of the matrix.
        of: usize,
    },
    /// A command of attention, for a device without an attention unit.
    #[error("this engine does not attend")]
    NoAttention,
    /// CONFIGURE plans longer sequences than the buffers of scores have room for.
    #[error("regions for {tokens} tokens, a query of this device can see {context}")]
    Context {
        /// Tokens of a region.
        tokens: usize,
        /// Tokens that a query can look back on.
        context: usize,
    },
    /// WRITE, STORE, COMMIT or ATTEND before any CONFIGURE.
    #[error("no layout was configured")]
    NotConfigured,
    /// A region goes over the end of memory.
    #[error("a region of {words} words at word {region} of a memory of {memory}")]
    Region {
        /// Its first word.
        region: usize,
        /// Its words.
        words: usize,
        /// Words of memory.
        memory: usize,
    },
    /// WRITE begins a region on words of another one.
    #[error("regions at words {region} and {other} overlap")]
    Overlap {
        /// First word of the new region.
        region: usize,
        /// First word of the other.
        other: usize,
    },
    /// STORE, COMMIT or ATTEND in a region that no WRITE has begun.
    #[error("no offsets were written to the region at word {region}")]
    NoOffsets {
        /// Its first word.
        region: usize,
    },
    /// A vector is not as long as the head is wide, or as all queries together.
    #[error("{found} values, expected {expected}")]
    Values {
        /// Values of the vector.
        found: usize,
        /// Values that it must have.
        expected: usize,
    },
    /// A value of a vector is NaN or infinite.
    #[error("value {index} is not finite")]
    NotFinite {
        /// Its place in the vector.
        index: usize,
    },
    /// STORE leaves tokens out, goes back to a page that is compressed, or goes over the end of the region.
    #[error(
        "position {position} of a region for {tokens} tokens that has {stored}, the first {committed} of them compressed: \
         the next one must be stored, or one of the page under way"
    )]
    Position {
        /// The token, from 0.
        position: usize,
        /// Tokens that are stored.
        stored: usize,
        /// Tokens of them that are compressed.
        committed: usize,
        /// Tokens that the region has room for.
        tokens: usize,
    },
    /// COMMIT leaves a page out, or comes before its last token, or for the last page of a region.
    #[error(
        "page {page} of values with {stored} tokens stored and {committed} pages committed: a page is committed in its turn, \
         when it is complete and another can follow"
    )]
    Page {
        /// The page, from 0.
        page: usize,
        /// Tokens that are stored.
        stored: usize,
        /// Pages that are committed.
        committed: usize,
    },
    /// ATTEND for a token that is not stored yet, or whose page is compressed already.
    #[error(
        "a query at position {position} with {stored} tokens stored, the first {committed} of them compressed: \
         it must stand in the page under way, at a token that is stored"
    )]
    Query {
        /// The token, from 0.
        position: usize,
        /// Tokens that are stored.
        stored: usize,
        /// Tokens of them that are compressed.
        committed: usize,
    },
    /// ATTEND for queries of a page that is not in the region, whose own pages are not all whole and committed.
    #[error(
        "a distant query behind position {position} with {stored} tokens stored, the first {committed} of them compressed: \
         it must be the last one that is stored, and every page committed"
    )]
    DistantQuery {
        /// The token, from 0.
        position: usize,
        /// Tokens that are stored.
        stored: usize,
        /// Tokens of them that are compressed.
        committed: usize,
    },
    /// ATTEND for queries that are further away than its field can say.
    #[error(
        "a query {distance} pages behind the last one of its region, a command has room for {most}"
    )]
    Distance {
        /// Pages.
        distance: usize,
        /// The most that the field can say.
        most: usize,
    },
    /// ATTEND for sums has not one maximum for each query head.
    #[error("{found} maxima for {heads} query heads")]
    Maxima {
        /// Maxima that are there.
        found: usize,
        /// Query heads.
        heads: usize,
    },
    /// ATTEND for sums has a maximum that its register does not hold.
    #[error("a maximum of {maximum}, a register holds -65536 to 65535")]
    Maximum {
        /// The first such maximum.
        maximum: i32,
    },
    /// ATTEND has no queries, or more than there are token rows.
    #[error("{heads} query heads, the device answers 1 to {rows}")]
    Heads {
        /// Query heads asked for.
        heads: usize,
        /// Token rows of the device.
        rows: usize,
    },
}

impl CommandError {
    /// A code that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        match self {
            CommandError::Token { .. } => "command.token",
            CommandError::NoValues => "command.no_values",
            CommandError::Buffer { .. } => "command.buffer",
            CommandError::Matrix { .. } => "command.matrix",
            CommandError::Rows { .. } => "command.rows",
            CommandError::TooManyPairs { .. } => "command.too_many_pairs",
            CommandError::Groups { .. } => "command.groups",
            CommandError::Tokens { .. } => "command.tokens",
            CommandError::NotLoaded { .. } => "command.not_loaded",
            CommandError::SplitPairs { .. } => "command.split_pairs",
            CommandError::NotBegun => "command.not_begun",
            CommandError::TooManyGroups { .. } => "command.too_many_groups",
            CommandError::NoAttention => "command.no_attention",
            CommandError::Context { .. } => "command.context",
            CommandError::NotConfigured => "command.not_configured",
            CommandError::Region { .. } => "command.region",
            CommandError::Overlap { .. } => "command.overlap",
            CommandError::NoOffsets { .. } => "command.no_offsets",
            CommandError::Values { .. } => "command.values",
            CommandError::NotFinite { .. } => "command.not_finite",
            CommandError::Position { .. } => "command.position",
            CommandError::Page { .. } => "command.page",
            CommandError::Query { .. } => "command.query",
            CommandError::DistantQuery { .. } => "command.distant_query",
            CommandError::Distance { .. } => "command.distance",
            CommandError::Maxima { .. } => "command.maxima",
            CommandError::Maximum { .. } => "command.maximum",
            CommandError::Heads { .. } => "command.heads",
        }
    }
}
