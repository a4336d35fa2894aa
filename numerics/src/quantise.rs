//! Float weights to integer groups; the rules are stated at
//! [`Matrix::quantise`](crate::Matrix::quantise).

use half::f16;
use harmonia_contract::Format;

use crate::GROUP;
use crate::matrix::{GroupRef, MatrixError};

/// What was wrong with a group, before the group's place in the matrix is known.
pub(crate) enum Fault {
    NotFinite { index: usize, value: f32 },
    Overflow { what: &'static str, value: f32 },
}

impl Fault {
    pub(crate) fn at(self, row: usize, group: usize) -> MatrixError {
        match self {
            Self::NotFinite { index, value } => MatrixError::WeightNotFinite {
                row,
                column: group * GROUP + index,
                value,
            },
            Self::Overflow { what, value } => MatrixError::ScaleOverflow {
                what,
                row,
                group,
                value,
            },
        }
    }
}

/// Quantises 1 to 32 weights; absent ones are 0.
pub(crate) fn group(format: Format, weights: &[f32]) -> Result<GroupRef, Fault> {
    if let Some(index) = weights.iter().position(|x| !x.is_finite()) {
        return Err(Fault::NotFinite {
            index,
            value: weights[index],
        });
    }
    let extreme = weights
        .iter()
        .fold(0f32, |best, &x| if x.abs() > best.abs() { x } else { best });
    let (scale, minimum) = match format {
        Format::Int8 => (extreme.abs() / 127.0, 0.0),
        // Adding 0 makes the -0 of an empty group a 0.
        Format::Int4 => (extreme / -8.0 + 0.0, 0.0),
        Format::Int4Min => {
            let min = weights.iter().copied().fold(f32::INFINITY, f32::min);
            let max = weights.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            ((max - min) / 15.0, min)
        }
    };
    let scale = to_f16("scale", scale)?;
    let minimum = to_f16("minimum", minimum)?;
    let (low, high) = (
        f32::from(*format.quants().start()),
        f32::from(*format.quants().end()),
    );
    let mut quants = [0; GROUP];
    if scale != f16::ZERO {
        for (q, &x) in quants.iter_mut().zip(weights) {
            let quotient = (x - minimum.to_f32()) / scale.to_f32();
            *q = quotient.round_ties_even().clamp(low, high) as i8;
        }
    }
    Ok(GroupRef {
        quants,
        scale,
        minimum,
    })
}

fn to_f16(what: &'static str, value: f32) -> Result<f16, Fault> {
    let rounded = f16::from_f32(value);
    if rounded.is_finite() {
        Ok(rounded)
    } else {
        Err(Fault::Overflow { what, value })
    }
}
