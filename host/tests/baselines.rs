//! Baselines do what their names say.

use half::f16;
use harmonia_host::baselines::{
    Baseline, BaselineHead, KIVI_RESIDUAL, kivi_bytes, kivi_keys, kivi_values, truncated_bytes,
    truncated_keys, truncated_values,
};
use harmonia_numerics::kv::{KvBits, KvShape, Region};

const SIZE: usize = 40;

fn wave(tokens: usize) -> Vec<f32> {
    let value = |i: usize| (i as f32 * 0.37).sin() * (1.0 + (i % SIZE) as f32 / 8.0);
    (0..tokens * SIZE).map(value).collect()
}

#[test]
fn truncation_is_toward_zero_and_outside_the_windows_only() {
    let shape = |init, local| {
        KvShape::new(SIZE, false, KvBits::Four, KvBits::Three, init, local).expect("in range")
    };
    let values = wave(150);
    for (cut, whole, step) in [
        (
            truncated_keys(&shape(32, 32), &values).expect("finite"),
            truncated_keys(&shape(160, 0), &values).expect("finite"),
            16.0,
        ),
        (
            truncated_values(&shape(32, 32), &values).expect("finite"),
            truncated_values(&shape(160, 0), &values).expect("finite"),
            32.0,
        ),
    ] {
        // Tokens 0 to 31 are the initial window, 96 to 127 the local one, 128 on the own page.
        let (mut less, mut largest) = (0, 0f32);
        for (i, (&cut, &whole)) in cut.iter().zip(&whole).enumerate() {
            let token = i / SIZE;
            assert!(
                (whole - values[i]).abs() <= 6.0 / 128.0 / 2.0,
                "8 bits of at most 6"
            );
            if !(32..96).contains(&token) {
                assert_eq!(cut, whole, "token {token}");
                continue;
            }
            assert!(cut.abs() <= whole.abs() && cut * whole >= 0.0);
            less += i32::from(cut != whole);
            largest = largest.max((whole - cut).abs());
        }
        assert!(less > 64 * SIZE as i32 / 2, "most lose something: {less}");
        // Less than a step of the shorter mantissa, whose unit is at most 2^-5 here.
        assert!(largest > 0.0 && largest < step / 32.0, "{largest}");
    }
}

#[test]
fn kivi_keeps_the_newest_tokens_and_rounds_the_others() {
    for tokens in [1, 127, 128, 159, 160, 300] {
        let values = wave(tokens);
        let half = |x: f32| f16::from_f32(x).to_f32();
        let old = tokens.saturating_sub(KIVI_RESIDUAL);
        for bits in [2, 4] {
            let levels = (1 << bits) as usize;
            let keys = kivi_keys(bits, SIZE, &values);
            let quantised = old / 32 * 32;
            for i in quantised * SIZE..tokens * SIZE {
                assert_eq!(keys[i], half(values[i]));
            }
            for start in (0..quantised).step_by(32) {
                for channel in 0..SIZE {
                    let column = |of: &[f32]| -> Vec<f32> {
                        (start..start + 32)
                            .map(|t| of[t * SIZE + channel])
                            .collect()
                    };
                    few_levels(&column(&keys), &column(&values), levels);
                }
            }
            let seen = kivi_values(bits, SIZE, &values);
            for (token, (seen, values)) in seen.chunks(SIZE).zip(values.chunks(SIZE)).enumerate() {
                for (seen, values) in seen.chunks(32).zip(values.chunks(32)) {
                    if token < old {
                        few_levels(seen, values, levels);
                    } else {
                        assert!(seen.iter().zip(values).all(|(s, &v)| *s == half(v)));
                    }
                }
            }
        }
    }
}

/// At most so many different values, each within half a step of what it stands for.
fn few_levels(seen: &[f32], values: &[f32], levels: usize) {
    let mut distinct: Vec<u32> = seen.iter().map(|x| x.to_bits()).collect();
    distinct.sort_unstable();
    distinct.dedup();
    assert!(distinct.len() <= levels);
    let range = |of: &[f32]| {
        let minimum = of.iter().copied().fold(f32::INFINITY, f32::min);
        of.iter().copied().fold(f32::NEG_INFINITY, f32::max) - minimum
    };
    // Scale and minimum are rounded to FP16.
    let half = range(values) / (levels - 1) as f32 / 2.0 + 6.0 / 512.0;
    for (seen, value) in seen.iter().zip(values) {
        assert!((seen - value).abs() <= half, "{seen} for {value}");
    }
}

#[test]
fn kivi_bytes_are_integers_scales_and_residual() {
    // All in FP16.
    assert_eq!(kivi_bytes(2, 64, 128), 2 * 2 * 128 * 64);
    // 32 tokens of both are integers of 2 bits: 64 groups of keys, 2 groups a token of values.
    let quantised = 32 * 64 / 4 * 2 + 4 * 64 + 4 * 2 * 32;
    assert_eq!(kivi_bytes(2, 64, 160), 2 * 2 * 128 * 64 + quantised);
}

#[test]
fn token_by_token_is_what_the_whole_sequence_gives() {
    let shape = |init, local| {
        KvShape::new(SIZE, false, KvBits::Four, KvBits::Three, init, local).expect("in range")
    };
    let keys = wave(230);
    let values: Vec<f32> = keys.iter().rev().map(|x| x * 3.0).collect();
    for scheme in [
        Baseline::Truncated(shape(0, 0)),
        Baseline::Truncated(shape(32, 64)),
        Baseline::Truncated(shape(0, 128)),
        Baseline::Kivi {
            bits: 4,
            size: SIZE,
        },
        Baseline::Kivi {
            bits: 2,
            size: SIZE,
        },
    ] {
        let mut head = BaselineHead::new(scheme);
        for end in (SIZE..=keys.len()).step_by(SIZE) {
            let token = end - SIZE..end;
            head.store(&keys[token.clone()], &values[token])
                .expect("finite");
            let (keys, values) = (&keys[..end], &values[..end]);
            let (keys, values) = match scheme {
                Baseline::Truncated(shape) => (
                    truncated_keys(&shape, keys).expect("finite"),
                    truncated_values(&shape, values).expect("finite"),
                ),
                Baseline::Kivi { bits, size } => {
                    (kivi_keys(bits, size, keys), kivi_values(bits, size, values))
                }
            };
            assert_eq!(head.keys(), keys, "{scheme:?}, token {}", end / SIZE - 1);
            assert_eq!(head.values(), values, "{scheme:?}");
        }
        assert_eq!(head.tokens(), 230);
    }
    let mut head = BaselineHead::new(Baseline::Truncated(shape(0, 0)));
    let mut bad = [1.0; SIZE];
    bad[3] = f32::NAN;
    let error = head.store(&bad, &[1.0; SIZE]).expect_err("NaN");
    assert_eq!((error.code(), error.index), ("block.not_finite", 3));
}

#[test]
fn truncated_bytes_are_ours_but_for_the_offsets() {
    let shape = KvShape::new(64, false, KvBits::Four, KvBits::Four, 32, 64).expect("in range");
    let ours = Region::new(&shape, 2048).bytes_at(2048);
    assert_eq!(truncated_bytes(&shape, 2048), ours - 2 * 64);
    assert_eq!(Baseline::Truncated(shape).bytes_at(2048), ours - 2 * 64);
    let kivi = Baseline::Kivi { bits: 2, size: 64 };
    assert_eq!(kivi.bytes_at(500), kivi_bytes(2, 64, 500));
}
