//! Attention on a device: the same bits for every chunking and every number of token rows, those of the definition; budgets,
//! offsets, going back, and what is refused.

use std::sync::Arc;

use harmonia_device::{AttentionLimits, Command, Device, Emulator};
use harmonia_host::{
    AttentionError, Bound, DeviceAttention, DeviceLinears, KvFormat, KvOptions, KvPlan,
    LinearsError, OffsetSource, Operand, Tiling,
};
use harmonia_model::{
    Attend, Attention, Calibration, ForwardError, Logits, Model, Session, WeightChoice,
};
use harmonia_numerics::GROUP;
use harmonia_numerics::kv::{KvHead, KvShape, Region, middle, prepare_query, reference, to_fp16};

/// The bundled model's.
const HEADS: usize = 4;
const KV_HEADS: usize = 2;
const SIZE: usize = 32;

fn model() -> Model {
    Model::bundled(WeightChoice::Auto, &mut |_, _| {}).unwrap()
}

fn executor(model: &Model, token_rows: usize, options: KvOptions) -> DeviceAttention<Emulator> {
    let emulator = Emulator::with_tokens(token_rows);
    let plan = KvPlan::new(model, options, Emulator::ATTENTION).unwrap();
    let linears = DeviceLinears::new(emulator, model, Tiling::WHOLE).unwrap();
    DeviceAttention::new(linears, plan).unwrap()
}

fn calibrated(model: &Model) -> OffsetSource {
    OffsetSource::Calibrated(Arc::new(Calibration::bundled(&model.fingerprint).unwrap()))
}

fn options(format: KvFormat, offsets: OffsetSource) -> KvOptions {
    KvOptions {
        format,
        offsets,
        ..KvOptions::default()
    }
}

fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|value| value.to_bits()).collect()
}

fn tokens(count: u32) -> Vec<u32> {
    (0..count).map(|i| i * 37 % 1000).collect()
}

/// Logits of all tokens, in calls of `chunk` tokens.
fn logits<D: Device>(
    model: &Model,
    executor: &mut DeviceAttention<D>,
    tokens: &[u32],
    chunk: usize,
) -> Vec<u32> {
    let mut session = Session::new(model, executor);
    let calls = tokens.chunks(chunk);
    let logits = calls.flat_map(|call| session.forward(call, Logits::All).unwrap());
    logits.map(f32::to_bits).collect()
}

#[test]
fn chunks_of_a_prompt_and_token_rows_change_no_bit() {
    let (model, tokens) = (model(), tokens(200));
    for (format, offsets) in [
        (KvFormat::K4V4, calibrated(&model)),
        (KvFormat::K3V3, OffsetSource::Online),
    ] {
        let options = options(format, offsets);
        let mut whole = executor(&model, 32, options.clone());
        let expected = logits(&model, &mut whole, &tokens, 200);
        for chunk in [1, 7, 32, 100] {
            // The same executor again: a new session begins a new sequence.
            let found = logits(&model, &mut whole, &tokens, chunk);
            assert!(found == expected, "{format}, chunks of {chunk}");
        }
        for token_rows in [1, 2, 4] {
            let mut other = executor(&model, token_rows, options.clone());
            let found = logits(&model, &mut other, &tokens, 50);
            assert!(found == expected, "{format}, {token_rows} token rows");
        }
    }
}

#[test]
fn formats_and_offsets_differ() {
    let (model, tokens) = (model(), tokens(120));
    let all = KvFormat::ALL.into_iter().flat_map(|format| {
        let sources = [calibrated(&model), OffsetSource::Online, OffsetSource::None];
        sources.map(|offsets| options(format, offsets))
    });
    let mut seen = Vec::new();
    for options in all {
        let logits = logits(&model, &mut executor(&model, 4, options), &tokens, 120);
        assert!(!seen.contains(&logits));
        seen.push(logits);
    }
}

/// Queries, keys and values of some tokens.
struct Sample {
    queries: Vec<f32>,
    keys: Vec<f32>,
    values: Vec<f32>,
}

impl Sample {
    fn new(tokens: usize) -> Sample {
        let mut state = 1u64;
        let mut numbers = |count: usize, offset: f32| -> Vec<f32> {
            let mut next = || {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                (state >> 40) as f32 / (1 << 23) as f32 - 1.0
            };
            (0..count).map(|_| 3.0 * next() + offset).collect()
        };
        Sample {
            queries: numbers(tokens * HEADS * SIZE, 0.0),
            keys: numbers(tokens * KV_HEADS * SIZE, 1.5),
            values: numbers(tokens * KV_HEADS * SIZE, 0.25),
        }
    }

    fn call(&self, layer: usize, start: usize, tokens: usize) -> Attend<'_> {
        let part = |heads: usize| start * heads * SIZE..(start + tokens) * heads * SIZE;
        Attend {
            layer,
            start,
            tokens,
            queries: &self.queries[part(HEADS)],
            keys: &self.keys[part(KV_HEADS)],
            values: &self.values[part(KV_HEADS)],
        }
    }

    /// The attention of layer 0, all tokens in calls of `chunk`.
    fn attend(&self, executor: &mut DeviceAttention<Emulator>, chunk: usize) -> Vec<u32> {
        let tokens = self.queries.len() / HEADS / SIZE;
        let mut all = Vec::new();
        for start in (0..tokens).step_by(chunk) {
            let count = chunk.min(tokens - start);
            executor.begin(start, count).unwrap();
            let mut out = Vec::new();
            executor
                .attend(&self.call(0, start, count), &mut out)
                .unwrap();
            all.extend(bits(&out));
        }
        all
    }

    /// The same by the definition, with the offsets that come online: token by token, head by head.
    fn definition(&self, shape: &KvShape, tokens: usize) -> Vec<u32> {
        let mut out = vec![0.0; tokens * HEADS * SIZE];
        for kv_head in 0..KV_HEADS {
            let mut head = KvHead::new(shape, tokens);
            let of = |values: &[f32], token: usize| {
                to_fp16(&values[(token * KV_HEADS + kv_head) * SIZE..][..SIZE]).unwrap()
            };
            for token in 0..tokens {
                if token > 0 && token.is_multiple_of(GROUP) {
                    head.commit(token / GROUP - 1);
                }
                head.store(token, &of(&self.keys, token), &of(&self.values, token));
                if token == GROUP - 1 {
                    let keys: Vec<_> = (0..GROUP).map(|token| of(&self.keys, token)).collect();
                    head.set_offsets(&middle(SIZE, keys.iter().map(|key| &key[..])));
                    for (token, key) in keys.iter().enumerate() {
                        head.store(token, key, &of(&self.values, token));
                    }
                }
                for query_head in [2 * kv_head, 2 * kv_head + 1] {
                    let at = (token * HEADS + query_head) * SIZE;
                    let query = prepare_query(&self.queries[at..at + SIZE]).unwrap();
                    let out = &mut out[at..at + SIZE];
                    let flags =
                        reference::attend(head.region(), head.words(), token, &query, 1, out);
                    assert!(!flags.overflow);
                }
            }
        }
        bits(&out)
    }
}

#[test]
fn online_offsets_are_those_of_the_definition() {
    let model = model();
    let sample = Sample::new(75);
    let shape = KvShape::with_format(SIZE, true, KvFormat::K4V3, 0, 32).unwrap();
    let expected = sample.definition(&shape, 75);
    for chunk in [1, 31, 32, 33, 75] {
        let options = KvOptions {
            init_tokens: 0,
            ..options(KvFormat::K4V3, OffsetSource::Online)
        };
        let mut executor = executor(&model, 2, options);
        assert!(sample.attend(&mut executor, chunk) == expected, "{chunk}");
        // A second sequence on the same device starts without offsets again.
        assert!(
            sample.attend(&mut executor, chunk) == expected,
            "again, {chunk}"
        );
    }
}

/// The bundled calibration with exponents from -2 to 2.
fn scaled(model: &Model) -> Calibration {
    let mut bytes = Calibration::bundled(&model.fingerprint).unwrap().to_bytes();
    let start = bytes.len() - model.config.layers * KV_HEADS * SIZE;
    for (index, byte) in bytes[start..].iter_mut().enumerate() {
        *byte = ((index * 7 % 5) as i8 - 2) as u8;
    }
    Calibration::from_bytes(&bytes).unwrap()
}

/// As if the model itself had larger keys and smaller queries in some channels.
#[test]
fn scales_are_the_hosts_and_exact() {
    let model = model();
    let calibration = scaled(&model);
    let sample = Sample::new(75);
    let mut other = Sample::new(75);
    let mut bytes = calibration.to_bytes();
    let all = model.config.layers * KV_HEADS * SIZE;
    let (offsets, exponents) = (bytes.len() - 3 * all, bytes.len() - all);
    for head in 0..KV_HEADS {
        for channel in 0..SIZE {
            let factor = 2f32.powi(calibration.exponents(0, head)[channel].into());
            for token in 0..75 {
                other.keys[(token * KV_HEADS + head) * SIZE + channel] *= factor;
                for query_head in [2 * head, 2 * head + 1] {
                    other.queries[(token * HEADS + query_head) * SIZE + channel] /= factor;
                }
            }
            let offset = calibration.offsets(0, head)[channel].to_f32() * factor;
            let at = offsets + 2 * (head * SIZE + channel);
            bytes[at..at + 2].copy_from_slice(&half::f16::from_f32(offset).to_le_bytes());
        }
    }
    bytes[exponents..].fill(0);
    let unscaled = Calibration::from_bytes(&bytes).unwrap();
    let attend = |sample: &Sample, calibration: &Calibration, scale| {
        let options = KvOptions {
            scale,
            ..options(
                KvFormat::K3V3,
                OffsetSource::Calibrated(Arc::new(calibration.clone())),
            )
        };
        sample.attend(&mut executor(&model, 2, options), 32)
    };
    let expected = attend(&other, &unscaled, true);
    assert!(attend(&sample, &calibration, true) == expected);
    assert!(attend(&sample, &calibration, false) != expected);
}

#[test]
fn a_sequence_goes_back_within_its_group() {
    let (model, tokens) = (model(), tokens(90));
    for offsets in [OffsetSource::Online, calibrated(&model)] {
        let options = options(KvFormat::K4V4, offsets);
        let whole = logits(
            &model,
            &mut executor(&model, 4, options.clone()),
            &tokens,
            90,
        );
        let row = model.config.vocabulary;
        for (first, back) in [
            (32, 7),
            (32, 32),
            (20, 3),
            (90, 64),
            (90, 80),
            (33, 0),
            (90, 0),
        ] {
            let mut session = Session::new(&model, executor(&model, 4, options.clone()));
            session.forward(&tokens[..first], Logits::Last).unwrap();
            session.truncate(back);
            let again = session.forward(&tokens[back..], Logits::All).unwrap();
            assert!(bits(&again) == whole[back * row..], "{first} to {back}");
        }
        let mut session = Session::new(&model, executor(&model, 4, options));
        session.forward(&tokens, Logits::Last).unwrap();
        session.truncate(63);
        let error = session.forward(&tokens[63..], Logits::Last).unwrap_err();
        let ForwardError::Linears(source) = error else {
            panic!("{error}");
        };
        assert_eq!(source.code(), "attention.taken_back");
        assert!(source.to_string().contains("token 63"), "{source}");
    }
}

#[test]
fn a_budget_ends_a_sequence_before_the_token_that_does_not_fit() {
    let model = model();
    let shape = KvShape::with_format(SIZE, true, KvFormat::K4V4, 32, 32).unwrap();
    let regions = model.config.layers * KV_HEADS;
    let bytes = |tokens| regions * 8 * Region::new(&shape, tokens).words();
    let plan = |budget| {
        let options = KvOptions {
            budget_bytes: Some(budget),
            ..KvOptions::default()
        };
        KvPlan::new(&model, options, Emulator::ATTENTION)
    };
    for groups in [1, 2, 5, 9] {
        let fits = bytes(groups * GROUP);
        assert_eq!(plan(fits).unwrap().tokens(), groups * GROUP);
        assert_eq!(
            plan(bytes((groups + 1) * GROUP) - 1).unwrap().tokens(),
            groups * GROUP
        );
        assert_eq!(plan(fits).unwrap().bytes_at(groups * GROUP), fits);
    }
    assert_eq!(plan(1 << 30).unwrap().tokens(), model.config.context);
    let none = plan(bytes(GROUP) - 1).unwrap_err();
    assert!(matches!(none, AttentionError::NoRoom { needed, .. } if needed == bytes(GROUP)));

    let budget = bytes(64);
    let options = KvOptions {
        budget_bytes: Some(budget),
        ..KvOptions::default()
    };
    let tokens = tokens(70);
    let expected = {
        let mut roomy = executor(&model, 4, KvOptions::default());
        logits(&model, &mut roomy, &tokens[..64], 64)
    };
    let mut session = Session::new(&model, executor(&model, 4, options));
    let refused = |result: Result<Vec<f32>, ForwardError<LinearsError>>| match result {
        Err(ForwardError::Linears(LinearsError::Attention(AttentionError::Full {
            tokens,
            room: 64,
            bound: Bound::Budget(bytes),
        }))) if bytes == budget => tokens,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(session.forward(&tokens, Logits::Last)), 70);
    // Nothing was stored, and all that fits gives the right bits.
    let logits = session.forward(&tokens[..64], Logits::All).unwrap();
    assert!(bits(&logits) == expected);
    assert_eq!(refused(session.forward(&tokens[64..65], Logits::Last)), 65);
    assert_eq!(session.position(), 64);
}

#[test]
fn a_device_bounds_the_sequence_too() {
    let model = model();
    let plan = |memory_words, context| {
        let limits = AttentionLimits {
            memory_words,
            context,
        };
        KvPlan::new(&model, KvOptions::default(), limits)
    };
    assert_eq!(plan(1 << 24, 100).unwrap().tokens(), 100);
    let words = plan(1 << 24, 96).unwrap().words();
    assert_eq!(plan(words, 512).unwrap().tokens(), 96);
    assert_eq!(plan(words - 1, 512).unwrap().tokens(), 64);
    assert_eq!(plan(10, 512).unwrap_err().code(), "attention.no_room");
}

#[test]
fn what_no_device_can_keep_is_refused() {
    let mut model = model();
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
    let mut executor = executor(&model, 4, KvOptions::default());
    executor.begin(0, 40).unwrap();
    let mut out = Vec::new();
    for layer in 0..3 {
        let call = sample.call(layer, 0, 40);
        if layer < 2 {
            let good = Sample::new(40);
            executor.attend(&good.call(layer, 0, 40), &mut out).unwrap();
            continue;
        }
        match executor.attend(&call, &mut out) {
            Err(LinearsError::Attention(error)) => return error,
            other => panic!("{other:?}"),
        }
    }
    unreachable!("layer 2 ends it");
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
    let mut executor = executor(&model, 1, KvOptions::default());
    let mut out = Vec::new();
    executor.begin(0, 40).unwrap();
    let error = executor.attend(&bad.call(4, 0, 40), &mut out).unwrap_err();
    assert!(
        matches!(
            error,
            LinearsError::Attention(AttentionError::Overflow {
                layer: 4,
                head: 1,
                token: 35
            })
        ),
        "{error}"
    );
    assert_eq!(error.code(), "attention.overflow");
    let expected = good.attend(&mut self::executor(&model, 1, KvOptions::default()), 40);
    assert!(good.attend(&mut executor, 40) == expected);
}

#[test]
fn attention_and_linear_layers_share_a_call() {
    let model = model();
    let mut device = Emulator::with_tokens(2);
    let linear = model.linears.values().next().unwrap();
    let matrix = device.store(Arc::clone(linear)).unwrap();
    let shape = KvShape::with_format(SIZE, true, KvFormat::K4V4, 32, 32).unwrap();
    let sample = Sample::new(1);
    let input = vec![0.5; linear.columns()];
    let [key, value] = [&sample.keys, &sample.values].map(|x| to_fp16(&x[..SIZE]).unwrap());
    let query = prepare_query(&sample.queries[..SIZE]).unwrap();
    let zero = [half::f16::ZERO; SIZE];
    let matmul = harmonia_device::MatMul {
        matrix,
        rows: 0..4,
        groups: 0..linear.groups_per_row(),
        base: 0,
        tokens: 1,
        first: true,
        last: true,
    };
    let commands = [
        Command::Configure(Region::new(&shape, 32)),
        Command::Write {
            region: 5,
            offsets: &zero,
        },
        Command::Load {
            row: 0,
            base: 0,
            values: &input,
        },
        Command::Store {
            region: 5,
            position: 0,
            key: &key,
            value: &value,
        },
        Command::MatMul(matmul),
        Command::Attend {
            region: 5,
            position: 0,
            heads: 1,
            queries: &query,
        },
    ];
    let mut results = Vec::new();
    device.execute(&commands, &mut results).unwrap();
    assert_eq!(results.len(), 4 + SIZE);
    // One token sees itself: each result is its value, rounded to a block of one value.
    for (result, value) in results[4..].iter().zip(&value) {
        assert!((result - value.to_f32()).abs() <= value.to_f32().abs() / 128.0);
    }
    let [mut linear, mut attention] = [Vec::new(), Vec::new()];
    // An ATTEND leaves no block behind: the second time begins with the LOAD.
    device.execute(&commands[2..5], &mut linear).unwrap();
    device.execute(&commands[5..], &mut attention).unwrap();
    assert_eq!(bits(&results), bits(&[linear, attention].concat()));
}
