//! The flip-flops of the pins, one for each pin and direction, and nothing else: synthesis for a board puts them into the pins.

use super::SdramPins;
use super::address::BANK_BITS;
use super::command::{BYTES, DATA_BITS, PIN_ADDRESS_BITS};
use crate::expr::{Circuit, Leaf, named};

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Pins(describe()) {
        /// Chip select, row and column address strobe, write enable, from bit 0 on; 0 is active.
        in strobes: 4,
        /// The bank.
        in bank: BANK_BITS,
        /// The address.
        in address: PIN_ADDRESS_BITS,
        /// Bytes that are masked.
        in mask: BYTES,
        /// What is written.
        in written: DATA_BITS,
        /// It is to be on the pins.
        in drives: 1,
        /// What the data pins held a cycle ago.
        out part: DATA_BITS,
        /// The chip, whose clock is always enabled.
        link chip: SdramPins,
    }
}

/// A data pin's flip-flops. Each pin has a module of its own: sixteen equal flip-flops that let pins go would become one elsewhere.
#[named]
fn data_pin() -> Circuit {
    let mut leaf = Leaf::new(
        "sdram_data_pin",
        "The flip-flops of a data pin: what is written, whether the pin is let go, what is read.",
    );
    let written = leaf.control("written", 1);
    let drives = leaf.control("drives", 1);
    let read = leaf.control("read", 1);
    let off = leaf.state("off_now", 1, 1);
    off.set(&!&drives);
    leaf.output("out", &written.register());
    leaf.output("off", &off);
    leaf.output("part", &read.register());
    leaf.build()
}

/// The circuit of [`Pins`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new("sdram_pins", "A flip-flop for each pin and direction.");
    let strobes = leaf.control("strobes", 4);
    let bank = leaf.control("bank", BANK_BITS);
    let address = leaf.control("address", PIN_ADDRESS_BITS);
    let mask = leaf.control("mask", BYTES);
    let written = leaf.control("written", DATA_BITS);
    let drives = leaf.control("drives", 1);
    let read = leaf.control("chip_d_in", DATA_BITS);
    // No command while power comes on.
    let held = leaf.state("held_strobes", 4, 15);
    held.set(&strobes);
    leaf.output("chip_cke", &leaf.constant(1, 1));
    for (index, name) in ["chip_csn", "chip_rasn", "chip_casn", "chip_wen"]
        .iter()
        .enumerate()
    {
        leaf.output(name, &held.bit(index));
    }
    leaf.output("chip_ba", &bank.register());
    leaf.output("chip_a", &address.register());
    leaf.output("chip_dqm", &mask.register());
    let inputs = [("written", &written), ("drives", &drives), ("read", &read)];
    let data = leaf.lanes("data", DATA_BITS, &data_pin(), &inputs);
    leaf.output("chip_d_out", &data.output("out"));
    leaf.output("chip_d_off", &data.output("off"));
    leaf.output("part", &data.output("part"));
    leaf.build()
}
