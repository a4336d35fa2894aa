//! How linear layers that share an input become commands.
//!
//! ```text
//! tokens in batches that fit the buffers       -> LOAD each token's input once (once per tile in tile order)
//! rows in tiles                                -> one MATMUL per tile and batch
//! K longer than a command may be               -> two rows at a time, one MATMUL per chunk of K, `first` ... `last`
//! K longer than the buffer                     -> the same, and each chunk is loaded when its turn comes, short enough
//!                                                 for as many tokens as can share a weight
//! ```

use std::ops::Range;

use harmonia_device::{Command, Limits, MatMul, MatrixId};
use harmonia_numerics::GROUP;
use thiserror::Error;

/// How matrices are cut. Changes how long results take, never their bits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tiling {
    /// Outputs of a command at most; even.
    pub rows: usize,
    /// Groups along K of a command at most. Fewer than a row has make sums over several commands, of two rows each.
    pub groups: usize,
    /// Whether all tiles come before the next tokens, or all tokens before the next tile.
    pub order: Order,
}

/// What is done first when there are more tokens than can share a weight.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Order {
    /// All tiles for some tokens: activations are loaded once, weights pass once per batch.
    #[default]
    Batches,
    /// All tokens for a tile: its weights pass in a row, activations are loaded again for every tile.
    Tiles,
}

/// Why a tiling is not possible.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum TilingError {
    /// The rows of a tile are odd, or 0.
    #[error(
        "a tile of {0} rows: the engine makes two outputs at a time, so it must be even and not 0"
    )]
    Rows(usize),
    /// A tile would have no weights.
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
    /// Whole matrices wherever the device has room for them: the fewest commands, and the default.
    pub const WHOLE: Tiling = Tiling {
        rows: usize::MAX - 1,
        groups: usize::MAX,
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

/// Schedules linears that share `input`, `[tokens][columns]`, on a device with these limits.
///
/// The tiling has been validated, and all linears have as many columns.
pub(crate) fn schedule<'a>(
    tiling: &Tiling,
    limits: &Limits,
    linears: &[Stored],
    tokens: usize,
    input: &'a [f32],
) -> Schedule<'a> {
    let columns = linears.first().map_or(0, |linear| linear.columns);
    let groups = columns.div_ceil(GROUP);
    let fits = groups <= limits.buffer_blocks;
    let batch = match fits {
        true => limits.batch_of(groups.max(1)),
        false => limits.batch,
    };
    let room = limits.buffer_blocks / limits.banks(batch.min(tokens).max(1));
    let chunk = tiling.groups.min(if fits { groups } else { room });
    let height = if chunk < groups {
        2
    } else {
        tiling.rows.min(2 * limits.pairs)
    };
    let tiles = linears.iter().enumerate().flat_map(|(linear, stored)| {
        ranges(stored.rows, height).map(move |rows| Tile { linear, rows })
    });
    let batches = ranges(tokens, batch);
    let mut scheduler = Scheduler {
        linears,
        limits,
        columns,
        groups,
        chunk,
        fits,
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
    limits: &'s Limits,
    columns: usize,
    /// Groups of a row, and of a command at most.
    groups: usize,
    chunk: usize,
    /// Whether the buffers have room for all of them.
    fits: bool,
    input: &'a [f32],
    /// The batch whose whole input is in the buffers.
    loaded: Option<Range<usize>>,
    schedule: Schedule<'a>,
}

impl Scheduler<'_, '_> {
    /// All of K for a tile and a batch of tokens.
    fn multiply(&mut self, tile: &Tile, batch: &Range<usize>) {
        if self.fits && self.loaded.as_ref() != Some(batch) {
            self.load(batch, 0..self.groups);
            self.loaded = Some(batch.clone());
        }
        for groups in ranges(self.groups, self.chunk) {
            if !self.fits {
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
                base: match self.fits {
                    true => groups.start * self.limits.banks(batch.len()),
                    false => 0,
                },
                tokens: batch.len(),
                first: groups.start == 0,
                last,
                sums: false,
                groups,
            }));
        }
    }

    /// Some groups of the input of every token of a batch, to the beginning of the buffers.
    fn load(&mut self, batch: &Range<usize>, groups: Range<usize>) {
        let columns = groups.start * GROUP..self.columns.min(groups.end * GROUP);
        for (token, of_all) in batch.clone().enumerate() {
            self.schedule.commands.push(Command::Load {
                token,
                tokens: batch.len(),
                base: 0,
                values: &self.input[of_all * self.columns..][columns.clone()],
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

#[cfg(test)]
mod tests {
    use super::*;

    const BLOCKS: usize = rows(4).buffer_blocks;

    /// A device whose token rows have one bank.
    const fn rows(token_rows: usize) -> Limits {
        Limits {
            batch: token_rows,
            ..Limits::new(token_rows, None)
        }
    }

    fn linear(matrix: usize, rows: usize, columns: usize) -> Stored {
        Stored {
            matrix: MatrixId::new(matrix),
            rows,
            columns,
        }
    }

    fn loads(commands: &[Command<'_>]) -> usize {
        let load = |command: &&Command<'_>| matches!(command, Command::Load { .. });
        commands.iter().filter(load).count()
    }

    fn matmuls<'a>(commands: &'a [Command<'_>]) -> Vec<&'a MatMul> {
        let matmul = |command: &'a Command<'_>| match command {
            Command::MatMul(matmul) => Some(matmul),
            _ => None,
        };
        commands.iter().filter_map(matmul).collect()
    }

    #[test]
    fn whole_matrices_share_one_load() {
        let input = vec![0.0; 3 * 70];
        let linears = [linear(0, 9, 70), linear(1, 4, 70)];
        let schedule = schedule(&Tiling::WHOLE, &rows(4), &linears, 3, &input);
        assert_eq!(schedule.commands.len(), 3 + 2);
        let load = Command::Load {
            token: 2,
            tokens: 3,
            base: 0,
            values: &input[2 * 70..3 * 70],
        };
        assert_eq!(schedule.commands[2], load);
        let expected = Command::MatMul(MatMul {
            matrix: MatrixId::new(0),
            rows: 0..9,
            groups: 0..3,
            base: 0,
            tokens: 3,
            first: true,
            last: true,
            sums: false,
        });
        assert_eq!(schedule.commands[3], expected);
    }

    #[test]
    fn every_result_is_made_once() {
        let input = vec![0.0; 11 * 200];
        let linears = [linear(0, 9, 200), linear(1, 16, 200)];
        for height in [2, 4, 100] {
            for groups in [1, 3, 512] {
                for order in [Order::Batches, Order::Tiles] {
                    let tiling = Tiling {
                        rows: height,
                        groups,
                        order,
                    };
                    let schedule = schedule(&tiling, &rows(4), &linears, 11, &input);
                    let mut made = [[[0; 16]; 11]; 2];
                    for piece in &schedule.pieces {
                        for token in piece.tokens.clone() {
                            for row in piece.rows.clone() {
                                made[piece.linear][token][row] += 1;
                            }
                        }
                    }
                    for (linear, made) in linears.iter().zip(&made) {
                        for rows in made {
                            assert!(rows[..linear.rows].iter().all(|&times| times == 1));
                            assert!(rows[linear.rows..].iter().all(|&times| times == 0));
                        }
                    }
                    assert!(schedule.pieces.is_sorted_by_key(|piece| piece.command));
                }
            }
        }
    }

    #[test]
    fn order_decides_what_is_loaded_again() {
        let input = vec![0.0; 8 * 64];
        let linears = [linear(0, 6, 64)];
        let tiling = |order| Tiling {
            rows: 2,
            groups: 512,
            order,
        };
        let batches = schedule(&tiling(Order::Batches), &rows(4), &linears, 8, &input);
        let tiles = schedule(&tiling(Order::Tiles), &rows(4), &linears, 8, &input);
        assert_eq!(loads(&batches.commands), 8);
        assert_eq!(loads(&tiles.commands), 3 * 8);
        assert_eq!(matmuls(&batches.commands)[1].rows, 2..4);
        assert_eq!(matmuls(&tiles.commands)[1].rows, 0..2);
        // One batch stays in the buffers whatever the order.
        let few = schedule(&tiling(Order::Tiles), &rows(8), &linears, 8, &input);
        assert_eq!(loads(&few.commands), 8);
    }

    #[test]
    fn long_sums_are_split() {
        let columns = (BLOCKS + 1) * GROUP;
        let input = vec![0.0; columns];
        let schedule = schedule(
            &Tiling::WHOLE,
            &rows(4),
            &[linear(0, 3, columns)],
            1,
            &input,
        );
        // Two pairs of rows, two chunks each, each chunk loaded for itself.
        assert_eq!(loads(&schedule.commands), 4);
        let sums: Vec<_> = matmuls(&schedule.commands)
            .iter()
            .map(|m| (m.rows.clone(), m.groups.clone(), m.base, m.first, m.last))
            .collect();
        let [whole, rest] = [0..BLOCKS, BLOCKS..BLOCKS + 1];
        let expected = [
            (0..2, whole.clone(), 0, true, false),
            (0..2, rest.clone(), 0, false, true),
            (2..3, whole, 0, true, false),
            (2..3, rest, 0, false, true),
        ];
        assert_eq!(sums, expected);
    }

    #[test]
    fn what_a_device_has_less_room_for_is_cut() {
        let input = vec![0.0; 5 * 70];
        let limits = Limits {
            buffer_blocks: 2,
            pairs: 3,
            ..rows(4)
        };
        let within = |columns: usize, height: usize, groups: usize| {
            let linears = [linear(0, 13, columns)];
            let schedule = schedule(&Tiling::WHOLE, &limits, &linears, 5, &input[..5 * columns]);
            let matmuls = matmuls(&schedule.commands);
            assert_eq!(matmuls.iter().map(|m| m.rows.len()).max(), Some(height));
            assert_eq!(matmuls.iter().map(|m| m.groups.len()).max(), Some(groups));
        };
        within(64, 6, 2);
        within(70, 2, 2);
    }

    #[test]
    fn as_many_tokens_share_a_product_as_the_buffers_have_room_for() {
        let device = Limits::new(4, None);
        // Groups, tokens, and the tokens of each product.
        for (groups, tokens, batches) in [
            (18, 40, &[40][..]),
            (18, 65, &[64, 1]),
            (48, 49, &[40, 9]),
            (512, 9, &[4, 4, 1]),
        ] {
            let input = vec![0.0; tokens * groups * GROUP];
            let linears = [linear(0, 2, groups * GROUP)];
            let schedule = schedule(&Tiling::WHOLE, &device, &linears, tokens, &input);
            let matmuls = matmuls(&schedule.commands);
            let found: Vec<_> = matmuls.iter().map(|matmul| matmul.tokens).collect();
            assert_eq!(found, batches, "{groups} groups, {tokens} tokens");
            assert_eq!(loads(&schedule.commands), tokens);
        }
    }

    #[test]
    fn a_sum_of_a_batch_is_cut_where_its_blocks_lie() {
        let device = Limits::new(4, None);
        let bases = |tiling: &Tiling, groups: usize| {
            let input = vec![0.0; 9 * groups * GROUP];
            let linears = [linear(0, 2, groups * GROUP)];
            let schedule = schedule(tiling, &device, &linears, 9, &input);
            let matmuls = matmuls(&schedule.commands);
            let base = |matmul: &&MatMul| (matmul.base, matmul.groups.len(), matmul.tokens);
            matmuls.iter().map(base).collect::<Vec<_>>()
        };
        // Nine tokens in four rows have three banks.
        let of_five = Tiling {
            groups: 5,
            ..Tiling::WHOLE
        };
        assert_eq!(bases(&of_five, 12), [(0, 5, 9), (15, 5, 9), (30, 2, 9)]);
        // A row of a matrix that the buffers have no room for: each part is loaded for all tokens.
        let cut = [(0, 170, 9), (0, 170, 9), (0, 170, 9), (0, 3, 9)];
        assert_eq!(bases(&Tiling::WHOLE, 513), cut);
    }

    #[test]
    fn impossible_tilings() {
        let tiling = |rows, groups| Tiling {
            rows,
            groups,
            order: Order::Batches,
        };
        assert_eq!(tiling(3, 1).validate(), Err(TilingError::Rows(3)));
        assert_eq!(tiling(0, 1).validate(), Err(TilingError::Rows(0)));
        assert_eq!(tiling(2, 0).validate(), Err(TilingError::Groups));
        assert_eq!(Tiling::WHOLE.validate(), Ok(()));
    }
}
