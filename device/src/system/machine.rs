//! What executes programs.

use std::ops::{DerefMut, Range};

use harmonia_contract::program;
use harmonia_contract::size::{MEMORY_ADDRESS_BITS, MOST_CONTEXT};
use harmonia_numerics::kv::Region;

use super::MachineError;

pub use harmonia_numerics::Flags;

/// Executes programs of memory. Every implementation leaves the same bits behind, and refuses the same passes.
///
/// A machine may be used from any thread, by one at a time. Memory is 0 when it is turned on, vector memory is
/// anything; both keep what they have from pass to pass.
pub trait Machine: Send {
    /// What it has room for.
    fn limits(&self) -> &MachineLimits;

    /// Writes words into memory, from the word `address` on. Keys and values that are written so are used by
    /// queries like those that a pass has stored; [`resume`](Self::resume) says how many tokens they are.
    ///
    /// # Errors
    /// [`MachineError::OutOfMemory`], [`MachineError::Transport`].
    fn write(&mut self, address: usize, words: &[u64]) -> Result<(), MachineError>;

    /// Reads words of memory, from the word `address` on.
    ///
    /// # Errors
    /// [`MachineError::OutOfMemory`], [`MachineError::Transport`].
    fn read(&mut self, address: usize, words: &mut [u64]) -> Result<(), MachineError>;

    /// The [`check`](harmonia_contract::check) of the words of each stretch, which do not leave the machine for it.
    ///
    /// # Errors
    /// [`MachineError::OutOfMemory`], [`MachineError::Transport`].
    fn check(&mut self, stretches: &[Stretch]) -> Result<Vec<u64>, MachineError>;

    /// Sets the bounds of memory and the layout of regions for the passes to come. Sequences begin anew.
    ///
    /// # Errors
    /// [`MachineError::Setup`], [`MachineError::Transport`].
    fn configure(&mut self, setup: &Setup) -> Result<(), MachineError>;

    /// Says that a region holds a sequence of so many tokens, as [`write`](Self::write) has put it there: one that was
    /// stored elsewhere and goes on here.
    ///
    /// # Errors
    /// [`MachineError::Setup`]: no such region, or no room in it for so many tokens.
    fn resume(&mut self, region: usize, tokens: usize) -> Result<(), MachineError>;

    /// Runs a pass to its end.
    ///
    /// # Errors
    /// * What a driver must see to is not as it should be: nothing was executed.
    /// * A command was refused: those before it have had their effect.
    /// * A command raised a flag: the pass has run to its end.
    /// * A transport that fails; the machine cannot be used again.
    fn run(&mut self, pass: Pass) -> Result<PassReport, MachineError>;

    /// Clock cycles so far; `None` where there is no clock.
    fn cycles(&self) -> Option<u64>;

    /// Clock cycles per second; `None` where they have no duration.
    fn clock_hz(&self) -> Option<u64> {
        None
    }

    /// The machine's counters, in their order; none where there are none.
    ///
    /// # Errors
    /// [`MachineError::Transport`].
    fn counters(&mut self) -> Result<Vec<u64>, MachineError>;

    /// The [`check`](harmonia_contract::check) of all words of matrices that the last pass has read, in the order in which it
    /// has: it says which bits have met the tokens. `None` where nobody works it out.
    ///
    /// # Errors
    /// [`MachineError::Transport`].
    fn weights_check(&mut self) -> Result<Option<u64>, MachineError>;

    /// Whether memory is elsewhere, behind a cable: then writing takes its time, words may be there from before, and bits may
    /// have turned over.
    fn is_remote(&self) -> bool;

    /// One line for people.
    fn describe(&self) -> String;
}

/// Words that are checked together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// The first word.
    pub address: usize,
    /// Words of a run.
    pub words: usize,
    /// Words from the begin of a run to that of the next one.
    pub stride: usize,
    /// Runs, one after the other.
    pub runs: usize,
}

impl From<Range<usize>> for Stretch {
    /// Words that follow each other.
    fn from(range: Range<usize>) -> Self {
        Stretch {
            address: range.start,
            words: range.len(),
            stride: 0,
            runs: 1,
        }
    }
}

impl Stretch {
    /// The addresses of each run.
    pub fn ranges(&self) -> impl Iterator<Item = Range<usize>> + use<> {
        let Stretch {
            address,
            words,
            stride,
            runs,
        } = *self;
        (0..runs).map(move |run| address + run * stride..address + run * stride + words)
    }
}

/// What a machine has room for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MachineLimits {
    /// Token rows of the engine; also the most query heads of an ATTEND.
    pub token_rows: usize,
    /// The most tokens of a pass.
    pub batch: usize,
    /// Elements of vector memory, a power of two.
    pub vectors: usize,
    /// Words of memory.
    pub memory_words: usize,
    /// Tokens that a query can see, its own included.
    pub context: usize,
}

impl MachineLimits {
    /// What commands have room for, with so many token rows and tokens of a pass.
    pub const fn new(token_rows: usize, batch: usize) -> Self {
        MachineLimits {
            token_rows,
            batch,
            vectors: program::A.most() + 1,
            memory_words: 1 << MEMORY_ADDRESS_BITS,
            context: MOST_CONTEXT,
        }
    }

    /// Banks that a pass of `tokens` has: block i of a token is `i * banks` behind its first one.
    pub const fn banks(&self, tokens: usize) -> usize {
        tokens.div_ceil(self.token_rows)
    }
}

/// How memory is divided, and the regions of keys and values.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Setup {
    /// The first word that passes write; below it lies what they only read.
    pub data: usize,
    /// The first word of the regions of keys and values.
    pub cache: usize,
    /// The layout of every region; its tokens are the capacity.
    pub regions: Region,
}

/// A pass: which program, for which tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pass {
    /// Where the program begins.
    pub program: usize,
    /// Where the table begins, a line for each token.
    pub table: usize,
    /// Tokens of the batch.
    pub tokens: usize,
}

/// What is known of a pass that has ended well.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct PassReport {
    /// Its clock cycles; `None` where there is no clock.
    pub cycles: Option<u64>,
}

/// `&mut M`, `Box<M>`.
impl<P: DerefMut<Target: Machine> + Send> Machine for P {
    fn limits(&self) -> &MachineLimits {
        (**self).limits()
    }

    fn write(&mut self, address: usize, words: &[u64]) -> Result<(), MachineError> {
        (**self).write(address, words)
    }

    fn read(&mut self, address: usize, words: &mut [u64]) -> Result<(), MachineError> {
        (**self).read(address, words)
    }

    fn check(&mut self, stretches: &[Stretch]) -> Result<Vec<u64>, MachineError> {
        (**self).check(stretches)
    }

    fn configure(&mut self, setup: &Setup) -> Result<(), MachineError> {
        (**self).configure(setup)
    }

    fn resume(&mut self, region: usize, tokens: usize) -> Result<(), MachineError> {
        (**self).resume(region, tokens)
    }

    fn run(&mut self, pass: Pass) -> Result<PassReport, MachineError> {
        (**self).run(pass)
    }

    fn cycles(&self) -> Option<u64> {
        (**self).cycles()
    }

    fn clock_hz(&self) -> Option<u64> {
        (**self).clock_hz()
    }

    fn counters(&mut self) -> Result<Vec<u64>, MachineError> {
        (**self).counters()
    }

    fn weights_check(&mut self) -> Result<Option<u64>, MachineError> {
        (**self).weights_check()
    }

    fn is_remote(&self) -> bool {
        (**self).is_remote()
    }

    fn describe(&self) -> String {
        (**self).describe()
    }
}
