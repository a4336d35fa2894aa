//! Vector operations without a result: what is reported, and that it changes nothing.

#![allow(clippy::unwrap_used)]

#[allow(dead_code)]
#[path = "../../model/tests/suite/writer.rs"]
mod writer;

use std::sync::Arc;

use harmonia_device::{Emulator, Fault};
use harmonia_host::{DeviceExecutor, ExecutorError, Keeping, KvOptions, OffsetSource, Tiling};
use harmonia_model::{
    Batch, Coded, Executor, LinearId, LinearKind, Logits, Model, Operation, Reference, Run,
    SequenceId, Session, WeightChoice,
};
use harmonia_numerics::{Format, Matrix};
use writer::{Writer, float, floats};

fn bundled() -> Model {
    Model::bundled(WeightChoice::Auto, &mut |_, _| {}).unwrap()
}

fn emulator(model: &Arc<Model>, keeping: Keeping) -> DeviceExecutor<Emulator> {
    let emulator = Emulator::with_tokens(4);
    DeviceExecutor::new(Arc::clone(model), emulator, Tiling::WHOLE, keeping).unwrap()
}

fn keepings() -> [Keeping; 2] {
    let options = KvOptions {
        offsets: OffsetSource::Online,
        sequences: 2,
        ..KvOptions::default()
    };
    [Keeping::Device(options), Keeping::Host]
}

fn run(sequence: SequenceId, first: usize, tokens: &[u32]) -> Run {
    Run {
        sequence,
        first,
        tokens: tokens.to_vec(),
        logits: Logits::Last,
    }
}

fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|value| value.to_bits()).collect()
}

/// Two sequences have the token `good`; then a batch fails of which the second run's third token is `bad`: operation
/// `named` overflows. The sequences go on as if the batch had never been.
fn fails(model: &Arc<Model>, [good, bad]: [u32; 2], keeping: &Keeping, named: &str) {
    let prepare = |executor: &mut DeviceExecutor<Emulator>| {
        [(); 2].map(|()| {
            let sequence = executor.open().unwrap();
            let first = run(sequence, 0, &[good]);
            executor.run(Batch::of(first)).unwrap();
            sequence
        })
    };
    let after = |[one, other]: [SequenceId; 2]| Batch {
        runs: vec![run(one, 1, &[good; 2]), run(other, 1, &[good; 3])],
    };
    let mut fresh = emulator(model, keeping.clone());
    let sequences = prepare(&mut fresh);
    let expected = fresh.run(after(sequences)).unwrap();

    let mut executor = emulator(model, keeping.clone());
    let sequences = prepare(&mut executor);
    let mut failing = after(sequences);
    failing.runs[1].tokens[2] = bad;
    for _ in 0..2 {
        let error = executor.run(failing.clone()).unwrap_err();
        assert_eq!(error.code(), "vector.overflow", "{error}");
        assert_eq!(error.sequence(), Some(sequences[1]));
        let text = format!("token 3: {named}: ");
        assert!(error.to_string().starts_with(&text), "{error}");
        let ExecutorError::Vector {
            operation,
            position,
            fault,
            ..
        } = error
        else {
            panic!("{error:?}");
        };
        assert_eq!(
            (&operation[..], position, fault),
            (named, 3, Fault::Overflow)
        );
    }
    let found = executor.run(after(sequences)).unwrap();
    assert!(bits(&found) == bits(&expected));
}

/// The length of the vector that layer 0's feed-forward block adds to the residual stream of a sequence of `token`
/// alone.
fn change(reference: &mut Reference, token: u32) -> f32 {
    let sequence = reference.open().unwrap();
    reference
        .begin(Batch::of(run(sequence, 0, &[token])))
        .unwrap();
    let program = Arc::clone(reference.program());
    let down = LinearId::in_layer(0, LinearKind::Down);
    let mut length = 0.0;
    for step in program.steps() {
        reference.step(step).unwrap();
        if let Operation::Linear { products, .. } = &step.operation
            && let Some(product) = products.iter().find(|product| product.linear == down)
        {
            let values = reference.read(product.to).unwrap();
            length = values.iter().map(|x| x * x).sum::<f32>().sqrt();
        }
    }
    reference.finish().unwrap();
    reference.close(sequence).unwrap();
    length
}

#[test]
fn a_residual_too_large_to_be_normed_ends_the_batch_and_nothing_else() {
    // Tokens whose changes are the smallest and the largest, and weights so much larger that the norm's limit lies between.
    let mut model = bundled();
    let mut reference = Reference::new(Arc::new(bundled()));
    let mut changes: Vec<_> = (0..500)
        .map(|token| (change(&mut reference, token), token))
        .collect();
    changes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let ((small, good), (large, bad)) = (changes[0], changes[changes.len() - 1]);
    assert!(large > 4.0 * small, "{large} and {small}");
    let id = LinearId::in_layer(0, LinearKind::Down);
    let matrix = &model.linears[&id];
    let (rows, columns) = (matrix.rows(), matrix.columns());
    let mut weights = vec![0.0; rows * columns];
    for (row, out) in weights.chunks_exact_mut(columns).enumerate() {
        matrix.dequantise_row(row, out);
    }
    let factor = (1 << 20) as f32 / (large * small).sqrt();
    weights.iter_mut().for_each(|weight| *weight *= factor);
    let scaled = Matrix::quantise(Format::Int8, rows, columns, &weights).unwrap();
    model.linears.insert(id, Arc::new(scaled));
    let model = Arc::new(model);
    for keeping in keepings() {
        fails(&model, [good, bad], &keeping, "blk.1.norm normed");
    }
}

/// A small model of one layer, after a change to its file.
fn small(change: impl Fn(&mut Writer)) -> Arc<Model> {
    let mut writer = Writer::model();
    let shape = writer.tensor_mut("token_embd.weight").shape.clone();
    writer.tensor("output.weight", &shape, 8);
    change(&mut writer);
    let model = Model::from_bytes(&writer.bytes(), WeightChoice::Auto, &mut |_, _| {});
    Arc::new(model.unwrap())
}

#[test]
fn an_embedding_too_large_to_be_normed_names_the_operation_and_the_token() {
    let model = small(|writer| {
        let embedding = writer.tensor_mut("token_embd.weight");
        let (width, tokens) = (embedding.shape[0], embedding.shape[1]);
        let values = (0..width * tokens).map(|i| match i / width {
            1 => (1 << 30) as f32,
            _ => (i % 7) as f32 / 8.0 - 0.25,
        });
        (embedding.kind, embedding.data) = (0, floats(values));
    });
    for keeping in keepings() {
        fails(&model, [0, 1], &keeping, "blk.0.norm normed");
    }
}

#[test]
fn a_norm_whose_results_overflow_ends_a_batch() {
    let model = small(|writer| {
        let gain = writer.tensor_mut("output_norm.weight");
        gain.data = floats((0..gain.shape[0]).map(|_| f32::MAX));
    });
    let mut session = Session::new(emulator(&model, Keeping::Host)).unwrap();
    session.forward(&[5, 6], Logits::None).unwrap();
    let error = session.forward(&[7], Logits::Last).unwrap_err();
    assert_eq!(error.code(), "vector.overflow");
    assert!(
        error.to_string().starts_with("token 2: norm hidden: "),
        "{error}"
    );
}

#[test]
fn a_model_whose_epsilon_devices_do_not_have_is_the_references_alone() {
    let model = small(|writer| writer.set("llama.attention.layer_norm_rms_epsilon", float(0.0)));
    let mut session = Session::new(Reference::new(Arc::clone(&model))).unwrap();
    session.forward(&[5], Logits::Last).unwrap();
    let executor = DeviceExecutor::new(model, Emulator::new(), Tiling::WHOLE, Keeping::Host);
    let error = executor.err().unwrap();
    assert_eq!(error.code(), "vector.epsilon", "{error}");
}

#[test]
fn any_number_of_threads_gives_the_same_bits() {
    let model = Arc::new(bundled());
    let tokens: Vec<u32> = (0..90).map(|i| i * 37 % 1000).collect();
    for keeping in keepings() {
        let run = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            pool.unwrap().install(|| {
                let mut session = Session::new(emulator(&model, keeping.clone())).unwrap();
                bits(&session.forward(&tokens, Logits::All).unwrap())
            })
        };
        assert!(run(1) == run(5));
    }
}
