//! The commands by the arithmetic of harmonia-numerics.
//!
//! Commands that multiply whole rows run on the fast path, all those between two loads at once, cut into ranges of rows for the threads
//! of the pool. Sums over several commands run on the reference. Both give the engine's bits. Commands of attention run on
//! [`KvHead`], the heads in parallel.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use harmonia_contract::size::BUFFER_BLOCKS;
use harmonia_numerics::kv::{KvHead, Region};
use harmonia_numerics::{Accumulator, Block, Flags, GROUP, Limit, Matrix, Panels, reference};
use rayon::prelude::*;

use crate::rules::{BlockSet, Checker};
use crate::{AttentionLimits, Command, Device, DeviceError, Fault, Location, MatMul, MatrixId};

/// Multiply-accumulates that are worth waking another thread for.
const TASK_MACS: usize = 1 << 18;

/// The device in software. It has no clock.
pub struct Emulator {
    checker: Checker,
    /// One a stored matrix.
    panels: Vec<Panels>,
    buffers: Vec<Buffer>,
    /// Of the sum under way, `[tokens][rows]`.
    sums: Vec<Accumulator>,
    /// By the beginning of their region.
    heads: BTreeMap<usize, KvHead>,
}

/// The blocks of a token row.
#[derive(Clone)]
struct Buffer {
    blocks: Vec<Block>,
    /// Blocks whose source was NaN or infinite.
    invalid: BlockSet,
}

/// Commands of one head, by their position within the call, with room for what they yield.
type HeadTasks<'c, 'a, 'r> = Vec<(usize, &'c Command<'a>, &'r mut [f32])>;

/// A range of rows of one command, for one thread.
struct Task<'a> {
    matmul: &'a MatMul,
    rows: Range<usize>,
    /// `[tokens][rows]`
    out: &'a mut [f32],
}

impl Emulator {
    /// Token rows of [`new`](Self::new): enough that a prompt reads each weight from memory once.
    pub const TOKENS: usize = 32;

    /// What the fields of a command have room for. Memory is taken when it is used.
    pub const ATTENTION: AttentionLimits = AttentionLimits {
        memory_words: 1 << 24,
        context: 1 << 16,
    };

    /// An emulator with [`TOKENS`](Self::TOKENS) token rows.
    pub fn new() -> Self {
        Self::with_tokens(Self::TOKENS)
    }

    /// An emulator with as many token rows as an engine has, or more. They change its speed, never its results.
    ///
    /// # Panics
    /// When `tokens` is 0.
    pub fn with_tokens(tokens: usize) -> Self {
        Self::with_limits(tokens, Self::ATTENTION)
    }

    /// What the commands of attention have written: the words of each head's region, by where it begins.
    pub fn memory(&self) -> impl Iterator<Item = (usize, &[u64])> {
        self.heads
            .iter()
            .map(|(region, head)| (*region, head.words()))
    }

    /// An emulator that refuses what a device with these token rows and limits refuses.
    ///
    /// # Panics
    /// When `tokens` is 0.
    pub fn with_limits(tokens: usize, attention: AttentionLimits) -> Self {
        assert!(tokens > 0, "a device has at least one token row");
        let buffer = Buffer {
            blocks: vec![Block::ZERO; BUFFER_BLOCKS],
            invalid: BlockSet::default(),
        };
        Emulator {
            checker: Checker::new(tokens, Some(attention)),
            panels: Vec::new(),
            buffers: vec![buffer; tokens],
            sums: Vec::new(),
            heads: BTreeMap::new(),
        }
    }

    /// A multiplication that the fast path can do: it has no use for a part of a sum.
    fn whole<'c>(&self, command: &'c Command<'_>) -> Option<&'c MatMul> {
        let Command::MatMul(matmul) = command else {
            return None;
        };
        let groups = self.checker.matrix(matmul.matrix).groups_per_row();
        (matmul.first && matmul.last && matmul.groups == (0..groups)).then_some(matmul)
    }

    /// The blocks of each token of a command.
    fn operands(&self, matmul: &MatMul) -> Vec<&[Block]> {
        self.buffers[..matmul.tokens]
            .iter()
            .map(|buffer| &buffer.blocks[matmul.base..matmul.base + matmul.groups.len()])
            .collect()
    }

    fn is_invalid(&self, token: usize, matmul: &MatMul) -> bool {
        self.buffers[token]
            .invalid
            .contains_any(matmul.base..matmul.base + matmul.groups.len())
    }

    /// Runs whole commands, the first of which is command `first` of the call.
    fn multiply_whole(
        &self,
        first: usize,
        matmuls: &[&MatMul],
        results: &mut Vec<f32>,
    ) -> Result<(), DeviceError> {
        let start = results.len();
        let total: usize = matmuls.iter().map(|matmul| matmul.results()).sum();
        results.resize(start + total, 0.0);
        let flags = self.run(tasks(matmuls, &mut results[start..]));
        let any_invalid =
            |matmul: &&MatMul| (0..matmul.tokens).any(|token| self.is_invalid(token, matmul));
        if flags.overflow || flags.invalid || matmuls.iter().any(any_invalid) {
            for (index, matmul) in matmuls.iter().enumerate() {
                self.first_fault(first + index, matmul)?;
            }
        }
        let mut rest = &mut results[start..];
        for matmul in matmuls {
            let (own, others) = rest.split_at_mut(matmul.results());
            rest = others;
            if matmul.tokens > 1 {
                token_major(matmul, rows_a_task(matmul), own);
            }
        }
        Ok(())
    }

    fn run(&self, mut tasks: Vec<Task<'_>>) -> Flags {
        let run = |task: &mut Task<'_>| {
            let tokens = self.operands(task.matmul);
            self.panels[task.matmul.matrix.index()].multiply(task.rows.clone(), &tokens, task.out)
        };
        let join = |mut a: Flags, b| {
            a |= b;
            a
        };
        if let [task] = &mut tasks[..] {
            return run(task);
        }
        tasks
            .par_iter_mut()
            .with_max_len(1)
            .map(run)
            .reduce(Flags::default, join)
    }

    /// Looks for the first result of a whole command that is at fault, slowly.
    fn first_fault(&self, command: usize, matmul: &MatMul) -> Result<(), DeviceError> {
        let matrix = self.checker.matrix(matmul.matrix);
        for (token, blocks) in self.operands(matmul).into_iter().enumerate() {
            let invalid = self.is_invalid(token, matmul);
            for output in matmul.rows.clone() {
                let mut sum = [Accumulator::default()];
                if invalid {
                    sum[0].mark_invalid();
                } else {
                    let row = output..output + 1;
                    reference::multiply(matrix, row, matmul.groups.clone(), blocks, &mut sum);
                }
                let at = Location {
                    command,
                    matrix: matmul.matrix,
                    token,
                    output,
                };
                check_fault(at, &sum[0])?;
            }
        }
        Ok(())
    }

    /// Runs command `index` of the call on the reference.
    fn multiply_part(
        &mut self,
        index: usize,
        matmul: &MatMul,
        results: &mut Vec<f32>,
    ) -> Result<(), DeviceError> {
        let rows = matmul.rows.len();
        let mut sums = std::mem::take(&mut self.sums);
        if matmul.first {
            sums.clear();
            sums.resize(matmul.tokens * rows, Accumulator::default());
        }
        let matrix = self.checker.matrix(matmul.matrix);
        let tokens = self.operands(matmul);
        for (token, (sums, blocks)) in sums.chunks_exact_mut(rows).zip(tokens).enumerate() {
            if self.is_invalid(token, matmul) {
                sums.iter_mut().for_each(Accumulator::mark_invalid);
            }
            reference::multiply(
                matrix,
                matmul.rows.clone(),
                matmul.groups.clone(),
                blocks,
                sums,
            );
        }
        self.sums = sums;
        if !matmul.last {
            return Ok(());
        }
        for (at, sum) in self.sums.iter().enumerate() {
            let at = Location {
                command: index,
                matrix: matmul.matrix,
                token: at / rows,
                output: matmul.rows.start + at % rows,
            };
            check_fault(at, sum)?;
            results.push(sum.finish().value);
        }
        Ok(())
    }

    /// Runs commands of attention, the first of which is command `first` of the call. Those of one head run in order.
    fn attend(
        &mut self,
        first: usize,
        layout: Region,
        commands: &[Command<'_>],
        results: &mut Vec<f32>,
    ) -> Result<(), DeviceError> {
        let start = results.len();
        let yielded = |command: &Command<'_>| match command {
            Command::Attend { queries, .. } => queries.len(),
            _ => 0,
        };
        results.resize(start + commands.iter().map(yielded).sum::<usize>(), 0.0);
        let mut rest = &mut results[start..];
        let mut tasks: BTreeMap<usize, (KvHead, HeadTasks<'_, '_, '_>)> = BTreeMap::new();
        for (index, command) in commands.iter().enumerate() {
            let Some(region) = command.region() else {
                continue;
            };
            let (own, others) = rest.split_at_mut(yielded(command));
            rest = others;
            let (_, tasks) = tasks.entry(region).or_insert_with(|| {
                let head = self.heads.remove(&region);
                let new = || KvHead::new(layout.shape(), layout.tokens());
                (head.unwrap_or_else(new), Vec::new())
            });
            tasks.push((first + index, command, own));
        }
        let mut tasks: Vec<_> = tasks.into_iter().collect();
        let faults = tasks
            .par_iter_mut()
            .with_max_len(1)
            .filter_map(|(_, (head, tasks))| run_head(head, tasks));
        let fault = faults.min_by_key(|(command, ..)| *command);
        let heads = tasks.into_iter().map(|(region, (head, _))| (region, head));
        self.heads.extend(heads);
        match fault {
            None => Ok(()),
            Some((command, region, position)) => Err(DeviceError::ScoreOverflow {
                command,
                region,
                position,
            }),
        }
    }

    /// Runs the commands to the end, and gives the first fault.
    fn execute_checked(
        &mut self,
        mut layout: Option<Region>,
        commands: &[Command<'_>],
        results: &mut Vec<f32>,
    ) -> Result<(), DeviceError> {
        let mut outcome = Ok(());
        let mut next = 0;
        while let Some(command) = commands.get(next) {
            let rest = &commands[next..];
            let mut count = 1;
            let ran = match command {
                Command::Load { row, base, values } => {
                    self.buffers[*row].load(*base, values);
                    Ok(())
                }
                Command::MatMul(matmul) => {
                    let whole: Vec<&MatMul> = rest
                        .iter()
                        .map_while(|command| self.whole(command))
                        .collect();
                    if whole.is_empty() {
                        self.multiply_part(next, matmul, results)
                    } else {
                        count = whole.len();
                        self.multiply_whole(next, &whole, results)
                    }
                }
                Command::Configure(region) => {
                    layout = Some(*region);
                    self.heads.clear();
                    Ok(())
                }
                _ => {
                    let attention = rest.iter().take_while(|command| command.region().is_some());
                    count = attention.count();
                    let layout = layout.expect("a layout is configured before it is used");
                    self.attend(next, layout, &rest[..count], results)
                }
            };
            outcome = outcome.and(ran);
            next += count;
        }
        outcome
    }
}

/// Runs commands of a head. Gives the command, region and position of the first score that overflows.
fn run_head(head: &mut KvHead, tasks: &mut HeadTasks<'_, '_, '_>) -> Option<(usize, usize, usize)> {
    let mut fault = None;
    for (index, command, out) in tasks {
        match **command {
            Command::Write { offsets, .. } => head.set_offsets(offsets),
            Command::Store {
                position,
                key,
                value,
                ..
            } => head.store(position, key, value),
            Command::Commit { page, .. } => head.commit(page),
            Command::Attend {
                region,
                position,
                heads,
                queries,
            } => {
                if head.attend(position, queries, heads, out).overflow {
                    fault = fault.or(Some((*index, region, position)));
                }
            }
            Command::Load { .. } | Command::MatMul(_) | Command::Configure(_) => {}
        }
    }
    fault
}

impl Default for Emulator {
    fn default() -> Self {
        Self::new()
    }
}

impl Device for Emulator {
    fn store(&mut self, matrix: Arc<Matrix>) -> Result<MatrixId, DeviceError> {
        self.panels.push(Panels::new(&matrix));
        Ok(self.checker.store(matrix))
    }

    fn execute(
        &mut self,
        commands: &[Command<'_>],
        results: &mut Vec<f32>,
    ) -> Result<(), DeviceError> {
        let layout = self.checker.layout();
        self.checker.check(commands)?;
        let start = results.len();
        let outcome = self.execute_checked(layout, commands, results);
        if outcome.is_err() {
            results.truncate(start);
        }
        outcome
    }

    fn tokens(&self) -> usize {
        self.checker.token_rows()
    }

    fn attention(&self) -> Option<AttentionLimits> {
        self.checker.attention()
    }

    fn cycles(&self) -> Option<u64> {
        None
    }

    fn describe(&self) -> String {
        format!("emulator, {} token rows", self.tokens())
    }
}

impl Buffer {
    fn load(&mut self, base: usize, values: &[f32]) {
        for (block, values) in (base..).zip(values.chunks(GROUP)) {
            let converted = Block::from_f32(values, Limit::ACTIVATION);
            self.invalid.set(block, converted.is_err());
            self.blocks[block] = converted.unwrap_or(Block::ZERO);
        }
    }
}

fn check_fault(at: Location, sum: &Accumulator) -> Result<(), DeviceError> {
    let Flags { overflow, invalid } = sum.flags();
    match Fault::of(overflow, invalid) {
        Some(fault) => Err(DeviceError::Fault { at, fault }),
        None => Ok(()),
    }
}

/// The work of whole commands, whose results go to `out` one after the other.
fn tasks<'a>(matmuls: &[&'a MatMul], mut out: &'a mut [f32]) -> Vec<Task<'a>> {
    let mut tasks = Vec::new();
    for matmul in matmuls {
        for rows in strips(&matmul.rows, rows_a_task(matmul)) {
            let (own, others) = out.split_at_mut(matmul.tokens * rows.len());
            out = others;
            tasks.push(Task {
                matmul,
                rows,
                out: own,
            });
        }
    }
    tasks
}

/// Rows of a task, a multiple of the panels' rows.
fn rows_a_task(matmul: &MatMul) -> usize {
    let macs = matmul.tokens * matmul.rows.len() * matmul.groups.len() * GROUP;
    // No more than threads: every task has the panels repack the activations for itself.
    let tasks = (macs / TASK_MACS).clamp(1, rayon::current_num_threads());
    let rows = matmul.rows.len().div_ceil(tasks);
    rows.next_multiple_of(Panels::ROWS)
}

/// Cuts a range of rows at the multiples of `height`.
fn strips(rows: &Range<usize>, height: usize) -> impl Iterator<Item = Range<usize>> {
    let rows = rows.clone();
    (rows.start / height..rows.end.div_ceil(height))
        .map(move |strip| rows.start.max(strip * height)..rows.end.min((strip + 1) * height))
}

/// Turns the results of a command from `[strips][tokens][rows of the strip]` into `[tokens][rows]`.
fn token_major(matmul: &MatMul, height: usize, results: &mut [f32]) {
    let by_strip = results.to_vec();
    let mut rest = &by_strip[..];
    for strip in strips(&matmul.rows, height) {
        for token in 0..matmul.tokens {
            let (values, others) = rest.split_at(strip.len());
            rest = others;
            let at = token * matmul.rows.len() + strip.start - matmul.rows.start;
            results[at..at + strip.len()].copy_from_slice(values);
        }
    }
}
