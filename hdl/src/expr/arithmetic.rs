//! Structures that leaves share: trees, leading zeros, selection, counters.

use super::leaf::Leaf;
use super::word::Word;

/// Joins words, the first one in the least significant bits.
#[track_caller]
pub fn concat(parts: &[&Word]) -> Word {
    Word::concat(parts)
}

/// Exact sum of a power of two of words, one bit wider and one stage later a level.
///
/// `carries`, one bit each and of the words' stage, are added as well, for all words but the last. Each goes into the carry input of an adder that
/// its word goes through, where no other one does: they cost no adder of their own and no wire across the tree.
#[track_caller]
pub fn adder_tree(words: Vec<Word>, carries: Vec<Word>) -> Word {
    assert!(
        words.len().is_power_of_two(),
        "an adder tree of {} words",
        words.len()
    );
    assert!(
        carries.is_empty() || carries.len() == words.len() - 1,
        "{} carries for {} adders",
        carries.len(),
        words.len() - 1
    );
    let mut words = words;
    let mut carries: Vec<Option<Word>> = carries.into_iter().map(Some).collect();
    carries.resize(words.len(), None);
    // Loops, not closures, here and below: a closure would be taken for where the words come from.
    while words.len() > 1 {
        let mut sums = Vec::new();
        for (pair, carries) in words.chunks(2).zip(carries.chunks(2)) {
            let sum = match &carries[0] {
                Some(carry) => pair[0].add_with_carry(&pair[1], carry),
                None => &pair[0] + &pair[1],
            };
            sums.push(sum.register().called("partial_sum"));
        }
        words = sums;
        // An adder has taken its left word's; the right one's goes on with the sum.
        let mut later = Vec::new();
        for pair in carries.chunks(2) {
            let mut carry = pair[1].clone();
            if let Some(carry) = &mut carry {
                *carry = carry.register();
            }
            later.push(carry);
        }
        carries = later;
    }
    words.remove(0)
}

/// The largest of a power of two of unsigned words, one stage later a level: a comparison and the choice it makes take
/// most of a cycle.
#[track_caller]
pub fn maximum_tree(words: Vec<Word>) -> Word {
    assert!(
        words.len().is_power_of_two(),
        "the largest of {} words",
        words.len()
    );
    let mut words = words;
    while words.len() > 1 {
        let mut larger = Vec::new();
        for pair in words.chunks(2) {
            let choice = pair[0].less_than(&pair[1]).mux(&pair[1], &pair[0]);
            larger.push(choice.register().called("larger"));
        }
        words = larger;
    }
    words.remove(0)
}

/// Whether any of some one-bit words is set.
#[track_caller]
pub fn any(bits: &[Word]) -> Word {
    concat(&bits.iter().collect::<Vec<_>>()).any_bit()
}

/// `choices[select]`; the choices are as many as `select` has values.
#[track_caller]
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
#[track_caller]
pub fn leading_zeros(word: &Word, register_after: &[usize]) -> (Word, Word) {
    let width = word.width();
    assert!(width.is_power_of_two(), "leading zeros of {width} bits");
    let steps = width.trailing_zeros() as usize;
    let mut shifted = word.as_unsigned();
    let mut count: Vec<Word> = Vec::new();
    for step in 0..steps {
        let half = width >> (step + 1);
        let empty = (!&shifted.slice(width - half, half).any_bit()).called("no_high_bit");
        let moved = shifted.slice(0, width - half).shift_left(half);
        shifted = empty.mux(&moved, &shifted).called("left_aligned");
        count.insert(0, empty);
        if register_after.contains(&step) {
            shifted = shifted.register().called("left_aligned");
            for empty in &mut count {
                *empty = empty.register();
            }
        }
    }
    (concat(&count.iter().collect::<Vec<_>>()), shifted)
}

/// How often `step` was set before, modulo `2^width`: a register of the leaf, at the stage of `step`.
#[track_caller]
pub fn counter(leaf: &Leaf, name: &str, width: usize, step: &Word) -> Word {
    let state = leaf.state_at(name, width, 0, step.stage());
    let one = leaf.constant(1, width);
    state.set_if(step, &state.get().wrapping_add(&one));
    state.get().clone()
}
