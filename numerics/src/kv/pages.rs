//! Blocks as bits of a page.
//!
//! Eight blocks are a record, four pairs of blocks; a page of keys or of values is `16 * blocks`
//! pairs. Each plane has pages of its own. In a plane an element is a code of 4 or 5 bits:
//!
//! | plane | code |
//! |---|---|
//! | high | sign, magnitude |
//! | low | two's complement |
//!
//! ```text
//! record:  | 8 scales (high plane only) | pair 0 | pair 1 | pair 2 | pair 3 |
//! pair:    | bit 4 of 64 codes, 1 word (codes of 5 bits) | bits 3:0 of 64 codes, 4 words |
//! ```
//! Writing a block touches its own bits and no others.

use harmonia_contract::record::{self, PAIRS};

use super::block::{KvBlock, Scale};
use super::shape::KvBits;
use crate::GROUP;

/// Where a block lies in a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    pair: usize,
    /// The odd block of its pair.
    odd: bool,
}

impl Place {
    /// Block `block` of a token, 0 to 31, in a key page.
    pub fn of_key(blocks: usize, token: usize, block: usize) -> Self {
        Self {
            pair: token / 2 * blocks + block,
            odd: token % 2 == 1,
        }
    }

    /// The 32 tokens of a channel in a value page.
    pub fn of_value(channel: usize) -> Self {
        Self {
            pair: channel / 2,
            odd: channel % 2 == 1,
        }
    }

    /// Index of the block in its record, 0 to 7.
    fn in_record(self) -> usize {
        self.pair % PAIRS * 2 + usize::from(self.odd)
    }
}

/// How a plane is laid out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Plane {
    has_scales: bool,
    /// 4 or 5.
    code_bits: usize,
    record_words: usize,
}

impl Plane {
    /// The plane that is always read: scales, and codes of a sign and `bits` bits of magnitude.
    pub const fn high(bits: KvBits) -> Self {
        Self {
            has_scales: true,
            code_bits: record::high_code_bits(bits.get() as usize),
            record_words: record::high_words(bits.get() as usize),
        }
    }

    /// The plane that only windows have: codes of `8 - bits` bits in two's complement, no scales.
    pub const fn low(bits: KvBits) -> Self {
        Self {
            has_scales: false,
            code_bits: record::low_code_bits(bits.get() as usize),
            record_words: record::low_words(bits.get() as usize),
        }
    }

    /// Words of 64 bits of eight blocks.
    pub const fn record_words(self) -> usize {
        self.record_words
    }

    /// Words of a page of a head with `blocks` blocks of channels.
    pub const fn page_words(self, blocks: usize) -> usize {
        record::page_records(blocks) * self.record_words
    }

    fn has_fifth_bit(self) -> bool {
        self.code_bits == 5
    }

    /// The first words of a block's record and of its pair.
    fn words(self, place: Place) -> (usize, usize) {
        let record = place.pair / PAIRS * self.record_words;
        let first = record + usize::from(self.has_scales);
        (record, first + place.pair % PAIRS * self.code_bits)
    }

    fn write(self, page: &mut [u64], place: Place, codes: &[u8; GROUP]) {
        let (_, mut pair) = self.words(place);
        if self.has_fifth_bit() {
            let half = 32 * u32::from(place.odd);
            let bits = fold(codes.iter().map(|code| code >> 4), 1);
            page[pair] = page[pair] & !(0xffff_ffff << half) | bits << half;
            pair += 1;
        }
        for (i, codes) in codes.chunks(16).enumerate() {
            let nibbles = fold(codes.iter().map(|code| code & 15), 4);
            page[pair + 2 * usize::from(place.odd) + i] = nibbles;
        }
    }

    fn read(self, page: &[u64], place: Place) -> [u8; GROUP] {
        let (_, pair) = self.words(place);
        let odd = usize::from(place.odd);
        let nibbles = pair + usize::from(self.has_fifth_bit()) + 2 * odd;
        std::array::from_fn(|i| {
            let low = page[nibbles + i / 16] >> (4 * (i % 16)) & 15;
            let bit = if self.has_fifth_bit() {
                page[pair] >> (32 * odd + i) & 1
            } else {
                0
            };
            (bit << 4 | low) as u8
        })
    }

    fn write_scale(self, page: &mut [u64], place: Place, scale: Scale) {
        let (record, _) = self.words(place);
        let at = 8 * place.in_record();
        let byte = scale.byte().expect("no stored block is demoted");
        page[record] = page[record] & !(0xff << at) | u64::from(byte) << at;
    }

    fn read_scale(self, page: &[u64], place: Place) -> Scale {
        let (record, _) = self.words(place);
        Scale::from_byte((page[record] >> (8 * place.in_record())) as u8)
    }
}

/// Codes beside each other, the first lowest.
fn fold(codes: impl DoubleEndedIterator<Item = u8>, width: u32) -> u64 {
    codes
        .rev()
        .fold(0, |word, code| word << width | u64::from(code))
}

/// A block as it is stored: codes of both planes, and the scale.
///
/// With s low bits, every magnitude is taken apart as `high = (magnitude + 2^(s-1)) >> s` and
/// `low = magnitude - high * 2^s`: high is the magnitude rounded to its upper bits, halves away from
/// zero, so low has a sign of its own. The sign of the element belongs to high and is kept where
/// that is 0, because low still needs it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Codes {
    bits: KvBits,
    high: [u8; GROUP],
    low: [u8; GROUP],
    scale: Scale,
}

impl Codes {
    /// Takes a block apart. Nothing is lost: [`full`](Self::full) gives it back.
    ///
    /// # Panics
    /// When a mantissa exceeds [`KvBits::limit`]: its high part would not fit.
    pub fn new(bits: KvBits, block: &KvBlock) -> Self {
        let mut codes = Self {
            bits,
            high: [0; GROUP],
            low: [0; GROUP],
            scale: block.scale,
        };
        for (i, &mantissa) in block.mantissas.iter().enumerate() {
            let magnitude = mantissa.unsigned_abs();
            assert!(
                magnitude <= bits.limit().into(),
                "mantissa {mantissa} of element {i} exceeds {}",
                bits.limit()
            );
            let high = (magnitude + u16::from(bits.half())) >> bits.shift();
            let low = magnitude.wrapping_sub(high << bits.shift());
            codes.high[i] = u8::from(mantissa < 0) << bits.get() | high as u8;
            codes.low[i] = low as u8 & ((1 << bits.shift()) - 1);
        }
        codes
    }

    /// Writes the high plane, with the scale.
    pub fn write_high(&self, page: &mut [u64], place: Place) {
        let plane = Plane::high(self.bits);
        plane.write(page, place, &self.high);
        plane.write_scale(page, place, self.scale);
    }

    /// Writes the low plane.
    pub fn write_low(&self, page: &mut [u64], place: Place) {
        Plane::low(self.bits).write(page, place, &self.low);
    }

    /// Reads what was written; the low codes are 0 without a low page.
    pub fn read(bits: KvBits, high: &[u64], low: Option<&[u64]>, place: Place) -> Self {
        let plane = Plane::high(bits);
        Self {
            bits,
            high: plane.read(high, place),
            low: low.map_or([0; GROUP], |low| Plane::low(bits).read(low, place)),
            scale: plane.read_scale(high, place),
        }
    }

    /// The block of the high plane alone: mantissas of 4 or 3 bits.
    pub fn demoted(&self) -> KvBlock {
        KvBlock {
            mantissas: std::array::from_fn(|i| self.signed(i, self.magnitude(i))),
            scale: self.scale.without_low(self.bits.shift()),
        }
    }

    /// The block of both planes: mantissas of 8 bits.
    pub fn full(&self) -> KvBlock {
        let shift = self.bits.shift();
        let mantissa = |i: usize| {
            // The sign of `low` is its highest bit.
            let low = i16::from((self.low[i] << (8 - shift)) as i8 >> (8 - shift));
            self.signed(i, (self.magnitude(i) << shift) + low)
        };
        KvBlock {
            mantissas: std::array::from_fn(mantissa),
            scale: self.scale,
        }
    }

    fn magnitude(&self, i: usize) -> i16 {
        i16::from(self.high[i] & ((1 << self.bits.get()) - 1))
    }

    fn signed(&self, i: usize, magnitude: i16) -> i16 {
        if self.high[i] >> self.bits.get() == 0 {
            magnitude
        } else {
            -magnitude
        }
    }
}
