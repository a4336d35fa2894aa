//! Speed of attention over the compressed cache, for a layer of SmolLM2-135M: 9 query heads of 64
//! channels on 3 key/value heads.
//!
//! ```text
//! cargo run --release -p harmonia-numerics --example attention_speed
//! ```
//!
//! One thread, one token, 30 layers with caches of their own, so that pages are fetched from memory
//! as they are in use.

use std::hint::black_box;
use std::time::{Duration, Instant};

use half::f16;
use harmonia_numerics::Kernel;
use harmonia_numerics::kv::{KvFormat, KvHead, KvShape, prepare_query, reference, to_fp16};

const LAYERS: usize = 30;
const HEADS: usize = 3;
const QUERIES: usize = 3;
const SIZE: usize = 64;

fn main() {
    println!("format   keys   kernel     ms/layer   ms/token");
    for format in KvFormat::ALL {
        for tokens in [512, 2048] {
            let shape = KvShape::with_format(SIZE, true, format, 32, 32).expect("a valid head");
            let mut random = Random(0x9e37_79b9_7f4a_7c15);
            let heads: Vec<KvHead> = (0..LAYERS * HEADS)
                .map(|_| filled(&shape, tokens, &mut random))
                .collect();
            let query: Vec<f16> = (0..QUERIES)
                .flat_map(|_| prepare_query(&random.values(2.0)).expect("finite"))
                .collect();
            let mut out = [0.0; QUERIES * SIZE];
            for kernel in [Kernel::Portable, Kernel::Avx2, Kernel::Avx512] {
                if kernel.is_available() {
                    let seconds = layer(&heads, |head| {
                        head.attend_with(kernel, tokens - 1, &query, QUERIES, &mut out);
                        black_box(&out);
                    });
                    report(format, tokens, &format!("{kernel:?}"), seconds);
                }
            }
            let seconds = layer(&heads[..HEADS], |head| {
                let (region, words) = (head.region(), head.words());
                reference::attend(region, words, tokens - 1, &query, QUERIES, &mut out);
                black_box(&out);
            });
            report(format, tokens, "reference", seconds);
        }
    }
    let shape = KvShape::with_format(SIZE, true, KvFormat::K4V3, 32, 32).expect("a valid head");
    let start = Instant::now();
    black_box(filled(&shape, 2048, &mut Random(1)));
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "STORE and COMMIT: {:.2} us a token and head",
        seconds / 2048.0 * 1e6
    );
}

fn report(format: KvFormat, tokens: usize, kernel: &str, seconds: f64) {
    println!(
        "{format:6} {tokens:6}   {kernel:9} {:9.4} {:10.3}",
        seconds * 1e3,
        seconds * 1e3 * LAYERS as f64
    );
}

/// Seconds a layer. Heads are timed by themselves in passes over all of them for a third of a
/// second, and the shortest times are added up: a head takes microseconds, so that most are not
/// interrupted even on a machine with other work.
fn layer(heads: &[KvHead], mut attend: impl FnMut(&KvHead)) -> f64 {
    let mut best = vec![Duration::MAX; heads.len()];
    let start = Instant::now();
    while best.contains(&Duration::MAX) || start.elapsed() < Duration::from_millis(300) {
        for (head, best) in heads.iter().zip(&mut best) {
            let start = Instant::now();
            attend(head);
            *best = start.elapsed().min(*best);
        }
    }
    best.iter().sum::<Duration>().as_secs_f64() / (heads.len() / HEADS) as f64
}

fn filled(shape: &KvShape, tokens: usize, random: &mut Random) -> KvHead {
    let mut head = KvHead::new(shape, tokens);
    for position in 0..tokens {
        if position > 0 && position % 32 == 0 {
            head.commit(position / 32 - 1);
        }
        let key = to_fp16(&random.values(2.0)).expect("finite");
        let value = to_fp16(&random.values(1.0)).expect("finite");
        head.store(position, &key, &value);
    }
    head
}

/// xorshift64: the numbers only have to look unordered.
struct Random(u64);

impl Random {
    fn values(&mut self, largest: f32) -> [f32; SIZE] {
        std::array::from_fn(|_| {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            ((self.0 >> 16) % 2001) as f32 * (largest / 1000.0) - largest
        })
    }
}
