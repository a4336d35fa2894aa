//! Choosing the next token.

use std::cmp::Ordering;

use thiserror::Error;

/// Picks tokens from logits: the same logits and the same seed give the same tokens on every machine.
///
/// With temperature 0 the largest logit wins (of equals, the lowest id). Otherwise the
/// probabilities of logits / temperature are cut to the `top_k` largest, then to the fewest whose sum
/// reaches `top_p`, and one of those is drawn.
#[derive(Clone, Debug)]
pub struct Sampler {
    temperature: f64,
    top_k: usize,
    top_p: f64,
    random: SplitMix64,
}

/// Why no token was picked, or why the settings were refused.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum SamplerError {
    /// The temperature is NaN, negative or above 100.
    #[error("the temperature is {0}, expected a number from 0 to 100")]
    Temperature(f32),
    /// The share of probability to pick from is NaN, 0, negative or above 1.
    #[error("top-p is {0}, expected a number above 0 and up to 1")]
    TopP(f32),
    /// The slice of logits is empty.
    #[error("there are no logits to pick from")]
    Empty,
    /// A logit is NaN or infinite.
    #[error("the logit of token {token} is {value}: the model or its input is broken")]
    NotFinite {
        /// The token.
        token: usize,
        /// Its logit.
        value: f32,
    },
}

impl SamplerError {
    /// The stable name of the error, for programs and for searching.
    pub fn code(&self) -> &'static str {
        match self {
            SamplerError::Temperature(_) => "sampler.temperature",
            SamplerError::TopP(_) => "sampler.top_p",
            SamplerError::Empty => "sampler.empty",
            SamplerError::NotFinite { .. } => "sampler.not_finite",
        }
    }
}

impl Sampler {
    /// Always the largest logit.
    pub fn greedy() -> Sampler {
        Sampler {
            temperature: 0.0,
            top_k: 0,
            top_p: 1.0,
            random: SplitMix64(0),
        }
    }

    /// `top_k` 0 and `top_p` 1 cut nothing.
    pub fn new(
        temperature: f32,
        top_k: usize,
        top_p: f32,
        seed: u64,
    ) -> Result<Sampler, SamplerError> {
        if !(0.0..=100.0).contains(&temperature) {
            return Err(SamplerError::Temperature(temperature));
        }
        if !(top_p > 0.0 && top_p <= 1.0) {
            return Err(SamplerError::TopP(top_p));
        }
        Ok(Sampler {
            temperature: temperature.into(),
            top_k,
            top_p: top_p.into(),
            random: SplitMix64(seed),
        })
    }

    /// The next token.
    pub fn sample(&mut self, logits: &[f32]) -> Result<u32, SamplerError> {
        if let Some(token) = logits.iter().position(|x| !x.is_finite()) {
            return Err(SamplerError::NotFinite {
                token,
                value: logits[token],
            });
        }
        let by_logit = |a: &(u32, f32), b: &(u32, f32)| descending(*a, *b);
        let mut candidates: Vec<(u32, f32)> = (0..).zip(logits.iter().copied()).collect();
        let largest = candidates.iter().copied().min_by(by_logit);
        let (token, largest) = largest.ok_or(SamplerError::Empty)?;
        if self.temperature == 0.0 {
            return Ok(token);
        }
        if self.top_k > 0 && self.top_k < candidates.len() {
            candidates.select_nth_unstable_by(self.top_k, by_logit);
            candidates.truncate(self.top_k);
        }
        candidates.sort_unstable_by(by_logit);
        let weight =
            |logit: f32| libm::exp((f64::from(logit) - f64::from(largest)) / self.temperature);
        let weights: Vec<f64> = candidates.iter().map(|(_, logit)| weight(*logit)).collect();
        let kept = nucleus(&weights, self.top_p);
        let total: f64 = kept.iter().sum();
        let mut left = self.random.unit() * total;
        for ((token, _), weight) in candidates.iter().zip(kept) {
            left -= weight;
            if left < 0.0 {
                return Ok(*token);
            }
        }
        // Rounding may leave a crumb: it belongs to the last candidate.
        Ok(candidates[kept.len() - 1].0)
    }
}

/// Larger logits first; of equals, the lower id.
fn descending(a: (u32, f32), b: (u32, f32)) -> Ordering {
    b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))
}

/// The shortest beginning of `weights` (largest first) whose share of the whole reaches `top_p`.
fn nucleus(weights: &[f64], top_p: f64) -> &[f64] {
    let target = top_p * weights.iter().sum::<f64>();
    let mut sum = 0.0;
    let reached = weights.iter().position(|weight| {
        sum += weight;
        sum >= target
    });
    &weights[..reached.map_or(weights.len(), |last| last + 1)]
}

/// Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (OOPSLA 2014): a counter in
/// steps of the golden ratio, mixed. Every seed is good, which is why it is here.
#[derive(Clone, Debug)]
struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number in 0.0..1.0, a multiple of 2^-53.
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generator_gives_the_published_sequence() {
        let mut random = SplitMix64(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| random.next()).collect();
        let published = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
        ];
        assert_eq!(first, published);
    }

    #[test]
    fn greedy_takes_the_first_of_the_largest() {
        let picked = Sampler::greedy().sample(&[1.0, 3.0, 2.0, 3.0]);
        assert_eq!(picked, Ok(1));
    }

    #[test]
    fn frequencies_follow_the_probabilities() {
        let logits = [2f32.ln(), 5f32.ln(), 3f32.ln()];
        let mut sampler = Sampler::new(1.0, 0, 1.0, 7).unwrap();
        let mut counts = [0i32; 3];
        for _ in 0..10_000 {
            counts[sampler.sample(&logits).unwrap() as usize] += 1;
        }
        for (count, expected) in counts.into_iter().zip([2000, 5000, 3000]) {
            // Four standard deviations of a binomial are below 200.
            assert!((count - expected).abs() < 200, "{counts:?}");
        }
    }

    #[test]
    fn top_k_and_top_p_cut_the_tail() {
        let logits = [0.0, 1.0, 5.0, 4.9];
        let mut top_k = Sampler::new(2.0, 2, 1.0, 1).unwrap();
        let mut top_p = Sampler::new(1.0, 0, 0.5, 1).unwrap();
        for _ in 0..200 {
            assert!(top_k.sample(&logits).unwrap() >= 2);
            assert_eq!(top_p.sample(&logits), Ok(2));
        }
    }

    #[test]
    fn a_seed_repeats() {
        let logits: Vec<f32> = (0..100).map(|i| (i % 7) as f32).collect();
        let draw = |seed| {
            let mut sampler = Sampler::new(0.8, 40, 0.95, seed).unwrap();
            (0..50)
                .map(|_| sampler.sample(&logits).unwrap())
                .collect::<Vec<_>>()
        };
        assert_eq!(draw(3), draw(3));
        assert_ne!(draw(3), draw(4));
    }

    #[test]
    fn bad_settings_and_logits() {
        let code = |result: Result<Sampler, SamplerError>| result.unwrap_err().code();
        assert_eq!(code(Sampler::new(-1.0, 0, 1.0, 0)), "sampler.temperature");
        assert_eq!(
            code(Sampler::new(f32::NAN, 0, 1.0, 0)),
            "sampler.temperature"
        );
        assert_eq!(code(Sampler::new(1.0, 0, 0.0, 0)), "sampler.top_p");
        assert_eq!(Sampler::greedy().sample(&[]), Err(SamplerError::Empty));
        let error = Sampler::greedy().sample(&[0.0, f32::NAN]).unwrap_err();
        assert_eq!(error.code(), "sampler.not_finite");
    }
}
