//! What executors have in common that keep their buffers in the host's memory.

use std::sync::Arc;

use super::{Batch, BatchError, Buffer, Product, Program, Sequences};
use crate::forward::Rope;
use crate::model::Model;

/// The buffers of a program in the host's memory, and the sequences. What no arithmetic takes part in happens
/// here; what linear layers, attention and vector operations mean is the executor's.
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

    /// Lets `fill` write buffer `to`, which is as long as the batch wants it already; if an earlier step of the
    /// batch wrote it, it still holds that.
    pub fn fill<T>(&mut self, to: Buffer, fill: impl FnOnce(&Workspace, &mut [f32]) -> T) -> T {
        let mut out = self.take(to);
        let result = fill(self, &mut out);
        self.give(to, out);
        result
    }

    /// Keeps the vectors of the tokens whose logits are wanted:
    /// [`Select`](super::VectorOperation::Select).
    pub fn select(&mut self, from: Buffer, to: Buffer) {
        self.fill(to, |own, out| {
            let width = own.program.buffer(from).width;
            let mut rows = out.chunks_exact_mut(width);
            for (token, row) in own.batch.wanted().flatten().zip(&mut rows) {
                row.copy_from_slice(&own.read(from)[token * width..][..width]);
            }
        });
    }

    /// Of every token of the batch: cosine and sine of each pair's angle, for
    /// [`Rope`](super::VectorOperation::Rope).
    pub fn turns(&self) -> &[Vec<(f32, f32)>] {
        &self.turns
    }

    /// A buffer as long as the batch wants it. What it holds is of no meaning unless the batch wrote it.
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
