//! Frames: what goes over a link to the system, words of 64 bits each.

use crate::command::Field;

/// What a frame does: the number in [`OPCODE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Frame {
    /// `count` words follow, for memory from `address` on.
    Write = 1,
    /// Answers with `count` words of memory from `address` on.
    Read = 2,
    /// A word follows ([`TABLE`], [`TOKENS`]); runs the program at `address`, and answers with two words.
    Run = 3,
    /// A word follows, a CONFIGURE of the attention unit.
    Configure = 4,
    /// Two words follow: [`DATA`] and [`CACHE`]; [`REGION_WORDS`], [`CAPACITY`] and [`LAST`].
    Bounds = 5,
    /// Answers with a word for each counter.
    Counters = 6,
}

/// Header: a [`Frame`].
pub const OPCODE: Field = Field::new("opcode", 0, 8);
/// Header: a word of memory.
pub const ADDRESS: Field = Field::new("address", 8, 24);
/// Header: words.
pub const COUNT: Field = Field::new("count", 32, 32);
/// RUN: where the table begins.
pub const TABLE: Field = Field::new("table", 0, 24);
/// RUN: tokens of the pass.
pub const TOKENS: Field = Field::new("tokens", 24, 8);
/// BOUNDS: where vectors begin.
pub const DATA: Field = Field::new("data", 0, 24);
/// BOUNDS: where regions begin.
pub const CACHE: Field = Field::new("cache", 24, 24);
/// BOUNDS: words of a head's region.
pub const REGION_WORDS: Field = Field::new("region words", 0, 24);
/// BOUNDS: positions that a region has room for.
pub const CAPACITY: Field = Field::new("capacity", 24, 16);
/// BOUNDS: the last word of memory.
pub const LAST: Field = Field::new("last word", 40, 24);
/// Answer of a pass: 0 it is done, 1 it raised a flag, 2 it was refused.
pub const CODE: Field = Field::new("code", 0, 8);
/// Answer of a pass: the number of the [`Refusal`](crate::program::Refusal), or 1 for overflow and 2 for invalid,
/// added.
pub const REASON: Field = Field::new("reason", 8, 8);
/// Answer of a pass: the command that was refused, or the first one that raised a flag.
pub const AT: Field = Field::new("at", 16, 24);

/// The fields of headers, of words that follow them, and of answers.
pub const FIELDS: [Field; 13] = [
    OPCODE,
    ADDRESS,
    COUNT,
    TABLE,
    TOKENS,
    DATA,
    CACHE,
    REGION_WORDS,
    CAPACITY,
    LAST,
    CODE,
    REASON,
    AT,
];

/// Bits of a counter's number.
pub const COUNTER_BITS: usize = 5;
