//! What `harmonia run` reports of texts and their cost.

use harmonia_device::system::Machine;
use harmonia_host::{AnyExecutor, Continuation, Ending, Phase, Prompt};
use serde::Serialize;

use crate::device::{Started, UploadReport};

/// A text that was continued.
#[derive(Serialize)]
pub struct TextReport {
    prompt_tokens: Vec<u32>,
    /// Generated.
    tokens: Vec<u32>,
    /// Of the generated tokens.
    text: String,
    /// Why it ended: `length`, `end-of-text`, `context` or `stopped`.
    ending: &'static str,
}

/// What texts have cost.
#[derive(Clone, Serialize)]
pub struct CostReport {
    /// Of prompts and generation, loading apart.
    seconds: f64,
    /// Of prompts and generation; null where there is no clock.
    cycles: Option<u64>,
    prefill: PhaseReport,
    decode: PhaseReport,
    /// Where the time went; null where no machine has executed layers.
    machine: Option<MachineReport>,
}

/// What a machine has done for prompts and generation.
#[derive(Clone, Serialize)]
struct MachineReport {
    /// Which it is, for people.
    description: String,
    /// The configuration of its Verilog; null where there is none.
    configuration: Option<String>,
    /// Layers that it executes, the first ones, and layers of the model.
    layers: usize,
    model_layers: usize,
    /// Whether it executes the output head.
    head: bool,
    /// What of the model was sent to it; null where nothing is sent.
    upload: Option<UploadReport>,
    passes: u64,
    /// Words of 64 bits: tables and vectors.
    words_written: u64,
    words_read: u64,
    pass_cycles: u64,
    /// Null where cycles have no duration.
    clock_mhz: Option<f64>,
    /// Of all passes at that clock.
    pass_seconds: Option<f64>,
    /// This computer waited for passes and for all that goes there and back: of a simulation, the time that it takes.
    waited_seconds: f64,
    /// This computer did the rest: embeddings, layers that do not fit, sampling.
    host_seconds: f64,
}

/// Cost of a phase.
#[derive(Clone, Serialize)]
struct PhaseReport {
    tokens: usize,
    seconds: f64,
    cycles: Option<u64>,
    tokens_per_second: Option<f64>,
    cycles_per_token: Option<f64>,
}

impl TextReport {
    /// `text` is that of the generated tokens.
    pub fn new(prompt: Prompt, continuation: Continuation, text: String) -> TextReport {
        TextReport {
            prompt_tokens: prompt.tokens,
            tokens: continuation.tokens,
            text,
            ending: match continuation.ending {
                Ending::Length => "length",
                Ending::EndOfText => "end-of-text",
                Ending::Context => "context",
                Ending::Stopped => "stopped",
            },
        }
    }
}

/// How a text ended, for people; empty where it is as long as was asked for.
pub fn ending(ending: Ending) -> &'static str {
    match ending {
        Ending::Length => "",
        Ending::EndOfText => "the model ended the text\n",
        Ending::Context => "the model's context is full\n",
        Ending::Stopped => "nobody takes the text any more\n",
    }
}

impl CostReport {
    /// Of both phases and their sum, by what was started and has done nothing else.
    pub fn new(prefill: Phase, decode: Phase, started: &Started) -> CostReport {
        let (mut all, parts) = (prefill, [prefill, decode].map(PhaseReport::new));
        all += decode;
        let [prefill, decode] = parts;
        CostReport {
            seconds: all.seconds,
            cycles: all.cycles,
            prefill,
            decode,
            machine: MachineReport::new(started, all.seconds),
        }
    }

    /// A line per phase, and one of where the time went, for people.
    pub fn text(&self) -> String {
        let machine = self.machine.as_ref().map(MachineReport::text);
        self.prefill.text("prompt") + &self.decode.text("text") + &machine.unwrap_or_default()
    }
}

impl MachineReport {
    fn new(started: &Started, seconds: f64) -> Option<MachineReport> {
        let AnyExecutor::Machine(own) = &started.executor else {
            return None;
        };
        let (plan, machine) = (own.plan(), own.machine());
        let (traffic, clock_hz) = (own.traffic(), machine.clock_hz());
        let clock_hz = clock_hz.map(|clock| clock as f64);
        let waited_seconds = traffic.waited.as_secs_f64();
        Some(MachineReport {
            description: machine.describe(),
            configuration: started.configuration.clone(),
            layers: plan.layers().len(),
            model_layers: plan.model_layers(),
            head: plan.has_head(),
            upload: started.upload.clone(),
            passes: traffic.passes,
            words_written: traffic.written,
            words_read: traffic.read,
            pass_cycles: traffic.cycles,
            clock_mhz: clock_hz.map(|clock| clock / 1e6),
            pass_seconds: clock_hz.map(|clock| traffic.cycles as f64 / clock),
            waited_seconds,
            host_seconds: seconds - waited_seconds,
        })
    }

    fn text(&self) -> String {
        let (waited, host) = (self.waited_seconds, self.host_seconds);
        let passes = match (self.pass_seconds, self.clock_mhz) {
            (Some(seconds), Some(mhz)) => format!(", passes {seconds:.2} s at {mhz} MHz"),
            _ => String::new(),
        };
        format!("time: {waited:.2} s for the machine and its link{passes}; {host:.2} s host\n")
    }
}

impl PhaseReport {
    fn new(phase: Phase) -> PhaseReport {
        PhaseReport {
            tokens: phase.tokens,
            seconds: phase.seconds,
            cycles: phase.cycles,
            tokens_per_second: phase.tokens_per_second(),
            cycles_per_token: phase.cycles_per_token(),
        }
    }

    fn text(&self, what: &str) -> String {
        let Some(speed) = self.tokens_per_second else {
            return String::new();
        };
        let cycles = self.cycles_per_token.map_or(String::new(), |cycles| {
            format!(", {cycles:.0} cycles per token")
        });
        format!(
            "{what}: {} token{} in {:.2} s, {speed:.1} tokens/s{cycles}\n",
            self.tokens,
            if self.tokens == 1 { "" } else { "s" },
            self.seconds
        )
    }
}
