//! What the words of the streams look like: widths, bit positions and codes that hardware and software agree on.

/// Blocks that a token row's buffer holds: inputs of up to 16,384 values.
pub const BUFFER_BLOCKS: usize = 512;
/// Two outputs' nibbles, scales and minima.
pub const WEIGHT_BEAT_BITS: usize = 320;
/// 32 FP32 values.
pub const ACTIVATION_BEAT_BITS: usize = 1024;

/// Fields and opcodes of a command.
pub mod command {
    /// Bits of a field: lowest bit and width.
    pub type Field = (usize, usize);
    pub const BITS: usize = 64;
    pub const OPCODE: Field = (0, 4);

    pub const LOAD: usize = 1;
    pub const ROW: Field = (4, 4);
    pub const MATMUL: usize = 2;
    pub const FORMAT: Field = (4, 2);
    pub const FIRST: Field = (6, 1);
    pub const LAST: Field = (7, 1);
    pub const BASE: Field = (8, 16);
    pub const BLOCKS: Field = (24, 16);
    pub const PAIRS: Field = (40, 20);
    pub const TOKENS: Field = (60, 4);

    pub const CONFIGURE: usize = 4;
    pub const WRITE: usize = 5;
    pub const STORE: usize = 6;
    pub const COMMIT: usize = 7;
    pub const ATTEND: usize = 8;
    pub const REGISTER: Field = (4, 4);
    pub const POSITION: Field = (8, 16);
    /// Of a command of attention.
    pub const REGION: Field = (24, 24);
    pub const SLOT: Field = (48, 16);
    pub const NO_SLOT: usize = 65_535;
}
