//! Random numbers: which commands, and the values they carry.

use std::ops::RangeInclusive;

use half::f16;
use harmonia_contract::size::BUFFER_BLOCKS;
use harmonia_numerics::kv::KvShape;
use harmonia_numerics::{Format, GROUP, Matrix};

/// Values of a pool. No command has more than half as many.
const POOL: usize = 2 * BUFFER_BLOCKS * GROUP;
/// FP16 values of a pool; a query of five heads has 1,280.
const HALVES_POOL: usize = 16 * KvShape::MAX_SIZE;

/// Maxima of a pool.
const MAXIMA_POOL: usize = 1 << 10;

/// Steele, Lea and Flood's SplitMix64.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Random(seed)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// 0 to `count` - 1.
    pub(super) fn below(&mut self, count: usize) -> usize {
        ((self.next() >> 32) as usize * count) >> 32
    }

    pub(super) fn within(&mut self, range: RangeInclusive<i32>) -> i32 {
        range.start() + self.below((range.end() - range.start()) as usize + 1) as i32
    }

    pub(super) fn chance(&mut self, of_100: usize) -> bool {
        self.below(100) < of_100
    }

    pub(super) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// An index, each as often as its weight says.
    pub(super) fn weighted(&mut self, weights: &[usize]) -> usize {
        let mut left = self.below(weights.iter().sum());
        let chosen = weights.iter().position(|weight| {
            let here = left < *weight;
            left = left.wrapping_sub(*weight);
            here
        });
        chosen.expect("a number below the sum belongs to a weight")
    }

    /// -1 to 1.
    fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 23) as f32 - 1.0
    }
}

/// A kind of value: how often a LOAD has it, and how a value is made.
type Floats = (usize, fn(&mut Random) -> f32);

const FLOATS: [Floats; 10] = [
    (60, |random| 8.0 * random.unit()),
    (20, |random| {
        random.unit() * 2f32.powi(random.within(-20..=12))
    }),
    (4, |_| 0.0),
    (1, |_| -0.0),
    // Subnormal, and what blocks make of the least exponents.
    (3, |random| {
        f32::from_bits(random.next() as u32 & 0x807f_ffff)
    }),
    (3, |random| 1e-36 * random.unit()),
    // Near the end of the accumulator, beyond it, and no numbers.
    (3, |random| 2e9 * random.unit()),
    (1, |random| 1e30 * random.unit()),
    (1, |random| f32::from_bits(random.next() as u32)),
    // For matrices with the least scales: products of a few bits and a large exponent.
    (4, |random| match random.below(8) {
        0 => random.within(-255..=255) as f32 * 2f32.powi(random.within(40..=55)),
        _ => 0.0,
    }),
];

/// A kind of FP16 value: how often keys, values and offsets have it, how often queries, and how one is made.
type Halves = (usize, usize, fn(&mut Random) -> f16);

const HALVES: [Halves; 8] = [
    (50, 20, |random| f16::from_f32(4.0 * random.unit())),
    // Scores of it do not overflow.
    (10, 60, |random| f16::from_f32(0.01 * random.unit())),
    (4, 2, |random| match random.chance(50) {
        true => f16::MAX,
        false => f16::MIN,
    }),
    (6, 6, |random| f16::from_bits(random.next() as u16 & 0x83ff)),
    (5, 4, |random| f16::from_bits(random.next() as u16 & 0x8000)),
    (10, 4, |random| {
        let bits = random.next() as u16;
        // The exponent of all ones is no number's.
        f16::from_bits(if bits & 0x7c00 == 0x7c00 {
            bits ^ 0x4000
        } else {
            bits
        })
    }),
    (10, 2, |random| match random.chance(80) {
        true => f16::ZERO,
        false => f16::from_f32(200.0 * random.unit()),
    }),
    (5, 2, |_| f16::ONE),
];

/// A kind of maximum: how often a query has it, and how one is made.
type Maxima = (usize, fn(&mut Random) -> i32);

const MAXIMA: [Maxima; 3] = [
    // Near the scores of ordinary vectors, above and below them.
    (60, |random| random.within(-3..=12)),
    (20, |random| random.within(-1_000..=1_000)),
    (20, |random| match random.below(8) {
        0 => -65_536,
        1 => 65_535,
        _ => random.within(-65_536..=65_535),
    }),
];

/// Values of every kind, from which commands take runs. They are always the same: a sequence is made again by
/// its seed.
pub(super) struct Values {
    floats: Vec<Vec<f32>>,
    halves: Vec<Vec<f16>>,
    maxima: Vec<Vec<i32>>,
}

impl Values {
    pub(super) fn new() -> Self {
        let mut random = Random::new(0);
        let floats = FLOATS.map(|(_, make)| (0..POOL).map(|_| make(&mut random)).collect());
        let halves = HALVES.map(|(.., make)| (0..HALVES_POOL).map(|_| make(&mut random)).collect());
        let maxima = MAXIMA.map(|(_, make)| (0..MAXIMA_POOL).map(|_| make(&mut random)).collect());
        Values {
            floats: floats.into(),
            halves: halves.into(),
            maxima: maxima.into(),
        }
    }

    pub(super) fn floats(&self, random: &mut Random, count: usize) -> &[f32] {
        run(
            &self.floats,
            &FLOATS.map(|(weight, _)| weight),
            random,
            count,
        )
    }

    pub(super) fn vector(&self, random: &mut Random, count: usize) -> &[f16] {
        run(
            &self.halves,
            &HALVES.map(|(weight, ..)| weight),
            random,
            count,
        )
    }

    /// Maxima of scores, few of which any query has found.
    pub(super) fn maxima(&self, random: &mut Random, count: usize) -> &[i32] {
        let weights = MAXIMA.map(|(weight, _)| weight);
        run(&self.maxima, &weights, random, count)
    }

    pub(super) fn queries(&self, random: &mut Random, count: usize) -> &[f16] {
        let weights = HALVES.map(|(_, weight, _)| weight);
        run(&self.halves, &weights, random, count)
    }
}

fn run<'v, T>(
    pools: &'v [Vec<T>],
    weights: &[usize],
    random: &mut Random,
    count: usize,
) -> &'v [T] {
    let pool = &pools[random.weighted(weights)];
    let from = random.below(pool.len() - count + 1);
    &pool[from..from + count]
}

/// A matrix of any format: of ordinary weights, of the largest ones, or of the least scales.
pub(super) fn matrix(random: &mut Random) -> Matrix {
    let format = random.pick(&Format::ALL[..]);
    let rows: usize = random.pick(&[1, 2, 3, 4, 7, 8, 16, 40]);
    let columns: usize = random.pick(&[1, 31, 32, 33, 64, 96, 200, 513]);
    let kind = random.weighted(&[80, 8, 12]);
    let range = format.quants();
    let (least, most) = (i32::from(*range.start()), i32::from(*range.end()));
    let groups = rows * columns.div_ceil(GROUP);
    let width = columns.next_multiple_of(GROUP);
    let quants = (0..groups * GROUP).map(|at| match kind {
        _ if at % width >= columns => 0,
        0 => random.within(least..=most) as i8,
        1 => least as i8,
        _ => random.pick(&[0, 1, -1, 2]).max(least) as i8,
    });
    let quants = quants.collect();
    let mut halves = |count: usize, extreme: f16| {
        let half = |_| match (kind, random.below(10)) {
            (1, _) => extreme,
            (0, 0) => f16::ZERO,
            (0, 1) | (2, _) => f16::from_bits(random.pick(&[1, 2, 3, 0x8001, 0x83ff])),
            _ => f16::from_f32(0.2 * random.unit()),
        };
        (0..count).map(half).collect()
    };
    let scales = halves(groups, f16::MAX);
    let minima = halves(if format.has_minimum() { groups } else { 0 }, f16::MIN);
    Matrix::new(format, rows, columns, quants, scales, minima)
        .expect("finite scales, quants in range")
}
