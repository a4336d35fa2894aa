//! The commands by the arithmetic of harmonia-numerics.

mod engine;

use std::sync::Arc;

use harmonia_numerics::{Matrix, Panels};

use crate::checked::Checked;
use crate::heads::Heads;
use crate::rules::Checker;
use crate::{AttentionLimits, Command, Device, DeviceError, Limits, MatrixId};
use engine::Engine;

/// The device in software. It has no clock.
pub struct Emulator {
    checker: Checker<Weights>,
    engine: Engine,
    /// Keys and values, as far as regions reach.
    memory: Vec<u64>,
    heads: Heads,
}

/// A stored matrix, for the reference and for the fast path.
struct Weights {
    matrix: Arc<Matrix>,
    panels: Panels,
}

impl Emulator {
    /// Token rows of [`new`](Self::new): enough that a prompt reads each weight from memory once.
    pub const TOKENS: usize = 32;

    /// What the fields of a command have room for. Memory is taken when it is used.
    pub const ATTENTION: AttentionLimits = AttentionLimits::FIELDS;

    /// An emulator with [`TOKENS`](Self::TOKENS) token rows of one bank each.
    pub fn new() -> Self {
        Self::with_limits(Limits {
            batch: Self::TOKENS,
            ..Limits::new(Self::TOKENS, Some(Self::ATTENTION))
        })
    }

    /// An emulator with as many token rows as an engine has, or more. They change its speed, never its
    /// results.
    ///
    /// # Panics
    /// When `tokens` is 0.
    pub fn with_tokens(tokens: usize) -> Self {
        Self::with_limits(Limits::new(tokens, Some(Self::ATTENTION)))
    }

    /// An emulator that refuses what a device with these limits refuses.
    ///
    /// # Panics
    /// When there is no token row, or a buffer of more blocks or batches of more tokens than the contract's.
    pub fn with_limits(limits: Limits) -> Self {
        Emulator {
            engine: Engine::new(&limits),
            memory: Vec::new(),
            heads: Heads::default(),
            checker: Checker::new(limits),
        }
    }

    /// What the commands of attention have written: the words of each head's region, by where it begins.
    pub fn memory(&self) -> impl Iterator<Item = (usize, &[u64])> {
        let regions = self.heads.regions();
        regions.map(|words| (words.start, &self.memory[words]))
    }
}

impl Default for Emulator {
    fn default() -> Self {
        Self::new()
    }
}

impl Device for Emulator {
    fn store(&mut self, matrix: Arc<Matrix>) -> Result<MatrixId, DeviceError> {
        let weights = Weights {
            panels: Panels::new(&matrix),
            matrix: Arc::clone(&matrix),
        };
        Ok(self.checker.store(&matrix, weights))
    }

    fn release(&mut self, matrix: MatrixId) {
        self.checker.release(matrix);
    }

    fn execute(
        &mut self,
        commands: &[Command<'_>],
        results: &mut Vec<f32>,
    ) -> Result<(), DeviceError> {
        let checked = self.checker.check(commands)?;
        let start = results.len();
        let cache = (&mut self.memory, &mut self.heads);
        let outcome = run(&mut self.engine, cache, &checked, results);
        if outcome.is_err() {
            results.truncate(start);
        }
        outcome
    }

    fn limits(&self) -> &Limits {
        self.checker.limits()
    }

    fn cycles(&self) -> Option<u64> {
        None
    }

    fn describe(&self) -> String {
        format!("emulator, {} token rows", self.limits().token_rows)
    }
}

/// Runs the commands to the end, and gives the first fault.
fn run(
    engine: &mut Engine,
    (memory, heads): (&mut Vec<u64>, &mut Heads),
    commands: &[Checked<'_, Weights>],
    results: &mut Vec<f32>,
) -> Result<(), DeviceError> {
    let mut outcome = Ok(());
    let mut next = 0;
    while let Some(command) = commands.get(next) {
        let rest = &commands[next..];
        let mut count = 1;
        let ran = match command {
            Checked::Load(load) => {
                engine.load(load);
                Ok(())
            }
            Checked::Multiply(multiply) if multiply.is_whole() => {
                let whole = leading(rest, |command| match command {
                    Checked::Multiply(multiply) if multiply.is_whole() => Some(multiply),
                    _ => None,
                });
                count = whole.len();
                engine.multiply_whole(next, &whole, results)
            }
            Checked::Multiply(part) => engine.multiply_part(next, part, results),
            Checked::Configure(_) => {
                memory.clear();
                heads.clear();
                Ok(())
            }
            Checked::Attention(_) => {
                let attention = leading(rest, |command| match command {
                    Checked::Attention(attention) => Some(attention),
                    _ => None,
                });
                count = attention.len();
                let overflow = heads.run(memory, &attention, results);
                overflow.map_or(Ok(()), |overflow| {
                    Err(DeviceError::ScoreOverflow {
                        command: next + overflow.index,
                        region: overflow.region,
                        position: overflow.position,
                    })
                })
            }
        };
        outcome = outcome.and(ran);
        next += count;
    }
    outcome
}

/// The commands of one kind before the first of another.
fn leading<'l, 'c, T>(
    commands: &'l [Checked<'c, Weights>],
    kind: impl Fn(&'l Checked<'c, Weights>) -> Option<T>,
) -> Vec<T> {
    commands.iter().map_while(kind).collect()
}
