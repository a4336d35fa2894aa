//! Random programs, legal and illegal: the simulated system, and one behind frames in software, end each as the emulated
//! machine does, and leave the same memory.

#![allow(clippy::unwrap_used)]

use harmonia_contract::program::{COMMANDS, Refusal};
use harmonia_hdl::Configuration;
use harmonia_sim::{ProgramCounts, ProgramFuzz, small_system};

fn run(mut fuzz: ProgramFuzz, first_seed: u64, programs: u64) -> ProgramCounts {
    let mut seed = first_seed;
    while fuzz.counts().programs < programs {
        if let Err(error) = fuzz.run(seed) {
            panic!("{error}");
        }
        seed += 1;
    }
    fuzz.counts().clone()
}

/// Commands that raise flags, and what drivers see to before a pass.
const FLAGGED: [&str; 8] = [
    "NORM", "SWIGLU", "ADD", "MULTIPLY", "ROPE", "MATMUL", "STORE", "ATTEND",
];
const SEEN_TO: [&str; 3] = ["overlap", "bank", "slot"];

/// Everything was drawn that there is.
fn is_whole(counts: &ProgramCounts) {
    let ended = |kind: &str| counts.outcomes.get(kind).copied().unwrap_or(0);
    for opcode in COMMANDS {
        assert!(
            counts.executed[opcode.name] > 0,
            "{}: {counts:?}",
            opcode.name
        );
    }
    let mut refusals = 0;
    for (kind, times) in &counts.outcomes {
        if kind.starts_with("machine.refused.") {
            assert!(*times > 0, "{kind}: {counts:?}");
            refusals += 1;
        }
    }
    assert_eq!(refusals, Refusal::ALL.len());
    for name in FLAGGED {
        assert!(ended(&format!("flagged {name}")) > 0, "{name}: {counts:?}");
    }
    for rule in SEEN_TO {
        assert!(ended(&format!("machine.{rule}")) > 0, "{rule}: {counts:?}");
    }
    assert!(4 * ended("done") > counts.programs, "{counts:?}");
}

#[test]
fn programs_end_alike_behind_frames_whatever_they_are() {
    for rows in [1, 2, 4] {
        let fuzz = ProgramFuzz::behind_frames(&small_system(rows)).unwrap();
        let counts = run(fuzz, 1, 3_000);
        println!("{counts:#?}");
        is_whole(&counts);
    }
}

fn programs_agree(configuration: &Configuration, first_seed: u64) {
    let counts = run(
        ProgramFuzz::simulated(configuration).unwrap(),
        first_seed,
        150,
    );
    assert!(counts.cycles > 0 && counts.outcomes.len() > 5, "{counts:?}");
}

#[test]
fn programs_agree_on_one_token_row() {
    programs_agree(&small_system(1), 1_000_001);
}

#[test]
fn programs_agree_on_two_token_rows() {
    programs_agree(&small_system(2), 2_000_001);
}

#[test]
fn programs_agree_on_four_token_rows() {
    programs_agree(&small_system(4), 3_000_001);
}

#[test]
fn programs_agree_on_a_named_system() {
    programs_agree(&Configuration::named("system").unwrap(), 4_000_001);
}
