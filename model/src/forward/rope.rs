//! Rotary position embedding.

use crate::config::RopeConfig;

/// The angular frequencies of the pairs of a head, `[dimensions / 2]`.
#[derive(Clone, Debug)]
pub(crate) struct Rope {
    frequencies: Vec<f64>,
    length: f64,
}

impl Rope {
    pub(crate) fn new(config: &RopeConfig) -> Rope {
        let pairs = config.dimensions / 2;
        let frequency = |i: usize| {
            let exponent = -2.0 * i as f64 / config.dimensions as f64;
            let factor = config
                .factors
                .get(i)
                .map_or(1.0, |factor| f64::from(*factor));
            libm::pow(config.base, exponent) / (config.scale * factor)
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

/// Turns the leading pairs of every head of one token, `[heads][head_length]`, in place.
///
/// Pairs are neighbours (2i, 2i + 1): GGUF stores the query and key rows of llama models permuted for
/// that, where the original checkpoints pair i with i + half.
pub(crate) fn rotate(turns: &[(f32, f32)], head_length: usize, heads: &mut [f32]) {
    for head in heads.chunks_exact_mut(head_length) {
        let (pairs, _) = head.as_chunks_mut::<2>();
        for ([x, y], (cos, sin)) in pairs.iter_mut().zip(turns) {
            (*x, *y) = (*x * cos - *y * sin, *x * sin + *y * cos);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(scale: f64, factors: Vec<f32>) -> RopeConfig {
        RopeConfig {
            base: 10_000.0,
            dimensions: 4,
            scale,
            length: 1.0,
            factors,
        }
    }

    #[test]
    fn a_quarter_turn_and_the_unrotated_rest() {
        let mut heads = [1.0, 0.0, 0.0, 1.0, 7.0, 8.0];
        rotate(&[(0.0, 1.0), (0.0, 1.0)], 6, &mut heads);
        assert_eq!(heads, [0.0, 1.0, -1.0, 0.0, 7.0, 8.0]);
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
}
