//! Two executors side by side, compared bit by bit.

use std::fmt;

use harmonia_model::{
    Attend, Attention, ForwardError, LinearId, Linears, Model, Sampler, SamplerError, Session,
};
use thiserror::Error;

use crate::Clocked;
use crate::generate::forward;

/// Lets two executors do the same work and compares every result; the first one's are passed on.
pub struct Pair<A, B> {
    first: A,
    second: B,
    /// Results of the second; kept for their memory.
    results: Vec<Vec<f32>>,
    /// Query heads of a layer.
    heads: usize,
    compared: Compared,
}

/// What was compared.
#[derive(Clone, Copy, Default)]
struct Compared {
    linears: u64,
    attentions: u64,
    values: u64,
}

/// Where two results differ.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Difference {
    pub place: Place,
    /// Within the call.
    pub token: usize,
    /// Bit patterns of the two results.
    pub bits: [u32; 2],
}

/// Which of a token's results is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    Linear {
        linear: LinearId,
        /// Row of the matrix.
        output: usize,
    },
    Attention {
        layer: usize,
        /// Query head.
        head: usize,
        channel: usize,
    },
}

/// Without its token, which stands elsewhere in a sentence.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Linear { linear, output } => write!(f, "{linear}, output {output}"),
            Place::Attention {
                layer,
                head,
                channel,
            } => write!(f, "blk.{layer}.attention, head {head}, channel {channel}"),
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second] = self.bits;
        write!(
            f,
            "token {}, {}: {first:#010x} ({:e}) against {second:#010x} ({:e})",
            self.token,
            self.place,
            f32::from_bits(first),
            f32::from_bits(second)
        )
    }
}

/// Why a pair has no result.
#[derive(Debug, Error)]
pub enum PairError<A, B> {
    #[error("first device: {0}")]
    First(#[source] A),
    #[error("second device: {0}")]
    Second(#[source] B),
    #[error("the devices differ in {0}")]
    Difference(Difference),
    #[error("{first} results against {second}")]
    Length { first: usize, second: usize },
}

impl<A, B> PairError<A, B> {
    /// A code that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        match self {
            PairError::First(_) => "pair.first",
            PairError::Second(_) => "pair.second",
            PairError::Difference(_) => "pair.difference",
            PairError::Length { .. } => "pair.length",
        }
    }
}

impl<A, B> Pair<A, B> {
    /// Two executors of `model`.
    pub fn new(model: &Model, first: A, second: B) -> Self {
        Pair {
            first,
            second,
            results: Vec::new(),
            heads: model.config.heads,
            compared: Compared::default(),
        }
    }

    pub fn first(&self) -> &A {
        &self.first
    }

    pub fn second(&self) -> &B {
        &self.second
    }

    pub fn into_parts(self) -> (A, B) {
        (self.first, self.second)
    }
}

impl<A: Linears, B: Linears> Linears for Pair<A, B> {
    type Error = PairError<A::Error, B::Error>;

    fn apply(
        &mut self,
        ids: &[LinearId],
        tokens: usize,
        input: &[f32],
        outputs: &mut [Vec<f32>],
    ) -> Result<(), Self::Error> {
        self.first
            .apply(ids, tokens, input, outputs)
            .map_err(PairError::First)?;
        self.results.resize_with(ids.len(), Vec::new);
        self.second
            .apply(ids, tokens, input, &mut self.results)
            .map_err(PairError::Second)?;
        for ((linear, first), second) in ids.iter().zip(outputs).zip(&self.results) {
            let (linear, rows) = (*linear, first.len() / tokens);
            let place = |output| Place::Linear { linear, output };
            self.compared.values += equal(first, second, rows, place)?;
            self.compared.linears += 1;
        }
        Ok(())
    }
}

impl<A: Attention, B: Attention> Attention for Pair<A, B> {
    fn begin(&mut self, start: usize, tokens: usize) -> Result<(), Self::Error> {
        self.first.begin(start, tokens).map_err(PairError::First)?;
        self.second.begin(start, tokens).map_err(PairError::Second)
    }

    fn attend(&mut self, call: &Attend<'_>, out: &mut Vec<f32>) -> Result<(), Self::Error> {
        self.first.attend(call, out).map_err(PairError::First)?;
        let mut results = Vec::new();
        self.second
            .attend(call, &mut results)
            .map_err(PairError::Second)?;
        let width = out.len() / call.tokens;
        let size = width / self.heads;
        let place = |index| Place::Attention {
            layer: call.layer,
            head: index / size,
            channel: index % size,
        };
        self.compared.values += equal(out, &results, width, place)?;
        self.compared.attentions += 1;
        Ok(())
    }
}

/// How many values are equal, or the first that differs; `place` says which of a token's `width` values it is.
fn equal<A, B>(
    first: &[f32],
    second: &[f32],
    width: usize,
    place: impl Fn(usize) -> Place,
) -> Result<u64, PairError<A, B>> {
    if first.len() != second.len() {
        return Err(PairError::Length {
            first: first.len(),
            second: second.len(),
        });
    }
    let differs = |(a, b): (&f32, &f32)| a.to_bits() != b.to_bits();
    match first.iter().zip(second).position(differs) {
        None => Ok(first.len() as u64),
        Some(at) => Err(PairError::Difference(Difference {
            place: place(at % width),
            token: at / width,
            bits: [first[at].to_bits(), second[at].to_bits()],
        })),
    }
}

impl<A: Clocked, B: Clocked> Clocked for Pair<A, B> {
    /// Those of the first that has a clock.
    fn cycles(&self) -> Option<u64> {
        self.first.cycles().or_else(|| self.second.cycles())
    }
}

/// What two devices agreed on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Comparison {
    /// Greedily generated tokens.
    pub tokens: Vec<u32>,
    /// Products of a linear layer and the tokens of a call.
    pub linears: u64,
    /// Attentions of a layer to the tokens of a call.
    pub attentions: u64,
    /// Results of all of them.
    pub values: u64,
}

/// Why a comparison did not come to its end.
#[derive(Debug, Error)]
pub enum CompareError<A, B> {
    #[error("the devices differ at position {position} of the sequence, in {difference}")]
    Difference {
        /// Position of the token in the sequence.
        position: usize,
        difference: Difference,
    },
    #[error(transparent)]
    Forward(ForwardError<PairError<A, B>>),
    #[error(transparent)]
    Sampler(#[from] SamplerError),
}

impl<A, B> CompareError<A, B> {
    /// A code that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        match self {
            CompareError::Difference { .. } => "compare.difference",
            CompareError::Forward(ForwardError::Linears(source)) => source.code(),
            CompareError::Forward(source) => source.code(),
            CompareError::Sampler(source) => source.code(),
        }
    }
}

/// Processes `prompt` and generates `tokens` tokens greedily with both of a pair; `on_token` is called with each.
///
/// # Errors
/// The first result that is not the same in both, or whatever ends a forward pass.
pub fn compare<A, B>(
    model: &Model,
    pair: &mut Pair<A, B>,
    prompt: &[u32],
    tokens: usize,
    on_token: &mut dyn FnMut(u32),
) -> Result<Comparison, CompareError<A::Error, B::Error>>
where
    A: Attention<Error: Send> + Send,
    B: Attention<Error: Send> + Send,
{
    let before = pair.compared;
    let mut session = Session::new(model, pair);
    let mut sampler = Sampler::greedy();
    let mut generated = Vec::with_capacity(tokens);
    let mut next = prompt.to_vec();
    loop {
        let start = session.position();
        let logits = forward(&mut session, &next).map_err(|error| match error {
            ForwardError::Linears(PairError::Difference(difference)) => {
                // The head sees the last token only.
                let token = match difference.place {
                    Place::Linear {
                        linear: LinearId::OUTPUT,
                        ..
                    } => next.len() - 1,
                    _ => difference.token,
                };
                CompareError::Difference {
                    position: start + token,
                    difference,
                }
            }
            other => CompareError::Forward(other),
        })?;
        if generated.len() == tokens {
            let now = session.executor().compared;
            return Ok(Comparison {
                tokens: generated,
                linears: now.linears - before.linears,
                attentions: now.attentions - before.attentions,
                values: now.values - before.values,
            });
        }
        let token = sampler.sample(&logits)?;
        on_token(token);
        generated.push(token);
        next = vec![token];
    }
}
