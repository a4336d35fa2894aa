//! Rotary position embedding.

use super::elements::{Worst, flush, vectorised};
use super::{VectorError, reference};
use crate::accumulator::Flags;

/// Which channels of a head make a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pairing {
    /// 2i and 2i + 1: llama, as GGUF permutes it.
    Adjacent,
    /// i and i + half of the channels turned: qwen2, qwen3 (NeoX).
    Halves,
}

/// RoPE of heads of one size, of whose channels the leading ones are turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rope {
    pairing: Pairing,
    head: usize,
    pairs: usize,
}

/// Pairs computed before they are written.
const CHUNK: usize = 32;

impl Rope {
    /// For heads of `head` channels, the leading `dimensions` of which are turned.
    ///
    /// # Errors
    /// [`VectorError::Dimensions`].
    pub fn new(pairing: Pairing, head: usize, dimensions: usize) -> Result<Self, VectorError> {
        if dimensions == 0 || !dimensions.is_multiple_of(2) || dimensions > head {
            return Err(VectorError::Dimensions { head, dimensions });
        }
        let pairs = dimensions / 2;
        Ok(Self {
            pairing,
            head,
            pairs,
        })
    }

    /// Channels of a head.
    pub fn head(&self) -> usize {
        self.head
    }

    /// The channels of a pair.
    pub fn places(&self, pair: usize) -> (usize, usize) {
        match self.pairing {
            Pairing::Adjacent => (2 * pair, 2 * pair + 1),
            Pairing::Halves => (pair, pair + self.pairs),
        }
    }

    /// Turns the pairs of each head of `[..][head]` in place: `(x cos - y sin, x sin + y cos)`, four products
    /// and two sums, each rounded. `turns` has cosine and sine of every pair. Other channels are not looked at.
    ///
    /// Returns `overflow` where a product or sum is 2^128 or more in magnitude, `invalid` where a value of a pair
    /// or of a turn is not finite; such products and sums are +0.
    ///
    /// # Panics
    /// When the lengths do not match.
    pub fn apply(&self, turns: &[(f32, f32)], heads: &mut [f32]) -> Flags {
        assert_eq!(turns.len(), self.pairs, "a turn per pair");
        assert_eq!(heads.len() % self.head, 0, "whole heads");
        let mut flags = Flags::default();
        vectorised(
            #[inline(always)]
            || {
                for head in heads.chunks_exact_mut(self.head) {
                    let turned = &mut head[..2 * self.pairs];
                    match self.pairing {
                        Pairing::Adjacent => adjacent(turned, turns, &mut flags),
                        Pairing::Halves => halves(turned, turns, &mut flags),
                    }
                }
            },
        );
        flags
    }
}

#[inline(always)]
fn adjacent(channels: &mut [f32], turns: &[(f32, f32)], flags: &mut Flags) {
    let (pairs, _) = channels.as_chunks_mut::<2>();
    for (pairs, turns) in pairs.chunks_mut(CHUNK).zip(turns.chunks(CHUNK)) {
        let (mut x, mut y) = ([0.0; CHUNK], [0.0; CHUNK]);
        for (pair, (x, y)) in pairs.iter().zip(x.iter_mut().zip(&mut y)) {
            [*x, *y] = *pair;
        }
        turn(&mut x[..pairs.len()], &mut y[..pairs.len()], turns, flags);
        for (pair, (x, y)) in pairs.iter_mut().zip(x.iter().zip(&y)) {
            *pair = [*x, *y];
        }
    }
}

#[inline(always)]
fn halves(channels: &mut [f32], turns: &[(f32, f32)], flags: &mut Flags) {
    let (first, second) = channels.split_at_mut(turns.len());
    let halves = first.chunks_mut(CHUNK).zip(second.chunks_mut(CHUNK));
    for ((first, second), turns) in halves.zip(turns.chunks(CHUNK)) {
        turn(first, second, turns, flags);
    }
}

/// Turns up to [`CHUNK`] pairs.
#[inline(always)]
fn turn(first: &mut [f32], second: &mut [f32], turns: &[(f32, f32)], flags: &mut Flags) {
    let mut results = [(0.0, 0.0); CHUNK];
    let mut worst = Worst::default();
    let pairs = first.iter().zip(second.iter()).zip(turns);
    for (result, ((&x, &y), &(cos, sin))) in results.iter_mut().zip(pairs) {
        let (x, y, cos, sin) = (flush(x), flush(y), flush(cos), flush(sin));
        let (xc, ys, xs, yc) = (
            flush(x * cos),
            flush(y * sin),
            flush(x * sin),
            flush(y * cos),
        );
        *result = (flush(xc - ys), flush(xs + yc));
        worst.see(result.0);
        worst.see(result.1);
    }
    let pairs = first.iter_mut().zip(second.iter_mut());
    if worst.is_finite() {
        for ((x, y), result) in pairs.zip(&results) {
            (*x, *y) = *result;
        }
    } else {
        for ((x, y), turn) in pairs.zip(turns) {
            (*x, *y) = reference::turned(*x, *y, *turn, flags);
        }
    }
}
