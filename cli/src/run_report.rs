//! What `harmonia run` reports of texts and their cost.

use harmonia_host::{Continuation, Ending, Phase, Prompt};
use serde::Serialize;

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
    /// Of both phases and their sum.
    pub fn new(prefill: Phase, decode: Phase) -> CostReport {
        let (mut all, parts) = (prefill, [prefill, decode].map(PhaseReport::new));
        all += decode;
        let [prefill, decode] = parts;
        CostReport {
            seconds: all.seconds,
            cycles: all.cycles,
            prefill,
            decode,
        }
    }

    /// A line per phase, for people.
    pub fn text(&self) -> String {
        self.prefill.text("prompt") + &self.decode.text("text")
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
            "{what}: {} tokens in {:.2} s, {speed:.1} tokens/s{cycles}\n",
            self.tokens, self.seconds
        )
    }
}
