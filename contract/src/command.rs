//! What a command is: a word of 64 bits with an opcode and the fields that its opcode takes.

use crate::size::COMMAND_BITS;

/// A run of bits with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// What it is called, unique within its unit.
    pub name: &'static str,
    /// Its lowest bit.
    pub low: usize,
    /// How many bits.
    pub bits: usize,
}

impl Field {
    /// A field of `bits` bits from bit `low` on.
    pub const fn new(name: &'static str, low: usize, bits: usize) -> Self {
        Self { name, low, bits }
    }

    /// The largest number that it holds. Only of fields narrower than a command.
    pub const fn most(self) -> usize {
        assert!(self.bits < COMMAND_BITS);
        (1 << self.bits) - 1
    }

    /// The number that it holds in a word.
    pub const fn of(self, word: u64) -> usize {
        (word >> self.low) as usize & self.most()
    }
}

impl Field {
    /// The number that it holds in two words, the low one first. It lies in one of them.
    pub const fn of_two(self, words: [u64; 2]) -> usize {
        (words[self.low / 64] >> (self.low % 64)) as usize & self.most()
    }
}

/// What a command does, and which fields it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opcode {
    /// Its name in all documents.
    pub name: &'static str,
    /// Its number in the field [`OPCODE`].
    pub code: u8,
    /// The fields that it takes, and what each means to it. All other bits are 0.
    pub operands: &'static [(Field, &'static str)],
}

impl Opcode {
    /// The command with these values in its fields, and 0 in those that are not named.
    ///
    /// # Panics
    /// When a field is none of this opcode's, or does not hold its value: whoever sends commands has checked
    /// them.
    pub fn word(&self, values: &[(Field, usize)]) -> u64 {
        values
            .iter()
            .fold(u64::from(self.code), |word, &(field, value)| {
                let takes = self.operands.iter().any(|&(operand, _)| operand == field);
                assert!(takes, "{} has no field `{}`", self.name, field.name);
                assert!(
                    value <= field.most(),
                    "{value} in {} bits of `{}`",
                    field.bits,
                    field.name
                );
                word | (value as u64) << field.low
            })
    }
}

impl Opcode {
    /// [`word`](Self::word) for a command of two words, the low one first.
    ///
    /// # Panics
    /// As [`word`](Self::word) does.
    pub fn words(&self, values: &[(Field, usize)]) -> [u64; 2] {
        let mut words = [u64::from(self.code), 0];
        for &(field, value) in values {
            let takes = self.operands.iter().any(|&(operand, _)| operand == field);
            assert!(takes, "{} has no field `{}`", self.name, field.name);
            assert!(
                value <= field.most(),
                "{value} in {} bits of `{}`",
                field.bits,
                field.name
            );
            words[field.low / 64] |= (value as u64) << (field.low % 64);
        }
        words
    }
}

/// What to do.
pub const OPCODE: Field = Field::new("opcode", 0, 4);
