//! Commands that are legal after those before them, in calls that are refused now and then.

use std::sync::Arc;

use harmonia_contract::size::BUFFER_BLOCKS;
use harmonia_device::{AttentionLimits, Command};
use harmonia_numerics::Matrix;

use super::illegal;
use super::sequence::Call;
use super::sketch::{Head, Sketch};
use super::values::{Random, Values};
use crate::Stalls;

/// Makes commands that are legal after those it has made.
pub(super) struct Generator<'v> {
    pub random: Random,
    pub values: &'v Values,
    /// Token rows.
    pub rows: usize,
    /// The most tokens of a batch.
    pub batch: usize,
    pub limits: AttentionLimits,
    pub matrices: Vec<Arc<Matrix>>,
    pub sketch: Sketch,
    /// Weights of the kinds of commands.
    liking: [usize; 7],
}

impl<'v> Generator<'v> {
    pub(super) fn new(
        mut random: Random,
        values: &'v Values,
        [rows, batch]: [usize; 2],
        limits: AttentionLimits,
        matrices: Vec<Arc<Matrix>>,
    ) -> Self {
        // Each sequence has kinds of its own that it likes.
        let liking = [12, 22, 2, 5, 24, 20, 16].map(|weight| weight * random.pick(&[1, 1, 2, 4]));
        Generator {
            random,
            values,
            rows,
            batch,
            limits,
            matrices,
            sketch: Sketch::new(rows),
            liking,
        }
    }

    /// Some commands, the last or last but one of which may be illegal.
    pub(super) fn call(&mut self) -> Call<'v> {
        let before = self.sketch.clone();
        let length = self.random.pick(&[1, 1, 2, 4, 8, 16, 32]);
        let mut commands = Vec::new();
        for _ in 0..1 + self.random.below(length) {
            self.step(&mut commands);
        }
        let mut refusal = None;
        if self.random.chance(12) {
            let (command, code) = illegal::command(self);
            refusal = Some(code);
            commands.push(command);
            // Nobody may look behind it.
            if self.random.chance(20) {
                self.step(&mut commands);
            }
            self.sketch = before;
        }
        Call {
            commands,
            stalls: self.stalls(),
            refusal,
        }
    }

    /// None, some everywhere, or one side that holds the others back for long.
    fn stalls(&mut self) -> Option<Stalls> {
        let seed = self.random.next();
        let some = 1 + self.random.below(160) as u8;
        let most = 224 + self.random.below(30) as u8;
        let even = Stalls::all(some, seed);
        match self.random.weighted(&[50, 30, 6, 6, 4]) {
            0 => None,
            1 => Some(even),
            2 => Some(Stalls {
                results: most,
                ..Stalls::all(0, seed)
            }),
            3 => Some(Stalls {
                memory: most,
                ..Stalls::all(0, seed)
            }),
            _ => Some(Stalls {
                results: most,
                ..even
            }),
        }
    }

    pub(super) fn push(&mut self, commands: &mut Vec<Command<'v>>, command: Command<'v>) {
        self.sketch.apply(&command);
        commands.push(command);
    }

    /// A command of a kind that is liked, or what must come before one can; else one of any kind that can
    /// come next. It does so behind COMMIT, which comes seldom, so that everything follows it.
    fn step(&mut self, commands: &mut Vec<Command<'v>>) {
        let rare = matches!(commands.last(), Some(Command::Commit { .. }));
        let kind = match rare || self.random.chance(35) {
            true => self.any_kind(rare),
            false => self.random.weighted(&self.liking),
        };
        match kind {
            0 => {
                let tokens = self.batch();
                let banks = tokens.div_ceil(self.rows);
                let blocks = self.blocks_to_load().min(BUFFER_BLOCKS / banks);
                let base = self.base(blocks * banks);
                let token = self.random.below(tokens);
                self.load(commands, [token, tokens], base, blocks);
            }
            1 => self.multiply(commands),
            2 => self.configure(commands),
            3 => self.write(commands),
            4 => self.store(commands),
            5 => self.commit(commands),
            _ => self.attend(commands),
        }
    }

    fn any_kind(&mut self, rare: bool) -> usize {
        loop {
            let kind = self.random.below(self.liking.len());
            let can = match kind {
                1 => self.sketch.loaded(1, 1, 0).is_some(),
                2 => rare || self.random.chance(15),
                3 => self.sketch.layout.is_some(),
                4 => self
                    .head(|head, tokens| head.next(tokens).is_some())
                    .is_some(),
                5 => self.head(Head::is_due).is_some(),
                6 => self
                    .head(|head, _| !head.under_way().is_empty() || head.is_whole())
                    .is_some(),
                _ => true,
            };
            if can {
                return kind;
            }
        }
    }
}
