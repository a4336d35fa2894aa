//! Batches that end half way: their sequences are as they were, and go on with the right bits.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use harmonia_device::{Command, Device, DeviceError, Emulator, Fault, Limits, Location, MatrixId};
use harmonia_host::{
    AttentionError, DeviceExecutor, ExecutorError, Keeping, KvOptions, OffsetSource, Operand,
    Tiling,
};
use harmonia_model::{
    Attend, Batch, Coded, Executor, LinearId, LinearKind, Logits, Model, Operation, Reference, Run,
    SequenceId, WeightChoice,
};
use harmonia_numerics::{Format, Matrix};

fn bundled() -> Model {
    Model::bundled(WeightChoice::Auto, &mut |_, _| {}).unwrap()
}

fn tokens(first: usize, count: usize) -> Vec<u32> {
    (0..count)
        .map(|i| ((first + i * 37) % 1000) as u32)
        .collect()
}

fn on_device() -> Keeping {
    Keeping::Device(KvOptions {
        offsets: OffsetSource::Online,
        sequences: 5,
        ..KvOptions::default()
    })
}

fn emulator(model: &Arc<Model>, keeping: Keeping) -> DeviceExecutor<Emulator> {
    let emulator = Emulator::with_tokens(4);
    DeviceExecutor::new(Arc::clone(model), emulator, Tiling::WHOLE, keeping).unwrap()
}

fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|value| value.to_bits()).collect()
}

/// How long each sequence is when the batch comes, and how many tokens the batch has of it: within a group, to its end, from
/// its end on, of several groups at once.
const RUNS: [(usize, usize); 4] = [(20, 3), (31, 1), (32, 2), (0, 40)];

/// Opens sequences and gives them their first tokens; returns the batch that is next.
fn prepare<E: Executor<Error: std::fmt::Debug>>(
    executor: &mut E,
    runs: &[(usize, usize)],
) -> Batch {
    let mut next = Batch::default();
    for (own, &(before, count)) in runs.iter().enumerate() {
        let (all, sequence) = (tokens(own, before + count), executor.open().unwrap());
        let mut run = Run {
            sequence,
            first: 0,
            tokens: all[..before].to_vec(),
            logits: Logits::None,
        };
        if before > 0 {
            executor.run(Batch::of(run.clone())).unwrap();
        }
        (run.first, run.tokens, run.logits) = (before, all[before..].to_vec(), Logits::All);
        next.runs.push(run);
    }
    next
}

/// After any number of steps a batch is given up, and the same batch gives the bits it would have given.
fn goes_on<E: Executor<Error: std::fmt::Debug>>(new: impl Fn() -> E) {
    let expected = {
        let mut executor = new();
        let batch = prepare(&mut executor, &RUNS);
        bits(&executor.run(batch).unwrap())
    };
    let program = Arc::clone(new().program());
    for count in (0..=program.steps().len()).step_by(3) {
        let mut executor = new();
        let batch = prepare(&mut executor, &RUNS);
        executor.begin(batch.clone()).unwrap();
        let mut steps = program.steps()[..count].iter();
        steps.try_for_each(|step| executor.step(step)).unwrap();
        let found = executor.run(batch).unwrap();
        assert!(bits(&found) == expected, "given up after {count} steps");
    }
}

#[test]
fn a_batch_that_is_given_up_leaves_its_sequences_as_they_were() {
    let model = Arc::new(bundled());
    goes_on(|| emulator(&model, on_device()));
    goes_on(|| emulator(&model, Keeping::Host));
    goes_on(|| Reference::new(Arc::clone(&model)));
}

/// An emulator that reports a fault of the call that a count gives, which it has executed to the end.
struct Faulty {
    inner: Emulator,
    /// Calls until then; 0 for none.
    calls: Arc<AtomicUsize>,
}

impl Device for Faulty {
    fn store(&mut self, matrix: Arc<Matrix>) -> Result<MatrixId, DeviceError> {
        self.inner.store(matrix)
    }

    fn execute(
        &mut self,
        commands: &[Command<'_>],
        results: &mut Vec<f32>,
    ) -> Result<(), DeviceError> {
        let start = results.len();
        self.inner.execute(commands, results)?;
        let left = self.calls.load(Ordering::Relaxed);
        self.calls.store(left.saturating_sub(1), Ordering::Relaxed);
        if left != 1 {
            return Ok(());
        }
        results.truncate(start);
        let fault = commands
            .iter()
            .enumerate()
            .rev()
            .find_map(|(command, what)| match what {
                Command::Attend {
                    region, position, ..
                } => Some(DeviceError::ScoreOverflow {
                    command,
                    region: *region,
                    position: *position,
                }),
                Command::MatMul(matmul) => Some(DeviceError::Fault {
                    at: Location {
                        command,
                        matrix: matmul.matrix,
                        token: matmul.tokens - 1,
                        output: matmul.rows.start,
                    },
                    fault: Fault::Overflow,
                }),
                _ => None,
            });
        Err(fault.unwrap())
    }

    fn release(&mut self, matrix: MatrixId) {
        self.inner.release(matrix);
    }

    fn limits(&self) -> &Limits {
        self.inner.limits()
    }

    fn cycles(&self) -> Option<u64> {
        None
    }

    fn describe(&self) -> String {
        self.inner.describe()
    }
}

fn faulty(model: &Arc<Model>) -> (DeviceExecutor<Faulty>, Arc<AtomicUsize>) {
    let calls = Arc::new(AtomicUsize::new(0));
    let device = Faulty {
        inner: Emulator::with_tokens(4),
        calls: Arc::clone(&calls),
    };
    let model = Arc::clone(model);
    let executor = DeviceExecutor::new(model, device, Tiling::WHOLE, on_device()).unwrap();
    (executor, calls)
}

#[test]
fn a_fault_of_any_call_leaves_the_sequences_as_they_were() {
    let model = Arc::new(bundled());
    let expected = {
        let mut executor = emulator(&model, on_device());
        let batch = prepare(&mut executor, &RUNS);
        bits(&executor.run(batch).unwrap())
    };
    // Four calls of linear layers and one of attention a layer, and the head.
    for call in 1..=5 * model.config.layers + 1 {
        let (mut executor, calls) = faulty(&model);
        let batch = prepare(&mut executor, &RUNS);
        calls.store(call, Ordering::Relaxed);
        let error = executor.run(batch.clone()).unwrap_err();
        let is_attention = call % 5 == 2;
        let code = match is_attention {
            true => "attention.overflow",
            false => "linears.overflow",
        };
        assert_eq!(error.code(), code, "call {call}: {error}");
        // The device says that the last token of the call's last command was the cause.
        let last = batch.runs.last().unwrap();
        assert_eq!(
            error.sequence(),
            Some(last.sequence),
            "call {call}: {error}"
        );
        assert!(
            error.to_string().contains("token 39: "),
            "call {call}: {error}"
        );
        let found = executor.run(batch).unwrap();
        assert!(bits(&found) == expected, "call {call}");
    }
}

/// A device cannot take a compressed group back. Of a run over the end of a group some layers have done that.
#[test]
fn a_sequence_whose_group_was_compressed_half_way_begins_anew_and_the_others_go_on() {
    let model = Arc::new(bundled());
    let runs = [(30, 10), (40, 1)];
    let expected = {
        let mut executor = emulator(&model, on_device());
        let batch = prepare(&mut executor, &runs);
        bits(&executor.run(batch).unwrap())
    };
    let (across, within) = expected.split_at(10 * model.config.vocabulary);
    let (mut executor, calls) = faulty(&model);
    let batch = prepare(&mut executor, &runs);
    // The products of the second layer: the first one has attended.
    calls.store(6, Ordering::Relaxed);
    assert!(executor.run(batch.clone()).is_err());
    let error = executor.run(batch.clone()).unwrap_err();
    assert_eq!(error.code(), "attention.taken_back", "{error}");
    let [crossing, other] = [0, 1].map(|run| batch.runs[run].clone());
    assert!(bits(&executor.run(Batch::of(other)).unwrap()) == within);
    executor.truncate(crossing.sequence, 0).unwrap();
    let anew = Run {
        first: 0,
        tokens: tokens(0, 40),
        ..crossing
    };
    let found = bits(&executor.run(Batch::of(anew)).unwrap());
    assert!(found[30 * model.config.vocabulary..] == *across);
}

/// The largest magnitude of a value of the tokens of a batch in layer 1.
fn largest<E: Executor<Error: std::fmt::Debug>>(executor: &mut E, batch: Batch) -> f32 {
    executor.begin(batch).unwrap();
    let program = Arc::clone(executor.program());
    let mut largest = 0.0;
    for step in program.steps() {
        executor.step(step).unwrap();
        if let Operation::Attend(Attend {
            layer: 1, values, ..
        }) = step.operation
        {
            let values = executor.read(values).unwrap();
            largest = values.iter().fold(0.0, |most: f32, x| most.max(x.abs()));
        }
    }
    executor.finish().unwrap();
    largest
}

#[test]
fn a_value_beyond_fp16_in_one_run_ends_the_batch_and_nothing_else() {
    let run = |sequence: SequenceId, first, token| Run {
        sequence,
        first,
        tokens: vec![token],
        logits: Logits::Last,
    };
    let plain = Arc::new(bundled());
    // The token whose values are the largest, and one whose values are the smallest, at the beginning of a sequence.
    let mut reference = Reference::new(Arc::clone(&plain));
    let by_token = (0..500).map(|token| {
        let sequence = reference.open().unwrap();
        let found = largest(&mut reference, Batch::of(run(sequence, 0, token)));
        reference.close(sequence).unwrap();
        (found, token)
    });
    let by_token: Vec<_> = by_token.collect();
    let descending = |a: &&(f32, u32), b: &&(f32, u32)| a.0.total_cmp(&b.0);
    let &(large, bad) = by_token.iter().max_by(descending).unwrap();
    let &(small, good) = by_token.iter().min_by(descending).unwrap();
    assert!(large > 1.5 * small, "{large} and {small}");

    // Values of layer 1 so much larger that those of one token are beyond FP16.
    let mut model = bundled();
    let id = LinearId::in_layer(1, LinearKind::Value);
    let matrix = &model.linears[&id];
    let (rows, columns) = (matrix.rows(), matrix.columns());
    let mut weights = vec![0.0; rows * columns];
    for (row, out) in weights.chunks_exact_mut(columns).enumerate() {
        matrix.dequantise_row(row, out);
    }
    let factor = 65_504.0 / (large * small).sqrt();
    weights.iter_mut().for_each(|weight| *weight *= factor);
    let scaled = Matrix::quantise(Format::Int8, rows, columns, &weights).unwrap();
    model.linears.insert(id, Arc::new(scaled));

    let model = Arc::new(model);
    let mut executor = emulator(&model, on_device());
    let [one, other] = [(); 2].map(|()| executor.open().unwrap());
    let together = Batch {
        runs: vec![run(one, 0, good), run(other, 0, bad)],
    };
    let error = executor.run(together).unwrap_err();
    assert!(
        matches!(
            error,
            ExecutorError::Attention(AttentionError::NotFinite {
                layer: 1,
                operand: Operand::Value,
                token: 0,
                ..
            })
        ),
        "{error}"
    );
    assert_eq!(error.sequence(), Some(other));
    let again = Batch {
        runs: vec![run(one, 0, good), run(other, 0, good)],
    };
    let found = executor.run(again).unwrap();
    let mut fresh = emulator(&model, on_device());
    let sequence = fresh.open().unwrap();
    let expected = fresh.run(Batch::of(run(sequence, 0, good))).unwrap();
    assert_eq!(bits(&found), bits(&[expected.clone(), expected].concat()));
}
