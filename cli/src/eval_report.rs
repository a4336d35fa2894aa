//! What `harmonia eval` measured, as JSON and for people.

use std::fmt::Write;

use harmonia_model::{Mean, Perplexity};
use serde::Serialize;

use crate::device::DeviceKind;
use crate::kv_arguments::KvReport;

/// All of an evaluation. The figures at the top are of all stretches together, each token counting as much as any other.
#[derive(Serialize)]
pub struct Report {
    pub model: String,
    pub device: &'static str,
    pub weights: &'static str,
    #[serde(flatten)]
    pub figures: Figures,
    /// Of the device, loading apart.
    pub tokens_per_second: f64,
    #[serde(flatten)]
    pub kv: KvReport,
    /// Each part of the text by itself, in the order of `--from`; one without it.
    pub stretches: Vec<StretchReport>,
}

/// A part of the text.
#[derive(Serialize)]
pub struct StretchReport {
    /// The text's token that it begins with, from 0, BOS not counted.
    pub from: usize,
    #[serde(flatten)]
    pub figures: Figures,
}

/// How well the device predicts tokens, beside FP32. Standard errors take the tokens as independent.
#[derive(Serialize)]
pub struct Figures {
    perplexity: f64,
    /// Of FP32 on the same weights.
    reference_perplexity: f64,
    /// Of FP32 on the file's own values, which are the same weights where nothing was quantised on loading.
    float_perplexity: f64,
    /// BOS included, each stretch's own.
    tokens: usize,
    /// Of the device's perplexity relative to `reference_perplexity`, in percent.
    change_percent: f64,
    /// Of `change_percent`, in percent.
    standard_error_percent: f64,
    /// Of `reference_perplexity` relative to `float_perplexity`, in percent.
    reference_change_percent: f64,
    /// Of `reference_change_percent`, in percent.
    reference_standard_error_percent: f64,
    /// Mean Kullback-Leibler divergence of the device's distributions from FP32's on the same weights, in nats per token;
    /// with the device `f32`, from FP32's on the file's own values. Null without `--kl`.
    kl: Option<f64>,
    /// Of `kl`, in nats per token.
    kl_standard_error: Option<f64>,
}

impl Figures {
    /// Of perplexities of the same tokens: the device's, FP32's on the same weights and on the file's own values.
    pub fn new(
        device: &Perplexity,
        reference: &Perplexity,
        floats: &Perplexity,
        kl: Option<Mean>,
    ) -> Figures {
        let change = device.change_from(reference);
        let reference_change = reference.change_from(floats);
        Figures {
            perplexity: device.perplexity,
            reference_perplexity: reference.perplexity,
            float_perplexity: floats.perplexity,
            tokens: device.tokens,
            change_percent: 100.0 * change.relative,
            standard_error_percent: 100.0 * change.standard_error,
            reference_change_percent: 100.0 * reference_change.relative,
            reference_standard_error_percent: 100.0 * reference_change.standard_error,
            kl: kl.map(|kl| kl.value),
            kl_standard_error: kl.map(|kl| kl.standard_error),
        }
    }

    fn change(&self) -> String {
        percent(self.change_percent, self.standard_error_percent)
    }

    fn reference_change(&self) -> String {
        percent(
            self.reference_change_percent,
            self.reference_standard_error_percent,
        )
    }

    /// In thousandths of nats.
    fn kl(&self) -> Option<String> {
        let (kl, error) = (self.kl?, self.kl_standard_error?);
        Some(format!("{:.3} ± {:.3}", 1e3 * kl, 1e3 * error))
    }
}

fn percent(change: f64, error: f64) -> String {
    format!("{change:+.3} ± {error:.3} %")
}

impl Report {
    /// Lines for people; a table of the stretches before them where there are several.
    pub fn text(&self) -> String {
        let figures = &self.figures;
        let mut text = format!(
            "{} tokens, {} weights\n{}",
            figures.tokens,
            self.weights,
            self.kv.text()
        );
        let is_device = self.device != DeviceKind::F32.name();
        if self.stretches.len() > 1 {
            self.write_stretches(is_device, &mut text);
        }
        let mut line = |name: &str, perplexity: f64, change: Option<String>| {
            let change = change.map_or(String::new(), |change| format!(" ({change})"));
            let _ = writeln!(text, "{name:<20}{perplexity:.4}{change}");
        };
        if is_device {
            line(self.device, figures.perplexity, Some(figures.change()));
        }
        let is_quantised = figures.reference_perplexity != figures.float_perplexity;
        let change = is_quantised.then(|| figures.reference_change());
        line("f32", figures.reference_perplexity, change);
        if is_quantised {
            line("f32, file's own", figures.float_perplexity, None);
        }
        if let Some(kl) = figures.kl() {
            let reference = if is_device { "f32" } else { "file's own" };
            let _ = writeln!(
                text,
                "{:<20}({kl}) x 10^-3 nats per token",
                format!("KL from {reference}")
            );
        }
        text
    }

    fn write_stretches(&self, is_device: bool, text: &mut String) {
        let mut row =
            |from: &str, tokens: &str, perplexity: &str, beside: &str, change: &str, kl: &str| {
                let row =
                    format!("{from:>10}{tokens:>8}{perplexity:>12}{beside:>12}  {change:<20}{kl}");
                let _ = writeln!(text, "{}", row.trim_end());
            };
        let beside = if is_device { "f32" } else { "file's own" };
        let kl = self.figures.kl.map_or("", |_| "KL, 10^-3 nats");
        row("from", "tokens", "perplexity", beside, "change", kl);
        for StretchReport { from, figures } in &self.stretches {
            let (beside, change) = match is_device {
                true => (figures.reference_perplexity, figures.change()),
                false => (figures.float_perplexity, figures.reference_change()),
            };
            row(
                &from.to_string(),
                &figures.tokens.to_string(),
                &format!("{:.4}", figures.perplexity),
                &format!("{beside:.4}"),
                &change,
                &figures.kl().unwrap_or_default(),
            );
        }
    }
}
