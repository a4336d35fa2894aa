//! A matrix in the order the kernels read it.

use std::ops::Range;

use half::f16;
use harmonia_contract::{Format, Packing};

use super::{Activations, Kernel, portable};
use crate::GROUP;
use crate::accumulator::Flags;
use crate::block::Block;
use crate::matrix::Matrix;

/// Rows a panel holds: lanes of a 512-bit vector of 32-bit sums.
pub(super) const ROWS: usize = 16;
/// Tokens that share the unpacked weights of a panel.
pub(super) const TILE: usize = 4;
/// Consecutive columns that one 32-bit lane holds as bytes.
pub(super) const QUAD: usize = 4;
/// Quads of a group.
pub(super) const QUADS: usize = GROUP / QUAD;

/// 16 rows of a quad of bytes, or of two quads of nibbles (the even quad in the low halves).
#[derive(Clone, Copy)]
#[repr(C, align(64))]
pub(super) struct Line(pub(super) [u8; ROWS * QUAD]);

/// A [`Matrix`] repacked for the fast path: same values, same size, other order.
pub struct Panels {
    format: Format,
    rows: usize,
    columns: usize,
    groups_per_row: usize,
    /// Panel by panel, group by group: 4 lines of 4-bit or 8 lines of 8-bit integers.
    lines: Vec<Line>,
    /// Panel by panel, group by group.
    scales: Vec<[f16; ROWS]>,
    /// Likewise; empty unless the format has a minimum.
    minima: Vec<[f16; ROWS]>,
    /// For each panel, no smaller than any |d|*max|q| + |m|: the largest magnitude of a weight,
    /// taken wide.
    weight_bounds: Vec<f64>,
}

/// One panel of [`Panels`], as slices over its groups.
pub(super) struct Panel<'a> {
    pub(super) packing: Packing,
    /// [`offset`] of its format.
    pub(super) offset: i32,
    pub(super) lines: &'a [Line],
    pub(super) scales: &'a [[f16; ROWS]],
    pub(super) minima: &'a [[f16; ROWS]],
}

/// What is added to an integer of a format to make it an unsigned byte or nibble.
pub(super) const fn offset(format: Format) -> i32 {
    -(*format.quants().start() as i32)
}

/// Lines of one group.
pub(super) const fn lines_per_group(packing: Packing) -> usize {
    match packing {
        Packing::Nibbles => QUADS / 2,
        Packing::Bytes => QUADS,
    }
}

impl Panels {
    /// Rows of a panel. Row ranges that start at multiples of it waste no work.
    pub const ROWS: usize = ROWS;

    /// Rearranges a matrix; its groups keep their quants, scales and minima bit by bit. Rows that the last
    /// panel lacks have a scale of 0.
    pub fn new(matrix: &Matrix) -> Self {
        let format = matrix.format();
        let groups_per_row = matrix.groups_per_row();
        let panels = matrix.rows().div_ceil(ROWS);
        let per_group = lines_per_group(format.packing());
        let records = panels * groups_per_row;
        let mut lines = vec![Line([0; ROWS * QUAD]); records * per_group];
        let mut scales = vec![[f16::ZERO; ROWS]; records];
        let mut minima = vec![[f16::ZERO; ROWS]; if format.has_minimum() { records } else { 0 }];
        let mut weight_bounds = vec![0f64; panels];
        let largest_quant = f64::from(
            format
                .quants()
                .map(|q| i32::from(q).abs())
                .max()
                .unwrap_or(0),
        );
        for row in 0..matrix.rows() {
            let (panel, lane) = (row / ROWS, row % ROWS);
            for group in 0..groups_per_row {
                let weights = matrix.group(row, group);
                let record = panel * groups_per_row + group;
                let lines = &mut lines[record * per_group..(record + 1) * per_group];
                for (k, q) in weights.quants.into_iter().enumerate() {
                    let byte = (i32::from(q) + offset(format)) as u8;
                    let (quad, within) = (k / QUAD, lane * QUAD + k % QUAD);
                    match format.packing() {
                        Packing::Bytes => lines[quad].0[within] = byte,
                        Packing::Nibbles => {
                            lines[quad / 2].0[within] |= byte << (4 * (quad % 2));
                        }
                    }
                }
                scales[record][lane] = weights.scale;
                if let Some(minima) = minima.get_mut(record) {
                    minima[lane] = weights.minimum;
                }
                let bound =
                    weights.scale.to_f64().abs() * largest_quant + weights.minimum.to_f64().abs();
                weight_bounds[panel] = weight_bounds[panel].max(bound);
            }
        }
        Self {
            format,
            rows: matrix.rows(),
            columns: matrix.columns(),
            groups_per_row,
            lines,
            scales,
            minima,
            weight_bounds,
        }
    }

    /// That of the matrix it was made from.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Outputs.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Inputs, without padding.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Blocks that a token has to have: `ceil(columns / 32)`.
    pub fn groups_per_row(&self) -> usize {
        self.groups_per_row
    }

    /// Bytes of weights, scales and minima that one pass over the matrix reads.
    pub fn bytes(&self) -> usize {
        size_of_val(&*self.lines) + size_of_val(&*self.scales) + size_of_val(&*self.minima)
    }

    /// The product of `rows` with every token, over the whole contraction axis.
    ///
    /// Shapes: each token has `groups_per_row` blocks; `out` is token-major, `tokens.len() *
    /// rows.len()`. The results and the flags are those of
    /// [`reference::multiply`](crate::reference::multiply) into fresh accumulators, whatever the
    /// split into row ranges or the grouping of tokens. The flags cover all results of the call.
    ///
    /// Runs on the calling thread; rows are there to be divided among threads. Every call brings
    /// the tokens into the order of its kernel, which costs as much as about 50 rows.
    ///
    /// # Panics
    /// When a length does not match or `rows` leaves the matrix.
    pub fn multiply(&self, rows: Range<usize>, tokens: &[&[Block]], out: &mut [f32]) -> Flags {
        self.multiply_with(Kernel::best(), rows, tokens, out)
    }

    /// [`multiply`](Self::multiply) with a given kernel, to compare kernels with each other.
    ///
    /// # Panics
    /// Also when this processor does not have the kernel.
    pub fn multiply_with(
        &self,
        kernel: Kernel,
        rows: Range<usize>,
        tokens: &[&[Block]],
        out: &mut [f32],
    ) -> Flags {
        assert!(kernel.is_available(), "this processor has no {kernel:?}");
        assert!(
            rows.start <= rows.end && rows.end <= self.rows,
            "rows {rows:?} of {}",
            self.rows
        );
        assert_eq!(
            out.len(),
            tokens.len() * rows.len(),
            "one result per token and row"
        );
        for token in tokens {
            assert_eq!(
                token.len(),
                self.groups_per_row,
                "one block per group of columns"
            );
        }
        let mut flags = Flags::default();
        if rows.is_empty() {
            return flags;
        }
        let activations = Activations::new(kernel, self.format, tokens);
        let mut results = [[0f32; ROWS]; TILE];
        for index in rows.start / ROWS..rows.end.div_ceil(ROWS) {
            let panel = self.panel(index);
            // The part of this panel that was asked for, in rows of the matrix.
            let part = rows.start.max(index * ROWS)..rows.end.min((index + 1) * ROWS);
            let lanes = part.start - index * ROWS..part.end - index * ROWS;
            for start in (0..tokens.len()).step_by(TILE) {
                let tile = start..tokens.len().min(start + TILE);
                let results = &mut results[..tile.len()];
                let small = activations.as_ref().is_some_and(|activations| {
                    activations.multiply(&panel, self.weight_bounds[index], tile.clone(), results)
                });
                if !small {
                    let tokens = &tokens[tile.clone()];
                    flags |= portable::multiply(&panel, tokens, lanes.clone(), results);
                }
                for (token, result) in tile.zip(results) {
                    let at = token * rows.len() + part.start - rows.start;
                    out[at..at + part.len()].copy_from_slice(&result[lanes.clone()]);
                }
            }
        }
        flags
    }

    fn panel(&self, index: usize) -> Panel<'_> {
        let records = index * self.groups_per_row..(index + 1) * self.groups_per_row;
        let per_group = lines_per_group(self.format.packing());
        Panel {
            packing: self.format.packing(),
            offset: offset(self.format),
            lines: &self.lines[records.start * per_group..records.end * per_group],
            minima: self.minima.get(records.clone()).unwrap_or_default(),
            scales: &self.scales[records],
        }
    }
}
