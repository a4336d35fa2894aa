//! FP32 loops with one fixed order of operations.
//!
//! Sums run in eight interleaved lanes that are added in a fixed tree, and every multiply-add is
//! fused, so that the bits of a result depend neither on the processor's vector width nor on how
//! many rows or tokens share a call. [`vectorised`] only lets the compiler use AVX2 and FMA for
//! those same operations.

/// Lanes of a sum: one AVX2 register.
const LANES: usize = 8;

/// Runs `work` compiled for AVX2 and FMA where the processor has both. Without FMA, fused
/// multiply-adds are emulated by the standard library: the same bits, slowly.
#[inline(always)]
pub(crate) fn vectorised<R>(work: impl FnOnce() -> R) -> R {
    #[cfg(target_arch = "x86_64")]
    {
        #[target_feature(enable = "avx2,fma")]
        fn with_avx2<R>(work: impl FnOnce() -> R) -> R {
            work()
        }
        if super::avx2::is_available() {
            // SAFETY: the processor has both features.
            return unsafe { with_avx2(work) };
        }
    }
    work()
}

/// `out[t * rows + r] = weights[r] . inputs[t]`, with `weights` `[rows][columns]` and `inputs`
/// `[tokens][columns]`.
pub(super) fn multiply(columns: usize, weights: &[f32], inputs: &[f32], out: &mut [f32]) {
    #[cfg(target_arch = "x86_64")]
    if super::avx2::is_available() {
        // SAFETY: the processor has AVX2 and FMA.
        return unsafe { super::avx2::multiply(columns, weights, inputs, out) };
    }
    multiply_portable(columns, weights, inputs, out);
}

/// The definition of [`multiply`]: one dot product after the other.
fn multiply_portable(columns: usize, weights: &[f32], inputs: &[f32], out: &mut [f32]) {
    let rows = weights.len() / columns;
    for (input, out) in inputs.chunks_exact(columns).zip(out.chunks_exact_mut(rows)) {
        for (row, out) in weights.chunks_exact(columns).zip(out) {
            let mut sums = [0f32; LANES];
            for (row, input) in row.chunks(LANES).zip(input.chunks(LANES)) {
                finish(&mut sums, row, input);
            }
            *out = tree(sums);
        }
    }
}

/// Adds up to LANES products to the leading sums.
pub(super) fn finish(sums: &mut [f32; LANES], row: &[f32], input: &[f32]) {
    for (sum, (weight, input)) in sums.iter_mut().zip(row.iter().zip(input)) {
        *sum = weight.mul_add(*input, *sum);
    }
}

/// The sum of the lanes.
#[inline(always)]
pub(super) fn tree(s: [f32; LANES]) -> f32 {
    ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]))
}

/// `out += factor * values`, element by element.
#[inline(always)]
pub(super) fn add_scaled(out: &mut [f32], factor: f32, values: &[f32]) {
    for (out, value) in out.iter_mut().zip(values) {
        *out = factor.mul_add(*value, *out);
    }
}

/// The sum of `map(x)` in FP64, eight lanes and a tree.
#[inline(always)]
pub(crate) fn sum(values: &[f32], map: impl Fn(f64) -> f64) -> f64 {
    let mut sums = [0f64; LANES];
    let (chunks, rest) = values.as_chunks::<LANES>();
    for chunk in chunks {
        for lane in 0..LANES {
            sums[lane] += map(chunk[lane].into());
        }
    }
    for (sum, value) in sums.iter_mut().zip(rest) {
        *sum += map((*value).into());
    }
    let s = sums;
    ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every tile shape and every length of a tail, against the definition, bit by bit.
    #[test]
    fn fast_products_equal_the_definition() {
        let number = |i: usize| ((i * 7919 + 13) % 1009) as f32 / 504.5 - 1.0;
        for columns in [1, 7, 8, 9, 31, 64, 100] {
            for rows in [1, 3, 4, 5, 8, 11] {
                for tokens in 1..=7 {
                    let weights: Vec<f32> = (0..rows * columns).map(number).collect();
                    let inputs: Vec<f32> = (0..tokens * columns).map(|i| number(i + 5)).collect();
                    let mut fast = vec![0.0; rows * tokens];
                    let mut plain = fast.clone();
                    multiply(columns, &weights, &inputs, &mut fast);
                    multiply_portable(columns, &weights, &inputs, &mut plain);
                    assert_eq!(fast, plain, "{rows} x {columns}, {tokens} tokens");
                }
            }
        }
    }

    #[test]
    fn a_product_close_to_the_exact_one() {
        let row: Vec<f32> = (0..100).map(|i| 1.0 / (i + 1) as f32).collect();
        let mut out = [0.0];
        multiply(100, &row, &row, &mut out);
        let exact: f64 = (1..=100).map(|i| 1.0 / f64::from(i * i)).sum();
        assert!((f64::from(out[0]) - exact).abs() < 1e-6);
    }
}
