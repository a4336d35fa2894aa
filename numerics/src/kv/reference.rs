//! Attention as its definition: from the words of memory, one query head after the other, one key
//! after the other, with exact accumulators.

use half::f16;

use super::block::{KvBlock, Scale};
use super::exponential::{SCORE_BITS, probability};
use super::layout::Region;
use super::memory::residual_block;
use super::pages::{Codes, Place};
use super::rotate::rotate_query;
use super::shape::{KvShape, Stand};
use crate::GROUP;
use crate::accumulator::{Accumulator, Flags};
use crate::block::Block;

/// Answers the queries that stand somewhere.
///
/// Shapes: `queries` and `out` are head-major, `heads * size`. The tokens up to `stand` are
/// stored, the pages before its own committed, and nothing behind its own has been stored.
/// `overflow`: a score has a magnitude of 2^15 or more, or a sum does not fit; if a score
/// overflowed, all results are 0 and mean nothing.
///
/// # Panics
/// When a length does not match, a query is not finite, or the region ends before `stand`.
pub fn attend(
    region: &Region,
    words: &[u64],
    stand: impl Into<Stand>,
    queries: &[f16],
    heads: usize,
    out: &mut [f32],
) -> Flags {
    let (size, stand) = (region.shape().size(), stand.into());
    assert_eq!(queries.len(), heads * size, "one value a channel");
    assert_eq!(out.len(), queries.len(), "one result a channel");
    let Some(scores) = scores(region, words, stand, queries) else {
        out.fill(0.0);
        return OVERFLOW;
    };
    let mut flags = Flags::default();
    for (scores, out) in scores.iter().zip(out.chunks_mut(size)) {
        let sums = head_sums(region, words, stand, scores, maximum(scores));
        flags |= combine(&[&sums], size, out);
    }
    flags
}

/// Step 1 of an ATTEND in two: the maximum of the scores of each head, the smallest integer that none exceeds;
/// `None` if a score overflows.
///
/// # Panics
/// As [`attend`].
pub fn maxima(
    region: &Region,
    words: &[u64],
    stand: impl Into<Stand>,
    queries: &[f16],
) -> Option<Vec<i32>> {
    let scores = scores(region, words, stand.into(), queries)?;
    Some(scores.iter().map(|scores| maximum(scores)).collect())
}

/// Step 2: each head's denominator, then the numerators of its channels, by a given maximum for each; `None` if a
/// score overflows.
///
/// # Panics
/// As [`attend`].
pub fn sums(
    region: &Region,
    words: &[u64],
    stand: impl Into<Stand>,
    queries: &[f16],
    maxima: &[i32],
) -> Option<Vec<Accumulator>> {
    let stand = stand.into();
    let scores = scores(region, words, stand, queries)?;
    assert_eq!(maxima.len(), scores.len(), "one maximum a head");
    let heads = scores.iter().zip(maxima);
    Some(
        heads
            .flat_map(|(scores, &maximum)| head_sums(region, words, stand, scores, maximum))
            .collect(),
    )
}

/// What sums of parts of a sequence by the same maxima come to: added, rounded, divided. Parts are head-major,
/// `heads * (1 + size)`, `out` is `heads * size`. `overflow`: a total does not fit.
///
/// # Panics
/// When a length does not match.
pub fn combine(parts: &[&[Accumulator]], size: usize, out: &mut [f32]) -> Flags {
    let mut flags = Flags::default();
    let sums = out.len() / size * (1 + size);
    assert!(parts.iter().all(|part| part.len() == sums), "{sums} sums");
    let total = |at: usize| {
        let mut total = Accumulator::default();
        parts.iter().for_each(|part| total.merge(&part[at]));
        total
    };
    for (head, out) in out.chunks_mut(size).enumerate() {
        let first = head * (1 + size);
        let denominator = total(first);
        flags |= denominator.flags();
        for (channel, out) in out.iter_mut().enumerate() {
            let numerator = total(first + 1 + channel);
            flags |= numerator.flags();
            *out = numerator.finish().value / denominator.finish().value;
        }
    }
    flags
}

/// A score has overflowed.
pub(super) const OVERFLOW: Flags = Flags {
    overflow: true,
    invalid: false,
};

/// Scores with 16 fraction bits, head by head, of the tokens that are seen; `None` if one overflows.
fn scores(region: &Region, words: &[u64], stand: Stand, queries: &[f16]) -> Option<Vec<Vec<i32>>> {
    let shape = region.shape();
    assert!(stand.position < region.tokens(), "{stand:?}");
    let of_head = |query: &[f16]| {
        let query = query_blocks(shape, query);
        let score = |token: usize| {
            let mut accumulator = Accumulator::default();
            for (block, query) in query.iter().enumerate() {
                let key = key_block(region, words, token, block, stand.own());
                add_product(&mut accumulator, query, &key);
            }
            let x = accumulator.finish();
            let fits = !x.overflow && x.value.abs() < SCORE_LIMIT;
            fits.then(|| (x.value * 65536.0).floor() as i32)
        };
        (0..=stand.position).map(score).collect()
    };
    queries.chunks(shape.size()).map(of_head).collect()
}

/// M: the smallest integer that no score exceeds.
fn maximum(scores: &[i32]) -> i32 {
    let maximum = scores.iter().copied().max().unwrap_or(0);
    (-(-i64::from(maximum) >> SCORE_BITS)) as i32
}

/// The denominator of a head, and its channels' numerators.
fn head_sums(
    region: &Region,
    words: &[u64],
    stand: Stand,
    scores: &[i32],
    maximum: i32,
) -> Vec<Accumulator> {
    let probabilities = probability_blocks(scores, maximum);
    let mut denominator = Accumulator::default();
    for p in &probabilities {
        add_product(&mut denominator, p, &ONES);
    }
    let numerator = |channel| {
        let mut numerator = Accumulator::default();
        for (page, p) in probabilities.iter().enumerate() {
            let value = value_block(region, words, page, channel, stand);
            add_product(&mut numerator, p, &value);
        }
        numerator
    };
    let numerators = (0..region.shape().size()).map(numerator);
    std::iter::once(denominator).chain(numerators).collect()
}

/// Scores of this magnitude and more overflow.
pub(super) const SCORE_LIMIT: f32 = 32768.0;

/// A query as it is multiplied with keys: `blocks` blocks.
///
/// # Panics
/// When it does not have `size` values or one is not finite.
pub fn query_blocks(shape: &KvShape, query: &[f16]) -> Vec<Block> {
    Block::from_slice(&rotate_query(shape, query)).expect("finite")
}

/// Softmax before its division: a block of probabilities for every 32 scores; a score has 16
/// fraction bits. A score that exceeds the maximum by 1 or more counts for nothing.
pub fn probability_blocks(scores: &[i32], maximum: i32) -> Vec<Block> {
    let ceiling = i64::from(maximum) << SCORE_BITS;
    let p = |&s: &i32| match i64::from(s) - ceiling {
        above if above >= 1 << SCORE_BITS => 0.0,
        d => probability(d.max(i32::MIN.into()) as i32),
    };
    let p: Vec<f32> = scores.iter().map(p).collect();
    Block::from_slice(&p).expect("probabilities are finite")
}

fn key_block(region: &Region, words: &[u64], token: usize, block: usize, own: usize) -> KvBlock {
    let shape = region.shape();
    let page = token / GROUP;
    let place = Place::of_key(shape.blocks(), token % GROUP, block);
    let high = &words[region.key_high_page(page)];
    if shape.in_window(page, own) {
        let low = &words[region.key_low_page(page)];
        Codes::read(shape.key_bits(), high, Some(low), place).full()
    } else {
        Codes::read(shape.key_bits(), high, None, place).demoted()
    }
}

fn value_block(
    region: &Region,
    words: &[u64],
    page: usize,
    channel: usize,
    stand: Stand,
) -> KvBlock {
    let (shape, own) = (region.shape(), stand.own());
    if page == own {
        return residual_block(region, words, channel, stand.position % GROUP + 1);
    }
    let place = Place::of_value(channel);
    let high = &words[region.value_high_page(page)];
    if shape.in_window(page, own) {
        let low = region
            .value_low_page(page)
            .expect("a window has low planes");
        Codes::read(shape.value_bits(), high, Some(&words[low]), place).full()
    } else {
        Codes::read(shape.value_bits(), high, None, place).demoted()
    }
}

/// Adds the product of a block with one of keys or values: exact up to its floor.
fn add_product(sum: &mut Accumulator, block: &Block, other: &KvBlock) {
    let products = block.mantissas.iter().zip(&other.mantissas);
    let product: i64 = products.map(|(&a, &b)| i64::from(a) * i64::from(b)).sum();
    sum.add_power(
        i64::from(other.scale.significand()) * product,
        i16::from(block.exponent) + other.scale.exponent(),
    );
}

/// What probabilities are multiplied with for their sum.
const ONES: KvBlock = KvBlock {
    mantissas: [1; GROUP],
    scale: Scale::ONE,
};
