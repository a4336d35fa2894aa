//! How linear layers that share an input become commands.
//!
//! ```text
//! tokens in batches of the device's token rows -> LOAD each token's input once (once a tile in tile order)
//! rows in tiles                                -> one MATMUL a tile and batch
//! K longer than a command may be               -> two rows at a time, one MATMUL a chunk of K, `first` ... `last`
//! K longer than the buffer                     -> the same, and each chunk is loaded when its turn comes
//! ```

use std::ops::Range;

use harmonia_hdl::layout::{BUFFER_BLOCKS, command};
use harmonia_numerics::GROUP;
use thiserror::Error;

use crate::{Command, MatMul, MatrixId};

/// Rows that one command has room for.
const MOST_ROWS: usize = 2 * ((1 << command::PAIRS.1) - 1);

/// How matrices are cut. Changes how long results take, never their bits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tiling {
    /// Outputs of a command at most; even.
    pub rows: usize,
    /// Groups along K of a command at most. Fewer than a row has make sums over several commands, of two rows each.
    pub groups: usize,
    pub order: Order,
}

/// What is done first when there are more tokens than token rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Order {
    /// All tiles for some tokens: activations are loaded once, weights pass once a batch.
    #[default]
    Batches,
    /// All tokens for a tile: its weights pass in a row, activations are loaded again for every tile.
    Tiles,
}

/// Why a tiling is not possible.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum TilingError {
    #[error(
        "a tile of {0} rows: the engine makes two outputs at a time, so it must be even and not 0"
    )]
    Rows(usize),
    #[error("a tile of 0 groups")]
    Groups,
}

impl TilingError {
    /// A code that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        match self {
            TilingError::Rows(_) => "tiling.rows",
            TilingError::Groups => "tiling.groups",
        }
    }
}

impl Tiling {
    /// Whole matrices wherever they fit a command: the fewest commands, and the default.
    pub const WHOLE: Tiling = Tiling {
        rows: MOST_ROWS,
        groups: BUFFER_BLOCKS,
        order: Order::Batches,
    };

    /// Refuses what no engine can do.
    pub fn validate(&self) -> Result<(), TilingError> {
        if self.rows == 0 || !self.rows.is_multiple_of(2) {
            return Err(TilingError::Rows(self.rows));
        }
        if self.groups == 0 {
            return Err(TilingError::Groups);
        }
        Ok(())
    }
}

impl Default for Tiling {
    fn default() -> Self {
        Tiling::WHOLE
    }
}

/// A stored matrix.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stored {
    pub(crate) matrix: MatrixId,
    pub(crate) rows: usize,
    pub(crate) columns: usize,
}

/// Commands, and what becomes of their results.
pub(crate) struct Schedule<'a> {
    pub(crate) commands: Vec<Command<'a>>,
    /// In the order of the results.
    pub(crate) pieces: Vec<Piece>,
}

/// The results of one command: `[tokens][rows]`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Piece {
    /// The command that yields them.
    pub(crate) command: usize,
    /// Which of the linears.
    pub(crate) linear: usize,
    pub(crate) tokens: Range<usize>,
    pub(crate) rows: Range<usize>,
}

/// A tile of one of the linears.
struct Tile {
    linear: usize,
    rows: Range<usize>,
}

/// Schedules linears that share `input`, `[tokens][columns]`, on a device of `token_rows` token rows.
///
/// The tiling has been validated, and all linears have as many columns.
pub(crate) fn schedule<'a>(
    tiling: &Tiling,
    token_rows: usize,
    linears: &[Stored],
    tokens: usize,
    input: &'a [f32],
) -> Schedule<'a> {
    let columns = linears.first().map_or(0, |linear| linear.columns);
    let groups = columns.div_ceil(GROUP);
    let chunk = tiling.groups.min(BUFFER_BLOCKS);
    let height = if chunk < groups {
        2
    } else {
        tiling.rows.min(MOST_ROWS)
    };
    let tiles = linears.iter().enumerate().flat_map(|(linear, stored)| {
        ranges(stored.rows, height).map(move |rows| Tile { linear, rows })
    });
    let batches = ranges(tokens, token_rows);
    let mut scheduler = Scheduler {
        linears,
        columns,
        groups,
        chunk,
        input,
        loaded: None,
        schedule: Schedule {
            commands: Vec::new(),
            pieces: Vec::new(),
        },
    };
    match tiling.order {
        Order::Batches => {
            for batch in batches {
                tiles
                    .clone()
                    .for_each(|tile| scheduler.multiply(&tile, &batch));
            }
        }
        Order::Tiles => {
            for tile in tiles {
                batches
                    .clone()
                    .for_each(|batch| scheduler.multiply(&tile, &batch));
            }
        }
    }
    scheduler.schedule
}

struct Scheduler<'a, 's> {
    linears: &'s [Stored],
    columns: usize,
    /// Groups of a row, and of a command at most.
    groups: usize,
    chunk: usize,
    input: &'a [f32],
    /// The batch whose whole input is in the buffers.
    loaded: Option<Range<usize>>,
    schedule: Schedule<'a>,
}

impl Scheduler<'_, '_> {
    /// All of K for a tile and a batch of tokens.
    fn multiply(&mut self, tile: &Tile, batch: &Range<usize>) {
        let fits = self.groups <= BUFFER_BLOCKS;
        if fits && self.loaded.as_ref() != Some(batch) {
            self.load(batch, 0..self.groups);
            self.loaded = Some(batch.clone());
        }
        for groups in ranges(self.groups, self.chunk) {
            if !fits {
                self.load(batch, groups.clone());
            }
            let last = groups.end == self.groups;
            if last {
                self.schedule.pieces.push(Piece {
                    command: self.schedule.commands.len(),
                    linear: tile.linear,
                    tokens: batch.clone(),
                    rows: tile.rows.clone(),
                });
            }
            self.schedule.commands.push(Command::MatMul(MatMul {
                matrix: self.linears[tile.linear].matrix,
                rows: tile.rows.clone(),
                base: if fits { groups.start } else { 0 },
                tokens: batch.len(),
                first: groups.start == 0,
                last,
                groups,
            }));
        }
    }

    /// Some groups of the input of every token of a batch, to the beginning of the buffers.
    fn load(&mut self, batch: &Range<usize>, groups: Range<usize>) {
        let columns = groups.start * GROUP..self.columns.min(groups.end * GROUP);
        for (row, token) in batch.clone().enumerate() {
            self.schedule.commands.push(Command::Load {
                row,
                base: 0,
                values: &self.input[token * self.columns..][columns.clone()],
            });
        }
    }
}

/// 0..length in steps, the last one as long as what is left.
fn ranges(length: usize, step: usize) -> impl Iterator<Item = Range<usize>> + Clone {
    (0..length)
        .step_by(step)
        .map(move |start| start..length.min(start.saturating_add(step)))
}
