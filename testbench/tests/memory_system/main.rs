//! The memory controller and its clients against an array, with random requests, pauses and back-pressure.

#![allow(clippy::unwrap_used)]

mod rates;
mod system;

use harmonia_contract::Format;
use harmonia_fpga::{Check, IcarusCompile, Lint, Runner, Toolbox};
use harmonia_hdl::Readability;
use harmonia_testbench::{Instance, MemoryOptions, Stall};
use system::{
    Loops, Noise, ONCE, Traffic, WORDS, begins, halves, instance, matrix, transfer_order,
    weights_order,
};

/// Every client has a part of memory to itself, so that what it reads does not depend on the others' pace; programs, matrices and
/// what the host reads are in the first one, which nobody writes.
const READ_ONLY: usize = WORDS / 2;
const PART: usize = WORDS / 8;

fn part(index: usize) -> std::ops::Range<usize> {
    READ_ONLY + index * PART..READ_ONLY + (index + 1) * PART
}

/// Writes the bytes that are enabled.
fn write(word: &mut u64, data: u64, enables: u8) {
    for byte in (0..8).filter(|byte| enables >> byte & 1 == 1) {
        let mask = 0xff << (8 * byte);
        *word = *word & !mask | data & mask;
    }
}

fn reads(
    noise: &mut Noise,
    traffic: &mut Traffic,
    memory: &[u64],
    [stream, words]: [&'static str; 2],
    most: u64,
) {
    for _ in 0..noise.below(120) {
        let length = 1 + noise.below(most) as usize;
        let address = noise.below((READ_ONLY - length) as u64) as usize;
        traffic.send(stream, &[address as u32 | (length as u32) << 24]);
        traffic.want(words, &halves(&memory[address..][..length]));
    }
}

fn attention(noise: &mut Noise, traffic: &mut Traffic, memory: &mut [u64]) {
    for _ in 0..noise.below(120) {
        let length = 1 + noise.below(64) as usize;
        // Few addresses, so that reads follow writes closely.
        let address = part(0).start + noise.below(80) as usize;
        let (data, enables) = (noise.next(), noise.next() as u8);
        let writes = noise.below(2) == 1;
        let length = if writes { 1 } else { length };
        let fields = [
            (24, address as u128),
            (8, length as u128),
            (1, writes.into()),
            (8, enables.into()),
            (64, data.into()),
        ];
        traffic.send("attention", &system::beat(&fields));
        match writes {
            true => write(&mut memory[address], data, enables),
            false => traffic.want("attention_words", &halves(&memory[address..][..length])),
        }
    }
}

fn uploads(noise: &mut Noise, traffic: &mut Traffic, memory: &mut [u64]) {
    for _ in 0..noise.below(300) {
        let address = part(1).start + noise.below(PART as u64) as usize;
        let (data, enables) = (noise.next(), noise.next() as u8);
        let fields = [
            (24, address as u128),
            (64, data.into()),
            (8, enables.into()),
        ];
        traffic.send("uploads", &system::beat(&fields));
        write(&mut memory[address], data, enables);
    }
}

/// Loops of a few turns whose runs of `words` words begin below `room` words.
fn loops(noise: &mut Noise, words: usize, room: usize) -> Loops {
    if noise.below(2) == 0 {
        return ONCE;
    }
    let turns = [0; 3].map(|_| 1 + noise.below(3) as usize);
    let reach = (room - words) as u64;
    // The strides of a matrix in tiles are in no order.
    turns.map(|turns| (turns, noise.below(reach / 12 + 1) as usize))
}

fn transfers(noise: &mut Noise, traffic: &mut Traffic, memory: &mut [u64]) {
    for _ in 0..noise.below(12) {
        let words = 1 + noise.below(300) as usize;
        let loops = loops(noise, words, PART);
        let writes = noise.below(2) == 1;
        let address = part(2).start;
        traffic.send(
            "transfer_order",
            &transfer_order(address, words, writes, &loops),
        );
        for begin in begins(address, &loops) {
            let run = &mut memory[begin..][..words];
            if writes {
                run.iter_mut().for_each(|word| *word = noise.next());
                traffic.send("spilled", &halves(run));
            } else {
                traffic.want("fetched", &halves(run));
            }
        }
    }
}

/// Matrices one after the other from the beginning of memory, and orders that read them.
fn weights(noise: &mut Noise, traffic: &mut Traffic, instance: &mut Instance) {
    let mut at = 0;
    for _ in 0..noise.below(12) {
        let format = Format::ALL[noise.below(3) as usize];
        let groups = match noise.below(4) {
            0 => noise.below(6) as usize,
            _ => noise.below(80) as usize,
        };
        let (beats, words) = matrix(noise, groups, format);
        instance.memory_mut()[at..][..words.len()].copy_from_slice(&words);
        let mut turns = ONCE;
        // The same matrix again and again: a tile that is swept.
        turns[noise.below(3) as usize].0 += noise.below(3) as usize;
        traffic.send("weights_order", &weights_order(at, groups, format, &turns));
        for _ in begins(at, &turns) {
            traffic.want("weights", &beats);
        }
        at += words.len();
    }
}

#[test]
fn every_client_gets_its_words_and_writes_its_words_whatever_the_pauses() {
    for seed in 1..=40u64 {
        let mut noise = Noise(seed);
        let mut instance = instance(MemoryOptions {
            latency: 1 + noise.below(40) as u32,
            word_cycles: 1 + noise.below(4) as u32,
            stall: Stall(noise.below(200) as u8),
            seed,
            ..MemoryOptions::default()
        });
        for batch in 0..3 {
            let mut traffic = Traffic::default();
            weights(&mut noise, &mut traffic, &mut instance);
            let mut memory = instance.memory().to_vec();
            attention(&mut noise, &mut traffic, &mut memory);
            uploads(&mut noise, &mut traffic, &mut memory);
            transfers(&mut noise, &mut traffic, &mut memory);
            reads(
                &mut noise,
                &mut traffic,
                &memory,
                ["program", "program_words"],
                16,
            );
            reads(
                &mut noise,
                &mut traffic,
                &memory,
                ["loader", "loader_words"],
                16,
            );
            let rate = noise.next();
            let stall = |stream: &str| Stall((rate >> (stream.len() % 16)) as u8 % 230);
            traffic.settle_cycles = 40;
            traffic.run(&mut instance, stall, seed * 3 + batch);
            assert!(instance.memory() == memory, "memory with seed {seed}");
        }
    }
}

/// What one client has written is what another one reads, when its request was taken before.
#[test]
fn a_read_sees_what_another_client_has_written_before_it() {
    let mut instance = instance(MemoryOptions {
        latency: 30,
        ..MemoryOptions::default()
    });
    let mut noise = Noise(3);
    for round in 0..20usize {
        let words: Vec<u64> = (0..16).map(|_| noise.next()).collect();
        let mut writes = Traffic::default();
        let mut reads = Traffic::default();
        let address = 100 * round;
        if round % 2 == 0 {
            for (index, word) in words.iter().enumerate() {
                let fields = [
                    (24, (address + index) as u128),
                    (64, (*word).into()),
                    (8, 255),
                ];
                writes.send("uploads", &system::beat(&fields));
            }
        } else {
            writes.send("transfer_order", &transfer_order(address, 16, true, &ONCE));
            writes.send("spilled", &halves(&words));
        }
        let clients = [["program", "program_words"], ["loader", "loader_words"]];
        for [stream, wanted] in clients {
            reads.send(stream, &[address as u32 | 16 << 24]);
            reads.want(wanted, &halves(&words));
        }
        reads.send("transfer_order", &transfer_order(address, 16, false, &ONCE));
        reads.want("fetched", &halves(&words));
        // The run of the writes ends with the last of them; memory need not have done it.
        writes.run(&mut instance, |_| Stall::NONE, 1);
        reads.run(&mut instance, |_| Stall::NONE, 1);
    }
}

#[test]
fn who_does_not_take_its_words_keeps_nobody_from_memory() {
    let mut instance = instance(MemoryOptions::default());
    let mut noise = Noise(9);
    let (beats, words) = matrix(&mut noise, 2000, Format::Int4);
    instance.memory_mut()[..words.len()].copy_from_slice(&words);
    let memory = instance.memory().to_vec();
    let mut waits = Traffic::default();
    let mut late = Traffic::default();
    // As many requests as there is room for, and words that nobody takes yet.
    let asks = |traffic: &mut Traffic,
                late: &mut Traffic,
                count: usize,
                [stream, words]: [&'static str; 2],
                length: usize| {
        for index in 0..count {
            let address = READ_ONLY + index * length;
            let fields = [(24, address as u128), (8, length as u128)];
            let beat = match stream {
                "attention" => system::beat(&[&fields[..], &[(73, 0)]].concat()),
                _ => system::beat(&fields),
            };
            traffic.send(stream, &beat);
            late.want(words, &halves(&memory[address..][..length]));
        }
    };
    asks(
        &mut waits,
        &mut late,
        8,
        ["attention", "attention_words"],
        64,
    );
    asks(&mut waits, &mut late, 2, ["program", "program_words"], 16);
    asks(&mut waits, &mut late, 2, ["loader", "loader_words"], 16);
    waits.send(
        "transfer_order",
        &transfer_order(READ_ONLY, 512, false, &ONCE),
    );
    late.want("fetched", &halves(&memory[READ_ONLY..][..512]));
    waits.send(
        "weights_order",
        &weights_order(0, 2000, Format::Int4, &ONCE),
    );
    waits.want("weights", &beats);
    waits.run(&mut instance, |_| Stall::NONE, 1);
    late.run(&mut instance, |_| Stall::NONE, 1);
}

#[test]
fn every_front_end_takes_it_in_silence_and_queues_become_memories() {
    let design = system::design();
    let (top, verilog) = (design.top.as_str(), design.verilog.as_str());
    let toolbox = Toolbox::from_environment();
    let lint = Lint { top, verilog }.run_once(&toolbox).unwrap();
    assert!(lint.is_empty(), "{lint:?}");
    IcarusCompile { top, verilog }.run_once(&toolbox).unwrap();
    let check = Check { top, verilog }.run_once(&toolbox).unwrap();
    assert!(check.passes(), "{check:?}");
    assert_eq!(check.flip_flop_memories(512).count(), 0, "{check:?}");
    let made_up = Readability::of(verilog).made_up_share();
    assert!(
        made_up <= 0.1,
        "{made_up} of the names were given by nobody"
    );
}

/// The last beat of a matrix waits for the engine while the reader has taken up the next one.
#[test]
fn beats_have_the_scales_and_minima_of_their_own_format_however_long_they_wait() {
    let mut instance = instance(MemoryOptions::default());
    for (seed, before) in (1..).zip(Format::ALL.repeat(4)) {
        for after in Format::ALL {
            let mut traffic = Traffic::default();
            let mut noise = Noise(seed);
            let mut at = 0;
            // Whole records: nothing stands between the last beat and the next matrix.
            for format in [before, after, before, after] {
                let (beats, words) = matrix(&mut noise, 4, format);
                instance.memory_mut()[at..][..words.len()].copy_from_slice(&words);
                traffic.send("weights_order", &weights_order(at, 4, format, &ONCE));
                traffic.want("weights", &beats);
                at += words.len();
            }
            let stall = |stream: &str| match stream {
                "weights" => Stall(230),
                _ => Stall::NONE,
            };
            traffic.run(&mut instance, stall, seed);
        }
    }
}
