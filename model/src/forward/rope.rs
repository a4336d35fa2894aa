//! Rotary position embedding.

use std::ops::Range;

use harmonia_numerics::vector::Pairing;

use crate::config::{RopeConfig, Yarn};

/// The angular frequencies of the pairs of a head, `[dimensions / 2]`.
#[derive(Clone, Debug)]
pub(crate) struct Rope {
    frequencies: Vec<f64>,
    length: f64,
}

impl Rope {
    pub(crate) fn new(config: &RopeConfig) -> Rope {
        let pairs = config.dimensions / 2;
        let ramp = config.yarn.as_ref().map(|yarn| Ramp::new(config, yarn));
        let frequency = |i: usize| {
            let exponent = -2.0 * i as f64 / config.dimensions as f64;
            let factor = config
                .factors
                .get(i)
                .map_or(1.0, |factor| f64::from(*factor));
            let plain = libm::pow(config.base, exponent) / factor;
            let kept = ramp.as_ref().map_or(0.0, |ramp| ramp.kept(i));
            plain / config.scale * (1.0 - kept) + plain * kept
        };
        Rope {
            frequencies: (0..pairs).map(frequency).collect(),
            length: config.length,
        }
    }

    /// Cosine and sine of every pair's angle at `position`, times the length. Angles are FP64: at position
    /// 8,000 an FP32 angle would already be wrong by 2^-11.
    pub(crate) fn turns(&self, position: usize) -> Vec<(f32, f32)> {
        let turn = |frequency: &f64| {
            let angle = position as f64 * frequency;
            let (cos, sin) = (libm::cos(angle), libm::sin(angle));
            ((self.length * cos) as f32, (self.length * sin) as f32)
        };
        self.frequencies.iter().map(turn).collect()
    }
}

impl RopeConfig {
    /// For each position, cosine and sine of every pair's angle, times the length.
    pub fn turns(&self, positions: Range<usize>) -> impl Iterator<Item = Vec<(f32, f32)>> {
        let rope = Rope::new(self);
        positions.map(move |position| rope.turns(position))
    }
}

/// YaRN's ramp: pairs before it keep their frequencies, those behind it are scaled.
struct Ramp {
    /// Pairs between which it lies.
    first: f64,
    last: f64,
}

impl Ramp {
    /// Section 3.2 of the paper, with whole pairs as ends: those that turn `beta` times in the original context.
    fn new(config: &RopeConfig, yarn: &Yarn) -> Ramp {
        let dimensions = config.dimensions as f64;
        let pair = |beta: f64| {
            let turns = yarn.original_context as f64 / (beta * std::f64::consts::TAU);
            dimensions * libm::log(turns) / (2.0 * libm::log(config.base))
        };
        Ramp {
            first: pair(yarn.beta_fast).floor().max(0.0),
            last: pair(yarn.beta_slow).ceil().min(dimensions - 1.0),
        }
    }

    /// How much of a pair's frequency is kept, from 0 to 1.
    fn kept(&self, pair: usize) -> f64 {
        // A step is a ramp of no width.
        let width = (self.last - self.first).max(0.001);
        1.0 - ((pair as f64 - self.first) / width).clamp(0.0, 1.0)
    }
}

/// Turns the pairs of every head of one token, `[heads][head_length]`, in place.
pub(super) fn rotate(
    turns: &[(f32, f32)],
    pairing: Pairing,
    head_length: usize,
    heads: &mut [f32],
) {
    let turn = |x: &mut f32, y: &mut f32, (cos, sin): &(f32, f32)| {
        (*x, *y) = (*x * cos - *y * sin, *x * sin + *y * cos);
    };
    for head in heads.chunks_exact_mut(head_length) {
        let turned = &mut head[..2 * turns.len()];
        match pairing {
            Pairing::Adjacent => {
                let (pairs, _) = turned.as_chunks_mut::<2>();
                for ([x, y], angle) in pairs.iter_mut().zip(turns) {
                    turn(x, y, angle);
                }
            }
            Pairing::Halves => {
                let (first, second) = turned.split_at_mut(turns.len());
                for ((x, y), angle) in first.iter_mut().zip(second).zip(turns) {
                    turn(x, y, angle);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(scale: f64, factors: Vec<f32>) -> RopeConfig {
        RopeConfig {
            pairing: Pairing::Adjacent,
            base: 10_000.0,
            dimensions: 4,
            scale,
            yarn: None,
            length: 1.0,
            factors,
        }
    }

    #[test]
    fn a_quarter_turn_and_the_unrotated_rest() {
        let turns = [(0.0, 1.0), (0.0, 1.0)];
        let turned = |pairing, mut heads: [f32; 6]| {
            rotate(&turns, pairing, 6, &mut heads);
            heads
        };
        let heads = turned(Pairing::Adjacent, [1.0, 2.0, 3.0, 4.0, 7.0, 8.0]);
        assert_eq!(heads, [-2.0, 1.0, -4.0, 3.0, 7.0, 8.0]);
        let heads = turned(Pairing::Halves, [1.0, 2.0, 3.0, 4.0, 7.0, 8.0]);
        assert_eq!(heads, [-3.0, -4.0, 1.0, 2.0, 7.0, 8.0]);
    }

    #[test]
    fn frequencies_follow_the_paper() {
        let rope = Rope::new(&config(1.0, Vec::new()));
        assert_eq!(rope.frequencies[0], 1.0);
        assert!((rope.frequencies[1] - 0.01).abs() < 1e-15);
        let (cos, sin) = rope.turns(3)[0];
        assert_eq!((cos, sin), (3f64.cos() as f32, 3f64.sin() as f32));
    }

    #[test]
    fn length_stretches_and_does_not_turn() {
        let long = RopeConfig {
            length: 1.5,
            ..config(1.0, Vec::new())
        };
        let (plain, long) = (Rope::new(&config(1.0, Vec::new())), Rope::new(&long));
        for ((cos, sin), (long_cos, long_sin)) in plain.turns(5).into_iter().zip(long.turns(5)) {
            assert!((1.5 * cos - long_cos).abs() < 1e-6 && (1.5 * sin - long_sin).abs() < 1e-6);
        }
    }

    #[test]
    fn scale_and_factors_divide() {
        let rope = Rope::new(&config(4.0, vec![1.0, 8.0]));
        assert_eq!(rope.frequencies[0], 0.25);
        assert!((rope.frequencies[1] - 0.01 / 32.0).abs() < 1e-15);
    }

    /// Pair 0 turns 10 times in the original context, pair 3 a hundredth of once, and those between lie on
    /// the ramp from pair 0 to pair 2.
    #[test]
    fn yarn_scales_what_turns_seldom() {
        let long = RopeConfig {
            dimensions: 8,
            yarn: Some(Yarn {
                original_context: 63,
                beta_fast: 20.0,
                beta_slow: 0.5,
            }),
            ..config(4.0, Vec::new())
        };
        let expected = [1.0, 0.1 * (0.5 + 0.5 / 4.0), 0.01 / 4.0, 0.001 / 4.0];
        for (frequency, expected) in Rope::new(&long).frequencies.iter().zip(expected) {
            assert!(
                (frequency - expected).abs() < 1e-15,
                "{frequency}, {expected}"
            );
        }
    }
}
