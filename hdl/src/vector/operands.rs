//! The operand registers, and what of them the multiplier, the adder, the power and the divider take.
//!
//! ```text
//! data --> left, right --.                 .--> [multiply] --> product --> a cycle later, or kept
//! data, r, -log2 e --> other --> choice ---+--> [add] --> sum
//!                                          `--> [power], [divide]
//! ```

use super::math::{FLOAT_BITS, add};
use super::pulses::MovesOf;
use super::schedule::Kind;
use super::sequencer::kind_is;
use crate::expr::{Circuit, Leaf, Word, concat, named};

/// -log2(e), rounded to FP32.
const MINUS_LOG2_E: u128 = (-std::f32::consts::LOG2_E).to_bits() as u128;
const ONE: u128 = 1f32.to_bits() as u128;

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Operands(describe()) {
        /// An order begins.
        in start: 1,
        /// What elements are of, by the number of the kind.
        in kind: Kind::BITS,
        /// A word of vector memory.
        in data: FLOAT_BITS,
        /// What is moved, element by element.
        link moves: MovesOf,
        /// A norm's factor.
        in root: FLOAT_BITS,
        /// A pulse: it is there.
        in root_done: 1,
        /// The norm's results are +0.
        in norm_cleared: 1,
        /// What the multiplier makes.
        in product: FLOAT_BITS,
        /// It is t of SwiGLU, and beyond a limit.
        in product_overflow: 1,
        /// That limit is the lower one.
        in product_negative: 1,
        /// What the power makes of it.
        in power: FLOAT_BITS,
        /// SwiGLU: the quotient is a zero; with the power.
        in power_vanishes: 1,
        /// What the divider makes.
        in quotient: FLOAT_BITS,
        /// Its operands were invalid.
        in quotient_invalid: 1,
        /// What was read last for this register; COPY's result.
        out left: FLOAT_BITS,
        /// For the multiplier.
        out factor_a: FLOAT_BITS,
        /// For the multiplier: the other factor.
        out factor_b: FLOAT_BITS,
        /// The product is +0, with the factors.
        out cleared: 1,
        /// For the adder.
        out term_a: FLOAT_BITS,
        /// For the adder: the other term.
        out term_b: FLOAT_BITS,
        /// For the power: the product of the cycle before.
        out t: FLOAT_BITS,
        /// It is beyond a limit.
        out beyond: 1,
        /// That is the lower one.
        out below: 1,
        /// For the divider: the quotient is a zero.
        out vanishes: 1
    }
}

/// The circuit of [`Operands`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "operands",
        "Operand registers, and what the units of arithmetic take of them.",
    );
    let start = leaf.control("start", 1);
    let kind = leaf.control("kind", Kind::BITS);
    let data = leaf.control("data", FLOAT_BITS);
    let mut pulse = |name: &str| leaf.control(&format!("moves_{name}"), 1);
    let [take_left, take_right, take_other] =
        ["take_left", "take_right", "take_other"].map(&mut pulse);
    let [times_other, of_product, of_quotient] =
        ["times_other", "of_product", "of_quotient"].map(&mut pulse);
    let [keeps, subtracts] = ["keeps", "subtracts"].map(&mut pulse);
    let root = leaf.control("root", FLOAT_BITS);
    let root_done = leaf.control("root_done", 1);
    let norm_cleared = leaf.control("norm_cleared", 1);
    let product = leaf.control("product", FLOAT_BITS);
    let overflow = leaf.control("product_overflow", 1);
    let negative = leaf.control("product_negative", 1);
    let power = leaf.control("power", FLOAT_BITS);
    let power_vanishes = leaf.control("power_vanishes", 1);
    let quotient = leaf.control("quotient", FLOAT_BITS);
    let quotient_invalid = leaf.control("quotient_invalid", 1);
    // A cycle late: the first operand of an element is there some cycles after it was issued.
    let kind = kind.register();
    let of = |k: Kind| kind_is(&kind, k);

    let register = |name: &str| leaf.state(name, FLOAT_BITS, 0);
    let left = register("left_operand");
    left.when(&take_left, &data);
    let right = register("right_operand");
    right.when(&take_right, &data);
    let other = register("other_operand");
    other
        .when(&start, MINUS_LOG2_E)
        .when(&root_done, &root)
        .when(&take_other, &data);
    let before = product.register().named("product_before");
    let kept = register("kept_product");
    kept.when(&keeps, &product);

    let made = of_quotient.mux(&quotient, &left);
    let factor_a = of_product.mux(&before, &made);
    let given = times_other.mux(&other, &right);
    let factor_b = of(Kind::Squares).mux(&left, &given);
    let of_norm = &of(Kind::Norm) & &norm_cleared;
    let cleared = &of_norm | &(&of_quotient & &quotient_invalid);
    // ADD: left + right. SwiGLU: 1 + power. ROPE: two products, the second one's sign turned in every other sum.
    let one = leaf.constant(ONE, FLOAT_BITS);
    let earlier = subtracts.mux(&kept, &before);
    let term_a = of(Kind::Swiglu).mux(&one, &earlier);
    let turned = turn_sign(&product, &subtracts);
    let term_b = of(Kind::Swiglu).mux(&power, &turned);
    let adds = of(Kind::Add);

    let mut vanishes = power_vanishes.clone();
    for _ in 0..add::LATENCY {
        vanishes = vanishes.register();
    }
    leaf.output("left", &left);
    leaf.output("factor_a", &factor_a);
    leaf.output("factor_b", &factor_b);
    leaf.output("cleared", &cleared);
    leaf.output("term_a", &adds.mux(&left, &term_a));
    leaf.output("term_b", &adds.mux(&right, &term_b));
    leaf.output("t", &before);
    leaf.output("beyond", &overflow.register());
    leaf.output("below", &negative.register());
    leaf.output("vanishes", &vanishes);
    leaf.build()
}

/// A number, its sign turned where `turns`.
#[named]
fn turn_sign(number: &Word, turns: &Word) -> Word {
    let magnitude = number.slice(0, FLOAT_BITS - 1);
    concat(&[&magnitude, &(&number.sign() ^ turns)])
}
