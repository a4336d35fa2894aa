//! Programs on the simulated system and on the emulated machine: the same bits, the same refusals.

#![allow(clippy::unwrap_used)]

// Tests of the emulated machine use more of it.
#[allow(dead_code)]
#[path = "../../../device/tests/system/bench.rs"]
mod bench;
#[allow(dead_code)]
#[path = "../../../device/tests/system/layer.rs"]
mod layer;
#[path = "../../../device/tests/system/passes.rs"]
mod passes;

use bench::*;
use harmonia_device::system::{EmulatedMachine, MachineLimits};
use harmonia_hdl::{Configuration, MultiplierCell};
use harmonia_sim::{RtlMachine, RtlOptions, Stalls, SystemMemory};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

fn configuration(limits: MachineLimits) -> Configuration {
    Configuration {
        name: "bench".into(),
        description: "a test".into(),
        tokens: limits.token_rows,
        batch: limits.batch,
        vectors: Some(limits.vectors),
        multiplier: MultiplierCell::Portable,
        context: limits.context,
    }
}

fn simulated(limits: MachineLimits, options: RtlOptions) -> RtlMachine {
    let memory = SystemMemory {
        words: MEMORY,
        word_cycles: 1,
    };
    RtlMachine::build(&configuration(limits), options, memory).unwrap()
}

fn options(seed: u64) -> RtlOptions {
    RtlOptions {
        // None, a few, many pauses.
        stalls: Some(Stalls::all([0, 40, 200][seed as usize % 3], seed)),
        memory_latency: 1 + seed as u32 % 40,
        idle_limit: 100_000,
        power_up_seed: seed,
        ..RtlOptions::default()
    }
}

#[test]
fn a_layer_is_that_of_commands_and_vector_operations() {
    for seed in 0..3 {
        layer::run_on(simulated(layer::layer_limits(), options(seed)));
    }
}

#[test]
fn every_pass_ends_and_ends_as_on_the_emulated_machine() {
    let mut machine = simulated(limits(), options(0));
    let cases = std::env::var("HARMONIA_PROGRAMS").map_or(60, |cases| cases.parse().unwrap());
    let config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(cases)
    };
    let machine = std::cell::RefCell::new(&mut machine);
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
        .run(&(passes::passes(), 0..u64::MAX - 1), |(passes, seed)| {
            let emulated = passes::outcome(&mut EmulatedMachine::new(limits()), &passes, seed);
            let mut machine = machine.borrow_mut();
            machine.restart(options(seed)).unwrap();
            let simulated = passes::outcome(&mut **machine, &passes, seed);
            prop_assert_eq!(&emulated.0, &simulated.0);
            let differs = emulated
                .1
                .iter()
                .zip(&simulated.1)
                .position(|(a, b)| a != b);
            prop_assert_eq!(differs, None, "the first word behind DATA that differs");
            Ok(())
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
}
