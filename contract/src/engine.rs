//! Commands of the engine: matrix products.

use crate::command::{Field, Opcode};
use crate::size::{ACCUMULATOR_BITS, BLOCK_ADDRESS_BITS, BUFFER_BLOCKS};

/// LOAD: the token row.
pub const ROW: Field = Field::new("row", 4, 4);
/// MATMUL: [`Format::code`](crate::Format::code) of the weights.
pub const FORMAT: Field = Field::new("format", 4, 2);
/// MATMUL_KV: two beats for each pair of blocks, joined as those of two passes of weights are.
pub const TWO_PASSES: Field = Field::new("two passes", 4, 1);
/// MATMUL_KV: all pairs of a block, then those of the next, with a running sum for each; at most [`SLOTS`]
/// pairs.
pub const PAGE_ORDER: Field = Field::new("page order", 5, 1);
/// Clear the accumulators before each pair of outputs.
pub const FIRST: Field = Field::new("first", 6, 1);
/// Send the results of each pair of outputs.
pub const LAST: Field = Field::new("last", 7, 1);
/// First block in the buffer.
pub const BASE: Field = Field::new("base", 8, BLOCK_ADDRESS_BITS);
/// What is sent are the sums as they stand, in [`SUM_WORDS`] results each, not their FP32 values.
pub const SUMS: Field = Field::new("sums", 22, 1);
/// MATMUL: all pairs and banks of a group, then those of the next, with a running sum for each; at most [`SLOTS`]
/// pairs times banks.
pub const GROUP_ORDER: Field = Field::new("group order", 23, 1);
/// Number of blocks of a token.
pub const BLOCKS: Field = Field::new("blocks", 24, 12);
/// Banks of the batch, less one. Token `t` of a batch lies in token row `t mod rows`, bank `t / rows`; its block `i` is
/// block `base + i * banks + bank` of the row's buffer. A beat of weights is kept for all banks.
pub const BANKS: Field = Field::new("banks - 1", 36, 4);
/// Pairs of outputs.
pub const PAIRS: Field = Field::new("pairs", 40, 20);
/// Token rows whose results are sent, less one; of all banks but the last one every row's are.
pub const TOKENS: Field = Field::new("tokens - 1", 60, 4);

/// Sums that the page order of [`MATMUL_KV`] and the group order of [`MATMUL`] keep apart.
pub const SLOTS: usize = 256;
/// Results in which a sum is sent as it stands: 32 bits each, the lowest first, the last one sign-extended.
pub const SUM_WORDS: usize = ACCUMULATOR_BITS.div_ceil(32);
/// The most banks of a batch.
pub const MOST_BANKS: usize = BANKS.most() + 1;

const _: () = assert!(BUFFER_BLOCKS <= BLOCKS.most() && MOST_BANKS <= SLOTS);

const CLEARS: (Field, &str) = (FIRST, "clear the accumulators before each pair");
const SENDS: (Field, &str) = (LAST, "send the results of each pair");
const AS_SUMS: (Field, &str) = (SUMS, "send sums, not FP32 values");
const FROM: (Field, &str) = (BASE, "first block in the buffer");
const ROWS: (Field, &str) = (TOKENS, "token rows whose results are sent, less one");

/// Fills a token row's buffer with activations.
pub const LOAD: Opcode = Opcode {
    name: "LOAD",
    code: 1,
    operands: &[
        (ROW, "token row to fill"),
        FROM,
        (BLOCKS, "blocks of activations to take"),
        (BANKS, "from block to block, less one"),
    ],
};
/// Multiplies buffered activations by streamed weights.
pub const MATMUL: Opcode = Opcode {
    name: "MATMUL",
    code: 2,
    operands: &[
        (FORMAT, "weight format"),
        CLEARS,
        SENDS,
        FROM,
        AS_SUMS,
        (BLOCKS, "groups of each sum"),
        (GROUP_ORDER, "group by group, not pair by pair"),
        (BANKS, "banks of tokens, less one"),
        (PAIRS, "pairs of outputs"),
        (
            TOKENS,
            "token rows whose results are sent, less one; of the last bank",
        ),
    ],
};
/// Multiplies buffered activations by keys or values. Internal: its beats come from the attention unit.
pub const MATMUL_KV: Opcode = Opcode {
    name: "MATMUL_KV",
    code: 3,
    operands: &[
        (TWO_PASSES, "a high and a low beat for each block"),
        (PAGE_ORDER, "block by block, not pair by pair"),
        CLEARS,
        SENDS,
        FROM,
        AS_SUMS,
        (BLOCKS, "blocks of each sum"),
        (PAIRS, "pairs of keys or of channels"),
        ROWS,
    ],
};

/// Every command of the engine.
pub const COMMANDS: [Opcode; 3] = [LOAD, MATMUL, MATMUL_KV];
