//! Perplexity of a text.

use thiserror::Error;

use crate::program::{Coded, Executor, Logits, Session};

/// Tokens of one forward call: bounds the logits held at a time.
const CHUNK: usize = 128;

/// How well a model predicts a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Perplexity {
    /// e to the mean of the losses.
    pub perplexity: f64,
    /// Tokens of the sequence, BOS included.
    pub tokens: usize,
    /// -ln p(token | all before) of every token but the first.
    pub losses: Vec<f64>,
}

/// How much one perplexity differs from another of the same tokens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// 0.01 is 1 % more.
    pub relative: f64,
    /// Standard error of `relative`, as if the tokens' differences were independent draws. What differs is
    /// rounding, and the text is the same, so this is far below the error of the perplexities themselves.
    pub standard_error: f64,
}

impl Perplexity {
    /// How much this differs from `reference`, of the same tokens.
    ///
    /// # Panics
    /// When the numbers of tokens differ.
    pub fn change_from(&self, reference: &Perplexity) -> Change {
        assert_eq!(self.tokens, reference.tokens, "the same tokens");
        let count = self.losses.len() as f64;
        let pairs = self.losses.iter().zip(&reference.losses);
        let differences: Vec<f64> = pairs.map(|(own, other)| own - other).collect();
        let mean = differences.iter().sum::<f64>() / count;
        let squares = differences.iter().map(|x| (x - mean) * (x - mean));
        Change {
            relative: self.perplexity / reference.perplexity - 1.0,
            standard_error: (squares.sum::<f64>() / count / count).sqrt(),
        }
    }
}

/// Why no perplexity was measured; `E` is the executor's error.
#[derive(Debug, Error)]
pub enum EvalError<E> {
    /// There is no token that another one comes before.
    #[error("the text has {found} tokens, at least 2 are needed to predict one from another")]
    TooShort {
        /// Tokens that were given.
        found: usize,
    },
    /// A logit is not finite, so that there is no loss.
    #[error("the logits of token {position} hold a NaN or an infinity")]
    NotFinite {
        /// The position of the token, from 0.
        position: usize,
    },
    /// The executor could not process the text.
    #[error(transparent)]
    Forward(#[from] E),
}

impl<E: Coded> EvalError<E> {
    /// The stable name of the error, for programs and for searching.
    pub fn code(&self) -> &'static str {
        match self {
            EvalError::TooShort { .. } => "eval.too_short",
            EvalError::NotFinite { .. } => "eval.not_finite",
            EvalError::Forward(source) => source.code(),
        }
    }
}

/// Perplexity of `tokens` as one sequence: each token is predicted from all before it, in one
/// context, without windows. `progress` is called with the tokens done and in all.
pub fn perplexity<E: Executor>(
    executor: &mut E,
    tokens: &[u32],
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Perplexity, EvalError<E::Error>> {
    if tokens.len() < 2 {
        return Err(EvalError::TooShort {
            found: tokens.len(),
        });
    }
    let vocabulary = executor.model().config.vocabulary;
    let mut session = Session::new(executor)?;
    let mut losses = Vec::with_capacity(tokens.len());
    // The last token predicts nothing that is known.
    let inputs = &tokens[..tokens.len() - 1];
    for (inputs, targets) in inputs.chunks(CHUNK).zip(tokens[1..].chunks(CHUNK)) {
        let start = session.position();
        let logits = session.forward(inputs, Logits::All)?;
        let rows = logits.chunks_exact(vocabulary);
        for (row, (logits, target)) in rows.zip(targets).enumerate() {
            let loss = negative_log_probability(logits, *target as usize);
            losses.push(loss.ok_or(EvalError::NotFinite {
                position: start + row,
            })?);
        }
        progress(session.position() + 1, tokens.len());
    }
    Ok(Perplexity {
        perplexity: libm::exp(losses.iter().sum::<f64>() / inputs.len() as f64),
        tokens: tokens.len(),
        losses,
    })
}

/// ln sum e^logits - logits[target] in FP64; `None` if that is not finite.
fn negative_log_probability(logits: &[f32], target: usize) -> Option<f64> {
    let largest = f64::from(logits.iter().copied().fold(f32::NEG_INFINITY, f32::max));
    let exponentials = logits.iter().map(|x| libm::exp(f64::from(*x) - largest));
    let total: f64 = exponentials.sum();
    let loss = libm::log(total) + largest - f64::from(*logits.get(target)?);
    loss.is_finite().then_some(loss)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_odds() {
        let loss = negative_log_probability(&[3.0; 8], 5).unwrap();
        assert!((loss - 8f64.ln()).abs() < 1e-12);
        assert_eq!(negative_log_probability(&[1.0, f32::NAN], 0), None);
        assert_eq!(negative_log_probability(&[1.0, 2.0], 2), None);
    }

    #[test]
    fn large_logits_do_not_overflow() {
        let loss = negative_log_probability(&[1e30, 0.0], 0).unwrap();
        assert_eq!(loss, 0.0);
    }

    #[test]
    fn a_change_is_that_of_the_mean_and_its_error_that_of_the_differences() {
        let of = |losses: [f64; 4]| Perplexity {
            perplexity: libm::exp(losses.iter().sum::<f64>() / 4.0),
            tokens: 5,
            losses: losses.to_vec(),
        };
        let reference = of([1.0, 5.0, 2.0, 0.0]);
        let same = reference.change_from(&reference);
        assert_eq!((same.relative, same.standard_error), (0.0, 0.0));
        // Every loss a tenth more: no spread at all, whatever the losses.
        let more = of([1.1, 5.1, 2.1, 0.1]).change_from(&reference);
        assert!((more.relative - 0.1f64.exp_m1()).abs() < 1e-12);
        assert!(more.standard_error < 1e-12);
        // +-0.2 by turns: a deviation of 0.2, four tokens.
        let spread = of([1.2, 4.8, 2.2, -0.2]).change_from(&reference);
        assert!(spread.relative.abs() < 1e-12);
        assert!((spread.standard_error - 0.1).abs() < 1e-12);
    }
}
