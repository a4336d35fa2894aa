//! `harmonia eval`: what the engine's arithmetic costs in perplexity.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Result;
use clap::Args;
use harmonia_host::{KvOptions, Tiling};
use harmonia_model::{ControlTokens, Model, perplexity};
use serde::Serialize;

use crate::device::{DeviceKind, SimulationOptions, executor};
use crate::digest::hexadecimal;
use crate::failure::Failure;
use crate::kv_arguments::{KvArguments, KvReport};
use crate::message::say;
use crate::model_source::{ModelSource, Weights};
use crate::number::count;
use crate::output::Output;
use crate::progress;
use crate::sweep::{self, Sweep, SweepFiles};
use crate::text_file::{self, TextFile};

/// Measure the perplexity of a text, beside that of FP32 on the same weights and on the file's own.
///
/// The device's figure has all its roundings: of activations, and of keys and values in the KV cache. FP32 has none of
/// them. Where weights were quantised on loading, FP32 on the file's own values says what that step costs.
///
/// The text's first N tokens are one sequence, with BOS in front when the vocabulary says so: every token is
/// predicted from all before it. Perplexity is e to the mean of -ln p. Figures of a few thousand tokens carry
/// noise of some tenths of a percent.
///
/// --sweep evaluates a list of formats and windows of the KV cache on the emulator, each step of smoothing by itself, and
/// beside them what others do to a KV cache (labelled as emulated comparisons), 27 evaluations in all. It writes PREFIX.csv,
/// a line per point, and PREFIX.svg, perplexity over bytes; both appear when all is done, PREFIX.csv.part grows until then.
#[derive(Args)]
#[command(after_help = "\
Examples:
  harmonia eval --text book.txt --tokens 256
  harmonia eval --model smollm2 --text wikitext2-valid.txt --tokens 1024 --json
  harmonia eval --model smollm2 --text wikitext2-valid.txt --tokens 2048 --kv 3/3
  harmonia eval --model smollm2 --text wikitext2-valid.txt --tokens 2048 --sweep --out kv")]
pub struct EvalCommand {
    /// `tiny` (bundled), `smollm2` (see `harmonia models`) or a GGUF file of the Llama architecture.
    #[arg(long, value_name = "MODEL", default_value = "tiny")]
    model: ModelSource,
    /// A text file in UTF-8, or - for standard input.
    #[arg(long, value_name = "FILE")]
    text: PathBuf,
    /// Tokens of the sequence, BOS included; by default all, or as many as the model's context holds.
    #[arg(long, value_name = "N", value_parser = count)]
    tokens: Option<usize>,
    /// Who multiplies and attends.
    #[arg(long, value_enum, default_value = "emulator")]
    device: DeviceKind,
    /// Formats of the matrices; FP32 uses the same weights, and the file's own beside them.
    #[arg(long, value_enum, default_value = "auto")]
    weights: Weights,
    /// Evaluate many formats and windows of the KV cache and plot them; some minutes for 2,048 tokens of `smollm2`
    #[arg(
        long,
        requires = "out",
        conflicts_with_all = [
            "device", "kv", "kv_init", "kv_local", "kv_offset", "no_rotation", "no_scale", "kv_budget"
        ]
    )]
    sweep: bool,
    /// Where --sweep writes: PREFIX.csv and PREFIX.svg
    #[arg(long, value_name = "PREFIX", requires = "sweep")]
    out: Option<PathBuf>,
    #[command(flatten)]
    kv: KvArguments,
}

#[derive(Serialize)]
struct Report {
    model: String,
    device: &'static str,
    weights: &'static str,
    perplexity: f64,
    /// Of FP32 on the same weights.
    reference_perplexity: f64,
    /// Of FP32 on the file's own values, which are the same weights where nothing was quantised on loading.
    float_perplexity: f64,
    tokens: usize,
    /// Of the device, loading apart.
    tokens_per_second: f64,
    #[serde(flatten)]
    kv: KvReport,
}

/// What a device did with a text.
struct Measured {
    perplexity: f64,
    seconds: f64,
    kv: KvReport,
}

impl EvalCommand {
    /// Measures perplexities, one or those of a sweep.
    pub fn run(self, output: &Output) -> Result<()> {
        self.kv.check(self.device.attends())?;
        let device = match self.sweep {
            true => DeviceKind::Emulator,
            false => self.device,
        };
        self.weights.check(&[device])?;
        let files = match &self.out {
            Some(prefix) => {
                let mut inputs = self.model.files()?;
                inputs.push(text_file::source(&self.text));
                inputs.extend(self.kv.calibration_file(&self.model)?);
                Some(SweepFiles::new(prefix, &inputs)?)
            }
            None => None,
        };
        let TextFile { name, text, sha256 } = TextFile::read(&self.text)?;
        let model = self.model.open(self.weights)?;
        let context = model.config.context;
        let mut tokens = model.tokenizer.prompt(&text, ControlTokens::AsText)?;
        match self.tokens {
            Some(tokens) if tokens > context => {
                return Err(Failure::Context { tokens, context }.into());
            }
            Some(count) => tokens.truncate(count),
            None if tokens.len() > context => {
                let all = tokens.len();
                say(format_args!(
                    "the first {context} of {all} tokens: the model's context"
                ));
                tokens.truncate(context);
            }
            None => {}
        }
        if let Some(files) = files {
            let sweep = Sweep {
                model: &model,
                tokens: &tokens,
                calibration: self.kv.required_calibration(&self.model, &model)?,
                files,
            };
            let report = sweep.run(sweep::Report {
                model: self.model.name(),
                weights: self.weights.name(),
                text: name,
                text_sha256: hexadecimal(&sha256),
                tokens: tokens.len(),
                context: model.config.context,
                reference_perplexity: 0.0,
                csv: PathBuf::new(),
                svg: PathBuf::new(),
                rows: Vec::new(),
            })?;
            return output.report(&report, sweep::Report::text);
        }
        let kv = match self.device.attends() {
            true => Some(self.kv.options(&self.model, &model)?),
            false => None,
        };
        let measured = measure(self.device, &model, &tokens, kv)?;
        let reference_perplexity = match self.device {
            DeviceKind::F32 => measured.perplexity,
            DeviceKind::Sim | DeviceKind::Emulator => {
                measure(DeviceKind::F32, &model, &tokens, None)?.perplexity
            }
        };
        let float_perplexity = match model.report.is_lossless() {
            true => reference_perplexity,
            false => {
                drop(model);
                let floats = self.model.open(Weights::Float)?;
                measure(DeviceKind::F32, &floats, &tokens, None)?.perplexity
            }
        };
        let report = Report {
            model: self.model.name(),
            device: self.device.name(),
            weights: self.weights.name(),
            perplexity: measured.perplexity,
            reference_perplexity,
            float_perplexity,
            tokens: tokens.len(),
            tokens_per_second: tokens.len() as f64 / measured.seconds,
            kv: measured.kv,
        };
        output.report(&report, Report::text)
    }
}

fn measure(
    device: DeviceKind,
    model: &Arc<Model>,
    tokens: &[u32],
    kv: Option<KvOptions>,
) -> Result<Measured> {
    let simulation = SimulationOptions::default();
    let mut executor = executor(device, model, &simulation, None, Tiling::WHOLE, kv)?;
    let bar = progress::count(device.name(), tokens.len() as u64);
    let start = Instant::now();
    let measured = perplexity(&mut executor, tokens, &mut |done, _| {
        bar.set_position(done as u64);
    })?;
    bar.finish_and_clear();
    Ok(Measured {
        perplexity: measured.perplexity,
        seconds: start.elapsed().as_secs_f64(),
        // The last token is predicted and not processed.
        kv: KvReport::new(executor.plan(), &[tokens.len() - 1]),
    })
}

impl Report {
    fn text(&self) -> String {
        let line = |name: &str, perplexity: f64, beside: f64| {
            let change = 100.0 * (perplexity / beside - 1.0);
            format!("{name:<16}{perplexity:.4} ({change:+.3} %)\n")
        };
        let mut text = format!(
            "{} tokens, {} weights\n{}",
            self.tokens,
            self.weights,
            self.kv.text()
        );
        if self.device != DeviceKind::F32.name() {
            text += &line(self.device, self.perplexity, self.reference_perplexity);
        }
        if self.reference_perplexity != self.float_perplexity {
            text += &line("f32", self.reference_perplexity, self.float_perplexity);
            text += &format!("{:<16}{:.4}\n", "f32, file's own", self.float_perplexity);
        } else {
            text += &format!("{:<16}{:.4}\n", "f32", self.reference_perplexity);
        }
        text
    }
}
