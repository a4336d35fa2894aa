//! The generation loop: a prompt is processed at once (prefill), then token after token (decode).

use std::ops::ControlFlow;
use std::time::Instant;

use harmonia_model::{Attention, ForwardError, Logits, Model, Sampler, SamplerError, Session};
use thiserror::Error;

use crate::Clocked;

/// What is to be generated.
#[derive(Clone, Debug)]
pub struct GenerateOptions {
    /// The beginning of the sequence, BOS included where the vocabulary wants it; not empty.
    pub prompt: Vec<u32>,
    /// Tokens to generate at most.
    pub tokens: usize,
    /// Whether a token that ends a text or a turn ends the generation. It is then not part of the tokens.
    pub stop_at_end: bool,
}

/// What was generated, and at what cost.
#[derive(Clone, PartialEq, Debug)]
pub struct Generation {
    pub tokens: Vec<u32>,
    pub ending: Ending,
    /// The prompt, to the logits of its last token.
    pub prefill: Phase,
    /// All that follows. A generated token that nothing follows is not processed: of n, n - 1 are.
    pub decode: Phase,
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
    pub seconds: f64,
    /// Clock cycles of the device, if it has a clock.
    pub cycles: Option<u64>,
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

/// Why a generation ended early.
#[derive(Debug, Error)]
pub enum GenerateError<E> {
    #[error(transparent)]
    Forward(#[from] ForwardError<E>),
    #[error(transparent)]
    Sampler(#[from] SamplerError),
}

impl<E> GenerateError<E> {
    /// A code that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        match self {
            GenerateError::Forward(source) => source.code(),
            GenerateError::Sampler(source) => source.code(),
        }
    }
}

/// Continues a prompt; `on_token` is called with each token as it comes and can end the generation.
///
/// # Errors
/// Whatever ends a forward pass, the prompt's first of all; tokens that came before have been passed on.
pub fn generate<E>(
    model: &Model,
    executor: &mut E,
    sampler: &mut Sampler,
    options: &GenerateOptions,
    on_token: &mut dyn FnMut(u32) -> ControlFlow<()>,
) -> Result<Generation, GenerateError<E::Error>>
where
    E: Attention<Error: Send> + Clocked + Send,
{
    let mut session = Session::new(model, executor);
    let mut prefill = Phase::default();
    let mut decode = Phase::default();
    let mut tokens = Vec::new();
    let mut logits = measure(&mut prefill, &mut session, &options.prompt)?;
    let ending = loop {
        if tokens.len() == options.tokens {
            break Ending::Length;
        }
        let token = sampler.sample(&logits)?;
        if options.stop_at_end && model.tokenizer.is_end(token) {
            break Ending::EndOfText;
        }
        let wanted = on_token(token);
        tokens.push(token);
        if wanted.is_break() {
            break Ending::Stopped;
        }
        if tokens.len() == options.tokens {
            break Ending::Length;
        }
        if session.position() == model.config.context {
            break Ending::Context;
        }
        logits = measure(&mut decode, &mut session, &[token])?;
    };
    Ok(Generation {
        tokens,
        ending,
        prefill,
        decode,
    })
}

/// A forward pass whose cost is added to a phase.
fn measure<E>(
    phase: &mut Phase,
    session: &mut Session<'_, &mut E>,
    tokens: &[u32],
) -> Result<Vec<f32>, ForwardError<E::Error>>
where
    E: Attention<Error: Send> + Clocked + Send,
{
    let (start, before) = (Instant::now(), session.executor().cycles());
    let logits = forward(session, tokens)?;
    phase.tokens += tokens.len();
    phase.seconds += start.elapsed().as_secs_f64();
    if let (Some(before), Some(now)) = (before, session.executor().cycles()) {
        *phase.cycles.get_or_insert(0) += now - before;
    }
    Ok(logits)
}

/// A forward pass on a thread of rayon's pool. From outside of the pool each of its hundreds of parallel loops would put the caller
/// to sleep and wake it again, which takes longer than a small layer.
pub(crate) fn forward<E>(
    session: &mut Session<'_, E>,
    tokens: &[u32],
) -> Result<Vec<f32>, ForwardError<E::Error>>
where
    E: Attention<Error: Send> + Send,
{
    rayon::scope(|_| session.forward(tokens, Logits::Last))
}
