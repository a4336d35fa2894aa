//! `harmonia calibrate`: offsets of keys, measured on a text.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use harmonia_model::{CALIBRATION_TOKENS, Calibration, ControlTokens};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::cmd_models::hexadecimal;
use crate::failure::Failure;
use crate::model_source::{ModelSource, Weights};
use crate::output::Output;
use crate::progress;

/// Measure the offsets of a model's keys, so that few bits hold them.
///
/// Some channels of a key are large for every token, whatever the text. The model reads a text in FP32; the middle of each
/// channel, between the percentiles 0.5 and 99.5 of all tokens but the first, becomes an FP16 offset that a device subtracts
/// before it compresses keys. Softmax does not notice.
///
/// A file MODEL.kv beside MODEL.gguf is found by `run`, `eval` and `compare`; any other is named with --calibration. `tiny`
/// and `smollm2` have theirs in the program.
#[derive(Args)]
#[command(after_help = "\
Examples:
  harmonia calibrate --model llama.gguf --text book.txt --out llama.kv
  harmonia eval --model llama.gguf --text other.txt --kv 4/4")]
pub struct CalibrateCommand {
    /// `tiny` (bundled), `smollm2` (see `harmonia models`) or a GGUF file of the Llama architecture.
    #[arg(long, value_name = "MODEL", default_value = "tiny")]
    model: ModelSource,
    /// A text file in UTF-8; not one that results are measured on.
    #[arg(long, value_name = "FILE")]
    text: PathBuf,
    /// Where the offsets go.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Tokens to read, BOS included; no more than the text has and the model's context holds.
    #[arg(long, value_name = "N", default_value_t = CALIBRATION_TOKENS)]
    tokens: usize,
}

#[derive(Serialize)]
struct Report {
    model: String,
    text: String,
    text_sha256: String,
    tokens: usize,
    out: PathBuf,
    bytes: usize,
}

impl CalibrateCommand {
    pub fn run(self, output: &Output) -> Result<()> {
        let text = fs::read_to_string(&self.text).map_err(Failure::io("reading", &self.text))?;
        let sha256: [u8; 32] = Sha256::digest(&text).into();
        let name = self.text.file_name().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        let model = self.model.open(Weights::Auto)?;
        let mut tokens = model.tokenizer.prompt(&text, ControlTokens::AsText)?;
        tokens.truncate(self.tokens.min(model.config.context));
        let bar = progress::count("calibrating", tokens.len() as u64);
        let calibration = Calibration::measure(&model, &tokens, name, sha256, &mut |done| {
            bar.set_position(done as u64);
        })?;
        bar.finish_and_clear();
        calibration.save(&self.out)?;
        let report = Report {
            model: self.model.name(),
            text: calibration.text.name.clone(),
            text_sha256: hexadecimal(&sha256),
            tokens: tokens.len(),
            bytes: calibration.to_bytes().len(),
            out: self.out,
        };
        output.report(&report, Report::text)
    }
}

impl Report {
    fn text(&self) -> String {
        format!(
            "{}: {} bytes, offsets of {}'s keys from {} tokens of {}\n",
            self.out.display(),
            self.bytes,
            self.model,
            self.tokens,
            self.text
        )
    }
}
