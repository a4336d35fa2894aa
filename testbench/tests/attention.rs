//! The attention unit against the reference: stores, commits and queries of whole sequences, results and every byte of memory.

#![allow(clippy::unwrap_used)]

mod script;

use half::f16;
use harmonia_numerics::kv::{KvBits, KvShape};
use harmonia_testbench::{Input, MemoryOptions, Output, Run, Stall};
use script::{Noise, Script, accelerator, configuration, sequence};

/// Sizes, bits of keys and values, windows.
fn shapes() -> Vec<KvShape> {
    use KvBits::{Four, Three};
    let mut shapes = Vec::new();
    let list = [
        (8, true, Four, Four, 1, 1),
        (48, true, Four, Three, 1, 2),
        (64, true, Three, Three, 0, 0),
        (64, false, Four, Four, 0, 3),
        (128, true, Three, Four, 2, 0),
        (64, true, Four, Four, 511, 0),
        (1, true, Three, Three, 1, 1),
        (30, false, Four, Three, 0, 1),
        (256, true, Three, Four, 1, 1),
    ];
    for (size, rotate, key, value, init, local) in list {
        let shape = KvShape::new(size, rotate, key, value, 32 * init, 32 * local);
        shapes.push(shape.expect("a legal shape"));
    }
    shapes
}

fn agree(tokens: usize) {
    let configuration = configuration(tokens, 1024);
    for (index, shape) in shapes().into_iter().enumerate() {
        for stall in [Stall::NONE, Stall(80)] {
            let memory = MemoryOptions {
                words: 1 << 16,
                latency: if stall == Stall::NONE { 1 } else { 23 },
                stall,
                seed: 7,
                ..MemoryOptions::default()
            };
            let mut instance = accelerator(&configuration, memory);
            let mut noise = Noise(0x9e37 + index as u64);
            let mut script = Script::new(&shape, 192, 4321);
            script.offsets(&noise.vector(shape.size(), 4.0));
            sequence(&mut script, &mut noise, 176, 29, tokens);
            script.run(&mut instance, stall, stall, 11 + index as u64);
        }
    }
}

#[test]
fn one_token_row_agrees_with_the_reference() {
    agree(1);
}

#[test]
fn two_token_rows_agree_with_the_reference() {
    agree(2);
}

#[test]
fn four_token_rows_agree_with_the_reference() {
    agree(4);
}

/// The largest keys that there are: every channel as far from its offset as FP16 allows, so that the first
/// rotated one is 131,008 and the others nothing. Values at both ends of FP16, and queries whose scores fit and do
/// not.
#[test]
fn numbers_at_the_ends_of_fp16_agree_with_the_reference() {
    const SIZE: usize = 256;
    const TOKENS: usize = 66;
    let mut instance = accelerator(&configuration(1, 1024), MemoryOptions::default());
    for bits in [KvBits::Four, KvBits::Three] {
        let shape = KvShape::new(SIZE, true, bits, bits, 0, 32).unwrap();
        let mut script = Script::new(&shape, TOKENS, 77);
        script.offsets(&[f16::MIN; SIZE]);
        for position in 0..TOKENS {
            if position > 0 && position % 32 == 0 {
                script.commit(position / 32 - 1);
            }
            let value = match position % 3 {
                0 => f16::MAX,
                1 => f16::MIN,
                _ => f16::from_bits(1 + position as u16),
            };
            script.store(position, &[f16::MAX; SIZE], &[value; SIZE]);
        }
        for one in [0.2, -0.2, 65504.0] {
            let mut query = [f16::ZERO; SIZE];
            query[SIZE - 1] = f16::from_f32(one);
            script.attend(TOKENS - 1, &query, 1);
        }
        instance.memory_mut().fill(0);
        script.run(&mut instance, Stall::NONE, Stall::NONE, 3);
    }
}

/// The engine alone, then attention, then the engine again: nobody gets another's results.
#[test]
fn engine_commands_and_attention_take_turns() {
    const LOAD: u64 = 1;
    const MATMUL: u64 = 2;
    const BLOCKS: u64 = 3;
    const PAIRS: u64 = 40;
    let configuration = configuration(2, 1024);
    let shape = KvShape::new(48, true, KvBits::Four, KvBits::Three, 32, 32).unwrap();
    let memory = MemoryOptions {
        words: 1 << 15,
        ..MemoryOptions::default()
    };
    let mut noise = Noise(77);
    let first_and_last = 3 << 6;
    let product = [
        LOAD | BLOCKS << 24,
        LOAD | 1 << 4 | BLOCKS << 24,
        MATMUL | first_and_last | BLOCKS << 24 | PAIRS << 40 | 1 << 60,
    ];
    let product: Vec<u32> = product
        .iter()
        .flat_map(|c| [*c as u32, (*c >> 32) as u32])
        .collect();
    let activations: Vec<u32> = (0..2 * BLOCKS * 32)
        .map(|_| (noise.next() as i16 as f32).to_bits())
        .collect();
    let mut weights = Vec::new();
    for _ in 0..PAIRS * BLOCKS {
        weights.extend((0..8).map(|_| noise.next() as u32));
        weights.extend([0x2c00_2c00, 0x2c00_2c00]);
    }
    let results = 2 * (4 * PAIRS) as usize;
    let mut alone = vec![0; results];
    let mut run = Run {
        inputs: vec![
            Input::new("command", &product),
            Input::new("activations", &activations),
            Input::new("weights", &weights),
        ],
        outputs: vec![Output::new("results", &mut alone)],
        settle_cycles: 100,
        ..Run::default()
    };
    accelerator(&configuration, memory).run(&mut run).unwrap();
    assert!(alone.chunks(2).any(|result| result[0] != 0));

    for seed in 1..=4 {
        let stall = Stall(60 * (seed as u8 - 1));
        let mut instance = accelerator(&configuration, memory);
        let mut script = Script::new(&shape, 64, 99);
        script.commands.extend(&product);
        let mut noise = Noise(seed);
        sequence(&mut script, &mut noise, 34, 33, 2);
        script.commands.extend(&product);
        let wanted: Vec<u32> = script
            .expected
            .iter()
            .flat_map(|(value, _)| [value.to_bits(), 0])
            .collect();
        let wanted = [&alone[..], &wanted, &alone].concat();
        let mut got = vec![0; wanted.len()];
        let twice = |words: &Vec<u32>| [&words[..], words].concat();
        let (activations, weights) = (twice(&activations), twice(&weights));
        let mut run = Run {
            inputs: vec![
                Input::new("command", &script.commands).stall(stall),
                Input::new("vectors", &script.vectors).stall(stall),
                Input::new("activations", &activations).stall(stall),
                Input::new("weights", &weights).stall(stall),
            ],
            outputs: vec![Output::new("results", &mut got).stall(stall)],
            seed,
            settle_cycles: 100,
            ..Run::default()
        };
        instance.run(&mut run).expect("every command ends");
        assert_eq!(got, wanted, "seed {seed}");
    }
}

#[test]
fn a_score_that_overflows_marks_every_result_of_its_query_and_of_no_other() {
    let configuration = configuration(2, 1024);
    let shape = KvShape::new(64, true, KvBits::Four, KvBits::Four, 32, 32).unwrap();
    let memory = MemoryOptions {
        words: 1 << 15,
        ..MemoryOptions::default()
    };
    let mut instance = accelerator(&configuration, memory);
    let mut noise = Noise(5);
    let mut script = Script::new(&shape, 64, 0);
    sequence(&mut script, &mut noise, 40, 64, 2);
    let small = noise.vector(64, 1.0);
    let large = vec![f16::from_f32(60_000.0); 64];
    for queries in [[&large[..], &small], [&small, &large], [&small, &small]] {
        script.attend(39, &queries.concat(), 2);
    }
    let marked: Vec<bool> = script
        .expected
        .iter()
        .map(|(_, overflow)| *overflow)
        .collect();
    assert!(marked.contains(&true) && !marked[marked.len() - 1]);
    script.run(&mut instance, Stall::NONE, Stall::NONE, 1);
}

/// At full speed a query is bound by its memory: at most 1.25 cycles per word.
#[test]
fn a_query_reads_nearly_a_word_a_cycle() {
    const TOKENS: usize = 2048;
    let configuration = configuration(4, 2048);
    let shape = KvShape::new(64, true, KvBits::Four, KvBits::Four, 32, 32).unwrap();
    let mut noise = Noise(6);
    let mut script = Script::new(&shape, TOKENS, 1000);
    sequence(&mut script, &mut noise, TOKENS, 4096, 1);
    let memory = MemoryOptions {
        words: 1 << 17,
        ..MemoryOptions::default()
    };
    let mut instance = accelerator(&configuration, memory);
    let image = script.head.words();
    instance.memory_mut()[1000..1000 + image.len()].copy_from_slice(image);
    script.vectors.clear();
    script.expected.clear();
    script.commands.truncate(2 * 11);
    for heads in 1..=3 {
        let queries = noise.vector(64 * heads, 1.0);
        script.attend(TOKENS - 1, &queries, heads);
        let mut results = vec![0; 2 * script.expected.len()];
        let mut run = Run {
            inputs: vec![
                Input::new("command", &script.commands),
                Input::new("vectors", &script.vectors),
            ],
            outputs: vec![Output::new("results", &mut results)],
            ..Run::default()
        };
        let report = instance.run(&mut run).expect("every command ends");
        for (got, want) in results.chunks(2).zip(&script.expected) {
            assert_eq!(got[0], want.0.to_bits());
        }
        println!(
            "{heads} heads: {} cycles, {} words, {:.3} cycles per word",
            report.cycles,
            report.words_read,
            report.cycles as f64 / report.words_read as f64
        );
        assert!(4 * report.cycles <= 5 * report.words_read, "{report:?}");
        script.commands.clear();
        script.vectors.clear();
        script.expected.clear();
    }
}

/// As many keys as there is room for, all of them by both planes: every group of weights that the engine's buffer has.
#[test]
fn the_longest_context_agrees_with_the_reference() {
    const TOKENS: usize = 8192;
    let configuration = configuration(1, TOKENS);
    let shape = KvShape::new(16, true, KvBits::Three, KvBits::Four, 32 * 511, 0).unwrap();
    let mut noise = Noise(8);
    let mut script = Script::new(&shape, TOKENS, 7);
    sequence(&mut script, &mut noise, TOKENS, TOKENS, 1);
    let memory = MemoryOptions {
        words: 1 << 18,
        ..MemoryOptions::default()
    };
    let mut instance = accelerator(&configuration, memory);
    let image = script.head.words();
    instance.memory_mut()[7..7 + image.len()].copy_from_slice(image);
    // The configuration, and the query of the last token: an ATTEND of position 0 came before.
    let last = script.commands.split_off(script.commands.len() - 2);
    script.commands.truncate(2 * 11);
    script.commands.extend(last);
    script.vectors.drain(..script.vectors.len() - 16);
    script.expected.drain(..script.expected.len() - 32);
    script.run(&mut instance, Stall::NONE, Stall::NONE, 9);
}
