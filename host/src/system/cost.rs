//! What a pass is expected to take: words of memory, beats of the array, cycles of the vector unit.
//!
//! Weights stream, so a product takes as long as its words or its beats, whichever are slower; vector operations
//! take turns with products, because each needs the other's results, but weights are read ahead meanwhile, as many as
//! their queue holds. What units take is measured (`sim/examples/command_cycles.rs`); docs/measurements.md has what
//! passes take beside this.

use harmonia_contract::GROUP;
use harmonia_model::Program;
use harmonia_numerics::kv::Region;

use super::image::Sizes;
use super::latency::{DRAIN, QUEUE, attended_words, vector};
use super::task::{Named, Task};

/// Expected clock cycles and words of a pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// Words of weights that a pass reads.
    pub weight_words: u64,
    /// Words of keys and values that the last token of a context reads.
    pub cache_words: u64,
    /// Cycles of all products.
    pub products: u64,
    /// Cycles of attention of that token.
    pub attention: u64,
    /// Cycles of vector operations.
    pub vectors: u64,
    /// Words of the next product that have been read while the vector unit worked.
    ahead: u64,
}

impl Cost {
    /// All of them.
    pub fn cycles(&self) -> u64 {
        self.products + self.attention + self.vectors
    }
}

/// What a memory delivers, and the tokens of a pass.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rate {
    /// Cycles that a word takes.
    pub cycles_per_word: u64,
    pub tokens: u64,
    pub banks: u64,
    /// Token rows of the engine, which are query heads of an ATTEND.
    pub rows: u64,
}

/// Cycles that the array waits for each pair of outputs of a batch of several banks.
const REUSE: u64 = 40;
/// Cycles of a STORE and an ATTEND beside the words that they read and the elements that they multiply, and for each
/// page of the context.
const ATTEND: u64 = 400;
const PAGE: u64 = 70;

impl Cost {
    /// Adds what tasks take.
    pub(super) fn add(
        &mut self,
        program: &Program,
        sizes: &Sizes<'_>,
        tasks: &[Named],
        region: &Region,
        rate: Rate,
    ) {
        let elements = |buffer| program.buffer(buffer).width as u64;
        let tokens = rate.tokens;
        for own in tasks {
            let cycles = match &own.task {
                Task::Multiply { rows, .. } => {
                    let format = sizes.formats[&rows.matrix.linear];
                    let words = sizes.rows(rows.matrix, rows.count) as u64;
                    let beats = (rows.matrix.groups() * format.passes()) as u64 * rate.banks;
                    let reuse = if rate.banks > 1 { REUSE } else { 0 };
                    let array = rows.count.div_ceil(2) as u64 * (beats + reuse);
                    let left = words - words.min(self.ahead);
                    self.ahead = 0;
                    self.weight_words += words;
                    self.products += (left * rate.cycles_per_word).max(array) + DRAIN;
                    0
                }
                Task::Attend { ropes, .. } => {
                    let config = sizes.config;
                    let (heads, size) = (config.key_value_heads as u64, config.key_length as u64);
                    let sharing = config.queries_per_kv_head() as u64;
                    // Query heads beyond the token rows read their keys and values again.
                    let turns = heads * sharing.div_ceil(rate.rows);
                    let words = attended_words(region, region.tokens() - 1) * turns * tokens;
                    self.cache_words += words;
                    let scaled = heads * (2 * sharing + 3) * size;
                    let pages = region.tokens().div_ceil(GROUP) as u64;
                    let own = turns * (ATTEND + pages * PAGE) + scaled;
                    self.attention += words * rate.cycles_per_word + own * tokens;
                    let turned = |buffer| {
                        let parts = elements(buffer) / size;
                        vector::rope(parts * config.rope.dimensions as u64)
                    };
                    let ropes: u64 = ropes.iter().map(|heads| turned(*heads)).sum();
                    let angles = vector::fetch(config.rope.dimensions as u64);
                    vector::fetch(2 * heads * size) + tokens * (ropes + angles)
                }
                Task::Norm { gain, from, .. } => {
                    let length = gain.width(sizes.config) as u64;
                    let parts = elements(*from) / length;
                    vector::fetch(length) + tokens * parts * vector::norm(length)
                }
                Task::SwiGlu { elements, .. } => tokens * vector::swiglu(*elements as u64),
                Task::Load { from } => tokens * vector::load(elements(*from)),
                Task::Add { to, .. } => tokens * vector::add(elements(*to)),
                Task::Bias { rows, .. } => {
                    let count = rows.count as u64;
                    vector::fetch(count) + tokens * vector::add(count)
                }
                Task::Spill { elements, .. } => tokens * vector::spill(*elements as u64),
            };
            self.vectors += cycles;
            self.ahead = (self.ahead + cycles / rate.cycles_per_word).min(QUEUE);
        }
    }
}
