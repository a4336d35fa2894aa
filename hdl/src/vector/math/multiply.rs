//! FP32 multiplication, one per cycle: four products of halves of the significands.
//!
//! ```text
//! significands --> 4 x [12 x 12] --> lh + hl --> exact (48) --> normalise --> round --> product
//! exponent fields --> sum ----------------------------------------^
//! ```
//!
//! The exact product of the significands leaves before it is rounded, for [`squares`](super::squares): `exact *
//! 2^(exponents - 300)` in magnitude, unless a factor is zero or not finite.

use super::round::{self, FIELD, Unrounded, zeroed};
use super::{FLOAT_BITS, FRACTION, SIGNIFICAND};
use crate::expr::{Circuit, Leaf, MultiplierCell, Word, concat, named};

/// Cycles from factors to the exact product.
pub const EXACT: usize = 4;
/// Cycles from factors to the product.
pub const LATENCY: usize = EXACT + 1 + round::LATENCY;
/// Bits of the exact product of two significands.
pub const EXACT_BITS: usize = 2 * SIGNIFICAND;
/// Bits of the sum of two exponent fields.
pub const EXPONENTS_BITS: usize = 9;
/// Bits of the parts that a multiplier takes.
const PART: usize = SIGNIFICAND / 2;

crate::leaf_block! {
    /// See the module's documentation. [`LATENCY`] cycles, one product per cycle, no back-pressure.
    pub struct Multiply(describe(MultiplierCell::Portable)) {
        /// A factor, FP32; with the exponent field 0 it is a zero.
        in a: FLOAT_BITS,
        /// The other factor, FP32.
        in b: FLOAT_BITS,
        /// The product is +0 whatever the factors are, and raises no flag; with the factors.
        in cleared: 1,
        /// Factors are there, and are taken.
        in factors_valid: 1,
        /// The exact product of the significands, hidden bits included; four cycles after the factors. Any bits
        /// where a factor is zero or special.
        out exact: EXACT_BITS,
        /// The sum of the factors' exponent fields; with `exact`.
        out exponents: EXPONENTS_BITS,
        /// A factor is zero; with `exact`.
        out zero: 1,
        /// A factor is infinite or no number; with `exact`.
        out special: 1,
        /// a * b, FP32, rounded half to even: eight cycles after the factors. Flagged or cleared, it is +0.
        out product: FLOAT_BITS,
        /// Whether the factors' signs differ, also of a product that was flagged; with `product`.
        out negative: 1,
        /// The product was 2^128 or more in magnitude; with `product`.
        out overflow: 1,
        /// A factor is infinite or no number; with `product`.
        out invalid: 1
    }
}

/// The circuit of [`Multiply`].
#[named]
pub fn describe(body: MultiplierCell) -> Circuit {
    let mut leaf = Leaf::new("multiply", "FP32 a * b, rounded half to even.");
    leaf.own_origin();
    let a = leaf.input("a", FLOAT_BITS);
    let b = leaf.input("b", FLOAT_BITS);
    let cleared = leaf.input("cleared", 1);
    let valid = leaf.input("factors_valid", 1);

    let exponent = |float: &Word| float.slice(FRACTION, 8);
    let exponents = (exponent(&a) + exponent(&b)).register();
    let zero = !&(&exponent(&a).any_bit() & &exponent(&b).any_bit());
    let zero = zero.register().named("zero_factor").at(EXACT);
    let special = &exponent(&a).every_bit() | &exponent(&b).every_bit();
    let special = special.register().named("special_factor").at(EXACT);
    let negative = &a.sign() ^ &b.sign();

    let exact = exact_product(&mut leaf, &a, &b, body);
    debug_assert_eq!(exact.stage(), Some(EXACT));
    let bias = leaf.constant(127, FIELD);
    let below_two = exponents.at(EXACT - 1).extend(FIELD).wrapping_sub(&bias);
    let exponents = exponents.at(EXACT);

    // The product of the significands is below 4.
    let high = exact.sign();
    let field = below_two.register().wrapping_add(&high.extend(FIELD));
    let fraction = high.mux(
        &exact.slice(SIGNIFICAND, FRACTION),
        &exact.slice(FRACTION, FRACTION),
    );
    let half = high.mux(&exact.bit(SIGNIFICAND - 1), &exact.bit(FRACTION - 1));
    let more = &exact.slice(0, FRACTION - 1).any_bit() | &(&high & &exact.bit(FRACTION - 1));
    let cleared = cleared.at(EXACT + 1);
    let invalid = special.register();
    let unrounded = Unrounded {
        fraction: fraction.register().named("fraction"),
        half: half.register().named("half"),
        more: more.register().named("more"),
        field: zeroed(&field, &zero).register().named("field"),
        negative: negative.at(EXACT + 1),
        cleared: &cleared | &invalid,
    };
    let (product, overflow) = unrounded.round(&leaf);
    let valid = valid.control_at(LATENCY);

    leaf.output_at("exact", &exact, EXACT);
    leaf.output_at("exponents", &exponents, EXACT);
    leaf.output_at("zero", &zero, EXACT);
    leaf.output_at("special", &special, EXACT);
    leaf.output_at("product", &product, LATENCY);
    leaf.output_at("negative", &unrounded.negative.at(LATENCY), LATENCY);
    leaf.output_at("overflow", &(&overflow & &valid), LATENCY);
    let invalid = (&invalid & !&cleared).at(LATENCY);
    leaf.output_at("invalid", &(&invalid & &valid), LATENCY);
    leaf.build()
}

/// The product of the significands, [`EXACT`] cycles later.
#[named]
fn exact_product(leaf: &mut Leaf, a: &Word, b: &Word, body: MultiplierCell) -> Word {
    let one = leaf.constant(1, 1);
    let halves = |float: &Word| {
        let high = concat(&[&float.slice(PART, FRACTION - PART), &one]);
        [float.slice(0, PART), high]
    };
    let ([a_low, a_high], [b_low, b_high]) = (halves(a), halves(b));
    let mut product = |x: &Word, y: &Word| {
        let product = leaf.product(x, y, body);
        // Both are unsigned.
        leaf.unused(&product.slice(2 * PART, 2));
        product.slice(0, 2 * PART)
    };
    let low = product(&a_low, &b_low).named("low_product");
    let crossed = product(&a_low, &b_high).named("crossed_product");
    let other = product(&a_high, &b_low).named("other_product");
    let high = product(&a_high, &b_high).named("high_product");
    let middle = (crossed + other).register().named("middle_products");
    let outer = concat(&[&low, &high]).register().named("outer_products");
    let above = EXACT_BITS - PART;
    let upper = outer.slice(PART, above).wrapping_add(&middle.extend(above));
    concat(&[&outer.slice(0, PART).register(), &upper.register()])
}
