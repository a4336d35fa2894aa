//! Numbers that more than one part of the system must agree on.

/// A number with its name and what it counts, for tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// The constant's name.
    pub name: &'static str,
    /// The number.
    pub value: usize,
    /// What it counts: the constant's documentation.
    pub meaning: &'static str,
}

/// Constants, and a list of them all with their documentation.
macro_rules! sizes {
    ($($(#[doc = $meaning:literal])+ $name:ident = $value:expr;)+) => {
        $($(#[doc = $meaning])+ pub const $name: usize = $value;)+

        /// Every size of this module.
        pub const SIZES: &[Size] = &[$(Size {
            name: stringify!($name),
            value: $name,
            meaning: concat!($($meaning),+),
        }),+];
    };
}

sizes! {
    /// Values that share an exponent or a scale; also tokens of a page.
    GROUP = 32;
    /// Bits of a mantissa of activations, sign included: -255 to 255.
    MANTISSA_BITS = 9;
    /// Bits of a block's exponent, two's complement.
    EXPONENT_BITS = 8;
    /// Bits of an accumulator, guard bits included.
    ACCUMULATOR_BITS = 80;
    /// Bits of an accumulator that are below one.
    FRACTION_BITS = 32;

    /// Blocks that the activation buffer of a token row holds.
    BUFFER_BLOCKS = 512;
    /// Bits of a block's address in that buffer.
    BLOCK_ADDRESS_BITS = BUFFER_BLOCKS.ilog2() as usize;
    /// The first block of the queries of an ATTEND.
    QUERY_BASE = 256;

    /// Stream `command`: bits of a command.
    COMMAND_BITS = 64;
    /// Stream `activations`: bits of a beat, four FP32 values of a group.
    ACTIVATION_BEAT_BITS = 4 * 32;
    /// Stream `weights`: bits of a beat, two outputs' nibbles, scales and minima.
    WEIGHT_BEAT_BITS = 2 * (4 * GROUP + 16 + 16);
    /// Keys and values on their way to the engine: bits of a beat, a weight beat and fifth bits of its
    /// digits.
    KV_BEAT_BITS = WEIGHT_BEAT_BITS + 2 * GROUP;
    /// Stream `vectors`: bits of a beat, one FP16 value.
    VECTOR_ELEMENT_BITS = 16;
    /// Stream `results`: bits of a beat, an FP32 value and two flags.
    RESULT_BITS = 34;

    /// Bits of a word of memory.
    WORD_BITS = 64;
    /// Bits of the address of such a word.
    MEMORY_ADDRESS_BITS = 24;
    /// Bits of the number of words that one request reads.
    MEMORY_LENGTH_BITS = 8;
    /// The most words that one request reads.
    MOST_READ_WORDS = 64;

    /// The most channels of a head.
    MOST_CHANNELS = 256;
    /// The most pages of a window.
    MOST_WINDOW = 511;
    /// The least context of a configuration, in tokens.
    LEAST_CONTEXT = 64;
    /// The most, in tokens: as many pages as a token row's buffer has room for beside the queries.
    MOST_CONTEXT = QUERY_BASE * GROUP;
}

/// Bytes of a word of memory, each of which a write may leave as it is.
pub const WORD_BYTES: usize = WORD_BITS / 8;
/// FP16 values of a word of memory.
pub const WORD_VALUES: usize = WORD_BITS / VECTOR_ELEMENT_BITS;
