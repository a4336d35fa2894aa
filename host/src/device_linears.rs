//! A device as the multiplier of a model's linear layers.

use std::collections::BTreeMap;
use std::sync::Arc;

use harmonia_device::{Device, DeviceError, Fault};
use harmonia_model::{LinearId, Linears, Model};
use harmonia_numerics::Matrix;
use thiserror::Error;

use crate::schedule::{Piece, Stored, schedule};
use crate::{AttentionError, Clocked, Tiling, TilingError};

/// The linear layers of a model, stored in a device and multiplied there.
pub struct DeviceLinears<D> {
    device: D,
    tiling: Tiling,
    linears: BTreeMap<LinearId, Stored>,
    /// Results of a call as they left the device; kept for its memory.
    results: Vec<f32>,
}

/// Why a device has no result for a linear layer, or for attention.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LinearsError {
    #[error(transparent)]
    Tiling(#[from] TilingError),
    #[error("the model has no linear layer {linear}")]
    Unknown { linear: LinearId },
    #[error(
        "{linear}: {values} input values and {outputs} results for {tokens} tokens of {columns} columns and {linears} layers"
    )]
    Shape {
        linear: LinearId,
        tokens: usize,
        columns: usize,
        values: usize,
        linears: usize,
        outputs: usize,
    },
    #[error(
        "{linear}: input {index} of token {token} is not finite (bits {bits:#010x}); look at the layer before"
    )]
    NotFinite {
        linear: LinearId,
        /// Within the call.
        token: usize,
        index: usize,
        bits: u32,
    },
    #[error(
        "{linear}: output {output} of token {token} overflows, a value has a magnitude of 2^31 or more"
    )]
    Overflow {
        linear: LinearId,
        /// Within the call.
        token: usize,
        output: usize,
    },
    #[error(transparent)]
    Attention(#[from] AttentionError),
    #[error(transparent)]
    Device(#[from] DeviceError),
}

impl LinearsError {
    /// A code that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        match self {
            LinearsError::Tiling(source) => source.code(),
            LinearsError::Unknown { .. } => "linears.unknown",
            LinearsError::Shape { .. } => "linears.shape",
            LinearsError::NotFinite { .. } => "linears.not_finite",
            LinearsError::Overflow { .. } => "linears.overflow",
            LinearsError::Attention(source) => source.code(),
            LinearsError::Device(source) => source.code(),
        }
    }
}

impl<D: Device> DeviceLinears<D> {
    /// Stores every linear layer of `model` in `device`.
    pub fn new(device: D, model: &Model, tiling: Tiling) -> Result<Self, LinearsError> {
        Self::with_matrices(device, &model.linears, tiling)
    }

    /// Stores matrices in `device`. One that two layers share is stored once.
    pub fn with_matrices(
        mut device: D,
        matrices: &BTreeMap<LinearId, Arc<Matrix>>,
        tiling: Tiling,
    ) -> Result<Self, LinearsError> {
        tiling.validate()?;
        let mut linears = BTreeMap::new();
        let mut stored: BTreeMap<usize, Stored> = BTreeMap::new();
        for (id, matrix) in matrices {
            let key = Arc::as_ptr(matrix).addr();
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
            device,
            tiling,
            linears,
            results: Vec::new(),
        })
    }

    pub fn device(&self) -> &D {
        &self.device
    }

    pub(crate) fn device_mut(&mut self) -> &mut D {
        &mut self.device
    }

    pub fn into_device(self) -> D {
        self.device
    }

    pub fn tiling(&self) -> Tiling {
        self.tiling
    }

    /// Changes the tiling from the next call on.
    pub fn set_tiling(&mut self, tiling: Tiling) -> Result<(), LinearsError> {
        tiling.validate()?;
        self.tiling = tiling;
        Ok(())
    }

    /// The stored matrices of a call, once its shapes are known to fit.
    fn stored(
        &self,
        ids: &[LinearId],
        tokens: usize,
        input: &[f32],
        outputs: usize,
    ) -> Result<Vec<Stored>, LinearsError> {
        let stored = ids.iter().map(|linear| {
            let layer = self.linears.get(linear);
            layer
                .copied()
                .ok_or(LinearsError::Unknown { linear: *linear })
        });
        let stored = stored.collect::<Result<Vec<_>, _>>()?;
        for (linear, layer) in ids.iter().zip(&stored) {
            if tokens.checked_mul(layer.columns) != Some(input.len()) || outputs != ids.len() {
                return Err(LinearsError::Shape {
                    linear: *linear,
                    tokens,
                    columns: layer.columns,
                    values: input.len(),
                    linears: ids.len(),
                    outputs,
                });
            }
        }
        Ok(stored)
    }
}

impl<D: Device> Linears for DeviceLinears<D> {
    type Error = LinearsError;

    fn apply(
        &mut self,
        ids: &[LinearId],
        tokens: usize,
        input: &[f32],
        outputs: &mut [Vec<f32>],
    ) -> Result<(), LinearsError> {
        let stored = self.stored(ids, tokens, input, outputs.len())?;
        let schedule = schedule(
            &self.tiling,
            self.device.limits().token_rows,
            &stored,
            tokens,
            input,
        );
        self.results.clear();
        self.device
            .execute(&schedule.commands, &mut self.results)
            .map_err(|error| locate(error, ids, &schedule.pieces, tokens, input))?;
        for (output, layer) in outputs.iter_mut().zip(&stored) {
            output.clear();
            output.resize(tokens * layer.rows, 0.0);
        }
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

impl<D: Device> Clocked for DeviceLinears<D> {
    fn cycles(&self) -> Option<u64> {
        self.device.cycles()
    }
}

/// Says of a fault which layer, token and value it is.
fn locate(
    error: DeviceError,
    ids: &[LinearId],
    pieces: &[Piece],
    tokens: usize,
    input: &[f32],
) -> LinearsError {
    let DeviceError::Fault { at, fault } = error else {
        return error.into();
    };
    let Some(piece) = pieces.iter().find(|piece| piece.command == at.command) else {
        return error.into();
    };
    let linear = ids[piece.linear];
    let token = piece.tokens.start + at.token;
    match fault {
        Fault::Overflow => LinearsError::Overflow {
            linear,
            token,
            output: at.output,
        },
        Fault::Invalid => {
            let values = &input[token * (input.len() / tokens)..][..input.len() / tokens];
            match values.iter().position(|value| !value.is_finite()) {
                Some(index) => LinearsError::NotFinite {
                    linear,
                    token,
                    index,
                    bits: values[index].to_bits(),
                },
                None => error.into(),
            }
        }
    }
}
