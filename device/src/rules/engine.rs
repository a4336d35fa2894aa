//! The rules of LOAD and MATMUL: blocks must have been loaded, and a sum over several commands must be one
//! sum.

use std::ops::Range;

use harmonia_contract::engine::MOST_BANKS;
use harmonia_contract::size::BUFFER_BLOCKS;
use harmonia_numerics::GROUP;

use super::CommandError;
use crate::batch::Batch;
use crate::blocks::BlockSet;
use crate::{Limits, MatMul, MatrixId};

/// What the rules depend on: loaded blocks, and the sum under way.
#[derive(Clone)]
pub(super) struct EngineState {
    /// One per token row.
    loaded: Vec<BlockSet>,
    open: Option<OpenSum>,
}

/// A sum whose `last` is still to come.
#[derive(Clone)]
struct OpenSum {
    matrix: MatrixId,
    rows: Range<usize>,
    tokens: usize,
    /// Groups added so far. Their number is limited to a row's, for which the accumulators' guard bits
    /// suffice.
    groups: usize,
}

impl EngineState {
    pub(super) fn new(limits: &Limits) -> Self {
        assert!(limits.token_rows > 0, "a device has at least one token row");
        assert!(
            limits.buffer_blocks <= BUFFER_BLOCKS,
            "a buffer of {} blocks",
            limits.buffer_blocks
        );
        assert!(
            (1..=limits.token_rows * MOST_BANKS).contains(&limits.batch),
            "batches of {} tokens",
            limits.batch
        );
        EngineState {
            loaded: vec![BlockSet::default(); limits.token_rows],
            open: None,
        }
    }

    /// A LOAD of as many values. Says where its batch lies.
    pub(super) fn load(
        &mut self,
        limits: &Limits,
        [token, tokens]: [usize; 2],
        base: usize,
        values: usize,
    ) -> Result<Batch, CommandError> {
        let batch = batch(limits, tokens)?;
        if token >= tokens {
            return Err(CommandError::Token { token, tokens });
        }
        if values == 0 {
            return Err(CommandError::NoValues);
        }
        let blocks = values.div_ceil(GROUP);
        check_blocks(limits, batch, base, blocks)?;
        self.loaded[batch.row(token)].insert(batch.blocks(token, base, blocks));
        Ok(batch)
    }

    /// A MATMUL with a matrix of some rows, of `of` groups each. Says where its batch lies.
    pub(super) fn multiply(
        &mut self,
        limits: &Limits,
        matmul: &MatMul,
        rows: usize,
        of: usize,
    ) -> Result<Batch, CommandError> {
        shape(limits, matmul, rows, of)?;
        let batch = batch(limits, matmul.tokens)?;
        let (base, banks) = (matmul.base, batch.banks());
        check_blocks(limits, batch, base, matmul.groups.len())?;
        let read = batch.all_blocks(base, matmul.groups.len());
        for (row, loaded) in self.loaded.iter().enumerate() {
            let own = batch.banks_of(row);
            let missing = match own {
                0 => break,
                _ if own == banks => loaded.first_missing(read.clone()),
                _ => {
                    loaded.first_missing(read.clone().filter(|block| (block - base) % banks < own))
                }
            };
            if let Some(block) = missing {
                return Err(CommandError::NotLoaded { row, block });
            }
        }
        self.sum(matmul, of)?;
        Ok(batch)
    }

    /// What an ATTEND leaves behind: no block and no sum, because the engine does its products.
    pub(super) fn forget(&mut self) {
        self.loaded.fill(BlockSet::default());
        self.open = None;
    }

    /// Begins a sum, or goes on with the one under way.
    fn sum(&mut self, matmul: &MatMul, of: usize) -> Result<(), CommandError> {
        let pairs = matmul.pairs();
        if pairs > 1 && !(matmul.first && matmul.last) {
            return Err(CommandError::SplitPairs { pairs });
        }
        let continues = |open: &OpenSum| {
            open.matrix == matmul.matrix && open.rows == matmul.rows && open.tokens == matmul.tokens
        };
        let before = match self.open.take().filter(continues) {
            _ if matmul.first => 0,
            Some(open) => open.groups,
            None => return Err(CommandError::NotBegun),
        };
        let groups = before + matmul.groups.len();
        if groups > of {
            return Err(CommandError::TooManyGroups { groups, of });
        }
        self.open = (!matmul.last).then(|| OpenSum {
            matrix: matmul.matrix,
            rows: matmul.rows.clone(),
            tokens: matmul.tokens,
            groups,
        });
        Ok(())
    }
}

/// Whether rows and groups of a command exist.
fn shape(limits: &Limits, matmul: &MatMul, of_rows: usize, of: usize) -> Result<(), CommandError> {
    let MatMul { rows, groups, .. } = matmul;
    let even_end = rows.end.is_multiple_of(2) || rows.end == of_rows;
    if rows.is_empty() || rows.end > of_rows || !rows.start.is_multiple_of(2) || !even_end {
        return Err(CommandError::Rows {
            rows: rows.clone(),
            of: of_rows,
        });
    }
    let (pairs, most) = (matmul.pairs(), limits.pairs);
    if pairs > most {
        return Err(CommandError::TooManyPairs { pairs, most });
    }
    if groups.is_empty() || groups.end > of {
        return Err(CommandError::Groups {
            groups: groups.clone(),
            of,
        });
    }
    Ok(())
}

/// A batch of so many tokens, if the device takes it.
fn batch(limits: &Limits, tokens: usize) -> Result<Batch, CommandError> {
    let most = limits.batch;
    if tokens == 0 || tokens > most {
        return Err(CommandError::Tokens { tokens, most });
    }
    Ok(Batch {
        tokens,
        rows: limits.token_rows,
    })
}

/// Whether a buffer has so many blocks of each bank from `base` on.
fn check_blocks(
    limits: &Limits,
    batch: Batch,
    base: usize,
    blocks: usize,
) -> Result<(), CommandError> {
    let (blocks, of) = (blocks * batch.banks(), limits.buffer_blocks);
    match base.checked_add(blocks) {
        Some(end) if end <= of => Ok(()),
        _ => Err(CommandError::Buffer { base, blocks, of }),
    }
}
