//! Programs: the commands of a whole pass, which lie in memory and are executed by the command processor.
//!
//! A command is two words of 64 bits, the low one first: 128 bits, in which a field has its place. No field
//! lies in both words. `docs/system.md` says what each command does, when it is refused, and in which order
//! their effects are seen.

use crate::command::{Field, Opcode};

/// Bits of a command.
pub const COMMAND_BITS: usize = 128;
/// Index registers. Register 0 is always 0.
pub const INDICES: usize = 8;
/// Loops inside of each other.
pub const MOST_LOOPS: usize = 4;
/// The index register that a token's line sets to where its regions begin, register 4 added.
pub const REGION_INDEX: usize = 6;
/// The index register that a token's line sets to where its row of cosines and sines begins, register 5 added.
pub const ANGLES_INDEX: usize = 7;
/// The index register that is added to where a line's regions begin: a loop over layers moves it.
pub const REGION_STEP_INDEX: usize = 4;
/// The index register that is added to where a line's cosines and sines begin.
pub const ANGLES_STEP_INDEX: usize = 5;

/// What to do. Wider than the accelerator's own field.
pub const OPCODE: Field = Field::new("opcode", 0, 8);

/// INDEX: the register that is set; setting register 0 has no effect.
pub const TO: Field = Field::new("to", 8, 3);
/// INDEX: the register that `value` is added to.
pub const FROM: Field = Field::new("from", 12, 3);
/// INDEX: the addend, modulo 2^24.
pub const VALUE: Field = Field::new("value", 16, 24);
/// REPEAT: once for each line of the table, in place of `count` times.
pub const EACH_TOKEN: Field = Field::new("each token", 8, 1);
/// REPEAT: how often.
pub const COUNT: Field = Field::new("count", 16, 16);

/// TILE: the first token that commands act on from now on.
pub const FIRST: Field = Field::new("first", 8, 8);
/// TILE: how many they are.
pub const TILE_TOKENS: Field = Field::new("tokens", 16, 8);

/// Where results of a vector command go: [`SINK_VECTORS`] or [`SINK_BLOCKS`].
pub const SINK: Field = Field::new("sink", 8, 1);
/// Sink: vector memory, from D on.
pub const SINK_VECTORS: usize = 0;
/// Sink: activation blocks, from block D on, 32 elements a block, the last padded with zeros.
pub const SINK_BLOCKS: usize = 1;
/// Once for each token of the tile; else once.
pub const ALL: Field = Field::new("all tokens", 9, 1);
/// ROPE: pairs are channels i and i + dimensions / 2; else 2i and 2i + 1.
pub const HALVES: Field = Field::new("halves", 10, 1);
/// ATTEND: query heads, less one.
pub const HEADS: Field = Field::new("heads - 1", 8, 2);
/// MATMUL: [`Format::code`](crate::Format::code).
pub const FORMAT: Field = Field::new("format", 8, 2);
/// MATMUL: first block in the buffers.
pub const BASE: Field = Field::new("base", 11, 9);
/// MATMUL: goes on with the sums that the MATMUL before has kept.
pub const CONTINUES: Field = Field::new("continues", 20, 1);
/// MATMUL: groups of each sum.
pub const GROUPS: Field = Field::new("groups", 21, 10);
/// MATMUL: has no outputs; its sums stay where they are, for a MATMUL that continues.
pub const KEEPS: Field = Field::new("keeps", 31, 1);
/// Elements of a part.
pub const LENGTH: Field = Field::new("length", 16, 16);
/// First operand in vector memory.
pub const A: Field = Field::new("A", 32, 16);
/// Index register added to A.
pub const A_INDEX: Field = Field::new("index of A", 48, 3);
/// Index register added to B.
pub const B_INDEX: Field = Field::new("index of B", 51, 3);
/// Index register added to D.
pub const D_INDEX: Field = Field::new("index of D", 54, 3);
/// Parts less one: vectors of `length` elements that follow each other.
pub const PARTS: Field = Field::new("parts - 1", 57, 7);
/// Second operand in vector memory.
pub const B: Field = Field::new("B", 64, 16);
/// Destination in vector memory, or first block.
pub const D: Field = Field::new("D", 80, 16);
/// Elements from a token's A to the next one's.
pub const A_STRIDE: Field = Field::new("stride of A", 96, 16);
/// Elements from a token's D to the next one's.
pub const D_STRIDE: Field = Field::new("stride of D", 112, 16);
/// FETCH, SPILL, MATMUL: the first word of memory.
pub const ADDRESS: Field = Field::new("address", 64, 24);
/// FETCH, SPILL, MATMUL: index register added to the address.
pub const ADDRESS_INDEX: Field = Field::new("index of address", 88, 3);
/// FETCH, SPILL: words of memory from a token's address to the next one's.
pub const ADDRESS_STRIDE: Field = Field::new("stride of address", 96, 16);
/// MATMUL: outputs.
pub const OUTPUTS: Field = Field::new("outputs", 91, 20);
/// STORE, COMMIT, ATTEND: where the head's region begins, in words of memory.
pub const REGION: Field = Field::new("region", 96, 24);
/// STORE, COMMIT, ATTEND: index register added to the region.
pub const REGION_REGISTER: Field = Field::new("index of region", 120, 3);

const SINK_OF: (Field, &str) = (SINK, "0 vector memory, 1 blocks");
const TOKENS: (Field, &str) = (ALL, "for all tokens");
const INDEX_A: (Field, &str) = (A_INDEX, "register");
const INDEX_B: (Field, &str) = (B_INDEX, "register");
const INDEX_D: (Field, &str) = (D_INDEX, "register");
const STRIDE_A: (Field, &str) = (A_STRIDE, "of A");
const STRIDE_D: (Field, &str) = (D_STRIDE, "of D");
const INDEX_ADDRESS: (Field, &str) = (ADDRESS_INDEX, "register");
const HEAD: (Field, &str) = (REGION, "region of the head");
const INDEX_HEAD: (Field, &str) = (REGION_REGISTER, "register");

const fn opcode(
    name: &'static str,
    code: u8,
    operands: &'static [(Field, &'static str)],
) -> Opcode {
    Opcode {
        name,
        code,
        operands,
    }
}

/// Ends the pass.
pub const END: Opcode = opcode("END", 0x00, &[]);
/// Sets an index register to another one and a number.
pub const INDEX: Opcode = opcode(
    "INDEX",
    0x01,
    &[(TO, "register"), (FROM, "register"), (VALUE, "addend")],
);
/// Begins a loop.
pub const REPEAT: Opcode = opcode(
    "REPEAT",
    0x02,
    &[
        (EACH_TOKEN, "for each line of the table"),
        (COUNT, "times, at least 1"),
    ],
);
/// Ends a loop's body.
pub const NEXT: Opcode = opcode("NEXT", 0x03, &[]);
/// Chooses the tokens that commands act on.
pub const TILE: Opcode = opcode(
    "TILE",
    0x04,
    &[
        (FIRST, "token of the pass"),
        (TILE_TOKENS, "tokens, at least 1"),
    ],
);
/// Brings words of memory into vector memory.
pub const FETCH: Opcode = opcode(
    "FETCH",
    0x10,
    &[
        TOKENS,
        (LENGTH, "elements, even"),
        (A, "destination"),
        INDEX_A,
        (ADDRESS, "source"),
        INDEX_ADDRESS,
        (ADDRESS_STRIDE, "of the source"),
        (D_STRIDE, "of the destination"),
    ],
);
/// Writes vector memory to memory.
pub const SPILL: Opcode = opcode(
    "SPILL",
    0x11,
    &[
        TOKENS,
        (LENGTH, "elements, even"),
        (A, "source"),
        INDEX_A,
        (ADDRESS, "destination"),
        INDEX_ADDRESS,
        (ADDRESS_STRIDE, "of the destination"),
        (D_STRIDE, "of the source"),
    ],
);

const ELEMENTWISE: &[(Field, &str)] = &[
    SINK_OF,
    TOKENS,
    (LENGTH, "elements of a part"),
    (A, "operand"),
    INDEX_A,
    INDEX_D,
    (PARTS, "parts, less one"),
    (D, "destination"),
    STRIDE_A,
    STRIDE_D,
];
const WITH_SECOND: &[(Field, &str)] = &[
    SINK_OF,
    TOKENS,
    (LENGTH, "elements of a part"),
    (A, "operand"),
    INDEX_A,
    INDEX_B,
    INDEX_D,
    (PARTS, "parts, less one"),
    (B, "second operand"),
    (D, "destination"),
    STRIDE_A,
    STRIDE_D,
];
/// D = A
pub const COPY: Opcode = opcode("COPY", 0x20, ELEMENTWISE);
/// D = RMSNorm of each part of A; B: N (two elements, the low half first), then the gain.
pub const NORM: Opcode = opcode("NORM", 0x21, WITH_SECOND);
/// D = swiglu(A, B); B has the strides of A.
pub const SWIGLU: Opcode = opcode("SWIGLU", 0x22, WITH_SECOND);
/// D = D + A
pub const ADD: Opcode = opcode("ADD", 0x23, ELEMENTWISE);
/// D = A * B; B begins again with each part.
pub const MULTIPLY: Opcode = opcode("MULTIPLY", 0x24, WITH_SECOND);
/// Turns each part of A in place; B: cosine and sine of each pair; D: dimensions.
pub const ROPE: Opcode = opcode(
    "ROPE",
    0x25,
    &[
        (HALVES, "pairing"),
        TOKENS,
        (LENGTH, "channels of a head"),
        (A, "heads, in place"),
        INDEX_A,
        INDEX_B,
        (PARTS, "heads, less one"),
        (B, "cosine, sine of each pair"),
        (D, "dimensions, even"),
        STRIDE_A,
    ],
);
/// Multiplies the blocks of the tile's tokens with a matrix of memory.
pub const MATMUL: Opcode = opcode(
    "MATMUL",
    0x30,
    &[
        (FORMAT, "weight format"),
        (BASE, "first block"),
        (CONTINUES, "with the sums that stand"),
        (GROUPS, "groups of each sum"),
        (KEEPS, "no outputs, the sums stay"),
        (A, "destination"),
        INDEX_A,
        (ADDRESS, "weights"),
        INDEX_ADDRESS,
        (OUTPUTS, "outputs"),
        (D_STRIDE, "of the destination"),
    ],
);
/// Stores a key (A, times D) and a value (B).
pub const STORE: Opcode = opcode(
    "STORE",
    0x40,
    &[
        (LENGTH, "channels of a head"),
        (A, "key"),
        INDEX_A,
        INDEX_B,
        INDEX_D,
        (B, "value"),
        (D, "factor of each channel"),
        HEAD,
        INDEX_HEAD,
    ],
);
/// Commits the page before, if the token's line says so.
pub const COMMIT: Opcode = opcode("COMMIT", 0x41, &[HEAD, INDEX_HEAD]);
/// Answers queries (A, times B) of the heads that share a region.
pub const ATTEND: Opcode = opcode(
    "ATTEND",
    0x42,
    &[
        (HEADS, "query heads, less one"),
        (LENGTH, "channels of a head"),
        (A, "queries"),
        INDEX_A,
        INDEX_B,
        INDEX_D,
        (B, "factor of each channel"),
        (D, "destination"),
        HEAD,
        INDEX_HEAD,
    ],
);

/// Every command of a program.
pub const COMMANDS: [Opcode; 17] = [
    END, INDEX, REPEAT, NEXT, TILE, FETCH, SPILL, COPY, NORM, SWIGLU, ADD, MULTIPLY, ROPE, MATMUL,
    STORE, COMMIT, ATTEND,
];

/// A token's line in the table of a pass, two words.
pub mod line {
    use crate::command::Field;

    /// Words of a line.
    pub const WORDS: usize = 2;
    /// Bits of a line.
    pub const BITS: usize = 128;
    /// Position of the token in its sequence.
    pub const POSITION: Field = Field::new("position", 0, 16);
    /// Slot of the low plane of its key.
    pub const KEY_SLOT: Field = Field::new("key low slot", 16, 16);
    /// COMMIT: slot of the low plane of the page before, all ones for none.
    pub const VALUE_SLOT: Field = Field::new("value low slot", 32, 16);
    /// COMMIT: there is a page to commit.
    pub const COMMITS: Field = Field::new("commits", 48, 1);
    /// Register 4 is added and the sum is index register 6: where the regions of its sequence begin.
    pub const REGION: Field = Field::new("regions", 64, 24);
    /// Register 5 is added and the sum is index register 7: where its cosines and sines begin.
    pub const ANGLES: Field = Field::new("angles", 88, 24);
    /// Every field.
    pub const FIELDS: [Field; 6] = [POSITION, KEY_SLOT, VALUE_SLOT, COMMITS, REGION, ANGLES];
}

/// The reasons in the order of their numbers, each with what it means in tables.
macro_rules! refusals {
    ($($(#[doc = $meaning:literal])+ $refusal:ident = $number:literal;)+) => {
        /// Why the command processor refuses a command. What it has begun before is brought to its end.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Refusal {
            $($(#[doc = $meaning])+ $refusal = $number),+
        }

        impl Refusal {
            /// Every reason, in the order of their numbers, in which they are looked for.
            pub const ALL: &[Self] = &[$(Self::$refusal),+];

            /// What it means: the documentation of the variant.
            pub const fn meaning(self) -> &'static str {
                match self {
                    $(Self::$refusal => concat!($($meaning),+)),+
                }
            }
        }
    };
}

refusals! {
    /// A program's command or a table's line outside of read-only memory, no token, or more than a batch has.
    Pass = 1;
    /// No command has this opcode.
    Opcode = 2;
    /// A length, a count, groups or outputs of 0, or an odd number where it must be even.
    Empty = 3;
    /// More loops inside of each other than there is room for, or a loop over tokens, or a TILE, inside of such a one.
    Loops = 4;
    /// A NEXT without a REPEAT.
    NoLoop = 5;
    /// A command of one token outside of a loop over tokens.
    NoToken = 6;
    /// A weight format, a number of heads, a sink, a size, dimensions or tokens that there are none of.
    Operand = 7;
    /// Memory that the command may not read or write.
    Memory = 8;
    /// Blocks beyond the buffer, not loaded, or not next to what is loaded; sums that do not stand, or too many.
    Blocks = 9;
    /// A region outside of its part of memory, or a position for which it has no room.
    Region = 10;
}
