//! A machine that executes layers, and the host that does the rest.

use std::sync::Arc;
use std::time::{Duration, Instant};

use harmonia_device::Emulator;
use harmonia_device::system::{Machine, MachineError};
use harmonia_model::{Batch, Buffer, Executor, Model, Program, SequenceId, Step};
use harmonia_numerics::GROUP;

use super::image::Content;
use super::load::{Loaded, Sources, elements, pairs, programs};
use super::mend::{Batched, Mended};
use super::pass::{Token, tokens};
use super::plan::{Stage, SystemOptions, SystemPlan};
use super::roles::{Role, head_buffers, roles};
use super::scrub::Scrub;
use super::upload::{Upload, broken, upload};
use crate::{AttentionError, DeviceExecutor, ExecutorError, Keeping, KvOptions, KvPlan, Tiling};

/// Executes a program with the first layers, and perhaps the output head, on a machine: a pass for as many tokens
/// as it has room for. Embeddings and the rest are the host's, with the same bits.
pub struct SystemExecutor<M> {
    pub(super) machine: M,
    pub(super) plan: SystemPlan,
    pub(super) programs: Vec<Loaded>,
    pub(super) host: DeviceExecutor<Emulator>,
    /// Of every step of the program.
    roles: Vec<Role>,
    /// By [`SequenceId::index`]: pages of values that each stage's layers have committed.
    pub(super) committed: Vec<Vec<usize>>,
    /// The step that comes next in the batch.
    next: usize,
    traffic: Traffic,
    /// The table of the last pass.
    pub(super) table: Vec<[u64; 2]>,
    /// It commits pages of values.
    pub(super) commits: bool,
    /// What memory must hold, if it is looked at.
    pub(super) scrub: Option<Scrub>,
    pub(super) mended: Mended,
}

/// Words that went to the machine and back since the model was loaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Written into memory: tables, residuals.
    pub written: u64,
    /// Read from memory: residuals, logits.
    pub read: u64,
    /// Passes.
    pub passes: u64,
    /// Clock cycles of all passes; 0 where there is no clock.
    pub cycles: u64,
    /// What this computer has waited for the machine: passes, and all that goes there and back for them.
    pub waited: Duration,
}

impl<M: Machine> SystemExecutor<M> {
    /// Plans, and loads the machine.
    ///
    /// # Errors
    /// A model that does not go onto the machine, or a machine that does not answer.
    pub fn new(
        model: Arc<Model>,
        machine: M,
        options: &SystemOptions,
    ) -> Result<Self, ExecutorError> {
        SystemExecutor::uploaded(model, machine, options, &mut |_| {})
    }

    /// [`new`](Self::new), which says how far the upload is. A machine that is elsewhere is sent only what it does not hold.
    ///
    /// # Errors
    /// Those of `new`; memory that does not hold what is written.
    pub fn uploaded(
        model: Arc<Model>,
        mut machine: M,
        options: &SystemOptions,
        progress: &mut dyn FnMut(Upload),
    ) -> Result<Self, ExecutorError> {
        let plan = SystemPlan::of_model(&model, options, machine.limits())?;
        machine.configure(&plan.setup()).map_err(broken)?;
        let programs = programs(&plan);
        let sources = Sources::new(&plan, &model, &programs);
        let pieces = upload(&sources, &mut machine, progress)?;
        let looks = options.scrub.unwrap_or_else(|| machine.is_remote());
        let places = (options.kv.sequences, plan.stages().len());
        let scrub = match looks {
            true => Some(Scrub::new(&sources, pieces, places)?),
            false => None,
        };
        let kv = KvOptions {
            budget_bytes: None,
            ..options.kv.clone()
        };
        let (layers, head) = (plan.layers(), plan.has_head());
        let host = DeviceExecutor::with_linears(
            model,
            Emulator::new(),
            Tiling::WHOLE,
            Keeping::Device(kv),
            |linear| match linear.layer {
                Some(layer) => !layers.contains(&layer.into()),
                None => !head,
            },
        )?;
        Ok(SystemExecutor {
            roles: roles(&plan),
            committed: vec![vec![0; plan.stages().len()]; options.kv.sequences],
            machine,
            plan,
            programs,
            host,
            next: 0,
            traffic: Traffic::default(),
            table: Vec::new(),
            commits: false,
            scrub,
            mended: Mended::default(),
        })
    }

    /// What lies where.
    pub fn plan(&self) -> &SystemPlan {
        &self.plan
    }

    /// One line for people.
    pub fn describe(&self) -> String {
        let (own, all) = (self.plan.layers().len(), self.plan.model_layers());
        let head = if self.plan.has_head() {
            " and the output head"
        } else {
            ""
        };
        format!(
            "{} with {own} of {all} layers{head}",
            self.machine.describe()
        )
    }

    /// Keys and values of all layers, on the machine or not.
    pub fn kv(&self) -> Option<&KvPlan> {
        self.host.plan()
    }

    /// The machine itself.
    pub fn machine(&self) -> &M {
        &self.machine
    }

    /// The machine itself, to be changed between batches.
    pub fn machine_mut(&mut self) -> &mut M {
        &mut self.machine
    }

    /// What went to the machine and back since the model was loaded.
    pub fn traffic(&self) -> Traffic {
        self.traffic
    }

    /// What was found of memory that is not as it should be, and set right, since the model was loaded.
    pub fn mended(&self) -> Mended {
        self.mended
    }

    /// Whether the tokens before `start` are as they were when `start` was next.
    fn can_go_back(&self, sequence: SequenceId, start: usize) -> Result<(), AttentionError> {
        for (stage, committed) in self.committed[sequence.index()].iter().enumerate() {
            let first = committed * GROUP;
            if start > 0 && start < first {
                return Err(AttentionError::TakenBack {
                    sequence,
                    layer: stage,
                    start,
                    first,
                });
            }
        }
        Ok(())
    }

    /// Layers of a stage, on what the batch has in the residual.
    fn execute(&mut self, number: usize) -> Result<(), ExecutorError> {
        let stage = self.plan.stages()[number];
        let program = Arc::clone(self.host.program());
        let (from, to) = match stage {
            Stage::Layers { .. } => (self.plan.frame.residual, self.plan.frame.residual),
            Stage::Head => head_buffers(&program),
        };
        let tokens = tokens(self.host.workspace().batch());
        let width = program.buffer(to).width;
        let vectors = self.host.workspace().read(from).to_vec();
        let mut results = Vec::with_capacity(vectors.len() / self.plan.config.width * width);
        let mut rest = &vectors[..];
        let mut first = 0;
        for count in self.plan.split(vectors.len() / self.plan.config.width) {
            let (vectors, others) = rest.split_at(count * self.plan.config.width);
            rest = others;
            // The head knows no positions.
            let own = match stage {
                Stage::Layers { .. } => &tokens[first..][..count],
                Stage::Head => &[],
            };
            first += count;
            let begun = Instant::now();
            let words = self.pass(Batched {
                stage: number,
                count,
                tokens: own,
                vectors,
            })?;
            self.traffic.waited += begun.elapsed();
            for row in words.chunks_exact(width.div_ceil(2)) {
                results.extend(elements(row).take(width));
            }
        }
        self.host
            .workspace()
            .fill(to, |_, out| out.copy_from_slice(&results));
        Ok(())
    }

    /// Writes what a pass reads: its table and its vectors.
    pub(super) fn prepare(&mut self, own: Batched<'_>) -> Result<(), ExecutorError> {
        let mut committed = self.committed.clone();
        self.commits = false;
        self.table.clear();
        for token in own.tokens {
            let pages = &mut committed[token.sequence.index()][own.stage];
            let before = *pages;
            self.table.push(self.plan.line(*token, pages));
            self.commits |= *pages > before;
        }
        let table = std::mem::take(&mut self.table);
        let address = self.plan.image.address(Content::Table);
        self.write(address, table.as_flattened())?;
        self.table = table;
        self.write(self.plan.data(), &pairs(own.vectors))
    }

    fn write(&mut self, address: usize, words: &[u64]) -> Result<(), ExecutorError> {
        self.traffic.written += words.len() as u64;
        let written = self.machine.write(address, words);
        written.map_err(|source| self.broken(source, None, &[]))
    }

    /// Runs a pass, and reads what it has made.
    pub(super) fn launch(&mut self, own: Batched<'_>) -> Result<Vec<u64>, ExecutorError> {
        let (number, pass) = self.told(own);
        self.traffic.passes += 1;
        let ran = self.machine.run(pass);
        let report = ran.map_err(|source| self.broken(source, Some(number), own.tokens))?;
        self.traffic.cycles += report.cycles.unwrap_or(0);
        let (address, width) = match self.plan.stages()[own.stage] {
            Stage::Layers { .. } => (self.plan.data(), self.plan.config.width),
            Stage::Head => (self.plan.logits(), self.plan.config.vocabulary),
        };
        let mut words = vec![0; own.count * width.div_ceil(2)];
        let read = self.machine.read(address, &mut words);
        read.map_err(|source| self.broken(source, None, own.tokens))?;
        self.traffic.read += words.len() as u64;
        Ok(words)
    }

    /// Takes note of what a pass has committed.
    pub(super) fn conclude(
        &mut self,
        own: Batched<'_>,
        ran: Result<Vec<u64>, ExecutorError>,
    ) -> Result<Vec<u64>, ExecutorError> {
        // A pass that has raised a flag has run to its end, any other failure has stored nothing that counts.
        if ran.as_ref().map_or_else(ExecutorError::is_flag, |_| true) {
            for token in own.tokens {
                let pages = &mut self.committed[token.sequence.index()][own.stage];
                self.plan.line(*token, pages);
            }
        }
        ran
    }

    /// What went wrong, in which of the programs.
    fn broken(
        &self,
        source: MachineError,
        program: Option<usize>,
        tokens: &[Token],
    ) -> ExecutorError {
        let step = program.and_then(|own| {
            let own = &self.programs[own];
            let words = source.address()?.checked_sub(own.address)?;
            Some(own.code.name(words)?.to_owned())
        });
        let sequence = tokens.first().map(|token| token.sequence);
        let is_own = |sequence: &SequenceId| tokens.iter().all(|own| own.sequence == *sequence);
        ExecutorError::Machine {
            step,
            sequence: sequence.filter(is_own),
            source: source.into(),
        }
    }
}

impl<M: Machine> Executor for SystemExecutor<M> {
    type Error = ExecutorError;

    fn model(&self) -> &Arc<Model> {
        self.host.model()
    }

    fn program(&self) -> &Arc<Program> {
        self.host.program()
    }

    fn open(&mut self) -> Result<SequenceId, ExecutorError> {
        self.host.open()
    }

    fn truncate(&mut self, sequence: SequenceId, tokens: usize) -> Result<(), ExecutorError> {
        if self.host.workspace().sequences.length(sequence)? > tokens {
            self.can_go_back(sequence, tokens)?;
        }
        self.host.truncate(sequence, tokens)
    }

    fn close(&mut self, sequence: SequenceId) -> Result<(), ExecutorError> {
        self.host.close(sequence)?;
        self.committed[sequence.index()].fill(0);
        Ok(())
    }

    fn begin(&mut self, batch: Batch) -> Result<(), ExecutorError> {
        let sequences = &self.host.workspace().sequences;
        sequences.check(&self.plan.config, &batch)?;
        for run in &batch.runs {
            self.plan
                .kv
                .fits(run.sequence, run.first + run.tokens.len())?;
            self.can_go_back(run.sequence, run.first)?;
        }
        self.host.begin(batch)?;
        self.next = 0;
        Ok(())
    }

    fn step(&mut self, step: &Step) -> Result<(), ExecutorError> {
        let role = self.roles[self.next];
        self.next += 1;
        match role {
            Role::Host => self.host.step(step),
            Role::Later => Ok(()),
            Role::Pass(number) => self.execute(number),
        }
    }

    fn finish(&mut self) -> Result<Vec<f32>, ExecutorError> {
        self.host.finish()
    }

    fn read(&mut self, buffer: Buffer) -> Result<&[f32], ExecutorError> {
        self.host.read(buffer)
    }

    /// After a pass the residual alone, or logits; nothing between its steps.
    fn shows(&self, buffer: Buffer) -> bool {
        match self.next.checked_sub(1).map(|last| self.roles[last]) {
            Some(Role::Later) => false,
            Some(Role::Pass(number)) => match self.plan.stages()[number] {
                Stage::Layers { .. } => buffer == self.plan.frame.residual,
                Stage::Head => buffer == head_buffers(self.host.program()).1,
            },
            Some(Role::Host) | None => true,
        }
    }

    fn cycles(&self) -> Option<u64> {
        self.machine.cycles()
    }
}
