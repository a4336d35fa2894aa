//! Floats to one M8 block: 32 values in eight beats of four, one block out.
//!
//! ```text
//! 4 x FP32 --> key {exponent field, would round past 255} --> pass 1: largest of the block --> E --+
//!         `--> 8 integer bits, half, sticky --> delay memory, two blocks --> pass 2: shift right <-+
//!                                                      --> round half to even, sign --> four mantissas --> sum
//!                                                                   32 mantissas <-- shift register <--'
//! ```
//!
//! `E` is the smallest exponent for which the largest magnitude rounds to at most 255; it is `max exponent - 7`,
//! one more where the largest significand is at least 255 + 1/2 (255 is odd, so the tie rounds up, past
//! it). Below -128 it stays there; a block that rounds to nothing has E = 0. A block with an infinity or a NaN is `invalid`
//! and its mantissas are 0. The eight beats may have gaps; blocks may follow each other without any.

use crate::expr::{Circuit, Leaf, Word, adder_tree, concat, counter, maximum_tree, named};
use crate::float::{KEPT_BITS, KEY_BITS, biased_exponent, float_key, float_mantissa};
use crate::layout::{
    ACTIVATION_BEAT_BITS, BLOCK_BITS, BLOCK_SUM_BITS, GROUP, MANTISSAS_BITS, activation_block,
};

/// Values per beat.
pub const LANES: usize = ACTIVATION_BEAT_BITS / 32;
/// Beats per block.
const BEATS: usize = GROUP / LANES;
/// Cycles from a block's last beat to the block.
pub const LATENCY: usize = 23;
/// Cycle in which a beat enters the memory. A block lies there until the block after the next takes its place.
const STORED: usize = 2;
/// Cycle in which the second pass reads a block's first beat, after its last one came.
const SECOND_PASS: usize = 7;
/// The beat of the same place two blocks later comes `2 * BEATS` cycles after it.
const _: () = assert!(SECOND_PASS <= STORED + BEATS);

crate::leaf_block! {
    /// See the module's documentation. No back-pressure of its own.
    pub struct Fp32ToBfp(describe()) {
        /// Four FP32 values of a block, the first in the lowest bits.
        in values: ACTIVATION_BEAT_BITS,
        /// Four values are there, and are taken.
        in values_valid: 1,
        /// 32 signed mantissas of 9 bits, exponent, sum of the mantissas, and whether a value was infinite or no
        /// number.
        out block: BLOCK_BITS,
        /// A block is there and must be taken: 23 cycles after its last values.
        out block_valid: 1,
        /// The next beat is the last one of its block.
        out completes: 1
    }
}

/// The circuit of [`Fp32ToBfp`].
#[named]
pub fn describe() -> Circuit {
    const INDEX: usize = BEATS.ilog2() as usize;
    let mut leaf = Leaf::new(
        "fp32_to_bfp",
        "4 x FP32 a cycle to blocks of 32 9-bit mantissas, largest magnitude 255.",
    );
    let values = leaf.input("values", ACTIVATION_BEAT_BITS).register();
    let valid = leaf.control("values_valid", 1);
    let place = counter(&leaf, "place", INDEX + 1, &valid);
    let completes = place.slice(0, INDEX).every_bit();
    let ends = (&valid & &completes).enters(0);
    let begins = !&place.slice(0, INDEX).any_bit();
    let begins = (&valid & &begins).enters(0);
    let (valid, place) = (valid.enters(0), place.enters(0));

    let lanes = leaf.lanes("key_lanes", LANES, &float_key(), &[("value", &values)]);
    let kept = lanes.output("kept");
    let memory = leaf.memory("beats", 2 * BEATS, LANES * KEPT_BITS);
    memory.write(&valid.control_at(STORED), &place.at(STORED), &kept);

    // Pass 1.
    let of_block = |name: &str, bit: &str| {
        let some = lanes.output(bit).any_bit();
        let (valid, begins) = (valid.control_at(STORED), begins.control_at(STORED));
        let so_far = leaf.state_at(name, 1, 0, STORED);
        so_far.set_if(&valid, &(&some | &(so_far.get() & !&begins)));
        so_far.after()
    };
    let (invalid, nonzero) = (
        of_block("invalid", "special"),
        of_block("nonzero", "nonzero"),
    );
    let key = maximum_tree(lanes.each("key"));
    let stage = key.stage().expect("pipelined");
    let (valid, begins) = (valid.control_at(stage), begins.control_at(stage));
    let largest = leaf.state_at("largest", KEY_BITS, 0, stage);
    let smaller = &largest.get().less_than(&key) | &begins;
    largest.set_if(&(&valid & &smaller), &key);
    let biased = biased_exponent(&largest.after());
    let stage = biased.stage().expect("pipelined");
    debug_assert_eq!(stage, SECOND_PASS);
    let exponent = biased.slice(0, 8).wrapping_sub(&leaf.constant(134, 8));
    let exponent = nonzero.at(stage).mux(&exponent, &exponent.zero(8));
    let chosen = concat(&[&invalid.at(stage), &exponent, &biased]);

    // Pass 2: its stages count from the cycle in which a beat is read, the one before what was chosen for its block is held.
    let held = leaf.state("held", chosen.width(), 0);
    held.set_if(&ends.control_at(stage).leaves(), &chosen.leaves());
    let reading = leaf.state("reading", 1, 0);
    let again = counter(&leaf, "again", INDEX + 1, &reading);
    let first = !&again.slice(0, INDEX).any_bit();
    let last = &again.slice(0, INDEX).every_bit() & reading.get();
    let begin = ends.control_at(stage - 1).leaves();
    reading.set(&(&begin | (reading.get() & !&last)));
    let kept = memory.look_up(&again.enters(0)).register();
    let held = held.get().enters(1);
    let (invalid, exponent, biased) = (held.bit(0), held.slice(1, 8), held.slice(9, 9));
    let inputs = [
        ("kept", &kept),
        ("biased_exponent", &biased),
        ("invalid", &invalid.at(5)),
    ];
    let lanes = leaf.lanes("mantissa_lanes", LANES, &float_mantissa(), &inputs);
    let signed = lanes.each("mantissa").iter().map(Word::as_signed).collect();
    let partial = adder_tree(signed, vec![]);
    let stage = partial.stage().expect("pipelined");
    let arrives = reading.get().enters(0).control_at(stage);
    let sum = leaf.state_at("sum", BLOCK_SUM_BITS, 0, stage);
    let partial = partial.extend(BLOCK_SUM_BITS).as_unsigned();
    let longer = sum.get().wrapping_add(&partial);
    sum.set_if(&arrives, &first.enters(0).at(stage).mux(&partial, &longer));
    let mantissas = leaf.state_at("mantissas", MANTISSAS_BITS, 0, stage);
    let four = lanes.output("mantissa").at(stage);
    let kept = mantissas
        .get()
        .slice(four.width(), MANTISSAS_BITS - four.width());
    mantissas.set_if(&arrives, &concat(&[&kept, &four]));

    let [exponent, invalid] = [&exponent, &invalid].map(|word| word.at(stage + 1));
    let block = activation_block::pack(&mantissas.after(), &exponent, &sum.after(), &invalid);
    leaf.output("block", &block.leaves());
    let valid = last.enters(0).control_at(stage + 1);
    leaf.output("block_valid", &valid.leaves());
    leaf.output("completes", &completes);
    debug_assert_eq!(SECOND_PASS + BEATS + stage, LATENCY);
    leaf.build()
}
