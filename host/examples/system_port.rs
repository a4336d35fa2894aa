//! How much of the memory port a pass uses: cycles, words by client, traffic of the host.
//!
//! ```text
//! cargo run --release -p harmonia-host --example system_port -- MODEL.gguf 300 1 1
//! ```
//!
//! Arguments: a GGUF file (`tiny` for the bundled model), the position that a pass begins at, its tokens per sequence,
//! its sequences, and cycles for each word of memory [4, a memory of 16 bits]. The emulated machine computes all
//! tokens before; their keys and values are then written into the simulated system's memory, and both run the
//! pass. Its results are compared.

use std::error::Error;
use std::sync::Arc;
use std::time::Instant;

use harmonia_contract::frame::COUNTERS;
use harmonia_device::system::{
    EmulatedMachine, Machine, MachineError, MachineLimits, Pass, PassReport, Setup, Stretch,
};
use harmonia_hdl::Configuration;
use harmonia_host::{KvOptions, SystemExecutor, SystemOptions};
use harmonia_model::{Batch, Executor, Logits, Model, Run, WeightChoice};
use harmonia_sim::{RtlMachine, RtlOptions, SystemMemory};

/// Both machines. Until it is awake, the simulated one is only written to.
struct Twin {
    emulated: EmulatedMachine,
    simulated: RtlMachine,
    awake: bool,
    cycles: u64,
}

impl Twin {
    fn wake(&mut self, region_words: usize) -> Result<(), MachineError> {
        let sequences: Vec<_> = self.emulated.sequences().collect();
        let mut words = vec![0; region_words];
        for (region, tokens) in sequences {
            self.emulated.read(region, &mut words)?;
            self.simulated.write(region, &words)?;
            self.simulated.resume(region, tokens)?;
        }
        self.awake = true;
        Ok(())
    }
}

impl Machine for Twin {
    fn limits(&self) -> &MachineLimits {
        self.emulated.limits()
    }

    fn write(&mut self, address: usize, words: &[u64]) -> Result<(), MachineError> {
        self.emulated.write(address, words)?;
        self.simulated.write(address, words)
    }

    fn read(&mut self, address: usize, words: &mut [u64]) -> Result<(), MachineError> {
        self.emulated.read(address, words)?;
        if self.awake {
            let mut others = vec![0; words.len()];
            self.simulated.read(address, &mut others)?;
            assert!(words == others, "the simulated system has other bits");
        }
        Ok(())
    }

    fn check(&mut self, stretches: &[Stretch]) -> Result<Vec<u64>, MachineError> {
        self.simulated.check(stretches)
    }

    fn configure(&mut self, setup: &Setup) -> Result<(), MachineError> {
        self.emulated.configure(setup)?;
        self.simulated.configure(setup)
    }

    fn resume(&mut self, region: usize, tokens: usize) -> Result<(), MachineError> {
        self.emulated.resume(region, tokens)
    }

    fn run(&mut self, pass: Pass) -> Result<PassReport, MachineError> {
        let report = self.emulated.run(pass)?;
        if !self.awake {
            return Ok(report);
        }
        let begun = Instant::now();
        let report = self.simulated.run(pass)?;
        let cycles = report.cycles.unwrap_or_default();
        self.cycles += cycles;
        let counted = self.simulated.counters()?;
        let share = counted[1] as f64 * f64::from(word_cycles()) / cycles as f64;
        println!(
            "pass of {} tokens: {cycles} cycles, {:.2} % of the port's words in use; {:.0} thousand cycles per second",
            pass.tokens,
            100.0 * share,
            cycles as f64 / begun.elapsed().as_secs_f64() / 1000.0
        );
        for (name, count) in COUNTERS.iter().zip(counted) {
            println!("  {name}: {count}");
        }
        Ok(report)
    }

    fn cycles(&self) -> Option<u64> {
        Some(self.cycles)
    }

    fn counters(&mut self) -> Result<Vec<u64>, MachineError> {
        self.simulated.counters()
    }

    fn weights_check(&mut self) -> Result<Option<u64>, MachineError> {
        self.simulated.weights_check()
    }

    fn is_remote(&self) -> bool {
        self.simulated.is_remote()
    }

    fn describe(&self) -> String {
        self.simulated.describe()
    }
}

fn argument(number: usize, default: usize) -> usize {
    let given = std::env::args().nth(number);
    given.map_or(default, |text| text.parse().expect("a number"))
}

fn word_cycles() -> u32 {
    argument(5, 4) as u32
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "tiny".into());
    let (first, tokens, sequences) = (argument(2, 300), argument(3, 1), argument(4, 1));
    let model = match path.as_str() {
        "tiny" => Model::bundled(WeightChoice::Auto, &mut |_, _| {})?,
        path => Model::open(path, WeightChoice::Auto, &mut |_, _| {})?,
    };
    let configuration = Configuration::named("system")?;
    let memory = SystemMemory {
        words: 1 << 24,
        word_cycles: word_cycles(),
    };
    let simulated = RtlMachine::build(&configuration, RtlOptions::default(), memory)?;
    let machine = Twin {
        emulated: EmulatedMachine::new(*simulated.limits()),
        simulated,
        awake: false,
        cycles: 0,
    };
    let options = SystemOptions {
        kv: KvOptions {
            sequences,
            ..KvOptions::default()
        },
        context: first + tokens,
        ..SystemOptions::default()
    };
    let begun = Instant::now();
    let mut executor = SystemExecutor::new(Arc::new(model), machine, &options)?;
    println!(
        "{}; loaded in {:.0} s",
        executor.describe(),
        begun.elapsed().as_secs_f64()
    );
    let vocabulary = executor.model().config.vocabulary;
    let own: Vec<_> = (0..sequences)
        .map(|_| executor.open())
        .collect::<Result<_, _>>()?;
    let batch = |from: usize, count: usize| Batch {
        runs: own
            .iter()
            .map(|&sequence| Run {
                sequence,
                first: from,
                tokens: (from..from + count)
                    .map(|at| (at * 7919 % vocabulary) as u32)
                    .collect(),
                logits: Logits::None,
            })
            .collect(),
    };
    if first > 0 {
        executor.run(batch(0, first))?;
    }
    let before = executor.traffic();
    let words = executor.plan().setup().regions.words();
    executor.machine_mut().wake(words)?;
    executor.run(batch(first, tokens))?;
    let after = executor.traffic();
    let plan = executor.plan();
    let head = if plan.has_head() {
        " and the output head"
    } else {
        ""
    };
    println!(
        "expected: {} cycles at the end of the context{head}",
        plan.cost(tokens * sequences, word_cycles().into()).cycles()
    );
    println!(
        "host: {} bytes to the system, {} bytes back, for {} tokens",
        8 * (after.written - before.written),
        8 * (after.read - before.read),
        tokens * sequences
    );
    Ok(())
}
