//! What executors have in common whose vector operations the host computes: buffers, sequences, and those
//! operations in FP32.

use std::sync::Arc;

use rayon::prelude::*;

use super::{Batch, BatchError, Buffer, NormId, Product, Program, Sequences, VectorOperation};
use crate::forward::{Rope, exp, rotate, sum, vectorised};
use crate::model::Model;

/// The buffers of a program in the host's memory, and its vector operations in FP32 with one fixed order of
/// operations: the same tokens give the same bits, however they are cut into batches and however many threads
/// there are.
#[derive(Debug)]
pub struct Workspace {
    model: Arc<Model>,
    program: Arc<Program>,
    /// Which sequences are open, and how long they are.
    pub sequences: Sequences,
    rope: Rope,
    batch: Batch,
    /// Of every token of the batch: cosine and sine of each pair's angle.
    turns: Vec<Vec<(f32, f32)>>,
    /// By [`Buffer::index`]: `[tokens][width]`.
    buffers: Vec<Vec<f32>>,
    exported: Vec<f32>,
}

impl Workspace {
    /// For `sequences` sequences of `model` at a time.
    pub fn new(model: Arc<Model>, sequences: usize) -> Workspace {
        let program = Program::compile(&model.config);
        Workspace {
            rope: Rope::new(&model.config.rope),
            buffers: vec![Vec::new(); program.buffers().count()],
            sequences: Sequences::new(sequences),
            batch: Batch::default(),
            turns: Vec::new(),
            exported: Vec::new(),
            program: Arc::new(program),
            model,
        }
    }

    /// The model whose weights the executor has.
    pub fn model(&self) -> &Arc<Model> {
        &self.model
    }

    /// The operations, and the buffers that are kept here.
    pub fn program(&self) -> &Arc<Program> {
        &self.program
    }

    /// The batch that was begun last.
    pub fn batch(&self) -> &Batch {
        &self.batch
    }

    /// What a buffer holds, `[tokens][width]`.
    pub fn read(&self, buffer: Buffer) -> &[f32] {
        &self.buffers[buffer.index()]
    }

    /// Checks a batch and makes ready for it.
    pub fn begin(&mut self, batch: Batch) -> Result<(), BatchError> {
        self.sequences.check(&self.model.config, &batch)?;
        let positions = batch.positions();
        self.turns = positions.map(|p| self.rope.turns(p)).collect();
        self.exported.clear();
        self.batch = batch;
        Ok(())
    }

    /// Ends the batch: its sequences have its tokens. Returns what was exported.
    pub fn finish(&mut self) -> Vec<f32> {
        self.sequences.extend(&std::mem::take(&mut self.batch));
        std::mem::take(&mut self.exported)
    }

    /// The embeddings of the batch's tokens.
    pub fn import(&mut self, to: Buffer) {
        let width = self.model.config.width;
        let mut out = self.take(to);
        let tokens = self.batch.runs.iter().flat_map(|run| &run.tokens);
        for (token, row) in tokens.zip(out.chunks_exact_mut(width)) {
            self.model.embedding.row(*token as usize, row);
        }
        self.give(to, out);
    }

    /// Hands a buffer out.
    pub fn export(&mut self, from: Buffer) {
        self.exported.extend(&self.buffers[from.index()]);
    }

    /// Lets `multiply(tokens, input, outputs)` fill the buffers of `products` from `from`. Each output is
    /// `[tokens][rows]` long already.
    pub fn linear<T>(
        &mut self,
        from: Buffer,
        products: &[Product],
        multiply: impl FnOnce(usize, &[f32], &mut [Vec<f32>]) -> T,
    ) -> T {
        let mut outputs: Vec<Vec<f32>> = products.iter().map(|p| self.take(p.to)).collect();
        let tokens = self.batch.rows(self.program.buffer(from).rows);
        let result = multiply(tokens, self.read(from), &mut outputs);
        for (product, output) in products.iter().zip(outputs) {
            self.give(product.to, output);
        }
        result
    }

    /// Lets `fill` write buffer `to`, which is as long as the batch wants it already.
    pub fn fill<T>(&mut self, to: Buffer, fill: impl FnOnce(&Workspace, &mut [f32]) -> T) -> T {
        let mut out = self.take(to);
        let result = fill(self, &mut out);
        self.give(to, out);
        result
    }

    /// Executes a vector operation.
    pub fn vector(&mut self, operation: VectorOperation) {
        match operation {
            VectorOperation::Norm { gain, from, to } => self.fill(to, |own, out| {
                let gain = own.gain(gain);
                rms_norm(own.read(from), gain, own.model.config.epsilon, out);
            }),
            VectorOperation::Rope { heads } => {
                let length = self.model.config.key_length;
                let width = self.program.buffer(heads).width;
                let vectors = self.buffers[heads.index()].chunks_exact_mut(width);
                for (turns, vector) in self.turns.iter().zip(vectors) {
                    rotate(turns, length, vector);
                }
            }
            VectorOperation::SwiGlu { gate, up, to } => {
                self.fill(to, |own, out| swiglu(own.read(gate), own.read(up), out));
            }
            VectorOperation::Add { from, to } => {
                let mut sum = std::mem::take(&mut self.buffers[to.index()]);
                for (sum, value) in sum.iter_mut().zip(self.read(from)) {
                    *sum += value;
                }
                self.give(to, sum);
            }
            VectorOperation::Select { from, to } => self.fill(to, |own, out| {
                let width = own.program.buffer(from).width;
                let mut rows = out.chunks_exact_mut(width);
                for (token, row) in own.batch.wanted().flatten().zip(&mut rows) {
                    row.copy_from_slice(&own.read(from)[token * width..][..width]);
                }
            }),
        }
    }

    fn gain(&self, id: NormId) -> &[f32] {
        match id {
            NormId::Attention(layer) => &self.model.norms[usize::from(layer)].attention,
            NormId::FeedForward(layer) => &self.model.norms[usize::from(layer)].feed_forward,
            NormId::Output => &self.model.output_norm,
        }
    }

    /// A buffer as long as the batch wants it; what it holds is of no meaning.
    fn take(&mut self, buffer: Buffer) -> Vec<f32> {
        let info = self.program.buffer(buffer);
        let length = self.batch.rows(info.rows) * info.width;
        let mut values = std::mem::take(&mut self.buffers[buffer.index()]);
        values.resize(length, 0.0);
        values
    }

    fn give(&mut self, buffer: Buffer, values: Vec<f32>) {
        self.buffers[buffer.index()] = values;
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
