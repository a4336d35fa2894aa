//! A float's lane in a block: what it asks of the block's exponent, and its mantissa once that is known.

use crate::expr::{Circuit, Leaf, Word, concat, leading_zeros, mux_tree, named};

/// Below this exponent field the block's exponent stays at -128: 6 - 127 - 7.
const LOWEST_FIELD: u128 = 6;

/// A block's exponent from the largest key ([`float_key`]) of its values, biased by 134: `E + 134 = max(field, 6) + past limit`. Two
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

/// An FP32 value's fields.
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
}

/// Cycles from an FP16 value to the FP32 one.
pub const WIDENING: usize = 2;

/// A lane that widens FP16 exactly: 5-bit exponent to 8, subnormals normalised.
#[named]
pub fn fp16_to_fp32() -> Circuit {
    let mut leaf = Leaf::new("fp16_to_fp32", "FP16 to FP32, exact.");
    leaf.means(&[
        ("half", "An FP16 value, one per cycle."),
        ("float", "The same value as FP32, two cycles later."),
    ]);
    let half = leaf.input("half", 16);
    // The 10 fraction bits on top of 16, so that the count is that of the fraction.
    let (zeros, shifted) = leading_zeros(&half.slice(0, 10).shift_left(6), &[1]);
    let bits = half.register();
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
    let float = concat(&[
        &top.register().shift_left(13),
        &field.register(),
        &bits.sign().register(),
    ]);
    leaf.output_at("float", &float, WIDENING);
    leaf.build()
}

/// Bits of a key.
pub const KEY_BITS: usize = 9;
/// Bits of what is kept of a value until its block's exponent is known.
pub const KEPT_BITS: usize = SIGNIFICAND_BITS + 8 + 1;
/// 8 integer bits, the half, and whether anything is below it.
const SIGNIFICAND_BITS: usize = 10;

/// A lane that says what an FP32 value asks of its block's exponent, in one cycle: `key` orders magnitudes as far as E
/// needs, the exponent field, then whether the significand rounds past 255, as from 255 1/2 on it does;
/// `special`, infinity or NaN; `nonzero`, a magnitude above 2^-129, half a unit of the smallest exponent (a tie
/// rounds to even, to zero); `kept`, what [`float_mantissa`] makes the mantissa of.
#[named]
pub fn float_key() -> Circuit {
    let mut leaf = Leaf::new(
        "float_key",
        "What an FP32 value asks of the exponent of its block.",
    );
    leaf.means(&[
        ("value", "An FP32 value, one per cycle."),
        ("key", "A cycle later: the exponent field, and below it whether the significand rounds past 255."),
        ("special", "The value is infinite or no number; a cycle later."),
        ("nonzero", "It is above half a unit of the smallest exponent: it does not round to zero there; a cycle later."),
        ("kept", "What its mantissa is made of once the block's exponent is known: whether anything is below the half, 8 bits of the fraction, whether the value is normal; the exponent field, at least 1; the sign. A cycle later."),
    ]);
    let value = Float::fp32(&leaf.input("value", 32));
    let past = value.fraction.slice(15, 8).every_bit();
    let tie = leaf.constant(1 << 20, 23);
    let nonzero = &value.exponent.any_bit() | &tie.less_than(&value.fraction);
    leaf.output_at("key", &concat(&[&past, &value.exponent]).register(), 1);
    leaf.output_at("special", &value.exponent.every_bit().register(), 1);
    leaf.output_at("nonzero", &nonzero.register(), 1);
    let normal = value.exponent.any_bit();
    let sticky = value.fraction.slice(0, 15).any_bit();
    let significand = concat(&[&sticky, &value.fraction.slice(15, 8), &normal]);
    let lowest = &value.exponent.bit(0) | !&normal;
    let field = concat(&[&lowest, &value.exponent.slice(1, 7)]);
    let kept = concat(&[&significand, &field, &value.negative]);
    leaf.output_at("kept", &kept.register(), 1);
    leaf.build()
}

/// A lane that makes a value's signed mantissa of what [`float_key`] kept of it and its block's exponent (biased by 134), five
/// cycles later: distance, whether it is far, shift in steps of 4, shift by the rest, round. The mantissas of a block with a
/// value that is not finite are 0, so that it adds nothing to a sum.
#[named]
pub fn float_mantissa() -> Circuit {
    let mut leaf = Leaf::new(
        "float_mantissa",
        "A 9-bit mantissa: FP32 shifted right by the distance to the block's exponent, rounded half to even.",
    );
    leaf.means(&[
        (
            "kept",
            "What `float_key` kept of an FP32 value, one per cycle.",
        ),
        (
            "biased_exponent",
            "The exponent of the value's block plus 134.",
        ),
        (
            "invalid",
            "A value of the block is infinite or no number; four cycles later.",
        ),
        (
            "mantissa",
            "The signed mantissa, five cycles later; 0 in an invalid block.",
        ),
    ]);
    let kept = leaf.input("kept", KEPT_BITS);
    let biased = leaf.input("biased_exponent", 9);
    let invalid = leaf.input_at("invalid", 1, 4);
    let significand = kept.slice(0, SIGNIFICAND_BITS).named("significand").at(2);
    let field = kept.slice(SIGNIFICAND_BITS, 8).named("field");
    let negative = kept.sign().named("negative").at(4);

    let distance = biased.wrapping_sub(&field.extend(9)).register();
    // From 9 on the value is below a quarter: what is left is the sticky bit, and rounding drops it.
    let far =
        &distance.slice(4, 5).any_bit() | &(&distance.bit(3) & &distance.slice(0, 3).any_bit());
    let (far, distance) = (far.register(), distance.slice(0, 4).register());
    let near = shift_right_sticky(&significand, &distance.slice(2, 2), 4).register();
    let near = shift_right_sticky(&near, &distance.slice(0, 2).register(), 1);
    let near = far.register().mux(&near.zero(10), &near);
    let near = near.register();
    let up = &near.bit(1) & &(&near.bit(0) | &near.bit(2));
    // -(v + up) = ~v + !up: negation and rounding in one increment.
    let flipped = &near.slice(2, 8).extend(9) ^ &negative.as_signed().extend(9).as_unsigned();
    let rounded = flipped.wrapping_add(&(&up ^ &negative).extend(9));
    let mantissa = invalid.mux(&rounded.zero(9), &rounded);
    leaf.output_at("mantissa", &mantissa.register().named("rounded"), 5);
    leaf.build()
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
