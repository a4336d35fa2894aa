//! The scale of a block, from the largest of its magnitudes.

use harmonia_contract::record::limit;

use super::divide_step;
use super::element::{KEY_BITS, KEY_EXPONENT_BITS, KEY_FRACTION_BITS, LOWEST_FIELD, UNIT_FIELD};
use crate::attention::layout::{KV_SCALE_BITS, SCALE_FRACTION_BITS};
use crate::expr::{Circuit, Leaf, concat, named};

/// 2L + 1 of both limits: L + 1/2 is what nothing rounds to L from, or any more.
const BOUNDS: [u128; 2] = [2 * limit(4) as u128 + 1, 2 * limit(3) as u128 + 1];
/// Bits of 2L + 1.
const BOUND_BITS: usize = 9;

/// The part that chooses a scale byte, four cycles later, one per cycle.
///
/// A magnitude of significand S (1 to 2, in units of 2^-12) and exponent p is below (L + 1/2) (8 + f) 2^(E - 25)
/// where S is below (2L + 1)(8 + f) 2^(E - p - 14). So it is too large for 8 times 2^(p - 11), E = p + 14, f = 0,
/// and for n of the scales behind that one, 9 to 16 times as much: n = floor(S / (2L + 1)) - 8, at most 8. Hence
/// c = 8 (p + 14) + 1 + n, or 0 where that is negative.
#[named]
pub fn scale_choice() -> Circuit {
    let mut leaf = Leaf::new(
        "scale_choice",
        "The smallest scale with which a block's largest magnitude rounds to at most 247 or 239.",
    );
    leaf.means(&[
        ("largest", "The largest key of the block."),
        ("three", "The limit is 239; else 247."),
        ("scale", "The scale byte 8 E + f, four cycles later."),
    ]);
    let largest = leaf.input("largest", KEY_BITS);
    let three = leaf.input("three", 1);
    let exponent = largest.slice(KEY_FRACTION_BITS, KEY_EXPONENT_BITS);
    let fraction = largest.slice(0, KEY_FRACTION_BITS);
    let [four_bound, three_bound] = BOUNDS.map(|bound| leaf.constant(bound, BOUND_BITS));
    let bound = three.mux(&three_bound, &four_bound).named("bound");

    // S / 8 - (2L + 1) is not negative, and below 2L + 1 but where n is 8.
    let eighth = fraction.slice(SCALE_FRACTION_BITS, BOUND_BITS);
    let eighth = concat(&[&eighth, &leaf.constant(1, 1)]).named("eighth");
    let all = (!&eighth.slice(1, BOUND_BITS).less_than(&bound)).named("all");
    let beyond = eighth.wrapping_sub(&bound.extend(BOUND_BITS + 1));
    leaf.unused(&beyond.sign());
    let mut remainder = beyond.slice(0, BOUND_BITS).register().named("beyond");
    // Bits of the significand leave it on top, those of n enter below.
    let mut steps = fraction.slice(0, SCALE_FRACTION_BITS).register();
    for _ in 0..SCALE_FRACTION_BITS {
        let stage = remainder.stage().expect("pipelined");
        let (bit, left) = divide_step(&remainder, &steps.sign(), &bound.at(stage));
        remainder = left.register();
        let rest = steps.slice(0, SCALE_FRACTION_BITS - 1);
        steps = concat(&[&bit, &rest]).register().named("steps");
    }
    leaf.unused(&remainder);
    let stage = steps.stage().expect("pipelined");
    let all = all.at(stage);
    let steps = all.mux(&steps.zero(SCALE_FRACTION_BITS), &steps);
    let passed = concat(&[&steps, &all]).named("passed");

    // With p + 14 negative E is, too, unless n makes up for it: the lowest scale is wanted.
    let unit = leaf.constant((UNIT_FIELD - LOWEST_FIELD) as u128, KEY_EXPONENT_BITS);
    let above = exponent.wrapping_sub(&unit).named("above").at(stage);
    let first = concat(&[&leaf.constant(1, SCALE_FRACTION_BITS), &above]);
    let scale = first.wrapping_add(&passed.extend(first.width()));
    let lowest = scale.sign();
    let scale = scale.slice(0, KV_SCALE_BITS);
    let scale = lowest.mux(&scale.zero(KV_SCALE_BITS), &scale);
    leaf.output_at("scale", &scale, 4);
    leaf.build()
}
