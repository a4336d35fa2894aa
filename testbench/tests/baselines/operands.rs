//! Operands that elements are tried with.

use super::leaves::Noise;
use half::f16;
use harmonia_testbench::baselines::{OperandGroup, VALUES};

/// An FP16 pattern, of any kind: ends of the format as often as not.
pub fn pattern(noise: &mut Noise) -> f16 {
    let bits = noise.next() as u16;
    let sign = bits & 0x8000;
    f16::from_bits(match noise.below(12) {
        0 => sign,
        1 => sign | (bits & 0x3ff),
        2 => sign | 0x7c00 | (bits & 0x3ff),
        3 => sign | 0x0400 | (bits & 0x3ff),
        4 => sign | (bits & 0x7c00),
        5 => sign | (bits & 0x7c00) | 0x3ff,
        6 => bits,
        _ => sign | (0x3000 + (bits & 0x0fff)),
    })
}

/// A group: of any patterns, within one binade, single values among zeros, or pairs that cancel.
pub fn group(noise: &mut Noise, index: usize) -> OperandGroup {
    let kind = noise.below(6);
    let base = (1 + noise.below(30)) as u16;
    let mut value = |lane: usize| {
        let fraction = noise.next() as u16 & 0x83ff;
        match kind {
            0 => f16::from_bits(base << 10 | fraction),
            1 if lane % 8 != index % 8 => f16::from_bits(fraction & 0x8000),
            2 => f16::from_bits((base + (noise.below(3) as u16)).min(31) << 10 | fraction),
            3 => f16::from_bits(fraction),
            _ => pattern(noise),
        }
    };
    let mut activations: [f16; VALUES] = std::array::from_fn(&mut value);
    let mut others: [f16; VALUES] = std::array::from_fn(&mut value);
    let extremes = noise.below(4) == 0;
    let mut weights: [i8; VALUES] = std::array::from_fn(|_| match extremes {
        true => [-8, 7, 0, -1][noise.below(4) as usize],
        false => noise.below(16) as i8 - 8,
    });
    if kind == 4 {
        // Neighbours cancel, but for a last place now and then.
        for pair in 0..VALUES / 2 {
            let last = (noise.below(4) == 0) as u16;
            let bits = (activations[2 * pair].to_bits() ^ 0x8000) ^ last;
            activations[2 * pair + 1] = f16::from_bits(bits);
            others[2 * pair + 1] = others[2 * pair];
            weights[2 * pair + 1] = weights[2 * pair];
        }
    }
    OperandGroup {
        activations,
        weights,
        scale: pattern(noise),
        others,
        first: index == 0 || noise.below(5) == 0,
    }
}

/// The same with numbers that ours takes: scales, keys and values are finite, activations mostly.
pub fn finite_group(noise: &mut Noise, index: usize) -> OperandGroup {
    let mut group = group(noise, index);
    group.scale = finite(group.scale);
    group.others = group.others.map(finite);
    if noise.below(16) != 0 {
        group.activations = group.activations.map(finite);
    }
    group
}

/// The same pattern with an exponent that finite numbers have.
fn finite(x: f16) -> f16 {
    match x.is_finite() {
        true => x,
        false => f16::from_bits(x.to_bits() & 0xbfff),
    }
}
