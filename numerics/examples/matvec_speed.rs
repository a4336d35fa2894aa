//! Speed of the matrix products of one token of SmolLM2-135M: 30 layers in `Int4Min`, the output
//! head in `Int8`.
//!
//! ```text
//! cargo run --release -p harmonia-numerics --example matvec_speed
//! ```
//!
//! Every layer has weights of its own (96 MB in all), so that a token is fetched from memory as it
//! is in use. Attention, norms and conversion to blocks are not included; threads take halves of
//! the rows and never wait for each other, so this is the ceiling of an emulator, not its speed.

use std::hint::black_box;
use std::ops::Range;
use std::time::{Duration, Instant};

use half::f16;
use harmonia_numerics::{Accumulator, Block, Format, GROUP, Kernel, Matrix, Panels, reference};

const LAYERS: usize = 30;
const WIDTH: usize = 576;
const FEED_FORWARD: usize = 1536;
const KEY_VALUE: usize = 192;
const VOCABULARY: usize = 49_152;

fn main() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let layer = [
        (WIDTH, WIDTH),
        (KEY_VALUE, WIDTH),
        (KEY_VALUE, WIDTH),
        (WIDTH, WIDTH),
        (FEED_FORWARD, WIDTH),
        (FEED_FORWARD, WIDTH),
        (WIDTH, FEED_FORWARD),
    ];
    let mut layers = Vec::new();
    for _ in 0..LAYERS {
        for (rows, columns) in layer {
            layers.push(Panels::new(&random.matrix(Format::Int4Min, rows, columns)));
        }
    }
    let head = [Panels::new(&random.matrix(Format::Int8, VOCABULARY, WIDTH))];
    let inputs: Vec<Vec<Block>> = (0..64).map(|_| random.blocks(FEED_FORWARD)).collect();

    println!("kernel   part   threads tokens   ms/token   GMAC/s     GB/s (of weights)");
    for kernel in [Kernel::Avx2, Kernel::Avx512] {
        if !kernel.is_available() {
            println!("{kernel:?} is not available on this processor");
            continue;
        }
        for tokens in [1, 4, 64] {
            for (part, panels) in [("layers", &layers[..]), ("head", &head[..])] {
                for threads in [1, 2] {
                    let inputs = &inputs[..tokens];
                    let seconds = match threads {
                        1 => undisturbed(panels, kernel, inputs),
                        _ => time(|| pass(panels, kernel, threads, inputs)),
                    };
                    let macs: usize = panels.iter().map(|p| p.rows() * p.columns()).sum();
                    let bytes: usize = panels.iter().map(Panels::bytes).sum();
                    println!(
                        "{:8} {part:6} {threads:7} {tokens:6} {:10.3} {:8.1} {:8.2}",
                        format!("{kernel:?}"),
                        seconds * 1e3 / tokens as f64,
                        (macs * tokens) as f64 / seconds / 1e9,
                        bytes as f64 / seconds / 1e9,
                    );
                }
            }
        }
    }
    compare_with_reference(&mut random);
}

/// Seconds of one thread for a tile of tokens through every matrix. Each piece of a matrix is timed
/// by itself, in passes over all of them, and the shortest times are added up: pieces take
/// microseconds, so that most of them are not interrupted even on a machine with other work.
fn undisturbed(panels: &[Panels], kernel: Kernel, inputs: &[Vec<Block>]) -> f64 {
    const PIECE: usize = 96 * Panels::ROWS;
    let pieces: Vec<(&Panels, Range<usize>)> = panels
        .iter()
        .flat_map(|panels| {
            let starts = (0..panels.rows()).step_by(PIECE);
            starts.map(move |start| (panels, start..panels.rows().min(start + PIECE)))
        })
        .collect();
    let mut best = vec![Duration::MAX; pieces.len()];
    let start = Instant::now();
    while start.elapsed() < Duration::from_millis(700) {
        for ((panels, rows), best) in pieces.iter().zip(&mut best) {
            let start = Instant::now();
            multiply(panels, kernel, rows.clone(), inputs);
            *best = start.elapsed().min(*best);
        }
    }
    best.iter().sum::<Duration>().as_secs_f64()
}

/// One tile of tokens through every matrix, the rows divided among threads.
fn pass(panels: &[Panels], kernel: Kernel, threads: usize, inputs: &[Vec<Block>]) {
    std::thread::scope(|scope| {
        for thread in 0..threads {
            scope.spawn(move || {
                for panels in panels {
                    let share = panels
                        .rows()
                        .div_ceil(threads)
                        .next_multiple_of(Panels::ROWS);
                    let rows = thread * share..panels.rows().min((thread + 1) * share);
                    multiply(panels, kernel, rows, inputs);
                }
            });
        }
    });
}

fn multiply(panels: &Panels, kernel: Kernel, rows: Range<usize>, inputs: &[Vec<Block>]) {
    let groups = panels.groups_per_row();
    let tokens: Vec<&[Block]> = inputs.iter().map(|blocks| &blocks[..groups]).collect();
    let mut out = vec![0.0; tokens.len() * rows.len()];
    black_box(panels.multiply_with(kernel, rows, &tokens, &mut out));
    black_box(&out);
}

fn compare_with_reference(random: &mut Random) {
    println!(
        "\none thread, one token, {WIDTH} x {WIDTH}: the fast path against the scalar reference"
    );
    for format in Format::ALL {
        let matrix = random.matrix(format, WIDTH, WIDTH);
        let panels = Panels::new(&matrix);
        let blocks = random.blocks(WIDTH);
        let mut accumulators = vec![Accumulator::default(); WIDTH];
        let slow = time(|| {
            reference::multiply(
                &matrix,
                0..WIDTH,
                0..matrix.groups_per_row(),
                &blocks,
                &mut accumulators,
            );
            black_box(&accumulators);
        });
        let mut out = vec![0.0; WIDTH];
        let fast = time(|| {
            black_box(panels.multiply(0..WIDTH, &[&blocks], &mut out));
        });
        let exact = time(|| {
            black_box(panels.multiply_with(Kernel::Portable, 0..WIDTH, &[&blocks], &mut out));
        });
        println!(
            "{:8} reference {:6.1} us, portable {:6.1} us, {:?} {:5.2} us: {:.0} times as fast",
            format!("{format:?}"),
            slow * 1e6,
            exact * 1e6,
            Kernel::best(),
            fast * 1e6,
            slow / fast
        );
    }
}

/// The shortest of the runs that fit a third of a second, in seconds.
fn time(mut run: impl FnMut()) -> f64 {
    run();
    let mut best = Duration::MAX;
    let start = Instant::now();
    while start.elapsed() < Duration::from_millis(300) {
        let run_start = Instant::now();
        run();
        best = best.min(run_start.elapsed());
    }
    best.as_secs_f64()
}

/// xorshift64: the numbers only have to look unordered.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 16
    }

    fn matrix(&mut self, format: Format, rows: usize, columns: usize) -> Matrix {
        let groups = rows * columns.div_ceil(GROUP);
        let (low, high) = (
            i64::from(*format.quants().start()),
            i64::from(*format.quants().end()),
        );
        let quants = (0..groups * GROUP)
            .map(|_| (low + (self.next() % (high - low + 1) as u64) as i64) as i8)
            .collect();
        let mut halves = |count: usize| -> Vec<f16> {
            (0..count)
                .map(|_| f16::from_f32((self.next() % 1000) as f32 * 1e-5))
                .collect()
        };
        let scales = halves(groups);
        let minima = halves(if format.has_minimum() { groups } else { 0 });
        Matrix::new(format, rows, columns, quants, scales, minima).expect("the shape is right")
    }

    fn blocks(&mut self, columns: usize) -> Vec<Block> {
        let values: Vec<f32> = (0..columns)
            .map(|_| (self.next() % 2001) as f32 * 1e-3 - 1.0)
            .collect();
        Block::from_slice(&values).expect("the values are finite")
    }
}
