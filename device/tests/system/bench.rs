//! A machine with a program, a table and vectors in memory.

use harmonia_contract::program::line;
use harmonia_device::system::{
    EmulatedMachine, Machine, MachineError, MachineLimits, Pass, PassReport, Setup, assemble,
};
use harmonia_numerics::kv::{KvFormat, KvShape, Region};

pub const TABLE: usize = 0x800;
/// What tests put into read-only memory.
pub const FREE: usize = 0x1000;
pub const DATA: usize = 0x4000;
pub const CACHE: usize = 0x6000;
pub const MEMORY: usize = 0x1_0000;
pub const ROWS: usize = 2;
pub const VECTORS: usize = 1024;
/// Channels of a head, with one block that is half empty.
pub const SIZE: usize = 48;
/// Elements that [`Bench::vectors`] brings in and out.
pub const WINDOW: usize = 512;

pub fn limits() -> MachineLimits {
    MachineLimits {
        token_rows: ROWS,
        batch: 6,
        vectors: VECTORS,
        memory_words: MEMORY,
        context: 128,
    }
}

pub fn regions() -> Region {
    let shape = KvShape::with_format(SIZE, true, KvFormat::K4V3, 32, 32).unwrap();
    Region::new(&shape, 100)
}

pub fn setup() -> Setup {
    Setup {
        data: DATA,
        cache: CACHE,
        regions: regions(),
    }
}

/// The line of a token of a sequence, as a driver makes it.
pub fn line_of(region: usize, angles: usize, position: usize) -> [u64; 2] {
    let layout = regions();
    let page = position / 32;
    let commits = position > 0 && position.is_multiple_of(32);
    let low = if commits {
        layout.value_low_slot(page - 1)
    } else {
        None
    };
    let mut words = [0; 2];
    for (field, value) in [
        (line::POSITION, position),
        (line::KEY_SLOT, layout.key_low_slot(page)),
        (line::VALUE_SLOT, low.unwrap_or(0xffff)),
        (line::COMMITS, commits.into()),
        (line::REGION, region),
        (line::ANGLES, angles),
    ] {
        words[field.low / 64] |= (value as u64) << (field.low % 64);
    }
    words
}

pub struct Bench<M = EmulatedMachine> {
    pub machine: M,
}

impl Bench {
    pub fn new() -> Self {
        Self::with(EmulatedMachine::new(limits()))
    }
}

impl<M: Machine> Bench<M> {
    pub fn with(mut machine: M) -> Self {
        machine.configure(&setup()).unwrap();
        Bench { machine }
    }

    /// Runs a text for tokens with these lines; an END is added.
    pub fn run(&mut self, text: &str, lines: &[[u64; 2]]) -> Result<PassReport, MachineError> {
        let mut words = assemble(text).unwrap().concat();
        words.extend([0, 0]);
        self.machine.write(0, &words).unwrap();
        self.machine.write(TABLE, lines.as_flattened()).unwrap();
        self.machine.run(Pass {
            program: 0,
            table: TABLE,
            tokens: lines.len(),
        })
    }

    /// Runs a text on vectors: those from element 0 on before and after it.
    pub fn vectors(
        &mut self,
        text: &str,
        tokens: usize,
        input: &[f32],
    ) -> (Vec<f32>, Result<PassReport, MachineError>) {
        let mut padded = input.to_vec();
        padded.resize(WINDOW, 0.0);
        self.machine.write(DATA, &words(&padded)).unwrap();
        let (out, length) = (DATA + WINDOW / 2, WINDOW);
        let text = format!(
            "FETCH length={length} A=0 address={DATA}
            {text}
            SPILL length={length} A=0 address={out}"
        );
        let outcome = self.run(&text, &vec![[0; 2]; tokens]);
        (self.floats(out, length), outcome)
    }

    pub fn floats(&mut self, address: usize, count: usize) -> Vec<f32> {
        let mut words = vec![0; count / 2];
        self.machine.read(address, &mut words).unwrap();
        let halves = words
            .iter()
            .flat_map(|&word| [word as u32, (word >> 32) as u32]);
        halves.map(f32::from_bits).collect()
    }
}

/// Two elements a word.
pub fn words(values: &[f32]) -> Vec<u64> {
    let word = |pair: &[f32]| u64::from(pair[0].to_bits()) | u64::from(pair[1].to_bits()) << 32;
    values.chunks(2).map(word).collect()
}

pub fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|x| x.to_bits()).collect()
}

/// Numbers of about 1 to 4 in magnitude, different for each seed.
pub fn numbers(seed: u64, count: usize) -> Vec<f32> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / (1u64 << 21) as f32 - 4.0
    };
    (0..count).map(|_| next()).collect()
}
