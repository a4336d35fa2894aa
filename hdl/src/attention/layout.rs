//! Widths and bit positions that more than one block of the attention unit must agree on.

use crate::layout::{EXPONENT_BITS, MANTISSAS_BITS};

/// Address of a word of memory.
pub const MEMORY_ADDRESS_BITS: usize = 24;
/// Words of a request.
pub const LENGTH_BITS: usize = 8;
/// An element of a vector from the host: FP16.
pub const VECTOR_ELEMENT_BITS: usize = 16;
/// A word of memory.
pub const WORD_BITS: usize = 64;
/// Bytes of a word.
pub const ENABLE_BITS: usize = 8;
/// Channels of a head: 1 to 256.
pub const SIZE_BITS: usize = 9;
/// Blocks of 32 channels: 1 to 8.
pub const BLOCKS_BITS: usize = 4;
/// Pages of a window, 0 to 511.
pub const WINDOW_BITS: usize = 9;
/// Number of a group of 32 tokens.
pub const PAGE_BITS: usize = 11;
/// Number of a token.
pub const POSITION_BITS: usize = 16;
/// Mantissas and exponent of a block of keys or values.
pub const KV_BLOCK_BITS: usize = MANTISSAS_BITS + EXPONENT_BITS;
pub use crate::layout::KV_BEAT_BITS;

/// Words of a record of the high plane, by whether it is of 3 bits.
pub const HIGH_WORDS: [u128; 2] = [21, 17];
/// Words of a record of the low plane.
pub const LOW_WORDS: [u128; 2] = [16, 20];

/// What a burst holds, as the reader must know it.
pub mod burst {
    use crate::layout::command::Field;

    /// Bits of a description.
    pub const BITS: usize = 6;
    /// The kind.
    pub const KIND: Field = (0, 2);
    /// Kind: a record of the low plane.
    pub const LOW: u128 = 0;
    /// Kind: a record of the high plane.
    pub const HIGH: u128 = 1;
    /// Kind: a channel of the residual.
    pub const RESIDUAL: u128 = 2;
    /// High plane: the low plane has come before.
    pub const BOTH: Field = (2, 1);
    /// Planes of 3 bits.
    pub const THREE: Field = (3, 1);
    /// The beat of ones comes first.
    pub const ONES: Field = (4, 1);
    /// Residual: not the first channel of a pair that becomes beats, so that no place need be promised.
    pub const PROMISED: Field = (5, 1);
}

/// Number of a configuration register.
pub const REGISTER_BITS: usize = 4;

/// Configuration registers.
pub mod register {
    pub const SIZE: u128 = 0;
    pub const ROTATION: u128 = 1;
    pub const KEY_BITS: u128 = 2;
    pub const VALUE_BITS: u128 = 3;
    pub const INIT: u128 = 4;
    pub const LOCAL: u128 = 5;
    pub const RESIDUAL: u128 = 6;
    pub const KEY_LOW: u128 = 7;
    pub const VALUE_LOW: u128 = 8;
    pub const KEY_HIGH: u128 = 9;
    pub const VALUE_HIGH: u128 = 10;
}

/// Fields of an attention command.
pub mod command {
    use crate::layout::command::Field;

    /// Opcode: set a register.
    pub const CONFIGURE: u128 = 4;
    /// Opcode: vectors to memory, as they are.
    pub const WRITE: u128 = 5;
    /// Opcode: a key and a value.
    pub const STORE: u128 = 6;
    /// Opcode: the residual becomes a page of values.
    pub const COMMIT: u128 = 7;
    /// Opcode: queries.
    pub const ATTEND: u128 = 8;
    /// CONFIGURE: the register; ATTEND: queries less one.
    pub const REGISTER: Field = (4, 4);
    /// Token, page, or number of words.
    pub const POSITION: Field = (8, 16);
    /// Value of a register, address, or region.
    pub const BASE: Field = (24, 24);
    /// Slot of the low plane.
    pub const SLOT: Field = (48, 16);
    /// Value of the slot: no low plane.
    pub const NO_SLOT: u128 = 65_535;
}
