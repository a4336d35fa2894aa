//! The check of words: a remainder modulo a polynomial of five powers, a word in each cycle.
//!
//! ```text
//! word -------------------------v
//! check --> x^64 mod polynomial --> xor --> check
//! ```

use crate::attention::layout::WORD_BITS;
use crate::expr::{Circuit, Leaf, Word, named};
use harmonia_contract::check::{INITIAL, POLYNOMIAL};

crate::leaf_block! {
    /// See the module's documentation.
    pub struct WordsCheck(describe()) {
        /// It begins again, without a word.
        in clear: 1,
        /// A word.
        in word: WORD_BITS,
        /// It is there, and is taken.
        in takes: 1,
        /// The check of the words before, two cycles later.
        out check: WORD_BITS,
    }
}

/// The circuit of [`WordsCheck`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "words_check",
        "The check of words: their remainder modulo a polynomial, a word in each cycle.",
    );
    // From registers: whether a word is taken is known late, and has enough to decide.
    let [clear, takes] = ["clear", "takes"].map(|name| leaf.control(name, 1).register_from_zero());
    let word = leaf.control("word", WORD_BITS).register();

    // x^64 is the lower powers of the polynomial; what a product has above 63 comes back in by the same.
    let check = leaf.state("sum", WORD_BITS, INITIAL.into());
    let product = times_polynomial(&check);
    let above = product.slice(WORD_BITS, product.width() - WORD_BITS);
    let back = times_polynomial(&above).extend(WORD_BITS);
    let next = &(&product.slice(0, WORD_BITS) ^ &back) ^ &word;
    check.when(&clear, u128::from(INITIAL)).when(&takes, &next);
    leaf.output("check", &check);
    leaf.build()
}

/// The product with the lower powers of the polynomial; no carry goes from power to power.
#[named]
fn times_polynomial(factor: &Word) -> Word {
    let highest = POLYNOMIAL.ilog2() as usize;
    let width = factor.width() + highest;
    let powers = (0..=highest).filter(|power| POLYNOMIAL >> power & 1 == 1);
    let parts = powers.map(|power| factor.shift_left(power).extend(width));
    parts
        .reduce(|sum, part| &sum ^ &part)
        .expect("a polynomial has powers")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Stepper;
    use harmonia_contract::check;

    #[test]
    fn checks_are_those_of_the_contract() {
        let mut leaf = Stepper::new(describe());
        let mut expected = check::INITIAL;
        for at in 0..1000_u64 {
            let word = at.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let (clear, takes) = (at % 97 == 50, at % 5 != 3);
            leaf.set("clear", u8::from(clear).into());
            leaf.set("takes", u8::from(takes).into());
            leaf.set("word", word.into());
            leaf.update(true);
            assert_eq!(leaf.get("check"), expected.into(), "before word {at}");
            expected = match (clear, takes) {
                (true, _) => check::INITIAL,
                (_, true) => check::step(expected, word),
                _ => expected,
            };
        }
    }
}
