//! What a pass is expected to take: words of memory, beats of the array, multiplications of the vector unit.
//!
//! Weights stream, so a product takes as long as its words or its beats, whichever are slower; vector operations
//! take turns with products, because each needs the other's results.

use harmonia_contract::GROUP;
use harmonia_model::Program;
use harmonia_numerics::kv::Region;

use super::image::Sizes;
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
}

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
        for own in tasks {
            match &own.task {
                Task::Multiply { rows, .. } => {
                    let format = sizes.formats[&rows.matrix.linear];
                    let words = sizes.rows(rows.matrix, rows.count) as u64;
                    let beats = rows.count.div_ceil(2) * rows.matrix.groups() * format.passes();
                    self.weight_words += words;
                    self.products += (words * rate.cycles_per_word).max(beats as u64 * rate.banks);
                }
                Task::Attend { ropes, attend } => {
                    let words = read_at_end(region) * sizes.config.key_value_heads as u64;
                    self.cache_words += words * rate.tokens;
                    self.attention += words * rate.tokens * rate.cycles_per_word;
                    // RoPE: two products a channel; queries and keys: one.
                    let turned: u64 = ropes.iter().map(|heads| elements(*heads)).sum();
                    let scaled = elements(attend.queries) + elements(attend.keys);
                    self.vectors += (2 * turned + scaled) * rate.tokens;
                }
                Task::Norm { from, .. } => self.vectors += 3 * elements(*from) * rate.tokens,
                Task::SwiGlu { elements, .. } => self.vectors += 2 * *elements as u64 * rate.tokens,
                Task::Load { from } => self.vectors += elements(*from) * rate.tokens,
                Task::Add { to, .. } => self.vectors += elements(*to) * rate.tokens,
                Task::Bias { rows, .. } => self.vectors += rows.count as u64 * rate.tokens,
                Task::Spill { elements, .. } => self.vectors += *elements as u64 * rate.tokens,
            }
        }
    }
}

/// Words of a region that the last token of its capacity reads: high planes, both planes in the windows.
fn read_at_end(region: &Region) -> u64 {
    let last = (region.tokens() - 1) / GROUP;
    let pages = |page| {
        let low = region.shape().in_window(page, last);
        let key = region.key_high_page(page).len()
            + if low {
                region.key_low_page(page).len()
            } else {
                0
            };
        let value = region.value_high_page(page).len();
        let value_low = region
            .value_low_page(page)
            .filter(|_| low)
            .map_or(0, |words| words.len());
        key + if page < last { value + value_low } else { 0 }
    };
    let residual = region.key_low - region.residual;
    ((0..=last).map(pages).sum::<usize>() + residual) as u64
}
