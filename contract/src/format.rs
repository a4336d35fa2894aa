//! Weight formats: integers in groups of 32 along the contraction axis, each group with an FP16 scale d and,
//! in some formats, an FP16 minimum m.

use std::ops::RangeInclusive;

use crate::GROUP;

/// How the weights of a matrix are stored.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Format {
    /// w = d q, q in -8..=7.
    Int4,
    /// w = d q + m, q in 0..=15.
    Int4Min,
    /// w = d q, q in -128..=127.
    Int8,
}

/// How an integer of a format is kept, and how many beats of the engine it takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Packing {
    /// Four bits, two integers per byte, the even one in the low nibble: one beat per group.
    Nibbles,
    /// Eight bits, two's complement. The engine multiplies by four bits at a time: one beat per group has the
    /// high nibbles, signed, and the next one the low ones, unsigned.
    Bytes,
}

/// Everything that is particular to a format; what else there is to know follows from it.
struct Facts {
    name: &'static str,
    code: usize,
    lowest: i8,
    highest: i8,
    has_minimum: bool,
}

impl Format {
    /// Every format, in the order of its code.
    pub const ALL: [Self; 3] = [Self::Int4, Self::Int4Min, Self::Int8];

    const fn facts(self) -> Facts {
        let (name, code, lowest, highest, has_minimum) = match self {
            Self::Int4 => ("INT4", 0, -8, 7, false),
            Self::Int4Min => ("INT4 with a minimum", 1, 0, 15, true),
            Self::Int8 => ("INT8", 2, -128, 127, false),
        };
        Facts {
            name,
            code,
            lowest,
            highest,
            has_minimum,
        }
    }

    /// Its name in texts.
    pub const fn name(self) -> &'static str {
        self.facts().name
    }

    /// Its number in the field [`FORMAT`](crate::engine::FORMAT) of a MATMUL.
    pub const fn code(self) -> usize {
        self.facts().code
    }

    /// Whether groups have a minimum.
    pub const fn has_minimum(self) -> bool {
        self.facts().has_minimum
    }

    /// The integers that a weight may be.
    pub const fn quants(self) -> RangeInclusive<i8> {
        self.facts().lowest..=self.facts().highest
    }

    /// Whether integers may be negative.
    pub const fn is_signed(self) -> bool {
        self.facts().lowest < 0
    }

    /// The narrowest packing that has room for its integers.
    pub const fn packing(self) -> Packing {
        let Facts {
            lowest, highest, ..
        } = self.facts();
        let nibble = (lowest >= -8 && highest <= 7) || (lowest >= 0 && highest <= 15);
        if nibble {
            Packing::Nibbles
        } else {
            Packing::Bytes
        }
    }

    /// Beats per group.
    pub const fn passes(self) -> usize {
        match self.packing() {
            Packing::Nibbles => 1,
            Packing::Bytes => 2,
        }
    }

    /// Bytes of a group's integers.
    pub const fn quant_bytes(self) -> usize {
        GROUP / 2 * self.passes()
    }

    /// Bytes of a group: integers, scale, minimum.
    pub const fn group_bytes(self) -> usize {
        self.quant_bytes() + 2 + if self.has_minimum() { 2 } else { 0 }
    }
}
