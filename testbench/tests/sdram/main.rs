//! The SDRAM controller beside a strict model of the chip, and the model itself.

#![allow(clippy::unwrap_used)]

mod bench;
mod broken;
mod rules;
mod system;
mod traffic;

use std::collections::HashMap;

use harmonia_fpga::{Check, IcarusCompile, Lint, Runner, Toolbox};
use harmonia_hdl::Readability;
use harmonia_hdl::memory::sdram::address::SIZES;
use harmonia_testbench::{CHIPS, Geometry, SdramChip, SdramFault, Stall};
use system::{Noise, State, Traffic, chip, cycles, instance, state};

/// Reads of words that were written, at addresses close to each other and far apart, among them ends of blocks and of banks.
fn mixed(
    noise: &mut Noise,
    words: usize,
    written: &mut HashMap<usize, u64>,
    requests: usize,
) -> Traffic {
    let mut traffic = Traffic::default();
    let mut near = 0;
    for _ in 0..requests {
        if noise.below(8) == 0 {
            near = noise.below(words as u64 - 200) as usize;
        }
        let address = near + noise.below(130) as usize;
        if noise.below(2) == 0 {
            let (data, enables) = (noise.next(), noise.next() as u8 | noise.next() as u8);
            // A word that nobody has written holds noise: all of it is written first.
            let known = written.get(&address).copied();
            let enables = if known.is_some() { enables } else { 0xff };
            traffic.write(address, data, enables);
            let mask = (0..8).filter(|byte| enables >> byte & 1 == 1);
            let mask: u64 = mask.map(|byte| 0xff << (8 * byte)).sum();
            written.insert(address, known.unwrap_or(0) & !mask | data & mask);
        } else {
            let known = (address..address + 64).map_while(|at| written.get(&at).copied());
            let known: Vec<u64> = known.collect();
            let length = noise.below(known.len() as u64 + 1) as usize;
            if length > 0 {
                traffic.read(address, &known[..length]);
            }
        }
    }
    traffic
}

/// Random traffic on one chip, with pauses of any rate.
fn random_traffic(kilohertz: u64, of: SdramChip, seed: u64) {
    let mut noise = Noise(seed);
    let mut instance = instance(&cycles(kilohertz), chip(of, kilohertz));
    let mut written = HashMap::new();
    // A stretch that is written from end to end, for long reads.
    let mut all = Traffic::default();
    for address in 0..400 {
        let data = noise.next();
        all.write(address, data, 0xff);
        written.insert(address, data);
    }
    all.run(&mut instance, [Stall::NONE; 2], seed).unwrap();
    for round in 0..6 {
        let traffic = mixed(&mut noise, of.geometry.words(), &mut written, 400);
        let stalls = [0; 2].map(|_| Stall(noise.below(240) as u8 * (round % 2)));
        traffic
            .run(&mut instance, stalls, seed + u64::from(round))
            .unwrap();
    }
    let model = instance.sdram().unwrap();
    for (address, word) in written {
        assert_eq!(model.word(address), word, "word {address} of {}", of.name);
    }
}

#[test]
fn words_are_those_that_were_written_on_every_chip_at_every_clock_whatever_the_pauses() {
    let geometries = Geometry::ALL.map(SdramChip::slowest);
    for (index, of) in geometries.into_iter().chain(CHIPS).enumerate() {
        for kilohertz in [75_000, 100_000, 112_500, 133_000] {
            random_traffic(kilohertz, of, 7 * kilohertz + index as u64);
        }
    }
}

/// Reads of 64 words that follow each other, and the cycles that they take.
fn stream(instance: &mut harmonia_testbench::Instance, requests: usize) -> u64 {
    let model = instance.sdram().unwrap();
    let mut traffic = Traffic::default();
    for request in 0..requests {
        let words: Vec<u64> = (0..64)
            .map(|word| model.word(64 * request + word))
            .collect();
        traffic.read(64 * request, &words);
    }
    traffic.run(instance, [Stall::NONE; 2], 1).unwrap().cycles - system::SETTLE
}

#[test]
fn reads_that_follow_each_other_use_more_than_98_percent_of_the_peak_and_no_refresh_is_missed() {
    for (kilohertz, geometry) in [
        (100_000, Geometry::MB64),
        (112_500, Geometry::MB32),
        (133_000, Geometry::MB16),
    ] {
        let mut instance = instance(
            &cycles(kilohertz),
            chip(SdramChip::slowest(geometry), kilohertz),
        );
        // Words where the chip was looked at have been overwritten.
        assert!(state(&mut instance, false).unwrap().found);
        let cycles = stream(&mut instance, 400);
        let share = 400 * 64 * 4 * 10_000 / cycles;
        println!(
            "{kilohertz} kHz, {geometry:?}: {share} / 10000, {:?}",
            instance.sdram().unwrap().counts()
        );
        assert!(share >= 9800, "{kilohertz} kHz: {share}");
        let counts = instance.sdram().unwrap().counts();
        let intervals = cycles * 128_000 / kilohertz / 1000;
        assert!(counts.refreshes + 8 >= intervals, "{intervals}: {counts:?}");
    }
}

#[test]
fn writes_that_follow_each_other_use_more_than_97_percent_of_the_peak() {
    let slowest = SdramChip::slowest(Geometry::MB16);
    let mut instance = instance(&cycles(100_000), chip(slowest, 100_000));
    assert!(state(&mut instance, false).unwrap().found);
    let shares = traffic::shares(&mut instance, 200_000, 1).unwrap();
    for (name, share) in shares {
        println!("{share:6.2} % of the peak: {name}");
    }
    assert!(shares[1].1 >= 97.0, "{shares:?}");
}

#[test]
fn the_size_of_every_chip_is_found() {
    for (code, geometry) in Geometry::ALL.into_iter().enumerate() {
        assert_eq!(SIZES[code], geometry.words());
        let mut instance = instance(
            &cycles(100_000),
            chip(SdramChip::slowest(geometry), 100_000),
        );
        let expected = State {
            found: true,
            size: code as u64,
            tested: false,
            errors: 0,
            first_error: 0,
        };
        let found = state(&mut instance, false).unwrap();
        assert_eq!(
            State {
                first_error: 0,
                ..found
            },
            expected,
            "{geometry:?}"
        );
    }
}

/// What a test of all memory finds, of a chip with these faults.
fn tested(faults: &[SdramFault]) -> State {
    let slowest = SdramChip::slowest(Geometry::MB8);
    let mut instance = instance(&cycles(100_000), chip(slowest, 100_000));
    assert!(state(&mut instance, false).unwrap().found);
    instance.sdram_mut().unwrap().set_faults(faults);
    let found = state(&mut instance, true).unwrap();
    assert!(found.tested);
    found
}

#[test]
fn a_test_of_all_memory_finds_lines_that_stand_still_or_touch_and_nothing_else() {
    assert_eq!(tested(&[]).errors, 0);
    // A bit of every word is wrong once, in one of the two patterns or the other.
    let still = tested(&[SdramFault::Data {
        line: 3,
        value: true,
    }]);
    let words = Geometry::MB8.words() as u64;
    assert_eq!((still.errors, still.first_error), (2 * words, 0));
    // Of four rows whose lines touch, three are one; the last one that is written keeps its words.
    let shorted = tested(&[SdramFault::Shorted { lines: [4, 9] }]);
    assert_eq!(shorted.errors % (words / 4), 0);
    assert!(shorted.errors > 0);
}

#[test]
fn every_front_end_takes_it_in_silence_and_queues_become_memories() {
    let design = system::design(&cycles(100_000));
    let (top, verilog) = (design.top.as_str(), design.verilog.as_str());
    let toolbox = Toolbox::from_environment();
    let lint = Lint { top, verilog }.run_once(&toolbox).unwrap();
    assert!(lint.is_empty(), "{lint:?}");
    IcarusCompile { top, verilog }.run_once(&toolbox).unwrap();
    let check = Check { top, verilog }.run_once(&toolbox).unwrap();
    assert!(check.passes(), "{check:?}");
    assert_eq!(check.flip_flop_memories(0).count(), 0, "{check:?}");
    let made_up = Readability::of(verilog).made_up_share();
    assert!(
        made_up <= 0.1,
        "{made_up} of the names were given by nobody"
    );
}
