//! Bytes to a UART's pin: 8 bits, no parity, a stop bit.

use super::{BYTE, Rate};
use crate::expr::{Circuit, Leaf, concat, named};
use crate::stream::incoming;

crate::leaf_block! {
    /// See the module's documentation.
    pub struct UartTransmitter(describe(Rate::new(100_000_000, 3_000_000))) {
        /// Bytes to send.
        stream in bytes: BYTE,
        /// The pin, a register.
        out pin: 1
    }
}

/// The circuit of [`UartTransmitter`].
#[named]
pub fn describe(rate: Rate) -> Circuit {
    let mut leaf = Leaf::new("uart_transmitter", "Bytes to a UART's pin.");
    let [byte, valid] = incoming(&mut leaf, "bytes", BYTE);
    let one = leaf.constant(1, 1);
    // Start bit, byte, and ones for ever.
    let bits = leaf.state("bits", BYTE + 1, (1 << (BYTE + 1)) - 1);
    let left = leaf.state("bits_left", 4, 0);
    let busy = left.any_bit();
    let ready = !&busy;
    let begins = (&ready & &valid).named("begins");
    let phase = leaf.state("phase", rate.width, 0);
    let moved = phase.get() + &leaf.constant(rate.step, rate.width);
    let over = (&busy & moved.sign()).named("over");
    phase
        .when(&begins, 0)
        .when(&busy, &moved.slice(0, rate.width));
    left.when(&begins, 2 + BYTE as u128)
        .when(&over, &left.wrapping_sub(&leaf.constant(1, 4)));
    bits.when(&begins, &concat(&[&leaf.constant(0, 1), &byte]))
        .when(&over, &concat(&[&bits.slice(1, BYTE), &one]));
    leaf.output("bytes_ready", &ready);
    leaf.output("pin", &bits.bit(0));
    leaf.build()
}
