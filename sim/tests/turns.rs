//! Commands of the engine and of attention in turns: nobody begins before the other's last result is on its
//! way.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use half::f16;
use harmonia_device::{Command, Device, Emulator, MatMul, Step};
use harmonia_hdl::Configuration;
use harmonia_numerics::kv::{KvFormat, KvShape, Region};
use harmonia_numerics::{Format, Matrix};
use harmonia_sim::{Rtl, RtlOptions};

const SIZE: usize = 32;

/// A product of one to three pairs and one to three groups, and at once a command of attention of each kind.
/// A short product has few results: none of them may have reached the queue when the engine has nothing more
/// to do.
#[test]
fn a_product_of_few_pairs_right_before_attention_keeps_its_results() {
    let single = Configuration::named("single").unwrap();
    let mut devices: [Box<dyn Device>; 2] = [
        Box::new(
            Rtl::build(
                &single,
                RtlOptions {
                    idle_limit: 100_000,
                    ..RtlOptions::default()
                },
            )
            .unwrap(),
        ),
        Box::new(Emulator::with_tokens(1)),
    ];
    let shape = KvShape::with_format(SIZE, true, KvFormat::K4V4, 32, 32).unwrap();
    let vector = [f16::from_f32(0.75); SIZE];
    let configure = Command::Configure(Region::new(&shape, 64));
    let write = Command::Write {
        region: 0,
        offsets: &vector,
    };
    let store = |position| Command::Store {
        region: 0,
        position,
        key: &vector,
        value: &vector,
    };
    let attend = Command::Attend {
        region: 0,
        position: 0,
        distance: 0,
        step: Step::Whole,
        heads: 1,
        queries: &vector,
    };
    let commit = Command::Commit { region: 0, page: 0 };
    let ramp = |count: usize| {
        (0..count)
            .map(|i| i as f32 * 0.01 - 0.7)
            .collect::<Vec<_>>()
    };
    let mut products = Vec::new();
    for format in Format::ALL {
        for groups in 1..=3 {
            let matrix = Matrix::quantise(format, 6, 32 * groups, &ramp(6 * 32 * groups)).unwrap();
            products.push((Arc::new(matrix), groups, ramp(32 * groups)));
        }
    }
    let mut results = [Vec::new(), Vec::new()];
    for (results, device) in results.iter_mut().zip(&mut devices) {
        for (matrix, groups, values) in &products {
            let matrix = device.store(Arc::clone(matrix)).unwrap();
            let load = Command::Load {
                token: 0,
                tokens: 1,
                base: 100,
                values,
            };
            for pairs in 1..=3 {
                let product = Command::MatMul(MatMul {
                    matrix,
                    rows: 0..2 * pairs,
                    groups: 0..*groups,
                    base: 100,
                    tokens: 1,
                    first: true,
                    last: true,
                    sums: false,
                });
                let mut commands = Vec::new();
                for command in [&configure, &write, &store(0), &attend] {
                    commands.extend([load.clone(), product.clone(), command.clone()]);
                }
                commands.extend((1..32).map(store));
                commands.extend([load.clone(), product.clone(), commit.clone(), product]);
                device.execute(&commands, results).unwrap();
            }
        }
    }
    let [simulated, emulated] =
        results.map(|results| results.into_iter().map(f32::to_bits).collect::<Vec<_>>());
    assert_eq!(simulated, emulated);
}
