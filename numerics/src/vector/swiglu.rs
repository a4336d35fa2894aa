//! SwiGLU by the powers of two that softmax uses.

use super::elements::{Worst, flush, vectorised};
use super::reference::{self, LARGEST_T, MINUS_LOG2_E, POWER_BITS, SMALLEST_T};
use crate::accumulator::Flags;
use crate::kv;

/// Elements between two looks at what is not finite.
const CHUNK: usize = 256;

/// `gate * sigmoid(gate) * up`, element by element, as `gate / (1 + 2^t) * up`:
///
/// ```text
/// t = -gate * log2(e)       rounded to FP32, then down to a multiple of 2^-16; within -32 and 64
/// p = y(f) * 2^(n - 16)     n and f: integer and fraction of t; y: see docs/attention.md, "Softmax"
/// q = gate / (1 + p)        the sum and the quotient rounded; -0 where t is 64
/// q * up                    rounded
/// ```
/// Returns `overflow` where the product is 2^128 or more in magnitude, `invalid` where a source is not finite;
/// such products are +0.
///
/// # Panics
/// When the lengths differ.
pub fn swiglu(gate: &[f32], up: &[f32], out: &mut [f32]) -> Flags {
    assert!(
        gate.len() == out.len() && up.len() == out.len(),
        "a gate and a factor per result"
    );
    let mut flags = Flags::default();
    vectorised(
        #[inline(always)]
        || {
            let sources = gate.chunks(CHUNK).zip(up.chunks(CHUNK));
            for (out, (gate, up)) in out.chunks_mut(CHUNK).zip(sources) {
                let mut worst = Worst::default();
                let (mut powers, mut lines) = ([0; CHUNK], [0; CHUNK]);
                for (power, &gate) in powers.iter_mut().zip(gate) {
                    *power = exponent(flush(gate));
                }
                // By itself: looking up is nothing for vectors.
                for (line, &power) in lines.iter_mut().zip(&powers) {
                    *line = kv::line(power as u32 & 0xffff);
                }
                let powers = powers.iter().zip(&lines);
                let sources = gate.iter().zip(up).zip(powers);
                for (out, ((&gate, &up), (&power, &line))) in out.iter_mut().zip(sources) {
                    *out = flush(gated(flush(gate), power, line) * flush(up));
                    // An infinite gate may give 0.
                    worst.see(gate);
                    worst.see(*out);
                }
                if !worst.is_finite() {
                    for (out, (&gate, &up)) in out.iter_mut().zip(gate.iter().zip(up)) {
                        *out = reference::swiglu(gate, up, &mut flags);
                    }
                }
            }
        },
    );
    flags
}

/// t in units of 2^-16.
#[inline(always)]
fn exponent(gate: f32) -> i32 {
    /// Adding it to an integer leaves that integer in the lowest bits.
    const INTEGER: f32 = 12_582_912.0;
    const UNITS: f32 = (1 << POWER_BITS) as f32;
    const LOW: f32 = (SMALLEST_T << POWER_BITS) as f32;
    const HIGH: f32 = (LARGEST_T << POWER_BITS) as f32;
    let t = (gate * MINUS_LOG2_E * UNITS).clamp(LOW, HIGH).floor();
    (t + INTEGER).to_bits().wrapping_sub(INTEGER.to_bits()) as i32
}

/// `gate / (1 + 2^t)`, given the line on which the fraction of t lies.
#[inline(always)]
fn gated(gate: f32, t: i32, line: u32) -> f32 {
    let unit = f32::from_bits(((t >> POWER_BITS).wrapping_add(127 - POWER_BITS) as u32) << 23);
    let p = kv::on_line(line, t as u32) as f32 * unit;
    let quotient = flush(gate / (1.0 + p));
    if t == LARGEST_T << POWER_BITS {
        -0.0
    } else {
        quotient
    }
}
