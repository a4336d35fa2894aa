//! The design under test, its streams, and what goes through them.

use std::sync::Arc;

use harmonia_contract::Format;
use harmonia_contract::weights::{BEAT_WORDS, RECORD_GROUPS, SCALE_WORDS, record_words};
use harmonia_hdl::memory::controller::Controller;
use harmonia_hdl::memory::transfer::{self, Transfer};
use harmonia_hdl::memory::walk;
use harmonia_hdl::memory::weights::{self, WeightsReader};
use harmonia_hdl::verilog;
use harmonia_testbench::{
    BuildOptions, Design, Direction, Input, Instance, InstanceOptions, MemoryOptions, MemoryPort,
    Output, Report, Run, Simulation, Stall, Stream,
};

/// xorshift64*: the same noise on every machine.
pub struct Noise(pub u64);

impl Noise {
    /// 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// Below `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        (self.next() >> 16) % limit
    }
}

/// Words of the memory.
pub const WORDS: usize = 1 << 15;

/// Streams with their widths: inputs, then outputs.
const INPUTS: [(&str, usize); 8] = [
    ("attention", 105),
    ("weights_order", weights::order::BITS),
    ("program", 32),
    ("transfer_order", transfer::order::BITS),
    ("spilled", 64),
    ("loader", 32),
    ("uploads", 96),
    ("counter", 5),
];
const OUTPUTS: [(&str, usize); 6] = [
    ("attention_words", 64),
    ("weights", 320),
    ("program_words", 64),
    ("fetched", 64),
    ("loader_words", 64),
    ("counted", 64),
];

/// The controller, a reader of weights and a transfer.
pub fn design() -> Design {
    let parts = [
        verilog(Controller::default(), "controller"),
        verilog(WeightsReader::default(), "weights_reader"),
        verilog(Transfer::default(), "transfer"),
    ];
    let stream = |direction| {
        move |(name, width): (&str, usize)| Stream {
            name: name.into(),
            direction,
            width,
            handshake: true,
        }
    };
    let inputs = INPUTS.into_iter().map(stream(Direction::Input));
    let outputs = OUTPUTS.into_iter().map(stream(Direction::Output));
    Design {
        top: "memory_system".into(),
        verilog: format!(
            "{}\n{}",
            include_str!("../designs/memory_system.v"),
            parts.join("\n")
        ),
        models: String::new(),
        streams: inputs.chain(outputs).collect(),
        memory: Some(MemoryPort {
            name: "memory".into(),
        }),
        sdram: None,
    }
}

/// A running copy whose memory holds noise.
pub fn instance(memory: MemoryOptions) -> Instance {
    let simulation: Arc<Simulation> =
        Simulation::build(&design(), &BuildOptions::default()).expect("it builds");
    let options = InstanceOptions {
        power_up_seed: 5,
        memory: MemoryOptions {
            words: WORDS,
            ..memory
        },
        ..InstanceOptions::default()
    };
    simulation.instance_with(&options).expect("it loads")
}

/// A number of bits of a beat.
pub fn bits(fields: &[(usize, u128)]) -> Vec<bool> {
    let bits = |&(width, value): &(usize, u128)| (0..width).map(move |bit| value >> bit & 1 == 1);
    fields.iter().flat_map(bits).collect()
}

/// The words of a beat.
pub fn beat(fields: &[(usize, u128)]) -> Vec<u32> {
    let word = |chunk: &[bool]| {
        chunk
            .iter()
            .rev()
            .fold(0, |word, &bit| word << 1 | u32::from(bit))
    };
    bits(fields).chunks(32).map(word).collect()
}

/// Words of 64 bits as those of a stream.
pub fn halves(words: &[u64]) -> Vec<u32> {
    words
        .iter()
        .flat_map(|word| [*word as u32, (word >> 32) as u32])
        .collect()
}

/// Loops around a run: turns and stride of each, the innermost first.
pub type Loops = [(usize, usize); walk::LOOPS];

/// No loops.
pub const ONCE: Loops = [(1, 0); walk::LOOPS];

/// Where the runs begin, in their order.
pub fn begins(address: usize, loops: &Loops) -> Vec<usize> {
    let mut begins = vec![address];
    for (turns, stride) in loops.iter().rev() {
        let turn = |begin: &usize| {
            let begin = *begin;
            (0..*turns).map(move |turn| begin + turn * stride)
        };
        begins = begins.iter().flat_map(turn).collect();
    }
    begins
}

fn loop_fields(loops: &Loops) -> Vec<(usize, u128)> {
    let fields =
        |&(turns, stride): &(usize, usize)| [(16, turns as u128 - 1), (24, stride as u128)];
    loops.iter().flat_map(fields).collect()
}

/// An order to read a matrix.
pub fn weights_order(address: usize, groups: usize, format: Format, loops: &Loops) -> Vec<u32> {
    let matrix = [
        (24, address as u128),
        (32, groups as u128),
        (2, format.code() as u128),
    ];
    beat(&[&matrix[..], &loop_fields(loops)].concat())
}

/// An order to transfer words.
pub fn transfer_order(address: usize, words: usize, write: bool, loops: &Loops) -> Vec<u32> {
    let run = [
        (24, address as u128),
        (15, words as u128),
        (1, write.into()),
    ];
    beat(&[&run[..], &loop_fields(loops)].concat())
}

/// Beats of weights that are all different, and the words of memory that they are packed in: docs/system.md.
pub fn matrix(noise: &mut Noise, groups: usize, format: Format) -> (Vec<u32>, Vec<u64>) {
    let (mut beats, mut words) = (Vec::new(), Vec::new());
    let records = groups.div_ceil(RECORD_GROUPS);
    for record in 0..records {
        let mut packed = vec![0u64; record_words(format)];
        for place in 0..RECORD_GROUPS {
            // What fills the last record is noise as well, and makes no beats.
            let [scales, minima] = [0, 1].map(|_| noise.next() as u32);
            let minima = if format.has_minimum() { minima } else { 0 };
            packed[place / 2] |= u64::from(scales) << (32 * (place % 2));
            let mut at = SCALE_WORDS;
            if format.has_minimum() {
                packed[at + place / 2] |= u64::from(minima) << (32 * (place % 2));
                at += SCALE_WORDS;
            }
            for pass in 0..format.passes() {
                let nibbles: [u64; BEAT_WORDS] = std::array::from_fn(|_| noise.next());
                let first = at + (place * format.passes() + pass) * BEAT_WORDS;
                packed[first..][..BEAT_WORDS].copy_from_slice(&nibbles);
                if record * RECORD_GROUPS + place < groups {
                    beats.extend(halves(&nibbles));
                    beats.extend([scales, minima]);
                }
            }
        }
        words.extend(packed);
    }
    (beats, words)
}

/// What goes into each stream and must come out of each.
#[derive(Default)]
pub struct Traffic {
    inputs: Vec<(&'static str, Vec<u32>)>,
    wanted: Vec<(&'static str, Vec<u32>)>,
    /// Cycles at rest behind the last beat, for writes to reach memory.
    pub settle_cycles: u64,
}

impl Traffic {
    pub fn send(&mut self, stream: &'static str, words: &[u32]) {
        append(&mut self.inputs, stream, words);
    }

    pub fn want(&mut self, stream: &'static str, words: &[u32]) {
        append(&mut self.wanted, stream, words);
    }

    /// Runs all of it at once, and compares what comes out.
    pub fn run(&self, instance: &mut Instance, stall: impl Fn(&str) -> Stall, seed: u64) -> Report {
        let mut got: Vec<Vec<u32>> = self
            .wanted
            .iter()
            .map(|(_, words)| vec![0; words.len()])
            .collect();
        let report = instance
            .run(&mut Run {
                inputs: self
                    .inputs
                    .iter()
                    .map(|(stream, words)| Input::new(stream, words).stall(stall(stream)))
                    .collect(),
                outputs: self
                    .wanted
                    .iter()
                    .zip(&mut got)
                    .map(|((stream, _), words)| Output::new(stream, words).stall(stall(stream)))
                    .collect(),
                seed,
                idle_limit: 3000,
                settle_cycles: self.settle_cycles,
                ..Run::default()
            })
            .expect("it runs to its end");
        for ((stream, wanted), got) in self.wanted.iter().zip(&got) {
            assert!(
                wanted == got,
                "{stream} with seed {seed}: {} words",
                wanted.len()
            );
        }
        report
    }
}

fn append(all: &mut Vec<(&'static str, Vec<u32>)>, stream: &'static str, words: &[u32]) {
    match all.iter_mut().find(|(name, _)| *name == stream) {
        Some((_, list)) => list.extend(words),
        None => all.push((stream, words.to_vec())),
    }
}
