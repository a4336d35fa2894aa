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
    /// Answers with a word for each of [`COUNTERS`].
    Counters = 6,
    /// A word follows ([`STRIDE`], [`RUNS`]). Answers with one word, the [`check`](crate::check) of the first `count` words from
    /// `address` on, then as many from `address + stride` on, and so on, so many runs of them.
    Check = 7,
}

impl Frame {
    /// Every frame.
    pub const ALL: [Frame; 7] = [
        Frame::Write,
        Frame::Read,
        Frame::Run,
        Frame::Configure,
        Frame::Bounds,
        Frame::Counters,
        Frame::Check,
    ];
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
/// CHECK: words from the begin of a run to that of the next one.
pub const STRIDE: Field = Field::new("stride", 0, 24);
/// CHECK: runs.
pub const RUNS: Field = Field::new("runs", 24, 16);
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
pub const FIELDS: [Field; 15] = [
    OPCODE,
    ADDRESS,
    COUNT,
    TABLE,
    TOKENS,
    STRIDE,
    RUNS,
    DATA,
    CACHE,
    REGION_WORDS,
    CAPACITY,
    LAST,
    CODE,
    REASON,
    AT,
];

/// What COUNTERS answers with, in this order: cycles, cycles in which memory moved a word, words by who has read or written
/// them, and [`WEIGHTS_CHECK`].
pub const COUNTERS: [&str; 11] = [
    "cycles",
    "busy",
    "attention_read",
    "weights_read",
    "program_read",
    "transfer_read",
    "loader_read",
    "attention_written",
    "transfer_written",
    "uploads_written",
    "weights_check",
];
/// Which of them is the [`check`](crate::check) of the words of weights, in the order in which they were read.
pub const WEIGHTS_CHECK: usize = COUNTERS.len() - 1;
/// Bits of a counter's number.
pub const COUNTER_BITS: usize = 5;
