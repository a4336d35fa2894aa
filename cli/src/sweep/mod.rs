//! `harmonia eval --sweep`: what formats and windows of the KV cache cost in perplexity and divergence, and save
//! in bytes.
//!
//! ```text
//! points --device or comparison, one after the other--> rows --> PREFIX.csv, PREFIX.svg, tables
//! ```
//! FP32 is evaluated once, and its logits recorded for the divergences of all points. A row is in PREFIX.csv.part as soon as it is known; the files themselves appear when all is done.

mod files;
mod plot;
mod points;
mod recording;
mod report;

use std::sync::Arc;

use anyhow::Result;
use harmonia_device::Emulator;
use harmonia_host::{DeviceExecutor, Keeping, OffsetSource, Tiling};
use harmonia_model::{Calibration, Mean, Model, Perplexity, Session, divergence, perplexity};
use indicatif::ProgressBar;

use crate::device::reference;
use crate::failure::Failure;
use crate::progress;
use crate::stretches::Stretch;
pub use files::SweepFiles;
use points::Point;
use recording::Recording;
pub use report::Report;
use report::Row;

/// What is evaluated, and where the results go.
pub struct Sweep<'a> {
    /// Whose keys and values are compressed.
    pub model: &'a Arc<Model>,
    /// The parts of the text, each a sequence.
    pub stretches: &'a [Stretch],
    /// Of this model, for the points that are smoothed by one.
    pub calibration: Calibration,
    /// Where CSV and plots go.
    pub files: SweepFiles,
}

/// A point's predictions, and the bytes of its keys and values at some numbers of tokens.
struct Measured {
    perplexity: Perplexity,
    kl: Mean,
    bytes: usize,
    context_bytes: usize,
}

impl Sweep<'_> {
    /// Evaluates all points. `report` has everything but the rows.
    pub fn run(&self, mut report: Report) -> Result<Report> {
        let offsets = OffsetSource::Calibrated(Arc::new(self.calibration.clone()));
        let points = points::all(self.model, &offsets)?;
        let vocabulary = self.model.config.vocabulary;
        let mut recording = Recording::new(self.files.folder(), vocabulary)?;
        let all = (points.len() + 1) * self.tokens();
        let bar = progress::count("f32", all as u64);
        let reference = self.record(&mut recording, &bar)?;
        report.reference_perplexity = reference.perplexity;
        for point in &points {
            bar.set_message(point.to_string());
            recording.rewind()?;
            let measured = self.measure(point, &mut recording, &bar)?;
            report.rows.push(self.row(point, &reference, &measured));
            self.files.write_part(report.csv())?;
        }
        bar.finish_and_clear();
        (report.csv, report.svg) = self.files.paths();
        self.files.finish(report.csv(), plot::svg(&report))?;
        Ok(report)
    }

    /// Of all stretches, BOS included.
    fn tokens(&self) -> usize {
        self.stretches.iter().map(|one| one.tokens.len()).sum()
    }

    /// Evaluates FP32.
    fn record(&self, recording: &mut Recording, bar: &ProgressBar) -> Result<Perplexity> {
        let mut executor = reference(self.model);
        let mut perplexities = Vec::new();
        for Stretch { tokens, .. } in self.stretches {
            let mut recorder = recording.record(Session::new(&mut executor)?);
            perplexities.push(perplexity(&mut recorder, tokens, &mut onwards(bar))?);
        }
        Ok(Perplexity::pooled(&perplexities))
    }

    fn measure(
        &self,
        point: &Point,
        recording: &mut Recording,
        bar: &ProgressBar,
    ) -> Result<Measured> {
        let (model, device) = (Arc::clone(self.model), Emulator::new());
        let keeping = Keeping::from(point.cache.clone());
        let mut executor = DeviceExecutor::new(model, device, Tiling::WHOLE, keeping)?;
        let (mut perplexities, mut divergences) = (Vec::new(), Vec::new());
        let mut bytes = 0;
        for Stretch { tokens, .. } in self.stretches {
            let mut own = Session::new(&mut executor)?;
            let found = divergence::<_, _, Failure>(&mut own, recording, tokens, &mut onwards(bar));
            let found = found?;
            drop(own);
            perplexities.push(found.own);
            divergences.extend(found.values);
            // The last token is predicted and not processed.
            bytes += executor.kv_bytes_at(tokens.len() - 1);
        }
        Ok(Measured {
            perplexity: Perplexity::pooled(&perplexities),
            kl: Mean::of(&divergences),
            bytes,
            context_bytes: executor.kv_bytes_at(self.model.config.context),
        })
    }

    fn row(&self, point: &Point, reference: &Perplexity, measured: &Measured) -> Row {
        let config = &self.model.config;
        let width = config.key_length + config.value_length;
        let fp16 = (config.layers * config.key_value_heads * width * 2) as f64;
        let change = measured.perplexity.change_from(reference);
        let per_token = |bytes: usize, tokens: usize| bytes as f64 / tokens as f64;
        let bytes = per_token(measured.bytes, self.tokens() - self.stretches.len());
        Row {
            series: point.series.clone(),
            arithmetic: point.arithmetic(),
            init_tokens: point.windows.map(|(init, _)| init),
            local_tokens: point.windows.map(|(_, local)| local),
            offsets: point.offsets(),
            rotation: point.rotation(),
            scale: point.scale(),
            perplexity: measured.perplexity.perplexity,
            change_percent: 100.0 * change.relative,
            standard_error_percent: 100.0 * change.standard_error,
            kl: measured.kl.value,
            kl_standard_error: measured.kl.standard_error,
            kv_bytes_per_token: bytes,
            kv_ratio: fp16 / bytes,
            kv_ratio_at_context: fp16 / per_token(measured.context_bytes, config.context),
        }
    }
}

/// Moves a bar on by what a sequence has done since the last call.
fn onwards(bar: &ProgressBar) -> impl FnMut(usize) {
    let before = bar.position();
    move |done| bar.set_position(before + done as u64)
}
