//! Values that are no numbers, and sums that do not fit: every device reports the same result of the same command.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::sync::Arc;

use half::f16;
use harmonia_device::{Command, Device, DeviceError, Emulator, Fault, Location, MatMul, MatrixId};
use harmonia_hdl::Configuration;
use harmonia_host::{DeviceLinears, ExecutorError, LinearError, Tiling};
use harmonia_model::{LinearId, LinearKind};
use harmonia_numerics::{Format, Matrix};
use harmonia_sim::{Rtl, RtlOptions};

const ROWS: usize = 5;
const GROUPS: usize = 3;
const COLUMNS: usize = GROUPS * 32;

/// Row r sums the first value of each group, times the r-th of these.
const SCALES: [f32; ROWS] = [0.0, 1.0, -3.0, 1000.0, 30_000.0];

fn matrix() -> Matrix {
    let mut quants = vec![0; ROWS * COLUMNS];
    quants.iter_mut().step_by(32).for_each(|q| *q = 1);
    let scales = SCALES.iter().flat_map(|d| [f16::from_f32(*d); GROUPS]);
    Matrix::new(
        Format::Int8,
        ROWS,
        COLUMNS,
        quants,
        scales.collect(),
        Vec::new(),
    )
    .unwrap()
}

/// A token whose groups begin with these values and are 0 otherwise.
fn token(values: [f32; GROUPS]) -> Vec<f32> {
    let mut token = vec![0.0; COLUMNS];
    token
        .iter_mut()
        .step_by(32)
        .zip(values)
        .for_each(|(x, value)| *x = value);
    token
}

fn devices() -> Vec<Box<dyn Device>> {
    let quad = Configuration::named("quad").unwrap();
    let rtl = Rtl::build(&quad, RtlOptions::default()).unwrap();
    vec![Box::new(rtl), Box::new(Emulator::new())]
}

fn matmul(matrix: MatrixId, tokens: usize) -> MatMul {
    MatMul {
        matrix,
        rows: 0..ROWS,
        groups: 0..GROUPS,
        base: 0,
        tokens,
        first: true,
        last: true,
        sums: false,
    }
}

/// Executes the product of some tokens in one command.
fn execute(
    device: &mut dyn Device,
    matrix: MatrixId,
    tokens: &[Vec<f32>],
) -> Result<Vec<f32>, DeviceError> {
    let loads = tokens.iter().enumerate();
    let mut commands: Vec<_> = loads
        .map(|(token, values)| Command::Load {
            token,
            tokens: tokens.len(),
            base: 0,
            values,
        })
        .collect();
    commands.push(Command::MatMul(matmul(matrix, tokens.len())));
    let mut results = Vec::new();
    device.execute(&commands, &mut results).map(|()| results)
}

/// The token, the output and the kind of the fault that some tokens cause, the same on every device.
fn fault(tokens: &[[f32; GROUPS]]) -> Option<(usize, usize, Fault)> {
    let tokens: Vec<_> = tokens.iter().map(|values| token(*values)).collect();
    let faults = devices().into_iter().map(|mut device| {
        let id = device.store(Arc::new(matrix())).unwrap();
        let found = match execute(&mut *device, id, &tokens) {
            Ok(_) => None,
            Err(DeviceError::Fault { at, fault }) => {
                assert_eq!((at.command, at.matrix), (tokens.len(), id));
                Some((at.token, at.output, fault))
            }
            Err(error) => panic!("{error}"),
        };
        // A fault is no reason to open another device.
        let after = execute(&mut *device, id, &[token([1.0, 2.0, 3.0])]).unwrap();
        assert_eq!(after, SCALES.map(|d| 6.0 * d));
        found
    });
    let faults: Vec<_> = faults.collect();
    assert_eq!(faults[0], faults[1]);
    faults[0]
}

#[test]
fn an_addend_that_does_not_fit() {
    // 30,000 * 2^17 is beyond 2^31, 1,000 * 2^17 is not.
    let large = 131_072.0;
    let overflow = Some((1, 4, Fault::Overflow));
    assert_eq!(fault(&[[1.0; 3], [0.0, large, 0.0], [large; 3]]), overflow);
    // However far the addend is out, and whatever takes it back.
    assert_eq!(
        fault(&[[1.0; 3], [1e30, -1e30, 0.0]]),
        Some((1, 1, Fault::Overflow))
    );
    assert_eq!(
        fault(&[[0.0, 0.0, f32::MAX]]),
        Some((0, 1, Fault::Overflow))
    );
}

#[test]
fn a_sum_that_does_not_fit() {
    // Each addend of row 1 fits 2^31, and two of them do not. Row 2's are too large by themselves.
    let half = 1_610_612_736.0;
    assert_eq!(fault(&[[half, half, 0.0]]), Some((0, 1, Fault::Overflow)));
    // The sum leaves the range and returns: row 1 is right, row 2 is reported.
    assert_eq!(fault(&[[half, half, -half]]), Some((0, 2, Fault::Overflow)));
    assert_eq!(fault(&[[60_000.0, 60_000.0, -60_000.0]]), None);
}

/// A product of a few bits and an exponent that makes it 2^31 or more: the widest shifts, in which the sign is all that is lost.
#[test]
fn a_small_product_of_a_large_exponent_that_does_not_fit() {
    let mut devices = devices();
    let mut check = |scale: u16, quant: i8, mantissa: f32, exponent: i32| {
        let mut quants = vec![0; 2 * 32];
        quants[0] = quant;
        let scales = vec![f16::from_bits(scale), f16::ZERO];
        let matrix = Matrix::new(Format::Int8, 2, 32, quants, scales, Vec::new()).unwrap();
        let matrix = Arc::new(matrix);
        // No weight meets the second value. It gives the block its exponent.
        let mut values = [0.0; 32];
        values[..2].copy_from_slice(&[mantissa, 255.0].map(|value| value * 2f32.powi(exponent)));
        let outcomes = devices.iter_mut().map(|device| {
            let product = MatMul {
                rows: 0..2,
                groups: 0..1,
                ..matmul(device.store(Arc::clone(&matrix)).unwrap(), 1)
            };
            let load = Command::Load {
                token: 0,
                tokens: 1,
                base: 0,
                values: &values,
            };
            let mut results = Vec::new();
            let outcome = device.execute(&[load, Command::MatMul(product)], &mut results);
            outcome
                .map(|()| results[0].to_bits())
                .map_err(|error| error.code())
        });
        let outcomes: Vec<_> = outcomes.collect();
        assert_eq!(
            outcomes[0], outcomes[1],
            "{scale:#06x} times {quant} times {mantissa} times 2^{exponent}"
        );
        outcomes[0]
    };
    // 2^-24 * 128 * 2^48 is 2^31, and its half is not.
    assert_eq!(check(1, 1, 128.0, 48), Err("device.overflow"));
    assert_eq!(check(1, 1, 64.0, 48), Ok(2f32.powi(30).to_bits()));
    for scale in [1, 2, 3, 0x8001] {
        for quant in [1, -1, 2, 127] {
            for exponent in 38..60 {
                for mantissa in [1.0, 64.0, 127.0, 128.0, 129.0, 255.0] {
                    // Equal on both.
                    let _ = check(scale, quant, mantissa, exponent);
                }
            }
        }
    }
}

#[test]
fn minus_2_to_the_31_fits_and_2_to_the_31_does_not() {
    // Row 1 is the value itself, row 2 is too large whatever its sign.
    let edge = 2_147_483_648.0;
    assert_eq!(fault(&[[-edge, 0.0, 0.0]]), Some((0, 2, Fault::Overflow)));
    assert_eq!(fault(&[[edge, 0.0, 0.0]]), Some((0, 1, Fault::Overflow)));
    assert_eq!(
        fault(&[[-edge / 2.0, -edge / 2.0, 0.0]]),
        Some((0, 2, Fault::Overflow))
    );
    assert_eq!(
        fault(&[[edge / 2.0, edge / 2.0, 0.0]]),
        Some((0, 1, Fault::Overflow))
    );
}

#[test]
fn activations_that_are_no_numbers() {
    let invalid = Some((1, 0, Fault::Invalid));
    assert_eq!(fault(&[[1.0; 3], [0.0, f32::NAN, 0.0]]), invalid);
    assert_eq!(
        fault(&[[1.0; 3], [f32::NEG_INFINITY, 0.0, 0.0], [f32::NAN; 3]]),
        invalid
    );
    // The first result at fault is reported, and NaN before overflow.
    assert_eq!(
        fault(&[[1e30; 3], [f32::NAN; 3]]),
        Some((0, 1, Fault::Overflow))
    );
    assert_eq!(
        fault(&[[1e30, f32::NAN, 1e30]]),
        Some((0, 0, Fault::Invalid))
    );
}

#[test]
fn sums_over_commands_keep_their_flags() {
    for mut device in devices() {
        let id = device.store(Arc::new(matrix())).unwrap();
        for (values, expected) in [
            ([1e30, 0.0, 0.0], Fault::Overflow),
            ([f32::NAN, 0.0, 0.0], Fault::Invalid),
        ] {
            let values = token(values);
            let part = |group, first, last| {
                Command::MatMul(MatMul {
                    rows: 2..4,
                    groups: group..group + 1,
                    base: group,
                    first,
                    last,
                    ..matmul(id, 1)
                })
            };
            let load = Command::Load {
                token: 0,
                tokens: 1,
                base: 0,
                values: &values,
            };
            let mut results = vec![7.0];
            device
                .execute(&[load, part(0, true, false)], &mut results)
                .unwrap();
            let rest = [part(1, false, false), part(2, false, true)];
            let error = device.execute(&rest, &mut results).unwrap_err();
            let DeviceError::Fault { at, fault } = error else {
                panic!("{error}");
            };
            let first = Location {
                command: 1,
                matrix: id,
                token: 0,
                output: 2,
            };
            assert_eq!((at, fault), (first, expected), "{}", device.describe());
            assert_eq!(results, [7.0]);
        }
    }
}

#[test]
fn illegal_commands_reach_no_device() {
    for mut device in devices() {
        let id = device.store(Arc::new(matrix())).unwrap();
        let before = device.cycles();
        let values = token([1.0; 3]);
        let commands = [
            Command::Load {
                token: 0,
                tokens: 1,
                base: 0,
                values: &values,
            },
            Command::MatMul(MatMul {
                tokens: device.limits().batch + 1,
                ..matmul(id, 1)
            }),
        ];
        let error = device.execute(&commands, &mut Vec::new()).unwrap_err();
        assert_eq!(error.code(), "command.tokens");
        assert_eq!(device.cycles(), before);
    }
}

#[test]
fn layers_are_named() {
    let linear = LinearId::in_layer(7, LinearKind::Down);
    let matrices = BTreeMap::from([(linear, Arc::new(matrix()))]);
    for mut device in devices() {
        let linears = DeviceLinears::with_matrices(&mut device, &matrices, Tiling::WHOLE);
        let mut linears = linears.unwrap();
        let mut apply = |bad: [f32; 3]| {
            let mut input = token([1.0; 3]).repeat(6);
            input.extend(token(bad));
            let mut outputs = [vec![0.0; 7 * ROWS]];
            linears
                .apply(&mut device, &[linear], 7, &input, &mut outputs)
                .unwrap_err()
        };
        let error = apply([0.0, f32::INFINITY, 0.0]);
        assert_eq!(
            error.to_string(),
            "blk.7.ffn_down: input 32 is not finite (bits 0x7f800000); look at the layer before"
        );
        assert!(
            matches!(
                error,
                ExecutorError::Linear(LinearError::NotFinite { token: 6, .. })
            ),
            "{error:?}"
        );
        let error = apply([1e20, 0.0, 0.0]);
        assert!(
            matches!(
                error,
                ExecutorError::Linear(LinearError::Overflow {
                    token: 6,
                    output: 1,
                    ..
                })
            ),
            "{error}"
        );
    }
}
