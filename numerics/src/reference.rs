//! The plain definition of a matrix product: what every other executor is compared with, by `==`.

use std::ops::Range;

use crate::accumulator::Accumulator;
use crate::block::Block;
use crate::matrix::Matrix;

/// Adds the product of `rows` x `groups` of the matrix with one token's blocks to the accumulators.
///
/// Shapes: `blocks` holds the blocks of `groups` only, `accumulators` one per row of `rows`. A sum
/// over the whole contraction axis may be made of several calls over disjoint groups, in any order,
/// into the same or into merged accumulators.
///
/// # Panics
/// When the lengths do not match the ranges, or a range leaves the matrix.
pub fn multiply(
    matrix: &Matrix,
    rows: Range<usize>,
    groups: Range<usize>,
    blocks: &[Block],
    accumulators: &mut [Accumulator],
) {
    assert_eq!(blocks.len(), groups.len(), "one block per group");
    assert_eq!(accumulators.len(), rows.len(), "one accumulator per row");
    let has_minimum = matrix.format().has_minimum();
    for (row, accumulator) in rows.zip(accumulators) {
        for (group, block) in groups.clone().zip(blocks) {
            let weights = matrix.group(row, group);
            let p = block.dot_quants(&weights.quants);
            accumulator.add(weights.scale, p.into(), block.exponent);
            if has_minimum {
                accumulator.add(weights.minimum, block.sum().into(), block.exponent);
            }
        }
    }
}
