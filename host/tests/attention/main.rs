//! Attention on a device: the same bits for every chunking and every number of token rows, those of the definition; budgets,
//! offsets, going back, and what is refused.

#![allow(clippy::unwrap_used)]

mod budgets;
mod refusals;

use std::sync::Arc;

use harmonia_device::{AttentionLimits, Command, Device, Emulator, Step};
use harmonia_host::{
    AttentionCall, AttentionError, Bound, DeviceAttention, DeviceExecutor, ExecutorError, Keeping,
    KvFormat, KvOptions, KvPlan, OffsetSource, Operand, Tiling,
};
use harmonia_model::{
    Batch, Calibration, Coded, Executor, Logits, Model, Run, SequenceId, Sequences, Session,
    WeightChoice,
};
use harmonia_numerics::GROUP;
use harmonia_numerics::kv::{KvHead, KvShape, Region, middle, prepare_query, reference, to_fp16};

/// The bundled model's.
const HEADS: usize = 4;
const KV_HEADS: usize = 2;
const SIZE: usize = 32;

fn bundled() -> Model {
    Model::bundled(WeightChoice::Auto, &mut |_, _| {}).unwrap()
}

fn model() -> Arc<Model> {
    Arc::new(bundled())
}

fn executor(model: &Arc<Model>, token_rows: usize, options: KvOptions) -> DeviceExecutor<Emulator> {
    let emulator = Emulator::with_tokens(token_rows);
    let keeping = Keeping::Device(options);
    DeviceExecutor::new(Arc::clone(model), emulator, Tiling::WHOLE, keeping).unwrap()
}

/// Attention of one sequence to queries, keys and values that no model made.
struct Alone {
    device: Emulator,
    attention: DeviceAttention,
    sequence: SequenceId,
}

impl Alone {
    fn new(model: &Model, token_rows: usize, options: KvOptions) -> Alone {
        let device = Emulator::with_tokens(token_rows);
        let plan = KvPlan::for_device(model, options, &device).unwrap();
        Alone {
            device,
            attention: DeviceAttention::new(plan),
            sequence: Sequences::new(1).open().unwrap(),
        }
    }

    fn begin(&mut self, start: usize, tokens: usize) {
        let batch = Batch::of(Run {
            sequence: self.sequence,
            first: start,
            tokens: vec![0; tokens],
            logits: Logits::None,
        });
        self.attention.begin(&mut self.device, &batch).unwrap();
    }

    /// Some tokens of a sample in one layer.
    fn attend(
        &mut self,
        sample: &Sample,
        layer: usize,
        start: usize,
        tokens: usize,
    ) -> Result<Vec<f32>, ExecutorError> {
        let part = |heads: usize| start * heads * SIZE..(start + tokens) * heads * SIZE;
        let call = AttentionCall {
            sequence: self.sequence,
            layer,
            start,
            tokens,
            queries: &sample.queries[part(HEADS)],
            keys: &sample.keys[part(KV_HEADS)],
            values: &sample.values[part(KV_HEADS)],
        };
        let mut out = vec![0.0; tokens * HEADS * SIZE];
        self.attention
            .execute(&mut self.device, &[call], &mut out)?;
        Ok(out)
    }
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
fn logits(executor: impl Executor, tokens: &[u32], chunk: usize) -> Vec<u32> {
    let mut session = Session::new(executor).unwrap_or_else(|error| panic!("{error}"));
    let calls = tokens.chunks(chunk);
    let logits = calls.flat_map(|call| match session.forward(call, Logits::All) {
        Ok(logits) => logits,
        Err(error) => panic!("{error}"),
    });
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
        let expected = logits(&mut whole, &tokens, 200);
        for chunk in [1, 7, 32, 100] {
            // The same executor again: a new session begins a new sequence.
            let found = logits(&mut whole, &tokens, chunk);
            assert!(found == expected, "{format}, chunks of {chunk}");
        }
        for token_rows in [1, 2, 4] {
            let other = executor(&model, token_rows, options.clone());
            let found = logits(other, &tokens, 50);
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
        let logits = logits(executor(&model, 4, options), &tokens, 120);
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

    /// The attention of layer 0, all tokens in calls of `chunk`.
    fn attend(&self, alone: &mut Alone, chunk: usize) -> Vec<u32> {
        let tokens = self.queries.len() / HEADS / SIZE;
        let mut all = Vec::new();
        for start in (0..tokens).step_by(chunk) {
            let count = chunk.min(tokens - start);
            alone.begin(start, count);
            all.extend(bits(&alone.attend(self, 0, start, count).unwrap()));
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
        let mut alone = Alone::new(&model, 2, options);
        assert!(sample.attend(&mut alone, chunk) == expected, "{chunk}");
        // A second sequence in the same place starts without offsets again.
        alone.attention.close(alone.sequence);
        assert!(
            sample.attend(&mut alone, chunk) == expected,
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
        sample.attend(&mut Alone::new(&model, 2, options), 32)
    };
    let expected = attend(&other, &unscaled, true);
    assert!(attend(&sample, &calibration, true) == expected);
    assert!(attend(&sample, &calibration, false) != expected);
}

#[test]
fn a_sequence_goes_back_within_its_page() {
    let (model, tokens) = (model(), tokens(90));
    for offsets in [OffsetSource::Online, calibrated(&model)] {
        let options = options(KvFormat::K4V4, offsets);
        let whole = logits(executor(&model, 4, options.clone()), &tokens, 90);
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
            let mut session = Session::new(executor(&model, 4, options.clone())).unwrap();
            session.forward(&tokens[..first], Logits::Last).unwrap();
            session.truncate(back).unwrap();
            let again = session.forward(&tokens[back..], Logits::All).unwrap();
            assert!(bits(&again) == whole[back * row..], "{first} to {back}");
        }
        let mut session = Session::new(executor(&model, 4, options)).unwrap();
        session.forward(&tokens[..80], Logits::Last).unwrap();
        let error = session.truncate(63).unwrap_err();
        assert_eq!(error.code(), "attention.taken_back");
        assert!(error.to_string().contains("token 63"), "{error}");
        // Nothing was forgotten.
        let rest = session.forward(&tokens[80..], Logits::All).unwrap();
        assert!(bits(&rest) == whole[80 * row..]);
    }
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
        sums: false,
    };
    let commands = [
        Command::Configure(Region::new(&shape, 32)),
        Command::Write {
            region: 5,
            offsets: &zero,
        },
        Command::Load {
            token: 0,
            tokens: 1,
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
            distance: 0,
            step: Step::Whole,
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
