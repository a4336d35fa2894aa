//! The flip-flops of the serial port's pins, and nothing else: synthesis for a board puts them into the pins.

use crate::expr::{Circuit, Leaf, named};

crate::leaf_block! {
    /// See the module's documentation.
    pub struct SerialPins(describe()) {
        /// From the host: the pin, of no clock.
        in rx: 1,
        /// The same, a cycle later.
        out received: 1,
        /// What is sent.
        in sent: 1,
        /// To the host: the pin.
        out tx: 1
    }
}

/// The circuit of [`SerialPins`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "serial_pins",
        "A flip-flop for each pin of the serial port.",
    );
    let rx = leaf.control("rx", 1);
    let sent = leaf.control("sent", 1);
    // A line that rests is 1.
    let state = |name: &str, value| {
        let held = leaf.state(name, 1, 1);
        held.set(value);
        held
    };
    let received = state("held_rx", &rx);
    let tx = state("held_tx", &sent);
    leaf.output("received", &received);
    leaf.output("tx", &tx);
    leaf.build()
}
