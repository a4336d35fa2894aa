//! The product of a panel with exact accumulators: for every processor, and for sums that may
//! overflow.

use std::ops::Range;

use harmonia_contract::Packing;

use super::panels::{Panel, QUAD, QUADS, ROWS, lines_per_group};
use crate::GROUP;
use crate::accumulator::{Accumulator, Flags};
use crate::block::Block;

/// Multiplies a panel with a few tokens. The flags are those of `lanes` only: rows that nobody
/// asked for raise none.
pub(super) fn multiply(
    panel: &Panel<'_>,
    tokens: &[&[Block]],
    lanes: Range<usize>,
    results: &mut [[f32; ROWS]],
) -> Flags {
    let per_group = lines_per_group(panel.packing);
    let mut flags = Flags::default();
    for (token, result) in tokens.iter().zip(results) {
        let mut accumulators = [Accumulator::default(); ROWS];
        for (group, block) in token.iter().enumerate() {
            let lines = &panel.lines[group * per_group..(group + 1) * per_group];
            let sum = block.sum();
            let mut p = [-panel.offset * sum; ROWS];
            for (k, &a) in block.mantissas.iter().enumerate() {
                for (lane, p) in p.iter_mut().enumerate() {
                    let byte = match panel.packing {
                        Packing::Bytes => lines[k / QUAD].0[lane * QUAD + k % QUAD],
                        Packing::Nibbles => {
                            (lines[k / QUAD / 2].0[lane * QUAD + k % QUAD] >> (4 * (k / QUAD % 2)))
                                & 15
                        }
                    };
                    *p += i32::from(a) * i32::from(byte);
                }
            }
            for (lane, accumulator) in accumulators.iter_mut().enumerate() {
                accumulator.add(panel.scales[group][lane], p[lane].into(), block.exponent);
                if let Some(minima) = panel.minima.get(group) {
                    accumulator.add(minima[lane], sum.into(), block.exponent);
                }
            }
        }
        for (lane, accumulator) in accumulators.iter().enumerate() {
            let outcome = accumulator.finish();
            result[lane] = outcome.value;
            if lanes.contains(&lane) {
                flags |= accumulator.flags();
            }
        }
    }
    flags
}

const _: () = assert!(QUAD * QUADS == GROUP);
