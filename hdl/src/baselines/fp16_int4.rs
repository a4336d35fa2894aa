//! FP16 x INT4: 32 products, a tree of FP32 adders, the group's scale, an FP32 sum.
//!
//! ```text
//! 32 x (activation, INT4) --> exact products --> 5 levels of FP32 adders --> x scale --> round --> FP32 sum of groups
//!          0                      1..2                 2..7                    7..8       8..9        10
//! ```
//!
//! **The paper's** (Anda's FP-INT unit): FP16 activations meet INT4 weights without being made integers, sums are FP32. **Our reading**: the integer becomes
//! a float of three bits of significand (1, 1.25 to 1.75, times 1 to 8), the multiplier has 11 x 3 bits, the tree is that of
//! [`fp16_fp16`](super::fp16_fp16), and the FP16 scale is multiplied once a group. Subnormal FP16 numbers are zeros.

use super::float::{FLOAT, Half, accumulate, scaled, tree};
use super::integer::{gate, magnitude, times};
use crate::expr::{Circuit, Leaf, concat, leading_zeros, named};

/// Lanes.
pub const LANES: usize = 32;
/// Bits of a product's fraction.
pub const FRACTION: usize = 13;
/// FP32's exponent field is a product's plus this: an activation is `significand * 2^(field - 25)`, a weight `significand *
/// 2^(field - 2)`, and a product has 12 or 13 bits below its highest one.
pub const BIAS: u128 = 127 + 12 - 27;

/// The circuit.
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "fp16_int4",
        "32 products FP16 x INT4, summed in FP32 by a tree, scaled, and summed over groups. One group a cycle, no back-pressure.",
    );
    leaf.means(&[
        (
            "activations",
            "32 FP16 numbers, the first in the lowest bits.",
        ),
        ("weights", "32 integers, -8 to 7."),
        ("scale", "The group's FP16 scale."),
        ("add", "There is a group."),
        ("clear", "The sum begins anew with it."),
        ("sum", "FP32 sum of the groups so far, ten cycles later."),
    ]);
    let activations = leaf.input("activations", LANES * 16);
    let weights = leaf.input("weights", LANES * 4);
    let scale = leaf.input("scale", 16);
    let controls = ["add", "clear"].map(|name| leaf.input(name, 1));
    let inputs = [("activation", &activations), ("weight", &weights)];
    let products = leaf
        .lanes("products", LANES, &product(), &inputs)
        .output("product");
    let group = tree(&mut leaf, &products, LANES, FRACTION, BIAS).named("group_sum");
    let stage = group.stage().expect("pipelined");
    let field = group.slice(23, 8);
    let significand = concat(&[&group.slice(0, 23), &field.any_bit()]);
    // The significand's lowest bit weighs 2^(field - 127 - 23).
    let lowest = field.wrapping_sub(&field.constant(23, 8));
    let scaled = scaled(
        &leaf,
        &significand,
        &group.bit(FLOAT - 1),
        &lowest,
        &scale.at(stage),
    );
    let sum = accumulate(&leaf, &scaled.halved(), controls.each_ref());
    leaf.output_at("sum", &sum, 10);
    leaf.build()
}

/// A lane's exact product: 13 bits of fraction, 6 of exponent, sign.
#[named]
pub fn product() -> Circuit {
    let mut leaf = Leaf::new("int4_product", "FP16 x INT4, exact, normalised.");
    leaf.means(&[
        ("activation", "An FP16 number."),
        ("weight", "An integer, -8 to 7."),
        ("product", "Their product two cycles later: fraction, exponent field, sign; the field is 0 for zero."),
    ]);
    let activation = Half::of(&leaf.input("activation", 16).register());
    let weight = leaf.input("weight", 4).register();
    let (negative, integer) = magnitude(&weight);
    let (zeros, normal) = leading_zeros(&integer, &[]);
    let some = &activation.normal & &normal.sign();
    // Only 8 has a bit that far above the lowest, and no other.
    leaf.unused(&normal.bit(0));
    let significand = gate(&normal.slice(1, 3), &some);
    let exact = times(&leaf, &activation.flushed(), &significand).named("exact");
    let high = exact.sign();
    let fraction = high.mux(&exact.slice(0, 13), &exact.slice(0, 12).shift_left(1));
    let field = (&activation.field + &!zeros).wrapping_add(&high.extend(6));
    let field = gate(&field, &some);
    let product = concat(&[&fraction, &field, &(&activation.negative ^ &negative)]);
    leaf.output_at("product", &product.register(), 2);
    leaf.build()
}
