//! What a plan is made of: whether a model has a meaning for machines, its tasks, how many tokens have room.

use harmonia_contract::size::BUFFER_BLOCKS;
use harmonia_device::AttentionLimits;
use harmonia_device::system::MachineLimits;
use harmonia_model::{Config, Operation, Program, Step};
use harmonia_numerics::GROUP;
use harmonia_numerics::vector::{Norm, Rope};

use super::PlanError;
use super::frame::{Constants, Frame, gain_elements};
use super::lower;
use super::plan::SystemOptions;
use super::task::{Named, Task};
use crate::{KvPlan, OffsetSource};

/// What does not depend on a machine.
pub(super) fn check(config: &Config, options: &SystemOptions) -> Result<(), PlanError> {
    if matches!(options.kv.offsets, OffsetSource::Online) {
        return Err(PlanError::OnlineOffsets);
    }
    for (what, count) in [
        ("tokens of a pass", options.batch),
        ("tokens of context", options.context),
        ("sequences", options.kv.sequences),
    ] {
        if count == 0 {
            return Err(PlanError::Nothing { what });
        }
    }
    Norm::new(config.width, config.epsilon)?;
    Rope::new(
        config.rope.pairing,
        config.key_length,
        config.rope.dimensions,
    )?;
    let heads = config.heads;
    let most = harmonia_contract::program::PARTS.most() + 1;
    for (what, needed, room) in [
        ("the number of query heads", heads, most),
        // A word of memory has two elements of the residual.
        ("an odd residual", config.width % 2, 0),
    ] {
        if needed > room {
            return Err(PlanError::TooWide { what, needed, room });
        }
    }
    Ok(())
}

/// Regions for as many tokens as were asked for; whether they fit is another question.
pub(super) fn kv(
    config: &Config,
    layers: usize,
    options: &SystemOptions,
    limits: &MachineLimits,
) -> Result<KvPlan, PlanError> {
    let limits = AttentionLimits {
        memory_words: usize::MAX / 8,
        context: limits.context.min(options.context),
    };
    Ok(KvPlan::for_layers(
        config,
        layers,
        options.kv.clone(),
        limits,
    )?)
}

/// The tasks of all layers, with the widest strips for which no frame has to be wider than for the narrowest.
pub(super) fn lower(
    config: &Config,
    program: &Program,
) -> Result<(Vec<Vec<Named>>, Frame), PlanError> {
    let steps = program.steps();
    let imported = steps.iter().find_map(|step| match step.operation {
        Operation::Import { to } => Some(to),
        _ => None,
    });
    let Some(residual) = imported else {
        return Err(PlanError::Operation {
            step: "the program".into(),
            reason: "it imports no embeddings",
        });
    };
    let of_layer = |layer: usize| {
        let own = |step: &&Step| step.layer.map(usize::from) == Some(layer);
        steps.iter().filter(own).cloned().collect::<Vec<Step>>()
    };
    let layers: Vec<Vec<Step>> = (0..config.layers).map(of_layer).collect();
    let with = |strip| {
        let tasks = layers
            .iter()
            .map(|steps| lower::layer(program, steps, strip));
        let tasks = tasks.collect::<Result<Vec<_>, _>>()?;
        let frame = Frame::new(program, residual, &tasks, strip)?;
        Ok::<_, PlanError>((tasks, frame))
    };
    let narrowest = with(GROUP)?;
    let channels = config.feed_forward.div_ceil(GROUP);
    for count in 1..channels {
        let strip = channels.div_ceil(count) * GROUP;
        // Two operands of SwiGLU side by side.
        if 2 * strip.min(config.feed_forward) <= narrowest.1.rest() {
            let wider = with(strip)?;
            if wider.1.width == narrowest.1.width {
                return Ok(wider);
            }
        }
    }
    Ok(narrowest)
}

/// Elements of the longest norm or bias.
pub(super) fn shared(config: &Config, layers: &[Vec<Named>]) -> usize {
    let tasks = layers.iter().flatten().map(|own| match own.task {
        Task::Norm { gain, .. } => gain_elements(gain.width(config)),
        Task::Bias { rows, .. } => rows.count,
        _ => 0,
    });
    tasks
        .chain([gain_elements(config.width)])
        .max()
        .unwrap_or(0)
}

/// Tokens of a pass for which blocks and vector memory have room, and those for which vector memory has.
pub(super) fn batch(
    options: &SystemOptions,
    limits: &MachineLimits,
    frame: &Frame,
    constants: &Constants,
    blocks: usize,
) -> Result<[usize; 2], PlanError> {
    let vectors = constants.end + frame.width;
    for (what, needed, room) in [
        ("its vectors", vectors, limits.vectors),
        ("its activation blocks", blocks, BUFFER_BLOCKS),
    ] {
        if needed > room {
            return Err(PlanError::TooWide { what, needed, room });
        }
    }
    let by_vectors = (limits.vectors - constants.end) / frame.width;
    let by_blocks = BUFFER_BLOCKS / blocks.max(1) * limits.token_rows;
    let most = options.batch.min(limits.batch).min(by_vectors);
    Ok([most.min(by_blocks), most])
}

/// Tokens of a pass, of `whole` for which there is room and up to `most` in tiles, for which matrices move the fewest words
/// a token.
pub(super) fn best_batch([whole, most]: [usize; 2], words: impl Fn(usize) -> usize) -> usize {
    (whole..=most).fold(whole, |best, tokens| {
        let fewer = words(tokens) as u128 * (best as u128) < words(best) as u128 * tokens as u128;
        if fewer { tokens } else { best }
    })
}
