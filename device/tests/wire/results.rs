//! Beats of results, faults and a transport that fails.

use half::f16;
use harmonia_device::wire::{ResultBeat, Wired};
use harmonia_device::{Command, Device, DeviceError, MatMul, MatrixId, Step};
use harmonia_numerics::kv::{KvFormat, KvShape, Region};

use crate::{Recorder, device, loads, ones, product};

const VALUES: [f32; 32] = [1.0; 32];
const OVERFLOW: u32 = 1;
const INVALID: u32 = 2;

/// Beats of the values 0, 1, 2 and so on.
fn counted(beats: usize) -> Vec<ResultBeat> {
    (0..beats).map(|i| [(i as f32).to_bits(), 0]).collect()
}

/// A device whose two token rows are loaded and that has a matrix of three rows.
fn loaded() -> (Wired<Recorder>, MatrixId) {
    let mut device = device();
    let matrix = device.store(ones(3, 32)).unwrap();
    device.execute(&loads(2, &VALUES), &mut Vec::new()).unwrap();
    (device, matrix)
}

#[test]
fn results_of_products_come_pair_by_pair_token_by_token() {
    let (mut device, matrix) = loaded();
    device.transport_mut().answer = counted(8);
    let mut results = vec![9.0];
    let commands = [Command::MatMul(product(matrix, 0..3, 1, 2))];
    device.execute(&commands, &mut results).unwrap();
    // The fourth row is not there.
    assert_eq!(results, [9.0, 0.0, 1.0, 4.0, 2.0, 3.0, 6.0]);
}

/// Five tokens in four token rows: a bank of four tokens, then one of one.
#[test]
fn words_of_sums_come_bank_by_bank_word_by_word() {
    let (mut device, matrix) = loaded();
    device.execute(&loads(5, &VALUES), &mut Vec::new()).unwrap();
    device.transport_mut().answer = counted(2 * 5 * 2 * 3);
    let sums = Command::MatMul(MatMul {
        sums: true,
        ..product(matrix, 0..3, 1, 5)
    });
    let mut results = Vec::new();
    device.execute(&[sums], &mut results).unwrap();
    let token = |first: usize, step: usize| {
        let row = move |row: usize| (0..3).map(move |word| (first + row + word * step) as f32);
        [0, 1, 30].into_iter().flat_map(row)
    };
    let tokens = [(0, 8), (2, 8), (4, 8), (6, 8), (24, 2)];
    let expected: Vec<f32> = tokens
        .into_iter()
        .flat_map(|(first, step)| token(first, step))
        .collect();
    assert_eq!(results, expected);
}

#[test]
fn the_first_fault_is_that_of_the_first_result_and_leaves_none() {
    let (mut device, matrix) = loaded();
    let mut answer = counted(16);
    // Of the second product: rows 2 of token 0 and 1 of token 1.
    answer[12][1] = OVERFLOW;
    answer[11][1] = OVERFLOW | INVALID;
    device.transport_mut().answer = answer;
    let mut results = vec![9.0];
    let commands = [0, 1].map(|_| Command::MatMul(product(matrix, 0..3, 1, 2)));
    let error = device.execute(&commands, &mut results).unwrap_err();
    let DeviceError::Fault { at, .. } = error else {
        panic!("{error}");
    };
    assert_eq!((at.command, at.token, at.output), (1, 0, 2));
    assert_eq!(
        (error.code(), &results[..]),
        ("device.overflow", &[9.0][..])
    );
    device.transport_mut().answer[12][1] = 0;
    let error = device.execute(&commands, &mut results).unwrap_err();
    assert_eq!(error.code(), "device.invalid");
}

/// Two heads of three channels: pairs (0, 1), (2, 3), ..., 16 of them.
#[test]
fn results_of_attention_come_pair_by_pair_head_by_head() {
    let shape = KvShape::with_format(3, true, KvFormat::K4V4, 32, 32).unwrap();
    let ones = [f16::ONE; 6];
    let mut device = device();
    let begin = [
        Command::Configure(Region::new(&shape, 64)),
        Command::Write {
            region: 0,
            offsets: &ones[..3],
        },
        Command::Store {
            region: 0,
            position: 0,
            key: &ones[..3],
            value: &ones[..3],
        },
    ];
    device.execute(&begin, &mut Vec::new()).unwrap();
    let attend = [Command::Attend {
        region: 0,
        position: 0,
        distance: 0,
        step: Step::Whole,
        heads: 2,
        queries: &ones,
    }];
    device.transport_mut().answer = counted(64);
    let mut results = vec![9.0];
    device.execute(&attend, &mut results).unwrap();
    assert_eq!(results, [9.0, 0.0, 1.0, 4.0, 2.0, 3.0, 6.0]);
    device.transport_mut().answer[20][1] = OVERFLOW;
    let error = device.execute(&attend, &mut results).unwrap_err();
    assert_eq!((error.code(), results.len()), ("device.score_overflow", 7));
}

/// Two heads of three channels: the denominators' pair, then 16 pairs of channels, each three times.
#[test]
fn sums_of_attention_come_pair_by_pair_word_by_word_head_by_head() {
    let shape = KvShape::with_format(3, true, KvFormat::K4V4, 32, 32).unwrap();
    let ones = [f16::ONE; 6];
    let mut device = device();
    let (key, value) = (&ones[..3], &ones[..3]);
    let begin = [
        Command::Configure(Region::new(&shape, 64)),
        Command::Write {
            region: 0,
            offsets: key,
        },
        Command::Store {
            region: 0,
            position: 0,
            key,
            value,
        },
    ];
    device.execute(&begin, &mut Vec::new()).unwrap();
    let mut ask = |step, beats| {
        device.transport_mut().answer = counted(beats);
        let attend = Command::Attend {
            region: 0,
            position: 0,
            distance: 0,
            step,
            heads: 2,
            queries: &ones,
        };
        let mut results = Vec::new();
        device.execute(&[attend], &mut results).unwrap();
        results
    };
    assert_eq!(ask(Step::Maximum, 2), [0.0, 1.0]);
    let sums = ask(Step::Sums { maxima: &[0, 0] }, 17 * 2 * 2 * 3);
    let head = |first: f32| {
        let sum = move |at: f32| [0.0, 4.0, 8.0].map(|word| first + at + word);
        [0.0, 12.0, 13.0, 24.0].map(sum)
    };
    assert_eq!(sums, [head(0.0), head(2.0)].as_flattened().as_flattened());
}

#[test]
fn a_transport_that_fails_keeps_its_code_and_its_words() {
    let (mut device, matrix) = loaded();
    device.transport_mut().broken = true;
    let mut results = vec![9.0];
    let commands = [Command::MatMul(product(matrix, 0..3, 1, 2))];
    let error = device.execute(&commands, &mut results).unwrap_err();
    assert_eq!(
        (error.code(), error.to_string(), results.len()),
        ("link.lost", "the cable is out".to_owned(), 1)
    );
}

#[test]
fn a_device_takes_nothing_after_its_transport_has_failed_until_it_is_turned_off_and_on() {
    let (mut device, matrix) = loaded();
    device.transport_mut().broken = true;
    let commands = [Command::MatMul(product(matrix, 0..3, 1, 2))];
    device.execute(&commands, &mut Vec::new()).unwrap_err();
    let broken = std::mem::take(device.transport_mut());
    assert!(!broken.commands.is_empty());
    let error = device.execute(&commands, &mut Vec::new()).unwrap_err();
    assert_eq!(error.code(), "device.lost");
    assert!(error.to_string().contains("the cable is out"), "{error}");
    assert!(device.transport().commands.is_empty(), "nothing was sent");
    device.forget();
    device
        .execute(&loads(1, &[1.0; 32]), &mut Vec::new())
        .unwrap();
}

#[test]
fn what_is_illegal_is_not_sent() {
    let (mut device, matrix) = loaded();
    let commands = [Command::MatMul(product(matrix, 0..3, 1, 3))];
    let sent = device.transport().commands.clone();
    let error = device.execute(&commands, &mut Vec::new()).unwrap_err();
    assert_eq!(error.code(), "command.not_loaded");
    assert_eq!(device.transport().commands, sent);
}
