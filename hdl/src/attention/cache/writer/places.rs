//! Where in memory a block's pair is.

use super::{Command, PAIR_BITS};
use crate::attention::layout::MEMORY_ADDRESS_BITS;
use crate::expr::{Leaf, Word, concat, named};

/// The block's pair in both planes: its record's address, and where in the record it is.
pub(super) struct Places {
    pub(super) high_pair: Word,
    pub(super) low_pair: Word,
    pub(super) high_record: Word,
    pub(super) low_record: Word,
    pub(super) high_at: Word,
    pub(super) low_at: Word,
}

#[named]
impl Places {
    pub(super) fn new(leaf: &Leaf, command: &Command, along: &Word) -> Self {
        let Command {
            value,
            position,
            slot,
            three,
            ..
        } = command;
        let token_pair = position.slice(1, 4);
        let page = position.slice(0, 11);
        let high_x = value.mux(&page.shift_left(4).as_unsigned(), &position.slice(1, 15));
        let low_x = concat(&[
            &(&token_pair & (!value).as_signed().extend(4).as_unsigned()),
            &slot.slice(0, 11),
        ]);
        let (high_pair, low_pair) = (
            pair_of(&high_x, &command.blocks, along),
            pair_of(&low_x, &command.blocks, along),
        );
        let yes = leaf.constant(1, 1);
        let high_record = record_of(&high_pair, &command.high_base, &!three, &yes);
        let no = leaf.constant(0, 1);
        let low_record = record_of(&low_pair, &command.low_base, three, &no);
        // Four or five words for each pair before it.
        let within = high_pair.slice(0, 2);
        let fours = within.shift_left(2).as_unsigned().extend(5);
        let fives = fours.wrapping_add(&within.extend(5));
        let high_at = three.mux(&fours, &fives).register();
        let low_at = three.mux(&fives, &fours).register();
        Places {
            high_pair,
            low_pair,
            high_record,
            low_record,
            high_at,
            low_at,
        }
    }
}

/// The number of a pair, `blocks * X + n`: four terms, two at a time.
#[named]
pub(super) fn pair_of(x: &Word, blocks: &Word, along: &Word) -> Word {
    let term = |bit: usize| {
        let chosen = x & &blocks.bit(bit).as_signed().extend(15).as_unsigned();
        chosen.shift_left(bit).as_unsigned().extend(PAIR_BITS)
    };
    let lower = term(0).wrapping_add(&term(1)).register();
    let upper = term(2).wrapping_add(&term(3)).register();
    let first = lower.wrapping_add(&upper).register();
    first.wrapping_add(&along.extend(PAIR_BITS)).register()
}

/// The address of a pair's record, of 16 words, of 4 more and of one more.
#[named]
pub(super) fn record_of(pair: &Word, base: &Word, four: &Word, once: &Word) -> Word {
    let record = pair.slice(2, PAIR_BITS - 2).extend(MEMORY_ADDRESS_BITS);
    let times = |count: usize| {
        let kept = record.slice(0, MEMORY_ADDRESS_BITS - count);
        kept.shift_left(count).as_unsigned()
    };
    let zero = base.zero(MEMORY_ADDRESS_BITS);
    let few = four
        .mux(&times(2), &zero)
        .wrapping_add(&once.mux(&record, &zero))
        .register();
    let many = base.wrapping_add(&times(4)).register();
    few.wrapping_add(&many).register()
}
