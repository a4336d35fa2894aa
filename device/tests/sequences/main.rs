//! Several sequences on the emulator.

#![allow(clippy::unwrap_used)]

mod scenario;

use harmonia_device::Emulator;

#[test]
fn sequences_in_any_order_have_the_bits_that_each_has_alone() {
    for seed in 0..20 {
        let mut device = Emulator::with_tokens(4);
        scenario::run(seed, &mut device, &mut || Box::new(Emulator::new()));
    }
}
