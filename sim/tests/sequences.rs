//! Several sequences on the simulated accelerator, each against the emulator alone.

#![allow(clippy::unwrap_used)]

#[path = "../../device/tests/sequences/scenario.rs"]
mod scenario;

use harmonia_device::Emulator;
use harmonia_hdl::Configuration;
use harmonia_sim::{Rtl, RtlOptions};

#[test]
fn sequences_in_any_order_have_the_bits_that_each_has_alone() {
    for (seed, name) in [(100, "single"), (101, "pair"), (102, "quad")] {
        let configuration = Configuration::named(name).unwrap();
        let mut rtl = Rtl::build(&configuration, RtlOptions::default()).unwrap();
        scenario::run(seed, &mut rtl, &mut || Box::new(Emulator::new()));
    }
}
