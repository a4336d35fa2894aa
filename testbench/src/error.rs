//! What can go wrong between a design and its simulation.

use std::fmt;
use std::path::PathBuf;

use harmonia_fpga::{CacheError, ToolError};

use crate::SdramViolation;

/// A design that cannot be built, a run that cannot be made, or a rule that the design broke.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TestbenchError {
    /// Verilator or the C++ compiler is missing, or refused the design.
    #[error(transparent)]
    Tool(#[from] ToolError),
    /// There is no folder for simulations.
    #[error(transparent)]
    Cache(#[from] CacheError),
    /// The list of streams does not describe ports that the harness can drive.
    #[error("stream {stream:?} of {top}: {reason}")]
    Stream {
        /// Top module of the design.
        top: String,
        /// Name of the stream.
        stream: String,
        /// What is wrong with it.
        reason: String,
    },
    /// An entry of the cache is not what was put into it, and cannot be replaced.
    #[error(
        "the simulation in {} is damaged and cannot be built again there: {source}; \
         set HARMONIA_CACHE to a folder that can be written",
        entry.display()
    )]
    Damaged {
        /// Folder of the entry.
        entry: PathBuf,
        /// The operating system's reason.
        source: std::io::Error,
    },
    /// A library could be built and not be loaded.
    #[error(
        "simulations cannot be loaded from {}: the cache lies on a file system that forbids running programs \
         (noexec, mounted at {}); set HARMONIA_CACHE to a folder on another",
        cache.display(), mount.display()
    )]
    NoExec {
        /// Folder of simulations.
        cache: PathBuf,
        /// Where the file system is mounted.
        mount: PathBuf,
    },
    /// The built library does not load, although it is as it was built.
    #[error(
        "loading {path}: {source}; if the system's libraries have changed since it was built, delete its folder",
        path = path.display()
    )]
    Load {
        /// The library.
        path: PathBuf,
        /// The loader's reason.
        source: libloading::Error,
    },
    /// A new instance could not be made.
    #[error("{top}: the model does not start{with}", with = waveform.as_ref().map_or(String::new(), |path| format!(", or {} cannot be written", path.display())))]
    Open {
        /// Top module of the design.
        top: String,
        /// Waveform file that was asked for.
        waveform: Option<PathBuf>,
    },
    /// A waveform was asked of a simulation that was built without.
    #[error("{top}: no waveform in this build; build it with BuildOptions {{ trace: true }}")]
    NoTrace {
        /// Top module of the design.
        top: String,
    },
    /// A run that does not fit the design.
    #[error("{top} cannot be run: {reason}")]
    Run {
        /// Top module of the design.
        top: String,
        /// What does not fit.
        reason: String,
    },
    /// No stream moved for `idle_limit` cycles, or `cycle_limit` was reached, before all was done.
    #[error(
        "{top} did not finish: {reason} after {cycles} cycles (seed {seed}); beats moved: {progress}"
    )]
    Unfinished {
        /// Top module of the design.
        top: String,
        /// Which limit was reached.
        reason: Limit,
        /// Cycles run.
        cycles: u64,
        /// Seed of the stalls.
        seed: u64,
        /// How far every stream came.
        progress: Progress,
    },
    /// The design broke a rule of streams.
    #[error("{top}: stream {stream} {rule} in cycle {cycle} of the run (seed {seed})")]
    Rule {
        /// Top module of the design.
        top: String,
        /// The stream.
        stream: String,
        /// The rule.
        rule: Rule,
        /// Cycle, counted from 0 at the start of the run.
        cycle: u64,
        /// Seed of the stalls.
        seed: u64,
    },
    /// The design asked its memory for what it does not have.
    #[error(
        "{top}: memory {memory} has {words} words; a request to {} {length} at address {address} in cycle {cycle} of the run (seed {seed}) is out of range: \
         reads are of 1 to 64 words, writes of 1",
        if *write { "write" } else { "read" }
    )]
    Memory {
        /// Top module of the design.
        top: String,
        /// Name of the memory port.
        memory: String,
        /// Words that the memory has.
        words: u64,
        /// Whether the request is a write.
        write: bool,
        /// First word of the request.
        address: u64,
        /// Words of the request.
        length: u64,
        /// Cycle, counted from 0 at the start of the run.
        cycle: u64,
        /// Seed of the stalls.
        seed: u64,
    },
    /// The design broke a rule of its SDRAM.
    #[error("{top}: SDRAM, {violation} (seed {seed})")]
    Sdram {
        /// Top module of the design.
        top: String,
        /// The rule, when and where.
        violation: SdramViolation,
        /// Seed of the stalls.
        seed: u64,
    },
    /// The model itself gave up.
    #[error("{top} stopped: {message} (seed {seed})")]
    Fatal {
        /// Top module of the design.
        top: String,
        /// What Verilator's runtime said.
        message: String,
        /// Seed of the stalls.
        seed: u64,
    },
    /// The instance failed before and its state is unknown.
    #[error("{top}: this instance failed in an earlier run; open another")]
    Failed {
        /// Top module of the design.
        top: String,
    },
}

impl TestbenchError {
    /// A code that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        match self {
            TestbenchError::Tool(error) => error.code(),
            TestbenchError::Cache(error) => error.code(),
            TestbenchError::Stream { .. } => "testbench.stream",
            TestbenchError::Damaged { .. } => "testbench.damaged",
            TestbenchError::NoExec { .. } => "testbench.noexec",
            TestbenchError::Load { .. } => "testbench.load",
            TestbenchError::Open { .. } => "testbench.open",
            TestbenchError::NoTrace { .. } => "testbench.no_trace",
            TestbenchError::Run { .. } => "testbench.run",
            TestbenchError::Unfinished { .. } => "testbench.unfinished",
            TestbenchError::Rule { .. } => "testbench.rule",
            TestbenchError::Memory { .. } => "testbench.memory",
            TestbenchError::Sdram { .. } => "testbench.sdram",
            TestbenchError::Fatal { .. } => "testbench.fatal",
            TestbenchError::Failed { .. } => "testbench.failed",
        }
    }
}

/// The limit that ended a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// `cycle_limit` cycles were run.
    Cycles,
    /// Nothing moved for `idle_limit` cycles: a deadlock, or words that are missing.
    Idle,
}

impl fmt::Display for Limit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Limit::Cycles => "cycle limit",
            Limit::Idle => "no stream moved",
        })
    }
}

/// A rule that every output stream keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Valid stays until the word is taken.
    ValidStays,
    /// Data stays until the word is taken.
    DataStays,
    /// No more words than the run has room for.
    NoSurplus,
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Rule::ValidStays => "withdrew valid before the word was taken",
            Rule::DataStays => "changed its data before the word was taken",
            Rule::NoSurplus => "sent a word more than the run has room for",
        })
    }
}

/// Beats moved and asked for, by stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress(pub Vec<(String, u64, u64)>);

impl fmt::Display for Progress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (stream, moved, wanted)) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(formatter, "{comma}{stream} {moved} of {wanted}")?;
        }
        Ok(())
    }
}
