//! A model's numbers as words of a machine's memory: what is written before the first pass, and stays.

use std::ops::Range;

use harmonia_contract::GROUP;
use harmonia_contract::size::WORD_VALUES;
use harmonia_device::system::pack;
use harmonia_model::Model;
use harmonia_numerics::kv::query_factor;
use harmonia_numerics::vector::{Norm, VectorError};

use super::code::Code;
use super::image::Content;
use super::plan::{Passes, Stage, SystemPlan};
use crate::kv::Smoothing;

/// A program in memory.
#[derive(Debug)]
pub(super) struct Loaded {
    pub stage: Stage,
    pub passes: Passes,
    /// The first word.
    pub address: usize,
    pub code: Code,
}

/// The programs of a plan, one after the other.
pub(super) fn programs(plan: &SystemPlan) -> Vec<Loaded> {
    let mut address = plan.image.end;
    let mut programs = Vec::new();
    for stage in plan.stages() {
        for passes in plan.passes() {
            let code = plan.assemble(stage, passes);
            let begin = address;
            address += code.words();
            programs.push(Loaded {
                stage,
                passes,
                address: begin,
                code,
            });
        }
    }
    programs
}

/// Something that is written once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Source {
    Content(Content),
    /// Offsets of keys of a region: nothing that a pass stores goes over them, so that they stay for all sequences.
    Offsets(usize),
    /// Values of channels that a region's head does not have: zeros.
    Padding(usize),
    /// A program, by its number.
    Program(usize),
}

impl Source {
    /// Whether it is read as weights are: the check of weights is of it, and of nothing else.
    pub fn is_matrix(&self) -> bool {
        matches!(self, Source::Content(Content::Weights(_)))
    }
}

/// Everything that is written once: made when it is asked for, as often as it is.
pub(super) struct Sources<'a> {
    plan: &'a SystemPlan,
    model: &'a Model,
    programs: &'a [Loaded],
    smoothing: Smoothing,
}

impl<'a> Sources<'a> {
    pub fn new(plan: &'a SystemPlan, model: &'a Model, programs: &'a [Loaded]) -> Self {
        Sources {
            plan,
            model,
            programs,
            smoothing: Smoothing::new(&plan.kv),
        }
    }

    /// Where everything lies.
    pub fn all(&self) -> Vec<(Source, Range<usize>)> {
        let plan = self.plan;
        let contents = plan.image.contents();
        // Every pass has its own table.
        let contents = contents.filter(|(content, _)| *content != Content::Table);
        let contents = contents.map(|(content, own)| (Source::Content(content), own));
        let region = plan.kv.region();
        let (words, residual) = (region.words(), region.residual);
        let shape = region.shape();
        let no_channels = shape.size()..shape.blocks() * GROUP;
        let begins = (0..plan.kv.words() / words).map(|own| (own, plan.cache() + own * words));
        let regions = begins.flat_map(|(own, begin)| {
            let offsets = (Source::Offsets(own), begin..begin + residual);
            let padding = no_channels
                .clone()
                .map(|channel| region.residual_channel(channel));
            let padding = padding.reduce(|all, channel| all.start..channel.end);
            let padding = padding.map(|all| {
                let all = begin + all.start..begin + all.end;
                (Source::Padding(own), all)
            });
            [Some(offsets), padding].into_iter().flatten()
        });
        let programs = self.programs.iter().enumerate().map(|(number, own)| {
            let range = own.address..own.address + own.code.words();
            (Source::Program(number), range)
        });
        contents.chain(regions).chain(programs).collect()
    }

    /// The words of a source.
    ///
    /// # Errors
    /// A norm that has no meaning.
    pub fn words(&self, source: Source) -> Result<Vec<u64>, VectorError> {
        match source {
            Source::Content(content) => self.content(content),
            Source::Offsets(region) => Ok(self.offsets(region)),
            Source::Padding(_) => {
                let shape = self.plan.kv.region().shape();
                let channels = shape.size()..shape.blocks() * GROUP;
                let words = |channel| self.plan.kv.region().residual_channel(channel).len();
                Ok(vec![0; channels.map(words).sum()])
            }
            Source::Program(number) => {
                let code = &self.programs[number].code;
                Ok(code.commands.as_flattened().to_vec())
            }
        }
    }

    fn content(&self, content: Content) -> Result<Vec<u64>, VectorError> {
        let (plan, model) = (self.plan, self.model);
        Ok(match content {
            Content::Table => Vec::new(),
            Content::Angles => angles(plan, 0..plan.kv.tokens()),
            Content::Gain(gain) => {
                let gain = model.gain(gain);
                let norm = Norm::new(gain.len(), plan.config.epsilon)?;
                [vec![norm.epsilon_units()], pairs(gain)].concat()
            }
            Content::Bias(shape) => pairs(model.bias(shape.linear)),
            Content::Factors(layer) => {
                let keys = self.smoothing.factors_of(layer);
                let query = query_factor(plan.config.key_length);
                // Powers of two: the quotient is exact.
                let queries: Vec<f32> = keys.iter().map(|factor| query / factor).collect();
                pairs(&[keys, &queries].concat())
            }
            Content::Weights(shape) => pack(&model.linears[&shape.linear]),
        })
    }

    fn offsets(&self, region: usize) -> Vec<u64> {
        let kv = &self.plan.kv;
        let heads = self.plan.config.key_value_heads;
        let head = region % (self.plan.layers().len() * heads);
        let mut words = vec![0; kv.region().residual];
        let offsets = self.smoothing.offsets(head / heads, head % heads);
        for (channel, offset) in offsets.iter().enumerate() {
            let bit = 16 * (channel % WORD_VALUES);
            words[channel / WORD_VALUES] |= u64::from(offset.to_bits()) << bit;
        }
        words
    }
}

/// Cosines and sines of positions.
pub(super) fn angles(plan: &SystemPlan, positions: Range<usize>) -> Vec<u64> {
    let turns = plan.config.rope.turns(positions);
    let words =
        |turns: Vec<(f32, f32)>| turns.into_iter().flat_map(|(cos, sin)| pairs(&[cos, sin]));
    turns.flat_map(words).collect()
}

/// Two elements a word, the first in the low half.
pub(super) fn pairs(values: &[f32]) -> Vec<u64> {
    let bits = |value: Option<&f32>| u64::from(value.map_or(0, |value| value.to_bits()));
    let word = |pair: &[f32]| bits(pair.get(1)) << 32 | bits(pair.first());
    values.chunks(2).map(word).collect()
}

/// Elements of words.
pub(super) fn elements(words: &[u64]) -> impl Iterator<Item = f32> {
    let both = |word: &u64| [*word as u32, (*word >> 32) as u32].map(f32::from_bits);
    words.iter().flat_map(both)
}
