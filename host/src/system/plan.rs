//! What of a model lies in a machine, where, and for how many tokens a pass has room.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use harmonia_device::system::{MachineLimits, Setup};
use harmonia_model::{Config, LinearId, Model, Program};
use harmonia_numerics::{Format, GROUP};

use super::PlanError;
use super::code::{Assembler, Code};
use super::fit::{batch, best_batch, check, kv, lower as lowered, shared};
use super::frame::{Constants, Frame};
use super::image::{Content, Image, Sizes};
use super::task::Named;
use super::{lower, segments};
use crate::{AttentionError, KvOptions, KvPlan, LinearError, OffsetSource};

/// What a plan has to have room for.
#[derive(Clone, Debug)]
pub struct SystemOptions {
    /// How keys and values are kept, and of how many sequences.
    pub kv: KvOptions,
    /// Tokens of a sequence; at most the model's and the machine's.
    pub context: usize,
    /// Tokens of a pass at most.
    pub batch: usize,
    /// Whether each layer is a program of its own, so that residuals between them can be looked at.
    pub by_layer: bool,
    /// Whether memory is looked at with every pass, and mended (docs/system.md, "Memory that loses bits"); none: if the machine is
    /// elsewhere ([`Machine::is_remote`](harmonia_device::system::Machine::is_remote)).
    pub scrub: Option<bool>,
}

/// Which layers a machine executes, how vector memory and memory are divided, and the programs.
#[derive(Clone, Debug)]
pub struct SystemPlan {
    pub(super) config: Config,
    pub(super) formats: BTreeMap<LinearId, Format>,
    pub(super) program: Arc<Program>,
    /// The tasks of each layer that the machine executes.
    pub(super) layers: Vec<Vec<Named>>,
    /// The tasks of the output head, if the machine executes it.
    pub(super) head: Option<Vec<Named>>,
    pub(super) constants: Constants,
    pub(super) frame: Frame,
    pub(super) image: Image,
    pub(super) kv: KvPlan,
    pub(super) limits: MachineLimits,
    pub(super) by_layer: bool,
    /// Tokens of a pass for whose blocks there is room.
    whole: usize,
    /// Tokens of a pass at most: those, or as many in tiles.
    batch: usize,
    /// Words of all programs.
    pub(super) programs: usize,
    /// Words that they would be without loops over layers.
    unrolled: usize,
}

impl SystemOptions {
    /// Tokens of a sequence by default, if the model has as many: what is planned for is taken from the weights' room.
    pub const CONTEXT: usize = 2048;
}

impl Default for SystemOptions {
    fn default() -> Self {
        SystemOptions {
            kv: KvOptions::default(),
            context: SystemOptions::CONTEXT,
            batch: usize::MAX,
            by_layer: false,
            scrub: None,
        }
    }
}

/// What of a model is to be executed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    /// Layers, from one up to another.
    Layers {
        first: usize,
        end: usize,
    },
    Head,
}

/// Which passes a program is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Passes {
    /// Of so many banks, for whose blocks there is room.
    Banks(usize),
    /// Of so many tokens, some of them at a time.
    Tiled(usize),
}

impl SystemPlan {
    /// Puts as many layers as fit into a machine, the first ones; behind all of them the output head, if there
    /// is room. `formats` has those of all matrices.
    ///
    /// # Errors
    /// A model that a machine cannot execute, a token that is too wide, no room for a layer.
    pub fn new(
        config: &Config,
        formats: &BTreeMap<LinearId, Format>,
        options: &SystemOptions,
        limits: &MachineLimits,
    ) -> Result<SystemPlan, PlanError> {
        check(config, options)?;
        let program = Arc::new(Program::compile(config));
        let (layers, frame) = lowered(config, &program)?;
        let constants = Constants::new(config, shared(config, &layers));
        let tasks = layers.iter().flatten();
        let blocks = tasks
            .map(|own| own.task.blocks(&program))
            .max()
            .unwrap_or(0);
        let room = batch(options, limits, &frame, &constants, blocks)?;
        let head_strip = (frame.rest() / GROUP * GROUP).max(GROUP);
        let logits = config.vocabulary.div_ceil(2);
        let head = lower::head(&program, frame.residual, head_strip);
        let head = head.filter(|_| frame.rest() >= head_strip && logits <= u16::MAX.into());
        let sizes = Sizes { config, formats };
        let batch = best_batch(room, |tokens| {
            let all = layers.iter().chain(&head).map(|tasks| &tasks[..]);
            segments::words(&program, &sizes, limits, all, tokens)
        });
        let mut plan = SystemPlan {
            config: config.clone(),
            formats: formats.clone(),
            program,
            constants,
            frame,
            image: Image::default(),
            kv: kv(config, config.layers, options, limits)?,
            limits: *limits,
            by_layer: options.by_layer,
            whole: room[0],
            batch,
            programs: 0,
            unrolled: 0,
            layers,
            head,
        };
        loop {
            plan.place(options)?;
            let needed = plan.words();
            if needed <= limits.memory_words {
                return Ok(plan);
            }
            if plan.head.take().is_none() && plan.layers.pop().is_some() && plan.layers.is_empty() {
                return Err(PlanError::Memory {
                    needed: 8 * needed,
                    room: 8 * limits.memory_words,
                    tokens: plan.kv.tokens(),
                    sequences: options.kv.sequences,
                });
            }
        }
    }

    /// [`new`](SystemPlan::new) for a model that is loaded.
    ///
    /// # Errors
    /// Those of `new`; a model of floats, a calibration of another model.
    pub fn of_model(
        model: &Model,
        options: &SystemOptions,
        limits: &MachineLimits,
    ) -> Result<SystemPlan, PlanError> {
        if model.has_floats() {
            return Err(LinearError::Floats.into());
        }
        if let OffsetSource::Calibrated(calibration) = &options.kv.offsets {
            let other = calibration.check(&model.fingerprint);
            other.map_err(AttentionError::from)?;
        }
        let formats = model
            .linears
            .iter()
            .map(|(id, matrix)| (*id, matrix.format()));
        SystemPlan::new(&model.config, &formats.collect(), options, limits)
    }

    /// Divides memory for the layers that there are.
    fn place(&mut self, options: &SystemOptions) -> Result<(), PlanError> {
        self.kv = kv(&self.config, self.layers.len(), options, &self.limits)?;
        let sizes = self.sizes();
        let mut image = Image::default();
        let tasks = self.layers.iter().chain(&self.head).flatten();
        let contents = tasks.filter_map(|own| sizes.content(&own.task));
        for content in [Content::Table, Content::Angles]
            .into_iter()
            .chain(contents)
        {
            let words = sizes.words(content, self.batch, self.kv.tokens());
            image.push(content, words);
        }
        self.image = image;
        self.programs = 0;
        // Only what fits has addresses.
        if self.words() > self.limits.memory_words {
            return Ok(());
        }
        // Neither bounds nor banks change how long a program is.
        let banks = self.limits.banks(self.whole);
        let kinds = [(Passes::Banks(1), banks), (Passes::Tiled(self.batch), 1)];
        let mut all = [0, 0];
        for (passes, times) in kinds.into_iter().take(1 + usize::from(self.is_tiled())) {
            for stage in self.stages() {
                let code = self.assemble(stage, passes);
                all[0] += code.words() * times;
                all[1] += (code.words() + code.saved) * times;
            }
        }
        [self.programs, self.unrolled] = all;
        Ok(())
    }

    pub(super) fn sizes(&self) -> Sizes<'_> {
        Sizes {
            config: &self.config,
            formats: &self.formats,
        }
    }

    /// What programs are made for, in the order of the program's steps.
    pub(super) fn stages(&self) -> Vec<Stage> {
        let layers = self.layers.len();
        let each = (0..layers).map(|first| Stage::Layers {
            first,
            end: first + 1,
        });
        let mut stages = match self.by_layer {
            true => each.collect(),
            false => vec![Stage::Layers {
                first: 0,
                end: layers,
            }],
        };
        stages.extend(self.head.as_ref().map(|_| Stage::Head));
        stages
    }

    /// The program of a stage for some passes.
    pub(super) fn assemble(&self, stage: Stage, passes: Passes) -> Code {
        let (banks, tiled) = match passes {
            Passes::Banks(banks) => (banks, None),
            Passes::Tiled(tokens) => (self.limits.banks(tokens), Some(tokens)),
        };
        let assembler = Assembler {
            program: &self.program,
            sizes: &self.sizes(),
            frame: &self.frame,
            constants: self.constants,
            image: &self.image,
            kv: &self.kv,
            limits: &self.limits,
            banks,
            tiled,
            first: 0,
            residual: self.data(),
            logits: self.logits(),
        };
        match (stage, &self.head) {
            (Stage::Layers { first, end }, _) => {
                let own = first..end;
                let layers = own.map(|layer| (layer, &self.layers[layer][..]));
                assembler.layers(&layers.collect::<Vec<_>>())
            }
            (Stage::Head, head) => assembler.head(head.as_deref().unwrap_or_default()),
        }
    }

    /// Layers of the model that the machine executes: the first ones.
    pub fn layers(&self) -> Range<usize> {
        0..self.layers.len()
    }

    /// Whether the machine executes the output head.
    pub fn has_head(&self) -> bool {
        self.head.is_some()
    }

    /// Tokens of a pass at most.
    pub fn batch(&self) -> usize {
        self.batch
    }

    /// Words of the programs of all passes, and what they would be if every layer had its own commands.
    pub fn program_words(&self) -> [usize; 2] {
        [self.programs, self.unrolled]
    }

    /// Tokens of a pass for whose blocks there is room as they are; longer passes are as long as
    /// [`batch`](Self::batch), in tiles.
    pub fn whole(&self) -> usize {
        self.whole
    }

    fn is_tiled(&self) -> bool {
        self.batch > self.whole
    }

    /// The passes that there are programs for.
    pub(super) fn passes(&self) -> impl Iterator<Item = Passes> {
        let tiled = self.is_tiled().then_some(Passes::Tiled(self.batch));
        let whole = 1..=self.limits.banks(self.whole);
        whole.map(Passes::Banks).chain(tiled)
    }

    /// Which of them one of so many tokens is.
    pub(super) fn pass_of(&self, tokens: usize) -> Passes {
        match tokens > self.whole {
            true => Passes::Tiled(tokens),
            false => Passes::Banks(self.limits.banks(tokens)),
        }
    }

    /// The passes that so many tokens take: their tokens.
    pub(super) fn split(&self, tokens: usize) -> Vec<usize> {
        let mut passes = vec![self.batch; tokens / self.batch];
        let mut rest = tokens % self.batch;
        while rest > 0 {
            passes.push(rest.min(self.whole));
            rest -= rest.min(self.whole);
        }
        passes
    }

    /// The first word that passes write: residuals, then logits.
    pub(super) fn data(&self) -> usize {
        self.image.end + self.programs
    }

    pub(super) fn logits(&self) -> usize {
        self.data() + self.batch * self.frame.first / 2
    }

    /// The first word of keys and values.
    pub(super) fn cache(&self) -> usize {
        let logits = self
            .head
            .as_ref()
            .map_or(0, |_| self.config.vocabulary.div_ceil(2));
        self.logits() + self.batch * logits
    }

    /// Words of memory that something lies in.
    fn words(&self) -> usize {
        self.cache() + self.kv.words()
    }

    /// How memory is divided, for the machine.
    pub fn setup(&self) -> Setup {
        Setup {
            data: self.data(),
            cache: self.cache(),
            regions: *self.kv.region(),
        }
    }

    /// Where keys and values lie, from the bound `cache` on.
    pub fn kv(&self) -> &KvPlan {
        &self.kv
    }
}
