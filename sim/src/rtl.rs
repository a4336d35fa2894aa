//! The commands by the emitted Verilog, simulated cycle by cycle.

use std::path::PathBuf;
use std::sync::Arc;

use harmonia_contract::Field;
use harmonia_contract::beat::{INVALID, OVERFLOW};
use harmonia_contract::size::RESULT_BITS;
use harmonia_device::wire::attention;
use harmonia_device::wire::engine::{self, Beats};
use harmonia_device::{
    AttentionLimits, Checker, Command, Device, DeviceError, Fault, Location, MatMul, MatrixId,
    TransportError,
};
use harmonia_hdl::{Configuration, Design};
use harmonia_numerics::kv::Region;
use harmonia_numerics::{GROUP, Matrix};
use harmonia_testbench::{
    BuildOptions, Input, Instance, InstanceOptions, MemoryOptions, Output, Run, Simulation, Stall,
    TestbenchError,
};

/// Words of a beat of results.
const RESULT_WORDS: usize = RESULT_BITS.div_ceil(32);
/// Cycles that a run with stalls goes on for, in which no word too many may come.
const SETTLE_CYCLES: u64 = 64;
/// Memory for keys and values: the 64 MB of the larger boards.
const MEMORY_WORDS: usize = 1 << 23;

/// The accelerator of a configuration, Verilated.
pub struct Rtl {
    configuration: Configuration,
    instance: Instance,
    checker: Checker,
    /// One a stored matrix.
    weights: Vec<Beats>,
    stalls: Option<Stalls>,
    /// Calls so far: each has stalls of its own.
    calls: u64,
    idle_limit: u64,
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
        let simulation =
            Simulation::build(&Design::accelerator(configuration), &build).map_err(failed)?;
        let instance = start(&simulation, &options).map_err(failed)?;
        let limits = AttentionLimits {
            memory_words: MEMORY_WORDS,
            context: configuration.context,
        };
        Ok(Rtl {
            instance,
            checker: Checker::new(configuration.tokens, Some(limits)),
            configuration: configuration.clone(),
            weights: Vec::new(),
            stalls: options.stalls,
            calls: 0,
            idle_limit: options.idle_limit,
            words_read: 0,
        })
    }

    /// Turns it off and on: what was stored, loaded and configured is gone, and cycles are counted from 0.
    ///
    /// # Errors
    /// When the model does not start, or the waveform cannot be written.
    pub fn restart(&mut self, options: RtlOptions) -> Result<(), DeviceError> {
        self.instance = start(self.instance.simulation(), &options).map_err(failed)?;
        self.checker = Checker::new(self.configuration.tokens, self.checker.attention());
        self.weights.clear();
        self.stalls = options.stalls;
        self.calls = 0;
        self.idle_limit = options.idle_limit;
        self.words_read = 0;
        Ok(())
    }

    /// Words of 64 bits that have been read from memory.
    pub fn words_read(&self) -> u64 {
        self.words_read
    }

    /// Changes the stalls from the next call on.
    pub fn set_stalls(&mut self, stalls: Option<Stalls>) {
        self.stalls = stalls;
    }

    /// Sends the beats of checked commands and returns the words of `beats` results.
    ///
    /// Commands of every kind share the command stream, and each stream has its beats in the order of the commands.
    fn run(
        &mut self,
        mut layout: Option<Region>,
        commands: &[Command<'_>],
        result_beats: usize,
    ) -> Result<Vec<u32>, TestbenchError> {
        let (mut words, mut activations, mut vectors) = (Vec::new(), Vec::new(), Vec::new());
        let mut weights = Vec::new();
        for command in commands {
            match command {
                Command::Load { row, base, values } => {
                    words.extend(engine::load(*row, *base, values.len()));
                    engine::activations(values, &mut activations);
                }
                Command::MatMul(matmul) => {
                    let beats = &self.weights[matmul.matrix.index()];
                    words.extend(engine::multiply(matmul, beats.format()));
                    beats.gather(matmul, &mut weights);
                }
                Command::Configure(region) => {
                    layout = Some(*region);
                    attention::configure(region, &mut words);
                }
                command => {
                    let layout = layout.expect("a layout is configured before it is used");
                    attention::encode(command, &layout, &mut words, &mut vectors);
                }
            }
        }
        let mut results = vec![0; result_beats * RESULT_WORDS];
        let stalls = self.stalls.unwrap_or(Stalls::all(0, 0));
        let seed = stalls.seed.wrapping_add(self.calls);
        self.calls += 1;
        self.instance.set_memory_stall(Stall(stalls.memory));
        let stall = Stall(stalls.inputs);
        let report = self.instance.run(&mut Run {
            inputs: vec![
                Input::new("command", &words).stall(stall),
                Input::new("activations", &activations).stall(stall),
                Input::gather("weights", weights).stall(stall),
                Input::new("vectors", &vectors).stall(stall),
            ],
            outputs: vec![Output::new("results", &mut results).stall(Stall(stalls.results))],
            seed,
            idle_limit: self.idle_limit,
            settle_cycles: self.stalls.map_or(0, |_| SETTLE_CYCLES),
            ..Run::default()
        })?;
        self.words_read += report.words_read;
        Ok(results)
    }
}

/// The simulation is what carries the words.
fn failed(error: TestbenchError) -> TransportError {
    TransportError::new(error.code(), error)
}

/// A new instance. The contract begins with memory cleared.
fn start(simulation: &Arc<Simulation>, options: &RtlOptions) -> Result<Instance, TestbenchError> {
    simulation.instance_with(&InstanceOptions {
        power_up_seed: options.power_up_seed,
        waveform: options.waveform.clone(),
        memory: MemoryOptions {
            words: MEMORY_WORDS,
            cleared: true,
            latency: options.memory_latency,
            ..MemoryOptions::default()
        },
    })
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
        let layout = self.checker.layout();
        let total = self.checker.check(commands)?;
        let mut at = layout;
        let yielding: Vec<Yield<'_>> = (0..)
            .zip(commands)
            .filter_map(|(index, command)| Yield::of(index, command, &mut at))
            .collect();
        let beats = yielding.iter().map(Yield::beats).sum();
        let words = self.run(layout, commands, beats).map_err(failed)?;
        let start = results.len();
        results.reserve(total);
        let mut rest = &words[..];
        for yielded in yielding {
            let (own, others) = rest.split_at(yielded.beats() * RESULT_WORDS);
            rest = others;
            if let Err(error) = yielded.take(own, results) {
                results.truncate(start);
                return Err(error);
            }
        }
        Ok(())
    }

    fn tokens(&self) -> usize {
        self.configuration.tokens
    }

    fn attention(&self) -> Option<AttentionLimits> {
        self.checker.attention()
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

/// A command that yields results.
enum Yield<'c> {
    MatMul {
        command: usize,
        matmul: &'c MatMul,
    },
    Attend {
        command: usize,
        region: usize,
        position: usize,
        heads: usize,
        /// Channels, and with the padding to whole blocks.
        size: usize,
        padded: usize,
    },
}

impl Yield<'_> {
    /// `layout` is followed from command to command.
    fn of<'c>(
        index: usize,
        command: &'c Command<'_>,
        layout: &mut Option<Region>,
    ) -> Option<Yield<'c>> {
        match command {
            Command::MatMul(matmul) if matmul.last => Some(Yield::MatMul {
                command: index,
                matmul,
            }),
            Command::Configure(region) => {
                *layout = Some(*region);
                None
            }
            Command::Attend {
                region,
                position,
                heads,
                ..
            } => {
                let shape = *layout.as_ref()?.shape();
                Some(Yield::Attend {
                    command: index,
                    region: *region,
                    position: *position,
                    heads: *heads,
                    size: shape.size(),
                    padded: shape.blocks() * GROUP,
                })
            }
            _ => None,
        }
    }

    /// Results on the stream.
    fn beats(&self) -> usize {
        match self {
            Yield::MatMul { matmul, .. } => matmul.pairs() * matmul.tokens * 2,
            Yield::Attend { heads, padded, .. } => padded * heads,
        }
    }

    /// Takes the results from `[pairs][tokens or heads][2]` with flags to `[tokens][rows]` or `[heads][size]`.
    fn take(&self, words: &[u32], results: &mut Vec<f32>) -> Result<(), DeviceError> {
        let (beats, _) = words.as_chunks::<RESULT_WORDS>();
        match *self {
            Yield::MatMul { command, matmul } => take(command, matmul, beats, results),
            Yield::Attend {
                command,
                region,
                position,
                heads,
                size,
                ..
            } => {
                if beats.iter().any(|beat| holds(beat, OVERFLOW)) {
                    return Err(DeviceError::ScoreOverflow {
                        command,
                        region,
                        position,
                    });
                }
                for head in 0..heads {
                    results.extend((0..size).map(|channel| {
                        let [bits, _] = beats[(channel / 2 * heads + head) * 2 + channel % 2];
                        f32::from_bits(bits)
                    }));
                }
                Ok(())
            }
        }
    }
}

/// Whether a flag of a result is set.
fn holds(beat: &[u32; RESULT_WORDS], flag: Field) -> bool {
    beat[flag.low / 32] >> (flag.low % 32) & 1 == 1
}

/// Turns the results of a command from `[pairs][tokens][2]` with flags into `[tokens][rows]`.
fn take(
    command: usize,
    matmul: &MatMul,
    beats: &[[u32; RESULT_WORDS]],
    results: &mut Vec<f32>,
) -> Result<(), DeviceError> {
    for token in 0..matmul.tokens {
        for row in 0..matmul.rows.len() {
            let beat = &beats[(row / 2 * matmul.tokens + token) * 2 + row % 2];
            if let Some(fault) = Fault::of(holds(beat, OVERFLOW), holds(beat, INVALID)) {
                let at = Location {
                    command,
                    matrix: matmul.matrix,
                    token,
                    output: matmul.rows.start + row,
                };
                return Err(DeviceError::Fault { at, fault });
            }
            results.push(f32::from_bits(beat[0]));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use harmonia_numerics::kv::{KvFormat, KvShape};

    /// Two heads of three channels: pairs (0, 1), (2, 3), ..., 16 of them.
    #[test]
    fn results_of_attention_come_pair_by_pair_head_by_head() {
        let shape = KvShape::with_format(3, true, KvFormat::K4V4, 32, 32).unwrap();
        let mut layout = Some(Region::new(&shape, 64));
        let attend = Command::Attend {
            region: 0,
            position: 40,
            heads: 2,
            queries: &[half::f16::ONE; 6],
        };
        let yielded = Yield::of(5, &attend, &mut layout).unwrap();
        assert_eq!(yielded.beats(), 64);
        let mut words: Vec<u32> = (0..64).flat_map(|i| [(i as f32).to_bits(), 0]).collect();
        let mut results = vec![9.0];
        yielded.take(&words, &mut results).unwrap();
        assert_eq!(results, [9.0, 0.0, 1.0, 4.0, 2.0, 3.0, 6.0]);
        words[41] = 1;
        let error = yielded.take(&words, &mut results).unwrap_err();
        assert_eq!(error.code(), "device.score_overflow");
    }
}
