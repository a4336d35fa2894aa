//! Sequences of commands of attention as words on the streams, with what must come out of them.

use half::f16;
use harmonia_contract::Register;
use harmonia_contract::attention::{
    ATTEND, BASE, COMMIT, CONFIGURE, NO_SLOT, POSITION, QUERIES, REGISTER, SLOT, STORE, WRITE,
};
use harmonia_hdl::{Configuration, MultiplierCell};
use harmonia_numerics::kv::{KvHead, KvShape, Region, to_fp16};
use harmonia_testbench::{
    BuildOptions, Design, Input, Instance, InstanceOptions, MemoryOptions, Output, Report, Run,
    Simulation, Stall,
};

const OVERFLOW: u32 = 1;

/// xorshift64*: the same noise on every machine.
pub struct Noise(pub u64);

impl Noise {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// Values of which some channels stand out and some are zero.
    pub fn vector(&mut self, size: usize, largest: f32) -> Vec<f16> {
        let values: Vec<f32> = (0..size)
            .map(|channel| {
                let unit = (self.next() >> 40) as f32 / (1u64 << 23) as f32 - 1.0;
                let outlier = if channel % 7 == 3 { 1.0 } else { 0.125 };
                match self.next() % 16 {
                    0 => 0.0,
                    _ => unit * largest * outlier,
                }
            })
            .collect();
        to_fp16(&values).expect("largest is finite in FP16")
    }
}

pub fn configuration(tokens: usize, context: usize) -> Configuration {
    Configuration {
        name: format!("attention-{tokens}"),
        batch: tokens,
        vectors: None,
        description: "for tests".into(),
        tokens,
        multiplier: MultiplierCell::Portable,
        context,
    }
}

/// An accelerator whose memory is all zeros.
pub fn accelerator(configuration: &Configuration, memory: MemoryOptions) -> Instance {
    let design = Design::accelerator(configuration);
    let simulation = Simulation::build(&design, &BuildOptions::default()).expect("it builds");
    let options = InstanceOptions {
        memory,
        ..InstanceOptions::default()
    };
    let mut instance = simulation.instance_with(&options).expect("it loads");
    instance.memory_mut().fill(0);
    instance
}

/// What goes into the accelerator and what must come out, for one head whose region begins at `base`.
pub struct Script {
    region: Region,
    base: usize,
    pub head: KvHead,
    pub commands: Vec<u32>,
    pub vectors: Vec<u32>,
    /// Values in the order of the device, and whether they are marked as overflowed.
    pub expected: Vec<(f32, bool)>,
}

impl Script {
    pub fn new(shape: &KvShape, tokens: usize, base: usize) -> Self {
        let head = KvHead::new(shape, tokens);
        let mut script = Script {
            region: Region::new(shape, tokens),
            base,
            head,
            commands: Vec::new(),
            vectors: Vec::new(),
            expected: Vec::new(),
        };
        for &register in Register::ALL {
            let value = script.region.register(register);
            let fields = [(REGISTER, register.number()), (BASE, value)];
            script.command(CONFIGURE.word(&fields));
        }
        script
    }

    fn command(&mut self, command: u64) {
        self.commands
            .extend([command as u32, (command >> 32) as u32]);
    }

    pub fn vector(&mut self, values: &[f16]) {
        self.vectors
            .extend(values.iter().map(|v| u32::from(v.to_bits())));
    }

    pub fn offsets(&mut self, offsets: &[f16]) {
        let words = offsets.len().div_ceil(4);
        self.command(WRITE.word(&[(POSITION, words), (BASE, self.base)]));
        self.vector(offsets);
        self.vector(&vec![f16::ZERO; 4 * words - offsets.len()]);
        self.head.set_offsets(offsets);
    }

    pub fn store(&mut self, position: usize, key: &[f16], value: &[f16]) {
        let slot = self.region.key_low_slot(position / 32);
        let fields = [(POSITION, position), (BASE, self.base), (SLOT, slot)];
        self.command(STORE.word(&fields));
        self.vector(key);
        self.vector(value);
        self.head.store(position, key, value);
    }

    pub fn commit(&mut self, page: usize) {
        let slot = self.region.value_low_slot(page).unwrap_or(NO_SLOT);
        let fields = [(POSITION, page), (BASE, self.base), (SLOT, slot)];
        self.command(COMMIT.word(&fields));
        self.head.commit(page);
    }

    pub fn attend(&mut self, position: usize, queries: &[f16], heads: usize) {
        let fields = [
            (QUERIES, heads - 1),
            (POSITION, position),
            (BASE, self.base),
        ];
        self.command(ATTEND.word(&fields));
        self.vector(queries);
        let shape = *self.head.shape();
        let mut out = vec![0.0; queries.len()];
        let flags = self.head.attend(position, queries, heads, &mut out);
        for pair in 0..16 * shape.blocks() {
            for head in 0..heads {
                for channel in [2 * pair, 2 * pair + 1] {
                    let value = match channel < shape.size() {
                        true => out[head * shape.size() + channel],
                        false => 0.0,
                    };
                    self.expected.push((value, flags.overflow));
                }
            }
        }
    }

    /// Runs what has been said so far with stalls of inputs and of results, and compares results and memory.
    pub fn run(
        &mut self,
        instance: &mut Instance,
        stall: Stall,
        results_stall: Stall,
        seed: u64,
    ) -> Report {
        let mut results = vec![0; 2 * self.expected.len()];
        let mut run = Run {
            inputs: vec![
                Input::new("command", &self.commands).stall(stall),
                Input::new("vectors", &self.vectors).stall(stall),
            ],
            outputs: vec![Output::new("results", &mut results).stall(results_stall)],
            seed,
            // Longer than a command may take between its last word in and its first one out.
            settle_cycles: 4_000,
            idle_limit: 400_000,
            ..Run::default()
        };
        let report = instance.run(&mut run).expect("every command ends");
        for (index, (got, want)) in results.chunks(2).zip(&self.expected).enumerate() {
            assert_eq!(
                got[1] & OVERFLOW,
                u32::from(want.1),
                "flags of result {index}"
            );
            if !want.1 {
                let value = f32::from_bits(got[0]);
                assert_eq!(got[1], 0, "flags of result {index}");
                assert_eq!(
                    value.to_bits(),
                    want.0.to_bits(),
                    "result {index}: {value:e}, not {:e}",
                    want.0
                );
            }
        }
        let at = self.base;
        let words = self.head.words();
        for (index, (got, want)) in instance.memory()[at..].iter().zip(words).enumerate() {
            assert_eq!(
                got, want,
                "word {index} of {:?}: {got:016x}, not {want:016x}",
                self.region
            );
        }
        self.commands.clear();
        self.vectors.clear();
        self.expected.clear();
        report
    }
}

/// A sequence of `tokens` tokens, with queries of 1 to `rows` heads at every `every`th one and at the last one.
pub fn sequence(script: &mut Script, noise: &mut Noise, tokens: usize, every: usize, rows: usize) {
    let size = script.head.shape().size();
    for position in 0..tokens {
        if position > 0 && position % 32 == 0 {
            script.commit(position / 32 - 1);
        }
        let (key, value) = (noise.vector(size, 8.0), noise.vector(size, 2.0));
        script.store(position, &key, &value);
        if position % every == 0 || position + 1 == tokens {
            let heads = 1 + noise.next() as usize % rows;
            let queries = noise.vector(size * heads, 1.0);
            script.attend(position, &queries, heads);
        }
    }
}
