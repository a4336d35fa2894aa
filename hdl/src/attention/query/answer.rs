//! What leaves as a result of an ATTEND: a quotient, or, of one in two steps, what was not divided.

use crate::expr::{Circuit, Leaf, concat, named};
use crate::layout::RESULT_BITS;
use crate::stream::incoming;

crate::leaf_block! {
    /// See the module's documentation. Never both there: a command has results of one kind.
    pub struct Answer(describe()) {
        /// A result of the division.
        in quotient_data: RESULT_BITS,
        /// It is there.
        in quotient_valid: 1,
        /// 32 bits that are a result as they are.
        in value: 32,
        /// Their flags: overflow, then invalid.
        in flags: 2,
        /// They are there.
        in value_valid: 1,
        /// The result, in the same cycle.
        out result: RESULT_BITS,
        /// It is there.
        out result_valid: 1
    }
}

/// The circuit of [`Answer`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "answer",
        "What leaves as a result of an ATTEND: a quotient, or what was not divided.",
    );
    let [quotient, quotient_valid] = incoming(&mut leaf, "quotient", RESULT_BITS);
    let value = leaf.control("value", 32);
    let flags = leaf.control("flags", 2);
    let value_valid = leaf.control("value_valid", 1);
    let undivided = concat(&[&value, &flags]);
    leaf.output("result", &value_valid.mux(&undivided, &quotient));
    leaf.output("result_valid", &(&value_valid | &quotient_valid));
    leaf.build()
}
