//! A layer of a transformer as a program, against commands of the emulator and vector operations of numerics.

use half::f16;
use harmonia_contract::{Format, GROUP};
use harmonia_device::system::{EmulatedMachine, Machine, MachineLimits, pack};
use harmonia_device::{Command, Device, Emulator, MatMul, Step};
use harmonia_numerics::Matrix;
use harmonia_numerics::kv::to_fp16;
use harmonia_numerics::vector::{self, Norm, Pairing, Rope};

use crate::bench::*;
use std::sync::Arc;

const WIDTH: usize = 2 * SIZE;
const FFN: usize = 64;

struct Layer {
    norms: [Vec<f32>; 2],
    key_factors: Vec<f32>,
    query_factors: Vec<f32>,
    bias: Vec<f32>,
    /// Queries, keys and values; output; gate and up; down.
    matrices: [Arc<Matrix>; 4],
}

fn scaled(seed: u64, count: usize, factor: f32) -> Vec<f32> {
    numbers(seed, count).iter().map(|x| x * factor).collect()
}

fn layer() -> Layer {
    let matrix = |seed, format, rows: usize, columns: usize| {
        let weights = scaled(seed, rows * columns, 0.05);
        Arc::new(Matrix::quantise(format, rows, columns, &weights).unwrap())
    };
    Layer {
        norms: [40, 41].map(|seed| numbers(seed, WIDTH)),
        key_factors: scaled(42, SIZE, 0.3),
        query_factors: scaled(43, SIZE, 0.1),
        bias: numbers(44, 4 * SIZE),
        matrices: [
            matrix(45, Format::Int8, 4 * SIZE, WIDTH),
            matrix(46, Format::Int4, WIDTH, WIDTH),
            matrix(47, Format::Int4Min, 2 * FFN, WIDTH),
            matrix(48, Format::Int8, WIDTH, FFN),
        ],
    }
}

fn norm() -> Norm {
    Norm::new(WIDTH, 1e-5).unwrap()
}

fn turns(position: usize) -> Vec<f32> {
    (0..SIZE / 2)
        .flat_map(|i| {
            let angle = position as f32 / (1.0 + i as f32);
            [angle.cos(), angle.sin()]
        })
        .collect()
}

/// The layer by commands, token by token.
struct Plain {
    layer: Layer,
    device: Emulator,
    matrices: Vec<harmonia_device::MatrixId>,
}

impl Plain {
    fn new() -> Self {
        let layer = layer();
        let mut device = Emulator::with_tokens(2);
        let stored = layer
            .matrices
            .iter()
            .map(|m| device.store(Arc::clone(m)).unwrap());
        let matrices = stored.collect();
        let offsets = vec![f16::ZERO; SIZE];
        let begin = [
            Command::Configure(regions()),
            Command::Write {
                region: 0,
                offsets: &offsets,
            },
        ];
        device.execute(&begin, &mut Vec::new()).unwrap();
        Plain {
            layer,
            device,
            matrices,
        }
    }

    fn product(&mut self, matrix: usize, values: &[f32]) -> Vec<f32> {
        let shape = &self.layer.matrices[matrix];
        let multiply = MatMul {
            matrix: self.matrices[matrix],
            rows: 0..shape.rows(),
            groups: 0..shape.columns() / GROUP,
            base: 0,
            tokens: 1,
            first: true,
            last: true,
            sums: false,
        };
        let commands = [
            Command::Load {
                token: 0,
                tokens: 1,
                base: 0,
                values,
            },
            Command::MatMul(multiply),
        ];
        let mut results = Vec::new();
        self.device.execute(&commands, &mut results).unwrap();
        results
    }

    fn normed(&self, which: usize, x: &[f32]) -> Vec<f32> {
        let mut out = vec![0.0; WIDTH];
        norm().apply(x, &self.layer.norms[which], &mut out);
        out
    }

    fn token(&mut self, position: usize, x: &mut [f32]) {
        let normed = self.normed(0, x);
        let mut qkv = self.product(0, &normed);
        vector::add(&mut qkv, &self.layer.bias);
        let turns = turns(position);
        let turns: Vec<(f32, f32)> = turns.chunks(2).map(|turn| (turn[0], turn[1])).collect();
        let rope = Rope::new(Pairing::Halves, SIZE, SIZE).unwrap();
        rope.apply(&turns, &mut qkv[..3 * SIZE]);
        let times = |values: &[f32], factors: &[f32]| {
            let mut products = values.to_vec();
            vector::multiply(&mut products, factors);
            to_fp16(&products).unwrap()
        };
        let key = times(&qkv[2 * SIZE..3 * SIZE], &self.layer.key_factors);
        let value = to_fp16(&qkv[3 * SIZE..]).unwrap();
        let queries = qkv[..2 * SIZE].chunks(SIZE);
        let queries: Vec<f16> = queries
            .flat_map(|q| times(q, &self.layer.query_factors))
            .collect();
        let (region, heads) = (0, 2);
        let mut commands = vec![
            Command::Store {
                region,
                position,
                key: &key,
                value: &value,
            },
            Command::Attend {
                region,
                position,
                distance: 0,
                step: Step::Whole,
                heads,
                queries: &queries,
            },
        ];
        if position > 0 && position.is_multiple_of(GROUP) {
            commands.insert(
                0,
                Command::Commit {
                    region,
                    page: position / GROUP - 1,
                },
            );
        }
        let mut attended = Vec::new();
        self.device.execute(&commands, &mut attended).unwrap();
        vector::add(x, &self.product(1, &attended));
        let normed = self.normed(1, x);
        let inner = self.product(2, &normed);
        let mut gated = vec![0.0; FFN];
        vector::swiglu(&inner[..FFN], &inner[FFN..], &mut gated);
        vector::add(x, &self.product(3, &gated));
    }
}

/// Elements 3200 on: both norms with their N, factors of keys and queries, bias.
const TEXT: &str = "
    FETCH length=484 A=3200 address=CONSTANTS
    FETCH all_tokens length=96 A=0 address=0x4000 stride_address=48 stride_D=96
    NORM blocks all_tokens length=96 A=0 B=3200 stride_A=96
    MATMUL format=Int8 groups=3 outputs=192 address=QKV A=500 stride_D=192
    ADD all_tokens length=192 A=3492 D=500 stride_D=192
    REPEAT each_token
      FETCH length=48 A=3800 address=ANGLES+r7
      ROPE halves length=48 D=48 A=500+r1 B=3800 parts=3
      COMMIT region=0+r6
      STORE length=48 A=596+r1 B=644+r1 D=3396 region=0+r6
      ATTEND heads=2 length=48 A=500+r1 B=3444 D=1500+r2 region=0+r6
      INDEX to=1 from=1 value=192
      INDEX to=2 from=2 value=96
    NEXT
    COPY blocks all_tokens length=96 A=1500 stride_A=96
    MATMUL format=Int4 groups=3 outputs=96 address=OUT A=2700 stride_D=96
    ADD all_tokens length=96 A=2700 D=0 stride_A=96 stride_D=96
    NORM blocks all_tokens length=96 A=0 B=3298 stride_A=96
    MATMUL format=Int4Min groups=3 outputs=128 address=GATE A=2000 stride_D=128
    SWIGLU blocks all_tokens length=64 A=2000 B=2064 stride_A=128
    MATMUL format=Int8 groups=2 outputs=96 address=DOWN A=2700 stride_D=96
    ADD all_tokens length=96 A=2700 D=0 stride_A=96 stride_D=96
    SPILL all_tokens length=96 A=0 address=0x4000 stride_address=48 stride_D=96";

#[test]
fn a_layer_is_that_of_commands_and_vector_operations() {
    run_on(EmulatedMachine::new(layer_limits()));
}

/// Limits of a machine that a layer has room on.
pub fn layer_limits() -> MachineLimits {
    MachineLimits {
        vectors: 4096,
        ..limits()
    }
}

/// Runs the layer for 80 tokens in batches of all sizes.
pub fn run_on(machine: impl Machine) {
    let mut plain = Plain::new();
    let layer = &plain.layer;
    let mut bench = Bench::with(machine);
    let units = norm().epsilon_units();
    let n = [units as u32, (units >> 32) as u32].map(f32::from_bits);
    let [first, second] = &layer.norms;
    let parts = [
        &n,
        &first[..],
        &n,
        second,
        &layer.key_factors,
        &layer.query_factors,
        &layer.bias,
    ];
    let constants = words(&parts.concat());
    let mut text = TEXT.to_string();
    let mut at = 0x900;
    let mut place = |name: &str, words: &[u64]| {
        bench.machine.write(at, words).unwrap();
        text = text.replace(name, &at.to_string());
        at += words.len();
    };
    place("CONSTANTS", &constants);
    let angles: Vec<f32> = (0..80).flat_map(turns).collect();
    place("ANGLES", &words(&angles));
    for (name, matrix) in ["QKV", "OUT", "GATE", "DOWN"].iter().zip(&layer.matrices) {
        place(name, &pack(matrix));
    }
    assert!(at <= DATA, "{at}");
    let mut position = 0;
    // Up to five tokens have room in vector memory.
    for tokens in [5, 1, 2, 4, 5, 5, 3, 5, 5, 4, 5, 5, 5, 5, 5, 3, 5, 5] {
        let mut x = numbers(500 + position as u64, tokens * WIDTH);
        bench.machine.write(DATA, &words(&x)).unwrap();
        let lines: Vec<_> = (position..position + tokens)
            .map(|position| line_of(CACHE, position * SIZE / 2, position))
            .collect();
        bench.run(&text, &lines).unwrap();
        for token in x.chunks_mut(WIDTH) {
            plain.token(position, token);
            position += 1;
        }
        let spilled = bench.floats(DATA, tokens * WIDTH);
        assert!(
            bits(&spilled) == bits(&x),
            "other bits before position {position}"
        );
    }
    let mut stored = vec![0; regions().words()];
    bench.machine.read(CACHE, &mut stored).unwrap();
    assert_eq!(plain.device.memory().next(), Some((0, &stored[..])));
}
