//! Results on their way out, and the flags that were raised for them.
//!
//! ```text
//! left, intake, sum, product --> [register] --> vector memory
//!                                    `--------> sinks
//! flags of every unit --> fault, and the tag of the first order at fault
//! ```

use super::math::FLOAT_BITS;
use super::order::{SINK, TAG, sink};
use super::schedule::Kind;
use super::sequencer::kind_is;
use crate::expr::{Circuit, Leaf, concat, named};

crate::leaf_block! {
    /// See the module's documentation.
    pub struct Results(describe()) {
        /// An order begins, and its tag is here.
        in start: 1,
        /// Names the order.
        in tag: TAG.1,
        /// Where results go.
        in sink: SINK.1,
        /// What elements are of, by the number of the kind.
        in kind: Kind::BITS,
        /// A result is there.
        in result: 1,
        /// COPY: the element.
        in left: FLOAT_BITS,
        /// FETCH, COLLECT: the element.
        in element: FLOAT_BITS,
        /// COLLECT: it is not written.
        in dropped: 1,
        /// ADD, ROPE: the sum.
        in sum: FLOAT_BITS,
        /// All others: the product.
        in product: FLOAT_BITS,
        /// Flags of a result that was taken: overflow in bit 0, invalid in bit 1.
        in result_flags: 2,
        /// The product is t of SwiGLU, which may overflow.
        in is_exponent: 1,
        /// Of the product: it overflows.
        in product_overflow: 1,
        /// Of the product: an operand is not finite, or a divisor 0.
        in product_invalid: 1,
        /// Of the sum: it overflows.
        in sum_overflow: 1,
        /// Of the sum: an operand is not finite, or a divisor 0.
        in sum_invalid: 1,
        /// Of the quotient: it overflows.
        in quotient_overflow: 1,
        /// Of the quotient: an operand is not finite, or a divisor 0.
        in quotient_invalid: 1,
        /// Of a sum of squares: it overflows.
        in norm_overflow: 1,
        /// Of a sum of squares: an operand is not finite, or a divisor 0.
        in norm_invalid: 1,
        /// Of an FP16 value.
        in half_overflow: 1,
        /// A pulse: faults are forgotten.
        in clear: 1,
        /// The result, a cycle later.
        out value: FLOAT_BITS,
        /// It is for vector memory.
        out write: 1,
        /// It is for a sink, as it is.
        out offered: 1,
        /// It is for a sink, as FP16.
        out rounded: 1,
        /// Overflow in bit 0, invalid in bit 1: raised since `clear`.
        out fault: 2,
        /// The order that raised the first one.
        out fault_tag: TAG.1
    }
}

/// The circuit of [`Results`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "results",
        "The result of an element, of the unit that makes it, and the flags of all.",
    );
    let start = leaf.control("start", 1);
    let tag = leaf.control("tag", TAG.1);
    let sink = leaf.control("sink", SINK.1);
    let kind = leaf.control("kind", Kind::BITS);
    let result = leaf.control("result", 1);
    let [left, element, sum, product] =
        ["left", "element", "sum", "product"].map(|name| leaf.control(name, FLOAT_BITS));
    let dropped = leaf.control("dropped", 1);
    let result_flags = leaf.control("result_flags", 2);
    let is_exponent = leaf.control("is_exponent", 1);
    let clear = leaf.control("clear", 1);
    let mut flag = |name: &str| leaf.control(name, 1);
    let [product_overflow, sum_overflow] = ["product_overflow", "sum_overflow"].map(&mut flag);
    let [norm_overflow, half_overflow] = ["norm_overflow", "half_overflow"].map(&mut flag);
    let [product_invalid, sum_invalid] = ["product_invalid", "sum_invalid"].map(&mut flag);
    let [quotient_invalid, norm_invalid] = ["quotient_invalid", "norm_invalid"].map(&mut flag);
    let quotient_overflow = flag("quotient_overflow");

    // A cycle late: an element has its result in the cycle after it was issued at the earliest.
    let kind = kind.register();
    let of = |k: Kind| kind_is(&kind, k);
    let comes = &of(Kind::Fetch) | &of(Kind::Collect);
    let adds = &of(Kind::Add) | &of(Kind::Rope);
    let computed = adds.mux(&sum, &product);
    let moved = comes.mux(&element, &left);
    let value = (&comes | &of(Kind::Copy)).mux(&moved, &computed).register();
    let to_memory = (&sink.is(sink::MEMORY) & !&dropped).named("to_memory");
    let write = (&result & &to_memory).register_from_zero();
    let as_half = sink.is(sink::VECTORS);
    let as_it_is = (&sink.any_bit() & !&as_half).named("as_it_is");
    let offered = (&result & &as_it_is).register_from_zero();
    let rounded = (&result & &as_half).register_from_zero();

    let product_overflow = &product_overflow & !&is_exponent;
    let overflow = &product_overflow | &sum_overflow | &quotient_overflow;
    let overflow = &overflow | &norm_overflow | &half_overflow;
    let invalid = &product_invalid | &sum_invalid | &quotient_invalid | &norm_invalid;
    let raised = (&concat(&[&overflow, &invalid]) | &result_flags)
        .register_from_zero()
        .named("raised");
    let own_tag = leaf.state("tag_kept", TAG.1, 0);
    own_tag.when(&start, &tag);
    let fault = leaf.state("fault_kept", 2, 0);
    let older = clear.mux(&leaf.constant(0, 2), &fault).named("older");
    fault.set(&(&older | &raised));
    let fault_tag = leaf.state("first_tag", TAG.1, 0);
    fault_tag.when(&(&raised.any_bit() & !&older.any_bit()), &own_tag);

    leaf.output("value", &value);
    leaf.output("write", &write);
    leaf.output("offered", &offered);
    leaf.output("rounded", &rounded);
    leaf.output("fault", &fault);
    leaf.output("fault_tag", &fault_tag);
    leaf.build()
}
