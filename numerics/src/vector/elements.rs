//! Addition, products, rounding to FP16, and what the fast paths have in common.

use half::f16;

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
    in_place(sum, addend, |a, b| a + b, reference::add)
}

/// `product = product * factor`, element by element: channels and their factors.
///
/// Returns `overflow` where a product is 2^128 or more in magnitude and `invalid` where a source is not finite;
/// such products are +0.
///
/// # Panics
/// When the lengths differ.
pub fn multiply(product: &mut [f32], factor: &[f32]) -> Flags {
    in_place(product, factor, |a, b| a * b, reference::multiply)
}

/// Appends the values rounded to FP16, half to even; `overflow` where one is not finite then, and +0.
pub fn round_to_fp16(values: &[f32], rounded: &mut Vec<f16>) -> Flags {
    let mut flags = Flags::default();
    rounded.extend(values.iter().map(|&value| {
        let value = f16::from_f32(value);
        flags.overflow |= !value.is_finite();
        if value.is_finite() { value } else { f16::ZERO }
    }));
    flags
}

/// An operation by the processor's floats, and by its definition where a result is not finite.
#[inline(always)]
fn in_place(
    left: &mut [f32],
    right: &[f32],
    fast: impl Fn(f32, f32) -> f32,
    plain: impl Fn(f32, f32, &mut Flags) -> f32,
) -> Flags {
    assert_eq!(left.len(), right.len(), "two operands per result");
    let mut flags = Flags::default();
    vectorised(
        #[inline(always)]
        || {
            for (left, right) in left.chunks_mut(CHUNK).zip(right.chunks(CHUNK)) {
                let mut results = [0.0; CHUNK];
                let mut worst = Worst::default();
                for ((result, &a), &b) in results.iter_mut().zip(left.iter()).zip(right) {
                    *result = flush(fast(flush(a), flush(b)));
                    worst.see(*result);
                }
                if worst.is_finite() {
                    left.copy_from_slice(&results[..left.len()]);
                } else {
                    for (left, &right) in left.iter_mut().zip(right) {
                        *left = plain(*left, right, &mut flags);
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
