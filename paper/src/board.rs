//! A pass on this project's own system, as it stands on a board: one port of 64-bit words, no buffer for weights.
//!
//! The timeline is that of [`crate::chip`]; tiles are pairs of outputs, whose weights stream past the tokens of the pass. Vector
//! operations and attention take turns with products, because each wants the other's results; weights are read ahead
//! meanwhile. Latencies are those of single commands ([`harmonia_host::latency`]), of the attention unit alone (docs/measurements.md) and of
//! the engine's rules (docs/architecture.md, "Commands"); none is fitted to a pass.

use harmonia_contract::GROUP;
use harmonia_contract::size::BUFFER_BLOCKS;
use harmonia_host::KvFormat;
use harmonia_host::latency::{DRAIN, QUEUE, attended_words, vector};
use harmonia_numerics::Format;
use harmonia_numerics::kv::{KvError, KvShape, Region};

use crate::shapes::Shape;
use crate::timeline::{Tile, Timeline};

/// Cycles before a slot of the accumulators can be used again.
const REUSE: u64 = 5;
/// What a query takes beside the words that it reads: a line through the cycles at 128 and at 8,192 tokens of
/// docs/measurements.md, "Attention on the simulated accelerator" (1,225 beside 2,328 words, 13,573 beside 87,000), less what the
/// entry of three query heads of 64 channels takes. Measured of the attention unit alone.
const QUERY: u64 = 645;
/// The same for each page of the context: softmax.
const QUERY_PAGE: u64 = 49;
/// The same for each channel of a query head: its way through the rotation.
const QUERY_CHANNEL: u64 = 2;
/// Cycles of a STORE of a head of [`MEASURED_SIZE`] channels, its share of COMMITs included, from the same place.
const STORE: u64 = 486;
const MEASURED_SIZE: u64 = 64;
/// Groups of a record of weights.
const RECORD_GROUPS: u64 = 4;

/// A system on a board, with a model in it.
#[derive(Clone, Debug)]
pub struct Board<'a> {
    /// The model.
    pub shape: &'a Shape,
    /// How all its matrices are stored.
    pub format: Format,
    /// Token rows of the engine.
    pub token_rows: u64,
    /// Elements of vector memory.
    pub vectors: u64,
    /// Tokens of a pass at most.
    pub most_tokens: u64,
    /// Cycles that memory takes for a word of 64 bits.
    pub word_cycles: u64,
}

impl Board<'_> {
    /// Cycles of the layers for `tokens` tokens of each of `sequences` sequences, from a position on, in as few passes as
    /// there is room for; keys and values are 4/4 with windows of 32 and 32 tokens.
    ///
    /// # Errors
    /// Heads that keys and values have no format for.
    pub fn cycles(&self, position: u64, tokens: u64, sequences: u64) -> Result<f64, KvError> {
        let size = self.shape.head_size as usize;
        let kv = KvShape::with_format(size, true, KvFormat::K4V4, GROUP, GROUP)?;
        let region = Region::new(&kv, (position + tokens) as usize);
        let own = (0..sequences).flat_map(|_| position..position + tokens);
        let all: Vec<u64> = own.collect();
        let passes = all.chunks(self.room().max(1) as usize);
        Ok(passes.map(|pass| self.pass(&region, pass)).sum())
    }

    /// Elements of a token's vectors behind its residual: queries, keys and values, or what attention is multiplied to.
    fn rest(&self) -> u64 {
        let Shape { width, .. } = *self.shape;
        (self.shape.query_width() + 2 * self.shape.kv_width()).max(width)
    }

    /// Tokens of a pass that vector memory and activation blocks have room for.
    fn room(&self) -> u64 {
        let shape = self.shape;
        let group = GROUP as u64;
        let gain = 2 + shape.width.next_multiple_of(2);
        let shared = gain + 2 * shape.kv_width() + shape.head_size;
        let by_vectors = self.vectors.saturating_sub(shared) / (shape.width + self.rest());
        let blocks = shape.width.div_ceil(group) + shape.feed_forward.div_ceil(group);
        let by_blocks = BUFFER_BLOCKS as u64 / blocks * self.token_rows;
        by_vectors.min(by_blocks).min(self.most_tokens)
    }

    /// Strips of inner channels whose gate and up have room beside each other.
    fn strips(&self) -> Vec<u64> {
        let group = GROUP as u64;
        let inner = self.shape.feed_forward;
        let blocks = inner.div_ceil(group);
        let counts = (1..=blocks).map(|count| blocks.div_ceil(count) * group);
        let fitting = counts.into_iter().find(|strip| 2 * strip <= self.rest());
        let strip = fitting.unwrap_or(group);
        let starts = (0..inner).step_by(strip as usize);
        starts.map(|start| strip.min(inner - start)).collect()
    }

    fn pass(&self, region: &Region, positions: &[u64]) -> f64 {
        let shape = self.shape;
        let tokens = positions.len() as u64;
        let (width, kv) = (shape.width, shape.kv_width());
        let mut layer = Timeline::default();
        let time = &mut layer;
        let product =
            |time: &mut Timeline, inputs, outputs| self.product(time, tokens, inputs, outputs);
        self.vectors(time, self.norm(tokens));
        for outputs in [shape.query_width(), kv, kv] {
            product(time, width, outputs);
        }
        self.vectors(time, self.attention(region, positions));
        self.vectors(time, tokens * vector::load(shape.query_width()));
        product(time, shape.query_width(), width);
        self.vectors(time, tokens * vector::add(width));
        self.vectors(time, self.norm(tokens));
        for strip in self.strips() {
            for _ in 0..shape.inner() {
                product(time, width, strip);
            }
            self.vectors(time, tokens * vector::swiglu(strip));
        }
        product(time, shape.feed_forward, width);
        self.vectors(time, tokens * vector::add(width));
        layer.repeat(shape.layers as f64);
        // Residuals come from memory and go back to it.
        let moved = tokens * (self.fetch(width) + vector::spill(width));
        layer.cycles + moved as f64
    }

    /// A product of all tokens: pair of outputs by pair.
    fn product(&self, time: &mut Timeline, tokens: u64, inputs: u64, outputs: u64) {
        let (groups, passes) = (inputs.div_ceil(GROUP as u64), self.format.passes() as u64);
        let banks = tokens.div_ceil(self.token_rows);
        let results = 2 * self.token_rows * banks;
        let array = match banks {
            1 => (groups * passes).max(results),
            _ => (groups - 1) * (passes * banks).max(REUSE) + results,
        };
        let words = self.record_words() as f64 * groups as f64 / RECORD_GROUPS as f64;
        let tile = Tile {
            array: array as f64,
            memory: words * self.word_cycles as f64,
            vector: 0.0,
        };
        time.tiles(outputs.div_ceil(2) as f64, tile, DRAIN as f64);
    }

    /// Words of four groups of a pair of outputs: scales, minima, beats of four words (docs/system.md).
    fn record_words(&self) -> u64 {
        let minima = if self.format.has_minimum() { 2 } else { 0 };
        2 + minima + RECORD_GROUPS * 4 * self.format.passes() as u64
    }

    fn vectors(&self, time: &mut Timeline, cycles: u64) {
        time.alone(cycles as f64, (QUEUE * self.word_cycles) as f64);
    }

    /// Elements from memory, two in a word.
    fn fetch(&self, elements: u64) -> u64 {
        vector::fetch(elements).max(elements.div_ceil(2) * self.word_cycles)
    }

    fn norm(&self, tokens: u64) -> u64 {
        let width = self.shape.width;
        self.fetch(2 + width) + tokens * vector::norm(width)
    }

    /// Rotations, STORE, COMMIT and ATTEND of all tokens, one after the other.
    fn attention(&self, region: &Region, positions: &[u64]) -> u64 {
        let shape = self.shape;
        let (size, heads) = (shape.head_size, shape.kv_heads);
        let turns = heads * shape.sharing().div_ceil(self.token_rows);
        let ropes = vector::rope(shape.query_width()) + vector::rope(shape.kv_width());
        let tokens = positions.iter().map(|&position| {
            let pages = position / GROUP as u64 + 1;
            let read = turns * attended_words(region, position as usize);
            let stored = heads * self.store(region, position);
            let own = turns * (QUERY + QUERY_PAGE * pages)
                + heads * QUERY_CHANNEL * shape.sharing() * size;
            ropes + self.fetch(size) + own + stored + read * self.word_cycles
        });
        self.fetch(2 * shape.kv_width()) + tokens.sum::<u64>()
    }

    /// A STORE, whose words are written while its values come in, and the COMMIT of the page before, which reads and writes
    /// (docs/attention.md, "Bytes").
    fn store(&self, region: &Region, position: u64) -> u64 {
        let size = self.shape.head_size;
        let blocks = size.div_ceil(GROUP as u64);
        // Offsets; a word of the residual for each value; of each block of the key scale, signs, magnitudes, low plane.
        let words = 8 * blocks + size + (1 + 1 + 2 + 2) * blocks;
        let page = (position as usize / GROUP).checked_sub(1);
        let ends = position.is_multiple_of(GROUP as u64);
        let commit = page.filter(|_| ends).map_or(0, |page| {
            let low = region.value_low_page(page).map_or(0, |words| words.len());
            let written = region.value_high_page(page).len() + low;
            (region.key_low - region.residual + written) as u64
        });
        let values = STORE * size / MEASURED_SIZE;
        values.max(words * self.word_cycles) + commit * self.word_cycles
    }
}
