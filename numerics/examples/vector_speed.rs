//! Speed of the operations on vectors, with the widths of SmolLM2-135M.
//!
//! ```text
//! cargo run --release -p harmonia-numerics --example vector_speed
//! ```
//!
//! One thread; the shortest of many times, and nanoseconds per element of the result.

use std::hint::black_box;
use std::time::{Duration, Instant};

use harmonia_numerics::Flags;
use harmonia_numerics::vector::{Norm, Pairing, Rope, add, reference, swiglu};

const WIDTH: usize = 576;
const INNER: usize = 1536;
const HEAD: usize = 64;

fn main() {
    let number = |i: usize| ((i * 7919 + 13) % 1009) as f32 / 100.0 - 5.0;
    let values: Vec<f32> = (0..INNER).map(number).collect();
    let others: Vec<f32> = (0..INNER).map(|i| number(i + 5)).collect();
    let turns: Vec<(f32, f32)> = (0..HEAD / 2).map(|i| (number(i), number(i + 7))).collect();
    let norm = Norm::new(WIDTH, 1e-5).expect("a width");
    let mut out = values.clone();

    println!("operation    fast   reference, ns per element");
    let fast = shortest(|| norm.apply(&values[..WIDTH], &others[..WIDTH], &mut out[..WIDTH]));
    let plain = shortest(|| reference::norm(&norm, &values[..WIDTH], &others, &mut out[..WIDTH]));
    report("norm", WIDTH, fast, plain);

    for (name, pairing) in [("adjacent", Pairing::Adjacent), ("halves", Pairing::Halves)] {
        let rope = Rope::new(pairing, HEAD, HEAD).expect("a head");
        let mut heads = |apply: &dyn Fn(&mut [f32]) -> Flags| {
            shortest(|| {
                out[..WIDTH].copy_from_slice(&values[..WIDTH]);
                apply(&mut out[..WIDTH])
            })
        };
        let fast = heads(&|heads| rope.apply(&turns, heads));
        let plain = heads(&|heads| reference::rope(&rope, &turns, heads));
        report(name, WIDTH, fast, plain);
    }

    let fast = shortest(|| swiglu(&values, &others, &mut out));
    let plain = shortest(|| {
        let mut flags = Flags::default();
        for ((out, gate), up) in out.iter_mut().zip(&values).zip(&others) {
            *out = reference::swiglu(*gate, *up, &mut flags);
        }
        flags
    });
    report("swiglu", INNER, fast, plain);

    out.copy_from_slice(&values);
    let fast = shortest(|| add(&mut out[..WIDTH], &others[..WIDTH]));
    let plain = shortest(|| {
        let mut flags = Flags::default();
        for (sum, addend) in out[..WIDTH].iter_mut().zip(&others) {
            *sum = reference::add(*sum, *addend, &mut flags);
        }
        flags
    });
    report("add", WIDTH, fast, plain);
}

fn report(name: &str, elements: usize, fast: f64, plain: f64) {
    let per_element = 1e9 / elements as f64;
    println!(
        "{name:9} {:7.3} {:11.2}",
        fast * per_element,
        plain * per_element
    );
}

/// Seconds; some calls at a time, since one takes less than a microsecond.
fn shortest(mut work: impl FnMut() -> Flags) -> f64 {
    const CALLS: u32 = 64;
    let mut best = Duration::MAX;
    let start = Instant::now();
    while start.elapsed() < Duration::from_millis(300) {
        let start = Instant::now();
        for _ in 0..CALLS {
            black_box(work());
        }
        best = best.min(start.elapsed());
    }
    (best / CALLS).as_secs_f64()
}
