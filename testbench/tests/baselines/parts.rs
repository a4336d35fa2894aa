//! Parts of elements that have few enough cases to try all of them, or many corners.

use super::leaves::{Beat, Noise, field, through};
use super::run;
use half::f16;
use harmonia_hdl::baselines::{element, float, fp16_fp16, fp16_int4};
use harmonia_numerics::baselines::harmonia::Digits;
use harmonia_numerics::baselines::operand;
use harmonia_numerics::{Accumulator, Block, GROUP};
use harmonia_testbench::Stall;
use harmonia_testbench::baselines::{Cycle, passes};
use num_bigint::BigUint;

/// A lane's product as FP32 says it: fraction, exponent field, which is FP32's less `bias`, sign.
fn product_bits(product: f32, fraction: usize, bias: i128) -> i128 {
    let bits = i128::from(product.to_bits());
    let kept = (bits & 0x7f_ffff) >> (23 - fraction);
    assert_eq!(
        (kept << (23 - fraction)),
        bits & 0x7f_ffff,
        "{product:e} is exact"
    );
    let exponent = match bits >> 23 & 255 {
        0 => 0,
        exponent => exponent - bias,
    };
    kept | exponent << fraction | (bits >> 31) << (fraction + 6)
}

/// All 2^20 products of an FP16 pattern and an INT4.
#[test]
fn every_product_of_fp16_and_int4() {
    let circuit = fp16_int4::product();
    for weight in -8i8..8 {
        let cases: Vec<u16> = (0..=u16::MAX).collect();
        let beat = |bits: &u16| {
            Beat::default()
                .push((*bits).into(), 16)
                .push(weight.into(), 4)
        };
        let beats: Vec<Beat> = cases.iter().map(beat).collect();
        let out = through(&circuit, "", &beats, Stall(16));
        for (bits, words) in cases.iter().zip(&out) {
            let product = operand(f16::from_bits(*bits)) * f32::from(weight);
            let wanted = product_bits(product, fp16_int4::FRACTION, fp16_int4::BIAS as i128);
            let found = field(words, 0, 20) & ((1 << 20) - 1);
            assert_eq!(found, wanted, "{bits:#x} x {weight}: {product:e}");
        }
    }
}

/// Every significand and every exponent of one factor, with those of the other that are at corners, and random ones.
#[test]
fn products_of_fp16() {
    let circuit = fp16_fp16::product();
    let mut noise = Noise(21);
    let mut corners: Vec<u16> = vec![
        0, 1, 0x3ff, 0x400, 0x401, 0x7ff, 0x3c00, 0x3fff, 0x7bff, 0x7c00, 0x7fff,
    ];
    corners.extend((0..5).map(|_| noise.next() as u16 & 0x7fff));
    for corner in corners {
        let cases: Vec<(u16, u16)> = (0..=u16::MAX)
            .map(|bits| {
                (
                    bits,
                    if bits & 1 == 0 {
                        corner
                    } else {
                        corner | 0x8000
                    },
                )
            })
            .chain((0..1 << 16).map(|_| (noise.next() as u16, noise.next() as u16)))
            .collect();
        let beat =
            |(a, b): &(u16, u16)| Beat::default().push((*a).into(), 16).push((*b).into(), 16);
        let beats: Vec<Beat> = cases.iter().map(beat).collect();
        let out = through(&circuit, "", &beats, Stall(16));
        for ((a, b), words) in cases.iter().zip(&out) {
            let product = operand(f16::from_bits(*a)) * operand(f16::from_bits(*b));
            let wanted = product_bits(product, fp16_fp16::FRACTION, fp16_fp16::BIAS as i128);
            let found = field(words, 0, 28) & ((1 << 28) - 1);
            assert_eq!(found, wanted, "{a:#x} x {b:#x}: {product:e}");
        }
    }
}

/// FP32 sums of numbers that are far apart, next to each other, that cancel, and that round to even.
#[test]
fn sums_of_fp32() {
    let circuit = float::adder("add_sums", 23, 8, 0);
    let mut noise = Noise(22);
    let mut cases: Vec<(f32, f32)> = Vec::new();
    for _ in 0..1 << 20 {
        let mut float = |exponent: u64| {
            let fraction = match noise.below(5) {
                0 => 0,
                1 => 0x7f_ffff,
                2 => 1 << noise.below(23),
                _ => noise.next() & 0x7f_ffff,
            };
            f32::from_bits((noise.below(2) << 31 | exponent << 23 | fraction) as u32)
        };
        let (a, mut b) = (float(120), float(120));
        let distance = match noise.below(4) {
            0 => 0,
            1 => noise.below(3),
            _ => noise.below(60),
        };
        b = f32::from_bits(b.to_bits() - ((distance as u32) << 23));
        cases.push(match noise.below(32) {
            0 => (a, -a),
            1 => (a * 0.0, b),
            2 => (a * 0.0, b * 0.0),
            3 => (a, f32::from_bits(a.to_bits() ^ (1 << 31 | 1))),
            n if n % 2 == 0 => (b, a),
            _ => (a, b),
        });
    }
    let beat = |(a, b): &(f32, f32)| {
        let bits = |x: &f32| i128::from(x.to_bits());
        Beat::default().push(bits(a), 32).push(bits(b), 32)
    };
    for cases in cases.chunks(1 << 17) {
        let beats: Vec<Beat> = cases.iter().map(beat).collect();
        let out = through(&circuit, "", &beats, Stall(16));
        for ((a, b), words) in cases.iter().zip(&out) {
            assert_eq!(words[0], (a + b).to_bits(), "{a:e} + {b:e} = {:e}", a + b);
        }
    }
}

/// Ours, one lane at a time, of every magnitude and sign with every digit; and every exponent of a block with every exponent of a scale, the
/// products being the largest, the smallest and around zero.
#[test]
fn every_product_and_every_shift_of_ours() {
    let mut cases: Vec<(Block, Digits)> = Vec::new();
    let one = |significand, exponent, digits: Vec<[i8; GROUP]>| Digits {
        passes: digits,
        significand,
        exponent,
    };
    for mantissa in -255i16..=255 {
        for digit in -15i8..=15 {
            let lane = cases.len() % GROUP;
            let mut block = Block::ZERO;
            block.mantissas[lane] = mantissa;
            let mut digits = [0; GROUP];
            digits[lane] = digit;
            cases.push((block, one(1, 0, vec![digits])));
        }
    }
    let corners = [
        (255, 15, 2047),
        (255, -15, 2047),
        (1, 1, 1),
        (1, -1, 1),
        (255, 15, -2047),
        (0, 1, 5),
    ];
    for exponent in i8::MIN..=i8::MAX {
        for scale in -25..=11 {
            for (mantissa, digit, significand) in corners {
                let mut block = Block::ZERO;
                block.exponent = exponent;
                block.mantissas = [mantissa; GROUP];
                cases.push((block, one(significand, scale, vec![[digit; GROUP]])));
            }
            // Two passes, as far as they go.
            let mut block = Block::ZERO;
            block.exponent = exponent;
            block.mantissas = [-255; GROUP];
            cases.push((block, one(15, scale, vec![[15; GROUP], [-8; GROUP]])));
        }
    }
    let mut cycles: Vec<Cycle> = Vec::new();
    let mut expected = Vec::new();
    for (block, digits) in &cases {
        let mut sum = Accumulator::default();
        digits.accumulate(block, &mut sum);
        cycles.extend(passes(Some(block), digits, true));
        expected.resize(cycles.len() - 1, None);
        expected.push(Some((sum, block, digits)));
    }
    let circuit = (element("harmonia").expect("an element").circuit)();
    let mut compared = 0;
    run(&circuit, [&cycles[..]], |cycle, output| {
        let Some((sum, block, digits)) = &expected[cycle] else {
            return;
        };
        let register = sum.register() & ((1 << 80) - 1);
        assert_eq!(
            output("sum"),
            BigUint::from(register as u128),
            "{block:?} {digits:?}"
        );
        assert_eq!(
            output("overflow"),
            BigUint::from(sum.marks().overflow),
            "{block:?} {digits:?}"
        );
        compared += 1;
    });
    assert_eq!(compared, cases.len());
}
