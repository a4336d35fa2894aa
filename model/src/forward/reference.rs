//! The FP32 reference: what every device is measured against.

use std::sync::Arc;

use super::{DenseLinears, FloatAttention, operations};
use crate::model::Model;
use crate::program::{
    Batch, BatchError, Buffer, Executor, Operation, Program, SequenceId, Step, Workspace,
};

/// Everything in FP32.
#[derive(Debug)]
pub struct Reference {
    workspace: Workspace,
    linears: DenseLinears,
    attention: FloatAttention,
}

impl Reference {
    /// For any number of sequences of `model`, whose weights are dequantised unless they are floats.
    pub fn new(model: Arc<Model>) -> Reference {
        Reference {
            linears: DenseLinears::new(&model),
            attention: FloatAttention::new(&model.config),
            workspace: Workspace::new(model, usize::MAX),
        }
    }
}

impl Executor for Reference {
    type Error = BatchError;

    fn model(&self) -> &Arc<Model> {
        self.workspace.model()
    }

    fn program(&self) -> &Arc<Program> {
        self.workspace.program()
    }

    fn open(&mut self) -> Result<SequenceId, BatchError> {
        self.workspace.sequences.open()
    }

    fn truncate(&mut self, sequence: SequenceId, tokens: usize) -> Result<(), BatchError> {
        self.workspace.sequences.truncate(sequence, tokens)?;
        self.attention.truncate(sequence, tokens);
        Ok(())
    }

    fn close(&mut self, sequence: SequenceId) -> Result<(), BatchError> {
        self.workspace.sequences.close(sequence)?;
        self.attention.close(sequence);
        Ok(())
    }

    fn begin(&mut self, batch: Batch) -> Result<(), BatchError> {
        self.workspace.begin(batch)
    }

    fn step(&mut self, step: &Step) -> Result<(), BatchError> {
        match &step.operation {
            Operation::Import { to } => self.workspace.import(*to),
            Operation::Linear { from, products } => {
                self.workspace
                    .linear(*from, products, |tokens, input, outputs| {
                        self.linears.apply(products, tokens, input, outputs);
                    });
            }
            Operation::Attend(attend) => self.attention.attend(&mut self.workspace, attend),
            Operation::Vector(vector) => operations::execute(&mut self.workspace, *vector),
            Operation::Export { from } => self.workspace.export(*from),
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<Vec<f32>, BatchError> {
        Ok(self.workspace.finish())
    }

    fn read(&mut self, buffer: Buffer) -> Result<&[f32], BatchError> {
        Ok(self.workspace.read(buffer))
    }
}
