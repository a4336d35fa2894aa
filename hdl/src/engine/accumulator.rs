//! The accumulator of one token and output: 64 bits with least significant bit 2^-32, and 16 guard bits.
//!
//! ```text
//!          low 40 bits, one cycle   high 40 bits, the next
//! addend --> [ + ] --carry--> [ + ] --> capture --> chain_out --> (next accumulator or the converter to FP32)
//!             ^ |              ^ |          ^ chain_in
//!             `-' reset        `-' reset, in the cycle before a new sum
//!             ^ |              ^ |
//!           [slots]          [slots]        in page order: a sum for each pair of outputs
//! ```
//!
//! Addition modulo 2^80 is associative, so no order, tiling or stall changes a bit; 2^15 addends of full size
//! fit. When the last group of an output has been added, the sum moves into a shift register that runs
//! through all accumulators, so that one converter serves them all while the next output accumulates.
//!
//! In page order ([`crate::layout::command::PAGE_ORDER`]) consecutive groups belong to different sums. Each
//! has a slot in block RAM: read while its addend is still being shifted, put into the sum's register in the
//! cycle before the addend comes, written back in the cycle after the addition. A slot can be read again
//! [`REUSE`] cycles later; the sequencer sees to that.

use super::stage::{ADDEND, CAPTURE};
use crate::expr::{Circuit, Leaf, State, Word, concat, named};
use crate::layout::{ACCUMULATOR_BITS, ADDEND_BITS, CHAIN_BITS, SLOT_BITS, SLOTS};

/// Cycles from a group to the next one of the same slot, at least: read at ADDEND - 3, written at ADDEND + 1,
/// and a word must not be read in the cycle in which it is written.
pub const REUSE: usize = 5;

crate::leaf_block! {
    /// See the module's documentation. Addend at ADDEND; controls arrive one cycle early: they cross the
    /// device. On the chain one cycle after CAPTURE.
    pub struct Accumulator(describe()) {
        /// What the sum gains, two's complement in units of 2^-32; at stage ADDEND.
        in addend: ADDEND_BITS,
        /// The addend was cut off: the sum is marked; at stage ADDEND.
        in overflow: 1,
        /// The activation block had no number in it: the sum is marked; at stage ADDEND.
        in invalid: 1,
        /// An addend comes in the next cycle.
        in add: 1,
        /// The sum begins anew with that addend; nothing without `add`.
        in clear: 1,
        /// The addend that comes two cycles later is for the sum in a slot: page order.
        in page: 1,
        /// The slot whose sum it goes on with, four cycles before it comes.
        in read_slot: SLOT_BITS,
        /// The slot that the sum is written back to, in the cycle of the addend; written in page order only.
        in write_slot: SLOT_BITS,
        /// The sum is complete: it is on the chain two cycles later, whatever was there.
        in capture: 1,
        /// Two cycles later the chain has moved: `chain_out` is what `chain_in` was.
        in shift: 1,
        /// A captured sum of the accumulator before on the drain chain, with its marks.
        in chain_in: CHAIN_BITS,
        /// The sum captured here or moved here: 80 bits in units of 2^-32, then the overflow and the invalid mark.
        out chain_out: CHAIN_BITS
    }
}

const HALF: usize = ACCUMULATOR_BITS / 2;

/// The circuit of [`Accumulator`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "accumulator",
        "80-bit sum in two 40-bit halves a cycle apart, one of many in page order; captured into the drain chain when complete.",
    );
    let addend = leaf.input_at("addend", ADDEND_BITS, ADDEND).as_signed();
    let overflow = leaf.input_at("overflow", 1, ADDEND);
    let invalid = leaf.input_at("invalid", 1, ADDEND);
    let add_next = leaf.input_at("add", 1, ADDEND - 1);
    let clear_next = leaf.input_at("clear", 1, ADDEND - 1);
    let add = add_next.control_at(ADDEND);
    let page_next = leaf.input_at("page", 1, ADDEND - 2).control_at(ADDEND - 1);
    let page = page_next.control_at(ADDEND);
    let read_slot = leaf
        .input_at("read_slot", SLOT_BITS, ADDEND - 4)
        .at(ADDEND - 3);
    let write_slot = leaf
        .input_at("write_slot", SLOT_BITS, ADDEND)
        .at(ADDEND + 1);
    let capture = leaf.input_at("capture", 1, CAPTURE - 1).control_at(CAPTURE);
    let shift = leaf.control("shift", 1).register_from_zero();
    let chain_in = leaf.control("chain_in", CHAIN_BITS);

    // A sum that a new one follows is cleared in the cycle before, by the registers' own reset: a multiplexer
    // in front of the adder, driven from the far end of the device, would decide the clock.
    let clear_low = (&clear_next & &add_next).leaves();
    let clear_high = (&clear_next & &add_next).control_at(ADDEND).leaves();
    let zero = leaf.constant(0, HALF);

    // The high half is a cycle later in everything. Block RAM answers late in the cycle: a register follows.
    let low_slots = leaf.memory("low_slots", SLOTS, HALF + 2);
    let high_slots = leaf.memory("high_slots", SLOTS, HALF);
    let low_slot = low_slots.read(&read_slot).register().named("low_slot");
    let high_slot = high_slots
        .read(&read_slot.register())
        .register()
        .named("high_slot");
    let keep_low = (&add & &page).control_at(ADDEND + 1);

    let low = leaf.state("low", HALF, 0);
    let sum = low.get() + &addend.slice(0, HALF);
    let low_sum = sum.slice(0, HALF);
    let held = add.leaves().mux(&low_sum.leaves(), low.get());
    let held = page_next
        .leaves()
        .mux(&low_slot.slice(0, HALF).leaves(), &held);
    low.set(&clear_low.mux(&zero, &held));
    let low_result = leaf.state_at("low_result", HALF, 0, ADDEND);
    low_result.set_if(&add, &low_sum);

    let carry = sum.slice(HALF, 1).register();
    let rest = addend
        .slice(HALF, ADDEND_BITS - HALF)
        .as_signed()
        .register()
        .extend(HALF);
    let high_controls = [&add, &page, &clear_high];
    let high_result = high_half(&leaf, high_controls, &high_slot, &rest, &carry);

    let clear = clear_next.at(ADDEND);
    let flag = |name: &str, now: &Word, bit: usize| {
        let flag = leaf.state_at(name, 1, 0, ADDEND);
        let before = page.mux(&low_slot.bit(HALF + bit).at(ADDEND), flag.get());
        let before = clear.mux(&before.zero(1), &before);
        flag.set_if(&add, &(&before | now));
        flag
    };
    let flags = [
        flag("overflowed", &overflow, 0),
        flag("invalidated", &invalid, 1),
    ];
    let low_kept = concat(&[&low_result.after(), &flags[0].after(), &flags[1].after()]);
    low_slots.write(&keep_low, &write_slot, &low_kept);
    high_slots.write(
        &keep_low.control_at(ADDEND + 2),
        &write_slot.at(ADDEND + 2),
        &high_result.after(),
    );

    // Low half and flags wait one cycle for the high half.
    let complete = concat(&[
        &low_result.after().register(),
        &high_result.after(),
        &flags[0].after().register(),
        &flags[1].after().register(),
    ]);
    let chain = leaf.state_at("chain", CHAIN_BITS, 0, CAPTURE);
    let moved = shift.mux(&chain_in, chain.get());
    chain.set(&capture.mux(&complete, &moved));
    leaf.output_at("chain_out", &chain.after(), CAPTURE + 1);
    leaf.build()
}

/// The high half of the sum, and what every addend has made of it.
#[named]
fn high_half(
    leaf: &Leaf,
    [add, page, clear]: [&Word; 3],
    slot: &Word,
    rest: &Word,
    carry: &Word,
) -> State {
    let add_high = add.control_at(ADDEND + 1);
    let high = leaf.state("high", HALF, 0);
    let sum = high
        .get()
        .wrapping_add_with_carry(&rest.as_unsigned(), carry);
    let held = add_high.leaves().mux(&sum.leaves(), high.get());
    let held = page.leaves().mux(&slot.leaves(), &held);
    high.set(&clear.mux(&leaf.constant(0, HALF), &held));
    let high_result = leaf.state_at("high_result", HALF, 0, ADDEND + 1);
    high_result.set_if(&add_high, &sum);
    high_result
}
