//! FIGNA: activations aligned beforehand, integers times INT4, the group's scale, an FP32 sum.
//!
//! ```text
//! 32 x (aligned significand, INT4) --> products, integer sum --> x scale --> normalise, round --> FP32 sum of groups
//!          0                                 1..2                 2..3           3..4                5
//! ```
//!
//! **The paper's** (FIGNA, HPCA'24): FP16 activations are aligned to the largest exponent of those that are summed, by a circuit that a row of
//! units shares ([`figna_aligner`](super::figna_aligner)); significands of 14 bits meet integer weights in integer units; the result is made a float
//! again. Anda's authors compare with variants of 8 bits, FIGNA-M8. **Our reading**: significands come in two's complement, so that a lane is a multiplier and
//! nothing else; the sum of 32 products is exact and one carry-save array; it is multiplied with the scale before it is normalised, once for both, with the bits of an
//! FP32 sum times the scale. Its codes for weights without a zero are left out: they serve an error bound, not the area. A scale that is a subnormal
//! number is zero.

use super::float::{accumulate, scaled};
use super::integer::{Terms, magnitude};
use crate::expr::{Circuit, Leaf, Word, named};

/// Lanes.
pub const LANES: usize = 32;

/// The circuit of a name, with significands of so many bits beside their sign.
#[named]
pub fn describe(name: &str, bits: usize) -> Circuit {
    let mut leaf = Leaf::new(
        name,
        "32 products of aligned significands and INT4, summed exactly, scaled, and summed in FP32 over groups. \
         One group a cycle, no back-pressure.",
    );
    leaf.means(&[
        (
            "significands",
            "32 aligned significands, two's complement, the first in the lowest bits.",
        ),
        (
            "exponent",
            "The largest exponent field of the group, at least 1.",
        ),
        ("weights", "32 integers, -8 to 7."),
        ("scale", "The group's FP16 scale."),
        ("add", "There is a group."),
        ("clear", "The sum begins anew with it."),
        ("sum", "FP32 sum of the groups so far, five cycles later."),
    ]);
    let significands = leaf.input("significands", LANES * (bits + 1)).register();
    let exponent = leaf.input("exponent", 5);
    let weights = leaf.input("weights", LANES * 4).register();
    let scale = leaf.input("scale", 16);
    let controls = ["add", "clear"].map(|name| leaf.input(name, 1));

    let mut terms = Terms::default();
    for lane in 0..LANES {
        let significand = significands.slice(lane * (bits + 1), bits + 1);
        terms.signed_product(&significand, &weights.slice(4 * lane, 4), 0);
    }
    // Below 2^bits * 8 * 32 in magnitude.
    let width = bits + 9;
    let total = terms.total(&leaf, width).register().named("total");
    let sum = scaled_sum(
        &leaf,
        [&total, &exponent, &scale],
        bits - 1,
        controls.each_ref(),
    );
    leaf.output_at("sum", &sum, 5);
    leaf.build()
}

/// The FP32 sum over groups of `total * 2^(exponent - 15 - below) * scale`.
#[named]
fn scaled_sum(
    leaf: &Leaf,
    [total, exponent, scale]: [&Word; 3],
    below: usize,
    controls: [&Word; 2],
) -> Word {
    let stage = total.stage().expect("pipelined");
    let (negative, integer) = magnitude(total);
    let integer = integer.slice(0, total.width() - 1);
    let lowest = exponent
        .at(stage)
        .extend(8)
        .wrapping_add(&leaf.constant((127 - 15 - below) as u128, 8));
    let scaled = scaled(leaf, &integer, &negative, &lowest, &scale.at(stage));
    accumulate(leaf, &scaled.normalised(), controls)
}
