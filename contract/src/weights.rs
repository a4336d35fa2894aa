//! Weights in memory: records of four groups of a pair of outputs; `docs/system.md` says which bit lies where.

use crate::Format;
use crate::beat::NIBBLES;
use crate::size::WORD_BITS;

/// Groups of a record.
pub const RECORD_GROUPS: usize = 4;
/// Words of the scales of a record, FP16, and of its minima: of both outputs of each group.
pub const SCALE_WORDS: usize = 2 * RECORD_GROUPS * 16 / WORD_BITS;
/// Words of the nibbles of a beat, of both outputs.
pub const BEAT_WORDS: usize = 2 * NIBBLES[0].bits / WORD_BITS;

/// Words of a record.
pub const fn record_words(format: Format) -> usize {
    let headers = if format.has_minimum() { 2 } else { 1 };
    headers * SCALE_WORDS + RECORD_GROUPS * format.passes() * BEAT_WORDS
}
