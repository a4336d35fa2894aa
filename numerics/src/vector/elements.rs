//! Addition, and what the fast paths have in common.

use super::reference;
use crate::accumulator::Flags;
use crate::float::Float;

/// How many elements an operation in place computes before it writes them.
const CHUNK: usize = 64;

/// `sum = sum + addend`, element by element: a residual, or a bias.
///
/// Returns `overflow` where a sum is 2^128 or more in magnitude and `invalid` where a source is not finite;
/// such sums are +0.
///
/// # Panics
/// When the lengths differ.
pub fn add(sum: &mut [f32], addend: &[f32]) -> Flags {
    assert_eq!(sum.len(), addend.len(), "one addend per sum");
    let mut flags = Flags::default();
    vectorised(
        #[inline(always)]
        || {
            for (sum, addend) in sum.chunks_mut(CHUNK).zip(addend.chunks(CHUNK)) {
                let mut results = [0.0; CHUNK];
                let mut worst = Worst::default();
                for ((result, &a), &b) in results.iter_mut().zip(sum.iter()).zip(addend) {
                    *result = flush(flush(a) + flush(b));
                    worst.see(*result);
                }
                if worst.is_finite() {
                    sum.copy_from_slice(&results[..sum.len()]);
                } else {
                    for (sum, &addend) in sum.iter_mut().zip(addend) {
                        *sum = reference::add(*sum, addend, &mut flags);
                    }
                }
            }
        },
    );
    flags
}

/// A subnormal number as a zero of its sign, all others as they are.
#[inline(always)]
pub(super) fn flush(x: f32) -> f32 {
    if x.abs() < f32::MIN_POSITIVE {
        0f32.copysign(x)
    } else {
        x
    }
}

/// The largest magnitude seen, as bits: those of NaN are above infinity's, and those above all others.
#[derive(Clone, Copy, Default)]
pub(super) struct Worst(u32);

impl Worst {
    #[inline(always)]
    pub(super) fn see(&mut self, x: f32) {
        self.0 = self.0.max(x.magnitude_bits());
    }

    pub(super) fn is_finite(self) -> bool {
        self.0 < f32::infinity_bits()
    }

    pub(super) fn is_below(self, limit: f32) -> bool {
        self.0 < limit.magnitude_bits()
    }
}

/// Runs `work`, compiled for AVX2 where the processor has it. Nothing is fused: the bits are the same.
#[inline(always)]
pub(super) fn vectorised<R>(work: impl FnOnce() -> R) -> R {
    #[cfg(target_arch = "x86_64")]
    {
        #[target_feature(enable = "avx2")]
        fn with_avx2<R>(work: impl FnOnce() -> R) -> R {
            work()
        }
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has the feature.
            return unsafe { with_avx2(work) };
        }
    }
    work()
}
