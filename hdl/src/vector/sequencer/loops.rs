//! The two loops of an order: over parts and over elements; COLLECT's go over pairs of outputs, and over the two
//! outputs of every token.

use super::kind_is;
use crate::expr::{Leaf, State, Word, named};
use crate::vector::order::{D, LENGTH, OPERATION, PAIRS, PARTS, TOKENS, field};
use crate::vector::schedule::Kind;

const INNER: usize = LENGTH.1;
const OUTER: usize = PAIRS.1;

/// Where an order is.
pub struct Loops {
    /// Elements of a part.
    pub limit: State,
    /// Those of this part that are still to be issued.
    pub left: State,
    /// One is.
    pub last_of_part: Word,
    /// The part is the last one.
    pub last_part: Word,
}

#[named]
impl Loops {
    /// The loops of `order`, which begin with `start` and go on with `issue`.
    pub fn new(
        leaf: &Leaf,
        order: &Word,
        start: &Word,
        [epsilon, squares, collects]: [&Word; 3],
        issue: &Word,
    ) -> Self {
        let of = |kind: Kind| kind_is(&field(order, OPERATION).slice(0, 3), kind);
        let [to_collect, to_turn, to_fetch] = [Kind::Collect, Kind::Rope, Kind::Fetch].map(of);
        let half = |word: Word| word.slice(1, word.width() - 1).extend(INNER);
        let outputs = field(order, TOKENS).shift_left(1).extend(INNER);
        let elements = field(order, LENGTH);
        let elements = to_fetch.mux(&half(elements.clone()), &elements);
        let elements = to_turn.mux(&half(field(order, D)), &elements);
        let elements = to_collect.mux(&outputs, &elements).named("elements");
        let parts = to_collect.mux(&field(order, PAIRS), &field(order, PARTS).extend(OUTER));

        let limit = leaf.state("limit", INNER, 0);
        limit.when(start, &elements);
        let left = leaf.state("left", INNER, 0);
        // N is one element by itself.
        let last_of_part = (&left.is(1) | epsilon).named("last_of_part");
        let counted = (issue & !epsilon).named("counted");
        let one_less = left.wrapping_sub(&leaf.constant(1, INNER));
        left.when(start, &elements)
            .when(&(&counted & &last_of_part), &limit)
            .when(&counted, &one_less);
        // Pairs are counted down to 1, parts less one to 0.
        let parts_left = leaf.state("parts_left", OUTER, 0);
        let above = parts_left.slice(1, OUTER - 1).any_bit();
        let last_part = (!&above & !&(&parts_left.bit(0) ^ collects)).named("last_part");
        let part_less = parts_left.wrapping_sub(&leaf.constant(1, OUTER));
        let next_part = &counted & &last_of_part & !squares;
        parts_left.when(start, &parts).when(&next_part, &part_less);
        Loops {
            limit,
            left,
            last_of_part,
            last_part,
        }
    }
}
