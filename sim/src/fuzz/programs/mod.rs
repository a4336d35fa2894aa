//! Random programs, legal and illegal, to two machines that must not differ.
//!
//! ```text
//! seed --> memory, then passes one after the other --> RtlMachine, or frames in software --> outcome, memory --.
//!                                                 `--> EmulatedMachine -------------------> outcome, memory --+-- equal?
//! ```
//!
//! A seed makes a sequence: memory and layout of a machine that has just been turned on, and some passes. The next pass
//! depends on the tokens that the emulated machine has, which are what programs before it have stored.

mod clauses;
mod compare;
mod fields;
mod generator;
mod ground;
mod phrases;

use std::collections::BTreeMap;
use std::fmt;

use harmonia_contract::frame::COUNTERS;
use harmonia_contract::program::{COMMANDS, Refusal};
use harmonia_device::DeviceError;
use harmonia_device::system::{
    EmulatedMachine, Machine, MachineError, MachineLimits, Peer, WiredMachine,
};
use harmonia_hdl::{Configuration, MultiplierCell};

use super::values::{Random, Values};
use crate::{RtlMachine, RtlOptions, SystemMemory};
use compare::{Found, Other, sequence};
use ground::{Ground, MEMORY};

/// Cycles without a word of the link after which a simulation is stuck: many times what the longest program takes, whose
/// SWIGLUs take four for an element.
const IDLE_LIMIT: u64 = 1_000_000;
/// Cycles after which a pass does not end: some ten times what the longest ones take with the most pauses.
const CYCLE_LIMIT: u64 = 10_000_000;

/// A small system with so many token rows: what its limits are is soon reached.
pub fn small_system(rows: usize) -> Configuration {
    Configuration {
        name: format!("small-{rows}"),
        description: format!("{rows} token rows in a small system"),
        tokens: rows,
        batch: 8 * rows,
        vectors: Some(1024),
        multiplier: MultiplierCell::Portable,
        context: 128,
    }
}

/// Runs random programs on a machine and on the emulated one with its limits.
pub struct ProgramFuzz {
    name: String,
    limits: MachineLimits,
    /// The simulation; without one, another emulated machine behind frames.
    simulation: Option<RtlMachine>,
    values: Values,
    counts: ProgramCounts,
}

/// What was run and found equal.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ProgramCounts {
    /// Sequences that were run to their end.
    pub sequences: u64,
    /// Programs.
    pub programs: u64,
    /// Commands that were executed, by their names.
    pub executed: BTreeMap<&'static str, u64>,
    /// How programs have ended: `done`, `flagged` with the command that raised one first, the code of a refusal or of
    /// what drivers see to.
    pub outcomes: BTreeMap<String, u64>,
    /// Clock cycles of the simulation.
    pub cycles: u64,
}

impl ProgramCounts {
    /// Nothing yet: each command and each refusal has its place, so that what never comes is seen.
    fn none() -> Self {
        let refused = |&refusal: &Refusal| {
            let (address, command) = (0, String::new());
            let error = MachineError::Refused {
                refusal,
                address,
                command,
            };
            (error.code().to_owned(), 0)
        };
        ProgramCounts {
            executed: COMMANDS.iter().map(|opcode| (opcode.name, 0)).collect(),
            outcomes: Refusal::ALL.iter().map(refused).collect(),
            ..ProgramCounts::default()
        }
    }
}

/// Why a sequence did not run to its end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProgramError {
    /// The machines differ, or one does not end.
    #[error("{0}")]
    Difference(Box<ProgramDifference>),
    /// The simulation does not start.
    #[error(transparent)]
    Device(#[from] DeviceError),
}

/// A program after which two machines differ.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProgramDifference {
    /// Of the system.
    pub configuration: String,
    /// Of the sequence: it makes the difference again.
    pub seed: u64,
    /// Programs of the sequence that were run before.
    pub before: usize,
    /// What differs.
    pub reason: String,
    /// The pass, its table and its program, line by line.
    pub program: Vec<String>,
}

impl fmt::Display for ProgramDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ProgramDifference {
            configuration,
            seed,
            before,
            reason,
            program,
        } = self;
        write!(
            f,
            "{configuration}, seed {seed}, program {before}: {reason}\n{}",
            program.join("\n")
        )
    }
}

impl ProgramFuzz {
    /// Against the Verilog of a configuration with vector memory, which is built or taken from the cache.
    ///
    /// # Errors
    /// As [`RtlMachine::build`].
    pub fn simulated(configuration: &Configuration) -> Result<Self, DeviceError> {
        let memory = SystemMemory {
            words: MEMORY,
            word_cycles: 1,
        };
        let rtl = RtlMachine::build(configuration, RtlOptions::default(), memory)?;
        let limits = *rtl.limits();
        Ok(Self::new(&configuration.name, limits, Some(rtl)))
    }

    /// Against another emulated machine with the limits of a configuration, which is reached by frames alone.
    ///
    /// # Errors
    /// When the configuration has no vector memory.
    pub fn behind_frames(configuration: &Configuration) -> Result<Self, DeviceError> {
        let limits = crate::system::limits(configuration, MEMORY)?;
        Ok(Self::new(&configuration.name, limits, None))
    }

    fn new(name: &str, limits: MachineLimits, simulation: Option<RtlMachine>) -> Self {
        ProgramFuzz {
            name: name.to_owned(),
            limits,
            simulation,
            values: Values::new(),
            counts: ProgramCounts::none(),
        }
    }

    /// What has been run so far.
    pub fn counts(&self) -> &ProgramCounts {
        &self.counts
    }

    /// Runs the sequence of a seed, some ten programs.
    ///
    /// # Errors
    /// * The machines differ, or a program does not end.
    /// * The simulation does not start.
    pub fn run(&mut self, seed: u64) -> Result<(), ProgramError> {
        let mut counts = std::mem::take(&mut self.counts);
        let found = self.sequence(seed, None, &mut counts);
        counts.sequences += 1;
        self.counts = counts;
        let Some(found) = found? else {
            return Ok(());
        };
        let found = self.shorter(seed, found)?;
        Err(ProgramError::Difference(Box::new(ProgramDifference {
            configuration: self.name.clone(),
            seed,
            before: found.before,
            program: found.describe(),
            reason: found.reason,
        })))
    }

    /// Leaves out commands of the program that makes a difference, one by one, as long as there is one.
    fn shorter(&mut self, seed: u64, mut found: Found) -> Result<Found, DeviceError> {
        let Some(pass) = &found.pass else {
            return Ok(found);
        };
        let mut commands = pass.commands.clone();
        let mut at = commands.len();
        while at > 0 {
            at -= 1;
            let mut fewer = commands.clone();
            fewer.remove(at);
            let replaced = Some((found.before, &fewer[..]));
            let counts = &mut ProgramCounts::default();
            if let Some(other) = self.sequence(seed, replaced, counts)?
                && other.before == found.before
                && other.pass.is_some()
            {
                (commands, found) = (fewer, other);
            }
        }
        Ok(found)
    }

    /// Runs the sequence of a seed, the commands of one of its programs perhaps `replaced`: the first difference.
    fn sequence(
        &mut self,
        seed: u64,
        replaced: Option<(usize, &[[u64; 2]])>,
        counts: &mut ProgramCounts,
    ) -> Result<Option<Found>, DeviceError> {
        // Neighbouring seeds are to have nothing in common.
        let mut random = Random::new(Random::new(seed).next());
        let ground = Ground::new(&mut random, &self.values, self.limits);
        let mut emulated = EmulatedMachine::new(self.limits);
        let options = options(&mut random);
        let mut frames;
        let mut other = match &mut self.simulation {
            Some(simulation) => {
                simulation.restart(options)?;
                Other::Simulation(simulation)
            }
            None => {
                let peer = Peer::new(EmulatedMachine::new(self.limits), ground.setup);
                frames = WiredMachine::new(peer, self.limits, COUNTERS.len());
                Other::Frames(&mut frames)
            }
        };
        let found = sequence(
            &mut other,
            &mut emulated,
            &ground,
            &mut random,
            replaced,
            counts,
        );
        counts.cycles += other.machine().cycles().unwrap_or(0);
        Ok(found)
    }
}

fn options(random: &mut Random) -> RtlOptions {
    RtlOptions {
        memory_latency: random.pick(&[1, 2, 8, 8, 23, 60]),
        idle_limit: IDLE_LIMIT,
        cycle_limit: CYCLE_LIMIT,
        power_up_seed: random.next(),
        ..RtlOptions::default()
    }
}
