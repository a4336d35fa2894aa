//! What lies in a machine's memory below the bound `data`: what passes only read.
//!
//! ```text
//! | table | angles of position 0, 1, ... | layer 0: gains, factors, matrices as they are used | layer 1 | ... | head |
//! | programs |
//! ```

use std::collections::BTreeMap;
use std::ops::Range;

use harmonia_contract::program::line;
use harmonia_device::system::matrix_words;
use harmonia_model::{Config, LinearId, NormId};
use harmonia_numerics::Format;

use super::frame::{factor_elements, gain_elements};
use super::task::{Rows, Shape, Task};

/// Something that a pass reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Content {
    /// A line for each token of a pass.
    Table,
    /// Of every position: cosine and sine of each pair, a word.
    Angles,
    /// N of a norm, then its gain.
    Gain(NormId),
    /// What is added to the results of a linear layer.
    Bias(Shape),
    /// What a layer's keys are multiplied by, then its queries.
    Factors(usize),
    /// A matrix as records.
    Weights(Shape),
}

/// Where everything lies.
#[derive(Clone, Debug, Default)]
pub(super) struct Image {
    places: BTreeMap<Content, Range<usize>>,
    /// Words so far.
    pub end: usize,
}

/// How much of a model's matrices takes.
pub(super) struct Sizes<'a> {
    pub config: &'a Config,
    pub formats: &'a BTreeMap<LinearId, Format>,
}

impl Sizes<'_> {
    /// What a task reads of memory.
    pub fn content(&self, task: &Task) -> Option<Content> {
        match task {
            Task::Norm { gain, .. } => Some(Content::Gain(*gain)),
            Task::Bias { rows, .. } => Some(Content::Bias(rows.matrix)),
            Task::Attend { attend, .. } => Some(Content::Factors(attend.layer)),
            Task::Multiply { rows, .. } => Some(Content::Weights(rows.matrix)),
            _ => None,
        }
    }

    /// Words of the first outputs of a matrix.
    pub fn rows(&self, shape: Shape, outputs: usize) -> usize {
        matrix_words(self.formats[&shape.linear], outputs, shape.groups())
    }

    /// Words of a content, of a pass of `batch` tokens and sequences of `context` tokens.
    pub fn words(&self, content: Content, batch: usize, context: usize) -> usize {
        match content {
            Content::Table => line::WORDS * batch,
            Content::Angles => self.config.rope.dimensions / 2 * context,
            Content::Gain(gain) => gain_elements(gain.width(self.config)) / 2,
            Content::Bias(shape) => shape.outputs.div_ceil(2),
            Content::Factors(_) => factor_elements(self.config) / 2,
            Content::Weights(shape) => self.rows(shape, shape.outputs),
        }
    }
}

impl Image {
    /// Places a content behind the others, once.
    pub fn push(&mut self, content: Content, words: usize) {
        if self.places.contains_key(&content) {
            return;
        }
        let own = self.end..self.end + words;
        self.end = own.end;
        self.places.insert(content, own);
    }

    /// Where rows of a matrix begin: their pairs are whole records.
    pub fn rows(&self, rows: &Rows, sizes: &Sizes<'_>) -> usize {
        self.address(Content::Weights(rows.matrix)) + sizes.rows(rows.matrix, rows.first)
    }

    /// Where a content begins.
    pub fn address(&self, content: Content) -> usize {
        self.range(content).start
    }

    /// The words of a content.
    pub fn range(&self, content: Content) -> Range<usize> {
        self.places[&content].clone()
    }

    /// Everything, in the order of the kinds.
    pub fn contents(&self) -> impl Iterator<Item = (Content, Range<usize>)> {
        self.places
            .iter()
            .map(|(content, own)| (*content, own.clone()))
    }
}
