//! What the newest token sees, kept up to date token by token.

use harmonia_numerics::kv::KvShape;
use harmonia_numerics::{GROUP, NotFinite};

use super::schemes::{
    KIVI_RESIDUAL, cut, kivi_bytes, kivi_group, kivi_key_tokens, kivi_value, to_f16,
    truncated_bytes, truncated_key, truncated_page,
};

/// A published scheme that ours is compared with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Baseline {
    /// Blocks of 8 bits that lose their low bits; the shape's rotation is not used.
    Truncated(KvShape),
    /// Integers of some bits, keys by channel and values by token.
    Kivi {
        /// Bits of a key or value, 2 or 4 in the paper.
        bits: u32,
        /// Channels of a head.
        size: usize,
    },
}

/// Keys and values of a head under a [`Baseline`], as its newest token sees them: those of
/// [`truncated_keys`](super::truncated_keys) and its neighbours, of which a token changes a group or
/// two.
#[derive(Clone, Debug)]
pub struct BaselineHead {
    baseline: Baseline,
    /// As they came, where groups are made again of them.
    original_keys: Vec<f32>,
    original_values: Vec<f32>,
    keys: Vec<f32>,
    values: Vec<f32>,
}

impl Baseline {
    /// Channels of a head.
    pub fn size(&self) -> usize {
        match self {
            Self::Truncated(shape) => shape.size(),
            Self::Kivi { size, .. } => *size,
        }
    }

    /// Bytes of a head's keys and values at `tokens` tokens.
    pub fn bytes_at(&self, tokens: usize) -> usize {
        match self {
            Self::Truncated(shape) => truncated_bytes(shape, tokens),
            Self::Kivi { bits, size } => kivi_bytes(*bits, *size, tokens),
        }
    }
}

impl BaselineHead {
    /// Without tokens.
    pub fn new(baseline: Baseline) -> Self {
        Self {
            baseline,
            original_keys: Vec::new(),
            original_values: Vec::new(),
            keys: Vec::new(),
            values: Vec::new(),
        }
    }

    /// Tokens stored.
    pub fn tokens(&self) -> usize {
        self.keys.len() / self.baseline.size()
    }

    /// Appends a token's key and value, `size` numbers each.
    ///
    /// # Errors
    /// A number that is not finite, where blocks are made of them.
    ///
    /// # Panics
    /// When a length is not `size`.
    pub fn store(&mut self, key: &[f32], value: &[f32]) -> Result<(), NotFinite> {
        let size = self.baseline.size();
        assert!(
            key.len() == size && value.len() == size,
            "{size} channels per token"
        );
        match self.baseline {
            Baseline::Truncated(shape) => self.store_truncated(&shape, key, value),
            Baseline::Kivi { bits, size } => {
                self.store_kivi(bits, size, key, value);
                Ok(())
            }
        }
    }

    fn store_truncated(
        &mut self,
        shape: &KvShape,
        key: &[f32],
        value: &[f32],
    ) -> Result<(), NotFinite> {
        let (size, token) = (shape.size(), self.tokens());
        self.original_keys.extend(key);
        self.original_values.extend(value);
        self.keys.extend(truncated_key(key, None)?);
        // Every token changes the exponents of its own page.
        let own = token / GROUP * GROUP;
        self.values.truncate(own * size);
        let values = &self.original_values[own * size..];
        self.values.extend(truncated_page(size, values, None)?);
        let left = (token / GROUP).checked_sub(shape.local() + 1);
        match left {
            Some(page) if token == own => self.leave_window(shape, page),
            _ => Ok(()),
        }
    }

    /// Cuts a page that was the local window's last one.
    fn leave_window(&mut self, shape: &KvShape, page: usize) -> Result<(), NotFinite> {
        let size = shape.size();
        let range = page * GROUP * size..(page + 1) * GROUP * size;
        let bits = |bits| cut(shape, page * GROUP, self.tokens(), bits);
        let (key_bits, value_bits) = (bits(shape.key_bits()), bits(shape.value_bits()));
        let keys = self.original_keys[range.clone()].chunks(size);
        let seen = self.keys[range.clone()].chunks_mut(size);
        for (key, seen) in keys.zip(seen) {
            seen.copy_from_slice(&truncated_key(key, key_bits)?);
        }
        let values = truncated_page(size, &self.original_values[range.clone()], value_bits)?;
        self.values[range].copy_from_slice(&values);
        Ok(())
    }

    fn store_kivi(&mut self, bits: u32, size: usize, key: &[f32], value: &[f32]) {
        let before = kivi_key_tokens(self.tokens());
        self.keys.extend(to_f16(key));
        self.values.extend(to_f16(value));
        let after = kivi_key_tokens(self.tokens());
        if after > before {
            kivi_group(bits, size, &mut self.keys[before * size..after * size]);
        }
        if let Some(old) = self.tokens().checked_sub(KIVI_RESIDUAL + 1) {
            kivi_value(bits, &mut self.values[old * size..(old + 1) * size]);
        }
    }

    /// The keys that the newest token sees, its own included: `[tokens][size]`.
    pub fn keys(&self) -> &[f32] {
        &self.keys
    }

    /// The values that the newest token sees, its own included: `[tokens][size]`.
    pub fn values(&self) -> &[f32] {
        &self.values
    }
}
