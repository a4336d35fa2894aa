//! FP16 x FP16: 32 products, a tree of FP32 adders, an FP32 sum.
//!
//! ```text
//! 32 x (activation, weight) --> exact products --> 5 levels of FP32 adders --> FP32 sum of groups
//!          0                        1..2                  2..7                     8
//! ```
//!
//! **The paper's** (Anda's FP-FP unit, its reference of 1): FP16 operands of both kinds, sums in FP32. **Our reading**: a tree of
//! two-term adders, each of which rounds half to even; products stay exact, in the 22 bits of significand that they have; no scale, because FP16 weights
//! have none. Subnormal FP16 numbers are zeros, which spares two normalisers a lane.

use super::float::{Half, accumulate, tree};
use super::integer::{gate, times};
use crate::expr::{Circuit, Leaf, concat, named};

/// Lanes.
pub const LANES: usize = 32;
/// Bits of a product's fraction.
pub const FRACTION: usize = 21;
/// FP32's exponent field is a product's plus this: both factors are `significand * 2^(field - 25)`, and a product has 20 or 21 bits below
/// its highest one.
pub const BIAS: u128 = 127 + 20 - 50;

/// The circuit.
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "fp16_fp16",
        "32 products FP16 x FP16, summed in FP32 by a tree and over groups. One group a cycle, no back-pressure.",
    );
    leaf.means(&[
        (
            "activations",
            "32 FP16 numbers, the first in the lowest bits.",
        ),
        ("weights", "The same of the weights."),
        ("add", "There is a group."),
        ("clear", "The sum begins anew with it."),
        ("sum", "FP32 sum of the groups so far, eight cycles later."),
    ]);
    let activations = leaf.input("activations", LANES * 16);
    let weights = leaf.input("weights", LANES * 16);
    let controls = ["add", "clear"].map(|name| leaf.input(name, 1));
    let inputs = [("activation", &activations), ("weight", &weights)];
    let products = leaf
        .lanes("products", LANES, &product(), &inputs)
        .output("product");
    let group = tree(&mut leaf, &products, LANES, FRACTION, BIAS).named("group_sum");
    let sum = accumulate(&leaf, &group, controls.each_ref());
    leaf.output_at("sum", &sum, 8);
    leaf.build()
}

/// A lane's exact product: 21 bits of fraction, 6 of exponent, sign.
#[named]
pub fn product() -> Circuit {
    let mut leaf = Leaf::new("fp16_product", "FP16 x FP16, exact, normalised.");
    leaf.means(&[
        ("activation", "An FP16 number."),
        ("weight", "Another one."),
        ("product", "Their product two cycles later: fraction, exponent field, sign; the field is 0 for zero."),
    ]);
    let a = Half::of(&leaf.input("activation", 16).register());
    let b = Half::of(&leaf.input("weight", 16).register());
    let some = &a.normal & &b.normal;
    let exact = times(&leaf, &a.flushed(), &gate(&b.significand(), &some)).named("exact");
    let high = exact.sign();
    let fraction = high.mux(&exact.slice(0, 21), &exact.slice(0, 20).shift_left(1));
    let field = (&a.field + &b.field).wrapping_add(&high.extend(6));
    let field = gate(&field, &some);
    let product = concat(&[&fraction, &field, &(&a.negative ^ &b.negative)]);
    leaf.output_at("product", &product.register(), 2);
    leaf.build()
}
