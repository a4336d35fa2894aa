//! Where everything of a head lies in memory.
//!
//! ```text
//! | offsets | residual | key low | value low | key high | value high |
//! 0         residual   key_low   value_low   key_high   value_high   words
//! ```
//! High planes have a slot a page. Low planes exist in the windows only: slot p of the initial
//! window is page p, and behind it pages take turns in a ring just long enough for the local
//! window. So a page is demoted when a later one takes its slot, and no data moves.

use std::ops::Range;

use harmonia_contract::Register;
use harmonia_contract::record::RESIDUAL_WORDS;
use harmonia_contract::size::{WORD_BYTES, WORD_VALUES};

use super::pages::Plane;
use super::shape::KvShape;
use crate::GROUP;

/// The region of a head with room for a number of tokens: where its parts begin, in words of 64
/// bits from its start. The offsets come first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Region {
    shape: KvShape,
    tokens: usize,
    /// Values of the page under way in FP16, channel by channel; they become blocks when the next page begins.
    pub residual: usize,
    /// Low planes of key pages: first those of the initial window, then the ring.
    pub key_low: usize,
    /// Low planes of value pages, in the same order.
    pub value_low: usize,
    /// High planes of all key pages, in the order of the tokens.
    pub key_high: usize,
    /// High planes of all value pages but the last, in the order of the tokens.
    pub value_high: usize,
    words: usize,
}

/// Pages of each part.
struct Pages {
    key_low: usize,
    value_low: usize,
    key_high: usize,
    value_high: usize,
}

/// The last value page is committed when the next page begins, so there is one less than of keys.
fn pages(shape: &KvShape, tokens: usize) -> Pages {
    let key_high = tokens.div_ceil(GROUP);
    let value_high = key_high.saturating_sub(1);
    Pages {
        key_low: key_high.min(shape.init() + key_ring(shape)),
        value_low: value_high.min(shape.init() + value_ring(shape)),
        key_high,
        value_high,
    }
}

/// Low slots that keys take turns in: the local window's and that of the page under way.
fn key_ring(shape: &KvShape) -> usize {
    shape.local() + 1
}

/// Low slots that values take turns in; those of the page under way are in the residual.
fn value_ring(shape: &KvShape) -> usize {
    shape.local()
}

fn slot(shape: &KvShape, page: usize, ring: usize) -> Option<usize> {
    match page.checked_sub(shape.init()) {
        None => Some(page),
        Some(_) if ring == 0 => None,
        Some(behind) => Some(shape.init() + behind % ring),
    }
}

impl Region {
    /// Room for `tokens` tokens.
    pub fn new(shape: &KvShape, tokens: usize) -> Self {
        let pages = pages(shape, tokens);
        let blocks = shape.blocks();
        let [
            key_low_words,
            value_low_words,
            key_high_words,
            value_high_words,
        ] = page_words(shape);
        let residual = offset_words(blocks);
        let key_low = residual + residual_words(blocks);
        let value_low = key_low + pages.key_low * key_low_words;
        let key_high = value_low + pages.value_low * value_low_words;
        let value_high = key_high + pages.key_high * key_high_words;
        Self {
            shape: *shape,
            tokens,
            residual,
            key_low,
            value_low,
            key_high,
            value_high,
            words: value_high + pages.value_high * value_high_words,
        }
    }

    /// The shape of the head that the region is for.
    pub fn shape(&self) -> &KvShape {
        &self.shape
    }

    /// Tokens there is room for.
    pub fn tokens(&self) -> usize {
        self.tokens
    }

    /// Words of 64 bits.
    pub fn words(&self) -> usize {
        self.words
    }

    /// What CONFIGURE writes to a register.
    pub fn register(&self, register: Register) -> usize {
        match register {
            Register::Size => self.shape.size(),
            Register::Rotation => self.shape.rotation() as usize,
            Register::KeyBits => self.shape.key_bits().get() as usize,
            Register::ValueBits => self.shape.value_bits().get() as usize,
            Register::Init => self.shape.init(),
            Register::Local => self.shape.local(),
            Register::Residual => self.residual,
            Register::KeyLow => self.key_low,
            Register::ValueLow => self.value_low,
            Register::KeyHigh => self.key_high,
            Register::ValueHigh => self.value_high,
        }
    }

    /// The low slot of a key page, for STORE.
    pub fn key_low_slot(&self, page: usize) -> usize {
        slot(&self.shape, page, key_ring(&self.shape)).expect("the ring of keys is never empty")
    }

    /// The low slot of a value page, for COMMIT; none when no query will read its low plane.
    pub fn value_low_slot(&self, page: usize) -> Option<usize> {
        slot(&self.shape, page, value_ring(&self.shape))
    }

    /// The words of a key page's high plane.
    pub fn key_high_page(&self, page: usize) -> Range<usize> {
        let [_, _, words, _] = page_words(&self.shape);
        nth(self.key_high, page, words)
    }

    /// The words of a key page's low plane, as long as no later page has taken its slot.
    pub fn key_low_page(&self, page: usize) -> Range<usize> {
        let [words, ..] = page_words(&self.shape);
        nth(self.key_low, self.key_low_slot(page), words)
    }

    /// The words of a value page's high plane.
    pub fn value_high_page(&self, page: usize) -> Range<usize> {
        let [.., words] = page_words(&self.shape);
        nth(self.value_high, page, words)
    }

    /// The words of a value page's low plane, as long as no later page has taken its slot.
    pub fn value_low_page(&self, page: usize) -> Option<Range<usize>> {
        let [_, words, ..] = page_words(&self.shape);
        let slot = self.value_low_slot(page)?;
        Some(nth(self.value_low, slot, words))
    }

    /// The eight words of a channel's residual: its values of the page under way, FP16, four a
    /// word.
    pub fn residual_channel(&self, channel: usize) -> Range<usize> {
        nth(self.residual, channel, RESIDUAL_WORDS)
    }

    /// Bytes that hold something once `tokens` tokens are stored: offsets, residual, and every
    /// page begun, both of whose planes count as long as they are kept.
    pub fn bytes_at(&self, tokens: usize) -> usize {
        WORD_BYTES * Self::new(&self.shape, tokens).words
    }
}

/// FP16 offsets of all channels, four a word.
fn offset_words(blocks: usize) -> usize {
    blocks * GROUP / WORD_VALUES
}

fn residual_words(blocks: usize) -> usize {
    blocks * GROUP * RESIDUAL_WORDS
}

/// Words of a page: key low, value low, key high, value high.
fn page_words(shape: &KvShape) -> [usize; 4] {
    let blocks = shape.blocks();
    [
        Plane::low(shape.key_bits()).page_words(blocks),
        Plane::low(shape.value_bits()).page_words(blocks),
        Plane::high(shape.key_bits()).page_words(blocks),
        Plane::high(shape.value_bits()).page_words(blocks),
    ]
}

fn nth(start: usize, index: usize, words: usize) -> Range<usize> {
    start + index * words..start + (index + 1) * words
}
