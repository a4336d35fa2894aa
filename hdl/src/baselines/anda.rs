//! Anda: groups of 64, a plane of bits a cycle, the group's scale, an FP32 sum.
//!
//! ```text
//! 64 x (bit, sign, INT4) --> sum of +-weight where the bit is set, + 2 x so far --> x scale --> normalise, round --> FP32 sum
//!        0                                       1..2                                2..3           3..4                5
//! ```
//!
//! **The paper's** (Anda, HPCA'25): 64 activations share an exponent of 5 bits and have sign and a mantissa of M bits, cut off; memory holds planes of
//! bits; a unit adds the weights whose bit is set, plane by plane, the highest first, shifts and accumulates, shifts by M, converts with the exponent, multiplies
//! with the weights' scale and sums groups in FP32. **Our reading**: signs and weights are held outside while a group's planes come, as all operands
//! of these elements are; M, 4 to 8, is told with each plane; one carry-save array for the 64 terms and what is so far; the shift by M is one of the
//! exponent; the scale is multiplied before the sum is normalised, once for both.

use super::float::{accumulate, scaled};
use super::integer::{Terms, flip, gate, magnitude};
use crate::expr::{Circuit, Leaf, Word, named};

/// Lanes.
pub const LANES: usize = 64;
/// The most planes of a group.
pub const MOST_PLANES: usize = 8;
/// Bits of a group's sum: at most 64 * 8 * 255 in magnitude.
const TOTAL: usize = 18;

/// The circuit.
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "anda",
        "64 products of bit-serial mantissas and INT4, summed exactly, scaled, and summed in FP32 over groups. \
         A plane a cycle, no back-pressure.",
    );
    leaf.means(&[
        (
            "plane",
            "A bit of the mantissas of 64 activations, the first in the lowest bit.",
        ),
        ("signs", "Their signs, with every plane of the group."),
        (
            "weights",
            "64 integers, -8 to 7, with every plane of the group.",
        ),
        (
            "exponent",
            "The group's exponent field, 1 to 31, with its last plane.",
        ),
        ("planes", "Planes of the group, with its last one."),
        ("scale", "The group's FP16 scale, with its last plane."),
        (
            "first",
            "It is the group's first plane, of the highest bits.",
        ),
        ("step", "There is a plane."),
        ("add", "It is the group's last one."),
        (
            "clear",
            "The sum begins anew with the group; with its last plane.",
        ),
        (
            "sum",
            "FP32 sum of the groups so far, five cycles after a group's last plane.",
        ),
    ]);
    let plane = leaf.input("plane", LANES).register();
    let signs = leaf.input("signs", LANES).register();
    let weights = leaf.input("weights", LANES * 4).register();
    let exponent = leaf.input("exponent", 5);
    let planes = leaf.input("planes", 4);
    let scale = leaf.input("scale", 16);
    let first = leaf.input("first", 1).register();
    let step = leaf.input("step", 1).control_at(1);
    let controls = ["add", "clear"].map(|name| leaf.input(name, 1));

    let total = leaf.state_at("total", TOTAL, 0, 1);
    let mut terms = Terms::default();
    for lane in 0..LANES {
        let (bit, sign) = (plane.bit(lane), signs.bit(lane));
        let weight = gate(&flip(&weights.slice(4 * lane, 4), &sign), &bit);
        terms.add_signed(&weight).add(&(&sign & &bit), 0);
    }
    let twice = gate(&total.get().slice(0, TOTAL - 1), &!&first).shift_left(1);
    let sum = terms.add(&twice, 0).total(&leaf, TOTAL);
    total.set_if(&step, &sum);
    let total = total.after().as_signed();

    let (negative, integer) = magnitude(&total);
    // The lowest plane weighs 2^(exponent - 15 - planes + 1).
    let lowest = lowest_field(&leaf, &exponent, &planes).at(2);
    let scaled = scaled(
        &leaf,
        &integer.slice(0, TOTAL - 1),
        &negative,
        &lowest,
        &scale.at(2),
    );
    let sum = accumulate(&leaf, &scaled.normalised(), controls.each_ref());
    leaf.output_at("sum", &sum, 5);
    leaf.build()
}

/// The exponent field of FP32 of what the lowest plane weighs.
#[named]
fn lowest_field(leaf: &Leaf, exponent: &Word, planes: &Word) -> Word {
    let offset = leaf.constant(127 - 15 + 1, 8);
    let top = exponent.extend(8).wrapping_add(&offset);
    top.wrapping_sub(&planes.extend(8))
}
