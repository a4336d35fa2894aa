//! Attention as its definition: from the words of memory, one query head after the other, one key
//! after the other, with exact accumulators.

use half::f16;

use super::block::{KvBlock, Scale};
use super::exponential::{SCORE_BITS, probability};
use super::layout::Region;
use super::memory::residual_block;
use super::pages::{Codes, Place};
use super::rotate::rotate_query;
use super::shape::KvShape;
use crate::GROUP;
use crate::accumulator::{Accumulator, Flags};
use crate::block::Block;

/// Answers the queries at `position`.
///
/// Shapes: `queries` and `out` are head-major, `heads * size`. The tokens up to `position` are
/// stored, the pages before its own committed, and nothing behind its own has been stored.
/// `overflow`: a score has a magnitude of 2^15 or more, or a sum does not fit; if a score
/// overflowed, all results are 0 and mean nothing.
///
/// # Panics
/// When a length does not match, a query is not finite, or the region ends before `position`.
pub fn attend(
    region: &Region,
    words: &[u64],
    position: usize,
    queries: &[f16],
    heads: usize,
    out: &mut [f32],
) -> Flags {
    let shape = region.shape();
    let mut flags = Flags::default();
    assert_eq!(queries.len(), heads * shape.size(), "one value a channel");
    assert_eq!(out.len(), queries.len(), "one result a channel");
    assert!(position < region.tokens(), "position {position}");
    let heads = queries
        .chunks(shape.size())
        .zip(out.chunks_mut(shape.size()));
    let mut score_overflow = false;
    for (query, out) in heads {
        let query = query_blocks(shape, query);
        let mut scores = Vec::new();
        for token in 0..=position {
            let mut accumulator = Accumulator::default();
            for (block, query) in query.iter().enumerate() {
                let key = key_block(region, words, token, block, position / GROUP);
                add_product(&mut accumulator, query, &key);
            }
            let x = accumulator.finish();
            score_overflow |= x.overflow || x.value.abs() >= SCORE_LIMIT;
            scores.push((x.value * 65536.0).floor() as i32);
        }
        let probabilities = probability_blocks(&scores);
        let mut denominator = Accumulator::default();
        for p in &probabilities {
            add_product(&mut denominator, p, &ONES);
        }
        for (channel, out) in out.iter_mut().enumerate() {
            let mut numerator = Accumulator::default();
            for (page, p) in probabilities.iter().enumerate() {
                let value = value_block(region, words, page, channel, position);
                add_product(&mut numerator, p, &value);
            }
            flags |= numerator.flags();
            *out = numerator.finish().value / denominator.finish().value;
        }
        flags |= denominator.flags();
    }
    if score_overflow {
        out.fill(0.0);
        flags.overflow = true;
    }
    flags
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
/// fraction bits.
pub fn probability_blocks(scores: &[i32]) -> Vec<Block> {
    let maximum = scores.iter().copied().max().unwrap_or(0);
    let ceiling = -(-i64::from(maximum) >> SCORE_BITS) << SCORE_BITS;
    let below = |&s: &i32| (i64::from(s) - ceiling).max(i32::MIN.into()) as i32;
    let p: Vec<f32> = scores.iter().map(|s| probability(below(s))).collect();
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
    position: usize,
) -> KvBlock {
    let shape = region.shape();
    let own = position / GROUP;
    if page == own {
        return residual_block(region, words, channel, position % GROUP + 1);
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
