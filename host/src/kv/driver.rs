//! A model's attention as commands.
//!
//! For every token, in order, and every key/value head of the layer:
//!
//! ```text
//! COMMIT of the group before, when the token begins one
//! STORE of its key and value
//! ATTEND for the query heads of the key/value head, as many at a time as there are token rows
//! ```
//! So a prompt in chunks of any size is processed token by token, and gives the same bits.

use half::f16;
use harmonia_device::{Command, Device, DeviceError};
use harmonia_model::{Attend, Attention, LinearId, Linears};
use harmonia_numerics::GROUP;
use harmonia_numerics::kv::{KvError, middle, prepare_query, to_fp16};

use super::smoothing::Smoothing;
use super::{AttentionError, KvPlan, OffsetSource, Operand};
use crate::{Clocked, DeviceLinears, LinearsError};

/// The linear layers and the attention of a model on a device.
pub struct DeviceAttention<D> {
    linears: DeviceLinears<D>,
    plan: KvPlan,
    smoothing: Smoothing,
    layers: Vec<Layer>,
    /// Whether the device has been told the layout.
    configured: bool,
    /// Results of a call as they left the device; kept for its memory.
    results: Vec<f32>,
}

/// What the device holds of a layer.
#[derive(Clone, Default)]
struct Layer {
    /// Tokens stored.
    stored: usize,
    /// Pages of values.
    committed: usize,
    /// Group 0 in FP16, kept for [`OffsetSource::Online`] until it is complete and stored again. One a head.
    first_group: Vec<FirstGroup>,
    /// Whether it has been.
    recentred: bool,
}

/// `[tokens][size]` each.
#[derive(Clone, Default)]
struct FirstGroup {
    keys: Vec<f16>,
    values: Vec<f16>,
}

/// The results of one command: of `heads` query heads from `head` on.
struct Piece {
    /// Within the call.
    token: usize,
    head: usize,
    heads: usize,
}

/// Queries, keys and values of a call in FP16, `[tokens][heads][size]`.
struct Entry {
    queries: Vec<f16>,
    keys: Vec<f16>,
    values: Vec<f16>,
}

impl<D: Device> DeviceAttention<D> {
    /// Adds attention to linear layers.
    ///
    /// # Errors
    /// When the device cannot attend, or has less memory or context than the plan wants.
    pub fn new(linears: DeviceLinears<D>, plan: KvPlan) -> Result<Self, AttentionError> {
        let limits = linears.device().limits().attention;
        let limits = limits.ok_or(AttentionError::Unsupported)?;
        plan.within(limits)?;
        Ok(DeviceAttention {
            layers: vec![Layer::default(); plan.layers],
            linears,
            smoothing: Smoothing::new(&plan),
            plan,
            configured: false,
            results: Vec::new(),
        })
    }

    pub fn device(&self) -> &D {
        self.linears.device()
    }

    pub fn linears(&self) -> &DeviceLinears<D> {
        &self.linears
    }

    pub fn plan(&self) -> &KvPlan {
        &self.plan
    }

    /// Whether the tokens before `start` are as they were when `start` was next.
    fn can_go_back(&self, layer: usize, start: usize) -> Result<(), AttentionError> {
        let first = self.layers[layer].committed * GROUP;
        if start == 0 || start >= first {
            return Ok(());
        }
        Err(AttentionError::TakenBack {
            layer,
            start,
            first,
        })
    }

    /// Rounds what enters the device, or says what cannot.
    fn enter(&self, call: &Attend<'_>) -> Result<Entry, AttentionError> {
        let size = self.plan.region.shape().size();
        let locate = |operand, heads: usize, at: usize, error: KvError| match error {
            KvError::NotFinite { index, value } => {
                let index = at + index;
                AttentionError::NotFinite {
                    layer: call.layer,
                    operand,
                    head: index / size % heads,
                    token: call.start + index / size / heads,
                    channel: index % size,
                    value,
                }
            }
            other => other.into(),
        };
        let kv_heads = self.plan.key_value_heads;
        let heads = kv_heads * self.plan.group;
        let mut queries = Vec::with_capacity(call.queries.len());
        for (index, query) in call.queries.chunks_exact(size).enumerate() {
            let head = index % heads;
            let query = self
                .smoothing
                .query(call.layer, head, self.plan.group, query);
            let query = prepare_query(&query);
            queries.extend(query.map_err(|e| locate(Operand::Query, heads, index * size, e))?);
        }
        let keys = self.smoothing.keys(call.layer, call.keys);
        Ok(Entry {
            queries,
            keys: to_fp16(&keys).map_err(|e| locate(Operand::Key, kv_heads, 0, e))?,
            values: to_fp16(call.values).map_err(|e| locate(Operand::Value, kv_heads, 0, e))?,
        })
    }

    /// Keeps what the call has of group 0.
    fn keep_first_group(&mut self, call: &Attend<'_>, entry: &Entry) {
        let size = self.plan.region.shape().size();
        let heads = self.plan.key_value_heads;
        let layer = &mut self.layers[call.layer];
        layer.first_group.resize_with(heads, FirstGroup::default);
        for (head, kept) in layer.first_group.iter_mut().enumerate() {
            kept.keys.truncate(call.start * size);
            kept.values.truncate(call.start * size);
            for token in 0..call.tokens.min(GROUP - call.start) {
                let at = (token * heads + head) * size;
                kept.keys.extend(&entry.keys[at..at + size]);
                kept.values.extend(&entry.values[at..at + size]);
            }
        }
    }
}

impl<D: Device> Linears for DeviceAttention<D> {
    type Error = LinearsError;

    fn apply(
        &mut self,
        ids: &[LinearId],
        tokens: usize,
        input: &[f32],
        outputs: &mut [Vec<f32>],
    ) -> Result<(), LinearsError> {
        self.linears.apply(ids, tokens, input, outputs)
    }
}

impl<D: Device> Attention for DeviceAttention<D> {
    fn begin(&mut self, start: usize, tokens: usize) -> Result<(), LinearsError> {
        self.plan.fits(start + tokens)?;
        for layer in 0..self.layers.len() {
            self.can_go_back(layer, start)?;
        }
        if !self.configured {
            let configure = [Command::Configure(self.plan.region)];
            let mut none = Vec::new();
            self.linears.device_mut().execute(&configure, &mut none)?;
            self.configured = true;
        }
        Ok(())
    }

    fn attend(&mut self, call: &Attend<'_>, out: &mut Vec<f32>) -> Result<(), LinearsError> {
        let entry = self.enter(call)?;
        let online = matches!(self.plan.options.offsets, OffsetSource::Online);
        if online && call.start < GROUP {
            self.keep_first_group(call, &entry);
        }
        let token_rows = self.linears.device().limits().token_rows;
        let size = self.plan.region.shape().size();
        let scheduler = Scheduler {
            plan: &self.plan,
            smoothing: &self.smoothing,
            layer: &self.layers[call.layer],
            call,
            entry: &entry,
            size,
            initial: vec![f16::ZERO; size],
            recentred: self.layers[call.layer].middles(size),
        };
        let mut commands = Vec::new();
        let mut pieces = Vec::new();
        scheduler.schedule(token_rows, &mut commands, &mut pieces);

        self.results.clear();
        let ran = self
            .linears
            .device_mut()
            .execute(&commands, &mut self.results);
        let ran = ran.map_err(|error| locate(error, &self.plan, call));
        drop(commands);
        let end = call.start + call.tokens;
        let layer = &mut self.layers[call.layer];
        // Illegal commands and a broken simulation have left nothing; after an overflow, all commands have been executed.
        if matches!(ran, Ok(()) | Err(AttentionError::Overflow { .. })) {
            layer.stored = end;
            layer.committed = (end - 1) / GROUP;
            layer.recentred = online && end >= GROUP;
            if end > GROUP {
                layer.first_group.clear();
            }
        }
        ran?;

        let heads = self.plan.key_value_heads * self.plan.group;
        out.clear();
        out.resize(call.tokens * heads * size, 0.0);
        let mut rest = &self.results[..];
        for piece in pieces {
            let (values, others) = rest.split_at(piece.heads * size);
            rest = others;
            let at = (piece.token * heads + piece.head) * size;
            out[at..at + values.len()].copy_from_slice(values);
        }
        Ok(())
    }
}

impl<D: Device> Clocked for DeviceAttention<D> {
    fn cycles(&self) -> Option<u64> {
        self.linears.cycles()
    }
}

impl Layer {
    /// The middle of every channel of each head's group 0, once it is complete.
    fn middles(&self, size: usize) -> Vec<Vec<f16>> {
        let complete = |kept: &&FirstGroup| kept.keys.len() == GROUP * size;
        let kept = self.first_group.iter().filter(complete);
        kept.map(|kept| middle(size, kept.keys.chunks_exact(size)))
            .collect()
    }
}

/// Makes the commands of a call.
struct Scheduler<'a> {
    plan: &'a KvPlan,
    smoothing: &'a Smoothing,
    layer: &'a Layer,
    call: &'a Attend<'a>,
    entry: &'a Entry,
    size: usize,
    /// Offsets of a sequence that has none of its own yet, where it will have.
    initial: Vec<f16>,
    /// Those of each head once group 0 is complete; empty otherwise.
    recentred: Vec<Vec<f16>>,
}

impl<'a> Scheduler<'a> {
    fn schedule<'s>(
        &'s self,
        token_rows: usize,
        commands: &mut Vec<Command<'s>>,
        pieces: &mut Vec<Piece>,
    ) {
        let heads = self.plan.key_value_heads;
        for head in 0..heads {
            self.begin(head, commands);
        }
        let mut committed = self.layer.committed;
        if self.call.start == 0 {
            committed = 0;
        }
        for token in 0..self.call.tokens {
            let position = self.call.start + token;
            let group = position / GROUP;
            for head in 0..heads {
                let region = self.plan.base(self.call.layer, head);
                if group > committed {
                    let page = group - 1;
                    commands.push(Command::Commit { region, page });
                }
                let at = (token * heads + head) * self.size;
                commands.push(Command::Store {
                    region,
                    position,
                    key: &self.entry.keys[at..at + self.size],
                    value: &self.entry.values[at..at + self.size],
                });
                if position == GROUP - 1 && !self.recentred.is_empty() {
                    self.rewrite(head, GROUP, &self.recentred[head], commands);
                }
                self.attend(token, head, token_rows, commands, pieces);
            }
            committed = group;
        }
    }

    /// Offsets, before the first token of a sequence. One that goes back to before its own offsets were known starts without them.
    fn begin<'s>(&'s self, head: usize, commands: &mut Vec<Command<'s>>) {
        let start = self.call.start;
        if start == 0 {
            let offsets = self.smoothing.offsets(self.call.layer, head);
            let region = self.plan.base(self.call.layer, head);
            commands.push(Command::Write { region, offsets });
        } else if start < GROUP && self.layer.recentred {
            self.rewrite(head, start, &self.initial, commands);
        }
    }

    /// Writes offsets, and with them the first `tokens` tokens again.
    fn rewrite<'s>(
        &'s self,
        head: usize,
        tokens: usize,
        offsets: &'s [f16],
        commands: &mut Vec<Command<'s>>,
    ) {
        let region = self.plan.base(self.call.layer, head);
        commands.push(Command::Write { region, offsets });
        let kept = &self.layer.first_group[head];
        let keys = kept.keys.chunks_exact(self.size);
        let tokens = keys.zip(kept.values.chunks_exact(self.size)).take(tokens);
        for (position, (key, value)) in tokens.enumerate() {
            commands.push(Command::Store {
                region,
                position,
                key,
                value,
            });
        }
    }

    /// The query heads of a token that share a key/value head.
    fn attend<'s>(
        &'s self,
        token: usize,
        head: usize,
        token_rows: usize,
        commands: &mut Vec<Command<'s>>,
        pieces: &mut Vec<Piece>,
    ) {
        let group = self.plan.group;
        let all = self.plan.key_value_heads * group;
        let mut first = 0;
        while first < group {
            let heads = token_rows.min(group - first);
            let piece = Piece {
                token,
                head: head * group + first,
                heads,
            };
            let at = (token * all + piece.head) * self.size;
            commands.push(Command::Attend {
                region: self.plan.base(self.call.layer, head),
                position: self.call.start + token,
                heads,
                queries: &self.entry.queries[at..at + heads * self.size],
            });
            pieces.push(piece);
            first += heads;
        }
    }
}

/// Says of an overflow which head and token it is.
fn locate(error: DeviceError, plan: &KvPlan, call: &Attend<'_>) -> AttentionError {
    match error {
        DeviceError::ScoreOverflow {
            region, position, ..
        } => AttentionError::Overflow {
            layer: call.layer,
            head: region / plan.region.words() % plan.key_value_heads,
            token: position,
        },
        other => other.into(),
    }
}
