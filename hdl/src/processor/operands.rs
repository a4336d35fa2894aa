//! Index registers, and the operands and lines that they are added to; products of a command's fields.

use super::{PRODUCT_BITS, field};
use crate::attention::layout::MEMORY_ADDRESS_BITS;
use crate::expr::{Leaf, State, Word, concat, mux_tree, named};
use harmonia_contract::program::{self, INDICES, line};

/// Cycles in which operands are worked out: A, B, D, address, region, and what INDEX sets.
pub(super) const STEPS: usize = 6;
/// The first of the two cycles in which a line is added to registers: that many steps as the register which it sets.
pub(super) const LINE_STEP: usize = program::REGION_INDEX;
const _: () = assert!(STEPS <= LINE_STEP && program::ANGLES_INDEX == LINE_STEP + 1);
/// Steps there are.
const ALL_STEPS: usize = LINE_STEP + 2;

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
    /// A line was read: registers 6, then 7, in the cycles of `step` [`LINE_STEP`] and the one behind it.
    pub(super) line: &'w Word,
    /// Operands are worked out, `step` by `step`.
    pub(super) works: &'w Word,
    /// Counts cycles of either.
    pub(super) step: &'w Word,
    /// The command is an INDEX.
    pub(super) indexes: &'w Word,
}

impl Operands {
    /// One addition a cycle, in the cycles in which `writes.works` and the one behind them: what an INDEX sets is there in the second
    /// one behind.
    #[named]
    pub(super) fn new(leaf: &Leaf, command: &Word, line: &Word, writes: &Writes<'_>) -> Operands {
        const WIDTH: usize = MEMORY_ADDRESS_BITS;
        let part = |of| field(command, of);
        let index = |register: usize| leaf.constant(register as u128, program::FROM.bits);
        let summands: [_; ALL_STEPS] = [
            (part(program::A), part(program::A_INDEX)),
            (part(program::B), part(program::B_INDEX)),
            (part(program::D), part(program::D_INDEX)),
            (part(program::ADDRESS), part(program::ADDRESS_INDEX)),
            (part(program::REGION), part(program::REGION_REGISTER)),
            (part(program::VALUE), part(program::FROM)),
            (field(line, line::REGION), index(program::REGION_STEP_INDEX)),
            (field(line, line::ANGLES), index(program::ANGLES_STEP_INDEX)),
        ];
        // What is chosen in a cycle is added in the next one.
        let addends = summands.each_ref().map(|(addend, _)| addend.extend(WIDTH));
        let addend = mux_tree(writes.step, &addends).register();
        let froms = summands.each_ref().map(|(_, from)| from.clone());
        let register = mux_tree(writes.step, &froms).register();
        let step = writes.step.register();
        let [works, line_comes] = [writes.works, writes.line].map(Word::register_from_zero);

        let indices = leaf.memory("indices", INDICES, WIDTH);
        let sum = indices
            .look_up(&register)
            .wrapping_add(&addend)
            .named("operand");
        let sets = &(&works & writes.indexes) & &step.is(STEPS as u128 - 1);
        // Registers are cleared in the order of steps, and a line's are those of its steps.
        let clears = writes.clears.register_from_zero();
        let by_step = &clears | &line_comes;
        let target = by_step.mux(&step, &part(program::TO));
        let value = clears.mux(&sum.zero(WIDTH), &sum);
        // Register 0 is written when registers are cleared, and never again.
        let writable = &target.any_bit() | &clears;
        let enable = &(&by_step | &sets) & &writable;
        indices.write(&enable, &target, &value);

        let keep = |name: &str, at: usize, width: usize| {
            let state = leaf.state(name, width, 0);
            state.when(&(&works & &step.is(at as u128)), &sum.slice(0, width));
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
