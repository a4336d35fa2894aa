//! The command that is offered, and what is kept of the one under way.

use harmonia_contract::{Format, Packing};

use super::COUNT_BITS;
use crate::expr::{Leaf, Word, concat, named};
use crate::layout::ADDRESS_BITS;
use crate::layout::command::{self, Field};

/// The command that is offered, and what is kept of the one under way.
pub(super) struct Command {
    pub(super) word: Word,
    pub(super) blocks_wanted: Word,
    pub(super) pairs_wanted: Word,
    pub(super) opcode: Word,
    pub(super) wanted_kv: Word,
    pub(super) row: Word,
    pub(super) format: Word,
    pub(super) kv: Word,
    pub(super) two_passes: Word,
    pub(super) page: Word,
    pub(super) first: Word,
    pub(super) last: Word,
    pub(super) base: Word,
    pub(super) blocks: Word,
    pub(super) pairs: Word,
    /// Two per token.
    pub(super) results: Word,
}

#[named]
impl Command {
    pub(super) fn new(leaf: &Leaf, word: &Word, accept: &Word) -> Self {
        let field = |(low, width): Field| word.slice(low, width);
        let keep = |name: &str, value: &Word| keep(leaf, accept, name, value);
        let blocks_wanted = field(command::BLOCKS).slice(0, COUNT_BITS);
        let pairs_wanted = field(command::PAIRS);
        let opcode = field(command::OPCODE);
        let wanted_kv = opcode.is(command::MATMUL_KV);
        let row = keep("row", &field(command::ROW).slice(0, 2));
        let format = keep("format", &field(command::FORMAT));
        let kv = keep("kv", &wanted_kv);
        let joins = wanted_kv.mux(
            &field(command::TWO_PASSES),
            &is_any(&field(command::FORMAT), |format| {
                format.packing() == Packing::Bytes
            }),
        );
        let two_passes = keep("two_passes", &joins);
        let page = keep("page_order", &(&wanted_kv & &field(command::PAGE_ORDER)));
        let first = keep("first", &field(command::FIRST));
        let last = keep("last", &field(command::LAST));
        let base = keep("base", &field(command::BASE).slice(0, ADDRESS_BITS));
        let blocks = keep("blocks", &blocks_wanted);
        let pairs = keep("pairs", &pairs_wanted);
        let tokens_less_one = field(command::TOKENS).slice(0, 2);
        let results = keep(
            "results",
            &(&tokens_less_one + &leaf.constant(1, 1)).shift_left(1),
        );
        Command {
            results,
            word: word.clone(),
            blocks_wanted,
            pairs_wanted,
            opcode,
            wanted_kv,
            row,
            format,
            kv,
            two_passes,
            page,
            first,
            last,
            base,
            blocks,
            pairs,
        }
    }

    /// A field of the command that is offered.
    pub(super) fn field(&self, (low, width): Field) -> Word {
        self.word.slice(low, width)
    }

    /// The mode in which the offered command begins, which stays Idle when there is nothing to do.
    pub(super) fn start(&self) -> Word {
        let some_blocks = self.blocks_wanted.any_bit();
        let start_load = &self.opcode.is(command::LOAD) & &some_blocks;
        let multiply = &self.opcode.is(command::MATMUL) | &self.wanted_kv;
        let start_multiply = (&multiply & &some_blocks) & &self.pairs_wanted.any_bit();
        // The bits of a mode's number: Loading is 1, Multiplying 2, and neither is Idle.
        concat(&[&start_load, &start_multiply])
    }
}

/// What a word was when the command was accepted.
pub(super) fn keep(leaf: &Leaf, accept: &Word, name: &str, value: &Word) -> Word {
    let state = leaf.state(name, value.width(), 0);
    state.set_if(accept, value);
    state.get().clone()
}

/// Formats of one pass whose nibbles are signed; of two passes, the first one's are.
pub(super) fn signed_nibbles(format: Format) -> bool {
    format.packing() == Packing::Nibbles && format.is_signed()
}

/// Whether the field of a command is the code of such a format.
#[named]
pub(super) fn is_any(field: &Word, such: impl Fn(Format) -> bool) -> Word {
    let formats = Format::ALL.into_iter().filter(|format| such(*format));
    let each = formats.map(|format| field.is(format.code() as u128));
    each.reduce(|any, one| &any | &one)
        .expect("there is such a format")
}
