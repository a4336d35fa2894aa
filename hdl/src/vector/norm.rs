//! What a norm has beside its products: N, which two elements hold, and whether a vector's sum of squares is one.

use super::math::FLOAT_BITS;
use super::math::root::EPSILON_BITS;
use super::schedule::Kind;
use super::sequencer::kind_is;
use crate::expr::{Circuit, Leaf, concat, named};

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Norm(describe()) {
        /// What elements are of, by the number of the kind.
        in kind: Kind::BITS,
        /// A word of vector memory.
        in data: FLOAT_BITS,
        /// It is the next half of N, the low one first.
        in take_epsilon: 1,
        /// A pulse: the sum of squares is complete.
        in root_start: 1,
        /// It overflows.
        in sum_overflow: 1,
        /// A value is not finite.
        in sum_invalid: 1,
        /// N, in units of 2^-40; two cycles after its second half.
        out epsilon: EPSILON_BITS,
        /// The next sum of squares begins with its first element.
        out clear: 1,
        /// All results of the vector are +0; from the cycle after `root_start` on.
        out cleared: 1,
        /// A pulse: the vector overflows.
        out overflow: 1,
        /// A pulse: the vector is invalid.
        out invalid: 1
    }
}

/// The circuit of [`Norm`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new("norm", "N of a norm, and what is flagged of a vector.");
    let kind = leaf.control("kind", Kind::BITS);
    let data = leaf.control("data", FLOAT_BITS);
    let take_epsilon = leaf.control("take_epsilon", 1);
    let root_start = leaf.control("root_start", 1);
    let overflow = leaf.control("sum_overflow", 1);
    let invalid = leaf.control("sum_invalid", 1);

    let epsilon = leaf.state("both_halves", 2 * FLOAT_BITS, 0);
    let high = epsilon.slice(FLOAT_BITS, FLOAT_BITS);
    epsilon.when(&take_epsilon, &concat(&[&high, &data]));
    let cleared = leaf.state("is_cleared", 1, 0);
    cleared.when(&root_start, &(&overflow | &invalid));
    // At least 1, so that there is a root.
    let units = epsilon.slice(0, EPSILON_BITS);
    let least = &units.bit(0) | &!&units.any_bit();
    let units = concat(&[&least, &units.slice(1, EPSILON_BITS - 1)]);
    leaf.output("epsilon", &units.register());
    leaf.unused(&epsilon.slice(EPSILON_BITS, 2 * FLOAT_BITS - EPSILON_BITS));
    leaf.output("clear", &!&kind_is(&kind, Kind::Squares));
    leaf.output("cleared", &cleared);
    leaf.output("overflow", &(&root_start & &overflow));
    leaf.output("invalid", &(&root_start & &invalid));
    leaf.build()
}
