//! `harmonia calibrate`: offsets of keys, measured on a text.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use harmonia_model::{CALIBRATION_TOKENS, Calibration, ControlTokens};
use serde::Serialize;

use crate::digest::hexadecimal;
use crate::model_source::{ModelSource, Weights};
use crate::number::count;
use crate::output::{self, Output};
use crate::output_file::OutputFile;
use crate::progress;
use crate::text_file::{self, TextFile};

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
    /// `tiny` (bundled), `smollm2` (see `harmonia models`) or a GGUF file (Llama, Qwen 2, Qwen 3).
    #[arg(long, value_name = "MODEL", default_value = "tiny")]
    model: ModelSource,
    /// A text file in UTF-8, or - for standard input; not one that results are measured on.
    #[arg(long, value_name = "FILE")]
    text: PathBuf,
    /// Where the offsets go.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Tokens to read, BOS included; no more than the text has and the model's context holds.
    #[arg(long, value_name = "N", default_value_t = CALIBRATION_TOKENS, value_parser = count)]
    tokens: usize,
}

#[derive(Serialize)]
struct Report {
    model: String,
    text: String,
    text_sha256: String,
    tokens: usize,
    #[serde(serialize_with = "output::path")]
    out: PathBuf,
    bytes: usize,
}

impl CalibrateCommand {
    /// Measures the model and writes the calibration.
    pub fn run(self, output: &Output) -> Result<()> {
        let mut inputs = self.model.files()?;
        inputs.push(text_file::source(&self.text));
        let out = OutputFile::new(&self.out, &inputs)?;
        let TextFile { name, text, sha256 } = TextFile::read(&self.text)?;
        let model = self.model.open(Weights::Auto)?;
        let mut tokens = model.tokenizer.prompt(&text, ControlTokens::AsText)?;
        tokens.truncate(self.tokens.min(model.config.context));
        let bar = progress::count("calibrating", tokens.len() as u64);
        let calibration = Calibration::measure(&model, &tokens, name, sha256, &mut |done| {
            bar.set_position(done as u64);
        })?;
        bar.finish_and_clear();
        let bytes = calibration.to_bytes();
        out.write(&bytes)?;
        let report = Report {
            model: self.model.name(),
            text: calibration.text.name.clone(),
            text_sha256: hexadecimal(&sha256),
            tokens: tokens.len(),
            bytes: bytes.len(),
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
