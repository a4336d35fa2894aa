//! Structures that leaves share: trees, leading zeros, selection.

use super::word::Word;

/// Joins words, the first one in the least significant bits.
pub fn concat(parts: &[&Word]) -> Word {
    Word::concat(parts)
}

/// Exact sum of a power of two of words, one bit wider and one stage later a level.
///
/// `carries`, one bit each and of the words' stage, are added as well: each adder of the tree has one carry input, so
/// as many carries as there are adders cost no adder of their own. At most `words.len() - 1` of them.
pub fn adder_tree(words: Vec<Word>, carries: Vec<Word>) -> Word {
    assert!(
        words.len().is_power_of_two(),
        "an adder tree of {} words",
        words.len()
    );
    assert!(
        carries.len() < words.len(),
        "{} carries for {} adders",
        carries.len(),
        words.len() - 1
    );
    let (mut words, mut carries) = (words, carries);
    while words.len() > 1 {
        let later = carries.split_off(carries.len().min(words.len() / 2));
        words = words
            .chunks(2)
            .enumerate()
            .map(|(i, pair)| match carries.get(i) {
                Some(carry) => pair[0].add_with_carry(&pair[1], carry),
                None => &pair[0] + &pair[1],
            })
            .map(|sum| sum.register())
            .collect();
        carries = later.iter().map(Word::register).collect();
    }
    words.remove(0)
}

/// The largest of a power of two of unsigned words, one stage later a level: a comparison and the choice it makes take
/// most of a cycle.
pub fn maximum_tree(words: Vec<Word>) -> Word {
    assert!(
        words.len().is_power_of_two(),
        "the largest of {} words",
        words.len()
    );
    let mut words = words;
    while words.len() > 1 {
        words = words
            .chunks(2)
            .map(|pair| {
                pair[0]
                    .less_than(&pair[1])
                    .mux(&pair[1], &pair[0])
                    .register()
            })
            .collect();
    }
    words.remove(0)
}

/// Whether any of some one-bit words is set.
pub fn any(bits: &[Word]) -> Word {
    concat(&bits.iter().collect::<Vec<_>>()).any_bit()
}

/// `choices[select]`; the choices are as many as `select` has values.
pub fn mux_tree(select: &Word, choices: &[Word]) -> Word {
    assert_eq!(
        choices.len(),
        1 << select.width(),
        "choices for {} select bits",
        select.width()
    );
    if let [a, b] = choices {
        return select.mux(b, a);
    }
    let (low, high) = choices.split_at(choices.len() / 2);
    let rest = select.slice(0, select.width() - 1);
    select
        .sign()
        .mux(&mux_tree(&rest, high), &mux_tree(&rest, low))
}

/// Number of zero bits above the highest set bit of a word whose width is a power of two; all ones (width - 1) for zero,
/// together with the word shifted left by that number.
///
/// One step a bit of the count: if the upper half of what is left is zero, shift it out.
/// `register_after` tells after which steps (counted from 0) a register follows.
pub fn leading_zeros(word: &Word, register_after: &[usize]) -> (Word, Word) {
    let width = word.width();
    assert!(width.is_power_of_two(), "leading zeros of {width} bits");
    let steps = width.trailing_zeros() as usize;
    let mut shifted = word.as_unsigned();
    let mut count: Vec<Word> = Vec::new();
    for step in 0..steps {
        let half = width >> (step + 1);
        let empty = !&shifted.slice(width - half, half).any_bit();
        let moved = shifted.slice(0, width - half).shift_left(half);
        shifted = empty.mux(&moved, &shifted);
        count.insert(0, empty);
        if register_after.contains(&step) {
            shifted = shifted.register();
            count = count.iter().map(Word::register).collect();
        }
    }
    (concat(&count.iter().collect::<Vec<_>>()), shifted)
}
