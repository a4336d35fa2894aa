//! Who executes programs.

use std::sync::Arc;

use super::{Batch, BatchError, Buffer, Program, SequenceId, Step};
use crate::model::Model;

/// An error with a name that stays the same from release to release, for programs and for searching.
pub trait Coded: std::error::Error {
    /// The stable name of the error: `forward.context`.
    fn code(&self) -> &'static str;

    /// The sequence whose run was the cause, if one run was: without it the batch might have gone through.
    /// The message leaves it out where only the caller knows what the sequence is to people.
    fn sequence(&self) -> Option<SequenceId> {
        None
    }
}

/// Executes the program of a model, and keeps the keys and values of sequences and the program's buffers.
///
/// The result for a token depends only on the tokens of its sequence up to it: not on the other runs of its
/// batch, nor on how its sequence was cut into runs.
pub trait Executor: Send {
    /// What can go wrong: at least what is wrong with a batch.
    type Error: Coded + From<BatchError> + Send;

    /// The model whose weights it has.
    fn model(&self) -> &Arc<Model>;

    /// The operations that it executes, in their order.
    fn program(&self) -> &Arc<Program>;

    /// An empty sequence.
    ///
    /// # Errors
    /// When there is no room for another one.
    fn open(&mut self) -> Result<SequenceId, Self::Error>;

    /// Forgets all but the first `tokens` tokens of a sequence; does nothing if there are no more than that.
    ///
    /// # Errors
    /// When what was kept of the others cannot be taken back; nothing has then changed. 0 always can.
    fn truncate(&mut self, sequence: SequenceId, tokens: usize) -> Result<(), Self::Error>;

    /// Gives the room of a sequence back.
    fn close(&mut self, sequence: SequenceId) -> Result<(), Self::Error>;

    /// Makes ready for the steps of a batch.
    ///
    /// # Errors
    /// When the batch cannot follow what the sequences have, or its tokens would not all fit; nothing has
    /// then changed.
    fn begin(&mut self, batch: Batch) -> Result<(), Self::Error>;

    /// Executes the next step of the program for the batch that was begun.
    ///
    /// # Errors
    /// What a value or the device makes impossible. The batch is then over; sequences have the tokens they
    /// had before it, and the same batch or another may follow. An executor that cannot take back what it has
    /// compressed refuses to go on with a sequence whose run went over the end of a page, until that is
    /// truncated to 0.
    fn step(&mut self, step: &Step) -> Result<(), Self::Error>;

    /// Ends the batch after its last step: sequences have its tokens. Returns what was exported, in the
    /// batch's order: the logits wanted, `[vocabulary]` each.
    fn finish(&mut self) -> Result<Vec<f32>, Self::Error>;

    /// What a buffer holds after a step, `[tokens][width]`; only between steps of a batch.
    fn read(&mut self, buffer: Buffer) -> Result<&[f32], Self::Error>;

    /// Whether [`read`](Executor::read) gives what the last step left in `buffer`. An executor that takes several
    /// steps at once has nothing to show in between.
    fn shows(&self, _buffer: Buffer) -> bool {
        true
    }

    /// Clock cycles so far; `None` where there is no clock.
    fn cycles(&self) -> Option<u64> {
        None
    }

    /// The whole program for one batch; returns what [`finish`](Executor::finish) does.
    fn run(&mut self, batch: Batch) -> Result<Vec<f32>, Self::Error> {
        self.begin(batch)?;
        let program = Arc::clone(self.program());
        // On a thread of rayon's pool: from outside of it, each of the hundreds of parallel loops of a pass
        // would put the caller to sleep and wake it again, which takes longer than a small layer.
        rayon::scope(|_| program.steps().iter().try_for_each(|step| self.step(step)))?;
        self.finish()
    }
}

impl<E: Executor + ?Sized> Executor for &mut E {
    type Error = E::Error;

    fn model(&self) -> &Arc<Model> {
        (**self).model()
    }

    fn program(&self) -> &Arc<Program> {
        (**self).program()
    }

    fn open(&mut self) -> Result<SequenceId, E::Error> {
        (**self).open()
    }

    fn truncate(&mut self, sequence: SequenceId, tokens: usize) -> Result<(), E::Error> {
        (**self).truncate(sequence, tokens)
    }

    fn close(&mut self, sequence: SequenceId) -> Result<(), E::Error> {
        (**self).close(sequence)
    }

    fn begin(&mut self, batch: Batch) -> Result<(), E::Error> {
        (**self).begin(batch)
    }

    fn step(&mut self, step: &Step) -> Result<(), E::Error> {
        (**self).step(step)
    }

    fn finish(&mut self) -> Result<Vec<f32>, E::Error> {
        (**self).finish()
    }

    fn read(&mut self, buffer: Buffer) -> Result<&[f32], E::Error> {
        (**self).read(buffer)
    }

    fn shows(&self, buffer: Buffer) -> bool {
        (**self).shows(buffer)
    }

    fn cycles(&self) -> Option<u64> {
        (**self).cycles()
    }

    fn run(&mut self, batch: Batch) -> Result<Vec<f32>, E::Error> {
        (**self).run(batch)
    }
}
