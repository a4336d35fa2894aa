//! What lies where in the memory of a machine that runs random programs.

use harmonia_contract::Format;
use harmonia_contract::program::line;
use harmonia_device::system::{
    Machine, MachineError, MachineLimits, Pass, Setup, assemble, matrix_words, pack,
};
use harmonia_numerics::kv::{KvFormat, KvShape, Region};
use harmonia_numerics::vector::Norm;

use super::super::values::{Random, Values, matrix};

/// Words of memory.
pub(crate) const MEMORY: usize = 0x1_0000;
/// A line for each token of a pass.
pub(super) const TABLE: usize = 0x400;
/// What passes only read: a few N of norms, numbers, matrices.
pub(super) const FREE: usize = 0x800;
pub(super) const DATA: usize = 0x3000;
const CACHE: usize = 0x5000;
/// Words of numbers at [`FREE`].
const NUMBERS: usize = 0x400;
/// Numbers of the same kind that follow each other.
const RUN: usize = 64;
/// Words in which vector memory is shown at a time, at most.
const SHOWN: usize = 0x400;
/// The most channels of a head.
const MOST_SIZE: usize = 128;
/// Layers and heads that a sequence has regions of.
pub(super) const LAYERS: usize = 2;
pub(super) const HEADS: usize = 2;

/// Bounds, regions and matrices of a machine.
pub(super) struct Ground {
    pub(super) limits: MachineLimits,
    pub(super) setup: Setup,
    pub(super) matrices: Vec<Packed>,
    numbers: Vec<u64>,
    data: Vec<u64>,
}

/// A matrix of memory.
pub(super) struct Packed {
    pub(super) address: usize,
    pub(super) format: Format,
    pub(super) groups: usize,
    pub(super) outputs: usize,
    words: Vec<u64>,
}

impl Ground {
    pub(super) fn new(random: &mut Random, values: &Values, limits: MachineLimits) -> Self {
        let size = 1 + random.below(MOST_SIZE);
        let size = random.pick(&[1, 2, 32, 48, 64, size, MOST_SIZE]);
        let window = |random: &mut Random| 32 * random.below(4);
        let (init, local) = (window(random), window(random));
        let format = random.pick(&KvFormat::ALL);
        let shape = KvShape::with_format(size, random.chance(60), format, init, local);
        let shape = shape.expect("a size and windows in range");
        let tokens = 33 + random.below(limits.context.min(128) - 32);
        let regions = Region::new(&shape, tokens);
        let widths = [2, 8, 32, size];
        let norms = widths.map(|width| Norm::new(width, 1e-5).expect("a width in range"));
        let mut numbers = norms.map(|norm| norm.epsilon_units()).to_vec();
        numbers.extend(words(random, values, NUMBERS - numbers.len()));
        let mut matrices = Vec::new();
        let mut address = FREE + NUMBERS;
        for _ in 0..6 {
            let matrix = matrix(random);
            let (format, groups, outputs) =
                (matrix.format(), matrix.groups_per_row(), matrix.rows());
            let end = address + matrix_words(format, outputs, groups);
            if end <= DATA {
                matrices.push(Packed {
                    address,
                    format,
                    groups,
                    outputs,
                    words: pack(&matrix),
                });
                address = end;
            }
        }
        Ground {
            limits,
            setup: Setup {
                data: DATA,
                cache: CACHE,
                regions,
            },
            matrices,
            data: words(random, values, (limits.vectors / 2).min(CACHE - DATA)),
            numbers,
        }
    }

    /// Fills the memory of a machine that has just been turned on; what vector memory holds then is anything, so it is
    /// filled as well.
    pub(super) fn prepare(&self, machine: &mut dyn Machine) -> Result<(), MachineError> {
        machine.configure(&self.setup)?;
        machine.write(FREE, &self.numbers)?;
        for matrix in &self.matrices {
            machine.write(matrix.address, &matrix.words)?;
        }
        machine.write(DATA, &self.data)?;
        let length = 2 * self.data.len();
        let fetch = |a| format!("FETCH length={length} A={a} address={DATA}\n");
        let text: String = (0..self.limits.vectors)
            .step_by(length)
            .map(fetch)
            .collect();
        run(machine, &text)
    }

    /// Words of memory that vector memory is shown in, right below regions; it is shown in parts of so many.
    fn shown(&self) -> usize {
        (self.limits.vectors / 2).min(SHOWN)
    }

    /// Whether all of vector memory is soon shown.
    pub(super) fn is_small(&self) -> bool {
        self.shown() == self.limits.vectors / 2
    }

    /// How many parts vector memory is shown in.
    pub(super) fn parts(&self) -> usize {
        self.limits.vectors / (2 * self.shown())
    }

    /// Brings a part of vector memory into memory.
    pub(super) fn show(&self, machine: &mut dyn Machine, part: usize) -> Result<(), MachineError> {
        let length = 2 * self.shown();
        let (a, address) = (part * length, CACHE - self.shown());
        run(
            machine,
            &format!("SPILL length={length} A={a} address={address}"),
        )
    }

    /// Sequences that there is room for.
    pub(super) fn sequences(&self) -> usize {
        ((MEMORY - CACHE) / self.words_of_a_sequence()).min(3)
    }

    pub(super) fn words_of_a_sequence(&self) -> usize {
        LAYERS * HEADS * self.setup.regions.words()
    }

    /// Where the regions of a sequence begin.
    pub(super) fn sequence(&self, number: usize) -> usize {
        CACHE + number * self.words_of_a_sequence()
    }

    /// The line of a token, as a driver makes it.
    pub(super) fn line(&self, sequence: usize, position: usize, angles: usize) -> [u64; 2] {
        let layout = &self.setup.regions;
        let page = position / 32;
        let commits = position > 0 && position.is_multiple_of(32);
        let low = commits.then(|| layout.value_low_slot(page - 1)).flatten();
        let mut words = [0; 2];
        for (field, value) in [
            (line::POSITION, position),
            (line::KEY_SLOT, layout.key_low_slot(page)),
            (line::VALUE_SLOT, low.unwrap_or(line::VALUE_SLOT.most())),
            (line::COMMITS, commits.into()),
            (line::REGION, self.sequence(sequence)),
            (line::ANGLES, angles),
        ] {
            words[field.low / 64] |= (value as u64) << (field.low % 64);
        }
        words
    }
}

/// Runs a text that has no tokens.
fn run(machine: &mut dyn Machine, text: &str) -> Result<(), MachineError> {
    let mut program = assemble(text).expect("a text that is ours").concat();
    program.extend([0, 0]);
    machine.write(0, &program)?;
    let pass = Pass {
        program: 0,
        table: TABLE,
        tokens: 1,
    };
    machine.run(pass).map(|_| ())
}

/// Numbers of all kinds, two a word.
fn words(random: &mut Random, values: &Values, count: usize) -> Vec<u64> {
    let mut words = Vec::with_capacity(count);
    while words.len() < count {
        let run = values.floats(random, RUN.min(2 * (count - words.len())));
        let word = |pair: &[f32]| u64::from(pair[0].to_bits()) | u64::from(pair[1].to_bits()) << 32;
        words.extend(run.chunks_exact(2).map(word));
    }
    words
}
