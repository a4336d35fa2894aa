//! How much memory compressed keys and values take; `docs/attention.md` says which bit lies where.
//!
//! Eight blocks are a record: four pairs, each pair one beat of the engine. In a plane an element is a code
//! of some bits, and the 64 codes of a pair fill as many words as a code has bits.

/// A block's scale is `(8 + f) * 2^(E - SCALE_BIAS)`, its byte `8 E + f`.
pub const SCALE_BIAS: usize = 25;
/// Bits of f, the lowest of the byte.
pub const SCALE_FRACTION_BITS: usize = 3;
/// Bits of the byte.
pub const SCALE_BITS: usize = 8;
/// The byte of the scale 1.
pub const SCALE_OF_ONE: usize = (SCALE_BIAS - SCALE_FRACTION_BITS) << SCALE_FRACTION_BITS;

/// The largest magnitude that a block stored with `bits` bits has: the high part of one more, rounded, would not
/// fit them.
pub const fn limit(bits: usize) -> usize {
    u8::MAX as usize - (1 << (low_code_bits(bits) - 1))
}

/// Pairs of blocks in a record.
pub const PAIRS: usize = 4;
/// FP16 values of a channel in the residual, four a word.
pub const RESIDUAL_WORDS: usize = crate::GROUP / crate::size::WORD_VALUES;

/// Bits of a code of the high plane, for mantissas of `bits` bits: sign and magnitude.
pub const fn high_code_bits(bits: usize) -> usize {
    1 + bits
}

/// Bits of a code of the low plane: what is left of 8 bits, two's complement.
pub const fn low_code_bits(bits: usize) -> usize {
    8 - bits
}

/// Words of a record of the high plane: eight scales, a byte each, and four pairs.
pub const fn high_words(bits: usize) -> usize {
    1 + PAIRS * high_code_bits(bits)
}

/// Words of a record of the low plane: four pairs.
pub const fn low_words(bits: usize) -> usize {
    PAIRS * low_code_bits(bits)
}

/// Records of a page of a head with `blocks` blocks of channels: of keys as of values.
pub const fn page_records(blocks: usize) -> usize {
    4 * blocks
}
