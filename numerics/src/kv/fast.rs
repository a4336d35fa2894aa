//! Attention from a decoded copy of the pages, bit-identical to [`reference`](super::reference).
//!
//! A tile is 32 blocks side by side: the keys of a page's 32 tokens in one block of channels, or a
//! value page's tokens for 32 channels. Lanes are blocks, so no sum crosses lanes:
//!
//! ```text
//! digits[pair][lane] = elements 2 pair and 2 pair + 1 of block `lane`
//! P[lane] += digits[pair][lane] . operand[pair]       32-bit integers, exact
//! sum[lane] += floor(P[lane] * scale[lane] * 2^(E + 32))   FP64, exact below 2^53
//! ```
//! Whether a sum stays below 2^52 is found beforehand from the operand's magnitudes and the tile's
//! largest scale; one that may not is made with exact accumulators.

use harmonia_contract::record::{SCALE_BIAS, SCALE_FRACTION_BITS};

use super::attention::Answer;
use super::block::{KvBlock, Scale};
#[cfg(target_arch = "x86_64")]
use super::dot::{Avx2, Avx512};
use super::dot::{Digit, Dot, Pairs, Portable, Rows};
use super::exponential::{SCORE_BITS, probability};
use super::reference::{OVERFLOW, SCORE_LIMIT};
use crate::GROUP;
use crate::accumulator::{Accumulator, FRACTION_BITS, Flags};
use crate::block::Block;
use crate::fast::Kernel;

/// 32 blocks side by side, of 8-bit digits (one plane) or 16-bit ones (both). Rows of digits are whole
/// cache lines.
#[derive(Clone)]
#[repr(align(64))]
pub(super) struct Tile<T> {
    digits: Rows<T>,
    scales: [Scale; GROUP],
    /// The largest of the scales; blocks of zeros have the smallest there is.
    largest: Scale,
}

impl<T: Digit> Tile<T> {
    pub(super) const EMPTY: Self = Self {
        digits: [[[T::ZERO; 2]; GROUP]; GROUP / 2],
        scales: [Scale::SMALLEST; GROUP],
        largest: Scale::SMALLEST,
    };

    /// Puts a block into a lane.
    pub(super) fn set(&mut self, lane: usize, block: &KvBlock) {
        let (pairs, _) = block.mantissas.as_chunks::<2>();
        for (row, pair) in self.digits.iter_mut().zip(pairs) {
            row[lane] = pair.map(|m| T::try_from(m).ok().expect("planes keep their widths"));
        }
        self.scales[lane] = block.scale;
        self.largest = self.scales.into_iter().fold(Scale::SMALLEST, Scale::max);
    }

    /// Above the magnitude of every sum a block makes with this tile, in units of 2^-32.
    #[inline(always)]
    fn bound(&self, operand: &Operand) -> f64 {
        operand.magnitude * T::LARGEST * scaled_unit(operand.exponent, self.largest) + 1.0
    }

    /// Adds the products with a block to the sums of all lanes.
    #[inline(always)]
    fn add<D: Dot>(&self, operand: &Operand, sums: &mut [f64; GROUP]) {
        // SAFETY: `run` has chosen instructions that the processor has.
        let p = unsafe { D::dot(&self.digits, &operand.pairs) };
        for ((sum, p), &scale) in sums.iter_mut().zip(p).zip(&self.scales) {
            *sum += (f64::from(p) * scaled_unit(operand.exponent, scale)).floor();
        }
    }

    /// [`add`](Self::add) to exact accumulators.
    fn add_exactly(&self, operand: &Operand, sums: &mut [Accumulator; GROUP]) {
        for (lane, sum) in sums.iter_mut().enumerate() {
            let products = self.digits.iter().zip(&operand.pairs);
            let p: i64 = products
                .map(|(digits, &[even, odd])| {
                    let p = digits[lane][0].into() * i32::from(even)
                        + digits[lane][1].into() * i32::from(odd);
                    i64::from(p)
                })
                .sum();
            let scale = self.scales[lane];
            sum.add_power(
                i64::from(scale.significand()) * p,
                i16::from(operand.exponent) + scale.exponent(),
            );
        }
    }
}

/// A page as a query reads it: a tile for every block of channels.
#[derive(Clone, Copy)]
pub(super) enum Tiles<'a> {
    Demoted(&'a [Tile<i8>]),
    Full(&'a [Tile<i16>]),
}

impl Tiles<'_> {
    #[inline(always)]
    fn bound(&self, block: usize, operand: &Operand) -> f64 {
        match self {
            Self::Demoted(tiles) => tiles[block].bound(operand),
            Self::Full(tiles) => tiles[block].bound(operand),
        }
    }

    #[inline(always)]
    fn add<D: Dot>(&self, block: usize, operand: &Operand, sums: &mut [f64; GROUP]) {
        match self {
            Self::Demoted(tiles) => tiles[block].add::<D>(operand, sums),
            Self::Full(tiles) => tiles[block].add::<D>(operand, sums),
        }
    }

    fn add_exactly(&self, block: usize, operand: &Operand, sums: &mut [Accumulator; GROUP]) {
        match self {
            Self::Demoted(tiles) => tiles[block].add_exactly(operand, sums),
            Self::Full(tiles) => tiles[block].add_exactly(operand, sums),
        }
    }
}

/// A block that tiles are multiplied with.
pub(super) struct Operand {
    pairs: Pairs,
    exponent: i8,
    /// Sum of the magnitudes of the mantissas.
    magnitude: f64,
    /// Sum of the mantissas.
    sum: i64,
}

impl Operand {
    #[inline(always)]
    pub(super) fn new(block: &Block) -> Self {
        let magnitude: i32 = block.mantissas.iter().map(|&m| i32::from(m).abs()).sum();
        let (pairs, _) = block.mantissas.as_chunks::<2>();
        Self {
            pairs: std::array::from_fn(|i| pairs[i]),
            exponent: block.exponent,
            magnitude: magnitude.into(),
            sum: block.sum().into(),
        }
    }
}

/// Sums in FP64 up to here are exact, roundings down included.
const EXACT: f64 = (1u64 << 52) as f64;

/// The pages that a query at some position sees, and the query heads that share them.
pub(super) struct Attention<'a> {
    /// Channels.
    pub size: usize,
    /// Tokens seen.
    pub tokens: usize,
    pub keys: Vec<Tiles<'a>>,
    pub values: Vec<Tiles<'a>>,
    /// Blocks of the queries, head by head.
    pub queries: Vec<Operand>,
}

impl Attention<'_> {
    /// Results of all heads, head-major.
    pub(super) fn run(&self, kernel: Kernel, out: Answer<'_>) -> Flags {
        match kernel {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: the caller has asked whether the kernel is available.
            Kernel::Avx512 => unsafe { self.run_avx512(out) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: the same.
            Kernel::Avx2 => unsafe { self.run_avx2(out) },
            _ => self.run_any::<Portable>(out),
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
    fn run_avx512(&self, out: Answer<'_>) -> Flags {
        self.run_any::<Avx512>(out)
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn run_avx2(&self, out: Answer<'_>) -> Flags {
        self.run_any::<Avx2>(out)
    }

    #[inline(always)]
    fn run_any<D: Dot>(&self, out: Answer<'_>) -> Flags {
        let Some(scores) = self.scores::<D>() else {
            out.clear();
            return OVERFLOW;
        };
        let heads = scores.chunks(self.keys.len());
        match out {
            Answer::Whole(out) => {
                let mut flags = Flags::default();
                for (scores, out) in heads.zip(out.chunks_mut(self.size)) {
                    flags |= self.outputs::<D>(scores, out);
                }
                flags
            }
            Answer::Maxima(out) => {
                for (scores, out) in heads.zip(out) {
                    *out = self.maximum(scores);
                }
                Flags::default()
            }
            Answer::Sums { maxima, out } => {
                for ((scores, &maximum), out) in
                    heads.zip(maxima).zip(out.chunks_mut(1 + self.size))
                {
                    self.sums::<D>(scores, maximum, out);
                }
                Flags::default()
            }
        }
    }

    /// Outputs of a head.
    #[inline(always)]
    fn outputs<D: Dot>(&self, scores: &[[i32; GROUP]], out: &mut [f32]) -> Flags {
        let probabilities = self.probabilities(scores, self.maximum(scores));
        let denominator = denominator(&probabilities).finish();
        let mut flags = Flags {
            overflow: denominator.overflow,
            invalid: false,
        };
        for (block, out) in out.chunks_mut(GROUP).enumerate() {
            let (numerators, overflow) = self.numerators::<D>(&probabilities, block, out.len());
            flags.overflow |= overflow;
            for (out, numerator) in out.iter_mut().zip(numerators) {
                *out = numerator / denominator.value;
            }
        }
        flags
    }

    /// The denominator of a head, then its numerators.
    #[inline(always)]
    fn sums<D: Dot>(&self, scores: &[[i32; GROUP]], maximum: i32, out: &mut [Accumulator]) {
        let probabilities = self.probabilities(scores, maximum);
        let (first, out) = out.split_first_mut().expect("a head has a denominator");
        *first = denominator(&probabilities);
        for (block, out) in out.chunks_mut(GROUP).enumerate() {
            let sums = match self.exact_sums::<D>(&probabilities, block) {
                Ok(sums) => sums.map(|sum| Accumulator::of(sum as i64)),
                Err(sums) => *sums,
            };
            out.copy_from_slice(&sums[..out.len()]);
        }
    }

    /// Scores with 16 fraction bits, head by head, page by page; `None` if one overflows. Those of
    /// tokens that are not seen mean nothing.
    #[inline(always)]
    fn scores<D: Dot>(&self) -> Option<Vec<[i32; GROUP]>> {
        let (pages, blocks) = (self.keys.len(), self.size.div_ceil(GROUP));
        let heads = self.queries.len() / blocks;
        let mut scores = vec![[0; GROUP]; heads * pages];
        for (page, tiles) in self.keys.iter().enumerate() {
            let seen = (self.tokens - page * GROUP).min(GROUP);
            for (head, query) in self.queries.chunks(blocks).enumerate() {
                let x = page_scores::<D>(tiles, query, seen)?;
                // A loop, because `map` of an array may stay a function of its own, without the instructions
                // that this one is compiled for.
                for (score, x) in scores[head * pages + page].iter_mut().zip(x) {
                    // The cast saturates for tokens that are not seen, if at all.
                    *score = (x * (1 << SCORE_BITS) as f32).floor() as i32;
                }
            }
        }
        Some(scores)
    }

    /// M of a head's scores.
    #[inline(always)]
    fn maximum(&self, scores: &[[i32; GROUP]]) -> i32 {
        let seen = &scores.as_flattened()[..self.tokens];
        let maximum = seen.iter().fold(i32::MIN, |max, &s| max.max(s));
        (-(-i64::from(maximum) >> SCORE_BITS)) as i32
    }

    /// Blocks of 32 probabilities of a head.
    #[inline(always)]
    fn probabilities(&self, scores: &[[i32; GROUP]], maximum: i32) -> Vec<Operand> {
        const ONE: i64 = 1 << SCORE_BITS;
        let seen = &scores.as_flattened()[..self.tokens];
        let ceiling = i64::from(maximum) << SCORE_BITS;
        // Below the lowest and from the highest on everything is 0; between them differences fit 32 bits. No score
        // is beyond i32, so that a bound there is none.
        let bound = |x: i64| x.clamp(i32::MIN.into(), i32::MAX.into()) as i32;
        let (lowest, highest) = (bound(ceiling - 32 * ONE), bound(ceiling + ONE - 1));
        let none = ceiling - 32 * ONE > i32::MAX.into() || ceiling + ONE <= i32::MIN.into();
        let mut p = [0f32; GROUP];
        seen.chunks(GROUP)
            .map(|scores| {
                for (p, &s) in p.iter_mut().zip(scores) {
                    let d = s.max(lowest).wrapping_sub(ceiling as i32);
                    *p = if none || s > highest {
                        0.0
                    } else {
                        probability(d)
                    };
                }
                let p = &p[..scores.len()];
                Operand::new(&Block::from_f32(p).expect("finite"))
            })
            .collect()
    }

    /// Sums of probability times value of the first `channels` of a block of channels, and whether
    /// one of them overflowed.
    #[inline(always)]
    fn numerators<D: Dot>(
        &self,
        p: &[Operand],
        block: usize,
        channels: usize,
    ) -> ([f32; GROUP], bool) {
        match self.exact_sums::<D>(p, block) {
            Ok(sums) => (sums.map(to_f32), false),
            Err(sums) => {
                let overflow = sums[..channels].iter().any(|sum| sum.flags().overflow);
                (sums.map(|sum| sum.finish().value), overflow)
            }
        }
    }

    /// Those sums of all channels of a block, in units of 2^-32; as accumulators where FP64 may not hold them.
    #[inline(always)]
    fn exact_sums<D: Dot>(
        &self,
        p: &[Operand],
        block: usize,
    ) -> Result<[f64; GROUP], Box<[Accumulator; GROUP]>> {
        let products = || p.iter().zip(&self.values);
        if products()
            .map(|(p, tiles)| tiles.bound(block, p))
            .sum::<f64>()
            < EXACT
        {
            let mut sums = [0f64; GROUP];
            for (p, tiles) in products() {
                tiles.add::<D>(block, p, &mut sums);
            }
            Ok(sums)
        } else {
            let mut sums = [Accumulator::default(); GROUP];
            for (p, tiles) in products() {
                tiles.add_exactly(block, p, &mut sums);
            }
            Err(Box::new(sums))
        }
    }
}

/// The sum of all probabilities.
#[inline(always)]
fn denominator(probabilities: &[Operand]) -> Accumulator {
    let mut denominator = Accumulator::default();
    for p in probabilities {
        denominator.add_power(p.sum, p.exponent.into());
    }
    denominator
}

/// Products of a query with 32 keys, or `None` if one of the first `seen` overflows.
#[inline(always)]
fn page_scores<D: Dot>(tiles: &Tiles<'_>, query: &[Operand], seen: usize) -> Option<[f32; GROUP]> {
    let blocks = || query.iter().enumerate();
    let bound: f64 = blocks().map(|(block, q)| tiles.bound(block, q)).sum();
    if bound < EXACT {
        let mut sums = [0f64; GROUP];
        for (block, q) in blocks() {
            tiles.add::<D>(block, q, &mut sums);
        }
        let x = sums.map(to_f32);
        // Without an early end, for the sake of vectorisation.
        let too_large = |any, x: &f32| any | (x.abs() >= SCORE_LIMIT);
        let overflow = x[..seen].iter().fold(false, too_large);
        (!overflow).then_some(x)
    } else {
        let mut sums = [Accumulator::default(); GROUP];
        for (block, q) in blocks() {
            tiles.add_exactly(block, q, &mut sums);
        }
        let outcomes = sums.map(|sum| sum.finish());
        outcomes[..seen]
            .iter()
            .all(|x| !x.overflow && x.value.abs() < SCORE_LIMIT)
            .then(|| outcomes.map(|x| x.value))
    }
}

/// A sum below 2^53 as FP32, half to even.
#[inline(always)]
fn to_f32(sum: f64) -> f32 {
    (sum * power_of_two(-FRACTION_BITS)) as f32
}

/// What the product of a block of exponent `e` with mantissas of a scale is multiplied by, in units of
/// the accumulator: exact, and one addition of integers, because a scale's code is an FP64 number's
/// exponent and the upper three bits of its fraction.
#[inline(always)]
fn scaled_unit(e: i8, scale: Scale) -> f64 {
    const LOWEST: i32 = SCALE_FRACTION_BITS as i32 - SCALE_BIAS as i32;
    let power = i64::from(e) + i64::from(FRACTION_BITS + LOWEST + 1023);
    let scale = u64::from(scale.code()) << (52 - SCALE_FRACTION_BITS);
    f64::from_bits(((power as u64) << 52) + scale)
}

/// 2^e for the exponents that occur here, all of them normal in FP64.
#[inline(always)]
fn power_of_two(e: i32) -> f64 {
    f64::from_bits(((e + 1023) as u64) << 52)
}
