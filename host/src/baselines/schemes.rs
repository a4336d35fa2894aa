//! What published schemes leave of the keys or the values of a head.
//!
//! Each function takes them as `[tokens][size]` in FP32 and gives what a query at the last of these tokens
//! sees in their place.

use half::f16;
use harmonia_numerics::kv::{KvBits, KvShape, Region};
use harmonia_numerics::{Block, GROUP, NotFinite};

/// Tokens that KIVI keeps in FP16.
pub const KIVI_RESIDUAL: usize = 128;

/// Keys in M8 blocks of 32 channels, outside the windows of `shape` cut to its bits, toward zero.
///
/// # Errors
/// The first key that is not finite, with its index in its token.
///
/// # Panics
/// When `keys` is not a whole number of tokens.
pub fn truncated_keys(shape: &KvShape, keys: &[f32]) -> Result<Vec<f32>, NotFinite> {
    let tokens = tokens(shape.size(), keys);
    let mut seen = Vec::with_capacity(keys.len());
    for (token, key) in keys.chunks(shape.size()).enumerate() {
        let bits = cut(shape, token, tokens, shape.key_bits());
        seen.extend(truncated_key(key, bits)?);
    }
    Ok(seen)
}

pub(super) fn truncated_key(key: &[f32], bits: Option<KvBits>) -> Result<Vec<f32>, NotFinite> {
    let blocks = Block::from_slice(key)?;
    let values = blocks.iter().flat_map(|block| truncate(block, bits));
    Ok(values.take(key.len()).collect())
}

/// Values in M8 blocks of 32 tokens, outside the windows of `shape` cut to its bits, toward zero.
/// Of the page under way the block ends with the last token.
///
/// # Errors
/// The first value that is not finite, with its index in its block.
///
/// # Panics
/// When `values` is not a whole number of tokens.
pub fn truncated_values(shape: &KvShape, values: &[f32]) -> Result<Vec<f32>, NotFinite> {
    let tokens = tokens(shape.size(), values);
    let mut seen = Vec::with_capacity(values.len());
    for (page, values) in values.chunks(GROUP * shape.size()).enumerate() {
        let bits = cut(shape, page * GROUP, tokens, shape.value_bits());
        seen.extend(truncated_page(shape.size(), values, bits)?);
    }
    Ok(seen)
}

/// The values of at most 32 tokens.
pub(super) fn truncated_page(
    size: usize,
    values: &[f32],
    bits: Option<KvBits>,
) -> Result<Vec<f32>, NotFinite> {
    let mut seen = vec![0.0; values.len()];
    for channel in 0..size {
        let column: Vec<f32> = values.iter().skip(channel).step_by(size).copied().collect();
        let block = Block::from_f32(&column)?;
        let seen = seen.iter_mut().skip(channel).step_by(size);
        for (seen, x) in seen.zip(truncate(&block, bits)) {
            *seen = x;
        }
    }
    Ok(seen)
}

/// Bytes of keys and values of a head at `tokens` tokens, laid out as ours are, without offsets.
pub fn truncated_bytes(shape: &KvShape, tokens: usize) -> usize {
    let region = Region::new(shape, tokens);
    region.bytes_at(tokens) - 8 * region.residual
}

/// The bits a token's mantissas are cut to; `None` in a window.
pub(super) fn cut(shape: &KvShape, token: usize, tokens: usize, bits: KvBits) -> Option<KvBits> {
    let own = (tokens - 1) / GROUP;
    (!shape.in_window(token / GROUP, own)).then_some(bits)
}

fn truncate(block: &Block, bits: Option<KvBits>) -> [f32; GROUP] {
    let unit = bits.map_or(1, |bits| 1 << bits.shift());
    let scale = 2f64.powi(block.exponent.into());
    // Integer division is toward zero.
    block
        .mantissas
        .map(|m| (f64::from(m / unit * unit) * scale) as f32)
}

/// Keys in integers of `bits` bits: a scale and a minimum, FP16, for 32 tokens of a channel. Whole
/// groups of 32 that end at least [`KIVI_RESIDUAL`] tokens before the last are quantised; the others
/// are FP16.
///
/// # Panics
/// When `keys` is not a whole number of tokens.
pub fn kivi_keys(bits: u32, size: usize, keys: &[f32]) -> Vec<f32> {
    let quantised = kivi_key_tokens(tokens(size, keys));
    let mut seen = to_f16(keys);
    // Tokens enter in FP16 and wait in the residual before they are quantised.
    let groups = seen[..quantised * size].chunks_mut(GROUP * size);
    groups.for_each(|group| kivi_group(bits, size, group));
    seen
}

/// Quantises the keys of 32 tokens.
pub(super) fn kivi_group(bits: u32, size: usize, keys: &mut [f32]) {
    for channel in 0..size {
        let column: Vec<f32> = keys.iter().skip(channel).step_by(size).copied().collect();
        let quantised = asymmetric(bits, &column);
        let keys = keys.iter_mut().skip(channel).step_by(size);
        keys.zip(quantised).for_each(|(key, x)| *key = x);
    }
}

/// Values in integers of `bits` bits: a scale and a minimum, FP16, for 32 channels of a token. All
/// but the newest [`KIVI_RESIDUAL`] tokens are quantised; the others are FP16.
///
/// # Panics
/// When `values` is not a whole number of tokens.
pub fn kivi_values(bits: u32, size: usize, values: &[f32]) -> Vec<f32> {
    let quantised = tokens(size, values).saturating_sub(KIVI_RESIDUAL);
    let mut seen = to_f16(values);
    let tokens = seen.chunks_mut(size).take(quantised);
    tokens.for_each(|value| kivi_value(bits, value));
    seen
}

/// Quantises the values of a token.
pub(super) fn kivi_value(bits: u32, value: &mut [f32]) {
    for group in value.chunks_mut(GROUP) {
        let quantised = asymmetric(bits, group);
        group.copy_from_slice(&quantised);
    }
}

/// Bytes of KIVI's keys and values of a head at `tokens` tokens: integers, scales and minima, and
/// the residual.
pub fn kivi_bytes(bits: u32, size: usize, tokens: usize) -> usize {
    let part = |quantised: usize, groups: usize| {
        (quantised * size * bits as usize).div_ceil(8)
            + 4 * groups
            + 2 * (tokens - quantised) * size
    };
    let keys = kivi_key_tokens(tokens);
    let values = tokens.saturating_sub(KIVI_RESIDUAL);
    part(keys, keys / GROUP * size) + part(values, values * size.div_ceil(GROUP))
}

pub(super) fn kivi_key_tokens(tokens: usize) -> usize {
    tokens.saturating_sub(KIVI_RESIDUAL) / GROUP * GROUP
}

/// `q * scale + minimum` in FP32, `q = round((x - minimum) / scale)`, with the scale
/// `(maximum - minimum) / (2^bits - 1)` and the minimum in FP16.
fn asymmetric(bits: u32, values: &[f32]) -> Vec<f32> {
    let levels = ((1u32 << bits) - 1) as f32;
    let minimum = values.iter().copied().fold(f32::INFINITY, f32::min);
    let maximum = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let scale = f16::from_f32((maximum - minimum) / levels).to_f32();
    let minimum = f16::from_f32(minimum).to_f32();
    let quantise = |&x: &f32| {
        let q = if scale == 0.0 {
            0.0
        } else {
            ((x - minimum) / scale).round_ties_even().clamp(0.0, levels)
        };
        q * scale + minimum
    };
    values.iter().map(quantise).collect()
}

pub(super) fn to_f16(values: &[f32]) -> Vec<f32> {
    let rounded = |&x: &f32| f16::from_f32(x).to_f32();
    values.iter().map(rounded).collect()
}

fn tokens(size: usize, values: &[f32]) -> usize {
    assert!(
        values.len().is_multiple_of(size),
        "{size} channels per token"
    );
    values.len() / size
}
