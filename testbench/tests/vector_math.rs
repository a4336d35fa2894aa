//! The arithmetic of vector operations, as Verilog, against the definition on integers: bit for bit.

mod leaves;

use harmonia_hdl::vector::math::{add, multiply};
use harmonia_numerics::Flags;
use harmonia_numerics::vector::reference;
use harmonia_testbench::Stall;
use leaves::{BODIES, Beat, Noise, field, through};

/// A float whose fields are corners as often as not.
fn float(noise: &mut Noise) -> f32 {
    let exponent = match noise.below(8) {
        0 => [0, 0, 1, 2, 253, 254, 255, 255][noise.below(8) as usize],
        1 => noise.below(256),
        2 => noise.below(40),
        3 => 215 + noise.below(40),
        _ => 100 + noise.below(54),
    };
    let bits = noise.next();
    let fraction = match noise.below(6) {
        0 => 0,
        1 => 0x7f_ffff,
        2 => bits & 0x7f_f000,
        3 => 1 << noise.below(23),
        _ => bits & 0x7f_ffff,
    };
    f32::from_bits((bits >> 63 << 31 | exponent << 23 | fraction) as u32)
}

/// Numbers that are at limits of the format, every pair of which is tried.
fn corners() -> Vec<f32> {
    let magnitudes = [
        0u32,
        1,
        0x7f_ffff,
        0x80_0000,
        0x80_0001,
        0xff_ffff,
        0x100_0000,
        0x3f7f_ffff,
        0x3f80_0000,
        0x3f80_0001,
        0x3fff_ffff,
        0x3400_0000,
        0x3380_0000,
        0x3380_0001,
        0x337f_ffff,
        0x1f80_0000,
        0x2000_0000,
        0x5f7f_ffff,
        0x5f80_0000,
        0x6000_0000,
        0x7e7f_ffff,
        0x7eff_ffff,
        0x7f00_0000,
        0x7f7f_ffff,
        0x7f80_0000,
        0x7f80_0001,
        0x7fc0_0000,
        0x7fff_ffff,
        0x7380_0000,
        0x72ff_ffff,
    ];
    let signed = |bits: u32| [bits, bits | 1 << 31].map(f32::from_bits);
    magnitudes.into_iter().flat_map(signed).collect()
}

/// Pairs of operands: corners, then noise.
fn pairs(noise: &mut Noise, count: usize) -> Vec<(f32, f32)> {
    let corners = corners();
    let all = corners
        .iter()
        .flat_map(|a| corners.iter().map(|b| (*a, *b)));
    let mut pairs: Vec<(f32, f32)> = all.collect();
    pairs.extend((0..count).map(|_| (float(noise), float(noise))));
    pairs
}

fn bits(x: f32) -> i128 {
    x.to_bits().into()
}

/// Asserts that a result and its flags, side by side in a beat, are what is expected, and that valid is set.
fn check(words: &[u32], low: usize, expected: f32, flags: Flags, of: impl Fn() -> String) {
    let found = field(words, low, 32) as u32;
    assert_eq!(found, expected.to_bits(), "{}: {expected:e}", of());
    let found = [low + 32, low + 33, low + 34].map(|bit| field(words, bit, 1) != 0);
    assert_eq!(found, [flags.overflow, flags.invalid, true], "{}", of());
}

/// What the flags of a run were.
#[derive(Default)]
struct Seen {
    overflows: usize,
    invalid: usize,
}

impl Seen {
    fn see(&mut self, flags: Flags) {
        self.overflows += usize::from(flags.overflow);
        self.invalid += usize::from(flags.invalid);
    }

    fn assert_both(&self) {
        assert!(self.overflows > 100 && self.invalid > 100);
    }
}

#[test]
fn products_are_those_of_the_reference() {
    let mut noise = Noise(1);
    let mut cases = pairs(&mut noise, 150_000);
    // Products with 25 bits and few more: ties, and what is next to one. Some are next to the smallest number.
    for i in 0..50_000u32 {
        let short = |noise: &mut Noise| 0x80_0000 | (noise.next() as u32 & 0x7f_f000);
        let scale = [2f32.powi(-23), 2f32.powi(-85)][i as usize % 2];
        let (a, b) = (
            short(&mut noise) as f32 * scale,
            short(&mut noise) as f32 * scale,
        );
        cases.push((a, f32::from_bits(b.to_bits() + (i / 2) % 2)));
    }
    // What rounds to 2^-126, and what falls below.
    for i in 0..64 {
        let near_one = f32::from_bits(0x3f80_0000 - i);
        cases.extend([
            (near_one, f32::MIN_POSITIVE),
            (near_one * 0.5, -2.0 * f32::MIN_POSITIVE),
        ]);
    }
    let clears: Vec<bool> = cases.iter().map(|_| noise.below(16) == 0).collect();
    let beat = |((a, b), clears_it): (&(f32, f32), &bool)| {
        let beat = Beat::default().push(bits(*a), 32).push(bits(*b), 32);
        beat.push((*clears_it).into(), 1).push(1, 1)
    };
    let beats: Vec<Beat> = cases.iter().zip(&clears).map(beat).collect();
    for (body, models) in BODIES {
        let out = through(&multiply::describe(body), models, &beats, Stall(32));
        let mut seen = Seen::default();
        for (((a, b), clears_it), words) in cases.iter().zip(&clears).zip(&out) {
            let mut flags = Flags::default();
            let mut expected = reference::multiply(*a, *b, &mut flags);
            if *clears_it {
                (expected, flags) = (0.0, Flags::default());
            }
            seen.see(flags);
            let of = || format!("{body:?} {a:e} * {b:e}");
            // exact, exponents, zero, special, product, negative, overflow, invalid, valid
            let exponents = (a.to_bits() >> 23 & 255) + (b.to_bits() >> 23 & 255);
            let significand = |x: f32| i128::from(x.to_bits() & 0x7f_ffff | 0x80_0000);
            let exact = significand(*a) * significand(*b);
            assert_eq!(field(words, 0, 48) & ((1 << 48) - 1), exact, "{}", of());
            assert_eq!(field(words, 48, 9) as u32 & 511, exponents, "{}", of());
            let zero = a.abs() < f32::MIN_POSITIVE || b.abs() < f32::MIN_POSITIVE;
            let special = !a.is_finite() || !b.is_finite();
            let negative = a.is_sign_negative() != b.is_sign_negative();
            let found = [57, 58, 91].map(|bit| field(words, bit, 1) != 0);
            assert_eq!(found, [zero, special, negative], "{}", of());
            let product = field(words, 59, 32) as u32;
            assert_eq!(product, expected.to_bits(), "{}: {expected:e}", of());
            let found = [92, 93, 94].map(|bit| field(words, bit, 1) != 0);
            assert_eq!(found, [flags.overflow, flags.invalid, true], "{}", of());
        }
        seen.assert_both();
    }
}

#[test]
fn sums_are_those_of_the_reference() {
    let mut noise = Noise(2);
    let mut cases = pairs(&mut noise, 200_000);
    // Terms of every distance, and of nearly one size.
    for i in 0..200_000u64 {
        let a = float(&mut noise);
        let exponent = (u64::from(a.to_bits() >> 23) & 255)
            .saturating_sub(i % 34)
            .max(1);
        let fraction = match noise.below(3) {
            0 => u64::from(a.to_bits())
                .wrapping_add(noise.below(5))
                .wrapping_sub(2),
            1 => 0x7f_ffff << noise.below(24),
            _ => noise.next(),
        };
        let b = noise.below(2) << 31 | exponent << 23 | fraction & 0x7f_ffff;
        let b = f32::from_bits(b as u32);
        cases.push(if i % 2 == 0 { (a, b) } else { (b, a) });
    }
    let beat = |(a, b): &(f32, f32)| {
        Beat::default()
            .push(bits(*a), 32)
            .push(bits(*b), 32)
            .push(1, 1)
    };
    let beats: Vec<Beat> = cases.iter().map(beat).collect();
    let out = through(&add::describe(), "", &beats, Stall(32));
    let mut seen = Seen::default();
    for ((a, b), words) in cases.iter().zip(&out) {
        let mut flags = Flags::default();
        let expected = reference::add(*a, *b, &mut flags);
        seen.see(flags);
        check(words, 0, expected, flags, || format!("{a:e} + {b:e}"));
    }
    seen.assert_both();
}
