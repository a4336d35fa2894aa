//! Executors for tests, and what they are fed with.

use std::sync::Arc;

use crate::writer::Writer;
use harmonia_model::{
    Batch, BatchError, Buffer, Coded, Executor, Model, Program, Reference, SequenceId, Session,
    Step, WeightChoice,
};

pub fn load(writer: &Writer, choice: WeightChoice) -> Arc<Model> {
    Arc::new(Model::from_bytes(&writer.bytes(), choice, &mut |_, _| {}).unwrap())
}

/// The bundled model.
pub fn tiny() -> Arc<Model> {
    Arc::new(Model::bundled(WeightChoice::Auto, &mut |_, _| {}).unwrap())
}

/// Two small layers, and a context of 64 tokens.
pub fn two_layers() -> Arc<Model> {
    load(&Writer::layers(2), WeightChoice::Auto)
}

/// A sequence on an executor of its own.
pub fn session(model: &Arc<Model>) -> Session<Reference> {
    Session::new(Reference::new(Arc::clone(model))).unwrap()
}

pub fn tokens(count: u32) -> Vec<u32> {
    (0..count).map(|i| i * 37 % 250).collect()
}

pub fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|value| value.to_bits()).collect()
}

/// The reference on a board that can be pulled out.
pub struct Interrupted {
    inner: Reference,
    /// The number of steps that still succeed; the one after them fails, and the board is back.
    pub after: Option<usize>,
}

#[derive(Debug, thiserror::Error)]
pub enum InterruptedError {
    #[error("the board is gone")]
    Gone,
    #[error(transparent)]
    Batch(#[from] BatchError),
}

impl Coded for InterruptedError {
    fn code(&self) -> &'static str {
        match self {
            InterruptedError::Gone => "test.interrupted",
            InterruptedError::Batch(source) => source.code(),
        }
    }
}

impl Interrupted {
    pub fn new(model: &Arc<Model>) -> Interrupted {
        Interrupted {
            inner: Reference::new(Arc::clone(model)),
            after: None,
        }
    }
}

impl Executor for Interrupted {
    type Error = InterruptedError;

    fn model(&self) -> &Arc<Model> {
        self.inner.model()
    }

    fn program(&self) -> &Arc<Program> {
        self.inner.program()
    }

    fn open(&mut self) -> Result<SequenceId, InterruptedError> {
        Ok(self.inner.open()?)
    }

    fn truncate(&mut self, sequence: SequenceId, tokens: usize) -> Result<(), InterruptedError> {
        Ok(self.inner.truncate(sequence, tokens)?)
    }

    fn close(&mut self, sequence: SequenceId) -> Result<(), InterruptedError> {
        Ok(self.inner.close(sequence)?)
    }

    fn begin(&mut self, batch: Batch) -> Result<(), InterruptedError> {
        Ok(self.inner.begin(batch)?)
    }

    fn step(&mut self, step: &Step) -> Result<(), InterruptedError> {
        match self.after {
            Some(0) => {
                self.after = None;
                return Err(InterruptedError::Gone);
            }
            Some(steps) => self.after = Some(steps - 1),
            None => {}
        }
        Ok(self.inner.step(step)?)
    }

    fn finish(&mut self) -> Result<Vec<f32>, InterruptedError> {
        Ok(self.inner.finish()?)
    }

    fn read(&mut self, buffer: Buffer) -> Result<&[f32], InterruptedError> {
        Ok(self.inner.read(buffer)?)
    }
}
