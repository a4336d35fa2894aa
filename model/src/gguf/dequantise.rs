//! Encoded blocks to f32: float types and the types with groups of 32.
//!
//! The formulas are those of ggml's reference (`dequantize_row_*` in ggml-quants.c); a fixture made
//! with the `gguf` Python package checks each of them (tests/suite/dequantise.rs).

use half::{bf16, f16};
use rayon::prelude::*;

use super::k_quants;
use super::tensor::TensorType;

/// Blocks that one task of the thread pool decodes.
const BLOCKS_PER_TASK: usize = 4096;

/// Decodes `bytes`, whole blocks of `kind`, into `values`, which holds exactly as many values.
pub(super) fn dequantise(kind: TensorType, bytes: &[u8], values: &mut [f32]) {
    let decode: fn(&[u8], &mut [f32]) = match kind {
        TensorType::F32 => |bytes, out| out[0] = f32::from_le_bytes([0, 1, 2, 3].map(|i| bytes[i])),
        TensorType::F16 => |bytes, out| out[0] = half_at(bytes, 0),
        TensorType::BF16 => {
            |bytes, out| out[0] = bf16::from_le_bytes([bytes[0], bytes[1]]).to_f32()
        }
        TensorType::Q4_0 => q4_0,
        TensorType::Q4_1 => q4_1,
        TensorType::Q5_0 => q5_0,
        TensorType::Q5_1 => q5_1,
        TensorType::Q8_0 => q8_0,
        TensorType::Q2_K => k_quants::q2_k,
        TensorType::Q3_K => k_quants::q3_k,
        TensorType::Q4_K => k_quants::q4_k,
        TensorType::Q5_K => k_quants::q5_k,
        TensorType::Q6_K => k_quants::q6_k,
        TensorType::Q8_K => k_quants::q8_k,
    };
    let (block, block_bytes) = (kind.block(), kind.block_bytes());
    values
        .par_chunks_mut(block * BLOCKS_PER_TASK)
        .zip(bytes.par_chunks(block_bytes * BLOCKS_PER_TASK))
        .for_each(|(values, bytes)| {
            for (values, bytes) in values
                .chunks_exact_mut(block)
                .zip(bytes.chunks_exact(block_bytes))
            {
                decode(bytes, values);
            }
        });
}

/// The FP16 number at byte `offset`.
pub(super) fn half_at(bytes: &[u8], offset: usize) -> f32 {
    f16::from_le_bytes([bytes[offset], bytes[offset + 1]]).to_f32()
}

fn q4_0(bytes: &[u8], out: &mut [f32]) {
    let d = half_at(bytes, 0);
    for (j, byte) in bytes[2..18].iter().enumerate() {
        out[j] = d * (f32::from(byte & 15) - 8.0);
        out[j + 16] = d * (f32::from(byte >> 4) - 8.0);
    }
}

fn q4_1(bytes: &[u8], out: &mut [f32]) {
    let (d, m) = (half_at(bytes, 0), half_at(bytes, 2));
    for (j, byte) in bytes[4..20].iter().enumerate() {
        out[j] = d * f32::from(byte & 15) + m;
        out[j + 16] = d * f32::from(byte >> 4) + m;
    }
}

fn q5_0(bytes: &[u8], out: &mut [f32]) {
    let d = half_at(bytes, 0);
    five_bits(&bytes[2..22], out, |q| d * (q - 16.0));
}

fn q5_1(bytes: &[u8], out: &mut [f32]) {
    let (d, m) = (half_at(bytes, 0), half_at(bytes, 2));
    five_bits(&bytes[4..24], out, |q| d * q + m);
}

/// Four bytes of fifth bits (bit i belongs to value i), then 16 bytes of nibble pairs.
fn five_bits(bytes: &[u8], out: &mut [f32], value: impl Fn(f32) -> f32) {
    let high = u32::from_le_bytes([0, 1, 2, 3].map(|i| bytes[i]));
    let fifth = |i: usize| (high >> i & 1) as u8 * 16;
    for (j, byte) in bytes[4..20].iter().enumerate() {
        out[j] = value(f32::from((byte & 15) | fifth(j)));
        out[j + 16] = value(f32::from((byte >> 4) | fifth(j + 16)));
    }
}

fn q8_0(bytes: &[u8], out: &mut [f32]) {
    let d = half_at(bytes, 0);
    for (value, byte) in out.iter_mut().zip(&bytes[2..34]) {
        *value = d * f32::from(*byte as i8);
    }
}
