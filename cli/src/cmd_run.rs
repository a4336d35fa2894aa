//! `harmonia run`: text.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use harmonia_host::{GenerateOptions, KvOptions, Prompt, Tiling, generate};
use harmonia_model::{ControlTokens, Detokeniser, Message, Model, Sampler};
use serde::Serialize;

use crate::device::{DEVICES, DeviceKind, SimulationOptions, Started, executor};
use crate::kv_arguments::{KvArguments, KvReport};
use crate::message::{echo, say};
use crate::model_source::{ModelSource, Weights};
use crate::number::{count, positive, seed};
use crate::output::Output;
use crate::prompts::{LineReport, Lines};
use crate::run_report::{CostReport, TextReport, ending};
use crate::text_file::{self, without_mark};

/// Continue a prompt with a language model.
///
/// Every matrix of the model is multiplied on the device, which keeps keys and values compressed as the options of
/// the KV cache say and attends to them; this computer norms, turns, gates and adds with the device's arithmetic, and
/// samples. `machine`, a board (`serial:PATH`), one that is simulated at its pins (`board-sim`), and `sim` with `--config system`
/// do all of that but sampling for as many layers as there is room for. All of them and `emulator` give the same bits. `f32` does
/// everything in floating point and is what the others are measured against.
///
/// The text goes to standard output as it comes. Prompt, progress and figures go to standard error.
#[derive(Args)]
#[command(after_help = "\
Examples:
  harmonia run --prompt \"In the beginning\"
      the bundled model on the simulated engine
  harmonia run --device emulator --prompt \"And he said\" --tokens 200 --temperature 0.8 --seed 7
      the same arithmetic in software, sampled
  harmonia models fetch smollm2
  harmonia run --model smollm2 --device emulator --chat --prompt \"What is a multiplier?\"
      a model that answers
  harmonia run --model smollm2 --device emulator --kv 3/3 --kv-budget 4M --prompt \"Once\"
      keys and values in 3 bits, and no more than 4 MiB of them
  harmonia run --model smollm2 --device emulator --prompts lines.txt --batch 8
      every line of a file, eight at a time: more tokens per second
  harmonia run --device serial:/dev/ttyUSB0 --prompt \"In the beginning\"
      a board on its serial line (docs/board.md)
  harmonia run --device board-sim:system@15000000 --backdoor --tokens 4
      the same, simulated at its pins, with the matrices put into its memory
  harmonia run --tokens 2 --trace two.fst
      every signal of the engine, for GTKWave
  harmonia run --json | jq .cycles
      figures for a program")]
pub struct RunCommand {
    /// `tiny` (bundled), `smollm2` (see `harmonia models`) or a GGUF file (Llama, Qwen 2, Qwen 3).
    #[arg(long, value_name = "MODEL", default_value = "tiny")]
    model: ModelSource,
    /// Who multiplies and attends.
    #[arg(long, value_name = "DEVICE", default_value = "sim", long_help = format!("Who multiplies and attends.\n\n{DEVICES}"))]
    device: DeviceKind,
    /// Text to continue; without it, the text starts from the model's BOS token.
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        allow_hyphen_values = true
    )]
    prompt: String,
    /// Continue every line of a file, - for standard input, many at a time; lines without text are left out.
    ///
    /// Each text is the one that its line alone would give. All of them appear when they are done, in the order of the
    /// lines.
    #[arg(long, value_name = "FILE", conflicts_with = "prompt")]
    prompts: Option<PathBuf>,
    /// Lines that are continued at a time; each has its share of the memory for keys and values.
    #[arg(long, value_name = "N", default_value = "8", value_parser = positive, requires = "prompts", conflicts_with = "prompt")]
    batch: NonZeroUsize,
    /// Tokens to generate at most; a token that ends the text ends it sooner.
    #[arg(long, value_name = "N", default_value_t = 64, value_parser = count)]
    tokens: usize,
    /// 0 takes the likeliest token every time; 1 draws by the model's probabilities.
    #[arg(long, value_name = "T", default_value_t = 0.0)]
    temperature: f32,
    /// Draw among the K likeliest tokens only; 0 is no limit.
    #[arg(long, value_name = "K", default_value_t = 0, value_parser = count)]
    top_k: usize,
    /// Draw among the likeliest tokens whose probabilities add up to P.
    #[arg(long, value_name = "P", default_value_t = 1.0)]
    top_p: f32,
    /// The same seed draws the same tokens.
    #[arg(long, value_name = "S", default_value_t = 0, value_parser = seed)]
    seed: u64,
    /// Formats of the matrices.
    #[arg(long, value_enum, default_value = "auto")]
    weights: Weights,
    /// Treat each prompt as a user's message, in the model's own chat template.
    #[arg(long)]
    chat: bool,
    #[command(flatten)]
    simulation: SimulationOptions,
    #[command(flatten)]
    kv: KvArguments,
}

#[derive(Serialize)]
struct Report {
    model: String,
    device: &'static str,
    weights: &'static str,
    #[serde(flatten)]
    text: TextReport,
    #[serde(flatten)]
    cost: CostReport,
    #[serde(flatten)]
    kv: KvReport,
}

#[derive(Serialize)]
struct LinesReport {
    model: String,
    device: &'static str,
    weights: &'static str,
    /// Lines at a time.
    batch: usize,
    texts: Vec<LineReport>,
    #[serde(flatten)]
    cost: CostReport,
    #[serde(flatten)]
    kv: KvReport,
}

impl RunCommand {
    /// Continues the prompt or the lines of a file.
    pub fn run(mut self, output: &Output) -> Result<()> {
        self.simulation.check(std::slice::from_ref(&self.device))?;
        self.kv.check(self.device.attends())?;
        self.weights.check(std::slice::from_ref(&self.device))?;
        let sampler = Sampler::new(self.temperature, self.top_k, self.top_p, self.seed)?;
        self.prompt = without_mark(self.prompt, "the prompt");
        let mut inputs = self.model.files()?;
        inputs.extend(self.kv.calibration_file(&self.model)?);
        inputs.extend(self.prompts.as_deref().map(text_file::source));
        let trace = self.simulation.stage_trace(&inputs)?;
        let lines = self.prompts.as_deref().map(Lines::read).transpose()?;
        let model = self.model.open(self.weights)?;
        let sequences = lines
            .as_ref()
            .map_or(1, |lines| self.batch.get().min(lines.len()));
        let prompts = match &lines {
            Some(lines) => lines.prompts(&model, |text| self.prompt(&model, text, &sampler)),
            None => self
                .prompt(&model, &self.prompt, &sampler)
                .map(|prompt| vec![prompt]),
        };
        let prompts: Vec<Prompt> = prompts?;
        let kv = match self.device.attends() {
            true => Some(KvOptions {
                sequences,
                ..self.kv.options(&self.model, &model)?
            }),
            false => None,
        };
        let simulation = &self.simulation;
        let mut started = executor(
            &self.device,
            &model,
            simulation,
            None,
            Tiling::WHOLE,
            kv,
            false,
        )?;
        say(format_args!(
            "{} on {}",
            self.model.name(),
            started.executor.describe()
        ));
        let options = GenerateOptions {
            tokens: self.tokens,
            stop_at_end: true,
        };
        let result = match lines {
            Some(lines) => self.many(&mut started, &model, lines, prompts, &options, output),
            None => self.one(&mut started, &model, prompts, &options, output),
        };
        // The waveform is whole when its device is gone, and most wanted when something went wrong.
        drop(started);
        let finished = simulation.finish(trace);
        result?;
        finished
    }

    /// One text, as it comes.
    fn one(
        &self,
        started: &mut Started,
        model: &Model,
        mut prompts: Vec<Prompt>,
        options: &GenerateOptions,
        output: &Output,
    ) -> Result<()> {
        let mut stream = Stream::new(model, output);
        if !self.chat && !output.is_json() {
            echo(&self.prompt);
        }
        let on_token = &mut |_, token| stream.push(token);
        let result = generate(&mut started.executor, &mut prompts, options, on_token);
        // Text that came before an error has been seen: it ends its line.
        let text = stream.finish();
        let generation = result?;
        let text = text?;
        let cost = CostReport::new(generation.prefill, generation.decode, started);
        for (prompt, continuation) in prompts.into_iter().zip(generation.texts) {
            let kv = KvReport::new(started.executor.plan(), &[continuation.processed]);
            let ending = ending(continuation.ending);
            say(format!("{}{ending}{}", cost.text(), kv.text()).trim_end());
            if output.is_json() {
                let report = Report {
                    model: self.model.name(),
                    device: self.device.name(),
                    weights: self.weights.name(),
                    text: TextReport::new(prompt, continuation, text.clone()),
                    cost: cost.clone(),
                    kv,
                };
                output.report(&report, |_| String::new())?;
            }
        }
        Ok(())
    }

    /// The lines of a file.
    fn many(
        &self,
        started: &mut Started,
        model: &Model,
        lines: Lines,
        prompts: Vec<Prompt>,
        options: &GenerateOptions,
        output: &Output,
    ) -> Result<()> {
        let batch = self.batch.get();
        let executor = &mut started.executor;
        let continued = lines.continued(executor, model, prompts, options, batch, output)?;
        let kv = KvReport::new(executor.plan(), &continued.lengths);
        let cost = CostReport::new(continued.prefill, continued.decode, started);
        say(format!("{}{}", cost.text(), kv.text()).trim_end());
        if output.is_json() {
            let report = LinesReport {
                model: self.model.name(),
                device: self.device.name(),
                weights: self.weights.name(),
                batch,
                texts: continued.texts,
                cost,
                kv,
            };
            output.report(&report, |_| String::new())?;
        }
        Ok(())
    }

    fn prompt(&self, model: &Model, text: &str, sampler: &Sampler) -> Result<Prompt> {
        let tokens = match self.chat {
            false => model.tokenizer.prompt(text, ControlTokens::AsText)?,
            true => model.tokenizer.chat(&[Message {
                role: "user".into(),
                content: text.to_owned(),
            }])?,
        };
        Ok(Prompt {
            tokens,
            sampler: sampler.clone(),
        })
    }
}

/// Tokens to text on standard output as they come. What goes wrong there ends the generation and is told after it.
struct Stream<'m, 'o> {
    detokeniser: Detokeniser<'m>,
    output: &'o Output,
    text: String,
    written: Result<()>,
}

impl<'m, 'o> Stream<'m, 'o> {
    fn new(model: &'m Model, output: &'o Output) -> Self {
        Stream {
            detokeniser: Detokeniser::new(&model.tokenizer),
            output,
            text: String::new(),
            written: Ok(()),
        }
    }

    fn push(&mut self, token: u32) -> ControlFlow<()> {
        let piece = self.detokeniser.push(token);
        self.text.push_str(&piece);
        if !self.output.is_json() {
            self.written = self.output.write(&piece);
        }
        match self.written {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }

    fn finish(mut self) -> Result<String> {
        let detokeniser = self.detokeniser;
        let rest = detokeniser.finish();
        self.text.push_str(&rest);
        self.written?;
        if !self.output.is_json() && !self.text.is_empty() {
            self.output.write(&(rest + "\n"))?;
        }
        Ok(self.text)
    }
}
