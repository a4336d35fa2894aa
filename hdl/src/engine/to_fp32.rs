//! Accumulator to FP32, round half to even; or a word of it, as it is.
//!
//! ```text
//! 80 bits --> range check, magnitude --> leading zeros, normalise (4 stages) --> round --> FP32, overflow, invalid
//! value = accumulator * 2^-32;   exponent field = 127 + 63 - 32 - leading zeros
//! ```
//!
//! `overflow` is raised by a lost addend or a sum outside 64 bits; the low 64 bits are converted all the same.
//! Neither subnormals nor infinities can arise: magnitudes lie between 2^-32 and 2^31.

use crate::expr::{Circuit, Leaf, concat, leading_zeros, mux_tree, named};
use crate::layout::{ACCUMULATOR_BITS, CHAIN_BITS, PART_BITS, RESULT_BITS};

/// Cycles from `accumulator_valid` to result.
pub const LATENCY: usize = 8;

crate::leaf_block! {
    /// See the module's documentation. One result a cycle, [`LATENCY`] cycles after `accumulator_valid`, which comes a cycle
    /// before its accumulator; no back-pressure of its own.
    pub struct ToFp32(describe()) {
        /// A sum from the drain chain: 80 bits in units of 2^-32, then the overflow and the invalid mark.
        in accumulator: CHAIN_BITS,
        /// A sum is there in the next cycle; one per cycle, no back-pressure.
        in accumulator_valid: 1,
        /// What of it is wanted: 0 for the FP32 value, 1 to 3 for bits 31:0, 63:32 and 79:64, the last ones
        /// sign-extended. With `accumulator_valid`.
        in part: PART_BITS,
        /// The sum's lowest 64 bits as FP32, rounded half to even, then overflow (a mark, or a sum beyond 64 bits)
        /// and invalid; or a word of it, with its marks.
        out result: RESULT_BITS,
        /// A result is there and must be taken: room for it was counted before its command went on.
        out result_valid: 1
    }
}

/// The circuit of [`ToFp32`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "to_fp32",
        "80-bit fixed point, least significant bit 2^-32, to FP32, round half to even.",
    );
    leaf.own_origin();
    let input = leaf.input_at("accumulator", CHAIN_BITS, 1);
    let valid = leaf.input("accumulator_valid", 1);
    let part = leaf.input("part", PART_BITS).register();
    let as_it_is = part.any_bit().named("as_it_is");
    let value = input.slice(0, 64);
    let above = input.slice(63, ACCUMULATOR_BITS - 63);
    let in_range = &above.every_bit() | !&above.any_bit();
    let overflow = &input.bit(ACCUMULATOR_BITS) | !&(&in_range | &as_it_is);
    let invalid = input.bit(ACCUMULATOR_BITS + 1);
    // 127 + 63 - 32
    let top = leaf.constant(158, 8);
    let fp32 = leaf
        .part("rounding", &rounding(), &[("value", &value), ("top", &top)])
        .output("float");
    let [low, middle] = [0, 32].map(|bit| input.slice(bit, 32));
    let high = input.slice(64, ACCUMULATOR_BITS - 64).as_signed();
    let high = high.extend(32).as_unsigned();
    let word = mux_tree(&part, &[low.zero(32), low, middle, high])
        .register()
        .named("word");
    let flags = concat(&[&overflow, &invalid]).at(LATENCY);
    let value = as_it_is.at(LATENCY).mux(&word.at(LATENCY), &fp32);
    leaf.output_at("result", &concat(&[&value, &flags]), LATENCY);
    leaf.output_at("result_valid", &valid.control_at(LATENCY), LATENCY);
    leaf.build()
}

/// A 64-bit two's complement number as FP32, rounded half to even; seven stages. `top` is the exponent field of bit 63, and tells so
/// what the number's unit is; no number may need a field outside 1 to 254.
#[named]
pub(crate) fn rounding() -> Circuit {
    let mut leaf = Leaf::new(
        "round_to_fp32",
        "64-bit two's complement to FP32, rounded half to even.",
    );
    leaf.means(&[
        ("value", "A number in two's complement, one per cycle."),
        (
            "top",
            "The exponent field of a number whose highest bit is bit 63: it says what the unit is.",
        ),
        ("float", "The number as FP32, seven cycles later."),
    ]);
    let value = leaf.input("value", 64);
    let top = leaf.control("top", 8);
    let negative = value.sign();
    let magnitude = (&value ^ &negative.as_signed().extend(64).as_unsigned())
        .wrapping_add(&negative.extend(64))
        .register()
        .named("magnitude");

    let zero = !&magnitude.any_bit();
    let (zeros, normal) = leading_zeros(&magnitude, &[0, 1, 3, 5]);
    let stage = normal.stage().expect("pipelined");
    // 24 bits are kept; the next one is half a unit in the last place, the rest tells a tie from more.
    let kept = normal.slice(40, 23);
    let half = normal.bit(39);
    let more = normal.slice(0, 39).any_bit();
    let up = &half & (&more | &normal.bit(40));
    // A carry out of the fraction steps the exponent, as the encoding intends.
    let exponent = top.wrapping_sub(&zeros.extend(8));
    let unrounded = concat(&[&kept, &exponent]);
    let unrounded = zero
        .at(stage)
        .mux(&unrounded.zero(31), &unrounded)
        .register();
    let up = up.register().named("round_up");
    let float = unrounded.wrapping_add(&up.extend(31));
    // The highest bit of what is normalised is the hidden one.
    leaf.unused(&normal.sign());
    leaf.output(
        "float",
        &concat(&[&float, &negative.at(stage + 1)])
            .register()
            .named("rounded"),
    );
    leaf.build()
}
