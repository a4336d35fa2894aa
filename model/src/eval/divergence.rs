//! Kullback-Leibler divergence: how far one model's distributions of the next token are from another's.

use rayon::prelude::*;

use super::log_softmax::LogSoftmax;
use super::{EvalError, Perplexity, Predictions, extend, walk};

/// One model's predictions of a text beside those of a reference.
///
/// The divergence compares whole distributions, where perplexity looks at the probability of one token of each, which
/// rounding raises about as often as it lowers it.
#[derive(Clone, Debug, PartialEq)]
pub struct Divergence {
    /// The model's own.
    pub own: Perplexity,
    /// The reference's, of the same tokens.
    pub reference: Perplexity,
    /// The sum over the vocabulary of p (ln p - ln q) in nats, p the reference's and q the model's, where each token but
    /// each sequence's first is predicted.
    pub values: Vec<f64>,
}

/// Lets both predict `tokens` as one sequence, side by side in chunks, so that the logits of no more than a chunk are
/// held. `progress` is called with the tokens done.
///
/// # Errors
/// Fewer than two tokens, logits that are not finite, and what either says.
///
/// # Panics
/// When the vocabularies differ.
pub fn divergence<P, R, E>(
    own: &mut P,
    reference: &mut R,
    tokens: &[u32],
    progress: &mut dyn FnMut(usize),
) -> Result<Divergence, EvalError<E>>
where
    P: Predictions<Error: Into<E>>,
    R: Predictions<Error: Into<E>>,
{
    let mut figures = Vec::with_capacity(tokens.len());
    walk(tokens, progress, |inputs, targets| {
        let forward = |error| EvalError::Forward(error);
        let own = own.next(inputs).map_err(|error| forward(error.into()))?;
        let other = reference.next(inputs);
        let other = other.map_err(|error| forward(error.into()))?;
        assert_eq!(own.len(), other.len(), "one vocabulary");
        let vocabulary = own.len() / inputs.len();
        let rows = own.par_chunks_exact(vocabulary);
        let rows = rows.zip(other.par_chunks_exact(vocabulary)).zip(targets);
        extend(
            &mut figures,
            rows.map(|((own, other), target)| {
                let (own, other) = (LogSoftmax::new(own), LogSoftmax::new(other));
                let row = [own.loss(*target), other.loss(*target), kl(&other, &own)];
                row.iter().all(|figure| figure.is_finite()).then_some(row)
            }),
        )
    })?;
    let of = |index: usize| figures.iter().map(|row| row[index]).collect();
    Ok(Divergence {
        own: Perplexity::new(tokens.len(), of(0)),
        reference: Perplexity::new(tokens.len(), of(1)),
        values: of(2),
    })
}

/// The sum of p (ln p - ln q), in the order of the vocabulary. What p underflows to 0 adds nothing, as in the limit.
fn kl(p: &LogSoftmax<'_>, q: &LogSoftmax<'_>) -> f64 {
    let terms = p.values().zip(q.values()).map(|(p, q)| {
        let probability = libm::exp(p);
        match probability == 0.0 {
            true => 0.0,
            false => probability * (p - q),
        }
    });
    terms.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of logits, one after the other.
    struct Rows(Vec<Vec<f32>>);

    impl Predictions for Rows {
        type Error = std::convert::Infallible;

        fn next(&mut self, tokens: &[u32]) -> Result<Vec<f32>, Self::Error> {
            Ok(self.0.drain(..tokens.len()).flatten().collect())
        }
    }

    fn measure(
        own: &[Vec<f32>],
        reference: &[Vec<f32>],
    ) -> Result<Divergence, EvalError<std::convert::Infallible>> {
        let tokens: Vec<u32> = (0..=own.len() as u32).map(|n| n % 2).collect();
        let (mut own, mut reference) = (Rows(own.to_vec()), Rows(reference.to_vec()));
        divergence(&mut own, &mut reference, &tokens, &mut |_| {})
    }

    fn logits(probabilities: &[f64]) -> Vec<f32> {
        probabilities.iter().map(|p| libm::log(*p) as f32).collect()
    }

    /// The sums of p ln(p/q): 1/2 ln 2 + 1/4 ln 1 - 1/4 ln 2; 1/2 ln(2/3) + 1/2 ln 2; 3/4 ln(3/2) - 1/4 ln 2.
    #[test]
    fn a_small_distribution_has_the_divergence_that_is_computed_by_hand() {
        let close = |own: &[f64], reference: &[f64], expected: f64| {
            // A constant added to all logits changes nothing.
            let own: Vec<f32> = logits(own).iter().map(|x| x + 3.0).collect();
            let found = measure(&[own], &[logits(reference)]).unwrap().values[0];
            assert!((found - expected).abs() < 1e-6, "{found} {expected}");
        };
        let ln = f64::ln;
        close(&[0.25, 0.25, 0.5], &[0.5, 0.25, 0.25], 0.25 * ln(2.0));
        close(&[0.75, 0.25], &[0.5, 0.5], 0.5 * ln(4.0 / 3.0));
        close(&[0.5, 0.5], &[0.75, 0.25], 0.75 * ln(1.5) - 0.25 * ln(2.0));
    }

    #[test]
    fn equal_predictions_diverge_by_exactly_nothing() {
        // More than a chunk, with logits that differ widely.
        let value = |row: usize, n: usize| ((row * 37 + n * 101) % 997) as f32 - 500.0;
        let rows: Vec<Vec<f32>> = (0..300)
            .map(|row| (0..50).map(|n| value(row, n)).collect())
            .collect();
        let found = measure(&rows, &rows).unwrap();
        assert_eq!(found.values, vec![0.0; 300]);
        assert_eq!(found.own, found.reference);
    }

    #[test]
    fn a_probability_that_underflows_adds_nothing_and_one_of_the_model_that_does_is_finite() {
        let found = measure(&[vec![0.0, -1e30]], &[vec![0.0, -2e30]]).unwrap();
        assert_eq!(found.values, [0.0]);
        let impossible = [vec![f32::NEG_INFINITY, 0.0]];
        assert_eq!(measure(&impossible, &impossible).unwrap().values, [0.0]);
        // Half of it on a token of which the model holds e^-1000.
        let found = measure(&[vec![0.0, -1000.0]], &[vec![0.0, 0.0]]).unwrap();
        assert!((found.values[0] - (500.0 - 2f64.ln())).abs() < 1e-9);
    }

    #[test]
    fn a_divergence_that_is_not_finite_is_an_error_with_its_place() {
        let even = vec![0.0, 0.0];
        for bad in [
            [0.0, f32::NAN],
            [0.0, f32::NEG_INFINITY],
            [f32::INFINITY, 0.0],
        ] {
            let error = measure(&[even.clone(), bad.to_vec()], &[even.clone(), even.clone()]);
            let position = match error {
                Err(EvalError::NotFinite { position }) => position,
                other => panic!("{other:?}"),
            };
            assert_eq!(position, 1, "{bad:?}");
        }
    }
}
