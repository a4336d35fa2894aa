//! What is refused, by its name, and leaves the device as it was.

use super::*;

#[test]
fn what_no_device_can_keep_is_refused() {
    let mut model = bundled();
    let refused = |model: &Model, options| {
        let error = KvPlan::new(model, options, Emulator::ATTENTION).unwrap_err();
        error.code()
    };
    let windows = KvOptions {
        init_tokens: 33,
        ..KvOptions::default()
    };
    assert_eq!(refused(&model, windows), "kv.window");
    let foreign = options(KvFormat::K4V4, calibrated(&model));
    model.fingerprint.keys_sha256[0] ^= 1;
    assert_eq!(refused(&model, foreign), "calibration.model");
    model.config.value_length = 16;
    assert_eq!(
        refused(&model, KvOptions::default()),
        "attention.head_sizes"
    );
    (model.config.key_length, model.config.value_length) = (512, 512);
    assert_eq!(refused(&model, KvOptions::default()), "kv.size");
}

/// What a call with one value replaced ends with.
fn error(change: impl Fn(&mut Sample)) -> AttentionError {
    let model = model();
    let mut sample = Sample::new(40);
    change(&mut sample);
    let mut alone = Alone::new(&model, 4, KvOptions::default());
    alone.begin(0, 40);
    for layer in 0..2 {
        alone.attend(&Sample::new(40), layer, 0, 40).unwrap();
    }
    match alone.attend(&sample, 2, 0, 40) {
        Err(ExecutorError::Attention(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn values_beyond_fp16_are_named() {
    let at = |heads: usize, token: usize, head: usize, channel: usize| {
        (token * heads + head) * SIZE + channel
    };
    let is = |error: AttentionError, operand: Operand, place: (usize, usize, usize), value: f32| {
        let text = error.to_string();
        match error {
            AttentionError::NotFinite {
                layer: 2,
                operand: o,
                head,
                token,
                channel,
                value: v,
                ..
            } => {
                assert_eq!((o, (token, head, channel)), (operand, place), "{text}");
                assert!(v == value || operand == Operand::Query, "{text}");
            }
            other => panic!("{other}"),
        }
    };
    let query = error(|s| s.queries[at(HEADS, 37, 3, 5)] = 1e6);
    is(query, Operand::Query, (37, 3, 5), 1e6);
    let key = error(|s| s.keys[at(KV_HEADS, 2, 1, 31)] = -7e4);
    is(key, Operand::Key, (2, 1, 31), -7e4);
    let value = error(|s| s.values[at(KV_HEADS, 39, 0, 0)] = f32::INFINITY);
    is(value, Operand::Value, (39, 0, 0), f32::INFINITY);
}

#[test]
fn scores_that_overflow_are_named_and_the_device_goes_on() {
    let model = model();
    let good = Sample::new(40);
    let mut bad = Sample::new(40);
    // 32 products of 200 * log2(e) / sqrt(32) and 40: about 65,000.
    let at = (35 * HEADS + 2) * SIZE;
    bad.queries[at..at + SIZE].fill(200.0);
    let at = (33 * KV_HEADS + 1) * SIZE;
    bad.keys[at..at + SIZE].fill(40.0);
    let mut alone = Alone::new(&model, 1, KvOptions::default());
    alone.begin(0, 40);
    let error = alone.attend(&bad, 4, 0, 40).unwrap_err();
    assert!(
        matches!(
            error,
            ExecutorError::Attention(AttentionError::Overflow {
                layer: 4,
                head: 1,
                token: 35,
                ..
            })
        ),
        "{error}"
    );
    assert_eq!(error.code(), "attention.overflow");
    let expected = good.attend(&mut Alone::new(&model, 1, KvOptions::default()), 40);
    assert!(good.attend(&mut alone, 40) == expected);
}
