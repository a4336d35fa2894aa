//! Programs on the simulated system and on the emulated machine: the same bits, the same refusals.

#![allow(clippy::unwrap_used)]

// Tests of the emulated machine use more of it.
#[allow(dead_code)]
#[path = "../../../device/tests/system/bench.rs"]
mod bench;
#[allow(dead_code)]
#[path = "../../../device/tests/system/layer.rs"]
mod layer;
#[allow(dead_code)]
#[path = "../../../device/tests/system/tiles.rs"]
mod tiles;

use bench::*;
use harmonia_contract::Format;
use harmonia_device::system::{Machine, MachineLimits};
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

/// Shapes, cuts and pauses at random.
fn tiles_agree(token_rows: usize) {
    let limits = MachineLimits {
        token_rows,
        ..limits()
    };
    let machine = std::cell::RefCell::new(simulated(limits, options(0)));
    for format in Format::ALL {
        let case = tiles::full(token_rows, format);
        case.run_on(&mut Bench::with(&mut *machine.borrow_mut()));
    }
    let config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(40)
    };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
        .run(&tiles::cases(), |case| {
            let mut machine = machine.borrow_mut();
            machine.restart(options(case.seed)).unwrap();
            case.run_on(&mut Bench::with(&mut *machine));
            Ok(())
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn both_orders_of_tiles_give_the_bits_of_the_definition_on_one_row() {
    tiles_agree(1);
}

#[test]
fn both_orders_of_tiles_give_the_bits_of_the_definition_on_two_rows() {
    tiles_agree(2);
}

#[test]
fn both_orders_of_tiles_give_the_bits_of_the_definition_on_four_rows() {
    tiles_agree(4);
}

#[test]
fn a_check_takes_words_as_memory_gives_them() {
    let limits = layer::layer_limits();
    for (word_cycles, share) in [(1, 99), (2, 99), (4, 99)] {
        let memory = SystemMemory {
            words: MEMORY,
            word_cycles,
        };
        let options = RtlOptions::default();
        let mut machine = RtlMachine::build(&configuration(limits), options, memory).unwrap();
        let before = machine.cycles().unwrap();
        machine.check(&[(0..MEMORY).into()]).unwrap();
        let took = machine.cycles().unwrap() - before;
        let ideal = MEMORY as u64 * u64::from(word_cycles);
        println!("{MEMORY} words, {word_cycles} cycles each: checked in {took}");
        assert!(100 * ideal >= share * took, "{word_cycles}: {took}");
    }
}
