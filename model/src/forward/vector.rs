//! FP32 loops with one fixed order of operations.
//!
//! Sums run in eight interleaved lanes that are added in a fixed tree, and every multiply-add is
//! fused, so that the bits of a result depend neither on the processor's vector width nor on how
//! many rows or tokens share a call. [`vectorised`] only lets the compiler use AVX2 and FMA for
//! those same operations.

/// Lanes of a sum: one AVX2 register.
const LANES: usize = 8;
/// Weight rows and tokens of a register tile: 12 accumulators of the 16 registers.
const TILE_ROWS: usize = 4;
const TILE_TOKENS: usize = 3;

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
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            // SAFETY: the processor has both features.
            return unsafe { with_avx2(work) };
        }
    }
    work()
}

/// `out[t * rows + r] = weights[r] . inputs[t]`, with `weights` `[rows][columns]` and `inputs`
/// `[tokens][columns]`.
pub(crate) fn multiply(columns: usize, weights: &[f32], inputs: &[f32], out: &mut [f32]) {
    let rows = weights.len() / columns;
    let tokens = inputs.len() / columns;
    assert_eq!(out.len(), rows * tokens);
    vectorised(
        #[inline(always)]
        || {
            let mut row = 0;
            while row < rows {
                let tall = rows - row >= TILE_ROWS;
                let mut token = 0;
                while token < tokens {
                    let wide = tokens - token >= TILE_TOKENS;
                    let weights = &weights[row * columns..];
                    let inputs = &inputs[token * columns..];
                    let out = &mut out[token * rows + row..];
                    match (tall, wide) {
                        (true, true) => {
                            tile::<TILE_ROWS, TILE_TOKENS>(columns, weights, inputs, out, rows)
                        }
                        (true, false) => tile::<TILE_ROWS, 1>(columns, weights, inputs, out, rows),
                        (false, true) => {
                            tile::<1, TILE_TOKENS>(columns, weights, inputs, out, rows)
                        }
                        (false, false) => tile::<1, 1>(columns, weights, inputs, out, rows),
                    }
                    token += if wide { TILE_TOKENS } else { 1 };
                }
                row += if tall { TILE_ROWS } else { 1 };
            }
        },
    );
}

/// The dot products of the first R rows and T inputs, held in registers.
#[inline(always)]
fn tile<const R: usize, const T: usize>(
    columns: usize,
    weights: &[f32],
    inputs: &[f32],
    out: &mut [f32],
    stride: usize,
) {
    let mut sums = [[[0f32; LANES]; T]; R];
    let whole = columns / LANES * LANES;
    let weights: [&[f32]; R] = std::array::from_fn(|r| &weights[r * columns..][..columns]);
    let inputs: [&[f32]; T] = std::array::from_fn(|t| &inputs[t * columns..][..columns]);
    for start in (0..whole).step_by(LANES) {
        let inputs: [&[f32; LANES]; T] = std::array::from_fn(|t| lanes(inputs[t], start));
        for r in 0..R {
            let weights = lanes(weights[r], start);
            for t in 0..T {
                for lane in 0..LANES {
                    sums[r][t][lane] = weights[lane].mul_add(inputs[t][lane], sums[r][t][lane]);
                }
            }
        }
    }
    for r in 0..R {
        for t in 0..T {
            let sums = &mut sums[r][t];
            for column in whole..columns {
                let lane = column - whole;
                sums[lane] = weights[r][column].mul_add(inputs[t][column], sums[lane]);
            }
            out[t * stride + r] = tree(*sums);
        }
    }
}

#[inline(always)]
fn lanes(values: &[f32], start: usize) -> &[f32; LANES] {
    values[start..start + LANES]
        .first_chunk()
        .expect("the slice is LANES long")
}

#[inline(always)]
fn tree(s: [f32; LANES]) -> f32 {
    ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]))
}

/// `out += factor * values`, element by element.
#[inline(always)]
pub(crate) fn add_scaled(out: &mut [f32], factor: f32, values: &[f32]) {
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
