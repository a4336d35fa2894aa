//! The command that is offered, and what is kept of the one under way.

use harmonia_contract::{Format, Packing};

use super::{COUNT_BITS, FEW_PAIRS, PAUSE_BITS};
use crate::engine::accumulator::REUSE;
use crate::expr::{Leaf, Word, concat, named};
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
    /// Page or group order: block by block, each pair and bank with a sum of its own.
    pub(super) by_block: Word,
    /// Sums are in slots: block by block one for each pair and bank, else one for each bank.
    pub(super) slots: Word,
    /// Banks, less one, of a multiplication.
    pub(super) more_banks: Word,
    pub(super) more_banks_wanted: Word,
    /// From block to block of a LOAD, less one.
    pub(super) skip: Word,
    /// Cycles to wait before the slots come again.
    pub(super) pause: Word,
    pub(super) first: Word,
    pub(super) last: Word,
    /// Sums are sent as they stand, a result for each word.
    pub(super) sums: Word,
    pub(super) base: Word,
    pub(super) blocks: Word,
    pub(super) pairs: Word,
    /// Two per token of the last bank.
    pub(super) last_results: Word,
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
        let multiplies = opcode.is(command::MATMUL);
        let group_order = &multiplies & &field(command::GROUP_ORDER);
        let by_block_wanted = wanted_kv.mux(&field(command::PAGE_ORDER), &group_order);
        let by_block = keep("by_block", &by_block_wanted);
        let banks_field = field(command::BANKS);
        let none = banks_field.zero(banks_field.width());
        let more_banks_wanted = multiplies.mux(&banks_field, &none);
        let more_banks = keep("more_banks", &more_banks_wanted);
        let skip = keep("skip", &opcode.is(command::LOAD).mux(&banks_field, &none));
        let slots = keep("slots", &(&by_block_wanted | &more_banks_wanted.any_bit()));
        let pause = keep(
            "pause",
            &pause(
                leaf,
                &by_block_wanted,
                &pairs_wanted,
                &more_banks_wanted,
                &joins,
            ),
        );
        let first = keep("first", &field(command::FIRST));
        let last = keep("last", &field(command::LAST));
        let sums = keep("sums", &field(command::SUMS));
        let base = keep("base", &field(command::BASE));
        let blocks = keep("blocks", &blocks_wanted);
        let pairs = keep("pairs", &pairs_wanted);
        let tokens_less_one = field(command::TOKENS).slice(0, 2);
        let last_results = keep(
            "last_results",
            &(&tokens_less_one + &leaf.constant(1, 1)).shift_left(1),
        );
        Command {
            last_results,
            word: word.clone(),
            blocks_wanted,
            pairs_wanted,
            opcode,
            wanted_kv,
            row,
            format,
            kv,
            two_passes,
            by_block,
            slots,
            more_banks,
            more_banks_wanted,
            skip,
            pause,
            first,
            last,
            sums,
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

/// Cycles to wait behind the last one of the sums that take turns, so that no slot comes again before [`REUSE`]
/// cycles: block by block behind few pairs, else behind few banks.
#[named]
fn pause(leaf: &Leaf, by_block: &Word, pairs: &Word, more_banks: &Word, two_passes: &Word) -> Word {
    let low_bits = FEW_PAIRS.trailing_zeros() as usize;
    let many_pairs = pairs.slice(low_bits, pairs.width() - low_bits).any_bit();
    let cycles = |count: usize| leaf.constant(count as u128, PAUSE_BITS);
    let of_banks = (2..REUSE).fold(cycles(0), |others, banks| {
        let wait = |passes| cycles(REUSE.saturating_sub(banks * passes));
        let chosen = two_passes.mux(&wait(2), &wait(1));
        more_banks.is(banks as u128 - 1).mux(&chosen, &others)
    });
    let of_pairs = many_pairs.mux(&cycles(0), &cycles(REUSE));
    by_block.mux(&of_pairs, &of_banks)
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
