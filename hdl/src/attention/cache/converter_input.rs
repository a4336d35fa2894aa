//! What the converter of keys and values takes: lanes of a key, or of the residual; and the limit that goes with it.

use super::kv_converter::LANES;
use crate::expr::{Circuit, Leaf, named};

/// Four FP32 values.
const LANES_BITS: usize = 32 * LANES;

crate::leaf_block! {
    /// See the module's documentation. One cycle; no two sources speak in one cycle. `limit` is 1 (247) for 4 bits, 2 (239) for 3.
    pub struct ConverterInput(describe()) {
        in key: 1,
        in key_three: 1,
        in value_three: 1,
        in keys: LANES_BITS,
        in keys_valid: 1,
        in floats: LANES_BITS,
        in floats_valid: 1,
        out values: LANES_BITS,
        out values_valid: 1,
        out limit: 2
    }
}

/// The circuit of [`ConverterInput`].
#[named]
pub fn describe() -> Circuit {
    let mut leaf = Leaf::new("converter_input", "Four lanes of keys or values.");
    let key = leaf.control("key", 1);
    let key_three = leaf.control("key_three", 1);
    let value_three = leaf.control("value_three", 1);
    let keys = leaf.control("keys", LANES_BITS);
    let keys_valid = leaf.control("keys_valid", 1);
    let floats = leaf.control("floats", LANES_BITS);
    let floats_valid = leaf.control("floats_valid", 1);
    let three = key.mux(&key_three, &value_three);
    let limit = three.mux(&leaf.constant(2, 2), &leaf.constant(1, 2));
    leaf.output("values", &key.mux(&keys, &floats).register());
    leaf.output(
        "values_valid",
        &(&keys_valid | &floats_valid).register_from_zero(),
    );
    leaf.output("limit", &limit.register());
    leaf.build()
}
