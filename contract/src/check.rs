//! The check of words: what tells that memory still holds what was written into it. docs/system.md, "Check of words".

/// The polynomial x^64 + x^4 + x^3 + x + 1 without its highest power: bit i is x^i.
pub const POLYNOMIAL: u64 = 0x1b;
/// The check of no words.
pub const INITIAL: u64 = u64::MAX;

/// The check with one word more: `check * x^64 + word` modulo the polynomial.
pub const fn step(check: u64, word: u64) -> u64 {
    // x^64 is x^4 + x^3 + x + 1. A product with that has 68 bits; the upper four come back in.
    let product = times_polynomial(check as u128);
    product as u64 ^ times_polynomial(product >> 64) as u64 ^ word
}

const fn times_polynomial(factor: u128) -> u128 {
    factor ^ factor << 1 ^ factor << 3 ^ factor << 4
}

/// The check of more words, that of those before being `check`.
pub fn of(check: u64, words: &[u64]) -> u64 {
    words.iter().fold(check, |check, &word| step(check, word))
}

/// Words behind others without the words themselves: what a check becomes by them. Checks are linear, so what is the same for
/// a matrix needs to be worked out once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Appended {
    /// x^64 to the power of their number.
    factor: u64,
    /// Their check, begun with 0.
    check: u64,
}

impl Appended {
    /// Of these words.
    pub fn new(words: &[u64]) -> Appended {
        // x^64 is the word of the polynomial.
        let (mut factor, mut square) = (1, POLYNOMIAL);
        let mut count = words.len();
        while count > 0 {
            if count & 1 == 1 {
                factor = product(factor, square);
            }
            square = product(square, square);
            count >>= 1;
        }
        Appended {
            factor,
            check: of(0, words),
        }
    }

    /// The check with these words more.
    pub fn to(&self, check: u64) -> u64 {
        product(check, self.factor) ^ self.check
    }
}

/// The product modulo the polynomial.
fn product(left: u64, right: u64) -> u64 {
    let times_x = |value: u64| (value << 1) ^ ((value >> 63) * POLYNOMIAL);
    (0..64).rev().fold(0, |sum, bit| {
        times_x(sum) ^ (left >> bit & 1).wrapping_neg() & right
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn power(mut exponent: u64) -> u64 {
        let (mut result, mut square) = (1, 2);
        while exponent > 0 {
            if exponent & 1 == 1 {
                result = product(result, square);
            }
            square = product(square, square);
            exponent >>= 1;
        }
        result
    }

    #[test]
    fn a_step_is_the_remainder_of_a_division_bit_by_bit() {
        let mut check = INITIAL;
        for word in [0, 1, u64::MAX, 0x0123_4567_89ab_cdef, 1 << 63] {
            let bits = (0..64).rev().map(|bit| word >> bit & 1);
            let divided = bits.fold(check, |rest, bit| {
                (rest << 1 | bit) ^ ((rest >> 63) * POLYNOMIAL)
            });
            check = step(check, word);
            assert_eq!(check, divided, "{word:#x}");
        }
        assert_eq!(product(POLYNOMIAL, check), step(check, 0));
    }

    #[test]
    fn words_can_be_appended_without_being_looked_at_again() {
        let words: Vec<u64> = (1..1000_u64)
            .map(|at| at.wrapping_mul(0x9e37_79b9_7f4a_7c15))
            .collect();
        for count in [0, 1, 2, 63, 64, 900] {
            let (first, rest) = words.split_at(words.len() - count);
            let whole = of(INITIAL, &words);
            assert_eq!(Appended::new(rest).to(of(INITIAL, first)), whole, "{count}");
        }
    }

    // The order of x says how far apart two turned bits must be to go unseen: farther than memory is long.
    #[test]
    fn the_polynomial_is_primitive() {
        assert_eq!(power(u64::MAX), 1);
        let factors = [3, 5, 17, 257, 641, 65537, 6_700_417];
        assert_eq!(factors.iter().product::<u64>(), u64::MAX);
        for factor in factors {
            assert_ne!(power(u64::MAX / factor), 1, "{factor}");
        }
    }
}
