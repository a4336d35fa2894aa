//! Random commands of every kind, between any two others: the simulated engine and the emulator give the same
//! outcome, error and bits.

#![allow(clippy::unwrap_used)]

use harmonia_hdl::Configuration;
use harmonia_sim::{Fuzz, FuzzCounts};

/// Sequences on each configuration.
const SEQUENCES: u64 = 80;

/// What can never come right after what: a layout has no tokens yet, and an ATTEND leaves no loaded block.
const NEVER: [(&str, &str); 4] = [
    ("CONFIGURE", "STORE"),
    ("CONFIGURE", "COMMIT"),
    ("CONFIGURE", "ATTEND"),
    ("ATTEND", "MATMUL"),
];

fn random_commands_agree(name: &str, first_seed: u64) {
    let mut fuzz = Fuzz::new(&Configuration::named(name).unwrap()).unwrap();
    for seed in first_seed..first_seed + SEQUENCES {
        if let Err(error) = fuzz.run(seed) {
            panic!("{error}");
        }
    }
    let counts = fuzz.counts();
    for (before, followed) in FuzzCounts::KINDS.iter().zip(&counts.followed) {
        for (after, times) in FuzzCounts::KINDS.iter().zip(followed) {
            let never = NEVER.contains(&(before, after));
            assert_eq!(*times == 0, never, "{after} after {before}: {times} times");
        }
    }
    // Enough of each kind of outcome that the comparison means something.
    assert!(counts.results > 20 * counts.sequences, "{counts:?}");
    assert!(counts.refused > 0 && counts.faults > 0, "{counts:?}");
    assert!(
        2 * (counts.refused + counts.faults) < counts.calls,
        "{counts:?}"
    );
}

#[test]
fn random_commands_agree_on_one_token_row() {
    random_commands_agree("single", 1);
}

#[test]
fn random_commands_agree_on_two_token_rows() {
    random_commands_agree("pair", 1_001);
}

#[test]
fn random_commands_agree_on_four_token_rows() {
    random_commands_agree("quad", 2_001);
}

#[test]
fn random_commands_agree_on_vendor_multipliers() {
    random_commands_agree("ulx3s-85f", 3_001);
}
