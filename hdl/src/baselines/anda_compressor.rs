//! Anda's bit-plane compressor, one of its lanes: 64 FP16 numbers to a shared exponent and planes of bits.
//!
//! ```text
//! 64 x FP16 --> largest exponent field --> distance, significand --.
//!     0                1..2                                        v
//!                                   64 x [distance > 0: it counts down, bit 0; else significand shifts left] --> a plane a cycle
//! ```
//!
//! **The paper's** (Anda, HPCA'25): each element's distance to the largest exponent counts down to zero, then the bits of its significand come out, the highest
//! first, so that every cycle gives a plane and what remains is cut off; 16 such lanes of 64 numbers. **Our reading**: one lane; a group is loaded in the
//! cycle of its first plane, and M cycles later the next one may be; subnormal numbers take part as they are, the exponent 31 is one like the others.

use super::figna_aligner::{exponent, largest};
use super::float::Half;
use crate::expr::{Circuit, Leaf, Word, concat, named};

/// FP16 numbers that share an exponent.
pub const LANES: usize = 64;

/// The circuit.
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "anda_compressor",
        "64 FP16 numbers to sign plane, exponent and planes of their mantissas, a plane a cycle. No back-pressure.",
    );
    leaf.means(&[
        (
            "values",
            "64 FP16 numbers, the first in the lowest bits; with `load`.",
        ),
        ("load", "A group is there: its first plane."),
        ("step", "The next plane of the group that was loaded."),
        (
            "plane",
            "A plane, the group's highest first; three cycles after `load` or `step`.",
        ),
        ("signs", "The group's signs."),
        (
            "exponent",
            "The group's largest exponent field, at least 1.",
        ),
    ]);
    let values = leaf.input("values", LANES * 16).register();
    let load = leaf.input("load", 1).control_at(2);
    let step = leaf.input("step", 1).control_at(2);
    let halves: Vec<Half> = (0..LANES)
        .map(|lane| Half::of(&values.slice(16 * lane, 16)))
        .collect();
    let fields: Vec<Word> = halves.iter().map(exponent).collect();
    let largest = largest(fields.clone());
    let joined = |words: &[Word]| concat(&words.iter().collect::<Vec<_>>());
    let apart: Vec<Word> = fields
        .iter()
        .map(|field| largest.wrapping_sub(field))
        .collect();
    let significands: Vec<Word> = halves.iter().map(Half::significand).collect();
    let signs: Vec<Word> = halves.iter().map(|half| half.negative.clone()).collect();
    let inputs = [
        ("significand", &joined(&significands).register()),
        ("distance", &joined(&apart).register()),
        ("load", &load),
        ("step", &step),
    ];
    let plane = leaf
        .lanes("lanes", LANES, &lane(), &inputs)
        .output("plane_bit");
    let held = |name: &str, word: &Word| {
        let state = leaf.state_at(name, word.width(), 0, 2);
        state.set_if(&load, &word.register());
        state.after()
    };
    let signs = held("signs_held", &joined(&signs));
    let exponent = held("exponent_held", &largest);
    leaf.output_at("plane", &plane, 3);
    leaf.output_at("signs", &signs, 3);
    leaf.output_at("exponent", &exponent, 3);
    leaf.build()
}

#[named]
fn lane() -> Circuit {
    let mut leaf = Leaf::new(
        "anda_compressor_lane",
        "A significand's bits, once its distance is counted down.",
    );
    leaf.means(&[
        (
            "significand",
            "Eleven bits, hidden one included; with `load`.",
        ),
        (
            "distance",
            "How far its exponent is below the largest; with `load`.",
        ),
        ("load", "A number is there."),
        ("step", "Its next bit."),
        ("plane_bit", "The bit, a cycle later."),
    ]);
    let significand = leaf.input("significand", 11);
    let distance = leaf.input("distance", 5);
    let load = leaf.input("load", 1);
    let step = leaf.input("step", 1);
    let left = leaf.state_at("places_left", 5, 0, 0);
    let bits = leaf.state_at("bits_left", 11, 0, 0);
    let waits = left.get().any_bit();
    let fewer = left.get().wrapping_sub(&leaf.constant(1, 5));
    let moved = bits.get().slice(0, 10).shift_left(1);
    left.when(&load, &distance).when(&(&step & &waits), &fewer);
    bits.when(&load, &significand)
        .when(&(&step & !&waits), &moved);
    let bit = bits.after().sign() & !left.after().any_bit();
    leaf.output_at("plane_bit", &bit, 1);
    leaf.build()
}
