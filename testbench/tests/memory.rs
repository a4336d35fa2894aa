//! The memory behind a port against an array, with random requests, pauses and back-pressure.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use harmonia_testbench::{
    BuildOptions, Design, Direction, Input, Instance, InstanceOptions, MemoryOptions, MemoryPort,
    Output, Report, Rule, Run, Simulation, Stall, Stream, TestbenchError,
};
use proptest::prelude::*;

const WORDS: usize = 1 << 12;

fn build(top: &str) -> Arc<Simulation> {
    let stream = |name: &str, direction, width, handshake| Stream {
        name: name.into(),
        direction,
        width,
        handshake,
    };
    let passes = top == "passes";
    let mut streams = vec![stream("words", Direction::Output, 64, passes)];
    if passes {
        streams.push(stream("request", Direction::Input, 105, true));
    }
    let design = Design {
        top: top.into(),
        verilog: include_str!("designs/memory.v").into(),
        models: String::new(),
        streams,
        memory: Some(MemoryPort {
            name: "memory".into(),
        }),
        sdram: None,
    };
    Simulation::build(&design, &BuildOptions::default()).unwrap()
}

fn instance(top: &str, memory: MemoryOptions) -> Instance {
    let options = InstanceOptions {
        memory,
        ..InstanceOptions::default()
    };
    build(top).instance_with(&options).unwrap()
}

fn memory(latency: u32, stall: u8) -> MemoryOptions {
    MemoryOptions {
        words: WORDS,
        latency,
        stall: Stall(stall),
        seed: 3,
        ..MemoryOptions::default()
    }
}

#[derive(Clone, Copy, Debug)]
enum Request {
    Read {
        address: usize,
        length: usize,
    },
    Write {
        address: usize,
        data: u64,
        enables: u8,
    },
}
use Request::{Read, Write};

impl Request {
    fn beat(self) -> [u32; 4] {
        let (address, length, write, enables, data) = match self {
            Read { address, length } => (address, length, 0, 0, 0),
            Write {
                address,
                data,
                enables,
            } => (address, 1, 1, enables, data),
        };
        let bits = address as u128
            | (length as u128) << 24
            | write << 32
            | u128::from(enables) << 33
            | u128::from(data) << 41;
        std::array::from_fn(|word| (bits >> (32 * word)) as u32)
    }
}

/// Runs the requests, one stream of words for all reads.
fn run(
    instance: &mut Instance,
    requests: &[Request],
    stall: [u8; 2],
    seed: u64,
) -> Result<(Vec<u64>, Report), TestbenchError> {
    let beats: Vec<u32> = requests.iter().flat_map(|request| request.beat()).collect();
    let length = |request: &Request| match request {
        Read { length, .. } => *length,
        Write { .. } => 0,
    };
    let mut words = vec![0; 2 * requests.iter().map(length).sum::<usize>()];
    let report = instance.run(&mut Run {
        inputs: vec![Input::new("request", &beats).stall(Stall(stall[0]))],
        outputs: vec![Output::new("words", &mut words).stall(Stall(stall[1]))],
        seed,
        idle_limit: 1000,
        ..Run::default()
    })?;
    let words = words
        .chunks(2)
        .map(|word| u64::from(word[0]) | u64::from(word[1]) << 32);
    Ok((words.collect(), report))
}

fn request() -> impl Strategy<Value = Request> {
    // Few addresses, so that reads follow writes closely.
    let read = (0..40usize, 1..=64usize).prop_map(|(address, length)| Read { address, length });
    let write = (0..100usize, any::<u64>(), any::<u8>());
    let write = write.prop_map(|(address, data, enables)| Write {
        address,
        data,
        enables,
    });
    prop_oneof![read, write]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn reads_see_what_was_written_before_them_whatever_the_pauses(
        batches in prop::collection::vec(prop::collection::vec(request(), 0..40), 3),
        latency in 0u32..40,
        pauses: u8,
        stall: [u8; 2],
        seed: u64,
    ) {
        let stall = stall.map(|rate| rate.min(230));
        let mut instance = instance("passes", memory(latency, pauses.min(230)));
        let mut expected = instance.memory().to_vec();
        for requests in &batches {
            let (mut read, mut written) = (Vec::new(), 0);
            for request in requests {
                match *request {
                    Read { address, length } => read.extend_from_slice(&expected[address..][..length]),
                    Write { address, data, enables } => {
                        written += 1;
                        for byte in (0..8).filter(|byte| enables >> byte & 1 == 1) {
                            let mask = 0xff << (8 * byte);
                            expected[address] = expected[address] & !mask | data & mask;
                        }
                    }
                }
            }
            let (words, report) = run(&mut instance, requests, stall, seed).unwrap();
            prop_assert_eq!(report.words_read, read.len() as u64);
            prop_assert_eq!(report.words_written, written);
            prop_assert_eq!(words, read);
            prop_assert_eq!(instance.memory(), &expected[..]);
            // Between runs the memory is the caller's.
            instance.memory_mut()[7] ^= 0x55;
            expected[7] ^= 0x55;
        }
    }
}

#[test]
fn a_word_moves_a_cycle_after_one_latency() {
    let requests = vec![
        Read {
            address: 5,
            length: 64
        };
        20
    ];
    for latency in [1, 8, 30] {
        let mut instance = instance("passes", memory(latency, 0));
        let (_, report) = run(&mut instance, &requests, [0, 0], 1).unwrap();
        assert_eq!(report.cycles, 20 * 64 + u64::from(latency));
    }
}

#[test]
fn eight_requests_wait_and_the_ninth_is_refused() {
    // Requests of one word: the queue, not the pins, is the limit.
    let requests = vec![
        Read {
            address: 0,
            length: 1
        };
        80
    ];
    let mut instance = instance("passes", memory(16, 0));
    let (_, report) = run(&mut instance, &requests, [0, 0], 1).unwrap();
    // Every 17 cycles eight requests: one more than the latency until the first place is free again.
    assert_eq!(report.cycles, 9 * 17 + 8 + 16);
}

#[test]
fn pauses_change_cycles_and_repeat_with_their_seeds() {
    let requests = vec![
        Read {
            address: 5,
            length: 64
        };
        20
    ];
    let cycles = |pause_seed, run_seed| {
        let options = MemoryOptions {
            seed: pause_seed,
            ..memory(8, 128)
        };
        let (_, report) = run(
            &mut instance("passes", options),
            &requests,
            [0, 0],
            run_seed,
        )
        .unwrap();
        report.cycles
    };
    assert_eq!(cycles(1, 1), cycles(1, 1));
    assert_ne!(cycles(1, 1), cycles(2, 1));
    assert_ne!(cycles(1, 1), cycles(1, 2));
    // 1,280 successes at probability 1/2: 2,560 cycles with a standard deviation of 51.
    assert!(cycles(1, 1).abs_diff(2560) < 300, "{}", cycles(1, 1));
}

#[test]
fn what_nobody_wrote_depends_on_the_power_up_seed() {
    let simulation = build("passes");
    let contents = |power_up_seed| {
        let options = InstanceOptions {
            power_up_seed,
            memory: memory(4, 0),
            ..InstanceOptions::default()
        };
        simulation
            .instance_with(&options)
            .unwrap()
            .memory()
            .to_vec()
    };
    assert_eq!(contents(1).len(), WORDS);
    assert_eq!(contents(1), contents(1));
    assert_ne!(contents(1), contents(2));
}

#[test]
fn requests_out_of_range_name_address_and_cycle() {
    let good = Read {
        address: WORDS - 64,
        length: 64,
    };
    let fails = |bad: Request| {
        let mut instance = instance("passes", memory(4, 0));
        let error = run(&mut instance, &[good, good, bad], [0, 0], 9).unwrap_err();
        assert_eq!(error.code(), "testbench.memory");
        let again = instance.run(&mut Run::default()).unwrap_err();
        assert_eq!(again.code(), "testbench.failed");
        error
    };
    let length = |address, length| Read { address, length };
    for bad in [
        length(WORDS, 1),
        length(WORDS - 63, 64),
        length((1 << 24) - 1, 1),
        length(0, 0),
        length(0, 65),
        Write {
            address: WORDS,
            data: 0,
            enables: 255,
        },
    ] {
        fails(bad);
    }
    let error = fails(length(WORDS - 1, 2));
    let text = error.to_string();
    assert!(
        text.contains("to read 2 at address 4095 in cycle 2 of the run (seed 9)"),
        "{text}"
    );
}

#[test]
fn a_request_stays_until_it_is_taken() {
    for (top, wanted) in [
        ("withdraws", Rule::ValidStays),
        ("restless", Rule::DataStays),
    ] {
        let run = |memory| {
            let mut words = [0; 2 * 20];
            instance(top, memory).run(&mut Run {
                outputs: vec![Output::new("words", &mut words)],
                cycle_limit: 60,
                ..Run::default()
            })
        };
        let error = run(memory(1, 100)).unwrap_err();
        let TestbenchError::Rule { rule, stream, .. } = &error else {
            panic!("{top}: {error}")
        };
        assert_eq!((*rule, &**stream), (wanted, "memory_request"), "{top}");
    }
}
