//! FP32 values to a block of keys or values, four lanes per cycle: 32 values in eight beats, one block out.
//!
//! ```text
//! 4 x FP32 --> sign, exponent, 12 fraction bits --+--> pass 1: largest of the block --> scale byte -----+
//!                                                 |                                                     v
//!                                                 `--> delay memory, two blocks --> pass 2: shift, divide by 8 + f
//!                                                                                             |
//!                                           32 mantissas <-- shift register <-- four of them -'
//! ```
//!
//! The arithmetic is docs/attention.md's: the scale byte c = 8 E + f is the smallest for which the largest
//! magnitude rounds to at most 247 or 239, an element is its magnitude divided by (8 + f) 2^(E - 25), rounded
//! half away from zero. 13 bits of a significand decide both. The eight beats may have gaps; blocks may follow
//! each other without any. Magnitudes must be below 2^17: FP16 values are, and rotated keys.

mod element;
mod scale_choice;

pub use element::element;
pub use scale_choice::scale_choice;

use crate::attention::layout::KV_SCALE_BITS;
use crate::expr::{Circuit, Leaf, Word, concat, counter, maximum_tree, named};
use crate::layout::{GROUP, MANTISSAS_BITS};
use element::{KEY_BITS, key};

/// Values per beat.
pub const LANES: usize = 4;
/// Beats per block.
pub const BEATS: usize = GROUP / LANES;
/// Cycles from a block's last beat to `block_valid`.
pub const LATENCY: usize = 30;
/// Cycle in which a beat enters the memory. A block lies there until the block after the next takes its place.
const STORED: usize = 2;
/// Cycle in which the second pass reads a block's first beat, after its last one came.
const SECOND_PASS: usize = 9;
/// The beat of the same place two blocks later comes `2 * BEATS` cycles after it.
const _: () = assert!(SECOND_PASS <= STORED + BEATS);

crate::leaf_block! {
    /// See the module's documentation. The block is there in the cycle of the pulse `block_valid`,
    /// [`LATENCY`] cycles after the block's last beat.
    pub struct KvConverter(describe()) {
        /// Four FP32 values of a block, the first in the lowest bits; below 2^17 in magnitude, which nothing
        /// here checks.
        in values: LANES * 32,
        /// Four values are there, and are taken: there is no back-pressure, and any number of cycles may lie
        /// between two fours of a block.
        in values_valid: 1,
        /// The block is kept with digits of 3 bits, its magnitudes are at most 239; else with 4 bits, and 247.
        /// With a block's last four values.
        in three: 1,
        /// 32 mantissas of 9 bits, the first in the lowest bits, each a magnitude of 8 bits with its sign above;
        /// 0 has none. There in the cycle of `block_valid`.
        out mantissas: MANTISSAS_BITS,
        /// The block's scale byte 8 E + f: a value is its mantissa times (8 + f) 2^(E - 25).
        out scale: KV_SCALE_BITS,
        /// A pulse when a block is complete, 30 cycles after its last four values.
        out block_valid: 1
    }
}

/// The circuit of [`KvConverter`].
#[named]
pub fn describe() -> Circuit {
    const INDEX: usize = BEATS.trailing_zeros() as usize;
    let mut leaf = Leaf::new(
        "kv_converter",
        "4 x FP32 a cycle to blocks of 32 signed magnitudes, at most 247 or 239, and their scale.",
    );
    let values = leaf.input("values", LANES * 32).register();
    let valid = leaf.input("values_valid", 1).control_at(STORED);
    let three = leaf.input("three", 1);

    let lanes = leaf.lanes("key_lanes", LANES, &key(), &[("value", &values)]);
    let signs = lanes.output("negative").named("signs");
    let beat = concat(&[&lanes.output("key").named("keys"), &signs]);
    let memory = leaf.memory("beats", 2 * BEATS, beat.width());
    let place = counter(&leaf, "place", INDEX + 1, &valid);
    memory.write(&valid, &place, &beat.at(STORED));
    let ends = &valid & &place.slice(0, INDEX).every_bit();
    let begins = &valid & !&place.slice(0, INDEX).any_bit();

    // Pass 1.
    let key = maximum_tree(lanes.each("key"));
    let stage = key.stage().expect("pipelined");
    let (valid, begins) = (valid.control_at(stage), begins.control_at(stage));
    let largest = leaf.state_at("largest", KEY_BITS, 0, stage);
    let smaller = &largest.get().less_than(&key) | &begins;
    largest.set_if(&(&valid & &smaller), &key);
    let inputs = [
        ("largest", &largest.after()),
        ("three", &three.at(stage + 1)),
    ];
    let scale = leaf
        .part("choice", &scale_choice(), &inputs)
        .output("scale");
    let stage = scale.stage().expect("pipelined");
    let chosen = ends.control_at(stage).leaves();
    let begin = ends.control_at(stage - 1).leaves();
    debug_assert_eq!(stage, SECOND_PASS);

    // Pass 2: its stages count from the cycle in which a beat is read, the one before its block's scale is held.
    let held_scale = leaf.state("held_scale", KV_SCALE_BITS, 0);
    held_scale.set_if(&chosen, &scale.leaves());
    let reading = leaf.state("reading", 1, 0);
    let again = counter(&leaf, "again", INDEX + 1, reading.get());
    let last = &again.slice(0, INDEX).every_bit() & reading.get();
    reading.set(&(&begin | (reading.get() & !&last)));
    let beat = memory.look_up(&again.enters(0)).register();
    let scale = held_scale.get().enters(1);
    let inputs = [
        ("key", &beat.slice(0, LANES * KEY_BITS)),
        ("negative", &beat.slice(LANES * KEY_BITS, LANES)),
        ("scale", &scale),
    ];
    let lanes = leaf.lanes("element_lanes", LANES, &element(), &inputs);
    let four = lanes.output("mantissa").named("four_mantissas");
    let stage = four.stage().expect("pipelined");
    let arrives = reading.get().enters(0).control_at(stage);
    let block = leaf.state_at("block", MANTISSAS_BITS, 0, stage);
    let kept = block
        .get()
        .slice(four.width(), MANTISSAS_BITS - four.width());
    block.set_if(&arrives, &concat(&[&kept, &four]));

    leaf.output("mantissas", &block.after().leaves());
    leaf.output("scale", &scale.at(stage + 1).leaves());
    leaf.output(
        "block_valid",
        &last.enters(0).control_at(stage + 1).leaves(),
    );
    debug_assert_eq!(SECOND_PASS + BEATS + stage, LATENCY);
    leaf.build()
}

/// A step of a restoring division: whether twice the remainder, with the dividend's next bit below it, holds the
/// divisor, and what remains; at most a carry chain and a choice. The remainder is below the divisor and has
/// its width.
#[named]
fn divide_step(remainder: &Word, next_bit: &Word, divisor: &Word) -> (Word, Word) {
    let width = divisor.width();
    let partial = concat(&[next_bit, remainder]);
    let difference = partial.wrapping_sub(&divisor.extend(width + 1));
    let holds = (!&difference.sign()).named("quotient_bit");
    let left = holds.mux(&difference.slice(0, width), &partial.slice(0, width));
    (holds, left.named("remainder"))
}
