//! How well a model predicts a text: by itself, and beside another model.

mod divergence;
mod log_softmax;

use rayon::prelude::*;
use thiserror::Error;

use crate::program::{Coded, Executor, Logits, Session};
pub use divergence::{Divergence, divergence};
use log_softmax::LogSoftmax;

/// Tokens of one forward call: bounds the logits held at a time.
const CHUNK: usize = 128;

/// Who predicts a text's tokens, a few at a time.
pub trait Predictions {
    /// Why there are none.
    type Error;

    /// Logits after each of `tokens`, which follow those of the calls before: `[tokens][vocabulary]`.
    fn next(&mut self, tokens: &[u32]) -> Result<Vec<f32>, Self::Error>;
}

impl<E: Executor> Predictions for Session<E> {
    type Error = E::Error;

    fn next(&mut self, tokens: &[u32]) -> Result<Vec<f32>, E::Error> {
        self.forward(tokens, Logits::All)
    }
}

/// How well a model predicts a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Perplexity {
    /// e to the mean of the losses.
    pub perplexity: f64,
    /// Tokens of the sequence, BOS included; of all sequences where there are several.
    pub tokens: usize,
    /// -ln p(token | all before) of every token but each sequence's first, in nats.
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

/// A mean over tokens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    /// The mean itself.
    pub value: f64,
    /// Its standard error, as if the tokens were independent draws.
    pub standard_error: f64,
}

impl Mean {
    /// Of at least one value, added in their order. One alone says nothing of its error, which is then 0.
    pub fn of(values: &[f64]) -> Mean {
        let count = values.len() as f64;
        let value = values.iter().sum::<f64>() / count;
        let squares = values.iter().map(|x| (x - value) * (x - value));
        Mean {
            value,
            standard_error: (squares.sum::<f64>() / count / (count - 1.0).max(1.0)).sqrt(),
        }
    }
}

impl Perplexity {
    fn new(tokens: usize, losses: Vec<f64>) -> Perplexity {
        Perplexity {
            perplexity: libm::exp(Mean::of(&losses).value),
            tokens,
            losses,
        }
    }

    /// Of several sequences together, each token counting as much as any other.
    pub fn pooled(sequences: &[Perplexity]) -> Perplexity {
        let losses = sequences.iter().flat_map(|one| &one.losses);
        Perplexity::new(
            sequences.iter().map(|one| one.tokens).sum(),
            losses.copied().collect(),
        )
    }

    /// How much this differs from `reference`, of the same tokens.
    ///
    /// # Panics
    /// When the numbers of tokens differ.
    pub fn change_from(&self, reference: &Perplexity) -> Change {
        assert_eq!(self.tokens, reference.tokens, "the same tokens");
        let pairs = self.losses.iter().zip(&reference.losses);
        let differences: Vec<f64> = pairs.map(|(own, other)| own - other).collect();
        let ratio = self.perplexity / reference.perplexity;
        Change {
            relative: ratio - 1.0,
            // The error of the ratio's logarithm, times the ratio.
            standard_error: ratio * Mean::of(&differences).standard_error,
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
/// context, without windows. `progress` is called with the tokens done.
///
/// # Errors
/// Fewer than two tokens, logits that are not finite, and what `predictions` says.
pub fn perplexity<P: Predictions>(
    predictions: &mut P,
    tokens: &[u32],
    progress: &mut dyn FnMut(usize),
) -> Result<Perplexity, EvalError<P::Error>> {
    let mut losses = Vec::with_capacity(tokens.len());
    walk(tokens, progress, |inputs, targets| {
        let logits = predictions.next(inputs)?;
        let rows = logits.par_chunks_exact(logits.len() / inputs.len());
        let rows = rows.zip(targets).map(|(logits, target)| {
            let loss = LogSoftmax::new(logits).loss(*target);
            loss.is_finite().then_some(loss)
        });
        extend(&mut losses, rows)
    })?;
    Ok(Perplexity::new(tokens.len(), losses))
}

/// Calls `chunk` with some tokens and as many, each the one that follows, until all but the last have been the former.
fn walk<E>(
    tokens: &[u32],
    progress: &mut dyn FnMut(usize),
    mut chunk: impl FnMut(&[u32], &[u32]) -> Result<(), EvalError<E>>,
) -> Result<(), EvalError<E>> {
    let found = tokens.len();
    if found < 2 {
        return Err(EvalError::TooShort { found });
    }
    let mut done = 1;
    // The last token predicts nothing that is known.
    let inputs = tokens[..found - 1].chunks(CHUNK);
    for (inputs, targets) in inputs.zip(tokens[1..].chunks(CHUNK)) {
        chunk(inputs, targets)?;
        done += inputs.len();
        progress(done);
    }
    Ok(())
}

/// Appends the figures of rows, unless one has none.
fn extend<T: Send, E>(
    figures: &mut Vec<T>,
    rows: impl IndexedParallelIterator<Item = Option<T>>,
) -> Result<(), EvalError<E>> {
    // In parallel, and in the order of the rows.
    for figure in rows.collect::<Vec<_>>() {
        let position = figures.len();
        figures.push(figure.ok_or(EvalError::NotFinite { position })?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_that_of_the_mean_and_its_error_that_of_the_differences() {
        let of = |losses: [f64; 4]| Perplexity::new(5, losses.to_vec());
        let reference = of([1.0, 5.0, 2.0, 0.0]);
        let same = reference.change_from(&reference);
        assert_eq!((same.relative, same.standard_error), (0.0, 0.0));
        // Every loss a tenth more: no spread at all, whatever the losses.
        let more = of([1.1, 5.1, 2.1, 0.1]).change_from(&reference);
        assert!((more.relative - 0.1f64.exp_m1()).abs() < 1e-12);
        assert!(more.standard_error < 1e-12);
        // +-0.2 by turns: a variance of 4 * 0.04 / 3, four tokens.
        let spread = of([1.2, 4.8, 2.2, -0.2]).change_from(&reference);
        assert!(spread.relative.abs() < 1e-12);
        assert!((spread.standard_error - 0.2 / 3f64.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn tokens_of_several_sequences_count_alike() {
        let first = Perplexity::new(2, vec![1.0]);
        let second = Perplexity::new(4, vec![4.0, 0.0, 2.0]);
        let both = Perplexity::pooled(&[first.clone(), second]);
        assert_eq!(both, Perplexity::new(6, vec![1.0, 4.0, 0.0, 2.0]));
        assert_eq!(Perplexity::pooled(std::slice::from_ref(&first)), first);
    }
}
