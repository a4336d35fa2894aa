//! Ports of blocks: that they are the circuit's, and say what they mean.

use super::refused;
use harmonia_hdl::expr::{Circuit, Leaf, Stepper};

mod delay {
    harmonia_hdl::leaf_block! {
        /// Gives a value a cycle later.
        pub struct Delay {
            /// The value.
            in value: 4,
            /// The value of the cycle before.
            out delayed: 4,
        }
    }
}
use delay::Delay;

mod silent {
    harmonia_hdl::leaf_block! {
        /// Says of one port what it means.
        pub struct Silent {
            /// The value.
            in value: 4,
            out delayed: 4,
        }
    }
}

mod silent_stream {
    harmonia_hdl::leaf_block! {
        /// Says of no stream what it carries.
        pub struct SilentStream { stream in up: 4 }
    }
}

/// Ports of the given names and width.
fn circuit(input: &str, output: &str, width: usize) -> Circuit {
    let mut leaf = Leaf::new("stamp", "For a test.");
    let value = leaf.input(input, width);
    leaf.output(output, &value.register());
    leaf.build()
}

#[test]
fn a_blocks_ports_are_its_circuits() {
    Delay::new(circuit("value", "delayed", 4));
    for other in [
        circuit("value", "delayed", 5),
        circuit("value", "late", 4),
        circuit("delayed", "value", 4),
    ] {
        refused(&["ports of stamp", "\"value\"", "\"delayed\""], || {
            Delay::new(other)
        });
    }
}

#[test]
fn a_port_without_a_meaning_is_refused() {
    refused(
        &["leaf stamp: port `delayed`", "no meaning", "`///`"],
        || silent::Silent::new(circuit("value", "delayed", 4)),
    );
    let mut leaf = Leaf::new("stamp", "For a test.");
    let data = leaf.control("up_data", 4);
    let valid = leaf.control("up_valid", 1);
    leaf.unused(&data);
    leaf.output("up_ready", &valid);
    refused(&["leaf stamp: port `up_data`", "no meaning"], || {
        silent_stream::SilentStream::new(leaf.build())
    });
}

#[test]
fn only_a_port_has_a_meaning() {
    let mut leaf = Leaf::new("stamp", "For a test.");
    leaf.input("value", 4);
    leaf.means(&[("value", "A value."), ("values", "Values.")]);
    refused(&["leaf stamp", "`values`", "no port"], || leaf.build());
}

#[test]
fn a_circuit_is_asked_for_ports_that_it_has() {
    let mut stepper = Stepper::new(circuit("value", "delayed", 4));
    stepper.update(false);
    refused(&["leaf stamp has no", "Output", "late"], || {
        stepper.get("late")
    });
    refused(&["leaf stamp has no", "Input", "delayed"], || {
        stepper.set("delayed", 1u8.into())
    });
}
