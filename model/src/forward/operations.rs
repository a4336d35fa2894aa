//! Vector operations in FP32, those of the reference. A device's have an arithmetic of their own
//! (docs/numerics.md, "Vector operations").

use rayon::prelude::*;

use super::exponential::exp;
use super::rope::rotate;
use super::vector::{sum, vectorised};
use crate::program::{VectorOperation, Workspace};

/// Executes a vector operation with one fixed order of operations: the same tokens give the same bits, however
/// they are cut into batches and however many threads there are.
pub(super) fn execute(workspace: &mut Workspace, operation: VectorOperation) {
    match operation {
        VectorOperation::Norm { gain, from, to } => workspace.fill(to, |own, out| {
            let epsilon = own.model().config.epsilon;
            rms_norm(own.read(from), own.model().gain(gain), epsilon, out);
        }),
        VectorOperation::Bias { linear, to } => workspace.fill(to, |own, out| {
            let bias = own.model().bias(linear);
            for vector in out.chunks_exact_mut(bias.len()) {
                let sums = vector.iter_mut().zip(bias);
                sums.for_each(|(sum, value)| *sum += value);
            }
        }),
        VectorOperation::Rope { heads } => workspace.fill(heads, |own, out| {
            let config = &own.model().config;
            let width = own.program().buffer(heads).width;
            for (turns, vector) in own.turns().iter().zip(out.chunks_exact_mut(width)) {
                rotate(turns, config.rope.pairing, config.key_length, vector);
            }
        }),
        VectorOperation::SwiGlu { gate, up, to } => {
            workspace.fill(to, |own, out| swiglu(own.read(gate), own.read(up), out));
        }
        VectorOperation::Add { from, to } => workspace.fill(to, |own, out| {
            for (sum, value) in out.iter_mut().zip(own.read(from)) {
                *sum += value;
            }
        }),
        VectorOperation::Select { from, to } => workspace.select(from, to),
    }
}

/// `x / sqrt(mean(x^2) + epsilon) * gain` for every vector of `[..][gain's length]`.
fn rms_norm(input: &[f32], gain: &[f32], epsilon: f32, out: &mut [f32]) {
    let width = gain.len();
    out.par_chunks_mut(width)
        .zip(input.par_chunks(width))
        .for_each(|(out, row)| {
            vectorised(
                #[inline(always)]
                || {
                    let mean = sum(row, |x| x * x) / width as f64;
                    let factor = (1.0 / (mean + f64::from(epsilon)).sqrt()) as f32;
                    for ((out, x), gain) in out.iter_mut().zip(row).zip(gain) {
                        *out = x * factor * gain;
                    }
                },
            );
        });
}

/// `out = gate * sigmoid(gate) * up`, element by element.
fn swiglu(gate: &[f32], up: &[f32], out: &mut [f32]) {
    const CHUNK: usize = 4096;
    out.par_chunks_mut(CHUNK)
        .zip(gate.par_chunks(CHUNK).zip(up.par_chunks(CHUNK)))
        .for_each(|(out, (gate, up))| {
            vectorised(
                #[inline(always)]
                || {
                    for (out, (gate, up)) in out.iter_mut().zip(gate.iter().zip(up)) {
                        *out = *gate / (1.0 + exp(-*gate)) * up;
                    }
                },
            );
        });
}
