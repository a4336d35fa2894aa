//! Vector operations of a device's executor, by the arithmetic of devices (docs/numerics.md, "Vector
//! operations"). The host computes them.

use harmonia_device::Fault;
use harmonia_model::{NormId, Operation, Step, VectorOperation, Workspace};
use harmonia_numerics::Flags;
use harmonia_numerics::vector::{Norm, Rope, VectorError, add, swiglu};
use rayon::prelude::*;

use super::ExecutorError;

/// Values for which it is worth waking another thread.
const WORTHWHILE: usize = 4096;

/// Whether every vector operation of the program has a meaning for the model's shapes and constants.
pub(super) fn check(workspace: &Workspace) -> Result<(), VectorError> {
    let mut steps = workspace.program().steps().iter();
    steps.try_for_each(|step| match step.operation {
        Operation::Vector(VectorOperation::Norm { gain, .. }) => norm(workspace, gain).map(drop),
        Operation::Vector(VectorOperation::Rope { .. }) => rope(workspace).map(drop),
        _ => Ok(()),
    })
}

fn norm(workspace: &Workspace, gain: NormId) -> Result<Norm, VectorError> {
    let model = workspace.model();
    Norm::new(model.gain(gain).len(), model.config.epsilon)
}

fn rope(workspace: &Workspace) -> Result<Rope, VectorError> {
    let config = &workspace.model().config;
    Rope::new(
        config.rope.pairing,
        config.key_length,
        config.rope.dimensions,
    )
}

/// Executes `operation`, which is that of `step`.
///
/// # Errors
/// The first token of the batch that has no result.
pub(super) fn execute(
    workspace: &mut Workspace,
    step: &Step,
    operation: VectorOperation,
) -> Result<(), ExecutorError> {
    let info = workspace.program().buffer(operation.writes());
    let (width, rows) = (info.width, info.rows);
    let flagged = match operation {
        VectorOperation::Norm { gain, from, to } => {
            let norm = norm(workspace, gain)?;
            workspace.fill(to, |own, out| {
                let (values, gain) = (own.read(from), own.model().gain(gain));
                for_each(width, out, |token, out| {
                    norm.apply(row(values, width, token), gain, out)
                })
            })
        }
        VectorOperation::Bias { linear, to } => workspace.fill(to, |own, sum| {
            let bias = own.model().bias(linear);
            for_each(width, sum, |_, sum| add(sum, bias))
        }),
        VectorOperation::Rope { heads } => {
            let rope = rope(workspace)?;
            workspace.fill(heads, |own, heads| {
                let turns = own.turns();
                for_each(width, heads, |token, heads| {
                    rope.apply(&turns[token], heads)
                })
            })
        }
        VectorOperation::SwiGlu { gate, up, to } => workspace.fill(to, |own, out| {
            let (gate, up) = (own.read(gate), own.read(up));
            for_each(width, out, |token, out| {
                swiglu(row(gate, width, token), row(up, width, token), out)
            })
        }),
        VectorOperation::Add { from, to } => workspace.fill(to, |own, sum| {
            let addend = own.read(from);
            for_each(width, sum, |token, sum| add(sum, row(addend, width, token)))
        }),
        VectorOperation::Select { from, to } => {
            workspace.select(from, to);
            None
        }
    };
    let Some((token, fault)) = flagged else {
        return Ok(());
    };
    let (run, position) = workspace.batch().place(rows, token);
    Err(ExecutorError::Vector {
        operation: step.name(workspace.program(), operation.writes()),
        sequence: run.sequence,
        position,
        fault,
    })
}

/// A token's vector.
fn row(vectors: &[f32], width: usize, token: usize) -> &[f32] {
    &vectors[token * width..][..width]
}

/// Computes the vector of every token; returns the first token with a flag.
fn for_each(
    width: usize,
    vectors: &mut [f32],
    compute: impl Fn(usize, &mut [f32]) -> Flags + Sync,
) -> Option<(usize, Fault)> {
    vectors
        .par_chunks_exact_mut(width)
        .enumerate()
        .with_min_len(WORTHWHILE.div_ceil(width))
        .find_map_first(|(token, vector)| Some((token, fault(compute(token, vector))?)))
}

/// A value that is no number counts before one that is too large, as in a device's products.
fn fault(flags: Flags) -> Option<Fault> {
    match flags {
        Flags { invalid: true, .. } => Some(Fault::Invalid),
        Flags { overflow: true, .. } => Some(Fault::Overflow),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use harmonia_model::{Batch, Buffer, Coded, Logits, Model, Rows, Run, WeightChoice};
    use harmonia_numerics::vector::reference;

    use super::*;

    /// The bundled model, one with biases, and one with norms of heads and the other pairing.
    fn models() -> [Model; 3] {
        let fixture = |name| {
            let model = env!("CARGO_MANIFEST_DIR").replace("/host", "/model");
            let path = format!("{model}/tests/fixtures/architectures/{name}.gguf");
            Model::open(path, WeightChoice::Auto, &mut |_, _| {}).unwrap()
        };
        let bundled = Model::bundled(WeightChoice::Auto, &mut |_, _| {}).unwrap();
        [bundled, fixture("llama_bias"), fixture("qwen3")]
    }

    /// A batch of two runs, of 70 tokens and of 3, with noise in all buffers.
    fn prepared(model: Model) -> Workspace {
        let mut workspace = Workspace::new(Arc::new(model), 2);
        let runs = [(70, Logits::All), (3, Logits::Last)].map(|(tokens, logits)| Run {
            sequence: workspace.sequences.open().unwrap(),
            first: 0,
            tokens: vec![7; tokens],
            logits,
        });
        workspace.begin(Batch { runs: runs.into() }).unwrap();
        let program = Arc::clone(workspace.program());
        for (number, (buffer, _)) in program.buffers().enumerate() {
            workspace.fill(buffer, |_, out| {
                for (place, out) in out.iter_mut().enumerate() {
                    let noise = (place as u32 + 99 * number as u32).wrapping_mul(0x9e37_79b9);
                    *out = (noise >> 8) as f32 / (1 << 22) as f32 - 2.0;
                }
            });
        }
        workspace
    }

    /// The vector operations of the program.
    fn operations(workspace: &Workspace) -> Vec<(Step, VectorOperation)> {
        let steps = workspace.program().steps().iter();
        let vector = |step: &Step| match step.operation {
            Operation::Vector(operation) => Some((step.clone(), operation)),
            _ => None,
        };
        steps.filter_map(vector).collect()
    }

    #[test]
    fn every_vector_operation_of_a_program_is_the_definitions_for_every_token() {
        let bits = |values: &[f32]| values.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        for mut workspace in models().map(prepared) {
            for (step, operation) in operations(&workspace) {
                let expected = defined(&workspace, operation);
                execute(&mut workspace, &step, operation).unwrap();
                let found = workspace.read(operation.writes());
                assert!(bits(found) == bits(&expected), "{step}");
            }
        }
    }

    #[test]
    fn the_first_token_with_a_value_that_is_no_number_is_named_by_every_operation() {
        for model in models() {
            names_the_first_token(prepared(model));
        }
    }

    fn names_the_first_token(mut workspace: Workspace) {
        let other = workspace.batch().runs[1].sequence;
        for (step, operation) in operations(&workspace) {
            if matches!(operation, VectorOperation::Select { .. }) {
                continue;
            }
            let from = operation.reads()[0];
            let info = workspace.program().buffer(from).clone();
            let before = workspace.read(from).to_vec();
            // Of the second run: all three tokens, or the last one where only that one's logits are wanted.
            let (least, position) = match info.rows {
                Rows::Tokens => (71, 1),
                Rows::Wanted => (70, 2),
            };
            workspace.fill(from, |_, out| out[least * info.width..].fill(f32::NAN));
            let error = execute(&mut workspace, &step, operation).unwrap_err();
            assert_eq!(
                (error.code(), error.sequence()),
                ("vector.invalid", Some(other))
            );
            let name = step.name(workspace.program(), operation.writes());
            let text = format!("token {position}: {name}: ");
            assert!(error.to_string().starts_with(&text), "{error}");
            workspace.fill(from, |_, out| out.copy_from_slice(&before));
        }
    }

    /// What an operation leaves, by the scalar reference on integers.
    fn defined(workspace: &Workspace, operation: VectorOperation) -> Vec<f32> {
        let width = |buffer: Buffer| workspace.program().buffer(buffer).width;
        let mut flags = Flags::default();
        let mut out = workspace.read(operation.writes()).to_vec();
        match operation {
            VectorOperation::Norm { gain, from, .. } => {
                let (norm, gain) = (norm(workspace, gain).unwrap(), workspace.model().gain(gain));
                let vectors = workspace.read(from).chunks(gain.len());
                for (vector, out) in vectors.zip(out.chunks_mut(gain.len())) {
                    flags |= reference::norm(&norm, vector, gain, out);
                }
            }
            VectorOperation::Bias { linear, .. } => {
                let addends = workspace.model().bias(linear).iter().cycle();
                for (sum, &addend) in out.iter_mut().zip(addends) {
                    *sum = reference::add(*sum, addend, &mut flags);
                }
            }
            VectorOperation::Rope { heads } => {
                let rope = rope(workspace).unwrap();
                let vectors = out.chunks_mut(width(heads));
                for (turns, heads) in workspace.turns().iter().zip(vectors) {
                    flags |= reference::rope(&rope, turns, heads);
                }
            }
            VectorOperation::SwiGlu { gate, up, .. } => {
                let sources = workspace.read(gate).iter().zip(workspace.read(up));
                for (out, (&gate, &up)) in out.iter_mut().zip(sources) {
                    *out = reference::swiglu(gate, up, &mut flags);
                }
            }
            VectorOperation::Add { from, .. } => {
                for (sum, &addend) in out.iter_mut().zip(workspace.read(from)) {
                    *sum = reference::add(*sum, addend, &mut flags);
                }
            }
            VectorOperation::Select { from, .. } => {
                let vectors = workspace.read(from).chunks(width(from));
                let vectors: Vec<&[f32]> = vectors.collect();
                let wanted = workspace.batch().wanted().flatten();
                out = wanted.flat_map(|token| vectors[token]).copied().collect();
            }
        }
        assert_eq!(fault(flags), None);
        out
    }
}
