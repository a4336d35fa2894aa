//! A float's part in a block: what it asks of the block's exponent, and its mantissa once that is known.

use crate::expr::{Leaf, Word, concat, leading_zeros, mux_tree, named};

/// Below this exponent field the block's exponent stays at -128: 6 - 127 - 7.
const LOWEST_FIELD: u128 = 6;

/// A block's exponent from the largest [`Float::key`] of its values, biased by 134: `E + 134 = max(field, 6) + past limit`. Two
/// stages.
#[named]
pub fn biased_exponent(key: &Word) -> Word {
    let field = key.slice(1, 8);
    let lowest = field.less_than(&key.constant(LOWEST_FIELD, 8));
    let past = (&key.bit(0) & !&lowest).register();
    let field = lowest.mux(&key.constant(LOWEST_FIELD, 8), &field);
    let biased = &field.register() + &past;
    biased.register().named("biased_exponent")
}

/// A lane's value, as FP32 fields.
pub struct Float {
    pub negative: Word,
    pub exponent: Word,
    pub fraction: Word,
}

impl Float {
    /// The fields of an FP32 value.
    pub fn fp32(bits: &Word) -> Self {
        Float {
            negative: bits.sign(),
            exponent: bits.slice(23, 8),
            fraction: bits.slice(0, 23),
        }
    }

    /// Exact widening: 5-bit exponent to 8, subnormals normalised. Two stages.
    pub fn fp16(leaf: &mut Leaf, bits: &Word) -> Self {
        // The 10 fraction bits on top of 16, so that the count is that of the fraction.
        let (zeros, shifted) = leading_zeros(&bits.slice(0, 10).shift_left(6), &[1]);
        let bits = bits.register();
        let (exponent, fraction) = (bits.slice(10, 5), bits.slice(0, 10));
        let subnormal = !&exponent.any_bit();
        let special = exponent.every_bit();
        let zero = !&fraction.any_bit();
        // f * 2^-24 with z zeros above its top bit is 1.xxx * 2^(-15 - z): field 112 - z.
        let below = fraction.constant(112, 8).wrapping_sub(&zeros.extend(8));
        let normal = exponent.extend(8).wrapping_add(&exponent.constant(112, 8));
        let field = subnormal.mux(&zero.mux(&normal.zero(8), &below), &normal);
        let field = special.mux(&exponent.constant(255, 8), &field);
        let top = subnormal.mux(&shifted.slice(5, 10), &fraction);
        leaf.unused(&concat(&[&shifted.slice(0, 5), &shifted.sign()]));
        Float {
            negative: bits.sign().register(),
            exponent: field.register(),
            fraction: top.shift_left(13).register(),
        }
    }

    /// Orders magnitudes as far as E needs: exponent field, then whether the significand rounds past the limit
    /// that `threshold` belongs to.
    pub fn key(&self, threshold: &Word) -> Word {
        let past = !&self.fraction.slice(15, 8).less_than(threshold);
        concat(&[&past, &self.exponent])
    }

    /// Whether the magnitude is above 2^-129, half a unit of the smallest exponent: a tie rounds to even, to zero.
    pub fn rounds_to_something(&self) -> Word {
        let tie = self.fraction.constant(1 << 20, 23);
        &self.exponent.any_bit() | &tie.less_than(&self.fraction)
    }

    /// The signed mantissa for a block exponent (biased by 134), five stages after it: distance, whether it is far, shift in
    /// steps of 4, shift by the rest, round.
    pub fn mantissa(&self, biased: &Word, lane: usize) -> Word {
        let stage = biased.stage().expect("pipelined");
        let normal = self.exponent.any_bit();
        // 8 integer bits, the half, and whether anything is below it.
        let sticky = self.fraction.slice(0, 15).any_bit();
        let significand = concat(&[&sticky, &self.fraction.slice(15, 8), &normal])
            .named(&format!("significand_{lane}"))
            .at(stage + 2);
        let lowest = &self.exponent.bit(0) | !&normal;
        let field = concat(&[&lowest, &self.exponent.slice(1, 7)])
            .named(&format!("field_{lane}"))
            .at(stage);
        let negative = self.negative.clone().named(&format!("negative_{lane}"));
        let negative = negative.at(stage + 4);

        let distance = biased
            .wrapping_sub(&field.extend(9))
            .register()
            .named(&format!("distance_{lane}"));
        // From 9 on the value is below a quarter: what is left is the sticky bit, and rounding drops it.
        let far =
            &distance.slice(4, 5).any_bit() | (&distance.bit(3) & &distance.slice(0, 3).any_bit());
        let (far, distance) = (far.register(), distance.slice(0, 4).register());
        let near = shift_right_sticky(&significand, &distance.slice(2, 2), 4).register();
        let near = shift_right_sticky(&near, &distance.slice(0, 2).register(), 1);
        let near = far.register().mux(&near.zero(10), &near);
        let near = near.register().named(&format!("near_{lane}"));
        let up = &near.bit(1) & (&near.bit(0) | &near.bit(2));
        // -(v + up) = ~v + !up: negation and rounding in one increment.
        let flipped = &near.slice(2, 8).extend(9) ^ &negative.as_signed().extend(9).as_unsigned();
        flipped
            .wrapping_add(&(&up ^ &negative).extend(9))
            .as_signed()
            .register()
            .named(&format!("mantissa_{lane}"))
    }
}

/// A word shifted right by 0 to 3 times `unit`, everything that falls out kept in the lowest bit.
#[named]
pub fn shift_right_sticky(word: &Word, distance: &Word, unit: usize) -> Word {
    let width = word.width();
    let choices: Vec<Word> = (0..4)
        .map(|n| match n * unit {
            0 => word.clone(),
            n if n + 1 >= width => word.any_bit().extend(width),
            n => {
                let lost = word.slice(0, n + 1).any_bit();
                concat(&[&lost, &word.slice(n + 1, width - n - 1)]).extend(width)
            }
        })
        .collect();
    mux_tree(distance, &choices)
}
