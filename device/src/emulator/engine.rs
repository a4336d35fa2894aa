//! Matrix products.
//!
//! Commands that multiply whole rows run on the fast path, all those between two loads at once, cut into
//! ranges of rows for the threads of the pool. Sums over several commands run on the reference. Both give the
//! engine's bits.

use harmonia_numerics::{Accumulator, Block, Flags, GROUP, reference};

use super::Weights;
use crate::blocks::BlockSet;
use crate::checked::{Load, Multiply};
use crate::products::{self, Product};
use crate::{DeviceError, Fault, Limits, Location, MatMul};

/// What LOAD and MATMUL leave behind.
pub(super) struct Engine {
    buffers: Vec<Buffer>,
    /// Of the sum under way, `[tokens][rows]`.
    sums: Vec<Accumulator>,
    /// Results of several tokens before they are in order; kept for its memory.
    strips: Vec<f32>,
}

/// The blocks of a token row.
#[derive(Clone)]
struct Buffer {
    blocks: Vec<Block>,
    /// Blocks whose source was NaN or infinite.
    invalid: BlockSet,
}

impl Multiply<'_, Weights> {
    /// Whether the fast path can do it: it has no use for a part of a sum, and keeps none.
    pub(super) fn is_whole(&self) -> bool {
        let MatMul {
            first,
            last,
            sums,
            ref groups,
            ..
        } = *self.matmul;
        first && last && !sums && *groups == (0..self.matrix.panels.groups_per_row())
    }
}

impl Engine {
    pub(super) fn new(limits: &Limits) -> Self {
        let buffer = Buffer {
            blocks: vec![Block::ZERO; limits.buffer_blocks],
            invalid: BlockSet::default(),
        };
        Engine {
            buffers: vec![buffer; limits.token_rows],
            sums: Vec::new(),
            strips: Vec::new(),
        }
    }

    pub(super) fn load(&mut self, load: &Load<'_>) {
        let Load {
            token,
            batch,
            base,
            values,
        } = *load;
        let blocks = batch.blocks(token, base, values.len().div_ceil(GROUP));
        self.buffers[batch.row(token)].load(blocks, values);
    }

    /// Runs whole commands, the first of which is command `first` of the call.
    pub(super) fn multiply_whole(
        &mut self,
        first: usize,
        commands: &[&Multiply<'_, Weights>],
        results: &mut Vec<f32>,
    ) -> Result<(), DeviceError> {
        let mut strips = std::mem::take(&mut self.strips);
        let mut gathered = vec![Vec::new(); commands.len()];
        let products = commands.iter().zip(&mut gathered);
        let products: Vec<Product<'_>> = products
            .map(|(command, gathered)| Product {
                panels: &command.matrix.panels,
                rows: command.matmul.rows.clone(),
                tokens: self.operands(command, gathered),
            })
            .collect();
        let flags = products::multiply(&products, &mut strips, results);
        let invalid = |command: &&Multiply<'_, Weights>| {
            (0..command.matmul.tokens).any(|token| self.is_invalid(token, command))
        };
        if flags.overflow || flags.invalid || commands.iter().any(invalid) {
            for (index, command) in (first..).zip(commands) {
                self.first_fault(index, command)?;
            }
        }
        self.strips = strips;
        Ok(())
    }

    /// Runs command `index` of the call on the reference.
    pub(super) fn multiply_part(
        &mut self,
        index: usize,
        command: &Multiply<'_, Weights>,
        results: &mut Vec<f32>,
    ) -> Result<(), DeviceError> {
        let matmul = command.matmul;
        let rows = matmul.rows.len();
        let mut sums = std::mem::take(&mut self.sums);
        if matmul.first {
            sums.clear();
            sums.resize(matmul.tokens * rows, Accumulator::default());
        }
        let mut gathered = Vec::new();
        let tokens = self.operands(command, &mut gathered);
        for (token, (sums, blocks)) in sums.chunks_exact_mut(rows).zip(tokens).enumerate() {
            if self.is_invalid(token, command) {
                sums.iter_mut().for_each(Accumulator::mark_invalid);
            }
            reference::multiply(
                &command.matrix.matrix,
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
            if matmul.sums {
                check_flags(at, sum.marks())?;
                results.extend(sum.words().map(f32::from_bits));
            } else {
                check_flags(at, sum.flags())?;
                results.push(sum.finish().value);
            }
        }
        Ok(())
    }

    /// The blocks of each token of a command. Those of several banks are brought together in `gathered`.
    fn operands<'s>(
        &'s self,
        multiply: &Multiply<'_, Weights>,
        gathered: &'s mut Vec<Block>,
    ) -> Vec<&'s [Block]> {
        let (MatMul { base, groups, .. }, batch) = (multiply.matmul, multiply.batch);
        let groups = groups.len();
        if batch.banks() == 1 {
            let rows = self.buffers[..batch.tokens].iter();
            return rows.map(|row| &row.blocks[*base..*base + groups]).collect();
        }
        for token in 0..batch.tokens {
            let row = &self.buffers[batch.row(token)].blocks;
            gathered.extend(
                batch
                    .blocks(token, *base, groups)
                    .map(|block| row[block].clone()),
            );
        }
        gathered.chunks_exact(groups).collect()
    }

    fn is_invalid(&self, token: usize, multiply: &Multiply<'_, Weights>) -> bool {
        let (MatMul { base, groups, .. }, batch) = (multiply.matmul, multiply.batch);
        let blocks = batch.blocks(token, *base, groups.len());
        self.buffers[batch.row(token)].invalid.contains_any(blocks)
    }

    /// Looks for the first result of a whole command that is at fault, slowly.
    fn first_fault(
        &self,
        index: usize,
        command: &Multiply<'_, Weights>,
    ) -> Result<(), DeviceError> {
        let matmul = command.matmul;
        let mut gathered = Vec::new();
        let tokens = self.operands(command, &mut gathered);
        for (token, blocks) in tokens.into_iter().enumerate() {
            let invalid = self.is_invalid(token, command);
            for output in matmul.rows.clone() {
                let mut sum = [Accumulator::default()];
                if invalid {
                    sum[0].mark_invalid();
                } else {
                    reference::multiply(
                        &command.matrix.matrix,
                        output..output + 1,
                        matmul.groups.clone(),
                        blocks,
                        &mut sum,
                    );
                }
                let at = Location {
                    command: index,
                    matrix: matmul.matrix,
                    token,
                    output,
                };
                check_flags(at, sum[0].flags())?;
            }
        }
        Ok(())
    }
}

impl Buffer {
    fn load(&mut self, blocks: impl Iterator<Item = usize>, values: &[f32]) {
        for (block, values) in blocks.zip(values.chunks(GROUP)) {
            let converted = Block::from_f32(values);
            self.invalid.set(block, converted.is_err());
            self.blocks[block] = converted.unwrap_or(Block::ZERO);
        }
    }
}

fn check_flags(at: Location, flags: Flags) -> Result<(), DeviceError> {
    let Flags { overflow, invalid } = flags;
    match Fault::of(overflow, invalid) {
        Some(fault) => Err(DeviceError::Fault { at, fault }),
        None => Ok(()),
    }
}
