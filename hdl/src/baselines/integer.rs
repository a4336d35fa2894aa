//! Sums of many integers and products, made at once.
//!
//! ```text
//! a * b = sum_i (a & b_i) 2^i      -x = ~x + 1, the ones and all that signs weigh gathered in one constant
//! ```
//!
//! All terms of a sum are unsigned words and one constant, modulo `2^width`: a synthesiser makes a carry-save array of them and one
//! carry-propagating adder, without a sign extension. There are no registers here.

use crate::expr::{Leaf, Word, concat, named};

/// A sum that is still a list of terms.
#[derive(Default)]
pub struct Terms {
    words: Vec<Word>,
    constant: i128,
}

impl Terms {
    /// `word * 2^shift`, the word unsigned.
    pub fn add(&mut self, word: &Word, shift: usize) -> &mut Self {
        self.words.push(word.as_unsigned().shift_left(shift));
        self
    }

    /// A number that is added.
    pub fn constant(&mut self, value: i128) -> &mut Self {
        self.constant += value;
        self
    }

    /// A word in two's complement.
    pub fn add_signed(&mut self, word: &Word) -> &mut Self {
        let top = word.width() - 1;
        self.add(&concat(&[&word.slice(0, top), &!word.sign()]), 0)
            .constant(-1 << top)
    }

    /// `a * b`, both unsigned.
    #[named]
    pub fn product(&mut self, a: &Word, b: &Word) -> &mut Self {
        for place in 0..b.width() {
            let row = gate(a, &b.bit(place)).named("row");
            self.add(&row, place);
        }
        self
    }

    /// `a * b * 2^shift`, `a` in two's complement, `b` unsigned: the highest bit of `a` weighs negatively.
    #[named]
    pub fn signed_by_unsigned(&mut self, a: &Word, b: &Word, shift: usize) -> &mut Self {
        let top = a.width() - 1;
        for place in 0..b.width() {
            let row = gate(a, &b.bit(place)).named("row");
            let place = place + shift;
            self.add(&concat(&[&row.slice(0, top), &!row.sign()]), place)
                .constant(-1 << (place + top));
        }
        self
    }

    /// `a * b * 2^shift`, both in two's complement: the highest bit of either weighs negatively.
    #[named]
    pub fn signed_product(&mut self, a: &Word, b: &Word, shift: usize) -> &mut Self {
        let (top, last) = (a.width() - 1, b.width() - 1);
        self.signed_by_unsigned(a, &b.slice(0, last), shift);
        let row = gate(a, &b.sign()).named("last_row");
        let place = last + shift;
        self.add(&concat(&[&!row.slice(0, top), &row.sign()]), place)
            .constant(-((1 << top) - 1) << place)
    }

    /// The sum modulo `2^width`.
    #[named]
    pub fn total(&self, leaf: &Leaf, width: usize) -> Word {
        let constant = self.constant.rem_euclid(1 << width) as u128;
        let fit = |word: &Word| word.slice(0, word.width().min(width)).extend(width);
        let mut terms: Vec<Word> = self.words.iter().map(fit).collect();
        if constant != 0 {
            terms.push(leaf.constant(constant, width));
        }
        while terms.len() > 1 {
            let mut sums = Vec::new();
            for pair in terms.chunks(2) {
                sums.push(match pair {
                    [a, b] => a.wrapping_add(b).named("terms"),
                    _ => pair[0].clone(),
                });
            }
            terms = sums;
        }
        terms.remove(0)
    }
}

/// `a * b`, both unsigned, exact.
pub fn times(leaf: &Leaf, a: &Word, b: &Word) -> Word {
    Terms::default()
        .product(a, b)
        .total(leaf, a.width() + b.width())
}

/// The word where the bit is set, else 0.
pub fn gate(word: &Word, bit: &Word) -> Word {
    &word.as_unsigned() & &bit.as_signed().extend(word.width()).as_unsigned()
}

/// Every bit of the word turned where the bit is set: minus the word, less 1.
pub fn flip(word: &Word, bit: &Word) -> Word {
    &word.as_unsigned() ^ &bit.as_signed().extend(word.width()).as_unsigned()
}

/// Sign and magnitude of a word in two's complement.
#[named]
pub fn magnitude(word: &Word) -> (Word, Word) {
    let negative = word.sign();
    let flipped = flip(word, &negative);
    let magnitude = flipped.wrapping_add(&negative.extend(word.width()));
    (negative, magnitude)
}
