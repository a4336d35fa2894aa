//! Programs at random: whatever lies in memory, a pass ends, and two machines end it alike.

use harmonia_device::system::EmulatedMachine;
use proptest::prelude::*;

use crate::bench::*;
use crate::passes::{outcome, passes};
use crate::wired::peer;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_pass_ends_and_ends_alike_behind_a_link(passes in passes(), seed in 0..u64::MAX) {
        let direct = outcome(&mut EmulatedMachine::new(limits()), &passes, seed);
        let wired = outcome(&mut peer(), &passes, seed);
        prop_assert_eq!(&direct.0, &wired.0);
        prop_assert!(direct.1 == wired.1, "memory differs");
    }
}
