//! A device predicts stretches of a text, and FP32 beside it.

use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use harmonia_host::{AnyExecutor, ExecutorError, KvOptions, Tiling};
use harmonia_model::{
    EvalError, Mean, Model, Perplexity, Predictions, Session, divergence, perplexity,
};

use crate::device::{DeviceKind, SimulationOptions, executor, reference};
use crate::eval_report::{Figures, StretchReport};
use crate::kv_arguments::KvReport;
use crate::progress;
use crate::stretches::Stretch;

/// What was measured, a stretch after the other.
pub struct Evaluation<'a> {
    stretches: &'a [Stretch],
    device: Vec<Perplexity>,
    /// FP32 on the same weights.
    reference: Vec<Perplexity>,
    /// FP32 on the file's own values.
    floats: Vec<Perplexity>,
    /// Of the device from FP32, or of that from the file's own where it is the device: one a token that is predicted.
    divergences: Vec<Vec<f64>>,
    /// That the device took.
    time: Duration,
    /// Of the device.
    pub kv: KvReport,
}

/// Two executors' predictions of the same stretches.
#[derive(Default)]
struct Walked {
    own: Vec<Perplexity>,
    reference: Vec<Perplexity>,
    divergences: Vec<Vec<f64>>,
    /// That the first took.
    time: Duration,
}

impl<'a> Evaluation<'a> {
    /// A device beside FP32 on the same weights. `floats` loads the file's own values, where these are others.
    pub fn of_device(
        kind: &DeviceKind,
        simulation: &SimulationOptions,
        model: Arc<Model>,
        kv: Option<KvOptions>,
        floats: impl FnOnce() -> Result<Arc<Model>>,
        stretches: &'a [Stretch],
    ) -> Result<Evaluation<'a>> {
        let device = executor(kind, &model, simulation, None, Tiling::WHOLE, kv, false)?;
        let mut device = device.executor;
        let names = format!("{} and f32", kind.name());
        let walked = side_by_side(&names, &mut device, &mut reference(&model), stretches)?;
        // The last token is predicted and not processed.
        let lengths: Vec<_> = stretches.iter().map(|one| one.tokens.len() - 1).collect();
        let kv = KvReport::new(device.plan(), &lengths);
        let floats = match model.report.is_lossless() {
            true => walked.reference.clone(),
            false => {
                // Two models at a time are enough.
                drop((device, model));
                alone(&mut reference(&floats()?), stretches)?.0
            }
        };
        Ok(Evaluation {
            stretches,
            device: walked.own,
            reference: walked.reference,
            floats,
            divergences: walked.divergences,
            time: walked.time,
            kv,
        })
    }

    /// FP32 as the device, beside FP32 on the file's own values. Where these are the same, it is measured once and
    /// there are no divergences.
    pub fn of_f32(
        model: Arc<Model>,
        floats: impl FnOnce() -> Result<Arc<Model>>,
        stretches: &'a [Stretch],
    ) -> Result<Evaluation<'a>> {
        let mut own = reference(&model);
        let walked = match model.report.is_lossless() {
            true => {
                let (own, time) = alone(&mut own, stretches)?;
                Walked {
                    reference: own.clone(),
                    own,
                    time,
                    divergences: Vec::new(),
                }
            }
            false => side_by_side(
                "f32, and on the file's own values",
                &mut own,
                &mut reference(&floats()?),
                stretches,
            )?,
        };
        Ok(Evaluation {
            stretches,
            device: walked.own.clone(),
            reference: walked.own,
            floats: walked.reference,
            divergences: walked.divergences,
            time: walked.time,
            kv: KvReport::new(None, &[]),
        })
    }

    /// Of all stretches together; `kl` says whether with divergences, which must be there then.
    pub fn figures(&self, kl: bool) -> Figures {
        self.figures_of(0..self.stretches.len(), kl)
    }

    fn figures_of(&self, stretches: Range<usize>, kl: bool) -> Figures {
        let pooled = |of: &[Perplexity]| Perplexity::pooled(&of[stretches.clone()]);
        Figures::new(
            &pooled(&self.device),
            &pooled(&self.reference),
            &pooled(&self.floats),
            kl.then(|| Mean::of(&self.divergences[stretches.clone()].concat())),
        )
    }

    /// Each stretch by itself.
    pub fn each(&self, kl: bool) -> Vec<StretchReport> {
        let stretches = self.stretches.iter().enumerate();
        let report = |(index, stretch): (usize, &Stretch)| StretchReport {
            from: stretch.from,
            figures: self.figures_of(index..index + 1, kl),
        };
        stretches.map(report).collect()
    }

    /// Of the device, loading apart.
    pub fn tokens_per_second(&self) -> f64 {
        let tokens: usize = self.device.iter().map(|one| one.tokens).sum();
        tokens as f64 / self.time.as_secs_f64()
    }
}

/// Both predict every stretch in one walk.
fn side_by_side(
    names: &str,
    own: &mut AnyExecutor,
    reference: &mut AnyExecutor,
    stretches: &[Stretch],
) -> Result<Walked> {
    let mut walked = Walked::default();
    each(names, stretches, |tokens, progress| {
        let mut own = Timed::new(Session::new(&mut *own)?);
        let mut reference = Session::new(&mut *reference)?;
        let found = divergence(&mut own, &mut reference, tokens, progress)?;
        walked.time += own.time;
        walked.own.push(found.own);
        walked.reference.push(found.reference);
        walked.divergences.push(found.values);
        Ok(())
    })?;
    Ok(walked)
}

/// One predicts every stretch.
fn alone(own: &mut AnyExecutor, stretches: &[Stretch]) -> Result<(Vec<Perplexity>, Duration)> {
    let (mut perplexities, mut time) = (Vec::new(), Duration::ZERO);
    each("f32", stretches, |tokens, progress| {
        let mut own = Timed::new(Session::new(&mut *own)?);
        perplexities.push(perplexity(&mut own, tokens, progress)?);
        time += own.time;
        Ok(())
    })?;
    Ok((perplexities, time))
}

/// Calls `walk` with the tokens of every stretch, and with what moves the bar that has `message`.
fn each(
    message: &str,
    stretches: &[Stretch],
    mut walk: impl FnMut(&[u32], &mut dyn FnMut(usize)) -> Result<(), EvalError<ExecutorError>>,
) -> Result<()> {
    let all: usize = stretches.iter().map(|one| one.tokens.len()).sum();
    let bar = progress::count(message, all as u64);
    let mut before = 0;
    for Stretch { tokens, .. } in stretches {
        walk(tokens, &mut |done| bar.set_position((before + done) as u64))?;
        before += tokens.len();
    }
    bar.finish_and_clear();
    Ok(())
}

/// Predictions that are timed.
struct Timed<P> {
    predictions: P,
    time: Duration,
}

impl<P: Predictions> Timed<P> {
    fn new(predictions: P) -> Timed<P> {
        Timed {
            predictions,
            time: Duration::ZERO,
        }
    }
}

impl<P: Predictions> Predictions for Timed<P> {
    type Error = P::Error;

    fn next(&mut self, tokens: &[u32]) -> Result<Vec<f32>, P::Error> {
        let start = Instant::now();
        let logits = self.predictions.next(tokens);
        self.time += start.elapsed();
        logits
    }
}
