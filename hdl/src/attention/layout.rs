//! Widths and bit positions that more than one block of the attention unit must agree on: the contract's, and what hardware adds to
//! them.

use harmonia_contract::record::{high_words, low_words};
use harmonia_contract::size::{MOST_CHANNELS, MOST_WINDOW};
use harmonia_contract::{GROUP, attention};

pub use harmonia_contract::record::{SCALE_BITS as KV_SCALE_BITS, SCALE_FRACTION_BITS};
pub use harmonia_contract::size::{
    KV_BEAT_BITS, MEMORY_ADDRESS_BITS, MEMORY_LENGTH_BITS as LENGTH_BITS, VECTOR_ELEMENT_BITS,
    WORD_BITS, WORD_BYTES as ENABLE_BITS,
};

/// Bits of the numbers 0 to `most`.
const fn width(most: usize) -> usize {
    most.ilog2() as usize + 1
}

/// Channels of a head: 1 to 256.
pub const SIZE_BITS: usize = width(MOST_CHANNELS);
/// Blocks of 32 channels: 1 to 8.
pub const BLOCKS_BITS: usize = width(MOST_CHANNELS / GROUP);
/// Pages of a window, 0 to 511.
pub const WINDOW_BITS: usize = width(MOST_WINDOW);
/// Number of a token.
pub const POSITION_BITS: usize = attention::POSITION.bits;
/// Number of a page.
pub const PAGE_BITS: usize = POSITION_BITS - GROUP.ilog2() as usize;

/// Words of a record of the high plane, by whether it is of 3 bits.
pub const HIGH_WORDS: [u128; 2] = [high_words(4) as u128, high_words(3) as u128];
/// Words of a record of the low plane.
pub const LOW_WORDS: [u128; 2] = [low_words(4) as u128, low_words(3) as u128];

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

/// Pages from a region's last one to the queries' own.
pub const DISTANCE_BITS: usize = attention::DISTANCE.bits;
/// A maximum of scores.
pub const MAXIMUM_BITS: usize = harmonia_contract::register::MAXIMUM_BITS;
/// Those of all rows.
pub const MAXIMA_BITS: usize = harmonia_contract::register::MAXIMA * MAXIMUM_BITS;

/// Number of a configuration register.
pub const REGISTER_BITS: usize = attention::REGISTER.bits;

/// Configuration registers as leaves compare their numbers.
pub(crate) mod register {
    use harmonia_contract::Register;

    const fn number(register: Register) -> u128 {
        register.number() as u128
    }

    pub const SIZE: u128 = number(Register::Size);
    pub const ROTATION: u128 = number(Register::Rotation);
    pub const KEY_BITS: u128 = number(Register::KeyBits);
    pub const VALUE_BITS: u128 = number(Register::ValueBits);
    pub const INIT: u128 = number(Register::Init);
    pub const LOCAL: u128 = number(Register::Local);
    pub const RESIDUAL: u128 = number(Register::Residual);
    pub const KEY_LOW: u128 = number(Register::KeyLow);
    pub const VALUE_LOW: u128 = number(Register::ValueLow);
    pub const KEY_HIGH: u128 = number(Register::KeyHigh);
    pub const VALUE_HIGH: u128 = number(Register::ValueHigh);
    /// That of row 0; the other rows' follow.
    pub const MAXIMUM: usize = harmonia_contract::register::MAXIMUM;
}

/// Commands of attention as leaves take them apart; the contract says what they mean.
pub(crate) mod command {
    use crate::layout::command::{Field, bits, code};
    use harmonia_contract::attention;

    pub const CONFIGURE: u128 = code(attention::CONFIGURE);
    pub const WRITE: u128 = code(attention::WRITE);
    pub const STORE: u128 = code(attention::STORE);
    pub const COMMIT: u128 = code(attention::COMMIT);
    pub const ATTEND: u128 = code(attention::ATTEND);
    /// Also of ATTEND's queries less one.
    pub const REGISTER: Field = bits(attention::REGISTER);
    pub const POSITION: Field = bits(attention::POSITION);
    pub const BASE: Field = bits(attention::BASE);
    pub const SLOT: Field = bits(attention::SLOT);
    pub const NO_SLOT: u128 = attention::NO_SLOT as u128;
    /// Of [`SLOT`], which an ATTEND has its step and distance in.
    pub const STEP: Field = (
        attention::STEP.low - attention::SLOT.low,
        attention::STEP.bits,
    );
    pub const DISTANCE: Field = (
        attention::DISTANCE.low - attention::SLOT.low,
        attention::DISTANCE.bits,
    );
    pub const MAXIMUM_STEP: u128 = attention::MAXIMUM as u128;
    pub const SUMS_STEP: u128 = attention::SUMS as u128;

    const _: () = assert!(attention::QUERIES.low == attention::REGISTER.low);
}
