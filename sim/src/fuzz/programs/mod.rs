//! Random programs, legal and illegal, to two machines that must not differ.
//!
//! ```text
//! seed --> memory, then passes one after the other --> RtlMachine, or frames in software --> outcome, memory --.
//!                                                 `--> EmulatedMachine -------------------> outcome, memory --+-- equal?
//! ```
//!
//! A seed makes a sequence: memory and layout of a machine that has just been turned on, and some passes. The next pass
//! depends on the tokens that the emulated machine has, which are what programs before it have stored.

mod fields;
mod generator;
mod ground;

use std::collections::BTreeMap;
use std::fmt;

use harmonia_contract::program::{COMMANDS, Refusal, line};
use harmonia_device::DeviceError;
use harmonia_device::system::{
    EmulatedMachine, Machine, MachineError, MachineLimits, Peer, WiredMachine, Work, listing,
};
use harmonia_hdl::memory::counters::COUNTERS;
use harmonia_hdl::{Configuration, MultiplierCell};

use super::values::{Random, Values};
use crate::{RtlMachine, RtlOptions, Stalls, SystemMemory};
use generator::RandomPass;
use ground::{Ground, MEMORY};

/// Cycles without movement after which a simulation is stuck.
const IDLE_LIMIT: u64 = 100_000;
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

/// How a program has ended, and what it took.
#[derive(PartialEq, Eq)]
struct Outcome {
    kind: String,
    text: String,
    /// Words of the program, of weights, of FETCHes, of SPILLs.
    words: Option<[u64; 4]>,
}

impl Outcome {
    fn of<T>(ended: &Result<T, MachineError>) -> Outcome {
        let (kind, text) = match ended {
            Ok(_) => ("done".to_owned(), String::new()),
            Err(error) => {
                let kind = match error {
                    MachineError::Flagged { command, .. } => {
                        let name = command.split(' ').next().unwrap_or_default();
                        format!("flagged {name}")
                    }
                    error => error.code().to_owned(),
                };
                (kind, error.to_string())
            }
        };
        Outcome {
            kind,
            text,
            words: None,
        }
    }

    /// Whether the machine has begun the pass.
    fn has_begun(ended: &Result<impl Sized, MachineError>) -> bool {
        matches!(
            ended,
            Ok(_) | Err(MachineError::Flagged { .. } | MachineError::Refused { .. })
        )
    }

    fn difference(&self, emulated: &Outcome) -> Option<String> {
        let say = |outcome: &Outcome| match &outcome.text {
            text if text.is_empty() => outcome.kind.clone(),
            text => text.clone(),
        };
        if (&self.kind, &self.text) != (&emulated.kind, &emulated.text) {
            return Some(format!(
                "it ends with: {}; emulated: {}",
                say(self),
                say(emulated)
            ));
        }
        let (Some(counted), Some(words)) = (self.words, emulated.words) else {
            return None;
        };
        (counted != words).then(|| {
            format!(
                "words of the program, weights, FETCH, SPILL: {counted:?} are counted, {words:?} emulated"
            )
        })
    }
}

fn words_of(work: &Work) -> [u64; 4] {
    [work.program, work.weights, work.fetched, work.spilled]
}

fn counted(counters: &[u64]) -> [u64; 4] {
    let of = |name: &str| {
        let at = COUNTERS.iter().position(|counter| *counter == name);
        counters[at.expect("it is counted")]
    };
    [
        "program_read",
        "weights_read",
        "transfer_read",
        "transfer_written",
    ]
    .map(of)
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
        // Neighbouring seeds are to have nothing in common.
        let mut random = Random::new(Random::new(seed).next());
        let ground = Ground::new(&mut random, &self.values, self.limits);
        let mut emulated = EmulatedMachine::new(self.limits);
        let mut frames = None;
        let options = options(&mut random);
        match &mut self.simulation {
            Some(simulation) => simulation.restart(options)?,
            None => {
                let peer = Peer::new(EmulatedMachine::new(self.limits), ground.setup);
                frames = Some(WiredMachine::new(peer, self.limits, 0));
            }
        }
        let mut counts = std::mem::take(&mut self.counts);
        let mut other = match (&mut self.simulation, &mut frames) {
            (Some(simulation), _) => Other::Simulation(simulation),
            (None, Some(frames)) => Other::Frames(frames),
            (None, None) => unreachable!("frames are there without a simulation"),
        };
        let found = sequence(&mut other, &mut emulated, &ground, &mut random, &mut counts);
        counts.sequences += 1;
        counts.cycles += other.machine().cycles().unwrap_or(0);
        self.counts = counts;
        match found {
            None => Ok(()),
            Some((before, reason, program)) => {
                Err(ProgramError::Difference(Box::new(ProgramDifference {
                    configuration: self.name.clone(),
                    seed,
                    before,
                    reason,
                    program,
                })))
            }
        }
    }
}

/// What is compared with the emulated machine.
enum Other<'m> {
    Simulation(&'m mut RtlMachine),
    Frames(&'m mut WiredMachine<Peer>),
}

impl Other<'_> {
    fn machine(&mut self) -> &mut dyn Machine {
        match self {
            Other::Simulation(machine) => *machine,
            Other::Frames(machine) => *machine,
        }
    }

    /// Pauses of the passes to come.
    fn set_stalls(&mut self, stalls: Stalls) {
        if let Other::Simulation(machine) = self {
            machine.set_stalls(Some(stalls));
        }
    }

    fn counters(&mut self) -> Result<Option<[u64; 4]>, MachineError> {
        match self {
            Other::Simulation(machine) => Ok(Some(counted(&machine.counters()?))),
            Other::Frames(_) => Ok(None),
        }
    }

    /// The first word of memory that is not as in `expected`.
    fn differs(&mut self, expected: &[u64]) -> Result<Option<(usize, u64)>, MachineError> {
        let mut read = Vec::new();
        let memory = match self {
            Other::Simulation(machine) => machine.memory(),
            Other::Frames(machine) => {
                read.resize(expected.len(), 0);
                machine.read(0, &mut read)?;
                &read
            }
        };
        let differs = memory.iter().zip(expected).position(|(a, b)| a != b);
        Ok(differs.map(|at| (at, memory[at])))
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

/// How many programs came before the one that makes a difference, the difference, and the program.
type Found = (usize, String, Vec<String>);

/// Runs a sequence up to its end or the first difference.
fn sequence(
    other: &mut Other<'_>,
    emulated: &mut EmulatedMachine,
    ground: &Ground,
    random: &mut Random,
    counts: &mut ProgramCounts,
) -> Option<Found> {
    for machine in [other.machine(), emulated] {
        if let Err(error) = ground.prepare(machine) {
            return Some((0, format!("memory is not filled: {error}"), Vec::new()));
        }
    }
    for before in 0..4 + random.below(12) {
        let sequences: Vec<(usize, usize)> = emulated.sequences().collect();
        let pass = RandomPass::new(random, ground, &sequences);
        let rate = random.pick(&[0, 0, 0, 40, 40, 200]);
        other.set_stalls(Stalls::all(rate, random.next()));
        let reason = match compare(other, emulated, &pass, counts) {
            Ok(Compared::Equal) => continue,
            Ok(Compared::Undefined) => return None,
            Ok(Compared::Differs(reason)) => reason,
            Err(error) => format!("the link fails: {error}"),
        };
        return Some((before, reason, describe(&pass)));
    }
    None
}

/// What a pass has come to.
enum Compared {
    Equal,
    Differs(String),
    /// No contract says what the pass leaves behind; the machines were not compared, and cannot go on.
    Undefined,
}

/// Runs a pass on both machines.
fn compare(
    other: &mut Other<'_>,
    emulated: &mut EmulatedMachine,
    pass: &RandomPass,
    counts: &mut ProgramCounts,
) -> Result<Compared, MachineError> {
    let run = |machine: &mut dyn Machine| {
        machine.write(pass.pass.program, pass.commands.as_flattened())?;
        machine.write(pass.pass.table, pass.lines.as_flattened())?;
        Ok::<_, MachineError>(machine.run(pass.pass))
    };
    let expected = run(emulated)?;
    if emulated.work().not_finite {
        return Ok(Compared::Undefined);
    }
    let ended = run(other.machine())?;
    let (mut expected_outcome, mut outcome) = (Outcome::of(&expected), Outcome::of(&ended));
    if Outcome::has_begun(&ended) && Outcome::has_begun(&expected) {
        expected_outcome.words = Some(words_of(emulated.work()));
        outcome.words = other.counters()?;
    }
    if let Some(reason) = outcome.difference(&expected_outcome) {
        return Ok(Compared::Differs(reason));
    }
    counts.programs += 1;
    if expected_outcome.words.is_some() {
        let mut memory = vec![0; emulated.limits().memory_words];
        emulated.read(0, &mut memory)?;
        if let Some((at, word)) = other.differs(&memory)? {
            let expected = memory[at];
            return Ok(Compared::Differs(format!(
                "word {at:#x} of memory is {word:#018x}, emulated {expected:#018x}"
            )));
        }
        for (opcode, times) in COMMANDS.iter().zip(emulated.work().executed) {
            *counts.executed.entry(opcode.name).or_default() += times;
        }
    }
    *counts.outcomes.entry(outcome.kind).or_default() += 1;
    Ok(Compared::Equal)
}

/// A pass for people.
fn describe(pass: &RandomPass) -> Vec<String> {
    let RandomPass {
        pass,
        commands,
        lines,
    } = pass;
    let mut text = vec![format!(
        "{} tokens, table at word {}, program at word {}",
        pass.tokens, pass.table, pass.program
    )];
    for (token, words) in lines.iter().enumerate() {
        let fields = line::FIELDS.map(|field| format!("{} {}", field.name, field.of_two(*words)));
        text.push(format!("token {token}: {}", fields.join(", ")));
    }
    text.extend(listing(commands).lines().map(str::to_owned));
    text
}
