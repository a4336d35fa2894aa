//! Index registers, and the operands that they are added to; products of a command's fields.

use super::{PRODUCT_BITS, field};
use crate::attention::layout::MEMORY_ADDRESS_BITS;
use crate::expr::{Leaf, State, Word, concat, mux_tree, named};
use harmonia_contract::program::{self, INDICES, line};

/// Cycles in which operands are worked out: A, B, D, address, region, and what INDEX sets.
pub(super) const STEPS: usize = 6;
const INDEX_BITS: usize = INDICES.ilog2() as usize;

/// Operands of the command under way.
pub(super) struct Operands {
    pub(super) a: Word,
    pub(super) b: Word,
    pub(super) d: Word,
    pub(super) address: Word,
    pub(super) region: Word,
}

/// What index registers are set to, and when.
pub(super) struct Writes<'w> {
    /// A pass begins: registers become 0 one after the other while this is set.
    pub(super) clears: &'w Word,
    /// A line was read: registers 6, then 7, in the cycles of `step` 0 and 1.
    pub(super) line: &'w Word,
    /// Operands are worked out, `step` by `step`.
    pub(super) works: &'w Word,
    /// Counts cycles of either.
    pub(super) step: &'w Word,
    /// The command is an INDEX.
    pub(super) indexes: &'w Word,
}

impl Operands {
    /// One addition a cycle, in the cycles in which `writes.works`.
    #[named]
    pub(super) fn new(leaf: &Leaf, command: &Word, line: &Word, writes: &Writes<'_>) -> Operands {
        const WIDTH: usize = MEMORY_ADDRESS_BITS;
        let part = |of| field(command, of);
        let summands = [
            (part(program::A), part(program::A_INDEX)),
            (part(program::B), part(program::B_INDEX)),
            (part(program::D), part(program::D_INDEX)),
            (part(program::ADDRESS), part(program::ADDRESS_INDEX)),
            (part(program::REGION), part(program::REGION_REGISTER)),
            (part(program::VALUE), part(program::FROM)),
        ];
        let step = writes.step;
        let padded = |choose: &dyn Fn(usize) -> Word| -> Vec<Word> {
            (0..8).map(|i| choose(i.min(STEPS - 1))).collect()
        };
        let addend = mux_tree(step, &padded(&|i| summands[i].0.extend(WIDTH)));
        let register = mux_tree(step, &padded(&|i| summands[i].1.clone()));

        let indices = leaf.memory("indices", INDICES, WIDTH);
        let sum = indices
            .look_up(&register)
            .wrapping_add(&addend)
            .named("operand");
        let from_line = step
            .bit(0)
            .mux(&field(line, line::ANGLES), &field(line, line::REGION));
        let of_line = leaf
            .constant(program::REGION_INDEX as u128, INDEX_BITS)
            .wrapping_add(&step.slice(0, 1).extend(INDEX_BITS));
        let sets = &(writes.works & writes.indexes) & &step.is(STEPS as u128 - 1);
        let target = writes
            .clears
            .mux(step, &writes.line.mux(&of_line, &part(program::TO)));
        let value = writes.line.mux(&from_line, &sum);
        let value = writes.clears.mux(&value.zero(WIDTH), &value);
        let two = writes.line & &!&step.bit(2);
        let two = &two & &!&step.bit(1);
        // Register 0 is written when registers are cleared, and never again.
        let writable = &target.any_bit() | writes.clears;
        let enable = &(&(writes.clears | &two) | &sets) & &writable;
        indices.write(&enable, &target, &value);

        let keep = |name: &str, at: usize, width: usize| {
            let state = leaf.state(name, width, 0);
            state.when(&(writes.works & &step.is(at as u128)), &sum.slice(0, width));
            state.get().clone()
        };
        Operands {
            a: keep("operand_a", 0, program::A.bits),
            b: keep("operand_b", 1, program::B.bits),
            d: keep("operand_d", 2, WIDTH),
            address: keep("operand_address", 3, WIDTH),
            region: keep("operand_region", 4, WIDTH),
        }
    }
}

/// A product of two numbers, a bit of the second one a cycle.
pub(super) struct Product {
    pub(super) value: Word,
    pub(super) done: Word,
}

impl Product {
    /// `left * right`, from `start` on; `done` from the cycle in which it stands until the next start.
    #[named]
    pub(super) fn new(leaf: &Leaf, start: &Word, left: &Word, right: &Word) -> Product {
        let multiplicand = leaf.state("multiplicand", PRODUCT_BITS, 0);
        let multiplier = leaf.state("multiplier", right.width(), 0);
        let value = leaf.state("product", PRODUCT_BITS, 0);
        let zero = leaf.constant(0, 1);
        let doubled = concat(&[&zero, &multiplicand.slice(0, PRODUCT_BITS - 1)]);
        let halved = concat(&[&multiplier.slice(1, right.width() - 1), &zero]);
        let more = multiplier.any_bit().named("more");
        let sum = value.wrapping_add(&multiplicand);
        multiplicand
            .when(start, &left.extend(PRODUCT_BITS))
            .when(&more, &doubled);
        multiplier.when(start, right).when(&more, &halved);
        value.when(start, 0).when(&multiplier.bit(0), &sum);
        Product {
            value: State::get(&value).clone(),
            done: !&more,
        }
    }
}
