//! Controllers that count one cycle too few, or too many: the chip refuses each for its reason.

use harmonia_hdl::memory::sdram::cycles::Cycles;
use harmonia_testbench::{Geometry, SdramChip, SdramRule, Stall, TestbenchError};

use crate::system::{Noise, Traffic, chip, cycles, instance};

/// The first rule that a controller breaks.
fn broken(change: impl Fn(&mut Cycles)) -> Option<SdramRule> {
    let kilohertz = 100_000;
    let mut cycles = cycles(kilohertz);
    change(&mut cycles);
    let slowest = SdramChip::slowest(Geometry::MB64);
    let mut instance = instance(&cycles, chip(slowest, kilohertz));
    let mut noise = Noise(3);
    let mut traffic = Traffic::default();
    // Rows of one bank after the other, read and written in turns, then a stream that leaves no pause.
    for _ in 0..6000 {
        traffic.write(noise.below(1 << 23) as usize, noise.next(), 0xff);
        traffic.write(noise.below(1 << 12) as usize * 256, noise.next(), 0xff);
    }
    let known = |address: usize| address as u64 * 0x9E37_79B9;
    for address in 0..128 {
        traffic.write(address, known(address), 0xff);
    }
    let words: Vec<u64> = (0..64).map(known).collect();
    for _ in 0..400 {
        traffic.read(0, &words);
    }
    for _ in 0..20 {
        traffic.read(1, &words[1..2]);
        traffic.write(0, words[0], 0xff);
    }
    match traffic.run(&mut instance, [Stall::NONE; 2], 1) {
        Ok(_) => None,
        Err(TestbenchError::Sdram { violation, .. }) => Some(violation.rule),
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn a_controller_that_counts_as_the_chip_does_breaks_no_rule() {
    assert_eq!(broken(|_| ()), None);
}

#[test]
fn a_controller_that_counts_otherwise_is_refused_for_its_reason() {
    type Change = fn(&mut Cycles);
    // tMRD passes while the controller looks for what to do first, tRC and tRRD with its other counts and its pace; for a longer
    // time without a refresh it would have to make refreshes before they are due.
    let changes: [(SdramRule, Change); 10] = [
        (SdramRule::ActivateToAccess, |cycles| {
            cycles.activate_to_access -= 1
        }),
        (SdramRule::Precharge, |cycles| cycles.precharge -= 1),
        (SdramRule::RowOpen, |cycles| cycles.row_open -= 2),
        (SdramRule::Refresh, |cycles| cycles.refresh -= 1),
        (SdramRule::WriteRecovery, |cycles| {
            cycles.write_recovery -= 1
        }),
        (SdramRule::Truncation, |cycles| cycles.access -= 1),
        (SdramRule::Contention, |cycles| cycles.read_to_write -= 1),
        (SdramRule::StartUp, |cycles| cycles.start_up_intervals -= 1),
        (SdramRule::RefreshAverage, |cycles| {
            cycles.refresh_interval += 80
        }),
        (SdramRule::RefreshAverage, |cycles| cycles.postponed = 12),
    ];
    for (rule, change) in changes {
        assert_eq!(broken(change), Some(rule));
    }
}
