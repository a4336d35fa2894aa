//! Two executors walk through one program, compared bit by bit after every operation.

use std::fmt;
use std::sync::Arc;

use harmonia_model::{
    Batch, BatchError, Buffer, Coded, Executor, Logits, Model, Program, Sampler, SamplerError,
    SequenceId, Session, Step,
};
use thiserror::Error;

/// Lets two executors do the same work and compares every buffer that an operation changes. What it
/// hands out is the first one's.
pub struct Pair<A, B> {
    first: A,
    second: B,
    batch: Batch,
    compared: Compared,
}

/// What was compared.
#[derive(Clone, Copy, Default)]
struct Compared {
    operations: u64,
    values: u64,
}

/// Where two executors differ.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// As [`Step::name`] has it: `blk.3.attn_q`, `blk.3.attend attended`.
    pub operation: String,
    /// `None` in what belongs to no layer.
    pub layer: Option<u16>,
    /// The sequence of the token.
    pub sequence: SequenceId,
    /// Position of the token in its sequence.
    pub position: usize,
    /// In the token's vector.
    pub element: usize,
    /// Bit patterns of the two values.
    pub bits: [u32; 2],
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second] = self.bits;
        write!(
            f,
            "{}, token {}, element {}: {first:#010x} ({:e}) against {second:#010x} ({:e})",
            self.operation,
            self.position,
            self.element,
            f32::from_bits(first),
            f32::from_bits(second)
        )
    }
}

/// Why a pair has no result.
#[derive(Debug, Error)]
pub enum PairError<A, B> {
    /// The batch cannot be processed by either; nothing was executed.
    #[error(transparent)]
    Batch(#[from] BatchError),
    /// The first executor stopped; the second was not asked.
    #[error("first executor: {0}")]
    First(#[source] A),
    /// The second executor stopped, where the first had gone on.
    #[error("second executor: {0}")]
    Second(#[source] B),
    /// A buffer of the one has other bits than the same buffer of the other: the first such value in program
    /// order.
    #[error("the executors differ in {0}")]
    Difference(Difference),
}

impl<A: Coded + 'static, B: Coded + 'static> Coded for PairError<A, B> {
    fn code(&self) -> &'static str {
        match self {
            PairError::Batch(source) => source.code(),
            PairError::First(source) => source.code(),
            PairError::Second(source) => source.code(),
            PairError::Difference(_) => "compare.difference",
        }
    }

    fn sequence(&self) -> Option<SequenceId> {
        match self {
            PairError::Batch(source) => source.sequence(),
            PairError::First(source) => source.sequence(),
            PairError::Second(source) => source.sequence(),
            PairError::Difference(difference) => Some(difference.sequence),
        }
    }
}

impl<A: Executor, B: Executor> Pair<A, B> {
    /// Two executors of one model, neither of which has a sequence open.
    ///
    /// # Panics
    /// When their programs differ.
    pub fn new(first: A, second: B) -> Self {
        assert_eq!(first.program(), second.program(), "one program");
        Pair {
            first,
            second,
            batch: Batch::default(),
            compared: Compared::default(),
        }
    }

    /// The executor whose results are returned.
    pub fn first(&self) -> &A {
        &self.first
    }

    /// The executor that it is compared with.
    pub fn second(&self) -> &B {
        &self.second
    }

    /// Compares what both have in a buffer.
    fn compare(
        &mut self,
        step: &Step,
        buffer: Buffer,
    ) -> Result<(), PairError<A::Error, B::Error>> {
        let program = Arc::clone(self.first.program());
        let info = program.buffer(buffer);
        let first = self.first.read(buffer).map_err(PairError::First)?;
        let second = self.second.read(buffer).map_err(PairError::Second)?;
        assert_eq!(
            first.len(),
            second.len(),
            "the length of a buffer is the program's"
        );
        let differs = |(a, b): (&f32, &f32)| a.to_bits() != b.to_bits();
        if let Some(at) = first.iter().zip(second).position(differs) {
            let (run, position) = self.batch.place(info.rows, at / info.width);
            return Err(PairError::Difference(Difference {
                operation: step.name(&program, buffer),
                layer: step.layer,
                sequence: run.sequence,
                position,
                element: at % info.width,
                bits: [first[at].to_bits(), second[at].to_bits()],
            }));
        }
        self.compared.values += first.len() as u64;
        Ok(())
    }
}

impl<A: Executor, B: Executor> Executor for Pair<A, B>
where
    A::Error: 'static,
    B::Error: 'static,
{
    type Error = PairError<A::Error, B::Error>;

    fn model(&self) -> &Arc<Model> {
        self.first.model()
    }

    fn program(&self) -> &Arc<Program> {
        self.first.program()
    }

    /// Both executors number their sequences alike.
    fn open(&mut self) -> Result<SequenceId, Self::Error> {
        let sequence = self.first.open().map_err(PairError::First)?;
        match self.second.open() {
            Ok(other) => {
                assert_eq!(sequence, other, "as many sequences are open in both");
                Ok(sequence)
            }
            Err(error) => {
                self.first.close(sequence).map_err(PairError::First)?;
                Err(PairError::Second(error))
            }
        }
    }

    /// When only the second refuses, the first has the sequence shorter: a batch that continues it is refused
    /// until it is truncated to 0, which both can do.
    fn truncate(&mut self, sequence: SequenceId, tokens: usize) -> Result<(), Self::Error> {
        let first = self.first.truncate(sequence, tokens);
        first.map_err(PairError::First)?;
        let second = self.second.truncate(sequence, tokens);
        second.map_err(PairError::Second)
    }

    fn close(&mut self, sequence: SequenceId) -> Result<(), Self::Error> {
        self.first.close(sequence).map_err(PairError::First)?;
        self.second.close(sequence).map_err(PairError::Second)
    }

    fn begin(&mut self, batch: Batch) -> Result<(), Self::Error> {
        self.batch = batch.clone();
        self.first.begin(batch.clone()).map_err(PairError::First)?;
        self.second.begin(batch).map_err(PairError::Second)
    }

    fn step(&mut self, step: &Step) -> Result<(), Self::Error> {
        self.first.step(step).map_err(PairError::First)?;
        self.second.step(step).map_err(PairError::Second)?;
        self.compared.operations += 1;
        let mut changed = step.operation.writes();
        changed.retain(|buffer| self.shows(*buffer));
        let mut changed = changed.into_iter();
        changed.try_for_each(|buffer| self.compare(step, buffer))
    }

    fn finish(&mut self) -> Result<Vec<f32>, Self::Error> {
        let exported = self.first.finish().map_err(PairError::First)?;
        self.second.finish().map_err(PairError::Second)?;
        Ok(exported)
    }

    fn read(&mut self, buffer: Buffer) -> Result<&[f32], Self::Error> {
        self.first.read(buffer).map_err(PairError::First)
    }

    fn shows(&self, buffer: Buffer) -> bool {
        self.first.shows(buffer) && self.second.shows(buffer)
    }

    /// Those of the first that has a clock.
    fn cycles(&self) -> Option<u64> {
        self.first.cycles().or_else(|| self.second.cycles())
    }
}

/// What two executors agreed on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Comparison {
    /// Greedily generated tokens.
    pub tokens: Vec<u32>,
    /// Operations, each counted once per pass.
    pub operations: u64,
    /// Values that they left in buffers.
    pub values: u64,
}

/// Why a comparison did not come to its end.
#[derive(Debug, Error)]
pub enum CompareError<A, B> {
    /// The pair stopped: an executor could not go on, or the two differ.
    #[error(transparent)]
    Pair(#[from] PairError<A, B>),
    /// Logits that both agree on let no token be picked.
    #[error(transparent)]
    Sampler(#[from] SamplerError),
}

impl<A: Coded + 'static, B: Coded + 'static> CompareError<A, B> {
    /// A code that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        match self {
            CompareError::Pair(source) => source.code(),
            CompareError::Sampler(source) => source.code(),
        }
    }
}

/// Processes `prompt` and generates `tokens` tokens greedily with both of a pair, the last one processed as well;
/// `on_token` is called with each.
///
/// # Errors
/// The first value that is not the same in both, or whatever ends a pass.
pub fn compare<A, B>(
    pair: &mut Pair<A, B>,
    prompt: &[u32],
    tokens: usize,
    on_token: &mut dyn FnMut(u32),
) -> Result<Comparison, CompareError<A::Error, B::Error>>
where
    A: Executor<Error: 'static>,
    B: Executor<Error: 'static>,
{
    let before = pair.compared;
    let mut session = Session::new(&mut *pair)?;
    let mut sampler = Sampler::greedy();
    let mut generated = Vec::with_capacity(tokens);
    let mut logits = session.forward(prompt, Logits::Last)?;
    while generated.len() < tokens {
        let token = sampler.sample(&logits)?;
        on_token(token);
        generated.push(token);
        logits = session.forward(&[token], Logits::Last)?;
    }
    drop(session);
    let now = pair.compared;
    Ok(Comparison {
        tokens: generated,
        operations: now.operations - before.operations,
        values: now.values - before.values,
    })
}
