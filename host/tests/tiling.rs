//! Row-first and column-first: the bits of the definition, and the words of the formula, on the emulated and the
//! simulated machine.

#![allow(clippy::unwrap_used)]

use harmonia_contract::frame::COUNTERS;
use harmonia_device::system::{EmulatedMachine, Machine, MachineLimits, Pass, Setup};
use harmonia_hdl::{Configuration, MultiplierCell};
use harmonia_host::{BatchProduct, Cut, Moved, Place, Waiting};
use harmonia_numerics::kv::{KvFormat, KvShape, Region};
use harmonia_numerics::{Accumulator, Block, Format, GROUP, Matrix, reference};
use harmonia_sim::{RtlMachine, RtlOptions, Stalls, SystemMemory};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

const MEMORY: usize = 1 << 18;
const DATA: usize = 1 << 17;
const TABLE: usize = 0x8000;
const WEIGHTS: usize = 0x9000;
const INPUTS: usize = DATA;
const RESULTS: usize = DATA + (1 << 16);
/// Elements on the chip: what waits, inputs, results.
const VECTORS: usize = 1 << 16;
const CHIP_INPUTS: usize = 1 << 14;
const CHIP_RESULTS: usize = 15 << 12;

fn limits() -> MachineLimits {
    MachineLimits {
        token_rows: 2,
        batch: 16,
        vectors: VECTORS,
        memory_words: MEMORY,
        context: 128,
    }
}

fn simulated() -> RtlMachine {
    let limits = limits();
    let configuration = Configuration {
        name: "tiles".into(),
        description: "a test".into(),
        tokens: limits.token_rows,
        batch: limits.batch,
        vectors: Some(limits.vectors),
        multiplier: MultiplierCell::Portable,
        context: limits.context,
    };
    let memory = SystemMemory {
        words: MEMORY,
        word_cycles: 1,
    };
    RtlMachine::build(&configuration, RtlOptions::default(), memory).unwrap()
}

fn setup() -> Setup {
    let shape = KvShape::with_format(32, true, KvFormat::K4V4, 32, 32).unwrap();
    Setup {
        data: DATA,
        cache: MEMORY - 0x1000,
        regions: Region::new(&shape, 32),
    }
}

/// Numbers of about 0 to 4 in magnitude, different for each seed.
fn numbers(seed: u64, count: usize) -> Vec<f32> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / (1u64 << 21) as f32 - 4.0
    };
    (0..count).map(|_| next()).collect()
}

/// Rows of some elements, each from a whole word on.
fn rows(values: &[f32], elements: usize) -> Vec<u64> {
    let bits = |value: Option<&f32>| u64::from(value.map_or(0, |value| value.to_bits()));
    let word = |pair: &[f32]| bits(pair.first()) | bits(pair.get(1)) << 32;
    values
        .chunks(elements)
        .flat_map(|row| row.chunks(2).map(word))
        .collect()
}

/// A product, what may wait, and numbers.
#[derive(Clone, Copy, Debug)]
struct Case {
    product: BatchProduct,
    waiting: Waiting,
    seed: u64,
}

fn place(chip: bool, on_chip: usize, in_memory: usize, elements: usize) -> Place {
    match chip {
        true => Place::Chip {
            first: on_chip,
            stride: elements.next_multiple_of(2),
        },
        false => Place::Memory {
            first: in_memory,
            stride: elements.div_ceil(2),
        },
    }
}

fn cases() -> impl Strategy<Value = Case> {
    // 64 groups of 8 banks are all blocks.
    let columns = prop_oneof![2 => 1..=2100usize, 1 => Just(2048), 4 => 2049..=2600usize];
    let tokens = prop_oneof![1 => 1..=16usize, 2 => 15..=16usize];
    let shape = (
        prop::sample::select(&Format::ALL[..]),
        tokens,
        columns,
        1..=160usize,
    );
    let waits = prop_oneof![512..=1200usize, Just(1 << 14)];
    (shape, any::<[bool; 2]>(), waits, 0..1000u64).prop_map(|(shape, chip, elements, seed)| {
        let (format, tokens, columns, outputs) = shape;
        Case {
            product: BatchProduct {
                format,
                tokens,
                columns,
                outputs,
                inputs: place(chip[0], CHIP_INPUTS, INPUTS, columns),
                results: place(chip[1], CHIP_RESULTS, RESULTS, outputs),
            },
            waiting: Waiting { first: 0, elements },
            seed,
        }
    })
}

/// FETCH or SPILL of rows that lie in memory one behind the other.
fn transfer(name: &str, elements: usize, address: usize, first: usize) -> [u64; 2] {
    let length = elements.next_multiple_of(2);
    let text = format!(
        "{name} all_tokens length={length} A={first} address={address} stride_address={} stride_D={length}",
        length / 2
    );
    harmonia_device::system::assemble(&text).unwrap()[0]
}

impl Case {
    fn cuts(&self) -> [Cut; 2] {
        let (limits, waiting) = (limits(), self.waiting);
        let row = self.product.row_first(&limits, waiting).unwrap();
        [row, self.product.column_first(&limits, waiting).unwrap()]
    }

    fn inputs(&self) -> Vec<f32> {
        numbers(self.seed + 1, self.product.tokens * self.product.columns)
    }

    fn matrix(&self) -> Matrix {
        let BatchProduct {
            format,
            columns,
            outputs,
            ..
        } = self.product;
        let padded = columns.next_multiple_of(GROUP);
        let weights = numbers(self.seed, outputs * padded);
        Matrix::quantise(format, outputs, padded, &weights).unwrap()
    }

    /// Bits of the results by the definition, `[tokens][outputs]`.
    fn expected(&self, matrix: &Matrix) -> Vec<u32> {
        let (inputs, outputs) = (self.inputs(), self.product.outputs);
        let of_token = |values: &[f32]| {
            let blocks = Block::from_slice(values).unwrap();
            let mut sums = vec![Accumulator::default(); outputs];
            reference::multiply(matrix, 0..outputs, 0..blocks.len(), &blocks, &mut sums);
            sums
        };
        let sums = inputs.chunks(self.product.columns).flat_map(of_token);
        sums.map(|sum| sum.finish().value.to_bits()).collect()
    }

    /// The words of the formula, and those that FETCH and SPILL around it move: of vectors on the chip.
    fn around(&self) -> [u64; 2] {
        let BatchProduct {
            tokens,
            columns,
            outputs,
            inputs,
            results,
            ..
        } = self.product;
        let words = |place, elements: usize| match place {
            Place::Chip { .. } => (tokens * elements.div_ceil(2)) as u64,
            Place::Memory { .. } => 0,
        };
        [words(inputs, columns), words(results, outputs)]
    }

    /// Runs a cut; results are those of the definition.
    fn run(&self, machine: &mut dyn Machine, cut: &Cut, matrix: &Matrix, expected: &[u32]) {
        let BatchProduct {
            tokens,
            columns,
            outputs,
            inputs,
            results,
            ..
        } = self.product;
        let mut program = Vec::new();
        if let Place::Chip { first, .. } = inputs {
            program.push(transfer("FETCH", columns, INPUTS, first));
        }
        program.extend(self.product.program(cut, &limits(), self.waiting, WEIGHTS));
        if let Place::Chip { first, .. } = results {
            let all = format!("TILE tokens={tokens}");
            program.extend(harmonia_device::system::assemble(&all).unwrap());
            program.push(transfer("SPILL", outputs, RESULTS, first));
        }
        program.push([0; 2]);
        assert!(2 * program.len() < TABLE);
        machine.configure(&setup()).unwrap();
        machine.write(0, program.as_flattened()).unwrap();
        machine
            .write(WEIGHTS, &self.product.records(cut, matrix))
            .unwrap();
        machine
            .write(INPUTS, &rows(&self.inputs(), columns))
            .unwrap();
        let pass = Pass {
            program: 0,
            table: TABLE,
            tokens,
        };
        machine.run(pass).unwrap();
        let width = outputs.div_ceil(2);
        let mut words = vec![0; tokens * width];
        machine.read(RESULTS, &mut words).unwrap();
        for (words, expected) in words.chunks(width).zip(expected.chunks(outputs)) {
            let halves = words
                .iter()
                .flat_map(|word| [*word as u32, (word >> 32) as u32]);
            let found: Vec<u32> = halves.take(outputs).collect();
            assert!(found == expected, "{self:?}, {cut:?}");
        }
    }

    fn is_moved(&self, moved: Moved, [weights, fetched, spilled]: [u64; 3]) {
        let [inputs, results] = self.around();
        assert_eq!(
            [
                moved.weights,
                moved.inputs + inputs,
                moved.results + results
            ],
            [weights, fetched, spilled],
            "{self:?}"
        );
    }
}

fn run(cases: u32, test: impl Fn(&Case)) {
    let config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(cases)
    };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
        .run(&self::cases(), |case| {
            test(&case);
            Ok(())
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn both_orders_have_the_bits_of_the_definition_and_the_words_of_the_formula() {
    let [tiled, better] = [(); 2].map(|()| std::cell::Cell::new([0; 2]));
    run(150, |case| {
        let matrix = case.matrix();
        let expected = case.expected(&matrix);
        let cuts = case.cuts();
        for cut in cuts {
            let mut machine = EmulatedMachine::new(limits());
            case.run(&mut machine, &cut, &matrix, &expected);
            let work = machine.work();
            case.is_moved(
                case.product.moved(&cut),
                [work.weights, work.fetched, work.spilled],
            );
        }
        let words = cuts.map(|cut| case.product.moved(&cut).words());
        let best = case.product.best(&limits(), case.waiting).unwrap();
        assert_eq!(case.product.moved(&best).words(), words[0].min(words[1]));
        let add = |counts: &std::cell::Cell<[u32; 2]>, own: [bool; 2]| {
            let [first, second] = counts.get();
            counts.set([first + u32::from(own[0]), second + u32::from(own[1])]);
        };
        add(
            &tiled,
            [
                cuts[0].tokens < case.product.tokens,
                cuts[1].groups < case.product.columns.div_ceil(GROUP),
            ],
        );
        add(&better, [words[0] < words[1], words[1] < words[0]]);
    });
    // Both are drawn, and each is the better one now and then.
    let drawn = [tiled.get(), better.get()].concat();
    assert!(drawn.iter().all(|count| *count > 10), "{drawn:?}");
}

#[test]
fn both_orders_move_the_words_that_the_simulated_system_counts() {
    let machine = std::cell::RefCell::new(simulated());
    run(24, |case| {
        let matrix = case.matrix();
        let expected = case.expected(&matrix);
        for cut in case.cuts() {
            let mut machine = machine.borrow_mut();
            let options = RtlOptions {
                stalls: Some(Stalls::all([0, 40][case.seed as usize % 2], case.seed)),
                memory_latency: 1 + case.seed as u32 % 40,
                power_up_seed: case.seed,
                ..RtlOptions::default()
            };
            machine.restart(options).unwrap();
            case.run(&mut *machine, &cut, &matrix, &expected);
            let counters = machine.counters().unwrap();
            let of = |name: &str| counters[COUNTERS.iter().position(|own| *own == name).unwrap()];
            let words = ["weights_read", "transfer_read", "transfer_written"].map(of);
            case.is_moved(case.product.moved(&cut), words);
        }
    });
}

#[test]
fn a_product_without_room_has_no_cut() {
    let of = |columns, elements| {
        let product = BatchProduct {
            format: Format::Int4,
            tokens: 16,
            columns,
            outputs: 64,
            inputs: place(false, 0, INPUTS, columns),
            results: place(true, CHIP_RESULTS, 0, 64),
        };
        let waiting = Waiting { first: 0, elements };
        [
            product.row_first(&limits(), waiting),
            product.column_first(&limits(), waiting),
        ]
    };
    let cut = |tokens, outputs, groups| {
        Some(Cut {
            tokens,
            outputs,
            groups,
        })
    };
    assert_eq!(of(64, 16 * GROUP), [cut(16, 64, 2); 2]);
    // One token less has room; columns go over all of them.
    assert_eq!(of(64, 16 * GROUP - 1), [cut(15, 64, 2), None]);
    assert_eq!(of(64, GROUP - 1), [None; 2]);
    // Blocks of four tokens at a time; sums of 32 pairs and 8 banks.
    assert_eq!(of(8192, 1 << 14), [cut(4, 64, 256), cut(16, 64, 64)]);
    // No token has as many blocks.
    assert_eq!(of(512 * GROUP + 1, 1 << 14), [None, cut(16, 64, 64)]);
}
