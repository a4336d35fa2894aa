//! The commands by the emitted Verilog, simulated cycle by cycle.

mod beats;

use std::path::PathBuf;
use std::sync::Arc;

use harmonia_hdl::{Configuration, Design};
use harmonia_numerics::Matrix;
use harmonia_testbench::{
    BuildOptions, Input, Instance, InstanceOptions, Output, Run, Simulation, Stall, TestbenchError,
};

use crate::check::Checker;
use crate::{Command, Device, DeviceError, Fault, Location, MatMul, MatrixId};
use beats::Beats;

/// Words of a beat of results.
const RESULT_WORDS: usize = 2;
/// Cycles that a run with stalls goes on for, in which no word too many may come.
const SETTLE_CYCLES: u64 = 64;

/// The engine of a configuration, Verilated.
pub struct Rtl {
    configuration: Configuration,
    instance: Instance,
    checker: Checker,
    /// One a stored matrix.
    weights: Vec<Beats>,
    stalls: Option<Stalls>,
    /// Calls so far: each has stalls of its own.
    calls: u64,
}

/// How an engine is simulated.
#[derive(Clone, Debug, Default)]
pub struct RtlOptions {
    /// Stalls on every stream; none keeps them full.
    pub stalls: Option<Stalls>,
    /// Where to write a waveform (FST). It costs speed and a build of its own.
    pub waveform: Option<PathBuf>,
    /// Seed of what memories hold before they are written.
    pub power_up_seed: u64,
}

/// Random pauses of every stream. They change cycles, never results.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stalls {
    /// In 256ths of the cycles in which a stream could go on.
    pub rate: u8,
    pub seed: u64,
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
        let simulation = Simulation::build(&Design::accelerator(configuration), &build)?;
        let instance = simulation.instance_with(&InstanceOptions {
            power_up_seed: options.power_up_seed,
            waveform: options.waveform,
            ..InstanceOptions::default()
        })?;
        Ok(Rtl {
            instance,
            checker: Checker::new(configuration.tokens),
            configuration: configuration.clone(),
            weights: Vec::new(),
            stalls: options.stalls,
            calls: 0,
        })
    }

    /// Changes the stalls from the next call on.
    pub fn set_stalls(&mut self, stalls: Option<Stalls>) {
        self.stalls = stalls;
    }

    /// Sends the beats of checked commands and returns the words of `beats` results.
    fn run(
        &mut self,
        commands: &[Command<'_>],
        result_beats: usize,
    ) -> Result<Vec<u32>, TestbenchError> {
        let (mut words, mut activations) = (Vec::new(), Vec::new());
        let mut weights = Vec::new();
        for command in commands {
            match command {
                Command::Load { row, base, values } => {
                    words.extend(beats::load(*row, *base, values.len()));
                    beats::activations(values, &mut activations);
                }
                Command::MatMul(matmul) => {
                    let beats = &self.weights[matmul.matrix.0];
                    words.extend(beats::multiply(matmul, beats.format()));
                    beats.gather(matmul, &mut weights);
                }
            }
        }
        let mut results = vec![0; result_beats * RESULT_WORDS];
        let (stall, seed) = self.stalls.map_or((Stall::NONE, 0), |stalls| {
            (Stall(stalls.rate), stalls.seed.wrapping_add(self.calls))
        });
        self.calls += 1;
        self.instance.run(&mut Run {
            inputs: vec![
                Input::new("command", &words).stall(stall),
                Input::new("activations", &activations).stall(stall),
                Input::gather("weights", weights).stall(stall),
            ],
            outputs: vec![Output::new("results", &mut results).stall(stall)],
            seed,
            settle_cycles: self.stalls.map_or(0, |_| SETTLE_CYCLES),
            ..Run::default()
        })?;
        Ok(results)
    }
}

impl Device for Rtl {
    fn store(&mut self, matrix: Arc<Matrix>) -> Result<MatrixId, DeviceError> {
        self.weights.push(Beats::new(&matrix));
        Ok(self.checker.store(matrix))
    }

    fn execute(
        &mut self,
        commands: &[Command<'_>],
        results: &mut Vec<f32>,
    ) -> Result<(), DeviceError> {
        let total = self.checker.check(commands)?;
        let yielding: Vec<(usize, &MatMul)> = commands
            .iter()
            .enumerate()
            .filter_map(|(index, command)| match command {
                Command::MatMul(matmul) if matmul.last => Some((index, matmul)),
                _ => None,
            })
            .collect();
        let beats = |matmul: &MatMul| matmul.pairs() * matmul.tokens * 2;
        let words = self.run(
            commands,
            yielding.iter().map(|(_, matmul)| beats(matmul)).sum(),
        )?;
        let start = results.len();
        results.reserve(total);
        let mut rest = &words[..];
        for (command, matmul) in yielding {
            let (own, others) = rest.split_at(beats(matmul) * RESULT_WORDS);
            rest = others;
            if let Err(error) = take(command, matmul, own, results) {
                results.truncate(start);
                return Err(error);
            }
        }
        Ok(())
    }

    fn tokens(&self) -> usize {
        self.configuration.tokens
    }

    fn cycles(&self) -> Option<u64> {
        Some(self.instance.cycles())
    }

    fn describe(&self) -> String {
        format!(
            "Verilated engine `{}`, {} token rows",
            self.configuration.name, self.configuration.tokens
        )
    }
}

/// Turns the results of a command from `[pairs][tokens][2]` with flags into `[tokens][rows]`.
fn take(
    command: usize,
    matmul: &MatMul,
    words: &[u32],
    results: &mut Vec<f32>,
) -> Result<(), DeviceError> {
    let (beats, _) = words.as_chunks::<RESULT_WORDS>();
    for token in 0..matmul.tokens {
        for row in 0..matmul.rows.len() {
            let [bits, flags] = beats[(row / 2 * matmul.tokens + token) * 2 + row % 2];
            if let Some(fault) = Fault::of(flags & 1 != 0, flags & 2 != 0) {
                let at = Location {
                    command,
                    matrix: matmul.matrix,
                    token,
                    output: matmul.rows.start + row,
                };
                return Err(DeviceError::Fault { at, fault });
            }
            results.push(f32::from_bits(bits));
        }
    }
    Ok(())
}
