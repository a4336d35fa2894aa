//! One sequence of an executor.

use std::sync::Arc;

use super::{Batch, Executor, Logits, Run, SequenceId, Step};

/// One sequence of tokens on an executor, which may be a `&mut` one; closed when dropped.
#[derive(Debug)]
pub struct Session<E: Executor> {
    executor: E,
    sequence: SequenceId,
    position: usize,
}

impl<E: Executor> Session<E> {
    /// An empty sequence.
    ///
    /// # Errors
    /// When the executor has no room for another sequence.
    pub fn new(mut executor: E) -> Result<Session<E>, E::Error> {
        Ok(Session {
            sequence: executor.open()?,
            executor,
            position: 0,
        })
    }

    /// Tokens processed so far.
    pub fn position(&self) -> usize {
        self.position
    }

    /// Its number on the executor.
    pub fn sequence(&self) -> SequenceId {
        self.sequence
    }

    /// What the sequence lives on.
    pub fn executor(&self) -> &E {
        &self.executor
    }

    /// For what concerns other sequences, or the executor alone.
    pub fn executor_mut(&mut self) -> &mut E {
        &mut self.executor
    }

    /// The run that continues the sequence with `tokens`.
    fn next(&self, tokens: &[u32], logits: Logits) -> Run {
        Run {
            sequence: self.sequence,
            first: self.position,
            tokens: tokens.to_vec(),
            logits,
        }
    }

    /// Appends `tokens` to the sequence and returns the logits asked for.
    ///
    /// # Errors
    /// Whatever the executor cannot do; the sequence is then as it was before the call.
    pub fn forward(&mut self, tokens: &[u32], logits: Logits) -> Result<Vec<f32>, E::Error> {
        let logits = self.executor.run(Batch::of(self.next(tokens, logits)))?;
        self.position += tokens.len();
        Ok(logits)
    }

    /// [`forward`](Session::forward) with `step` executing every step, so that it can look at buffers.
    ///
    /// # Errors
    /// Those of the executor and of `step`; the sequence is then as it was before the call.
    pub fn walk(
        &mut self,
        tokens: &[u32],
        logits: Logits,
        mut step: impl FnMut(&mut E, &Step) -> Result<(), E::Error>,
    ) -> Result<Vec<f32>, E::Error> {
        self.executor.begin(Batch::of(self.next(tokens, logits)))?;
        let program = Arc::clone(self.executor.program());
        let mut steps = program.steps().iter();
        steps.try_for_each(|next| step(&mut self.executor, next))?;
        let logits = self.executor.finish()?;
        self.position += tokens.len();
        Ok(logits)
    }

    /// Forgets all but the first `tokens` tokens; does nothing if there are no more than that.
    ///
    /// # Errors
    /// When the executor cannot take that many back; nothing has then changed.
    pub fn truncate(&mut self, tokens: usize) -> Result<(), E::Error> {
        self.executor.truncate(self.sequence, tokens)?;
        self.position = self.position.min(tokens);
        Ok(())
    }
}

impl<E: Executor> Drop for Session<E> {
    fn drop(&mut self) {
        // The sequence is open, and an executor that failed is of no use to anyone else.
        let _ = self.executor.close(self.sequence);
    }
}
