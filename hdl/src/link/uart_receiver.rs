//! Bytes of a UART's pin: 8 bits, no parity, a stop bit.
//!
//! The pin is taken into the clock by two registers; of three samples in a row the most count. A byte begins when the level falls,
//! and is nothing if it is high again in the middle of the start bit. Bits are sampled in their middles, counted from that fall: a
//! sender may be 4 % too fast or too slow. A byte without a stop bit is dropped, and the line must be high before the next one.

use super::{BYTE, Rate};
use crate::expr::{Circuit, Leaf, concat, named};

crate::leaf_block! {
    /// See the module's documentation.
    pub struct UartReceiver(describe(Rate::new(100_000_000, 3_000_000))) {
        /// The pin, of no clock.
        in pin: 1,
        /// A byte.
        out octet: BYTE,
        /// It has come: for one cycle.
        out valid: 1
    }
}

/// The circuit of [`UartReceiver`].
#[named]
pub fn describe(rate: Rate) -> Circuit {
    let mut leaf = Leaf::new("uart_receiver", "Bytes of a UART's pin.");
    let pin = leaf.control("pin", 1);
    let state = |name: &str, width: usize, initial: u128| leaf.state(name, width, initial);

    let samples = state("samples", 5, 31);
    samples.set(&concat(&[&pin, &samples.slice(0, 4)]));
    let [a, b, c] = [2, 3, 4].map(|sample| samples.bit(sample));
    let level = state("level", 1, 1);
    level.set(&(&(&a & &b) | (&(&b & &c) | (&a & &c))));
    let before = state("level_before", 1, 1);
    before.set(&level);

    let busy = state("busy", 1, 0);
    let begins = (&(!busy.get() & !level.get()) & before.get()).named("begins");
    let phase = state("phase", rate.width, 0);
    let moved = phase.get() + &leaf.constant(rate.step, rate.width);
    // A cycle late, for which the phase begins a step ahead: the sum is long, and what waits for it is much.
    let middle = (busy.get() & moved.sign())
        .register_from_zero()
        .named("middle");
    phase
        .when(&begins, (1 << (rate.width - 1)) + rate.step)
        .when(&busy, &moved.slice(0, rate.width));
    let count = state("count", 4, 0);
    count
        .when(&begins, 0)
        .when(&middle, &count.wrapping_add(&leaf.constant(1, 4)));
    let stop = (&middle & &count.is(1 + BYTE as u128)).named("stop");
    let glitch = (&(&middle & &count.is(0)) & level.get()).named("glitch");
    busy.when(&begins, 1).when(&(&stop | &glitch), 0);
    let byte = state("byte_shift", BYTE, 0);
    byte.when(
        &(&middle & &!&stop),
        &concat(&[&byte.slice(1, BYTE - 1), &level]),
    );
    // A register more: the pin holds this end of the chip, packets are taken apart at another.
    let valid = (&stop & level.get()).register_from_zero();
    leaf.output("octet", &byte.register());
    leaf.output("valid", &valid.register_from_zero());
    leaf.build()
}
