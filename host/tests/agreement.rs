//! Every device, tiling and stall gives the bits that the definition of the arithmetic gives.

#![allow(clippy::unwrap_used)]

#[path = "../../sim/tests/samples/mod.rs"]
mod samples;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use harmonia_device::{Device, Emulator};
use harmonia_hdl::Configuration;
use harmonia_host::{DeviceLinears, Order, Tiling};
use harmonia_model::{LinearId, LinearKind};
use harmonia_numerics::{Format, Matrix};
use harmonia_sim::{Rtl, RtlOptions, Stalls};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use samples::{Random, bits, product};

/// Linears that share an input, and how they are cut.
#[derive(Clone, Debug)]
struct Case {
    seed: u64,
    columns: usize,
    linears: Vec<(Format, usize)>,
    tokens: usize,
    tiling: Tiling,
    stalls: Option<Stalls>,
}

fn case() -> impl Strategy<Value = Case> {
    let format = prop::sample::select(&Format::ALL[..]);
    let tiling = (
        prop_oneof![Just(2), Just(6), Just(16), Just(1000)],
        prop_oneof![2 => Just(512), 1 => 1usize..4],
        prop_oneof![Just(Order::Batches), Just(Order::Tiles)],
    )
        .prop_map(|(rows, groups, order)| Tiling {
            rows,
            groups,
            order,
        });
    let stalls = prop::option::of((1u8..=200, any::<u64>()));
    (
        any::<u64>(),
        1usize..200,
        prop::collection::vec((format, 1usize..40), 1..=3),
        1usize..=9,
        tiling,
        stalls.prop_map(|stalls| stalls.map(|(rate, seed)| Stalls::all(rate, seed))),
    )
        .prop_map(|(seed, columns, linears, tokens, tiling, stalls)| Case {
            seed,
            columns,
            linears,
            tokens,
            tiling,
            stalls,
        })
}

impl Case {
    fn ids(&self) -> Vec<LinearId> {
        let kinds = LinearKind::LAYER.iter().take(self.linears.len());
        kinds.map(|kind| LinearId::in_layer(0, *kind)).collect()
    }

    /// The matrices and `[tokens][columns]` activations.
    fn data(&self) -> (BTreeMap<LinearId, Arc<Matrix>>, Vec<f32>) {
        let mut random = Random(self.seed);
        let matrices = self.ids().into_iter().zip(&self.linears);
        let matrices = matrices
            .map(|(id, &(format, rows))| (id, Arc::new(random.matrix(format, rows, self.columns))));
        let matrices = matrices.collect();
        (matrices, random.activations(self.tokens * self.columns))
    }

    /// The device's results against the definition's.
    fn check<D: Device>(&self, device: &mut D) -> Result<(), TestCaseError> {
        let (matrices, input) = self.data();
        let ids = self.ids();
        let rows = self.linears.iter().map(|(_, rows)| *rows);
        // Whatever is there is replaced, all of it.
        let mut outputs: Vec<_> = rows
            .map(|rows| vec![f32::NAN; self.tokens * rows])
            .collect();
        let mut linears = DeviceLinears::with_matrices(device, &matrices, self.tiling).unwrap();
        linears
            .apply(device, &ids, self.tokens, &input, &mut outputs)
            .map_err(|error| TestCaseError::fail(error.to_string()))?;
        for (id, output) in ids.iter().zip(&outputs) {
            let expected = product(&matrices[id], &input);
            prop_assert_eq!(bits(output), bits(&expected), "{}", id);
        }
        Ok(())
    }
}

fn engine(name: &str) -> Rtl {
    Rtl::build(&Configuration::named(name).unwrap(), RtlOptions::default()).unwrap()
}

fn engine_agrees(name: &str) {
    let rtl = RefCell::new(engine(name));
    let mut runner = TestRunner::new(ProptestConfig::with_cases(1000));
    let outcome = runner.run(&case(), |case| {
        let mut rtl = rtl.borrow_mut();
        rtl.set_stalls(case.stalls);
        let agreed = case.check(&mut *rtl);
        if agreed.is_err() {
            // A simulation that failed takes no further runs; the search for a smaller case needs a fresh one.
            *rtl = engine(name);
        }
        agreed
    });
    outcome.unwrap_or_else(|error| panic!("{name}: {error}"));
}

#[test]
fn one_token_row() {
    engine_agrees("single");
}

#[test]
fn two_token_rows() {
    engine_agrees("pair");
}

#[test]
fn four_token_rows() {
    engine_agrees("quad");
}

/// The multipliers of an ECP5, as the model of its cell has them.
#[test]
fn four_token_rows_of_vendor_multipliers() {
    engine_agrees("ulx3s-85f");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn emulator(case in case(), token_rows in 1usize..=8) {
        case.check(&mut Emulator::with_tokens(token_rows))?;
    }
}

/// More columns than the activation buffer has room for: chunks are loaded in turn.
#[test]
fn inputs_longer_than_the_buffer() {
    for (tokens, groups) in [(1, 512), (3, 200)] {
        let case = Case {
            seed: 11,
            columns: 512 * 32 + 40,
            linears: vec![(Format::Int4Min, 3), (Format::Int8, 2)],
            tokens,
            tiling: Tiling {
                rows: 4,
                groups,
                order: Order::Batches,
            },
            stalls: None,
        };
        case.check(&mut engine("pair")).unwrap();
        case.check(&mut Emulator::new()).unwrap();
    }
}

/// Wide enough that the emulator hands out tasks to several threads.
#[test]
fn large_matrices_are_shared_between_threads() {
    for tokens in [1, 5, 32] {
        let case = Case {
            seed: 5,
            columns: 500,
            linears: vec![
                (Format::Int4, 1201),
                (Format::Int8, 640),
                (Format::Int4Min, 33),
            ],
            tokens,
            tiling: Tiling::WHOLE,
            stalls: None,
        };
        case.check(&mut Emulator::new()).unwrap();
    }
}

#[test]
fn cycles_are_counted_and_stalls_cost_some() {
    let mut rtl = engine("quad");
    let mut case = Case {
        seed: 3,
        columns: 320,
        linears: vec![(Format::Int4, 64)],
        tokens: 4,
        tiling: Tiling::WHOLE,
        stalls: None,
    };
    let mut cycles = |case: &Case| {
        let before = rtl.cycles().unwrap();
        rtl.set_stalls(case.stalls);
        case.check(&mut rtl).unwrap();
        rtl.cycles().unwrap() - before
    };
    let full = cycles(&case);
    // Of weights for two rows and a group each, and of four activations.
    let beats = 64 / 2 * 10 + 4 * 320 / 4;
    assert!(
        (beats..2 * beats).contains(&full),
        "{full} cycles for {beats} beats"
    );
    case.stalls = Some(Stalls::all(128, 1));
    assert!(cycles(&case) > full + full / 2);
}
