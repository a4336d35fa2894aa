//! Attention: the fast path against the reference, and the reference against floating point.

use half::f16;
use harmonia_numerics::kv::{
    Answer, KvBits, KvFormat, KvHead, KvPages, KvShape, Stand, combine, reference, to_fp16,
};
use harmonia_numerics::{Accumulator, Flags, Kernel};
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

    /// Stores tokens as a driver does: pages are committed when the next page begins.
    fn advance(&self, head: &mut KvHead, from: usize, to: usize) {
        for position in from..to {
            if position > 0 && position % 32 == 0 {
                head.commit(position / 32 - 1);
            }
            self.store(head, position);
        }
    }
}

type Found = (Vec<u32>, Flags);

fn fast(head: &KvHead, kernel: Kernel, position: usize, queries: &[f16], heads: usize) -> Found {
    let mut out = vec![f32::NAN; queries.len()];
    let flags = head.attend_with(kernel, position, queries, heads, &mut out);
    (out.into_iter().map(f32::to_bits).collect(), flags)
}

fn plain(head: &KvHead, position: usize, queries: &[f16], heads: usize) -> Found {
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
            // Nothing but speed depends on what was decoded before.
            let pages = KvPages::read(head.region(), head.words(), position / 32);
            let mut out = vec![f32::NAN; queries.len()];
            let flags = pages.attend(head.words(), Kernel::best(), position, &queries, heads, &mut out);
            prop_assert_eq!((out.into_iter().map(f32::to_bits).collect(), flags), expected.clone());
            for kernel in KERNELS.into_iter().filter(|kernel| kernel.is_available()) {
                prop_assert_eq!(fast(&head, kernel, position, &queries, heads), expected.clone(), "{:?}", kernel);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// A head's answer does not depend on the heads that share its command.
    #[test]
    fn heads_do_not_notice_each_other(
        shape in shapes(),
        source in sources(),
        position in 0usize..150,
        heads in 2usize..6,
    ) {
        let mut head = KvHead::new(&shape, 150);
        source.advance(&mut head, 0, position + 1);
        let size = shape.size();
        let queries = source.queries(position, size, heads);
        let (together, flags) = fast(&head, Kernel::best(), position, &queries, heads);
        let mut any = false;
        for (query, together) in queries.chunks(size).zip(together.chunks(size)) {
            let (alone, own) = fast(&head, Kernel::best(), position, query, 1);
            any |= own.overflow;
            // After an overflow results mean nothing.
            prop_assert!(flags.overflow || together == alone);
        }
        prop_assert_eq!(flags.overflow, any);
    }

    /// A prompt in chunks of any size (within a page), a token again and again, an earlier
    /// sequence in the same memory: the answers at the end are those of one token after the other.
    #[test]
    fn chunks_do_not_matter(
        shape in shapes(),
        source in sources(),
        tokens in 1usize..150,
        chunk in 1usize..40,
        before in 0usize..150,
        heads in 1usize..3,
    ) {
        let answers = |head: &KvHead, position: usize| {
            let queries = source.queries(position, shape.size(), heads);
            fast(head, Kernel::best(), position, &queries, heads)
        };
        let mut one = KvHead::new(&shape, 150);
        let mut expected = Vec::new();
        for position in 0..tokens {
            source.advance(&mut one, position, position + 1);
            expected.push(answers(&one, position));
        }
        let mut other = KvHead::new(&shape, 150);
        let earlier = Source { seed: !source.seed, ..source };
        earlier.advance(&mut other, 0, before);
        let mut found = Vec::new();
        while found.len() < tokens {
            let first = found.len();
            let end = tokens.min(first + chunk).min((first / 32 + 1) * 32);
            source.advance(&mut other, first, end);
            // Tokens stored again change nothing; page 0 is, when its offsets become known.
            (first..end).rev().for_each(|position| source.store(&mut other, position));
            // Each query sees no further than itself.
            found.extend((first..end).map(|position| answers(&other, position)));
        }
        prop_assert_eq!(found, expected);
    }

    /// Close to attention in FP64 over the same FP16 numbers when everything has 8 bits.
    #[test]
    fn eight_bits_are_close_to_floating_point(
        seed in any::<u64>(),
        size in prop_oneof![Just(8usize), Just(48), Just(64), Just(100), Just(128)],
        rotate in any::<bool>(),
        position in 0usize..150,
    ) {
        let source = Source { seed, key: 4.0, value: 1.0, query: 0.7 };
        let shape = KvShape::with_format(size, rotate, KvFormat::K8V8, 0, 0).expect("in range");
        let mut head = KvHead::new(&shape, 150);
        let offsets = source.key(999, size);
        head.set_offsets(&offsets);
        source.advance(&mut head, 0, position + 1);
        let query = source.queries(position, size, 1);
        let (found, flags) = fast(&head, Kernel::best(), position, &query, 1);
        prop_assert_eq!(flags, Flags::default());

        let dot = |a: &[f16], b: &[f16]| -> f64 {
            a.iter().zip(b).map(|(a, b)| a.to_f64() * b.to_f64()).sum()
        };
        let scores: Vec<f64> = (0..=position).map(|t| dot(&query, &source.key(t, size))).collect();
        let largest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let p: Vec<f64> = scores.iter().map(|s| (s - largest).exp2()).collect();
        let total: f64 = p.iter().sum();
        for channel in 0..size {
            let value = |t: usize| source.value(t, size)[channel].to_f64();
            let exact: f64 = (0..=position).map(|t| p[t] * value(t)).sum::<f64>() / total;
            let found = f64::from(f32::from_bits(found[channel]));
            // Values are at most 1 and rounded to 1/512, probabilities to 1/256 of the largest in
            // their block; scores, sums of `size` products, are off by a few hundredths.
            prop_assert!((found - exact).abs() < 0.03, "{channel}: {found} for {exact}");
        }
    }
}

/// Scores below the limit and at it: only the second is an overflow, and of a token that is seen. Keys and
/// values are stored as they are, with scales of 1 and 1/16: the first of them is 15 times a power of two.
#[test]
fn a_score_of_32768_overflows() {
    let shape = KvShape::new(2, false, KvBits::Four, KvBits::Four, 32, 32).expect("in range");
    let source = |values: [f32; 2]| to_fp16(&values).expect("finite");
    for (query, overflow) in [
        (255.0, false),
        (-255.0, false),
        (256.0, true),
        (-256.0, true),
        (65504.0, true),
    ] {
        let mut head = KvHead::new(&shape, 64);
        head.store(0, &source([0.0, 0.0]), &source([15.0, 1.0]));
        head.store(1, &source([240.0, 128.0]), &source([5.0, 3.0]));
        let query = source([0.0, query]);
        for kernel in KERNELS.into_iter().filter(|kernel| kernel.is_available()) {
            let one = fast(&head, kernel, 0, &query, 1);
            assert_eq!(one.0[0], 15f32.to_bits());
            assert_eq!(one.1, Flags::default());
            let two = fast(&head, kernel, 1, &query, 1);
            assert_eq!(two.1.overflow, overflow, "{query:?} {kernel:?}");
            assert_eq!(two, plain(&head, 1, &query, 1));
        }
    }
}

/// Products that cancel: too large for FP64 with floors to be trusted, and a score without overflow.
#[test]
fn large_products_may_cancel() {
    let shape = KvShape::new(33, false, KvBits::Four, KvBits::Four, 0, 0).expect("in range");
    let channels = |first: f32, last: f32| {
        let values: Vec<f32> = (0..33).map(|i| if i < 32 { first } else { last }).collect();
        to_fp16(&values).expect("finite")
    };
    let mut head = KvHead::new(&shape, 64);
    // 32 * 960 against 30,720 * 1 in the next block, times 4096 and more.
    head.store(0, &channels(960.0, 30720.0), &channels(15.0, 30.0));
    head.store(1, &channels(960.0, 30464.0), &channels(3.0, 6.0));
    let query = channels(4096.0, -4096.0);
    for position in [0, 1] {
        let expected = plain(&head, position, &query, 1);
        assert_eq!(
            expected.1.overflow,
            position == 1,
            "off by 256 * 4096 at position 1"
        );
        for kernel in KERNELS.into_iter().filter(|kernel| kernel.is_available()) {
            assert_eq!(fast(&head, kernel, position, &query, 1), expected);
        }
    }
    let expected: Vec<u32> = channels(15.0, 30.0)
        .iter()
        .map(|x| x.to_f32().to_bits())
        .collect();
    assert_eq!(plain(&head, 0, &query, 1).0, expected);
}

/// A sequence small enough to be worked out by hand: equal scores, so that the result is the mean.
#[test]
fn equal_scores_give_the_mean() {
    let shape = KvShape::new(1, false, KvBits::Four, KvBits::Four, 0, 0).expect("in range");
    let half = |x: f32| to_fp16(&[x]).expect("finite");
    let mut head = KvHead::new(&shape, 64);
    // The scale is 1/16 with two of them as with three.
    for (position, value) in [15.0, 1.0, 14.0].into_iter().enumerate() {
        head.store(position, &half(1.0), &half(value));
    }
    assert_eq!(
        fast(&head, Kernel::best(), 2, &half(1.0), 1).0,
        [10f32.to_bits()]
    );
    assert_eq!(
        fast(&head, Kernel::best(), 1, &half(1.0), 1).0,
        [8f32.to_bits()]
    );
}

#[test]
#[should_panic(expected = "the low one is not there")]
fn a_query_without_its_pages_is_refused() {
    let shape = KvShape::new(8, false, KvBits::Four, KvBits::Four, 0, 32).expect("in range");
    let mut head = KvHead::new(&shape, 64);
    let zeros = [f16::ZERO; 8];
    (0..33).for_each(|position| head.store(position, &zeros, &zeros));
    // Page 0 of the values was never committed.
    head.attend(32, &zeros, 1, &mut [0.0; 8]);
}

/// The maxima and sums of a head's pages by the reference; the fast path's are compared with them.
fn step_by_step(
    head: &KvHead,
    stand: Stand,
    queries: &[f16],
    given: Option<&[i32]>,
) -> Option<(Vec<i32>, Vec<Accumulator>)> {
    let size = head.shape().size();
    let (region, words) = (head.region(), head.words());
    let maxima = reference::maxima(region, words, stand, queries);
    for kernel in KERNELS.into_iter().filter(|kernel| kernel.is_available()) {
        let mut found = vec![7; queries.len() / size];
        let flags = head.answer(kernel, stand, queries, Answer::Maxima(&mut found));
        assert_eq!((!flags.overflow).then_some(found), maxima, "{kernel:?}");
    }
    let maxima = maxima?;
    let given = given.unwrap_or(&maxima);
    let sums =
        reference::sums(region, words, stand, queries, given).expect("scores of the same queries");
    for kernel in KERNELS.into_iter().filter(|kernel| kernel.is_available()) {
        let mut found = vec![Accumulator::default(); sums.len()];
        let out = Answer::Sums {
            maxima: given,
            out: &mut found,
        };
        assert!(!head.answer(kernel, stand, queries, out).overflow);
        assert_eq!(found, sums, "{kernel:?}");
    }
    Some((maxima, sums))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// The first pages of a sequence in one region, asked from a distance, the others in another one as if the
    /// sequence began with them: maxima, then sums, then the outputs of the whole.
    #[test]
    fn a_sequence_in_two_regions_has_the_bits_of_one(
        shape in shapes(),
        source in sources(),
        position in 32usize..230,
        cut in 1usize..7,
        heads in 1usize..4,
    ) {
        let cut = cut.min(position / 32);
        let size = shape.size();
        let bits = (shape.key_bits(), shape.value_bits());
        let queries = source.queries(position, size, heads);
        let offsets = source.key(999, size);
        let mut whole = KvHead::new(&shape, 256);
        whole.set_offsets(&offsets);
        source.advance(&mut whole, 0, position + 1);
        let mut expected = vec![f32::NAN; queries.len()];
        let flags = whole.attend(position, &queries, heads, &mut expected);

        let mut first = KvHead::new(&shape, 256);
        first.set_offsets(&offsets);
        source.advance(&mut first, 0, 32 * cut);
        first.commit(cut - 1);
        let left = shape.init().saturating_sub(cut);
        let rest = KvShape::new(size, shape.rotation() > 0, bits.0, bits.1, 32 * left, 32 * shape.local());
        let mut second = KvHead::new(&rest.unwrap(), 256);
        second.set_offsets(&offsets);
        for at in 32 * cut..=position {
            if at > 32 * cut && at % 32 == 0 {
                second.commit(at / 32 - 1 - cut);
            }
            second.store(at - 32 * cut, &source.key(at, size), &source.value(at, size));
        }
        let distant = Stand {
            position: 32 * cut - 1,
            distance: position / 32 + 1 - cut,
        };
        let here = Stand::from(position - 32 * cut);
        let parts = [(&first, distant), (&second, here)];
        let found = parts.map(|(head, stand)| step_by_step(head, stand, &queries, None));
        let [Some((a, _)), Some((b, _))] = found else {
            prop_assert!(flags.overflow);
            return Ok(());
        };
        let maxima: Vec<i32> = a.iter().zip(&b).map(|(a, b)| *a.max(b)).collect();
        let sums = parts.map(|(head, stand)| step_by_step(head, stand, &queries, Some(&maxima)).unwrap().1);
        let mut out = vec![f32::NAN; queries.len()];
        let combined = combine(&[&sums[0], &sums[1]], size, &mut out);
        prop_assert_eq!(combined, flags);
        let bits = |values: &[f32]| values.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        prop_assert_eq!(bits(&out), bits(&expected));

        // Any other maximum, by both paths, and a whole answer from afar.
        for maximum in [a[0] - 1, a[0] + 30, -65_536, 65_535] {
            step_by_step(&first, distant, &queries, Some(&vec![maximum; heads]));
        }
        let mut afar = [vec![0.0; queries.len()], vec![0.0; queries.len()]];
        let fast = first.attend(distant, &queries, heads, &mut afar[0]);
        let plain = reference::attend(first.region(), first.words(), distant, &queries, heads, &mut afar[1]);
        prop_assert_eq!((bits(&afar[0]), fast), (bits(&afar[1]), plain));
    }
}
