//! Perplexity of a text.

use thiserror::Error;

use crate::attention::Attention;
use crate::forward::{ForwardError, Logits, Session};
use crate::model::Model;

/// Tokens of one forward call: bounds the logits held at a time.
const CHUNK: usize = 128;

/// How well a model predicts a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Perplexity {
    /// e to the mean of -ln p(token | all before) over every token but the first.
    pub perplexity: f64,
    /// Tokens of the sequence, BOS included.
    pub tokens: usize,
}

/// Why no perplexity was measured.
#[derive(Debug, Error)]
pub enum EvalError<E> {
    #[error("the text has {found} tokens, at least 2 are needed to predict one from another")]
    TooShort { found: usize },
    #[error("the logits of token {position} hold a NaN or an infinity")]
    NotFinite { position: usize },
    #[error(transparent)]
    Forward(#[from] ForwardError<E>),
}

impl<E> EvalError<E> {
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
pub fn perplexity<E: Attention>(
    model: &Model,
    executor: &mut E,
    tokens: &[u32],
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Perplexity, EvalError<E::Error>> {
    if tokens.len() < 2 {
        return Err(EvalError::TooShort {
            found: tokens.len(),
        });
    }
    let mut session = Session::new(model, executor);
    let mut surprise = 0.0;
    // The last token predicts nothing that is known.
    let inputs = &tokens[..tokens.len() - 1];
    for (inputs, targets) in inputs.chunks(CHUNK).zip(tokens[1..].chunks(CHUNK)) {
        let start = session.position();
        let logits = session.forward(inputs, Logits::All)?;
        let rows = logits.chunks_exact(model.config.vocabulary);
        for (row, (logits, target)) in rows.zip(targets).enumerate() {
            let loss = negative_log_probability(logits, *target as usize);
            surprise += loss.ok_or(EvalError::NotFinite {
                position: start + row,
            })?;
        }
        progress(session.position() + 1, tokens.len());
    }
    Ok(Perplexity {
        perplexity: libm::exp(surprise / inputs.len() as f64),
        tokens: tokens.len(),
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
}
