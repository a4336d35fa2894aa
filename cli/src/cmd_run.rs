//! `harmonia run`: text.

use std::ops::ControlFlow;

use anyhow::Result;
use clap::Args;
use harmonia_host::{Ending, GenerateOptions, Generation, Phase, Tiling, generate};
use harmonia_model::{ControlTokens, Detokeniser, Message, Model, Sampler};
use serde::Serialize;

use crate::kv_arguments::{KvArguments, KvReport};
use crate::message::{echo, say};
use crate::model_source::{ModelSource, Weights};
use crate::multiplier::{DeviceKind, Multiplier, SimulationOptions};
use crate::number::{count, seed};
use crate::output::Output;
use crate::output_file::StagedFile;
use crate::text_file::without_mark;

/// Continue a prompt with a language model.
///
/// Every matrix of the model is multiplied on the device, which keeps keys and values compressed as the options of
/// the KV cache say and attends to them; norms, RoPE and sampling happen on this machine in FP32. `sim` and `emulator`
/// give the same bits. `f32` does everything in floating point and is what the others are measured against.
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
  harmonia run --tokens 2 --trace two.fst
      every signal of the engine, for GTKWave
  harmonia run --json | jq .cycles
      figures for a program")]
pub struct RunCommand {
    /// `tiny` (bundled), `smollm2` (see `harmonia models`) or a GGUF file of the Llama architecture.
    #[arg(long, value_name = "MODEL", default_value = "tiny")]
    model: ModelSource,
    /// Who multiplies and attends.
    #[arg(long, value_enum, default_value = "sim")]
    device: DeviceKind,
    /// Text to continue; without it, the text starts from the model's BOS token.
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        allow_hyphen_values = true
    )]
    prompt: String,
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
    /// Treat the prompt as a user's message, in the model's own chat template.
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
    prompt_tokens: Vec<u32>,
    /// Generated.
    tokens: Vec<u32>,
    /// Of the generated tokens.
    text: String,
    /// Of prompt and generation, loading apart.
    seconds: f64,
    /// Of prompt and generation; null where there is no clock.
    cycles: Option<u64>,
    /// Why it ended: `length`, `end-of-text` or `context`.
    ending: &'static str,
    prefill: Cost,
    decode: Cost,
    #[serde(flatten)]
    kv: KvReport,
}

/// Cost of a phase.
#[derive(Serialize)]
struct Cost {
    tokens: usize,
    seconds: f64,
    cycles: Option<u64>,
    tokens_per_second: Option<f64>,
    cycles_per_token: Option<f64>,
}

impl RunCommand {
    pub fn run(mut self, output: &Output) -> Result<()> {
        self.simulation.check(&[self.device])?;
        self.kv.check(self.device.attends())?;
        let mut sampler = Sampler::new(self.temperature, self.top_k, self.top_p, self.seed)?;
        self.prompt = without_mark(self.prompt, "the prompt");
        let mut inputs = self.model.files()?;
        inputs.extend(self.kv.calibration_file(&self.model)?);
        let trace = self.simulation.stage_trace(&inputs)?;
        let model = self.model.open(self.weights)?;
        let prompt_tokens = self.prompt_tokens(&model)?;
        let kv = match self.device.attends() {
            true => Some(self.kv.options(&self.model, &model)?),
            false => None,
        };
        let simulation = &self.simulation;
        let mut executor =
            Multiplier::new(self.device, &model, simulation, None, Tiling::WHOLE, kv)?;
        say(format_args!(
            "{} on {}",
            self.model.name(),
            executor.describe()
        ));

        let mut stream = Stream::new(&model, output);
        if !self.chat && !output.is_json() {
            echo(&self.prompt);
        }
        let options = GenerateOptions {
            prompt: prompt_tokens.clone(),
            tokens: self.tokens,
            stop_at_end: true,
        };
        let on_token = &mut |token| stream.push(token);
        let result = generate(&model, &mut executor, &mut sampler, &options, on_token);
        // Text that came before an error has been seen: it ends its line.
        let text = stream.finish();
        let plan = executor.plan().cloned();
        // The waveform is whole when its device is gone, and most wanted when something went wrong.
        drop(executor);
        let traced = trace.map_or(Ok(()), StagedFile::finish);
        let generation = result?;
        traced?;
        let text = text?;
        let stored = generation.prefill.tokens + generation.decode.tokens;
        let kv = KvReport::new(plan.as_ref(), stored);
        let report = self.report(prompt_tokens, text, &generation, kv);
        say(format!("{}{}", figures(&generation), kv.text()).trim_end());
        if output.is_json() {
            output.report(&report, |_| String::new())?;
        }
        Ok(())
    }

    fn prompt_tokens(&self, model: &Model) -> Result<Vec<u32>> {
        if !self.chat {
            let tokens = model
                .tokenizer
                .prompt(&self.prompt, ControlTokens::AsText)?;
            return Ok(tokens);
        }
        let message = Message {
            role: "user".into(),
            content: self.prompt.clone(),
        };
        Ok(model.tokenizer.chat(&[message])?)
    }

    fn report(
        &self,
        prompt_tokens: Vec<u32>,
        text: String,
        generation: &Generation,
        kv: KvReport,
    ) -> Report {
        let Generation {
            tokens,
            ending,
            prefill,
            decode,
        } = generation;
        let cycles = prefill
            .cycles
            .map(|cycles| cycles + decode.cycles.unwrap_or(0));
        Report {
            model: self.model.name(),
            device: self.device.name(),
            weights: self.weights.name(),
            prompt_tokens,
            tokens: tokens.clone(),
            text,
            seconds: prefill.seconds + decode.seconds,
            cycles,
            ending: match ending {
                Ending::Length => "length",
                Ending::EndOfText => "end-of-text",
                Ending::Context => "context",
                Ending::Stopped => "stopped",
            },
            prefill: Cost::of(prefill),
            decode: Cost::of(decode),
            kv,
        }
    }
}

impl Cost {
    fn of(phase: &Phase) -> Cost {
        Cost {
            tokens: phase.tokens,
            seconds: phase.seconds,
            cycles: phase.cycles,
            tokens_per_second: phase.tokens_per_second(),
            cycles_per_token: phase.cycles_per_token(),
        }
    }
}

/// Lines on what it took, for people.
fn figures(generation: &Generation) -> String {
    let line = |what: &str, phase: &Phase| {
        let Some(speed) = phase.tokens_per_second() else {
            return String::new();
        };
        let cycles = phase.cycles_per_token().map_or(String::new(), |cycles| {
            format!(", {cycles:.0} cycles a token")
        });
        format!(
            "{what}: {} tokens in {:.2} s, {speed:.1} tokens/s{cycles}\n",
            phase.tokens, phase.seconds
        )
    };
    let ending = match generation.ending {
        Ending::Length => "",
        Ending::EndOfText => "the model ended the text\n",
        Ending::Context => "the model's context is full\n",
        Ending::Stopped => "nobody takes the text any more\n",
    };
    [
        line("prompt", &generation.prefill),
        line("text", &generation.decode),
        ending.to_owned(),
    ]
    .concat()
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
