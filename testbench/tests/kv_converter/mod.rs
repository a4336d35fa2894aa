//! The converter of keys and values, as Verilog: its two circuits of arithmetic exhaustively against integers, the whole against
//! the reference, bit for bit and cycle for cycle.

use crate::leaves::{Beat, Noise, field, through};
use half::f16;
use harmonia_hdl::attention::cache::kv_converter::{self, BEATS, LANES, LATENCY};
use harmonia_numerics::GROUP;
use harmonia_numerics::kv::{KvBits, KvBlock};
use harmonia_testbench::Stall;

const BITS: [KvBits; 2] = [KvBits::Four, KvBits::Three];

/// A key's exponent 0 is that of 2^-31.
const LOWEST: i32 = -31;

/// The scale of a byte in units of 2^-25.
fn scale(byte: u32) -> u128 {
    u128::from(8 + byte % 8) << (byte / 8)
}

/// Every significand that a scale can tell apart, with every exponent and both limits: the smallest scale for
/// which the largest magnitude is below the limit and a half, whatever the bits are that the circuit does not see.
#[test]
fn every_largest_magnitude_gets_the_smallest_scale_that_it_fits() {
    let mut cases = Vec::new();
    for bits in BITS {
        for exponent in 0..48 {
            cases.extend((0..4096u32).map(|fraction| (bits, exponent, fraction)));
        }
    }
    let beats: Vec<Beat> = cases
        .iter()
        .map(|(bits, exponent, fraction)| {
            Beat::default()
                .push((*fraction).into(), 12)
                .push((*exponent).into(), 6)
                .push((*bits == KvBits::Three).into(), 1)
        })
        .collect();
    let out = through(&kv_converter::scale_choice(), "", &beats, Stall(16));
    // (L + 1/2) (8 + f) 2^(E - 25) and the magnitudes in units of 2^-66.
    let bounds = BITS.map(|bits| {
        let twice = 2 * u128::from(bits.limit()) + 1;
        let of_scale = |byte| (twice * scale(byte)) << (66 - 26);
        (0..256).map(of_scale).collect::<Vec<u128>>()
    });
    for ((bits, exponent, fraction), words) in cases.iter().zip(&out) {
        let bounds = &bounds[usize::from(*bits == KvBits::Three)];
        for below in [0, 1, 0x7ff] {
            let significand = u128::from((4096 | fraction) << 11 | below);
            let largest = significand << (exponent + LOWEST - 23 + 66);
            let smallest = bounds.partition_point(|bound| largest >= *bound);
            assert_eq!(
                field(words, 0, 8) & 255,
                smallest as i128,
                "{bits:?} {significand:x} {exponent}"
            );
        }
    }
}

/// Every dividend whose quotient fits eight bits, with every mantissa of a scale: the quotient of the whole
/// element, the bits that the circuit does not see included, rounded half away from zero.
#[test]
fn every_element_is_divided_by_every_mantissa_of_a_scale() {
    let mut noise = Noise(21);
    let mut cases = Vec::new();
    for fraction in 0..8u32 {
        let divisor = 8 + fraction;
        for twice in 0..8192u32 {
            if (twice + divisor) / (2 * divisor) > 255 {
                continue;
            }
            // The significand that becomes it, and how far it is shifted; nothing is left from 13 on.
            let (significand, distance) = match twice {
                0 => (
                    4096 | noise.next() as u32 & 4095,
                    13 + noise.below(20) as u32,
                ),
                _ => {
                    let distance = twice.leading_zeros() - (8192u32.leading_zeros() + 1);
                    let lost = noise.next() as u32 & ((1 << distance) - 1);
                    (twice << distance | lost, distance)
                }
            };
            let reach = distance.max(17) + noise.below(48 - u64::from(distance.max(17)) + 1) as u32;
            let reach = reach.min(47 + distance);
            cases.push((significand, distance, reach, fraction, noise.below(2) == 1));
        }
    }
    let beats: Vec<Beat> = cases
        .iter()
        .map(|(significand, distance, reach, fraction, negative)| {
            Beat::default()
                .push((significand & 4095).into(), 12)
                .push((reach - distance).into(), 6)
                .push((*negative).into(), 1)
                .push((8 * (reach - 17) + fraction).into(), 8)
        })
        .collect();
    let out = through(&kv_converter::element(), "", &beats, Stall(16));
    for ((significand, distance, _, fraction, negative), words) in cases.iter().zip(&out) {
        for below in [0, 1, 0x7ff] {
            // |x| / scale + 1/2 = (S 2^-distance + m) / 2m
            let element = u64::from(significand << 11 | below);
            let divisor = u64::from(8 + fraction) << (distance + 11);
            let magnitude = (element + divisor) / (2 * divisor);
            let sign = u64::from(*negative && magnitude > 0) << 8;
            let wanted = (magnitude | sign) as i128;
            assert_eq!(
                field(words, 0, 9) & 511,
                wanted,
                "{element:x} >> {distance}, {divisor:x}"
            );
        }
    }
}

/// Blocks for the converter: 32 values, and the format.
fn blocks(noise: &mut Noise) -> Vec<([f32; GROUP], KvBits)> {
    let mut blocks = Vec::new();
    let widened = |bits: u16| f16::from_bits(bits).to_f32();
    let signed = |noise: &mut Noise, value: f32| if noise.below(2) == 0 { value } else { -value };
    // Every FP16 value is the largest of a block.
    for largest in 0..f16::INFINITY.to_bits() {
        for bits in BITS {
            let mut values: [f32; GROUP] = std::array::from_fn(|_| {
                let below = widened(noise.below(u64::from(largest) + 1) as u16);
                signed(noise, below)
            });
            values[noise.below(GROUP as u64) as usize] = signed(noise, widened(largest));
            blocks.push((values, bits));
        }
    }
    // FP32 values below 2^17, as rotated keys are: around thresholds, of one size or of all.
    for index in 0..20_000u64 {
        let bits = BITS[noise.below(2) as usize];
        let top = 95 + noise.below(49) as u32;
        let bound = (2 * u32::from(bits.limit()) + 1) * (9 + noise.below(8) as u32);
        let values = std::array::from_fn(|_| {
            let random = noise.next() as u32;
            f32::from_bits(match index % 5 {
                0 => random & 0x807f_ffff | top.saturating_sub(noise.below(14) as u32) << 23,
                1 => {
                    let near = (bound << 11) - 2 + noise.below(4) as u32;
                    random & 1 << 31 | (near - 0x0080_0000) & 0x007f_ffff | top << 23
                }
                2 => random & 0x807f_ffff | (95 + noise.below(49) as u32) << 23,
                3 => random & 0x8000_0000 | top << 23,
                _ => random & 0x8000_0000,
            })
        });
        blocks.push((values, bits));
    }
    blocks
}

#[test]
fn four_lanes_a_cycle_become_the_blocks_of_the_reference() {
    let mut noise = Noise(11);
    let (mut beats, mut wanted) = (Vec::new(), Vec::new());
    let beat = |values: &[u32], valid: bool, three: bool| {
        let beat = values
            .iter()
            .fold(Beat::default(), |b, v| b.push((*v).into(), 32));
        beat.push(valid.into(), 1).push(three.into(), 1)
    };
    for (values, bits) in blocks(&mut noise) {
        let gaps = noise.below(4) == 0;
        for (index, four) in values.chunks(LANES).enumerate() {
            while gaps && noise.below(3) == 0 {
                let other: [u32; LANES] = std::array::from_fn(|_| noise.next() as u32);
                beats.push(beat(&other, false, noise.below(2) == 1));
            }
            let four: [u32; LANES] = std::array::from_fn(|lane| four[lane].to_bits());
            let last = index + 1 == BEATS;
            let three = if last {
                bits == KvBits::Three
            } else {
                noise.below(2) == 1
            };
            beats.push(beat(&four, true, three));
        }
        wanted.push((beats.len() - 1 + LATENCY, KvBlock::new(&values, bits)));
    }
    beats.extend(vec![beat(&[0; LANES], false, false); LATENCY + BEATS]);
    let out = through(&kv_converter::describe(), "", &beats, Stall::NONE);
    let mut wanted = wanted.iter();
    let mut next = wanted.next();
    for (cycle, words) in out.iter().enumerate() {
        let due = next.filter(|(at, _)| *at == cycle);
        assert_eq!(field(words, 296, 1) != 0, due.is_some(), "cycle {cycle}");
        let Some((_, block)) = due else { continue };
        let mantissas: [i16; GROUP] = std::array::from_fn(|i| {
            let magnitude = (field(words, 9 * i, 8) & 255) as i16;
            let negative = field(words, 9 * i + 8, 1) != 0;
            assert!(
                magnitude > 0 || !negative,
                "a zero has no sign: cycle {cycle}"
            );
            if negative { -magnitude } else { magnitude }
        });
        assert_eq!(mantissas, block.mantissas, "cycle {cycle}");
        let scale = field(words, 288, 8) & 255;
        assert_eq!(scale, block.scale.code().into(), "cycle {cycle}");
        next = wanted.next();
    }
    assert!(next.is_none(), "every block came");
}
