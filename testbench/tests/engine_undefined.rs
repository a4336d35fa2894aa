//! The engine of every configuration, and an accelerator with its memory, in four states: nothing that they answer depends on
//! what nobody initialised.

#![allow(clippy::unwrap_used)]

use harmonia_hdl::Configuration;
use harmonia_testbench::{Design, Input, Stall, UndefinedCheck};

/// Blocks along the contraction axis and pairs of outputs of each multiplication.
const BLOCKS: u64 = 3;
const PAIRS: u64 = 5;
const LOAD: u64 = 1;
const MATMUL: u64 = 2;
const MATMUL_KV: u64 = 3;
/// Beats a group of each weight format: INT4, INT4 with minimum, INT8.
const PASSES: [u64; 3] = [1, 1, 2];

/// Words without a pattern.
fn xorshift(state: &mut u64) -> u32 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state as u32
}

#[test]
fn no_answer_of_an_engine_is_undefined() {
    let mut state = 1;
    for configuration in Configuration::all() {
        let tokens = configuration.tokens as u64;
        let loads = (0..tokens).map(|row| LOAD | row << 4 | BLOCKS << 24);
        let multiplications = (0..3).map(|format| {
            let first_and_last = 3 << 6;
            MATMUL | format << 4 | first_and_last | BLOCKS << 24 | PAIRS << 40 | (tokens - 1) << 60
        });
        // Two passes, page order, first and last.
        let multiply_kv = MATMUL_KV | 15 << 4 | BLOCKS << 24 | PAIRS << 40 | (tokens - 1) << 60;
        // A token more than there are rows: the other rows have no blocks in the second bank. INT8.
        let (base, two_banks) = (8, 1 << 36);
        let batch = (0..=tokens).map(|token| {
            let at = ((token % tokens) << 4) | ((base + token / tokens) << 8);
            LOAD | at | BLOCKS << 24 | two_banks
        });
        let shared = MATMUL | 14 << 4 | base << 8 | BLOCKS << 24 | two_banks | PAIRS << 40;
        let commands: Vec<u32> = loads
            .chain(multiplications)
            .chain([multiply_kv])
            .chain(batch)
            .chain([shared])
            .flat_map(|command| [command as u32, (command >> 32) as u32])
            .collect();
        let activations: Vec<u32> = (0..(2 * tokens + 1) * BLOCKS * 32)
            .map(|_| (xorshift(&mut state) as i32 as f32).to_bits())
            .collect();
        let weight_beats = (PASSES.iter().sum::<u64>() + 2) * PAIRS * BLOCKS;
        let mut weights = Vec::new();
        for _ in 0..weight_beats {
            weights.extend((0..8).map(|_| xorshift(&mut state)));
            // Two scales and two minima of 2^-4.
            weights.extend([0x2c00_2c00, 0x2c00_2c00]);
        }
        let kv_beats = 2 * PAIRS * BLOCKS;
        let mut kv = Vec::new();
        for _ in 0..kv_beats {
            // No digit of -16; two scales of 2^-7, no minimum, the digits' top bits.
            kv.extend((0..8).map(|_| xorshift(&mut state) | 0x1111_1111));
            kv.extend([0x0078_0078, 0, xorshift(&mut state), xorshift(&mut state)]);
        }
        let expected = [
            ("command".to_owned(), 2 * tokens + 6),
            ("activations".to_owned(), activations.len() as u64 / 4),
            ("weights".to_owned(), weight_beats),
            ("kv".to_owned(), kv_beats),
            ("results".to_owned(), (5 * tokens + 1) * PAIRS * 2),
        ];
        for stall in [Stall::NONE, Stall(100)] {
            let check = UndefinedCheck {
                inputs: vec![
                    Input::new("command", &commands).stall(stall),
                    Input::new("activations", &activations).stall(stall),
                    Input::new("weights", &weights).stall(stall),
                    Input::new("kv", &kv).stall(stall),
                ],
                stall,
                seed: 5,
                cycles: 1_900,
            };
            let report = check.run(&Design::engine(&configuration)).unwrap();
            assert_eq!(report.findings, [], "{}", configuration.name);
            assert_eq!(report.beats, expected, "{}", configuration.name);
        }
    }
}

/// A key and a value of position 0 and of position 1, then a query by two heads.
#[test]
fn no_answer_of_an_accelerator_is_undefined() {
    const SIZE: u64 = 24;
    const STORE: u64 = 6;
    const COMMIT: u64 = 7;
    const ATTEND: u64 = 8;
    // Parts of the region: residual, low planes of keys and values, high planes of keys and values.
    let registers = [SIZE, 3, 4, 3, 1, 1, 16, 528, 1040, 1552, 2064];
    let mut commands: Vec<u64> = (0..)
        .zip(registers)
        .map(|(register, value)| 4 | register << 4 | value << 24)
        .collect();
    commands.extend([STORE, STORE | 1 << 8, ATTEND | 1 << 4 | 1 << 8]);
    // The page is not complete, which nobody but its reader minds.
    commands.extend([COMMIT, ATTEND | 32 << 8]);
    let words: Vec<u32> = commands
        .iter()
        .flat_map(|c| [*c as u32, (*c >> 32) as u32])
        .collect();
    // FP16 numbers between 1 and 2.
    let mut state = 3;
    let elements = 7 * SIZE;
    let vectors: Vec<u32> = (0..elements)
        .map(|_| 0x3c00 | xorshift(&mut state) & 0x3ff)
        .collect();
    let configuration = Configuration::named("pair").unwrap();
    let mut design = Design::accelerator(&configuration);
    let memory = include_str!("designs/accelerator_memory.v").replace("ACCELERATOR", &design.top);
    design.verilog.push_str(&memory);
    design.top = "accelerator_memory".into();
    design.memory = None;
    for stall in [Stall::NONE, Stall(100)] {
        let check = UndefinedCheck {
            inputs: vec![
                Input::new("command", &words).stall(stall),
                Input::new("vectors", &vectors).stall(stall),
            ],
            stall,
            seed: 5,
            cycles: 9_000,
        };
        let report = check.run(&design).unwrap();
        assert_eq!(report.findings, []);
        let beats = |name: &str| report.beats.iter().find(|(n, _)| n == name).unwrap().1;
        assert_eq!(beats("command"), commands.len() as u64);
        assert_eq!(beats("vectors"), elements);
        assert_eq!(beats("results"), 3 * 32);
    }
}
