//! Loads and products.

use std::ops::Range;

use harmonia_numerics::{Format, Matrix};

use super::refusal;
use crate::rules::{Checker, CommandError};
use crate::{Command, DeviceError, Limits, MatMul, MatrixId};

const INPUT: [f32; 96] = [1.0; 96];

fn load_of(tokens: usize, token: usize, base: usize, values: &[f32]) -> Command<'_> {
    Command::Load {
        token,
        tokens,
        base,
        values,
    }
}

/// In a batch of two.
fn load(token: usize, base: usize, values: &[f32]) -> Command<'_> {
    load_of(2, token, base, values)
}

/// All of a matrix of 5 rows of 3 groups, for 2 tokens.
fn whole(matrix: MatrixId) -> MatMul {
    MatMul {
        matrix,
        rows: 0..5,
        groups: 0..3,
        base: 0,
        tokens: 2,
        first: true,
        last: true,
        sums: false,
    }
}

/// A device of two token rows with a matrix; both rows are loaded.
fn loaded() -> (Checker<()>, MatMul) {
    let mut checker = Checker::new(Limits::new(2, None));
    let weights = vec![0.5; 5 * 96];
    let matrix = Matrix::quantise(Format::Int4, 5, 96, &weights).unwrap();
    let matrix = checker.store(&matrix, ());
    let loads = [load(0, 0, &INPUT), load(1, 0, &INPUT)];
    assert_eq!(checker.check(&loads).unwrap().len(), 2);
    (checker, whole(matrix))
}

#[test]
fn illegal_loads() {
    let (mut checker, _) = loaded();
    for (command, code) in [
        (load(2, 0, &INPUT), "command.token"),
        (load_of(0, 0, 0, &INPUT), "command.tokens"),
        (load_of(33, 0, 0, &INPUT), "command.tokens"),
        (load(0, 0, &[]), "command.no_values"),
        (load(0, 510, &INPUT), "command.buffer"),
        (load(0, usize::MAX, &INPUT), "command.buffer"),
    ] {
        assert_eq!(refusal(&mut checker, &[command]), (0, code));
    }
    assert!(checker.check(&[load(0, 509, &INPUT)]).is_ok());
}

#[test]
fn illegal_multiplications() {
    let (mut checker, good) = loaded();
    let mut refused = |code, change: &dyn Fn(&mut MatMul)| {
        let mut bad = good.clone();
        change(&mut bad);
        let commands = [Command::MatMul(good.clone()), Command::MatMul(bad)];
        assert_eq!(refusal(&mut checker, &commands), (1, code));
    };
    refused("command.matrix", &|m| m.matrix = MatrixId::new(7));
    refused("command.rows", &|m| m.rows = 1..5);
    refused("command.rows", &|m| m.rows = 0..3);
    refused("command.rows", &|m| m.rows = 0..6);
    refused("command.rows", &|m| m.rows = 2..2);
    refused("command.groups", &|m| m.groups = 1..1);
    refused("command.groups", &|m| m.groups = 1..4);
    refused("command.tokens", &|m| m.tokens = 0);
    refused("command.tokens", &|m| m.tokens = 33);
    refused("command.not_loaded", &|m| m.tokens = 3);
    refused("command.buffer", &|m| m.base = 510);
    refused("command.not_loaded", &|m| m.base = 1);
    refused("command.split_pairs", &|m| m.last = false);
}

#[test]
fn sums_over_commands() {
    let (mut checker, whole) = loaded();
    let part = |groups: Range<usize>, first, last| {
        Command::MatMul(MatMul {
            rows: 2..4,
            base: groups.start,
            groups,
            first,
            last,
            ..whole.clone()
        })
    };
    // In one call or in several, with loads in between.
    let sum = [
        part(0..1, true, false),
        load(0, 0, &INPUT),
        part(1..3, false, true),
    ];
    assert!(checker.check(&sum).is_ok());
    assert!(checker.check(&sum[..1]).is_ok());
    assert!(checker.check(&sum[1..]).is_ok());

    let begun = part(0..1, true, false);
    let end = part(1..3, false, true);
    let ended = [begun.clone(), end.clone(), end.clone()];
    assert_eq!(refusal(&mut checker, &ended), (2, "command.not_begun"));
    let Command::MatMul(end) = end else {
        unreachable!("it was made as one");
    };
    for other in [
        MatMul {
            rows: 0..2,
            ..end.clone()
        },
        MatMul {
            tokens: 1,
            ..end.clone()
        },
    ] {
        let commands = [begun.clone(), Command::MatMul(other)];
        assert_eq!(refusal(&mut checker, &commands), (1, "command.not_begun"));
    }
    let twice = [begun, part(0..2, false, false), part(0..1, false, true)];
    assert_eq!(
        refusal(&mut checker, &twice),
        (2, "command.too_many_groups")
    );
}

#[test]
fn illegal_commands_leave_no_trace() {
    let (mut checker, whole) = loaded();
    let commands = [load(0, 3, &INPUT), load(9, 0, &INPUT)];
    assert_eq!(refusal(&mut checker, &commands), (1, "command.token"));
    let unseen = MatMul {
        base: 3,
        tokens: 1,
        ..whole
    };
    assert_eq!(
        refusal(&mut checker, &[Command::MatMul(unseen)]),
        (0, "command.not_loaded")
    );
}
#[test]
fn a_matrix_that_was_given_back_is_not_there() {
    let (mut checker, whole) = loaded();
    checker.release(whole.matrix);
    checker.release(MatrixId::new(9));
    let commands = [Command::MatMul(whole.clone())];
    assert_eq!(refusal(&mut checker, &commands), (0, "command.matrix"));
    let matrix = Matrix::quantise(Format::Int4, 5, 96, &[0.5; 5 * 96]).unwrap();
    let again = checker.store(&matrix, ());
    assert_ne!(again, whole.matrix);
    let commands = [Command::MatMul(MatMul {
        matrix: again,
        ..whole
    })];
    assert!(checker.check(&commands).is_ok());
}

#[test]
fn a_smaller_buffer_is_a_limit() {
    let limits = Limits {
        buffer_blocks: 4,
        ..Limits::new(1, None)
    };
    let mut checker = Checker::<()>::new(limits);
    assert!(checker.check(&[load_of(1, 0, 1, &INPUT)]).is_ok());
    assert_eq!(
        refusal(&mut checker, &[load_of(1, 0, 2, &INPUT)]),
        (0, "command.buffer")
    );
    // Two tokens of a row have two banks.
    assert_eq!(
        refusal(&mut checker, &[load_of(2, 0, 0, &INPUT)]),
        (0, "command.buffer")
    );
}

#[test]
fn a_batch_lies_bank_by_bank_in_every_row() {
    let (mut checker, whole) = loaded();
    let of_five = |base| {
        Command::MatMul(MatMul {
            base,
            tokens: 5,
            ..whole.clone()
        })
    };
    // Three banks: blocks 100 to 108 of row 0, and without the last bank of row 1.
    let load = |token| load_of(5, token, 100, &INPUT);
    let loads = [load(0), load(1), load(2), load(4)];
    assert!(checker.check(&loads).is_ok());
    let missing = CommandError::NotLoaded { row: 1, block: 101 };
    let error = checker.check(&[of_five(100)]).unwrap_err();
    assert!(matches!(error, DeviceError::Illegal { reason, .. } if reason == missing));
    assert!(checker.check(&[load(3), of_five(100)]).is_ok());
    assert_eq!(
        refusal(&mut checker, &[load(0), of_five(504)]),
        (1, "command.buffer")
    );
    assert_eq!(
        refusal(&mut checker, &[load_of(5, 0, 504, &INPUT)]),
        (0, "command.buffer")
    );
}

#[test]
fn fewer_tokens_than_the_fields_can_say_are_a_limit() {
    let limits = Limits {
        batch: 4,
        ..Limits::new(2, None)
    };
    let mut checker = Checker::<()>::new(limits);
    assert!(checker.check(&[load_of(4, 3, 0, &INPUT)]).is_ok());
    assert_eq!(
        refusal(&mut checker, &[load_of(5, 3, 0, &INPUT)]),
        (0, "command.tokens")
    );
}
