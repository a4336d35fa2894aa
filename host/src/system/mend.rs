//! Passes whose memory is looked at: before and after, what is damaged is written or worked out again.

use harmonia_contract::check;
use harmonia_device::system::{Machine, MachineError, Pass, Stretch};
use harmonia_model::Executor;

use super::executor::SystemExecutor;
use super::image::Content;
use super::load::{Source, Sources, angles, pairs};
use super::pass::Token;
use super::plan::{Stage, SystemPlan};
use super::scrub::{Expected, Look, Regions, Standing};
use super::upload::{broken, mend};
use crate::ExecutorError;

/// How often a pass is tried, and a sequence worked out again, before memory is said to be bad.
const ATTEMPTS: usize = 4;

/// What was found and set right since the model was loaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mended {
    /// Times that memory was not as it should be.
    pub found: u64,
    /// Words that were written again.
    pub written: u64,
    /// Passes that were run again.
    pub passes: u64,
    /// Sequences whose keys and values were worked out again from what had gone in.
    pub sequences: u64,
}

/// A pass to be run: of which stage, for which tokens, with which vectors. The output head knows no tokens.
#[derive(Clone, Copy)]
pub(super) struct Batched<'a> {
    pub stage: usize,
    pub count: usize,
    pub tokens: &'a [Token],
    pub vectors: &'a [f32],
}

/// What came of a pass.
enum Outcome {
    /// It has read what it should have, and keys and values are what they were.
    Sound(Result<Vec<u64>, ExecutorError>),
    /// It can be run again.
    Again(Stretch),
    /// Its sequences' keys and values cannot be relied on.
    Lost(Stretch),
}

impl<M: Machine> SystemExecutor<M> {
    /// Runs a pass; with its memory looked at, if that was asked for.
    pub(super) fn pass(&mut self, own: Batched<'_>) -> Result<Vec<u64>, ExecutorError> {
        if self.scrub.is_none() {
            self.prepare(own)?;
            let ran = self.launch(own);
            return self.conclude(own, ran);
        }
        self.remember(own);
        let mut last = None;
        for attempt in 0..ATTEMPTS {
            self.mended.passes += u64::from(attempt > 0);
            match self.attempt(own)? {
                Outcome::Sound(result) => return result,
                Outcome::Again(stretch) => last = Some(stretch),
                Outcome::Lost(stretch) => {
                    last = Some(stretch);
                    self.restore(own)?;
                }
            }
        }
        Err(damaged(last))
    }

    /// Keeps what goes into a stage: keys and values are worked out from it.
    fn remember(&mut self, own: Batched<'_>) {
        let Some(scrub) = &mut self.scrub else {
            return;
        };
        let width = self.plan.config.width;
        for (token, vector) in own.tokens.iter().zip(own.vectors.chunks(width)) {
            let inputs = &mut scrub.inputs[token.sequence.index()][own.stage];
            inputs.truncate(token.position * width);
            inputs.extend_from_slice(vector);
        }
    }

    /// Works keys and values of a pass' sequences out again, up to its first tokens.
    fn restore(&mut self, own: Batched<'_>) -> Result<(), ExecutorError> {
        let width = self.plan.config.width;
        for (first, _) in runs(own.tokens) {
            let (sequence, tokens) = (first.sequence, first.position);
            let Some(scrub) = &mut self.scrub else {
                return Ok(());
            };
            self.mended.sequences += 1;
            let inputs = scrub.inputs[sequence.index()][own.stage][..tokens * width].to_vec();
            let mut last = None;
            let mut done = false;
            for _ in 0..ATTEMPTS {
                last = self.replay(own.stage, first, &inputs)?;
                done = last.is_none();
                if done {
                    break;
                }
            }
            if !done {
                return Err(damaged(last));
            }
        }
        Ok(())
    }

    /// Runs the passes of a sequence's tokens up to one of them, from its begin on: what was damaged meanwhile, if anything was.
    fn replay(
        &mut self,
        stage: usize,
        end: Token,
        inputs: &[f32],
    ) -> Result<Option<Stretch>, ExecutorError> {
        if let Some(scrub) = &mut self.scrub {
            scrub.standing[end.sequence.index()][stage] = None;
        }
        self.committed[end.sequence.index()][stage] = 0;
        let width = self.plan.config.width;
        let mut first = 0;
        for count in self.plan.split(end.position) {
            let positions = first..first + count;
            let tokens: Vec<Token> = positions
                .map(|position| Token { position, ..end })
                .collect();
            let vectors = &inputs[first * width..][..count * width];
            first += count;
            self.mended.passes += 1;
            let outcome = self.attempt(Batched {
                stage,
                count,
                tokens: &tokens,
                vectors,
            })?;
            match outcome {
                Outcome::Sound(result) => drop(result?),
                Outcome::Again(stretch) | Outcome::Lost(stretch) => return Ok(Some(stretch)),
            }
        }
        Ok(None)
    }

    /// Runs a pass once, and looks at memory before and after.
    fn attempt(&mut self, own: Batched<'_>) -> Result<Outcome, ExecutorError> {
        self.prepare(own)?;
        let brought = self.brought(own);
        let standings = self.standings(own);
        let open = standings.flat_map(|(standing, regions)| standing.open(regions));
        let before: Vec<Expected> = brought.iter().copied().chain(open).collect();
        if let Some(stretch) = self.differs(&before)? {
            self.mended.found += 1;
            return Ok(match brought.iter().any(|(own, _)| *own == stretch) {
                true => Outcome::Again(stretch),
                false => Outcome::Lost(stretch),
            });
        }
        let ran = self.launch(own);
        if let Err(ExecutorError::Machine { source, .. }) = &ran
            && matches!(**source, MachineError::Transport(_))
        {
            return ran.map(|words| Outcome::Sound(Ok(words)));
        }
        // The table, the last of what was brought, stays; vectors have been written over.
        let table = &brought[1..];
        match self.wrong(own, table)? {
            Some(outcome) => {
                self.mended.found += 1;
                Ok(outcome)
            }
            None => Ok(Outcome::Sound(self.conclude(own, ran))),
        }
    }

    /// What the host has just written for a pass: vectors, then the table.
    fn brought(&self, own: Batched<'_>) -> Vec<Expected> {
        let table = self.plan.image.address(Content::Table);
        let vectors = pairs(own.vectors);
        let expected = |begin: usize, words: &[u64]| {
            let range = begin..begin + words.len();
            (Stretch::from(range), check::of(check::INITIAL, words))
        };
        vec![
            expected(self.plan.data(), &vectors),
            expected(table, self.table.as_flattened()),
        ]
    }

    /// What the regions of a pass' sequences hold, as far as it is known and they go on.
    fn standings(&self, own: Batched<'_>) -> impl Iterator<Item = (&Standing, Regions)> {
        let of = move |(first, _): (Token, usize)| {
            let scrub = self.scrub.as_ref()?;
            let standing = &scrub.standing[first.sequence.index()][own.stage];
            let standing = standing.as_ref().filter(|_| first.position > 0)?;
            Some((standing, regions(&self.plan, own.stage, first)))
        };
        runs(own.tokens).into_iter().filter_map(of)
    }

    /// The first stretch that is not what it should be.
    fn differs(&mut self, expected: &[Expected]) -> Result<Option<Stretch>, ExecutorError> {
        let stretches: Vec<Stretch> = expected.iter().map(|(stretch, _)| *stretch).collect();
        let checks = self.machine.check(&stretches).map_err(broken)?;
        Ok(first_other(expected, &checks))
    }

    /// What is wrong after a pass, if anything is; what was written once is right afterwards.
    fn wrong(
        &mut self,
        own: Batched<'_>,
        table: &[Expected],
    ) -> Result<Option<Outcome>, ExecutorError> {
        let weights = self.weights_differ(own)?;
        let mut expected = table.to_vec();
        let (program, _) = self.told(own);
        expected.extend(self.scrub.iter().flat_map(|scrub| scrub.others(program)));
        expected.extend(self.angles(own));
        let (plan, scrub) = (&self.plan, self.scrub.as_ref());
        let region = plan.kv.region();
        let looks: Vec<(usize, Look<'_>)> = runs(own.tokens)
            .into_iter()
            .map(|(first, count)| {
                let sequence = first.sequence.index();
                let standing = scrub.map(|scrub| &scrub.standing);
                let before = standing.and_then(|all| all[sequence][own.stage].as_ref());
                let before = before.filter(|_| first.position > 0);
                let regions = regions(plan, own.stage, first);
                let tokens = first.position + count;
                (sequence, Look::new(region, regions, tokens, before))
            })
            .collect();
        let written = expected.iter().map(|(stretch, _)| *stretch);
        let standing = looks.iter().flat_map(|(_, look)| look.stretches());
        let stretches: Vec<Stretch> = written.chain(standing).collect();
        let checks = self.machine.check(&stretches).map_err(broken)?;
        let (written, mut rest) = checks.split_at(expected.len());
        let changed = first_other(&expected, written);
        let mut lost = None;
        let mut now = Vec::new();
        for (sequence, look) in &looks {
            let (own, others) = rest.split_at(look.stretches().count());
            rest = others;
            let (standing, changed) = look.seen(own);
            lost = lost.or(changed);
            now.push((*sequence, standing));
        }
        let wrong = changed.or(weights);
        let of_table = |(own, _): &Expected| Some(*own) == changed;
        let rogue = wrong.is_some() && (self.mend()? || table.iter().any(of_table));
        if let Some(stretch) = lost {
            return Ok(Some(Outcome::Lost(stretch)));
        }
        // A wrong program may have stored anywhere, and values of a page that is complete have gone into it.
        if let Some(stretch) = wrong.filter(|_| rogue || self.commits) {
            return Ok(Some(Outcome::Lost(stretch)));
        }
        // What is stored of this pass' tokens may be wrong, what lies beside it is not.
        if let Some(scrub) = &mut self.scrub {
            for (sequence, standing) in now {
                scrub.standing[sequence][own.stage] = Some(standing);
            }
        }
        Ok(wrong.map(Outcome::Again))
    }

    /// Whether other weights have met the tokens of a pass than should have: where they lie.
    fn weights_differ(&mut self, own: Batched<'_>) -> Result<Option<Stretch>, ExecutorError> {
        let Some(found) = self.machine.weights_check().map_err(broken)? else {
            return Ok(None);
        };
        let (number, pass) = self.told(own);
        let sources = Sources::new(&self.plan, self.host.model(), &self.programs);
        let commands = self.programs[number].code.commands.as_flattened();
        let Some(scrub) = &mut self.scrub else {
            return Ok(None);
        };
        let table = self.table.as_flattened();
        let weights = scrub.weights(&sources, &self.plan, (number, commands), pass, table)?;
        Ok((weights != found).then(|| Stretch::from(0..self.plan.image.end)))
    }

    /// The angles of a pass' tokens.
    fn angles(&self, own: Batched<'_>) -> Vec<Expected> {
        let pairs = self.plan.config.rope.dimensions / 2;
        let begin = self.plan.image.address(Content::Angles);
        let of = |(first, count): (Token, usize)| {
            let words = angles(&self.plan, first.position..first.position + count);
            let own = begin + first.position * pairs;
            let range = own..own + words.len();
            (Stretch::from(range), check::of(check::INITIAL, &words))
        };
        runs(own.tokens).into_iter().map(of).collect()
    }

    /// Writes again what is not as it was written. Says whether a program was among it.
    fn mend(&mut self) -> Result<bool, ExecutorError> {
        let sources = Sources::new(&self.plan, self.host.model(), &self.programs);
        let Some(scrub) = &self.scrub else {
            return Ok(false);
        };
        let (found, written) = mend(&sources, &mut self.machine, &scrub.pieces)?;
        self.mended.written += written as u64;
        Ok(found
            .iter()
            .any(|piece| matches!(piece.source, Source::Program(_))))
    }
}

/// The first stretch whose check is another one.
fn first_other(expected: &[Expected], checks: &[u64]) -> Option<Stretch> {
    let mut both = expected.iter().zip(checks);
    let other = both.find(|((_, expected), check)| expected != *check)?;
    Some(other.0.0)
}

/// The regions of a token's sequence, of the layers of a stage.
fn regions(plan: &SystemPlan, stage: usize, token: Token) -> Regions {
    let (first, end) = match plan.stages()[stage] {
        Stage::Layers { first, end } => (first, end),
        Stage::Head => (0, 0),
    };
    Regions {
        begin: plan.cache() + plan.kv.base(token.sequence, first, 0),
        words: plan.kv.region().words(),
        count: (end - first) * plan.config.key_value_heads,
    }
}

/// The first token of each sequence of a pass, and how many follow each other.
fn runs(tokens: &[Token]) -> Vec<(Token, usize)> {
    let same = |one: &Token, other: &Token| one.sequence == other.sequence;
    tokens
        .chunk_by(same)
        .map(|own| (own[0], own.len()))
        .collect()
}

fn damaged(stretch: Option<Stretch>) -> ExecutorError {
    let (address, words) = stretch.map_or((0, 0), |own| {
        let end = own.ranges().last().map_or(own.address, |last| last.end);
        (own.address, end - own.address)
    });
    broken(MachineError::Damaged { address, words })
}

/// The pass of a program.
impl<M: Machine> SystemExecutor<M> {
    /// The number of its program, and the pass as a machine is told it.
    pub(super) fn told(&self, own: Batched<'_>) -> (usize, Pass) {
        let stage = self.plan.stages()[own.stage];
        let passes = self.plan.pass_of(own.count);
        let mut programs = self.programs.iter();
        let number = programs.position(|own| own.stage == stage && own.passes == passes);
        let number = number.expect("a plan has programs for all that it splits tokens into");
        let pass = Pass {
            program: self.programs[number].address,
            table: self.plan.image.address(Content::Table),
            tokens: own.count,
        };
        (number, pass)
    }
}
