//! What a sweep found: CSV, tables, JSON.

use std::fmt::Write;
use std::path::PathBuf;

use serde::Serialize;

use super::points::SMOOTHING_WINDOWS;
use crate::output;

/// All of a sweep.
#[derive(Serialize)]
pub struct Report {
    /// As the command line names it.
    pub model: String,
    /// `--weights`.
    pub weights: &'static str,
    /// Name of the text's file.
    pub text: String,
    /// Of the whole file, in hexadecimal.
    pub text_sha256: String,
    /// The text's tokens that the sequences begin with, from 0, BOS not counted.
    pub from: Vec<usize>,
    /// Of all sequences, BOS included.
    pub tokens: usize,
    /// Tokens of the model's context, at which bytes are counted as well.
    pub context: usize,
    /// Of FP32.
    pub reference_perplexity: f64,
    /// The file with the rows.
    #[serde(serialize_with = "output::path")]
    pub csv: PathBuf,
    /// The plot.
    #[serde(serialize_with = "output::path")]
    pub svg: PathBuf,
    /// One per point, those of a series together.
    pub rows: Vec<Row>,
}

/// A point that was evaluated.
#[derive(Serialize)]
pub struct Row {
    /// What the plot's legend calls it.
    pub series: String,
    /// `device`: bit by bit what an engine computes; `emulated comparison`: another format, with attention in FP32.
    pub arithmetic: &'static str,
    /// The initial window; null where there is none.
    pub init_tokens: Option<usize>,
    /// The local window; null where there is none.
    pub local_tokens: Option<usize>,
    /// Where the offsets of keys come from: `calibrated`, `online` or `none`.
    pub offsets: &'static str,
    /// Whether keys and queries are rotated by Hadamard matrices.
    pub rotation: bool,
    /// Powers of two, from a calibration.
    pub scale: bool,
    /// e to the mean of the losses.
    pub perplexity: f64,
    /// Relative to FP32.
    pub change_percent: f64,
    /// Of the change, the tokens' differences taken as independent.
    pub standard_error_percent: f64,
    /// Mean Kullback-Leibler divergence of the distributions of the next token from FP32's, in nats per token.
    pub kl: f64,
    /// Of `kl`, in nats per token, the tokens taken as independent.
    pub kl_standard_error: f64,
    /// Of all layers, counted from what is held at the sequences' ends.
    pub kv_bytes_per_token: f64,
    /// How many times less than in FP16.
    pub kv_ratio: f64,
    /// The same when the context is full.
    pub kv_ratio_at_context: f64,
}

impl Row {
    /// With the smoothing that a device has by default.
    pub fn is_smoothed(&self) -> bool {
        self.rotation && self.scale && self.offsets == "calibrated"
    }

    /// Whether a published scheme was computed here, with which ours is compared.
    pub fn is_baseline(&self) -> bool {
        self.arithmetic != "device"
    }

    fn windows(&self) -> String {
        match (self.init_tokens, self.local_tokens) {
            (Some(init), Some(local)) => format!("{init}/{local}"),
            _ => "-".into(),
        }
    }

    fn change(&self) -> String {
        format!(
            "{:+.2} ± {:.2} %",
            self.change_percent, self.standard_error_percent
        )
    }

    /// In thousandths of nats.
    fn kl(&self) -> String {
        format!("{:.2} ± {:.2}", 1e3 * self.kl, 1e3 * self.kl_standard_error)
    }
}

impl Report {
    /// A line per row.
    pub fn csv(&self) -> String {
        let mut csv = String::from(
            "series,arithmetic,init_tokens,local_tokens,offsets,rotation,scale,tokens,reference_perplexity,perplexity,\
             change_percent,standard_error_percent,kl,kl_standard_error,kv_bytes_per_token,kv_ratio_to_fp16,context,kv_ratio_to_fp16_at_context\n",
        );
        for row in &self.rows {
            let window = |tokens: Option<usize>| tokens.map_or(String::new(), |n| n.to_string());
            let _ = writeln!(
                csv,
                "{},{},{},{},{},{},{},{},{:.6},{:.6},{:.4},{:.4},{:.7},{:.7},{:.2},{:.4},{},{:.4}",
                row.series,
                row.arithmetic,
                window(row.init_tokens),
                window(row.local_tokens),
                row.offsets,
                row.rotation,
                row.scale,
                self.tokens,
                self.reference_perplexity,
                row.perplexity,
                row.change_percent,
                row.standard_error_percent,
                row.kl,
                row.kl_standard_error,
                row.kv_bytes_per_token,
                row.kv_ratio,
                self.context,
                row.kv_ratio_at_context,
            );
        }
        csv
    }

    /// The formats whose smoothing was taken apart, from none to all of it.
    fn smoothing(&self) -> Vec<&Row> {
        let windows = SMOOTHING_WINDOWS;
        let device = self.rows.iter().filter(|row| !row.is_baseline());
        let rows: Vec<&Row> = device
            .filter(|row| row.init_tokens.zip(row.local_tokens) == Some(windows))
            .collect();
        let apart = |row: &&&Row| {
            let mut same = rows.iter().filter(|other| other.series == row.series);
            same.any(|other| !other.is_smoothed())
        };
        let mut rows: Vec<&Row> = rows.iter().filter(apart).copied().collect();
        // Online offsets last: they stand instead of calibrated ones.
        rows.sort_by_key(|row| {
            let step = ["none", "calibrated", "online"];
            let offsets = step.iter().position(|step| *step == row.offsets);
            (
                std::cmp::Reverse(row.series.clone()),
                row.offsets == "online",
                row.scale,
                row.rotation,
                offsets,
            )
        });
        rows
    }

    /// Two tables: formats and windows, and the steps of smoothing.
    pub fn text(&self) -> String {
        let from: Vec<_> = self.from.iter().map(usize::to_string).collect();
        let mut text = format!(
            "{}, {} weights, {} tokens of {}, from {} on; f32 {:.4}\n\n",
            self.model,
            self.weights,
            self.tokens,
            self.text,
            from.join(", "),
            self.reference_perplexity
        );
        let context = format!("at {}", self.context);
        let _ = writeln!(
            text,
            "{:<18}{:<9}{:>10}  {:<18}{:<18}{:>12}{:>9}{:>9}",
            "KV cache",
            "windows",
            "perplexity",
            "to f32",
            "KL, 10^-3 nats",
            "bytes/token",
            "to FP16",
            context
        );
        for row in &self.rows {
            if !row.is_smoothed() && !row.is_baseline() {
                continue;
            }
            let _ = writeln!(
                text,
                "{:<18}{:<9}{:>10.4}  {:<18}{:<18}{:>12.0}{:>9.2}{:>9.2}",
                row.series,
                row.windows(),
                row.perplexity,
                row.change(),
                row.kl(),
                row.kv_bytes_per_token,
                row.kv_ratio,
                row.kv_ratio_at_context
            );
        }
        let (init, local) = SMOOTHING_WINDOWS;
        let _ = writeln!(
            text,
            "\n{:<18}{:<12}{:<10}{:<10}{:<18}KL, 10^-3 nats (windows {init}/{local})",
            "KV cache", "offsets", "rotation", "scale", "to f32"
        );
        for row in self.smoothing() {
            let _ = writeln!(
                text,
                "{:<18}{:<12}{:<10}{:<10}{:<18}{}",
                row.series,
                row.offsets,
                if row.rotation { "yes" } else { "no" },
                if row.scale { "yes" } else { "no" },
                row.change(),
                row.kl()
            );
        }
        let _ = writeln!(
            text,
            "\n{}, {}; truncated and KIVI-style are emulated comparisons, with attention in FP32",
            self.csv.display(),
            self.svg.display()
        );
        text
    }
}
