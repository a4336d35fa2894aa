//! What the converter of keys and values takes: lanes of a key, or of the residual; and the format that goes with it.

use super::kv_converter::LANES;
use crate::expr::{Circuit, Leaf, named};

/// Four FP32 values.
const LANES_BITS: usize = 32 * LANES;

crate::leaf_block! {
    /// See the module's documentation. One cycle; no two sources speak in one cycle.
    pub struct ConverterInput(describe()) {
        /// The converter works on a key; else on values of the residual. Chooses lanes and format.
        in key: 1,
        /// Keys are kept with 3 bits; else with 4.
        in key_three: 1,
        /// Values are kept with 3 bits; else with 4.
        in value_three: 1,
        /// Four rotated values of a key, FP32.
        in keys: LANES_BITS,
        /// Four values of a key are there; never in the cycle of `floats_valid`.
        in keys_valid: 1,
        /// Four values of the residual, widened to FP32.
        in floats: LANES_BITS,
        /// Four values of the residual are there.
        in floats_valid: 1,
        /// Whichever `key` says, a cycle later, FP32.
        out values: LANES_BITS,
        /// Either was there the cycle before; there is no back-pressure.
        out values_valid: 1,
        /// What they are of is kept with 3 bits; else with 4.
        out three: 1
    }
}

/// The circuit of [`ConverterInput`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new(
        "converter_input",
        "Chooses what the converter takes, rotated keys or values of the residual, and in which format they are kept.",
    );
    let key = leaf.control("key", 1);
    let key_three = leaf.control("key_three", 1);
    let value_three = leaf.control("value_three", 1);
    let keys = leaf.control("keys", LANES_BITS);
    let keys_valid = leaf.control("keys_valid", 1);
    let floats = leaf.control("floats", LANES_BITS);
    let floats_valid = leaf.control("floats_valid", 1);
    let three = key.mux(&key_three, &value_three);
    leaf.output("values", &key.mux(&keys, &floats).register());
    leaf.output(
        "values_valid",
        &(&keys_valid | &floats_valid).register_from_zero(),
    );
    leaf.output("three", &three.register());
    leaf.build()
}
