//! A model's matrices on a device.

use std::collections::BTreeMap;
use std::sync::Arc;

use harmonia_device::{Device, DeviceError, Fault};
use harmonia_model::{LinearId, Model};
use harmonia_numerics::Matrix;
use thiserror::Error;

use crate::schedule::{Piece, Stored, schedule};
use crate::{ExecutorError, Tiling, TilingError};

/// The linear layers of a model, stored in a device and multiplied there.
pub struct DeviceLinears {
    tiling: Tiling,
    linears: BTreeMap<LinearId, Stored>,
    /// Results of a call as they left the device; kept for its memory.
    results: Vec<f32>,
}

/// Why a device has no result for a linear layer.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LinearError {
    /// The tiles that matrices would be cut into are none for this engine.
    #[error(transparent)]
    Tiling(#[from] TilingError),
    /// The model was loaded with [`WeightChoice::Float`](harmonia_model::WeightChoice::Float).
    #[error(
        "the model's weights are floats, and a device multiplies by integers: only the FP32 reference can use them"
    )]
    Floats,
    /// An activation is NaN or infinite, so that it has no place in a block.
    #[error("{linear}: input {index} is not finite (bits {bits:#010x}); look at the layer before")]
    NotFinite {
        /// The linear layer.
        linear: LinearId,
        /// Among the tokens of the call.
        token: usize,
        /// The place in the token's vector.
        index: usize,
        /// The activation's encoding.
        bits: u32,
    },
    /// A result, or a product on the way to it, is outside of the accumulator's range.
    #[error("{linear}: output {output} overflows, a value has a magnitude of 2^31 or more")]
    Overflow {
        /// The linear layer.
        linear: LinearId,
        /// Among the tokens of the call.
        token: usize,
        /// The row of the matrix.
        output: usize,
    },
}

impl LinearError {
    /// A code that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        match self {
            LinearError::Tiling(source) => source.code(),
            LinearError::Floats => "linears.floats",
            LinearError::NotFinite { .. } => "linears.not_finite",
            LinearError::Overflow { .. } => "linears.overflow",
        }
    }

    /// The token whose values are the cause, among those of the call.
    pub fn token(&self) -> Option<usize> {
        match self {
            LinearError::NotFinite { token, .. } | LinearError::Overflow { token, .. } => {
                Some(*token)
            }
            LinearError::Tiling(_) | LinearError::Floats => None,
        }
    }
}

impl DeviceLinears {
    /// Stores the linear layers of `model` that `stored` names in `device`.
    pub fn new<D: Device>(
        device: &mut D,
        model: &Model,
        tiling: Tiling,
        stored: impl Fn(LinearId) -> bool,
    ) -> Result<Self, ExecutorError> {
        if model.has_floats() {
            return Err(LinearError::Floats.into());
        }
        let mut matrices = model.linears.clone();
        matrices.retain(|id, _| stored(*id));
        Self::with_matrices(device, &matrices, tiling)
    }

    /// Stores matrices in `device`. One that two layers share is stored once.
    pub fn with_matrices<D: Device>(
        device: &mut D,
        matrices: &BTreeMap<LinearId, Arc<Matrix>>,
        tiling: Tiling,
    ) -> Result<Self, ExecutorError> {
        tiling.validate().map_err(LinearError::from)?;
        let mut linears = BTreeMap::new();
        let mut stored: BTreeMap<*const Matrix, Stored> = BTreeMap::new();
        for (id, matrix) in matrices {
            let key = Arc::as_ptr(matrix);
            let layer = match stored.get(&key) {
                Some(layer) => *layer,
                None => Stored {
                    matrix: device.store(Arc::clone(matrix))?,
                    rows: matrix.rows(),
                    columns: matrix.columns(),
                },
            };
            stored.insert(key, layer);
            linears.insert(*id, layer);
        }
        Ok(DeviceLinears {
            tiling,
            linears,
            results: Vec::new(),
        })
    }

    /// `outputs[i] = matrix(ids[i]) * input` for each of `tokens` tokens, on the device that has the matrices.
    ///
    /// * `ids`: linear layers that share one input, all of them stored.
    /// * `input`: `[tokens][columns]`
    /// * `outputs`: `[tokens][rows]` each
    ///
    /// # Panics
    /// When one of `ids` is not stored, or `input` or an output has another length.
    pub fn apply<D: Device>(
        &mut self,
        device: &mut D,
        ids: &[LinearId],
        tokens: usize,
        input: &[f32],
        outputs: &mut [Vec<f32>],
    ) -> Result<(), ExecutorError> {
        let stored: Vec<Stored> = ids.iter().map(|id| self.linears[id]).collect();
        let schedule = schedule(&self.tiling, device.limits(), &stored, tokens, input);
        self.results.clear();
        device
            .execute(&schedule.commands, &mut self.results)
            .map_err(|error| locate(error, ids, &schedule.pieces, tokens, input))?;
        let mut rest = &self.results[..];
        for piece in &schedule.pieces {
            let rows = stored[piece.linear].rows;
            for token in piece.tokens.clone() {
                let (values, others) = rest.split_at(piece.rows.len());
                rest = others;
                outputs[piece.linear][token * rows..][piece.rows.clone()].copy_from_slice(values);
            }
        }
        Ok(())
    }
}

/// Says of a fault which layer, token and value it is.
fn locate(
    error: DeviceError,
    ids: &[LinearId],
    pieces: &[Piece],
    tokens: usize,
    input: &[f32],
) -> ExecutorError {
    let DeviceError::Fault { at, fault } = error else {
        return error.into();
    };
    let Some(piece) = pieces.iter().find(|piece| piece.command == at.command) else {
        return error.into();
    };
    let linear = ids[piece.linear];
    let token = piece.tokens.start + at.token;
    match fault {
        Fault::Overflow => LinearError::Overflow {
            linear,
            token,
            output: at.output,
        }
        .into(),
        Fault::Invalid => {
            let values = &input[token * (input.len() / tokens)..][..input.len() / tokens];
            match values.iter().position(|value| !value.is_finite()) {
                Some(index) => LinearError::NotFinite {
                    linear,
                    token,
                    index,
                    bits: values[index].to_bits(),
                }
                .into(),
                None => error.into(),
            }
        }
    }
}
