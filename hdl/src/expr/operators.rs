//! What words are combined with: sums, comparisons, choices, bits.

use super::circuit::{NodeId, Op};
use super::word::Word;
use std::borrow::Borrow;
use std::ops::{Add, BitAnd, BitOr, BitXor, Not, Sub};

impl Word {
    #[track_caller]
    fn binary(
        &self,
        other: &Word,
        width: usize,
        signed: bool,
        op: impl FnOnce(NodeId, NodeId) -> Op,
    ) -> Word {
        let stage = Word::join(&[self, other]);
        let (a, b) = (self.extend(width), other.extend(width));
        self.derive(op(a.id, b.id), width, signed, stage)
    }

    #[track_caller]
    fn sum(&self, other: &Word) -> Word {
        let signed = self.signed || other.signed;
        self.binary(other, self.sum_width(other), signed, Op::Add)
    }

    #[track_caller]
    fn difference(&self, other: &Word) -> Word {
        self.binary(other, self.sum_width(other), true, Op::Subtract)
    }

    #[track_caller]
    fn both(&self, other: &Word) -> Word {
        self.check_width(other);
        self.binary(other, self.width, false, Op::And)
    }

    #[track_caller]
    fn either(&self, other: &Word) -> Word {
        self.check_width(other);
        self.binary(other, self.width, false, Op::Or)
    }

    #[track_caller]
    fn differs(&self, other: &Word) -> Word {
        self.check_width(other);
        self.binary(other, self.width, false, Op::Xor)
    }

    /// Width that holds every value of both words.
    fn common_width(&self, other: &Word) -> usize {
        let signed = self.signed || other.signed;
        let width = |w: &Word| w.width + usize::from(signed && !w.signed);
        width(self).max(width(other))
    }

    /// Width that holds every sum and difference of both words.
    fn sum_width(&self, other: &Word) -> usize {
        self.common_width(other) + 1
    }

    /// Sum modulo `2^width` of two words of one width.
    #[track_caller]
    pub fn wrapping_add(&self, other: &Word) -> Word {
        self.check_width(other);
        let op = Op::Add(self.id, other.id);
        self.derive(op, self.width, self.signed, Word::join(&[self, other]))
    }

    /// Difference modulo `2^width` of two words of one width.
    #[track_caller]
    pub fn wrapping_sub(&self, other: &Word) -> Word {
        self.check_width(other);
        let op = Op::Subtract(self.id, other.id);
        self.derive(op, self.width, self.signed, Word::join(&[self, other]))
    }

    /// Sum with a carry bit, one bit wider than the wider word: one carry chain.
    #[track_caller]
    pub fn add_with_carry(&self, other: &Word, carry: &Word) -> Word {
        let width = self.sum_width(other);
        let signed = self.signed || other.signed;
        self.extend(width)
            .carried(&other.extend(width), carry, signed)
    }

    /// Sum modulo `2^width` of two words of one width and a carry bit.
    #[track_caller]
    pub fn wrapping_add_with_carry(&self, other: &Word, carry: &Word) -> Word {
        self.check_width(other);
        self.carried(other, carry, self.signed)
    }

    #[track_caller]
    fn carried(&self, other: &Word, carry: &Word, signed: bool) -> Word {
        carry.check_bit("a carry");
        let stage = Word::join(&[self, other, carry]);
        let op = Op::AddCarry(self.id, other.id, carry.id);
        self.derive(op, self.width, signed, stage)
    }

    /// Whether two words of any widths have one value.
    #[track_caller]
    pub fn equals(&self, other: &Word) -> Word {
        let width = self.common_width(other);
        let (a, b) = (self.extend(width), other.extend(width));
        self.derive(Op::Equal(a.id, b.id), 1, false, Word::join(&[self, other]))
    }

    /// Whether this value is the smaller one.
    #[track_caller]
    pub fn less_than(&self, other: &Word) -> Word {
        let width = self.common_width(other);
        let (a, b) = (self.extend(width), other.extend(width));
        let op = Op::Less {
            left: a.id,
            right: b.id,
            signed: self.signed || other.signed,
        };
        self.derive(op, 1, false, Word::join(&[self, other]))
    }

    /// Whether the value is the constant.
    #[track_caller]
    pub fn is(&self, value: u128) -> Word {
        self.as_unsigned().equals(&self.constant(value, self.width))
    }

    /// `yes` where this bit is set, else `no`; the wider of the two widths.
    #[track_caller]
    pub fn mux(&self, yes: &Word, no: &Word) -> Word {
        self.check_bit("a condition");
        let stage = Word::join(&[self, yes, no]);
        let width = yes.common_width(no);
        let (a, b) = (yes.extend(width), no.extend(width));
        if a.id == b.id {
            let stage = yes.stage.or(no.stage);
            return Word { stage, ..a };
        }
        let op = Op::Mux {
            condition: self.id,
            yes: a.id,
            no: b.id,
        };
        self.derive(op, width, yes.signed || no.signed, stage)
    }

    /// Whether any bit is set.
    #[track_caller]
    pub fn any_bit(&self) -> Word {
        self.reduce(Op::AnyBit(self.id))
    }

    /// Whether every bit is set.
    #[track_caller]
    pub fn every_bit(&self) -> Word {
        self.reduce(Op::EveryBit(self.id))
    }

    #[track_caller]
    fn reduce(&self, op: Op) -> Word {
        if self.width == 1 {
            return self.as_unsigned();
        }
        self.derive(op, 1, false, self.stage)
    }
}

/// Implements an operator, described once over `&Word`, for owned words as well: `a & !b`.
macro_rules! operator {
    ($(#[$doc:meta])* $trait:ident, $method:ident, $compute:expr) => {
        impl<W: Borrow<Word>> $trait<W> for &Word {
            type Output = Word;
            $(#[$doc])*
            #[track_caller]
            fn $method(self, other: W) -> Word {
                $compute(self, other.borrow())
            }
        }

        impl<W: Borrow<Word>> $trait<W> for Word {
            type Output = Word;
            $(#[$doc])*
            #[track_caller]
            fn $method(self, other: W) -> Word {
                $compute(&self, other.borrow())
            }
        }
    };
}
operator!(
    /// Exact sum, one bit wider than the wider operand.
    Add, add, Word::sum
);
operator!(
    /// Exact difference, signed, one bit wider than the wider operand.
    Sub, sub, Word::difference
);
operator!(
    /// Bit by bit, over words of one width.
    BitAnd, bitand, Word::both
);
operator!(
    /// Bit by bit, over words of one width.
    BitOr, bitor, Word::either
);
operator!(
    /// Bit by bit, over words of one width.
    BitXor, bitxor, Word::differs
);

impl Not for &Word {
    type Output = Word;
    #[track_caller]
    fn not(self) -> Word {
        self.derive(Op::Not(self.id), self.width, false, self.stage)
    }
}

impl Not for Word {
    type Output = Word;
    #[track_caller]
    fn not(self) -> Word {
        !&self
    }
}
