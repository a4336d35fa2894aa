//! How much of the port is in use, and what is counted of it.

use harmonia_contract::Format;
use harmonia_contract::check;
use harmonia_contract::frame::{COUNTERS, WEIGHTS_CHECK};
use harmonia_contract::weights::record_words;
use harmonia_testbench::{Instance, MemoryOptions, Stall};

use crate::system::{Noise, ONCE, Traffic, beat, instance, matrix, transfer_order, weights_order};

/// A memory that gives a word in so many cycles.
fn memory(word_cycles: u32, latency: u32) -> Instance {
    instance(MemoryOptions {
        word_cycles,
        latency,
        ..MemoryOptions::default()
    })
}

/// A matrix that fills most of memory below `end`, and all that is sent to read it.
fn stream(instance: &mut Instance, format: Format, end: usize, traffic: &mut Traffic) -> usize {
    let groups = end / record_words(format) * 4 - 1;
    let (beats, words) = matrix(&mut Noise(7), groups, format);
    instance.memory_mut()[..words.len()].copy_from_slice(&words);
    // In four parts, as the matrices of a layer follow each other.
    let per = words.len() / record_words(format) / 4 * 4;
    let parts = [
        (0, per),
        (per, per),
        (2 * per, per),
        (3 * per, groups - 3 * per),
    ];
    for (first, count) in parts {
        let address = first / 4 * record_words(format);
        traffic.send(
            "weights_order",
            &weights_order(address, count, format, &ONCE),
        );
    }
    traffic.want("weights", &beats);
    words.len()
}

#[test]
fn weights_alone_use_more_than_95_percent_of_the_port() {
    for word_cycles in [1, 2, 4] {
        for latency in [1, 8, 40] {
            for format in Format::ALL {
                let mut instance = memory(word_cycles, latency);
                let mut traffic = Traffic::default();
                let words = stream(&mut instance, format, 16_000, &mut traffic);
                let report = traffic.run(&mut instance, |_| Stall::NONE, 1);
                assert_eq!(
                    report.words_read, words as u64,
                    "no word is read twice, or in vain"
                );
                let used = words as u64 * u64::from(word_cycles);
                let share = 1000 * used / report.cycles;
                println!(
                    "{format:?}, {word_cycles} cycles a word, latency {latency}: {share} / 1000"
                );
                assert!(
                    share >= 950,
                    "{format:?}, {word_cycles}, {latency}: {share}"
                );
            }
        }
    }
}

/// Reads of `count` records of a plane of keys, `length` words each, as attention makes them.
fn attention(instance: &Instance, traffic: &mut Traffic, count: usize, length: usize) -> usize {
    for index in 0..count {
        let address = 16_384 + index * length % 12_000;
        traffic.send(
            "attention",
            &beat(&[(24, address as u128), (8, length as u128), (73, 0)]),
        );
        traffic.want(
            "attention_words",
            &crate::system::halves(&instance.memory()[address..][..length]),
        );
    }
    count * length
}

#[test]
fn attention_and_weights_share_the_port_and_leave_nothing_of_it_unused() {
    for word_cycles in [1, 2, 4] {
        let mut instance = memory(word_cycles, 8);
        let mut traffic = Traffic::default();
        let mut words = attention(&instance, &mut traffic, 500, 21);
        let report = traffic.run(&mut instance, |_| Stall::NONE, 1);
        let share = 1000 * words as u64 * u64::from(word_cycles) / report.cycles;
        println!("attention alone, {word_cycles} cycles a word: {share} / 1000");
        assert!(share >= 950, "attention alone, {word_cycles}: {share}");

        // Weights are asked for 64 words at a time, attention's 21: who has more to read ends later.
        words += stream(&mut instance, Format::Int4Min, 16_000, &mut traffic);
        let report = traffic.run(&mut instance, |_| Stall::NONE, 1);
        let share = 1000 * words as u64 * u64::from(word_cycles) / report.cycles;
        println!("attention and weights, {word_cycles} cycles a word: {share} / 1000");
        assert!(share >= 950, "{word_cycles}: {share}");
    }
}

/// Asks for every counter.
fn counters(instance: &mut Instance) -> Vec<u64> {
    let ask = |instance: &mut Instance, number: u32| {
        let mut counted = vec![0; 2];
        let input = harmonia_testbench::Input::new("counter", std::slice::from_ref(&number));
        let mut run = harmonia_testbench::Run {
            inputs: vec![input],
            outputs: vec![harmonia_testbench::Output::new("counted", &mut counted)],
            settle_cycles: 40,
            ..harmonia_testbench::Run::default()
        };
        instance.run(&mut run).unwrap();
        u64::from(counted[0]) | u64::from(counted[1]) << 32
    };
    (0..32).map(|number| ask(instance, number)).collect()
}

#[test]
fn counters_say_who_has_moved_how_many_words() {
    let mut instance = memory(1, 8);
    let at_rest = counters(&mut instance);
    assert_eq!(at_rest[1..WEIGHTS_CHECK], [0; 9], "nothing has moved");
    assert_eq!(at_rest[WEIGHTS_CHECK], check::INITIAL);
    assert_eq!(at_rest[COUNTERS.len()..30], [0; 19], "there are no others");
    assert_eq!(
        at_rest[31], 7,
        "controller, reader of weights and transfer are idle"
    );
    // Asking for number 30 has cleared them all, and what was idle counts on.
    let mut traffic = Traffic::default();
    let weights = stream(&mut instance, Format::Int8, 16_000, &mut traffic) as u64;
    let attention = attention(&instance, &mut traffic, 30, 17) as u64;
    let spilled = vec![5; 2 * 300];
    traffic.send("transfer_order", &transfer_order(30_000, 300, true, &ONCE));
    traffic.send("spilled", &spilled);
    traffic.send("transfer_order", &transfer_order(30_000, 200, false, &ONCE));
    traffic.want("fetched", &spilled[..400]);
    traffic.send("uploads", &beat(&[(24, 31_000), (64, 3), (8, 255)]));
    traffic.send(
        "attention",
        &beat(&[(24, 31_001), (8, 1), (1, 1), (72, 255)]),
    );
    let moved = weights + attention + 300 + 200 + 1 + 1;
    let report = traffic.run(&mut instance, |_| Stall::NONE, 1);
    let counted = counters(&mut instance);
    let of = |name: &str| {
        counted[COUNTERS
            .iter()
            .position(|counter| *counter == name)
            .unwrap()]
    };
    assert_eq!(of("weights_read"), weights);
    let words = &instance.memory()[..weights as usize];
    assert_eq!(of("weights_check"), check::of(check::INITIAL, words));
    assert_eq!(of("attention_read"), attention);
    assert_eq!(of("transfer_read"), 200);
    assert_eq!([of("program_read"), of("loader_read")], [0, 0]);
    assert_eq!(of("transfer_written"), 300);
    assert_eq!([of("uploads_written"), of("attention_written")], [1, 1]);
    assert!(of("cycles") >= report.cycles);
    // A word may be read in the cycle in which another one is taken.
    assert!(
        of("busy") <= moved && of("busy") >= moved - 302,
        "{}",
        of("busy")
    );
}
