//! What one pass of a program works on.

use std::ops::Range;

use super::{Rows, SequenceId};

/// Runs that share a pass, each of another sequence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// In the order in which results are returned; at most one run per sequence.
    pub runs: Vec<Run>,
}

/// Tokens that continue a sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The sequence that is continued.
    pub sequence: SequenceId,
    /// Position of the first token: as many as the sequence has.
    pub first: usize,
    /// At least one, each below the vocabulary's size.
    pub tokens: Vec<u32>,
    /// Which logits are returned.
    pub logits: Logits,
}

/// Of which tokens of a run the logits are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Logits {
    /// Of none.
    None,
    /// Of the last token: `[vocabulary]`.
    Last,
    /// Of every token: `[tokens][vocabulary]`.
    All,
}

impl Batch {
    /// A batch of one run.
    pub fn of(run: Run) -> Batch {
        Batch { runs: vec![run] }
    }

    /// Tokens of all runs.
    pub fn tokens(&self) -> usize {
        self.runs.iter().map(|run| run.tokens.len()).sum()
    }

    /// Tokens for which a buffer has a vector.
    pub fn rows(&self, rows: Rows) -> usize {
        match rows {
            Rows::Tokens => self.tokens(),
            Rows::Wanted => self.wanted().map(|wanted| wanted.len()).sum(),
        }
    }

    /// For each run, its tokens among those of the batch.
    pub fn ranges(&self) -> impl Iterator<Item = (&Run, Range<usize>)> {
        let mut start = 0;
        self.runs.iter().map(move |run| {
            let own = start..start + run.tokens.len();
            start = own.end;
            (run, own)
        })
    }

    /// For each run, those of its tokens whose logits are wanted, among the tokens of the batch.
    pub fn wanted(&self) -> impl Iterator<Item = Range<usize>> {
        self.ranges().map(|(run, own)| {
            let count = match run.logits {
                Logits::None => 0,
                Logits::Last => own.len().min(1),
                Logits::All => own.len(),
            };
            own.end - count..own.end
        })
    }

    /// The position of every token in its sequence.
    pub fn positions(&self) -> impl Iterator<Item = usize> {
        let run = |run: &Run| run.first..run.first + run.tokens.len();
        self.runs.iter().flat_map(run)
    }

    /// The run that row `row` of a buffer belongs to, and the position of its token.
    ///
    /// # Panics
    /// When the buffer has no such row.
    pub fn place(&self, rows: Rows, row: usize) -> (&Run, usize) {
        let token = match rows {
            Rows::Tokens => Some(row),
            Rows::Wanted => self.wanted().flatten().nth(row),
        };
        let mut ranges = self.ranges();
        let found = ranges.find_map(|(run, own)| {
            let token = token.filter(|token| own.contains(token))?;
            Some((run, run.first + token - own.start))
        });
        found.expect("the buffer has that row")
    }
}
