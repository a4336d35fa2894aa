//! The rules of a command, and the first one that it breaks.

use super::operands::Operands;
use super::{REASON_BITS, SIZE_BITS, field, pairs};
use crate::attention::layout::MEMORY_ADDRESS_BITS;
use crate::expr::{Leaf, Word, any, mux_tree, named};
use crate::layout::{BUFFER_BLOCKS, SLOTS};
use harmonia_contract::engine::MOST_BANKS;
use harmonia_contract::program::{self, Refusal, line};
use harmonia_contract::weights::record_words;
use harmonia_contract::{Format, Opcode};

/// Bits of a number of slots.
const PAIR_BITS: usize = SLOTS.ilog2() as usize + 1;
/// Cycles until what the rules look at stands in registers.
pub(super) const SETTLING: u128 = 5;

/// Which command it is.
pub(super) struct Kind {
    opcode: Word,
    /// Decoded in registers.
    later: bool,
}

impl Kind {
    pub(super) fn new(command: &Word) -> Kind {
        Kind::of(field(command, program::OPCODE))
    }

    pub(super) fn of(opcode: Word) -> Kind {
        Kind {
            opcode,
            later: false,
        }
    }

    /// The same a cycle later, for paths that would begin with the decoder of an opcode that stays.
    pub(super) fn later(&self) -> Kind {
        Kind {
            opcode: self.opcode.clone(),
            later: true,
        }
    }

    pub(super) fn is(&self, opcode: Opcode) -> Word {
        let is = self.opcode.is(opcode.code.into());
        match self.later {
            true => is.register(),
            false => is,
        }
    }

    pub(super) fn is_one(&self, opcodes: &[Opcode]) -> Word {
        any(&opcodes
            .iter()
            .map(|&opcode| self.is(opcode))
            .collect::<Vec<_>>())
    }
}

/// Vector commands whose results may become blocks.
pub(super) const TO_SINK: [Opcode; 5] = [
    program::COPY,
    program::NORM,
    program::SWIGLU,
    program::ADD,
    program::MULTIPLY,
];
/// Commands of one token.
pub(super) const OF_A_TOKEN: [Opcode; 3] = [program::STORE, program::COMMIT, program::ATTEND];

/// What the rules look at beside command and operands.
pub(super) struct Situation<'w> {
    /// Bounds of memory.
    pub(super) data: &'w Word,
    pub(super) cache: &'w Word,
    pub(super) last: &'w Word,
    pub(super) region_words: &'w Word,
    pub(super) capacity: &'w Word,
    pub(super) size: &'w Word,
    /// Tokens of the pass.
    pub(super) tokens: &'w Word,
    /// The token's line, and whether there is one.
    pub(super) line: &'w Word,
    pub(super) in_tokens: &'w Word,
    /// Loops under way: none, as many as there can be.
    pub(super) no_loop: &'w Word,
    pub(super) full: &'w Word,
    /// Blocks loaded.
    pub(super) loaded: &'w Word,
    /// Outputs whose sums stand, [`KEPT_BITS`] bits; 0 for none.
    pub(super) kept: &'w Word,
    /// Banks of the tile.
    pub(super) banks: &'w Word,
    /// The first product and the second one, [`Products`](super::control).
    pub(super) first: &'w Word,
    pub(super) second: &'w Word,
    /// Token rows of the engine.
    pub(super) rows: usize,
}

/// Bits of the outputs of a MATMUL that keeps its sums, at most two for each slot.
pub(super) const KEPT_BITS: usize = SLOTS.ilog2() as usize + 2;

/// What the rules say of a command, [`SETTLING`] cycles after its operands stand.
pub(super) struct Rules {
    /// The number of the first rule that is broken, 0 for none.
    pub(super) broken: Word,
    /// Where blocks end that it loads or reads.
    pub(super) blocks_end: Word,
}

/// Looks at every rule.
#[named]
pub(super) fn refusal(
    leaf: &mut Leaf,
    command: &Word,
    operands: &Operands,
    situation: &Situation<'_>,
) -> Rules {
    let kind = Kind::new(command);
    let part = |of| field(command, of);
    let length = part(program::LENGTH);
    let odd = length.bit(0);
    let transfers = kind.is_one(&[program::FETCH, program::SPILL]);
    let measured = kind.is_one(
        &[
            TO_SINK.as_slice(),
            &[program::ROPE, program::STORE, program::ATTEND],
        ]
        .concat(),
    );
    let dimensions = part(program::D);
    let rope = kind.is(program::ROPE);
    let matmul = kind.is(program::MATMUL);
    let repeats = kind.is(program::REPEAT);
    let each = part(program::EACH_TOKEN);
    let none = |word: &Word| !&word.any_bit();
    let tile = kind.is(program::TILE);
    let tile_tokens = part(program::TILE_TOKENS);
    let tile_end = &part(program::FIRST) + &tile_tokens;
    let empty = any(&[
        &tile & &none(&tile_tokens),
        &(&repeats & &!&each) & &none(&part(program::COUNT)),
        &transfers & &(&none(&length) | &odd),
        &measured & &none(&length),
        &rope & &(&none(&dimensions) | &dimensions.bit(0)),
        &matmul & &(&none(&part(program::GROUPS)) | &none(&part(program::OUTPUTS))),
    ]);
    let loops = &(&repeats & &(situation.full | &(&each & situation.in_tokens)))
        | &(&tile & situation.in_tokens);
    let of_a_token = kind.is_one(&OF_A_TOKEN);
    let stores = kind.is_one(&[program::STORE, program::ATTEND]);
    let sinks = kind.is_one(&TO_SINK);
    let blocks = &sinks & &part(program::SINK);
    // Four rows have place for whatever the field says.
    let last_row = leaf.constant(situation.rows as u128 - 1, program::HEADS.bits);
    let heads = match situation.rows > program::HEADS.most() {
        true => leaf.constant(0, 1),
        false => last_row.less_than(&part(program::HEADS)),
    };
    let other_size = &(!&length.slice(0, SIZE_BITS).equals(situation.size))
        | &length.slice(SIZE_BITS, 16 - SIZE_BITS).any_bit();
    let formats = Format::ALL
        .into_iter()
        .map(|format| part(program::FORMAT).is(format.code() as u128));
    let format = any(&formats.collect::<Vec<_>>());
    let operand = any(&[
        &matmul & &!&format,
        &kind.is(program::ATTEND) & &heads,
        &blocks & &!&part(program::ALL),
        &tile & &situation.tokens.less_than(&tile_end),
        &stores & &other_size,
        &rope & &length.less_than(&dimensions),
    ]);
    let known = kind.is_one(&program::COMMANDS);
    let begin = matmul.mux(
        &part(program::BASE).extend(MEMORY_ADDRESS_BITS),
        &operands.d,
    );
    let blocks_end = (&begin + situation.second).register().named("blocks_end");
    let most = leaf.constant(BUFFER_BLOCKS as u128, 10);
    let apart = situation.loaded.less_than(&operands.d);
    let unloaded = &matmul & &situation.loaded.less_than(&blocks_end);
    let unsummed = &matmul & &sums(leaf, command, situation);
    let beyond = &(&unloaded | &unsummed) | &(&blocks & &(&apart | &most.less_than(&blocks_end)));
    let reasons = [
        (Refusal::Opcode, !&known),
        (Refusal::Empty, empty),
        (Refusal::Loops, loops),
        (Refusal::NoLoop, &kind.is(program::NEXT) & situation.no_loop),
        (Refusal::NoToken, &of_a_token & &!situation.in_tokens),
        (Refusal::Operand, operand),
        (
            Refusal::Memory,
            memory(leaf, &kind, command, operands, situation),
        ),
        (Refusal::Blocks, beyond),
        (
            Refusal::Region,
            &of_a_token & &region(leaf, operands, situation),
        ),
    ];
    let broken = reasons
        .iter()
        .rev()
        .fold(leaf.constant(0, REASON_BITS), |later, (reason, broken)| {
            broken
                .register()
                .mux(&leaf.constant(*reason as u128, REASON_BITS), &later)
        })
        .register();
    Rules { broken, blocks_end }
}

/// Whether a MATMUL goes on with sums that do not stand, or has more of them than there are slots.
#[named]
fn sums(leaf: &mut Leaf, command: &Word, situation: &Situation<'_>) -> Word {
    let part = |of| field(command, of);
    let [keeps, continues] = [part(program::KEEPS), part(program::CONTINUES)];
    let outputs = part(program::OUTPUTS);
    // Of more outputs than fit these bits there are too many sums.
    let others = !&outputs.slice(0, KEPT_BITS).equals(situation.kept);
    let pairs = pairs(leaf, command);
    let most = |banks: usize| leaf.constant((SLOTS / banks.max(1)) as u128, PAIR_BITS);
    let banks_bits = MOST_BANKS.ilog2() as usize + 1;
    let choices: Vec<Word> = (0..1 << banks_bits).map(most).collect();
    let banks = situation.banks.slice(0, banks_bits);
    let many = mux_tree(&banks, &choices).register().less_than(&pairs);
    &(&(&keeps | &continues) & &many) | &(&continues & &others)
}

/// Whether a MATMUL, a FETCH or a SPILL would leave its part of memory.
#[named]
fn memory(
    leaf: &mut Leaf,
    kind: &Kind,
    command: &Word,
    operands: &Operands,
    situation: &Situation<'_>,
) -> Word {
    let format = field(command, program::FORMAT);
    let groups = situation.first;
    let rounded = groups + &leaf.constant(3, 2);
    leaf.unused(&rounded.slice(0, 2));
    let records = rounded.slice(2, 31).register();
    // A record's words have two bits that are set, so its product is a sum of two.
    let times = |bit: fn(usize) -> u32| {
        let of = |format: Format| {
            let words = record_words(format);
            assert_eq!(words.count_ones(), 2, "{format:?}: {words} words");
            records.shift_left(bit(words) as usize).extend(36)
        };
        let formats = Format::ALL.map(|format| (format, of(format)));
        let (first, last) = (&formats[0].1, &formats[1..]);
        last.iter().fold(first.clone(), |sum, (other, words)| {
            format.is(other.code() as u128).mux(words, &sum)
        })
    };
    let matrix = (&times(usize::ilog2) + &times(usize::trailing_zeros)).register();
    let half = field(command, program::LENGTH).slice(1, 15);
    let transferred = (situation.first + &half).register();
    let matmul = kind.is(program::MATMUL);
    let spills = kind.is(program::SPILL);
    let words = matmul.mux(&matrix, &transferred.extend(matrix.width()));
    let end = (&words + &operands.address).register().named("memory_end");
    let bound = matmul.mux(situation.data, situation.cache);
    let beyond = bound.less_than(&end);
    let below = &spills & &operands.address.less_than(situation.data);
    let looks = kind.is_one(&[program::MATMUL, program::FETCH, program::SPILL]);
    &looks & &(&beyond | &below)
}

/// Whether a region lies elsewhere, or has no room for the position.
#[named]
fn region(leaf: &Leaf, operands: &Operands, situation: &Situation<'_>) -> Word {
    let end = (&operands.region + situation.region_words)
        .register()
        .named("region_end");
    let memory = situation.last + &leaf.constant(1, 1);
    let position = field(situation.line, line::POSITION);
    any(&[
        operands.region.less_than(situation.cache),
        memory.less_than(&end),
        !&position.less_than(situation.capacity),
    ])
}
