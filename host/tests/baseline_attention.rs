//! Attention over what others' formats leave: what the newest token sees, whatever the calls.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use harmonia_device::Emulator;
use harmonia_host::baselines::{kivi_keys, kivi_values, truncated_keys, truncated_values};
use harmonia_host::{Baseline, DeviceExecutor, Keeping, Tiling};
use harmonia_model::{
    Attend, Coded, Executor, Logits, Model, Operation, Session, Step, WeightChoice, attend_token,
};
use harmonia_numerics::kv::{KvBits, KvShape};

/// The bundled model's.
const HEADS: usize = 4;
const KV_HEADS: usize = 2;
const SIZE: usize = 32;

fn bundled() -> Model {
    Model::bundled(WeightChoice::Auto, &mut |_, _| {}).unwrap()
}

fn executor(model: &Arc<Model>, keeping: Keeping) -> DeviceExecutor<Emulator> {
    let emulator = Emulator::with_tokens(4);
    DeviceExecutor::new(Arc::clone(model), emulator, Tiling::WHOLE, keeping).unwrap()
}

fn with(model: &Arc<Model>, baseline: Baseline) -> DeviceExecutor<Emulator> {
    executor(model, Keeping::Baseline(baseline))
}

fn truncated(init: usize, local: usize) -> Baseline {
    let bits = KvBits::Four;
    Baseline::Truncated(KvShape::new(SIZE, false, bits, bits, init, local).unwrap())
}

const KIVI: Baseline = Baseline::Kivi {
    bits: 4,
    size: SIZE,
};

/// `[tokens][heads][SIZE]` to a head's `[tokens][SIZE]`.
fn of_head(values: &[f32], heads: usize, head: usize) -> Vec<f32> {
    let rows = values.chunks(SIZE).skip(head).step_by(heads);
    rows.flatten().copied().collect()
}

#[test]
fn every_token_sees_what_the_format_leaves() {
    const TOKENS: usize = 170;
    let model = Arc::new(bundled());
    let prompt: Vec<u32> = (0..TOKENS as u32).map(|i| i * 37 % 1000).collect();
    for baseline in [truncated(0, 0), truncated(32, 64), KIVI] {
        let mut session = Session::new(with(&model, baseline)).unwrap();
        let [mut queries, mut keys, mut values, mut found] = [const { Vec::new() }; 4];
        for (start, end) in [(0, 40), (40, 41), (41, TOKENS)] {
            let mut look = |executor: &mut DeviceExecutor<Emulator>, step: &Step| {
                executor.step(step)?;
                if let Operation::Attend(attend @ Attend { layer: 3, .. }) = step.operation {
                    queries.extend(executor.read(attend.queries)?);
                    keys.extend(executor.read(attend.keys)?);
                    values.extend(executor.read(attend.values)?);
                    found.extend(executor.read(attend.to)?);
                }
                Ok(())
            };
            let tokens = &prompt[start..end];
            session.walk(tokens, Logits::None, &mut look).unwrap();
        }
        let group = HEADS / KV_HEADS;
        for token in [0, 31, 32, 40, 128, 160, 169] {
            for head in 0..KV_HEADS {
                let seen =
                    |values: &[f32]| of_head(values, KV_HEADS, head)[..(token + 1) * SIZE].to_vec();
                let (keys, values) = (seen(&keys), seen(&values));
                let (keys, values) = match baseline {
                    Baseline::Truncated(shape) => (
                        truncated_keys(&shape, &keys).unwrap(),
                        truncated_values(&shape, &values).unwrap(),
                    ),
                    Baseline::Kivi { bits, size } => (
                        kivi_keys(bits, size, &keys),
                        kivi_values(bits, size, &values),
                    ),
                };
                let at = (token * HEADS + head * group) * SIZE;
                let own = at..at + group * SIZE;
                let mut expected = vec![0.0; group * SIZE];
                attend_token(SIZE, &queries[own.clone()], &keys, &values, &mut expected);
                assert_eq!(
                    found[own], expected,
                    "{baseline:?}, token {token}, head {head}"
                );
            }
        }
    }
}

#[test]
fn a_model_runs_and_begins_anew() {
    let model = Arc::new(bundled());
    let tokens: Vec<u32> = (0..150).map(|i| i * 37 % 1000).collect();
    let run = |executor: &mut DeviceExecutor<Emulator>, chunk| {
        let mut session = Session::new(executor).unwrap();
        let calls = tokens.chunks(chunk);
        let logits = calls.flat_map(|call| session.forward(call, Logits::All).unwrap());
        logits.collect::<Vec<f32>>()
    };
    let mut wide = with(&model, truncated(160, 0));
    let whole = run(&mut wide, 150);
    assert_eq!(run(&mut wide, 7), whole);
    let narrow = run(&mut with(&model, truncated(0, 0)), 50);
    // Eight bits of keys and values move logits little, four truncated ones more.
    let exact = run(&mut executor(&model, Keeping::Host), 150);
    let distance = |logits: &[f32]| -> f32 {
        let squares = logits.iter().zip(&exact).map(|(a, b)| (a - b) * (a - b));
        squares.sum()
    };
    let energy: f32 = exact.iter().map(|x| x * x).sum();
    assert!(distance(&whole) > 0.0 && distance(&whole) < 1e-3 * energy);
    assert!(distance(&narrow) > 4.0 * distance(&whole));
}

#[test]
fn compressed_tokens_are_not_taken_back() {
    let model = Arc::new(bundled());
    let mut session = Session::new(with(&model, truncated(0, 0))).unwrap();
    let first = session.forward(&[1, 2, 3], Logits::Last).unwrap();
    let error = session.truncate(2).unwrap_err();
    assert_eq!(error.code(), "attention.taken_back");
    let text = error.to_string();
    assert!(text.contains("layer 0 cannot go back to token 2"), "{text}");
    assert_eq!(session.position(), 3, "nothing has changed");
    session.truncate(0).unwrap();
    assert_eq!(
        session.forward(&[1, 2, 3], Logits::Last).unwrap(),
        first,
        "it begins anew"
    );
}

#[test]
fn keys_and_values_of_different_sizes_are_refused() {
    let mut model = bundled();
    model.config.value_length = 16;
    let (emulator, keeping) = (Emulator::new(), Keeping::Baseline(truncated(0, 0)));
    let executor = DeviceExecutor::new(Arc::new(model), emulator, Tiling::WHOLE, keeping);
    let Err(error) = executor else {
        panic!("keys and values differ");
    };
    assert_eq!(error.code(), "attention.head_sizes");
}
