//! The arithmetic of vector operations, as Verilog, against the definition on integers: bit for bit.

mod leaves;

use half::f16;
use harmonia_hdl::expr::{Circuit, MultiplierCell};
use harmonia_hdl::vector::math::{add, divide, half as to_half, multiply, power, root, squares};
use harmonia_numerics::vector::{MAX_WIDTH, SUM_BITS, reference};
use harmonia_numerics::{Flags, kv};
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

/// Two operands, what else the leaf takes with them, and valid.
fn operands(a: f32, b: f32, also: &[bool]) -> Beat {
    let beat = Beat::default().push(bits(a), 32).push(bits(b), 32);
    let bit = |beat: Beat, bit: &bool| beat.push((*bit).into(), 1);
    also.iter().fold(beat, bit).push(1, 1)
}

/// Asserts that a result and its flags, side by side in a beat, are what is expected.
fn check(words: &[u32], low: usize, expected: f32, flags: Flags, of: impl Fn() -> String) {
    let found = field(words, low, 32) as u32;
    assert_eq!(found, expected.to_bits(), "{}: {expected:e}", of());
    let found = [low + 32, low + 33].map(|bit| field(words, bit, 1) != 0);
    assert_eq!(found, [flags.overflow, flags.invalid], "{}", of());
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
    let beat = |((a, b), clears_it): (&(f32, f32), &bool)| operands(*a, *b, &[*clears_it]);
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
            // exact, exponents, zero, special, product, negative, overflow, invalid
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
            let found = [92, 93].map(|bit| field(words, bit, 1) != 0);
            assert_eq!(found, [flags.overflow, flags.invalid], "{}", of());
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
    let beat = |(a, b): &(f32, f32)| operands(*a, *b, &[]);
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

#[test]
fn quotients_are_those_of_the_reference() {
    let mut noise = Noise(3);
    let mut cases = pairs(&mut noise, 200_000);
    // Exact quotients, what is next to one, and quotients next to the smallest number.
    for i in 0..100_000u32 {
        let short = |noise: &mut Noise| f32::from_bits(float(noise).to_bits() & 0xffff_f000);
        let (quotient, divisor) = (short(&mut noise), short(&mut noise));
        let near = (quotient * divisor)
            .to_bits()
            .wrapping_add(i % 3)
            .wrapping_sub(1);
        cases.push((f32::from_bits(near), divisor));
        let field = 120 + noise.below(16) as u32;
        let divisor = f32::from_bits(field << 23 | noise.next() as u32 & 0x7f_ffff);
        let near = (divisor * f32::MIN_POSITIVE).to_bits().wrapping_sub(i % 2);
        cases.push((f32::from_bits(near), divisor));
    }
    let vanish: Vec<bool> = cases.iter().map(|_| noise.below(16) == 0).collect();
    let beat = |((a, b), vanishes): (&(f32, f32), &bool)| operands(*a, *b, &[*vanishes]);
    let beats: Vec<Beat> = cases.iter().zip(&vanish).map(beat).collect();
    let out = through(&divide::describe(), "", &beats, Stall(32));
    let mut seen = Seen::default();
    for (((a, b), vanishes), words) in cases.iter().zip(&vanish).zip(&out) {
        let mut flags = Flags::default();
        let mut expected = reference::divide(*a, *b, &mut flags);
        if *vanishes && !flags.invalid {
            flags = Flags::default();
            let negative = a.is_sign_negative() != b.is_sign_negative();
            expected = if negative { -0.0 } else { 0.0 };
        }
        seen.see(flags);
        check(words, 0, expected, flags, || format!("{a:e} / {b:e}"));
    }
    seen.assert_both();
}

/// 2^t as docs/numerics.md has it, and whether t is at its upper limit.
fn expected_power(t: f64) -> (f32, bool) {
    let units = (t * 65_536.0)
        .floor()
        .clamp(-32.0 * 65_536.0, 64.0 * 65_536.0) as i64;
    let y = kv::power((units & 0xffff) as u32);
    let n = (units >> 16) as i32;
    (y as f32 * 2f32.powi(n - 16), n == 64)
}

#[test]
fn powers_are_those_of_softmax_within_their_limits() {
    let mut noise = Noise(4);
    let mut cases = corners();
    for i in 0..150_000u32 {
        let field = [100 + noise.below(36) as u32, 127 + i % 8][i as usize % 2];
        let random = noise.next() as u32;
        cases.push(f32::from_bits(random & 0x807f_ffff | field << 23));
        // Multiples of 2^-16, and what is next to them.
        let units = noise.below(100 << 16) as f32 - (36 << 16) as f32;
        let near = (units / 65_536.0)
            .to_bits()
            .wrapping_add(i % 3)
            .wrapping_sub(1);
        cases.push(f32::from_bits(near));
    }
    // The multiplier gives no other.
    cases.retain(|t| t.is_normal() || *t == 0.0);
    let beyond: Vec<bool> = cases.iter().map(|_| noise.below(32) == 0).collect();
    let beat = |(t, beyond): (&f32, &bool)| {
        // As the multiplier has it where the product is beyond FP32.
        let t_bits = if *beyond { 0 } else { bits(*t) };
        let beat = Beat::default().push(t_bits, 32).push((*beyond).into(), 1);
        beat.push(t.is_sign_negative().into(), 1)
    };
    let beats: Vec<Beat> = cases.iter().zip(&beyond).map(beat).collect();
    let mut limits = [0; 2];
    for (body, models) in BODIES {
        let out = through(&power::describe(body), models, &beats, Stall(32));
        for ((t, beyond), words) in cases.iter().zip(&beyond).zip(&out) {
            let exact = if *beyond {
                f64::from(*t).signum() * 1e9
            } else {
                f64::from(*t)
            };
            let (expected, vanishes) = expected_power(exact);
            let found = field(words, 32, 1) != 0;
            assert_eq!(found, vanishes, "{body:?} {t:e} {beyond}");
            if !vanishes {
                assert_eq!(
                    words[0],
                    expected.to_bits(),
                    "{body:?} {t:e} {beyond}: {expected:e}"
                );
            }
            limits[usize::from(exact > 0.0)] += usize::from(exact.abs() >= 64.0);
        }
    }
    assert!(limits.iter().all(|count| *count > 1_000), "{limits:?}");
}

/// The leaves one after the other, as a vector unit sends a gate and its factor through them.
#[test]
fn leaves_in_a_row_are_swiglu() {
    let mut noise = Noise(5);
    let mut cases = pairs(&mut noise, 60_000);
    for _ in 0..60_000 {
        let gate = (noise.below(1 << 24) as f32 / (1 << 23) as f32 - 1.0) * 50.0;
        cases.push((gate, float(&mut noise)));
    }
    let pass = |circuit: &Circuit, beats: Vec<Beat>| through(circuit, "", &beats, Stall::NONE);
    let times = |beats| pass(&multiply::describe(MultiplierCell::Portable), beats);
    let float_of = |words: &[u32], low| f32::from_bits(field(words, low, 32) as u32);

    let scaled = cases.iter();
    let scaled = scaled.map(|(gate, _)| operands(*gate, -std::f32::consts::LOG2_E, &[false]));
    // t, whether it is beyond FP32, and its sign.
    let beat = |words: &Vec<u32>| {
        let beat = Beat::default().push(field(words, 59, 32), 32);
        let beat = beat.push(field(words, 92, 1), 1);
        beat.push(field(words, 91, 1), 1)
    };
    let t = times(scaled.collect()).iter().map(beat).collect();
    let powers = pass(&power::describe(MultiplierCell::Portable), t);
    let terms = powers
        .iter()
        .map(|words| operands(1.0, float_of(words, 0), &[]));
    let sums = pass(&add::describe(), terms.collect());
    let mut fractions = Vec::new();
    for (((gate, _), power), sum) in cases.iter().zip(&powers).zip(&sums) {
        fractions.push(operands(
            *gate,
            float_of(sum, 0),
            &[field(power, 32, 1) != 0],
        ));
    }
    let quotients = pass(&divide::describe(), fractions);
    let invalid: Vec<bool> = quotients.iter().map(|words| words[1] & 2 != 0).collect();
    let mut factors = Vec::new();
    for ((words, invalid), (_, up)) in quotients.iter().zip(&invalid).zip(&cases) {
        factors.push(operands(float_of(words, 0), *up, &[*invalid]));
    }
    let products = times(factors);
    let mut seen = Seen::default();
    for (((gate, up), invalid), words) in cases.iter().zip(&invalid).zip(&products) {
        let mut flags = Flags::default();
        let expected = reference::swiglu(*gate, *up, &mut flags);
        seen.see(flags);
        let of = || format!("gate {gate:e}, up {up:e}");
        let product = field(words, 59, 32) as u32;
        assert_eq!(product, expected.to_bits(), "{}: {expected:e}", of());
        let found = [92, 93].map(|bit| field(words, bit, 1) != 0);
        assert_eq!(
            [found[0], found[1] || *invalid],
            [flags.overflow, flags.invalid],
            "{}",
            of()
        );
    }
    seen.assert_both();
}

/// Sums after every number of vectors whose sizes are of all kinds.
#[test]
fn squares_are_summed_exactly() {
    let mut noise = Noise(6);
    let (mut beats, mut wanted) = (Vec::new(), Vec::new());
    let mut seen = Seen::default();
    for vector in 0..2_000u64 {
        let (mut sum, mut flags) = (0u128, Flags::default());
        let mut values = Vec::new();
        let length = noise.below(60);
        for place in 0..=length {
            let x = match vector % 8 {
                0 => float(&mut noise),
                // Around units, and around 2^20.
                1 => f32::from_bits(
                    (105 + noise.below(5) as u32) << 23 | noise.next() as u32 & 0x7f_ffff,
                ),
                2 => f32::from_bits(
                    (145 + noise.below(3) as u32) << 23 | noise.next() as u32 & 0x7f_ffff,
                ),
                3 => f32::from_bits(0x497f_ffff),
                _ => f32::from_bits(
                    (100 + noise.below(45) as u32) << 23 | noise.next() as u32 & 0x807f_ffff,
                ),
            };
            let clear = place == 0;
            let valid = noise.below(4) != 0;
            if clear {
                (sum, flags) = (0, Flags::default());
                values.clear();
            } else if valid {
                sum += reference::squares(&[x], &mut flags);
                flags.overflow |= sum >> SUM_BITS != 0;
                values.push(x);
            }
            let significand = i128::from(x.to_bits() & 0x7f_ffff | 0x80_0000);
            let exponent = i128::from(x.to_bits() >> 23 & 255);
            let beat = Beat::default()
                .push(significand * significand, 48)
                .push(2 * exponent, 9);
            let beat = beat
                .push((exponent == 0).into(), 1)
                .push((exponent == 255).into(), 1);
            beats.push(beat.push(valid.into(), 1).push(clear.into(), 1));
            wanted.push((sum % (1 << SUM_BITS), flags));
        }
        let mut whole = Flags::default();
        assert_eq!(reference::squares(&values, &mut whole), sum);
        assert_eq!(whole, flags);
        seen.see(flags);
    }
    let out = through(&squares::describe(), "", &beats, Stall(32));
    for (item, ((sum, flags), words)) in wanted.iter().zip(&out).enumerate() {
        let found = field(words, 0, SUM_BITS as usize) as u128 % (1 << SUM_BITS);
        assert_eq!(found, *sum, "{item}");
        let found = [80, 81].map(|bit| field(words, bit, 1) != 0);
        assert_eq!(found, [flags.overflow, flags.invalid], "{item}");
    }
    seen.assert_both();
}

#[test]
fn roots_are_those_of_the_reference() {
    let mut noise = Noise(7);
    let mut cases: Vec<(u64, u128, u64)> = Vec::new();
    let most = (1u128 << SUM_BITS) - 1;
    for width in [1, 2, 3, 64, 576, 8_191, MAX_WIDTH as u64] {
        for sum in [0, 1, 2, 3, most, most - 1, 1 << 79, 1 << 40] {
            cases.extend([1, 2, 3, 1 << 54, (1 << 55) - 1].map(|epsilon| (width, sum, epsilon)));
        }
    }
    for i in 0..2_500u64 {
        let width = 1 + noise.below(MAX_WIDTH as u64);
        let epsilon = 1 + noise.below(1 << (1 + i % 54));
        let random = u128::from(noise.next()) << 64 | u128::from(noise.next());
        cases.push((width, random >> (48 + i % 80), epsilon));
        // Next to a half of the last place.
        let root = (1 << 24) + u128::from(noise.below(1 << 24));
        let total = (u128::from(width) << [112, 102, 80][i as usize % 3]) / (root * root);
        let total = total + u128::from(noise.below(3));
        cases.push((width, total.saturating_sub(epsilon.into()), epsilon));
    }
    cases.retain(|(_, sum, _)| sum >> SUM_BITS == 0);
    let idle = Beat::default().push(0, 1 + 16 + 80 + 55);
    let cycles = root::LONGEST + 2;
    let mut beats = Vec::new();
    for (width, sum, epsilon) in &cases {
        let beat = Beat::default()
            .push(1, 1)
            .push((*width).into(), 16)
            .push(*sum as i128, 80);
        beats.push(beat.push((*epsilon).into(), 55));
        beats.resize(beats.len() + cycles - 1, idle.clone());
    }
    let out = through(&root::describe(), "", &beats, Stall::NONE);
    let mut longest = 0;
    for ((width, sum, epsilon), words) in cases.iter().zip(out.chunks(cycles)) {
        let of = format!("{width}, {sum}, {epsilon}");
        let done: Vec<usize> = (0..cycles).filter(|cycle| words[*cycle][1] != 0).collect();
        assert_eq!(done.len(), 1, "{of}: done in {done:?}");
        longest = longest.max(done[0]);
        let total = sum + u128::from(*epsilon);
        let expected = reference::reciprocal_root(*width as usize, total);
        for words in &words[done[0]..] {
            assert_eq!(words[0], expected.to_bits(), "{of}: {expected:e}");
        }
    }
    assert_eq!(longest, root::LONGEST);
}

#[test]
fn halves_are_those_that_attention_takes() {
    let mut noise = Noise(8);
    let mut cases = corners();
    cases.extend((0..100_000).map(|_| float(&mut noise)));
    for i in 0..200_000 {
        // A number of FP16, the one half-way to the next, and what is next to that.
        let half = noise.finite_f16();
        let next = f16::from_bits(half.to_bits() + 1).to_f64();
        let next = if next.is_finite() {
            next
        } else {
            next.signum() * 65_536.0
        };
        let middle = ((half.to_f64() + next) / 2.0) as f32;
        let near = middle.to_bits().wrapping_add(i % 3).wrapping_sub(1);
        cases.push([half.to_f32(), f32::from_bits(near)][usize::from(i % 4 != 0)]);
    }
    let beat = |x: &f32| Beat::default().push(bits(*x), 32).push(1, 1);
    let beats: Vec<Beat> = cases.iter().map(beat).collect();
    let out = through(&to_half::describe(), "", &beats, Stall(32));
    let mut overflows = 0;
    for (x, words) in cases.iter().zip(&out) {
        let expected = kv::to_fp16(&[*x]);
        let bits = expected.as_ref().map_or(0, |half| half[0].to_bits());
        let overflow = expected.is_err();
        assert_eq!(
            words[0],
            u32::from(bits) | u32::from(overflow) << 16 | 1 << 17,
            "{x:e}"
        );
        overflows += usize::from(overflow);
    }
    assert!(overflows > 1_000);
}
