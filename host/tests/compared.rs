//! Attention over what others' formats leave: what the newest token sees, whatever the calls.

use harmonia_device::Emulator;
use harmonia_host::{
    AttentionError, ComparedAttention, DeviceLinears, LinearsError, Operand, Scheme, Tiling,
};
use harmonia_model::{
    Attend, Attention, HostAttention, Logits, Model, Session, WeightChoice, attend_token,
};
use harmonia_numerics::kv::compare::{kivi_keys, kivi_values, truncated_keys, truncated_values};
use harmonia_numerics::kv::{KvBits, KvShape};

/// The bundled model's.
const HEADS: usize = 4;
const KV_HEADS: usize = 2;
const SIZE: usize = 32;

fn model() -> Model {
    Model::bundled(WeightChoice::Auto, &mut |_, _| {}).unwrap()
}

fn linears(model: &Model) -> DeviceLinears<Emulator> {
    DeviceLinears::new(Emulator::with_tokens(4), model, Tiling::WHOLE).unwrap()
}

fn truncated(init: usize, local: usize) -> Scheme {
    let bits = KvBits::Four;
    Scheme::Truncated(KvShape::new(SIZE, false, bits, bits, init, local).unwrap())
}

const KIVI: Scheme = Scheme::Kivi {
    bits: 4,
    size: SIZE,
};

fn wave(heads: usize, tokens: usize, speed: f32) -> Vec<f32> {
    let value = |i| (i as f32 * speed).sin() * 3.0;
    (0..tokens * heads * SIZE).map(value).collect()
}

/// `[tokens][heads][SIZE]` to a head's `[tokens][SIZE]`.
fn of_head(values: &[f32], heads: usize, head: usize) -> Vec<f32> {
    let rows = values.chunks(SIZE).skip(head).step_by(heads);
    rows.flatten().copied().collect()
}

#[test]
fn every_token_sees_what_the_format_leaves() {
    const TOKENS: usize = 170;
    let model = model();
    let queries = wave(HEADS, TOKENS, 0.31);
    let (keys, values) = (wave(KV_HEADS, TOKENS, 0.17), wave(KV_HEADS, TOKENS, 0.23));
    for scheme in [truncated(0, 0), truncated(32, 64), KIVI] {
        let mut executor = ComparedAttention::new(&model, linears(&model), scheme).unwrap();
        let mut found = Vec::new();
        for (start, tokens) in [(0, 40), (40, 1), (41, 129)] {
            let part = |values: &[f32], heads: usize| {
                values[start * heads * SIZE..(start + tokens) * heads * SIZE].to_vec()
            };
            let call = Attend {
                layer: 3,
                start,
                tokens,
                queries: &part(&queries, HEADS),
                keys: &part(&keys, KV_HEADS),
                values: &part(&values, KV_HEADS),
            };
            let mut out = Vec::new();
            executor.attend(&call, &mut out).unwrap();
            found.extend(out);
        }
        let group = HEADS / KV_HEADS;
        for token in [0, 31, 32, 40, 128, 160, 169] {
            for head in 0..KV_HEADS {
                let seen =
                    |values: &[f32]| of_head(values, KV_HEADS, head)[..(token + 1) * SIZE].to_vec();
                let (keys, values) = (seen(&keys), seen(&values));
                let (keys, values) = match scheme {
                    Scheme::Truncated(shape) => (
                        truncated_keys(&shape, &keys).unwrap(),
                        truncated_values(&shape, &values).unwrap(),
                    ),
                    Scheme::Kivi { bits, size } => (
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
                    "{scheme:?}, token {token}, head {head}"
                );
            }
        }
    }
}

#[test]
fn a_model_runs_and_begins_anew() {
    let model = model();
    let tokens: Vec<u32> = (0..150).map(|i| i * 37 % 1000).collect();
    let run = |executor: &mut ComparedAttention<DeviceLinears<Emulator>>, chunk| {
        let mut session = Session::new(&model, executor);
        let calls = tokens.chunks(chunk);
        let logits = calls.flat_map(|call| session.forward(call, Logits::All).unwrap());
        logits.collect::<Vec<f32>>()
    };
    let mut wide = ComparedAttention::new(&model, linears(&model), truncated(160, 0)).unwrap();
    let whole = run(&mut wide, 150);
    assert_eq!(run(&mut wide, 7), whole);
    let mut narrow = ComparedAttention::new(&model, linears(&model), truncated(0, 0)).unwrap();
    let narrow = run(&mut narrow, 50);
    // Eight bits of keys and values move logits little, four truncated ones more.
    let mut session = Session::new(&model, HostAttention::new(&model, linears(&model)));
    let exact = session.forward(&tokens, Logits::All).unwrap();
    let distance = |logits: &[f32]| -> f32 {
        let squares = logits.iter().zip(&exact).map(|(a, b)| (a - b) * (a - b));
        squares.sum()
    };
    let energy: f32 = exact.iter().map(|x| x * x).sum();
    assert!(distance(&whole) > 0.0 && distance(&whole) < 1e-3 * energy);
    assert!(distance(&narrow) > 4.0 * distance(&whole));
    // All layers: the scheme's bytes of every head.
    let heads = model.config.layers * model.config.key_value_heads;
    assert_eq!(wide.bytes_at(150), heads * truncated(160, 0).bytes_at(150));
}

#[test]
fn what_it_cannot_do_is_an_error() {
    let mut model = model();
    let mut executor = ComparedAttention::new(&model, linears(&model), truncated(0, 0)).unwrap();
    let mut session = Session::new(&model, &mut executor);
    session.forward(&[1, 2, 3], Logits::Last).unwrap();
    session.truncate(2);
    let error = session.forward(&[4], Logits::Last).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("layer 0 cannot go back to token 2"),
        "{error}"
    );

    let (queries, keys) = (wave(HEADS, 2, 0.3), wave(KV_HEADS, 2, 0.1));
    let mut values = keys.clone();
    values[(KV_HEADS + 1) * SIZE + 5] = f32::INFINITY;
    let call = Attend {
        layer: 1,
        start: 0,
        tokens: 2,
        queries: &queries,
        keys: &keys,
        values: &values,
    };
    executor.begin(0, 2).unwrap();
    match executor.attend(&call, &mut Vec::new()) {
        Err(LinearsError::Attention(AttentionError::NotFinite {
            layer: 1,
            operand: Operand::Value,
            head: 1,
            token: 1,
            channel: 5,
            ..
        })) => {}
        other => panic!("{other:?}"),
    }
    model.config.value_length = 16;
    let Err(error) = ComparedAttention::new(&model, linears(&model), truncated(0, 0)) else {
        panic!("keys and values differ");
    };
    assert_eq!(error.code(), "attention.head_sizes");
}
