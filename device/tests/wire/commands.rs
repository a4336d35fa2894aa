//! Commands, activations and vectors.

use half::f16;
use harmonia_contract::command::OPCODE;
use harmonia_contract::engine::{
    BANKS, BASE, BLOCKS, FIRST, FORMAT, LAST, LOAD, MATMUL, PAIRS, ROW, TOKENS,
};
use harmonia_device::{Command, Device, MatMul, Step};
use harmonia_numerics::Format;

use crate::{device, layout, loads, ones, product, sent};

const ONES: [f16; 40] = [f16::ONE; 40];

/// A sequence with `stored` tokens in a region at word 1 of the layout with `local_tokens`.
fn begun(local_tokens: usize, stored: usize) -> Vec<Command<'static>> {
    let mut commands = vec![
        Command::Configure(layout(local_tokens)),
        Command::Write {
            region: 1,
            offsets: &ONES,
        },
    ];
    for position in 0..stored {
        if position > 0 && position % 32 == 0 {
            commands.push(Command::Commit {
                region: 1,
                page: position / 32 - 1,
            });
        }
        commands.push(store(position));
    }
    commands
}

fn store(position: usize) -> Command<'static> {
    Command::Store {
        region: 1,
        position,
        key: &ONES,
        value: &[f16::NEG_ONE; 40],
    }
}

#[test]
fn a_load_is_padded_to_whole_beats() {
    let values = [1.0; 65];
    let words = sent(
        &[],
        Command::Load {
            token: 3,
            tokens: 4,
            base: 0x102,
            values: &values,
        },
    );
    assert_eq!(words.commands, [0x0301_0231, 0]);
    assert_eq!(words.activations.len(), 96);
    assert_eq!(words.activations[64..67], [1f32.to_bits(), 0, 0]);
    assert!(words.weights.is_empty() && words.vectors.is_empty());
}

#[test]
fn the_fields_of_a_product_are_what_was_asked_for() {
    let mut device = device();
    let matrix = device.store(ones(11, 7 * 32)).unwrap();
    let values = [1.0; 7 * 32];
    device.execute(&loads(4, &values), &mut Vec::new()).unwrap();
    let whole = product(matrix, 4..11, 7, 4);
    let first = MatMul {
        rows: 8..10,
        groups: 0..3,
        last: false,
        ..whole.clone()
    };
    let rest = MatMul {
        groups: 3..7,
        base: 2,
        first: false,
        last: true,
        ..first.clone()
    };
    let commands = [whole, first, rest].map(Command::MatMul);
    device.execute(&commands, &mut Vec::new()).unwrap();
    let words = device.transport();
    let fields: Vec<_> = words
        .commands
        .chunks_exact(2)
        .map(|word| u64::from(word[0]) | u64::from(word[1]) << 32)
        .map(|word| [OPCODE, FORMAT, FIRST, LAST, BASE, BLOCKS, PAIRS, TOKENS].map(|f| f.of(word)))
        .collect();
    let (matmul, int8) = (usize::from(MATMUL.code), Format::Int8.code());
    let expected = [
        [matmul, int8, 1, 1, 0, 7, 4, 3],
        [matmul, int8, 1, 0, 0, 3, 1, 3],
        [matmul, int8, 0, 1, 2, 4, 1, 3],
    ];
    assert_eq!(fields, expected);
    // Four pairs and one pair, four tokens, two results per pair.
    assert_eq!(words.asked, 4 * 4 * 2 + 4 * 2);
    let sums = Command::MatMul(MatMul {
        sums: true,
        ..product(matrix, 0..2, 7, 4)
    });
    device.execute(&[sums], &mut Vec::new()).unwrap();
    let words = device.transport();
    assert_eq!(words.commands.last_chunk::<2>().unwrap()[0] >> 22 & 3, 1);
    assert_eq!(words.asked, 4 * 2 * 3);
}

#[test]
fn a_batch_is_rows_and_banks() {
    // Eleven tokens in four rows: three banks, the last one of three rows.
    let mut device = device();
    let matrix = device.store(ones(4, 2 * 32)).unwrap();
    let values = [1.0; 64];
    let mut commands: Vec<_> = (0..11)
        .map(|token| Command::Load {
            token,
            tokens: 11,
            base: 7,
            values: &values,
        })
        .collect();
    commands.push(Command::MatMul(MatMul {
        base: 7,
        ..product(matrix, 0..4, 2, 11)
    }));
    device.execute(&commands, &mut Vec::new()).unwrap();
    let words: Vec<_> = device.transport().commands.chunks_exact(2).collect();
    let word = |at: usize| u64::from(words[at][0]) | u64::from(words[at][1]) << 32;
    for token in 0..11 {
        let found = [OPCODE, ROW, BASE, BLOCKS, BANKS].map(|field| field.of(word(token)));
        let load = usize::from(LOAD.code);
        assert_eq!(found, [load, token % 4, 7 + token / 4, 2, 2]);
    }
    let found = [OPCODE, BASE, BLOCKS, BANKS, PAIRS, TOKENS].map(|field| field.of(word(11)));
    assert_eq!(found, [usize::from(MATMUL.code), 7, 2, 2, 2, 2]);
    assert_eq!(device.transport().asked, 2 * 2 * 11);
}

#[test]
fn every_register_is_set() {
    let words = sent(&[], Command::Configure(layout(64))).commands;
    // Size, rotation by 8, bits, windows of 1 and 2 pages; two blocks of offsets.
    let fixed = [40, 3, 4, 3, 1, 2, 16];
    for (register, value) in fixed.into_iter().enumerate() {
        let word = 4 | (register as u64) << 4 | value << 24;
        assert_eq!(
            words[2 * register..][..2],
            [word as u32, (word >> 32) as u32]
        );
    }
    assert_eq!(words.len(), 2 * 11);
    let residual_end = 16 + 2 * 256;
    assert_eq!(
        words[14..16],
        [4 | 7 << 4 | residual_end << 24, residual_end >> 8]
    );
}

#[test]
fn offsets_are_padded_to_whole_blocks() {
    let configured = [Command::Configure(layout(32))];
    let write = Command::Write {
        region: 0x23_4567,
        offsets: &ONES,
    };
    let words = sent(&configured, write);
    assert_eq!(words.commands, [0x6700_1005, 0x2345]);
    assert_eq!(words.vectors.len(), 64);
    assert_eq!(words.vectors[38..42], [0x3c00, 0x3c00, 0, 0]);
}

#[test]
fn tokens_and_pages_have_their_slots() {
    // Page 0 stays in the initial window; behind it three pages take turns.
    for (position, slot) in [(31, 0), (33, 1), (127, 3), (129, 1)] {
        let words = sent(&begun(64, position), store(position));
        assert_eq!(
            words.commands,
            [0x0100_0006 | (position as u32) << 8, slot << 16]
        );
        assert_eq!(
            (words.vectors.len(), words.vectors[39], words.vectors[40]),
            (80, 0x3c00, 0xbc00)
        );
    }
    let commit = Command::Commit { region: 1, page: 4 };
    let words = |local| sent(&begun(local, 5 * 32), commit.clone()).commands;
    assert_eq!(words(64), [0x0100_0407, 2 << 16]);
    assert_eq!(words(0), [0x0100_0407, 0xffff_0000]);
}

#[test]
fn queries_are_counted() {
    let queries = [f16::ONE; 120];
    let attend = Command::Attend {
        region: 1,
        position: 0x34,
        distance: 0,
        step: Step::Whole,
        heads: 3,
        queries: &queries,
    };
    let words = sent(&begun(32, 0x35), attend);
    assert_eq!(words.commands, [0x0100_3428, 0]);
    assert_eq!(words.vectors, [0x3c00; 120]);
    // 40 channels are two blocks.
    assert_eq!(words.asked, 3 * 64);
}

#[test]
fn steps_have_their_maxima_first() {
    let queries = [f16::ONE; 80];
    let ask = |step| {
        let attend = Command::Attend {
            region: 1,
            position: 0x34,
            distance: 0,
            step,
            heads: 2,
            queries: &queries,
        };
        sent(&begun(32, 0x35), attend)
    };
    let maximum = ask(Step::Maximum);
    assert_eq!(maximum.commands, [0x0100_3418, 1 << 16]);
    assert_eq!(maximum.asked, 2);
    let maxima = [5, -65_536];
    let sums = ask(Step::Sums { maxima: &maxima });
    let registers = [0x0500_00b4, 0, 0x0000_00c4, 0x100];
    assert_eq!(sums.commands[..4], registers);
    assert_eq!(sums.commands[4..], [0x0100_3418, 2 << 16]);
    // The pair of the denominator and 32 pairs of channels.
    assert_eq!(sums.asked, 33 * 2 * 2 * 3);

    let mut begun = begun(32, 0x3f);
    begun.extend([store(0x3f), Command::Commit { region: 1, page: 1 }]);
    let distant = Command::Attend {
        region: 1,
        position: 0x3f,
        distance: 0x2345,
        step: Step::Maximum,
        heads: 1,
        queries: &queries[..40],
    };
    assert_eq!(
        sent(&begun, distant).commands,
        [0x0100_3f08, (0x2345 << 2 | 1) << 16]
    );
}
