//! What rounding every addend to a multiple of 2^-32 does to outputs: down, as the accumulator rounds, and
//! half up, as it might.
//!
//! ```text
//! cargo run --release -p harmonia-numerics --example rounding_error
//! ```
//!
//! 2,048 inputs, 16,384 outputs, weights of rms 0.02 as INT4 with a minimum; the inputs' size sets that of
//! the outputs. Errors are those of the FP32 result beside the exact product of the same blocks and groups,
//! divided by the outputs' rms. The last two columns are for comparison: what rounding the exact product to
//! FP32 changes, and what quantising the inputs to blocks has changed before.

use half::f16;
use harmonia_numerics::{
    Accumulator, Block, Format, GROUP, Matrix, exact_f16, fixed_to_f32, reference,
};

const INPUTS: usize = 2048;
const OUTPUTS: usize = 16_384;
const WEIGHT: f64 = 0.02;
/// Fraction bits in which nothing here has to be rounded.
const EXACT: i32 = 92;

fn main() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let matrix = random.matrix();
    println!(
        "rms       floor: bias, rms        half up: bias, rms      FP32 alone  inputs to blocks"
    );
    for decade in [-6, -5, -4, -3, -2] {
        let target = 10f64.powi(decade);
        let size = target / (WEIGHT * (INPUTS as f64).sqrt());
        let inputs: Vec<f32> = (0..INPUTS)
            .map(|_| (size * random.normal()) as f32)
            .collect();
        let blocks = Block::from_slice(&inputs).expect("finite");
        let mut accumulators = vec![Accumulator::default(); OUTPUTS];
        reference::multiply(
            &matrix,
            0..OUTPUTS,
            0..INPUTS / GROUP,
            &blocks,
            &mut accumulators,
        );
        let [mut floor, mut half_up, mut float, mut block] = [Errors::default(); 4];
        let mut square = 0.0;
        for (row, accumulator) in accumulators.iter().enumerate() {
            let (exact, rounded, unquantised) = product(&matrix, row, &blocks, &inputs);
            square += exact * exact;
            floor.add(f64::from(accumulator.finish().value) - exact);
            half_up.add(f64::from(fixed_to_f32(rounded)) - exact);
            float.add(f64::from(exact as f32) - exact);
            block.add(exact - unquantised);
        }
        let rms = (square / OUTPUTS as f64).sqrt();
        println!(
            "{rms:8.2e}  {}  {}  {:.1e}     {:.1e}",
            floor.relative(rms),
            half_up.relative(rms),
            float.rms() / rms,
            block.rms() / rms
        );
    }
}

/// A row's product with the blocks: exactly, and with every addend rounded half up, in units of 2^-32; and
/// that with the inputs as they were.
fn product(matrix: &Matrix, row: usize, blocks: &[Block], inputs: &[f32]) -> (f64, i64, f64) {
    let (mut exact, mut rounded, mut unquantised) = (0i128, 0i64, 0.0);
    for (group, block) in blocks.iter().enumerate() {
        let weights = matrix.group(row, group);
        let parts = [
            (weights.scale, block.dot_quants(&weights.quants)),
            (weights.minimum, block.sum()),
        ];
        for (scale, integer) in parts {
            let (mantissa, exponent) = exact_f16(scale).expect("finite");
            let x = i128::from(mantissa) * i128::from(integer);
            let shift = exponent + i32::from(block.exponent);
            exact += x << (shift + EXACT);
            let doubled = (x << (shift + EXACT)) >> (EXACT - 33);
            rounded += ((doubled + 1) >> 1) as i64;
        }
        let own = &inputs[group * GROUP..][..GROUP];
        for (q, x) in weights.quants.iter().zip(own) {
            let weight = weights.scale.to_f64() * f64::from(*q) + weights.minimum.to_f64();
            unquantised += weight * f64::from(*x);
        }
    }
    (exact as f64 / f64::from(EXACT).exp2(), rounded, unquantised)
}

/// Sum and sum of squares.
#[derive(Clone, Copy, Default)]
struct Errors(f64, f64);

impl Errors {
    fn add(&mut self, error: f64) {
        self.0 += error;
        self.1 += error * error;
    }

    fn rms(&self) -> f64 {
        (self.1 / OUTPUTS as f64).sqrt()
    }

    fn relative(&self, rms: f64) -> String {
        format!(
            "{:+9.2e} {:8.2e}",
            self.0 / OUTPUTS as f64 / rms,
            self.rms() / rms
        )
    }
}

/// xorshift64: the numbers only have to look unordered.
struct Random(u64);

impl Random {
    /// From 0 to 1.
    fn uniform(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as f64 / (1u64 << 48) as f64
    }

    /// Nearly normal, of variance 1.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }

    fn matrix(&mut self) -> Matrix {
        let (mut quants, mut scales, mut minima) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..OUTPUTS * INPUTS / GROUP {
            let weights: Vec<f64> = (0..GROUP).map(|_| WEIGHT * self.normal()).collect();
            let low = weights.iter().copied().fold(f64::MAX, f64::min);
            let high = weights.iter().copied().fold(f64::MIN, f64::max);
            let step = (high - low) / 15.0;
            quants.extend(weights.iter().map(|w| ((w - low) / step).round() as i8));
            scales.push(f16::from_f64(step));
            minima.push(f16::from_f64(low));
        }
        Matrix::new(Format::Int4Min, OUTPUTS, INPUTS, quants, scales, minima)
            .expect("the shape is right")
    }
}
