//! The rules of LOAD and MATMUL: blocks must have been loaded, and a sum over several commands must be one
//! sum.

use std::ops::Range;

use harmonia_contract::size::BUFFER_BLOCKS;
use harmonia_numerics::GROUP;

use super::CommandError;
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
        EngineState {
            loaded: vec![BlockSet::default(); limits.token_rows],
            open: None,
        }
    }

    /// A LOAD of as many values.
    pub(super) fn load(
        &mut self,
        limits: &Limits,
        row: usize,
        base: usize,
        values: usize,
    ) -> Result<(), CommandError> {
        let rows = limits.token_rows;
        let loaded = self.loaded.get_mut(row);
        let loaded = loaded.ok_or(CommandError::TokenRow { row, rows })?;
        if values == 0 {
            return Err(CommandError::NoValues);
        }
        loaded.insert(blocks(limits, base, values.div_ceil(GROUP))?);
        Ok(())
    }

    /// A MATMUL with a matrix of some rows, of `of` groups each.
    pub(super) fn multiply(
        &mut self,
        limits: &Limits,
        matmul: &MatMul,
        rows: usize,
        of: usize,
    ) -> Result<(), CommandError> {
        shape(limits, matmul, rows, of)?;
        let read = blocks(limits, matmul.base, matmul.groups.len())?;
        for (row, loaded) in self.loaded[..matmul.tokens].iter().enumerate() {
            if let Some(block) = loaded.first_missing(read.clone()) {
                return Err(CommandError::NotLoaded { row, block });
            }
        }
        self.sum(matmul, of)
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

/// Whether rows, groups and tokens of a command exist.
fn shape(limits: &Limits, matmul: &MatMul, of_rows: usize, of: usize) -> Result<(), CommandError> {
    let MatMul {
        rows,
        groups,
        tokens,
        ..
    } = matmul;
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
    let (tokens, rows) = (*tokens, limits.token_rows);
    if tokens == 0 || tokens > rows {
        return Err(CommandError::Tokens { tokens, rows });
    }
    Ok(())
}

/// The blocks of a buffer from `base` on, if it has them.
fn blocks(limits: &Limits, base: usize, blocks: usize) -> Result<Range<usize>, CommandError> {
    let of = limits.buffer_blocks;
    match base.checked_add(blocks) {
        Some(end) if end <= of => Ok(base..end),
        _ => Err(CommandError::Buffer { base, blocks, of }),
    }
}
