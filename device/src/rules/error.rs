//! Why a command is illegal.

use std::ops::Range;

use thiserror::Error;

use crate::MatrixId;

/// Why a command is illegal.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[non_exhaustive]
#[expect(
    missing_docs,
    reason = "each message says what is refused, and names its fields"
)]
pub enum CommandError {
    #[error("there is no token row {row}, the device has {rows}")]
    TokenRow { row: usize, rows: usize },
    #[error("there are no values to load")]
    NoValues,
    #[error(
        "blocks {base} to {} are beyond the buffer of {of}; split the sum over commands",
        base.saturating_add(*blocks)
    )]
    Buffer {
        base: usize,
        blocks: usize,
        of: usize,
    },
    #[error("matrix {matrix} is not stored in this device, which has {stored}")]
    Matrix { matrix: MatrixId, stored: usize },
    #[error(
        "rows {}..{} of a matrix of {of}: they must not be empty, start at an even row, and end at an even row or the last",
        rows.start, rows.end
    )]
    Rows { rows: Range<usize>, of: usize },
    #[error("{pairs} pairs of rows, a command has room for {most}")]
    TooManyPairs { pairs: usize, most: usize },
    #[error("groups {}..{} of a matrix of {of} per row: they must exist and not be empty", groups.start, groups.end)]
    Groups { groups: Range<usize>, of: usize },
    #[error("{tokens} tokens, the device multiplies 1 to {rows}")]
    Tokens { tokens: usize, rows: usize },
    #[error(
        "block {block} of token row {row} was not loaded, or not since the last ATTEND, which leaves no block behind"
    )]
    NotLoaded { row: usize, block: usize },
    #[error("a sum over several commands has one pair of rows, not {pairs}")]
    SplitPairs { pairs: usize },
    #[error(
        "it adds to a sum that was not begun: the product before must be of the same matrix, rows and tokens, without `last`, \
         and no ATTEND may come in between"
    )]
    NotBegun,
    #[error("the commands of one sum have {groups} groups, a row of the matrix has {of}")]
    TooManyGroups { groups: usize, of: usize },
    #[error("this engine does not attend")]
    NoAttention,
    #[error("regions for {tokens} tokens, a query of this device can see {context}")]
    Context { tokens: usize, context: usize },
    #[error("no layout was configured")]
    NotConfigured,
    #[error("a region of {words} words at word {region} of a memory of {memory}")]
    Region {
        region: usize,
        words: usize,
        memory: usize,
    },
    #[error("regions at words {region} and {other} overlap")]
    Overlap { region: usize, other: usize },
    #[error("no offsets were written to the region at word {region}")]
    NoOffsets { region: usize },
    #[error("{found} values, expected {expected}")]
    Values { found: usize, expected: usize },
    #[error("value {index} is not finite")]
    NotFinite { index: usize },
    #[error(
        "position {position} of a region for {tokens} tokens that has {stored}, the first {committed} of them compressed: \
         the next one must be stored, or one of the page under way"
    )]
    Position {
        position: usize,
        stored: usize,
        committed: usize,
        tokens: usize,
    },
    #[error(
        "page {page} of values with {stored} tokens stored and {committed} pages committed: a page is committed in its turn, \
         when it is complete and another can follow"
    )]
    Page {
        page: usize,
        stored: usize,
        committed: usize,
    },
    #[error(
        "a query at position {position} with {stored} tokens stored, the first {committed} of them compressed: \
         it must stand in the page under way, at a token that is stored"
    )]
    Query {
        position: usize,
        stored: usize,
        committed: usize,
    },
    #[error("{heads} query heads, the device answers 1 to {rows}")]
    Heads { heads: usize, rows: usize },
}

impl CommandError {
    /// A code that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        match self {
            CommandError::TokenRow { .. } => "command.token_row",
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
            CommandError::Heads { .. } => "command.heads",
        }
    }
}
