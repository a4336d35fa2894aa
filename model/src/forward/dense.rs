//! The linear layers of a model in FP32: the reference for every device.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::vector::multiply;
use crate::model::Model;
use crate::program::{LinearId, Product};

/// Rows of a matrix that one task multiplies.
const ROWS_PER_TASK: usize = 64;

/// Linear layers in FP32 (four bytes per weight). A clone shares them.
#[derive(Clone, Debug, Default)]
pub struct DenseLinears {
    matrices: BTreeMap<LinearId, Arc<Dense>>,
}

/// `[rows][columns]`
#[derive(Debug)]
struct Dense {
    columns: usize,
    weights: Vec<f32>,
}

impl DenseLinears {
    /// The linear layers of `model`: the file's own values if it was loaded with
    /// [`WeightChoice::Float`](crate::WeightChoice::Float), otherwise what the formats of the device leave of
    /// them.
    pub fn new(model: &Model) -> DenseLinears {
        if let Some(floats) = &model.floats {
            return floats.clone();
        }
        let mut dense = DenseLinears::default();
        for (id, matrix) in &model.linears {
            let columns = matrix.columns();
            let mut weights = vec![0.0; matrix.rows() * columns];
            weights
                .par_chunks_mut(columns)
                .enumerate()
                .for_each(|(row, out)| matrix.dequantise_row(row, out));
            dense.insert(*id, columns, weights);
        }
        dense
    }

    /// Adds a layer, `[rows][columns]`.
    pub(crate) fn insert(&mut self, id: LinearId, columns: usize, weights: Vec<f32>) {
        self.matrices
            .insert(id, Arc::new(Dense { columns, weights }));
    }

    /// `outputs[i] = matrix(products[i]) * input` for each of `tokens` tokens.
    ///
    /// * `input`: `[tokens][columns]`
    /// * `outputs`: `[tokens][rows]` each
    pub fn apply(
        &self,
        products: &[Product],
        tokens: usize,
        input: &[f32],
        outputs: &mut [Vec<f32>],
    ) {
        for (product, output) in products.iter().zip(outputs) {
            self.matrices[&product.linear].multiply(tokens, input, output);
        }
    }
}

impl Dense {
    fn multiply(&self, tokens: usize, input: &[f32], output: &mut [f32]) {
        let rows = self.weights.len() / self.columns;
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
