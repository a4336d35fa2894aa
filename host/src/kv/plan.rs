//! How a model's keys and values lie in a device's memory, and for how many tokens there is room.

use std::fmt;
use std::sync::Arc;

use harmonia_device::{AttentionLimits, Device};
use harmonia_model::{Calibration, Config, Model, SequenceId};
use harmonia_numerics::GROUP;
use harmonia_numerics::kv::{KvFormat, KvShape, Region};

use super::AttentionError;

/// How keys and values are kept.
#[derive(Clone, Debug)]
pub struct KvOptions {
    /// Mantissa bits of keys and values.
    pub format: KvFormat,
    /// The first tokens, which keep 8 bits; a multiple of 32.
    pub init_tokens: usize,
    /// The last tokens before a query's own page of 32, which keep 8 bits; a multiple of 32.
    pub local_tokens: usize,
    /// Whether keys and queries are rotated by Hadamard matrices.
    pub rotate: bool,
    /// What is subtracted from keys before they are rounded, channel by channel.
    pub offsets: OffsetSource,
    /// Whether keys and queries are scaled by a calibration's powers of two; without a calibration there are none.
    pub scale: bool,
    /// Bytes of the device's memory for all layers and sequences; none takes what the device has.
    pub budget_bytes: Option<usize>,
    /// Sequences that have room at a time; each may become as long as the others.
    pub sequences: usize,
}

/// Where the offsets of keys come from.
#[derive(Clone, Debug)]
pub enum OffsetSource {
    /// A calibration of the model, which has scales as well.
    Calibrated(Arc<Calibration>),
    /// The middle of the first 32 keys of the sequence itself.
    Online,
    /// All of them are 0.
    None,
}

/// What ends the room for tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bound {
    /// The model's context.
    Model,
    /// The context that the device has room for, or was asked for.
    Engine,
    /// The device's memory, in bytes.
    Memory(usize),
    /// [`KvOptions::budget_bytes`].
    Budget(usize),
}

/// A region for every sequence, layer and key/value head, one after the other from word 0 on.
#[derive(Clone, Debug)]
pub struct KvPlan {
    pub(super) options: KvOptions,
    pub(super) region: Region,
    pub(super) layers: usize,
    pub(super) key_value_heads: usize,
    /// Query heads that share a key/value head.
    pub(super) queries_per_kv_head: usize,
    bound: Bound,
}

impl Default for KvOptions {
    fn default() -> Self {
        KvOptions {
            format: KvFormat::K4V4,
            init_tokens: GROUP,
            local_tokens: GROUP,
            rotate: true,
            offsets: OffsetSource::None,
            scale: true,
            budget_bytes: None,
            sequences: 1,
        }
    }
}

impl KvPlan {
    /// The plan for a device as it is; see [`new`](KvPlan::new).
    pub fn for_device(
        model: &Model,
        options: KvOptions,
        device: &impl Device,
    ) -> Result<KvPlan, AttentionError> {
        let limits = device
            .limits()
            .attention
            .ok_or(AttentionError::Unsupported)?;
        KvPlan::new(model, options, limits)
    }

    /// Room for as many tokens per sequence as the model's context, the budget and the device allow.
    ///
    /// # Errors
    /// Heads that a device cannot have, a calibration of another model, no room for a token of each sequence.
    pub fn new(
        model: &Model,
        options: KvOptions,
        limits: AttentionLimits,
    ) -> Result<KvPlan, AttentionError> {
        if let OffsetSource::Calibrated(calibration) = &options.offsets {
            calibration.check(&model.fingerprint)?;
        }
        KvPlan::for_layers(&model.config, model.config.layers, options, limits)
    }

    /// [`new`](KvPlan::new) for the first layers of a model whose calibration, if there is one, is known to be
    /// its own.
    pub(crate) fn for_layers(
        config: &Config,
        layers: usize,
        options: KvOptions,
        limits: AttentionLimits,
    ) -> Result<KvPlan, AttentionError> {
        let Config {
            key_value_heads,
            key_length,
            value_length,
            context,
            ..
        } = *config;
        if key_length != value_length {
            return Err(AttentionError::HeadSizes {
                keys: key_length,
                values: value_length,
            });
        }
        let shape = KvShape::with_format(
            key_length,
            options.rotate,
            options.format,
            options.init_tokens,
            options.local_tokens,
        )?;
        // More sequences than any memory has room for need more bytes than can be counted.
        let regions = options.sequences.saturating_mul(layers * key_value_heads);
        let bytes = |tokens| regions.saturating_mul(8 * Region::new(&shape, tokens).words());
        let memory = 8 * limits.memory_words;
        let (available, by_bytes) = match options.budget_bytes {
            Some(budget) if budget <= memory => (budget, Bound::Budget(budget)),
            _ => (memory, Bound::Memory(memory)),
        };
        let (most, by_tokens) = if limits.context < context {
            (limits.context, Bound::Engine)
        } else {
            (context, Bound::Model)
        };
        let (tokens, bound) = if bytes(most) <= available {
            (most, by_tokens)
        } else {
            // Memory grows with every page that is begun, and `most` does not fit.
            let pages = partition_point(most.div_ceil(GROUP), |pages| {
                bytes(pages * GROUP) <= available
            });
            (pages * GROUP, by_bytes)
        };
        if tokens == 0 {
            let needed = bytes(GROUP);
            return Err(AttentionError::NoRoom {
                bound,
                needed,
                sequences: options.sequences,
            });
        }
        Ok(KvPlan {
            region: Region::new(&shape, tokens),
            options,
            layers,
            key_value_heads,
            queries_per_kv_head: config.queries_per_kv_head(),
            bound,
        })
    }

    /// Tokens there is room for.
    pub fn tokens(&self) -> usize {
        self.region.tokens()
    }

    /// The layout of every region.
    pub(crate) fn region(&self) -> &Region {
        &self.region
    }

    /// Words of 64 bits of the device's memory.
    pub fn words(&self) -> usize {
        self.regions() * self.region.words()
    }

    /// Bytes that hold something once a sequence has `tokens` tokens, of all layers.
    pub fn bytes_at(&self, tokens: usize) -> usize {
        self.layers * self.key_value_heads * self.region.bytes_at(tokens)
    }

    /// Bytes of a token's keys and values in FP16.
    pub fn fp16_bytes_per_token(&self) -> usize {
        self.layers * self.key_value_heads * 2 * 2 * self.region.shape().size()
    }

    /// What was asked for.
    pub fn options(&self) -> &KvOptions {
        &self.options
    }

    /// Whether `sequence` fits with `tokens` tokens.
    pub(crate) fn fits(&self, sequence: SequenceId, tokens: usize) -> Result<(), AttentionError> {
        let room = self.tokens();
        if tokens <= room {
            return Ok(());
        }
        let bound = self.bound;
        Err(AttentionError::Full {
            sequence,
            tokens,
            room,
            bound,
            sequences: self.options.sequences,
        })
    }

    /// Where the region of a head begins.
    pub(crate) fn base(&self, sequence: SequenceId, layer: usize, head: usize) -> usize {
        let layer = sequence.index() * self.layers + layer;
        (layer * self.key_value_heads + head) * self.region.words()
    }

    /// The place of the sequence and the head whose region begins at `base`.
    pub(super) fn place(&self, base: usize) -> (usize, usize) {
        let region = base / self.region.words();
        let (layer, head) = (region / self.key_value_heads, region % self.key_value_heads);
        (layer / self.layers, head)
    }

    fn regions(&self) -> usize {
        self.options.sequences * self.layers * self.key_value_heads
    }
}

/// The largest n up to `end` for which `fits` holds; it holds for all below.
fn partition_point(end: usize, fits: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, end);
    while low < high {
        let middle = (low + high).div_ceil(2);
        if fits(middle) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    low
}

impl OffsetSource {
    /// As the command line spells it.
    pub fn name(&self) -> &'static str {
        match self {
            OffsetSource::Calibrated(_) => "calibrated",
            OffsetSource::Online => "online",
            OffsetSource::None => "none",
        }
    }
}

impl Bound {
    /// What to do about a sequence that is too long.
    pub(super) fn advice(self) -> &'static str {
        match self {
            Bound::Model => "shorten it",
            Bound::Engine => "shorten it, or ask for a longer context",
            Bound::Memory(_) | Bound::Budget(_) => {
                "shorten it, give the cache more room or fewer bits"
            }
        }
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Bound::Model => write!(f, "the model's context"),
            Bound::Engine => write!(f, "the device's context"),
            Bound::Memory(bytes) => write!(f, "the device's memory of {bytes} bytes"),
            Bound::Budget(bytes) => write!(f, "the budget of {bytes} bytes"),
        }
    }
}
