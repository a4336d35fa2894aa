//! e^x in FP32 with one definition on every machine.
//!
//! x = n ln 2 + r with |r| <= ln 2 / 2 (Cody and Waite: ln 2 in two parts), then
//! e^r = 1 + r + r^2 P(r) with the minimax polynomial of Cephes' `expf`, scaled by 2^n through the
//! exponent field. Only additions, multiplications and fused multiply-adds: it vectorises, and its
//! bits are the same wherever IEEE 754 holds. The platform's libm promises neither.

/// Below, e^x is no normal number any more and is given as 0.
const LOWEST: f32 = -87.336_54;
/// Above, e^x exceeds FP32.
const HIGHEST: f32 = 88.722_83;
/// ln 2 in two parts; the first has few bits, so that n times it is exact.
const LN_2_HIGH: f32 = 0.693_359_4;
const LN_2_LOW: f32 = -2.121_944_4e-4;
/// Adding 1.5 * 2^23 rounds to an integer, which is then found in the low bits of the mantissa.
const ROUNDER: f32 = 12_582_912.0;
/// P, highest power first.
const POLYNOMIAL: [f32; 6] = [
    1.987_569_1e-4,
    1.398_199_9e-3,
    8.333_452e-3,
    4.166_579_6e-2,
    1.666_666_5e-1,
    5e-1,
];

/// e^x with a relative error below 2^-23 (measured: see the test). 0 below -87.3, infinity above
/// 88.7, NaN for NaN.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    let clamped = x.clamp(LOWEST, HIGHEST);
    let shifted = clamped.mul_add(std::f32::consts::LOG2_E, ROUNDER);
    let n = shifted - ROUNDER;
    let r = n.mul_add(-LN_2_LOW, n.mul_add(-LN_2_HIGH, clamped));
    let polynomial = POLYNOMIAL.into_iter().reduce(|p, c| p.mul_add(r, c));
    let p = polynomial.unwrap_or_default().mul_add(r * r, r) + 1.0;
    // 2^n in two factors, because 2^128 is beyond the exponent field though e^x is not yet.
    let n = shifted.to_bits().wrapping_sub(ROUNDER.to_bits()) as i32;
    let half = n >> 1;
    let scaled = p * power_of_two(half) * power_of_two(n.wrapping_sub(half));
    if x < LOWEST {
        0.0
    } else if x > HIGHEST {
        f32::INFINITY
    } else {
        scaled
    }
}

/// 2^n for n in -126..=127.
#[inline(always)]
fn power_of_two(n: i32) -> f32 {
    f32::from_bits((n.wrapping_add(127) as u32) << 23)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every 61st float of the whole range, both signs: 36 million of them.
    #[test]
    fn relative_error_is_below_two_to_the_minus_23() {
        let mut worst = 0f64;
        for bits in (0..HIGHEST.to_bits()).step_by(61) {
            for x in [f32::from_bits(bits), -f32::from_bits(bits)] {
                if x < LOWEST {
                    continue;
                }
                let exact = f64::from(x).exp();
                worst = worst.max((f64::from(exp(x)) / exact - 1.0).abs());
            }
        }
        assert!(
            worst < 2f64.powi(-23),
            "{:.2} * 2^-23",
            worst * 2f64.powi(23)
        );
    }

    #[test]
    fn limits() {
        assert_eq!(exp(0.0), 1.0);
        assert_eq!(exp(-0.0), 1.0);
        assert_eq!(exp(f32::NEG_INFINITY), 0.0);
        assert_eq!(exp(-88.0), 0.0);
        assert_eq!(exp(f32::INFINITY), f32::INFINITY);
        assert_eq!(exp(89.0), f32::INFINITY);
        assert!(exp(88.7).is_finite());
        assert!(exp(f32::NAN).is_nan());
    }
}
