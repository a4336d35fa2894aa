//! What executes commands.

use std::ops::DerefMut;
use std::sync::Arc;

use harmonia_numerics::Matrix;

use crate::{Command, DeviceError, Limits, MatrixId};

/// Executes commands. Every implementation yields the same bits and the same faults for the same commands.
///
/// A device may be used from any thread, by one at a time.
pub trait Device: Send {
    /// Keeps a matrix for the commands to come.
    ///
    /// # Errors
    /// When the device has no room for it.
    fn store(&mut self, matrix: Arc<Matrix>) -> Result<MatrixId, DeviceError>;

    /// Gives the room of a matrix back. Commands that use it are illegal from then on; its number is not
    /// given again.
    fn release(&mut self, matrix: MatrixId);

    /// Executes `commands` in order and appends what they yield to `results`.
    ///
    /// Blocks in the buffers, an unfinished sum, keys and values stay for the next call.
    ///
    /// # Errors
    /// * An illegal command: nothing has been executed.
    /// * A fault in a result (the first one in the order of the results); `results` is as it was. All
    ///   commands have been executed and the device can be used again; load before multiplying.
    /// * A transport that fails; the device cannot be used again.
    fn execute(
        &mut self,
        commands: &[Command<'_>],
        results: &mut Vec<f32>,
    ) -> Result<(), DeviceError>;

    /// What it has room for.
    fn limits(&self) -> &Limits;

    /// Clock cycles so far; `None` where there is no clock.
    fn cycles(&self) -> Option<u64>;

    /// One line for people.
    fn describe(&self) -> String;
}

/// `&mut D`, `Box<D>`.
impl<P: DerefMut<Target: Device> + Send> Device for P {
    fn store(&mut self, matrix: Arc<Matrix>) -> Result<MatrixId, DeviceError> {
        (**self).store(matrix)
    }

    fn release(&mut self, matrix: MatrixId) {
        (**self).release(matrix);
    }

    fn execute(
        &mut self,
        commands: &[Command<'_>],
        results: &mut Vec<f32>,
    ) -> Result<(), DeviceError> {
        (**self).execute(commands, results)
    }

    fn limits(&self) -> &Limits {
        (**self).limits()
    }

    fn cycles(&self) -> Option<u64> {
        (**self).cycles()
    }

    fn describe(&self) -> String {
        (**self).describe()
    }
}
