//! Whole products cut into ranges of rows for the threads of the pool, and put together again.

use std::ops::Range;

use harmonia_numerics::{GROUP, Panels};

use super::Weights;
use crate::MatMul;
use crate::checked::Multiply;

/// Multiply-accumulates that are worth waking another thread for.
const TASK_MACS: usize = 1 << 18;

/// A range of rows of one command, for one thread.
pub(super) struct Task<'a> {
    pub multiply: &'a Multiply<'a, Weights>,
    pub rows: Range<usize>,
    /// `[tokens][rows]`
    pub out: &'a mut [f32],
}

/// The work of whole commands, whose results go to `out` one after the other.
pub(super) fn tasks<'a>(
    commands: &[&'a Multiply<'a, Weights>],
    mut out: &'a mut [f32],
) -> Vec<Task<'a>> {
    let mut tasks = Vec::new();
    for multiply in commands {
        for rows in strips(multiply.matmul) {
            let (own, others) = out.split_at_mut(multiply.matmul.tokens * rows.len());
            out = others;
            tasks.push(Task {
                multiply,
                rows,
                out: own,
            });
        }
    }
    tasks
}

/// The rows of each task of a command.
fn strips(matmul: &MatMul) -> impl Iterator<Item = Range<usize>> {
    let rows = matmul.rows.clone();
    let macs = matmul.tokens * rows.len() * matmul.groups.len() * GROUP;
    // No more than threads: every task has the panels repack the activations for itself.
    let tasks = (macs / TASK_MACS).clamp(1, rayon::current_num_threads());
    // Cut where panels begin.
    let height = rows.len().div_ceil(tasks).next_multiple_of(Panels::ROWS);
    (rows.start / height..rows.end.div_ceil(height))
        .map(move |strip| rows.start.max(strip * height)..rows.end.min((strip + 1) * height))
}

/// Appends the results of a command, `[strips][tokens][rows of the strip]`, as `[tokens][rows]`.
pub(super) fn token_major(matmul: &MatMul, by_strip: &[f32], results: &mut Vec<f32>) {
    for token in 0..matmul.tokens {
        let mut rest = by_strip;
        for strip in strips(matmul) {
            let (own, others) = rest.split_at(matmul.tokens * strip.len());
            rest = others;
            results.extend_from_slice(&own[token * strip.len()..][..strip.len()]);
        }
    }
}
