//! FP32 values to an M8 block, four lanes per cycle: 32 values in eight beats, one block out.
//!
//! ```text
//!              pass 1: largest key of the block --> E ---------------+
//! 4 x FP32 --+                                                       v
//!            `-> delay memory, two blocks --> pass 2: shift, round, sign --> shift register --> 32 mantissas
//! ```
//!
//! The rule is that of [`crate::engine::float_to_bfp`], with the limit chosen block by block: E is the
//! smallest exponent of at least -128 for which the largest magnitude rounds to at most 255, 247 or 239; a
//! block that rounds to nothing has E = 0. The eight beats may have gaps; blocks may follow each other
//! without any. Values must be finite.

use crate::engine::float_to_bfp::Limit;
use crate::expr::{Circuit, Leaf, Word, concat, maximum_tree, mux_tree, named};
use crate::float::{biased_exponent, float_key, float_mantissa};
use crate::layout::{EXPONENT_BITS, GROUP, MANTISSAS_BITS};

/// Values per beat.
pub const LANES: usize = 4;
/// Beats per block.
pub const BEATS: usize = GROUP / LANES;
/// Cycles from a block's last beat to `block_valid`.
pub const LATENCY: usize = 22;
/// Cycle in which the second pass reads a block's first beat, after its last one went in.
const SECOND_PASS: usize = 8;

crate::leaf_block! {
    /// See the module's documentation. `limit` is 0 for 255, 1 for 247, 2 for 239, and stays the same from a
    /// block's first beat to its last. The block is there in the cycle of the pulse `block_valid`,
    /// [`LATENCY`] cycles after the block's last beat.
    pub struct KvConverter(describe()) {
        /// Four FP32 values of a block, the first in the lowest bits; finite, which nothing here checks.
        in values: LANES * 32,
        /// Four values are there, and are taken: there is no back-pressure, and any number of cycles may lie
        /// between two fours of a block.
        in values_valid: 1,
        /// Largest magnitude that the block may round to: 0 for 255, 1 for 247 (digits of 4 bits), 2 for 239
        /// (digits of 3 bits). It stays from a block's first four values to its last.
        in limit: 2,
        /// 32 signed mantissas of 9 bits, the first in the lowest bits; there in the cycle of `block_valid`.
        out mantissas: MANTISSAS_BITS,
        /// The block's exponent, two's complement: a value is its mantissa times 2^exponent. 0 for a block of
        /// zeros.
        out exponent: EXPONENT_BITS,
        /// A pulse when a block is complete, 22 cycles after its last four values.
        out block_valid: 1
    }
}

/// The circuit of [`KvConverter`].
#[named]
pub fn describe() -> Circuit {
    const INDEX: usize = BEATS.trailing_zeros() as usize;
    let mut leaf = Leaf::new(
        "kv_converter",
        "4 x FP32 a cycle to blocks of 32 9-bit mantissas, largest magnitude 255, 247 or 239.",
    );
    let values = leaf.input("values", LANES * 32).register();
    let valid = leaf.input("values_valid", 1).control_at(1);
    let limit = leaf.input("limit", 2).register();
    let thresholds = [Limit::M8, Limit::M4, Limit::M3, Limit::M3]
        .map(|limit| leaf.constant(limit.threshold(), 8));
    let threshold = mux_tree(&limit, &thresholds);

    // Beats lie in the memory while two blocks come in: a block's second pass ends before the block after the
    // next needs its room.
    let memory = leaf.memory("beats", 2 * BEATS, LANES * 32);
    let beat = counter(&leaf, "beat", INDEX + 1, &valid);
    memory.write(&valid, &beat, &values);
    let ends = &valid & &beat.slice(0, INDEX).every_bit();
    let begins = &valid & !&beat.slice(0, INDEX).any_bit();

    // Pass 1.
    let inputs = [("value", &values), ("threshold", &threshold)];
    let lanes = leaf.lanes("key_lanes", LANES, &float_key(), &inputs);
    // Infinities and NaN do not get here.
    leaf.unused(&lanes.output("special").named("special"));
    lanes.output("key").named("keys");
    let key = maximum_tree(lanes.each("key"));
    let nonzero = lanes.output("nonzero").named("nonzero").any_bit();
    let stage = key.stage().expect("pipelined");
    let nonzero = nonzero.at(stage);
    let (valid, begins) = (valid.control_at(stage), begins.control_at(stage));
    let largest = leaf.state_at("largest", key.width(), 0, stage);
    let smaller = &largest.get().less_than(&key) | &begins;
    largest.set_if(&(&valid & &smaller), &key);
    let any_nonzero = leaf.state_at("any_nonzero", 1, 0, stage);
    let before = any_nonzero.get() & !&begins;
    any_nonzero.set_if(&valid, &(&before | &nonzero));
    let biased = biased_exponent(&largest.after());
    let nonzero = any_nonzero.after().at(stage + 3);
    let complete = ends.control_at(stage + 3);

    // Pass 2: its stages count from the cycle in which a beat is read.
    let held_exponent = leaf.state("held_exponent", biased.width(), 0);
    held_exponent.set_if(&complete.leaves(), &biased.leaves());
    let held_nonzero = leaf.state("held_nonzero", 1, 0);
    held_nonzero.set_if(&complete.leaves(), &nonzero.leaves());
    let reading = leaf.state("reading", 1, 0);
    let again = counter(&leaf, "again", INDEX + 1, reading.get());
    let last = &again.slice(0, INDEX).every_bit() & reading.get();
    reading.set(&(&complete.leaves() | (reading.get() & !&last)));
    debug_assert_eq!(complete.stage(), Some(SECOND_PASS - 1));
    let values = memory.look_up(&again.enters(0)).register();
    let biased = held_exponent.get().enters(0).at(1).named("block_exponent");
    let inputs = [("value", &values), ("biased_exponent", &biased)];
    let lanes = leaf.lanes("mantissa_lanes", LANES, &float_mantissa(0), &inputs);
    let four = lanes.output("mantissa").named("four_mantissas");
    let stage = four.stage().expect("pipelined");
    let arrives = reading.get().enters(0).control_at(stage);
    let block = leaf.state_at("block", MANTISSAS_BITS, 0, stage);
    let kept = block
        .get()
        .slice(four.width(), MANTISSAS_BITS - four.width());
    block.set_if(&arrives, &concat(&[&kept, &four]));

    let exponent = biased.slice(0, 8).wrapping_sub(&leaf.constant(134, 8));
    let nonzero = held_nonzero.get().enters(0).at(1);
    let exponent = nonzero.mux(&exponent, &exponent.zero(8)).register();
    leaf.output("mantissas", &block.after().leaves());
    leaf.output("exponent", &exponent.at(stage + 1).leaves());
    leaf.output(
        "block_valid",
        &last.enters(0).control_at(stage + 1).leaves(),
    );
    debug_assert_eq!(SECOND_PASS + BEATS - 1 + stage + 1, LATENCY);
    leaf.build()
}

/// How often `step` was set before, modulo `2^width`.
#[named]
fn counter(leaf: &Leaf, name: &str, width: usize, step: &Word) -> Word {
    let state = leaf.state_at(name, width, 0, step.stage());
    let one = leaf.constant(1, width);
    state.set_if(step, &state.get().wrapping_add(&one));
    state.get().clone()
}
