//! `harmonia eval`: what the engine's arithmetic costs in perplexity and in divergence.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::device::{DEVICES, DeviceKind, SimulationOptions};
use crate::digest::hexadecimal;
use crate::eval_report::Report;
use crate::evaluation::Evaluation;
use crate::failure::Failure;
use crate::kv_arguments::KvArguments;
use crate::model_source::{ModelSource, Weights};
use crate::number::count;
use crate::output::Output;
use crate::stretches;
use crate::sweep::{self, Sweep, SweepFiles};
use crate::text_file::{self, TextFile};

/// What a sweep decides itself. They conflict with --sweep's --out too: clap does not ask for a required option that may not be there.
const OF_ONE_EVALUATION: [&str; 8] = [
    "device",
    "kv",
    "kv_init",
    "kv_local",
    "kv_offset",
    "no_rotation",
    "no_scale",
    "kv_budget",
];

/// Measure the perplexity of a text, beside that of FP32 on the same weights and on the file's own.
///
/// The device's figure has all its roundings: of activations, and of keys and values in the KV cache. FP32 has none of
/// them. Where weights were quantised on loading, FP32 on the file's own values says what that step costs.
///
/// The text's first N tokens are one sequence, with BOS in front when the vocabulary says so: every token is
/// predicted from all before it. Perplexity is e to the mean of -ln p. Figures of a few thousand tokens carry
/// noise of some tenths of a percent; ± is one standard error, the tokens taken as independent.
///
/// --kl adds the mean Kullback-Leibler divergence of the device's distributions of the next token from FP32's: the sum over
/// the vocabulary of p (ln p - ln q), p FP32's and q the device's, which is 0 only where both are the same. Perplexity looks
/// at the probability of the one token that follows, which roundings raise about as often as they lower it; the divergence
/// counts every token's change, and none makes up for another, so that its noise is far smaller beside it.
///
/// --from evaluates other parts of the text than its beginning, and several at once, each as a sequence of its own with BOS
/// in front when the vocabulary says so.
///
/// --sweep evaluates a list of formats and windows of the KV cache on the emulator, each step of smoothing by itself, and
/// beside them what others do to a KV cache (labelled as emulated comparisons), 27 evaluations and one of FP32 in all. It writes PREFIX.csv,
/// a line per point, and PREFIX.svg, perplexity and divergence over bytes; both appear when all is done, PREFIX.csv.part
/// grows until then. FP32's logits lie in a nameless file of the same folder meanwhile, 0.4 GB for 2,048 tokens of `smollm2`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  harmonia eval --text book.txt --tokens 256
  harmonia eval --model smollm2 --text wikitext2-valid.txt --tokens 1024 --json
  harmonia eval --model smollm2 --text wikitext2-valid.txt --tokens 2048 --kv 3/3 --kl
  harmonia eval --model smollm2 --text wikitext2-train.txt --from 8192,10240 --tokens 1024 --kl
  harmonia eval --model smollm2 --text wikitext2-valid.txt --tokens 2048 --sweep --out kv")]
pub struct EvalCommand {
    /// `tiny` (bundled), `smollm2` (see `harmonia models`) or a GGUF file (Llama, Qwen 2, Qwen 3).
    #[arg(long, value_name = "MODEL", default_value = "tiny")]
    model: ModelSource,
    /// A text file in UTF-8, or - for standard input.
    #[arg(long, value_name = "FILE")]
    text: PathBuf,
    /// Tokens of the sequence, BOS included; by default all, or as many as the model's context holds. With --from every
    /// sequence has as many, or it is an error.
    #[arg(long, value_name = "N", value_parser = count)]
    tokens: Option<usize>,
    /// The text's token that the sequence begins with, counted from 0 over the whole text without BOS; several, with commas
    /// between them, are so many sequences [default: 0]
    #[arg(long, value_name = "N,...", value_delimiter = ',', value_parser = count)]
    from: Option<Vec<usize>>,
    /// Show the divergence from FP32 too; for --device f32 from FP32 on the file's own values. --sweep always does
    #[arg(long)]
    kl: bool,
    /// Who multiplies and attends.
    #[arg(long, value_name = "DEVICE", default_value = "emulator", long_help = format!("Who multiplies and attends.\n\n{DEVICES}"))]
    device: DeviceKind,
    /// Formats of the matrices; FP32 uses the same weights, and the file's own beside them.
    #[arg(long, value_enum, default_value = "auto")]
    weights: Weights,
    /// Evaluate many formats and windows of the KV cache and plot them; some minutes for 2,048 tokens of `smollm2`
    #[arg(
        long,
        requires = "out",
        conflicts_with_all = OF_ONE_EVALUATION
    )]
    sweep: bool,
    /// Where --sweep writes: PREFIX.csv and PREFIX.svg
    #[arg(
        long,
        value_name = "PREFIX",
        requires = "sweep",
        conflicts_with_all = OF_ONE_EVALUATION
    )]
    out: Option<PathBuf>,
    #[command(flatten)]
    simulation: SimulationOptions,
    #[command(flatten)]
    kv: KvArguments,
}

impl EvalCommand {
    /// Measures perplexities, one or those of a sweep.
    pub fn run(mut self, output: &Output) -> Result<()> {
        self.kv.check(self.device.attends())?;
        let device = match self.sweep {
            true => DeviceKind::Emulator,
            false => self.device.clone(),
        };
        self.simulation.check(std::slice::from_ref(&device))?;
        self.weights.check(&[device])?;
        let mut inputs = self.model.files()?;
        inputs.push(text_file::source(&self.text));
        inputs.extend(self.kv.calibration_file(&self.model)?);
        let files = self.out.as_deref();
        let files = files.map(|prefix| SweepFiles::new(prefix, &inputs));
        let files = files.transpose()?;
        let trace = self.simulation.stage_trace(&inputs)?;
        let TextFile { name, text, sha256 } = TextFile::read(&self.text)?;
        let model = self.model.open(self.weights)?;
        let stretches = stretches::cut(&model, &text, self.from.as_deref(), self.tokens)?;
        if let Some(files) = files {
            let sweep = Sweep {
                model: &model,
                stretches: &stretches,
                calibration: self.kv.required_calibration(&self.model, &model)?,
                files,
            };
            let report = sweep.run(sweep::Report {
                model: self.model.name(),
                weights: self.weights.name(),
                text: name,
                text_sha256: hexadecimal(&sha256),
                from: stretches.iter().map(|stretch| stretch.from).collect(),
                tokens: stretches.iter().map(|stretch| stretch.tokens.len()).sum(),
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
        let floats = || self.model.open(Weights::Float);
        let simulation = &self.simulation;
        let evaluation = match self.device.attends() {
            true => Evaluation::of_device(&self.device, simulation, model, kv, floats, &stretches),
            false if model.report.is_lossless() && self.kl => {
                return Err(Failure::SameWeights.into());
            }
            false => Evaluation::of_f32(model, floats, &stretches),
        };
        let finished = simulation.finish(trace);
        let evaluation = evaluation?;
        finished?;
        let report = Report {
            model: self.model.name(),
            device: self.device.name(),
            weights: self.weights.name(),
            figures: evaluation.figures(self.kl),
            tokens_per_second: evaluation.tokens_per_second(),
            stretches: evaluation.each(self.kl),
            kv: evaluation.kv,
        };
        output.report(&report, Report::text)
    }
}
