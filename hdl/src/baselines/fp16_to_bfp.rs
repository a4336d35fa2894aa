//! Our converter beside the baselines' own: 32 FP16 numbers to one block, a block a cycle.
//!
//! ```text
//! 32 x FP16 --> key {exponent field, would round past 255} --> largest --> shift right, round half to even --> magnitudes
//!    0                            1                               2                                       3
//! ```
//!
//! **Ours**: what the engine's [`converter`](crate::engine::float_to_bfp) makes of the same numbers, in the shape of FIGNA's
//! [aligner](super::figna_aligner), so that the two can be compared: the engine's takes FP32, four values a cycle, and keeps them in a
//! memory of the FPGA, which in standard cells is flip-flops. It serves a row of elements. One thing differs: the exponent does not
//! go below -21, which is that of FP16's smallest normal number, so that blocks of subnormal numbers alone are not normalised.
//! FIGNA's and Anda's are not either.

use super::figna_aligner::{LANES, exponent, largest};
use super::float::Half;
use crate::expr::{Circuit, Leaf, Word, concat, named};
use crate::float::shift_right_sticky;
use crate::layout::EXPONENT_BITS;

/// Bits of an exponent's field.
const FIELD: usize = 5;
/// Bits of a significand, three of them below a mantissa's.
const SIGNIFICAND: usize = 11;
const BELOW: usize = SIGNIFICAND - 8;
/// A block's exponent is the field of its largest number less this.
const BIAS: u128 = 22;

/// The circuit.
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "fp16_to_bfp",
        "32 FP16 numbers to a block of 8-bit mantissas. A block a cycle, no back-pressure.",
    );
    leaf.means(&[
        ("values", "32 FP16 numbers, the first in the lowest bits."),
        (
            "magnitudes",
            "Magnitudes of their mantissas; three cycles later.",
        ),
        ("signs", "Their signs."),
        ("exponent", "The block's exponent, two's complement."),
        (
            "invalid",
            "A number is infinite or none: the rest counts for nothing.",
        ),
    ]);
    let values = leaf.input("values", LANES * 16).register();
    let lanes: Vec<Half> = (0..LANES)
        .map(|lane| Half::of(&values.slice(16 * lane, 16)))
        .collect();
    let fields: Vec<Word> = lanes.iter().map(exponent).collect();
    let significands: Vec<Word> = lanes.iter().map(Half::significand).collect();
    // 255 + 1/2 and more is 256 when rounded: the tie goes to the even one.
    let keys = fields
        .iter()
        .zip(&significands)
        .map(|(field, significand)| {
            let rounds = significand.slice(BELOW - 1, 9).every_bit();
            concat(&[&rounds, field])
        });
    let key = largest(keys.collect()).register().named("largest");
    let largest = key.slice(1, FIELD);
    let biased = largest.wrapping_add(&key.bit(0).extend(FIELD));

    let negative: Vec<Word> = lanes.iter().map(|lane| lane.negative.clone()).collect();
    let joined = |words: &[Word]| concat(&words.iter().collect::<Vec<_>>()).register();
    let inputs = [
        ("significand", &joined(&significands)),
        ("field", &joined(&fields)),
        ("biased", &biased),
    ];
    let lanes = leaf.lanes("lanes", LANES, &lane(), &inputs);
    let wide = biased.extend(EXPONENT_BITS);
    let exponent = wide.wrapping_sub(&leaf.constant(BIAS, EXPONENT_BITS));
    leaf.output_at("magnitudes", &lanes.output("magnitude"), 3);
    leaf.output_at("signs", &joined(&negative).register(), 3);
    leaf.output_at("exponent", &exponent.register(), 3);
    leaf.output_at("invalid", &largest.every_bit().register(), 3);
    leaf.build()
}

#[named]
fn lane() -> Circuit {
    let mut leaf = Leaf::new(
        "fp16_to_bfp_lane",
        "A significand shifted right by its distance, rounded half to even.",
    );
    leaf.means(&[
        ("significand", "Eleven bits, hidden one included."),
        ("field", "The number's exponent field, at least 1."),
        (
            "biased",
            "The field of a number whose significand is the highest mantissas'.",
        ),
        ("magnitude", "The mantissa's magnitude, a cycle later."),
    ]);
    let significand = leaf.input("significand", SIGNIFICAND);
    let distance = leaf.input("biased", FIELD);
    let distance = distance.wrapping_sub(&leaf.input("field", FIELD));
    let coarse = shift_right_sticky(&significand, &distance.slice(3, 2), 8);
    let middle = shift_right_sticky(&coarse, &distance.slice(1, 2), 2);
    let fine = shift_right_sticky(&middle, &distance.bit(0).extend(2), 1).named("shifted");
    let more = &fine.slice(0, BELOW - 1).any_bit() | &fine.bit(BELOW);
    let up = &fine.bit(BELOW - 1) & &more;
    let magnitude = fine.slice(BELOW, 8).wrapping_add(&up.extend(8));
    leaf.output_at("magnitude", &magnitude.register(), 1);
    leaf.build()
}
