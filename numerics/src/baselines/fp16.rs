//! Products of FP16 numbers, summed in FP32 by a tree.

use half::f16;

use super::{LANES, operand};

/// A group of FP16 x FP16: exact products, summed in pairs of neighbours.
pub fn products(activations: &[f16; LANES], weights: &[f16; LANES]) -> f32 {
    let mut products = [0.0; LANES];
    for (product, (&a, &w)) in products.iter_mut().zip(activations.iter().zip(weights)) {
        *product = operand(a) * operand(w);
    }
    tree(&products)
}

/// A group of FP16 x INT4: exact products, summed in pairs of neighbours, and the sum times the scale.
pub fn scaled_products(activations: &[f16; LANES], weights: &[i8; LANES], scale: f16) -> f32 {
    let mut products = [0.0; LANES];
    for (product, (&a, &w)) in products.iter_mut().zip(activations.iter().zip(weights)) {
        *product = operand(a) * f32::from(w);
    }
    tree(&products) * operand(scale)
}

/// The sum of a power of two of numbers: neighbours are added, then neighbours of those sums.
fn tree(numbers: &[f32]) -> f32 {
    match numbers {
        [only] => *only,
        _ => {
            let (low, high) = numbers.split_at(numbers.len() / 2);
            tree(low) + tree(high)
        }
    }
}
