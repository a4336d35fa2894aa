//! A model's numbers as words of a machine's memory.

use harmonia_contract::size::WORD_VALUES;
use harmonia_device::system::{Machine, MachineError, pack};
use harmonia_model::Model;
use harmonia_numerics::kv::query_factor;
use harmonia_numerics::vector::{Norm, VectorError};

use super::code::Code;
use super::image::Content;
use super::plan::{Passes, Stage, SystemPlan};
use crate::ExecutorError;
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

/// Writes all that passes read, and offsets of keys, into a machine. Returns the programs.
///
/// # Errors
/// A machine that cannot be written.
pub(super) fn load(
    plan: &SystemPlan,
    model: &Model,
    machine: &mut impl Machine,
) -> Result<Vec<Loaded>, ExecutorError> {
    let broken = |source: MachineError| ExecutorError::Machine {
        step: None,
        sequence: None,
        source: source.into(),
    };
    machine.configure(&plan.setup()).map_err(broken)?;
    let smoothing = Smoothing::new(&plan.kv);
    for (content, own) in plan.image.contents() {
        let words = words(plan, model, &smoothing, content)?;
        debug_assert!(words.len() <= own.len(), "{content:?}");
        machine.write(own.start, &words).map_err(broken)?;
    }
    for (region, words) in offsets(plan, &smoothing) {
        machine.write(region, &words).map_err(broken)?;
    }
    let mut address = plan.image.end;
    let mut programs = Vec::new();
    for stage in plan.stages() {
        for passes in plan.passes() {
            let code = plan.assemble(stage, passes);
            let words = code.commands.as_flattened();
            machine.write(address, words).map_err(broken)?;
            let end = address + words.len();
            programs.push(Loaded {
                stage,
                passes,
                address,
                code,
            });
            address = end;
        }
    }
    Ok(programs)
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

fn words(
    plan: &SystemPlan,
    model: &Model,
    smoothing: &Smoothing,
    content: Content,
) -> Result<Vec<u64>, VectorError> {
    Ok(match content {
        // Every pass has its own.
        Content::Table => Vec::new(),
        Content::Angles => {
            let turns = plan.config.rope.turns(0..plan.kv.tokens());
            turns
                .flat_map(|turns| turns.into_iter().flat_map(|(cos, sin)| pairs(&[cos, sin])))
                .collect()
        }
        Content::Gain(gain) => {
            let gain = model.gain(gain);
            let norm = Norm::new(gain.len(), plan.config.epsilon)?;
            [vec![norm.epsilon_units()], pairs(gain)].concat()
        }
        Content::Bias(shape) => pairs(model.bias(shape.linear)),
        Content::Factors(layer) => {
            let keys = smoothing.factors_of(layer);
            let query = query_factor(plan.config.key_length);
            // Powers of two: the quotient is exact.
            let queries: Vec<f32> = keys.iter().map(|factor| query / factor).collect();
            pairs(&[keys, &queries].concat())
        }
        Content::Weights(shape) => pack(&model.linears[&shape.linear]),
    })
}

/// What every region begins with: nothing that a pass stores goes over it, so that it stays for all sequences.
fn offsets<'a>(
    plan: &'a SystemPlan,
    smoothing: &'a Smoothing,
) -> impl Iterator<Item = (usize, Vec<u64>)> + 'a {
    let (kv, layers) = (&plan.kv, plan.layers().len());
    let heads = plan.config.key_value_heads;
    let regions = kv.options().sequences * layers * heads;
    (0..regions).map(move |region| {
        let head = region % (layers * heads);
        let mut words = vec![0; kv.region().residual];
        for (channel, offset) in smoothing
            .offsets(head / heads, head % heads)
            .iter()
            .enumerate()
        {
            let bit = 16 * (channel % WORD_VALUES);
            words[channel / WORD_VALUES] |= u64::from(offset.to_bits()) << bit;
        }
        (plan.cache() + region * kv.region().words(), words)
    })
}
