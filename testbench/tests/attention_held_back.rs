//! Results that nobody takes and a memory that does not answer, until every queue of the attention unit is full: nothing is lost, doubled or
//! written elsewhere, because places are promised before anything is sent.

mod script;

use harmonia_numerics::kv::{KvBits, KvShape};
use harmonia_testbench::{MemoryOptions, Stall};
use script::{Noise, Script, accelerator, configuration, sequence};

/// Tokens of a sequence: two pages and a part of the page under way.
const TOKENS: usize = 74;

/// Sizes, bits of keys and values, windows.
fn shapes() -> [KvShape; 5] {
    use KvBits::{Four, Three};
    [
        (128, Four, Four, 1, 1),
        (256, Three, Four, 1, 1),
        (64, Four, Three, 0, 0),
        (32, Four, Four, 511, 0),
        (16, Three, Three, 1, 1),
    ]
    .map(|(size, key, value, init, local)| {
        KvShape::new(size, true, key, value, 32 * init, 32 * local).expect("a legal shape")
    })
}

/// A sequence with queries of `rows` heads, on a memory of one cycle.
fn run(shape: &KvShape, rows: usize, tokens: usize, memory: Stall, results: Stall) {
    let memory = MemoryOptions {
        words: 1 << 16,
        latency: 1,
        stall: memory,
        ..MemoryOptions::default()
    };
    let mut instance = accelerator(&configuration(rows, 1024), memory);
    let mut noise = Noise(0x9e37 + shape.size() as u64);
    let mut script = Script::new(shape, 192, 4321);
    script.offsets(&noise.vector(shape.size(), 4.0));
    sequence(&mut script, &mut noise, tokens, 36, rows);
    let queries = noise.vector(shape.size() * rows, 1.0);
    script.attend(tokens - 1, &queries, rows);
    script.run(&mut instance, Stall::NONE, results, 11);
}

/// One result leaves in 16 cycles, in 64: an ATTEND makes them faster, up to 1,024 of them.
fn results_are_held_back(rows: usize) {
    for shape in shapes() {
        for rate in [240, 252] {
            run(&shape, rows, TOKENS, Stall::NONE, Stall(rate));
        }
    }
}

#[test]
fn one_row_waits_with_results_until_they_are_taken() {
    results_are_held_back(1);
}

#[test]
fn four_rows_wait_with_results_until_they_are_taken() {
    results_are_held_back(4);
}

/// A request waits for 64 cycles, and so does every word: longer than a command takes to begin. Tokens and their queries follow each other at once.
#[test]
fn commands_wait_until_a_memory_that_refuses_has_taken_what_the_one_before_wrote() {
    for shape in shapes() {
        if shape.size() <= 64 {
            run(&shape, 1, 3, Stall(252), Stall::NONE);
        }
    }
}

/// The memory pauses now and then for long, results are held back for longer: queues fill and empty in turns.
#[test]
fn queues_that_fill_and_empty_in_turns_lose_nothing() {
    for shape in shapes() {
        run(&shape, 2, TOKENS, Stall(80), Stall(230));
    }
}
