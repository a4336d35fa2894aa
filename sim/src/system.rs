//! Programs by the emitted Verilog of a whole system, simulated cycle by cycle.

use std::sync::Arc;

use harmonia_contract::frame::COUNTERS;
use harmonia_contract::size::MEMORY_ADDRESS_BITS;
use harmonia_device::system::{
    Link, Machine, MachineError, MachineLimits, Pass, PassReport, Setup, Stretch, WiredMachine,
};
use harmonia_device::{DeviceError, TransportError};
use harmonia_hdl::{Configuration, Design};
use harmonia_testbench::{
    BuildOptions, Input, Instance, InstanceOptions, MemoryOptions, Output, Run, Simulation, Stall,
};

use thiserror::Error;

use crate::rtl::{RtlOptions, Stalls, failed};

/// How the memory of a simulated system is, beside [`RtlOptions`].
#[derive(Clone, Copy, Debug)]
pub struct SystemMemory {
    /// Words of 64 bits.
    pub words: usize,
    /// Cycles that it takes for each word.
    pub word_cycles: u32,
}

impl Default for SystemMemory {
    /// As many words as addresses reach, a word a cycle.
    fn default() -> Self {
        SystemMemory {
            words: 1 << MEMORY_ADDRESS_BITS,
            word_cycles: 1,
        }
    }
}

/// A configuration cannot execute programs.
#[derive(Debug, Error)]
#[error(
    "configuration `{0}` has no vector memory (`vectors`): its design is an accelerator alone; use `system`"
)]
struct NoSystem(String);

/// The system of a configuration, Verilated.
pub struct RtlMachine(WiredMachine<Verilated>);

/// A simulation as what carries words.
struct Verilated {
    configuration: Configuration,
    instance: Instance,
    memory: SystemMemory,
    stalls: Option<Stalls>,
    /// Exchanges so far: each has stalls of its own.
    exchanges: u64,
    /// Words that are still to be sent.
    pending: Vec<u64>,
    idle_limit: u64,
    cycle_limit: u64,
}

/// What a system of a configuration has room for, with so many words of memory.
///
/// # Errors
/// When the configuration has no vector memory.
pub(crate) fn limits(
    configuration: &Configuration,
    memory_words: usize,
) -> Result<MachineLimits, TransportError> {
    let vectors = configuration.vectors.ok_or_else(|| {
        let name = configuration.name.clone();
        TransportError::new("configuration.no_system", NoSystem(name))
    })?;
    Ok(MachineLimits {
        token_rows: configuration.tokens,
        batch: configuration.batch,
        vectors,
        memory_words,
        context: configuration.context,
    })
}

impl RtlMachine {
    /// Builds the simulation of a configuration with vector memory, or takes it from the cache, and starts it.
    ///
    /// # Errors
    /// When Verilator or a C++ compiler is missing or fails, or the waveform cannot be written.
    pub fn build(
        configuration: &Configuration,
        options: RtlOptions,
        memory: SystemMemory,
    ) -> Result<RtlMachine, DeviceError> {
        let build = BuildOptions {
            trace: options.waveform.is_some(),
        };
        let limits = limits(configuration, memory.words)?;
        let simulation = Simulation::build(&Design::system(configuration, limits.vectors), &build);
        let simulation = simulation.map_err(failed)?;
        let link = Verilated::start(configuration.clone(), &simulation, options, memory)?;
        Ok(RtlMachine(WiredMachine::new(link, limits, COUNTERS.len())))
    }

    /// Turns it off and on: memory is 0, and cycles are counted from 0.
    ///
    /// # Errors
    /// When the model does not start, or the waveform cannot be written.
    pub fn restart(&mut self, options: RtlOptions) -> Result<(), DeviceError> {
        let Verilated {
            configuration,
            instance,
            memory,
            ..
        } = self.0.link();
        let link = Verilated::start(
            configuration.clone(),
            instance.simulation(),
            options,
            *memory,
        )?;
        self.0 = WiredMachine::new(link, *self.0.limits(), COUNTERS.len());
        Ok(())
    }

    /// Every word of memory, as the last pass has left it; what was written since may not be there.
    pub fn memory(&self) -> &[u64] {
        self.0.link().instance.memory()
    }

    /// Changes the stalls from the next call on.
    pub fn set_stalls(&mut self, stalls: Option<Stalls>) {
        self.0.link_mut().stalls = stalls;
    }
}

impl Verilated {
    /// A new instance. The contract begins with memory cleared.
    fn start(
        configuration: Configuration,
        simulation: &Arc<Simulation>,
        options: RtlOptions,
        memory: SystemMemory,
    ) -> Result<Self, TransportError> {
        let instance = simulation.instance_with(&InstanceOptions {
            power_up_seed: options.power_up_seed,
            waveform: options.waveform,
            memory: MemoryOptions {
                words: memory.words,
                cleared: true,
                latency: options.memory_latency,
                word_cycles: memory.word_cycles,
                ..MemoryOptions::default()
            },
            ..InstanceOptions::default()
        });
        Ok(Verilated {
            configuration,
            instance: instance.map_err(failed)?,
            memory,
            stalls: options.stalls,
            exchanges: 0,
            pending: Vec::new(),
            idle_limit: options.idle_limit,
            cycle_limit: options.cycle_limit,
        })
    }

    /// Words up, and as many down as there is room for.
    fn exchange(&mut self, words: &[u64], answers: &mut [u64]) -> Result<(), TransportError> {
        let stalls = self.stalls.unwrap_or(Stalls::all(0, 0));
        let seed = stalls.seed.wrapping_add(self.exchanges);
        self.exchanges += 1;
        self.instance.set_memory_stall(Stall(stalls.memory));
        let halves = |word: &u64| [*word as u32, (*word >> 32) as u32];
        let up: Vec<u32> = words.iter().flat_map(halves).collect();
        let mut down = vec![0; 2 * answers.len()];
        let mut outputs = Vec::new();
        if !down.is_empty() {
            outputs.push(Output::new("down", &mut down).stall(Stall(stalls.results)));
        }
        self.instance
            .run(&mut Run {
                inputs: vec![Input::new("up", &up).stall(Stall(stalls.inputs))],
                outputs,
                seed,
                idle_limit: self.idle_limit,
                cycle_limit: self.cycle_limit,
                ..Run::default()
            })
            .map_err(failed)?;
        for (answer, halves) in answers.iter_mut().zip(down.chunks_exact(2)) {
            *answer = u64::from(halves[0]) | u64::from(halves[1]) << 32;
        }
        Ok(())
    }
}

impl Link for Verilated {
    // What an answer may follow is sent when that is waited for: a run has room for the words of its own answer only.
    fn send(&mut self, words: &[u64]) -> Result<(), TransportError> {
        let earlier = std::mem::replace(&mut self.pending, words.to_vec());
        self.exchange(&earlier, &mut [])
    }

    fn receive(&mut self, words: &mut [u64]) -> Result<(), TransportError> {
        let pending = std::mem::take(&mut self.pending);
        self.exchange(&pending, words)
    }

    fn is_remote(&self) -> bool {
        false
    }

    fn cycles(&self) -> Option<u64> {
        Some(self.instance.cycles())
    }

    fn describe(&self) -> String {
        let Configuration { name, tokens, .. } = &self.configuration;
        format!("Verilated system `{name}`, {tokens} token rows")
    }
}

impl Machine for RtlMachine {
    fn limits(&self) -> &MachineLimits {
        self.0.limits()
    }

    fn write(&mut self, address: usize, words: &[u64]) -> Result<(), MachineError> {
        self.0.write(address, words)
    }

    fn read(&mut self, address: usize, words: &mut [u64]) -> Result<(), MachineError> {
        self.0.read(address, words)
    }

    fn check(&mut self, stretches: &[Stretch]) -> Result<Vec<u64>, MachineError> {
        self.0.check(stretches)
    }

    fn configure(&mut self, setup: &Setup) -> Result<(), MachineError> {
        self.0.configure(setup)
    }

    fn resume(&mut self, region: usize, tokens: usize) -> Result<(), MachineError> {
        self.0.resume(region, tokens)
    }

    fn run(&mut self, pass: Pass) -> Result<PassReport, MachineError> {
        self.0.run(pass)
    }

    fn cycles(&self) -> Option<u64> {
        self.0.cycles()
    }

    fn counters(&mut self) -> Result<Vec<u64>, MachineError> {
        self.0.counters()
    }

    fn weights_check(&mut self) -> Result<Option<u64>, MachineError> {
        self.0.weights_check()
    }

    fn is_remote(&self) -> bool {
        self.0.is_remote()
    }

    fn describe(&self) -> String {
        self.0.describe()
    }
}
