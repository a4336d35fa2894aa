//! Tasks that share blocks, and batches whose blocks do not fit.
//!
//! ```text
//! | Norm or Load into blocks, Multiply ..., SwiGlu, Multiply | Add | Load, Multiply | Attend | ...
//!   a segment: TILE first tokens, its tasks; TILE next tokens, its tasks; ...; TILE all tokens
//! ```
//! Where the blocks of all tokens of a pass do not fit, a segment is executed for a tile of them after the other, so that
//! its matrices are read once for each tile: row-first. The inner channels of a feed-forward are never all on the chip, so
//! column-first has nothing to make its blocks from. What else is multiplied does lie there; it goes row-first all the same,
//! since column-first wants its records in another order than shorter passes do, a second copy of the matrix.

use std::ops::Range;

use harmonia_contract::size::BUFFER_BLOCKS;
use harmonia_device::system::MachineLimits;
use harmonia_model::Program;

use super::image::Sizes;
use super::task::{Named, Task};

/// Tasks that follow each other.
pub(super) struct Segment<'t> {
    pub tasks: &'t [Named],
    /// Blocks of each token that they share.
    blocks: usize,
}

/// The segments of a layer or of the head, in their order.
pub(super) fn segments<'t>(program: &Program, tasks: &'t [Named]) -> Vec<Segment<'t>> {
    let begins = |own: &Named| {
        matches!(
            own.task,
            Task::Norm { to: None, .. } | Task::Load { .. } | Task::Attend { .. }
        )
    };
    let mut segments = Vec::new();
    let mut rest = tasks;
    while let [_, others @ ..] = rest {
        let next = others.iter().position(begins);
        let (own, later) = rest.split_at(next.map_or(rest.len(), |next| 1 + next));
        // What comes behind the last product looks at no block.
        let last = own
            .iter()
            .rposition(|own| matches!(own.task, Task::Multiply { .. }));
        let (shared, alone) = own.split_at(last.map_or(0, |last| 1 + last));
        let blocks = shared.iter().map(|own| own.task.blocks(program)).max();
        for (tasks, blocks) in [(shared, blocks.unwrap_or(0)), (alone, 0)] {
            if !tasks.is_empty() {
                segments.push(Segment { tasks, blocks });
            }
        }
        rest = later;
    }
    segments
}

impl Segment<'_> {
    /// Tiles of so many tokens for which blocks have room; one if all have.
    pub fn tiles(
        &self,
        limits: &MachineLimits,
        tokens: usize,
    ) -> impl Iterator<Item = Range<usize>> {
        let room = match self.blocks {
            0 => tokens,
            blocks => BUFFER_BLOCKS / blocks * limits.token_rows,
        };
        let starts = (0..tokens).step_by(room.max(1));
        starts.map(move |start| start..tokens.min(start + room.max(1)))
    }

    /// Words of its matrices.
    fn words(&self, sizes: &Sizes<'_>) -> usize {
        let words = self.tasks.iter().map(|own| match &own.task {
            Task::Multiply { rows, .. } => sizes.rows(rows.matrix, rows.count),
            _ => 0,
        });
        words.sum()
    }
}

/// Words of matrices that a pass of so many tokens reads.
pub(super) fn words<'t>(
    program: &Program,
    sizes: &Sizes<'_>,
    limits: &MachineLimits,
    tasks: impl Iterator<Item = &'t [Named]>,
    tokens: usize,
) -> usize {
    let of_segment = |own: Segment<'_>| own.words(sizes) * own.tiles(limits, tokens).count();
    tasks
        .flat_map(|tasks| segments(program, tasks))
        .map(of_segment)
        .sum()
}
