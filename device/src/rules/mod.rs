//! The rules of commands, in one place for all devices.
//!
//! A device asks before it runs anything: commands that break a rule would make the hardware wait for beats
//! that never come, or read blocks that nobody wrote, and every device must refuse the same ones.

mod attention;
mod engine;
mod error;
#[cfg(test)]
mod tests;

use harmonia_numerics::Matrix;
use harmonia_numerics::kv::Stand;

use crate::checked::{Attention, Checked, Load, Multiply, Operation};
use crate::{Command, DeviceError, Limits, MatrixId};
use attention::AttentionState;
pub(crate) use attention::{Head, place};
use engine::EngineState;
pub use error::CommandError;

/// Turns commands into checked ones, and follows what they leave behind. `M` is what a device keeps of a
/// matrix.
pub(crate) struct Checker<M> {
    limits: Limits,
    /// By their numbers. Those that were given back leave a gap.
    matrices: Vec<Option<Stored<M>>>,
    state: State,
}

struct Stored<M> {
    rows: usize,
    groups: usize,
    matrix: M,
}

/// What commands have left behind.
#[derive(Clone)]
struct State {
    engine: EngineState,
    attention: AttentionState,
}

impl<M> Checker<M> {
    /// A device with these limits, just turned on.
    ///
    /// # Panics
    /// When there is no token row, or a buffer of more blocks or a batch of more tokens than a command can name.
    pub(crate) fn new(limits: Limits) -> Self {
        let state = State {
            engine: EngineState::new(&limits),
            attention: AttentionState::default(),
        };
        Checker {
            limits,
            matrices: Vec::new(),
            state,
        }
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Keeps a matrix of the shape of `shape`.
    pub(crate) fn store(&mut self, shape: &Matrix, matrix: M) -> MatrixId {
        self.matrices.push(Some(Stored {
            rows: shape.rows(),
            groups: shape.groups_per_row(),
            matrix,
        }));
        MatrixId::new(self.matrices.len() - 1)
    }

    /// Gives a matrix back, if it is there.
    pub(crate) fn release(&mut self, matrix: MatrixId) {
        if let Some(stored) = self.matrices.get_mut(matrix.index()) {
            *stored = None;
        }
    }

    /// Checks commands that are to be run after all that were checked before. Illegal ones leave no trace.
    ///
    /// # Errors
    /// The first command that breaks a rule.
    pub(crate) fn check<'c>(
        &'c mut self,
        commands: &'c [Command<'_>],
    ) -> Result<Vec<Checked<'c, M>>, DeviceError> {
        let mut state = self.state.clone();
        let mut checked = Vec::with_capacity(commands.len());
        for (index, command) in commands.iter().enumerate() {
            let command = state.check(&self.limits, &self.matrices, command);
            checked.push(command.map_err(|reason| DeviceError::Illegal { index, reason })?);
        }
        self.state = state;
        Ok(checked)
    }
}

impl State {
    fn check<'c, M>(
        &mut self,
        limits: &Limits,
        matrices: &'c [Option<Stored<M>>],
        command: &'c Command<'_>,
    ) -> Result<Checked<'c, M>, CommandError> {
        let (region, operation) = match *command {
            Command::Load {
                token,
                tokens,
                base,
                values,
            } => {
                let batch = self
                    .engine
                    .load(limits, [token, tokens], base, values.len())?;
                return Ok(Checked::Load(Load {
                    token,
                    batch,
                    base,
                    values,
                }));
            }
            Command::MatMul(ref matmul) => {
                let stored = stored(matrices, matmul.matrix)?;
                let batch = self
                    .engine
                    .multiply(limits, matmul, stored.rows, stored.groups)?;
                return Ok(Checked::Multiply(Multiply {
                    matmul,
                    batch,
                    matrix: &stored.matrix,
                }));
            }
            Command::Configure(layout) => {
                self.attention.configure(limits, layout)?;
                return Ok(Checked::Configure(layout));
            }
            Command::Write { region, offsets } => (region, Operation::Write { offsets }),
            Command::Store {
                region,
                position,
                key,
                value,
            } => (
                region,
                Operation::Store {
                    position,
                    key,
                    value,
                },
            ),
            Command::Commit { region, page } => (region, Operation::Commit { page }),
            Command::Attend {
                region,
                position,
                distance,
                step,
                heads,
                queries,
            } => {
                self.engine.forget();
                let operation = Operation::Attend {
                    stand: Stand { position, distance },
                    step,
                    heads,
                    queries,
                };
                (region, operation)
            }
        };
        let layout = self.attention.check(limits, region, &operation)?;
        Ok(Checked::Attention(Attention {
            region,
            layout,
            operation,
        }))
    }
}

fn stored<M>(matrices: &[Option<Stored<M>>], matrix: MatrixId) -> Result<&Stored<M>, CommandError> {
    let found = matrices.get(matrix.index()).and_then(Option::as_ref);
    found.ok_or_else(|| CommandError::Matrix {
        matrix,
        stored: matrices.iter().flatten().count(),
    })
}
