//! Batches of more tokens than there are token rows: the simulated accelerator against the emulator, bit by bit.

#![allow(clippy::unwrap_used)]

#[allow(dead_code)]
mod samples;

use std::sync::Arc;

use harmonia_contract::engine::MOST_BANKS;
use harmonia_device::{Command, Device, Emulator, MatMul};
use harmonia_hdl::Configuration;
use harmonia_numerics::{Format, GROUP};
use harmonia_sim::{Rtl, RtlOptions, Stalls};
use samples::{Random, bits};

const ROWS: usize = 6;
const GROUPS: usize = 5;

fn rtl(name: &str) -> Rtl {
    let configuration = Configuration::named(name).unwrap();
    Rtl::build(&configuration, RtlOptions::default()).unwrap()
}

/// The loads of a batch, `[tokens][GROUPS * GROUP]`.
fn loads(tokens: usize, base: usize, values: &[f32]) -> Vec<Command<'_>> {
    let load = |(token, values)| Command::Load {
        token,
        tokens,
        base,
        values,
    };
    let values = values.chunks(GROUPS * GROUP).take(tokens);
    values.enumerate().map(load).collect()
}

/// Batches of every number of banks, their last one full or not: whole products, some of one pair and of one
/// group, and sums over three commands with a load in between.
fn batches_agree(name: &str) {
    let mut random = Random(7);
    let mut rtl = rtl(name);
    let rows = rtl.limits().token_rows;
    let mut emulator = Emulator::with_tokens(rows);
    let inputs = random.activations(MOST_BANKS * rows * GROUPS * GROUP);
    let rates = [None, Some(90), Some(200)];
    for format in Format::ALL {
        let weights = Arc::new(random.matrix(format, ROWS, GROUPS * GROUP));
        let matrix = rtl.store(Arc::clone(&weights)).unwrap();
        assert_eq!(emulator.store(weights).unwrap(), matrix);
        for banks in 1..=MOST_BANKS {
            for tokens in [(banks - 1) * rows + 1, banks * rows] {
                let base = random.next() as usize % (512 - GROUPS * MOST_BANKS);
                let mut commands = loads(tokens, base, &inputs);
                let product = |rows, groups: std::ops::Range<usize>, first, last| {
                    Command::MatMul(MatMul {
                        matrix,
                        rows,
                        base: base + groups.start * banks,
                        groups,
                        tokens,
                        first,
                        last,
                        sums: false,
                    })
                };
                commands.extend([
                    product(0..ROWS, 0..GROUPS, true, true),
                    product(2..4, 1..2, true, true),
                    product(0..ROWS, 3..4, true, true),
                    product(4..6, 0..2, true, false),
                    product(4..6, 2..3, false, false),
                    commands[tokens - 1].clone(),
                    product(4..6, 3..GROUPS, false, true),
                    product(0..2, 0..GROUPS, true, true),
                ]);
                rtl.set_stalls(rates[banks % 3].map(|rate| Stalls::all(rate, banks as u64)));
                let devices: [&mut dyn Device; 2] = [&mut rtl, &mut emulator];
                let [simulated, emulated] = devices.map(|device| {
                    let mut results = Vec::new();
                    device.execute(&commands, &mut results).unwrap();
                    bits(&results)
                });
                let differs = simulated.iter().zip(&emulated).position(|(a, b)| a != b);
                assert_eq!(differs, None, "{format:?}, {tokens} tokens");
                assert_eq!(simulated.len(), tokens * (2 * ROWS + 6));
            }
        }
    }
}

#[test]
fn batches_of_one_token_row_agree() {
    batches_agree("single");
}

#[test]
fn batches_of_two_token_rows_agree() {
    batches_agree("pair");
}

#[test]
fn batches_of_four_token_rows_agree() {
    batches_agree("quad");
}

/// Cycles of a group beyond the first, at full speed: one for each bank and beat, but not fewer than a slot
/// needs to be used again.
#[test]
fn a_beat_is_used_for_a_bank_a_cycle() {
    const REUSE: usize = 5;
    let mut rtl = rtl("pair");
    for format in Format::ALL {
        let weights = Arc::new(Random(3).matrix(format, 2, 4 * GROUPS * GROUP));
        let matrix = rtl.store(weights).unwrap();
        for banks in 1..=MOST_BANKS {
            let tokens = 2 * banks;
            let values = vec![1.0; 2 * GROUPS * GROUP];
            let load = |token| Command::Load {
                token,
                tokens,
                base: 0,
                values: &values,
            };
            let loads: Vec<_> = (0..tokens).map(load).collect();
            rtl.execute(&loads, &mut Vec::new()).unwrap();
            let mut cycles = |groups| {
                let product = Command::MatMul(MatMul {
                    matrix,
                    rows: 0..2,
                    groups: 0..groups,
                    base: 0,
                    tokens,
                    first: true,
                    last: true,
                    sums: false,
                });
                let before = rtl.cycles().unwrap();
                rtl.execute(&[product], &mut Vec::new()).unwrap();
                (rtl.cycles().unwrap() - before) as usize
            };
            let group = match (banks, format.passes()) {
                (1, passes) => passes,
                (banks, passes) => REUSE.max(banks * passes),
            };
            // The first one waits for the last blocks in the converter.
            let [_, few, many] = [2, 2, 2 * GROUPS].map(&mut cycles);
            let more = 2 * GROUPS - 2;
            assert_eq!(many - few, more * group, "{format:?}, {banks} banks");
        }
    }
}
