//! What a plan comes to: which part of memory is what, how much is left, what a pass takes.

use harmonia_device::AttentionLimits;
use harmonia_device::system::MachineLimits;
use harmonia_numerics::Format;

use super::cost::{Cost, Rate};
use super::image::Content;
use super::plan::SystemPlan;
use super::segments::segments;
use super::task::Named;
use crate::KvPlan;

/// Words of memory and what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// For people: `blk.3.attn_q`, `angles`.
    pub name: String,
    /// The layer that it belongs to.
    pub layer: Option<usize>,
    /// Of a matrix: its format.
    pub format: Option<Format>,
    /// The first word.
    pub address: usize,
    /// Words.
    pub words: usize,
}

impl SystemPlan {
    /// Everything in memory, in the order of the first words.
    pub fn parts(&self) -> Vec<Part> {
        let part = |name: &str, address, words| Part {
            name: name.into(),
            layer: None,
            format: None,
            address,
            words,
        };
        let image = |name, content| {
            let own = self.image.range(content);
            part(name, own.start, own.len())
        };
        let mut parts = vec![
            image("table", Content::Table),
            image("angles", Content::Angles),
        ];
        for (layer, tasks) in self.layers.iter().enumerate() {
            self.of_tasks(&mut parts, Some(layer), tasks);
        }
        self.of_tasks(&mut parts, None, self.head.as_deref().unwrap_or_default());
        let (data, logits, cache) = (self.data(), self.logits(), self.cache());
        parts.extend([
            part("programs", self.image.end, self.programs),
            part("residuals", data, logits - data),
            part("logits", logits, cache - logits),
            part("keys and values", cache, self.kv.words()),
        ]);
        parts
    }

    fn of_tasks(&self, parts: &mut Vec<Part>, layer: Option<usize>, tasks: &[Named]) {
        for own in tasks {
            let Some(content) = self.sizes().content(&own.task) else {
                continue;
            };
            let (name, format) = match content {
                Content::Weights(shape) => {
                    let linear = shape.linear;
                    (linear.to_string(), Some(self.formats[&linear]))
                }
                Content::Factors(layer) => (format!("blk.{layer}.factors"), None),
                Content::Gain(gain) => (gain.to_string(), None),
                Content::Bias(shape) => (format!("{}.bias", shape.linear), None),
                Content::Table | Content::Angles => (own.name.clone(), None),
            };
            let range = self.image.range(content);
            // Strips of a matrix are parts of one content.
            if parts.iter().rev().all(|part| part.name != name) {
                parts.push(Part {
                    name,
                    layer,
                    format,
                    address: range.start,
                    words: range.len(),
                });
            }
        }
    }

    /// What the machine has room for.
    pub fn limits(&self) -> &MachineLimits {
        &self.limits
    }

    /// Layers of the model.
    pub fn model_layers(&self) -> usize {
        self.config.layers
    }

    /// Words of memory that nothing lies in.
    pub fn free_words(&self) -> usize {
        self.limits.memory_words - self.cache() - self.kv.words()
    }

    /// Sequences as long as the plan's for which memory would have room.
    pub fn most_sequences(&self) -> usize {
        (self.limits.memory_words - self.cache()) * self.kv.options().sequences / self.kv.words()
    }

    /// Tokens of each of the plan's sequences for which memory would have room.
    pub fn most_tokens(&self) -> usize {
        let limits = AttentionLimits {
            memory_words: self.limits.memory_words - self.cache(),
            context: self.limits.context,
        };
        let options = self.kv.options().clone();
        let plan = KvPlan::for_layers(&self.config, self.layers.len(), options, limits);
        plan.map_or(self.kv.tokens(), |plan| plan.tokens())
    }

    /// Elements of vector memory that all tokens share, and of each token.
    pub fn vector_elements(&self) -> (usize, usize) {
        (self.constants.end, self.frame.width)
    }

    /// Blocks of a token.
    pub fn blocks(&self) -> usize {
        let tasks = self.layers.iter().flatten();
        tasks
            .map(|own| own.task.blocks(&self.program))
            .max()
            .unwrap_or(0)
    }

    /// What a pass of `tokens` tokens at the end of the context is expected to take on the machine, with a memory
    /// that delivers a word in `cycles_per_word` cycles. The output head, if it is there, makes logits of all.
    pub fn cost(&self, tokens: usize, cycles_per_word: u64) -> Cost {
        let mut cost = Cost::default();
        let all = self.layers.iter().chain(&self.head);
        for own in all.flat_map(|tasks| segments(&self.program, tasks)) {
            for tile in own.tiles(&self.limits, tokens) {
                let rate = Rate {
                    cycles_per_word,
                    tokens: tile.len() as u64,
                    banks: self.limits.banks(tile.len()) as u64,
                    rows: self.limits.token_rows as u64,
                };
                let (sizes, region) = (self.sizes(), self.kv.region());
                cost.add(&self.program, &sizes, own.tasks, region, rate);
            }
        }
        cost
    }
}
