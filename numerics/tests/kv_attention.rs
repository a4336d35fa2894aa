//! Attention: the fast path against the reference, and the reference against floating point.

use half::f16;
use harmonia_numerics::kv::{KvBits, KvHead, KvShape, reference, to_fp16};
use harmonia_numerics::{Flags, Kernel};
use proptest::prelude::*;

const KERNELS: [Kernel; 3] = [Kernel::Portable, Kernel::Avx2, Kernel::Avx512];

/// Numbers of a sequence, a function of a seed and their place, so that two caches can be filled
/// with the same ones in different ways.
#[derive(Clone, Copy, Debug)]
struct Source {
    seed: u64,
    key: f32,
    value: f32,
    query: f32,
}

impl Source {
    fn values(&self, what: u64, index: usize, size: usize, largest: f32) -> Vec<f16> {
        let mut state =
            self.seed ^ (what << 40) ^ (index as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut next = || {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let x = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            x ^ (x >> 31)
        };
        let values: Vec<f32> = (0..size)
            .map(|channel| {
                // Some channels stand out, as in models, and some values vanish.
                let outlier = if channel % 7 == 3 { 1.0 } else { 0.125 };
                let x = (next() >> 40) as f32 / (1u64 << 23) as f32 - 1.0;
                if next() % 16 == 0 {
                    0.0
                } else {
                    x * largest * outlier
                }
            })
            .collect();
        to_fp16(&values).expect("no more than 65504")
    }

    fn key(&self, position: usize, size: usize) -> Vec<f16> {
        self.values(1, position, size, self.key)
    }

    fn value(&self, position: usize, size: usize) -> Vec<f16> {
        self.values(2, position, size, self.value)
    }

    fn queries(&self, position: usize, size: usize, heads: usize) -> Vec<f16> {
        self.values(3, position, size * heads, self.query)
    }

    fn store(&self, head: &mut KvHead, position: usize) {
        let size = head.shape().size();
        head.store(
            position,
            &self.key(position, size),
            &self.value(position, size),
        );
    }

    /// Stores tokens as a driver does: pages are committed when the next group begins.
    fn advance(&self, head: &mut KvHead, from: usize, to: usize) {
        for position in from..to {
            if position > 0 && position % 32 == 0 {
                head.commit(position / 32 - 1);
            }
            self.store(head, position);
        }
    }
}

type Answer = (Vec<u32>, Flags);

fn fast(head: &KvHead, kernel: Kernel, position: usize, queries: &[f16], heads: usize) -> Answer {
    let mut out = vec![f32::NAN; queries.len()];
    let flags = head.attend_with(kernel, position, queries, heads, &mut out);
    (out.into_iter().map(f32::to_bits).collect(), flags)
}

fn plain(head: &KvHead, position: usize, queries: &[f16], heads: usize) -> Answer {
    let mut out = vec![f32::NAN; queries.len()];
    let flags = reference::attend(
        head.region(),
        head.words(),
        position,
        queries,
        heads,
        &mut out,
    );
    (out.into_iter().map(f32::to_bits).collect(), flags)
}

fn bits() -> impl Strategy<Value = KvBits> {
    prop_oneof![Just(KvBits::Four), Just(KvBits::Three)]
}

fn shapes() -> impl Strategy<Value = KvShape> {
    let size = prop_oneof![
        Just(8usize),
        Just(48),
        Just(64),
        Just(100),
        Just(128),
        1usize..=256
    ];
    (size, any::<bool>(), bits(), bits(), 0usize..3, 0usize..3).prop_map(
        |(size, rotate, key, value, init, local)| {
            KvShape::new(size, rotate, key, value, 32 * init, 32 * local).expect("in range")
        },
    )
}

/// Numbers as models have them, and numbers at the ends of FP16: scores that overflow, sums that
/// the fast path must make with exact accumulators.
fn sources() -> impl Strategy<Value = Source> {
    let largest = prop_oneof![
        4 => prop_oneof![Just((4.0, 2.0, 2.0)), Just((60.0, 8.0, 4.0)), Just((0.01, 1e-6, 1.0))],
        1 => Just((1.0, 65504.0, 1.0)),
        1 => Just((65504.0, 1.0, 0.01)),
        1 => Just((65504.0, 65504.0, 65504.0)),
    ];
    (any::<u64>(), largest).prop_map(|(seed, (key, value, query))| Source {
        seed,
        key,
        value,
        query,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_fast_path_is_the_reference(
        shape in shapes(),
        source in sources(),
        positions in prop::collection::btree_set(0usize..200, 1..4),
        heads in 1usize..5,
        offsets in any::<bool>(),
    ) {
        let mut head = KvHead::new(&shape, 200);
        if offsets {
            head.set_offsets(&source.key(999, shape.size()));
        }
        let mut stored = 0;
        for position in positions {
            source.advance(&mut head, stored, position + 1);
            stored = position + 1;
            let queries = source.queries(position, shape.size(), heads);
            let expected = plain(&head, position, &queries, heads);
            for kernel in KERNELS.into_iter().filter(|kernel| kernel.is_available()) {
                prop_assert_eq!(fast(&head, kernel, position, &queries, heads), expected.clone(), "{:?}", kernel);
            }
        }
    }
}
