//! The chip alone, told by hand: each rule is broken by a cycle, and kept without it.

use Command::{Activate, Precharge, Read, Refresh, SetMode, Stop, Write};
use harmonia_hdl::memory::sdram::timing::Span;
use harmonia_testbench::{
    Command, Geometry, Pins, SdramChip, SdramModel, SdramOptions, SdramRule, SdramViolation,
};

use crate::bench::{ALL, Bench, MODE, rule};

#[test]
fn times_between_commands_are_kept_to_the_cycle() {
    // A sequence that keeps them when it waits `less` cycles less than nothing.
    type Sequence = fn(&mut Bench, usize) -> Result<(), SdramViolation>;
    let sequences: [(SdramRule, Sequence); 8] = [
        (SdramRule::ActivateToAccess, |bench, less| {
            bench.tell(Activate, 1, 5, 3 - less)?;
            bench.tell(Read, 1, 0, 1)
        }),
        (SdramRule::Precharge, |bench, less| {
            bench.tell(Activate, 1, 5, 5)?;
            bench.tell(Precharge, 1, 0, 3 - less)?;
            bench.tell(Activate, 1, 6, 1)
        }),
        (SdramRule::RowOpen, |bench, less| {
            bench.tell(Activate, 1, 5, 5 - less)?;
            bench.tell(Precharge, 1, 0, 1)
        }),
        (SdramRule::Refresh, |bench, less| {
            bench.tell(Refresh, 0, 0, 8 - less)?;
            bench.tell(Activate, 1, 5, 1)
        }),
        (SdramRule::ActivateToActivate, |bench, less| {
            bench.tell(Activate, 1, 5, 2 - less)?;
            bench.tell(Activate, 2, 5, 1)
        }),
        (SdramRule::WriteRecovery, |bench, less| {
            bench.tell(Activate, 1, 5, 3)?;
            bench.write(1, 0, [1; 4], 5 - less)?;
            bench.tell(Precharge, 1, 0, 1)
        }),
        (SdramRule::Truncation, |bench, less| {
            bench.tell(Activate, 1, 5, 3)?;
            bench.tell(Read, 1, 0, 4 - less)?;
            bench.tell(Read, 1, 4, 1)
        }),
        (SdramRule::Contention, |bench, less| {
            bench.tell(Activate, 1, 5, 3)?;
            bench.tell(Read, 1, 0, 8 - less)?;
            bench.write(1, 0, [1; 4], 4)
        }),
    ];
    for (expected, sequence) in sequences {
        assert_eq!(rule(|bench| sequence(bench, 0)), None, "{expected}");
        assert_eq!(rule(|bench| sequence(bench, 1)), Some(expected));
    }
}

#[test]
fn a_row_cycle_that_is_longer_than_its_parts_is_kept() {
    let mut slow = SdramChip::slowest(Geometry::MB32);
    slow.timing.row_cycle = Span::nanoseconds(100);
    let options = SdramOptions {
        chip: slow,
        ..SdramOptions::default()
    };
    for (until, expected) in [(5, None), (4, Some(SdramRule::RowCycle))] {
        let mut bench = Bench {
            model: SdramModel::new(&options, 1),
            data: Vec::new(),
        };
        bench.start(20_000, 8, MODE, 2).unwrap();
        bench.tell(Activate, 1, 5, 5).unwrap();
        bench.tell(Precharge, 1, 0, until).unwrap();
        let found = bench.tell(Activate, 1, 6, 1).err();
        assert_eq!(found.map(|violation| violation.rule), expected);
        assert!(found.is_none_or(|violation| violation.bank == Some(1)));
    }
}

#[test]
fn start_up_is_kept_in_its_order() {
    let first = |power_on, refreshes, mode, mode_set: usize| {
        let mut bench = Bench::new();
        let result = bench.start(power_on, refreshes, mode, mode_set);
        let result = result.and_then(|()| bench.tell(Activate, 0, 0, 1));
        result.err().map(|violation| violation.rule)
    };
    assert_eq!(first(20_000, 8, MODE, 2), None);
    assert_eq!(first(19_999, 8, MODE, 2), Some(SdramRule::StartUp));
    assert_eq!(first(20_000, 7, MODE, 2), Some(SdramRule::StartUp));
    assert_eq!(first(20_000, 8, MODE, 1), Some(SdramRule::ModeSet));
    // A latency of 2 is too short for a cycle of less than 10 ns only; 1 is none.
    assert_eq!(first(20_000, 8, 0x22, 2), None);
    assert_eq!(first(20_000, 8, 0x12, 2), Some(SdramRule::CasLatency));
    assert_eq!(first(20_000, 8, 0x3a, 2), Some(SdramRule::Unsupported));
    let mut bench = Bench::new();
    bench.wait(20_000).unwrap();
    assert_eq!(
        bench.tell(Refresh, 0, 0, 1).unwrap_err().rule,
        SdramRule::StartUp
    );
}

#[test]
fn a_latency_of_2_is_refused_above_100_mhz() {
    let options = SdramOptions {
        kilohertz: 112_500,
        ..SdramOptions::default()
    };
    let mut bench = Bench {
        model: SdramModel::new(&options, 1),
        data: Vec::new(),
    };
    bench.wait(22_500).unwrap();
    bench.tell(Precharge, 0, ALL, 3).unwrap();
    bench.tell(Refresh, 0, 0, 9).unwrap();
    assert_eq!(
        bench.tell(SetMode, 0, 0x22, 1).unwrap_err().rule,
        SdramRule::CasLatency
    );
}

#[test]
fn banks_are_open_for_what_needs_a_row_and_closed_for_what_must_not_have_one() {
    assert_eq!(
        rule(|bench| bench.tell(Read, 2, 0, 1)),
        Some(SdramRule::BankClosed)
    );
    for next in [Activate, Refresh, SetMode] {
        let found = rule(|bench| {
            bench.tell(Activate, 2, 5, 20)?;
            bench.tell(next, 2, MODE, 1)
        });
        assert_eq!(found, Some(SdramRule::BankOpen), "{next:?}");
    }
    let stops = rule(|bench| {
        bench.tell(Activate, 1, 5, 3)?;
        bench.tell(Read, 1, 0, 2)?;
        bench.tell(Stop, 0, 0, 1)
    });
    assert_eq!(stops, Some(SdramRule::Truncation));
    let precharges = rule(|bench| {
        bench.tell(Activate, 1, 5, 3)?;
        bench.tell(Read, 1, ALL, 2)
    });
    assert_eq!(precharges, Some(SdramRule::Unsupported));
}

#[test]
fn rows_are_closed_and_refreshes_made_in_time() {
    // An interval has 781.25 cycles, and a row is open for 10,000 at most.
    let open = |cycles: usize| {
        rule(|bench| {
            bench.tell(Activate, 1, 5, 1)?;
            bench.wait(cycles)
        })
    };
    assert_eq!(open(7_000), None);
    assert_eq!(open(7_100), Some(SdramRule::RefreshAverage));
    let refreshed = |times: usize, after: usize| {
        rule(|bench| {
            (0..times).try_for_each(|_| bench.tell(Refresh, 0, 0, 8))?;
            bench.wait(after)
        })
    };
    // Refreshes that were made early do not make up for a long time without one.
    assert_eq!(refreshed(50, 7_020), None);
    assert_eq!(refreshed(50, 7_040), Some(SdramRule::RefreshGap));
    let mut patient = SdramChip::slowest(Geometry::MB32);
    patient.timing.refresh_interval = Span::nanoseconds(50_000);
    let options = SdramOptions {
        chip: patient,
        ..SdramOptions::default()
    };
    let mut bench = Bench {
        model: SdramModel::new(&options, 1),
        data: Vec::new(),
    };
    bench.start(20_000, 8, MODE, 2).unwrap();
    bench.tell(Activate, 3, 5, 1).unwrap();
    let violation = bench.wait(10_100).unwrap_err();
    assert_eq!(
        (violation.rule, violation.bank),
        (SdramRule::RowOpenLongest, Some(3))
    );
}

#[test]
fn what_is_written_must_be_driven_and_what_is_masked_stays() {
    let undriven = rule(|bench| {
        bench.tell(Activate, 1, 5, 3)?;
        bench.tell(Write, 1, 0, 1)
    });
    assert_eq!(undriven, Some(SdramRule::NoData));

    let mut bench = Bench::started();
    bench.tell(Activate, 1, 5, 3).unwrap();
    bench
        .write(1, 8, [0x1111, 0x2222, 0x3333, 0x4444], 4)
        .unwrap();
    // At a write a mask counts at once; masked bytes need not be driven.
    bench
        .pins(Pins::of(Write, 1, 8).driving(0xaaaa).masking(1))
        .unwrap();
    bench.pins(Pins::IDLE.masking(3)).unwrap();
    bench.pins(Pins::IDLE.driving(0xcccc).masking(2)).unwrap();
    bench.pins(Pins::IDLE.driving(0xdddd)).unwrap();
    bench.data.clear();
    // At a read it counts two cycles later: the mask of the first cycle behind the command is that of the first word.
    bench.pins(Pins::of(Read, 1, 8)).unwrap();
    bench.pins(Pins::IDLE.masking(3)).unwrap();
    bench.wait(6).unwrap();
    assert_eq!(bench.data[4..7], [0x2222, 0x33cc, 0xdddd]);
    assert_ne!(bench.data[3], 0xaa11, "it was masked");
}

#[test]
fn a_burst_stays_in_its_part_of_a_row_and_columns_that_a_chip_does_not_have_are_others() {
    let mut bench = Bench::started();
    bench.tell(Activate, 0, 5, 3).unwrap();
    bench.write(0, 0x100, [1, 2, 3, 4], 4).unwrap();
    for column in [0x102, 0x302] {
        bench.data.clear();
        bench.tell(Read, 0, column, 8).unwrap();
        assert_eq!(bench.data[3..7], [3, 4, 1, 2], "{column:x}");
    }
}
