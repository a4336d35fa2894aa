//! When things happen: the stages of the dot array's pipeline, in cycles after a weight beat is accepted.
//!
//! ```text
//! ACCEPT  ADDRESS  FETCHED  OPERAND  PRODUCT    SUM     SCALED    HELD     COMBINED  SHIFTED  ADDEND    CAPTURE
//!   0       1         2        3        5        11       13        14        15       18       19        21
//! beat ->  block  -> block -> packed -> 32 x 2 -> P  ->  d * P -> a step -> passes -> floor  -> d + m -> 80-bit sums
//!          address   read     operands  products                  of wire   joined   shift             low, then high half
//! ```

/// A weight beat's handshake.
pub const ACCEPT: usize = 0;
/// The activation block's address and the beat stand in registers.
pub const ADDRESS: usize = 1;
/// The block leaves the block RAM.
pub const FETCHED: usize = 2;
/// Block and packed weights stand at the multipliers.
pub const OPERAND: usize = 3;
/// The products leave the multipliers.
pub const PRODUCT: usize = 5;
/// The sums over 32 lanes: five adder levels and the last carry.
pub const SUM: usize = 11;
/// Sum times scale.
pub const SCALED: usize = 13;
/// Sum times scale again, away from the multipliers' column of the device.
pub const HELD: usize = 14;
/// The two passes of an INT8 group joined.
pub const COMBINED: usize = 15;
/// Aligned to the accumulator and rounded down.
pub const SHIFTED: usize = 18;
/// Both addends of a group joined.
pub const ADDEND: usize = 19;
/// The finished accumulator can be captured.
pub const CAPTURE: usize = 21;
