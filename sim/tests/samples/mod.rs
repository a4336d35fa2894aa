//! Random matrices and activations, and what a product of them is by definition.

use std::ops::RangeInclusive;

use half::f16;
use harmonia_numerics::{Accumulator, Block, Format, GROUP, Matrix, reference};

/// Steele, Lea and Flood's SplitMix64.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn within(&mut self, range: RangeInclusive<i32>) -> i32 {
        let span = range.end() - range.start() + 1;
        range.start() + (self.next() % span as u64) as i32
    }

    /// Integers from all of the format's range; scales and minima of every sign, some of them 0 or subnormal.
    pub fn matrix(&mut self, format: Format, rows: usize, columns: usize) -> Matrix {
        let groups = columns.div_ceil(GROUP);
        let quants = format.quants();
        let quants = i32::from(*quants.start())..=i32::from(*quants.end());
        let mut integers = Vec::new();
        for _ in 0..rows {
            for column in 0..groups * GROUP {
                let q = self.within(quants.clone());
                integers.push(if column < columns { q as i8 } else { 0 });
            }
        }
        let mut halves = |count| (0..count).map(|_| self.half()).collect::<Vec<_>>();
        let scales = halves(rows * groups);
        let minima = halves(if format.has_minimum() {
            rows * groups
        } else {
            0
        });
        Matrix::new(format, rows, columns, integers, scales, minima).unwrap()
    }

    fn half(&mut self) -> f16 {
        match self.within(0..=9) {
            0 => f16::ZERO,
            1 => f16::from_bits(self.within(0..=0x83ff) as u16 & 0x83ff),
            _ => f16::from_f32(self.within(-2000..=2000) as f32 / 10_000.0),
        }
    }

    /// Values whose magnitudes range over 2^-20 to 2^12, with zeros and whole blocks of zeros.
    pub fn activations(&mut self, count: usize) -> Vec<f32> {
        let mut values = Vec::with_capacity(count);
        while values.len() < count {
            let scale = self.within(-20..=12);
            let zeros = [0, 0, 3, 10][self.within(0..=3) as usize];
            for _ in 0..GROUP.min(count - values.len()) {
                let value = self.within(-1_000_000..=1_000_000) as f32 * 1e-6;
                let zero = self.within(0..=9) < zeros;
                values.push(if zero { 0.0 } else { value * 2f32.powi(scale) });
            }
        }
        values
    }
}

/// `[tokens][rows]` by the reference of the numerics.
pub fn product(matrix: &Matrix, input: &[f32]) -> Vec<f32> {
    let mut out = Vec::new();
    for token in input.chunks_exact(matrix.columns()) {
        let blocks = Block::from_slice(token).unwrap();
        let mut sums = vec![Accumulator::default(); matrix.rows()];
        let groups = 0..matrix.groups_per_row();
        reference::multiply(matrix, 0..matrix.rows(), groups, &blocks, &mut sums);
        out.extend(sums.iter().map(|sum| sum.finish().value));
    }
    out
}

pub fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|value| value.to_bits()).collect()
}
