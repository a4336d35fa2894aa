//! `harmonia eval --sweep`: what formats and windows of the KV cache cost in perplexity, and save in bytes.
//!
//! ```text
//! points --device or comparison, one after the other--> rows --> PREFIX.csv, PREFIX.svg, tables
//! ```
//! FP32 is evaluated once. A row is in PREFIX.csv.part as soon as it is known; the files themselves appear when all is done.

mod files;
mod plot;
mod points;
mod report;

use std::sync::Arc;

use anyhow::Result;
use harmonia_device::Emulator;
use harmonia_host::{DeviceExecutor, Keeping, OffsetSource, Tiling};
use harmonia_model::{Calibration, Model, Perplexity, Reference, perplexity};
use indicatif::ProgressBar;

use crate::progress;
pub use files::SweepFiles;
use points::Point;
pub use report::Report;
use report::Row;

/// What is evaluated, and where the results go.
pub struct Sweep<'a> {
    /// Whose keys and values are compressed.
    pub model: &'a Arc<Model>,
    /// The text, BOS included.
    pub tokens: &'a [u32],
    /// Of this model, for the points that are smoothed by one.
    pub calibration: Calibration,
    /// Where CSV and plots go.
    pub files: SweepFiles,
}

/// A point's perplexity, and the bytes of its keys and values at some numbers of tokens.
struct Measured {
    perplexity: Perplexity,
    bytes: usize,
    context_bytes: usize,
}

impl Sweep<'_> {
    /// Evaluates all points. `report` has everything but the rows.
    pub fn run(&self, mut report: Report) -> Result<Report> {
        let offsets = OffsetSource::Calibrated(Arc::new(self.calibration.clone()));
        let points = points::all(self.model, &offsets)?;
        let bar = progress::count("f32", ((points.len() + 1) * self.tokens.len()) as u64);
        let mut reference = Reference::new(Arc::clone(self.model));
        let reference = perplexity(&mut reference, self.tokens, &mut |done, _| {
            bar.set_position(done as u64);
        })?;
        report.reference_perplexity = reference.perplexity;
        for (index, point) in points.iter().enumerate() {
            bar.set_message(point.to_string());
            let measured = self.measure(point, &bar, (index + 1) * self.tokens.len())?;
            report.rows.push(self.row(point, &reference, &measured));
            self.files.write_part(report.csv())?;
        }
        bar.finish_and_clear();
        (report.csv, report.svg) = self.files.paths();
        self.files.finish(report.csv(), plot::svg(&report))?;
        Ok(report)
    }

    fn measure(&self, point: &Point, bar: &ProgressBar, before: usize) -> Result<Measured> {
        let (model, device) = (Arc::clone(self.model), Emulator::new());
        let keeping = Keeping::from(point.cache.clone());
        let mut executor = DeviceExecutor::new(model, device, Tiling::WHOLE, keeping)?;
        let mut progress = |done, _| bar.set_position((before + done) as u64);
        let perplexity = perplexity(&mut executor, self.tokens, &mut progress)?;
        Ok(Measured {
            perplexity,
            bytes: executor.kv_bytes_at(self.tokens.len() - 1),
            context_bytes: executor.kv_bytes_at(self.model.config.context),
        })
    }

    fn row(&self, point: &Point, reference: &Perplexity, measured: &Measured) -> Row {
        let config = &self.model.config;
        let width = config.key_length + config.value_length;
        let fp16 = (config.layers * config.key_value_heads * width * 2) as f64;
        let change = measured.perplexity.change_from(reference);
        let per_token = |bytes: usize, tokens: usize| bytes as f64 / tokens as f64;
        let bytes = per_token(measured.bytes, self.tokens.len() - 1);
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
            kv_bytes_per_token: bytes,
            kv_ratio: fp16 / bytes,
            kv_ratio_at_context: fp16 / per_token(measured.context_bytes, config.context),
        }
    }
}
