//! Two multipliers side by side, compared bit by bit.

use std::fmt;

use harmonia_model::{ForwardError, LinearId, Linears, Model, Sampler, SamplerError, Session};
use thiserror::Error;

use crate::Clocked;
use crate::generate::forward;

/// Lets two multipliers do the same work and compares every result; the first one's are passed on.
pub struct Pair<A, B> {
    first: A,
    second: B,
    /// Results of the second; kept for their memory.
    results: Vec<Vec<f32>>,
    linears: u64,
    values: u64,
}

/// Where two results differ.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Difference {
    pub linear: LinearId,
    /// Within the call.
    pub token: usize,
    /// Row of the matrix.
    pub output: usize,
    /// Bit patterns of the two results.
    pub bits: [u32; 2],
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second] = self.bits;
        write!(
            f,
            "{}, token {}, output {}: {first:#010x} ({:e}) against {second:#010x} ({:e})",
            self.linear,
            self.token,
            self.output,
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
    #[error("{linear}: {first} results against {second}")]
    Length {
        linear: LinearId,
        first: usize,
        second: usize,
    },
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
    pub fn new(first: A, second: B) -> Self {
        Pair {
            first,
            second,
            results: Vec::new(),
            linears: 0,
            values: 0,
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
            if first.len() != second.len() {
                return Err(PairError::Length {
                    linear: *linear,
                    first: first.len(),
                    second: second.len(),
                });
            }
            let differs = |(a, b): (&f32, &f32)| a.to_bits() != b.to_bits();
            if let Some(at) = first.iter().zip(second).position(differs) {
                let rows = first.len() / tokens;
                return Err(PairError::Difference(Difference {
                    linear: *linear,
                    token: at / rows,
                    output: at % rows,
                    bits: [first[at].to_bits(), second[at].to_bits()],
                }));
            }
            self.linears += 1;
            self.values += first.len() as u64;
        }
        Ok(())
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
    A: Linears<Error: Send> + Send,
    B: Linears<Error: Send> + Send,
{
    let before = (pair.linears, pair.values);
    let mut session = Session::new(model);
    let mut sampler = Sampler::greedy();
    let mut generated = Vec::with_capacity(tokens);
    let mut next = prompt.to_vec();
    loop {
        let start = session.position();
        let logits = forward(&mut session, pair, &next).map_err(|error| match error {
            ForwardError::Linears(PairError::Difference(difference)) => {
                // The head sees the last token only.
                let token = match difference.linear {
                    LinearId::OUTPUT => next.len() - 1,
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
            return Ok(Comparison {
                tokens: generated,
                linears: pair.linears - before.0,
                values: pair.values - before.1,
            });
        }
        let token = sampler.sample(&logits)?;
        on_token(token);
        generated.push(token);
        next = vec![token];
    }
}
