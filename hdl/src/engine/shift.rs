//! Aligning a product to the accumulator: `floor(x * 2^s)`, and whether it fits 64 bits.

use crate::expr::{Word, concat, mux_tree, named};

/// Added to the shift so that it is never negative: `u = s + 40`. A right shift by 40 or more leaves only the sign of a
/// 34-bit word, so a negative `u` may be taken as 0.
pub const SHIFT_BIAS: usize = 40;

/// The biased shift, saturated to 7 bits. At 104 and above nothing but zero fits, so saturating high is exact as well.
///
/// `sum` is `s + 40` as a signed word.
#[named]
pub fn saturate(sum: &Word) -> Word {
    let too_high = sum.slice(7, sum.width() - 8).any_bit();
    let bits: Vec<Word> = (0..7)
        .map(|i| &(&sum.bit(i) | &too_high) & !&sum.sign())
        .collect();
    concat(&bits.iter().collect::<Vec<_>>()).named("shift")
}

/// `floor(x * 2^(u - 40))` of a signed word of at most 34 bits: its low 64 bits, and whether it does not fit them.
/// Three stages: shift by 0 to 3, by 0 to 28 in steps of 4, by 0, 32, 64 or 96 less 40.
#[named]
pub fn floor_shift(x: &Word, u: &Word) -> (Word, Word) {
    assert!(
        x.width() <= 34 && u.width() == 7,
        "{} bits by {}",
        x.width(),
        u.width()
    );
    let x = x.extend(34).as_signed();
    let step = |x: &Word, by: &[usize], select: &Word| {
        let width = x.width() + by.last().expect("at least one distance");
        let choices: Vec<Word> = by.iter().map(|n| x.shift_left(*n).extend(width)).collect();
        mux_tree(select, &choices).as_signed()
    };
    let fine = step(&x, &[0, 1, 2, 3], &u.slice(0, 2))
        .register()
        .named("shifted_fine");
    let u1 = u.slice(2, 5).register().named("shift_left_over");
    let middle = step(&fine, &[0, 4, 8, 12, 16, 20, 24, 28], &u1.slice(0, 3))
        .register()
        .named("shifted_middle");
    let coarse = u1.slice(3, 2).register().named("shift_coarse");
    // 65 bits now; the result is bits 40 to 103 of it shifted by 0, 32, 64 or 96.
    let choices = [
        middle.slice(40, 25).as_signed().extend(64),
        middle.slice(8, 57).as_signed().extend(64),
        middle.slice(0, 40).shift_left(24),
        middle.slice(0, 8).shift_left(56),
    ];
    let value = mux_tree(&coarse, &choices.map(|c| c.as_unsigned()));
    // Bits that a left shift pushes out must all repeat the sign that is left.
    let same = |low: usize| {
        let out = middle.slice(low, 65 - low);
        &out.every_bit() | !&out.any_bit()
    };
    let never = middle.zero(1);
    let lost = mux_tree(&coarse, &[never.clone(), never, !&same(39), !&same(7)]);
    (
        value.register().named("aligned"),
        lost.register().named("lost"),
    )
}
