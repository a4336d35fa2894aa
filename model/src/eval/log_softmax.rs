//! Logarithms of probabilities.

/// ln softmax of a row of logits in FP64.
pub(super) struct LogSoftmax<'a> {
    logits: &'a [f32],
    largest: f64,
    /// ln of the sum of e to the logits less `largest`.
    log_total: f64,
}

impl LogSoftmax<'_> {
    pub(super) fn new(logits: &[f32]) -> LogSoftmax<'_> {
        let largest = f64::from(logits.iter().copied().fold(f32::NEG_INFINITY, f32::max));
        let exponentials = logits.iter().map(|x| libm::exp(f64::from(*x) - largest));
        LogSoftmax {
            logits,
            largest,
            log_total: libm::log(exponentials.sum()),
        }
    }

    /// ln p of every token; no p that is not 0 underflows here.
    pub(super) fn values(&self) -> impl Iterator<Item = f64> {
        let logits = self.logits.iter();
        logits.map(|x| f64::from(*x) - self.largest - self.log_total)
    }

    /// -ln p of a token; NaN if there is no such token.
    pub(super) fn loss(&self, token: u32) -> f64 {
        self.values().nth(token as usize).map_or(f64::NAN, |p| -p)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_odds() {
        let loss = LogSoftmax::new(&[3.0; 8]).loss(5);
        assert!((loss - 8f64.ln()).abs() < 1e-12);
        assert!(LogSoftmax::new(&[1.0, f32::NAN]).loss(0).is_nan());
        assert!(LogSoftmax::new(&[1.0, 2.0]).loss(2).is_nan());
    }

    #[test]
    fn large_logits_do_not_overflow() {
        assert_eq!(LogSoftmax::new(&[1e30, 0.0]).loss(0), 0.0);
    }
}
