//! Texts: prompts are processed at once (prefill), then token after token of all of them (decode).

use std::ops::{AddAssign, ControlFlow};
use std::time::Instant;

use harmonia_model::{Batch, Coded, Executor, Logits, Run, Sampler, SamplerError, SequenceId};
use thiserror::Error;

/// A text to be continued.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// The beginning of the sequence, BOS included where the vocabulary wants it; not empty.
    pub tokens: Vec<u32>,
    /// Draws its tokens. A text does not depend on what else is in the batch.
    pub sampler: Sampler,
}

/// What is to be generated for every prompt.
#[derive(Clone, Copy, Debug)]
pub struct GenerateOptions {
    /// Tokens to generate at most.
    pub tokens: usize,
    /// Whether a token that ends a text or a turn ends the generation. It is then not part of the tokens.
    pub stop_at_end: bool,
}

/// What was generated, and at what cost.
#[derive(Clone, PartialEq, Debug)]
pub struct Generation {
    /// One per prompt, in their order.
    pub texts: Vec<Continuation>,
    /// The prompts, to the logits of their last tokens.
    pub prefill: Phase,
    /// All that follows. A generated token that nothing follows is not processed: of n, n - 1 are.
    pub decode: Phase,
}

/// How a prompt goes on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Continuation {
    /// Those that were generated, without the prompt's.
    pub tokens: Vec<u32>,
    /// Why there are no more of them.
    pub ending: Ending,
    /// Tokens of the sequence that were processed, those of the prompt included.
    pub processed: usize,
}

/// Why a generation ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ending {
    /// As many tokens as were asked for.
    Length,
    /// A token that ends a text or a turn.
    EndOfText,
    /// The model's context is full.
    Context,
    /// Whoever takes the tokens wants no more.
    Stopped,
}

/// The cost of processing tokens.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Phase {
    /// Tokens processed.
    pub tokens: usize,
    /// Time on the wall's clock.
    pub seconds: f64,
    /// Clock cycles of the device, if it has a clock.
    pub cycles: Option<u64>,
}

impl AddAssign for Phase {
    fn add_assign(&mut self, other: Phase) {
        self.tokens += other.tokens;
        self.seconds += other.seconds;
        if let Some(cycles) = other.cycles {
            *self.cycles.get_or_insert(0) += cycles;
        }
    }
}

impl Phase {
    /// `None` when nothing was processed.
    pub fn tokens_per_second(&self) -> Option<f64> {
        (self.tokens > 0 && self.seconds > 0.0).then(|| self.tokens as f64 / self.seconds)
    }

    /// `None` when nothing was processed or there is no clock.
    pub fn cycles_per_token(&self) -> Option<f64> {
        let cycles = self.cycles.filter(|_| self.tokens > 0)?;
        Some(cycles as f64 / self.tokens as f64)
    }
}

/// Why a generation ended early; `E` is the executor's error.
#[derive(Debug, Error)]
pub enum GenerateError<E> {
    /// The executor could not process the prompts, or a token.
    #[error("{source}")]
    Executor {
        /// Whose tokens were the cause, if those of one prompt were.
        prompt: Option<usize>,
        /// What the executor says.
        source: E,
    },
    /// No token can be picked from the logits.
    #[error("{source}")]
    Sampler {
        /// The prompt that would have gone on.
        prompt: usize,
        /// What is wrong with them.
        source: SamplerError,
    },
}

impl<E: Coded> GenerateError<E> {
    /// A code that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        match self {
            GenerateError::Executor { source, .. } => source.code(),
            GenerateError::Sampler { source, .. } => source.code(),
        }
    }
}

impl<E> GenerateError<E> {
    /// The number of the prompt that was the cause, if one was.
    pub fn prompt(&self) -> Option<usize> {
        match self {
            GenerateError::Executor { prompt, .. } => *prompt,
            GenerateError::Sampler { prompt, .. } => Some(*prompt),
        }
    }
}

/// Says of an executor's error which of the texts it is about.
fn of_texts<E: Coded>(texts: &[Text<'_>], source: E) -> GenerateError<E> {
    let own = |sequence| move |text: &Text<'_>| text.sequence == sequence;
    let prompt = source
        .sequence()
        .and_then(|sequence| texts.iter().position(own(sequence)));
    GenerateError::Executor { prompt, source }
}

/// Continues prompts as one batch; `on_token` is called with the number of a prompt and each token of it as it comes, and
/// can end the generation.
///
/// # Errors
/// Whatever ends a pass, that of the prompts first of all; tokens that came before have been passed on.
pub fn generate<E: Executor>(
    executor: &mut E,
    prompts: &mut [Prompt],
    options: &GenerateOptions,
    on_token: &mut dyn FnMut(usize, u32) -> ControlFlow<()>,
) -> Result<Generation, GenerateError<E::Error>> {
    let mut texts = Vec::with_capacity(prompts.len());
    let opened = prompts.iter_mut().try_for_each(|prompt| {
        texts.push(Text::new(executor.open()?, prompt));
        Ok(())
    });
    let generated = match opened {
        Ok(()) => Generator {
            executor,
            options,
            on_token,
            prefill: Phase::default(),
            decode: Phase::default(),
        }
        .run(&mut texts),
        Err(error) => Err(of_texts(&texts, error)),
    };
    let still_open = texts.iter().filter(|text| text.ending.is_none());
    for text in still_open {
        // What went wrong is told by `generated`.
        let _ = executor.close(text.sequence);
    }
    let (prefill, decode) = generated?;
    let texts = texts.into_iter().map(|text| Continuation {
        tokens: text.tokens,
        ending: text.ending.unwrap_or(Ending::Stopped),
        processed: text.position,
    });
    Ok(Generation {
        texts: texts.collect(),
        prefill,
        decode,
    })
}

/// A prompt and what has come of it.
struct Text<'p> {
    sequence: SequenceId,
    sampler: &'p mut Sampler,
    /// Tokens processed.
    position: usize,
    /// To be processed next.
    next: Vec<u32>,
    /// Generated.
    tokens: Vec<u32>,
    /// Once it has ended, its sequence is closed.
    ending: Option<Ending>,
}

impl<'p> Text<'p> {
    fn new(sequence: SequenceId, prompt: &'p mut Prompt) -> Self {
        Text {
            sequence,
            next: prompt.tokens.clone(),
            sampler: &mut prompt.sampler,
            position: 0,
            tokens: Vec::new(),
            ending: None,
        }
    }

    fn run(&self) -> Run {
        Run {
            sequence: self.sequence,
            first: self.position,
            tokens: self.next.clone(),
            logits: Logits::Last,
        }
    }
}

struct Generator<'a, E> {
    executor: &'a mut E,
    options: &'a GenerateOptions,
    on_token: &'a mut dyn FnMut(usize, u32) -> ControlFlow<()>,
    prefill: Phase,
    decode: Phase,
}

impl<E: Executor> Generator<'_, E> {
    /// Until every text has ended, or nobody takes them any more.
    fn run(mut self, texts: &mut [Text<'_>]) -> Result<(Phase, Phase), GenerateError<E::Error>> {
        let vocabulary = self.executor.model().config.vocabulary;
        let mut is_prefill = true;
        while texts.iter().any(|text| text.ending.is_none()) {
            let logits = self.pass(texts, is_prefill)?;
            is_prefill = false;
            let live = texts.iter_mut().enumerate();
            let live = live.filter(|(_, text)| text.ending.is_none());
            for ((index, text), logits) in live.zip(logits.chunks_exact(vocabulary)) {
                text.position += text.next.len();
                let advanced = self.advance(index, text, logits);
                let advanced = advanced.map_err(|source| GenerateError::Sampler {
                    prompt: index,
                    source,
                });
                if let ControlFlow::Break(ending) = advanced? {
                    text.ending = Some(ending);
                    let closed = self.executor.close(text.sequence);
                    closed.map_err(|source| GenerateError::Executor {
                        prompt: Some(index),
                        source,
                    })?;
                    if ending == Ending::Stopped {
                        return Ok((self.prefill, self.decode));
                    }
                }
            }
        }
        Ok((self.prefill, self.decode))
    }

    /// The next token of a text, or its end.
    fn advance(
        &mut self,
        index: usize,
        text: &mut Text<'_>,
        logits: &[f32],
    ) -> Result<ControlFlow<Ending>, SamplerError> {
        if text.tokens.len() == self.options.tokens {
            return Ok(ControlFlow::Break(Ending::Length));
        }
        let token = text.sampler.sample(logits)?;
        let model = self.executor.model();
        if self.options.stop_at_end && model.tokenizer.is_end(token) {
            return Ok(ControlFlow::Break(Ending::EndOfText));
        }
        let full = text.position == model.config.context;
        let wanted = (self.on_token)(index, token);
        text.tokens.push(token);
        text.next = vec![token];
        Ok(if wanted.is_break() {
            ControlFlow::Break(Ending::Stopped)
        } else if text.tokens.len() == self.options.tokens {
            ControlFlow::Break(Ending::Length)
        } else if full {
            ControlFlow::Break(Ending::Context)
        } else {
            ControlFlow::Continue(())
        })
    }

    /// A pass of all texts that have not ended, its cost added to a phase; returns the logits of each.
    fn pass(
        &mut self,
        texts: &[Text<'_>],
        is_prefill: bool,
    ) -> Result<Vec<f32>, GenerateError<E::Error>> {
        let live = texts.iter().filter(|text| text.ending.is_none());
        let batch = Batch {
            runs: live.map(Text::run).collect(),
        };
        let (start, before, tokens) = (Instant::now(), self.executor.cycles(), batch.tokens());
        let ran = self.executor.run(batch);
        let logits = ran.map_err(|error| of_texts(texts, error))?;
        let phase = match is_prefill {
            true => &mut self.prefill,
            false => &mut self.decode,
        };
        let now = self.executor.cycles();
        *phase += Phase {
            tokens,
            seconds: start.elapsed().as_secs_f64(),
            cycles: before.zip(now).map(|(before, now)| now - before),
        };
        Ok(logits)
    }
}
