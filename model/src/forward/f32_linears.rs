//! The reference for every device: the same quantised weights, multiplied in FP32.

use std::collections::BTreeMap;
use std::convert::Infallible;

use rayon::prelude::*;

use super::vector::multiply;
use crate::linears::{LinearId, Linears};
use crate::model::Model;

/// Rows of a matrix that one task multiplies.
const ROWS_PER_TASK: usize = 64;

/// The linear layers of a model, dequantised to FP32 (four bytes a weight).
pub struct F32Linears {
    matrices: BTreeMap<LinearId, Dense>,
}

/// `[rows][columns]`
struct Dense {
    columns: usize,
    weights: Vec<f32>,
}

impl F32Linears {
    /// Dequantises every linear layer of `model`.
    pub fn new(model: &Model) -> F32Linears {
        let dense = |(id, matrix): (&LinearId, &std::sync::Arc<harmonia_numerics::Matrix>)| {
            let columns = matrix.columns();
            let mut weights = vec![0.0; matrix.rows() * columns];
            weights
                .par_chunks_mut(columns)
                .enumerate()
                .for_each(|(row, out)| matrix.dequantise_row(row, out));
            (*id, Dense { columns, weights })
        };
        F32Linears {
            matrices: model.linears.iter().map(dense).collect(),
        }
    }
}

impl Linears for F32Linears {
    type Error = Infallible;

    fn apply(
        &mut self,
        ids: &[LinearId],
        tokens: usize,
        input: &[f32],
        outputs: &mut [Vec<f32>],
    ) -> Result<(), Infallible> {
        for (id, output) in ids.iter().zip(outputs) {
            self.matrices[id].multiply(tokens, input, output);
        }
        Ok(())
    }
}

impl Dense {
    fn multiply(&self, tokens: usize, input: &[f32], output: &mut Vec<f32>) {
        let rows = self.weights.len() / self.columns;
        output.clear();
        output.resize(tokens * rows, 0.0);
        let tasks = self.weights.par_chunks(ROWS_PER_TASK * self.columns);
        if tokens == 1 {
            tasks
                .zip(output.par_chunks_mut(ROWS_PER_TASK))
                .for_each(|(weights, out)| multiply(self.columns, weights, input, out));
            return;
        }
        // A task's rows are a strip of every token's result: it is made apart and copied in.
        let strips: Vec<Vec<f32>> = tasks
            .map(|weights| {
                let mut strip = vec![0.0; weights.len() / self.columns * tokens];
                multiply(self.columns, weights, input, &mut strip);
                strip
            })
            .collect();
        for (token, out) in output.chunks_exact_mut(rows).enumerate() {
            for (strip, out) in strips.iter().zip(out.chunks_mut(ROWS_PER_TASK)) {
                out.copy_from_slice(&strip[token * out.len()..][..out.len()]);
            }
        }
    }
}
