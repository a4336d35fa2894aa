//! The engine of every configuration in four states: nothing that it answers depends on what nobody
//! initialised.

use harmonia_hdl::Configuration;
use harmonia_testbench::{Design, Input, Stall, UndefinedCheck};

/// Blocks along the contraction axis and pairs of outputs of each multiplication.
const BLOCKS: u64 = 3;
const PAIRS: u64 = 5;
const LOAD: u64 = 1;
const MULTIPLY: u64 = 2;
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
            MULTIPLY
                | format << 4
                | first_and_last
                | BLOCKS << 24
                | PAIRS << 40
                | (tokens - 1) << 60
        });
        let commands: Vec<u32> = loads
            .chain(multiplications)
            .flat_map(|command| [command as u32, (command >> 32) as u32])
            .collect();
        let activations: Vec<u32> = (0..tokens * BLOCKS * 32)
            .map(|_| (xorshift(&mut state) as i32 as f32).to_bits())
            .collect();
        let weight_beats = PASSES.iter().sum::<u64>() * PAIRS * BLOCKS;
        let mut weights = Vec::new();
        for _ in 0..weight_beats {
            weights.extend((0..8).map(|_| xorshift(&mut state)));
            // Two scales and two minima of 2^-4.
            weights.extend([0x2c00_2c00, 0x2c00_2c00]);
        }
        let expected = [
            ("command".to_owned(), tokens + 3),
            ("activations".to_owned(), tokens * BLOCKS),
            ("weights".to_owned(), weight_beats),
            ("results".to_owned(), 3 * PAIRS * tokens * 2),
        ];
        for stall in [Stall::NONE, Stall(100)] {
            let check = UndefinedCheck {
                inputs: vec![
                    Input::new("command", &commands).stall(stall),
                    Input::new("activations", &activations).stall(stall),
                    Input::new("weights", &weights).stall(stall),
                ],
                stall,
                seed: 5,
                cycles: 900,
            };
            let report = check.run(&Design::engine(&configuration)).unwrap();
            assert_eq!(report.findings, [], "{}", configuration.name);
            assert_eq!(report.beats, expected, "{}", configuration.name);
        }
    }
}
