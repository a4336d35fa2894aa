//! A model's attention on a device: what enters it, and what comes of it.

use half::f16;
use harmonia_device::{Command, Device, DeviceError};
use harmonia_model::{Attend, Batch, SequenceId, Workspace};
use harmonia_numerics::GROUP;
use harmonia_numerics::kv::{KvError, prepare_query, to_fp16};

use super::schedule::{Entry, FirstPage, Layer, Scheduler};
use super::smoothing::Smoothing;
use super::{AttentionError, KvPlan, OffsetSource, Operand};
use crate::ExecutorError;

/// The attention of a model on a device.
pub struct DeviceAttention {
    plan: KvPlan,
    smoothing: Smoothing,
    /// What the device holds of each sequence, by [`SequenceId::index`]: its layers.
    sequences: Vec<Vec<Layer>>,
    /// Whether the device has been told the layout.
    configured: bool,
    /// Results of a call as they left the device; kept for its memory.
    results: Vec<f32>,
}

/// What attention of a layer is asked for some tokens of a sequence.
#[derive(Clone, Copy, Debug)]
pub struct AttentionCall<'a> {
    /// The sequence that keys and values are kept for.
    pub sequence: SequenceId,
    /// The layer, from 0: every layer has keys and values of its own.
    pub layer: usize,
    /// Position of the first token.
    pub start: usize,
    /// How many follow each other.
    pub tokens: usize,
    /// `[tokens][heads][size]`, rotated by RoPE, not scaled.
    pub queries: &'a [f32],
    /// `[tokens][key_value_heads][size]`, rotated by RoPE.
    pub keys: &'a [f32],
    /// `[tokens][key_value_heads][size]`
    pub values: &'a [f32],
}

impl DeviceAttention {
    /// For the sequences of a plan that was made for the device.
    pub fn new(plan: KvPlan) -> Self {
        DeviceAttention {
            sequences: vec![vec![Layer::default(); plan.layers]; plan.options.sequences],
            smoothing: Smoothing::new(&plan),
            plan,
            configured: false,
            results: Vec::new(),
        }
    }

    /// Where keys and values lie, and for how many tokens.
    pub fn plan(&self) -> &KvPlan {
        &self.plan
    }

    /// Whether the tokens before `start` are as they were when `start` was next. A batch that failed half way may have
    /// compressed pages that its sequence does not have yet, in the layers that it came to.
    pub fn can_go_back(&self, sequence: SequenceId, start: usize) -> Result<(), AttentionError> {
        for (layer, own) in self.sequences[sequence.index()].iter().enumerate() {
            let first = own.committed * GROUP;
            if start > 0 && start < first {
                return Err(AttentionError::TakenBack {
                    sequence,
                    layer,
                    start,
                    first,
                });
            }
        }
        Ok(())
    }

    /// Forgets a sequence.
    pub fn close(&mut self, sequence: SequenceId) {
        self.sequences[sequence.index()].fill(Layer::default());
    }

    /// Makes ready for a batch whose sequences are open.
    pub fn begin<D: Device>(&mut self, device: &mut D, batch: &Batch) -> Result<(), ExecutorError> {
        for run in &batch.runs {
            self.plan.fits(run.sequence, run.first + run.tokens.len())?;
            self.can_go_back(run.sequence, run.first)?;
        }
        if !self.configured {
            let configure = [Command::Configure(self.plan.region)];
            device.execute(&configure, &mut Vec::new())?;
            self.configured = true;
        }
        Ok(())
    }

    /// Executes [`Operation::Attend`](harmonia_model::Operation::Attend) for the batch of `workspace`.
    pub fn attend<D: Device>(
        &mut self,
        device: &mut D,
        workspace: &mut Workspace,
        operation: &Attend,
    ) -> Result<(), ExecutorError> {
        workspace.fill(operation.to, |workspace, out| {
            let calls = self.calls(workspace, operation);
            self.execute(device, &calls, out)
        })
    }

    /// A call per run.
    fn calls<'w>(&self, workspace: &'w Workspace, operation: &Attend) -> Vec<AttentionCall<'w>> {
        let width = self.plan.key_value_heads * self.plan.region.shape().size();
        let rows = |buffer, start: usize, end: usize, width: usize| {
            &workspace.read(buffer)[start * width..end * width]
        };
        let calls = workspace.batch().ranges().map(|(run, own)| AttentionCall {
            sequence: run.sequence,
            layer: operation.layer,
            start: run.first,
            tokens: own.len(),
            queries: rows(
                operation.queries,
                own.start,
                own.end,
                width * self.plan.queries_per_kv_head,
            ),
            keys: rows(operation.keys, own.start, own.end, width),
            values: rows(operation.values, own.start, own.end, width),
        });
        calls.collect()
    }

    /// Executes calls of one layer, each of another sequence, as one piece of work for the device; `out` has the results of
    /// one after the other, `[tokens][heads][size]`.
    pub fn execute<D: Device>(
        &mut self,
        device: &mut D,
        calls: &[AttentionCall<'_>],
        out: &mut [f32],
    ) -> Result<(), ExecutorError> {
        let entries = calls.iter().map(|call| self.enter(call));
        let entries = entries.collect::<Result<Vec<_>, _>>()?;
        let online = matches!(self.plan.options.offsets, OffsetSource::Online);
        for (call, entry) in calls.iter().zip(&entries) {
            if online && call.start < GROUP {
                self.keep_first_page(call, entry);
            }
        }
        let token_rows = device.limits().token_rows;
        let size = self.plan.region.shape().size();
        let schedulers = calls.iter().zip(&entries).map(|(call, entry)| {
            let layer = &self.sequences[call.sequence.index()][call.layer];
            Scheduler {
                plan: &self.plan,
                smoothing: &self.smoothing,
                layer,
                call,
                entry,
                size,
                initial: vec![f16::ZERO; size],
                recentred: layer.middles(size),
            }
        });
        let schedulers: Vec<_> = schedulers.collect();
        let mut commands = Vec::new();
        let mut pieces = Vec::new();
        let mut row = 0;
        for scheduler in &schedulers {
            scheduler.schedule(token_rows, row, &mut commands, &mut pieces);
            row += scheduler.call.tokens;
        }
        self.results.clear();
        let ran = device.execute(&commands, &mut self.results);
        drop(commands);
        drop(schedulers);
        // Illegal commands and a broken transport have left nothing; after an overflow, all commands have been executed.
        if matches!(ran, Ok(()) | Err(DeviceError::ScoreOverflow { .. })) {
            for call in calls {
                let end = call.start + call.tokens;
                let layer = &mut self.sequences[call.sequence.index()][call.layer];
                layer.committed = (end - 1) / GROUP;
                layer.recentred = online && end >= GROUP;
                if end > GROUP {
                    layer.first_page.clear();
                }
            }
        }
        ran.map_err(|error| locate(error, &self.plan, calls))?;

        let width = self.plan.key_value_heads * self.plan.queries_per_kv_head * size;
        let mut rest = &self.results[..];
        for piece in pieces {
            let (values, others) = rest.split_at(piece.heads * size);
            rest = others;
            let at = piece.row * width + piece.head * size;
            out[at..at + values.len()].copy_from_slice(values);
        }
        Ok(())
    }

    /// Rounds what enters the device, or says what cannot.
    fn enter(&self, call: &AttentionCall<'_>) -> Result<Entry, AttentionError> {
        let size = self.plan.region.shape().size();
        let locate = |operand, heads: usize, at: usize, error: KvError| match error {
            KvError::NotFinite { index, value } => {
                let index = at + index;
                AttentionError::NotFinite {
                    sequence: call.sequence,
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
        let heads = kv_heads * self.plan.queries_per_kv_head;
        let mut queries = Vec::with_capacity(call.queries.len());
        for (index, query) in call.queries.chunks_exact(size).enumerate() {
            let head = index % heads;
            let query =
                self.smoothing
                    .query(call.layer, head, self.plan.queries_per_kv_head, query);
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

    /// Keeps what the call has of page 0.
    fn keep_first_page(&mut self, call: &AttentionCall<'_>, entry: &Entry) {
        let size = self.plan.region.shape().size();
        let heads = self.plan.key_value_heads;
        let layer = &mut self.sequences[call.sequence.index()][call.layer];
        layer.first_page.resize_with(heads, FirstPage::default);
        for (head, kept) in layer.first_page.iter_mut().enumerate() {
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

/// Says of an overflow whose call's it is, which head and token.
fn locate(error: DeviceError, plan: &KvPlan, calls: &[AttentionCall<'_>]) -> ExecutorError {
    let DeviceError::ScoreOverflow {
        region, position, ..
    } = error
    else {
        return error.into();
    };
    let (place, head) = plan.place(region);
    match calls.iter().find(|call| call.sequence.index() == place) {
        Some(call) => AttentionError::Overflow {
            sequence: call.sequence,
            layer: call.layer,
            head,
            token: position,
        }
        .into(),
        None => error.into(),
    }
}
