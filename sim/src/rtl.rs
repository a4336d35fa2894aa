//! The commands by the emitted Verilog, simulated cycle by cycle.

use std::path::PathBuf;
use std::sync::Arc;

use harmonia_device::wire::{ResultBeat, Transport, Wired, Words};
use harmonia_device::{
    AttentionLimits, Command, Device, DeviceError, Limits, MatrixId, TransportError,
};
use harmonia_hdl::{Configuration, Design};
use harmonia_numerics::Matrix;
use harmonia_testbench::{
    BuildOptions, Input, Instance, InstanceOptions, MemoryOptions, Output, Run, Simulation, Stall,
    TestbenchError,
};

/// Cycles that a run with stalls goes on for, in which no word too many may come.
const SETTLE_CYCLES: u64 = 64;
/// Memory for keys and values: the 64 MB of the larger boards.
const MEMORY_WORDS: usize = 1 << 23;

/// The accelerator of a configuration, Verilated.
pub struct Rtl(Wired<Verilated>);

/// A simulation as what carries words.
struct Verilated {
    configuration: Configuration,
    instance: Instance,
    stalls: Option<Stalls>,
    /// Exchanges so far: each has stalls of its own.
    exchanges: u64,
    idle_limit: u64,
    cycle_limit: u64,
    words_read: u64,
}

/// How an engine is simulated.
#[derive(Clone, Debug)]
pub struct RtlOptions {
    /// Stalls of the streams and of memory; none keeps them full.
    pub stalls: Option<Stalls>,
    /// Cycles from a request for memory to its first word.
    pub memory_latency: u32,
    /// Cycles without a beat or a word after which a run is stuck.
    pub idle_limit: u64,
    /// Cycles after which one that moves is stuck as well.
    pub cycle_limit: u64,
    /// Where to write a waveform (FST). It costs speed and a build of its own.
    pub waveform: Option<PathBuf>,
    /// Seed of what memories hold before they are written.
    pub power_up_seed: u64,
}

impl Default for RtlOptions {
    fn default() -> Self {
        RtlOptions {
            stalls: None,
            memory_latency: MemoryOptions::default().latency,
            idle_limit: 4_000_000,
            cycle_limit: u64::MAX,
            waveform: None,
            power_up_seed: 0,
        }
    }
}

/// Random pauses, in 256ths of the cycles in which a stream could go on. They change cycles, never results.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stalls {
    /// Of what goes in: commands, activations, weights, vectors.
    pub inputs: u8,
    /// Of results: not taken.
    pub results: u8,
    /// Of memory: requests not taken, words not given.
    pub memory: u8,
    /// What the pauses are made from.
    pub seed: u64,
}

impl Stalls {
    /// The same rate everywhere.
    pub fn all(rate: u8, seed: u64) -> Stalls {
        Stalls {
            inputs: rate,
            results: rate,
            memory: rate,
            seed,
        }
    }
}

impl Rtl {
    /// Builds the simulation of a configuration, or takes it from the cache, and starts it.
    ///
    /// # Errors
    /// When Verilator or a C++ compiler is missing or fails, or the waveform cannot be written.
    pub fn build(configuration: &Configuration, options: RtlOptions) -> Result<Rtl, DeviceError> {
        let build = BuildOptions {
            trace: options.waveform.is_some(),
        };
        let simulation = Simulation::build(&Design::accelerator(configuration), &build);
        let simulation = simulation.map_err(failed)?;
        let attention = AttentionLimits {
            memory_words: MEMORY_WORDS,
            context: configuration.context,
        };
        let limits = Limits {
            batch: configuration.batch,
            ..Limits::new(configuration.tokens, Some(attention))
        };
        let transport = Verilated::start(configuration.clone(), &simulation, options)?;
        Ok(Rtl(Wired::new(transport, limits)))
    }

    /// Turns it off and on: what was stored, loaded and configured is gone, and cycles are counted from 0.
    ///
    /// # Errors
    /// When the model does not start, or the waveform cannot be written.
    pub fn restart(&mut self, options: RtlOptions) -> Result<(), DeviceError> {
        let transport = self.0.transport_mut();
        let simulation = Arc::clone(transport.instance.simulation());
        *transport = Verilated::start(transport.configuration.clone(), &simulation, options)?;
        self.0.forget();
        Ok(())
    }

    /// Words of 64 bits that have been read from memory.
    pub fn words_read(&self) -> u64 {
        self.0.transport().words_read
    }

    /// The memory of keys and values, by words of 64 bits, as the last call left it.
    pub fn memory(&self) -> &[u64] {
        self.0.transport().instance.memory()
    }

    /// Changes the stalls from the next call on.
    pub fn set_stalls(&mut self, stalls: Option<Stalls>) {
        self.0.transport_mut().stalls = stalls;
    }
}

impl Verilated {
    /// A new instance. The contract begins with memory cleared.
    fn start(
        configuration: Configuration,
        simulation: &Arc<Simulation>,
        options: RtlOptions,
    ) -> Result<Self, TransportError> {
        let instance = simulation.instance_with(&InstanceOptions {
            power_up_seed: options.power_up_seed,
            waveform: options.waveform,
            memory: MemoryOptions {
                words: MEMORY_WORDS,
                cleared: true,
                latency: options.memory_latency,
                ..MemoryOptions::default()
            },
            ..InstanceOptions::default()
        });
        Ok(Verilated {
            configuration,
            instance: instance.map_err(failed)?,
            stalls: options.stalls,
            exchanges: 0,
            idle_limit: options.idle_limit,
            cycle_limit: options.cycle_limit,
            words_read: 0,
        })
    }
}

impl Transport for Verilated {
    fn exchange(
        &mut self,
        words: &Words<'_>,
        results: &mut [ResultBeat],
    ) -> Result<(), TransportError> {
        let stalls = self.stalls.unwrap_or(Stalls::all(0, 0));
        let seed = stalls.seed.wrapping_add(self.exchanges);
        self.exchanges += 1;
        self.instance.set_memory_stall(Stall(stalls.memory));
        let stall = Stall(stalls.inputs);
        let results = results.as_flattened_mut();
        let report = self.instance.run(&mut Run {
            inputs: vec![
                Input::new("command", &words.commands).stall(stall),
                Input::new("activations", &words.activations).stall(stall),
                Input::gather("weights", words.weights.clone()).stall(stall),
                Input::new("vectors", &words.vectors).stall(stall),
            ],
            outputs: vec![Output::new("results", results).stall(Stall(stalls.results))],
            seed,
            idle_limit: self.idle_limit,
            cycle_limit: self.cycle_limit,
            settle_cycles: self.stalls.map_or(0, |_| SETTLE_CYCLES),
        });
        self.words_read += report.map_err(failed)?.words_read;
        Ok(())
    }

    fn cycles(&self) -> Option<u64> {
        Some(self.instance.cycles())
    }

    fn describe(&self) -> String {
        let Configuration { name, tokens, .. } = &self.configuration;
        format!("Verilated engine `{name}`, {tokens} token rows")
    }
}

/// The simulation is what carries the words.
pub(crate) fn failed(error: TestbenchError) -> TransportError {
    TransportError::new(error.code(), error)
}

impl Device for Rtl {
    fn store(&mut self, matrix: Arc<Matrix>) -> Result<MatrixId, DeviceError> {
        self.0.store(matrix)
    }

    fn release(&mut self, matrix: MatrixId) {
        self.0.release(matrix);
    }

    fn execute(
        &mut self,
        commands: &[Command<'_>],
        results: &mut Vec<f32>,
    ) -> Result<(), DeviceError> {
        self.0.execute(commands, results)
    }

    fn limits(&self) -> &Limits {
        self.0.limits()
    }

    fn cycles(&self) -> Option<u64> {
        self.0.cycles()
    }

    fn describe(&self) -> String {
        self.0.describe()
    }
}
